"""One year, counted again by each edition, on a true time scale of the editions' dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, Native, Series, house

READS: Final = (
    "One dot an edition, placed by its date from left to right and by its count from zero upwards. An "
    "open dot is an edition that called the year an estimate. An orange line across the plot is the "
    "count that was said, a dotted line down it the day it was said."
)

_CLOSE = 0.08  # of the time axis: nearer numbers would meet on a phone
_NEAR = 0.06  # of the time axis: nearer ones would meet the line of the day of the words
_COLUMNS = ("edition", "label", "published", "count", "is_estimate", "is_reported")


def frame(counts: pd.DataFrame) -> pd.DataFrame:
    """One row per edition, oldest first: `_COLUMNS`. An edition may not occur twice."""
    if missing := set(_COLUMNS) - set(counts):
        raise LookupError(f"count_ladder needs the columns {sorted(missing)}")
    if counts["edition"].duplicated().any():
        raise ValueError("count_ladder: an edition occurs twice")
    return counts[list(_COLUMNS)].sort_values("published", ignore_index=True)


def _towards(plot: pd.DataFrame, said_value: float, said_on: date, days: int) -> list[str]:
    """Where each number stands at its dot.

    A number close to the day of the words leans away from that day's line. Two numbers close to each other, on the
    same side of the said count, lean apart.
    """
    align = ["center"] * len(plot)
    for at, day in enumerate(plot["published"]):
        if abs((day - said_on).days) < _NEAR * days:
            align[at] = "left" if day > said_on else "right"
    for at in range(len(plot) - 1):
        this, following = plot.iloc[at], plot.iloc[at + 1]
        close = (following["published"] - this["published"]).days < _CLOSE * days
        if close and (this["count"] >= said_value) == (following["count"] >= said_value):
            align[at], align[at + 1] = "right", "left"
    return align


def draw(
    plot: pd.DataFrame,
    *,
    said_value: float,
    said_words: str,
    said_on: date,
    y_max: float,
    gap: tuple[date, date, str] | None = None,
    height: int = 270,
) -> alt.LayerChart:
    """The chart of `frame()`; `gap` marks dates between which no edition was found."""
    rows = plot.assign(
        published=[str(day) for day in plot["published"]],
        fill=["paper" if estimate else "record" for estimate in plot["is_estimate"]],
        text=[
            f"{count}{' e' if e else ''}" for count, e in zip(plot["count"], plot["is_estimate"], strict=True)
        ],
        above=plot["count"] >= said_value,
    )
    first, last = min(plot["published"]), max(plot["published"])
    start, end = date(first.year, 1, 1), date(last.year + 1, 1, 1)
    rows = rows.assign(towards=_towards(plot, said_value, said_on, (end - start).days))
    x_scale = house.days(start, end)
    y_scale = alt.Scale(domain=[0, y_max], nice=False)
    axis = alt.Axis(
        title="date of the edition", titleAnchor="start", titleFontSize=12, domain=True, format="%Y",
        tickCount={"interval": "year", "step": 1}, labelAlign="left", labelFlush=False,
    )  # fmt: skip
    x = alt.X("published", type="temporal", scale=x_scale, axis=axis)
    y = alt.Y("count", type="quantitative", scale=y_scale, axis=None)
    base = alt.Chart(rows).encode(x)
    stem = base.mark_rule(strokeWidth=1, aria=False).encode(y)
    dot = base.mark_point(shape="circle", size=110, strokeWidth=2.25, opacity=1).encode(y)
    layers = [house.paint(stem, color="context")]
    said = alt.Chart(pd.DataFrame([{"count": said_value, "published": str(said_on)}]))
    layers.append(house.paint(said.mark_rule(strokeWidth=2).encode(y), color="said"))
    day = said.mark_rule(strokeWidth=1, strokeDash=[2, 3]).encode(x)
    layers.append(house.paint(day, color="said"))
    early = (said_on - start).days > 0.5 * (end - start).days
    when = said.mark_text(
        text=f"said on {theme.day(said_on)}",
        align="right" if early else "left",
        dx=-6 if early else 6,
        y=8,
        fontSize=12,
    ).encode(x)
    layers.append(house.paint(when, color="said"))
    words_x = alt.XValue(alt.ExprRef("width - 4"))
    words = said.encode(words_x, y)
    layers.append(house.text(words, "said", text=said_words, fontWeight=600, dy=-10, align="right"))
    layers.append(house.paint(dot, fill="@fill", stroke="record"))
    for shown, dy in (("datum.above", -15), ("!datum.above", 17)):
        label = base.transform_filter(shown).encode(y, alt.Text("text"))
        for align, dx in (("center", 0), ("right", 3), ("left", -3)):
            placed = label.transform_filter(f"datum.towards == '{align}'")
            layers.append(
                house.text(placed, "record", fontWeight=600, fontSize=14, align=align, dx=dx, dy=dy)
            )
    if gap is not None:
        between = alt.Chart(pd.DataFrame([{"published": str(gap[0]), "until": str(gap[1])}]))
        middle = between.transform_calculate(published="(toDate(datum.published) + toDate(datum.until)) / 2")
        note = middle.mark_text(text=gap[2], fontSize=12, opacity=house.hide_when_narrow()).encode(
            x, alt.YValue(alt.ExprRef("height - 24"))
        )
        layers.append(house.paint(note, color="muted"))
    return house.finish(layers, height=height)


def figure(
    plot: pd.DataFrame,
    caption: Caption,
    *,
    said_value: float,
    said_words: str,
    said_on: date,
    y_max: float,
    gap: tuple[date, date, str] | None = None,
) -> Figure:
    """`frame()` and `draw()` in one record."""
    chart = draw(plot, said_value=said_value, said_words=said_words, said_on=said_on, y_max=y_max, gap=gap)
    columns = (
        Column("label", "Edition"),
        Column("published", "Published"),
        Column("count", "Allies at 2%", 0),
        Column("is_estimate", "Estimate"),
        Column("is_reported", "As reported"),
    )
    native = _native(
        plot, said_value=said_value, said_words=said_words, said_on=said_on, y_max=y_max, gap=gap
    )
    return Figure(caption, plot, columns, chart, READS, native=native)


def _native(
    plot: pd.DataFrame,
    *,
    said_value: float,
    said_words: str,
    said_on: date,
    y_max: float,
    gap: tuple[date, date, str] | None,
) -> Native:
    """The same counts for a slide: points on the days of the editions, the said figure a line across."""
    days, counts = list(plot["published"]), [int(count) for count in plot["count"]]
    start, end = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    span = end - start
    early = (said_on - start).days > 0.5 * span.days
    stems = [value for count in counts for value in (0.0, float(count), None)]
    years = [date(year, 1, 1) for year in range(start.year, end.year + 1)]
    marks = [f"{c}{' e' if e else ''}" for c, e in zip(counts, plot["is_estimate"], strict=True)]
    series = [
        Series("from zero", tuple(stems), "context", "solid", x=tuple(d for d in days for _ in range(3))),
        Series(
            said_words, (said_value,) * 3, "said", "solid", x=(start, end - span * 0.11, end),
            labels=("", said_words, ""), bold=True,
        ),
        Series(
            "when it was said", (0.0, y_max), "said", "dotted", x=(said_on, said_on),
            labels=("", f"said on {theme.day(said_on)}"), place=("left" if early else "right",),
        ),
        Series(
            "Allies at the threshold", tuple(map(float, counts)), "record", "dot", x=tuple(days),
            fills=tuple("record_fill" if e else "record" for e in plot["is_estimate"]), labels=tuple(marks),
            place=tuple(
                "right" if count < said_value else "above left" if timedelta() < said_on - day < span / 8 else "above"
                for day, count in zip(days, counts, strict=True)
            ), bold=True,
        ),
        Series(
            "editions", (0.0,) * len(years), "muted", "words", x=tuple(years),
            labels=tuple(str(year.year) for year in years), place=("below",),
        ),
    ]  # fmt: skip
    if gap is not None:
        middle = gap[0] + timedelta(days=(gap[1] - gap[0]).days // 2)
        series.append(Series("note", (0.1 * y_max,), "muted", "words", x=(middle,), labels=(gap[2],)))
    return Native("points", tuple(series), high=y_max, x_low=start, x_high=end, margins=(24, 16, 24, 34))


def example() -> alt.LayerChart:
    """Three made-up editions that count one year."""
    counts = pd.DataFrame(
        {
            "edition": ["a", "b", "c"],
            "label": ["March 2021", "June 2024", "July 2026"],
            "published": [date(2021, 3, 16), date(2024, 6, 17), date(2026, 7, 10)],
            "count": [11, 9, 8],
            "is_estimate": [True, False, False],
            "is_reported": [True, False, False],
        }
    )
    gap = (date(2021, 3, 16), date(2024, 6, 17), "no copy found of the editions between")
    return draw(
        frame(counts), said_value=9, said_words="said: only nine", said_on=date(2024, 7, 9), y_max=26, gap=gap
    )
