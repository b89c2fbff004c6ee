"""Every figure at stable addresses: a page for a frame, SVG, PNG, CSV, and JSON with its specification."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from components.charts import house
from components.delivery import drawing
from components.exports import images, sheets
from components.exports.site import parts, shell
from components.exports.site.parts import Shown, shown
from components.exports.site.place import Site
from components.exports.site.shell import Page
from components.markup import Markup
from components.topics import exhibits


@lru_cache(maxsize=4)
def figures(site: Site) -> tuple[Shown, ...]:
    """Every figure under its page's first choices, and those that are also drawn under others."""
    ids = [name for name in exhibits.names(site.record, site.claims) if not name.startswith(exhibits.CLAIM)]
    doubled = exhibits.doubled(site.record, site.claims)
    return (
        *(shown(site, name) for name in ids),
        *(shown(site, name, asked) for name, asked in doubled.items()),
    )


def paths(site: Site) -> list[str]:
    """The folders of the figures' pages."""
    return [one.place for one in figures(site)]


def makers(site: Site) -> Mapping[str, Callable[[], bytes]]:
    """What makes each figure's files, by path."""
    found: dict[str, Callable[[], bytes]] = {}
    for one in figures(site):
        for ending, make in _FILES.items():
            found[f"figures/{one.key}{ending}"] = lambda make=make, one=one: make(site, one)  # type: ignore[misc]
    return found


def page(site: Site, one: Shown) -> Page:
    """The figure alone, with its source and the way to the page it is from."""
    caption = one.figure.caption
    spot = Page(one.place, "", "", Markup("")).spot
    home = f"{one.exhibit.page}/" if one.exhibit.page else ""
    body = Markup("{}<p class='source'><a href='{}'>{}</a></p>").format(
        parts.figure(site, spot, one, drawing.SPREAD, level=1, alone=True),
        spot.to(home),
        "Against the Record: the claim beside it",
    )
    return Page(
        one.place, caption.title, caption.says, body, live=one.exhibit.path,
        picture=f"figures/{one.key}.png", wide=False, alone=True,
    )  # fmt: skip


def as_json(site: Site, one: Shown) -> bytes:
    """The figure's words and rows, its address, its edition, and its Vega-Lite specification in light colours."""
    content = json.loads(sheets.as_json(one.figure))
    content["edition"] = one.exhibit.edition
    content["stamp"] = site.stamp.words
    content |= {"address": address} if (address := site.stamp.address(one.own.path)) else {}
    content["vega_lite"] = _plain(house.static(one.figure.spec, width=drawing.SPREAD))
    return sheets.dumped(content)


def _plain(value: Any) -> Any:
    """A specification as JSON has it: a number that JSON does not know is missing."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


_FILES: Mapping[str, Callable[[Site, Shown], bytes]] = {
    "/index.html": lambda site, one: shell.document(site, page(site, one)),
    ".svg": lambda site, one: images.svg(one.own, site.stamp),
    ".png": lambda site, one: images.png(one.own, site.stamp),
    ".csv": lambda _, one: sheets.csv(one.figure),
    ".json": as_json,
}
