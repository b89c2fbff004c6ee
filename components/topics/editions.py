"""Editions side by side: the same cell as each edition of NATO's tables has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from components import theme
from components.tables import expenditure
from components.tables.record import Cell, Record, newest
from components.topics import Control, Values

MEASURES: Final = {
    "share": (expenditure.SHARE, "Share of GDP", "% of GDP", 2),
    "current": (expenditure.CURRENT, "Current prices", "million dollars, current prices", 0),
    "constant": ("expenditure_usd_2021_millions", "2021 prices", "million dollars, 2021 prices", 0),
}
"""Measures that more than one edition holds: column, label, unit, decimals. Bases are never mixed."""


@dataclass(frozen=True)
class EditionCell:
    """A value as printed, and by how much it changed from the edition before that holds it."""

    text: str
    changed: str = ""


@dataclass(frozen=True)
class EditionRow:
    """One Ally in one year."""

    name: str
    cells: tuple[EditionCell, ...]


@dataclass(frozen=True)
class SideBySide:
    """The rows, what they are, the editions they stand under, and how many cells changed."""

    title: str
    measure: str
    each: str
    editions: tuple[str, ...]
    rows: tuple[EditionRow, ...]
    note: str


def controls(record: Record) -> tuple[Control, ...]:
    """What to compare: measure, year, Ally."""
    named = sorted(record.allies.values(), key=lambda ally: ally.name)
    allies = {"all": "All Allies"} | {ally.code: ally.name for ally in named if ally.has_figures}
    years = expenditure.years(record, newest(record).id, expenditure.SHARE)
    return (
        Control("measure", "Measure", {key: label for key, (_, label, _, _) in MEASURES.items()}, "share"),
        Control(
            "year",
            "Year",
            {str(year): str(year) for year in years},
            str(record.article.date.year),
            compact=True,
        ),
        Control("ally", "Ally", allies, "all", compact=True),
    )


@lru_cache(maxsize=64)
def compare(record: Record, measure: str, year: int, ally: str) -> SideBySide:
    """The cells of a year (all Allies), or of all years of one Ally, by edition."""
    column, label, unit, decimals = MEASURES[measure]
    held = [
        e for e in sorted(record.editions.values(), key=lambda e: e.published)
        if any((e.id, column) == (edition, name) for edition, name, _, _ in record.cells)
    ]  # fmt: skip
    if ally == "all":
        keys = [
            (a.code, year, a.name)
            for a in sorted(record.allies.values(), key=lambda a: a.name)
            if a.has_figures
        ]
        what = f"all Allies in {year}"
    else:
        keys = [(ally, y, str(y)) for y in expenditure.years(record, newest(record).id, expenditure.SHARE)]
        what = record.allies[ally].name
    lines, changes = [], 0
    for code, of_year, name in keys:
        cells = [record.cells.get((e.id, column, code, of_year)) for e in held]
        if any(cells):
            row = _row(name, cells, decimals)
            changes += sum(bool(cell.changed) for cell in row.cells)
            lines.append(row)
    used = [at for at in range(len(held)) if any(row.cells[at].text != "–" for row in lines)]
    return SideBySide(
        title=f"{theme.sentence(theme.count_word(changes))} {'cell' if changes == 1 else 'cells'} changed between editions",
        measure=f"{label}, {what}, {unit}. Bold: changed from the edition before that holds the cell; e = estimate",
        each="Ally" if ally == "all" else "Year",
        editions=tuple(held[at].label for at in used),
        rows=tuple(EditionRow(r.name, tuple(r.cells[at] for at in used)) for r in lines),
        note="A dash: the edition, as held here, has no such cell. It is never filled from another edition.",
    )


def _row(name: str, cells: list[Cell | None], decimals: int) -> EditionRow:
    shown, before = [], None
    for cell in cells:
        if cell is None:
            shown.append(EditionCell("–"))
            continue
        value = theme.rounded(cell.value, 10.0**-decimals)
        text = theme.number(float(value), decimals) + ("\N{NO-BREAK SPACE}e" if cell.is_estimate else "")
        moved = before is not None and value != before
        change = theme.number(float(value - (before or 0)), decimals, signed=True) if moved else ""
        shown.append(EditionCell(text, change))
        before = value
    return EditionRow(name, tuple(shown))


def idle(values: Values) -> tuple[str, ...]:
    """One Ally is compared in every year at once, so that a choice of year does nothing."""
    return () if values["ally"] == "all" else ("year",)


def view(values: Values) -> tuple[str, int, str]:
    """The choices: measure, year, Ally."""
    return values["measure"], int(values["year"]), values["ally"]
