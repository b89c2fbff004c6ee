"""The register: every claim with its findings, filtered; one claim with its sources, neighbours and citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from components import registry, theme
from components.claims import Claim, Finding, Reading, check
from components.claims.words import WORDS
from components.tables.record import Record, Source
from components.topics import Control, Values


@dataclass(frozen=True, eq=False)
class Entry:
    """One claim as a row of readings: those possible on the day, those added since, both findings."""

    claim: Claim
    topic: str
    who: str
    day: Finding
    today: Finding
    since: tuple[Reading, ...]

    @property
    def changed(self) -> bool:
        return self.day.word != self.today.word


@lru_cache(maxsize=4)
def entries(record: Record, claims: tuple[Claim, ...]) -> tuple[Entry, ...]:
    """Every claim with its findings, by topic and in the article's order."""
    order = list(registry.TOPICS)
    rows = []
    for claim in sorted(claims, key=lambda c: (order.index(c.topic), c.paragraph, c.order)):
        person = record.people.get(claim.speaker)
        rows.append(
            Entry(
                claim,
                registry.TOPICS[claim.topic],
                person.name.split()[-1] if person else "the article",
                check.finding(record, claim, check.DAY),
                check.finding(record, claim, check.TODAY),
                check.since(record, claim),
            )
        )
    return tuple(rows)


_VOICES = {"quoted": "Quoted", "reported": "Reported", "article": "The article's own"}


def controls(record: Record, claims: tuple[Claim, ...]) -> tuple[Control, ...]:
    """The register's filters; each offers only what some claim has."""
    speakers = {c.speaker: _name(record, c.speaker) for c in claims}
    findings = {word.id: word.label for word in WORDS.values()}
    topics = {c.topic for c in claims}
    return (
        _filter("topic", "Topic", {key: title for key, title in registry.TOPICS.items() if key in topics}),
        _filter("speaker", "Speaker", dict(sorted(speakers.items(), key=lambda item: item[1]))),
        _filter("voice", "Voice", _VOICES),
        _filter("day", "On the day", findings),
        _filter("today", "Today", findings),
    )


def _filter(key: str, label: str, options: dict[str, str]) -> Control:
    return Control(key, label, {"all": "All", **options}, "all", compact=True)


def _name(record: Record, person: str) -> str:
    found = record.people.get(person)
    return found.name if found else "The article"


def matching(rows: Sequence[Entry], values: Values, search: str) -> tuple[Entry, ...]:
    """The entries that fit every filter and contain every word of `search`, whatever its capitals and apostrophes."""
    wanted = _plain(search).split()

    def fits(row: Entry) -> bool:
        claim = row.claim
        facts = {
            "topic": claim.topic, "speaker": claim.speaker, "voice": claim.voice,
            "day": row.day.word, "today": row.today.word,
        }  # fmt: skip
        text = _plain(f"{claim.quote} {claim.label} {claim.means} {row.who} {claim.id}")
        chosen = all(values.get(key, "all") in ("all", fact) for key, fact in facts.items())
        return chosen and all(word in text for word in wanted)

    return tuple(row for row in rows if fits(row))


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")


def neighbours(rows: Sequence[Entry], claim_id: str) -> tuple[Entry | None, Entry | None]:
    """The entries before and after a claim in the register."""
    ids = [row.claim.id for row in rows]
    at = ids.index(claim_id)
    return (rows[at - 1] if at else None), (rows[at + 1] if at + 1 < len(rows) else None)


def sources(record: Record, row: Entry) -> tuple[Source, ...]:
    """The sources of a claim's readings, each once, in the order in which they are first used."""
    found: dict[str, None] = {}
    for finding in (row.day, row.today):
        for reading in finding.readings:
            found |= dict.fromkeys(reading.result.sources if reading.result else ())
    return tuple(record.sources[source_id] for source_id in found)


READ_AS: Final = {
    "whole": "read in full",
    "excerpt": "read in excerpt",
    "copy": "read in a copy",
    "second-hand": "not read by us at its source",
}
"""How a source was read, in words, by its `read_as`."""


def cite(source: Source) -> str:
    """A source in one line: publisher, title, date, and how we read it."""
    day = theme.day(source.date, source.precision)
    return f"{source.publisher}, {source.title}, {day} ({READ_AS[source.read_as]})."


def citation(record: Record, row: Entry, edition: str) -> str:
    """How to cite the finding on one claim."""
    held = record.editions[edition]
    return (
        f"Against the Record, claim “{row.claim.quotable}” ({row.claim.id}): on the day "
        f"{WORDS[row.day.word].label.lower()}, today {WORDS[row.today.word].label.lower()}; data edition of "
        f"{theme.day(held.published, held.precision)}."
    )


def dispute(address: str, row: Entry, edition: str) -> str:
    """The address of a prefilled issue that disputes a finding; `address` is the tracker's form."""
    body = "\n".join(
        [
            f"Claim: {row.claim.id}",
            f"Rule: {row.claim.rule}, operator: {row.claim.said.operator}",
            f"Finding on the day: {row.day.word}; today: {row.today.word}",
            f"Basis: {dict(row.day.basis.choice)}",
            "Cells:",
            *(f"- {step}" for step in (row.day.basis.result.steps if row.day.basis.result else ())),
            f"Data edition: {edition}",
            "",
            "What I think is wrong, and the published figure that shows it:",
        ]
    )
    return f"{address}?{urlencode({'title': f'Dispute: {row.claim.label}', 'body': body})}"


def counted(words: list[str], *, past: bool) -> str:
    """How many claims have each finding, in words."""
    forms = {
        "holds": ("held in every reading", "holds in every reading", "hold in every reading"),
        "own_basis": ("on the speaker’s own basis only", "on its own basis only", "on their own basis only"),
        "differs": ("differed", "differs", "differ"),
        "unchecked": ("could not be checked", "can’t be checked", "can’t be checked"),
    }
    parts = []
    for word, (was, one, many) in forms.items():
        if count := words.count(word):
            verb = was if past else one if count == 1 else many
            parts.append(f"{theme.count_word(count)} {verb}")
    return theme.listed(parts)


def answer(rows: Sequence[Entry]) -> str:
    """How many claims there are, whose they are, and how many findings have moved."""
    moved = sum(row.changed for row in rows)
    quoted = sum(row.claim.voice == "quoted" for row in rows)
    return (
        f"{len(rows)} statements of one article, {quoted} of them quoted. Between the day and today "
        f"{theme.count_word(moved)} findings have moved."
    )


def tolerance_answer(rows: Sequence[Entry], tolerance: str) -> str:
    """The findings of today under a tolerance."""
    found = counted([row.today.word for row in rows], past=False)
    return f"Tested {tolerance}, today {found}."
