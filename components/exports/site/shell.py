"""What every page of the static edition stands in: head, styles, navigation, footer; no script, by its own policy."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from components import theme
from components.delivery import outlines
from components.exports import NAME
from components.exports.site import assets
from components.exports.site.place import PAGES, Site, Spot
from components.markup import Markup, templates

render: Final = templates.folder(Path(__file__).parent / "templates")
"""Renders the documents of the edition."""


def allowed(content: str) -> str:
    """A script or style sheet that stands in a page, as a policy allows it: by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def policy(*ups: str, lists: tuple[bool, ...] = (True, False)) -> str:
    """What a page may do whose way to the root is one of `ups`: its own style sheets, the edition's files.

    A server adds who may frame it, which a page cannot say of itself.
    """
    sheets = [assets.sheet(lists=some) for some in lists]
    own = " ".join(allowed(sheet) for sheet in (*sheets, *map(assets.faces, ups)))
    return f"default-src 'none'; style-src {own}; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'"


def styles(up: str, *, lists: bool = True) -> Markup:
    """The style sheets of a page, as `policy` knows them; `lists` if it has any."""
    return render("styles.html", faces=Markup(assets.faces(up)), sheet=Markup(assets.sheet(lists=lists)))


@dataclass(frozen=True)
class Page:
    """One page: where it stands, what it is called, what a link preview says of it, and its content.

    `live` is the path of the same view in the dashboard. `picture` is the path of its preview (1200 x 630
    where `wide`), `data` a block of JSON for machines, `alone` a page without navigation for a frame. `lists` has a
    page with one of claims, cards, sources or facts.
    """

    path: str
    title: str
    description: str
    body: Markup
    live: str = ""
    picture: str = ""
    wide: bool = True
    data: Markup = Markup("")
    alone: bool = False
    lists: bool = True

    @property
    def spot(self) -> Spot:
        """The place that links are written from."""
        return Spot(self.path)


def document(site: Site, page: Page) -> bytes:
    """The complete page."""
    properties, names = _previewed(site, page)
    whole = render(
        "page.html",
        title=page.title if page.path == "" else f"{page.title} – {NAME}",
        page=page, site=site, spot=page.spot, name=NAME, icon=assets.icon()[0], pages=PAGES, section=page.path.split("/")[0],
        policy=policy(page.spot.up, lists=(page.lists,)), styles=styles(page.spot.up, lists=page.lists),
        live=site.live_address(page.live), properties=properties, names=names, article=site.record.article,
        published=theme.day(site.edition.published, site.edition.precision),
    )  # fmt: skip
    return outlines.named_once(str(whole)).encode("utf-8")


def _previewed(site: Site, page: Page) -> tuple[dict[str, str], dict[str, str]]:
    """What a link preview shows: Open Graph and Twitter. Addresses only where the edition has one."""
    kind = "website" if page.path == "" else "article"
    tags = {"og:type": kind, "og:site_name": NAME, "og:locale": "en_GB", "og:title": page.title}
    tags["og:description"] = page.description
    if site.address:
        tags["og:url"] = site.address + page.path
    if site.address and page.picture:
        tags |= {"og:image": site.address + page.picture, "og:image:type": "image/png"}
        tags |= {"og:image:width": "1200", "og:image:height": "630"} if page.wide else {}
        tags["og:image:alt"] = f"{page.title}. {page.description}"
    named = {"twitter:card": "summary_large_image" if page.picture else "summary"}
    named |= {"twitter:title": page.title, "twitter:description": page.description}
    named |= {"twitter:image": tags["og:image"]} if "og:image" in tags else {}
    return tags, named


def about(site: Site) -> str:
    """The edition in one sentence."""
    event = site.record.article.event
    return f"Figures quoted at {event.name} of {event.first:%B %Y}, held against the published record."
