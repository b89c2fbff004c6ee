"""What each table is, as `data/descriptors.toml` says by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from components.tables import DataProblems, Problem
from components.tables.declared import filled, keys_of, misfits, parsed, strangers

DATA: Final = Path(__file__).parents[2] / "data"
BY_HAND: Final = "descriptors.toml"
COMPUTED: Final = "datapackage.json"
SETTINGS: Final = ("thresholds.toml", "corrections.toml")

TYPES: Final = ("string", "integer", "number", "boolean", "date")


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


_FIELD: Final = keys_of(Field)
_TABLE: Final = keys_of(Descriptor, without=("name",))


def read(folder: Path = DATA) -> dict[str, Descriptor]:
    """Every descriptor by table name. Raises `DataProblems` with all that is wrong in any of them."""
    problems: list[Problem] = []
    found: dict[str, Descriptor] = {}
    for group, tables in (parsed(folder, BY_HAND, problems) or {}).items():
        for short, entry in (tables if isinstance(tables, dict) else {"": tables}).items():
            name = f"{group}.{short}"
            if wrong := _misfits(name, entry):
                problems += wrong
                continue
            columns = tuple(filled(Field, column) for column in entry["fields"])
            found[name] = filled(Descriptor, entry | {"name": name, "fields": columns})
    problems = problems or _dangling(found)
    if problems:
        raise DataProblems(problems)
    return found


def _misfits(name: str, entry: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with one table's entry, and with each of its fields."""
    problems = misfits(BY_HAND, name, entry, _TABLE)
    if problems:
        return problems
    for at, column in enumerate(entry["fields"], start=1):
        where = f"{name}.fields.{column.get('name', at)}"
        wrong = misfits(BY_HAND, where, column, _FIELD)
        problems += wrong or strangers(BY_HAND, f"{where}.type", column["type"], TYPES)
    names = [column.get("name") for column in entry["fields"]]
    for key in entry["primary_key"]:
        problems += strangers(BY_HAND, f"{name}.primary_key", key, names)
    return problems


def _dangling(tables: Mapping[str, Descriptor]) -> list[Problem]:
    """Fields that refer to a column which no table has."""
    held = [f"{table.name}.{field.name}" for table in tables.values() for field in table.fields]
    return [
        problem
        for table in tables.values()
        for field in table.fields
        if field.references
        for problem in strangers(
            BY_HAND, f"{table.name}.fields.{field.name}.references", field.references, held
        )
    ]


def sha256(raw: bytes) -> str:
    """The hash that a descriptor carries."""
    return hashlib.sha256(raw).hexdigest()
