"""What each Ally would need to reach a threshold: bars from zero, the largest first."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, Native, Series, house

READS: Final = (
    "One bar an Ally that lacks something, the largest on top, from zero. An open bar rests on an "
    "estimate. Allies that lack nothing are counted in words below."
)

ROW = 22  # pixels
_COLUMNS = ("ally", "name", "spent_bn", "needed_bn", "reached", "is_estimate")


def frame(needs: pd.DataFrame) -> pd.DataFrame:
    """One row per Ally: `_COLUMNS`, in billion dollars; those that lack most first."""
    if missing := set(_COLUMNS) - set(needs):
        raise LookupError(f"needed has no columns {sorted(missing)}")
    if (needs["needed_bn"] < 0).any():
        raise ValueError("needed: an Ally that lacks nothing needs 0, not less")
    return needs[list(_COLUMNS)].sort_values(
        ["needed_bn", "name"], ascending=[False, True], ignore_index=True
    )


def _amount(value: float, estimate: bool) -> str:
    """What an Ally lacks, as written beside its bar; what is lacking is never rounded to 0."""
    text = theme.some(value, 1)
    return f"{'+' if text[0].isdigit() else ''}{text}{' e' if estimate else ''}"


def draw(plot: pd.DataFrame, *, reached_text: str) -> alt.LayerChart:
    """The chart of `frame()`; Allies that reach the threshold are one line of text."""
    short = plot[~plot["reached"]]
    rows = short.assign(
        text=[_amount(value, e) for value, e in zip(short["needed_bn"], short["is_estimate"], strict=True)],
        body=["record_fill" if e else "record" for e in short["is_estimate"]],
    )
    names = list(rows["name"])
    last = reached_text or ""
    order = [*names, last] if last else names
    unnamed = house.label_at([len(names)] if last else [], len(order))
    top = float(rows["needed_bn"].max()) if len(rows) else 1.0
    x = alt.X(
        "needed_bn", type="quantitative", axis=None,
        scale=alt.Scale(domain=[0, top], nice=False, range=[0, alt.ExprRef("width - 64")]),
    )  # fmt: skip
    y = alt.Y(
        "name", type="ordinal", scale=house.in_order(order, paddingInner=0.3, paddingOuter=0.1),
        axis=alt.Axis(title=None, domain=False, labelExpr=f"{unnamed} ? '' : datum.label"),
    )  # fmt: skip
    base = alt.Chart(rows).encode(x, y)
    bars = base.mark_bar(strokeWidth=1.5)
    layers = [
        house.paint(bars, fill="@body", stroke="record"),
        house.paint(base.mark_text(align="left", dx=7).encode(alt.Text("text")), color="muted"),
    ]
    if last:
        line = alt.Chart(pd.DataFrame([{"name": last}])).encode(y)
        layers.append(house.paint(line.mark_text(align="left", x=0, text=last, fontSize=12), color="muted"))
    return house.finish(layers, height=max(2, len(order)) * ROW)


def figure(
    plot: pd.DataFrame,
    caption: Caption,
    *,
    reached_text: str,
) -> Figure:
    """`frame()` and `draw()` in one record."""
    columns = (
        Column("name", "Ally", inside="Ally"),
        Column("spent_bn", "Spent, billion dollars", 1),
        Column("needed_bn", "Needed beyond, billion dollars", 1),
        Column("reached", "Reaches it"),
        Column("is_estimate", "Estimate"),
    )
    chart = draw(plot, reached_text=reached_text)
    return Figure(caption, plot, columns, chart, READS, native=_native(plot, reached_text))


def _native(plot: pd.DataFrame, reached_text: str) -> Native:
    """The same bars for a slide; the Allies that lack nothing are one row of words."""
    short = plot[~plot["reached"]]
    estimates = list(short["is_estimate"])
    values = [float(value) for value in short["needed_bn"]]
    labels = [_amount(value, e) for value, e in zip(values, estimates, strict=True)]
    fills = ["record_fill" if e else "record" for e in estimates]
    names = list(short["name"])
    if reached_text:
        values, labels = [*values, 0.0], [*labels, reached_text]
        names, fills = [*names, " "], [*fills, ""]
    series = Series(
        "Needed beyond, billion dollars", tuple(values), "ink", fills=tuple(fills),
        edges=tuple("record" if f else "" for f in fills), labels=tuple(labels), place=("end",),
    )  # fmt: skip
    high = max([*values, 0.1]) * 1.16
    return Native(
        "bars",
        (series,),
        tuple(names),
        high=high,
        margins=(150, 8, 8, 8),
        points=12 if len(names) <= 16 else 9,  # as many as thirty rows on one slide
    )


def example() -> alt.LayerChart:
    """Three made-up Allies, one of which reaches the threshold."""
    rows = [
        ("AAA", "Alpha", 34.5, 12.4, False, True),
        ("BBB", "Beta", 8.1, 3.2, False, True),
        ("CCC", "Gamma", 20.0, 0.0, True, True),
    ]
    return draw(frame(pd.DataFrame(rows, columns=list(_COLUMNS))), reached_text="1 reaches 2%")
