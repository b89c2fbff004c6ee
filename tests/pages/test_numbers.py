"""Every number on the pages, recomputed by an independent path: 0 differences.

First the rows behind every chart and table, one by one; then every number in the text of a page, which must
be one of those rows, a cell of a table, or a total computed here.
"""

from __future__ import annotations

import html as html_entities
import re
from decimal import Decimal
from itertools import product

import pytest

from components.claims import files
from components.topics import casualties, commitments, editions, force_model, overview, spending, two_percent
from tests import independent
from tests.independent import AUGUST, JULY, JUNE, VALUES, measure, printed, total
from tests.pages.test_pages import html, in_frame

RECORD, CLAIMS = files.load()
MEMBERS = {"published": "as published", "both": "both years", "neither": "neither year"}
NEAR = Decimal(
    "0.0031"
)  # billion: NATO's own totals of July 2026 differ by up to 3 million from their members' sum


def figures(topic) -> dict:
    return {f.id: f.made for f in (topic.lead, *(figure for row in topic.more for figure in row))}


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
    view = spending.View(prices, MEMBERS[members], edition, first, last)
    shown = figures(spending.topic(RECORD, CLAIMS, view))
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
    view = spending.View("current", "as published", JUNE, 2020, 2024)
    curve = figures(spending.topic(RECORD, CLAIMS, view))["spending-increase-readings"].frame
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
    view = two_percent.View(float(threshold), us, edition, 2020, 2024)
    shown = figures(two_percent.topic(RECORD, CLAIMS, view))
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
    spans = figures(commitments.topic(RECORD, CLAIMS))["assistance-by-period"].frame
    shown = spans[spans["kind"] == "record"].to_dict("records")
    assert len(shown) == len(stated)
    for row, cell in zip(shown, stated, strict=True):
        assert Decimal(re.sub(r"[^0-9.]", "", row["amount"])) == Decimal(cell["amount_millions"]) / 1000
        assert (str(row["period_from"]), str(row["period_to"])) == (cell["period_from"], cell["period_to"])


def test_every_row_of_the_casualty_page() -> None:
    shown = figures(casualties.topic(RECORD, CLAIMS))["casualties-published"].frame.to_dict("records")
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
    shown = figures(force_model.topic(RECORD, CLAIMS, force_model.View(tiers)))
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


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TEXT_KEYS = ("words", "text", "note", "notes", "what", "title", "short_label", "as_worded", "source_id")


def numbers(text: str) -> set[str]:
    return {found.replace(",", "").rstrip(".") for found in _NUMBER.findall(text)}


def known_numbers() -> set[str]:
    """Every number that a cell of the tables or a claim file has, and every total computed from them here."""
    known: set[str] = set()
    for path in sorted((independent.ROOT / "data").glob("*/*.csv")):
        big = path.name in ("nato_expenditure.csv", "sipri_expenditure.csv")
        for row in independent.rows(f"{path.parent.name}/{path.name}"):
            for key, cell in row.items():
                if not big or key == "year":
                    cells = numbers((cell or "").replace("-", " "))
                    known |= cells | {n.lstrip("0") or "0" for n in cells}
    for path in (independent.ROOT / "data/claims").glob("*.toml"):
        known |= numbers(path.read_text(encoding="utf-8").replace("-", " "))
    for (edition, _, entity, year), value in VALUES.items():
        if (
            entity in ("NATO_EUR_CAN", "NATO_TOTAL", "FIN", "SWE")
            and edition in (JUNE, JULY, "2020-10-21")
            and year in (2020, 2024)
        ):
            known |= {
                str(printed(value, "0.1")),
                str(printed(value / 1000, "0.1")),
                str(printed(value / 1000, "1")),
            }
    for edition, prices, members in product((JUNE, AUGUST, JULY), ("current", "constant"), MEMBERS.values()):
        if edition == AUGUST and prices == "current":
            continue
        first, last = (total(edition, prices, members, year) for year in (2020, 2024))
        known |= {str(printed(v, "0.1")) for v in (first, last, last - first)}
        known |= {str(printed(v / 1000, p)) for v in (first, last, last - first) for p in ("0.1", "1")}
        known |= {str(printed(last / first, "0.001")), str(printed((last / first - 1) * 100, "0.1"))}
        name = measure(edition, prices)
        if members == "as published":
            known |= {str(len(independent.allies(edition, name, 2024)) - 1)}
    for year in (2020, 2024):
        known |= {str(value) for value in independent.by_edition(year).values()}
        known |= {str(len(independent.allies(JUNE, "share_of_gdp_percent", year)))}
    for series in independent.tiers():
        known |= {str(value) for value in series.values()}
    for prices in ("current", "constant"):
        first, last = (VALUES[JULY, measure(JULY, prices), "NATO_EUR_CAN", year] for year in (2020, 2024))
        known |= {str(printed(last - first, "0.1"))}
    # the aggregates of July 2026 may differ in the last digit from the sum of their members
    known |= {
        str(printed(VALUES[JULY, n, "NATO_EUR_CAN", y], "0.1"))
        for n in (measure(JULY, "current"), measure(JULY, "constant"))
        for y in (2020, 2024)
    }
    return known


def page_numbers(name: str) -> tuple[set[str], str]:
    body = html(in_frame(name))
    body = re.sub(r"<style.*?</style>", "", body, flags=re.S)
    text = html_entities.unescape(re.sub(r"<[^>]+>", " ", body))
    return numbers(text), text


def frames_numbers(shown: dict) -> set[str]:
    """The numbers of the figures' rows, already recomputed above, at the decimals the pages print."""
    found: set[str] = set()
    for figure in shown.values():
        for column in figure.columns:
            if column.decimals is None:
                found |= {
                    n for cell in figure.frame[column.name] for n in numbers(str(cell).replace("-", " "))
                }
                continue
            for value in figure.frame[column.name].dropna():
                for places in {column.decimals, 0}:
                    found.add(str(abs(printed(Decimal(str(value)), str(Decimal(1).scaleb(-places))))))
    return found


def _views() -> dict[str, dict]:
    return {
        "spending": figures(
            spending.topic(RECORD, CLAIMS, spending.View("current", "as published", JUNE, 2020, 2024))
        ),
        "two_percent": figures(
            two_percent.topic(RECORD, CLAIMS, two_percent.View(2.0, True, JUNE, 2020, 2024))
        ),
        "force_model": figures(force_model.topic(RECORD, CLAIMS, force_model.View("both"))),
        "overview": {c.topic: c.figure.made for c in overview.story(RECORD, CLAIMS).cards},
        "commitments": figures(commitments.topic(RECORD, CLAIMS)),
        "casualty_figures": figures(casualties.topic(RECORD, CLAIMS)),
    }


# Numbers that are neither a cell nor a frame's row, each counted or summed here again.
def _derived(name: str) -> set[str]:
    share = "share_of_gdp_percent"
    if name == "spending":
        growth = sorted(
            (
                VALUES[JUNE, measure(JUNE, "current"), a, 2024]
                - VALUES[JUNE, measure(JUNE, "current"), a, 2020]
            )
            / 1000
            for a in independent.allies(JUNE, measure(JUNE, "current"), 2024)
            if a not in ("USA", "FIN", "SWE")
        )
        sipri = {}
        for row in independent.rows("record/sipri_expenditure.csv"):
            key = (row["edition"], int(row["year"]))
            if (
                row["measure"] == "expenditure_usd_current_millions"
                and row["entity"] != "USA"
                and independent.member(row["entity"], key[1])
            ):
                sipri[key] = sipri.get(key, Decimal(0)) + Decimal(row["value"]) / 1000
        found = {str(printed(sum(growth[-3:]), "1")), str(len(growth) - 8)}
        for edition, prices, year in product(
            (JUNE, AUGUST, JULY), ("current", "constant"), (2020, 2024, 2025, 2026)
        ):
            if (edition, measure(edition, prices), "USA", year) in VALUES:
                found.add(str(printed(total(edition, prices, "as published", year) / 1000, "0.1")))
                own = VALUES.get((edition, measure(edition, prices), "NATO_EUR_CAN", year))
                found |= {str(printed(own / 1000, "0.1"))} if own else set()
        return found | {str(printed(v, "0.1")) for v in sipri.values()} | {"15", "98", "0", "1"}
    if name == "two_percent":
        lacks = sum(
            VALUES[JUNE, measure(JUNE, "current"), a, 2024] / 1000 * (2 / VALUES[JUNE, share, a, 2024] - 1)
            for a in independent.allies(JUNE, share, 2024)
            if printed(VALUES[JUNE, share, a, 2024]) < 2
        )
        later = {str(independent.count(JULY, year, "2")) for year in (2024, 2025, 2026)}
        below = {str(31 - int(value)) for value in later}
        return {str(printed(lacks, "1"))} | later | below
    if name == "overview":
        readings = [
            r for row in overview.story(RECORD, CLAIMS).strip.rows for r in (*row.day.readings, *row.since)
        ]
        tested = [r for r in readings if r.holds is not None]
        return {str(len(CLAIMS)), str(len(tested)), str(sum(bool(r.holds) for r in tested)), "6", "9"}
    return set()


@pytest.mark.parametrize(
    "name", ["overview", "spending", "two_percent", "force_model", "commitments", "casualty_figures"]
)
def test_every_number_in_the_text_of_a_page_is_a_cell_or_computed_from_cells(name: str) -> None:
    found, text = page_numbers(name)
    assert len(found) > 15
    known = known_numbers() | frames_numbers(_views()[name]) | _derived(name)
    strangers = {n for n in found if n not in known and n.lstrip("0") not in known}
    assert not strangers, [
        (n, text[max(0, text.find(n) - 60) : text.find(n) + 40]) for n in sorted(strangers)
    ]
    print(f"{name}: {len(found)} different numbers checked")
