"""What a change is made of, step by step from zero; the figure that was said is a rule across it.

The Altair form is the default on the page and in exports. Plotly draws the same rows on demand: they can be
zoomed and asked for their values, at the price of 4.7 MB of script.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, Native, Series, house

READS: Final = (
    "One bar a step, the first on top, from left to right: each starts where the one before it ends. "
    "The bars of the record's sums start at zero. Open bars rest on estimates. An orange line down the "
    "plot is the change that was said."
)

ROW = 24  # pixels
KINDS = ("ally", "new", "subtotal", "total")
_AMOUNT: Final = 0.2  # of the axis: the space that an amount such as "+35" needs beside its bar on a phone


def frame(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps in order with `start` and `end` of each bar: `label`, `amount`, `kind`, `is_estimate`.

    A subtotal or total runs from zero and must equal the steps before it (within 1%, as NATO's own totals are rounded).
    """
    if unknown := set(steps["kind"]) - set(KINDS):
        raise ValueError(f"waterfall: unknown kind {sorted(unknown)}, expected one of {KINDS}")
    running, rows = 0.0, []
    for step in steps.to_dict("records"):
        if step["kind"] in ("subtotal", "total"):
            if abs(step["amount"] - running) > 0.01 * max(1.0, abs(running)):
                raise ValueError(f"waterfall: {step['label']} is {step['amount']}, the steps make {running}")
            rows.append(step | {"start": 0.0, "end": step["amount"]})
        else:
            rows.append(step | {"start": running, "end": running + step["amount"]})
            running += step["amount"]
    return pd.DataFrame(rows)


def _styled(plot: pd.DataFrame) -> pd.DataFrame:
    sums = plot["kind"].isin(["subtotal", "total"])
    text = [theme.number(amount, signed=True) for amount in plot["amount"]]
    return plot.assign(
        is_sum=sums,
        low=plot[["start", "end"]].min(axis=1),
        high=plot[["start", "end"]].max(axis=1),
        text=[
            f"{t} e" if is_sum and e else t
            for t, is_sum, e in zip(text, sums, plot["is_estimate"], strict=True)
        ],
        body=[
            "record_sum" if is_sum else "context_fill" if kind == "new" else "record_fill" if e else "record"
            for is_sum, kind, e in zip(sums, plot["kind"], plot["is_estimate"], strict=True)
        ],
        edge=["context" if kind == "new" else "record" for kind in plot["kind"]],
    )


def draw(plot: pd.DataFrame, *, said_value: float | None, said_text: str = "") -> alt.LayerChart:
    """The chart of `frame()`, in the unit of `amount`."""
    rows = _styled(plot)
    labels = list(rows["label"])
    low = min(0.0, float(rows["low"].min()))
    high = max(float(rows["high"].max()), said_value or 0.0)
    bold = house.label_at([at for at, is_sum in enumerate(rows["is_sum"]) if is_sum], len(rows))
    x_scale = alt.Scale(domain=[low, high * 1.02], nice=False, range=[0, alt.ExprRef("width - 44")])
    axis = alt.Axis(
        title=None, grid=True, tickCount=4, labelExpr="datum.value > 0 ? '+' + datum.label : datum.label"
    )
    x = alt.X("low", type="quantitative", scale=x_scale, axis=axis)
    y = alt.Y(
        "label", type="ordinal", scale=house.in_order(labels, paddingInner=0.36, paddingOuter=0.7),
        axis=alt.Axis(
            title=None, labelLimit=190,
            labelFontWeight=alt.condition(bold, alt.value(600), alt.value(400)),
        ),
    )  # fmt: skip
    base = alt.Chart(rows).encode(y)
    bars = base.mark_bar(strokeWidth=1.5).encode(x, alt.X2("high"))
    sums = base.transform_filter("datum.is_sum").encode(x, alt.Text("text"))
    # an amount stands after its bar, but before it where the rule of what was said would run through it
    rule = math.inf if said_value is None else said_value
    before = (rows["high"] <= rule) & (rule < rows["high"] + _AMOUNT * (high - low))
    beside = rows.assign(before=before, place=rows["low"].where(before, rows["high"]))
    steps = alt.Chart(beside[~beside["is_sum"]]).encode(
        y, alt.X("place", type="quantitative", scale=x_scale, axis=axis), alt.Text("text")
    )
    align, dx = alt.ExprRef("datum.before ? 'right' : 'left'"), alt.ExprRef("datum.before ? -7 : 7")
    layers = [
        house.paint(bars, fill="@body", stroke="@edge"),
        house.paint(sums.mark_text(align="left", dx=8, fontWeight=600), color="ink"),
        house.text(steps, "muted", align=align, dx=dx),
    ]
    if said_value is not None:
        said = alt.Chart(pd.DataFrame([{"low": said_value}])).encode(x)
        layers.insert(1, house.paint(said.mark_rule(strokeWidth=2, y=4), color="said"))
        words = said.mark_text(text=said_text, fontWeight=600, y=-6, align="center")
        layers.append(house.paint(words, color="said"))
    return house.finish(layers, height=len(labels) * ROW + 28)


def interactive(plot: pd.DataFrame, mode: str, *, said_value: float | None, said_text: str) -> Any:
    """The same rows and marks in Plotly, in the colours of `mode`; `said_text` labels the rule.

    Bars that start where the one before ends, as in `draw()`: Plotly's own waterfall knows no colour of a bar's kind.
    """
    import plotly.graph_objects as go

    rows = _styled(plot)
    bars = go.Bar(
        orientation="h",
        y=list(rows["label"]),
        base=list(rows["low"]),
        x=list(rows["high"] - rows["low"]),
        marker={
            "color": [theme.colour(role, mode) for role in rows["body"]],
            "line": {"color": [theme.colour(role, mode) for role in rows["edge"]], "width": 1.5},
        },
        text=list(rows["text"]),
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    drawn = go.Figure(bars)
    # above the words on the rule is space for Plotly's buttons
    drawn.update_layout(
        height=len(plot) * ROW + 114,
        margin={"l": 8, "r": 44, "t": 52, "b": 32},
        xaxis={"title": None},
        yaxis={"autorange": "reversed", "automargin": True, "title": None},
        showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    if said_value is not None:
        orange = theme.colour("said", mode)
        drawn.add_vline(
            x=said_value, layer="below", line={"color": orange, "width": 2}, annotation_text=said_text,
            annotation={"font": {"color": orange}, "xanchor": "center", "yanchor": "bottom"},
        )  # fmt: skip
    return drawn


def figure(
    plot: pd.DataFrame,
    caption: Caption,
    *,
    said_value: float | None,
    said_text: str,
    value_label: str = "Billion dollars",
) -> Figure:
    """`frame()` and `draw()` in one record, with the Plotly twin to be built on demand."""
    columns: Sequence[Column] = (
        Column("label", "Step"),
        Column("amount", value_label, 1),
        Column("start", "From", 1),
        Column("end", "To", 1),
        Column("is_estimate", "Estimate"),
    )
    return Figure(caption, plot, tuple(columns), draw(plot, said_value=said_value, said_text=said_text), READS,
        interactive=lambda mode: interactive(plot, mode, said_value=said_value, said_text=said_text),
        native=_native(plot, said_value=said_value, said_text=said_text, value_label=value_label),
    )  # fmt: skip


def _native(plot: pd.DataFrame, *, said_value: float | None, said_text: str, value_label: str) -> Native:
    """The same steps as stacked bars: an empty bar up to the step, then the step; falls are a series apart.

    Office programs stack what lies below zero on its own, so a step across zero is two pieces.
    """
    rows = _styled(plot)
    low, high = min(0.0, float(rows["low"].min())), max(float(rows["high"].max()), said_value or 0.0)
    fills, edges = tuple(rows["body"]), tuple(rows["edge"])
    rises = [bool(amount >= 0) for amount in rows["amount"]]

    def piece(name: str, values: list[float], wanted: list[bool], **more: Any) -> Series:
        kept = tuple(float(v) if w and v else None for v, w in zip(values, wanted, strict=True))
        return Series(name, kept, "record", fills=fills, edges=edges, **more)

    def part(sign: int, row: Any) -> float:
        """How much of a step lies above zero, or below; all of it is the amount to the last digit."""
        ends = [max(sign * row["low"], 0.0), max(sign * row["high"], 0.0)]
        whole = min(sign * row["low"], sign * row["high"]) >= 0
        return sign * (abs(row["amount"]) if whole else abs(ends[1] - ends[0]))

    steps = rows.to_dict("records")
    above, below = [part(1, row) for row in steps], [part(-1, row) for row in steps]
    all_rows = [True] * len(rows)
    texts = list(rows["text"])
    # the last bar is crossed by what was said: where that lies beyond its end, its words stand inside
    crossed = said_value is not None and said_value > rows["end"].iloc[-1] > 0.2 * high
    within = ("",) * (len(texts) - 1) + (texts[-1],) if crossed else ()
    risen = piece(value_label, above, rises, labels=within, place=("inside",))
    pieces = [
        piece("before the step", [max(lo, 0.0) for lo in rows["low"]], all_rows, mark="none"),
        risen,
        piece("a fall", above, [not rise for rise in rises]),
        piece("before the step, below zero", [min(h, 0.0) for h in rows["high"]], all_rows, mark="none"),
        piece("below zero", below, all_rows),
    ]
    series = [one for one in pieces if one is risen or any(one.values)]
    # a stacked bar has no label outside its end: the words stand at the foot of an empty bar after it
    words = Series(
        "room for labels", tuple(0.12 * (high - low) for _ in all_rows), "ink", "none",
        labels=(*texts[:-1], "") if crossed else tuple(texts), place=("base",),
    )  # fmt: skip
    series.append(words)
    if said_value is not None:
        series.append(Series(said_text, (said_value,), "said", "rule", labels=(said_text,), bold=True))
    return Native(
        "bars", tuple(series), tuple(rows["label"]), low=low * 1.05, high=low + (high - low) * 1.12,
        margins=(188, 6, 8, 30),
    )  # fmt: skip


def example() -> alt.LayerChart:
    """A made-up rise of three Allies, one of them new, one falling."""
    steps = [
        ("Alpha", 30.0, "ally", True),
        ("Beta", -4.0, "ally", True),
        ("Members in both years", 26.0, "subtotal", True),
        ("Gamma, whole amount", 9.0, "new", True),
        ("As published", 35.0, "total", True),
    ]
    plot = frame(pd.DataFrame(steps, columns=["label", "amount", "kind", "is_estimate"]))
    return draw(plot, said_value=33.0, said_text="said: +33")
