"""Published counts and estimates by the date they were published, with the article's figures at its date.

Plain on purpose. A count is a dot, correspondence an open square, an estimate a dot with its interval.
"""

from __future__ import annotations

from datetime import date, timedelta

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, house

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
        first=[day == oldest for day in plot["published_on"]],  # no room for its label on a phone
        late=[(newest - day) < (day - oldest) for day in plot["published_on"]],
    )
    first = min([*plot["published_on"], said_on]) - timedelta(days=20)
    last = max(plot["published_on"]) + timedelta(days=70)
    top = max(float(plot["figure"].max()), float(said["value"].max())) * 1.12
    x_scale = alt.Scale(type="utc", domain=[str(first), str(last)], nice=False)
    x_axis = alt.Axis(
        title=None, domain=True, format="%b %Y", tickCount={"interval": "month", "step": 2}, labelFlush=False
    )
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
    layers = [
        house.paint(when, color="said"),
        house.paint(span, color="record"),
        *marks,
        house.text(
            counts,
            "record",
            align="center",
            dy=18,
            fontSize=12,
            opacity=alt.ExprRef("narrow && datum.first ? 0 : 1"),
        ),
        *(
            house.text(others.transform_filter(side), "record", align=align, dx=dx, dy=1, fontSize=12)
            for side, align, dx in (("!datum.late", "left", 11), ("datum.late", "right", -11))
        ),
        house.paint(across, color="said"),
        house.text(spoken.encode(alt.Text("text")), "said", align="left", dx=20, dy=-12, fontWeight=600),
    ]
    chart = alt.layer(*layers).add_params(house.narrow_param())
    return house.finish(chart, height=height)


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
    return Figure(caption, plot, columns, draw(plot, said=said, said_on=said_on))


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
