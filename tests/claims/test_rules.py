"""Worked cases as TOML, named as sentences; a rule or an operator without one fails."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from components.claims import Said, files
from components.claims.operators import OPERATORS
from components.claims.rules import RULES
from components.tables import NotHeld

HERE = Path(__file__).parent
RECORD, CLAIMS = files.load()


def read(path: Path) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["case"]


CASES = [(path.stem, case) for path in sorted((HERE / "cases").glob("*.toml")) for case in read(path)]
OPERATOR_CASES = read(HERE / "operators.toml")


@pytest.mark.parametrize(
    ("rule", "case"), CASES, ids=lambda value: value if isinstance(value, str) else value["name"]
)
def test_a_worked_case(rule: str, case: dict[str, Any]) -> None:
    claim = replace(
        CLAIMS[0],
        parameters=case.get("with", {}),
        transcript=case.get("transcript", ""),
        untestable=case.get("untestable", ""),
        quote=case.get("quote", CLAIMS[0].quote),
    )
    if "not_held" in case:
        with pytest.raises(NotHeld, match=case["not_held"]):
            RULES[rule].find(RECORD, claim, case["choice"])
        return
    result = RULES[rule].find(RECORD, claim, case["choice"])
    expected = tuple(case["expect_pair"]) if "expect_pair" in case else case["expect"]
    assert result.value == (pytest.approx(expected, abs=5e-5) if isinstance(expected, float) else expected)
    assert result.steps and result.text


def test_every_rule_and_every_operator_has_a_worked_case() -> None:
    assert {rule for rule, _ in CASES} == set(RULES)
    assert {case["said"]["operator"] for case in OPERATOR_CASES} == set(OPERATORS)


@pytest.mark.parametrize("case", OPERATOR_CASES, ids=lambda case: case["name"])
def test_an_operator(case: dict[str, Any]) -> None:
    said = Said(**case["said"])
    test = OPERATORS[said.operator].test
    assert [value for value in case["holds"] if not test(value, said)] == []
    assert [value for value in case["fails"] if test(value, said)] == []
