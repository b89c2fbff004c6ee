"""The space that a drawing's words need at its sides, measured in our own fonts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from components.fonts import FONTS

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_PLOT: Final = re.compile(r'transform="translate\(([\d.]+),([\d.]+)\)".*?d="M0,0h([\d.]+)v([\d.]+)h', re.S)
_SHIFT: Final = re.compile(r"translate\((-?[\d.]+)")
_BEFORE: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a word lies left of the point at which it is set."""
_APART: Final = {"labelSeparation": -14}  # as it takes them for wider, it would hide labels that have space
_WIDER: Final = 120
"""Pixels by which the engine takes a word for wider than it is, at most."""


def fitted(spec: dict[str, Any], svg: str) -> dict[str, Any]:
    """The specification with the space at its sides set as the words in its drawing, `svg`, need it."""
    left, top, wide, high = (float(number) for number in _PLOT.findall(svg)[0])
    drawn = etree.fromstring(svg)
    across, down = float(drawn.get("width")), float(drawn.get("height"))
    words = list(_words(drawn, -left))
    right = _space(across - left - wide, max((end for _, end in words), default=0) - wide)
    left = _space(left, max((-start for start, _ in words), default=0))
    space = {"left": left, "right": right, "top": top, "bottom": down - top - high}
    sized = {"width": across - left - right, "height": high, "autosize": "none", "padding": space}
    return spec | sized | {"config": spec["config"] | {"axisX": spec["config"]["axisX"] | _APART}}


def _space(taken: float, needed: float) -> float:
    """The space at a side of the plot: what its words need, unless none comes near and marks took it."""
    return max(0, math.ceil(needed)) if needed > taken - _WIDER else taken


def _words(part: Any, x: float, text: Any = None) -> Iterator[tuple[float, float]]:
    """Where each word that is seen starts and ends, from the left of the plot."""
    shift = _SHIFT.match(part.get("transform", ""))
    x += float(shift[1]) if shift else 0.0
    text = part if part.tag.endswith("text") else text
    if part.text and text is not None and text.get("opacity") != "0":
        size = float(text.get("font-size").removesuffix("px"))
        long = _font(text.get("font-weight") in ("600", "bold"), size).getlength(part.text)
        start = x - long * _BEFORE[text.get("text-anchor")]
        yield start, start + long
    for inner in part:
        yield from _words(inner, x, text)


@cache
def _font(bold: bool, size: float) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / f"SourceSans3-{'Semibold' if bold else 'Regular'}.ttf"), size)
