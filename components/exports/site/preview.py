"""Pictures for link previews, 1200 x 630: words as quoted with both findings, or a page's title and answer."""

from __future__ import annotations

from typing import Final

from components import theme
from components.claims import Finding
from components.claims.words import WORDS
from components.delivery import engine
from components.exports import NAME, images
from components.fonts import SANS_CSS, SERIF_CSS
from components.markup import NOT_XML, Markup, join
from components.topics import Row, pieces, sentences

SIZE: Final = (1200, 630)
_LEFT: Final = 72
_SPACE: Final = SIZE[0] - 2 * _LEFT - 28  # beside the orange rule
_QUOTE: Final = (
    (64, 82),
    (54, 70),
    (46, 60),
    (40, 53),
    (34, 45),
    (29, 39),
    (25, 33),
)  # type size and line, largest first
_QUOTE_HIGH: Final = 276


def claim(words: str, tested: tuple[str, ...], who: str, when: str, row: Row) -> str:
    """The picture of a claim as SVG."""
    text = f"“{words}”"
    size, step, lines = _fitting(text)
    top = 104
    said = _marked(lines, text, tested)
    quote = join(
        _tspan_line(parts, _LEFT + 28, top + size * 0.82 + at * step, size) for at, parts in enumerate(said)
    )
    high = step * len(lines)
    rule = _rect(_LEFT, top, 4, high + 46, "said")
    by = _text(
        f"{who}, {when}", _LEFT + 28, top + high + 36, 24, "muted", bold=False,
    )  # fmt: skip
    found = join(
        _finding(name, one, sentences.value_of(one, row), _LEFT + at * 528)
        for at, (name, one) in enumerate((("on the day", row.day), ("today", row.today)))
    )
    line = _rect(_LEFT, 452, SIZE[0] - 2 * _LEFT, 1, "line")
    return _picture(join([rule, quote, by, line, found]))


def page(title: str, answer: str) -> str:
    """The picture of a page as SVG: its title over its one computed sentence, as much of it as fits."""
    space = SIZE[0] - 2 * _LEFT
    heads = _wrapped(title, "SourceSerif4-Semibold", 76, space)[:3]
    below = 196 + 88 * (len(heads) - 1) + 76
    said = _wrapped(answer, "SourceSans3-Regular", 40, space)
    most = (SIZE[1] - 40 - below) // 54 + 1
    if len(said) > most:
        said = [*said[: most - 1], f"{said[most - 1]} …"]
    lines = [_text(line, _LEFT, 196 + 88 * at, 76, "ink", serif=True) for at, line in enumerate(heads)]
    lines += [_text(line, _LEFT, below + 54 * at, 40, "ink", bold=False) for at, line in enumerate(said)]
    return _picture(join(lines))


def png(svg: str) -> bytes:
    """The picture as PNG."""
    return engine.png(svg, scale=1)


def _picture(body: Markup) -> str:
    """Paper, what stands on it, and whose it is."""
    whole = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
        '<rect width="{w}" height="{h}" fill="{paper}"/>{body}{name}</svg>'
    ).format(
        w=SIZE[0], h=SIZE[1], paper=theme.colour("paper"), body=body,
        name=_text(NAME, _LEFT, 62, 24, "ink", serif=True),
    )  # fmt: skip
    return NOT_XML.sub("\ufffd", str(whole))


def _fitting(text: str) -> tuple[int, int, list[str]]:
    """Type size, line and lines of a quotation that fills its space; the smallest type is cut with an ellipsis."""
    for size, step in _QUOTE:
        lines = _wrapped(text, "SourceSerif4-Regular", size, _SPACE)
        if len(lines) * step <= _QUOTE_HIGH:
            return size, step, lines
    most = _QUOTE_HIGH // step
    return size, step, [*lines[: most - 1], f"{lines[most - 1].rstrip('.,;')} …”"]


def _wrapped(text: str, font: str, size: int, space: float) -> list[str]:
    # A hair less than the space: tested words are bolder than the font that is measured.
    return images.wrapped(text, images.font(font, size), space * 0.97)


def _marked(lines: list[str], text: str, tested: tuple[str, ...]) -> list[list[tuple[str, bool]]]:
    """The lines with the tested words marked, also where those run on to the next line."""
    marks = [is_said for part, is_said in pieces(" ".join(text.split()), tested) for _ in part]
    found, at = [], 0
    for line in lines:
        parts: list[tuple[str, bool]] = []
        for offset, letter in enumerate(line):
            is_said = marks[at + offset] if at + offset < len(marks) else False
            if parts and parts[-1][1] == is_said:
                parts[-1] = (parts[-1][0] + letter, is_said)
            else:
                parts.append((letter, is_said))
        found.append(parts)
        at += len(line) + 1
    return found


def _tspan_line(parts: list[tuple[str, bool]], x: float, y: float, size: int) -> Markup:
    spans = join(
        Markup('<tspan fill="{}" font-weight="{}">{}</tspan>').format(
            theme.colour("said" if is_said else "ink"), 600 if is_said else 400, part
        )
        for part, is_said in parts
    )
    return Markup('<text xml:space="preserve" x="{}" y="{:.1f}" font-family="{}" font-size="{}">{}</text>').format(
        x, y, SERIF_CSS, size, spans
    )  # fmt: skip


def _text(
    words: str, x: float, y: float, size: int, role: str, *, bold: bool = True, serif: bool = False
) -> Markup:
    return Markup(
        '<text x="{}" y="{:.1f}" font-family="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>'
    ).format(
        x, y, SERIF_CSS if serif else SANS_CSS, size, 600 if bold else 400, theme.colour(role), words
    )  # fmt: skip


def _rect(x: float, y: float, w: float, h: float, role: str) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
        x, y, w, h, theme.colour(role)
    )


def _finding(name: str, found: Finding, value: str, x: float) -> Markup:
    """When, the finding's shape and word, and the record's value below, shortened to its line."""
    word = WORDS[found.word]
    lines = _wrapped(value, "SourceSans3-Semibold", 26, 460)
    cut = lines[0] + (" …" if len(lines) > 1 else "") if lines else ""
    return join(
        [
            _text(name, x, 496, 24, "muted", bold=False),
            _shape(word.shape, x + 17, 533),
            _text(word.label, x + 48, 543, 32, "ink"),
            _text(cut, x + 48, 582, 26, "record"),
        ]
    )


def _shape(shape: str, x: float, y: float) -> Markup:
    """The finding's shape, as on the pages: full or half disc, open diamond, dashed ring."""
    record, ink, context = (theme.colour(role) for role in ("record", "ink", "context"))
    drawn = {
        "full": Markup('<circle r="14" fill="{0}" stroke="{0}" stroke-width="3"/>').format(record),
        "half": Markup(
            '<circle r="14" fill="none" stroke="{0}" stroke-width="3"/><path d="M0,-14A14,14 0 0 0 0,14Z" fill="{0}"/>'
        ).format(record),
        "open": Markup('<path d="M0,-16L16,0L0,16L-16,0Z" fill="none" stroke="{}" stroke-width="3"/>').format(
            ink
        ),
        "ring": Markup(
            '<circle r="14" fill="none" stroke="{}" stroke-width="3" stroke-dasharray="6 4"/>'
        ).format(context),
    }[shape]
    return Markup('<g transform="translate({},{})">{}</g>').format(x, y, drawn)
