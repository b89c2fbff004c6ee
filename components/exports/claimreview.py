"""Claims for machines: schema.org ClaimReview as JSON-LD, and the register as JSON and CSV.

A rating is today's finding by the closed list of finding words; a claim that can't be checked has the word
and no number. A rating stands beside a person's name only where it is of that person's quoted statement:
whether the article prints the words, or names the speaker, as the transcript does is the article's claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from components import theme
from components.claims import Claim, Finding, Reading
from components.claims.operators import OPERATORS
from components.claims.words import WORDS
from components.exports import NAME, Stamp
from components.exports.sheets import claim_rows, dumped, rows_as_csv
from components.tables.record import Record, Source, on_web
from components.topics import Row, register, rows, sentences

WORST: Final = 1
BEST: Final = 5
_CONTEXT: Final = "https://schema.org"
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_UNSAFE: Final = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
_ISO: Final = {"day": 10, "month": 7, "year": 4}


def review(record: Record, claim: Claim, stamp: Stamp) -> dict[str, Any]:
    """One claim as a ClaimReview: rated by today's finding, the finding on the day in its description."""
    row = rows(record, (claim,), {})[0]
    return {"@context": _CONTEXT, **_review(record, row, stamp)}


def jsonld(record: Record, claims: tuple[Claim, ...], stamp: Stamp) -> bytes:
    """Every claim as a ClaimReview, in the register's order, as one JSON-LD graph."""
    graph = [_review(record, row, stamp) for row in _ordered(record, claims)]
    return dumped({"@context": _CONTEXT, "@graph": graph})


def script_safe(content: bytes) -> str:
    """JSON that may stand inside a script element: the same JSON, unable to end the element or a line."""
    return content.decode("utf-8").translate(_UNSAFE)


def _ordered(record: Record, claims: tuple[Claim, ...]) -> list[Row]:
    return [Row(entry.claim, entry.day, entry.today) for entry in register.entries(record, claims)]


def _review(record: Record, row: Row, stamp: Stamp) -> dict[str, Any]:
    address = stamp.address(f"claims?claim={row.claim.id}")
    return {
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "name": f"{NAME}: {row.claim.label}",
        "inLanguage": "en",
        "datePublished": _iso(stamp.edition.published, stamp.edition.precision),
        "author": {"@type": "Organization", "name": NAME, "url": stamp.address("")},
        "claimReviewed": _reviewed(row.claim),
        "itemReviewed": _claim(record, row.claim),
        "reviewRating": _rating(row.today),
        "reviewAspect": "Today: the speaker’s own basis with the newest complete edition",
        "description": f"On the day: {_in_words(row.day, row)} Today: {_in_words(row.today, row)}",
        "version": stamp.version,
        "license": _LICENCE,
        "citation": [_work(source) for source in _sources(record, row)],
    }


def _rating(found: Finding) -> dict[str, Any]:
    """The finding as a rating; without a number where there is no test."""
    word = WORDS[found.word]
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": word.label,
        "ratingExplanation": " ".join(filter(None, [word.means, theme.sentence(found.reason)])),
    }
    if word.rating is None:
        return rating
    return rating | {"ratingValue": word.rating, "worstRating": WORST, "bestRating": BEST}


def _in_words(found: Finding, row: Row) -> str:
    value = sentences.value_of(found, row)
    return f"{WORDS[found.word].label}{f' ({value})' if value else ''}."


def _reviewed(claim: Claim) -> str:
    """The statement that is rated, in one line."""
    said = claim.short or claim.quote
    return f"{claim.means}: “{said}”" if sentences.of_the_article(claim) else said


def _claim(record: Record, claim: Claim) -> dict[str, Any]:
    """The claim as made: its author by name, its day, and the texts it appears in."""
    article = record.sources[record.article.source_id]
    own_words = claim.voice == "quoted" and not sentences.of_the_article(claim)
    person = record.people.get(claim.speaker) if own_words else None
    author = {"@type": "Person", "name": person.name} if person else _publisher(article)
    appears = [_work(article, kind="NewsArticle")]
    if claim.transcript:
        held = record.row("record.transcripts", transcript_id=claim.transcript)
        appears.append(_work(record.sources[held["source_id"]]))
    return {
        "@type": "Claim",
        "text": claim.quote,
        "description": claim.means,
        "author": author,
        "datePublished": claim.said_on.isoformat(),
        "appearance": appears,
    }


def _work(source: Source, kind: str = "CreativeWork") -> dict[str, Any]:
    # What is not read at its source was read on another's page.
    read = source.where_read if source.read_as in ("whole", "excerpt") else ""
    found = next(filter(on_web, (source.url, read)), "")
    work = {
        "@type": kind,
        "headline" if kind == "NewsArticle" else "name": source.title,
        "publisher": _publisher(source),
        "datePublished": _iso(source.date, source.precision),
    }
    return work | ({"url": found} if found else {})


def _publisher(source: Source) -> dict[str, str]:
    return {"@type": "Organization", "name": source.publisher}


def _iso(value: date, precision: str) -> str:
    """A date no finer than it is known."""
    return value.isoformat()[: _ISO[precision]]


def _sources(record: Record, row: Row) -> list[Source]:
    """The sources of the claim's readings, each once."""
    readings = (*row.day.readings, *row.today.readings)
    found = dict.fromkeys(s for reading in readings if reading.result for s in reading.result.sources)
    return [record.sources[source_id] for source_id in found]


def register_json(record: Record, claims: tuple[Claim, ...], stamp: Stamp) -> bytes:
    """The register: per claim every field of its file, both findings with every reading, and its sources."""
    return dumped(
        {
            "title": f"{NAME}: register of claims",
            "version": stamp.version,
            "edition": stamp.edition.id,
            "address": stamp.address("claims"),
            "license": _LICENCE,
            "findings": {word.id: {"label": word.label, "means": word.means} for word in WORDS.values()},
            "claims": [_entry(record, row, stamp) for row in _ordered(record, claims)],
        }
    )


def _entry(record: Record, row: Row, stamp: Stamp) -> dict[str, Any]:
    claim = row.claim
    return {
        **{name: _plain(value) for name, value in vars(claim).items()},
        "said": {name: _plain(value) for name, value in vars(claim.said).items()},
        "said_by": sentences.who(record, claim),
        "test": OPERATORS[claim.said.operator].means,
        "address": stamp.address(f"claims?claim={claim.id}"),
        "on_the_day": _finding(record, row.day),
        "today": _finding(record, row.today),
        "sources": [{name: _plain(value) for name, value in vars(s).items()} for s in _sources(record, row)],
    }


def _finding(record: Record, found: Finding) -> dict[str, Any]:
    taken = (*found.readings, *found.not_available)
    return {
        "finding": found.word,
        "label": WORDS[found.word].label,
        "reason": found.reason,
        "to_nearest": [{"step": step, "holds": holds} for step, holds in found.to_nearest.items()],
        "readings": [_reading(record, reading) for reading in taken],
    }


def _reading(record: Record, reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {
        "choice": _plain(reading.choice),
        "label": sentences.choice(record, reading),
        "own_basis": reading.is_basis,
        "holds": reading.holds,
    }
    if reading.result is None:
        return found | {"value": None, "reason": reading.reason}
    result = {name: _plain(value) for name, value in vars(reading.result).items()}
    return found | result


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO, tuples as lists; full precision."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def register_csv(record: Record, claims: tuple[Claim, ...], stamp: Stamp) -> bytes:
    """The register as a table: one row per claim, with the facts of its file and both findings."""
    ordered = _ordered(record, claims)
    facts = {
        "claim_id": [row.claim.id for row in ordered],
        "topic": [row.claim.topic for row in ordered],
        "voice": [row.claim.voice for row in ordered],
    }
    test = {
        "attributed_to": [_name(record, row.claim.attributed) for row in ordered],
        "operator": [row.claim.said.operator for row in ordered],
        "said_value": [_said(row.claim) for row in ordered],
        "unit": [row.claim.said.unit for row in ordered],
        "rule": [row.claim.rule for row in ordered],
    }
    frame = claim_rows(ordered, record, stamp)
    for at, (name, values) in enumerate(facts.items()):
        frame.insert(at, name, values)
    return rows_as_csv(frame.assign(**test))


def _name(record: Record, person: str) -> str:
    found = record.people.get(person)
    return found.name if found else "The article"


def _said(claim: Claim) -> str:
    """The figure said, as its file has it."""
    value = _plain(claim.said.value)
    return "" if value is None else str(value)
