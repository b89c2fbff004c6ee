"""The operators speakers use, each with its test and its tolerance. Tolerances stand here, nowhere else."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from components import theme
from components.claims import Said

JUST_OVER: Final = 0.02
"""`just over` means above by at most this share of the figure said."""
ABOUT: Final = 0.05
"""`about` means within this share of the figure said, either way."""


@dataclass(frozen=True)
class Operator:
    """A word between a speaker and a figure: how it is tested, in code and in words."""

    test: Callable[[Any, Said], bool]
    means: str


def rounds_to(value: float, said: Said, to_nearest: float | None = None) -> bool:
    """Does `value` round to the figure said, at the precision it was said with (or another)?"""
    step = to_nearest or said.to_nearest
    return theme.rounded(value, step) == theme.rounded(said.value, step)


def holds(value: Any, said: Said) -> bool:
    """Does `value` pass the operator's test, or lie within the reader's own tolerance if there is one?"""
    if said.within is None:
        return OPERATORS[said.operator].test(value, said)
    share = _share_above(value, said)
    if said.operator in ("over", "at least", "just over"):
        return -said.within <= share and (
            said.operator != "just over" or share <= max(said.within, JUST_OVER)
        )
    return abs(share) <= said.within


def _share_above(value: float, said: Said) -> float:
    return (value - said.value) / said.value


def _within_period(value: date, said: Said) -> bool:
    """Does the date lie in the period said: a day, a month, a year, or from one date to another?"""
    first, last = said.value, said.until or said.value
    if said.precision == "month":
        first, last = first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])
    elif said.precision == "year":
        first, last = date(first.year, 1, 1), date(last.year, 12, 31)
    return first <= value <= last


def _same_years(ends: tuple[date, date], said: Said) -> bool:
    return said.until is not None and [day.year for day in ends] == [said.value.year, said.until.year]


_ROUNDS: Final = "rounds to the figure at the precision it was said with"
OPERATORS: Final[dict[str, Operator]] = {
    "exactly": Operator(rounds_to, _ROUNDS),
    "only": Operator(rounds_to, _ROUNDS),
    "increase of": Operator(rounds_to, _ROUNDS),
    "double": Operator(rounds_to, f"twice the figure before it, and {_ROUNDS}"),
    "over": Operator(lambda v, s: _share_above(v, s) > 0, "above the figure, by any amount"),
    "at least": Operator(lambda v, s: _share_above(v, s) >= 0, "the figure or above it"),
    "just over": Operator(
        lambda v, s: 0 < _share_above(v, s) <= JUST_OVER, f"above the figure by at most {JUST_OVER:.0%}"
    ),
    "about": Operator(lambda v, s: abs(_share_above(v, s)) <= ABOUT, f"within {ABOUT:.0%} of the figure"),
    "dated": Operator(_within_period, "the recorded date lies in the period the words give"),
    "spoken by": Operator(lambda v, s: v == s.value, "the transcript has the words from the same person"),
    "same words": Operator(lambda v, s: v == 0, "no word differs; capitals and punctuation do not count"),
    "done by": Operator(lambda v, s: v == s.value, "the record names the same"),
    "from to": Operator(_same_years, "the recorded dates lie in the first and the last year said"),
    "not stated": Operator(lambda v, s: False, "the words give no figure to test"),
}
