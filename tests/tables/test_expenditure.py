"""The totals the claims are tested on, and what must not become a number."""

import pytest

from components.tables import NotHeld, expenditure
from components.tables import record as record_of

RECORD = record_of.load()
JUNE = "2024-06-17"


def change(edition: str, prices: str, members: str) -> float:
    first, last = (expenditure.total(RECORD, edition, year, prices, members).value for year in (2020, 2024))
    return round((last - first) / 1000, 1)


def test_the_two_totals_of_june_2024() -> None:
    assert round(expenditure.total(RECORD, JUNE, 2020, "current").value, 1) == 325952.6
    last = expenditure.total(RECORD, JUNE, 2024, "current")
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
    assert expenditure.total(RECORD, "2025-08-28", 2024, "constant").is_sum


def test_members_added_up_equal_natos_own_total_in_every_year() -> None:
    for year in range(2014, 2025):
        allies = expenditure.allies_with_figures(RECORD, JUNE, expenditure.CURRENT, year)
        summed = sum(
            expenditure.cell(RECORD, JUNE, expenditure.CURRENT, a, year).value for a in allies if a != "USA"
        )
        assert summed == pytest.approx(expenditure.total(RECORD, JUNE, year, "current").value, abs=0.5)


def test_what_is_not_held_is_refused_and_not_zero() -> None:
    with pytest.raises(NotHeld):
        expenditure.total(RECORD, "2025-08-28", 2024, "current")
    with pytest.raises(NotHeld):
        expenditure.cell(RECORD, JUNE, "share_of_gdp_percent", "ISL", 2024)
    with pytest.raises(NotHeld):
        expenditure.total(RECORD, "2020-10-21", 2020, "constant")


@pytest.mark.parametrize(
    ("edition", "year", "rounding", "count"),
    [
        ("2020-10-21", 2020, "as published", 10),
        ("2021-03-16", 2020, "as published", 11),
        (JUNE, 2020, "as published", 9),
        (JUNE, 2020, "unrounded", 8),
        ("2025-08-28", 2020, "as published", 8),
        ("2026-07-10", 2020, "as published", 8),
        (JUNE, 2024, "as published", 23),
        (JUNE, 2024, "unrounded", 22),
        ("2025-04-24", 2024, "as published", 22),
        ("2025-08-28", 2024, "as published", 18),
        ("2026-07-10", 2024, "as published", 17),
        ("2026-07-10", 2025, "as published", 28),
        ("2026-07-10", 2026, "as published", 30),
    ],
)
def test_the_count_at_two_percent(edition: str, year: int, rounding: str, count: int) -> None:
    assert expenditure.count_at_least(RECORD, edition, year, 2.0, rounding).value == count


def test_our_counts_equal_every_count_the_reference_made_from_the_tables() -> None:
    rows = [
        row
        for row in RECORD.rows("record.two_percent_reported")
        if row["basis"] == "counted_from_table"
        and expenditure.is_complete(RECORD, row["edition"], expenditure.SHARE)
    ]
    assert len(rows) > 30
    for row in rows:
        count = expenditure.count_at_least(RECORD, row["edition"], int(row["year"]), 2.0)
        assert (count.value, " ".join(count.allies)) == (row["allies_at_or_above_2pct"], row["allies"])
        assert len(count.cells) == row["allies_with_figures"]


def test_iceland_is_never_counted_and_members_only_from_accession() -> None:
    count = expenditure.count_at_least(RECORD, JUNE, 2020, 0.0)
    counted = {cell.entity for cell in count.cells}
    assert len(counted) == 29 and not {"ISL", "FIN", "SWE"} & counted
    assert len(expenditure.count_at_least(RECORD, JUNE, 2024, 0.0).cells) == 31


def test_the_three_cells_typed_in_as_two_fall_below_it_unrounded() -> None:
    for ally, year in (("FRA", 2020), ("LTU", 2019), ("SVK", 2024)):
        assert expenditure.share(RECORD, JUNE, ally, year) == 2.0
        assert expenditure.share(RECORD, JUNE, ally, year, "unrounded") < 2.0


def test_an_edition_held_in_part_is_not_counted() -> None:
    with pytest.raises(NotHeld):
        expenditure.count_at_least(RECORD, "2020-10-21", 2020, 1.5)
    with pytest.raises(NotHeld):
        expenditure.count_at_least(RECORD, "2026-07-10", 2024, 2.0, "unrounded")


def test_a_year_an_edition_does_not_hold_is_no_total_of_nothing() -> None:
    for year in (2025, 2026):
        for prices in ("current", "constant"):
            with pytest.raises(NotHeld):
                expenditure.total(RECORD, JUNE, year, prices)


def test_what_is_not_held_is_named_as_a_reader_calls_it() -> None:
    for edition, prices in (("2025-08-28", "current"), ("2024-06-17", "constant")):
        with pytest.raises(NotHeld) as missing:
            expenditure.cell(
                RECORD, edition, expenditure.price_measure(RECORD, edition, prices), "NATO_EUR_CAN", 2031
            )
        assert "_" not in str(missing.value) and "NATO Europe and Canada for 2031" in str(missing.value)
    with pytest.raises(NotHeld, match="share of GDP of Germany for 2031"):
        expenditure.cell(RECORD, JUNE, expenditure.SHARE, "DEU", 2031)
