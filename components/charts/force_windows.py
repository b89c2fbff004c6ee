"""Readiness windows of the tiers on a true axis of days. Dashed outlines: targets, not forces counted."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from components.charts import Caption, Column, Figure, house

READS: Final = (
    "One row a tier. Each dashed bar runs over a scale of days, from the day its window opens to the "
    "day it closes; the words beside it are the troops of the tier. All are targets or stated "
    "strengths."
)

ROW = 46  # pixels
LAST_DAY = 180
_COLUMNS = ("label", "from_day", "to_day", "text", "kind")


def frame(windows: pd.DataFrame) -> pd.DataFrame:
    """One row per tier in the order given: `_COLUMNS`, days since the order."""
    if missing := set(_COLUMNS) - set(windows):
        raise LookupError(f"force_windows needs the columns {sorted(missing)}")
    if (windows["from_day"] >= windows["to_day"]).any():
        raise ValueError("force_windows: a window must start before it ends")
    return windows[list(_COLUMNS)].reset_index(drop=True)


def draw(plot: pd.DataFrame) -> alt.LayerChart:
    """The chart of `frame()`."""
    rows = plot.assign(role=["record" if kind == "target" else "context" for kind in plot["kind"]])
    names = list(rows["label"])
    x_scale = alt.Scale(
        domain=[0, LAST_DAY], nice=False, range=[0, alt.ExprRef("narrow ? width - 100 : width - 126")]
    )
    axis = alt.Axis(
        title="days since the order", titleAnchor="start", values=[0, 10, 30, 90, LAST_DAY], grid=True, labelOverlap=False,
        labelFlush=False, labelExpr="narrow && datum.value == 0 ? '' : datum.label",
    )  # fmt: skip
    x = alt.X("from_day", type="quantitative", scale=x_scale, axis=axis)
    y = alt.Y(
        "label", type="ordinal", scale=house.in_order(names, paddingInner=0.5, paddingOuter=0.25),
        axis=alt.Axis(title=None, domain=False, labelLimit=140),
    )  # fmt: skip
    base = alt.Chart(rows).encode(y)
    spans = base.mark_bar(strokeWidth=2, strokeDash=[5, 3], fillOpacity=0).encode(x, alt.X2("to_day"))
    end = base.encode(alt.X("to_day", type="quantitative", scale=x_scale, axis=axis), alt.Text("text"))
    targets, others = (end.transform_filter(f"datum.kind {op} 'target'") for op in ("==", "!="))
    layers = [
        house.paint(spans, stroke="@role"),
        house.text(targets, "record", align="left", dx=10, fontWeight=600),
        house.text(others, "muted", align="left", dx=10),
    ]
    return house.finish(layers, height=len(names) * ROW + 24)


def figure(plot: pd.DataFrame, caption: Caption) -> Figure:
    """`frame()` and `draw()` in one record."""
    columns = (
        Column("label", "Tier"),
        Column("from_day", "From day", 0),
        Column("to_day", "To day", 0),
        Column("text", "Troops"),
        Column("kind", "Kind"),
    )
    return Figure(caption, plot, columns, draw(plot), READS)


def example() -> alt.LayerChart:
    """Two made-up tiers and the strength before them."""
    rows = [
        ("Tier 1", 0, 10, "over 10", "target"),
        ("Tier 2", 10, 30, "20", "target"),
        ("Before", 0, 15, "about 4", "stated strength"),
    ]
    return draw(frame(pd.DataFrame(rows, columns=list(_COLUMNS))))
