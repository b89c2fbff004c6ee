"""How everything is done: generated from the same records as the pages, where it lists anything."""

from __future__ import annotations

from functools import lru_cache

from components import theme
from components.claims.operators import OPERATORS
from components.claims.rules import RULES
from components.claims.words import WORDS
from components.tables.descriptors import DATA
from components.tables.load import read_settings
from components.tables.record import Record
from components.topics.chapter import Chapter


@lru_cache(maxsize=2)
def chapters(record: Record) -> tuple[Chapter, ...]:
    """All chapters of the page."""
    return (
        _words(),
        Chapter(
            "Two dates",
            (
                "“On the day” counts only what was published by the day the words were said. “Today” takes the same "
                "reading with the newest edition that holds its measure whole.",
                "The basis is charitable: where words admit more than one precision or meaning, it is the one most "
                "favourable to the speaker that a careful listener would accept. The others are readings.",
            ),
        ),
        _operators(),
        _rules(),
        Chapter(
            "Article and transcript",
            (
                "Where a transcript of the words is held, article and transcript are compared word by word. Capitals and "
                "punctuation do not count, nor does what the transcript has before, after, or at a marked ellipsis of the "
                "article's words. Where fewer than half of the words of both are the same, the article tells in other "
                "words: both are then shown whole, one after the other.",
            ),
        ),
        Chapter(
            "Rounding",
            (
                "“As published” is the value at two decimals, as NATO prints shares of GDP. “Unrounded” is the quotient "
                "of the edition's own tables of expenditure and GDP, or the long value an edition holds; an edition held "
                "at two decimals has no such reading. Halves are rounded away from zero.",
            ),
        ),
        Chapter(
            "Who is counted",
            (
                "“Our fellow Allies” are all Allies but the United States: the row NATO Europe and Canada. In “nine” and "
                "“23” the United States is counted, as the words “NATO allies” say; leaving it out is a control of the "
                "live page and no reading of the words. An Ally counts from the year of its accession, as in NATO's own totals.",
            ),
            ("Ally", "Member from", "Note"),
            tuple(
                (ally.name, theme.day(ally.member_from), "")
                for ally in sorted(record.allies.values(), key=lambda a: str(a.member_from))
                if ally.member_from
            )
            + tuple(
                (a.name, "every year of the tables", "no figures: no armed forces")
                for a in record.allies.values()
                if not a.has_figures
            ),
        ),
        _editions(record),
        _weak_cells(record),
        _unread(record),
        _excerpts(record),
        _corrections(),
    )


def _words() -> Chapter:
    rows = tuple(
        (word.label, word.means, "–" if word.rating is None else str(word.rating)) for word in WORDS.values()
    )
    return Chapter("What a finding says", (), ("Finding", "Means", "Rating of 5"), rows)


def _operators() -> Chapter:
    rows = tuple((name, operator.means) for name, operator in OPERATORS.items())
    return Chapter(
        "What speakers say before a figure",
        ("Each word has one test, stated here.",),
        ("Words", "Test"),
        rows,
    )


def _rules() -> Chapter:
    rows = tuple((name, rule.gives) for name, rule in RULES.items())
    return Chapter("Rules", ("A claim names the rule that tests it.",), ("Rule", "Gives"), rows)


def _editions(record: Record) -> Chapter:
    rows = tuple(
        (
            e.label,
            theme.day(e.published, e.precision),
            e.state,
            f"{e.constant_base_year} prices" if e.constant_base_year else "–",
            e.definition,
            e.covers,
        )
        for e in sorted(record.editions.values(), key=lambda e: e.published)
    )
    return Chapter(
        "Editions and price bases",
        (
            "Two editions or two price bases are never joined in one line. A partial edition is never counted; it gives the count reported of it.",
        ),
        ("Edition", "Published", "Held", "Constant prices", "Definition", "What is held"),
        rows,
    )


def _weak_cells(record: Record) -> Chapter:
    rows = tuple(
        (
            record.editions[row["edition"]].label,
            f"{row['year']:g}" if row["year"] else "all years",
            row["entity"] or "all",
            row["kind"].replace("_", " "),
            row["note"],
        )
        for row in record.rows("record.cell_notes")
    )
    return Chapter("Cells that conflict or are weak", (), ("Edition", "Year", "Who", "Kind", "Note"), rows)


def _unread(record: Record) -> Chapter:
    rows = tuple(
        (source.publisher, source.title, theme.day(source.date, source.precision), source.where_read)
        for source in sorted(record.sources.values(), key=lambda s: (s.date, s.id))
        if source.read_as == "second-hand"
    )
    return Chapter(
        "Not read by us at their source",
        (f"{len(rows)} of {len(record.sources)} sources were read second-hand, in reports or reprints.",),
        ("Publisher", "What", "Date", "Read at"),
        rows,
    )


def _excerpts(record: Record) -> Chapter:
    held = record.rows("record.transcripts")
    rows = tuple(
        (record.people[r["speaker"]].name, theme.day(r["said_on"]), f"“{r['words']}”", r["note"])
        for r in held
        if r["note"]
    )
    return Chapter(
        "Transcripts not read word for word",
        (
            f"{len(rows)} of {len(held)} excerpts were not read at their source word for word; the word comparison of "
            "these rests on a list of differences made by somebody who read them.",
        ),
        ("Speaker", "Date", "Excerpt", "How it was made"),
        rows,
    )


def _corrections() -> Chapter:
    found = read_settings(DATA, [])["corrections.toml"].get("corrections", [])
    rows = tuple(
        (c["table"], str(c["row"]), c["column"], str(c["was"]), str(c["now"]), c["reason"]) for c in found
    )
    said = (
        "No published figure has been corrected."
        if not rows
        else f"{len(rows)} published figures are corrected."
    )
    return Chapter("Corrections", (said,), ("Table", "Row", "Column", "Was", "Now", "Reason"), rows)
