"""Claims: reads `data/claims/`, runs rules on the tables, gives findings and readings.

A claim is declared, never coded. A rule is a small pure function from the record and one choice of
reading to a `Result`. The finding follows from the readings by `check.finding`, and by nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Said:
    """The tested figure: `operator` is a key of `operators.OPERATORS`.

    `value` is a number, a date (as precise as `precision` says) or a person's id; `None` where the
    words give none. `also_to_nearest` are precisions that are shown beside the one tested; `within`
    is a reader's own tolerance, a share of the figure, in place of the operator's.
    """

    operator: str
    value: Any = None
    until: date | None = None
    unit: str = ""
    to_nearest: float = 1.0
    also_to_nearest: tuple[float, ...] = ()
    year: int | None = None
    precision: str = "day"
    within: float | None = None


@dataclass(frozen=True, eq=False)
class Claim:
    """One statement as its file declares it; `words` are the tested words inside `quote`."""

    id: str
    topic: str
    quote: str
    words: str
    paragraph: int
    order: int
    voice: str
    attributed: str
    speaker: str
    said_on: date
    means: str
    said: Said
    rule: str
    parameters: Mapping[str, Any]
    basis: Mapping[str, Any]
    vary: Mapping[str, tuple[Any, ...]]
    label: str = ""
    short: str = ""
    untestable: str = ""
    as_target: bool = False
    transcript: str = ""
    note: str = ""

    @property
    def quotable(self) -> str:
        """The label without its own quotation marks, to be put between others."""
        return self.label.strip("“”")


@dataclass(frozen=True)
class Result:
    """What a rule found under one reading: a value with its arithmetic and its sources.

    `value` has the unit of the figure said. `published` is when the record gave it, where that is
    not the edition's date.
    """

    value: Any
    text: str
    is_estimate: bool = False
    steps: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    published: date | None = None


@dataclass(frozen=True)
class Reading:
    """One choice of edition, prices, membership or rounding, and what it gives.

    `result` is `None` where the tables do not give that reading (`reason` says why); `holds` is `None`
    where there is nothing to test against.
    """

    choice: Mapping[str, Any]
    result: Result | None
    holds: bool | None
    is_basis: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Finding:
    """What the readings amount to, on the day or today; `word` is a key of `words.WORDS`.

    `readings` are those the tables give, the speaker's own first; `not_available` the others.
    `to_nearest` tells, for each precision shown, whether the basis rounds to the figure said.
    """

    claim_id: str
    when: str
    word: str
    basis: Reading
    readings: tuple[Reading, ...] = field(repr=False)
    not_available: tuple[Reading, ...] = field(default=(), repr=False)
    reason: str = ""
    to_nearest: Mapping[float, bool] = field(default_factory=dict)
