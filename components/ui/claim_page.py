"""One claim whole."""

from __future__ import annotations

import os

import streamlit as st

from components.markup import Markup, claims, words
from components.tables.record import Record
from components.topics import Row, passage
from components.topics.register import Entry, citation, dispute
from components.ui import text

DISPUTES = "AGAINST_THE_RECORD_ISSUES"
"""Environment variable with the address of an issue tracker's form for a new issue."""


def whole(record: Record, row: Entry, around: tuple[Entry | None, Entry | None], edition: str) -> None:
    """Everything on one claim: words, difference, test, arithmetic, readings, sources, citation."""
    text.show(claims.way(around))
    text.show(claims.heading(row))
    left, right = st.columns([1, 2], gap="large")
    with left:
        text.show(words.quote(passage(record, (row.claim,))))
        text.show(words.findings(record, (Row(row.claim, row.day, row.today),)))
    with right:
        text.show(claims.evidence(record, row))
    text.show(
        Markup("<h3>Cite</h3><p>{}</p>{}").format(citation(record, row, edition), _dispute(row, edition))
    )


def _dispute(row: Entry, edition: str) -> Markup:
    address = os.environ.get(DISPUTES, "")
    if not address.startswith("https://"):
        return Markup("")
    return Markup("<p><a href='{}'>Dispute this finding</a></p>").format(dispute(address, row, edition))
