"""The finding words: a closed list, each with its definition, its shape and its ClaimReview rating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Word:
    """A finding word. `shape` fills with blue as far as the record carries the claim."""

    id: str
    label: str
    means: str
    shape: str
    rating: int | None


WORDS: Final[dict[str, Word]] = {
    word.id: word
    for word in (
        Word("holds", "Holds", "True on the speaker's own basis and in every other reading.", "full", 5),
        Word(
            "own_basis",
            "Holds on its own basis",
            "True on the speaker's own basis, not in every other reading.",
            "half",
            4,
        ),
        Word("differs", "Differs", "Not true on the speaker's own basis.", "open", 2),
        Word(
            "unchecked",
            "Can’t be checked",
            "The record held here gives no test; the reason is stated.",
            "ring",
            None,
        ),
    )
}


def hold(count: int) -> str:
    """The verb for so many readings: one holds, more or none hold."""
    return "holds" if count == 1 else "hold"
