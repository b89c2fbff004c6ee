"""A briefing for the room: each spread as a slide that fills the screen, revealed step by step.

The steps are the words, then the chart, then the findings. The page's script only shows and hides what is
made here.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.exports import Stamp, html
from components.markup import Markup, join, words
from components.tables.record import Record
from components.topics.briefing import Briefing
from components.topics.spreads import Spread

_CHART: tuple[int, int] = (760, 490)
"""Room for a chart on a slide of 1280 x 720."""


@dataclass(frozen=True)
class Slide:
    """One slide as markup, how many steps it takes, and what the presenter alone may want to see."""

    html: Markup
    steps: int
    notes: str
    source: str


def slides(brief: Briefing, record: Record, stamp: Stamp) -> tuple[Slide, ...]:
    """The title slide, then one for each spread."""
    return (_title(brief, stamp), *(_slide(spread, brief, record, stamp) for spread in brief.spreads))


def _title(brief: Briefing, stamp: Stamp) -> Slide:
    body = Markup("<div class='opening'><h1>{}</h1><p>{}</p></div>").format(brief.title, stamp.words)
    return Slide(body, 1, "", stamp.words)


def _slide(spread: Spread, brief: Briefing, record: Record, stamp: Stamp) -> Slide:
    figure = spread.figure
    aside, shown, steps = Markup(""), Markup(""), 1
    if spread.passage is not None:
        quoted = words.quote(spread.passage, card=True)
        found = words.findings(record, spread.rows)
        aside = Markup("<div class='words'>{}<div data-step='2'>{}</div></div>").format(quoted, found)
        steps = 3
    if figure:
        shown = Markup("<div class='chart' data-step='1'>{}</div>").format(
            html.inline(figure, width=_CHART[0], height=_CHART[1])
        )
        steps = max(steps, 2)
    else:
        shown = Markup("<div class='chart' data-step='1'>{}</div>").format(
            words.arithmetic(spread.rows, opened=True)
        )
    head = Markup("<header data-step='{}'><h1>{}</h1><p class='measure'>{}</p></header>").format(
        1 if figure else 2, spread.title, figure.caption.measure if figure else spread.topic
    )
    source = figure.caption.source if figure else stamp.words
    foot = Markup("<footer><span>{}</span><span>{}</span></footer>").format(source, stamp.words)
    body = join([head, Markup("<div class='body'>{}{}</div>").format(aside, shown), foot])
    address = stamp.address(spread.path)
    return Slide(body, steps, brief.notes.get(spread.id, ""), f"{source} {address}")
