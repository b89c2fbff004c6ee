"""What a chart draws: the numbers and texts in the data of a Vega-Lite specification, row by row.

A row that names its Ally, year, edition or event is held against that line alone. A row that names nothing
(a mark of what was said, a bracket, a label at a place) is held against the lines and words of its own
figure; how many such rows there are is counted apart. Places on the canvas are no numbers of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.truth.account import strangers, tokens
from tests.truth.figures import Line, Shows
from tests.truth.seen import flat

PLACES = {
    "row", "x", "y", "up", "down", "dx", "dy", "side", "order", "words_at", "leader_to", "middle", "right", "left", "zero",
    "opacity", "size", "level", "off", "place", "place_to", "from", "to",
}  # fmt: skip
"""Fields that say where on the canvas something stands, or how strongly it is filled."""
MATRIX = {"at", "value", "on", "role", "option", "heading"}
"""The fields of a matrix of readings, which hangs below the bars: its heights are places too."""
_NEAR = Decimal("0.000001")


@dataclass
class Tally:
    """How many numbers were held against a line of their own, against their figure, and against an axis."""

    tied: int = 0
    figure: int = 0
    axis: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.tied + other.tied, self.figure + other.figure, self.axis + other.axis)


def datasets(spec: Any) -> Iterator[list[dict]]:
    if isinstance(spec, dict):
        values = spec.get("data", {}).get("values") if isinstance(spec.get("data"), dict) else None
        if values is not None:
            yield values if isinstance(values, list) else [values]
        if isinstance(spec.get("datasets"), dict):
            yield from spec["datasets"].values()
        for key, inner in spec.items():
            if key not in ("data", "datasets"):
                yield from datasets(inner)
    elif isinstance(spec, list):
        for inner in spec:
            yield from datasets(inner)


def words(spec: Any, key: str = "") -> Iterator[str]:
    """The texts that stand in a specification itself: marks, titles of axes."""
    if isinstance(spec, dict):
        for name, inner in spec.items():
            if name not in ("data", "datasets", "params", "config"):
                yield from words(inner, name)
    elif isinstance(spec, list):
        for inner in spec:
            yield from words(inner, key)
    elif isinstance(spec, str) and key in ("text", "title", "datum"):
        yield spec


def is_axis(rows: list[dict]) -> bool:
    """Are these the ticks of an axis: one number each, evenly spaced, its label the number itself?"""
    if not all(set(r) <= {"value", "text", "troops_thousand"} for r in rows):
        return False
    values = [Decimal(str(next(v for k, v in r.items() if k != "text"))) for r in rows]
    steps = {b - a for a, b in zip(values, values[1:], strict=False)}
    labelled = all(
        "text" not in r or Decimal(r["text"].replace("+", "").replace(",", "")) == v
        for r, v in zip(rows, values, strict=True)
    )
    return len(steps) == 1 and not values[0] % max(steps) and labelled


def differences(spec: dict, shows: Shows) -> tuple[list[str], Tally]:
    """Every number of the specification that the record does not give, and how many were checked how."""
    wrong: list[str] = []
    tally = Tally()
    for text in words(spec):
        tally.figure += len(tokens(text))
        wrong += [f"{stranger} in {text!r}" for stranger in strangers(flat(text), _all_words(shows))]
    for rows in datasets(spec):
        if len(rows) > 1 and is_axis(rows):
            tally.axis += len(rows)
            continue
        for row in rows:
            bad, more = of_row(_flat_row(row), shows)
            wrong += bad
            tally += more
    return wrong, tally


def _flat_row(row: dict) -> dict[str, Any]:
    """The fields of a row, those of a map's shapes taken out of their `properties`."""
    return {
        **{k: v for k, v in row.items() if k not in ("properties", "geometry", "type")},
        **row.get("properties", {}),
    }


def _all_words(shows: Shows) -> tuple[str, ...]:
    return (*shows.words, *shows.drawn, *(t for line in shows.lines for t in (*line.texts, *line.cells)))


def _own(row: dict[str, Any], lines: tuple[Line, ...]) -> list[Line]:
    """The lines that the row names with all parts of their names, the longest names first."""
    values = {flat(str(v)) for v in row.values() if not isinstance(v, bool | float)}
    values |= {v.removesuffix(" e") for v in values}
    found = [line for line in lines if all(part in values for part in line.key)]
    return sorted(found, key=lambda line: -len(line.key))


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a row that state something."""
    places = set(PLACES)
    if {"at", "value"} <= set(row):
        places.add("at")
        if set(row) == {"at", "value"} or set(row) <= MATRIX and row["value"] < 0:
            places.add("value")
    elif set(row) <= MATRIX and row.get("value", 0) < 0:
        places.add("value")
    return {k: v for k, v in row.items() if k not in places and not isinstance(v, bool | None | list | dict)}


def of_row(row: dict[str, Any], shows: Shows) -> tuple[list[str], Tally]:
    """The numbers of one row that no line of the record gives."""
    facts = _facts(row)
    count = sum(len(tokens(v)) if isinstance(v, str) else 1 for v in facts.values())
    own = _own(row, shows.lines)
    for line in own or shows.lines:
        if not _unheld(facts, line.numbers, (*line.key, *line.texts, *line.cells)):
            return [], Tally(count)
    if own:
        return [
            f"{bad} in {row}" for bad in _unheld(facts, own[0].numbers, (*own[0].texts, *own[0].cells))
        ], Tally(count)
    numbers = (*shows.whole, *(n for line in shows.lines for n in line.numbers))
    return [f"{bad} in {row}" for bad in _unheld(facts, numbers, _all_words(shows))], Tally(0, count)


def _unheld(facts: dict[str, Any], numbers: Iterable[Decimal], texts: Iterable[str]) -> list[str]:
    """The numbers of a row's fields that are not among these numbers and texts."""
    texts = [flat(text) for text in texts]
    found = []
    for value in facts.values():
        if isinstance(value, str):
            found += strangers(flat(value), texts)
        elif str(value) not in texts and not any(abs(Decimal(str(value)) - n) <= _NEAR for n in numbers):
            found.append(str(value))
    return found
