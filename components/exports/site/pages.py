"""The dashboard's pages as static ones: the same topics and pieces of markup, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from components import registry
from components.delivery import drawing
from components.exports.site import parts, shell, topic_page
from components.exports.site.parts import shown
from components.exports.site.place import PAGES, Site, Spot
from components.exports.site.shell import Page
from components.markup import Markup, chapters, join, strip, words
from components.markup import claims as claims_markup
from components.markup import figure as figure_markup
from components.tables import descriptors
from components.topics import (
    catalogue,
    editions,
    method,
    overview,
    readings,
    register,
    two_percent,
)  # fmt: skip

Content = tuple[str, str, Markup]
"""A page's title, the sentence that a link preview shows, and its body."""


def paths() -> list[str]:
    """The folders of the pages, in the order of the navigation."""
    return [f"{name}/" if name else "" for name in PAGES]


def makers(site: Site) -> Mapping[str, Callable[[], bytes]]:
    """What makes each page, by its path."""
    return {
        f"{path}index.html": lambda path=path: shell.document(site, page(site, path))  # type: ignore[misc]
        for path in paths()
    }


def page(site: Site, path: str) -> Page:
    """The page at `path`."""
    name, spot = path.rstrip("/"), Spot(path)
    topic = bool(name) and registry.page(name).topic
    title, description, body = topic_page.content(site, spot, name) if topic else _LISTS[name](site, spot)
    return Page(path, title, description, body, live=name, picture=f"{path}preview.png", lists=not topic)


def _overview(site: Site, spot: Spot) -> Content:
    story = overview.story(site.record, site.claims)
    cards = join(_card(card, spot) for card in story.cards)
    href = spot.to("claims/{}/")
    body = parts.heading(story.title, story.answer) + Markup("<div class='cards'>{}</div>{}").format(
        cards, parts.section(strip.table(story.strip, href=href, topic_head="topic"))
    )
    return story.title, story.answer, body


def _card(card: overview.Card, spot: Spot) -> Markup:
    return Markup(
        "<article><div class='card-topic'><h2>{}</h2><a href='{}'>Open<span class='unseen'> {}</span></a></div>{}"
        "<div class='card-chart'>{}{}</div>{}</article>"
    ).format(
        card.title,
        spot.to(f"{card.topic}/"),
        card.title,
        words.quote(card.passage, card=True),
        figure_markup.card_head(card.figure.made),
        drawing.card(card.figure.made),
        words.card_findings(card.day, card.today, card.about),
    )


def _claims(site: Site, spot: Spot) -> Content:
    rows = register.entries(site.record, site.claims)
    answer = register.answer(rows)
    files = join(
        Markup("<a href='{}'>{}</a>").format(spot.to(f"claims.{ending}"), name)
        for ending, name in (("csv", "CSV"), ("json", "JSON"), ("jsonld", "ClaimReview, JSON-LD"))
    )
    table = claims_markup.register(rows, len(rows), href=spot.to("claims/{}/"))
    return (
        "Claims",
        answer,
        join([parts.heading("Claims", answer), Markup("<p class='files'>{}</p>").format(files), table]),
    )


def _readings(site: Site, spot: Spot) -> Content:
    chosen = readings.view({c.key: c.default for c in readings.controls(site.claims)})
    rows = readings.rows(site.record, site.claims, chosen.tolerance)
    answer = readings.answer(site.record, site.claims, chosen.tolerance)
    curves = [shown(site, f"readings-of-{claim.id}") for claim in readings.numeric(site.claims)]
    drawn = join(parts.figure(site, spot, one, drawing.PAIR) for one in curves)
    body = [
        parts.heading("Every reading", answer),
        parts.section(Markup("<div class='pair'>{}</div>").format(drawn)),
        parts.section(strip.table(overview.strip(rows), href=spot.to("claims/{}/"), topic_head="topic")),
    ]
    return "Every reading", answer, join(body)


def _data(site: Site, spot: Spot) -> Content:
    record = site.record
    answer = catalogue.answer(record)
    view = editions.view({control.key: control.default for control in editions.controls(record)})
    ladders = [
        parts.figure(site, spot, shown(site, f.id), drawing.PAIR, level=3)
        for f in two_percent.ladders(record, site.claims)
    ]
    tables = join(_table(site, spot, table) for table in descriptors.read().values())
    body = [
        parts.heading("Data", answer),
        parts.section(chapters.side_by_side(editions.compare(record, *view))),
        parts.row(ladders, title="The count, edition by edition"),
        parts.section(
            Markup(
                "<h2>Tables</h2><p class='files'><a href='{}'>datapackage.json</a></p><div class='tables'>{}</div>"
            ).format(spot.to("data/datapackage.json"), tables)
        ),
    ]
    return "Data", answer, join(body)


def _table(site: Site, spot: Spot, table: descriptors.Descriptor) -> Markup:
    _, rows, sha256 = catalogue.entry(site.record, table)
    return Markup("<section id='{}'>{}{}<p class='files'><a href='{}'>{}</a></p></section>").format(
        table.name,
        chapters.facts(table, len(rows), sha256),
        words.fold("Fields", chapters.fields(table)),
        spot.to(f"data/{table.path}"),
        table.path,
    )


def _method(site: Site, spot: Spot) -> Content:
    answer = "Everything listed here is read from the records that the pages are made of."
    held = method.chapters(site.record)
    body = join(parts.section(chapters.chapter(part)) for part in held)
    return "Method", answer, parts.heading("Method", answer) + chapters.contents(held) + body


_LISTS: Final[dict[str, Callable[[Site, Spot], Content]]] = {
    "": _overview,
    "claims": _claims,
    "readings": _readings,
    "data": _data,
    "method": _method,
}
