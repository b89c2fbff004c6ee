"""The record: the loaded tables with the look-ups everything else asks by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import Any

import pandas as pd

from components.tables import DataProblems, Problem, article
from components.tables.article import Article
from components.tables.descriptors import DATA
from components.tables.load import read_all, read_settings


@dataclass(frozen=True, slots=True)
class Cell:
    """One published value: where it stands, what it says, whether the edition calls it an estimate."""

    edition: str
    year: int
    entity: str
    measure: str
    value: float
    is_estimate: bool
    source_id: str


@dataclass(frozen=True)
class Edition:
    """One published set of tables; `published` is no finer than `precision` says."""

    id: str
    label: str
    publisher: str
    title: str
    published: date
    precision: str
    state: str
    covers: str
    definition: str
    constant_base_year: int | None
    source_id: str


@dataclass(frozen=True)
class Ally:
    """A member of NATO; `member_from` is `None` for a member in every year of the tables."""

    code: str
    name: str
    member_from: date | None
    has_figures: bool


def on_web(address: str) -> bool:
    """Whether this is an address of the web, and no repository or folder."""
    return address.startswith(("https://", "http://"))


@dataclass(frozen=True)
class Source:
    """Where something was published, and where and how we read it."""

    id: str
    publisher: str
    title: str
    date: date
    precision: str
    url: str
    where_read: str
    read_as: str
    notes: str


@dataclass(frozen=True)
class Person:
    """Somebody who is quoted, with the role the article or the transcript gives."""

    id: str
    name: str
    role: str


Row = Mapping[str, Any]
Cells = Mapping[tuple[str, str, str, int], Cell]


@dataclass(frozen=True, eq=False)
class Record:
    """All tables and settings, with indexes by key. Nobody assigns into a frame they were handed."""

    tables: Mapping[str, pd.DataFrame]
    editions: Mapping[str, Edition]
    allies: Mapping[str, Ally]
    sources: Mapping[str, Source]
    people: Mapping[str, Person]
    cells: Cells
    sipri: Cells
    thresholds: Mapping[str, Any]
    article: Article

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a table by column, missing cells as `None`."""
        return _rows(self, name)

    def row(self, name: str, **key: Any) -> Row:
        """The one row with this key; `LookupError` where there is none or more."""
        found = [row for row in self.rows(name) if all(row[k] == v for k, v in key.items())]
        if len(found) != 1:
            raise LookupError(f"{name} has {len(found)} rows with {key}, expected one")
        return found[0]


@lru_cache(maxsize=64)
def _rows(record: Record, name: str) -> tuple[Row, ...]:
    """Cached: pandas takes a millisecond even for the smallest table, and a page asks for the same one many times."""
    rows = record.tables[name].to_dict("records")
    return tuple(MappingProxyType({k: None if pd.isna(v) else v for k, v in row.items()}) for row in rows)


def newest(record: Record) -> Edition:
    """The newest edition of NATO's tables that is held."""
    return max((e for e in record.editions.values() if e.publisher == "NATO"), key=lambda e: e.published)


@lru_cache(maxsize=4)
def load(folder: Path = DATA) -> Record:
    """The record in `folder`, read once. Raises `DataProblems` with every problem of every file."""
    problems: list[Problem] = []
    held = article.read(folder, problems)
    try:
        tables = read_all(folder)
    except DataProblems as broken:
        raise DataProblems([*broken.problems, *problems]) from None

    def rows(name: str) -> list[dict[str, Any]]:
        frame = tables[name]
        return [{k: None if pd.isna(v) else v for k, v in row.items()} for row in frame.to_dict("records")]

    editions = {
        row["edition"]: Edition(
            row["edition"], row["short_label"], row["publisher"], row["title"], row["published"],
            row["precision"], row["state"], row["covers"], row["definition"],
            None if row["constant_base_year"] is None else int(row["constant_base_year"]), row["source_id"],
        )
        for row in rows("record.editions")
    }  # fmt: skip
    allies = {
        row["entity"]: Ally(row["entity"], row["name"], row["member_from"], bool(row["has_figures"]))
        for row in rows("record.membership")
    }
    by_source = {row["source_id"]: row for row in rows("record.sources")}
    if held:
        problems += article.disagreements(held, by_source)
    thresholds = read_settings(folder, problems)["thresholds.toml"]
    if problems or held is None:
        raise DataProblems(problems)
    sources = {
        name: Source(
            name, row["publisher"], row["title"], row["date"], row["precision"],
            row["url"] or "", row["where_read"], row["read_as"], row["notes"] or "",
        )
        for name, row in by_source.items()
    }  # fmt: skip
    people = {
        row["person_id"]: Person(row["person_id"], row["name"], row["role"] or "")
        for row in rows("record.people")
    }
    return Record(
        tables=tables,
        editions=editions,
        allies=allies,
        sources=sources,
        people=people,
        cells=_index(tables["record.nato_expenditure"]),
        sipri=_index(tables["record.sipri_expenditure"]),
        thresholds=thresholds,
        article=held,
    )


def _index(frame: pd.DataFrame) -> Cells:
    words = [[intern(word) for word in frame[name]] for name in ("edition", "entity", "measure", "source_id")]
    columns = [*words, *(frame[name].tolist() for name in ("year", "value", "is_estimate"))]
    cells = (
        Cell(e, int(y), n, m, float(v), bool(x), s) for e, n, m, s, y, v, x in zip(*columns, strict=True)
    )
    return {(cell.edition, cell.measure, cell.entity, cell.year): cell for cell in cells}
