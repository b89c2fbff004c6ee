"""One claim whole."""

from __future__ import annotations

import os

import streamlit as st

from components.markup import Markup, claims, words
from components.tables.record import Record
from components.topics import Row, passage
from components.topics.register import Entry, citation, dispute
from components.ui import address, faults, text

DISPUTES = "AGAINST_THE_RECORD_ISSUES"
"""Environment variable with the address of an issue tracker's form for a new issue."""


def whole(record: Record, row: Entry, around: tuple[Entry | None, Entry | None], edition: str) -> None:
    """Everything on one claim: words, difference, test, arithmetic, readings, sources, citation."""
    with faults.boundary():
        text.show(claims.way(around))
    text.show(claims.heading(row))
    left, right = st.columns([1, 2], gap="large")
    with left:
        with faults.boundary():
            text.show(words.quote(passage(record, (row.claim,))))
        with faults.boundary():
            text.show(words.findings(record, (Row(row.claim, row.day, row.today),)))
    with right, faults.boundary():
        text.show(claims.evidence(record, row))
    with faults.boundary():
        cite = citation(record, row, edition)
        text.show(Markup("<h2>Cite</h2><p>{}</p>{}{}").format(cite, _static(row), _dispute(row, edition)))


def _static(row: Entry) -> Markup:
    page = address.static_page(f"claims?claim={row.claim.id}")
    return (
        Markup("<p><a href='{}'>This claim’s page in the static edition</a></p>").format(page)
        if page
        else Markup("")
    )


def _dispute(row: Entry, edition: str) -> Markup:
    form = os.environ.get(DISPUTES, "")
    if not form.startswith("https://"):
        return Markup("")
    return Markup("<p><a href='{}'>Dispute this finding</a></p>").format(dispute(form, row, edition))
