"""A briefing as one HTML file: no script and no request, forbidden by its own Content-Security-Policy."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from components import theme
from components.charts import Figure
from components.delivery import engine
from components.exports import NAME, Stamp, images
from components.markup import Markup, join, styles, templates, words
from components.markup import figure as figure_markup
from components.tables.record import Record
from components.topics.briefing import Briefing
from components.topics.exhibits import Exhibit

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
_SHEET: Final = Path(__file__).parent / "html.css"
_NARROW: Final = 358
"""Pixels a chart is drawn for on a phone; wider, it is `images.WIDE`, and the page scales it to the space there is."""

_RENDER: Final = templates.folder(Path(__file__).parent / "templates")


def page(brief: Briefing, record: Record, stamp: Stamp) -> bytes:
    """The whole briefing: contents, then each spread with its chart and, folded, its table and arithmetic."""
    parts = [
        {
            "exhibit": exhibit,
            "words": _words(exhibit, record),
            "shown": _figure(exhibit.figure) if exhibit.figure else evidence(exhibit, record, opened=True),
            "note": brief.notes.get(exhibit.id, ""),
        }
        for exhibit in brief.exhibits
    ]
    many = theme.sentence(counted(len(parts)))
    body = _RENDER("briefing.html", brief=brief, stamp=stamp, counted=many, parts=parts)
    return document(brief.title, body, stamp)


def document(title: str, body: Markup, stamp: Stamp) -> bytes:
    """A complete page around `body`, with the style sheet and the fonts inside."""
    whole = _RENDER(
        "document.html",
        policy=POLICY,
        stamp=stamp,
        title=f"{title} – {NAME}",
        style=Markup(sheet()),
        body=body,
    )
    return str(whole).encode("utf-8")


def sheet() -> str:
    """The style sheet of a page that stands alone: fonts, colours by name, pieces, layout."""
    own = styles.filled(_SHEET.read_text(encoding="utf-8"))
    return f"{images.faces()}:root{{{styles.names()}}}{styles.pieces()}{own}"


def counted(exhibits: int) -> str:
    """How many spreads, in words."""
    return f"{theme.count_word(exhibits)} {'spread' if exhibits == 1 else 'spreads'}"


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
    return _RENDER(
        "figure.html", wide=inline(figure), narrow=inline(figure, width=_NARROW), source=figure_markup.source(figure),
        table=figure_markup.table(figure),
    )  # fmt: skip


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
