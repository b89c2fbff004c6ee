"""Bars by year from zero, with what was said marked across the bar of the year it was said of.

Years spoken of are in the record's colour, the others grey; estimates are drawn open and carry "e".
Beside the bars, brackets may hold a said change against the record's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, Native, Series, house

READS: Final = (
    "One bar a year, oldest at the left, from zero on one scale. Blue bars are the years spoken of, "
    "grey bars the others. An open bar is an estimate, marked e. An orange line across a bar is what "
    "was said of that year."
)

_BRACKETS = 150  # pixels kept right of the bars for two brackets and their words
_DIGIT = 6.2  # pixels of a digit of a card


@dataclass(frozen=True)
class Change:
    """A change from `low` to `high` on the bars' axis; `text` is its size, `words` who says so."""

    role: str
    words: str
    text: str
    low: float
    high: float


def frame(values: pd.DataFrame, *, spoken: Sequence[int]) -> pd.DataFrame:
    """One row per year: `year`, `value`, `is_estimate`, `is_spoken`. No year may occur twice."""
    if values["year"].duplicated().any():
        raise ValueError("year_bars: a year occurs twice; two editions must not share one line")
    if missing := set(spoken) - set(values["year"]):
        raise LookupError(f"year_bars has no rows for {sorted(missing)}")
    plot = values[["year", "value", "is_estimate"]].sort_values("year", ignore_index=True)
    return plot.assign(is_spoken=plot["year"].isin(list(spoken)))


def _label(year: int, estimate: bool) -> str:
    return f"{year} e" if estimate else str(year)


def _styled(plot: pd.DataFrame, said: pd.DataFrame, decimals: int, top: float) -> pd.DataFrame:
    """The rows with the words and roles that the marks read; labels stand clear of the said marks."""
    marks = dict(zip(said["year"], said["value"], strict=True)) if len(said) else {}
    rows = plot.to_dict("records")
    for row in rows:
        spoken, estimate = row["is_spoken"], row["is_estimate"]
        row["label"] = _label(row["year"], estimate)
        row["text"] = theme.number(row["value"], decimals) + (" e" if estimate else "")
        row["short"] = theme.number(row["value"], decimals)
        row["edge"] = "record" if spoken else "context"
        row["body"] = ("record_fill" if spoken else "context_fill") if estimate else row["edge"]
        row["inside"] = ("record" if spoken else "ink") if estimate else "paper"
        row["labelled_inside"] = (spoken or row["year"] in marks) and row["value"] > 0.1 * top
        # a said mark just below the bar's top would run through its label: then the label stands under the mark
        under = (row["value"] - marks.get(row["year"], row["value"])) / top
        row["down"] = under if 0.01 < under < 0.12 else 0.0
    return pd.DataFrame(rows)


def _said_rows(plot: pd.DataFrame, said: pd.DataFrame, top: float, *, lift: float) -> pd.DataFrame:
    """Said marks with the height of their words: above the bars that the words would cross."""
    values = dict(zip(plot["year"], plot["value"], strict=True))
    estimates = dict(zip(plot["year"], plot["is_estimate"], strict=True))
    rows = []
    for row in said.to_dict("records"):
        near = [v for year, v in values.items() if 0 < abs(year - row["year"]) <= 2]
        over = max([row["value"], values[row["year"]]])
        blocked = max(near, default=0) > over - 0.06 * top
        rows.append(
            row
            | {
                "label": _label(row["year"], estimates[row["year"]]),
                "words_at": (max(near) + (0.07 + lift) * top) if blocked else over + lift * top,
                "leader_to": (max(near) + (0.045 + lift) * top) if blocked else row["value"],
                "text": f"said: {row['words']}",
                "at_end": row["year"] == max(values),
            }
        )
    return pd.DataFrame(rows)


def draw(
    plot: pd.DataFrame,
    *,
    said: pd.DataFrame,
    ticks: Sequence[float],
    changes: Sequence[Change] = (),
    decimals: int = 0,
    height: int = 400,
    card: bool = False,
) -> alt.LayerChart:
    """The chart of `frame()`.

    `said` has `year`, `value`, `words`, one row per figure that was said; `ticks` are the y axis's
    values, in the unit of `value`; `card` draws the small form (no axis, labels only where spoken).
    """
    peak = max([plot["value"].max(), *ticks] + (list(said["value"]) if len(said) else []))
    top = peak * (1.2 if card else 1.13)
    rows = _styled(plot, said, decimals, top)
    right = f"narrow ? width : width - {_BRACKETS}" if changes else "width"
    spoken = [at for at, is_spoken in enumerate(rows["is_spoken"]) if is_spoken]
    keep, bold = (house.label_at(places, len(rows)) for places in ([0, *spoken], spoken))
    step = f"(({right}) / {len(rows)})"
    # an estimate's year needs 37 pixels in one line; the last of a few may reach over its bar's sides
    years = f"({step} < (narrow ? 26 : 37) ? split(datum.label, ' ') : datum.label)"
    x = alt.X(
        "label",
        type="ordinal",
        scale=house.in_order(
            rows["label"],
            paddingInner=alt.ExprRef(f"narrow || {step} < 37 ? 0.2 : 0.42"),
            paddingOuter=0.21,
            range=[0, alt.ExprRef(right)],
        ),
        axis=alt.Axis(
            title=None,
            domain=True,
            labelExpr=f"{keep} ? datum.label : ''" if card else f"narrow && !({keep}) ? '' : {years}",
            labelFontWeight=alt.condition(bold, alt.value(600), alt.value(400)),
            labelOverlap=False,
            labelPadding=6,
        ),
    )
    y_scale = alt.Scale(domain=[0, top], nice=False)
    # otherwise an axis of few whole numbers would be written "1.0"
    whole = {"format": ",d"} if all(tick == int(tick) for tick in ticks) else {}
    axis = None if card else alt.Axis(values=list(ticks), title=None, domain=False, **whole)
    y = alt.Y("value", type="quantitative", scale=y_scale, axis=axis)
    base = alt.Chart(rows)

    layers: list = []
    if not card:
        grid = alt.Chart(pd.DataFrame({"value": [t for t in ticks if t]}))
        grid = grid.mark_rule(aria=False).encode(y=y, x=alt.XValue(0), x2=alt.X2Value(alt.ExprRef(right)))
        layers.append(house.paint(grid, color="grid"))
    bars = base.mark_bar(strokeWidth=1.5).encode(x, y)
    layers.append(house.paint(bars, fill="@body", stroke="@edge"))
    above = base.transform_filter("!datum.labelled_inside").encode(x, y, alt.Text("text"))
    if not card:
        words = above.mark_text(dy=-9, fontSize=12, opacity=house.hide_when_narrow())
        layers.append(house.paint(words, color="muted"))
    spoken = base.transform_filter("datum.labelled_inside").encode(x, y)
    wide, narrow = alt.ExprRef("narrow ? 0 : 1"), alt.ExprRef("narrow ? 1 : 0")
    tight = len(rows) > 9  # the axis has the "e" where a bar is too narrow for it
    down = alt.ExprRef("17 + datum.down * height")
    if card:
        longest = max((len(short) for short in rows.loc[rows["labelled_inside"], "short"]), default=0)
        layers += _card_numbers(spoken, down, longest)
    else:
        for column, opacity in (("short", 1),) if tight else (("text", wide), ("short", narrow)):
            inside = spoken.mark_text(dy=down, fontSize=13, fontWeight=600, opacity=opacity)
            layers.append(house.paint(inside.encode(alt.Text(column)), color="@inside"))
    if len(said):
        layers += _said_layers(
            _said_rows(plot, said, top, lift=0.1 if card else 0.045), x, y_scale, card=card
        )
    if changes:
        layers += _bracket_layers(changes, y_scale)
    return house.finish(layers, height=height)


def _card_numbers(spoken: alt.Chart, down: alt.ExprRef, longest: int) -> list:
    """The numbers in their bars, or under their years where bars are too narrow: above them stands what was said."""
    fits = f"bandwidth('x') >= {_DIGIT * longest + 2:g}"
    under = alt.ExprRef("height - scale('y', datum.value) + 30")
    places = (("@inside", f"{fits} ? datum.short : ''", down), ("@edge", f"{fits} ? '' : datum.short", under))
    return [
        house.paint(spoken.mark_text(text=alt.ExprRef(words), dy=dy, fontSize=12, fontWeight=600), color=role)
        for role, words, dy in places
    ]


def _said_layers(rows: pd.DataFrame, x: alt.X, y_scale: alt.Scale, *, card: bool) -> list:
    base = alt.Chart(rows)
    y = alt.Y("value", type="quantitative", scale=y_scale)
    start, end = x.copy(deep=True), alt.X2("label", bandPosition=1)
    start.bandPosition = 0
    across = base.encode(start, end, y)
    overhang = {"xOffset": -7, "x2Offset": 7}
    words_at = alt.Y("words_at", type="quantitative", scale=y_scale)
    leader = base.transform_filter("datum.leader_to > datum.value")
    leader = leader.mark_rule(strokeWidth=1, aria=False).encode(x, y, alt.Y2("leader_to"))
    words = base.encode(x, words_at, alt.Text("text"))
    # centred words over the last bar would be cut at a narrow drawing's edge: there they end with its mark
    at_end, elsewhere = words.transform_filter("datum.at_end"), words.transform_filter("!datum.at_end")
    align, dx = alt.ExprRef("narrow ? 'right' : 'center'"), alt.ExprRef("narrow ? bandwidth('x') / 2 + 7 : 0")
    return [
        house.paint(leader, color="said"),
        house.paint(across.mark_rule(strokeWidth=7, aria=False, **overhang), color="paper"),
        house.paint(across.mark_rule(strokeWidth=3, **overhang), color="said"),
        house.text(elsewhere, "said", fontWeight=600, fontSize=13),
        house.text(at_end, "said", fontWeight=600, fontSize=13, align=align, dx=dx),
    ]


def _bracket_layers(changes: Sequence[Change], y_scale: alt.Scale) -> list:
    """Two brackets right of the bars, gone on a narrow drawing (the findings carry them there)."""
    layers: list = []
    for place, change in enumerate(changes):
        at = f"width - {_BRACKETS} + {26 + place * 62}"
        low_high = pd.DataFrame(
            [{"low": change.low, "high": change.high, "middle": (change.low + change.high) / 2}]
        )
        base = alt.Chart(low_high)
        low = alt.Y("low", type="quantitative", scale=y_scale)
        high = alt.Y("high", type="quantitative", scale=y_scale)
        opacity = house.hide_when_narrow()
        span = base.mark_rule(strokeWidth=2, opacity=opacity, x=alt.ExprRef(at)).encode(low, alt.Y2("high"))
        ends = [
            base.mark_rule(
                strokeWidth=2, opacity=opacity, x=alt.ExprRef(f"{at} - 5"), x2=alt.ExprRef(f"{at} + 5")
            ).encode(end)
            for end in (low, high)
        ]
        middle = alt.Y("middle", type="quantitative", scale=y_scale)
        layers += [house.paint(mark, color=change.role) for mark in (span, *ends)]
        for dy, size, weight, words in ((-8, 12, 400, change.words), (9, 14, 600, change.text)):
            label = base.mark_text(
                x=alt.ExprRef(f"{at} + 8"), dy=dy, align="left", fontSize=size, fontWeight=weight,
                text=words, opacity=opacity,
            )  # fmt: skip
            layers.append(house.paint(label.encode(middle), color=change.role))
    return layers


def figure(
    plot: pd.DataFrame,
    caption: Caption,
    *,
    value: Column,
    said: pd.DataFrame,
    ticks: Sequence[float],
    changes: Sequence[Change] = (),
    decimals: int = 0,
    height: int = 400,
    card: bool = False,
) -> Figure:
    """`frame()` and `draw()` in one record; `value` is the table's column of that name, `decimals` are those on the bars."""
    chart = draw(plot, said=said, ticks=ticks, changes=changes, decimals=decimals, height=height, card=card)
    table = (
        plot.merge(said[["year", "words"]], on="year", how="left") if len(said) else plot.assign(words=None)
    )
    columns = (
        Column("year", "Year"),
        value,
        Column("is_estimate", "Estimate"),
        Column("words", "Said"),
    )
    native = _native(plot, said, ticks=ticks, changes=changes, decimals=decimals, series=value.label)
    return Figure(caption, table, columns, chart, READS, native=native)


def _native(
    plot: pd.DataFrame,
    said: pd.DataFrame,
    *,
    ticks: Sequence[float],
    changes: Sequence[Change],
    decimals: int,
    series: str,
) -> Native:
    """The same bars for a slide: one column a year, the said figures as ticks across them."""
    top = max([plot["value"].max(), *ticks] + (list(said["value"]) if len(said) else [])) * 1.13
    rows = _styled(plot, said, decimals, top)
    inside = rows["labelled_inside"]
    short = rows["short"] if len(rows) > 9 else rows["text"]
    bars = Series(
        series, tuple(rows["value"].astype(float)), "muted",
        fills=tuple(rows["body"]), edges=tuple(rows["edge"]),
        labels=tuple(short.where(inside, rows["text"])),
        place=tuple("inside" if within else "above" for within in inside),
        lift=tuple(-(down + 0.012) * top if within else 0.0 for within, down in zip(inside, rows["down"], strict=True)),
    )  # fmt: skip
    drawn = [bars]
    if len(said):
        marks = _said_rows(plot, said, top, lift=0.0).set_index("year")
        values = [float(marks["value"][y]) if y in marks.index else None for y in plot["year"]]
        words = [str(marks["text"][y]) if y in marks.index else "" for y in plot["year"]]
        raised = [
            # words stand a twentieth above their mark unless they are raised
            max(0.0, float(marks["words_at"][y] - marks["value"][y]) - 0.05 * top)
            if y in marks.index
            else 0.0
            for y in plot["year"]
        ]
        drawn.append(
            Series("said", tuple(values), "said", "tick", labels=tuple(words), lift=tuple(raised), bold=True)
        )
    drawn += [
        Series(c.words, (min(c.low, c.high), max(c.low, c.high)), c.role, "bracket", labels=(c.words, c.text))
        for c in changes
    ]
    right = 28 + 64 * len(changes) if changes else 8
    step = float(ticks[1] - ticks[0]) if len(ticks) > 1 else top
    return Native(
        "columns", tuple(drawn), tuple(rows["label"]), high=float(top), step=step, margins=(48, 12, right, 34),
        points=10.5 if changes else 12,  # "2024 e" on one line beside the brackets
    )  # fmt: skip


def example() -> alt.LayerChart:
    """Made-up totals of five years, two of them spoken of, the last an estimate."""
    values = pd.DataFrame(
        {
            "year": [2020, 2021, 2022, 2023, 2024],
            "value": [30.0, 36.0, 35.0, 42.0, 51.0],
            "is_estimate": [False, False, False, True, True],
        }
    )
    said = pd.DataFrame({"year": [2020, 2024], "value": [29.0, 50.0], "words": ["just over 29", "over 50"]})
    changes = [Change("said", "said", "+21", 29, 50), Change("record", "record", "+21 e", 30, 51)]
    plot = frame(values, spoken=[2020, 2024])
    return draw(plot, said=said, ticks=[0, 10, 20, 30, 40, 50], changes=changes)
