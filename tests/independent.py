"""The numbers once more, by another path: plain csv and arithmetic, none of `components/`."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

ROOT = Path(__file__).parents[1]
JUNE, AUGUST, JULY = "2024-06-17", "2025-08-28", "2026-07-10"
BASE = {JUNE: 2015, AUGUST: 2021, JULY: 2021}
JOINED = {"MNE": 2017, "MKD": 2020, "FIN": 2023, "SWE": 2024}


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / "data" / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


VALUES: dict[tuple[str, str, str, int], Decimal] = {}
ESTIMATE: dict[tuple[str, str, str, int], bool] = {}
for _row in rows("record/nato_expenditure.csv"):
    _key = (_row["edition"], _row["measure"], _row["entity"], int(_row["year"]))
    VALUES[_key] = Decimal(_row["value"])
    ESTIMATE[_key] = _row["is_estimate"] == "true"
NAMES = {row["entity"]: row["name"] for row in rows("record/membership.csv")}


def measure(edition: str, prices: str) -> str:
    return (
        "expenditure_usd_current_millions"
        if prices == "current"
        else f"expenditure_usd_{BASE[edition]}_millions"
    )


def member(ally: str, year: int) -> bool:
    return JOINED.get(ally, 0) <= year


def allies(edition: str, name: str, year: int) -> list[str]:
    return [a for a in NAMES if (edition, name, a, year) in VALUES and member(a, year)]


def total(edition: str, prices: str, members: str, year: int) -> Decimal:
    """Million dollars of the Allies but the United States, summed member by member."""
    name = measure(edition, prices)
    counted = set(allies(edition, name, year)) - {"USA"}
    if members == "both years":
        counted |= {"FIN", "SWE"}
    elif members == "neither year":
        counted -= {"FIN", "SWE"}
    return sum((VALUES[edition, name, ally, year] for ally in counted), Decimal(0))


def printed(value: Decimal, places: str = "0.01") -> Decimal:
    return value.quantize(Decimal(places), ROUND_HALF_UP)


def count(edition: str, year: int, threshold: str, *, us: bool = True) -> int:
    found = [a for a in allies(edition, "share_of_gdp_percent", year) if us or a != "USA"]
    return sum(printed(VALUES[edition, "share_of_gdp_percent", a, year]) >= Decimal(threshold) for a in found)


def counts_reported() -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    for row in rows("record/two_percent_reported.csv"):
        if row["basis"] != "forecast":
            found.setdefault((row["edition"], int(row["year"])), int(row["allies_at_or_above_2pct"]))
    return found


def tiers() -> tuple[dict[int, int], dict[int, int]]:
    """Troops by day: the tiers as a running total, and added up."""
    running, added, so_far = {}, {}, 0
    for row in rows("record/force_model_tiers.csv"):
        if row["status"] == "target":
            so_far += int(row["troops"])
            running[int(row["to_day"])], added[int(row["to_day"])] = int(row["troops"]), so_far
    return running, added


def by_edition(year: int) -> dict[str, int]:
    """The ladder of one year: each edition's own count where it holds the whole table, else the reported one."""
    found: dict[str, int] = defaultdict(int)
    for (edition, counted), value in counts_reported().items():
        if counted == year:
            found[edition] = value
    for edition in (JUNE, AUGUST, JULY):
        found[edition] = count(edition, year, "2")
    return dict(found)
