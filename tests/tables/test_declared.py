"""Files written by hand: exactly the declared keys and types, and every misfit told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from components.tables.declared import filled, keys_of, misfits, strangers


@dataclass(frozen=True)
class Sample:
    name: str
    day: date
    share: float = 1.0
    size: int | None = None
    codes: tuple[str, ...] = ()
    more: Mapping[str, Any] | None = None
    made: str = ""


KEYS = keys_of(Sample, without=("made",))
SOUND: dict[str, Any] = {"name": "a", "day": date(2024, 2, 29)}


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", 1), ("day", "2024-02-29"), ("day", datetime(2024, 2, 29)), ("share", True), ("share", "1"), ("size", 1.0),
     ("size", False), ("codes", "a"), ("codes", ["a", 1]), ("more", [])],
)  # fmt: skip
def test_a_value_of_another_type_is_told_with_its_place(key: str, value: object) -> None:
    (problem,) = misfits("f.toml", "part", SOUND | {key: value}, KEYS)
    assert (problem.file, problem.where, problem.found) == ("f.toml", f"part.{key}", repr(value))


@pytest.mark.parametrize(
    ("key", "value"),
    [("share", 2), ("share", 0.5), ("size", 3), ("codes", []), ("codes", ["a"]), ("more", {"x": 1})],
)
def test_a_value_that_fits_is_taken(key: str, value: object) -> None:
    assert misfits("f.toml", "", SOUND | {key: value}, KEYS) == []


def test_every_misfit_is_told_and_what_code_fills_in_is_no_key() -> None:
    found = misfits("f.toml", "", {"nmae": "a", "day": 1, "made": "x"}, KEYS)
    assert sorted(problem.where for problem in found) == ["day", "made", "name", "nmae"]
    assert next(problem for problem in found if problem.where == "nmae").expected == "'name', perhaps"


def test_what_is_no_table_is_told_as_such() -> None:
    (problem,) = misfits("f.toml", "part", [1], KEYS)
    assert problem.where == "part"


def test_a_name_near_none_is_answered_with_all() -> None:
    (problem,) = strangers("f.toml", "", "zzz", ["one", "two"])
    assert all(name in problem.expected for name in ("one", "two"))


def test_a_record_is_filled_with_its_lists_as_tuples() -> None:
    assert filled(Sample, SOUND | {"codes": ["a", "b"]}) == Sample("a", date(2024, 2, 29), codes=("a", "b"))
