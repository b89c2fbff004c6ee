"""A copy of the dashboard whose data hold hostile text in every text that a reader sees, each with a mark of its own.

A mark such as `zq1x27z` follows its payload without a space: wherever the mark is read on a page, the payload must
stand before it, letter for letter. Eight copies put all payloads into every field.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from components.tables import data_package, descriptors
from components.tables.descriptors import Descriptor
from tests.browser.server import ROOT
from tests.exports.hostile import PAYLOADS

PER_FIELD = 16
COPIES = -(-len(PAYLOADS) // PER_FIELD)
MARK = re.compile(r"zq\d+x\d+z")
_NAMES = {"record.editions.publisher"}  # the code asks for NATO's own by this name
_KEPT = ("claim_id", "covers", "allies", "second_copy")
_CLAIM = ("label", "means", "note")


@dataclass
class Marks:
    """What was put where: the payload and the field by mark."""

    copy: int
    payload: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    _number: Iterable[int] = field(default_factory=count)
    _next: dict[str, int] = field(default_factory=dict)

    def text(self, where: str, cells: int) -> str:
        """The next text of a field that has `cells` cells: as many payloads as it takes to hold 16 in the field."""
        parts = []
        for _ in range(-(-PER_FIELD // cells)):
            at = self._next.get(where, 0)
            self._next[where] = at + 1
            payload = PAYLOADS[(self.copy * PER_FIELD + at) % len(PAYLOADS)]
            mark = f"zq{self.copy}x{next(iter(self._number))}z"
            self.payload[mark], self.where[mark] = payload, where
            parts.append(f"{payload}{mark}")
        return " ".join(parts)


def copy_of(target: Path, copy: int) -> Marks:
    """Copy what the server needs to `target`, with hostile data; `copy` chooses the payloads."""
    left_out = shutil.ignore_patterns(
        ".git", ".venv", "tests", "__pycache__", "benchmarks", "docs", "site", "dist"
    )
    shutil.copytree(ROOT, target, ignore=left_out)
    marks, data = Marks(copy), target / "data"
    tables = descriptors.read(data)
    rows = {name: _table(data, table, marks) for name, table in tables.items()}
    for path in sorted((data / "claims").glob("*.toml")):
        _claim(path, marks, len(list((data / "claims").glob("*.toml"))))
    _descriptors(data / descriptors.BY_HAND, marks)
    package = data_package.package(descriptors.read(data), rows, data)
    (data / descriptors.COMPUTED).write_text(json.dumps(package), encoding="utf-8")
    return marks


def _table(data: Path, table: Descriptor, marks: Marks) -> int:
    path = data / table.path
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    for held in table.fields:
        free = held.type == "string" and not (held.enum or held.pattern or held.references)
        name = f"{table.name}.{held.name}"
        if free and name not in _NAMES and held.name not in (*table.primary_key, *_KEPT):
            filled = [row for row in rows if row[held.name]]
            for row in filled:
                row[held.name] = marks.text(name, len(filled))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [held.name for held in table.fields], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return len(rows)


def _claim(path: Path, marks: Marks, cells: int) -> None:
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    put: Callable[[str], str] = lambda key: marks.text(f"claims.{key}", cells)  # noqa: E731
    held |= {key: put(key) for key in _CLAIM}
    held["words"] = put("words")
    held["quote"] = f"{put('quote')} {held['words']}"
    held.pop("short", None)
    if "untestable" in held["check"]:
        held["check"]["untestable"] = put("untestable")
    path.write_text(_toml(held), encoding="utf-8")


def _descriptors(path: Path, marks: Marks) -> None:
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = [entry for group in held.values() for entry in group.values()]
    columns = [column for entry in tables for column in entry["fields"]]
    for entry in tables:
        for key in ("title", "what", "licence", "source"):
            entry[key] = marks.text(f"descriptors.{key}", len(tables))
    for column in columns:
        column["description"] = marks.text("descriptors.description", len(columns))
    path.write_text(_toml(held), encoding="utf-8")


def _toml(held: Mapping[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in held.items())


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)  # TOML's basic strings have JSON's escapes
    return str(value).lower() if isinstance(value, bool) else str(value)
