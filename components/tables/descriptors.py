"""What each table is: `data/descriptors.toml` by hand, `data/datapackage.json` computed.

    python -m components.tables.descriptors          # `make data`: check everything, write datapackage.json
    python -m components.tables.descriptors --check  # say whether it is up to date

The computed file is a Frictionless Data Package (fields, types, rows, bytes, sha256), so that any
reader of such packages can use the tables; at start the app trusts a file whose hash it knows and
looks at every row of one it does not.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from components.tables import DataProblems, Problem

DATA: Final = Path(__file__).parents[2] / "data"
BY_HAND: Final = "descriptors.toml"
COMPUTED: Final = "datapackage.json"
SETTINGS: Final = ("thresholds.toml", "corrections.toml")

_TABLE_KEYS: Final = {"path", "title", "what", "licence", "source", "primary_key", "fields"}
_FIELD_KEYS: Final = {
    "name", "type", "description", "unit", "required", "enum", "minimum", "maximum", "pattern",
    "references", "also",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One column: its type, meaning and unit, and what its values may be."""

    name: str
    type: str
    description: str
    unit: str = ""
    required: bool = True
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    references: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Descriptor:
    """One table of `data/`: `name` is `record.x` or `article.x`."""

    name: str
    path: str
    title: str
    what: str
    licence: str
    source: str
    primary_key: tuple[str, ...]
    fields: tuple[Field, ...]


def read(folder: Path = DATA) -> dict[str, Descriptor]:
    """Every descriptor by table name. Unknown or missing keys raise `DataProblems`."""
    try:
        text = (folder / BY_HAND).read_text(encoding="utf-8")
        declared = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataProblems([Problem(BY_HAND, "", "", str(error), "a readable TOML file")]) from None
    found: dict[str, Descriptor] = {}
    problems: list[Problem] = []
    for group, tables in declared.items():
        for short, entry in tables.items():
            name = f"{group}.{short}"
            if wrong := set(entry) ^ _TABLE_KEYS:
                problems.append(Problem(BY_HAND, name, "", _keys(wrong), _keys(_TABLE_KEYS)))
                continue
            fields = []
            for declared_field in entry["fields"]:
                if wrong := set(declared_field) - _FIELD_KEYS:
                    problems.append(
                        Problem(BY_HAND, name, _keys(wrong), "an unknown key", _keys(_FIELD_KEYS))
                    )
                    continue
                listed = {k: tuple(declared_field[k]) for k in ("enum", "also") if k in declared_field}
                fields.append(Field(**(declared_field | listed)))
            given = entry | {"primary_key": tuple(entry["primary_key"]), "fields": tuple(fields)}
            found[name] = Descriptor(name=name, **given)
    if problems:
        raise DataProblems(problems)
    return found


def _keys(keys: Any) -> str:
    return ", ".join(sorted(keys))


def sha256(raw: bytes) -> str:
    """The hash that a descriptor carries."""
    return hashlib.sha256(raw).hexdigest()


def package(
    descriptors: Mapping[str, Descriptor], rows: Mapping[str, int], folder: Path = DATA
) -> dict[str, Any]:
    """The data package: everything by hand, and rows, bytes and hash as the files have them."""
    resources = []
    for name, table in descriptors.items():
        raw = (folder / table.path).read_bytes()
        resources.append(
            {
                "name": name.replace(".", "-"),
                "path": table.path,
                "title": table.title,
                "description": table.what,
                "licenses": [{"title": table.licence}],
                "sources": [{"title": table.source}],
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(raw),
                "hash": f"sha256:{sha256(raw)}",
                "rows": rows[name],
                "schema": {
                    "fields": [_frictionless(field) for field in table.fields],
                    "primaryKey": list(table.primary_key),
                },
            }
        )
    settings = {name: f"sha256:{sha256((folder / name).read_bytes())}" for name in SETTINGS}
    return {"name": "against-the-record", "resources": resources, "settings": settings}


def _frictionless(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": field.required}
    constraints |= {k: v for k in ("minimum", "maximum") if (v := getattr(field, k)) is not None}
    constraints |= {"enum": list(field.enum)} if field.enum else {}
    constraints |= {"pattern": field.pattern} if field.pattern else {}
    described = {"name": field.name, "type": field.type, "description": field.description}
    return described | ({"unit": field.unit} if field.unit else {}) | {"constraints": constraints}


def main(arguments: list[str]) -> int:
    """Check all tables in depth; write the computed package, or with `--check` compare it."""
    from components.tables import load

    try:
        tables = load.read_all(DATA, trust_hashes=False)
    except DataProblems as problems:
        print(problems, file=sys.stderr)
        return 1
    rows = {name: len(frame) for name, frame in tables.items()}
    text = json.dumps(package(read(), rows), indent=1, ensure_ascii=False) + "\n"
    target = DATA / COMPUTED
    current = target.read_text(encoding="utf-8") if target.exists() else ""
    if arguments == ["--check"]:
        if text != current:
            print(f"{COMPUTED} does not match the files: run `make data`", file=sys.stderr)
        return int(text != current)
    target.write_text(text, encoding="utf-8")
    print(f"{len(rows)} tables, {sum(rows.values()):,} rows: {COMPUTED} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
