"""A figure's words and its rows, without its chart."""

from __future__ import annotations

import pandas as pd

from components import theme
from components.charts import Column, Figure
from components.markup import Markup
from components.markup.templates import render


def head(figure: Figure, *, level: int = 2) -> Markup:
    """Title, as a heading of the `level` its page needs, and measure."""
    return Markup("<div class='figure-head'><h{0}>{1}</h{0}><p class='measure'>{2}</p></div>").format(
        level, figure.caption.title, figure.caption.measure
    )


def card_head(figure: Figure) -> Markup:
    """Title and measure of the small form, under the heading of its card."""
    return Markup("<div class='card-head'><b>{}</b><p class='measure'>{}</p></div>").format(
        figure.caption.title, figure.caption.measure
    )


def source(figure: Figure) -> Markup:
    """The source line, with the note if there is one, and how the chart is read, to unfold."""
    note = Markup(" {}").format(figure.caption.note) if figure.caption.note else Markup("")
    line = Markup("<p class='source'>{}{}</p>").format(figure.caption.source, note)
    return line + Markup(
        "<details class='fold how' data-fold='how {}'><summary>How to read it</summary><p>{}</p></details>"
    ).format(figure.id, description(figure))


def description(figure: Figure) -> str:
    """The chart in words, for whoever does not see it: what stands where, and what its table has."""
    names = theme.listed([_inside(column) for column in figure.columns])
    return f"{figure.reads} Its table has {names}.".strip()


def _inside(column: Column) -> str:
    """A heading inside a sentence: as its column says, else with a small first letter unless the second is a capital too."""
    label = column.label
    return column.inside or (label if label[1:2].isupper() else label[:1].lower() + label[1:])


def table(figure: Figure) -> Markup:
    """The figure's rows as a table, numbers right-aligned, missing cells as a dash."""
    rows = figure.frame.to_dict("records")
    return render(
        "table.html", caption=figure.caption, columns=figure.columns, rows=rows, kind=_kind, cell=_cell
    )


def _kind(column: Column) -> str:
    return "n" if column.decimals is not None else ""


def _cell(value: object, column: Column) -> str:
    if value is None or (not isinstance(value, (list, tuple)) and pd.isna(value)):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.decimals is not None:
        return theme.number(float(str(value)), column.decimals)
    return str(value)
