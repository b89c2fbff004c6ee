"""Dated events on a true time axis: dots for days, spans for months and years; what was said is a tick."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any, Final

import altair as alt
import pandas as pd

from components.charts import Caption, Column, Figure, house

READS: Final = (
    "A line of dates, oldest at the left. A blue dot is a dated event in the record, a blue bar one "
    "known only to the month or year. An orange tick is when something was said. The words above the "
    "line are the record's, those below it what was said."
)

_COLUMNS = ("date", "precision", "text", "date_text", "kind")
LEVEL = 46  # pixels between two labels that would meet


def frame(events: pd.DataFrame) -> pd.DataFrame:
    """One row per event, oldest first: `_COLUMNS` and `until`, the last day the date may mean."""
    if missing := set(_COLUMNS) - set(events):
        raise LookupError(f"timeline needs the columns {sorted(missing)}")
    if unknown := set(events["kind"]) - {"record", "said"}:
        raise ValueError(f"timeline: unknown kind {sorted(unknown)}")
    until = [
        _until(day, precision) for day, precision in zip(events["date"], events["precision"], strict=True)
    ]
    plot = events[list(_COLUMNS)].assign(until=until)
    return plot.sort_values("date", ignore_index=True)


def _until(day: date, precision: str) -> date:
    if precision == "month":
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return date(day.year, 12, 31) if precision == "year" else day


def _levels(record: pd.DataFrame, middle: date) -> list[int]:
    """A level for each label, the outermost highest.

    Labels run towards the middle, so that none crosses another's leader or text, however wide it is.
    """
    order = sorted(record.index, key=lambda at: abs((record["date"].iloc[at] - middle).days))
    return [order.index(at) for at in record.index]


def draw(plot: pd.DataFrame) -> alt.LayerChart:
    """The chart of `frame()`: the record above the line, each label on a level of its own, said below."""
    first, last = min(plot["date"]), max(plot["until"])
    pad = max(timedelta(days=60), (last - first) * 0.09)
    x_scale = house.days(first - pad, last + pad)
    middle = first + (last - first) / 2
    record = plot[plot["kind"] == "record"].reset_index(drop=True)
    height = 152 + LEVEL * len(record)
    line = height - 92
    rows = pd.concat(
        [
            record.assign(
                wide=[line - 24 - LEVEL * level for level in _levels(record, middle)],
                listed=[line - 24 - LEVEL * (len(record) - 1 - at) for at in record.index],
                side=1,
            ),
            plot[plot["kind"] == "said"].assign(wide=line + 30, listed=line + 30, side=-1),
        ]
    )
    rows = rows.assign(
        date=[str(day) for day in rows["date"]],
        until=[str(day) for day in rows["until"]],
        late=[day > middle for day in rows["date"]],
        role=["record" if kind == "record" else "said" for kind in rows["kind"]],
    )
    axis = alt.Axis(
        title=None, domain=False, format="%Y", tickCount={"interval": "year", "step": 1}, grid=True, offset=-8,
    )  # fmt: skip
    x = alt.X("date", type="temporal", scale=x_scale, axis=axis)
    base = alt.Chart(rows).encode(x)
    below = alt.Chart(pd.DataFrame([{"from": str(first - pad), "to": str(last + pad)}])).mark_rule(
        y=line, aria=False
    )
    below = below.encode(alt.X("from", type="temporal", scale=x_scale, axis=axis), alt.X2("to"))
    leader = base.mark_rule(
        strokeWidth=1, aria=False, y=line, y2=alt.ExprRef("datum.wide + (datum.side > 0 ? 8 : -8)"),
        opacity=house.hide_when_narrow(),
    )  # fmt: skip
    dots = base.transform_filter("datum.kind == 'record' && datum.precision == 'day'")
    spans = base.transform_filter("datum.kind == 'record' && datum.precision != 'day'").encode(
        alt.X2("until")
    )
    said = base.transform_filter("datum.kind == 'said'")
    layers = [
        house.paint(below, color="axis"),
        house.paint(leader, color="@role"),
        house.paint(dots.mark_point(shape="circle", filled=True, size=95, opacity=1, y=line), color="record"),
        house.paint(spans.mark_rule(strokeWidth=8, y=line), color="record"),
        house.paint(said.mark_rule(strokeWidth=3, y=line - 11, y2=line + 11), color="said"),
    ]
    late, early = base.transform_filter("datum.late"), base.transform_filter("!datum.late")
    layers += _words(late, "wide", align="right", dx=4)
    layers += _words(early, "wide", align="left", dx=-4)
    # on a phone a label beside its leader would be cut: there they are a list from the left edge, oldest on top
    layers += _words(alt.Chart(rows), "listed", align="left", x=0)
    return house.finish(layers, height=height)


def _words(base: alt.Chart, place: str, **mark: Any) -> list:
    """Date and event, one above the other, at the height of their level: `wide` beside leaders or `listed`.

    The form that is not shown has no words, since hidden ones would take their room at the chart's edges.
    """
    date_text, text = (
        alt.ExprRef(f"narrow ? '' : datum.{name}" if place == "wide" else f"narrow ? datum.{name} : ''")
        for name in ("date_text", "text")
    )
    up = alt.ExprRef(f"datum.{place} - (datum.side > 0 ? 6 : -6)")
    down = alt.ExprRef(f"datum.{place} + (datum.side > 0 ? 9 : 21)")
    dates = house.text(base, "@role", text=date_text, y=up, fontWeight=600, **mark)
    return [dates, house.text(base, "ink", text=text, y=down, fontSize=12, **mark)]


def figure(plot: pd.DataFrame, caption: Caption) -> Figure:
    """`frame()` and `draw()` in one record."""
    columns = (Column("date_text", "Date"), Column("text", "What"), Column("kind", "Recorded or said"))
    return Figure(caption, plot, columns, draw(plot), READS)


def example() -> alt.LayerChart:
    """Two made-up events, one known to the month, and one thing said."""
    rows = [
        (date(2022, 6, 29), "day", "agreed", "29 June 2022", "record"),
        (date(2023, 7, 1), "month", "planned", "July 2023", "record"),
        (date(2024, 7, 9), "day", "“to be agreed”", "9 July 2024", "said"),
    ]
    return draw(frame(pd.DataFrame(rows, columns=list(_COLUMNS))))
