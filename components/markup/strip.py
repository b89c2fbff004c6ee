"""Every claim as one row of readings: the overview's strip, drawn as a table so that it reads on a phone."""

from __future__ import annotations

from components.claims import Reading
from components.claims.words import hold
from components.markup import Markup
from components.markup.templates import render
from components.topics.overview import Strip


def table(strip: Strip, *, href: str = "claims?claim={}", topic_head: str = "topic") -> Markup:
    """Heading, key and table; `href` is where a claim's words lead, with its id for `{}`.

    `topic_head` stands over the topics: no column is without a heading.
    """
    caption = strip.figure.caption
    return render(
        "strip.html", caption=caption, rows=strip.rows, href=href, topic_head=topic_head, held=_held
    )


def _held(readings: tuple[Reading, ...]) -> str:
    held = sum(bool(r.holds) for r in readings)
    return f"{held} of {len(readings)} {hold(held)}"
