"""Every number on the pages, recomputed by an independent path: 0 differences.

The rows behind every chart and table, one by one; the numbers in texts are held against `tests/truth`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

import pytest

from components.claims import files
from components.topics import editions
from tests import independent, views
from tests.independent import AUGUST, JULY, JUNE, VALUES, measure, printed, total

RECORD, CLAIMS = files.load()
MEMBERS = {"published": "as published", "both": "both years", "neither": "neither year"}
NEAR = Decimal(
    "0.0031"
)  # billion: NATO's own totals of July 2026 differ by up to 3 million from their members' sum


def same(found, expected, near: Decimal = NEAR) -> None:
    assert abs(Decimal(str(found)) - Decimal(expected)) <= near, (found, expected)


SPENDING = [
    (prices, members, edition, first, last)
    for prices, members, edition, (first, last) in product(
        ("current", "constant"), MEMBERS, (JUNE, AUGUST, JULY), ((2020, 2024), (2014, 2022))
    )
    if not (edition == AUGUST and prices == "current")
]


@pytest.mark.parametrize(("prices", "members", "edition", "first", "last"), SPENDING)
def test_every_row_of_the_spending_page(
    prices: str, members: str, edition: str, first: int, last: int
) -> None:
    years = {"from": str(first), "to": str(last)}
    shown = views.figures("spending", prices=prices, members=members, edition=edition, **years)
    name, how = measure(edition, prices), MEMBERS[members]
    bars = shown["spending-by-year"].frame
    for row in bars.to_dict("records"):
        same(row["value"], total(edition, prices, how, row["year"]) / 1000)
        assert row["is_estimate"] == any(
            independent.ESTIMATE[edition, name, a, row["year"]]
            for a in independent.allies(edition, name, row["year"])
        )
    change = (total(edition, prices, how, last) - total(edition, prices, how, first)) / 1000
    steps = shown["spending-increase-by-ally"].frame
    same(steps.iloc[-1]["amount"], change, Decimal("0.0062"))
    same(steps.loc[steps["kind"].isin(["ally", "new"]), "amount"].sum(), change, Decimal("0.0062"))
    dots = shown["spending-by-ally"].frame
    for row in dots.to_dict("records"):
        same(row["first"], VALUES[edition, name, row["ally"], first] / 1000)
        same(row["last"], VALUES[edition, name, row["ally"], last] / 1000)
    for row in shown["spending-map"].frame.to_dict("records"):
        old, new = (VALUES[edition, name, row["ally"], year] for year in (first, last))
        same(row["value"], (new / old - 1) * 100, Decimal("0.0001"))


def test_every_reading_of_the_increase() -> None:
    curve = views.figure("spending", "spending-increase-readings").frame
    editions = {"June 2024": JUNE, "August 2025": AUGUST, "July 2026": JULY}
    assert len(curve) == 15
    for row in curve.to_dict("records"):
        edition = editions[row["edition"]]
        last, first = (total(edition, row["prices"], row["members"], year) for year in (2024, 2020))
        same(row["value"], (last - first) / 1000, Decimal("0.0062"))
        nearest = ((last - first) / 1000 / 25).quantize(Decimal(1), "ROUND_HALF_UP") * 25
        assert row["holds"] == (nearest == 175)


@pytest.mark.parametrize("edition", [JUNE, AUGUST, JULY])
@pytest.mark.parametrize("us", [True, False])
@pytest.mark.parametrize("threshold", ["1.5", "2", "3.5", "5"])
def test_every_row_of_the_two_percent_page(edition: str, us: bool, threshold: str) -> None:
    us_id = "counted" if us else "left-out"
    shown = views.figures("two_percent", threshold=threshold, us=us_id, edition=edition)
    for row in shown["allies-at-threshold-by-year"].frame.to_dict("records"):
        assert row["value"] == independent.count(edition, row["year"], threshold, us=us)
    share = "share_of_gdp_percent"
    for row in shown["share-of-gdp-by-ally"].frame.to_dict("records"):
        assert Decimal(str(row["last"])) == printed(VALUES[edition, share, row["ally"], 2024])
        assert Decimal(str(row["first"])) == printed(VALUES[edition, share, row["ally"], 2020])
    for row in shown["share-of-gdp-by-ally-and-year"].frame.to_dict("records"):
        value = printed(VALUES[edition, share, row["ally"], row["year"]])
        assert Decimal(str(row["value"])) == value
        assert row["reaches"] == (
            value >= Decimal(threshold) and independent.member(row["ally"], row["year"])
        )
    money = measure(edition, "constant" if edition == AUGUST else "current")
    for row in shown["needed-to-reach-threshold"].frame.to_dict("records"):
        spent, part = (
            VALUES[edition, money, row["ally"], 2024] / 1000,
            VALUES[edition, share, row["ally"], 2024],
        )
        lacks = (
            max(Decimal(0), spent * (Decimal(threshold) / part - 1))
            if printed(part) < Decimal(threshold)
            else 0
        )
        same(row["needed_bn"], lacks, Decimal("0.0001"))
    for year in (2020, 2024):
        ladder = shown[f"count-of-{year}-by-edition"].frame
        expected = independent.by_edition(year)
        assert {r["edition"]: r["count"] for r in ladder.to_dict("records")} == {
            edition: value for edition, value in expected.items() if edition in set(ladder["edition"])
        }


def test_every_row_of_the_commitments_page() -> None:
    rows = independent.rows("record/ukraine_assistance.csv")
    stated = [r for r in rows if r["period_from"]]
    spans = views.figure("commitments", "assistance-by-period").frame
    shown = spans[spans["kind"] == "record"].to_dict("records")
    assert len(shown) == len(stated)
    for row, cell in zip(shown, stated, strict=True):
        assert Decimal(re.sub(r"[^0-9.]", "", row["amount"])) == Decimal(cell["amount_millions"]) / 1000
        assert (str(row["period_from"]), str(row["period_to"])) == (cell["period_from"], cell["period_to"])


def test_every_row_of_the_casualty_page() -> None:
    shown = views.figure("casualty_figures", "casualties-published").frame.to_dict("records")
    expected = {(r["published_on"], r["figure"]) for r in independent.rows("record/casualties_published.csv")}
    assert {(str(r["published_on"]), str(r["figure"])) for r in shown} == expected


def test_every_cell_side_by_side_and_every_change() -> None:
    shown = editions.compare(RECORD, "share", 2024, "all")
    order = [("June 2024", JUNE), ("April 2025", "2025-04-24"), ("August 2025", AUGUST), ("July 2026", JULY)]
    assert shown.editions == tuple(label for label, _ in order)
    codes = {name: code for code, name in independent.NAMES.items()}
    changed = 0
    for row in shown.rows:
        values = [
            printed(VALUES[edition, "share_of_gdp_percent", codes[row.name], 2024]) for _, edition in order
        ]
        assert [Decimal(cell.text.split("\N{NO-BREAK SPACE}")[0]) for cell in row.cells] == values
        moves = [b - a for a, b in zip(values, values[1:], strict=False)]
        assert [bool(cell.changed) for cell in row.cells[1:]] == [move != 0 for move in moves]
        changed += sum(move != 0 for move in moves)
    assert shown.title.startswith(str(changed))


@pytest.mark.parametrize("tiers", ["both", "total", "added"])
def test_every_row_of_the_force_model_page(tiers: str) -> None:
    shown = views.figures("force_model", tiers=tiers)
    running, added = independent.tiers()
    said = {int(r["day"]): float(r["value"]) for r in independent.rows("article/force_model.csv") if r["day"]}
    expected = {"as said": said, "tiers as a running total": running, "tiers added up": added}
    for row in shown["force-model-steps"].frame.to_dict("records"):
        assert row["troops_thousand"] * 1000 == expected[row["series"]][row["day"]]
    windows = {r["name"]: r for r in independent.rows("record/force_model_tiers.csv")}
    for row in shown["force-model-windows"].frame.to_dict("records"):
        assert str(row["from_day"]) == windows[row["label"]]["from_day"]
        assert str(row["to_day"]) == windows[row["label"]]["to_day"]
        assert re.sub(r"\D", "", row["text"]) == windows[row["label"]]["troops"]
