"""A figure as a picture: SVG and PNG with its title, measure, source and address inside.

The drawing comes from vl-convert, without network; this module sets the words around it. Wide pictures
(`WIDTHS`) keep the chart's own height; `slide` fills 16:9.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from components import theme
from components.charts import Figure
from components.delivery import engine
from components.exports import Stamp, file_name, sheets, zipped
from components.fonts import FONTS, SANS_CSS, SERIF_CSS
from components.markup import NOT_XML, Markup
from components.topics.exhibits import Exhibit

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDE: Final = engine.WIDE
_OTHER_FONTS: Final = 0.94  # of the space: a viewer that lacks the title's font shows it in a wider one
WIDTHS: Final = (1200, 2400)
"""Widths in pixels of a PNG that keeps the chart's own height."""
SLIDE: Final = (1920, 1080)
_MARGIN: Final = 32
LEAST: Final = 0.7
"""The scale down to which a chart keeps its proportions of text to marks."""
_SLIDE_WIDTH: Final = 1152
"""Pixels of a picture's own scale; text is set for it, a PNG is a multiple. Other pictures are `WIDE` and margins."""


def svg(exhibit: Exhibit, stamp: Stamp, *, slide: bool = False, fonts: bool = True) -> bytes:
    """The figure as an SVG picture; its rows are inside as JSON. Raises `ValueError` for a spread without one."""
    if exhibit.figure is None:
        raise ValueError(f"images: {exhibit.id} has no figure")
    figure = exhibit.figure
    space = _SLIDE_WIDTH - 2 * _MARGIN if slide else WIDE
    title = wrapped(figure.caption.title, font("SourceSerif4-Semibold", 26), space * _OTHER_FONTS)
    measure = wrapped(figure.caption.measure, font("SourceSans3-Regular", 15), space)
    note = " ".join(filter(None, [figure.caption.source, figure.caption.note]))
    small = font("SourceSans3-Regular", 12)
    stamped = f"{stamp.words}. {stamp.address(exhibit.path)}"
    source = [*wrapped(note, small, space), *wrapped(stamped, small, space)]
    top = _MARGIN + 32 * len(title) + 20 * len(measure) + 20
    bottom = 16 * len(source) + 12 + _MARGIN
    if slide:
        height = _SLIDE_WIDTH * SLIDE[1] / SLIDE[0]
        chart, scale = fitted(figure, space, height - top - bottom)
    else:
        chart = engine.drawing(figure, width=WIDE)
        scale = min(1.0, WIDE / engine.size(chart)[0])
        height = top + engine.size(chart)[1] * scale + bottom
    words = [
        _lines(title, _MARGIN + 22, 32, SERIF_CSS, 26, 600, "ink"),
        _lines(measure, _MARGIN + 32 * len(title) + 14, 20, SANS_CSS, 15, 400, "muted"),
        _lines(source, height - bottom + 24, 16, SANS_CSS, 12, 400, "muted"),
    ]
    placed = chart.replace("<svg ", '<svg aria-hidden="true" ', 1)
    width = space + 2 * _MARGIN
    left = (width - engine.size(chart)[0] * scale) / 2
    body = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" '
        'lang="en" aria-labelledby="t d"><title id="t">{title}</title><desc id="d">{says}</desc>'
        "<metadata>{rows}</metadata>{style}"
        '<rect width="{w}" height="{h}" fill="{paper}"/>{words}'
        '<g transform="translate({left:.2f} {top}) scale({scale:.4f})">{chart}</g></svg>'
    ).format(
        w=width,
        h=round(height),
        title=figure.caption.title,
        says=figure.caption.says,
        rows=sheets.as_json(figure).decode("utf-8"),
        style=_faces() if fonts else "",
        paper=theme.colour("paper"),
        words=Markup("").join(words),
        left=left,
        top=top,
        scale=scale,
        chart=Markup(placed),
    )
    return NOT_XML.sub("\ufffd", str(body)).encode("utf-8")


def png(exhibit: Exhibit, stamp: Stamp, *, width: int = WIDTHS[0], slide: bool = False) -> bytes:
    """The figure as a PNG picture, `width` pixels wide, or 1920 x 1080 with `slide`."""
    picture = svg(exhibit, stamp, slide=slide, fonts=False).decode("utf-8")
    scale = SLIDE[0] / _SLIDE_WIDTH if slide else width / (WIDE + 2 * _MARGIN)
    return engine.png(picture, scale=scale)


def archive(exhibits: Sequence[Exhibit], stamp: Stamp) -> bytes:
    """A zip with every figure as SVG and as PNG for a slide."""
    made: dict[str, bytes] = {}
    for exhibit in exhibits:
        if exhibit.figure is not None:
            made[file_name(exhibit, "svg")] = svg(exhibit, stamp)
            made[file_name(exhibit, "16x9.png")] = png(exhibit, stamp, slide=True)
    return zipped(made)


def fitted(figure: Figure, width: float, height: float, *, least: float = LEAST) -> tuple[str, float]:
    """The drawing that fills `width` x `height`, and by how much it must be scaled.

    A chart keeps its proportions of text to marks down to the scale `least`; a taller one is drawn lower.
    """
    own = figure.spec.get("height")
    natural = (
        float(own) if isinstance(own, int) else engine.size(engine.drawing(figure, width=round(width)))[1]
    )
    scale = min(max(height / natural, least), 1.5)
    chart = engine.drawing(figure, width=round(width / scale), height=round(height / scale))
    w, h = engine.size(chart)
    return chart, min(width / w, height / h)


def _lines(
    lines: list[str], top: float, step: int, family: str, points: int, weight: int, role: str
) -> Markup:
    return Markup("").join(
        Markup(
            '<text x="{}" y="{:.1f}" font-family="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>'
        ).format(_MARGIN, top + at * step, family, points, weight, theme.colour(role), line)
        for at, line in enumerate(lines)
    )


@cache
def font(name: str, points: int) -> FreeTypeFont:
    """One of our fonts at a size in pixels, to measure text with."""
    from PIL import ImageFont

    file = FONTS / f"{name}.ttf"
    if not file.is_file():
        raise FileNotFoundError(f"the font {file.name} is missing from {FONTS.name}/")
    return ImageFont.truetype(str(file), points)


def wrapped(text: str, font: FreeTypeFont, width: float) -> list[str]:
    """`text` in lines that fit `width`; a word longer than a line is cut into pieces."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, font, width):
            longer = f"{lines[-1]} {piece}".strip()
            if font.getlength(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return [line for line in lines if line]


def _pieces(word: str, font: FreeTypeFont, width: float) -> list[str]:
    if font.getlength(word) <= width:
        return [word]
    step = max(1, int(len(word) * width / font.getlength(word)) - 1)
    return [word[at : at + step] for at in range(0, len(word), step)]


@cache
def _faces() -> Markup:
    """The two faces inside the picture, so that it looks the same on a machine that has neither."""
    return Markup("<style>{}</style>").format(Markup(faces()))


@cache
def faces() -> str:
    """`@font-face` rules of both families in two weights, the fonts inline (Latin letters)."""
    rules = []
    for family, file in (("Source Sans", "source-sans-3"), ("Source Serif", "source-serif-4")):
        for weight in (400, 600):
            data = base64.b64encode((FONTS / f"{file}-latin-{weight}-normal.woff2").read_bytes()).decode()
            rules.append(
                f'@font-face{{font-family:"{family}";font-weight:{weight};'
                f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
            )
    return "".join(rules)
