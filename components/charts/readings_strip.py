"""Every claim as one row of readings: the static form of the overview's table, for pictures and slides.

On the page the same rows are a table of text, which wraps on a phone and can be read aloud.
"""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from components.charts import Caption, Column, Figure, house

READS: Final = (
    "One row a claim, with the finding of each date. Where there is room, dots at the left are the readings "
    "possible on the day, dots at the right those added since; filled dots hold, open dots do not, the "
    "ringed dot is the speaker's own reading."
)

ROW = 30  # pixels
DOT = 17
_COLUMNS = (
    "claim_id", "topic", "words", "who", "day_readings", "day_finding", "today_readings", "today_finding",
)  # fmt: skip
_AT = {
    "topic": (None, None, 0.0),
    "words": (0.0, 0.0, 0.105),
    "who": (None, 0.28, 0.345),
    "day": (None, None, 0.425),
    "day_finding": (0.66, 0.45, 0.555),
    "since": (None, None, 0.695),
    "today": (0.86, 0.74, 0.845),
}
"""Where the columns start, as shares of a phone's, a page's and a slide's width; None where there is no space for one."""
_SLIDE = 1180  # pixels
_HEADS = {
    "words": "the words", "who": "who", "day": "readings on the day", "day_finding": "on the day",
    "since": "added since", "today": "today",
}  # fmt: skip
_READINGS = {"B": (True, True), "b": (False, True), "h": (True, False), "o": (False, False)}
_SHAPES = {"Holds": "full", "Holds on its own basis": "half", "Differs": "open", "Can’t be checked": "ring"}


def frame(claims: pd.DataFrame) -> pd.DataFrame:
    """One row per claim: `_COLUMNS`. Readings are letters: B or b the speaker's own, h or o the others."""
    if missing := set(_COLUMNS) - set(claims):
        raise LookupError(f"readings_strip needs the columns {sorted(missing)}")
    letters = set("".join([*claims["day_readings"], *claims["today_readings"]]))
    if unknown := letters - set(_READINGS):
        raise ValueError(f"readings_strip: unknown letters {sorted(unknown)}")
    if unknown := {*claims["day_finding"], *claims["today_finding"]} - set(_SHAPES):
        raise ValueError(f"readings_strip: unknown findings {sorted(unknown)}")
    return claims[list(_COLUMNS)].reset_index(drop=True)


def draw(plot: pd.DataFrame) -> alt.LayerChart:
    """The chart of `frame()`; a narrow one leaves out readings, then names and the findings' words."""
    height = (len(plot) + 1) * ROW
    y = alt.Y(
        "row",
        type="quantitative",
        axis=None,
        scale=alt.Scale(domain=[-1, len(plot)], reverse=True, nice=False),
    )
    rows = plot.assign(row=[at + 0.5 for at in range(len(plot))])
    rows["topic"] = rows["topic"].where(~rows["topic"].duplicated(), "")
    layers = [_text(rows, name, role, y, weight) for name, role, weight in (
        ("topic", "ink", 600), ("words", "said", 400), ("who", "muted", 400),
    )]  # fmt: skip
    heads = pd.DataFrame([{"row": -0.5}])
    for name, words in _HEADS.items():
        mark = (
            alt.Chart(heads)
            .mark_text(align="left", x=_x(name), text=words, fontSize=12, opacity=_shown(name))
            .encode(y)
        )
        layers.append(house.paint(mark, color="muted"))
    lines = pd.DataFrame({"row": [float(at) for at in range(len(plot) + 1)]})
    rule = alt.Chart(lines).mark_rule(x=0, x2=alt.ExprRef("width"), aria=False).encode(y)
    layers.insert(0, house.paint(rule, color="grid"))
    layers += _readings(rows, "day_readings", "day", y) + _readings(rows, "today_readings", "since", y)
    layers += _findings(rows, "day_finding", "day_finding", y) + _findings(rows, "today_finding", "today", y)
    return house.finish(layers, height=height)


def _by_width(phone: float, page: float, slide: float) -> str:
    return f"(narrow ? {phone} : width < {_SLIDE} ? {page} : {slide})"


def _at(column: str) -> str:
    return f"width * {_by_width(*(share or 0 for share in _AT[column]))}"


def _x(column: str, more: float = 0) -> alt.ExprRef:
    return alt.ExprRef(f"{_at(column)} + {more}")


def _shown(column: str) -> alt.ExprRef:
    """An opacity that is 0 where there is no space for the column."""
    return alt.ExprRef(_by_width(*(int(share is not None) for share in _AT[column])))


def _text(rows: pd.DataFrame, name: str, role: str, y: alt.Y, weight: int) -> alt.Chart:
    mark = alt.Chart(rows[["row", name]]).mark_text(
        align="left", x=_x(name), fontWeight=weight, opacity=_shown(name)
    )
    return house.paint(mark.encode(y, alt.Text(name)), color=role)


def _readings(rows: pd.DataFrame, column: str, place: str, y: alt.Y) -> list:
    dots = [
        {"row": row["row"], "dx": 8 + at * DOT, "own": _READINGS[letter][1], "body": "record" if _READINGS[letter][0] else "paper",
         "edge": "record" if _READINGS[letter][0] else "context"}
        for row in rows.to_dict("records")
        for at, letter in enumerate(row[column])
    ]  # fmt: skip
    if not dots:
        return []
    base = alt.Chart(pd.DataFrame(dots)).encode(y)
    at, shown = alt.ExprRef(f"{_at(place)} + datum.dx"), _shown(place)
    ring = base.transform_filter("datum.own").mark_point(
        shape="circle", size=210, strokeWidth=1.5, x=at, opacity=shown
    )
    dot = base.mark_point(shape="circle", size=65, strokeWidth=1.5, x=at, opacity=shown)
    return [house.paint(dot, fill="@body", stroke="@edge"), house.paint(ring, stroke="ink")]


def _findings(rows: pd.DataFrame, column: str, place: str, y: alt.Y) -> list:
    shown = rows[["row", column]].assign(shape=rows[column].map(_SHAPES))
    base = alt.Chart(shown).encode(y)
    point = {"size": 110, "x": _x(place, 7), "opacity": 1, "strokeWidth": 1.5}
    shapes = {
        "full": house.paint(
            _only(base, "full").mark_point(shape="circle", **point), fill="record", stroke="record"
        ),
        "half": house.paint(
            _only(base, "half").mark_point(shape="circle", **point), fill="paper", stroke="record"
        ),
        "open": house.paint(
            _only(base, "open").mark_point(shape="diamond", **point), fill="paper", stroke="ink"
        ),
        "ring": house.paint(
            _only(base, "ring").mark_point(shape="circle", strokeDash=[2, 2], **point),
            fill="paper",
            stroke="context",
        ),
    }
    half = _only(base, "half").mark_point(
        shape="M0,-0.5A0.5,0.5,0,0,0,0,0.5Z", **(point | {"strokeWidth": 0})
    )
    words = base.mark_text(
        align="left", x=_x(place, 22), fontWeight=600, opacity=house.hide_when_narrow()
    ).encode(alt.Text(column))
    return [*shapes.values(), house.paint(half, fill="record"), house.paint(words, color="ink")]


def _only(base: alt.Chart, shape: str) -> alt.Chart:
    return base.transform_filter(f"datum.shape == '{shape}'")


def figure(plot: pd.DataFrame, caption: Caption) -> Figure:
    """`frame()` and `draw()` in one record."""
    columns = (
        Column("topic", "Topic"),
        Column("words", "The words"),
        Column("who", "Who"),
        Column("day_finding", "Finding on the day"),
        Column("today_finding", "Finding today"),
    )
    return Figure(caption, plot, columns, draw(plot), READS)


def example() -> alt.LayerChart:
    """Four made-up claims, one for each finding."""
    rows = [
        ("a", "Topic", "over 50", "A", "Bhh", "Holds", "B", "Holds"),
        ("b", "Topic", "just over 30", "A", "Boo", "Holds on its own basis", "boo", "Differs"),
        ("c", "Other", "nine", "B", "bo", "Differs", "", "Differs"),
        ("d", "Other", "ever", "B", "", "Can’t be checked", "", "Can’t be checked"),
    ]
    return draw(frame(pd.DataFrame(rows, columns=list(_COLUMNS))))
