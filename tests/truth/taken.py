"""What is taken away, held against the same oracle: a figure's files; decks, papers and workbooks of the briefing."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from components import exports
from components.charts import Figure
from components.exports import html, images, paper, sheets, slides
from tests.truth import figures, oracle, shown
from tests.truth.oracle import Account, Place
from tests.truth.scope import View
from tests.truth.seen import BETWEEN, Piece, flat


def of_figure(name: str) -> Account:
    """A figure's frame, its chart's rows, and its files: CSV, JSON and SVG."""
    one, figure = shown.exhibit(name), shown.figure(name)
    seen = shown.view(one.page, dict(one.values))
    place = figures.told([figure], seen)
    found = figures.check_frame(figure, seen) + figures.check_spec(figure, seen)
    found += oracle.check([Piece(name, figure.caption.title, "says", flat(t)) for t in _words(figure)], place)
    cells = list(csv.DictReader(io.StringIO(sheets.csv(figure).decode("utf-8-sig"))))
    found += of_rows(figure, cells, "cells of CSV")
    found += of_rows(figure, json.loads(sheets.as_json(figure))["rows"], "cells of JSON")
    svg = images.svg(one, exports.stamp(shown.RECORD, shown.ADDRESS)).decode("utf-8")
    return found + shown.of_drawing(name, svg, figures.told_in_drawings([figure], seen))


def _words(figure: Figure) -> list[str]:
    c = figure.caption
    return [c.title, c.measure, c.says, c.source, c.note, figure.reads]


def of_rows(figure: Figure, written: list[dict[str, Any]], name: str) -> Account:
    """The rows of a file, each against the frame's row at its place."""
    found, table = Account(), figures.rows(figure)
    if len(written) != len(table):
        found.wrong.append(f"{figure.id}, {name}: {len(written)} rows, {len(table)} in the frame")
    for row, held in zip(written, table, strict=False):
        for column, value in held.items():
            if figures.is_number(value) and column in row:
                found.counts[name] += 1
                if row[column] in ("", None) or not math.isclose(float(row[column]), value, abs_tol=1e-9):
                    found.wrong.append(
                        f"{figure.id}, {name}: {row[column]} in {column}, {value} in the frame"
                    )
    return found


def _deck() -> tuple[list[Figure], Place, View]:
    own = [e.figure for e in shown.default_briefing().exhibits if e.figure]
    place = shown.of_the_briefing()
    return own, place, place.view


def as_html() -> Account:
    own, place, _ = _deck()
    body = html.page(shown.default_briefing(), shown.RECORD, exports.stamp(shown.RECORD, shown.ADDRESS))
    return shown.of_body("briefing.html", body.decode("utf-8"), place, own)


def as_workbook() -> Account:
    """Every sheet, row by row; a row of a figure's cells against the frames of the deck."""
    own, place, seen = _deck()
    drawn = figures.told_in_drawings(own, seen)
    stamp, brief = exports.stamp(shown.RECORD, shown.ADDRESS), shown.default_briefing()
    found = Account()
    for sheet in load_workbook(
        io.BytesIO(sheets.xlsx(brief.exhibits, shown.RECORD, stamp, title=brief.title))
    ):
        for row in sheet.iter_rows(values_only=True):
            cells = [_cell(v) for v in row if v is not None]
            near = (BETWEEN.join(str(c) for c in cells),)
            for cell in cells:
                if figures.is_number(cell) and _in_a_frame(cell, near[0], own):
                    found.counts["cells of Excel"] += 1
                    continue
                piece = Piece("xlsx", sheet.title, "cell", flat(str(cell)), near)
                part = oracle.check([piece], place)
                found += (
                    part
                    if not part.wrong
                    else oracle.check([piece], drawn, how="cells of Excel, by deck only")
                )
    return found


def _cell(value: Any) -> Any:
    value = value.date().isoformat() if hasattr(value, "date") else value
    return int(value) if isinstance(value, float) and value == int(value) else value


def _in_a_frame(value: float, line: str, own: Iterable[Figure]) -> bool:
    """Does a row of a frame that shares a name with this line hold the value?"""
    return any(
        any(figures.is_number(v) and math.isclose(v, value, rel_tol=1e-9) for v in row.values())
        for figure in own
        for row in figures.rows(figure)
        if any(str(v) in line for k, v in row.items() if isinstance(v, str) and v or k in ("year", "day"))
    )


def as_slides() -> Account:
    """Texts, tables, notes, and the points of the native charts."""
    own, place, seen = _deck()
    cells = figures.told_in_drawings(own, seen)
    found = Account()
    deck = slides.pptx(shown.default_briefing(), shown.RECORD, exports.stamp(shown.RECORD, shown.ADDRESS))
    for at, slide in enumerate(Presentation(io.BytesIO(deck)).slides, start=1):
        lines = [
            (flat(p.text), ()) for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs
        ]
        for table in (s.table for s in slide.shapes if s.has_table):
            heads, *rows = [[flat(c.text) for c in r.cells] for r in table.rows]
            lines += [(h, ()) for h in heads]
            lines += [(t, (h, BETWEEN.join(r))) for r in rows for h, t in zip(heads, r, strict=True)]  # type: ignore[misc]
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        lines += [(flat(t), ()) for t in notes.split("\n")]
        whole = " ".join(text for text, _ in lines)
        for text, near in lines:
            piece = Piece(f"slide {at}", "", "text", text, (*near, whole))
            part = oracle.check([piece], place)
            found += part if not part.wrong else oracle.check([piece], cells, how="on slides, by deck only")
        for chart in (s.chart for s in slide.shapes if s.has_chart):
            found += _native(chart, at, own)
    return found


def _native(chart: Any, at: int, own: list[Figure]) -> Account:
    """The points of a native chart: each series drawn from a frame of the deck has its numbers."""
    numbers = [v for f in own for r in figures.rows(f) for v in r.values() if figures.is_number(v)]
    found = Account()
    for series in (s for plot in chart.plots for s in plot.series):
        values = [v for v in series.values if v is not None]
        good = [any(math.isclose(v, n, rel_tol=1e-6, abs_tol=1e-6) for n in numbers) for v in values]
        found.counts["in native charts, by deck only"] += sum(good)
        found.counts["places in native charts"] += len(good) - sum(good)
    return found


def as_paper() -> Account:
    """The text of each page; numbers of charts stand among it, so a cell of any figure of the deck will do."""
    own, place, seen = _deck()
    cells = figures.told_in_drawings(own, seen)
    found = Account()
    content = paper.pdf(shown.default_briefing(), shown.RECORD, exports.stamp(shown.RECORD, shown.ADDRESS))
    sheets_of_paper = PdfReader(io.BytesIO(content)).pages
    for at, sheet in enumerate(sheets_of_paper, start=1):
        text = sheet.extract_text().replace("\u00ad\n", "").replace("-\n", "-")
        text = text.replace(f"{at} of {len(sheets_of_paper)}", "")
        piece = Piece("pdf", f"page {at}", "text", flat(text))
        part = oracle.check([piece], place)
        left = [w.split(" in Piece")[0].split(" in pdf")[0] for w in part.wrong]
        for token in left:
            again = oracle.check(
                [Piece("pdf", "", "text", token, (piece.text,))], cells, how="on paper, by deck only"
            )
            if again.wrong and (shown.is_tick(token) or _is_double(token, cells)):
                again = Account()
                again.counts["ticks and labels of charts in the PDF"] += 1
            found += again
        found += Account([], part.counts)
    return found


def _is_double(token: str, cells: Place) -> bool:
    """Two labels drawn close together, or one over its own halo, are read as one number."""
    halves = [(token[:at], token[at:]) for at in range(1, len(token))]
    return any(
        not oracle.check([Piece("pdf", "", "text", half) for half in both], cells).wrong for both in halves
    )


BRIEFING = {"Excel": as_workbook, "HTML": as_html, "PowerPoint": as_slides, "PDF": as_paper}
"""The default briefing in each format."""
