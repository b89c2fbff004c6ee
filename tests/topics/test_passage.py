"""The words as quoted: each sentence once, however many claims test it."""

from __future__ import annotations

from components.claims import files
from components.topics import by_id, passage

RECORD, CLAIMS = files.load()


def test_a_quotation_that_is_part_of_another_is_not_said_twice() -> None:
    for claims in {
        claim.paragraph: [c for c in CLAIMS if c.paragraph == claim.paragraph] for claim in CLAIMS
    }.values():
        for short in (False, True):
            told = passage(RECORD, tuple(claims), short=short)
            quotes = [(claim.short or claim.quote) if short else claim.quote for claim in claims]
            assert all(told.text.count(quote) == 1 for quote in quotes), told.text
            assert all(words in told.text for words in told.tested) or short


def test_the_pledge_is_quoted_once() -> None:
    claims = by_id(CLAIMS, "eur40bn_amount", "eur40bn_period")
    assert passage(RECORD, claims).text.count("40 billion euros") == 1
