"""Casualty figures: the two figures the article closes with, beside what was published."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import pandas as pd

from components import theme
from components.charts import Caption, Figure, casualty_dots
from components.claims import Claim
from components.tables.record import Record
from components.topics.chapter import Chapter

CLAIMS: Final = ("gaza_40000", "gaza_200000")
_LABELLED: Final = (
    "moh_2024_08_15",
    "letter_2024_07_05",
    "estimate_2025_01_09",
    "moh_2024_06_19",
    "moh_2024_07_09",
)


def answer(record: Record) -> str:
    """Which count was published on the day."""
    day = record.row("record.casualties_published", figure_id="moh_2024_07_09")
    return (
        f"The article names no source for either figure. The count published that day by the {day['publisher']} "
        f"was {theme.number(day['figure'])}."
    )


def published_by_date(record: Record, tested: tuple[Claim, ...]) -> Figure:
    """Published counts and estimates by date, with the article's figures."""
    published = record.rows("record.casualties_published")
    plot = casualty_dots.frame(
        pd.DataFrame(
            [
                {
                    "published_on": row["published_on"],
                    "figure": int(row["figure"]),
                    "low": row["low"],
                    "high": row["high"],
                    "kind": row["kind"],
                    "publisher": row["publisher"],
                    "text": f"{theme.number(row['figure'])}, {row['kind']}"
                    if row["figure_id"] in _LABELLED
                    else "",
                }
                for row in published
            ]
        ).astype({"low": "float64", "high": "float64"})
    )
    said = pd.DataFrame([{"value": float(c.said.value), "text": f"article: {c.words}"} for c in tested])
    passed = min(
        (r for r in published if r["kind"] == "count" and r["figure"] >= tested[0].said.value),
        key=lambda r: r["published_on"],
    )
    later = (passed["published_on"] - tested[0].said_on).days
    title = f"The published count passed {theme.number(tested[0].said.value)} on {theme.day(passed['published_on'])}"
    measure = "Deaths in Gaza as published, by date of publication; people. Dot: count of reported deaths; square: correspondence; bar: 95% interval"
    return casualty_dots.figure(
        plot,
        Caption(
            id="casualties-published",
            title=title,
            measure=measure,
            says=f"{title}, {later} days after the article. {measure}.",
            source="Ministry of Health in Gaza, also via OCHA; The Lancet, correspondence of 5 July 2024 and study of 9 January 2025. Read in copies.",
        ),
        said=said,
        said_on=tested[0].said_on,
    )


@lru_cache(maxsize=2)
def published(record: Record) -> Chapter:
    """Who published each figure, what it counts and what it leaves out."""
    found = tuple(
        (
            theme.day(row["published_on"], row["precision"]),
            theme.number(row["figure"])
            + (f" ({theme.number(row['low'])} to {theme.number(row['high'])})" if row["low"] else ""),
            row["kind"],
            row["publisher"],
            row["counts"],
            row["leaves_out"] or "–",
            row["note"] or "",
        )
        for row in record.rows("record.casualties_published")
    )
    columns = ("Published", "Figure", "Kind", "By", "Counts", "Leaves out", "Note")
    return Chapter("Who published what", (), columns, found)
