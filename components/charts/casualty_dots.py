"""Published counts and estimates by the date they were published, with the article's figures at its date.

Plain on purpose. A count is a dot, correspondence an open square, an estimate a dot with its interval.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, Native, Series, house

READS: Final = (
    "Published figures by date of publication from left to right, people on a scale from zero upwards. "
    "A filled dot is a count of reported deaths, a square a correspondence, an open dot an estimate "
    "with a bar for its interval. Orange lines are the article's figures at its date."
)

KINDS = ("count", "correspondence", "estimate")
_COLUMNS = ("published_on", "figure", "low", "high", "kind", "publisher", "text")


def frame(figures: pd.DataFrame) -> pd.DataFrame:
    """One row per published figure, oldest first: `_COLUMNS`; `text` labels it, or is empty."""
    if missing := set(_COLUMNS) - set(figures):
        raise LookupError(f"casualty_dots needs the columns {sorted(missing)}")
    if unknown := set(figures["kind"]) - set(KINDS):
        raise ValueError(f"casualty_dots: unknown kind {sorted(unknown)}, expected one of {KINDS}")
    return figures[list(_COLUMNS)].sort_values("published_on", ignore_index=True)


def draw(plot: pd.DataFrame, *, said: pd.DataFrame, said_on: date, height: int = 430) -> alt.LayerChart:
    """The chart of `frame()`; `said` has `value` and `text` of the article's figures, people on both axes."""
    newest, oldest = max(plot["published_on"]), min(plot["published_on"])
    rows = plot.assign(
        published_on=[str(day) for day in plot["published_on"]],
        first=[day == oldest for day in plot["published_on"]],  # no space for its label on a phone
        same_day=[day == said_on for day in plot["published_on"]],  # below the others' labels
        late=[(newest - day) < (day - oldest) for day in plot["published_on"]],
    )
    first = min([*plot["published_on"], said_on]) - timedelta(days=20)
    last = max(plot["published_on"]) + timedelta(days=70)
    top = max(float(plot["figure"].max()), float(said["value"].max())) * 1.12
    x_scale = house.days(first, last)
    x_axis = alt.Axis(
        title=None, domain=True, format="%b %Y", tickCount={"interval": "month", "step": 2}, labelFlush=False,
        labelBound=True,
    )  # fmt: skip
    x = alt.X("published_on", type="temporal", scale=x_scale, axis=x_axis)
    ticks = [0, 50_000, 100_000, 150_000, 200_000]
    y_axis = alt.Axis(title=None, grid=True, values=ticks, labelExpr="format(datum.value, ',')")
    y_scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("figure", type="quantitative", scale=y_scale, axis=y_axis)
    base = alt.Chart(rows).encode(x, y)
    interval = base.transform_filter("isValid(datum.low)")
    span = interval.mark_rule(strokeWidth=2).encode(
        alt.Y("low", type="quantitative", scale=y_scale, axis=y_axis), alt.Y2("high")
    )
    shapes = {"count": "circle", "correspondence": "square", "estimate": "circle"}
    fills = {"count": "record", "correspondence": "paper", "estimate": "record_fill"}
    marks = [
        house.paint(
            base.transform_filter(f"datum.kind == '{kind}'").mark_point(
                shape=shape, size=80, strokeWidth=2, opacity=1
            ),
            fill=fills[kind],
            stroke="record",
        )
        for kind, shape in shapes.items()
    ]
    named = base.transform_filter("datum.text != ''").encode(alt.Text("text"))
    counts, others = (named.transform_filter(f"datum.kind {op} 'count'") for op in ("==", "!="))
    day = str(said_on)
    spoken = alt.Chart(said.assign(published_on=day)).encode(
        x, alt.Y("value", type="quantitative", scale=y_scale, axis=y_axis)
    )
    across = spoken.encode(alt.X2("published_on")).mark_rule(strokeWidth=3, xOffset=-14, x2Offset=14)
    when = spoken.mark_rule(strokeWidth=1, strokeDash=[2, 3], aria=False, y=0, y2=alt.ExprRef("height"))
    lower = counts.transform_filter("datum.same_day").encode(alt.Y2("figure"))
    leader = lower.mark_rule(strokeWidth=1, aria=False, yOffset=4, y2Offset=28)
    layers = [
        house.paint(when, color="said"),
        house.paint(leader, color="record"),
        house.paint(span, color="record"),
        *marks,
        *(
            house.text(
                counts.transform_filter(which),
                "record",
                align="center",
                dy=dy,
                fontSize=12,
                opacity=alt.ExprRef("narrow && datum.first ? 0 : 1"),
            )
            for which, dy in (("!datum.same_day", 18), ("datum.same_day", 36))
        ),
        *(
            house.text(others.transform_filter(side), "record", align=align, dx=dx, dy=1, fontSize=12)
            for side, align, dx in (("!datum.late", "left", 11), ("datum.late", "right", -11))
        ),
        house.paint(across, color="said"),
        house.text(spoken.encode(alt.Text("text")), "said", align="left", dx=20, dy=-12, fontWeight=600),
    ]
    return house.finish(layers, height=height)


def figure(plot: pd.DataFrame, caption: Caption, *, said: pd.DataFrame, said_on: date) -> Figure:
    """`frame()` and `draw()` in one record."""
    columns = (
        Column("published_on", "Published"),
        Column("figure", "People", 0),
        Column("low", "Low", 0),
        Column("high", "High", 0),
        Column("kind", "Kind"),
        Column("publisher", "Published by"),
    )
    chart = draw(plot, said=said, said_on=said_on)
    return Figure(caption, plot, columns, chart, READS, native=_native(plot, said, said_on))


def _native(plot: pd.DataFrame, said: pd.DataFrame, said_on: date) -> Native:
    """The same figures for a slide: points on their days, an interval as a line, the said ones as ticks."""
    first = min([*plot["published_on"], said_on]) - timedelta(days=60)  # space for a label left of the first
    last = max(plot["published_on"]) + timedelta(days=70)
    top = max(float(plot["figure"].max()), float(said["value"].max())) * 1.12
    middle = first + (last - first) / 2
    series = [
        Series("when it was said", (0.0, top), "said", "dotted", x=(said_on, said_on)),
    ]
    for row in plot[plot["low"].notna()].to_dict("records"):
        series.append(
            Series(
                f"{row['kind']}, interval", (float(row["low"]), float(row["high"])), "record", "solid",
                x=(row["published_on"],) * 2,
            )
        )  # fmt: skip
    fills = {"count": "record", "correspondence": "record_fill", "estimate": "record_fill"}
    for kind, rows in plot.groupby("kind", sort=False):
        beside = [_beside(day, str(kind), said_on, middle) for day in rows["published_on"]]
        series.append(
            Series(
                str(kind), tuple(map(float, rows["figure"])), "record",
                "square" if kind == "correspondence" else "dot", x=tuple(rows["published_on"]),
                fills=(fills[str(kind)],) * len(rows), labels=tuple(rows["text"]),
                place=tuple(beside), lift=tuple(-0.06 * top * (day == said_on and kind == "count") for day in rows["published_on"]),
            )
        )  # fmt: skip
    series.append(
        Series(
            "said", tuple(map(float, said["value"])), "said", "tick", x=(said_on,) * len(said),
            labels=tuple(said["text"]), place=("above right",), bold=True,
        )
    )  # fmt: skip
    months = [
        date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13, 2)
        if first + timedelta(days=15) < date(year, month, 1) <= last
    ]  # fmt: skip
    series.append(
        Series(
            "months", (0.0,) * len(months), "muted", "words", x=tuple(months), place=("below",),
            labels=tuple(f"{day:%b %Y}" for day in months),
        )
    )  # fmt: skip
    return Native(
        "points", tuple(series), high=top, step=50_000.0, x_low=first, x_high=last, margins=(72, 16, 24, 34)
    )


def _beside(day: date, kind: str, said_on: date, middle: date) -> str:
    """Where a label stands clear of the line of the day on which the figures were said."""
    if kind == "count":
        return "left" if day < said_on else "below"
    return "left" if day > middle else "right"


def example() -> alt.LayerChart:
    """Made-up figures of each kind, and one that was said."""
    rows = [
        (date(2024, 6, 19), 3700, None, None, "count", "A ministry", "count"),
        (date(2024, 7, 5), 18600, None, None, "correspondence", "A letter", "letter"),
        (date(2025, 1, 9), 6400, 5500, 7800, "estimate", "A study", "study"),
    ]
    plot = frame(pd.DataFrame(rows, columns=list(_COLUMNS)).astype({"low": "float64", "high": "float64"}))
    said = pd.DataFrame([{"value": 4000.0, "text": f"said: {theme.number(4000)}"}])
    return draw(plot, said=said, said_on=date(2024, 7, 9))
