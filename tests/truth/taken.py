"""What is taken away, held against the same account: static pages, pictures, tables, decks, papers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from tests.truth import drawn, figures, phrases
from tests.truth.crawl import ADDRESS, Account, is_round, of_chart, of_drawing, of_texts
from tests.truth.seen import BETWEEN, Piece, flat, pieces


def page(name: str, content: bytes, allowed: list[str], figure_ids: tuple[str, ...]) -> Account:
    """A static page: its texts, and the texts inside its drawings."""
    body = content.decode("utf-8")
    found = of_texts(pieces(name, body), allowed)
    for text in re.findall(r"<svg.*?</svg>", body, flags=re.S):
        found += of_drawing(name, text, figure_ids, allowed)
    return found


def _bare(piece: Piece) -> Piece:
    """The piece without the addresses printed in it, which name their views."""
    return Piece(piece.page, piece.section, piece.tag, flat(ADDRESS.sub("", piece.text)))


def picture(name: str, content: bytes, figure_id: str, allowed: list[str]) -> Account:
    return of_drawing(name, content.decode("utf-8"), (figure_id,), allowed)


def as_csv(figure_id: str, content: bytes) -> Account:
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    return of_rows(figure_id, [{k: _typed(v) for k, v in row.items()} for row in rows], "cells of CSV")


def as_json(figure_id: str, content: bytes) -> Account:
    held = json.loads(content)
    found = of_rows(figure_id, held["rows"], "cells of JSON")
    if "vega_lite" in held:
        found += of_chart(held["vega_lite"], figure_id, {})
    return found


def of_rows(figure_id: str, rows: list[dict[str, Any]], name: str) -> Account:
    """Rows of a file, each held against the one line of the record that it names."""
    found, shows = Account(), figures.shows(figure_id)
    words = [*phrases.figure(figure_id), *phrases.common()]
    for row in rows:
        for column in ("measure", "source"):
            told = str(row.pop(column, ""))
            found += of_texts([Piece(figure_id, name, column, flat(told))], words)
        bad, tally = drawn.of_row(row, shows)
        found.wrong += [f"{figure_id}, {name}: {text}" for text in bad]
        found.counts += Counter({name: tally.tied, f"{name}, by figure only": tally.figure})
    return found


def _typed(cell: str) -> Any:
    if cell in ("True", "False", "true", "false"):
        return cell.lower() == "true"
    if re.fullmatch(r"-?\d+\.\d+(e-?\d+)?", cell):
        return float(cell)
    return (int(cell) if re.fullmatch(r"-?\d+", cell) else cell) if cell else None


def xlsx(content: bytes, figure_ids: tuple[str, ...], allowed: list[str]) -> Account:
    """Every sheet: rows of figures against their lines, everything else as text."""
    found = Account()
    shows = [figures.shows(f) for f in figure_ids]
    for sheet in load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows(values_only=True):
            cells = {str(at): _cell(value) for at, value in enumerate(row) if value is not None}
            numeric = any(isinstance(v, int | float) and not isinstance(v, bool) for v in cells.values())
            results = [drawn.of_row(cells, s) for s in shows] if numeric else []
            best = min(results, key=lambda r: (len(r[0]), -r[1].tied), default=None)
            if best and not best[0]:
                found.counts += Counter(
                    {"cells of Excel": best[1].tied, "cells of Excel, by figure only": best[1].figure}
                )
                continue
            text = BETWEEN.join(str(v) for v in cells.values())
            found += of_texts([_bare(Piece("xlsx", sheet.title, "row", flat(text)))], allowed)
    return found


def _cell(value: Any) -> Any:
    if hasattr(value, "date"):
        return value.date().isoformat()
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value


def _cells(allowed: list[str]) -> list[str]:
    """The cells of the phrases that are rows, each alone."""
    return list(dict.fromkeys(flat(cell) for phrase in allowed for cell in phrase.split(BETWEEN)))


def pdf(content: bytes, allowed: list[str]) -> Account:
    """The text of each page on one line; cells stand beside each other without a mark, charts are among it.

    Ticks of axes and the numbers of a list are counted apart, as is a label drawn over its own halo ("181181").
    """
    spoken = [flat(a.replace(BETWEEN, " ")) for a in allowed]
    cells = _cells(allowed)
    found = Account()
    for at, sheet in enumerate(PdfReader(io.BytesIO(content)).pages, start=1):
        text = flat(ADDRESS.sub("", sheet.extract_text().replace("\u00ad\n", "").replace("-\n", "-")))
        part = of_texts([Piece("pdf", f"page {at}", "text", text)], spoken, cells)
        kept = [w for w in part.wrong if not (is_round(w.split()[0]) or _is_double(w.split()[0], cells))]
        part.counts["ticks and labels of charts in the PDF"] += len(part.wrong) - len(kept)
        found += Account(kept, part.counts)
    return found


def _is_double(token: str, cells: list[str]) -> bool:
    return any(token[:at] in cells and token[at:] in cells for at in range(1, len(token)))


def pptx(content: bytes, allowed: list[str], figure_ids: tuple[str, ...]) -> Account:
    """Texts, tables, notes and the numbers of the native charts."""
    found = Account()
    numbers = {n for f in figure_ids for line in figures.shows(f).lines for n in line.numbers}
    numbers |= {n for f in figure_ids for n in figures.shows(f).whole}
    for at, slide in enumerate(Presentation(io.BytesIO(content)).slides, start=1):
        texts = [p.text for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs]
        texts += [
            BETWEEN.join(c.text for c in r.cells) for s in slide.shapes if s.has_table for r in s.table.rows
        ]
        texts += slide.notes_slide.notes_text_frame.text.split("\n") if slide.has_notes_slide else []
        found += of_texts(
            [_bare(Piece("pptx", f"slide {at}", "text", flat(t))) for t in texts], allowed, _cells(allowed)
        )
        for shape in slide.shapes:
            if shape.has_chart:
                found += _native(shape.chart, at, numbers)
    return found


_ROOM = {"room for labels", "when it was said", "border", "counts"}
"""Series that hold a place open or draw a line through the whole plot."""


def _native(chart: Any, at: int, numbers: set) -> Account:
    """The points of a native chart: one coordinate of each must be a number of a figure of the deck."""
    found = Account()
    for series in (s for plot in chart.plots for s in plot.series if s.name not in _ROOM):
        across = [float(v.text) for v in series._element.iter() if v.tag.endswith("}v") and _in(v, "xVal")]
        for place, value in enumerate(series.values):
            if value is None:
                continue
            found.counts["in native charts, by deck only"] += 1
            point = [value, *across[place : place + 1]]
            if not any(abs(n - Decimal(str(v))) <= Decimal("0.000001") for n in numbers for v in point):
                found.wrong.append(f"{point} in series {series.name!r} of the chart on slide {at}")
    return found


def _in(element: Any, tag: str) -> bool:
    return any(above.tag.endswith(f"}}{tag}") for above in element.iterancestors())
