"""The register of claims, and the parts of one claim whole."""

from __future__ import annotations

from components import registry
from components.claims import transcript
from components.claims.operators import OPERATORS
from components.claims.rules import RULES
from components.markup import Markup, join, words
from components.markup.templates import render
from components.tables.record import Record, Source, on_web
from components.topics import Row
from components.topics.register import Entry, cite, sources


def register(rows: tuple[Entry, ...], total: int, *, href: str = "?claim={}") -> Markup:
    """The claims that fit, one a row, each a link to the whole claim: `href` with its id for `{}`."""
    count = f"{len(rows)} of {total} claims" if len(rows) != total else f"All {total} claims"
    return render("register.html", rows=rows, count=count, href=href, short=_short)


def _short(quote: str) -> str:
    return quote if len(quote) <= 110 else quote[:108].rsplit(" ", 1)[0] + " …"


def heading(row: Entry) -> Markup:
    """The claim's words as a title, its place in the article and its meaning."""
    claim = row.claim
    return Markup("<h1>“{}”</h1><p class='measure'>{}, paragraph {}. Means: {}.</p>").format(
        claim.quotable, registry.TOPICS[claim.topic], claim.paragraph, claim.means
    )


def evidence(record: Record, row: Entry) -> Markup:
    """The word difference, the test, the arithmetic, the readings and the sources."""
    claim = row.claim
    pair = (Row(claim, row.day, row.today),)
    rule = RULES[claim.rule].gives
    test = Markup("<h2>The test</h2><p>{} “{}” means: {}.</p>").format(
        rule, claim.said.operator, OPERATORS[claim.said.operator].means
    )
    return join(
        [
            _difference(record, claim.quote, claim.transcript) if claim.transcript else Markup(""),
            test,
            words.arithmetic(pair, opened=True),
            words.readings(record, pair, opened=True),
            source_list(sources(record, row)),
        ]
    )


def source_list(found: tuple[Source, ...]) -> Markup:
    """The sources, numbered, each with its address and where we read it."""
    if not found:
        return Markup("")
    listed = join(
        Markup("<li>{} <span class='measure'>{}Read at: {}</span></li>").format(
            cite(source),
            Markup("<span>{}.</span> ").format(_linked(source.url)) if source.url else "",
            _linked(source.where_read),
        )
        for source in found
    )
    return Markup("<h2>Sources</h2><ol class='sources'>{}</ol>").format(listed)


def _linked(address: str) -> Markup:
    """An address of the web as a link; whatever else says where something is (a repository, a folder) as it stands."""
    if on_web(address):
        return Markup("<a href='{0}'>{0}</a>").format(address)
    return Markup("{}").format(address)


def way(
    around: tuple[Entry | None, Entry | None], *, register: str = "claims", href: str = "?claim={}"
) -> Markup:
    """Back to the register, and on to the claims before and after: `href` with the id for `{}`."""
    parts = [Markup("<a href='{}' target='_self'>All claims</a>").format(register)]
    for name, entry in zip(("Previous", "Next"), around, strict=True):
        if entry:
            parts.append(
                Markup("<a href='{}' target='_self'>{}: {}</a>").format(
                    href.format(entry.claim.id), name, entry.claim.label
                )
            )
    return Markup("<nav class='way' aria-label='Claims'>{}</nav>").format(join(parts))


def _difference(record: Record, quote: str, transcript_id: str) -> Markup:
    """Both texts as one: words only of the article struck out, words only of the transcript added.

    Where the article tells in other words, both stand whole, one after the other.
    """
    row = record.row("record.transcripts", transcript_id=transcript_id)
    note = Markup("<p class='measure'>{}</p>").format(row["note"]) if row["note"] else Markup("")
    if transcript.in_other_words(quote, row["words"]):
        return Markup(
            "<h2>Article and transcript</h2><p class='difference'>The article: “{}”</p>"
            "<p class='difference'>The transcript: “{}”</p><p class='measure'>Fewer than half of the words are the "
            "same, so they are not compared one by one.</p>{}"
        ).format(quote, row["words"], note)
    parts = []
    for kind, ours, theirs in transcript.runs(quote, row["words"]):
        if kind == "equal":
            parts.append(Markup("{} ").format(ours))
            continue
        if ours:
            parts.append(Markup("<del>{}</del> ").format(ours))
        if theirs:
            parts.append(Markup("<ins>{}</ins> ").format(theirs))
    return Markup(
        "<h2>Article and transcript</h2><p class='difference'>{}</p><p class='measure'><del>only in the article</del> "
        "<ins>only in the transcript</ins>; capitals and punctuation do not count.</p>{}"
    ).format(join(parts), note)
