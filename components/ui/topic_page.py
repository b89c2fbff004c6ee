"""The anatomy of a topic page, the same on each: words left, chart right, then pairs of figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from components.charts import Figure
from components.markup import Markup, join, words
from components.tables.record import Record
from components.topics import Row, Topic
from components.topics.lazy_figure import LazyFigure
from components.topics.method import Chapter
from components.ui import faults, frame, source_page, text, views
from components.ui import figure as figures

Part = tuple[object, Sequence[Callable[[], Markup]]]
"""What texts follow from, known by its identity, and what makes each of them."""


@faults.boundary()
def exhibit(record: Record, topic: Topic, other: Topic | None = None) -> None:
    """The quotation and its findings beside the lead figure; `other` is the topic in the page's other view."""
    left, right = st.columns([1, 2], gap="large")
    with left:
        here = _words(record, topic)
        there = views.spare(other, lambda topic: _words(record, topic))
        _together("spread", here, *views.rooms(here, there), kind=text.RULED)
    with right, faults.boundary():
        figures.show(topic.lead.made, views.spare(other, lambda topic: _made(topic.lead)))


def _words(record: Record, topic: Topic) -> Part:
    return topic.rows, (lambda: words.quote(topic.passage), lambda: words.evidence(record, topic.rows))


@faults.boundary()
def pair(shown: Sequence[LazyFigure], others: Sequence[LazyFigure] = (), *, title: str = "") -> None:
    """One figure, or two side by side, under a heading of their own where one is given; `others` in the other view."""
    alone = len(shown) == 1
    fellows = {figure.id: figure for figure in others}
    if title:
        frame.rule(title)
    if alone:
        figures.show(shown[0].made, views.spare(fellows.get(shown[0].id), _made), ruled=not title)
        return
    for column, figure in zip(st.columns(len(shown), gap="large"), shown, strict=True):
        with column, faults.boundary():
            first = figure is shown[0]
            figures.show(figure.made, views.spare(fellows.get(figure.id), _made), ruled=first and not title)


def alike(one: Topic, another: Topic) -> bool:
    """Whether the charts of two views are the same, whatever their words."""
    ones, others_ = ((topic.lead, *(late for row in topic.more for late in row)) for topic in (one, another))
    return len(ones) == len(others_) and all(
        a.id == b.id and a.made.spec == b.made.spec for a, b in zip(ones, others_, strict=True)
    )


def _made(late: LazyFigure) -> Figure | None:
    """The figure with its specification, which is made when it is first asked for, as the figure is."""
    return late.made if late.made.spec else None


def beside(
    table: words.ThenNow,
    figure: LazyFigure,
    other: words.ThenNow | None = None,
    fellow: LazyFigure | None = None,
) -> None:
    """A short table of then and now beside its figure; `other` and `fellow` are theirs in the other view."""
    left, right = st.columns([1, 2], gap="large")
    with left, faults.boundary():
        tables = views.rooms(words.then_now(table), views.spare(other, words.then_now))
        text.show(views.words(*tables), kind=text.RULED)
    with right, faults.boundary():
        figures.show(figure.made, views.spare(fellow, _made))


def others(
    record: Record,
    title: str,
    rows: tuple[Row, ...],
    *,
    chapter: Callable[[], Chapter] | None = None,
    after: Callable[[], str] | None = None,
) -> None:
    """What else the article states here: words, findings, arithmetic.

    `chapter` gives what is told before them, `after` a last line in small print.
    """
    above = [lambda: source_page.ruled(chapter())] if chapter else []
    below = [lambda: Markup("<p class='source'>{}</p>").format(after())] if after else []
    part = rows, (*above, lambda: frame.HAIRLINE + words.others(record, title, rows), *below)
    _together("others", part, part)


def _together(name: str, part: Part, *inside: Part | None, kind: str = text.DOC) -> None:
    """The texts of a part in both views, sent as one; if one of them fails, each of `part` stands or fails alone."""

    def whole() -> Markup:
        return views.words(*(join(make() for make in room[1]) if room else None for room in inside))

    try:
        text.kept(name, whole, *(room and room[0] for room in inside), kind=kind)
    except Exception:
        for make in part[1]:
            with faults.boundary():
                text.show(make(), kind=kind)
