"""What every slide of a deck shares: the head, and the foot with source, address and its code."""

from __future__ import annotations

import io
from typing import Any, Final

from components import theme
from components.exports import Stamp
from components.exports.slides import shapes
from components.exports.slides.master import MARGIN, WIDTH, run, wrapped
from components.exports.slides.shapes import Box, paragraph
from components.topics.exhibits import Exhibit

RIGHT: Final = WIDTH - MARGIN
FOOT: Final = 622
"""Where the hairline above the source stands."""
_CODE: Final = 96  # pixels of a QR code: one inch
LONGEST_LINK: Final = 500
"""Characters of an address that a code on a slide can hold so that a telephone still reads it."""


def link(slide: Any, text: str, address: str, points: float) -> str:
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    return run(text, points, "record", link=slide.part.relate_to(address, RT.HYPERLINK, is_external=True))


def short(stamp: Stamp, page: str) -> str:
    return stamp.address(page).removeprefix("https://").removeprefix("http://").rstrip("/")


def code(slide: Any, address: str, box: Box) -> None:
    """The address as a QR code with the quiet edge that readers need."""
    import segno

    buffer = io.BytesIO()
    segno.make(address, error="l", micro=False, boost_error=False).save(
        buffer, kind="png", scale=8, border=2, dark=theme.colour("ink"), light=theme.colour("paper")
    )
    shapes.picture(slide, buffer.getvalue(), box, "Address as a code", f"QR code of {address}")


def head(slide: Any, title: str, measure: str, *, smallest: int = 28) -> float:
    """Title and measure in their placeholders: where the rest of the slide may begin."""
    width = RIGHT - MARGIN
    sizes = range(36, smallest - 1, -2)
    points = next((size for size in sizes if wrapped(title, width, size, serif=True) == 1), smallest)
    deep = points / 0.75 * 1.2 * min(wrapped(title, width, points, serif=True), 3)
    shapes.filled(
        slide.shapes.title,
        (MARGIN, 30, width, deep),
        [paragraph([run(title, points, "ink", serif=True)], spacing=95)],
    )
    rows = min(wrapped(measure, width, 14), 2)
    holder = slide.placeholders[10]
    shapes.filled(holder, (MARGIN, 34 + deep, width, 22 * rows), [paragraph([run(measure, 14, "muted")])])
    return 34 + deep + 22 * rows + 18


def foot(slide: Any, exhibit: Exhibit, stamp: Stamp) -> None:
    """Hairline, source, short address with its code, and the number of the slide."""
    left = RIGHT - _CODE
    shapes.rule(slide, (MARGIN, FOOT, left - 20, FOOT), "grid", 1.0)
    caption = exhibit.figure.caption if exhibit.figure else None
    source = " ".join(filter(None, [caption.source, caption.note])) if caption else _records(exhibit)
    points = 10 if wrapped(source, 800, 10) <= 4 else 9
    shapes.foot(slide, [paragraph([run(source, points, "muted")])])
    address = stamp.address(exhibit.path)
    target = address if len(address) <= LONGEST_LINK else stamp.address(exhibit.page)
    published = theme.day(stamp.edition.published, stamp.edition.precision)
    texts = [
        paragraph([link(slide, short(stamp, exhibit.page), target, 10)], align="r", after=2),
        paragraph([run(f"data {published}", 10, "muted")], align="r"),
    ]
    shapes.words(slide, "Address", (left - 276, FOOT + 12, 256, 36), texts)
    code(slide, target, (left, FOOT - 14, _CODE, _CODE))
    shapes.number(slide)


def _records(exhibit: Exhibit) -> str:
    names = [row.claim.id for row in exhibit.rows]
    return f"Every reading and its sources: notes of this slide, and the page of the claim ({theme.listed(names)})."
