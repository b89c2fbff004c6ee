"""The spans of commitments, whatever day the words were said on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from components.claims import files
from components.topics import by_id, commitments

RECORD, CLAIMS = files.load()


@pytest.mark.parametrize(
    "said_on", [date(2024, 7, 1), date(2024, 1, 1), date(2024, 2, 29), date(2023, 3, 1), date(2024, 12, 31)]
)
def test_words_said_on_any_day_have_a_year_before_them(said_on: date) -> None:
    claims = tuple(replace(claim, said_on=said_on) for claim in CLAIMS)
    spans = commitments.amounts_by_period(RECORD, by_id(claims, *commitments.CLAIMS)).frame
    spoken = spans[spans["period_from"] == said_on].iloc[0]
    assert spoken["period_to"] - said_on in (timedelta(days=364), timedelta(days=365))


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2024, 7, 9), date(2025, 7, 8)), (date(2024, 7, 1), date(2025, 6, 30)), (date(2024, 2, 29), date(2025, 2, 28)),
     (date(2023, 3, 1), date(2024, 2, 29))],
)  # fmt: skip
def test_a_year_ends_on_the_day_before_its_first(first: date, last: date) -> None:
    assert commitments.a_year_from(first) == last
