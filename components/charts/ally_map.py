"""Change per Ally on a map of Europe, with Canada and the United States in a corner.

The geometry is planar already (see `data/geometry/README.md`): no projection happens in the browser and
no tile is fetched. Classes are steps of one colour, named in a key inside the drawing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import altair as alt
import pandas as pd

from components import theme
from components.charts import Caption, Column, Figure, house

READS: Final = (
    "Each Ally is filled by its change, in four steps that the key names, darker for a larger rise. A dashed outline is "
    "an Ally that was not yet a member in the first year; a dotted, empty one has no figure. Canada and the United "
    "States stand in the corner. The change is written where a country has room for it."
)
_OPACITY: Final = (0.16, 0.38, 0.65, 1.0)
SIZE: Final = (600, 520)
"""Width and height of the geometry's plane."""
_UNDER: Final = "(width < 1.25 * height)"
"""An expression: does the map leave no sea at its left, so that its key stands under it?"""
_HEIGHT: Final = f"({_UNDER} ? height - 48 : height)"
_SCALE: Final = f"min(width / {SIZE[0]}, {_HEIGHT} / {SIZE[1]})"
_LEFT = f"((width - {SIZE[0]} * {_SCALE}) / 2)"
_TOP = f"({_UNDER} ? 0 : (height - {SIZE[1]} * {_SCALE}) / 2)"
"""Expressions, in pixels: the map's scale and its first corner in the drawing."""
_NARROW_HEIGHT: Final = 356
"""Pixels of a picture for a phone, where the map takes the whole width. A page's style sheet cuts off the empty part
below the key."""
_SEA: Final = 268
"""Where the key begins beside the map, in units of the plane: between Ireland and Spain."""
_LABEL_WIDTH: Final = 48
"""The width, in units of the plane, that a label such as "+162%" needs."""


@lru_cache(maxsize=2)
def geometry(path: Path) -> dict[str, Any]:
    """The map's shapes, GeoJSON in planar coordinates: `id` is the Ally's code, `properties.label` a point."""
    shapes = json.loads(path.read_text(encoding="utf-8"))
    if shapes.get("type") != "FeatureCollection":
        raise ValueError(f"{path.name}: found {shapes.get('type')!r}, expected a FeatureCollection")
    return shapes


def frame(changes: pd.DataFrame) -> pd.DataFrame:
    """One row per Ally: `ally`, `name`, `value` (percent, may be missing), `text`, `is_new`."""
    needed = ["ally", "name", "value", "text", "is_new"]
    if missing := set(needed) - set(changes):
        raise LookupError(f"ally_map needs the columns {sorted(missing)}")
    return changes[needed].sort_values("value", ascending=False, ignore_index=True)


def draw(
    plot: pd.DataFrame, *, shapes: dict[str, Any], breaks: Sequence[float], height: int = 470
) -> alt.LayerChart:
    """The chart of `frame()`; `breaks` are three percentages between four classes."""
    if len(breaks) != len(_OPACITY) - 1:
        raise ValueError(f"ally_map: found {len(breaks)} breaks, expected {len(_OPACITY) - 1}")
    values = {row["ally"]: row for row in plot.to_dict("records")}
    features = [_feature(shape, values.get(shape["id"]), breaks) for shape in shapes["features"]]
    layers = [
        _shapes([f for f in features if f["kind"] == "context"]).mark_geoshape(
            stroke=None, aria=False, clip=False
        ),
        _shapes([f for f in features if f["kind"] == "none"]).mark_geoshape(
            strokeWidth=0.75, strokeDash=[2, 2], clip=False
        ),
        _shapes([f for f in features if f["kind"] == "ally"]).mark_geoshape(strokeWidth=0.75, clip=False),
    ]
    layers[0] = house.paint(layers[0], fill="context_fill")
    layers[1] = house.paint(layers[1], fill="panel", stroke="context")
    opacity = alt.FillOpacity("opacity", type="quantitative", scale=None)
    tooltip = [
        alt.Tooltip("name", type="nominal", title="Ally"),
        alt.Tooltip("text", type="nominal", title="Change"),
    ]
    layers[2] = house.paint(layers[2].encode(opacity, tooltip=tooltip), fill="record", stroke="paper")
    new = _shapes([f for f in features if f.get("is_new")]).mark_geoshape(
        filled=False, strokeWidth=1.5, strokeDash=[3, 2], aria=False, clip=False
    )
    layers.append(house.paint(new, stroke="ink"))
    layers += _labels(features) + _key(breaks)
    # Vega-Lite clips shapes that it has not fitted itself, under ids that several drawings in a page would share: hence `clip`
    placed = alt.Projection(
        type="identity", scale=alt.ExprRef(_SCALE), translate=alt.ExprRef(f"[{_LEFT}, {_TOP}]")
    )
    return house.finish(layers, height=height, projection=placed, usermeta={"narrow_height": _NARROW_HEIGHT})


def _feature(shape: dict[str, Any], row: dict[str, Any] | None, breaks: Sequence[float]) -> dict[str, Any]:
    """A shape flattened for the drawing: what Vega-Lite reads stands beside the geometry."""
    flat = {"type": "Feature", "geometry": shape["geometry"], "id": shape["id"]}
    if shape["properties"]["kind"] == "context":
        return flat | {"kind": "context"}
    label = shape["properties"]["label"]
    if row is None or pd.isna(row["value"]):
        return flat | {"kind": "none", "label": label}
    step = sum(row["value"] >= edge for edge in breaks)
    return flat | {
        "kind": "ally",
        "label": label,
        "name": row["name"],
        "text": row["text"],
        "is_new": bool(row["is_new"]),
        "opacity": _OPACITY[step],
        "on_dark": step == len(_OPACITY) - 1,
        "width": _width(shape),
    }


def _width(shape: dict[str, Any]) -> float:
    """How wide a shape is at its label point, in units of the plane: the space its words have."""
    ring = shape["geometry"]["coordinates"][0][0]
    at_x, at_y = shape["properties"]["label"]
    crossings = sorted(
        x0 + (at_y - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False)
        if (y0 > at_y) != (y1 > at_y)
    )
    left = [at_x - x for x in crossings if x <= at_x]
    right = [x - at_x for x in crossings if x > at_x]
    return 2 * min(min(left, default=0.0), min(right, default=0.0))


def _shapes(features: list[dict[str, Any]]) -> alt.Chart:
    drawn = [
        {k: v for k, v in feature.items() if k not in ("label", "width", "kind")} for feature in features
    ]
    return alt.Chart(alt.Data(values=house.Rows(drawn)))


def _labels(features: list[dict[str, Any]]) -> list:
    """The change, where the shape has space for it; the others are in the table beside the chart."""
    named = [
        feature for feature in features if feature["kind"] == "ally" and feature["width"] >= _LABEL_WIDTH
    ]
    rows = pd.DataFrame(
        [
            {
                "x": f["label"][0],
                "y": f["label"][1],
                "text": f["text"],
                "role": "paper" if f["on_dark"] else "ink",
            }
            for f in named
        ]
    )
    if rows.empty:
        return []
    base = alt.Chart(rows).encode(
        longitude=alt.Longitude("x", type="quantitative"), latitude=alt.Latitude("y", type="quantitative")
    )
    words = base.mark_text(fontSize=12, fontWeight=600, opacity=house.hide_when_narrow(), clip=False).encode(
        alt.Text("text")
    )
    return [house.paint(words, color="@role")]


def _key(breaks: Sequence[float]) -> list:
    """The classes in a column in the sea west of France or, under a map as wide as the drawing, in two rows."""
    # each is a mark that holds its own place: numbers in the rows would count as figures of the record
    edges = [theme.number(edge) for edge in breaks]
    words = [
        f"under {edges[0]}%",
        *(f"{a} to {b}%" for a, b in zip(edges, edges[1:], strict=False)),
        f"{edges[-1]}% or more",
        "not yet a member",
    ]
    layers = []
    for at, text in enumerate(words):
        row, column = divmod(at, 3)
        left = f"({_UNDER} ? {column} * min(width / 3, 150) : max(0, {_LEFT} - 12))"
        top = f"({_UNDER} ? {_TOP} + {SIZE[1]} * {_SCALE} + {20 + 18 * row} : {_TOP} + {_SEA} * {_SCALE} + {18 * at})"
        x, beside, y = alt.ExprRef(f"{left} + 8"), alt.ExprRef(f"{left} + 24"), alt.ExprRef(top)
        one = alt.Chart(pd.DataFrame([{"key": text}]))
        label = one.mark_text(align="left", x=beside, y=y, text=text, fontSize=12)
        is_class = at < len(_OPACITY)
        look = (
            {"fillOpacity": _OPACITY[at], "strokeWidth": 1}
            if is_class
            else {"fillOpacity": 0, "strokeWidth": 1.5, "strokeDash": [3, 2]}
        )
        swatch = one.mark_square(size=170, x=x, y=y, opacity=1, **look)
        roles = {"fill": "record", "stroke": "record"} if is_class else {"stroke": "ink"}
        layers += [house.paint(swatch, **roles), house.paint(label, color="muted")]
    return layers


def figure(
    plot: pd.DataFrame,
    caption: Caption,
    *,
    shapes: dict[str, Any],
    breaks: Sequence[float],
) -> Figure:
    """`frame()` and `draw()` in one record."""
    columns = (
        Column("name", "Ally", inside="Ally"),
        Column("value", "Change in percent", 1),
        Column("is_new", "Not yet a member in the first year"),
    )
    chart = draw(plot, shapes=shapes, breaks=breaks)
    return Figure(caption, plot, columns, chart, READS)


def example() -> alt.LayerChart:
    """Two made-up square countries and a neighbour."""

    def square(code: str, kind: str, left: float) -> dict[str, Any]:
        ring = [[left, 0.0], [left + 90, 0.0], [left + 90, 90.0], [left, 90.0], [left, 0.0]]
        properties = {"kind": kind, "panel": "europe", "label": [left + 45, 45.0]}
        geometry_ = {"type": "MultiPolygon", "coordinates": [[ring]]}
        return {"type": "Feature", "id": code, "properties": properties, "geometry": geometry_}

    shapes = {
        "type": "FeatureCollection",
        "features": [
            square("context", "context", 200.0),
            square("AAA", "ally", 0.0),
            square("BBB", "ally", 100.0),
        ],
    }
    rows = [("AAA", "Alpha", 55.0, "+55%", False), ("BBB", "Beta", 140.0, "+140%", True)]
    plot = frame(pd.DataFrame(rows, columns=["ally", "name", "value", "text", "is_new"]))
    return draw(plot, shapes=shapes, breaks=[25.0, 50.0, 100.0])
