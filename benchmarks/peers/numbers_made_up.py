"""MADE-UP NUMBERS for the peers: no figure here was published by anybody."""

from __future__ import annotations

import altair as alt
import pandas as pd

TITLE = "Made-up numbers"
MEASURES = ("Apples", "Pears")
_PLACES = [f"Place {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] + [f"Place A{n}" for n in range(5)]


def bars(measure: str) -> alt.Chart:
    """31 made-up places in two made-up years."""
    shift = MEASURES.index(measure) * 3
    rows = [
        (place, year, (at * 7 + shift * 5 + (year - 2020) * 2) % 23 + 1)
        for at, place in enumerate(_PLACES)
        for year in (2020, 2024)
    ]
    frame = pd.DataFrame(rows, columns=["place", "year", "count"])
    return (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x="count:Q",
            y=alt.Y("place:N", sort="-x"),
            color="year:N",
            yOffset="year:N",
            tooltip=["place", "count"],
        )
        .properties(height=520)
    )


def line(measure: str) -> alt.Chart:
    """Eleven made-up years."""
    shift = MEASURES.index(measure) * 4
    rows = [(year, (year * 3 + shift) % 17 + 3) for year in range(2014, 2025)]
    frame = pd.DataFrame(rows, columns=["year", "count"])
    return alt.Chart(frame).mark_line(point=True).encode(x="year:O", y="count:Q", tooltip=["year", "count"])
