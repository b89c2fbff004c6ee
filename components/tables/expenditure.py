"""Questions about NATO's expenditure tables: cells, totals, shares and counts.

Source: `data/record/nato_expenditure.csv` (one row per edition, year, entity and measure) and, for
editions held only in part, `data/record/two_percent_reported.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from components import theme
from components.tables import NotHeld
from components.tables.record import Cell, Edition, Record

EUROPE_AND_CANADA: Final = "NATO_EUR_CAN"
UNITED_STATES: Final = "USA"
NEW_ALLIES: Final = ("FIN", "SWE")
CURRENT: Final = "expenditure_usd_current_millions"
SHARE: Final = "share_of_gdp_percent"
FIRST_YEAR: Final = 2014
MEMBERSHIP: Final = ("as published", "both years", "neither year")
ROUNDING: Final = ("as published", "unrounded")
PUBLISHED_DECIMALS: Final = 0.01
"""NATO prints shares of GDP with two decimals."""


@dataclass(frozen=True)
class Total:
    """A total in million US dollars with the cells it was made of, each with its sign.

    `is_sum` where the edition is held without NATO's own aggregate and we added the members up.
    """

    value: float
    is_estimate: bool
    parts: tuple[tuple[int, Cell], ...]
    is_sum: bool


@dataclass(frozen=True)
class Count:
    """How many Allies reach a threshold, and which; `cells` is empty where the count was reported."""

    value: int
    is_estimate: bool
    allies: tuple[str, ...]
    cells: tuple[Cell, ...]
    source_id: str


def cell(record: Record, edition: str, measure: str, entity: str, year: int) -> Cell:
    """One cell, or `NotHeld`."""
    try:
        return record.cells[edition, measure, entity, year]
    except KeyError:
        label = record.editions[edition].label
        what = f"{_words_of(measure)} of {_name_of(record, entity)} for {year}"
        raise NotHeld(f"{what} is not held for the edition of {label}") from None


def _words_of(measure: str) -> str:
    """A measure as a reader calls it: "expenditure_usd_2015_millions" is expenditure in 2015 prices."""
    if measure == SHARE:
        return "share of GDP"
    what, *rest = measure.split("_")
    base = next((part for part in rest if part.isdigit()), "")
    prices = f" in {base} prices" if base else " in current prices" if "current" in rest else ""
    return f"{'GDP' if what == 'gdp' else what}{prices}"


def _name_of(record: Record, entity: str) -> str:
    names = {EUROPE_AND_CANADA: "NATO Europe and Canada", "NATO_TOTAL": "all Allies"}
    return names[entity] if entity in names else record.allies[entity].name


def price_measure(record: Record, edition: str, prices: str) -> str:
    """The measure's name for `prices` ("current" or "constant") in an edition."""
    if prices == "current":
        return CURRENT
    base = record.editions[edition].constant_base_year
    if base is None:
        raise NotHeld(f"the edition of {record.editions[edition].label} is held without constant prices")
    return f"expenditure_usd_{base}_millions"


def is_member(record: Record, ally: str, year: int) -> bool:
    """Is `ally` counted by NATO in `year`? From the year of accession on, as its tables do."""
    joined = record.allies[ally].member_from
    return joined is None or joined.year <= year


@lru_cache(maxsize=512)
def allies_with_figures(record: Record, edition: str, measure: str, year: int) -> tuple[str, ...]:
    """The Allies with a cell who were members in `year`, sorted by code. Iceland has none."""
    return tuple(
        ally
        for ally in sorted(record.allies)
        if is_member(record, ally, year) and (edition, measure, ally, year) in record.cells
    )


@lru_cache(maxsize=128)
def years(record: Record, edition: str, measure: str) -> tuple[int, ...]:
    """The years an edition holds for a measure, sorted."""
    return tuple(sorted({y for (e, m, _, y) in record.cells if (e, m) == (edition, measure)}))


@lru_cache(maxsize=128)
def is_complete(record: Record, edition: str, measure: str) -> bool:
    """Does the edition hold the measure for every Ally with figures, in every year from 2014 to its last?"""
    held = years(record, edition, measure)
    if not held or held[0] != FIRST_YEAR or list(held) != list(range(held[0], held[-1] + 1)):
        return False
    expected = sum(ally.has_figures for ally in record.allies.values())
    return all(
        sum((edition, measure, ally, year) in record.cells for ally in record.allies) == expected
        for year in held
    )


def complete_editions(record: Record, measure: str) -> tuple[Edition, ...]:
    """The editions that are complete for a measure, oldest first."""
    held = (edition for edition in record.editions.values() if is_complete(record, edition.id, measure))
    return tuple(sorted(held, key=lambda edition: edition.published))


def total(record: Record, edition: str, year: int, prices: str, members: str = "as published") -> Total:
    """Allied expenditure without the United States, in million US dollars.

    `members` is one of `MEMBERSHIP`: NATO counts Finland from 2023 and Sweden from 2024; "both years"
    counts the two in every year, "neither year" in none.
    """
    if members not in MEMBERSHIP:
        raise ValueError(f"members: found {members!r}, expected one of {MEMBERSHIP}")
    measure = price_measure(record, edition, prices)
    try:
        parts = [(1, cell(record, edition, measure, EUROPE_AND_CANADA, year))]
        is_sum = False
    except NotHeld:
        # a handful of press figures is no total, and a year that an edition does not hold is not zero
        if not is_complete(record, edition, measure) or year not in years(record, edition, measure):
            raise
        allies = [a for a in allies_with_figures(record, edition, measure, year) if a != UNITED_STATES]
        parts = [(1, cell(record, edition, measure, ally, year)) for ally in allies]
        is_sum = True
    for ally in NEW_ALLIES:
        counted = is_member(record, ally, year)
        if members == "both years" and not counted:
            parts.append((1, cell(record, edition, measure, ally, year)))
        elif members == "neither year" and counted:
            parts.append((-1, cell(record, edition, measure, ally, year)))
    value = sum(sign * part.value for sign, part in parts)
    return Total(value, any(part.is_estimate for _, part in parts), tuple(parts), is_sum)


def share(record: Record, edition: str, ally: str, year: int, rounding: str = "as published") -> float:
    """An Ally's defence expenditure in % of GDP.

    "As published" has the two decimals NATO prints. "Unrounded" is the quotient of the edition's own
    tables of expenditure and GDP in constant prices where both are held, else the long value the
    edition holds; an edition held at two decimals has no such reading.
    """
    published = cell(record, edition, SHARE, ally, year)
    if rounding == "as published":
        return float(theme.rounded(published.value, PUBLISHED_DECIMALS))
    base = record.editions[edition].constant_base_year
    spent = record.cells.get((edition, f"expenditure_usd_{base}_millions", ally, year))
    gdp = record.cells.get((edition, f"gdp_usd_{base}_billions", ally, year))
    if spent and gdp:
        return spent.value / (gdp.value * 1000) * 100
    if not _has_long_values(record, edition):
        label = record.editions[edition].label
        raise NotHeld(f"the edition of {label} is held with two decimals only")
    return published.value


@lru_cache(maxsize=64)
def _has_long_values(record: Record, edition: str) -> bool:
    return is_complete(record, edition, SHARE) and any(
        round(c.value, 2) != c.value for (e, m, _, _), c in record.cells.items() if (e, m) == (edition, SHARE)
    )


def count_at_least(
    record: Record,
    edition: str,
    year: int,
    threshold: float,
    rounding: str = "as published",
    *,
    with_united_states: bool = True,
) -> Count:
    """How many Allies spend at least `threshold` % of GDP in `year`, by one edition.

    In an edition that is held in part we count nothing: the result is the count that was reported, which
    exists for 2% alone.
    """
    if not is_complete(record, edition, SHARE):
        return _reported(record, edition, year, threshold, rounding, with_united_states)
    if (edition, SHARE, UNITED_STATES, year) not in record.cells:
        raise NotHeld(f"the edition of {record.editions[edition].label} has no figures for {year}")
    members = [
        ally
        for ally in allies_with_figures(record, edition, SHARE, year)
        if with_united_states or ally != UNITED_STATES
    ]
    reached = tuple(a for a in members if share(record, edition, a, year, rounding) >= threshold)
    cells = tuple(cell(record, edition, SHARE, ally, year) for ally in members)
    return Count(len(reached), any(c.is_estimate for c in cells), reached, cells, cells[0].source_id)


def _reported(
    record: Record, edition: str, year: int, threshold: float, rounding: str, with_united_states: bool
) -> Count:
    label = record.editions[edition].label
    if rounding != "as published" or threshold != 2.0 or not with_united_states:
        raise NotHeld(f"of the edition of {label} only the reported count at 2% is held")
    rows = [
        row
        for row in record.rows("record.two_percent_reported")
        if (row["edition"], row["year"]) == (edition, year) and row["basis"] != "forecast"
    ]
    if not rows:
        raise NotHeld(f"no count for {year} was read from the edition of {label}")
    row = rows[0]
    allies = tuple((row["allies"] or "").split())
    estimate = any(
        c.is_estimate for (e, m, _, y), c in record.cells.items() if (e, m, y) == (edition, SHARE, year)
    )
    return Count(int(row["allies_at_or_above_2pct"]), estimate, allies, (), row["source_id"])
