"""Troops by days since the order: as said, and as the tiers read when added. Targets: never a solid line."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, Native, Series, house

READS: Final = (
    "Stairs over a scale of days from left to right: each step goes up on the day by which the "
    "troops are to be ready. Dotted orange with ticks is as said, dashed blue with rings is as the "
    "tiers read, as a running total or added, as its end says. All are targets."
)

LAST_DAY = 180
SHOWN: Final = {"both": ("running", "added"), "running": ("running",), "added": ("added",)}
"""Which readings of the tiers stand beside what was said, in the record's form."""


def frame(totals: pd.DataFrame) -> pd.DataFrame:
    """One row per series and day: `day`, `troops_thousand`, `series` (said, running or added)."""
    if unknown := set(totals["series"]) - {"said", "running", "added"}:
        raise ValueError(f"force_steps: unknown series {sorted(unknown)}")
    if totals.duplicated(["series", "day"]).any():
        raise ValueError("force_steps: a day occurs twice in a series")
    return totals[["day", "troops_thousand", "series"]].sort_values(["series", "day"], ignore_index=True)


def _path(plot: pd.DataFrame, series: str) -> pd.DataFrame:
    """A series as the corners of its steps, from day 0."""
    points = plot[plot["series"] == series]
    corners, before = [(0, 0.0)], 0.0
    for day, troops in zip(points["day"], points["troops_thousand"], strict=True):
        corners += [(day, before), (day, troops)]
        before = troops
    return pd.DataFrame(corners, columns=["day", "troops_thousand"]).assign(order=range(len(corners)))


def draw(
    plot: pd.DataFrame, *, show: str, text_note: str = "", card: bool = False, height: int = 400
) -> alt.LayerChart:
    """The chart of `frame()`; `show` is a key of `SHOWN`, `text_note` stands under the said path."""
    beside = SHOWN[show]
    top = float(plot["troops_thousand"].max())
    right = "width - 64" if card else "width - 96"
    x_scale = alt.Scale(domain=[0, LAST_DAY], nice=False, range=[0, alt.ExprRef(right)])
    days = [0, 30, LAST_DAY] if card else [0, 10, 30, 90, LAST_DAY]
    x_axis = alt.Axis(
        title=None if card else "days since the order", titleAnchor="start", values=days, domain=True, labelOverlap=False,
        labelFlush=False, labelExpr=f"datum.value == {LAST_DAY} ? '180 days' : datum.label" if card
        else "narrow && datum.value == 0 ? '' : datum.label",
    )  # fmt: skip
    y_scale = alt.Scale(domain=[0, top * 1.12], nice=False)
    y_axis = None if card else alt.Axis(values=[0, 200, 400, 600, 800], title=None, domain=False)
    x = alt.X("day", type="quantitative", scale=x_scale, axis=x_axis)
    y = alt.Y("troops_thousand", type="quantitative", scale=y_scale, axis=y_axis)
    layers: list = []
    if not card:
        grid = alt.Chart(pd.DataFrame({"troops_thousand": [200, 400, 600, 800]})).mark_rule(aria=False)
        grid = grid.encode(y, alt.XValue(0), alt.X2Value(alt.ExprRef(right)))
        layers.append(house.paint(grid, color="grid"))
    for series in beside:
        layers += _record(plot, series, x, y, card=card)
    layers += _said(plot, x, y, text_note, card=card, below="running" in beside)
    if not card:
        start = alt.Chart(plot[(plot["series"] == "said")].head(1)).encode(x, y)
        text = f"{theme.number(plot['troops_thousand'].min())} on both readings"
        layers.append(house.text(start, "ink", text=text, align="left", dx=14, dy=13, fontWeight=600))
    return house.finish(layers, height=height)


def _record(plot: pd.DataFrame, series: str, x: alt.X, y: alt.Y, *, card: bool) -> list:
    path = alt.Chart(_path(plot, series)).mark_line(strokeWidth=2.5, strokeDash=[7, 4])
    path = path.encode(x, y, alt.Order("order", type="quantitative"))
    ends = plot[plot["series"] == series]
    dots = alt.Chart(ends).mark_point(shape="circle", size=95, strokeWidth=2.25, opacity=1).encode(x, y)
    middle, last = ends.iloc[1:-1], ends.tail(1)
    words = "tiers added" if series == "added" else "tiers, running"
    layers = [house.paint(path, color="record"), house.paint(dots, fill="paper", stroke="record")]
    if not (card and series == "running"):
        layers += [
            _value(middle, x, y, "record", dx=10, dy=-12),
            *_end(last, x, y, "record", "added" if card else words, 0),
        ]
    return layers


def _said(plot: pd.DataFrame, x: alt.X, y: alt.Y, text_note: str, *, card: bool, below: bool) -> list:
    """What was said. With `below` its last words stand under those of a reading that ends in the same place."""
    # three pixels aside, so that the record's path can be seen where both run together
    path = alt.Chart(_path(plot, "said")).mark_line(strokeWidth=2.5, strokeDash=[2, 3], xOffset=3, yOffset=3)
    path = path.encode(x, y, alt.Order("order", type="quantitative"))
    points = plot[plot["series"] == "said"]
    base = alt.Chart(points).encode(x, y)
    tick = {"xOffset": -9, "x2Offset": 9}
    across = base.encode(alt.X2("day"))
    layers = [
        house.paint(path, color="said"),
        house.paint(across.mark_rule(strokeWidth=7, aria=False, **tick), color="paper"),
        house.paint(across.mark_rule(strokeWidth=3, **tick), color="said"),
    ]
    layers.append(_value(points.iloc[1:-1], x, y, "said", dx=10, dy=13))
    down = 0 if card or not below else 34
    layers += _end(points.tail(1), x, y, "said", "said" if card else "as said", down)
    if text_note and not card:
        note = alt.Chart(points.iloc[1:2]).encode(x, y)
        note = note.mark_text(text=house.words_when_wide(text_note), fontSize=12, align="left", dx=74, dy=15)
        layers.append(house.paint(note, color="muted"))
    return layers


def _value(
    points: pd.DataFrame, x: alt.X, y: alt.Y, role: str, *, dx: int, dy: int
) -> tuple[alt.Chart, alt.Chart]:
    rows = points.assign(text=[theme.number(value) for value in points["troops_thousand"]])
    base = alt.Chart(rows).encode(x, y, alt.Text("text"))
    return house.text(base, role, align="left", dx=dx, dy=dy, fontWeight=600)


def _end(point: pd.DataFrame, x: alt.X, y: alt.Y, role: str, words: str, down: int) -> list:
    value = theme.number(float(point["troops_thousand"].iloc[0]))
    base = alt.Chart(point).encode(x, y)
    return [
        house.paint(base.mark_text(text=words, align="left", dx=16, dy=-8 + down, fontSize=12), color=role),
        house.paint(
            base.mark_text(text=value, align="left", dx=16, dy=8 + down, fontSize=14, fontWeight=600),
            color=role,
        ),
    ]


def figure(
    plot: pd.DataFrame,
    caption: Caption,
    *,
    show: str,
    text_note: str = "",
    card: bool = False,
) -> Figure:
    """`frame()` and `draw()` in one record."""
    names = {"said": "as said", "running": "tiers as a running total", "added": "tiers added up"}
    table = plot.assign(series=plot["series"].map(names))
    chart = draw(plot, show=show, text_note=text_note, card=card, height=172 if card else 400)
    columns = (
        Column("series", "Reading"),
        Column("day", "Day", 0),
        Column("troops_thousand", "Thousand troops", 0),
    )
    return Figure(caption, table, columns, chart, READS, native=_native(plot, show=show, names=names))


def _native(plot: pd.DataFrame, *, show: str, names: dict[str, str]) -> Native:
    """The same steps for a slide: lines through their corners, a mark only where a tier is complete."""
    top = float(plot["troops_thousand"].max())
    series = [
        _native_path(
            plot,
            name,
            names[name],
            drawn=name in ("said", *SHOWN[show]),
            end_only=(show, name) == ("both", "running"),
        )
        for name in ("added", "running", "said")
        if name in set(plot["series"])
    ]
    days = (0.0, *sorted({float(day) for day in plot["day"]}))
    words = tuple(f"{day:.0f} days" if day == days[-1] else f"{day:.0f}" for day in days)
    series.append(
        Series("days", (0.0,) * len(days), "muted", "words", x=days, labels=words, place=("below",))
    )
    return Native(
        "points", tuple(series), high=top * 1.12, step=200.0, x_high=float(LAST_DAY), margins=(48, 16, 210, 34)
    )  # fmt: skip


def _native_path(plot: pd.DataFrame, series: str, name: str, *, drawn: bool, end_only: bool) -> Series:
    """One reading as a line with its words; if not `drawn`, only its numbers stay in the chart's sheet.

    With `end_only` it has words at its end alone: elsewhere another reading's words would cover them.
    """
    path = _path(plot, series)
    values, last = tuple(map(float, path["troops_thousand"])), len(path) - 1
    complete = [at > 0 and at % 2 == 0 for at in path["order"]]
    role, body = ("said", "said") if series == "said" else ("record", "record_fill")
    labels = [
        f"{theme.number(v)} {name}"
        if drawn and at == last
        else theme.number(v)
        if drawn and whole and not end_only
        else ""
        for at, (whole, v) in enumerate(zip(complete, values, strict=True))
    ]
    return Series(
        name,
        values,
        role,
        ("dotted" if series == "said" else "dashed") if drawn else "words",
        x=tuple(map(float, path["day"])),
        fills=tuple(body if whole else "" for whole in complete),
        labels=tuple(labels),
        place=tuple(
            "below right" if series == "said" else "above right" if at == last else "above"
            for at in range(len(values))
        ),
        bold=True,
    )


def example() -> alt.LayerChart:
    """Made-up tiers in both readings."""
    rows = [
        ("said", 10, 10.0), ("said", 30, 20.0), ("said", 180, 50.0),
        ("running", 10, 10.0), ("running", 30, 20.0), ("running", 180, 50.0),
        ("added", 10, 10.0), ("added", 30, 30.0), ("added", 180, 80.0),
    ]  # fmt: skip
    plot = pd.DataFrame(rows, columns=["series", "day", "troops_thousand"])
    plot["troops_thousand"] *= 10
    return draw(frame(plot), show="both", text_note="said: “in the ensuing weeks”")
