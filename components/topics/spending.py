"""Spending: over $500bn in 2024, just over $325bn in 2020, an increase of $175bn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from components import theme
from components.charts import (
    Caption,
    Column,
    Figure,
    ally_dots,
    ally_map,
    specification_curve,
    waterfall,
    year_bars,
)
from components.claims import Claim, Reading, check
from components.tables import NotHeld, expenditure
from components.tables.record import Edition, Record
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

_MEMBERS: Final = {"published": "as published", "both": "both years", "neither": "neither year"}
CLAIMS: Final = ("spending_2024", "spending_2020", "spending_increase")
_NAMED_ALLIES: Final = 8  # of the waterfall; the others are one bar, so that the bars can be read


@dataclass(frozen=True)
class View:
    """A reader's choices, settled: `members` in the words of `expenditure.MEMBERSHIP`."""

    prices: str
    members: str
    edition: str
    first: int
    last: int

    @property
    def choice(self) -> dict[str, str]:
        return {"edition": self.edition, "prices": self.prices, "members": self.members}


@lru_cache(maxsize=4)
def controls(record: Record, claims: tuple[Claim, ...]) -> tuple[Control, ...]:
    """Prices, members, edition and years."""
    return (
        Control("prices", "Prices", {"current": "Current", "constant": "Constant"}, "current"),
        Control(
            "members",
            "Finland and Sweden",
            {"published": "As published", "both": "Both years", "neither": "Neither year"},
            "published",
        ),
        *edition_and_years(record, by_id(claims, *CLAIMS)),
    )


def settle(record: Record, claims: tuple[Claim, ...], values: Values) -> tuple[dict[str, str], list[str]]:
    """The choices an edition can serve, and a note for each that had to give way."""
    settled, notes = dict(values), []
    edition = record.editions[settled["edition"]]
    if settled["prices"] == "current" and not expenditure.years(record, edition.id, expenditure.CURRENT):
        settled["prices"] = "constant"
        notes.append(
            f"The edition of {edition.label} is held without current prices; constant prices are shown."
        )
    measure = expenditure.price_measure(record, edition.id, settled["prices"])
    ends = expenditure.years(record, edition.id, measure)[-1]
    spoken = spoken_years(by_id(claims, *CLAIMS))
    return settle_years(settled, notes, edition=edition, ends=ends, spoken=spoken)


def view(values: Values) -> View:
    """The settled choices as a record."""
    members = _MEMBERS[values["members"]]
    return View(values["prices"], members, values["edition"], int(values["from"]), int(values["to"]))


def card(record: Record, claims: tuple[Claim, ...]) -> Figure:
    """The small chart of the overview: the speaker's own reading."""
    tested = by_id(claims, *CLAIMS)
    own = View("current", "as published", offered_editions(record)[0].id, *spoken_years(tested))
    return total_by_year(record, tested, own, small=True)


def own_reading(record: Record, claim: Claim, chosen: View) -> Reading | None:
    """The claim under the reader's choices, where they are another reading of the same words."""
    spoken = {claim.parameters.get(k) for k in ("year", "first", "last")} - {None}
    if chosen.choice == dict(claim.basis) or not spoken <= {chosen.first, chosen.last}:
        return None
    return check.read(record, claim, chosen.choice)


def _total(record: Record, chosen: View, year: int) -> expenditure.Total:
    return expenditure.total(record, chosen.edition, year, chosen.prices, chosen.members)


def _billions(record: Record, chosen: View, year: int) -> float:
    return _total(record, chosen, year).value / 1000


def _e(record: Record, chosen: View, year: int) -> str:
    return " e" if _total(record, chosen, year).is_estimate else ""


def _price_words(record: Record, chosen: View) -> str:
    if chosen.prices == "current":
        return "current prices and exchange rates"
    return f"{record.editions[chosen.edition].constant_base_year} prices and exchange rates"


def _member_words(chosen: View) -> str:
    return {
        "as published": "",
        "both years": ", Finland and Sweden in every year",
        "neither year": ", without Finland and Sweden",
    }[chosen.members]


def _said(claims: Sequence[Claim]) -> pd.DataFrame:
    """The levels that were said, in billion dollars, by the year they were said of."""
    found = [
        {"year": c.said.year, "value": float(c.said.value), "words": f"{c.said.operator} {c.said.value:g}"}
        for c in claims
        if c.rule == "value"
    ]
    return pd.DataFrame(found)


def total_by_year(record: Record, tested: Sequence[Claim], chosen: View, *, small: bool = False) -> Figure:
    """The total by year, with what was said marked on it; `small` for the overview's card."""
    measure = expenditure.price_measure(record, chosen.edition, chosen.prices)
    spoken = spoken_years(tested)
    held = [y for y in expenditure.years(record, chosen.edition, measure) if y <= max(spoken[1], chosen.last)]
    totals = [(year, _total(record, chosen, year)) for year in held]
    values = pd.DataFrame(
        [{"year": y, "value": t.value / 1000, "is_estimate": t.is_estimate} for y, t in totals]
    )
    plot = year_bars.frame(values, spoken=(chosen.first, chosen.last))
    said = _said(tested)
    low, high = _billions(record, chosen, chosen.first), _billions(record, chosen, chosen.last)
    mark = _e(record, chosen, chosen.last)
    record_change = year_bars.Change(
        "record", "record", f"{theme.number(high - low, signed=True)}{mark}", low, high
    )
    changes = [record_change]
    if (chosen.first, chosen.last) == spoken:
        level = dict(zip(said["year"], said["value"], strict=True))[chosen.first]
        increase = tested[2].said.value
        said_change = year_bars.Change(
            "said", "said", theme.number(increase, signed=True), level, level + increase
        )
        changes = [said_change, record_change]
    top = max(high, *values["value"])
    first, last = theme.number(low), theme.number(high)
    title = f"From {first} billion dollars in {chosen.first} to {last} billion in {chosen.last}{mark}"
    who = "NATO Europe and Canada"
    measure_words = (
        f"{who}, defence expenditure, billion dollars, {_price_words(record, chosen)}{_member_words(chosen)}"
    )
    joins = f"The total counts {_joined(record)}." if chosen.members == "as published" else ""
    summed = "Summed by us from the Allies' figures." if totals[0][1].is_sum else ""
    return year_bars.figure(
        plot,
        Caption(
            id="spending-by-year",
            title=f"{first} billion in {chosen.first}, {last} billion in {chosen.last}{mark}"
            if small
            else title,
            measure=f"{who}, {'current' if chosen.prices == 'current' else 'constant'} $bn"
            if small
            else measure_words,
            says=f"{title}. {measure_words}. Said: {theme.listed([f'{w} in {y}' for y, w in zip(said['year'], said['words'], strict=True)])}.",
            source=source_line(record, chosen.edition, f"{joins} {summed}".strip()),
        ),
        value=Column("value", "Billion dollars", 1),
        said=said,
        ticks=list(range(0, int(top // 100) * 100 + 1, 100)),
        changes=() if small else changes,
        decimals=0,
        height=172 if small else 400,
        card=small,
    )


def _joined(record: Record) -> str:
    """From when on the new Allies are counted: "Finland from 2023 and Sweden from 2024"."""
    new = [record.allies[code] for code in expenditure.NEW_ALLIES]
    return theme.listed([f"{ally.name} from {ally.member_from.year}" for ally in new if ally.member_from])


def _changes(record: Record, chosen: View) -> pd.DataFrame:
    """Each Ally but the United States: billions in the first and last year, and whether a member then."""
    measure = expenditure.price_measure(record, chosen.edition, chosen.prices)
    found: list[dict[str, Any]] = []
    counted = set(expenditure.allies_with_figures(record, chosen.edition, measure, chosen.last))
    counted -= {expenditure.UNITED_STATES}
    if chosen.members == "both years":
        counted |= set(expenditure.NEW_ALLIES)
    elif chosen.members == "neither year":
        counted -= set(expenditure.NEW_ALLIES)
    for ally in sorted(counted):
        first = expenditure.cell(record, chosen.edition, measure, ally, chosen.first)
        last = expenditure.cell(record, chosen.edition, measure, ally, chosen.last)
        member = expenditure.is_member(record, ally, chosen.first)
        in_both = member or (ally in expenditure.NEW_ALLIES and chosen.members == "both years")
        found.append(
            {
                "ally": ally,
                "name": record.allies[ally].name,
                "first": first.value / 1000,
                "last": last.value / 1000,
                "change": (last.value - first.value) / 1000,
                "last_is_estimate": last.is_estimate,
                "first_is_member": member,
                "is_new": not in_both,
            }
        )
    return pd.DataFrame(found)


def increase_by_ally(record: Record, claim: Claim, chosen: View) -> Figure:
    """What the change between the two years is made of, Ally by Ally."""
    allies = _changes(record, chosen)
    old = allies[~allies["is_new"]].sort_values("change", ascending=False)
    named, others = old.head(_NAMED_ALLIES), old.iloc[_NAMED_ALLIES:]
    estimate = bool(allies["last_is_estimate"].any())
    steps = [{"label": r["name"], "amount": r["change"], "kind": "ally"} for r in named.to_dict("records")]
    if len(others):
        steps.append(
            {"label": f"{len(others)} other Allies", "amount": others["change"].sum(), "kind": "ally"}
        )
    new = allies[allies["is_new"]]
    if len(new):
        steps.append({"label": "Members in both years", "amount": old["change"].sum(), "kind": "subtotal"})
        steps += [
            {"label": f"{r['name']}, whole amount", "amount": r["last"], "kind": "new"}
            for r in new.sort_values("last").to_dict("records")
        ]
    total = _billions(record, chosen, chosen.last) - _billions(record, chosen, chosen.first)
    end = "As NATO published it" if chosen.members == "as published" else "Together"
    steps.append({"label": end, "amount": total, "kind": "total"})
    plot = waterfall.frame(pd.DataFrame(steps).assign(is_estimate=estimate))
    three = named.head(3)
    share = theme.number(three["change"].sum())
    title = (
        f"Three Allies account for {share} of the {theme.number(total)} billion"
        if total > 0
        else f"The total fell by {theme.number(-total)} billion; the three largest rises add up to {share} billion"
    )
    mark = " e" if estimate else ""
    measure = f"Change {chosen.first} to {chosen.last}{mark} by Ally, billion dollars, {_price_words(record, chosen)}"
    said = claim.said.value if (chosen.first, chosen.last) == spoken_years([claim]) else None
    tail = (
        f"Grey: {theme.listed(list(new['name']))}, not in the {chosen.first} total, "
        f"so the whole amount of {chosen.last} counts as increase."
        if len(new)
        else ""
    )
    return waterfall.figure(
        plot,
        Caption(
            id="spending-increase-by-ally",
            title=title,
            measure=measure,
            says=f"{title}: {theme.listed(list(three['name']))}. {measure}.",
            source=source_line(record, chosen.edition, tail),
        ),
        said_value=None if said is None else float(said),
        said_text="" if said is None else f"said: {theme.number(said, signed=True)}",
    )


def increase_readings(record: Record, claim: Claim, chosen: View) -> Figure:
    """Every reading of the increase, all editions held."""
    finding = check.finding(record, claim, check.TODAY)
    day = check.finding(record, claim, check.DAY)
    own = dict(day.basis.choice)
    found = []
    for reading in finding.readings:
        assert reading.result is not None  # `readings` are those the tables give
        found.append(
            {
                "reading_id": "|".join(reading.choice.values()),
                "value": reading.result.value,
                "holds": bool(reading.holds),
                "is_basis": dict(reading.choice) == own,
                "text": theme.number(reading.result.value),
                "edition": record.editions[reading.choice["edition"]].label,
                "prices": reading.choice["prices"],
                "members": reading.choice["members"],
            }
        )
    editions = [record.editions[e].label for e in claim.vary["edition"]]
    dimensions = (
        ("edition", "Edition", editions),
        ("prices", "Prices", list(claim.vary["prices"])),
        ("members", "New Allies", list(claim.vary["members"])),
    )
    plot = specification_curve.frame(pd.DataFrame(found), dimensions=dimensions)
    held = int(plot["holds"].sum())
    low, high = theme.number(plot["value"].min()), theme.number(plot["value"].max())
    step = claim.said.to_nearest
    title = (
        f"{theme.sentence(theme.count_word(held, alone=True))} of {len(plot)} readings round to {claim.said.value:g}; "
        f"they run from {low} to {high}"
    )
    first, last = spoken_years([claim])
    measure = f"Increase {first} to {last}, billion dollars, under each choice of edition, prices and new Allies (Finland, Sweden)"
    said = float(claim.said.value)
    return specification_curve.figure(
        plot,
        Caption(
            id="spending-increase-readings",
            title=title,
            measure=measure,
            says=f"{title}. {measure}.",
            source=(
                f"NATO editions of {theme.listed(editions)}. Filled: rounds to {said:g} at the nearest {step:g}. "
                "Constant prices are each edition's own; price bases stand side by side and are never joined."
            ),
        ),
        dimensions=dimensions,
        said_value=said,
        said_text=f"said: {theme.number(said, signed=True)}",
        band=(said - step / 2, said + step / 2),
        ticks=[0, 50, 100, 150],
        value_label="Billion dollars",
        signed=True,
    )


def by_ally(record: Record, chosen: View) -> Figure:
    """Each Ally's spending in both years."""
    changes = _changes(record, chosen)
    text = [theme.number(change, 1, signed=True) for change in changes["change"]]
    plot = ally_dots.frame(changes.assign(text=text))
    rose = int((changes["change"] > 0).sum())
    mark = " e" if plot["last_is_estimate"].any() else ""
    title = f"{rose} of {len(plot)} Allies spent more in {chosen.last}{mark} than in {chosen.first}"
    measure = f"Defence expenditure by Ally, billion dollars, {_price_words(record, chosen)}"
    return ally_dots.figure(
        plot,
        Caption(
            id="spending-by-ally",
            title=title,
            measure=measure,
            says=f"{title}. {measure}.",
            source=source_line(
                record,
                chosen.edition,
                "At the right: the change. * not yet a member in the first year, drawn open.",
            ),
        ),
        first_year=chosen.first,
        last_year=chosen.last,
    )


def change_map(record: Record, chosen: View) -> Figure:
    """The change of each Ally's spending on a map."""
    plot = _changes(record, chosen)
    percent = (plot["last"] / plot["first"] - 1) * 100
    plot = plot.assign(
        value=percent,
        text=[f"{theme.number(p, signed=True)}%" for p in percent],
        is_new=~plot["first_is_member"],
    )
    most = plot.loc[plot["value"].idxmax()]
    doubled = int((plot["value"] >= 100).sum())
    who = "Ally at least doubled its" if doubled == 1 else "Allies at least doubled their"
    title = (
        f"{theme.sentence(theme.count_word(doubled))} {who} spending"
        if doubled
        else "No Ally doubled its spending"
    )
    measure = f"Change {chosen.first} to {chosen.last} in percent, {_price_words(record, chosen)}"
    return ally_map.figure(
        ally_map.frame(plot),
        Caption(
            id="spending-map",
            title=title,
            measure=measure,
            says=f"{title}; the largest rise is {most['name']}'s, {most['text']}. {measure}.",
            source=source_line(
                record,
                chosen.edition,
                "Dashed: not yet a member in the first year. Borders: Natural Earth.",
                drawn_open=False,
            ),
        ),
        shapes=ally_map.geometry(GEOMETRY),
        breaks=[25.0, 50.0, 100.0],
    )


GEOMETRY: Final = Path(__file__).parents[2] / "data/geometry/allies.geojson"


def answer(record: Record, tested: Sequence[Claim], chosen: View) -> str:
    """One or two sentences: do the levels hold in this view, what is the increase, where the said one is from."""
    label = record.editions[chosen.edition].label
    basis = "" if chosen.prices == "current" else f" at {_price_words(record, chosen)}"
    members = _member_words(chosen)
    where = f"the edition of {label}{basis}{members}"
    total = _billions(record, chosen, chosen.last) - _billions(record, chosen, chosen.first)
    spoken = spoken_years(tested)
    if (chosen.first, chosen.last) != spoken:
        direction = "a rise" if total >= 0 else "a fall"
        return (
            f"From {chosen.first} to {chosen.last}, {where}{',' if members else ''} gives {direction} of "
            f"{theme.number(abs(total))} billion dollars. The words were about {spoken[0]} and {spoken[1]}."
        )
    levels = [claim for claim in tested if claim.rule == "value"]
    held = [c for c in levels if (r := check.read(record, c, chosen.choice)).holds and r.result]
    if len(held) == len(levels):
        first = f"The two totals hold in {where}"
    elif held:
        first = f"Of the two totals, the one for {held[0].said.year} holds in {where}"
    else:
        first = f"Neither total holds in {where}"
    said = {c.said.year: c.said.value for c in levels}
    claim = tested[2]
    return (
        f"{first}. Its increase is {theme.number(total)} billion dollars; "
        f"the {claim.said.value:g} said is {said[spoken[1]]:g} less {said[spoken[0]]:g}."
    )


def sipri_note(record: Record, claims: tuple[Claim, ...]) -> str:
    """What SIPRI's tables give for the same Allies in the same two years, summed by us."""
    first, last = spoken_years(by_id(claims, *CLAIMS))
    published = sorted(
        (e for e in record.editions.values() if e.publisher == "SIPRI"), key=lambda e: e.published
    )
    parts = [
        f"{_sipri_total(record, edition, first)} in {first} and {_sipri_total(record, edition, last)} in {last} "
        f"({edition.label})"
        for edition in published
    ]
    return (
        f"By SIPRI's own definition the same Allies spent, in billion current dollars, {theme.listed(parts)}."
    )


def _sipri_total(record: Record, edition: Edition, year: int) -> str:
    """Billion dollars of the Allies of a year but the United States, those of them that SIPRI has."""
    allies = (
        a for a in record.allies if a != expenditure.UNITED_STATES and expenditure.is_member(record, a, year)
    )
    cells = (record.sipri.get((edition.id, expenditure.CURRENT, ally, year)) for ally in allies)
    held = [cell.value for cell in cells if cell is not None]
    if not held:
        raise NotHeld(f"SIPRI {edition.id} has no figures for {year}")
    return theme.number(sum(held) / 1000, 1)
