"""Dated events on a true time axis: dots for days, spans for months and years; what was said is a tick.

The axis runs across, each label on a level of its own; where that is too narrow for the words it runs down.
"""

from __future__ import annotations

import calendar
import textwrap
from datetime import date, timedelta
from typing import Any, Final

import altair as alt
import pandas as pd

from components.charts import Caption, Column, Figure, house

READS: Final = (
    "A line of dates, oldest at the left or, on a phone, on top. A blue dot is a dated event in the record, a blue bar one "
    "known only to the month or year. An orange tick is when something was said. Blue dates are the "
    "record's, orange ones those of what was said."
)

_COLUMNS = ("date", "precision", "text", "date_text", "kind")
LEVEL = 46  # pixels between two labels that would meet
_LETTER: Final = 5.8  # pixels of a label's letter, on average
_NARROWEST: Final = 800  # pixels across in which no label is to stand in another's way
_LINE: Final = 44  # where the line that runs down stands
_LABELS: Final = 80  # where its labels begin
_LETTERS: Final = 36  # of a line of words there, so that the narrowest phone holds it


def frame(events: pd.DataFrame) -> pd.DataFrame:
    """One row per event, oldest first: `_COLUMNS` and `until`, the last day the date may mean."""
    if missing := set(_COLUMNS) - set(events):
        raise LookupError(f"timeline needs the columns {sorted(missing)}")
    if unknown := set(events["kind"]) - {"record", "said"}:
        raise ValueError(f"timeline: unknown kind {sorted(unknown)}")
    until = [
        _until(day, precision) for day, precision in zip(events["date"], events["precision"], strict=True)
    ]
    plot = events[list(_COLUMNS)].assign(until=until)
    return plot.sort_values("date", ignore_index=True)


def _until(day: date, precision: str) -> date:
    if precision == "month":
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return date(day.year, 12, 31) if precision == "year" else day


def _levels(record: pd.DataFrame, start: date, end: date) -> list[tuple[int, bool]]:
    """For each label its level, and whether its words end at its leader rather than begin there.

    Levels are given from the lowest up: each to the label nearest to the middle whose words no leader of a label still
    to be placed would cross. Words run towards the middle, and away from it only where nothing else keeps them clear.
    """
    middle = start + (end - start) / 2
    places = [(day - start) / (end - start) * _NARROWEST for day in record["date"]]
    left = set(record.index)
    taken: dict[int, tuple[int, bool]] = {}
    while left:
        choices = [
            (_crossed(record, places, left - {at}, at, ends=ends), abs((day - middle).days), ends != (day > middle), at, ends)
            for at, day in record.loc[sorted(left), "date"].items()
            for ends in (False, True)
        ]  # fmt: skip
        *_, at, ends = min(choices)
        taken[at] = (len(taken), ends)
        left.remove(at)
    return [taken[at] for at in record.index]


def _crossed(record: pd.DataFrame, places: list[float], above: set[int], at: int, *, ends: bool) -> int:
    """How many leaders of the events `above` pass over the words of the one at `at`."""
    words = _LETTER * max(len(record["text"][at]), len(record["date_text"][at]))
    low = max(places[at] - words, 0) if ends else min(places[at], _NARROWEST - words)
    return sum(low - 4 < places[other] < low + words + 4 for other in above)


def _apart(wanted: list[float], heights: list[int], end: float) -> list[float]:
    """Places in order, near those wanted: each at least its height before the next, and the last its height before `end`."""
    places: list[float] = []
    for at, want in enumerate(wanted):
        places.append(max(want, places[-1] + heights[at - 1]) if places else want)
    for at in reversed(range(len(places))):
        places[at] = min(places[at], end - heights[at])
        end = places[at]
    return places


def draw(plot: pd.DataFrame) -> alt.LayerChart:
    """The chart of `frame()`: the record above the line, each label on a level of its own, said below."""
    height = 152 + LEVEL * int((plot["kind"] == "record").sum())
    rows = plot.assign(role=["record" if kind == "record" else "said" for kind in plot["kind"]])
    return house.finish([*_across(rows, height), *_down(rows, height)], height=height)


def _across(rows: pd.DataFrame, height: int) -> list:
    """The line from left to right."""
    first, last = min(rows["date"]), max(rows["until"])
    pad = max(timedelta(days=60), (last - first) * 0.09)
    x_scale = house.days(first - pad, last + pad)
    line = height - 92
    record = rows[rows["kind"] == "record"].reset_index(drop=True)
    spoken = rows[rows["kind"] == "said"]
    levels = _levels(record, first - pad, last + pad)
    late = [day > first + (last - first) / 2 for day in spoken["date"]]
    placed = pd.concat(
        [
            record.assign(
                level=[line - LEVEL * level for level, _ in levels],
                side=1,
                off=-24,
                late=[ends for _, ends in levels],
            ),
            spoken.assign(level=line, side=-1, off=30, late=late),
        ]
    )
    placed = placed.assign(
        date=[str(day) for day in placed["date"]],
        until=[str(day) for day in placed["until"]],
    )
    axis = alt.Axis(
        title=None, domain=False, tickCount={"interval": "year", "step": 1}, grid=True, offset=-8,
        gridOpacity=house.hide_when_narrow(), labelExpr="narrow ? '' : utcFormat(datum.value, '%Y')",
    )  # fmt: skip
    wide = house.hide_when_narrow()
    lower = f"* height / {height}"  # in a low place the levels move together
    on = alt.ExprRef(f"{line} {lower}")
    x = alt.X("date", type="temporal", scale=x_scale, axis=axis)
    base = alt.Chart(placed).encode(x)
    below = alt.Chart(pd.DataFrame([{"from": str(first - pad), "to": str(last + pad)}])).mark_rule(
        y=on, aria=False, opacity=wide
    )
    below = below.encode(alt.X("from", type="temporal", scale=x_scale, axis=axis), alt.X2("to"))
    leader = base.mark_rule(
        strokeWidth=1, aria=False, y=on, y2=alt.ExprRef(f"datum.level {lower} + datum.off + (datum.side > 0 ? 14 : -8)"),
        opacity=wide,
    )  # fmt: skip
    dots = base.transform_filter("datum.kind == 'record' && datum.precision == 'day'")
    spans = base.transform_filter("datum.kind == 'record' && datum.precision != 'day'").encode(
        alt.X2("until")
    )
    said = base.transform_filter("datum.kind == 'said'")
    late, early = base.transform_filter("datum.late"), base.transform_filter("!datum.late")
    # a label too long for the side it runs to is moved back over its leader, as far as it needs
    long = f"{_LETTER} * max(length(datum.text), length(datum.date_text))"
    return [
        house.paint(below, color="axis"),
        house.paint(leader, color="@role"),
        house.paint(
            dots.mark_point(shape="circle", filled=True, size=95, opacity=wide, y=on), color="record"
        ),
        house.paint(spans.mark_rule(strokeWidth=8, y=on, opacity=wide), color="record"),
        house.paint(
            said.mark_rule(
                strokeWidth=3,
                y=alt.ExprRef(f"{line} {lower} - 11"),
                y2=alt.ExprRef(f"{line} {lower} + 11"),
                opacity=wide,
            ),
            color="said",
        ),
        *_words(late, lower, align="right", dx=alt.ExprRef(f"max(4, {long} - scale('x', datum.date))")),
        *_words(
            early, lower, align="left", dx=alt.ExprRef(f"min(-4, width - {long} - scale('x', datum.date))")
        ),
    ]


def _words(base: alt.Chart, lower: str, **mark: Any) -> list:
    """Date and event, one above the other, at the height of their level, moved with the others by `lower`.

    Where the line runs down they have no words, since hidden ones would take their space at the chart's edges.
    """
    date_text, text = (alt.ExprRef(f"narrow ? '' : datum.{name}") for name in ("date_text", "text"))
    up = alt.ExprRef(f"datum.level {lower} + datum.off - (datum.side > 0 ? 6 : -6)")
    down = alt.ExprRef(f"datum.level {lower} + datum.off + (datum.side > 0 ? 9 : 21)")
    dates = house.text(base, "@role", text=date_text, y=up, fontWeight=600, **mark)
    return [dates, house.text(base, "ink", text=text, y=down, fontSize=12, **mark)]


def _down(rows: pd.DataFrame, height: int) -> list:
    """The line from top to bottom; its labels stand in one column at the right, each at the end of a leader."""
    first, last = min(rows["date"]), max(rows["until"])
    top, bottom = 16, height - 24

    def y(day: date) -> float:
        return top + (bottom - top) * (day - first) / max(last - first, timedelta(days=1))

    lines = [textwrap.wrap(text, _LETTERS, break_on_hyphens=False) or [""] for text in rows["text"]]
    places = _apart([y(day) for day in rows["date"]], [26 + 15 * len(words) for words in lines], height)
    rows = rows.assign(
        lines=["\n".join(words) for words in lines],
        words_at=places,
        place=[y(day) for day in rows["date"]],
        place_to=[y(day) for day in rows["until"]],
    ).drop(columns=["date", "until"])
    shown = alt.ExprRef("narrow ? 1 : 0")
    place, label, end = (
        alt.ExprRef(f"datum.{name} * height / {height}") for name in ("place", "words_at", "place_to")
    )
    years = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    marked = [{"year": str(day.year), "place": y(day)} for day in years if first <= day <= last]
    at, leads = alt.YValue(place), alt.Y2Value(label)
    base = alt.Chart(rows).encode(alt.XValue(_LINE), at)
    line = alt.Chart(pd.DataFrame([{"place": top}])).mark_rule(opacity=shown, aria=False)
    line = line.encode(
        alt.XValue(_LINE),
        alt.YValue(top - 10),
        alt.Y2Value(alt.ExprRef(f"{bottom + 10} * height / {height}")),
    )
    dots = base.transform_filter("datum.kind == 'record' && datum.precision == 'day'")
    spans = base.transform_filter("datum.kind == 'record' && datum.precision != 'day'")
    said = base.transform_filter("datum.kind == 'said'")
    texts = alt.Chart(rows).encode(alt.XValue(_LABELS), alt.YValue(label))
    leader = base.encode(alt.X2Value(_LABELS - 5), leads)
    across = said.encode(alt.XValue(_LINE - 11), alt.X2Value(_LINE + 11), alt.Y2Value(place))
    layers = [
        house.paint(line, color="axis"),
        house.paint(leader.mark_rule(strokeWidth=1, aria=False, opacity=shown), color="@role"),
        house.paint(dots.mark_point(shape="circle", filled=True, size=95, opacity=shown), color="record"),
        house.paint(
            spans.encode(alt.Y2Value(end)).mark_rule(strokeWidth=8, opacity=shown),
            color="record",
        ),
        house.paint(across.mark_rule(strokeWidth=3, opacity=shown), color="said"),
        house.text(
            texts, "@role", text=alt.ExprRef("narrow ? datum.date_text : ''"), align="left", fontWeight=600
        ),
        house.text(
            texts, "ink", text=alt.ExprRef("narrow ? datum.lines : ''"), align="left", dy=16, fontSize=12,
            lineBreak="\n", lineHeight=15,
        ),
    ]  # fmt: skip
    if marked:
        years_at = alt.Chart(pd.DataFrame(marked)).encode(alt.XValue(0), at)
        words = years_at.mark_text(
            text=alt.ExprRef("narrow ? datum.year : ''"), align="left", fontSize=12, aria=False
        )
        layers.append(house.paint(words, color="muted"))
        ticks = years_at.encode(alt.XValue(_LINE - 6), alt.X2Value(_LINE + 6), alt.Y2Value(place))
        layers.append(house.paint(ticks.mark_rule(opacity=shown, aria=False), color="axis"))
    return layers


def figure(plot: pd.DataFrame, caption: Caption) -> Figure:
    """`frame()` and `draw()` in one record."""
    columns = (Column("date_text", "Date"), Column("text", "What"), Column("kind", "Recorded or said"))
    return Figure(caption, plot, columns, draw(plot), READS)


def example() -> alt.LayerChart:
    """Two made-up events, one known to the month, and one thing said."""
    rows = [
        (date(2022, 6, 29), "day", "agreed", "29 June 2022", "record"),
        (date(2023, 7, 1), "month", "planned", "July 2023", "record"),
        (date(2024, 7, 9), "day", "“to be agreed”", "9 July 2024", "said"),
    ]
    return draw(frame(pd.DataFrame(rows, columns=list(_COLUMNS))))
