"""The findings: each claim on the day and today, against the ledger and against the traps."""

import csv
from pathlib import Path

import pytest

from components.claims import check, files

LEDGER = Path(__file__).with_name("findings.csv")
RECORD, CLAIMS = files.load()
BY_ID = {claim.id: claim for claim in CLAIMS}


def findings() -> list[dict[str, str]]:
    """Every finding as the ledger has it: word, value, and how many readings hold of how many."""
    rows = []
    for claim in CLAIMS:
        for when in (check.DAY, check.TODAY):
            found = check.finding(RECORD, claim, when)
            rows.append(
                {
                    "claim": claim.id,
                    "when": when,
                    "finding": found.word,
                    "value": found.basis.result.text if found.basis.result else "",
                    "readings_that_hold": str(sum(bool(r.holds) for r in found.readings)),
                    "readings": str(len(found.readings)),
                }
            )
    return rows


def test_no_finding_has_moved_since_the_ledger_was_written() -> None:
    """To accept a change: `python -m tests.claims.test_check`, then say it in the CHANGELOG."""
    with LEDGER.open(encoding="utf-8", newline="") as file:
        held = list(csv.DictReader(file))
    known = {row["claim"] for row in held}
    assert held == [row for row in findings() if row["claim"] in known]


def test_the_increase_holds_to_the_nearest_25_and_to_none_finer() -> None:
    found = check.finding(RECORD, BY_ID["spending_increase"], check.DAY)
    assert found.basis.result is not None
    assert round(found.basis.result.value, 1) == 180.7
    assert found.to_nearest == {25: True, 5: False, 1: False}
    assert check.finding(RECORD, BY_ID["spending_increase"], check.TODAY).word == "differs"


def test_readings_of_the_day_use_only_what_was_published_by_then() -> None:
    for claim in CLAIMS:
        for reading in check.finding(RECORD, claim, check.DAY).readings:
            if edition := reading.choice.get("edition"):
                assert RECORD.editions[edition].published <= claim.said_on


def test_today_takes_the_newest_complete_edition() -> None:
    for claim_id in ("spending_2024", "allies_2020", "allies_2024"):
        assert check.finding(RECORD, BY_ID[claim_id], check.TODAY).basis.choice["edition"] == "2026-07-10"


def test_the_force_model_totals_as_said_and_as_added() -> None:
    values = {}
    for claim_id in ("force_10_days", "force_month", "force_ensuing_weeks"):
        found = check.finding(RECORD, BY_ID[claim_id], check.DAY)
        values[claim_id] = {r.choice["tiers"]: r.result.value for r in found.readings if r.result}
    assert [v["running total"] for v in values.values()] == [100_000, 200_000, 500_000]
    assert [v["added up"] for v in values.values()] == [100_000, 300_000, 800_000]


def test_the_article_names_another_speaker_than_the_transcript() -> None:
    found = check.finding(RECORD, BY_ID["war_footing_speaker"], check.DAY)
    assert found.word == "differs"
    assert found.basis.result is not None and found.basis.result.text == "Jake Sullivan"


def test_a_claim_that_cannot_be_tested_says_why() -> None:
    for claim in CLAIMS:
        found = check.finding(RECORD, claim, check.DAY)
        assert (found.word == "unchecked") == bool(found.reason)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_the_arithmetic_of_each_finding_is_shown_with_its_source(claim) -> None:
    found = check.finding(RECORD, claim, check.DAY)
    if found.basis.result is None:
        assert found.reason
        return
    assert found.basis.result.steps
    assert all(source in RECORD.sources for source in found.basis.result.sources)


def test_what_the_article_tables_say_is_what_the_claims_test() -> None:
    for name in ("spending", "allies_at_two_percent", "force_model"):
        for row in RECORD.rows(f"article.{name}"):
            claim = BY_ID[row["claim_id"]]
            assert row["paragraph"] == claim.paragraph and row["operator"] == claim.said.operator
            if row["value"] is not None and not hasattr(claim.said.value, "year"):
                assert row["value"] == claim.said.value


if __name__ == "__main__":
    with LEDGER.open("w", encoding="utf-8", newline="") as ledger:
        writer = csv.DictWriter(ledger, list(findings()[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(findings())
