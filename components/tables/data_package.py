"""The data package: `data/datapackage.json`, computed from the descriptors and the files.

    python -m components.tables.data_package          # `make data`: check everything, write datapackage.json
    python -m components.tables.data_package --check  # say whether it is up to date

It is a Frictionless Data Package (fields, types, rows, bytes, sha256), so that any reader of such packages can use
the tables. At start the app trusts a file whose hash stands in it, and checks every row of any other.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from components.tables import DataProblems
from components.tables.descriptors import COMPUTED, DATA, SETTINGS, Descriptor, Field, read, sha256
from components.tables.load import read_all


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
    try:
        tables = read_all(DATA, trust_hashes=False)
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
