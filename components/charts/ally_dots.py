"""Two years per Ally as two dots on one row: grey for the first, blue for the last.

With a threshold, those that reach it stand above a dotted line, and an ink cross marks an Ally that a
later edition has below it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import altair as alt
import pandas as pd

from components.charts import Caption, Column, Figure, Native, Series, house

READS: Final = (
    "One row an Ally, the highest last year on top. Each row has two dots on one scale from zero: grey "
    "for the first year, blue for the last. An open blue dot is an estimate, an open grey dot an Ally "
    "not yet a member. Where a threshold is drawn, it is a line down the plot, and a cross is a later "
    "edition's value below it."
)

ROW = 20  # pixels
_TOP: Final = -2.4
"""The chart begins so many rows above the first Ally: for the two years' names, and the threshold's words above them."""
_GAP: Final = 1.6
"""Rows left free between the Allies above the threshold and those below, for the words about both groups."""
_MANY: Final = 20
"""Rows above which a slide has the chart in two halves."""
_COLUMNS = ("ally", "name", "first", "last", "last_is_estimate", "first_is_member", "text")


@dataclass(frozen=True)
class Threshold:
    """A value on the axis with its words, and what is said of the Allies above and below it."""

    value: float
    words: str
    above: str
    below: str


def frame(values: pd.DataFrame) -> pd.DataFrame:
    """One row per Ally, highest last year first: `_COLUMNS`, and `now` where a later edition differs.

    `first` may be missing; an Ally may not occur twice.
    """
    if missing := set(_COLUMNS) - set(values):
        raise LookupError(f"ally_dots needs the columns {sorted(missing)}")
    if values["ally"].duplicated().any():
        raise ValueError("ally_dots: an Ally occurs twice; two editions must not share one row")
    now = values["now"] if "now" in values else float("nan")
    plot = values[list(_COLUMNS)].assign(now=now)
    return plot.sort_values(["last", "name"], ascending=[False, True], ignore_index=True)


def _placed(plot: pd.DataFrame, threshold: Threshold | None) -> pd.DataFrame:
    """Rows with their place (one row is left free at the threshold) and what the marks read."""
    reached = int((plot["last"] >= threshold.value).sum()) if threshold else len(plot)
    gap = _GAP if threshold and 0 < reached < len(plot) else 0.0
    star = ["" if member else "*" for member in plot["first_is_member"]]
    return plot.assign(
        row=[at + (gap if at >= reached else 0.0) for at in range(len(plot))],
        name=plot["name"] + star,
        first_fill=["context" if member else "paper" for member in plot["first_is_member"]],
        last_fill=["record_fill" if estimate else "record" for estimate in plot["last_is_estimate"]],
        right=plot[["first", "last"]].max(axis=1),
    )


def draw(
    plot: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    threshold: Threshold | None = None,
    unit: str = "",
    reach: float = 0.0,
    heads: bool = True,
) -> alt.LayerChart:
    """The chart of `frame()`; `unit` follows the axis's numbers (`%`), which go up to `reach` at least;
    `heads` names the two years.
    """
    rows = _placed(plot, threshold)
    last_row = float(rows["row"].max()) if len(rows) else 0.0
    height = int((last_row + 1.2 - _TOP) * ROW)
    top = float(rows[["first", "last"]].max().max()) if len(rows) else 1.0
    top = max(top, reach, threshold.value if threshold else 0.0)
    right = alt.ExprRef("narrow ? width - 96 : width - 150")
    y_scale = alt.Scale(domain=[_TOP, last_row + 1.2], reverse=True, nice=False)
    x_scale = alt.Scale(domain=[0, top * 1.02], nice=False, range=[alt.ExprRef("narrow ? 108 : 128"), right])
    x = {
        name: alt.X(name, type="quantitative", scale=x_scale, axis=_axis(unit))
        for name in ("first", "last", "now", "right")
    }
    y = alt.Y("row", type="quantitative", scale=y_scale, axis=None)
    base = alt.Chart(rows).encode(y)
    both = base.transform_filter("isValid(datum.first)")
    stem = both.mark_rule(strokeWidth=1.5, aria=False).encode(x["first"], alt.X2("last"))
    tooltip = [
        alt.Tooltip("name", type="nominal", title="Ally"),
        alt.Tooltip("first", type="quantitative", title=str(first_year), format=",.2f"),
        alt.Tooltip("last", type="quantitative", title=str(last_year), format=",.2f"),
    ]
    layers = [
        house.paint(stem, color="context"),
        house.paint(
            both.mark_point(shape="circle", size=70, strokeWidth=1.5, opacity=1).encode(x["first"]),
            fill="@first_fill",
            stroke="context",
        ),
        house.paint(
            base.mark_point(shape="circle", size=95, strokeWidth=2, opacity=1).encode(
                x["last"], tooltip=tooltip
            ),
            fill="@last_fill",
            stroke="record",
        ),
        house.paint(
            base.mark_text(align="right", x=alt.ExprRef("narrow ? 100 : 118")).encode(alt.Text("name")),
            color="ink",
        ),
        house.text(
            base.encode(x["right"], alt.Text("text")),
            "muted",
            align="left",
            dx=_beside(threshold),
            fontSize=12,
        ),
    ]
    if heads and len(rows):
        layers += _heads(rows, x, y_scale, first_year, last_year)
    if threshold:
        layers = _threshold(rows, threshold, x_scale, y_scale, unit) + layers
    crossed = base.transform_filter("isValid(datum.now)")
    cross = crossed.mark_point(shape="cross", angle=45, size=60, strokeWidth=0, filled=True, opacity=1)
    layers.append(house.paint(cross.encode(x["now"]), color="ink"))
    return house.finish(layers, height=height)


def _beside(threshold: Threshold | None) -> int | alt.ExprRef:
    """How far right of its dot a label stands: clear of the threshold's line where that would cross it."""
    if threshold is None:
        return 10
    line = f"scale('x', {threshold.value}) - scale('x', datum.right)"
    return alt.ExprRef(f"{line} > 4 && {line} < 14 + 6 * length(datum.text) ? {line} + 7 : 10")


def _axis(unit: str) -> alt.Axis:
    return alt.Axis(
        title=None, grid=True, domain=False, tickCount=5, labelExpr=f"datum.label + '{unit}'", labelPadding=4
    )


def _heads(rows: pd.DataFrame, x: dict, y_scale: alt.Scale, first_year: int, last_year: int) -> list:
    """The two years, named over the first row's dots."""
    row = rows.iloc[0]
    mark = " e" if row["last_is_estimate"] else ""
    close = (
        abs(row["last"] - row["first"]) < 0.12 * max(row["last"], row["first"])
        if pd.notna(row["first"])
        else False
    )
    left = row["first"] <= row["last"] if pd.notna(row["first"]) else True
    named = [
        (
            f"{last_year}{mark}",
            row["last"],
            "record",
            600,
            ("left" if left else "right") if close else "center",
        )
    ]
    if pd.notna(row["first"]):
        named.append(
            (
                str(first_year),
                row["first"],
                "muted",
                400,
                ("right" if left else "left") if close else "center",
            )
        )
    layers: list[alt.Chart] = []
    for words, at, role, weight, align in named:
        place = alt.Chart(pd.DataFrame([{"row": -0.95, "last": at}])).encode(
            alt.Y("row", type="quantitative", scale=y_scale, axis=None), x["last"]
        )
        layers += house.text(place, role, text=words, fontWeight=weight, fontSize=12, align=align)
    return layers


def _threshold(
    rows: pd.DataFrame, threshold: Threshold, x_scale: alt.Scale, y_scale: alt.Scale, unit: str
) -> list:
    x = alt.X("at", type="quantitative", scale=x_scale, axis=_axis(unit))
    at = alt.Chart(pd.DataFrame([{"at": threshold.value, "row": -1.8}])).encode(x)
    y = alt.Y("row", type="quantitative", scale=y_scale, axis=None)
    line = at.mark_rule(strokeWidth=2, y2=alt.ExprRef("height")).encode(y)
    words = at.mark_text(fontWeight=600, fontSize=12, dy=-8, text=threshold.words).encode(y)
    layers = [house.paint(line, color="ink"), house.paint(words, color="ink")]
    above = rows[rows["last"] >= threshold.value]
    if len(above) and len(above) < len(rows):
        border = float(above["row"].max()) + (1 + _GAP) / 2
        rule = alt.Chart(pd.DataFrame([{"row": border}])).encode(y)
        layers.append(house.paint(rule.mark_rule(strokeDash=[2, 3], aria=False), color="axis"))
        for words_, dy in ((threshold.above, -9), (threshold.below, 11)):
            said = rule.mark_text(
                align="right",
                x=alt.ExprRef("width"),
                dy=dy,
                text=words_,
                fontSize=12,
                opacity=house.hide_when_narrow(),
            )
            layers.append(house.paint(said, color="muted"))
    return layers


def figure(
    plot: pd.DataFrame,
    caption: Caption,
    *,
    first_year: int,
    last_year: int,
    threshold: Threshold | None = None,
    unit: str = "",
    decimals: int = 1,
) -> Figure:
    """`frame()` and `draw()` in one record."""
    chart = draw(plot, first_year=first_year, last_year=last_year, threshold=threshold, unit=unit)
    columns = [
        Column("name", "Ally", inside="Ally"),
        Column("first", str(first_year), decimals),
        Column("last", str(last_year), decimals),
        Column("last_is_estimate", f"{last_year} is an estimate"),
        Column("first_is_member", f"Member in {first_year}"),
    ]
    if plot["now"].notna().any():
        columns.append(Column("now", f"{last_year} in a later edition, where it falls below", decimals))
    native = _native(plot, first_year=first_year, last_year=last_year, threshold=threshold, unit=unit)
    whole = Figure(caption, plot, tuple(columns), chart, READS, native=native)
    if len(plot) <= _MANY:
        return whole

    def halves() -> tuple[Figure, Figure]:
        middle, reach = (len(plot) + 1) // 2, float(plot[["first", "last"]].max().max())
        upper, lower = (
            replace(
                whole,
                caption=replace(caption, id=f"{caption.id}-{number}"),
                frame=part,
                chart=draw(
                    part,
                    first_year=first_year,
                    last_year=last_year,
                    threshold=threshold,
                    unit=unit,
                    reach=reach,
                    heads=number == 1,
                ),
            )
            for number, part in enumerate((plot[:middle], plot[middle:].reset_index(drop=True)), start=1)
        )
        return upper, lower

    return replace(whole, halves=halves)


def _native(
    plot: pd.DataFrame, *, first_year: int, last_year: int, threshold: Threshold | None, unit: str
) -> Native:
    """The same dots for a slide, an Ally a row from the top.

    Dots and not bars: two bars an Ally would be sixty on one slide. Nine points is the largest type that
    sets thirty-odd rows on a slide without one touching the next.
    """
    rows = _placed(plot, threshold)
    down = tuple(-float(row) for row in rows["row"])
    bottom = min(down, default=0.0) - 1.0
    top = float(rows[["first", "last"]].max().max()) if len(rows) else 1.0
    top = max(top, threshold.value if threshold else 0.0) * 1.02
    both = rows[rows["first"].notna()]
    grows = [not first > last for first, last in zip(rows["first"], rows["last"], strict=True)]
    mark = " e" if bool(rows["last_is_estimate"].any()) else ""
    stems_x = [
        x for f, la in zip(both["first"], both["last"], strict=True) for x in (float(f), float(la), float(la))
    ]
    stems_y = [y for row in both["row"] for y in (-float(row), -float(row), None)]
    texts = list(rows["text"])
    series = [
        Series("Allies", down, "ink", "words", x=(0.0,) * len(rows), labels=tuple(rows["name"]), place=("left",)),
        Series("change", tuple(stems_y), "context", "solid", x=tuple(stems_x)),
        Series(
            str(first_year), tuple(-float(row) for row in both["row"]), "context", "dot",
            x=tuple(map(float, both["first"])), fills=tuple(both["first_fill"].replace("paper", "context_fill")), place=("right",),
            labels=tuple(t if f > la else "" for t, f, la in zip(both["text"], both["first"], both["last"], strict=True)),
        ),
        Series(
            f"{last_year}{mark}", down, "record", "dot", x=tuple(map(float, rows["last"])),
            fills=tuple(rows["last_fill"]), place=("right",),
            labels=tuple(t if grow else "" for t, grow in zip(texts, grows, strict=True)),
        ),
    ]  # fmt: skip
    if threshold:
        series += _native_threshold(rows, threshold, bottom, top)
    crossed = rows[rows["now"].notna()]
    if len(crossed):
        series.append(
            Series(
                f"{last_year}, later edition", tuple(-float(row) for row in crossed["row"]), "ink", "cross",
                x=tuple(map(float, crossed["now"])),
            )
        )  # fmt: skip
    if len(both):
        head = rows.iloc[0]
        close = abs(head["last"] - head["first"]) < 0.12 * top
        series += [
            Series("head",(0.55,), role, "words", x=(float(head[column]),), labels=(words,),
                place=(("left" if column == low else "right") if close else "above",), bold=True)
            for low in ["first" if head["first"] <= head["last"] else "last"]
            for column, role, words in (("first", "muted", str(first_year)), ("last", "record", f"{last_year}{mark}"))
        ]  # fmt: skip
    step = next(s for s in (0.5, 1.0, 5.0, 20.0, 50.0, 200.0, 1000.0) if top / s <= 6)
    return Native(
        "points", tuple(series), low=bottom, high=2.0, x_high=top, x_step=step, x_format=f'General"{unit}"',
        margins=(112, 4, 130, 24), points=9,
    )  # fmt: skip


def _native_threshold(rows: pd.DataFrame, threshold: Threshold, bottom: float, top: float) -> list[Series]:
    line = Series(
        threshold.words, (bottom, 1.5), "ink", "solid", x=(threshold.value,) * 2,
        labels=("", threshold.words), place=("left",), bold=True,
    )  # fmt: skip
    above = rows[rows["last"] >= threshold.value]
    if not len(above) or len(above) == len(rows):
        return [line]
    border = -float(above["row"].max()) - (1 + _GAP) / 2
    rule = Series("border", (border, border), "context", "dotted", x=(0.0, top))
    words = Series(
        "counts", (border + 0.55, border - 0.55), "muted", "words", x=(top, top),
        labels=(threshold.above, threshold.below), place=("right",),
    )  # fmt: skip
    return [rule, line, words]


def example() -> alt.LayerChart:
    """Four made-up Allies, one of them not yet a member, one below the threshold by a later edition."""
    values = pd.DataFrame(
        {
            "ally": ["AAA", "BBB", "CCC", "DDD"],
            "name": ["Alpha", "Beta", "Gamma", "Delta"],
            "first": [2.2, 1.4, 1.9, 1.1],
            "last": [4.1, 2.4, 2.1, 1.3],
            "last_is_estimate": [True] * 4,
            "first_is_member": [True, False, True, True],
            "now": [None, None, 1.9, None],
            "text": ["4.10 e", "", "2.10 e, now 1.90", "1.30 e"],
        }
    ).astype({"now": "float64"})
    threshold = Threshold(2.0, "2% of GDP", "3 at or above 2%", "1 below")
    return draw(frame(values), first_year=2020, last_year=2024, threshold=threshold, unit="%")
