"""The anatomy of a topic page, the same on each: words left, chart right, then pairs of figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from components.markup import Markup, join, words
from components.tables.record import Record
from components.topics import Row, Topic
from components.topics.late import Late
from components.ui import faults, frame, text
from components.ui import figure as figures


@faults.boundary()
def spread(record: Record, topic: Topic) -> None:
    """The quotation and its findings beside the lead figure."""
    frame.rule()
    left, right = st.columns([1, 2], gap="large")
    with left:
        _together(
            topic.rows,
            "spread",
            lambda: words.quote(topic.passage),
            lambda: words.evidence(record, topic.rows),
        )
    with right, faults.boundary():
        figures.show(topic.lead.made)


@faults.boundary()
def pair(shown: Sequence[Late], *, title: str = "") -> None:
    """One figure, or two side by side, under a heading of their own where one is given."""
    alone = len(shown) == 1
    if title or not alone:
        frame.rule(title)
    if alone:
        figures.show(shown[0].made, ruled=not title)
        return
    for column, figure in zip(st.columns(len(shown), gap="large"), shown, strict=True):
        with column, faults.boundary():
            figures.show(figure.made)


def beside(table: words.ThenNow, figure: Late) -> None:
    """A short table of then and now beside its figure."""
    frame.rule()
    left, right = st.columns([1, 2], gap="large")
    with left, faults.boundary():
        text.show(words.then_now(table))
    with right, faults.boundary():
        figures.show(figure.made)


def others(
    record: Record, title: str, rows: tuple[Row, ...], *, after: Callable[[], str] | None = None
) -> None:
    """What else the article states here: words, findings, arithmetic; `after` gives a last line in small print."""
    below = [lambda: Markup("<p class='source'>{}</p>").format(after())] if after else []
    _together(rows, "others", lambda: frame.HAIRLINE + words.others(record, title, rows), *below)


def _together(about: object, part: str, *texts: Callable[[], Markup]) -> None:
    """Texts, which must follow from `about`, sent as one; if one of them fails, each stands or fails alone."""
    try:
        text.kept(about, part, lambda: join(make() for make in texts))
    except Exception:
        for make in texts:
            with faults.boundary():
                text.show(make())
