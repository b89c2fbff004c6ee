"""The account: which numbers of a text are covered by phrases made from the files, and which are strangers."""

from __future__ import annotations

import re
from collections.abc import Iterable

TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)\b"
)
"""A number in digits, or a count in words; "one" is left out, since it is mostly no count."""
_SIGNS = "+\N{MINUS SIGN}$€"


def tokens(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in TOKEN.finditer(text)]


def covered(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Where a phrase stands in the text as a whole: no digit, sign or decimal goes on before or after it."""
    spans = []
    for phrase in phrases:
        at = text.find(phrase) if phrase else -1
        while at >= 0:
            end = at + len(phrase)
            if _stands_alone(text, at, end):
                spans.append((at, end))
            at = text.find(phrase, at + 1)
    return spans


def _stands_alone(text: str, at: int, end: int) -> bool:
    before, after = text[:at], text[end:]
    if text[at].isdigit() and before and (before[-1] in _SIGNS or re.search(r"\d[.,]?$", before)):
        return False
    return not (text[end - 1].isdigit() and re.match(r"[.,]?\d", after))


def strangers(text: str, phrases: Iterable[str]) -> list[str]:
    """The numbers of `text` that no phrase covers."""
    wanted = tokens(text)
    if not wanted:
        return []
    spans = covered(text, phrases)
    return [text[a:b] for a, b in wanted if not any(x <= a and b <= y for x, y in spans)]
