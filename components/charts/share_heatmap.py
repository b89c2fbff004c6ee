"""Ally by year: filled where the share of GDP reaches the threshold as a member, light where it does not."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, house

READS: Final = (
    "One row an Ally, one column a year, oldest at the left. A dark cell reaches the threshold as a "
    "member, a light cell does not, an outlined empty cell is a year before membership."
)

ROW = 20  # pixels
_COLUMNS = ("ally", "name", "year", "value", "is_estimate", "is_member", "reaches")


def frame(shares: pd.DataFrame) -> pd.DataFrame:
    """One row per Ally and year, Allies in the order given: `_COLUMNS`; `value` in % of GDP, may be missing."""
    if missing := set(_COLUMNS) - set(shares):
        raise LookupError(f"share_heatmap needs the columns {sorted(missing)}")
    if shares.duplicated(["ally", "year"]).any():
        raise ValueError("share_heatmap: a cell occurs twice; two editions must not share one grid")
    return shares[list(_COLUMNS)].reset_index(drop=True)


def draw(plot: pd.DataFrame) -> alt.LayerChart:
    """The chart of `frame()`. On a narrow drawing a dot stands for "reaches" in place of the number."""
    estimates = set(plot.loc[plot["is_estimate"], "year"])
    rows = pd.DataFrame(
        {
            "name": plot["name"],
            "label": [f"{year} e" if year in estimates else str(year) for year in plot["year"]],
            "text": ["–" if pd.isna(value) else theme.number(value, 2) for value in plot["value"]],
            "body": [
                "record" if reaches else "paper" if not member else "record_fill"
                for reaches, member in zip(plot["reaches"], plot["is_member"], strict=True)
            ],
            "edge": ["context" if not member else "paper" for member in plot["is_member"]],
            "words": [
                "paper" if reaches else "ink" if member else "muted"
                for reaches, member in zip(plot["reaches"], plot["is_member"], strict=True)
            ],
            "reaches": plot["reaches"],
        }
    )
    names, labels = list(dict.fromkeys(rows["name"])), list(dict.fromkeys(rows["label"]))
    shown = house.label_at((0, len(labels) // 2, len(labels) - 1), len(labels))
    x = alt.X(
        "label", type="ordinal",
        scale=house.in_order(  # on a phone the last year is wider than its cell
            labels, paddingInner=0.04, paddingOuter=0, range=[0, alt.ExprRef("narrow ? width - 6 : width")],
        ),
        axis=alt.Axis(
            title=None, orient="top", labelOverlap=False,
            labelExpr=f"!narrow ? datum.label : !({shown}) ? '' : '’' + slice(datum.label, 2)",
        ),
    )  # fmt: skip
    y = alt.Y(
        "name", type="ordinal", scale=house.in_order(names, paddingInner=0.08, paddingOuter=0),
        axis=alt.Axis(title=None, labelOverlap=False),
    )  # fmt: skip
    base = alt.Chart(rows).encode(x, y)
    cells = base.mark_rect(strokeWidth=1).encode(
        tooltip=[
            alt.Tooltip("name", type="nominal", title="Ally"),
            alt.Tooltip("label", type="nominal", title="Year"),
            alt.Tooltip("text", type="nominal", title="% of GDP"),
        ]
    )
    numbers = base.mark_text(fontSize=12, opacity=house.hide_when_narrow()).encode(alt.Text("text"))
    dots = base.transform_filter("datum.reaches").mark_point(
        shape="circle", filled=True, size=18, opacity=alt.ExprRef("narrow ? 1 : 0")
    )
    layers = [
        house.paint(cells, fill="@body", stroke="@edge"),
        house.paint(numbers, color="@words"),
        house.paint(dots, color="paper"),
    ]
    return house.finish(layers, height=len(names) * ROW + 24)


def figure(plot: pd.DataFrame, caption: Caption) -> Figure:
    """`frame()` and `draw()` in one record."""
    columns = (
        Column("name", "Ally", inside="Ally"),
        Column("year", "Year"),
        Column("value", "% of GDP", 2),
        Column("is_estimate", "Estimate"),
        Column("is_member", "Member"),
        Column("reaches", "Reaches the threshold"),
    )
    return Figure(caption, plot, columns, draw(plot), READS)


def example() -> alt.LayerChart:
    """Two made-up Allies in three years, one of them not yet a member in the first."""
    rows = [
        ("AAA", "Alpha", 2022, 2.2, False, True, True),
        ("AAA", "Alpha", 2023, 2.4, True, True, True),
        ("AAA", "Alpha", 2024, 1.9, True, True, False),
        ("BBB", "Beta", 2022, 2.1, False, False, False),
        ("BBB", "Beta", 2023, 1.7, True, True, False),
        ("BBB", "Beta", 2024, None, True, True, False),
    ]
    return draw(frame(pd.DataFrame(rows, columns=list(_COLUMNS))))
