"""A briefing on paper: a tagged PDF (PDF/UA) with a page of findings, then each spread, then the sources.

The layout is `paper.typ`; it gets everything as one JSON text and shows each string as text, never as
markup. Made by typst without network, with our own fonts only.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from components import theme
from components.charts import Column, Figure
from components.claims import Finding
from components.claims.words import WORDS
from components.delivery import engine
from components.exports import NAME, Stamp, images
from components.fonts import FONTS, SANS, SERIF
from components.tables.record import Record
from components.topics import Passage, Row, pieces, sentences
from components.topics.briefing import Briefing
from components.topics.exhibits import Exhibit
from components.topics.register import cite

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_TEMPLATE: Final = Path(__file__).with_suffix(".typ")
_TYPESETTER: Final = Path(__file__).with_name("typeset.py")
_TALLEST: Final = 560
"""Pixels a chart is high at most; it is as wide as the HTML's, so that both take one drawing, its labels then 8 pt."""
_LONG: Final = 16
_CROWDED: Final = 60
"""Rows above which a table goes on the next page before the arithmetic does, and above which it is set smaller."""
_FIRST: Final = 50
_FULL: Final = 76
"""Rows of a crowded table that a block holds under the arithmetic, and on a page of its own."""
_ACROSS: Final = 498.9
_BETWEEN: Final = 18.0
"""Points across the page, and between two blocks of a table."""
_SMALLEST_TITLE: Final = 20.0
_RUNNING: Final = 90
"""Characters of a running head, which is one line of small type even if all are wide."""
_SCANNED: Final = 1000
"""Characters that a QR code of two centimetres and a half can hold and a telephone still read."""
_CUTS: Final = re.compile(r"[^\S\n]+")


def pdf(brief: Briefing, record: Record, stamp: Stamp) -> bytes:
    """The briefing as a PDF: A4, tagged, with bookmarks; the same bytes for the same records."""
    asked = {
        "template": str(_TEMPLATE),
        "fonts": str(FONTS),
        "content": json.dumps(_legible(_content(brief, record, stamp))),
        "time": stamp.time.replace(tzinfo=UTC).timestamp(),
    }
    done = subprocess.run(
        [sys.executable, "-I", str(_TYPESETTER)], input=json.dumps(asked).encode(), capture_output=True, timeout=60
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"paper: typst ended with {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return done.stdout


def _content(brief: Briefing, record: Record, stamp: Stamp) -> dict[str, Any]:
    """Everything the layout shows, as texts, numbers and lists of them."""
    return {
        "name": NAME,
        "title": brief.title,
        "stamp": stamp.words,
        "root": stamp.address("").rstrip("/"),
        "address": stamp.address(brief.path),
        "qr": _qr(stamp.address(brief.path)),
        "colours": {role: theme.colour(role) for role in theme.ROLES},
        "sans": SANS,
        "serif": SERIF,
        "spreads": [_exhibit(exhibit, brief, record, stamp) for exhibit in brief.exhibits],
        "sources": _sources(brief, record),
        "running": [_running(exhibit.title) for exhibit in brief.exhibits] + ["Sources"],
    }


def _running(title: str) -> str:
    """A title as the head of a page that continues it: one line, shortened if it must be."""
    return title if len(title) <= _RUNNING else f"{title[: _RUNNING - 2]} …"


def _exhibit(exhibit: Exhibit, brief: Briefing, record: Record, stamp: Stamp) -> dict[str, Any]:
    address = stamp.address(exhibit.path)
    return {
        "topic": exhibit.topic,
        "title": exhibit.title,
        "size": _title_size(exhibit.title),
        "address": address,
        "qr": _qr(address),
        "passage": _passage(exhibit.passage) if exhibit.passage else None,
        "editions": [sentences.edition_of(record, found) for found in _pair(exhibit.rows)],
        "rows": [_row(row, record) for row in exhibit.rows],
        "figure": _figure(exhibit.figure) if exhibit.figure else None,
        "note": brief.notes.get(exhibit.id, ""),
    }


def _pair(rows: Sequence[Row]) -> list[Finding]:
    """The first row's findings, whose editions head the columns."""
    return [rows[0].day, rows[0].today] if rows else []


def _passage(said: Passage) -> dict[str, Any]:
    return {
        "pieces": pieces(said.text, said.tested),
        "who": said.who,
        "role": said.role,
        "place": f"{said.when}, paragraph {said.paragraph}",
        "transcript": said.transcript,
    }


def _row(row: Row, record: Record) -> dict[str, Any]:
    """A claim with its findings and what they rest on."""
    return {
        "label": row.claim.label,
        "words": row.claim.words,
        "findings": [_finding(found, row) for found in (row.day, row.today)],
        "notes": sentences.notes(row),
        "test": sentences.test_of(row.claim),
        "steps": sentences.steps(row),
        "about": row.claim.note,
        "held": theme.sentence(sentences.held(row)),
        "readings": sentences.readings(record, row),
    }


def _finding(found: Finding, row: Row) -> dict[str, str]:
    word = WORDS[found.word]
    return {"shape": word.shape, "word": word.label, "value": sentences.value_of(found, row)}


def _figure(figure: Figure) -> dict[str, Any]:
    """The chart with its words and its table."""
    own = figure.spec.get("height")
    height = min(own, _TALLEST) if isinstance(own, int) else None
    drawing = engine.drawing(figure, width=images.WIDE, height=height)
    return {
        "says": figure.caption.says,
        "measure": figure.caption.measure,
        "source": " ".join(filter(None, [figure.caption.source, figure.caption.note])),
        "drawing": drawing,
        "size": engine.size(drawing),
        "table": _table(figure),
        "long": len(figure.frame) > _LONG,
    }


def _table(figure: Figure) -> dict[str, Any]:
    """The figure's rows, cut into blocks that stand side by side, and those into pages."""
    columns = figure.columns
    rows = [[_cell(row[c.name], c) for c in columns] for row in figure.frame.to_dict("records")]
    size, air, heading = (7.5, 2.5, 36.0) if len(rows) > _CROWDED else (8.5, 4.5, 52.0)
    cells = [{row[at] for row in rows} for at in range(len(columns))]
    widths = [_width(c.label, cells[at], size, heading) + 2 * air for at, c in enumerate(columns)]
    fits = sum(widths) <= _ACROSS
    blocks = min(3, int((_ACROSS + _BETWEEN) / (sum(widths) + _BETWEEN))) if fits and len(rows) > 5 else 1
    cuts = [0, *range(blocks * _FIRST, len(rows), blocks * _FULL), len(rows)]
    return {
        "labels": [column.label for column in columns],
        "numeric": [column.decimals is not None for column in columns],
        "size": size,
        "air": air,
        "widths": widths if fits else [0] * len(columns),
        "across": blocks * (sum(widths) + _BETWEEN) - _BETWEEN if fits else _ACROSS,
        "pages": [_blocks(rows[start:end], blocks) for start, end in pairwise(cuts)],
    }


def _blocks(rows: list[list[str]], count: int) -> list[list[list[str]]]:
    """`rows` in at most `count` blocks of one height."""
    each = -(-len(rows) // count)
    return [rows[at : at + each] for at in range(0, len(rows), each)]


def _width(label: str, cells: Iterable[str], size: float, heading: float) -> float:
    """Points that a column needs: its widest cell, and of its heading a word or a short line."""
    inside = max((_length(cell) for cell in set(cells)), default=0.0)
    above = min(_length(label), max(heading / size, *map(_length, label.split()), 0.0))
    return round(max(inside, above) * size * 1.02 + 0.5, 1)


def _title_size(title: str) -> float:
    """Points of a spread's title: a little smaller than the others if it then takes one line."""
    one_line = _ACROSS / max(_length(title, "SourceSerif4-Semibold") * 1.01, 1)
    return round(min(one_line, 24.0), 1) if one_line >= _SMALLEST_TITLE else 24.0


def _length(text: str, font: str = "SourceSans3-Regular") -> float:
    """How long a text is, in ems; a very long one is not measured to its end."""
    return _ruler(font).getlength(" ".join(text[:200].split())) / 100


@cache
def _ruler(font: str) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / f"{font}.ttf"), 100)


def _cell(value: object, column: Column) -> str:
    if value is None or (not isinstance(value, (list, tuple)) and pd.isna(value)):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if column.decimals is None else theme.number(float(str(value)), column.decimals)


def _sources(brief: Briefing, record: Record) -> list[dict[str, str]]:
    """The sources of every reading shown, each once, in the order in which they are first used."""
    used: dict[str, None] = {}
    for exhibit in brief.exhibits:
        for row in exhibit.rows:
            for reading in (*row.day.readings, *row.today.readings):
                used |= dict.fromkeys(reading.result.sources if reading.result else ())
    found = [record.sources[source_id] for source_id in used]
    return [{"text": cite(source), "url": source.url} for source in found]


def _qr(address: str) -> str:
    """The address as a QR code in SVG; empty where it is too long to be read from paper."""
    import segno

    if len(address) > _SCANNED:
        return ""
    buffer = io.BytesIO()
    code = segno.make(address, error="l", boost_error=False, micro=False)
    code.save(buffer, kind="svg", border=0, xmldecl=False, dark=theme.colour("ink"))
    return buffer.getvalue().decode("utf-8")


def _legible(content: Any) -> Any:
    """`content` with texts that can be printed.

    A character that neither face has becomes an empty square, since PDF/UA forbids a text without its glyph;
    controls, also those that turn the direction of writing, are left out: paper has no use for them.
    """
    if isinstance(content, str):
        return _unprintable().sub("\N{WHITE SQUARE}", _invisible().sub("", _CUTS.sub(" ", content)))
    if isinstance(content, dict):
        return {key: _legible(value) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [_legible(value) for value in content]
    return content


@cache
def _invisible() -> re.Pattern[str]:
    """Controls but the line feed; joiners, marks and overrides of direction; variation selectors."""
    return re.compile(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
    )


@cache
def _unprintable() -> re.Pattern[str]:
    """Every character that is in none of the fonts."""
    held = sorted({10}.union(*(_characters(FONTS / f"{name}-Regular.ttf") for name in _FILES)))
    kept = "".join(re.escape(chr(code)) for code in held)
    return re.compile(f"[^{kept}]")


_FILES: Final = ("SourceSans3", "SourceSerif4")


def _characters(font: Path) -> set[int]:
    """The characters that a TrueType font has a glyph for, from its `cmap` table (format 12)."""
    data = font.read_bytes()

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], "big")

    tables = (12 + 16 * i for i in range(number(4, 2)))
    cmap = next(number(at + 8, 4) for at in tables if data[at : at + 4] == b"cmap")
    offsets = (cmap + number(cmap + 8 + 8 * i, 4) for i in range(number(cmap + 2, 2)))
    start = next((at for at in offsets if number(at, 2) == 12), None)
    if start is None:
        raise ValueError(f"paper: {font.name} has no character table of format 12")
    groups = (start + 16 + 12 * i for i in range(number(start + 12, 4)))
    return {code for at in groups for code in range(number(at, 4), number(at + 4, 4) + 1)}
