"""Every claim at an address of its own, with what a link preview and a search engine read of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from components.exports import claimreview
from components.exports.site import parts, preview, shell
from components.exports.site.place import Site, Spot
from components.exports.site.shell import Page
from components.markup import Markup, claims, words
from components.topics import Row, passage, readings, register, sentences
from components.topics.register import Entry


def paths(site: Site) -> list[str]:
    """The folders of the claims, in the register's order."""
    return [f"claims/{entry.claim.id}/" for entry in register.entries(site.record, site.claims)]


def makers(site: Site) -> Mapping[str, Callable[[], bytes]]:
    """What makes each claim's page and its picture, by path."""
    found: dict[str, Callable[[], bytes]] = {}
    for entry in register.entries(site.record, site.claims):
        path = f"claims/{entry.claim.id}/"
        found[f"{path}index.html"] = lambda entry=entry: shell.document(site, page(site, entry))  # type: ignore[misc]
        found[f"{path}preview.png"] = lambda entry=entry: picture(site, entry)  # type: ignore[misc]
    return found


def page(site: Site, entry: Entry) -> Page:
    """One claim whole."""
    claim = entry.claim
    path = f"claims/{claim.id}/"
    about = review(site, entry)
    data = claimreview.script_safe(json.dumps(about, ensure_ascii=False, indent=1).encode())
    return Page(
        path,
        f"“{claim.quotable}”",
        f"{sentences.rated(site.record, claim)}, {passage(site.record, (claim,)).when}. {about['description']}",
        _body(site, Spot(path), entry),
        live=f"claims?claim={claim.id}",
        picture=f"{path}preview.png",
        data=Markup('<script type="application/ld+json">\n{}\n</script>\n').format(Markup(data)),
    )


def review(site: Site, entry: Entry) -> dict[str, Any]:
    """The claim as a ClaimReview whose address is this page's; without addresses where there are none."""
    return _filled(claimreview.review(site.record, entry.claim, site.stamp))


def _filled(value: Any) -> Any:
    """`value` without what is empty: an edition without an address gives none."""
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if inner != ""}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value


def picture(site: Site, entry: Entry) -> bytes:
    """The claim's words, whose statement is rated and both findings, as PNG."""
    told = passage(site.record, (entry.claim,))
    row = Row(entry.claim, entry.day, entry.today)
    by = sentences.rated(site.record, entry.claim)
    return preview.png(preview.claim(told.text, told.tested, by, told.when, row))


def _body(site: Site, spot: Spot, entry: Entry) -> Markup:
    record, claim = site.record, entry.claim
    rows = register.entries(record, site.claims)
    around = register.neighbours(rows, claim.id)
    told = Markup("<div class='words'>{}<div>{}</div></div>").format(
        words.quote(passage(record, (claim,))),
        words.findings(record, (Row(claim, entry.day, entry.today),)),
    )
    evidence = Markup("<h2 class='unseen'>How it is tested</h2><div class='evidence'>{}{}</div>").format(
        claims.evidence(record, entry), _curve(site, spot, entry)
    )
    cite = Markup("<section><h2>Cite</h2><p class='prose'>{}{}</p></section>").format(
        register.citation(record, entry, site.edition.id),
        f" {site.address}{spot.path}" if site.address else "",
    )
    way = claims.way(around, register=spot.to("claims/"), href=spot.to("claims/{}/"))
    return way + claims.heading(entry) + parts.beside(told, evidence) + cite


def _curve(site: Site, spot: Spot, entry: Entry) -> Markup:
    """The way to the claim's curve, if it has one."""
    if entry.claim.id not in {claim.id for claim in readings.numeric(site.claims)}:
        return Markup("")
    href = spot.to(f"figures/readings-of-{entry.claim.id}/")
    return Markup("<p class='files'><a href='{}'>Every reading, drawn</a></p>").format(href)
