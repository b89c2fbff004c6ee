"""From readings to a finding: on the day (what stood published by then) and today (all that is held)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any, Final

from components import theme
from components.claims import Claim, Finding, Reading, Result
from components.claims.operators import holds, rounds_to
from components.claims.rules import RULES, measure
from components.tables import NotHeld, expenditure
from components.tables.record import Record

DAY: Final = "on the day"
TODAY: Final = "today"


@lru_cache(maxsize=512)
def finding(record: Record, claim: Claim, when: str) -> Finding:
    """The finding for `when` (`DAY` or `TODAY`).

    Holds: on the speaker's basis and in every reading. Holds on its own basis: there, not in every
    reading. Differs: not on the basis. Can't be checked: the claim's file or the tables say why.
    """
    basis_choice = _basis(record, claim, when)
    taken = [
        read(record, claim, choice, is_basis=choice == basis_choice)
        for choice in _choices(record, claim, when)
    ]
    if not any(reading.is_basis for reading in taken):
        taken.append(read(record, claim, basis_choice, is_basis=True))
    if when == DAY:
        taken = [_as_published_by_then(claim, reading) for reading in taken]
    taken.sort(key=lambda reading: not reading.is_basis)
    basis = taken[0]
    given = tuple(reading for reading in taken if reading.result is not None)
    missing = tuple(reading for reading in taken if reading.result is None)
    word, reason = _word(claim, basis, given)
    precisions: dict[float, bool] = {}
    if claim.said.also_to_nearest and basis.result is not None:
        steps = (claim.said.to_nearest, *claim.said.also_to_nearest)
        precisions = {step: rounds_to(basis.result.value, claim.said, step) for step in steps}
    return Finding(claim.id, when, word, basis, given, missing, reason, precisions)


def read(record: Record, claim: Claim, choice: Mapping[str, Any], *, is_basis: bool = False) -> Reading:
    """The claim under one choice of reading; a reading the tables do not give carries the reason."""
    try:
        result = RULES[claim.rule].find(record, claim, choice)
    except NotHeld as reason:
        return Reading(choice, None, None, is_basis, str(reason))
    return Reading(choice, result, _holds(claim, result), is_basis)


def since(record: Record, claim: Claim) -> tuple[Reading, ...]:
    """The readings that editions published after the day have added, today's own basis first."""
    known = [dict(reading.choice) for reading in finding(record, claim, DAY).readings]
    return tuple(r for r in finding(record, claim, TODAY).readings if dict(r.choice) not in known)


def _as_published_by_then(claim: Claim, reading: Reading) -> Reading:
    """The reading as it was on the day: without a result if the record gave it only later."""
    published = reading.result.published if reading.result else None
    if published is None or published <= claim.said_on:
        return reading
    return replace(
        reading, result=None, holds=None, reason=f"published on {theme.day(published)}, after the day"
    )


def _holds(claim: Claim, result: Result) -> bool | None:
    if claim.untestable:
        return None
    return holds(result.value, claim.said)


def _word(claim: Claim, basis: Reading, given: tuple[Reading, ...]) -> tuple[str, str]:
    if claim.untestable:
        return "unchecked", claim.untestable
    if basis.result is None:
        return "unchecked", basis.reason
    if not basis.holds:
        return "differs", ""
    return ("holds" if all(reading.holds for reading in given) else "own_basis"), ""


def _editions(record: Record, claim: Claim, when: str) -> list[str]:
    """The editions of the claim's readings that count for `when`, oldest first."""
    named = sorted(claim.vary.get("edition", ()), key=lambda e: record.editions[e].published)
    if when == TODAY:
        return named
    return [edition for edition in named if record.editions[edition].published <= claim.said_on]


def _choices(record: Record, claim: Claim, when: str) -> list[dict[str, Any]]:
    options = dict(claim.vary)
    if "edition" in options:
        options["edition"] = tuple(_editions(record, claim, when))
    return [
        dict(claim.basis) | dict(zip(options, values, strict=True)) for values in product(*options.values())
    ]


def _basis(record: Record, claim: Claim, when: str) -> dict[str, Any]:
    """The speaker's own reading; today, the same with the newest complete edition of its measure."""
    basis = dict(claim.basis)
    if when == DAY or "edition" not in basis:
        return basis
    for edition in reversed(_editions(record, claim, TODAY)):
        choice = basis | {"edition": edition}
        try:
            name = measure(record, claim, choice)
        except NotHeld:
            continue
        if name and expenditure.is_complete(record, edition, name):
            return choice
    return basis
