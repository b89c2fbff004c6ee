"""Spreads: one figure, or one claim, with the words and findings that belong beside it.

A spread is what a slide, a page of paper or an embedded figure shows. It is named by the figure's id
(`spending-by-year`) or by `claim.ID`, and seen under the choices of its page's controls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from types import ModuleType
from typing import Final
from urllib.parse import urlencode

from components.charts import Figure
from components.claims import Claim
from components.claims.words import WORDS
from components.tables.record import Record
from components.topics import (
    Control,
    Passage,
    Row,
    Topic,
    Values,
    by_id,
    casualties,
    commitments,
    force_model,
    overview,
    passage,
    readings,
    rows,
    spending,
    two_percent,
)  # fmt: skip
from components.topics.register import TITLES

CLAIM: Final = "claim."
_READINGS_OF: Final = "readings-of-"
NOT_OFFERED: Final = "The address asked for a choice that is not offered; the default is shown."


@dataclass(frozen=True, eq=False)
class Exhibit:
    """A figure with words, findings and the address of the same view; a claim's own has no figure.

    `edition` is the data edition of the view, or empty; `values` are all choices of the page's controls;
    `notes` say which of the choices asked for could not be shown.
    """

    id: str
    title: str
    topic: str
    page: str
    values: Values
    edition: str
    passage: Passage | None
    rows: tuple[Row, ...]
    figure: Figure | None
    notes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The page's address with the view's choices, from the root of the dashboard."""
        return f"{self.page}?{urlencode(self.values)}" if self.values else self.page

    @property
    def embed_path(self) -> str:
        """The address of the figure alone, for a frame in another page."""
        return f"embed?{urlencode({'figure': self.id, **self.values, 'embed': 'true'})}"


@dataclass(frozen=True)
class _Place:
    """A figure's name, the page it stands on, and the claims whose words stand beside it."""

    name: str
    page: str
    claims: tuple[str, ...]
    every_edition: bool = False


_TOTALS: Final = ("spending_2024", "spending_2020", "spending_increase")
_TIERS: Final = ("force_10_days", "force_month", "force_ensuing_weeks")
_PLACES: Final[Mapping[str, _Place]] = {
    "spending-by-year": _Place("Total by year", "spending", _TOTALS),
    "spending-increase-by-ally": _Place("What the increase is made of", "spending", ("spending_increase",)),
    "spending-increase-readings": _Place(
        "The increase under every reading", "spending", ("spending_increase",), every_edition=True
    ),
    "spending-by-ally": _Place("Spending by Ally", "spending", ("spending_2024", "spending_2020")),
    "spending-map": _Place("Map of the change", "spending", ("spending_increase",)),
    "allies-at-threshold-by-year": _Place("Count by year", "two_percent", ("allies_2020", "allies_2024")),
    "count-of-2020-by-edition": _Place(
        "2020 counted again", "two_percent", ("allies_2020",), every_edition=True
    ),
    "count-of-2024-by-edition": _Place(
        "2024 counted again", "two_percent", ("allies_2024",), every_edition=True
    ),
    "share-of-gdp-by-ally": _Place("Share of GDP by Ally", "two_percent", ("allies_2020", "allies_2024")),
    "share-of-gdp-by-ally-and-year": _Place(
        "Share of GDP by Ally and year", "two_percent", ("allies_2020", "allies_2024")
    ),
    "needed-to-reach-threshold": _Place("What is lacking to the threshold", "two_percent", ("allies_2024",)),
    "force-model-steps": _Place("Troops by day", "force_model", _TIERS),
    "force-model-windows": _Place("The windows", "force_model", _TIERS),
    "force-model-adoption": _Place("When it was agreed", "force_model", ("force_adoption",)),
    "assistance-by-period": _Place("Amounts by period", "commitments", ("eur40bn_amount", "eur40bn_period")),
    "commitments-timeline": _Place("Dated events", "commitments", ("atacms_april", "f16_provision")),
    "casualties-published": _Place(
        "Published figures by date", "casualty_figures", ("gaza_40000", "gaza_200000")
    ),
    "every-claim-every-reading": _Place("Every claim, every reading", "", ()),
}


def names(claims: tuple[Claim, ...]) -> dict[str, str]:
    """Every spread by id with its name: figures in the order of the pages, then readings, then claims."""
    found = {
        figure_id: f"{TITLES.get(place.page, 'Overview')}: {place.name}"
        for figure_id, place in _PLACES.items()
    }
    found |= {f"{_READINGS_OF}{c.id}": f"Every reading: {c.label}" for c in readings.numeric(claims)}
    return found | {f"{CLAIM}{claim.id}": f"Claim: {claim.label}" for claim in claims}


def controls(record: Record, claims: tuple[Claim, ...], exhibit_id: str) -> tuple[Control, ...]:
    """The controls of the page that a spread is from, with their defaults."""
    if exhibit_id.startswith(_READINGS_OF):
        return readings.controls(claims)
    place = _PLACES.get(exhibit_id)
    modules = {"spending": spending, "two_percent": two_percent, "force_model": force_model}
    return modules[place.page].controls(record, claims) if place and place.page in modules else ()


def find(record: Record, claims: tuple[Claim, ...], exhibit_id: str, asked: Values | None = None) -> Exhibit:
    """The spread under those of the choices `asked` that its page offers. An unknown id raises `KeyError`."""
    offered = controls(record, claims, exhibit_id)
    asked = asked or {}
    values = {c.key: asked[c.key] if asked.get(c.key) in c.options else c.default for c in offered}
    refused = any(asked.get(c.key, c.default) not in c.options for c in offered)
    notes = [NOT_OFFERED] if refused else []
    if exhibit_id.startswith(CLAIM):
        return _of_claim(record, by_id(claims, exhibit_id.removeprefix(CLAIM))[0])
    if exhibit_id.startswith(_READINGS_OF):
        claim = by_id(claims, exhibit_id.removeprefix(_READINGS_OF))[0]
        return replace(_of_readings(record, claims, claim, values), notes=tuple(notes))
    place = _PLACES[exhibit_id]
    if not place.page:
        figure = overview.story(record, claims).strip.figure
        return Exhibit(exhibit_id, figure.caption.title, "Overview", "", {}, "", None, (), figure)
    topic, values, gave_way = _TOPICS[place.page](record, claims, values)
    figure = next(f for f in chain((topic.lead,), *topic.more) if f.id == exhibit_id).made
    tested = by_id(claims, *place.claims)
    seen = {row.claim.id: row.view for row in topic.rows}
    return Exhibit(
        id=exhibit_id,
        title=figure.caption.title,
        topic=topic.title,
        page=place.page,
        values=values,
        edition="" if place.every_edition else values.get("edition", ""),
        passage=passage(record, tested),
        rows=rows(record, tested, seen),
        figure=figure,
        notes=(*notes, *gave_way),
    )


def of_topic(record: Record, claims: tuple[Claim, ...], page: str) -> tuple[Exhibit, ...]:
    """Every spread of a page, in its order and under its defaults."""
    return tuple(find(record, claims, figure_id) for figure_id, p in _PLACES.items() if p.page == page)


def _of_claim(record: Record, claim: Claim) -> Exhibit:
    row = rows(record, (claim,), {})[0]
    day, today = WORDS[row.day.word].label, WORDS[row.today.word].label
    found = day.lower() if day == today else f"{day.lower()} on the day, {today.lower()} today"
    return Exhibit(
        id=f"{CLAIM}{claim.id}",
        title=f"“{claim.quotable}”: {found}",
        topic=TITLES[claim.topic],
        page="claims",
        values={"claim": claim.id},
        edition="",
        passage=passage(record, (claim,)),
        rows=(row,),
        figure=None,
    )


def _of_readings(record: Record, claims: tuple[Claim, ...], claim: Claim, asked: Values) -> Exhibit:
    values = {**asked, "claim": claim.id}
    figure = readings.curve(record, claims, readings.view(values))
    return Exhibit(
        id=figure.id,
        title=figure.caption.title,
        topic="Every reading",
        page="readings",
        values=values,
        edition="",
        passage=passage(record, (claim,)),
        rows=rows(record, (claim,), {}),
        figure=figure,
    )


_Shown = tuple[Topic, dict[str, str], list[str]]
"""A topic, the settled choices it is shown under, and what had to give way."""
_Builder = Callable[[Record, tuple[Claim, ...], dict[str, str]], _Shown]


def _of(page: ModuleType) -> _Builder:
    """A topic page with choices: they are settled by its tables before it is made."""

    def shown(record: Record, claims: tuple[Claim, ...], asked: dict[str, str]) -> _Shown:
        values, notes = page.settle(record, claims, asked)
        return page.topic(record, claims, page.view(values)), values, notes

    return shown


_TOPICS: Final[Mapping[str, _Builder]] = {
    "spending": _of(spending),
    "two_percent": _of(two_percent),
    "force_model": _of(force_model),
    "commitments": lambda record, claims, asked: (commitments.topic(record, claims), {}, []),
    "casualty_figures": lambda record, claims, asked: (casualties.topic(record, claims), {}, []),
}
