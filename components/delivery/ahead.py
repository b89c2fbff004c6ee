"""Drawings made ahead of their readers: of what a page shows before anybody has made a choice.

A drawing takes a good tenth of a second for each of its widths. So it is made once, by a thread of its own, when a server
starts or when a page is first asked for, and kept in memory; whoever comes before it is there gets the live chart.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Final
from weakref import WeakKeyDictionary

from components.charts import Figure
from components.delivery import drawing
from components.markup import Markup

WIDTHS: Final[Mapping[str, tuple[int, ...]]] = {
    "spread": (358, 608, 725, 821),
    "pair": (358, 448, 536, 608, 725),
    "row": (358, 608, 725, 960, 1280),
    "card": (212, 245, 280, 315, 363, 410, 470, 540, 620, 710),
}
"""Pixels that a figure is drawn for, by its place on a page: what it has there on phones, tablets and desks."""
_LOG: Final = logging.getLogger("against_the_record")
_MADE: Final[WeakKeyDictionary[Figure, Markup]] = WeakKeyDictionary()
_ASKED: Final[WeakKeyDictionary[Figure, Future[None]]] = WeakKeyDictionary()
_THREAD: Final = ThreadPoolExecutor(1, thread_name_prefix="drawings")
"""One at a time: readers come first."""


def held(figure: Figure) -> Markup | None:
    """The figure's drawing; nothing before it has been made."""
    return _MADE.get(figure)


def ask(figure: Figure, place: str) -> None:
    """Have the figure drawn for its `place`, one of `WIDTHS`, unless it has been asked for already."""
    if figure not in _ASKED:
        _ASKED[figure] = _THREAD.submit(_make, figure, WIDTHS[place])


def finish(limit: float) -> bool:
    """Wait until all that was asked for is made, at most `limit` seconds; was that enough?"""
    return not wait(list(_ASKED.values()), timeout=limit).not_done


def rules() -> str:
    """The style rules that show, of a figure's drawings, the one which fits its place."""
    return "".join(drawing.rules(widths) for widths in WIDTHS.values())


def _make(figure: Figure, widths: tuple[int, ...]) -> None:
    try:
        _MADE[figure] = drawing.responsive(figure, widths)
    except Exception:  # the live chart stays
        _LOG.exception("%s could not be drawn ahead", figure.id)
