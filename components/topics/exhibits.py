"""Exhibits: one figure, or one claim, with the words and findings that belong beside it.

An exhibit is what a slide, a page of paper or an embedded figure shows. It is named by the figure's id
(`spending-by-year`) or by `claim.ID`, and seen under the choices of its page's controls.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from components import registry
from components.charts import Figure
from components.claims import Claim
from components.claims.words import WORDS
from components.tables.record import Record
from components.topics import (
    Control,
    Passage,
    Row,
    Values,
    by_id,
    overview,
    pages,
    passage,
    readings,
    rows,
)
from components.topics.lazy_figure import LazyFigure

CLAIM: Final = "claim."
READINGS_OF: Final = "readings-of-"
_LOG = logging.getLogger("against_the_record")
NOT_OFFERED: Final = "The address asked for a choice that is not offered; the default is shown."


@dataclass(frozen=True, eq=False)
class Exhibit:
    """A figure with words, findings and the address of the same view; a claim's own has no figure.

    `edition` is the data edition of the view, or empty; `values` are all choices of the page's controls;
    `notes` say which of the choices asked for could not be shown; `first`: these are the page's first choices.
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
    first: bool = False

    @property
    def path(self) -> str:
        """The page's address with the view's choices, from the root of the dashboard."""
        return f"{self.page}?{urlencode(self.values)}" if self.values else self.page

    @property
    def embed_path(self) -> str:
        """The address of the figure alone, for a frame in another page."""
        return f"embed?{urlencode({'figure': self.id, **self.values, 'embed': 'true'})}"


_STRIP: Final = "every-claim-every-reading"
"""The overview's table of all claims, as a figure."""


@lru_cache(maxsize=32)
def of_page(record: Record, claims: tuple[Claim, ...], page: str) -> dict[str, LazyFigure]:
    """The figures of a topic page under its first choices, by id in its order."""
    found = pages.load(page)
    values, _ = found.settle(record, claims, found.defaults(record, claims))
    return {figure.id: figure for figure in found.topic(record, claims, values).figures()}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Every exhibit by id with its name: figures in the order of the pages, then readings, then claims.

    Of a page that failed there are no figures; `failure` is why.
    """

    names: dict[str, str]
    failure: Exception | None = None


_Figures = dict[str, tuple[str, LazyFigure]]
"""Figures of the topic pages by id, with the id of their page; pages in the order of the registry."""


def figures(record: Record, claims: tuple[Claim, ...]) -> _Figures:
    """Every figure of the topic pages. A page that fails has none here, and says so itself."""
    return _figures(record, claims)[0]


def _figures(record: Record, claims: tuple[Claim, ...]) -> tuple[_Figures, Exception | None]:
    found: _Figures = {}
    failure: Exception | None = None
    for page in registry.PAGES:
        if page.topic:
            try:
                held = of_page(record, claims, page.id)
            except Exception as why:
                _LOG.exception("the page %s has no figures", page.id)
                failure = why
                continue
            found |= {figure_id: (page.id, figure) for figure_id, figure in held.items()}
    return found, failure


def doubled(record: Record, claims: tuple[Claim, ...]) -> dict[str, Values]:
    """The figures that the static edition also draws under other choices than the first (`TopicPage.twice`)."""
    return {
        figure_id: other
        for figure_id, (page, figure) in figures(record, claims).items()
        if (other := pages.load(page).twice) and not figure.every_edition
    }


def catalogue(record: Record, claims: tuple[Claim, ...]) -> Catalogue:
    """What can be shown, briefed and exported."""
    held, failure = _figures(record, claims)
    found = {name: f"{registry.page(page).title}: {figure.name}" for name, (page, figure) in held.items()}
    found[_STRIP] = "Overview: Every claim, every reading"
    found |= {f"{READINGS_OF}{c.id}": f"Every reading: {c.label}" for c in readings.numeric(claims)}
    found |= {f"{CLAIM}{claim.id}": f"Claim: {claim.label}" for claim in claims}
    return Catalogue(found, failure)


def names(record: Record, claims: tuple[Claim, ...]) -> dict[str, str]:
    """Every exhibit by id with its name."""
    return catalogue(record, claims).names


def controls(record: Record, claims: tuple[Claim, ...], exhibit_id: str) -> tuple[Control, ...]:
    """The controls of the page that an exhibit is from, with their defaults."""
    if exhibit_id.startswith(READINGS_OF):
        return readings.controls(claims)
    page, _ = figures(record, claims).get(exhibit_id, ("", None))
    return pages.load(page).controls(record, claims) if page else ()


def find(record: Record, claims: tuple[Claim, ...], exhibit_id: str, asked: Values | None = None) -> Exhibit:
    """The exhibit under those of the choices `asked` that its page offers. An unknown id raises `KeyError`."""
    choices = controls(record, claims, exhibit_id)
    asked = asked or {}
    values = {c.key: asked[c.key] if asked.get(c.key) in c.options else c.default for c in choices}
    refused = any(asked.get(c.key, c.default) not in c.options for c in choices)
    notes = [NOT_OFFERED] if refused else []
    if exhibit_id.startswith(CLAIM):
        return _of_claim(record, by_id(claims, exhibit_id.removeprefix(CLAIM))[0])
    if exhibit_id.startswith(READINGS_OF):
        claim = by_id(claims, exhibit_id.removeprefix(READINGS_OF))[0]
        return replace(_of_readings(record, claims, claim, values), notes=tuple(notes))
    if exhibit_id == _STRIP:
        figure = overview.story(record, claims).strip.figure
        return Exhibit(exhibit_id, figure.caption.title, "Overview", "", {}, "", None, (), figure)
    page_id, _ = figures(record, claims)[exhibit_id]
    page = pages.load(page_id)
    values, gave_way = page.settle(record, claims, values)
    topic = page.topic(record, claims, values)
    place = next(figure for figure in topic.figures() if figure.id == exhibit_id)
    tested = by_id(claims, *place.claims)
    seen = {row.claim.id: row.view for row in topic.rows}
    return Exhibit(
        id=exhibit_id,
        title=place.made.caption.title,
        topic=topic.title,
        page=page_id,
        values=values,
        edition="" if place.every_edition else values.get("edition", ""),
        passage=passage(record, tested) if tested else None,
        rows=rows(record, tested, seen),
        figure=place.made,
        notes=(*notes, *gave_way),
        first=values == page.defaults(record, claims),
    )


def _of_claim(record: Record, claim: Claim) -> Exhibit:
    row = rows(record, (claim,), {})[0]
    day, today = WORDS[row.day.word].label, WORDS[row.today.word].label
    found = day.lower() if day == today else f"{day.lower()} on the day, {today.lower()} today"
    return Exhibit(
        id=f"{CLAIM}{claim.id}",
        title=f"“{claim.quotable}”: {found}",
        topic=registry.TOPICS[claim.topic],
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
        first=all(
            asked.get(c.key, c.default) == c.default for c in readings.controls(claims) if c.key != "claim"
        ),
    )
