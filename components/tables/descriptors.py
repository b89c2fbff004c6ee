"""What each table is, as `data/descriptors.toml` says by hand."""

from __future__ import annotations

import hashlib
import tomllib
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
