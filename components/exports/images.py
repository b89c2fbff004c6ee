"""A figure as a picture: SVG and PNG with its title, measure, source and address inside.

The drawing comes from vl-convert, without network; this module sets the words around it. Wide pictures
(`WIDTHS`) keep the chart's own height; `slide` fills 16:9.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from components import theme
from components.charts import Figure, house
from components.exports import FONTS, NOT_XML, SANS, SANS_CSS, SERIF_CSS, Stamp, file_name, sheets, zipped
from components.markup import Markup
from components.topics.exhibits import Exhibit

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDE: Final = 760
"""Pixels a chart is drawn for beside or under its words; one drawing serves picture, page and paper."""
_OTHER_FONTS: Final = 0.94  # of the room: a viewer that lacks the title's font shows it in a wider one
WIDTHS: Final = (1200, 2400)
"""Widths in pixels of a PNG that keeps the chart's own height."""
SLIDE: Final = (1920, 1080)
_LONGEST_LABEL: Final = 300  # characters
_TWO_UNITS: Final = re.compile("[\U00010000-\U0010ffff]")
_EXPRESSIONS: Final = ("expr", "labelExpr", "calculate", "filter", "test")
_SANS: Final = f"'{SANS}'"  # one name while it is drawn: each further one is looked up for every label
_MARGIN: Final = 32
LEAST: Final = 0.7
"""The scale down to which a chart keeps its proportions of text to marks."""
_SLIDE_WIDTH: Final = 1152
"""Pixels of a picture's own scale; text is set for it, a PNG is a multiple. Other pictures are `WIDE` and margins."""
_NUMBERS: Final = re.compile(r"(clip|gradient_)(\d+)")
_SPOKEN: Final = re.compile(r' (?:aria-[a-z]+|role|pointer-events|class)="[^"]*"')
"""What each mark says of itself: whoever places a drawing gives it one text, and its table stands beside it."""


def drawing(figure: Figure, *, width: int, height: int | None = None) -> str:
    """The chart alone as SVG, `width` pixels wide; `height` stretches it where the chart has one height.

    Drawn once for all formats that ask for the same size, in light colours (`in_theme` names them).
    """
    own = figure.spec.get("height")
    return _drawn(figure, width, height if isinstance(own, int) and height != own else None)


@lru_cache(maxsize=256)
def _drawn(figure: Figure, width: int, height: int | None) -> str:
    import vl_convert

    _register_fonts()
    spec = _uncut(_drawable(house.static(figure.spec, width=width)))
    narrow = width < house.NARROW
    if height is None and narrow:
        height = spec.get("usermeta", {}).get("narrow_height")
    if height is not None:
        spec["height"] = height
    _laid_out_once(spec, narrow=narrow)
    spec["config"] |= {"font": _SANS}
    drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    drawn = _SPOKEN.sub("", drawn).replace(f'"{_SANS}"', f'"{SANS_CSS}"')
    return NOT_XML.sub("\ufffd", _own_names(drawn, figure.id))


def _drawable(part: Any) -> Any:
    """A specification whose texts a drawing can hold: a NUL ends the engine, and so do labels of 10,000 letters."""
    if isinstance(part, dict):
        return {key: value if key in _EXPRESSIONS else _drawable(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_drawable(value) for value in part]
    if isinstance(part, str):
        cut = part if len(part) <= _LONGEST_LABEL else part[: _LONGEST_LABEL - 1] + "…"
        return NOT_XML.sub("\ufffd", cut)
    return part


def _uncut(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification without limits to its labels where one has letters of two units: the engine ends at half of one."""
    if not _TWO_UNITS.search(json.dumps(spec, ensure_ascii=False)):
        return spec
    spec["config"]["axis"] |= {"labelLimit": 0}
    for layer in _layers(spec):
        for channel in layer.get("encoding", {}).values():
            if isinstance(channel, dict) and channel.get("axis"):
                channel["axis"]["labelLimit"] = 0
    return spec


def _laid_out_once(spec: dict[str, Any], *, narrow: bool) -> None:
    """Leave room for the axes by rule, in place of fitting the drawing, which lays every label out twice.

    The drawing may come out somewhat wider than asked, and is then placed at a scale just below 1.
    """
    named = any(
        layer.get("encoding", {}).get("y", {}).get("type") in ("ordinal", "nominal")
        for layer in _layers(spec)
    )
    if named and narrow:  # names take a third of a phone: there the drawing is fitted
        return
    spec["autosize"] = {"type": "pad"}
    spec["width"] -= 150 if named else 48
    if isinstance(spec.get("height"), int):
        spec["height"] -= 28


def _layers(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The layers of a specification, also those inside others."""
    for layer in spec.get("layer", ()):
        yield layer
        yield from _layers(layer)


@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))


def _own_names(svg: str, figure_id: str) -> str:
    """Names inside the drawing made the figure's own, so that several can stand in one document."""
    order: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        return order.setdefault(match[0], f"{figure_id}-{match[1].rstrip('_')}{len(order)}")

    return _NUMBERS.sub(named, svg)


def size(svg: str) -> tuple[float, float]:
    """Width and height of a drawing."""
    found = re.match(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    if not found:
        raise ValueError("images: a drawing without width and height")
    return float(found[1]), float(found[2])


def in_theme(svg: str) -> str:
    """A light drawing whose colours are named, so that the document around it can say light or dark."""
    names = {theme.colour(role).upper(): role.replace("_", "-") for role in theme.ROLES}
    return re.sub(
        r'="(#[0-9A-Fa-f]{6})"',
        lambda m: f'="var(--{names[m[1].upper()]})"' if m[1].upper() in names else m[0],
        svg,
    )


def svg(exhibit: Exhibit, stamp: Stamp, *, slide: bool = False, fonts: bool = True) -> bytes:
    """The figure as an SVG picture; its rows are inside as JSON. Raises `ValueError` for a spread without one."""
    if exhibit.figure is None:
        raise ValueError(f"images: {exhibit.id} has no figure")
    figure = exhibit.figure
    room = _SLIDE_WIDTH - 2 * _MARGIN if slide else WIDE
    title = wrapped(figure.caption.title, font("SourceSerif4-Semibold", 26), room * _OTHER_FONTS)
    measure = wrapped(figure.caption.measure, font("SourceSans3-Regular", 15), room)
    note = " ".join(filter(None, [figure.caption.source, figure.caption.note]))
    small = font("SourceSans3-Regular", 12)
    stamped = f"{stamp.words}. {stamp.address(exhibit.path)}"
    source = [*wrapped(note, small, room), *wrapped(stamped, small, room)]
    top = _MARGIN + 32 * len(title) + 20 * len(measure) + 20
    bottom = 16 * len(source) + 12 + _MARGIN
    if slide:
        height = _SLIDE_WIDTH * SLIDE[1] / SLIDE[0]
        chart, scale = fitted(figure, room, height - top - bottom)
    else:
        chart = drawing(figure, width=WIDE)
        scale = min(1.0, WIDE / size(chart)[0])
        height = top + size(chart)[1] * scale + bottom
    words = [
        _lines(title, _MARGIN + 22, 32, SERIF_CSS, 26, 600, "ink"),
        _lines(measure, _MARGIN + 32 * len(title) + 14, 20, SANS_CSS, 15, 400, "muted"),
        _lines(source, height - bottom + 24, 16, SANS_CSS, 12, 400, "muted"),
    ]
    placed = chart.replace("<svg ", '<svg aria-hidden="true" ', 1)
    width = room + 2 * _MARGIN
    left = (width - size(chart)[0] * scale) / 2
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
    import vl_convert

    _register_fonts()
    picture = svg(exhibit, stamp, slide=slide, fonts=False).decode("utf-8")
    scale = SLIDE[0] / _SLIDE_WIDTH if slide else width / (WIDE + 2 * _MARGIN)
    return vl_convert.svg_to_png(picture, scale=scale)


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
    natural = float(own) if isinstance(own, int) else size(drawing(figure, width=round(width)))[1]
    scale = min(max(height / natural, least), 1.5)
    chart = drawing(figure, width=round(width / scale), height=round(height / scale))
    w, h = size(chart)
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
