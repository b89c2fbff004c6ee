"""Topics: what stands beside what. For a topic and a reader's choices, its claims, findings and Figures.

Pages and take-aways are two renderings of the records made here, so they cannot disagree. Sentences
with a number are computed here from the rows that are shown. No Streamlit, no colours, no markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from components import theme
from components.claims import Claim, Finding, Reading, check
from components.tables import expenditure
from components.tables.record import Edition, Record
from components.topics.lazy_figure import LazyFigure

Values = Mapping[str, str]


@dataclass(frozen=True)
class Control:
    """One choice of the reader's: a closed set of short ids, which never change, with their labels."""

    key: str
    label: str
    options: Mapping[str, str]
    default: str
    compact: bool = False


@lru_cache(maxsize=4)
def offered_editions(record: Record) -> tuple[Edition, ...]:
    """The editions a view can be of: from the one that was the newest on the article's day, those held whole."""
    held = expenditure.complete_editions(record, expenditure.SHARE)
    by_then = [edition for edition in held if edition.published <= record.article.date]
    return held[max(len(by_then) - 1, 0) :]


def spoken_years(claims: Iterable[Claim]) -> tuple[int, int]:
    """The first and the last of the years that claims are about."""
    keys = ("year", "first", "last")
    years = [claim.parameters[key] for claim in claims for key in keys if key in claim.parameters]
    return min(years), max(years)


def edition_and_years(record: Record, tested: Iterable[Claim]) -> tuple[Control, ...]:
    """Edition, first and last year; by default those that the tested words were about on their day."""
    offered = offered_editions(record)
    first, last = spoken_years(tested)
    labels = {edition.id: edition.label for edition in offered}
    labels[offered[-1].id] = f"{offered[-1].label}, newest today"
    labels[offered[0].id] = f"{offered[0].label}, newest on the day"
    held = sorted({y for e in offered for y in expenditure.years(record, e.id, expenditure.SHARE)})
    return (
        Control("edition", "Edition", labels, offered[0].id, compact=True),
        Control("from", "From", {str(y): str(y) for y in held if y < last}, str(first), compact=True),
        Control("to", "To", {str(y): str(y) for y in held if y > first}, str(last), compact=True),
    )


def settle_years(
    settled: dict[str, str], notes: list[str], *, edition: Edition, ends: int, spoken: tuple[int, int]
) -> tuple[dict[str, str], list[str]]:
    """The years an edition that `ends` with one can serve, the first before the last; else those `spoken` of."""
    first, last = spoken
    if int(settled["to"]) > ends:
        settled["to"] = str(last)
        notes.append(f"The edition of {edition.label} ends with {ends}; {last} is shown.")
    if int(settled["from"]) >= int(settled["to"]):
        settled["from"] = str(first)
        notes.append(f"The first year must lie before the last; {first} is shown.")
    return settled, notes


def source_line(record: Record, edition: str, tail: str = "", *, drawn_open: bool = True) -> str:
    """Who published an edition, its title and date, what "e" means, and what else a reader must know.

    `drawn_open` is for a chart whose estimates are open marks; elsewhere the letter alone tells them.
    """
    held = record.editions[edition]
    title = f"{held.publisher}, {held.title}, edition of {theme.day(held.published, held.precision)}."
    return f"{title} e = estimate{', drawn open' if drawn_open else ''}. {tail}".strip()


@dataclass(frozen=True, eq=False)
class Row:
    """A claim with its two findings and, if the reader's choices are not its basis, their reading."""

    claim: Claim
    day: Finding
    today: Finding
    view: Reading | None = None


@dataclass(frozen=True, eq=False)
class Passage:
    """The words as quoted: text with the tested words, who said them and how the transcript agrees."""

    text: str
    tested: tuple[str, ...]
    who: str
    role: str
    when: str
    paragraph: int
    transcript: str


@dataclass(frozen=True, eq=False)
class Topic:
    """A topic page: title, one computed answer, a spread (words and lead figure) and more figures.

    Its parts are made when they are asked for: one that cannot be made leaves the others as they are.
    """

    id: str
    title: str
    make_answer: Callable[[], str]
    make_passage: Callable[[], Passage]
    make_rows: Callable[[], tuple[Row, ...]]
    lead: LazyFigure
    more: tuple[tuple[LazyFigure, ...], ...]

    @cached_property
    def answer(self) -> str:
        """One or two computed sentences."""
        return self.make_answer()

    @cached_property
    def passage(self) -> Passage:
        """The words as quoted."""
        return self.make_passage()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The claims with their findings."""
        return self.make_rows()


def rows(record: Record, claims: tuple[Claim, ...], views: Mapping[str, Reading | None]) -> tuple[Row, ...]:
    """The findings of `claims`, in order; `views` has the reader's own reading by claim id."""
    return tuple(
        Row(
            claim,
            check.finding(record, claim, check.DAY),
            check.finding(record, claim, check.TODAY),
            views.get(claim.id),
        )
        for claim in claims
    )


def passage(record: Record, claims: tuple[Claim, ...], *, short: bool = False) -> Passage:
    """The claims' quotes in the article's order, each once (and none that is part of another), with the tested words.

    `short` takes the claims' shortened quotes; what is left out is marked with an ellipsis.
    """
    from components.claims import transcript

    parts: dict[str, str] = {}
    for claim in claims:
        text = (claim.short or claim.quote) if short else claim.quote
        before = "" if claim.quote.startswith(text) else "… "
        after = "" if claim.quote.endswith(text) else " …"
        parts.setdefault(text, f"{before}{text}{after}")
    whole = [part for text, part in parts.items() if not any(text in other != text for other in parts)]
    first = claims[0]
    person = record.people.get(first.speaker)
    return Passage(
        text=_joined(whole),
        tested=tuple(claim.words for claim in claims),
        who=person.name if person else "The article",
        role=person.role if person else "",
        when=theme.day(first.said_on),
        paragraph=first.paragraph,
        transcript=transcript.agreement(record, claims),
    )


def _joined(parts: list[str]) -> str:
    """Quotations one after the other; an ellipsis where one does not end a sentence."""
    text = parts[0]
    for part in parts[1:]:
        text += (" " if text[-1] in ".…" else " … ") + part
    return text


def by_id(claims: tuple[Claim, ...], *ids: str) -> tuple[Claim, ...]:
    """The claims with these ids, in the order given; an unknown id raises `KeyError`."""
    known = {claim.id: claim for claim in claims}
    return tuple(known[claim_id] for claim_id in ids)


def pieces(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """`text` cut where the tested `words` begin and end (the first place of each): part, is it tested?"""
    spans = sorted((at, at + len(w)) for w in words if w and (at := text.find(w)) >= 0)
    parts: list[tuple[str, bool]] = []
    done = 0
    for start, end in spans:
        if start < done:
            continue
        parts += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [(part, tested) for part, tested in [*parts, (text[done:], False)] if part]
