"""What every page of the static edition stands in: head, styles, navigation, footer; no script, by its own policy."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Final

from components import theme
from components.delivery import outlines
from components.exports import NAME
from components.exports.site import assets
from components.exports.site.place import PAGES, Site, Spot
from components.markup import Markup, join

_PAGE: Final = Markup(
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
    '<meta name="description" content="{description}">\n<meta name="color-scheme" content="light dark">\n'
    '<meta name="referrer" content="strict-origin-when-cross-origin">\n'
    '<meta name="generator" content="{stamp}">\n{styles}{links}{tags}{data}</head>\n<body class="doc {kind}">\n{body}\n</body>\n</html>\n'
)


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
    template = Markup("<style>{}</style>\n<style>{}</style>\n")
    return template.format(Markup(assets.faces(up)), Markup(assets.sheet(lists=lists)))


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
    title = page.title if page.path == "" else f"{page.title} – {NAME}"
    main = Markup("<main id='content'>{}</main>").format(page.body)
    around = main if page.alone else join([_header(site, page), main, _footer(site, page)])
    whole = _PAGE.format(
        policy=policy(page.spot.up, lists=(page.lists,)), title=title, description=page.description, stamp=site.stamp.words,
        styles=styles(page.spot.up, lists=page.lists), links=_links(site, page), tags=_tags(site, page), data=page.data,
        kind="alone" if page.alone else "", body=around,
    )  # fmt: skip
    return outlines.named_once(str(whole)).encode("utf-8")


def _links(site: Site, page: Page) -> Markup:
    """Icon, feed; and the page's one address, where the edition has one."""
    spot = page.spot
    parts = [
        Markup('<link rel="icon" href="{}" type="image/png">\n').format(spot.to(assets.icon()[0])),
        Markup('<link rel="alternate" type="application/atom+xml" title="Changes" href="{}">\n').format(
            spot.to("feed.xml")
        ),
    ]
    if site.address:
        parts.append(Markup('<link rel="canonical" href="{}">\n').format(site.address + page.path))
    return join(parts)


def _tags(site: Site, page: Page) -> Markup:
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
    properties = join(Markup('<meta property="{}" content="{}">\n').format(*tag) for tag in tags.items())
    return properties + join(Markup('<meta name="{}" content="{}">\n').format(*tag) for tag in named.items())


def _header(site: Site, page: Page) -> Markup:
    """Wordmark and navigation; on a phone the navigation opens from a button, without a script."""
    spot = page.spot
    section = page.path.split("/")[0]
    links = [
        Markup("<a href='{}'{}>{}</a>").format(
            spot.to(f"{name}/" if name else ""),
            Markup(" aria-current='{}'").format("page" if f"{name}/".lstrip("/") == page.path else "true")
            if name == section
            else "",
            title,
        )
        for name, title in PAGES.items()
    ]
    if address := site.live_address(page.live):
        links.append(Markup("<a class='live' href='{}'>Live dashboard</a>").format(address))
    return Markup(
        "<a class='skip' href='#content'>To the content</a><header class='top'><a class='wordmark' href='{}'>{}</a>"
        "<button class='menu' popovertarget='pages'>Pages</button>"
        "<nav id='pages' popover aria-label='Pages'>{}</nav></header>"
    ).format(spot.to(""), NAME, join(links))


def _footer(site: Site, page: Page) -> Markup:
    """What the colours and marks mean, the edition, and the ways to the rest."""
    spot = page.spot
    published = theme.day(site.edition.published, site.edition.precision)
    ways = [("Register, CSV", "claims.csv"), ("Register, JSON", "claims.json"), ("Changes, Atom", "feed.xml")]
    article = site.record.article
    links = [Markup("<a href='{}'>The article: {}</a>").format(article.address, article.publisher)]
    links += [Markup("<a href='{}'>{}</a>").format(spot.to(path), name) for name, path in ways]
    if address := site.live_address(page.live):
        links.append(Markup("<a href='{}'>The same view in the live dashboard</a>").format(address))
    return Markup(
        "<footer><p>Data edition of {}, version {}. e = estimate. <b class='said'>Orange</b>: what was said. "
        "<b class='record'>Blue</b>: what the record shows.</p><p class='ways'>{}</p></footer>"
    ).format(published, site.stamp.version, join(links))


def about(site: Site) -> str:
    """The edition in one sentence."""
    event = site.record.article.event
    return f"Figures quoted at {event.name} of {event.first:%B %Y}, held against the published record."
