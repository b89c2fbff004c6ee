"""What servers, crawlers and feed readers ask for: changes, site map, robots, headers, the page for no page."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from components.exports import NAME, NOT_XML
from components.exports.site import assets, pages, preview, shell
from components.exports.site.place import PAGES, Site
from components.exports.site.shell import POLICY
from components.markup import Markup, join

CHANGELOG: Final = Path(__file__).parents[3] / "CHANGELOG.md"
EMBEDDABLE: Final = "figures/"
"""The part of the edition that other sites may frame."""
PAGE_POLICY: Final = f"{POLICY}; frame-ancestors 'none'"
"""The policy that a server sends with a page: the page's own, and that nobody may frame it."""
PICTURE_POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)
"""The policy of `EMBEDDABLE`: an SVG has its fonts inside. The pages there keep to their own, which is stricter."""
_FOREVER: Final = "public, max-age=31536000, immutable"
_OPEN: Final = "Access-Control-Allow-Origin: *"
_COMMON: Final = [
    "X-Content-Type-Options: nosniff", "Referrer-Policy: strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy: same-origin", "Permissions-Policy: camera=(), geolocation=(), microphone=()",
]  # fmt: skip
_FEED: Final = Markup(
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
    "<title>{title}</title>\n<subtitle>{about}</subtitle>\n<id>{id}</id>\n<updated>{updated}</updated>\n"
    "<author><name>{name} contributors</name></author>\n{links}{entries}</feed>\n"
)


def makers(site: Site, paths: Sequence[str]) -> Mapping[str, Callable[[], bytes]]:
    """What makes each file for machines; `paths` are the folders of all pages."""
    found: dict[str, Callable[[], bytes]] = {
        "feed.xml": lambda: feed(site, CHANGELOG.read_text(encoding="utf-8")),
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


def changes(text: str) -> list[tuple[date, str]]:
    """The parts of a changelog under a heading that is a date, newest first."""
    parts = re.split(r"^## (\d{4}-\d{2}-\d{2})\s*$", text, flags=re.MULTILINE)[1:]
    found = [(date.fromisoformat(day), words) for day, words in zip(parts[::2], parts[1::2], strict=True)]
    return sorted(
        ((day, re.split(r"^## ", words, flags=re.MULTILINE)[0].strip()) for day, words in found), reverse=True
    )


def feed(site: Site, text: str) -> bytes:
    """The changes as Atom, dated by their headings."""
    found = changes(text)
    own = [("self", "feed.xml"), ("alternate", "")] if site.address else []
    links = join(Markup('<link rel="{}" href="{}"/>\n').format(rel, site.address + path) for rel, path in own)
    whole = _FEED.format(
        title=f"{NAME}: changes", about=shell.about(), id=_name(site, ""), name=NAME, links=links,
        updated=_time(max((day for day, _ in found), default=site.edition.published)),
        entries=join(_entry(site, at, day, words) for at, (day, words) in enumerate(found)),
    )  # fmt: skip
    return NOT_XML.sub("\ufffd", str(whole)).encode("utf-8")


def _entry(site: Site, at: int, day: date, words: str) -> Markup:
    # Several entries of one day keep their names when another is added above them.
    name = f"{day.isoformat()} {words.splitlines()[0] if words else at}"
    link = Markup('<link rel="alternate" href="{}"/>').format(site.address) if site.address else ""
    return Markup(
        '<entry><title>{}</title><id>{}</id><updated>{}</updated>{}<content type="html">{}</content></entry>\n'
    ).format(
        f"Changes of {day.day} {day:%B %Y}", _name(site, name), _time(day), link, str(_paragraphs(words))
    )  # fmt: skip


def _paragraphs(words: str) -> Markup:
    """Paragraphs and lists of the changelog; whatever else Markdown can do stays as it is written."""
    parts = []
    for block in re.split(r"\n\s*\n", words):
        if block.startswith("- "):
            items = [" ".join(item.split()) for item in re.split(r"^- ", block, flags=re.MULTILINE)[1:]]
            parts.append(
                Markup("<ul>{}</ul>").format(join(Markup("<li>{}</li>").format(item) for item in items))
            )
        else:
            parts.append(Markup("<p>{}</p>").format(" ".join(block.split())))
    return join(parts)


def _name(site: Site, what: str) -> str:
    """A name for ever: by the edition's address, or without one by what is named alone."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, site.address or NAME)
    return uuid.uuid5(space, what).urn


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def sitemap(site: Site, paths: Sequence[str]) -> bytes:
    """Every page at its address."""
    listed = join(Markup("<url><loc>{}</loc></url>\n").format(site.address + path) for path in paths)
    return str(
        Markup(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{}</urlset>\n'
        ).format(listed)
    ).encode("utf-8")


def robots(site: Site) -> bytes:
    """Everything may be read."""
    known = f"\nSitemap: {site.address}sitemap.xml\n" if site.address else ""
    return f"User-agent: *\nAllow: /\n{known}".encode()


def missing(site: Site) -> bytes:
    """The page for an address that is not held. It is shown at any path, so its links begin at the root."""
    links = join(
        Markup("<li><a href='{}{}'>{}</a></li>").format(
            site.root, f"{name}/index.html" if name else "index.html", title
        )
        for name, title in PAGES.items()
    )
    return str(
        Markup(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="{}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
            '<title>Not held – {}</title>\n<link rel="stylesheet" href="{}">\n<link rel="icon" href="{}" type="image/png">\n'
            "</head>\n<body class='doc'>\n<main id='content'><h1>There is no page at this address</h1>"
            "<p class='answer'>What is held:</p><ul class='held'>{}</ul></main>\n</body>\n</html>\n"
        ).format(
            POLICY, NAME, site.root + assets.sheet()[0], site.root + assets.icon()[0], links
        )  # fmt: skip
    ).encode("utf-8")


def headers(site: Site) -> str:
    """A `_headers` file, as several hosts of static files read it. No path has two policies: they would add up.

    The fonts are announced here and not in the pages, which a browser refuses where there is no server.
    """
    fonts = ", ".join(
        f"<{site.root or '/'}{path}>; rel=preload; as=font; crossorigin" for path in assets.fonts()
    )
    rules = {
        "/*": _COMMON,
        f"/{assets.FOLDER}/*": [f"Cache-Control: {_FOREVER}"],
        f"/{EMBEDDABLE}*": [f"Content-Security-Policy: {PICTURE_POLICY}", _OPEN],
    }
    for path in ("/", "/index.html", "/404.html", *(f"/{name}/*" for name in PAGES if name)):
        rules[path] = [f"Content-Security-Policy: {PAGE_POLICY}", "X-Frame-Options: DENY", f"Link: {fonts}"]
    rules["/data/*"] = [*rules["/data/*"], _OPEN]
    rules |= {f"/claims.{ending}": [_OPEN] for ending in ("json", "csv", "jsonld")}
    return "\n".join(f"{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in rules.items())
