"""Reads `data/claims/*.toml`: one statement, one file, named by its id. Unknown keys are refused.

All problems of all files are reported together, each with the nearest known name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from components.claims import Claim, Said
from components.claims.operators import OPERATORS
from components.claims.rules import RULES
from components.tables import DataProblems, Problem
from components.tables import record as record_of
from components.tables.descriptors import DATA
from components.tables.expenditure import MEMBERSHIP, ROUNDING
from components.tables.record import Record

TOPICS: Final = ("spending", "two_percent", "force_model", "commitments", "casualty_figures", "other")
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
_TOP: Final = {
    "topic": str, "quote": str, "words": str, "paragraph": int, "order": int, "voice": str, "attributed": str,
    "speaker": str, "said_on": date, "means": str, "said": dict, "check": dict,
}  # fmt: skip
_TOP_OPTIONAL: Final = {"label": str, "short": str, "transcript": str, "note": str}
_CHECK: Final = {"rule": str}
_CHECK_OPTIONAL: Final = {"with": dict, "basis": dict, "vary": dict, "untestable": str, "as_target": bool}
_SAID: Final = {"operator": str}
_SAID_OPTIONAL: Final = {
    "value": object, "until": date, "unit": str, "to_nearest": (int, float), "also_to_nearest": list,
    "year": int, "precision": str,
}  # fmt: skip
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
    claims, problems = read_all(folder / "claims", record)
    if problems:
        raise DataProblems(problems)
    return record, claims


def _unreadable(folder: Path) -> list[Problem]:
    """With broken tables claims cannot be checked against them, but files that are no TOML can be told."""
    problems: list[Problem] = []
    for path in sorted((folder / "claims").glob("*.toml")):
        _parsed(path, problems)
    return problems


def read_all(folder: Path, record: Record) -> tuple[tuple[Claim, ...], list[Problem]]:
    """Every claim in `folder` that can be read, and what is wrong with the others."""
    problems: list[Problem] = []
    claims = []
    for path in sorted(folder.glob("*.toml")):
        declared = _parsed(path, problems)
        if declared is None:
            continue
        wrong = _problems(f"claims/{path.name}", declared, record)
        problems += wrong
        if not wrong:
            claims.append(_claim(path.stem, declared))
    if not claims and not problems:
        problems.append(Problem("claims", "", "", "no claim files", "one .toml file for each claim"))
    return tuple(sorted(claims, key=lambda claim: (claim.paragraph, claim.order))), problems


def _parsed(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(Problem(f"claims/{path.name}", "", "", str(error), "a readable TOML file"))
        return None


def _claim(claim_id: str, declared: Mapping[str, Any]) -> Claim:
    check = declared["check"]
    said = dict(declared["said"])
    if "also_to_nearest" in said:
        said["also_to_nearest"] = tuple(said["also_to_nearest"])
    plain = {key: value for key, value in declared.items() if key not in ("said", "check")}
    return Claim(
        id=claim_id,
        said=Said(**said),
        rule=check["rule"],
        parameters=check.get("with", {}),
        basis=check.get("basis", {}),
        vary={key: tuple(options) for key, options in check.get("vary", {}).items()},
        untestable=check.get("untestable", ""),
        as_target=check.get("as_target", False),
        **plain,
    )


def _problems(file: str, declared: Mapping[str, Any], record: Record) -> list[Problem]:
    problems = _keys(file, "", declared, _TOP, _TOP_OPTIONAL)
    if problems:
        return problems
    said, check = declared["said"], declared["check"]
    problems += _keys(file, "said", said, _SAID, _SAID_OPTIONAL)
    problems += _keys(file, "check", check, _CHECK, _CHECK_OPTIONAL)
    if problems:
        return problems
    people = [*record.people, "article"]
    transcripts = record.tables["record.transcripts"]["transcript_id"].tolist()
    one_of: list[tuple[str, Any, Iterable[Any]]] = [
        ("topic", declared["topic"], TOPICS),
        ("voice", declared["voice"], VOICES),
        ("speaker", declared["speaker"], people),
        ("attributed", declared["attributed"], people),
        ("transcript", declared.get("transcript"), [*transcripts, None]),
        ("said.operator", said["operator"], OPERATORS),
        ("said.precision", said.get("precision", "day"), ("day", "month", "year")),
        ("check.rule", check["rule"], RULES),
    ]
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
        problems += _known(file, where, found, known)
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


def _known(file: str, where: str, found: Any, known: Iterable[Any]) -> list[Problem]:
    names = [name for name in known if name is not None]
    if found is None or found in names:
        return []
    near = get_close_matches(str(found), [str(name) for name in names], n=1)
    expected = f"{near[0]!r}, perhaps" if near else f"one of {', '.join(map(str, names))}"
    return [Problem(file, where, "", repr(found), expected)]


def _keys(
    file: str, where: str, found: Mapping[str, Any], required: Mapping[str, Any], optional: Mapping[str, Any]
) -> list[Problem]:
    """Missing keys, unknown keys and values of another type."""
    problems = []
    prefix = f"{where}." if where else ""
    types = {**required, **optional}
    for key in required:
        if key not in found:
            problems.append(Problem(file, f"{prefix}{key}", "", "nothing", "this key"))
    for key, value in found.items():
        if key not in types:
            problems += _known(file, f"{prefix}{key}", key, list(types))
        elif not isinstance(value, types[key]) or (types[key] is int and isinstance(value, bool)):
            name = getattr(types[key], "__name__", "number")
            problems.append(Problem(file, f"{prefix}{key}", "", repr(value), f"a value of type {name}"))
    return problems
