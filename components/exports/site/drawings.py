"""Charts as small SVG in a page: the drawing of `images`, without what a page says once or does not need.

A chart is drawn for the room it gets on a wide page and again for a phone; the style sheet shows one.
"""

from __future__ import annotations

import math
import re
import zlib
from functools import lru_cache
from typing import Final

from components.charts import Figure
from components.exports import SANS_CSS, images
from components.exports.site import outlines
from components.markup import Markup

SPREAD: Final = images.WIDE
PAIR: Final = 608
ROW: Final = 960
CARD: Final = 316
PHONE: Final = 358
"""Pixels a chart is drawn for: beside words, one of two, alone in a row (of a tablet), in a card (of a phone), on a phone."""
_AXIS: Final = 26
"""Pixels that `images` leaves at the left of a chart for the numbers of its axis."""

_NUMBER: Final = re.compile(r"-?\d+\.\d+")
_TAG: Final = re.compile(r"<[a-z][^>]*>")
_PLACED: Final = re.compile(r' (d|transform|x2?|y2?|width|height)="([^"]*)"')
_GROUND: Final = re.compile(r'^<rect width="[\d.]+" height="[\d.]+" fill="var\(--paper\)"/>')
_NOTHING: Final = re.compile(r'<path d="(?:" display="none|M0,0h[\d.]+v[\d.]+h-?[\d.]+Z)"/>|<text[^>]*/>')
"""A group's ground without a colour, a word without letters."""
_DEFAULTS: Final = (
    f' font-family="{SANS_CSS}"', ' opacity="1"', ' fill-opacity="1"', ' transform="translate(0,0)"',
    ' stroke-miterlimit="10"', ' font-weight="400"',
)  # fmt: skip
"""What the style sheet says for all drawings."""


def chart(figure: Figure, width: int) -> Markup:
    """The chart for a wide page and for a phone, each with its takeaway as its text."""
    wide, narrow = _both(figure, width)
    return Markup("<div class='wide-only'>{}</div><div class='phone-only'>{}</div>").format(wide, narrow)


def card(figure: Figure) -> Markup:
    """The small chart of a card, one drawing for all pages."""
    return _svg(figure, _small(figure, CARD))


def unspoken_card(figure: Figure, width: int) -> Markup:
    """The small chart of a card at another width; its text is for whatever stands around it."""
    return _inside(_small(figure, width), Markup(""))


def _small(figure: Figure, width: int) -> str:
    """A drawing `width` pixels wide or a little less: a card has no axis, and takes the room that is left for one."""
    return _within(figure, width + _AXIS, width)


def _within(figure: Figure, asked: int, room: int) -> str:
    """The drawing for a width, drawn again for less where words reach out of the room: scaled, they would be smaller."""
    drawn = _drawn(figure, asked)
    over = math.ceil(images.size(drawn)[0] - room)
    return drawn if over <= 0 else _drawn(figure, asked - over)


@lru_cache(maxsize=128)
def _both(figure: Figure, width: int) -> tuple[Markup, Markup]:
    # Two forms of one figure may stand in a page, and names are the page's: the drawing's own text tells them apart.
    wide, narrow = _within(figure, width, width), _within(figure, PHONE, PHONE)
    name = f"{figure.id}-{zlib.crc32(wide.encode()):08x}"
    wide, narrow = outlines.shared(wide, narrow, name)
    return _svg(figure, wide), _svg(figure, narrow)


def _drawn(figure: Figure, width: int) -> str:
    return images.in_theme(images.drawing(figure, width=width))


def _svg(figure: Figure, drawn: str) -> Markup:
    return _inside(drawn, Markup(' role="img" aria-label="{}"').format(figure.caption.says))


def _inside(drawn: str, spoken: Markup) -> Markup:
    opening = Markup('<svg viewBox="0 0 {:g} {:g}"{}>').format(*images.size(drawn), spoken)
    return opening + Markup(compact(drawn[drawn.index(">") + 1 :]))


def compact(svg: str) -> str:
    """The inside of a drawing in fewer bytes: a tenth of a pixel, no defaults, outlines in short steps.

    Only tags are touched: what the drawing says stays as it is.
    """
    svg = _GROUND.sub("", svg)
    svg = _NOTHING.sub("", svg)
    svg = _TAG.sub(lambda found: _tag(found[0]), svg)
    while (less := svg.replace("<g></g>", "")) != svg:
        svg = less
    return svg


def _tag(tag: str) -> str:
    for default in _DEFAULTS:
        tag = tag.replace(default, "")
    return _PLACED.sub(lambda found: f' {found[1]}="{_placed(found[1], found[2])}"', tag)


def _placed(name: str, value: str) -> str:
    """A length, shape or shift to a tenth of a pixel; a scale or a turn as it is."""
    if name == "transform" and not value.startswith("translate") or value.count("(") > 1:
        return value
    value = outlines.outline(value) if name == "d" else value
    return _NUMBER.sub(lambda found: f"{round(float(found[0]), 1):.10g}", value)
