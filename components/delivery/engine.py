"""A chart as SVG text: vl-convert draws it, without network and in our fonts."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final

from components import theme
from components.charts import Figure, house
from components.fonts import FONTS, SANS, SANS_CSS
from components.markup import NOT_XML

_LONGEST_LABEL: Final = 300  # characters
_TWO_UNITS: Final = re.compile("[\U00010000-\U0010ffff]")
_EXPRESSIONS: Final = ("expr", "labelExpr", "calculate", "filter", "test")
_SANS: Final = f"'{SANS}'"  # one name while it is drawn: each further one is looked up for every label
_NUMBERS: Final = re.compile(r"(clip|gradient_)(\d+)")
_SPOKEN: Final = re.compile(r' (?:aria-(?!label=)[a-z]+|role|pointer-events|class)="[^"]*"')
"""What each mark is for: whoever places a drawing gives it one text, and its table stands beside it."""
_ROUNDS: Final = 3
WIDE: Final = 760
"""Pixels a chart is drawn for beside or under its words; one drawing serves picture, page and paper."""


def drawing(figure: Figure, *, width: int, height: int | None = None) -> str:
    """The chart alone as SVG, `width` pixels wide; `height` stretches it where the chart has one height.

    Drawn once for all formats that ask for the same size, in light colours (`in_theme` names them).
    """
    own = figure.spec.get("height")
    return _drawn(figure, width, height if isinstance(own, int) and height != own else None)


@lru_cache(maxsize=256)
def _drawn(figure: Figure, width: int, height: int | None) -> str:
    spec = _uncut(_drawable(house.static(figure.spec, width=width)))
    narrow = width < house.NARROW
    if height is None and narrow:
        height = spec.get("usermeta", {}).get("narrow_height")
    if height is not None:
        spec["height"] = height
    _laid_out_once(spec, narrow=narrow)
    return _svg(spec, figure.id)


def as_live(figure: Figure, *, width: int) -> str:
    """The chart as a browser lays it out in a place `width` pixels wide: fitted to it, of the chart's height.

    A mark that shows a tooltip there has the same words as its label here. Drawn again until its words have the space
    they need, twice as a rule: the engine takes words for wider than our fonts set them.
    """
    from components.delivery import measured  # for whoever draws only: it reads the drawing as XML

    spec = _uncut(_drawable(house.static(house.live(figure.spec), width=width)))
    if width < house.NARROW and "narrow_height" in spec.get("usermeta", {}):
        spec["height"] = spec["usermeta"]["narrow_height"]
    for layer in _layers(spec):
        if shown := layer.get("encoding", {}).get("tooltip"):
            layer["mark"] |= {"aria": True, "description": {"expr": _words(shown)}}
    drawn = _svg(spec, figure.id)
    for _ in range(_ROUNDS):
        sized = measured.fitted(spec, drawn)
        if sized == spec:
            break
        spec, drawn = sized, _svg(sized, figure.id)
    return drawn


def _words(tooltip: list[dict[str, Any]]) -> str:
    """An expression for what a tooltip says: each of its fields after its title."""
    return " + '; ' + ".join(f"{json.dumps(part['title'] + ': ')} + {_value(part)}" for part in tooltip)


def _value(part: dict[str, Any]) -> str:
    value = f"datum[{json.dumps(part['field'])}]"
    written = f"format({value}, {json.dumps(part['format'])})" if "format" in part else value
    return f"(isValid({value}) ? {written} : '–')"


def _svg(spec: dict[str, Any], figure_id: str) -> str:
    import vl_convert

    _register_fonts()
    spec["config"] |= {"font": _SANS}
    drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    drawn = _SPOKEN.sub("", drawn).replace(f'"{_SANS}"', f'"{SANS_CSS}"')
    return NOT_XML.sub("\ufffd", _own_names(drawn, figure_id))


def _drawable(part: Any) -> Any:
    """A specification whose texts a drawing can hold: a NUL ends the engine, and so do labels of 10,000 letters."""
    if isinstance(part, dict):
        return {key: value if key in _EXPRESSIONS else _drawable(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_drawable(value) for value in part]
    if isinstance(part, str):
        cut = part if len(part) <= _LONGEST_LABEL else part[: _LONGEST_LABEL - 1] + "…"
        return NOT_XML.sub("\ufffd", cut)
    return part


def _uncut(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification without limits to its labels where one has letters of two units: the engine ends at half of one."""
    if not _TWO_UNITS.search(json.dumps(spec, ensure_ascii=False)):
        return spec
    spec["config"]["axis"] |= {"labelLimit": 0}
    for layer in _layers(spec):
        for channel in layer.get("encoding", {}).values():
            if isinstance(channel, dict) and channel.get("axis"):
                channel["axis"]["labelLimit"] = 0
    return spec


def _laid_out_once(spec: dict[str, Any], *, narrow: bool) -> None:
    """Leave space for the axes by rule, in place of fitting the drawing, which lays every label out twice.

    The drawing may come out somewhat wider than asked, and is then placed at a scale just below 1.
    """
    named = any(
        layer.get("encoding", {}).get("y", {}).get("type") in ("ordinal", "nominal")
        for layer in _layers(spec)
    )
    if named and narrow:  # names take a third of a phone: there the drawing is fitted
        return
    spec["autosize"] = {"type": "pad"}
    spec["width"] -= 150 if named else 48
    if isinstance(spec.get("height"), int):
        spec["height"] -= 28


def _layers(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The layers of a specification, also those inside others."""
    for layer in spec.get("layer", ()):
        yield layer
        yield from _layers(layer)


def png(svg: str, *, scale: float) -> bytes:
    """A picture as pixels, `scale` of them for each of its own."""
    import vl_convert

    _register_fonts()
    return vl_convert.svg_to_png(svg, scale=scale)


@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))


def _own_names(svg: str, figure_id: str) -> str:
    """Names inside the drawing made its own, so that several, also of one figure, can stand in one document."""
    own, order = f"{figure_id}-{zlib.crc32(svg.encode()):08x}", dict[str, str]()

    def named(match: re.Match[str]) -> str:
        return order.setdefault(match[0], f"{own}-{match[1].rstrip('_')}{len(order)}")

    return _NUMBERS.sub(named, svg)


def size(svg: str) -> tuple[float, float]:
    """Width and height of a drawing."""
    found = re.match(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    if not found:
        raise ValueError("images: a drawing without width and height")
    return float(found[1]), float(found[2])


def in_theme(svg: str) -> str:
    """A light drawing whose colours are named, so that the document around it can say light or dark."""
    names = {theme.colour(role).upper(): role.replace("_", "-") for role in theme.ROLES}
    return re.sub(
        r'="(#[0-9A-Fa-f]{6})"',
        lambda m: f'="var(--{names[m[1].upper()]})"' if m[1].upper() in names else m[0],
        svg,
    )
