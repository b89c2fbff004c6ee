"""A topic page in the dashboard: its sections one after the other, each inside its own error boundary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import singledispatch

import streamlit as st

from components.markup import Markup, join, words
from components.topics import pages
from components.topics.lazy_figure import LazyFigure
from components.topics.sections import (
    AlsoStated,
    Compared,
    Figures,
    Note,
    Section,
    Spread,
    Told,
    Topic,
)
from components.ui import address, faults, frame, source_page, text
from components.ui import figure as figures


def show(page_id: str) -> None:
    """The whole page under the choices in the address: title, answer, controls, sections."""
    frame.inside_frame()
    record, claims = frame.record()
    page = pages.load(page_id)
    controls = page.controls(record, claims)
    with address.choosing(page_id, controls, lambda asked: page.settle(record, claims, asked)) as values:
        topic = page.topic(record, claims, values)
        frame.heading(topic.title, lambda: topic.answer)
    first = values == page.defaults(record, claims)
    for section in topic.sections:
        with faults.boundary():
            _shown(section, topic, first)


def row(shown: Sequence[LazyFigure], *, title: str = "", first: bool = False) -> None:
    """One figure, or two side by side, under a heading of their own where one is given.

    `first` says that this is the page's first view, before any choice, whose charts are drawn ahead.
    """
    if title:
        frame.rule(title)
    if len(shown) == 1:
        figures.show(shown[0].made, "row" if first else "", ruled=not title)
        return
    for column, figure in zip(st.columns(len(shown), gap="large"), shown, strict=True):
        with column, faults.boundary():
            figures.show(figure.made, "pair" if first else "", ruled=figure is shown[0] and not title)


@singledispatch
def _shown(section: Section, topic: Topic, first: bool) -> None:
    raise TypeError(f"a page has no section of the kind {type(section).__name__}")


@_shown.register
def _spread(section: Spread, topic: Topic, first: bool) -> None:
    left, right = st.columns([1, 2], gap="large")
    with left:
        parts = (lambda: words.quote(topic.passage), lambda: words.evidence(topic.record, topic.rows))
        _together("spread", topic.rows, parts, kind=text.RULED)
    with right, faults.boundary():
        figures.show(section.figure.made, "spread" if first else "")


@_shown.register
def _figures(section: Figures, topic: Topic, first: bool) -> None:
    row(section.figures, title=section.title, first=first)


@_shown.register
def _compared(section: Compared, topic: Topic, first: bool) -> None:
    left, right = st.columns([1, 2], gap="large")
    with left, faults.boundary():
        text.show(words.then_now(section.table()), kind=text.RULED)
    with right, faults.boundary():
        figures.show(section.figure.made, "spread" if first else "")


@_shown.register
def _told(section: Told, topic: Topic, first: bool) -> None:
    source_page.chapters((section.chapter(),))


@_shown.register
def _also_stated(section: AlsoStated, topic: Topic, first: bool) -> None:
    if topic.others:
        make = lambda: frame.HAIRLINE + words.others(topic.record, section.title, topic.others)  # noqa: E731
        _together(section.title, topic.others, (make,))


@_shown.register
def _note(section: Note, topic: Topic, first: bool) -> None:
    text.show(Markup("<p class='source'>{}</p>").format(section.text()))


def _together(name: str, about: object, parts: Sequence[Callable[[], Markup]], kind: str = text.DOC) -> None:
    """Texts that follow from `about`, sent as one and made once for all readers; if one fails, each stands alone."""
    try:
        text.kept(name, lambda: join(make() for make in parts), about, kind=kind)
    except Exception:
        for make in parts:
            with faults.boundary():
                text.show(make(), kind=kind)
