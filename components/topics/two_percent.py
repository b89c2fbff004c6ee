"""Allies at 2%: nine in 2020, 23 in 2024."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd

from components import theme
from components.charts import (
    Caption,
    Column,
    Figure,
    ally_dots,
    count_ladder,
    needed,
    share_heatmap,
    year_bars,
)
from components.claims import Claim, Reading, check
from components.tables import expenditure
from components.tables.record import Record, newest
from components.topics import (
    Control,
    Values,
    by_id,
    edition_and_years,
    offered_editions,
    settle_years,
    source_line,
    spoken_years,
)
from components.topics.lazy_figure import LazyFigure

GUIDELINE: Final = 2.0
CLAIMS: Final = ("allies_2020", "allies_2024")


@dataclass(frozen=True)
class View:
    """A reader's choices, settled; `threshold` in % of GDP."""

    threshold: float
    with_united_states: bool
    edition: str
    first: int
    last: int

    @property
    def is_basis(self) -> bool:
        return self.threshold == GUIDELINE and self.with_united_states


@lru_cache(maxsize=4)
def controls(record: Record, claims: tuple[Claim, ...]) -> tuple[Control, ...]:
    """Threshold, the United States counted or not, edition and years."""
    return (
        Control(
            "threshold",
            "Threshold",
            {"1.5": "1.5%", "2": "2%", "2.5": "2.5%", "3": "3%", "3.5": "3.5%", "4": "4%", "5": "5%"},
            "2",
        ),
        Control("us", "United States", {"counted": "Counted", "left-out": "Left out"}, "counted"),
        *edition_and_years(record, by_id(claims, *CLAIMS)),
    )


def settle(record: Record, claims: tuple[Claim, ...], values: Values) -> tuple[dict[str, str], list[str]]:
    """The choices an edition can serve, and a note for each that had to give way."""
    edition = record.editions[values["edition"]]
    ends = expenditure.years(record, edition.id, expenditure.SHARE)[-1]
    spoken = spoken_years(by_id(claims, *CLAIMS))
    return settle_years(dict(values), [], edition=edition, ends=ends, spoken=spoken)


def view(values: Values) -> View:
    """The settled choices as a record."""
    return View(
        float(values["threshold"]),
        values["us"] == "counted",
        values["edition"],
        int(values["from"]),
        int(values["to"]),
    )


def card(record: Record, claims: tuple[Claim, ...]) -> Figure:
    """The small chart of the overview: the speaker's own reading."""
    tested = by_id(claims, *CLAIMS)
    own = View(GUIDELINE, True, offered_editions(record)[0].id, *spoken_years(tested))
    return count_by_year(record, tested, own, small=True)


def own_reading(record: Record, claim: Claim, chosen: View) -> Reading | None:
    """The claim by another edition; another threshold, or no United States, is no reading of its words."""
    choice = dict(claim.basis) | {"edition": chosen.edition}
    if choice == dict(claim.basis) or not chosen.is_basis:
        return None
    return check.read(record, claim, choice)


def _count(record: Record, chosen: View, year: int) -> expenditure.Count:
    return expenditure.count_at_least(
        record, chosen.edition, year, chosen.threshold, with_united_states=chosen.with_united_states
    )


def _e(record: Record, chosen: View, year: int) -> str:
    return " e" if _count(record, chosen, year).is_estimate else ""


def count_by_year(record: Record, tested: Sequence[Claim], chosen: View, *, small: bool = False) -> Figure:
    """How many Allies are at the threshold, by year; `small` for the overview's card."""
    held = expenditure.years(record, chosen.edition, expenditure.SHARE)
    years = [y for y in held if y <= max(spoken_years(tested)[1], chosen.last)]
    counts = [(y, _count(record, chosen, y)) for y in years]
    values = pd.DataFrame([{"year": y, "value": c.value, "is_estimate": c.is_estimate} for y, c in counts])
    plot = year_bars.frame(values, spoken=(chosen.first, chosen.last))
    by_year = dict(counts)
    first, last = by_year[chosen.first], by_year[chosen.last]
    mark = _e(record, chosen, chosen.last)
    at = f"{chosen.threshold:g}%"
    title = (
        f"{theme.sentence(theme.count_word(first.value))} {'Ally' if first.value == 1 else 'Allies'} in {chosen.first}, "
        f"{theme.count_word(last.value, alone=True)} in {chosen.last}{mark}"
    )
    said = pd.DataFrame(
        [
            {"year": c.said.year, "value": float(c.said.value), "words": _spoken(c)}
            for c in tested
            if chosen.threshold == GUIDELINE
        ],
        columns=["year", "value", "words"],
    )
    us = "included" if chosen.with_united_states else "left out"
    measure = f"Allies spending at least {at} of GDP as published, the United States {us}"
    figures = {y: len(c.cells) for y, c in counts}
    peak = max(int(values["value"].max()), *[int(v) for v in said["value"]] or [0])
    label = record.editions[chosen.edition].label
    return year_bars.figure(
        plot,
        Caption(
            id="allies-at-threshold-by-year",
            title=title,
            measure=f"Allies at {at} of GDP or more, {label} edition" if small else measure,
            says=f"{title}. {measure}.",
            source=source_line(
                record,
                chosen.edition,
                f"Members at the time: {figures[chosen.first]} with figures in {chosen.first}, "
                f"{figures[chosen.last]} in {chosen.last}. Iceland has no armed forces and no figure.",
            ),
        ),
        value=Column("value", "Allies", 0),
        said=said,
        ticks=_ticks(peak),
        decimals=0,
        height=172 if small else 400,
        card=small,
    )


def _ticks(peak: int) -> list[float]:
    """Whole Allies from nought to the greatest bar: each of a few, else every fifth; never no axis at all."""
    return list(range(0, max(peak, 1) + 1, 1 if peak < 5 else 5))


def _spoken(claim: Claim) -> str:
    number = theme.count_word(int(claim.said.value))
    return f"only {number}" if claim.said.operator == "only" else number


@lru_cache(maxsize=4)
def ladders(record: Record, claims: tuple[Claim, ...]) -> tuple[LazyFigure, ...]:
    """The years that were spoken of, each counted again by each edition."""

    def counted(claim: Claim) -> LazyFigure:
        year = claim.parameters["year"]
        return LazyFigure(
            f"count-of-{year}-by-edition",
            lambda: _ladder(record, claim),
            f"{year} counted again",
            (claim.id,),
            every_edition=True,
        )

    return tuple(counted(claim) for claim in by_id(claims, *CLAIMS))


def _ladder(record: Record, claim: Claim) -> Figure:
    """One year, counted again by each edition: its own count where complete, else the one reported."""
    year = claim.parameters["year"]
    finding = check.finding(record, claim, check.TODAY)
    found = []
    for reading in finding.readings:
        if reading.choice["rounding"] != "as published" or reading.result is None:
            continue
        edition = record.editions[reading.choice["edition"]]
        found.append(
            {
                "edition": edition.id,
                "label": edition.label,
                "published": edition.published,
                "count": int(reading.result.value),
                "is_estimate": reading.result.is_estimate,
                "is_reported": not expenditure.is_complete(record, edition.id, expenditure.SHARE),
            }
        )
    plot = count_ladder.frame(pd.DataFrame(found))
    counts = ", ".join(str(c) for c in plot["count"])
    reported = [row["label"] for row in plot.to_dict("records") if row["is_reported"]]
    before = plot[plot["published"] <= claim.said_on]
    gap = None
    if len(before) > 1 and (before["published"].iloc[-1] - before["published"].iloc[-2]).days > 730:
        gap = (
            before["published"].iloc[-2],
            before["published"].iloc[-1],
            "no copy found of the editions between",
        )
    title = f"The year {year}: {counts}"
    measure = f"Allies at or above 2% of GDP in {year}, by the date of the edition that counted it"
    tail = f"{theme.listed(reported)} read in press copies." if reported else ""
    return count_ladder.figure(
        plot,
        Caption(
            id=f"count-of-{year}-by-edition",
            title=title,
            measure=measure,
            says=f"{title}. {measure}. Said: {_spoken(claim)}.",
            source=f"NATO editions by date. Open: the edition called that year an estimate (e). {tail}".strip(),
        ),
        said_value=float(claim.said.value),
        said_words=f"said: {_spoken(claim)}",
        said_on=claim.said_on,
        gap=gap,
        y_max=30.0,
    )


def _shares(record: Record, chosen: View) -> pd.DataFrame:
    """One row per Ally with figures: shares in % of GDP of both years, and today's of the last."""
    today = newest(record).id
    found = []
    for ally in expenditure.allies_with_figures(record, chosen.edition, expenditure.SHARE, chosen.last):
        if ally == expenditure.UNITED_STATES and not chosen.with_united_states:
            continue
        last = expenditure.cell(record, chosen.edition, expenditure.SHARE, ally, chosen.last)
        later = record.cells.get((today, expenditure.SHARE, ally, chosen.last))
        found.append(
            {
                "ally": ally,
                "name": record.allies[ally].name,
                "first": expenditure.share(record, chosen.edition, ally, chosen.first),
                "last": expenditure.share(record, chosen.edition, ally, chosen.last),
                "last_is_estimate": last.is_estimate,
                "first_is_member": expenditure.is_member(record, ally, chosen.first),
                "now": later.value if later and chosen.edition != today else None,
            }
        )
    frame = pd.DataFrame(found).astype({"now": "float64"})
    return frame.sort_values(["last", "name"], ascending=[False, True], ignore_index=True)


def fallen(record: Record, chosen: View) -> pd.DataFrame:
    """The Allies at or above the threshold in the view and below it in today's figures; lowest first."""
    plot = _shares(record, chosen)
    below = plot[(plot["last"] >= chosen.threshold) & (plot["now"] < chosen.threshold)]
    return below.sort_values("now", ignore_index=True)


def share_by_ally(record: Record, chosen: View) -> Figure:
    """Each Ally's share of GDP in both years, and what today's figures have."""
    plot = _shares(record, chosen)
    reached = int((plot["last"] >= chosen.threshold).sum())
    gone = len(fallen(record, chosen))
    at = f"{chosen.threshold:g}%"
    mark = _e(record, chosen, chosen.last)
    title = f"Share of GDP, {chosen.first} and {chosen.last}{mark}"
    if gone:
        title = f"{_fallen_of(gone, reached, at)} in today’s figures for {chosen.last}"
    measure = f"Defence expenditure as % of real GDP, {chosen.first} and {chosen.last}{mark}, sorted by {chosen.last}"
    label = record.editions[chosen.edition].label
    return ally_dots.figure(
        ally_dots.frame(_labelled(plot, chosen)),
        Caption(
            id="share-of-gdp-by-ally",
            title=title,
            measure=measure,
            says=f"{title}. {measure}.",
            source=source_line(
                record,
                chosen.edition,
                f"Crosses: edition of {newest(record).label}. * not yet a member in the first year.",
            ),
        ),
        first_year=chosen.first,
        last_year=chosen.last,
        threshold=ally_dots.Threshold(
            chosen.threshold,
            f"{at} of GDP",
            f"{reached} at or above {at}, {label}",
            f"{len(plot) - reached} below, and Iceland",
        ),
        unit="%",
        decimals=2,
    )


def _fallen_of(gone: int, reached: int, at: str) -> str:
    """How many of the Allies at the threshold are below it later: "Six of the 23 are below 2%"."""
    if gone == reached == 1:
        return f"The one Ally at {at} is below it"
    verb = "is" if gone == 1 else "are"
    return f"{theme.sentence(theme.count_word(gone))} of the {theme.count_word(reached)} {verb} below {at}"


def _labelled(plot: pd.DataFrame, chosen: View) -> pd.DataFrame:
    """The shares with their words: the first, the last, and those a later edition has below the threshold."""
    fell = (plot["last"] >= chosen.threshold) & (plot["now"] < chosen.threshold)
    ends = {0, 1, len(plot) - 1}
    text = []
    for at, (row, gone) in enumerate(zip(plot.to_dict("records"), fell, strict=True)):
        value = f"{theme.number(row['last'], 2)}{' e' if row['last_is_estimate'] else ''}"
        text.append(f"{value}, now {theme.number(row['now'], 2)}" if gone else value if at in ends else "")
    return plot.assign(text=text, now=plot["now"].where(fell))


def share_by_ally_and_year(record: Record, chosen: View) -> Figure:
    """Every Ally's share of GDP in every year of the edition."""
    measure = expenditure.SHARE
    years = expenditure.years(record, chosen.edition, measure)
    order = _shares(record, chosen)["ally"].tolist()
    found = []
    for ally in order:
        for year in years:
            held = record.cells.get((chosen.edition, measure, ally, year))
            value = expenditure.share(record, chosen.edition, ally, year) if held else None
            member = expenditure.is_member(record, ally, year)
            found.append(
                {
                    "ally": ally,
                    "name": record.allies[ally].name,
                    "year": year,
                    "value": value,
                    "is_estimate": bool(held and held.is_estimate),
                    "is_member": member,
                    "reaches": bool(member and value is not None and value >= chosen.threshold),
                }
            )
    plot = share_heatmap.frame(pd.DataFrame(found).astype({"value": "float64"}))
    every = int(plot.groupby("ally")["reaches"].all().sum())
    at = f"{chosen.threshold:g}%"
    title = (
        f"{theme.sentence(theme.count_word(every))} "
        f"{'Ally reaches' if every == 1 else 'Allies reach'} {at} in every year from {years[0]} to {years[-1]}"
    )
    words = "Defence expenditure as % of GDP by Ally and year; filled: at the threshold or above, as a member"
    return share_heatmap.figure(
        plot,
        Caption(
            id="share-of-gdp-by-ally-and-year",
            title=title,
            measure=words,
            says=f"{title}. {words}.",
            source=source_line(record, chosen.edition, "Outlined grey: not yet a member.", drawn_open=False),
        ),
    )


def needed_by_ally(record: Record, chosen: View) -> Figure:
    """What each Ally's expenditure lacks to the threshold, from its own share and current or constant dollars."""
    money = expenditure.CURRENT
    if chosen.last not in expenditure.years(record, chosen.edition, money):
        money = expenditure.price_measure(record, chosen.edition, "constant")
    found = []
    for row in _shares(record, chosen).to_dict("records"):
        spent = expenditure.cell(record, chosen.edition, money, row["ally"], chosen.last)
        published = expenditure.cell(
            record, chosen.edition, expenditure.SHARE, row["ally"], chosen.last
        ).value
        reached = row["last"] >= chosen.threshold
        lacks = 0.0 if reached else spent.value / 1000 * (chosen.threshold / published - 1)
        found.append(
            {
                "ally": row["ally"],
                "name": row["name"],
                "spent_bn": spent.value / 1000,
                "needed_bn": lacks,
                "reached": reached,
                "is_estimate": spent.is_estimate,
            }
        )
    plot = needed.frame(pd.DataFrame(found))
    short = plot[~plot["reached"]]
    at = f"{chosen.threshold:g}%"
    total = theme.some(short["needed_bn"].sum())
    mark = _e(record, chosen, chosen.last)
    title = (
        f"{theme.sentence(theme.count_word(len(short)))} {'Ally lacks' if len(short) == 1 else 'Allies lack'} {total} billion dollars to {at} in {chosen.last}{mark}"
        if len(short)
        else f"No Ally lacks anything to {at} in {chosen.last}{mark}"
    )
    prices = "current prices" if money == expenditure.CURRENT else "constant prices of the edition"
    measure = (
        f"Expenditure that {at} of GDP would have needed beyond what was spent, billion dollars, {prices}"
    )
    names = plot.loc[plot["reached"], "name"].tolist()
    return needed.figure(
        plot,
        Caption(
            id="needed-to-reach-threshold",
            title=title,
            measure=measure,
            says=f"{title}. {measure}.",
            source=source_line(
                record,
                chosen.edition,
                "Computed from each Ally's expenditure and its published share of GDP.",
            ),
        ),
        reached_text=f"{len(names)} {'reaches' if len(names) == 1 else 'reach'} {at}" if names else "",
    )


def answer(record: Record, tested: Sequence[Claim], chosen: View) -> str:
    """One or two sentences on the counts in this view and in today's."""
    label = record.editions[chosen.edition].label
    first, last = (_count(record, chosen, year).value for year in (chosen.first, chosen.last))
    words = (theme.count_word(first), theme.count_word(last, alone=True))
    spoken = spoken_years(tested)
    if not chosen.is_basis or (chosen.first, chosen.last) != spoken:
        us = "" if chosen.with_united_states else ", the United States left out"
        at = f"{chosen.threshold:g}%"
        return (
            f"By the edition of {label}, {words[0]} {'Ally is' if first == 1 else 'Allies are'} at {at} in {chosen.first} and {words[1]} in "
            f"{chosen.last}{us}. The words were about {GUIDELINE:g}% in {spoken[0]} and {spoken[1]}, "
            "the United States included."
        )
    held = [c for c in tested if check.read(record, c, dict(c.basis) | {"edition": chosen.edition}).holds]
    if len(held) == 2:
        opening = f"Both counts match the edition of {label}."
    elif held:
        opening = f"The count for {held[0].said.year} matches the edition of {label}, the other does not."
    else:
        opening = f"Neither count matches the edition of {label}: {words[0]} in {spoken[0]} and {words[1]} in {spoken[1]}."
    today = [check.finding(record, claim, check.TODAY).basis for claim in tested]
    edition = today[0].choice["edition"]
    if edition == chosen.edition:
        return opening
    values = [theme.count_word(int(r.result.value)) for r in today if r.result]
    return (
        f"{opening} Counted again by the edition of {record.editions[edition].label}, "
        f"{spoken[0]} has {values[0]} Allies and {spoken[1]} has {values[1]}."
    )


@lru_cache(maxsize=64)
def fallen_table(record: Record, chosen: View) -> tuple[str, str, list[tuple[str, str, str]]]:
    """The Allies that reached the threshold in the view and do not today: heading, columns' year, rows."""
    below = fallen(record, chosen)
    mark = _e(record, chosen, chosen.last)
    found = [
        (row["name"], f"{theme.number(row['last'], 2)}{mark}", theme.number(row["now"], 2))
        for row in below.to_dict("records")
    ]
    near = int((below["last"] < chosen.threshold + 0.1).sum())
    heading = (
        f"{_published_near(near, len(found))} above {chosen.threshold:g}%."
        if found
        else f"No Ally that this view has at {chosen.threshold:g}% is below it in today’s figures."
    )
    return heading, f"{chosen.last}, % of GDP", found


def _published_near(near: int, gone: int) -> str:
    """How many of the Allies now below a threshold were published just above it: "Three of the six were …"."""
    if gone == 1:
        distance = "less than a tenth of a point" if near else "a tenth of a point or more"
        return f"The one now below was published {distance}"
    if gone == 2 and not near:
        who, verb = "Neither of the two", "was"
    else:
        who = f"{theme.sentence(theme.count_word(near, alone=True))} of the {theme.count_word(gone)}"
        verb = "was" if near == 1 else "were"
    return f"{who} {verb} published less than a tenth of a point"
