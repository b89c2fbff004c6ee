"""Drawings made ahead of their readers: of what a page shows before anybody has made a choice.

A drawing takes a good tenth of a second for each of its widths, and its engine 140 MB. So drawings are made once, when a
server starts or when a page is first asked for, by a process of their own that ends with them; they are kept in memory.
Whoever comes before a drawing is there gets the live chart.

    python -m components.delivery.ahead   # that process: a figure a line, as JSON, and a drawing a line
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

import altair as alt
import pandas as pd

from components.charts import Caption, Figure
from components.delivery import drawing
from components.markup import Markup

WIDTHS: Final[Mapping[str, tuple[int, ...]]] = {
    "spread": (358, 608, 725, 821),
    "pair": (358, 448, 536, 608, 725),
    "row": (358, 608, 725, 960, 1280),
    "card": (212, 238, 267, 300, 337, 379, 426, 479, 538, 605, 680),
}
"""Pixels that a figure is drawn for, by its place on a page: what it has there on phones, tablets and desks."""
_ROOT: Final = Path(__file__).parents[2]
_LOG: Final = logging.getLogger("against_the_record")
_MADE: Final[WeakKeyDictionary[Figure, Markup]] = WeakKeyDictionary()
_PLACES: Final[WeakKeyDictionary[Figure, str]] = WeakKeyDictionary()
"""Every figure that was asked for, and its place."""
_WAITING: Final[deque[Figure]] = deque()
_LOCK: Final = threading.Lock()
_workers: list[threading.Thread] = []
"""The one at work, or the last one."""


def held(figure: Figure) -> Markup | None:
    """The figure's drawing; nothing before it has been made."""
    return _MADE.get(figure)


def ask(figure: Figure, place: str) -> None:
    """Have the figure drawn for its `place`, one of `WIDTHS`, unless it has been asked for already; `start` begins."""
    if figure not in _PLACES:
        _PLACES[figure] = place
        _WAITING.append(figure)


def start() -> None:
    """Draw what was asked for. Called when a page has been sent: its reader comes first."""
    with _LOCK:
        if _WAITING and not any(worker.is_alive() for worker in _workers):
            # a server that is told to end need not wait for it
            _workers[:] = [threading.Thread(target=_work, name="drawings", daemon=True)]
            _workers[0].start()


def finish(limit: float) -> bool:
    """Wait until all that was asked for is made, at most `limit` seconds; was that enough?"""
    start()
    for worker in _workers:
        worker.join(limit)
    return not _WAITING and not any(worker.is_alive() for worker in _workers)


def rules() -> str:
    """The style rules that show, of a figure's drawings, the one which fits its place."""
    cards = drawing.rules(
        WIDTHS["card"], larger=1.13
    )  # as far as to the next one: small words are never made smaller
    return cards + "".join(drawing.rules(widths) for place, widths in WIDTHS.items() if place != "card")


def _work() -> None:
    try:
        command = [sys.executable, "-m", "components.delivery.ahead"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, cwd=_ROOT, text=True, encoding="utf-8", **pipes) as child:  # type: ignore[call-overload]
            while _WAITING:
                _draw(child, _WAITING.popleft())
    except Exception:  # the live charts stay
        _LOG.exception("drawings could not be made ahead")


def _draw(child: subprocess.Popen[str], figure: Figure) -> None:
    """Send one figure and take its drawing."""
    assert child.stdin and child.stdout  # both are pipes
    asked = {
        "id": figure.id,
        "says": figure.caption.says,
        "spec": figure.spec,
        "widths": WIDTHS[_PLACES[figure]],
    }
    child.stdin.write(json.dumps(asked) + "\n")
    child.stdin.flush()
    answer = child.stdout.readline()
    if not answer:
        raise RuntimeError(f"the process that draws ended at {figure.id}")
    if drawn := json.loads(answer):
        _MADE[figure] = Markup(drawn)


def main() -> None:
    """Draw what comes in, a figure a line; an empty text for one that cannot be drawn."""
    if hasattr(os, "nice"):
        os.nice(10)  # readers come first
    for line in sys.stdin:
        asked = json.loads(line)
        figure = Figure(Caption(asked["id"], "", "", asked["says"], ""), pd.DataFrame(), (), alt.LayerChart())
        vars(figure)["spec"] = asked["spec"]  # in the place of the one it would make itself
        try:
            drawn = str(drawing.responsive(figure, asked["widths"]))
        except Exception:
            _LOG.exception("%s could not be drawn ahead", figure.id)
            drawn = ""
        print(json.dumps(drawn), flush=True)


if __name__ == "__main__":
    main()
