"""What servers and crawlers ask for: site map, robots, headers, the page for no page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from components.exports import NAME
from components.exports.site import assets, feed, pages, preview
from components.exports.site.place import PAGES, Site
from components.exports.site.shell import policy, render, styles

EMBEDDABLE: Final = "figures/"
"""The part of the edition that other sites may frame."""
PICTURE_POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)
"""The policy of `EMBEDDABLE`: an SVG has its fonts inside. The pages there keep to their own, which is stricter."""
_FOREVER: Final = "public, max-age=31536000, immutable"
_OPEN: Final = "Access-Control-Allow-Origin: *"
_COMMON: Final = [
    "X-Content-Type-Options: nosniff", "Referrer-Policy: strict-origin-when-cross-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=()",
]  # fmt: skip
"""No opener policy: it keeps a page's script from other windows', there is none, and a new tab waits for it."""


def page_policy(root: str = "/") -> str:
    """The policy that a server sends with any page: the pages' own, and that nobody may frame it."""
    return f"{policy('', '../', '../../', root)}; frame-ancestors 'none'"


def makers(site: Site, paths: Sequence[str]) -> Mapping[str, Callable[[], bytes]]:
    """What makes each file for machines; `paths` are the folders of all pages."""
    found: dict[str, Callable[[], bytes]] = {
        "feed.xml": lambda: feed.feed(site, feed.CHANGELOG.read_text(encoding="utf-8")),
        "robots.txt": lambda: robots(site),
        "404.html": lambda: missing(site),
        "_headers": lambda: headers(site).encode(),
    }
    for path in pages.paths():
        found[f"{path}preview.png"] = lambda path=path: _preview(site, path)  # type: ignore[misc]
    if site.address:
        found["sitemap.xml"] = lambda: sitemap(site, paths)
    return found


def _preview(site: Site, path: str) -> bytes:
    page = pages.page(site, path)
    return preview.png(preview.page(page.title, page.description))


def sitemap(site: Site, paths: Sequence[str]) -> bytes:
    """Every page at its address."""
    return str(render("sitemap.xml", address=site.address, paths=paths)).encode("utf-8")


def robots(site: Site) -> bytes:
    """Everything may be read."""
    known = f"\nSitemap: {site.address}sitemap.xml\n" if site.address else ""
    return f"User-agent: *\nAllow: /\n{known}".encode()


def missing(site: Site) -> bytes:
    """The page for an address that is not held. It is shown at any path, so its links begin at the root."""
    return str(
        render(
            "missing.html", policy=policy(site.root, lists=(True,)), name=NAME, root=site.root, icon=assets.icon()[0],
            styles=styles(site.root), pages=PAGES,
        )
    ).encode("utf-8")  # fmt: skip


def headers(site: Site) -> str:
    """A `_headers` file, as several hosts of static files read it. No path has two policies: they would add up.

    The fonts are announced here and not in the pages, which a browser refuses where there is no server.
    """
    root = site.root
    page = [
        f"Content-Security-Policy: {page_policy(root)}",
        "X-Frame-Options: DENY",
        f"Link: {assets.announced(root)}",
    ]
    rules = {
        "/*": _COMMON,
        f"/{assets.FOLDER}/*": [f"Cache-Control: {_FOREVER}"],
        f"/{EMBEDDABLE}*": [f"Content-Security-Policy: {PICTURE_POLICY}", _OPEN],
    }
    for path in ("/", "/index.html", "/404.html", *(f"/{name}/*" for name in PAGES if name)):
        rules[path] = page
    rules["/data/*"] = [*rules["/data/*"], _OPEN]
    rules |= {f"/claims.{ending}": [_OPEN] for ending in ("json", "csv", "jsonld")}
    return "\n".join(f"{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in rules.items())
