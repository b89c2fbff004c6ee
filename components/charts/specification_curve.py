"""One claim under every reading, sorted: the values above, the choices that give them below.

A specification curve (Simonsohn, Simmons and Nelson 2020). The matrix stands below zero on the same y
scale, so that dots and choices keep one x and the chart is one layered drawing of any width.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from components.charts import Caption, Column, Figure, house

READS: Final = (
    "One dot a reading, the smallest value at the left, over a scale from zero. Filled dots hold, open "
    "dots do not, the ringed dot is the speaker's own reading. Below each dot stand the choices that "
    "give it: a large dot marks the choice taken in each group. An orange line across the plot is the "
    "figure that was said."
)

Dimension = tuple[str, str, Sequence[str]]
"""A column of the frame, its heading, and its options in order."""

UPPER = 190  # pixels for the values
ROW = 21  # pixels for one option of the matrix
_LETTER = 6.1  # pixels of a letter of the matrix, about


def frame(readings: pd.DataFrame, *, dimensions: Sequence[Dimension]) -> pd.DataFrame:
    """One row per reading, sorted by value: `value`, `holds`, `is_basis`, `text` and a column per dimension."""
    needed = {"reading_id", "value", "holds", "is_basis", "text", *(column for column, _, _ in dimensions)}
    if missing := needed - set(readings):
        raise LookupError(f"specification_curve needs the columns {sorted(missing)}")
    if readings["is_basis"].sum() > 1:
        raise ValueError("specification_curve: at most one reading is the speaker's own")
    for column, _, options in dimensions:
        if unknown := set(readings[column]) - set(options):
            raise ValueError(f"specification_curve: {column} has {sorted(unknown)}, expected {list(options)}")
    return readings.sort_values("value", ignore_index=True)


def draw(
    plot: pd.DataFrame,
    *,
    dimensions: Sequence[Dimension],
    said_value: float | None,
    said_text: str,
    band: tuple[float, float] | None,
    ticks: Sequence[float],
    signed: bool = False,
) -> alt.LayerChart:
    """The chart of `frame()`; `band` holds the values that round to what was said."""
    highest = max(float(plot["value"].max()), said_value or 0.0, band[1] if band else 0.0)
    own = plot.loc[plot["is_basis"], "value"]
    top = highest * (1.24 if (own > 0.85 * highest).any() else 1.16)  # space for two lines of words above it
    options = [(column, heading, option) for column, heading, named in dimensions for option in named]
    below = len(options) * ROW + 10 + len(dimensions) * 8
    unit = top / UPPER
    y_scale = alt.Scale(domain=[-below * unit, top], nice=False)
    left = _left(dimensions)
    x_scale = alt.Scale(
        domain=[-0.6, len(plot) - 0.4], nice=False, range=[alt.ExprRef(left), alt.ExprRef("width")]
    )
    x = alt.X("at", type="quantitative", scale=x_scale, axis=None)
    y = alt.Y("value", type="quantitative", scale=y_scale, axis=None)
    values = [_axis(ticks, y, signed, left), *_values(plot, x, y, said_value, said_text, band, left)]
    matrix = _matrix(plot, options, dimensions, x, y, unit, left)
    layers = [*_own_band(plot), *values, *matrix]
    return house.finish(layers, height=int(UPPER + below))


def _left(dimensions: Sequence[Dimension]) -> str:
    """Where the plot begins: right of the options, and of their headings where there is space for them."""
    option = max(len(name) for _, _, named in dimensions for name in named) * _LETTER + 14
    heading = max(len(name) for _, name, _ in dimensions) * (_LETTER + 1) + 12
    return f"(narrow ? {max(132, round(option))} : {max(170, round(option + heading))})"


def _own_band(plot: pd.DataFrame) -> list:
    """The band behind the speaker's own reading, if that is among the readings."""
    return [
        house.paint(
            alt.Chart(pd.DataFrame([{"at": float(at), "value": 0.0}])).mark_rect(
                x=alt.ExprRef(f"scale('x', {at} - 0.5)"),
                x2=alt.ExprRef(f"scale('x', {at} + 0.5)"),
                y=8,
                y2=alt.ExprRef("height"),
                aria=False,
            ),
            fill="panel_2",
        )
        for at in (int(place) for place in plot.index[plot["is_basis"]])
    ]


def _axis(ticks: Sequence[float], y: alt.Y, signed: bool, left: str) -> alt.Chart:
    text = [("+" if signed and tick > 0 else "") + f"{tick:,g}" for tick in ticks]
    base = alt.Chart(pd.DataFrame({"value": list(ticks), "text": text})).encode(y, alt.Text("text"))
    return house.paint(
        base.mark_text(align="right", x=alt.ExprRef(f"{left} - 14"), fontSize=12), color="muted"
    )


def _label_above(value: float, said: float | None) -> bool:
    """Does a value's label stand above its dot? Just below the rule it would cross it."""
    return said is None or value >= said or value < 0.8 * said


def _free(plot: pd.DataFrame, said: float, left: alt.ExprRef) -> dict:
    """A place on the rule where its words cross no value.

    Above its left end, if the first readings lie below the rule; else under its right end.
    """
    if (plot["value"].iloc[: max(1, round(0.4 * len(plot)))] < said).all():
        return {"x": left, "dx": 4, "dy": -9, "align": "left"}
    return {"x": alt.ExprRef("width"), "dx": -4, "dy": 18, "align": "right"}


def _values(
    plot: pd.DataFrame,
    x: alt.X,
    y: alt.Y,
    said_value: float | None,
    said_text: str,
    band: tuple[float, float] | None,
    begin: str,
) -> list:
    own = next((int(place) for place in plot.index[plot["is_basis"]]), None)
    edges = {0, len(plot) - 1} - ({own - 1, own + 1} if own is not None else set())
    rows = pd.DataFrame(
        {
            "at": list(range(len(plot))),
            "value": plot["value"],
            "zero": 0.0,
            "text": plot["text"],
            "body": ["record" if holds else "paper" for holds in plot["holds"]],
            "edge": ["record" if holds else "context" for holds in plot["holds"]],
            "is_basis": plot["is_basis"],
            "kept": [at in edges for at in range(len(plot))],
            "above": [_label_above(v, said_value) for v in plot["value"]],
        }
    )
    base = alt.Chart(rows).encode(x, y)
    left = alt.ExprRef(begin)
    right = alt.ExprRef("width")
    stem = base.mark_rule(strokeWidth=1, aria=False).encode(alt.Y2("zero"))
    ring = base.transform_filter("datum.is_basis").mark_point(
        shape="circle", size=250, strokeWidth=1.5, opacity=1
    )
    dot = base.mark_point(shape="circle", size=75, strokeWidth=2, opacity=1)
    layers: list = [house.paint(stem, color="grid")]
    if band is not None:
        rounds = alt.Chart(pd.DataFrame([{"value": band[0], "high": band[1]}])).encode(y, alt.Y2("high"))
        layers.insert(
            0, house.paint(rounds.mark_rect(x=left, x2=right, opacity=0.7, aria=False), fill="panel")
        )
    if said_value is not None:
        said = alt.Chart(pd.DataFrame([{"value": said_value}])).encode(y)
        layers.append(house.paint(said.mark_rule(strokeWidth=2, x=left, x2=right), color="said"))
        layers.append(
            house.text(said, "said", text=said_text, fontWeight=600, **_free(plot, said_value, left))
        )
    layers += [house.paint(dot, fill="@body", stroke="@edge"), house.paint(ring, stroke="ink")]
    for shown, dy in (("datum.above", -15), ("!datum.above", 17)):
        label = base.transform_filter(f"{shown} && !datum.is_basis").encode(alt.Text("text"))
        opacity = alt.ExprRef("narrow && !datum.kept ? 0 : 1")
        layers.append(house.text(label, "muted", dy=dy, fontSize=12, opacity=opacity))
    if own is not None:
        layers += _own_words(base, rows, x, left_half=own <= len(plot) / 2)
    return layers


def _own_words(base: alt.Chart, rows: pd.DataFrame, x: alt.X, *, left_half: bool) -> list:
    """The speaker's own reading: its value, and above it the words that say whose it is."""
    spoken = base.transform_filter("datum.is_basis").encode(alt.Text("text"))
    words = alt.Chart(rows[rows["is_basis"]]).encode(x)
    note = words.mark_text(
        text="the speaker’s own reading", y=-2, align="left" if left_half else "right",
        dx=-10 if left_half else 10, fontSize=12,
    )  # fmt: skip
    return [house.text(spoken, "ink", dy=-19, fontSize=13, fontWeight=600), house.paint(note, color="ink")]


def _matrix(
    plot: pd.DataFrame,
    options: list,
    dimensions: Sequence[Dimension],
    x: alt.X,
    y: alt.Y,
    unit: float,
    left: str,
) -> list:
    cells, labels, lines = [], [], []
    depth, previous = 22.0, ""
    for column, heading, option in options:
        if previous and column != previous:
            lines.append({"value": -(depth - 4) * unit})
            depth += 8
        labels.append(
            {"value": -depth * unit, "option": option, "heading": heading if column != previous else ""}
        )
        cells += [
            {"at": at, "value": -depth * unit, "on": plot[column].iloc[at] == option}
            for at in range(len(plot))
        ]
        previous, depth = column, depth + ROW
    rows = pd.DataFrame(cells).assign(role=lambda d: ["ink" if on else "axis" for on in d["on"]])
    base = alt.Chart(rows).encode(
        x,
        y,
        size=alt.condition("datum.on", alt.value(55), alt.value(7)),
    )
    named = alt.Chart(pd.DataFrame(labels)).encode(y)
    layers = [
        house.paint(base.mark_point(shape="circle", filled=True, opacity=1), fill="@role"),
        house.paint(
            named.mark_text(align="right", x=alt.ExprRef(f"{left} - 14"), fontSize=12).encode(
                alt.Text("option")
            ),
            color="muted",
        ),
        house.paint(
            named.mark_text(
                align="left", x=0, fontSize=12, fontWeight=600, opacity=house.hide_when_narrow()
            ).encode(alt.Text("heading")),
            color="ink",
        ),
    ]
    if lines:
        rule = alt.Chart(pd.DataFrame(lines)).mark_rule(x=0, x2=alt.ExprRef("width"), aria=False).encode(y)
        layers.insert(0, house.paint(rule, color="grid"))
    return layers


def figure(
    plot: pd.DataFrame,
    caption: Caption,
    *,
    dimensions: Sequence[Dimension],
    said_value: float | None,
    said_text: str,
    band: tuple[float, float] | None,
    ticks: Sequence[float],
    value_label: str,
    signed: bool = False,
) -> Figure:
    """`frame()` and `draw()` in one record."""
    chart = draw(
        plot,
        dimensions=dimensions,
        said_value=said_value,
        said_text=said_text,
        band=band,
        ticks=ticks,
        signed=signed,
    )
    columns = (
        *(Column(column, heading) for column, heading, _ in dimensions),
        Column("value", value_label, 1),
        Column("holds", "Holds"),
        Column("is_basis", "The speaker’s own reading"),
    )
    return Figure(caption, plot, columns, chart, READS)


def example() -> alt.LayerChart:
    """Four made-up readings of an increase said to be 50."""
    rows = [
        ("a", 38.0, False, False, "38", "2024", "constant"),
        ("b", 49.0, True, False, "49", "2026", "constant"),
        ("c", 51.0, True, True, "51", "2024", "current"),
        ("d", 58.0, False, False, "58", "2026", "current"),
    ]
    names = ["reading_id", "value", "holds", "is_basis", "text", "edition", "prices"]
    dimensions = (("edition", "Edition", ["2024", "2026"]), ("prices", "Prices", ["current", "constant"]))
    plot = frame(pd.DataFrame(rows, columns=names), dimensions=dimensions)
    return draw(
        plot,
        dimensions=dimensions,
        said_value=50.0,
        said_text="said: +50",
        band=(45.0, 55.0),
        ticks=[0, 20, 40],
        signed=True,
    )
