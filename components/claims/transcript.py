"""The article's words beside the transcript's: who spoke, and which words differ.

Capital letters and punctuation are ignored. The excerpt held may be longer than the quotation, so
words before and after it do not count. Where most words differ, a comparison word by word says nothing, so both texts
are shown whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from typing import Final

from components import theme
from components.claims import Claim
from components.tables.record import Record

_OF_WORD = r"(?:[\w$%€'’-]|(?<=\d)[.,](?=\d))*"  # the comma of 100,000 belongs to it
_WORD = re.compile(rf"{_OF_WORD}\w{_OF_WORD}")
_ELLIPSIS = re.compile(r"\.\.\.|…")
ALIKE: Final = 0.5
"""At least this share of the words must be the same for a comparison word by word; the Method page says "half"."""
_SPELLINGS = {"kiev": "kyiv", "defense": "defence"}
"""Spellings of the same word. Whether they count as the same is a choice of reading."""


@dataclass(frozen=True)
class Difference:
    """Words of the article and what stands in their place in the transcript; either may be empty.

    `before` is the next word that both have, or empty at the end: it tells which “a” of several is meant.
    """

    article: str
    transcript: str
    before: str = field(default="", compare=False)


@lru_cache(maxsize=128)
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
    following = [*(ours.split(" ")[0] for _, ours, _ in found[1:]), ""]
    return tuple(
        Difference(ours, theirs, word)
        for (kind, ours, theirs), word in zip(found, following, strict=False)
        if kind != "equal"
    )


def in_other_words(quote: str, transcript: str, *, spelling: str = "as printed") -> bool:
    """Are fewer than half of all words the same? Then the article paraphrases; no single word was misquoted."""
    found = runs(quote, transcript, spelling=spelling)
    every = sum(len(ours.split()) + len(theirs.split()) for _, ours, theirs in found)
    same = sum(len(ours.split()) + len(theirs.split()) for kind, ours, theirs in found if kind == "equal")
    return same < every * ALIKE


def _plain(word: str, spelling: str) -> str:
    bare = word.replace("’", "'").casefold().strip("'-")
    return _SPELLINGS.get(bare, bare) if spelling == "either" else bare


def told(difference: Difference) -> str:
    """A difference as part of a sentence: the transcript's words, and the article's in their place."""
    if difference.article and difference.transcript:
        return f"“{difference.transcript}” where the article has “{difference.article}”"
    place = f"before “{difference.before}”" if difference.before else "at the end"
    if difference.transcript:
        return f"also “{difference.transcript}” {place}"
    return f"without “{difference.article}” {place}"


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
    others: list[str] = []
    unread = False
    for quote, identifier in dict.fromkeys((claim.quote, claim.transcript) for claim in quoted):
        held = record.row("record.transcripts", transcript_id=identifier)
        if in_other_words(quote, held["words"]):
            stop = "" if held["words"].endswith(".") else "."
            others.append(f"The transcript has other words: “{held['words']}”{stop}")
        else:
            found += differences(quote, held["words"])
        unread = unread or bool(held["note"])
    if found or not others:
        parts.append(f"Transcript: {_said(found)}")
    parts += others
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
