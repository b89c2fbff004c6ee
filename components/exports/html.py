"""A briefing as one HTML file: no script and no request, forbidden by its own Content-Security-Policy."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from components import theme
from components.charts import Figure
from components.delivery import engine
from components.exports import NAME, Stamp, images
from components.markup import Markup, join, styles, words
from components.markup import figure as figure_markup
from components.tables.record import Record
from components.topics.briefing import Briefing
from components.topics.exhibits import Exhibit

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
_SHEET: Final = Path(__file__).parent / "html.css"
_NARROW: Final = 358
"""Pixels a chart is drawn for on a phone; wider, it is `images.WIDE`, and the page scales it to the room there is."""

_PAGE: Final = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="{stamp}">\n'
    '<title>{title}</title>\n<style>{style}</style>\n</head>\n<body class="doc">\n{body}\n</body>\n</html>\n'
)


def page(brief: Briefing, record: Record, stamp: Stamp) -> bytes:
    """The whole briefing: contents, then each spread with its chart and, folded, its table and arithmetic."""
    body = Markup("<header>{}</header><main>{}</main><footer><p>{}. <a href='{}'>{}</a></p></footer>").format(
        _opening(brief, stamp),
        join(_section(exhibit, brief, record, stamp) for exhibit in brief.exhibits),
        stamp.words,
        stamp.address(brief.path),
        "Open this briefing in the dashboard",
    )
    return document(brief.title, body, stamp)


def document(title: str, body: Markup, stamp: Stamp) -> bytes:
    """A complete page around `body`, with the style sheet and the fonts inside."""
    return str(
        _PAGE.format(
            policy=POLICY, stamp=stamp.words, title=f"{title} – {NAME}", style=Markup(sheet()), body=body
        )
    ).encode("utf-8")


def sheet() -> str:
    """The style sheet of a page that stands alone: fonts, colours by name, pieces, layout."""
    own = styles.filled(_SHEET.read_text(encoding="utf-8"))
    return f"{images.faces()}:root{{{styles.names()}}}{styles.pieces()}{own}"


def _opening(brief: Briefing, stamp: Stamp) -> Markup:
    contents = join(
        Markup("<li><a href='#{}'>{}</a></li>").format(exhibit.id, exhibit.title)
        for exhibit in brief.exhibits
    )
    return Markup(
        "<h1>{}</h1><p class='answer'>{}. {}.</p><nav aria-label='Contents'><ol>{}</ol></nav>"
    ).format(brief.title, theme.sentence(counted(len(brief.exhibits))), stamp.words, contents)


def counted(exhibits: int) -> str:
    """How many spreads, in words."""
    return f"{theme.count_word(exhibits)} {'exhibit' if exhibits == 1 else 'exhibits'}"


def _section(exhibit: Exhibit, brief: Briefing, record: Record, stamp: Stamp) -> Markup:
    note = brief.notes.get(exhibit.id, "")
    return Markup(
        "<section id='{}' aria-labelledby='{}-title'><p class='measure'>{}</p><h2 id='{}-title'>{}</h2>{}"
        "<div class='spread'><div>{}</div><div>{}</div></div>{}<p class='source'>{}. <a href='{}'>{}</a></p></section>"
    ).format(
        exhibit.id,
        exhibit.id,
        exhibit.topic,
        exhibit.id,
        exhibit.title,
        Markup("<p class='measure'>{}</p>").format(exhibit.figure.caption.measure) if exhibit.figure else "",
        _words(exhibit, record),
        _figure(exhibit.figure) if exhibit.figure else evidence(exhibit, record, opened=True),
        Markup("<aside class='note'><b>Presenter’s note.</b> {}</aside>").format(note) if note else "",
        stamp.words,
        stamp.address(exhibit.path),
        "The same view in the dashboard",
    )


def _words(exhibit: Exhibit, record: Record) -> Markup:
    """Quotation and findings; with a figure beside them, the arithmetic folded under them."""
    if exhibit.passage is None:
        return Markup("")
    parts = [words.quote(exhibit.passage), words.findings(record, exhibit.rows)]
    if exhibit.figure:
        parts.append(evidence(exhibit, record))
    return join(parts)


def evidence(exhibit: Exhibit, record: Record, *, opened: bool = False) -> Markup:
    """The arithmetic and every reading."""
    return words.arithmetic(exhibit.rows, opened=opened) + words.readings(record, exhibit.rows, opened=opened)


def _figure(figure: Figure) -> Markup:
    table = Markup("<details class='fold'><summary>{}</summary>{}</details>").format(
        "Table", figure_markup.table(figure)
    )
    return Markup(
        "<figure><div class='wide-only'>{}</div><div class='phone-only'>{}</div><figcaption>{}</figcaption></figure>{}"
    ).format(inline(figure), inline(figure, width=_NARROW), figure_markup.source(figure), table)


def inline(figure: Figure, *, width: int = images.WIDE) -> Markup:
    """The chart as SVG in the document, in the document's colours, with its takeaway as its text."""
    return placed(figure, engine.drawing(figure, width=width))


def placed(figure: Figure, drawn: str) -> Markup:
    """A drawing of the figure as part of a document, as large as its place."""
    w, h = engine.size(drawn)
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:g} {:g}" role="img" aria-label="{}">'
    )
    return opening.format(w, h, figure.caption.says) + Markup(engine.in_theme(drawn[drawn.index(">") + 1 :]))
