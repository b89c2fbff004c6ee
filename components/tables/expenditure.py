"""NATO's expenditure tables, cell by cell, and the total of the Allies other than the United States.

Source: `data/record/nato_expenditure.csv` (one row per edition, year, entity and measure).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from components.tables import NotHeld

EUROPE_AND_CANADA: Final = "NATO_EUR_CAN"
NEW_ALLIES: Final = ("FIN", "SWE")
CURRENT: Final = "expenditure_usd_current_millions"
CONSTANT: Final = {
    "2024-06-17": "expenditure_usd_2015_millions",
    "2025-08-28": "expenditure_usd_2021_millions",
    "2026-07-10": "expenditure_usd_2021_millions",
}
JOINED: Final = {
    # The notes under NATO's tables of June 2024 give these dates of accession.
    "MNE": date(2017, 6, 5),
    "MKD": date(2020, 3, 27),
    "FIN": date(2023, 4, 4),
    "SWE": date(2024, 3, 7),
}
MEMBERSHIP: Final = ("as published", "both years", "neither year")


@dataclass(frozen=True)
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
class Total:
    """A total in million US dollars with the cells it was made of; `is_sum` if we added them up."""

    value: float
    is_estimate: bool
    cells: tuple[Cell, ...]
    is_sum: bool


Cells = Mapping[tuple[str, str, str, int], Cell]


def read(path: Path) -> Cells:
    """Every cell of the table, by edition, measure, entity and year. A key that occurs twice raises."""
    cells: dict[tuple[str, str, str, int], Cell] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            key = (row["edition"], row["measure"], row["entity"], int(row["year"]))
            if key in cells:
                raise ValueError(f"{path.name}: {key} occurs twice")
            cells[key] = Cell(
                edition=row["edition"],
                year=int(row["year"]),
                entity=row["entity"],
                measure=row["measure"],
                value=float(row["value"]),
                is_estimate=row["is_estimate"] == "true",
                source_id=row["source_id"],
            )
    return cells


def measure_of(edition: str, prices: str) -> str:
    """The measure's name for `prices` ("current" or "constant") in an edition."""
    if prices == "current":
        return CURRENT
    if edition not in CONSTANT:
        raise NotHeld(f"the edition of {edition} is held without constant prices")
    return CONSTANT[edition]


def cell(cells: Cells, edition: str, measure: str, entity: str, year: int) -> Cell:
    """One cell, or `NotHeld`."""
    try:
        return cells[edition, measure, entity, year]
    except KeyError:
        raise NotHeld(f"{measure} of {entity} for {year} is not held in the edition of {edition}") from None


def allies_in(cells: Cells, edition: str, measure: str, year: int) -> tuple[str, ...]:
    """The Allies with a figure who were members in `year`, sorted. Iceland has none and is not here."""
    return tuple(
        sorted(
            entity
            for (e, m, entity, y) in cells
            if (e, m, y) == (edition, measure, year)
            and not entity.startswith("NATO_")
            and (entity not in JOINED or JOINED[entity].year <= year)
        )
    )


def total(cells: Cells, edition: str, year: int, prices: str, members: str = "as published") -> Total:
    """Allied expenditure without the United States, in million US dollars.

    `members` is one of `MEMBERSHIP`: NATO counts Finland from 2023 and Sweden from 2024; "both years"
    counts the two in every year, "neither year" in none. Where an edition is held without NATO's own
    aggregate, the total is the sum of the members' cells and says so.
    """
    if members not in MEMBERSHIP:
        raise ValueError(f"members: found {members!r}, expected one of {MEMBERSHIP}")
    measure = measure_of(edition, prices)
    try:
        parts = [cell(cells, edition, measure, EUROPE_AND_CANADA, year)]
        is_sum = False
    except NotHeld:
        allies = [a for a in allies_in(cells, edition, measure, year) if a != "USA"]
        if len(allies) < 25:  # a handful of press figures is no total
            raise
        parts = [cell(cells, edition, measure, ally, year) for ally in allies]
        is_sum = True
    value = sum(part.value for part in parts)
    for ally in NEW_ALLIES:
        counted = JOINED[ally].year <= year
        if members == "both years" and not counted:
            parts.append(cell(cells, edition, measure, ally, year))
            value += parts[-1].value
        elif members == "neither year" and counted:
            parts.append(cell(cells, edition, measure, ally, year))
            value -= parts[-1].value
    return Total(value, any(part.is_estimate for part in parts), tuple(parts), is_sum)
