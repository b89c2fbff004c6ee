"""The findings on a slide: what was said, the finding on the day and today, each as shape, word and value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from components.claims.words import WORDS
from components.exports.slides import shapes
from components.exports.slides.master import run, wrapped
from components.exports.slides.shapes import paragraph
from components.tables.record import Record
from components.topics import Row, sentences

_SAID: Final = 112
_FOUND: Final = 140
WIDTH: Final = _SAID + 2 * _FOUND
"""Pixels, of which each finding has `_FOUND`."""
_SHAPE: Final = 22  # from a shape's left edge to its words


@dataclass(frozen=True, eq=False)
class Findings:
    """Rows set in `points`, each with its notes and its height in pixels; `heads` over the columns."""

    rows: tuple[tuple[Row, tuple[str, ...], float], ...]
    heads: tuple[tuple[str, ...], ...]
    points: float

    @property
    def head(self) -> float:
        return 8 + 16.0 * max(len(lines) for lines in self.heads)

    @property
    def height(self) -> float:
        return self.head + sum(deep for _, _, deep in self.rows)


def findings(rows: Sequence[Row], record: Record, *, points: float, noted: bool) -> Findings:
    """The rows measured; `noted` has what must be said of a finding stand under it."""
    made = []
    for row in rows:
        notes = tuple(sentences.notes(row)) if noted else ()
        made.append((row, notes, _height(row, notes, points)))
    days = (("on the day", rows[0].day), ("today", rows[0].today))
    editions = [(when, sentences.edition_of(record, found)) for when, found in days]
    heads = (("said",), *(tuple(filter(None, pair)) for pair in editions))
    return Findings(tuple(made), heads, points)


def _line(points: float) -> float:
    return points / 0.75 * 1.2


def _note_height(notes: Sequence[str]) -> float:
    return _line(10) * sum(wrapped(note, WIDTH, 10) for note in notes) + (4 if notes else 0)


def _height(row: Row, notes: Sequence[str], points: float) -> float:
    lines = [wrapped(row.claim.label, _SAID - 12, points, bold=True)]
    for found in (row.day, row.today):
        texts = filter(None, [WORDS[found.word].label, sentences.value_of(found, row)])
        lines.append(sum(wrapped(text, _FOUND - _SHAPE - 8, points, bold=True) for text in texts))
    return max(lines) * _line(points) + 15 + _note_height(notes)


def draw(slide: Any, found: Findings, at: tuple[float, float]) -> None:
    """The findings on `slide` from the point `at`, row after row so that they are read so."""
    left, y = at
    columns = (left, left + _SAID, left + _SAID + _FOUND)
    for x, lines in zip(columns, found.heads, strict=True):
        texts = [paragraph([run(text, 10, "muted")]) for text in lines]
        shapes.words(slide, "Heading", (x, y, _FOUND - 4, found.head - 6), texts, anchor="b")
    y += found.head
    shapes.rule(slide, (left, y, left + WIDTH, y), "axis")
    for row, notes, deep in found.rows:
        _row(slide, row, notes, found.points, columns, y, deep)
        y += deep
        shapes.rule(slide, (left, y, left + WIDTH, y), "grid")


def _row(
    slide: Any, row: Row, notes: Sequence[str], points: float, columns: Sequence[float], y: float, deep: float
) -> None:
    said = [paragraph([run(row.claim.label, points, "said", bold=True)])]
    below = _note_height(notes)
    space = deep - below - 10
    shapes.words(slide, "Said", (columns[0], y + 7, _SAID - 10, space), said)
    for x, when, found in ((columns[1], "On the day", row.day), (columns[2], "Today", row.today)):
        word, value = WORDS[found.word], sentences.value_of(found, row)
        top = y + 7 + (_line(points) - 14) / 2
        shapes.finding(slide, word.shape, (x, top), f"{when}: {word.label}")
        lines = [paragraph([run(word.label, points, "ink", bold=True)])]
        lines += [paragraph([run(value, points, "record", bold=True)])] if value else []
        shapes.words(slide, when, (x + _SHAPE, y + 7, _FOUND - _SHAPE - 2, space), lines)
    if notes:
        texts = [paragraph([run(note, 10, "muted")]) for note in notes]
        shapes.words(slide, "Note", (columns[0], y + deep - below - 3, WIDTH, below), texts)
