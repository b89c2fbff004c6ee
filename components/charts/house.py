"""The house style: what every chart shares. A mark says what it means; the colour follows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import date
from typing import Any, ClassVar, Final, clear_overloads

import altair as alt
from altair.utils import schemapi
from altair.utils.data import to_values

from components import theme

# In debug mode each part of a chart is held against Vega-Lite's schema as it is made; the tests do that.
schemapi.disable_debug_mode()
clear_overloads()  # a thousand signatures of Altair's, which nobody looks up while the app runs

ROLE_SCALE: Final = alt.Scale(domain=list(theme.ROLES))
NARROW: Final = 520
"""Below this width of the drawing, in pixels, a chart keeps fewer labels (never smaller ones)."""

_NARROW: Final = alt.VariableParameter(name="narrow", expr=f"width < {NARROW}")
"""The signal `narrow` of every chart: is the drawing as narrow as a phone's?"""

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


def text(base: alt.Chart, role: str, **mark: Any) -> tuple[alt.Chart, alt.Chart]:
    """A text mark in a role's colour over a halo of paper, so that it reads on any mark below: two layers."""
    words = paint(base.mark_text(**mark), color=role)
    under = paint(base.mark_text(**(mark | {"strokeWidth": 4, "aria": False})), stroke="paper")
    return under, words


def in_order(labels: Iterable[str], **scale: Any) -> alt.Scale:
    """A scale of names in this order. An order given as `sort` would put the names, which are data, into an expression."""
    return alt.Scale(domain=list(dict.fromkeys(labels)), **scale)


def days(first: date, last: date, **scale: Any) -> alt.Scale:
    """A scale of time from the start of one day to that of another, UTC.

    The ends are an expression. Given as texts, for a mark that goes from one day to another, Vega-Lite reads them once
    as days and once as plain texts, warns that the two differ, and scales to both.
    """
    ends = ", ".join(f"utc({day.year}, {day.month - 1}, {day.day})" for day in (first, last))
    return alt.Scale(type="utc", domain=alt.ExprRef(f"[{ends}]"), nice=False, **scale)


def label_at(positions: Iterable[int], count: int) -> str:
    """An expression: is an axis's label one of those at these positions of `count`?"""
    return f"indexof({list(positions)}, round(datum.index * {max(count - 1, 1)})) >= 0"


def hide_when_narrow(shown: float = 1.0) -> Any:
    """An opacity that is 0 on a narrow drawing."""
    return alt.ExprRef(f"narrow ? 0 : {shown}")


def words_when_wide(words: str) -> Any:
    """Words that a narrow drawing leaves out. Hidden ones would still push the plot in from its edges."""
    return alt.ExprRef(f"narrow ? '' : {json.dumps(words, ensure_ascii=False)}")


def finish(layers: Iterable[Any], *, height: int | None = None, **top: Any) -> alt.LayerChart:
    """The layers as one chart with the house's axes, paddings and no legend; every chart ends here.

    A layer may be a tuple of layers, as from `text`. `top` are further properties of the whole chart; all are given at
    once, because each method of a layered chart copies all its layers several times. A screen reader gets the chart
    as one picture with its alternative text, not the fields of each mark ("edge: record").
    """
    if height is not None:
        top["height"] = height
    config = alt.Config(
        padding={"left": 0, "right": 8, "top": 4, "bottom": 4},
        axis=alt.AxisConfig(
            labelFontSize=12, titleFontSize=12, labelPadding=8, labelLimit=260, domain=False,
            ticks=False, grid=False, titleFontWeight="normal", aria=False,
        ),
        axisX=alt.AxisConfig(labelAngle=0),
        # Streamlit's theme moves the first and the last label inward, off their row or column
        axisY=alt.AxisConfig(labelFlush=False),
        axisBand=alt.AxisConfig(labelFlush=False),
        text=alt.MarkConfig(fontSize=13),
        legend=alt.LegendConfig(disable=True),
        view=alt.ViewConfig(stroke=None),
        tick=alt.TickConfig(opacity=1, thickness=3),
        mark=alt.MarkConfig(tooltip=None, aria=False),
    )  # fmt: skip
    flat = [one for part in layers for one in (part if isinstance(part, tuple) else (part,))]
    return alt.layer(*flat, config=config, params=[_NARROW], **top)


def spec(chart: Any) -> dict[str, Any]:
    """The chart as a Vega-Lite dictionary with inline data and only the house's configuration.

    Not validated here, since that takes a good part of a first view's time; the tests validate each chart's example.
    """
    token = _READ.set({})
    try:
        return chart.to_dict(validate=False)
    finally:
        _READ.reset(token)


class Rows:
    """Rows that Altair passes on unchanged; of a plain list it would inspect and copy every value."""

    _schema: ClassVar = {"type": "array"}

    def __init__(self, rows: list[dict[str, Any]]):
        self.rows = rows

    def to_dict(self, *_: object, **__: object) -> list[dict[str, Any]]:
        """The rows, as they stand in the specification."""
        return self.rows


_READ: ContextVar[dict[int, tuple[Any, Rows]]] = ContextVar("read")
"""Each frame of the chart that is being written out, by its identity, with its rows; layers share frames."""


def _inline(data: Any) -> Any:
    """How Altair is given the rows of a frame."""
    read = _READ.get({})
    if id(data) not in read:
        # the frame is kept, because the id of one that is gone may be given to another
        read[id(data)] = data, Rows(to_values(data)["values"])
    return {"values": read[id(data)][1]}


# These settings hold for all threads, and nothing else here draws with Altair.
alt.theme.enable("none")
alt.data_transformers.register("inline", _inline)
alt.data_transformers.enable("inline", consolidate_datasets=False)


_LIVE: Final[dict[str, Any]] = {
    "axis": {
        "labelFlush": True, "labelFlushOffset": 1, "labelBound": False, "titlePadding": 16, "labelSeparation": 4,
        "labelOverlap": True, "labelFontWeight": 400,
    },
    "view": {"continuousHeight": 350, "continuousWidth": 400},
    "bar": {"binSpacing": 4, "discreteBandSize": {"band": 0.85}},
    **dict.fromkeys(("axisDiscrete", "axisXPoint", "axisTemporal", "axisXBand"), {"grid": False}),
}  # fmt: skip


def live(vega_lite: dict[str, Any]) -> dict[str, Any]:
    """`vega_lite` with the places of the live page stated: its drawing and its chart have the same, whoever lays them out."""
    own = vega_lite.get("config", {})
    both = {key: part | own.get(key, {}) for key, part in _LIVE.items()}
    return vega_lite | {"config": own | both, "padding": {"left": 0, "top": 0, "right": 0, "bottom": 20}}


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
