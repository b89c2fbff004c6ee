"""The table of a figure that has no native chart: its rows on slides of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from components import theme
from components.charts import Column, Figure
from components.exports import Stamp
from components.exports.slides import frame, notes, shapes
from components.exports.slides.frame import FOOT, RIGHT
from components.exports.slides.master import MARGIN, TABLE
from components.topics.exhibits import Exhibit

ROWS: Final = 18
"""Rows that a slide holds."""


@dataclass(frozen=True)
class Sheet:
    """A table as text: heads, rows, which columns are set to the right, and what a reader must know of it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    note: str = ""


def add(deck: Any, exhibit: Exhibit, figure: Figure, stamp: Stamp) -> None:
    """The figure's rows, `ROWS` a slide."""
    made = sheet(figure)
    pages = [made.rows[at : at + ROWS] for at in range(0, len(made.rows), ROWS)] or [()]
    widths, points = _widths(made)
    measure = f"{figure.caption.measure}. {made.note}" if made.note else figure.caption.measure
    for page, part in enumerate(pages, 1):
        slide = deck.slides.add_slide(deck.slide_layouts[TABLE])
        which = f", {page} of {len(pages)}" if len(pages) > 1 else ""
        top = frame.head(slide, f"The figures{which}: {figure.caption.title}", measure, smallest=24)
        deep = min((len(part) + 1) * (28.0 if len(made.rows) > 8 else 40.0), FOOT - 10 - top)
        box = (MARGIN, top, sum(widths), deep)
        says = f"Table{which} of: {figure.caption.says}"
        shapes.table(slide, "Table", says, box, widths, [made.heads, *part], made.right, points)
        frame.foot(slide, exhibit, stamp)
        told = f"Table of the figure before: {figure.caption.title}."
        notes.write(slide, [told, stamp.address(exhibit.path)])


def sheet(figure: Figure) -> Sheet:
    """The figure's table; rows by name and year stand as one row a name and one column a year."""
    if {"name", "year", "value"} <= set(figure.frame):
        return _by_year(figure)
    return Sheet(
        tuple(column.label for column in figure.columns),
        tuple(
            tuple(_text(row[column.name], column) for column in figure.columns)
            for row in figure.frame.to_dict("records")
        ),
        tuple(column.decimals is not None for column in figure.columns),
    )


def _by_year(figure: Figure) -> Sheet:
    """A matrix: what is true of a single value follows it as a sign."""
    value = next(column for column in figure.columns if column.name == "value")
    signs = {"is_estimate": (" e", True), "is_member": ("*", False)}
    kept = {key: sign for key, sign in signs.items() if key in figure.frame}
    cells: dict[str, dict[int, str]] = {}
    for row in figure.frame.to_dict("records"):
        marks = "".join(sign for key, (sign, when) in kept.items() if bool(row[key]) is when)
        cells.setdefault(str(row["name"]), {})[int(row["year"])] = _text(row["value"], value) + marks
    years = sorted({year for found in cells.values() for year in found})
    rows = tuple((name, *(found.get(year, "–") for year in years)) for name, found in cells.items())
    heads = (figure.columns[0].label, *map(str, years))
    note = "e = estimate. * = not a member in that year." if "is_member" in kept else "e = estimate."
    return Sheet(heads, rows, (False, *(True for _ in years)), note)


def _text(value: object, column: Column) -> str:
    if value is None or (not isinstance(value, (list, tuple)) and pd.isna(value)):
        return "–"
    if isinstance(value, date):
        return theme.day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.decimals is not None:
        return theme.number(float(str(value)), column.decimals)
    return str(value)


def _widths(made: Sheet) -> tuple[list[float], int]:
    """Widths of the columns by their longest text, and the type that sets each row on one line if it can be."""
    longest = [max(map(len, texts)) for texts in zip(made.heads, *made.rows, strict=True)]
    space = RIGHT - MARGIN
    largest = 13 if len(made.rows) > 8 else 16
    for points in range(largest, 8, -1):
        widths: Sequence[float] = [min(length, 60) * points * 0.76 + 30 for length in longest]
        if sum(widths) <= space:
            break
    wider = space / sum(widths)  # as wide as the slide, unless a short table's rows would fall apart
    return [width * min(wider, 1.6) for width in widths], points
