"""What the files in `data/` hold, read with csv and tomllib alone, and the house's number formats written again."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.independent import ROOT, rows

DATA = ROOT / "data"
MONTHS = (
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)  # fmt: skip
WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
MINUS = "\N{MINUS SIGN}"
CLAIMS: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((DATA / "claims").glob("*.toml"))
}
THRESHOLDS: dict[str, Any] = tomllib.loads((DATA / "thresholds.toml").read_text(encoding="utf-8"))
TABLES: dict[str, list[dict[str, str]]] = {
    f"{path.parent.name}.{path.stem}": rows(f"{path.parent.name}/{path.name}")
    for path in sorted(DATA.glob("*/*.csv"))
}
EDITIONS = {row["edition"]: row for row in TABLES["record.editions"]}
LABEL = {name: row["short_label"] for name, row in EDITIONS.items()}
NAMES = {row["entity"]: row["name"] for row in TABLES["record.membership"]}
PEOPLE = {row["person_id"]: row for row in TABLES["record.people"]}
SOURCES = {row["source_id"]: row for row in TABLES["record.sources"]}
EVENTS = {row["event_id"]: row for row in TABLES["record.events"]}
TRANSCRIPTS = {row["transcript_id"]: row for row in TABLES["record.transcripts"]}


def day(iso: str | date, precision: str = "day") -> str:
    """A date as people write it, no finer than it is known."""
    year, month, of_month = str(iso).split("-")
    spelt = {
        "day": f"{int(of_month)} {MONTHS[int(month) - 1]} {year}",
        "month": f"{MONTHS[int(month) - 1]} {year}",
    }
    return spelt.get(precision, year)


def dated(row: dict[str, str], key: str = "date") -> str:
    return day(row[key], row.get("precision") or "day")


def number(value: Decimal | float | int | str, places: int = 0, *, signed: bool = False) -> str:
    """Thousands commas, a real minus sign, halves away from zero."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    exact = abs(exact) if exact == 0 else exact
    return (f"{exact:+,f}" if signed and exact else f"{exact:,f}").replace("-", MINUS)


def plain(value: Decimal | float | int | str) -> str:
    """A figure without needless zeros: 2, 3.5, 40."""
    return f"{Decimal(str(value)).normalize():f}"
