"""The article whose figures are held against the record, as `data/article/article.toml` has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from components.tables import Problem
from components.tables.declared import filled, keys_of, misfits, parsed, strangers

FILE: Final = "article/article.toml"


@dataclass(frozen=True)
class Event:
    """What the article reports on: its name as it stands in a sentence, its place, its first and last day."""

    name: str
    place: str
    first: date
    last: date
    source_id: str


@dataclass(frozen=True)
class Article:
    """Who published and wrote it, when, under which address, and how it was read (as a source's `read_as`)."""

    source_id: str
    publisher: str
    author: str
    title: str
    date: date
    address: str
    read_as: str
    event: Event


def read(folder: Path, problems: list[Problem]) -> Article | None:
    """The article; `None`, and more of the `problems`, where its file declares none."""
    declared = parsed(folder, FILE, problems)
    if declared is None:
        return None
    wrong = misfits(FILE, "", declared, keys_of(Article))
    if not wrong:
        wrong = misfits(FILE, "event", declared["event"], keys_of(Event))
    problems += wrong
    return None if wrong else filled(Article, declared | {"event": filled(Event, declared["event"])})


def disagreements(article: Article, sources: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    """A source that is unknown, a value that is not that of the article's own source, an event that ends before it begins."""
    event = article.event
    problems = strangers(FILE, "source_id", article.source_id, sources)
    problems += strangers(FILE, "event.source_id", event.source_id, sources)
    if event.last < event.first:
        problems.append(Problem(FILE, "event.last", "", f"{event.last}", f"{event.first} or a later day"))
    row = sources.get(article.source_id, {})
    same = {
        "publisher": (article.publisher, "publisher"),
        "title": (f"{article.title} ({article.author})", "title"),
        "date": (article.date, "date"),
        "address": (article.address, "where_read"),
        "read_as": (article.read_as, "read_as"),
    }
    problems += [
        Problem(FILE, key, "", repr(found), f"{row[column]!r}, as its row of sources has it")
        for key, (found, column) in same.items()
        if row and found != row[column]
    ]
    return problems
