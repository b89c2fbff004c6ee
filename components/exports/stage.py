"""A briefing before an audience: each spread as a slide that fills the screen, revealed step by step.

The steps are the words, then the chart, then the findings. The page's script only shows and hides what is
made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from components.charts import Figure
from components.delivery import engine
from components.exports import Stamp, html, images
from components.markup import Markup, join, words
from components.tables.record import Record
from components.topics.briefing import Briefing
from components.topics.exhibits import Exhibit

_CHART: Final = (760, 490)
"""Room for a chart beside the words on a slide of 1280 x 720."""
_WHOLE: Final = (1168, 490)
"""Room for a chart that has the slide to itself."""
_LYING: Final = (812, 262)
"""Room for a chart on a phone that lies."""
_STANDING: Final = (358, 520)
"""Room for a chart on a phone that stands."""
_READ: Final = 0.88
"""The scale below which words of a chart are too small on a phone."""
_LOWERED: Final = 0.75
"""How much lower than on a page a chart's rows may be before their words touch."""


@dataclass(frozen=True)
class Slide:
    """One slide as markup, how many steps it takes, and what the presenter alone may want to see."""

    html: Markup
    steps: int
    notes: str
    source: str


def slides(brief: Briefing, record: Record, stamp: Stamp, *, phone: bool = False) -> tuple[Slide, ...]:
    """The title slide, then one for each spread; for a `phone` with the charts as it shows them, too."""
    made = (_slide(exhibit, brief, record, stamp, phone=phone) for exhibit in brief.exhibits)
    return (_title(brief, stamp), *made)


def _title(brief: Briefing, stamp: Stamp) -> Slide:
    body = Markup("<div class='opening'><h1>{}</h1><p>{}</p></div>").format(brief.title, stamp.words)
    return Slide(body, 1, "", stamp.words)


def _slide(exhibit: Exhibit, brief: Briefing, record: Record, stamp: Stamp, *, phone: bool) -> Slide:
    figure = exhibit.figure
    aside, steps = Markup(""), 1
    if exhibit.passage is not None:
        quoted = words.quote(exhibit.passage, card=True)
        found = words.findings(record, exhibit.rows)
        aside = Markup("<div class='words'>{}<div data-step='2'>{}</div></div>").format(quoted, found)
        steps = 3
    if figure:
        shown = Markup("<div class='chart' data-step='1'>{}</div>").format(_drawings(figure, phone))
        steps = max(steps, 2)
    else:
        shown = Markup("<div class='chart prose' data-step='1'>{}</div>").format(
            words.arithmetic(exhibit.rows, opened=True)
        )
    head = Markup("<header data-step='{}'><h1>{}</h1><p class='measure'>{}</p></header>").format(
        1 if figure else 2, exhibit.title, figure.caption.measure if figure else exhibit.topic
    )
    source = figure.caption.source if figure else stamp.words
    foot = Markup("<footer><span>{}</span><span>{}</span></footer>").format(source, stamp.words)
    kind = "body whole" if figure and figure.halves else "body"
    body = join([head, Markup("<div class='{}'>{}{}</div>").format(kind, aside, shown), foot])
    address = stamp.address(exhibit.path)
    return Slide(body, steps, brief.notes.get(exhibit.id, ""), f"{source} {address}")


@lru_cache(maxsize=64)
def _drawings(figure: Figure, phone: bool) -> Markup:
    """The chart for a large screen and, for a `phone`, as it lies and as it stands; the style sheet shows one of them."""
    parts = figure.halves() if figure.halves else (figure,)
    space = _WHOLE if figure.halves else _CHART
    drawn = [("large", [(part, _filling(part, space[0] // len(parts), space[1], 1.0)) for part in parts])]
    if phone:
        lying = [(part, _filling(part, _LYING[0] // len(parts), _LYING[1], _READ)) for part in parts]
        drawn += [("lying", lying), ("standing", [(figure, _standing(figure))])]
    return join(
        Markup("<div class='{}'>{}</div>").format(name, join(html.placed(*one) for one in made))
        for name, made in drawn
    )


def _filling(figure: Figure, width: int, height: int, least: float) -> str:
    """The drawing that fills `width` x `height`, its words at `least` as large unless rows would then meet."""
    own = figure.spec.get("height")
    if isinstance(own, int):
        least = min(least, height / (_LOWERED * own))
    return images.fitted(figure, width, height, least=least)[0]


def _standing(figure: Figure) -> str:
    """The drawing at a phone's width, with words at their size; a higher one is drawn lower."""
    own = figure.spec.get("height")
    low = min(own, _STANDING[1]) if isinstance(own, int) else None
    return engine.drawing(figure, width=_STANDING[0], height=low)
