"""Amounts with the period each was stated for, as spans on a true time axis. Spans overlap: never added."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, house

READS: Final = (
    "One row a statement, the earliest on top. Each bar runs over a scale of dates, from the start to "
    "the end of the period the amount was stated for. Orange is what was said, blue the record; open "
    "bars were read second-hand. A dotted line down the plot is the day of the summit's words."
)

ROW = 40  # pixels
_TWO_LINES: Final = 34
"""Pixels of a row below which its two lines of words would meet those of the next."""
_COLUMNS = ("label", "stated", "period_from", "period_to", "amount", "kind", "second_hand")


def frame(statements: pd.DataFrame) -> pd.DataFrame:
    """One row per statement in the order given: `_COLUMNS`; `kind` is "said" or "record"."""
    if missing := set(_COLUMNS) - set(statements):
        raise LookupError(f"assistance_spans needs the columns {sorted(missing)}")
    if (statements["period_from"] > statements["period_to"]).any():
        raise ValueError("assistance_spans: a period must start before it ends")
    return statements[list(_COLUMNS)].reset_index(drop=True)


def draw(plot: pd.DataFrame, *, said_on: date) -> alt.LayerChart:
    """The chart of `frame()`; a span read second-hand is drawn open."""
    rows = pd.DataFrame(
        {
            "row": list(range(len(plot))),
            "label": plot["label"],
            "stated": plot["stated"],
            "named": [f"{label}, {day}" for label, day in zip(plot["label"], plot["stated"], strict=True)],
            "amount": plot["amount"],
            "start": [str(day) for day in plot["period_from"]],
            "end": [str(day + timedelta(days=1)) for day in plot["period_to"]],
            "edge": ["said" if kind == "said" else "record" for kind in plot["kind"]],
            "body": [
                "paper" if hand else "record_fill" if kind == "record" else "paper"
                for kind, hand in zip(plot["kind"], plot["second_hand"], strict=True)
            ],
        }
    )
    first, last = min(plot["period_from"]), max(plot["period_to"])
    start, end = date(first.year, 1, 1), date(last.year + 1, 1, 1)
    low = f"height < {_TWO_LINES * len(plot)}"
    one, two = (_pixels(rows[column]) for column in ("named", "label"))
    left, right = f"narrow ? 0 : {low} ? {one} : {two}", "narrow ? width - 78 : width - 110"
    x_scale = house.days(start, end, range=[alt.ExprRef(left), alt.ExprRef(right)])
    axis = alt.Axis(
        title=None, grid=True, format="%Y", tickCount={"interval": "year", "step": 1}, labelAlign="left",
        labelFlush=False,
    )  # fmt: skip
    x = alt.X("start", type="temporal", scale=x_scale, axis=axis)
    y_scale = alt.Scale(domain=[-0.6, len(plot) - 0.4], reverse=True, nice=False)
    y = alt.Y("row", type="quantitative", scale=y_scale, axis=None)
    base = alt.Chart(rows).encode(y)
    spans = base.mark_bar(strokeWidth=1.5, height=13).encode(x, alt.X2("end"))
    ends = base.encode(alt.X("end", type="temporal", scale=x_scale, axis=axis), alt.Text("amount"))
    day = alt.Chart(pd.DataFrame([{"start": str(said_on)}])).encode(x)
    said = day.mark_rule(strokeWidth=1, strokeDash=[2, 3], aria=False)
    note = day.mark_text(text=f"said on {theme.day(said_on)}", align="left", dx=5, y=-4, fontSize=12)
    wide, narrow = house.hide_when_narrow(), alt.ExprRef("narrow ? 1 : 0")
    name = alt.ExprRef(f"{low} ? datum.named : datum.label")
    names = base.mark_text(text=name, align="left", x=0, dy=alt.ExprRef(f"{low} ? 1 : -7"), opacity=wide)
    second = alt.ExprRef(f"narrow || {low} ? 0 : 1")
    under = base.mark_text(align="left", x=0, dy=9, fontSize=12, opacity=second).encode(alt.Text("stated"))
    above = house.text(
        base.encode(alt.Text("named")), "ink", align="left", x=0, dy=-14, fontSize=12, opacity=narrow
    )
    layers = [
        house.paint(said, color="said"),
        house.paint(note, color="said"),
        house.paint(spans, fill="@body", stroke="@edge"),
        house.paint(ends.mark_text(align="left", dx=8, fontWeight=600), color="@edge"),
        house.paint(names, color="ink"),
        house.paint(under, color="muted"),
        above,
    ]
    return house.finish(layers, height=len(plot) * ROW + 24)


def _pixels(words: pd.Series) -> int:
    """The width of the longest of the words, and some air."""
    return round(6.6 * max(map(len, words), default=0)) + 18


def figure(plot: pd.DataFrame, caption: Caption, *, said_on: date) -> Figure:
    """`frame()` and `draw()` in one record."""
    columns = (
        Column("label", "Who or what"),
        Column("stated", "Stated"),
        Column("amount", "Amount"),
        Column("period_from", "Period from"),
        Column("period_to", "Period to"),
        Column("second_hand", "Read second-hand"),
    )
    return Figure(caption, plot, columns, draw(plot, said_on=said_on), READS)


def example() -> alt.LayerChart:
    """A made-up pledge, what was said of it, and what was later stated."""
    rows = [
        ("As said", "9 July 2024", date(2024, 1, 1), date(2024, 12, 31), "4bn", "said", False),
        ("Pledge", "10 July 2024", date(2024, 7, 10), date(2025, 7, 9), "4bn", "record", False),
        ("Spokesperson", "February 2025", date(2024, 1, 1), date(2024, 12, 31), "over 5bn", "record", True),
    ]
    return draw(frame(pd.DataFrame(rows, columns=list(_COLUMNS))), said_on=date(2024, 7, 9))
