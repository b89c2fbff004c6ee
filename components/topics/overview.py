"""Overview: three claims with their small charts, and every claim as one row of readings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from components import registry, theme
from components.charts import Caption, Figure, readings_strip
from components.claims import Claim, Finding, Reading, check
from components.claims.words import WORDS, hold
from components.tables.record import Record
from components.topics import Passage, by_id, force_model, passage, spending, two_percent
from components.topics.lazy_figure import LazyFigure
from components.topics.register import Entry, counted, entries

_CARDS = (
    (
        "spending",
        spending.card,
        "spending-by-year",
        ("spending_2024", "spending_2020", "spending_increase"),
        "spending_increase",
    ),
    (
        "two_percent",
        two_percent.card,
        "allies-at-threshold-by-year",
        ("allies_2020", "allies_2024"),
        "allies_2024",
    ),
    (
        "force_model",
        force_model.card,
        "force-model-steps",
        ("force_10_days", "force_month", "force_ensuing_weeks"),
        "force_month",
    ),
)


@dataclass(frozen=True, eq=False)
class Card:
    """One headline claim of the overview; `about` is the tested claim, whose findings stand below.

    Its parts are made when they are asked for: one that cannot be made leaves the others as they are.
    """

    record: Record
    topic: str
    title: str
    tested: tuple[Claim, ...]
    figure: LazyFigure
    about: Claim

    @cached_property
    def passage(self) -> Passage:
        """The words as quoted, shortened."""
        return passage(self.record, self.tested, short=True)

    @cached_property
    def day(self) -> Finding:
        """The finding on the day."""
        return check.finding(self.record, self.about, check.DAY)

    @cached_property
    def today(self) -> Finding:
        """The finding today."""
        return check.finding(self.record, self.about, check.TODAY)


@dataclass(frozen=True, eq=False)
class Strip:
    """All rows, how many readings hold of how many, and the same as a figure."""

    rows: tuple[Entry, ...]
    held: int
    tested: int
    figure: Figure


@dataclass(frozen=True, eq=False)
class Story:
    """The overview: title, one computed answer, three cards and the strip; the last three made when asked for."""

    record: Record
    claims: tuple[Claim, ...]
    title: str

    @cached_property
    def answer(self) -> str:
        """How many claims held on the day, and how many hold today."""
        return _answer(entries(self.record, self.claims), self.claims[0])

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The headline claims."""
        return tuple(_card(self.record, self.claims, *entry) for entry in _CARDS)

    @cached_property
    def strip(self) -> Strip:
        """Every claim with a figure as a row of readings."""
        rows = entries(self.record, self.claims)
        return strip(tuple(row for row in rows if row.claim.said.unit), "Every numeric claim, every reading")


@lru_cache(maxsize=4)
def story(record: Record, claims: tuple[Claim, ...]) -> Story:
    """The whole overview."""
    count = theme.sentence(theme.count_word(len(claims)))
    return Story(record, claims, f"{count} claims from one article, held against the record")


def _card(
    record: Record,
    claims: tuple[Claim, ...],
    topic: str,
    draw: Callable[[Record, tuple[Claim, ...]], Figure],
    figure_id: str,
    ids: tuple[str, ...],
    about: str,
) -> Card:
    figure = LazyFigure(figure_id, lambda: draw(record, claims))
    return Card(record, topic, registry.TOPICS[topic], by_id(claims, *ids), figure, by_id(claims, about)[0])


@lru_cache(maxsize=16)
def strip(rows: tuple[Entry, ...], title: str = "Every claim, every reading") -> Strip:
    readings = [
        reading for row in rows for reading in (*row.day.readings, *row.since) if reading.holds is not None
    ]
    held = sum(bool(reading.holds) for reading in readings)
    plot = readings_strip.frame(
        pd.DataFrame(
            [
                {
                    "claim_id": row.claim.id,
                    "topic": row.topic,
                    "words": row.claim.label,
                    "who": row.who,
                    "day_readings": _letters(row.day.readings),
                    "day_finding": WORDS[row.day.word].label,
                    "today_readings": _letters(row.since),
                    "today_finding": WORDS[row.today.word].label,
                }
                for row in rows
            ]
        )
    )
    measure = f"{held} of {len(readings)} readings {hold(held)}"
    figure = readings_strip.figure(
        plot,
        Caption(
            id="every-claim-every-reading",
            title=title,
            measure=measure,
            says=f"{title}: {measure}.",
            source="Readings are choices of edition, prices, membership and rounding; see each topic's page.",
        ),
    )
    return Strip(rows, held, len(readings), figure)


def _letters(readings: tuple[Reading, ...]) -> str:
    """Readings as the strip's letters: B or b for the speaker's own, h or o for the others."""
    readings = tuple(reading for reading in readings if reading.holds is not None)
    return "".join(("B" if r.holds else "b") if r.is_basis else ("h" if r.holds else "o") for r in readings)


def _answer(rows: tuple[Entry, ...], first: Claim) -> str:
    day = counted([row.day.word for row in rows], past=True)
    today = counted([row.today.word for row in rows], past=False)
    return f"On {theme.day(first.said_on)}, {day}. Today, {today}."
