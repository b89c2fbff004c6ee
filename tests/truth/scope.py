"""What the words near a number name: an Ally, a year, an edition, prices, a claim, a record of a table.

No sentence of the product is known here. A dimension is looked for in the nearest text first (the sentence, the
column's heading, the row, the paragraph, the heading above); where none names it, the reader's choices do.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from typing import Any

from tests.independent import VALUES
from tests.truth import data, readings
from tests.truth.data import CLAIMS, EDITIONS, LABEL, MINUS, MONTHS, NAMES, TABLES, number, plain
from tests.truth.facts import Of
from tests.truth.seen import flat

MONTH = "|".join(MONTHS)
DATE = re.compile(rf"\b(?:\d{{1,2}} )?(?:{MONTH}) \d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b")
NUMBER = re.compile(rf"[+{MINUS}]?[$€]?(?<![\d.])\d+(?:[.,]\d+)*%?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(rf"(?<!\d )(?:{MONTH}) \d{{4}}\b")
_DAY = re.compile(r"\bday (\d+)")
_PERCENT = re.compile(r"(?<![\d.])(\d(?:\.\d)?)%")
_WORDS = {
    "prices": {"current": "current", "constant": "constant"},
    "members": {"both years": "both years", "neither year": "neither year", "every year": "both years"},
    "rounding": {"unrounded": "unrounded"},
    "tiers": {"running total": "running total", "added": "added up"},
    "about": {
        "Allies": "Allies",
        "Ally": "Allies",
        "Members": "Allies",
        "%": "Allies",
        "claims": "record",
        "statements": "record",
        "reading": "record",
        "findings": "record",
        "tables": "record",
        "sources": "record",
        "excerpts": "record",
        "values": "readings",
        "value,": "readings",
        "combinations": "readings",
        "said": "said",
        "spoken": "said",
        "round to": "said",
        " day ": "said",
        "article": "said",
        "Test": "said",
    },
    "currency": {"EUR": "EUR", "€": "EUR", "euro": "EUR"},
    "when": {"on the day": "day", "today": "today", "since": "since"},
}
"""The choices of the claim files as texts name them; a text that names none leaves it to the reader's choices."""
_LONGEST_FIRST = sorted(LABEL, key=lambda e: -len(LABEL[e]))
_MORE = ("threshold", "measure")
"""Dimensions of which a text may name one value and be about the reader's too."""
_WHOLE_LIST = 8
"""A text that more rows of a table have than this names none of them."""


@lru_cache(maxsize=20_000)
def mentioned(text: str) -> dict[str, frozenset[str]]:
    """The values of each dimension that a text names."""
    found: dict[str, set[str]] = {"edition": set()}
    rest = text
    for edition in _LONGEST_FIRST:
        if LABEL[edition] in rest or edition in rest:
            found["edition"].add(edition)
            rest = rest.replace(LABEL[edition], "").replace(edition, "")
    found["year"] = set(_YEAR.findall(DATE.sub("", rest)))
    if not found["edition"] and _MONTH.search(text):
        found["edition"] = {"none that is held"}
    found["measure"] = {word for word in _measures() if word in text.casefold()}
    found["ally"] = {code for code, name in NAMES.items() if name in text}
    found["threshold"] = set(_PERCENT.findall(text))
    for dimension, words in _WORDS.items():
        found[dimension] = {value for word, value in words.items() if word in text}
    if re.search(r"\b20\d\d prices", text):
        found["prices"].add("constant")
    found["table"] = {name for name, title in _titles().items() if title == text}
    found["day"] = set(_DAY.findall(text))
    found["claim"] = {name for name, texts in _claim_texts().items() if any(t in text for t in texts)}
    for name, claim in CLAIMS.items():
        label = re.escape(flat(claim.get("label", claim["words"])))
        if re.search(rf"(?:^|[“|] ?){label}(?:$|[”:]| [|“])", text):
            found["claim"].add(name)
    return {dimension: frozenset(values) for dimension, values in found.items()}


@cache
def _claim_texts() -> dict[str, tuple[str, ...]]:
    """What names a claim: its label, meaning and quotation, unless one is little but a date."""
    found = {}
    for name, claim in CLAIMS.items():
        texts = {flat(claim[k]) for k in ("label", "words", "means", "quote", "short") if claim.get(k)}
        found[name] = tuple(t for t in texts if sum(c.isalpha() for c in DATE.sub("", t)) > 5)
    return found


@cache
def _titles() -> dict[str, str]:
    settings = tomllib.loads((data.DATA / "descriptors.toml").read_text(encoding="utf-8"))
    return {
        f"{folder}.{name}": one["title"]
        for folder, tables in settings.items()
        for name, one in tables.items()
    }


@cache
def _measures() -> frozenset[str]:
    return frozenset(m.split("_")[0] for _, m, _, _ in VALUES)


@dataclass(frozen=True, eq=False)
class View:
    """A reader's choices, and the claims of the page; `whole` if it is about the whole record."""

    values: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[str, ...] = tuple(CLAIMS)
    whole: bool = False

    @property
    def tolerance(self) -> str:
        return self.values.get("tolerance", "stated")

    @property
    def years(self) -> tuple[int, int]:
        return int(self.values.get("from", "2020")), int(self.values.get("to", "2024"))

    def names(self, dimension: str) -> frozenset[str] | None:
        """The values a text has that names none itself; None where any will do."""
        return _chosen(self, dimension)

    def of_claims(self, what: str) -> frozenset[str]:
        return frozenset().union(*(linked(c)[what] for c in self.claims))


@lru_cache(maxsize=10_000)
def _chosen(view: View, dimension: str) -> frozenset[str] | None:
    v = view.values
    if dimension == "edition":
        return frozenset({v["edition"]} if "edition" in v else ()) | view.of_claims("editions")
    if dimension == "year":
        chosen = {v[k] for k in ("from", "to", "year") if k in v}
        return frozenset(chosen) | view.of_claims("years")
    members = {"both": "both years", "neither": "neither year"}.get(v.get("members", ""), "as published")
    prices = {"share": "current"}.get(v.get("measure", ""), v.get("measure", v.get("prices", "current")))
    fixed = {
        "prices": {*prices.split("~")} | view.of_claims("prices"), "members": {members, "as published"}, "threshold": {v.get("threshold", "2"), "2"},
        "us": {v.get("us", "counted"), "counted"}, "rounding": {"as published"}, "claim": set(view.claims),
        "about": set(), "currency": set(), "measure": {"share", "expenditure"}, "ally": {v["ally"]} if v.get("ally", "all") != "all" else set(), "whole": {"yes"} if view.whole else set(),
        "table": {v["table"]} if "table" in v else set(),
    }  # fmt: skip
    return frozenset(fixed[dimension]) if dimension in fixed else None


@dataclass(frozen=True)
class Scope:
    """A text with the texts near it, nearest first, and those farther off: what they name is added to what was chosen."""

    near: tuple[str, ...]
    far: tuple[str, ...]
    view: View

    def names(self, dimension: str) -> frozenset[str] | None:
        chosen = self.view.names(dimension)
        for text in self.near:
            if found := mentioned(text).get(dimension):
                return found | (chosen or set()) if dimension in _MORE else found
        if chosen is None:
            return None
        far = self.far[:1] if dimension == "about" else self.far  # a heading is about too much
        return chosen.union(*(mentioned(text).get(dimension, ()) for text in far))

    def has(self, of: Of) -> bool:
        """Does all that a number is of stand near, or is it what the reader chose?"""
        for dimension, values in of.items():
            named = self.names(dimension)
            if named is not None and not named.issuperset(values):
                return dimension == "ally" and values[0].startswith("NATO_")
        return True


@dataclass(frozen=True)
class Record:
    """A row of a table or an entry of a file: the texts that name it, its numbers, its dates as people write them."""

    table: str
    texts: tuple[str, ...]
    numbers: frozenset[str]
    dates: frozenset[str]
    together: tuple[str, ...] = ()

    def is_named(self, text: str) -> bool:
        """Does the text have a name of the record's own, or all that name it together?"""
        return (
            any(t in text for t in self.texts)
            or bool(self.together)
            and all(t in text for t in self.together)
        )

    @cached_property
    def inside(self) -> frozenset[str]:
        """The numbers and dates in its texts."""
        found = [m for t in self.texts for p in (DATE, NUMBER) for m in p.findall(t)]
        return frozenset(found) | {m.strip("+$€%") for m in found}


def dates_of(value: str | date, precision: str = "day") -> set[str]:
    """A date in the forms it is written in, none finer than it is known."""
    forms = {"day": ("day", "month"), "month": ("month",)}.get(precision, ())
    found = {data.day(value, p) for p in forms} | {str(value)}
    if precision == "month":
        year, month = map(int, str(value).split("-")[:2])
        found.add(str(date(year, month, calendar.monthrange(year, month)[1])))
    return found


def _record(table: str, row: Mapping[str, Any]) -> Record:
    texts, numbers, dates = [], set(), set()
    for key, value in row.items():
        cell = str(value)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
            dates |= dates_of(cell, str(row.get("precision") or "day"))
        elif re.fullmatch(r"-?\d+(\.\d+)?", cell):
            numbers |= {number(cell), plain(cell)} | (
                {plain(float(cell) / 1000)} if "millions" in key else set()
            )
        elif len(cell) >= 6 and any(c.isalpha() for c in cell) and not key.endswith("_id"):
            texts.append(flat(cell))
    return Record(table, tuple(texts), frozenset(numbers), frozenset(dates))


@cache
def records() -> tuple[Record, ...]:
    """Every row of the small tables and every dated threshold."""
    small = {name: rows for name, rows in TABLES.items() if len(rows) < 500}
    found = [_record(name, row) for name, rows in small.items() for row in rows]
    for name, entry in data.THRESHOLDS.items():
        found += [_record("thresholds", {"what": entry["what"], "id": name, **v}) for v in entry["values"]]
    for claim in CLAIMS.values():
        texts = tuple(flat(claim[k]) for k in ("label", "words", "means", "quote", "short") if claim.get(k))
        found.append(Record("claims", texts, frozenset(), frozenset()))
    return tuple(found)


@cache
def _by_text() -> dict[tuple[str, str], list[Record]]:
    found: dict[tuple[str, str], list[Record]] = {}
    for record in records():
        for text in set(record.texts):
            found.setdefault((record.table, text), []).append(record)
    return {key: rows for key, rows in found.items() if len(rows) <= _WHOLE_LIST}


@lru_cache(maxsize=20_000)
def named(text: str) -> tuple[Record, ...]:
    """The records that a text names: of those that share a text, the one most of whose values stand there too."""
    found = []
    for (_, words), rows in _by_text().items():
        if words in text:
            found.append(max(rows, key=lambda r: _agrees(r, text)))
    found += [r for r in records() if len(_values(r, text)) > 1]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def dated(text: str) -> tuple[Record, ...]:
    """The records of a day that a text names."""
    days = {d for d in DATE.findall(text) if d[0].isdigit()}
    return tuple(r for r in records() if days & r.dates)


def _agrees(record: Record, text: str) -> int:
    return len(_values(record, text)) + sum(words in text for words in record.texts)


def _values(record: Record, text: str) -> set[str]:
    """The record's dates, and its numbers of more than one digit, that stand in the text."""
    dates = {d for d in record.dates if d in text}
    longest = {d for d in dates if not any(d != other and d in other for other in dates)}
    return longest | {
        n
        for n in record.numbers
        if len(n) > 2 and re.search(rf"(?<![\d.,]){re.escape(n)}(?![\d]|[.,]\d)", text)
    }


def _about(said: date) -> set[str]:
    """The day of the words, the year it lies in, and the year that follows from it: what “this” and “next year” mean."""
    following = said.replace(year=said.year + 1, day=min(said.day, 28)) + timedelta(
        days=said.day - min(said.day, 28)
    )
    days = (said, date(said.year, 1, 1), date(said.year, 12, 31), following - timedelta(days=1))
    return {form for day in days for form in dates_of(day)}


@cache
def linked(claim_id: str) -> dict[str, frozenset[str]]:
    """The editions, years and dates of a claim: its own, and those of the rows its check and transcript name."""
    claim = CLAIMS[claim_id]
    check = claim["check"]
    ids = {str(v) for v in (*check.get("with", {}).values(), *check.get("basis", {}).values())}
    ids |= {str(v) for values in check.get("vary", {}).values() for v in values} | {
        claim.get("transcript", "")
    }
    dates = _about(claim["said_on"])
    years = {str(v) for k, v in check.get("with", {}).items() if k in ("year", "first", "last")}
    for key in ("value", "until"):
        if isinstance(claim["said"].get(key), date):
            dates |= dates_of(claim["said"][key], claim["said"].get("precision", "day"))
            years |= {str(claim["said"][key].year)}
    for rows in TABLES.values():
        for row in rows if len(rows) < 500 else ():
            if next(iter(row.values())) in ids:
                found = _record("", row).dates
                dates |= found
                years |= (
                    {d[:4] for d in found if d[:4].isdigit()}
                    if row.get("precision") in ("day", "year")
                    else set()
                )
    basis = {
        r.given[0].choice.get("edition", "")
        for r in (readings.finding(claim_id, w) for w in ("day", "today"))
        if r.given
    }
    prices = {check.get("basis", {}).get("prices", "")} - {""}
    vary = set(check.get("vary", {}).get("edition", ()))
    return {
        "editions": frozenset(basis & set(EDITIONS)), "years": frozenset(years), "dates": frozenset(dates), "prices": frozenset(prices),
        "every edition": frozenset(vary | basis) & frozenset(EDITIONS),
    }  # fmt: skip
