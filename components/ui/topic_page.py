"""The anatomy of a topic page, the same on each: words left, chart right, then pairs of figures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

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
        with faults.boundary():
            text.kept(topic.passage, "quote", lambda: words.quote(topic.passage))
        with faults.boundary():
            _findings(record, topic.rows)
    with right, faults.boundary():
        figures.show(topic.lead.made)


@faults.boundary()
def pair(shown: Sequence[Late], *, title: str = "") -> None:
    """One figure, or two side by side, under a heading of their own where one is given."""
    frame.rule(title)
    for column, figure in zip(_columns(len(shown)), shown, strict=True):
        with column, faults.boundary():
            figures.show(figure.made)


def _columns(count: int) -> Sequence[AbstractContextManager[object]]:
    """Columns for figures side by side; one alone needs none."""
    return st.columns(count, gap="large") if count > 1 else (nullcontext(),)


def beside(table: words.ThenNow, figure: Late) -> None:
    """A short table of then and now beside its figure."""
    frame.rule()
    left, right = st.columns([1, 2], gap="large")
    with left, faults.boundary():
        text.show(words.then_now(table))
    with right, faults.boundary():
        figures.show(figure.made)


def others(record: Record, title: str, rows: tuple[Row, ...]) -> None:
    """What else the article states here: words, findings, arithmetic."""
    frame.rule(title)
    left, right = st.columns([1, 2], gap="large")
    with left, faults.boundary():
        text.kept(rows, "quotes", lambda: words.quotes(record, rows))
    with right, faults.boundary():
        _findings(record, rows)


def _findings(record: Record, rows: tuple[Row, ...]) -> None:
    """What holds, and to unfold below it the arithmetic and every reading."""
    text.kept(
        rows,
        "findings",
        lambda: join([words.findings(record, rows), words.arithmetic(rows), words.readings(record, rows)]),
    )


def second_publisher(sentence: str) -> None:
    """What another publisher's tables give, as a line of its own."""
    text.show(Markup("<p class='source'>{}</p>").format(sentence))
