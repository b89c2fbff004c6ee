"""The house style: what every chart shares. A mark says what it means; the colour follows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import altair as alt

from components import theme

ROLE_SCALE: Final = alt.Scale(domain=list(theme.ROLES))
NARROW: Final = 520
"""Below this width of the drawing, in pixels, a chart keeps fewer labels (never smaller ones)."""

_CHANNELS: Final[dict[str, Any]] = {"color": alt.Color, "fill": alt.Fill, "stroke": alt.Stroke}


def paint(chart: alt.Chart, **roles: str) -> alt.Chart:
    """`chart` with its `color`, `fill` or `stroke` given by role.

    A role is a name of `theme.ROLES`, or `"@column"` to read it from a column of the data.
    An unknown role raises `KeyError`.
    """
    for channel, role in roles.items():
        if role.startswith("@"):
            column = role[1:]
        else:
            theme.colour(role)
            column = f"{channel}_role"
            chart = chart.transform_calculate(**{column: f"'{role}'"})
        encoding = _CHANNELS[channel](column, type="nominal", scale=ROLE_SCALE, legend=None)
        chart = chart.encode(**{channel: encoding})
    return chart


def text(base: alt.Chart, role: str, *, halo: bool = True, **mark: Any) -> alt.LayerChart:
    """A text mark in a role's colour over a halo of paper, so that it reads on any mark below."""
    words = paint(base.mark_text(**mark), color=role)
    if not halo:
        return alt.layer(words)
    under = paint(base.mark_text(**(mark | {"strokeWidth": 4, "aria": False})), stroke="paper")
    return alt.layer(under, words)


def in_order(labels: Iterable[str], **scale: Any) -> alt.Scale:
    """A scale of names in this order. An order given as `sort` would put the names, which are data, into an expression."""
    return alt.Scale(domain=list(dict.fromkeys(labels)), **scale)


def label_at(positions: Iterable[int], count: int) -> str:
    """An expression: is an axis's label one of those at these positions of `count`?"""
    return f"indexof({list(positions)}, round(datum.index * {max(count - 1, 1)})) >= 0"


def narrow_param() -> alt.Parameter:
    """The signal `narrow`: is the drawing as narrow as a phone's?"""
    return alt.param(name="narrow", expr=f"width < {NARROW}")


def hide_when_narrow(shown: float = 1.0) -> Any:
    """An opacity that is 0 on a narrow drawing. The chart must carry `narrow_param()`."""
    return alt.ExprRef(f"narrow ? 0 : {shown}")


def words_when_wide(words: str) -> Any:
    """Words that a narrow drawing leaves out. Hidden ones would still push the plot in from its edges."""
    return alt.ExprRef(f"narrow ? '' : {json.dumps(words, ensure_ascii=False)}")


def finish(chart: Any, *, height: int | None = None) -> Any:
    """The chart with the house's axes, paddings and no legend; every chart ends here.

    A screen reader gets the chart as one picture with its words, not each mark's fields ("edge: record").
    """
    if height is not None:
        chart = chart.properties(height=height)
    return chart.configure(
        padding={"left": 0, "right": 8, "top": 4, "bottom": 4},
        axis=alt.AxisConfig(
            labelFontSize=12, titleFontSize=12, labelPadding=8, labelLimit=260, domain=False,
            ticks=False, grid=False, titleFontWeight="normal", aria=False,
        ),
        axisX=alt.AxisConfig(labelAngle=0),
        text=alt.MarkConfig(fontSize=13),
        legend=alt.LegendConfig(disable=True),
        view=alt.ViewConfig(stroke=None),
        tick=alt.TickConfig(opacity=1, thickness=3),
        mark=alt.MarkConfig(tooltip=None, aria=False),
    )  # fmt: skip


def spec(chart: Any) -> dict[str, Any]:
    """The chart as a Vega-Lite dictionary with inline data and only the house's configuration.

    Not validated here, which halves the time of a first view; every chart's example is, in the tests.
    """
    with (
        alt.theme.enable("none"),
        alt.data_transformers.enable("default", consolidate_datasets=False, max_rows=None),
    ):
        return chart.to_dict(validate=False)


def static(vega_lite: dict[str, Any], *, width: int, mode: str = "light") -> dict[str, Any]:
    """`vega_lite` made ready for a place without a browser: tokens, fonts and a width are set."""
    config = dict(vega_lite.get("config", {}))
    tokens = [theme.colour(role, mode) for role in theme.ROLES]
    config |= {
        "background": theme.colour("paper", mode),
        "font": theme.SANS,
        "range": {"category": tokens},
    }
    muted, axis = theme.colour("muted", mode), theme.colour("axis", mode)
    config["axis"] = config.get("axis", {}) | {
        "labelColor": muted,
        "titleColor": muted,
        "domainColor": axis,
        "gridColor": theme.colour("grid", mode),
    }
    sized = vega_lite | {"config": config}
    if not {"vconcat", "hconcat", "concat"} & set(vega_lite):
        sized |= {"width": width, "autosize": {"type": "fit", "contains": "padding"}}
    return sized
