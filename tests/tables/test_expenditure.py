"""The totals the claims are tested on, and what must not become a number."""

from pathlib import Path

import pytest

from components.tables import NotHeld, expenditure

CELLS = expenditure.read(Path(__file__).parents[2] / "data/record/nato_expenditure.csv")
JUNE = "2024-06-17"


def change(edition: str, prices: str, members: str) -> float:
    first, last = (expenditure.total(CELLS, edition, year, prices, members).value for year in (2020, 2024))
    return round((last - first) / 1000, 1)


def test_the_two_totals_of_june_2024() -> None:
    assert round(expenditure.total(CELLS, JUNE, 2020, "current").value, 1) == 325952.6
    last = expenditure.total(CELLS, JUNE, 2024, "current")
    assert round(last.value, 1) == 506692.5
    assert last.is_estimate and not last.is_sum


@pytest.mark.parametrize(
    ("edition", "prices", "members", "billions"),
    [
        (JUNE, "current", "as published", 180.7),
        (JUNE, "current", "both years", 170.6),
        (JUNE, "current", "neither year", 160.0),
        (JUNE, "constant", "as published", 116.3),
        ("2026-07-10", "current", "as published", 189.3),
        ("2025-08-28", "constant", "as published", 132.7),
    ],
)
def test_the_increase_under_each_reading(edition: str, prices: str, members: str, billions: float) -> None:
    assert change(edition, prices, members) == billions


def test_a_total_we_added_up_says_so() -> None:
    assert expenditure.total(CELLS, "2025-08-28", 2024, "constant").is_sum


def test_members_added_up_equal_natos_own_total_in_every_year() -> None:
    for year in range(2014, 2025):
        allies = expenditure.allies_in(CELLS, JUNE, expenditure.CURRENT, year)
        summed = sum(
            expenditure.cell(CELLS, JUNE, expenditure.CURRENT, a, year).value for a in allies if a != "USA"
        )
        assert summed == pytest.approx(expenditure.total(CELLS, JUNE, year, "current").value, abs=0.5)


def test_what_is_not_held_is_refused_and_not_zero() -> None:
    with pytest.raises(NotHeld):
        expenditure.total(CELLS, "2025-08-28", 2024, "current")
    with pytest.raises(NotHeld):
        expenditure.cell(CELLS, JUNE, "share_of_gdp_percent", "ISL", 2024)
    with pytest.raises(NotHeld):
        expenditure.total(CELLS, "2020-10-21", 2020, "constant")
