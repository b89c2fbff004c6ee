"""What a reader sees of a page, as pieces of text: a paragraph, a heading, a table's row with its cells.

Read from the HTML alone, so that live page, static edition and one-file briefing are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as parser
from lxml.etree import _Element as Element

BLOCKS = {
    "p", "li", "h1", "h2", "h3", "h4", "caption", "summary", "dt", "dd", "figcaption", "blockquote", "div", "section",
    "article", "header", "footer", "main", "nav", "table", "ul", "ol", "dl", "figure", "details", "body", "html",
    "head", "title", "hr", "br", "label", "button", "cite", "aside", "svg",
}  # fmt: skip
LEFT_OUT = {"style", "script", "svg", "meta", "link"}
SPOKEN = ("aria-label", "alt", "title")
_SPACE = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{WORD JOINER}]+")
_STOP = re.compile(r" ([,.:;)])")
BETWEEN = " | "
"""Stands between the cells of a row."""


@dataclass(frozen=True)
class Piece:
    """One text as shown and where: the page, the nearest heading above it, its element, what else stands near.

    Near a cell are its column's heading, its row, and the paragraph before its table.
    """

    page: str
    section: str
    tag: str
    text: str
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.page}, under “{self.section}”, {self.tag}: {self.text!r}"


def flat(text: str) -> str:
    """`text` on one line, every space a plain one, none before a comma or a stop."""
    return _STOP.sub(r"\1", _SPACE.sub(" ", text)).strip()


def pieces(page: str, body: str) -> list[Piece]:
    """Every text of an HTML body in reading order, spoken attributes included."""
    whole = parser.document_fromstring(body) if "<html" in body else parser.fromstring(f"<div>{body}</div>")
    found: list[Piece] = []
    _walk(whole, page, [""], found)
    return [piece for piece in found if piece.text]


def _walk(element: Element, page: str, heading: list[str], found: list[Piece]) -> None:
    if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
        return
    found += _spoken(element, page, heading[0])
    if element.tag == "table":
        _table(element, page, heading, found)
        return
    for run in _runs(element):
        if isinstance(run, str):
            found.append(Piece(page, heading[0], element.tag, run))
        else:
            if run.tag in ("h1", "h2", "h3"):
                heading[0] = flat(run.text_content())
            _walk(run, page, heading, found)


def _spoken(element: Element, page: str, heading: str) -> list[Piece]:
    return [Piece(page, heading, f"@{n}", flat(element.get(n))) for n in SPOKEN if element.get(n)]


def _runs(element: Element) -> Iterator[str | Element]:
    """The element's own text in runs between its blocks, and the blocks."""
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and any(c.tag in BLOCKS for c in child.iter()):
            if flat(text):
                yield flat(text)
            yield child
            text = child.tail or ""
            continue
        text += _words(child) + (child.tail or "")
    if flat(text):
        yield flat(text)


def _words(element: Element) -> str:
    if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
        return ""
    return (element.text or "") + "".join(_words(c) + (c.tail or "") for c in element) + " "


def _table(table: Element, page: str, heading: list[str], found: list[Piece]) -> None:
    columns: list[str] = []
    before = next(
        (p.text for p in reversed(found) if p.tag in ("p", "summary") and p.section == heading[0]), ""
    )
    for caption in table.iter("caption"):
        heading[0] = flat(caption.text_content())
        found.append(Piece(page, heading[0], "caption", heading[0]))
    for row in table.iter("tr"):
        cells = [c for c in row if c.tag in ("td", "th")]
        texts = [flat(" ".join(_visible(c))) for c in cells]
        line = flat(BETWEEN.join(texts))
        if row.getparent().tag == "thead":
            columns = texts
            found += [Piece(page, heading[0], "head", text, (line,)) for text in texts]
            continue
        for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            column = columns[at] if len(columns) == len(texts) else ""
            near = (column, line, before)
            found.append(Piece(page, heading[0], "cell", text, near))
            spoken = [p for c in cell.iter() if isinstance(c.tag, str) for p in _spoken(c, page, heading[0])]
            found += [Piece(page, heading[0], p.tag, p.text, near) for p in spoken]


def _visible(cell: Element) -> Iterator[str]:
    """The texts of a cell, those inside a drawing left out."""
    if isinstance(cell.tag, str) and cell.tag not in LEFT_OUT:
        yield cell.text or ""
        for child in cell:
            yield from _visible(child)
            yield child.tail or ""
