"""Charts as small SVG in a page: drawn ahead, without what a page says once or does not need.

A chart is drawn for several widths of its place, and the style sheet shows one, so that words keep their size.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from components.charts import Figure
from components.delivery import engine
from components.markup import Markup, join

SPREAD: Final = engine.WIDE
PAIR: Final = 608
ROW: Final = 960
CARD: Final = 316
PHONE: Final = 358
"""Pixels a chart is drawn for: beside words, one of two, alone in a row (of a tablet), in a card (of a phone), on a phone."""
_AXIS: Final = 26
"""Pixels that `engine` leaves at the left of a chart for the numbers of its axis."""
_UNSPOKEN: Final = Markup("")
_LARGER: Final = 1.04
"""By how much a drawing is scaled up at most, before the next one is shown or space is left beside it."""


def chart(figure: Figure, width: int) -> Markup:
    """The chart for a wide page and for a phone, each with its takeaway as its text."""
    wide, narrow = _both(figure, width)
    return Markup("<div class='wide-only'>{}</div><div class='phone-only'>{}</div>").format(wide, narrow)


@lru_cache(maxsize=128)
def _both(figure: Figure, width: int) -> tuple[Markup, Markup]:
    wide, narrow = _placed(
        [_within(figure, width, width), _within(figure, PHONE, PHONE)], figure, _spoken(figure)
    )
    return wide, narrow


def card(figure: Figure) -> Markup:
    """The small chart of a card, one drawing for all pages; it has no axis, and takes the space that is left for one."""
    return _placed([_within(figure, CARD + _AXIS, CARD)], figure, _spoken(figure))[0]


def responsive(figure: Figure, widths: Sequence[int]) -> Markup:
    """The chart as the live page lays it out, once for each of `widths`, in ascending order: `rules` shows one.

    Each drawing has the live chart's height and places, and what its marks say to whoever points at them. Not kept:
    it takes a quarter of a second for each width.
    """
    drawn = [engine.in_theme(engine.as_live(figure, width=width)) for width in reversed(widths)]
    return Markup("<div class='drawn' data-widths='{}' role='img' aria-label='{}'>{}</div>").format(
        _list(widths), figure.caption.says, join(reversed(_placed(drawn, figure)))
    )


def rules(widths: Sequence[int], *, larger: float = _LARGER) -> str:
    """The style rules that show, of the drawings for `widths`, the one which fits its place.

    One is scaled up at most to `larger`, else down; a place wider than the widest drawing has space left.
    """
    bounds = [0, *(math.ceil(width * larger) for width in widths[:-1]), 100_000]
    return "".join(
        f"@container drawn ({low}px <= width < {high}px){{[data-widths='{_list(widths)}']>svg:nth-child({at})"
        f"{{display:block;max-width:{round(widths[at - 1] * larger)}px}}}}"
        for at, (low, high) in enumerate(pairwise(bounds), start=1)
    )


def _list(widths: Sequence[int]) -> str:
    return " ".join(map(str, widths))


def _within(figure: Figure, asked: int, space: int) -> str:
    """The drawing for a width, drawn again for less where words reach out of the space: scaled, they would be smaller."""
    drawn = _drawn(figure, asked)
    over = math.ceil(engine.size(drawn)[0] - space)
    return drawn if over <= 0 else _drawn(figure, asked - over)


def _drawn(figure: Figure, width: int) -> str:
    return engine.in_theme(engine.drawing(figure, width=width))


def _spoken(figure: Figure) -> Markup:
    return Markup(' role="img" aria-label="{}"').format(figure.caption.says)


def _placed(drawn: Sequence[str], figure: Figure, spoken: Markup = _UNSPOKEN) -> list[Markup]:
    """Drawings of one figure as parts of a page, the widest first: it has the outlines that all use."""
    from components.delivery import compact, outlines  # a server that only sends drawings needs no XML

    trees = [compact.parsed(svg) for svg in drawn]
    # two forms of one figure may stand in a page, and names are the page's: the drawing's own text tells them apart
    outlines.shared(trees, f"{figure.id}-{zlib.crc32(drawn[0].encode()):08x}")
    for tree in trees:
        compact.compact(tree)
    return [
        Markup('<svg viewBox="0 0 {:g} {:g}"{}>{}</svg>').format(
            *engine.size(svg), spoken, compact.written(tree)
        )
        for svg, tree in zip(drawn, trees, strict=True)
    ]
