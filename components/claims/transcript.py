"""The article's words beside the transcript's: who spoke, and which words differ.

Capital letters and punctuation are ignored. The excerpt held may be longer than the quotation, so
words before and after it do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from components import theme
from components.claims import Claim
from components.tables.record import Record

_OF_WORD = r"(?:[\w$%€'’-]|(?<=\d)[.,](?=\d))*"  # the comma of 100,000 belongs to it
_WORD = re.compile(rf"{_OF_WORD}\w{_OF_WORD}")
_ELLIPSIS = re.compile(r"\.\.\.|…")
_SPELLINGS = {"kiev": "kyiv", "defense": "defence"}
"""Spellings of one word; a finding says under which of the two readings it holds."""


@dataclass(frozen=True)
class Difference:
    """Words of the article and what stands in their place in the transcript; either may be empty."""

    article: str
    transcript: str


def runs(quote: str, transcript: str, *, spelling: str = "as printed") -> tuple[tuple[str, str, str], ...]:
    """Both texts as runs in the quotation's order: `(kind, article's words, transcript's words)`.

    `kind` is "equal", "replace", "delete" (only in the article) or "insert" (only in the transcript).
    What the transcript has before, after, or at a marked ellipsis of the quotation is left out. With
    `spelling` "either" the variants of `_SPELLINGS` are one word.
    """
    pieces = [_WORD.findall(piece) for piece in _ELLIPSIS.split(quote)]
    ours, theirs = [word for piece in pieces for word in piece], _WORD.findall(transcript)
    free = {0, *accumulate(len(piece) for piece in pieces)}
    plain = [[_plain(word, spelling) for word in words] for words in (ours, theirs)]
    match = SequenceMatcher(a=plain[0], b=plain[1], autojunk=False)
    return tuple(
        (kind, " ".join(ours[a0:a1]), " ".join(theirs[b0:b1]))
        for kind, a0, a1, b0, b1 in match.get_opcodes()
        if not (kind == "insert" and _slides_to(a0, b1, plain, free))
    )


def _slides_to(at: int, end: int, plain: list[list[str]], free: set[int]) -> bool:
    """Can words that only the transcript has stand at a free place as well as where the match put them?

    "who you'll hear from, who will" against "… who will": the added words may begin or end with "who".
    """
    ours, theirs = plain
    while at not in free and at > 0 and ours[at - 1] == theirs[end - 1]:
        at, end = at - 1, end - 1
    return at in free


def differences(quote: str, transcript: str, *, spelling: str = "as printed") -> tuple[Difference, ...]:
    """The runs of words in which a quotation and the transcript differ, in the quotation's order."""
    found = runs(quote, transcript, spelling=spelling)
    return tuple(Difference(ours, theirs) for kind, ours, theirs in found if kind != "equal")


def _plain(word: str, spelling: str) -> str:
    bare = word.replace("’", "'").casefold().strip("'-")
    return _SPELLINGS.get(bare, bare) if spelling == "either" else bare


def told(difference: Difference) -> str:
    """A difference in words: what the transcript has where the article has what."""
    if difference.article and difference.transcript:
        return f"“{difference.transcript}” where the article has “{difference.article}”"
    if difference.transcript:
        return f"also “{difference.transcript}”"
    return f"without “{difference.article}”"


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
    unread = False
    for quote, identifier in dict.fromkeys((claim.quote, claim.transcript) for claim in quoted):
        held = record.row("record.transcripts", transcript_id=identifier)
        found += differences(quote, held["words"])
        unread = unread or bool(held["note"])
    parts.append(f"Transcript: {_said(found)}")
    if unread:
        parts.append("Not read by us word for word.")
    return " ".join(parts)


def _said(found: list[Difference]) -> str:
    if not found:
        return "the same words."
    parts = [told(difference) for difference in found[:3]]
    more = len(found) - 3
    if more > 0:
        parts.append(f"{theme.count_word(more)} more")
    return f"{theme.listed(parts)}."
