"""One claim whole, and the register of all."""

from __future__ import annotations

import os

import streamlit as st

from components.claims import transcript
from components.claims.operators import OPERATORS
from components.claims.rules import RULES
from components.tables.record import Record
from components.topics import Row, passage
from components.topics.register import TITLES, Entry, citation, cite, dispute, sources
from components.ui import text, words
from components.ui.text import Markup

DISPUTES = "AGAINST_THE_RECORD_ISSUES"
"""Environment variable with the address of an issue tracker's form for a new issue."""


def register(rows: tuple[Entry, ...], total: int) -> None:
    """The claims that fit, one a row, each a link to the whole claim."""
    body = text.join(
        Markup(
            "<tr><td class='n'>{}</td><th scope='row'><a class='said-words' href='?claim={}' target='_self'>{}</a>"
            "<br><span class='measure'>“{}”</span></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
        ).format(
            row.claim.paragraph,
            row.claim.id,
            row.claim.label,
            _short(row.claim.quote),
            row.topic,
            row.who,
            words.finding(row.day, bold=False),
            words.finding(row.today, bold=row.changed),
        )
        for row in rows
    )
    columns = ("par.", "the words", "topic", "who", "on the day", "today")
    head = text.join(Markup("<th scope='col'>{}</th>").format(name) for name in columns)
    count = f"{len(rows)} of {total} claims" if len(rows) != total else f"All {total} claims"
    table = Markup("<table class='register'><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        head, body
    )
    empty = Markup("<p>No claim fits. Take a filter back, or other words.</p>")
    text.show(Markup("<p class='measure'>{}</p>{}").format(count, table if rows else empty))


def _short(quote: str) -> str:
    return quote if len(quote) <= 110 else quote[:108].rsplit(" ", 1)[0] + " …"


def whole(record: Record, row: Entry, around: tuple[Entry | None, Entry | None], edition: str) -> None:
    """Everything on one claim: words, difference, test, arithmetic, readings, sources, citation."""
    claim = row.claim
    pair = (Row(claim, row.day, row.today),)
    text.show(_way(around))
    text.show(
        Markup("<h1>“{}”</h1><p class='measure'>{}, paragraph {}. Means: {}.</p>").format(
            claim.label.strip("“”"), TITLES[claim.topic], claim.paragraph, claim.means
        )
    )
    left, right = st.columns([1, 2], gap="large")
    with left:
        text.show(words.quote(passage(record, (claim,))))
        text.show(words.findings(record, pair))
    with right:
        _evidence(record, row, pair)
    text.show(
        Markup("<h3>Cite</h3><p>{}</p>{}").format(citation(record, row, edition), _dispute(row, edition))
    )


def _evidence(record: Record, row: Entry, pair: tuple[Row, ...]) -> None:
    """The word difference, the test, the arithmetic, the readings and the sources."""
    claim = row.claim
    if claim.transcript:
        text.show(_difference(record, claim.quote, claim.transcript))
    rule = (RULES[claim.rule].__doc__ or "").strip().splitlines()[0]
    text.show(
        Markup("<h3>The test</h3><p>{} “{}” means: {}.</p>").format(
            rule, claim.said.operator, OPERATORS[claim.said.operator].means
        )
    )
    text.show(words.arithmetic(pair, opened=True) + words.readings(record, pair, opened=True))
    listed = text.join(
        Markup("<li>{}{}</li>").format(cite(record, s), _address(s.url)) for s in sources(record, row)
    )
    if listed:
        text.show(Markup("<h3>Sources</h3><ol class='sources'>{}</ol>").format(listed))


def _address(url: str) -> Markup:
    return Markup(" <span class='measure'>{}</span>").format(url) if url else Markup("")


def _way(around: tuple[Entry | None, Entry | None]) -> Markup:
    """Back to the register, and on to the claims before and after."""
    parts = [Markup("<a href='claims' target='_self'>All claims</a>")]
    for name, entry in zip(("Previous", "Next"), around, strict=True):
        if entry:
            parts.append(
                Markup("<a href='?claim={}' target='_self'>{}: {}</a>").format(
                    entry.claim.id, name, entry.claim.label
                )
            )
    return Markup("<nav class='way' aria-label='Claims'>{}</nav>").format(text.join(parts))


def _difference(record: Record, quote: str, transcript_id: str) -> Markup:
    """Both texts as one: words only of the article struck out, words only of the transcript added."""
    row = record.row("record.transcripts", transcript_id=transcript_id)
    parts = []
    for kind, ours, theirs in transcript.runs(quote, row["words"]):
        if kind == "equal":
            parts.append(Markup("{} ").format(ours))
            continue
        if ours:
            parts.append(Markup("<del>{}</del> ").format(ours))
        if theirs:
            parts.append(Markup("<ins>{}</ins> ").format(theirs))
    note = Markup("<p class='measure'>{}</p>").format(row["note"]) if row["note"] else Markup("")
    return Markup(
        "<h3>Article and transcript</h3><p class='difference'>{}</p><p class='measure'><del>only in the article</del> "
        "<ins>only in the transcript</ins>; capitals and punctuation do not count.</p>{}"
    ).format(text.join(parts), note)


def _dispute(row: Entry, edition: str) -> Markup:
    address = os.environ.get(DISPUTES, "")
    if not address.startswith("https://"):
        return Markup("")
    return Markup("<p><a href='{}'>Dispute this finding</a></p>").format(dispute(address, row, edition))
