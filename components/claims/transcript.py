"""The article's words beside the transcript's: who spoke, and which words differ.

Capital letters and punctuation are ignored. The excerpt held may be longer than the quotation, so
words before and after it do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from components import theme
from components.claims import Claim
from components.tables.record import Record

_WORD = re.compile(r"[\w$%€'’-]+")


@dataclass(frozen=True)
class Difference:
    """Words of the article and what stands in their place in the transcript; either may be empty."""

    article: str
    transcript: str


def differences(quote: str, transcript: str) -> tuple[Difference, ...]:
    """The runs of words in which a quotation and the transcript differ, in the quotation's order."""
    ours, theirs = _WORD.findall(quote), _WORD.findall(transcript)
    match = SequenceMatcher(a=[_plain(w) for w in ours], b=[_plain(w) for w in theirs], autojunk=False)
    runs = [run for run in match.get_opcodes() if run[0] != "equal"]
    inside = []
    for _, a0, a1, b0, b1 in runs:
        at_edge = a0 == a1 and (a0 == 0 or a0 == len(ours))
        if not at_edge:
            inside.append(Difference(" ".join(ours[a0:a1]), " ".join(theirs[b0:b1])))
    return tuple(inside)


def _plain(word: str) -> str:
    return word.replace("’", "'").casefold().strip("'-")


def agreement(record: Record, claims: tuple[Claim, ...]) -> str:
    """One sentence or two: whether speaker and words of the quotation are the transcript's."""
    quoted = [claim for claim in claims if claim.transcript]
    if not quoted:
        return "No transcript is held for these words."
    first = quoted[0]
    row = record.row("record.transcripts", transcript_id=first.transcript)
    speaker = record.people[row["speaker"]].name
    named = record.people.get(first.attributed)
    parts = []
    if named is None:
        parts.append(f"The article names no speaker for these words; the transcript is {speaker}’s.")
    elif named.name != speaker:
        parts.append(f"The article names {named.name}; the transcript has the words from {speaker}.")
    found: list[Difference] = []
    for quote, identifier in dict.fromkeys((claim.quote, claim.transcript) for claim in quoted):
        held = record.row("record.transcripts", transcript_id=identifier)
        found += differences(quote, held["words"])
    parts.append(f"Transcript: {_said(found)}")
    return " ".join(parts)


def _said(found: list[Difference]) -> str:
    if not found:
        return "the same words."
    told = []
    for difference in found[:3]:
        if difference.article and difference.transcript:
            told.append(f"“{difference.transcript}” where the article has “{difference.article}”")
        elif difference.transcript:
            told.append(f"also “{difference.transcript}”")
        else:
            told.append(f"without “{difference.article}”")
    more = len(found) - 3
    if more > 0:
        told.append(f"{theme.count_word(more)} more")
    return f"{theme.listed(told)}."
