"""Reads `data/claims/*.toml`: one statement, one file, named by its id. Unknown keys are refused.

All problems of all files are reported together, each with the nearest known name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from components import registry
from components.claims import Claim, Said
from components.claims.operators import OPERATORS
from components.claims.rules import RULES
from components.tables import DataProblems, Problem
from components.tables import record as record_of
from components.tables.declared import Keys, filled, keys_of, misfits, parsed, strangers
from components.tables.descriptors import DATA
from components.tables.expenditure import MEMBERSHIP, ROUNDING
from components.tables.record import Record

VOICES: Final = ("quoted", "reported", "article")

_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "prices": ("current", "constant"),
    "members": MEMBERSHIP,
    "rounding": ROUNDING,
    "tiers": ("running total", "added up"),
    "span": ("office", "figures"),
    "spelling": ("either", "as printed"),
}
_ROWS: Final = {
    "event": ("record.events", "event_id"),
    "statement": ("record.ukraine_assistance", "statement_id"),
    "figure": ("record.casualties_published", "figure_id"),
}
"""Choices that name a row of a table."""
_FROM_CHECK: Final = ("rule", "parameters", "basis", "vary", "untestable", "as_target")
"""Fields of a claim that stand in the table `check` of its file."""
_TABLE: Final = Mapping[str, Any]
_CHECK: Final = Keys(
    {"rule": str},
    {"with": _TABLE, "basis": _TABLE, "vary": _TABLE, "untestable": str, "as_target": bool},
)
_SAID: Final = keys_of(Said, without=("within",))
_OWN: Final = keys_of(Claim, without=("id", *_FROM_CHECK))
_CLAIM: Final = _OWN._replace(required={**_OWN.required, "check": _TABLE})
_PARAMETERS: Final = {
    "year", "first", "last", "entity", "threshold", "day", "event", "from_event", "to_event", "allies",
}  # fmt: skip
_NO_VALUE: Final = ("not stated", "same words")
"""Operators of statements that give no figure."""


@lru_cache(maxsize=4)
def load(folder: Path = DATA) -> tuple[Record, tuple[Claim, ...]]:
    """The record and every claim in `folder`, claims in the article's order.

    Raises `DataProblems` with every problem of every table and claim file.
    """
    try:
        record = record_of.load(folder)
    except DataProblems as broken:
        raise DataProblems([*broken.problems, *_unreadable(folder)]) from None
    claims, problems = read_all(folder, record)
    if problems:
        raise DataProblems(problems)
    return record, claims


def _unreadable(folder: Path) -> list[Problem]:
    """The claim files that are no TOML: all that can be told of claims while the tables are broken."""
    problems: list[Problem] = []
    for file in _names(folder):
        parsed(folder, file, problems)
    return problems


def _names(folder: Path) -> list[str]:
    return sorted(f"claims/{path.name}" for path in (folder / "claims").glob("*.toml"))


def read_all(folder: Path, record: Record) -> tuple[tuple[Claim, ...], list[Problem]]:
    """Every claim below `folder` that can be read, and what is wrong with the others."""
    problems: list[Problem] = []
    claims = []
    for file in _names(folder):
        declared = parsed(folder, file, problems)
        if declared is None:
            continue
        wrong = _problems(file, declared, record)
        problems += wrong
        if not wrong:
            claims.append(_claim(Path(file).stem, declared))
    if not claims and not problems:
        problems.append(Problem("claims", "", "", "no claim files", "one .toml file for each claim"))
    return tuple(sorted(claims, key=lambda claim: (claim.paragraph, claim.order))), problems


def _claim(claim_id: str, declared: Mapping[str, Any]) -> Claim:
    check = declared["check"]
    plain = {key: value for key, value in declared.items() if key not in ("said", "check")}
    return Claim(
        id=claim_id,
        said=filled(Said, declared["said"]),
        rule=check["rule"],
        parameters=check.get("with", {}),
        basis=check.get("basis", {}),
        vary={key: tuple(options) for key, options in check.get("vary", {}).items()},
        untestable=check.get("untestable", ""),
        as_target=check.get("as_target", False),
        **plain,
    )


def _problems(file: str, declared: Mapping[str, Any], record: Record) -> list[Problem]:
    problems = misfits(file, "", declared, _CLAIM)
    if problems:
        return problems
    said, check = declared["said"], declared["check"]
    problems += misfits(file, "said", said, _SAID)
    problems += misfits(file, "check", check, _CHECK)
    if problems:
        return problems
    people = [*record.people, "article"]
    transcripts = record.tables["record.transcripts"]["transcript_id"].tolist()
    one_of: list[tuple[str, Any, Iterable[Any]]] = [
        ("topic", declared["topic"], registry.TOPICS),
        ("voice", declared["voice"], VOICES),
        ("speaker", declared["speaker"], people),
        ("attributed", declared["attributed"], people),
        ("said.operator", said["operator"], OPERATORS),
        ("said.precision", said.get("precision", "day"), ("day", "month", "year")),
        ("check.rule", check["rule"], RULES),
    ]
    if "transcript" in declared:
        one_of.append(("transcript", declared["transcript"], transcripts))
    one_of += [(f"check.with.{key}", key, _PARAMETERS) for key in check.get("with", {})]
    for where, choices in (("check.basis", check.get("basis", {})), ("check.vary", check.get("vary", {}))):
        for key, given in choices.items():
            known = _options(key, record)
            if known is None:
                one_of.append((where, key, ["edition", *_ROWS, *_CHOICES]))
            else:
                values = given if isinstance(given, list) else [given]
                one_of += [(f"{where}.{key}", value, known) for value in values]
    for where, found, known in one_of:
        problems += strangers(file, where, found, known)
    if declared["words"] not in declared["quote"]:
        problems.append(Problem(file, "words", "", repr(declared["words"]), "words that stand in the quote"))
    if declared.get("short", "") not in declared["quote"]:
        problems.append(Problem(file, "short", "", repr(declared["short"]), "words that stand in the quote"))
    needs_value = said["operator"] not in _NO_VALUE
    if needs_value != ("value" in said):
        expected = "a value for this operator" if needs_value else "no value where none was said"
        problems.append(Problem(file, "said.value", "", repr(said.get("value")), expected))
    if check["rule"] == "not_checkable" and not check.get("untestable"):
        problems.append(
            Problem(file, "check.untestable", "", "nothing", "the reason why it can't be checked")
        )
    for key in set(check.get("vary", {})) - set(check.get("basis", {})):
        problems.append(
            Problem(file, f"check.vary.{key}", "", "a choice without a basis", "the speaker's own")
        )
    return problems


def _options(key: str, record: Record) -> Iterable[str] | None:
    if key == "edition":
        return record.editions
    if key in _ROWS:
        table, column = _ROWS[key]
        return record.tables[table][column].tolist()
    return _CHOICES.get(key)
