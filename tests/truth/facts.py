"""The numbers that can be derived from the files, each with what it is of: its Ally, year, edition, prices, claim.

A closed family, made by arithmetic alone: cells; totals and what they change by; counts at a threshold; what
an edition changed; the readings of claims and how many of them hold; counts over the whole record. A new kind
of quantity is added here and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise

from tests import independent
from tests.independent import VALUES
from tests.truth import data, readings
from tests.truth.data import CLAIMS, EDITIONS, TABLES, number, plain
from tests.truth.readings import SHARE, NoValue

Of = Mapping[str, tuple[str, ...]]
"""What a number is of: for each dimension the values that must be named near it, or chosen by the reader."""
MONEY, BILLION, MILLION, PERCENT, NONE = "money", "bn", "m", "%", ""
MEMBERS = ("as published", "both years", "neither year")


@dataclass(frozen=True)
class Fact:
    """A number as it is printed: its unit, its sign, what it is of, and whether it is never without its sign."""

    unit: str
    negative: bool
    of: Of
    signed: bool = False


@dataclass
class Book:
    """Facts by how they are printed, by their exact value, and counts out of counts."""

    printed: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    exact: dict[float, list[Of]] = field(default_factory=lambda: defaultdict(list))
    pairs: dict[tuple[str, str], list[Of]] = field(default_factory=lambda: defaultdict(list))

    def add(
        self,
        value: Decimal | int,
        unit: str = NONE,
        places: Iterable[int] = (0,),
        /,
        *,
        signed: bool = False,
        **of: object,
    ) -> None:
        """A number at these decimals; money, given in millions, also in billions."""
        value = Decimal(value)
        named = {k: tuple(map(str, v if isinstance(v, tuple) else (v,))) for k, v in of.items()}
        scales = ((MILLION, 1, (0, 1)), (BILLION, 1000, (0, 1))) if unit == MONEY else ((unit, 1, places),)
        for name, scale, decimals in scales:
            for text in {number(abs(value) / scale, p) for p in decimals}:
                self.printed[text].append(Fact(name, value < 0, named, signed))
        self.exact[nearly(value)].append(named)

    def out_of(self, part: int, whole: int, /, **of: object) -> None:
        """A count out of a count, and each of the two alone."""
        named = {k: tuple(map(str, v if isinstance(v, tuple) else (v,))) for k, v in of.items()}
        self.pairs[str(part), str(whole)].append(named)
        self.add(part, **of)
        self.add(whole, **of)


def nearly(value: Decimal | float) -> float:
    """A value as it is looked up: to nine significant digits, its sign apart."""
    return float(f"{abs(float(value)):.9g}")


def kind(measure: str) -> tuple[str, tuple[int, ...]]:
    """The unit of a measure of the expenditure tables, and its decimals in print."""
    if measure.startswith("expenditure_usd"):
        return MONEY, ()
    return (PERCENT, (2,)) if measure.endswith("percent") else (NONE, (0, 1, 2))


def measured(measure: str) -> dict[str, str]:
    """What is measured, by the first word of the measure's name, and in which prices."""
    of = {"measure": measure.split("_")[0]}
    if measure.startswith("expenditure_usd"):
        of["prices"] = "current" if "current" in measure else "constant"
    return of


@cache
def of_the_record() -> Book:
    """What needs no choice of a reader's."""
    book = Book()
    sipri: dict[tuple[str, str, int], Decimal] = defaultdict(Decimal)
    for (edition, measure, entity, year), value in VALUES.items():
        unit, places = kind(measure)
        of = {"edition": edition, "year": year, "ally": entity} | measured(measure)
        book.add(value, unit, places, **of)
        if measure == SHARE:
            book.add(independent.printed(value), unit, places, **of)
    for row in TABLES["record.sipri_expenditure"]:
        key, year = (row["edition"], row["measure"]), int(row["year"])
        unit, places = kind(row["measure"])
        of = {"edition": row["edition"], "year": year} | measured(row["measure"])
        book.add(Decimal(row["value"]), unit, places, ally=row["entity"], **of)
        if unit == MONEY and row["entity"] != "USA" and independent.member(row["entity"], year):
            sipri[(*key, year)] += Decimal(row["value"])
    for (edition, measure, year), value in sipri.items():
        book.add(value, MONEY, edition=edition, year=year, **measured(measure))
    _totals(book)
    _sums(book)
    _changes_of_editions(book)
    for row in TABLES["record.two_percent_reported"]:
        of = {"edition": row["edition"], "year": row["year"], "threshold": "2", "about": "Allies"}
        book.add(int(row["allies_at_or_above_2pct"]), **of)
    for row in TABLES["record.ukraine_assistance"]:
        book.add(Decimal(row["amount_millions"]), MONEY, currency=row["currency"])
    _whole_record(book)
    return book


def _totals(book: Book) -> None:
    """The Allies other than the United States together, by each choice, and the change between two years."""
    for edition in EDITIONS:
        for way in ("current", "constant"):
            for members in MEMBERS:
                found: dict[int, Decimal] = {}
                of = {"edition": edition, "prices": way, "members": members}
                for year in range(2013, 2031):
                    try:
                        found[year] = readings.total(edition, way, members, year)
                    except NoValue:
                        continue
                    book.add(found[year], MONEY, year=year, **of)
                for a, b in combinations(found, 2):
                    of_both = of | {"year": (a, b)}
                    book.add(found[b] - found[a], MONEY, **of_both)
                    book.add((found[b] / found[a] - 1) * 100, PERCENT, (0, 1), **of_both)
                    book.add(found[b] / found[a], NONE, (3,), **of_both)


def _sums(book: Book) -> None:
    """Any other measure of the complete editions summed over the members, and over all but the United States."""
    for edition, measure in {(e, m) for e, m, _, _ in VALUES}:
        unit, places = kind(measure)
        if unit == PERCENT or not readings.complete(edition, measure):
            continue
        for year in readings.years(edition, measure):
            of = {"edition": edition, "year": year} | measured(measure)
            everyone = independent.allies(edition, measure, year)
            for counted in (everyone, [a for a in everyone if a != "USA"]):
                book.add(sum(VALUES[edition, measure, a, year] for a in counted), unit, places, **of)


def _changes_of_editions(book: Book) -> None:
    """What each edition changed of the cells that the edition before it holds."""
    cells: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for edition in _in_order():
        for key in [k for k in VALUES if k[0] == edition]:
            cells[key[1:]].append(edition)
    for (measure, ally, year), editions in cells.items():
        places = 2 if measure == SHARE else 0
        for before, after in pairwise(editions):
            was, now = (
                independent.printed(VALUES[e, measure, ally, year], str(Decimal(1).scaleb(-places)))
                for e in (before, after)
            )
            if now != was:
                of = {"edition": after, "year": year, "ally": ally} | measured(measure)
                book.add(now - was, PERCENT if places else NONE, (places,), signed=True, **of)


def _whole_record(book: Book) -> None:
    """Counts over all claims, tables and sources, which a page about the whole record states."""
    of = {"whole": "yes", "about": "record"}
    found = {when: [readings.finding(c, when).word for c in CLAIMS] for when in ("day", "today")}
    moved = sum(a != b for a, b in zip(*found.values(), strict=True))
    for when, words in found.items():
        for word in set(words):
            book.add(words.count(word), when=when, **of)
    sources = TABLES["record.sources"]
    scripts = TABLES["record.transcripts"]
    book.out_of(sum(c["voice"] == "quoted" for c in CLAIMS.values()), len(CLAIMS), **of)
    book.out_of(sum(s["read_as"] == "second-hand" for s in sources), len(sources), **of)
    book.out_of(sum(bool(s["note"]) for s in scripts), len(scripts), **of)
    for near in readings.NEAR.values():
        book.add(near * 100, PERCENT, whole="yes")
    nato = sum(e["publisher"] == "NATO" for e in EDITIONS.values())
    for count in (moved, nato, len(TABLES), sum(map(len, TABLES.values()))):
        book.add(count, **of)
    for name, rows in TABLES.items():
        book.add(len(rows), table=name)


@cache
def of_claims(tolerance: str) -> Book:
    """What the claim files say and what their readings give, as held to this tolerance."""
    book = Book()
    for name, claim in CLAIMS.items():
        said, check = claim["said"], claim["check"]
        book.add(claim["paragraph"], "paragraph", claim=name)
        figures = [said.get("value"), said.get("to_nearest"), *said.get("also_to_nearest", ())]
        figures += [v for v in check.get("with", {}).values() if isinstance(v, int)]
        for value in figures:
            if isinstance(value, int | float):
                exact = Decimal(str(value))
                unit = BILLION if "billion" in said.get("unit", "") and exact < 1000 else NONE
                unit = PERCENT if "%" in said.get("unit", "") and exact < 1000 else unit
                places = (max(0, -int(exact.normalize().as_tuple().exponent)),)
                book.add(exact, unit, places, claim=name, about="said")
        if said["operator"] in readings.NEAR:
            book.add(readings.NEAR[said["operator"]] * 100, PERCENT, claim=name)
        _readings(book, name, tolerance)
    of = {"whole": "yes", "about": "record"}
    for part in (list(CLAIMS), [c for c in CLAIMS if CLAIMS[c]["said"].get("unit")]):
        tested = [
            r.holds
            for c in part
            for r in (*readings.finding(c, "day", tolerance).given, *readings.since(c, tolerance))
            if r.holds is not None
        ]
        book.out_of(sum(tested), len(tested), **of)
    for when in ("day", "today"):
        words = [readings.finding(c, when, tolerance).word for c in CLAIMS]
        for word in set(words):
            book.add(words.count(word), when=when, **of)
    return book


def _readings(book: Book, name: str, tolerance: str) -> None:
    day, today = (readings.finding(name, when, tolerance) for when in ("day", "today"))
    for when, given in (
        ("day", day.given),
        ("today", today.given),
        ("since", readings.since(name, tolerance)),
    ):
        tested = [r.holds for r in given if r.holds is not None]
        of = {"claim": name, "when": when}
        if tested:
            book.out_of(sum(tested), len(tested), **of)
        book.add(len(given), about="readings", **of)
    book.add(len(today.missing), about="readings", claim=name)
    rule = CLAIMS[name]["check"]["rule"]
    places = (0, 1) if rule == "ratio" else (0,)
    for read in (*day.given, *today.given):
        assert read.found
        value = read.found.value
        of = {k: v for k, v in read.choice.items() if k in ("edition", "prices", "members", "rounding")}
        if "tiers" in read.choice:
            of |= {"tiers": read.choice["tiers"], "day": CLAIMS[name]["check"]["with"]["day"]}
        of["claim"] = name
        if isinstance(value, int | Decimal):
            unit = PERCENT if rule in ("ratio", "threshold") else NONE
            unit = MONEY if rule in ("value", "change") else BILLION if rule == "stated_amount" else unit
            book.add(Decimal(value) * (1000 if unit == MONEY else 1), unit, places, **of)
        for count in read.found.beside:
            book.add(count, **of)
        if isinstance(value, tuple):
            for year in value:
                book.add(int(year), **of)


@cache
def of_view(first: int, last: int, threshold: str) -> Book:
    """What a reader's two years and threshold give of the Allies and of the counts of every edition."""
    book = Book()
    for at in {Decimal(2), Decimal(threshold)}:
        book.add(at, PERCENT, (max(0, -int(at.as_tuple().exponent)),))
    for edition, name in sorted({(e, m) for e, m, _, _ in VALUES}):
        unit, places = kind(name)
        for ally in data.NAMES:
            a, b = (VALUES.get((edition, name, ally, y)) for y in (first, last))
            if a and b:
                of = {"edition": edition, "year": (first, last), "ally": ally} | measured(name)
                book.add(b - a, unit, places, **of)
                book.add((b / a - 1) * 100, PERCENT, (0, 1), **of)
    for edition in EDITIONS:
        if readings.complete(edition, SHARE):
            for at in {Decimal(2), Decimal(threshold)}:
                _counts(book, edition, at)
            _fallen(book, edition, last, Decimal(threshold))
    return book


def _counts(book: Book, edition: str, threshold: Decimal) -> None:
    """How many Allies reach the threshold in a year, how many do not, and what each lacks."""
    for year in readings.years(edition, SHARE):
        for us in (True, False):
            everyone, found = readings.reached(edition, year, threshold, us=us)
            of = {
                "edition": edition, "year": year, "threshold": plain(threshold), "us": "counted" if us else "left-out",
                "rounding": "as published", "about": "Allies",
            }  # fmt: skip
            book.out_of(len(found), len(everyone), **of)
            book.add(len(everyone) - len(found), **of)
        everyone, found = readings.reached(edition, year, threshold)
        for ally in everyone:
            for way in ("current", "constant"):
                try:
                    name = readings.prices_measure(edition, way)
                    spent, part = VALUES[edition, name, ally, year], VALUES[edition, SHARE, ally, year]
                except (NoValue, KeyError):
                    continue
                lacks = Decimal(0) if ally in found else spent * (threshold / part - 1)
                book.add(lacks, MONEY, edition=edition, year=year, ally=ally, threshold=plain(threshold))


def _fallen(book: Book, edition: str, year: int, threshold: Decimal) -> None:
    """The Allies at the threshold of whom the latest edition has less, and those of them that were close to it."""
    latest = max((e for e in EDITIONS if readings.complete(e, SHARE)), key=lambda e: EDITIONS[e]["published"])
    if (
        edition == latest
        or (latest, SHARE, "DEU", year) not in VALUES
        or (edition, SHARE, "DEU", year) not in VALUES
    ):
        return
    for us in (True, False):
        _, found = readings.reached(edition, year, threshold, us=us)
        gone = [a for a in found if readings.share(latest, a, year, "as published") < threshold]
        near = [
            a for a in gone if readings.share(edition, a, year, "as published") < threshold + Decimal("0.1")
        ]
        of = {"edition": edition, "us": "counted" if us else "left-out", "about": "Allies"}
        book.out_of(len(gone), len(found), **of)
        book.out_of(len(near), len(gone), **of)


@cache
def of_comparison(measure: str, year: str, ally: str) -> Book:
    """How many cells the editions changed, of all Allies in a year or of one Ally in every year."""
    name = {"share": SHARE, "current": readings.CURRENT}.get(measure, "expenditure_usd_2021_millions")
    places = "0.01" if name == SHARE else "1"
    shown = [(a, int(year)) for a in data.NAMES] if ally == "all" else [(ally, y) for y in range(2013, 2031)]
    changed = 0
    for entity, at in shown:
        held = [
            independent.printed(VALUES[e, name, entity, at], places)
            for e in _in_order()
            if (e, name, entity, at) in VALUES
        ]
        changed += sum(a != b for a, b in pairwise(held))
    book = Book()
    book.add(changed)
    return book


@cache
def _in_order() -> tuple[str, ...]:
    return tuple(sorted(EDITIONS, key=lambda e: EDITIONS[e]["published"]))


def spans(dates: Iterable[date]) -> Iterator[int]:
    """The days and whole years between dates."""
    for a, b in combinations(sorted(set(dates)), 2):
        yield (b - a).days
        yield b.year - a.year
