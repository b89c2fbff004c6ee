"""A workbook from tables, with XlsxWriter: typed cells, one look, ready to print.

A text is written as a text whatever it begins with, and no address becomes a link. What a workbook cannot
hold (control characters, more than 32,767 in a cell) is replaced or cut, and shown to be.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from components import theme
from components.charts import Column
from components.exports import NAME, Stamp

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT: Final = 32_767
"""Characters that a cell may hold, counted in UTF-16."""
_NOT_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_WIDEST: Final = 46  # characters, from which a text wraps
_MEASURE: Final = 96  # characters that the words above and below a narrow table may run to
_DATES: Final = {"day": "d mmmm yyyy", "month": "mmmm yyyy", "year": "yyyy"}


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table with its words above and below it.

    `links`: the cells of the column "sheet" lead to the sheet they name. `widest` is how many characters a
    column may take before its texts wrap, `roles` its colour, `precision` the column of the frame that says
    how exactly a row's dates are known.
    """

    name: str
    title: str
    measure: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    below: tuple[str, ...] = ()
    links: bool = False
    widest: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    precision: str = ""


class _Exact(float):
    """A number that is written in full; XlsxWriter's own 16 digits lose the last of some."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


def names(ids: Sequence[str], taken: Sequence[str], *, longest: int = 31) -> list[str]:
    """A name for each sheet (or file) from its id, unlike any other whatever its capitals."""
    found: list[str] = []
    used = {name.casefold() for name in taken}
    for what in ids:
        stem = re.sub(r"[^\w.-]+", "-", what, flags=re.ASCII).strip("-") or "figure"
        name, count = stem[:longest], 1
        while name.casefold() in used:
            count += 1
            name = f"{stem[: longest - 1 - len(str(count))]}-{count}"
        used.add(name.casefold())
        found.append(name)
    return found


def text(value: str) -> str:
    """`value` as a cell can hold it: U+FFFD for what XML forbids, an ellipsis where it is cut."""
    found = _NOT_XML.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(found.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        found = found.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
    # XlsxWriter takes a text in these tags for XML of its own and writes it unescaped.
    return f"{found} " if found.startswith("<r>") and found.endswith("</r>") else found


def write(sheets: Sequence[Sheet], stamp: Stamp, *, title: str) -> bytes:
    """The workbook of `sheets`, in order. The same sheets and stamp give the same bytes."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, _OPTIONS)
    book.set_properties(
        {"title": text(title)[:255], "author": NAME, "comments": stamp.words, "created": stamp.time}
    )
    look = _Look(book)
    for sheet in sheets:
        _Page(look, book.add_worksheet(sheet.name), sheet).draw(stamp)
    book.close()
    return buffer.getvalue()


class _Look:
    """The workbook's formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, role: str = "ink", **properties: Any) -> Format:
        """The format of a role's colour with XlsxWriter's `properties`."""
        wanted = {"font_color": theme.colour(role), "valign": "top", **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]

    def head(self, *, right: bool, indent: int) -> Format:
        """A column's heading."""
        return self.of(
            bold=True, text_wrap=True, valign="bottom", align="right" if right else "left", indent=indent, bottom=1,
            bottom_color=theme.colour("ink"), bg_color=theme.colour("panel_2"),
        )  # fmt: skip


class _Page:
    """One sheet as it is drawn: words, headings, rows, words."""

    HEAD: Final = 3

    def __init__(self, look: _Look, paper: Worksheet, sheet: Sheet) -> None:
        self.look, self.paper, self.sheet = look, paper, sheet
        self.cells = {c.name: [_plain(v) for v in sheet.frame[c.name]] for c in sheet.columns}
        self.right = [_is_number(self.cells[c.name]) for c in sheet.columns]
        self.widths = [_width(c, self.cells[c.name], self._widest(c)) for c in sheet.columns]
        # Words above and below are set across the table, or across empty columns beside a narrow one.
        beside = max(0, math.ceil((_MEASURE - sum(self.widths)) / 9))
        self.last = len(sheet.columns) - 1 + beside
        self.measure = sum(self.widths) + 9 * beside

    def draw(self, stamp: Stamp) -> None:
        """Everything that the sheet shows, and how it prints."""
        sheet, paper = self.sheet, self.paper
        self._across(0, sheet.title, self.look.of(bold=True, font_size=14, text_wrap=True), 19, most=3)
        self._across(1, sheet.measure, self.look.of("muted", text_wrap=True), 15, most=4)
        for at, column in enumerate(sheet.columns):
            paper.set_column(at, at, self.widths[at])
            head = self.look.head(right=self.right[at], indent=self._indent(at))
            paper.write_string(self.HEAD, at, text(column.label), head)
            self._cells(at, column)
        labels = [_lines(c.label, w - 2.5) for c, w in zip(sheet.columns, self.widths, strict=True)]
        paper.set_row(self.HEAD, 15 * min(max(labels), 4) + 3)
        self._heights()
        end = self.HEAD + len(sheet.frame)
        if len(sheet.frame):
            paper.autofilter(self.HEAD, 0, end, len(sheet.columns) - 1)
        for at, words in enumerate(filter(None, sheet.below), start=end + 2):
            self._across(at, words, self.look.of("muted", text_wrap=True, font_size=10), 14, most=20)
        self._print(stamp)

    def _across(self, row: int, words: str, how: Format, line: int, *, most: int) -> None:
        """Words over the width of the table, the row as high as they need."""
        self.paper.set_row(row, line * min(_lines(words, self.measure * 14 / line), most) + 2)
        if self.last:
            self.paper.merge_range(row, 0, row, self.last, "", how)
        self.paper.write_string(row, 0, text(words), how)

    def _heights(self) -> None:
        """Rows as high as their texts need: not every program does so by itself."""
        wrapping = [at for at, c in enumerate(self.sheet.columns) if self.widths[at] >= self._widest(c)]
        for row in range(len(self.sheet.frame)):
            values = (
                (self.cells[self.sheet.columns[at].name][row], self.widths[at] * 1.05) for at in wrapping
            )
            lines = max((_lines(v, width) for v, width in values if isinstance(v, str)), default=1)
            if lines > 1:
                self.paper.set_row(row + self.HEAD + 1, min(15 * lines + 2, 405))

    def _widest(self, column: Column) -> int:
        return self.sheet.widest.get(column.name, _WIDEST)

    def _indent(self, at: int) -> int:
        """A text keeps clear of a number or a full column before it."""
        before = at - 1
        full = at > 0 and self.widths[before] >= self._widest(self.sheet.columns[before])
        return int(at > 0 and not self.right[at] and (self.right[before] or full))

    def _cells(self, at: int, column: Column) -> None:
        """The cells of one column, each with its type; a missing cell stays empty."""
        of, paper, role = self.look.of, self.paper, self.sheet.roles.get(column.name, "ink")
        left = {"align": "left", "indent": self._indent(at)}
        wraps = {"text_wrap": True} if self.widths[at] >= self._widest(column) else {}
        known = self.sheet.frame[self.sheet.precision].tolist() if self.sheet.precision else None
        for at_row, value in enumerate(self.cells[column.name]):
            row = self.HEAD + 1 + at_row
            if isinstance(value, bool):
                paper.write_boolean(row, at, value, of(role, num_format='"TRUE";"TRUE";"FALSE"', **left))
            elif isinstance(value, (int, float)):
                number = of(role, num_format=_number_format(column.decimals), align="right")
                paper.write_number(row, at, _Exact(value), number)
            elif isinstance(value, date):
                shape = _DATES[known[at_row] if known else "day"]
                paper.write_datetime(row, at, value, of(role, num_format=shape, **left))
            elif value is not None and self.sheet.links and column.name == "sheet":
                paper.write_url(row, at, f"internal:'{value}'!A1", of("record", underline=1), value)
            elif value is not None:
                paper.write_string(row, at, text(str(value)), of(role, **left, **wraps))

    def _print(self, stamp: Stamp) -> None:
        paper = self.paper
        paper.freeze_panes(self.HEAD + 1, 0)
        paper.hide_gridlines(2)
        paper.set_landscape()
        paper.set_paper(9)  # A4
        paper.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
        paper.fit_to_pages(1, 0)
        paper.repeat_rows(self.HEAD)
        paper.set_footer(f"&L&9{stamp.words.replace('&', '&&')}&R&9&A, page &P of &N")


def _number_format(decimals: int | None) -> str:
    """A column's decimals as a number format, with the minus sign that text has; a year or id has no commas."""
    if decimals is None:
        return "General"
    shown = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'{shown};"{theme.MINUS}"{shown}'


def _is_number(values: Sequence[Any]) -> bool:
    """Is every cell that there is a number, so that the column is set to the right?"""
    return all(type(value) in (int, float) for value in values if value is not None)


def _width(column: Column, values: Sequence[Any], widest: int) -> float:
    """Characters that a column needs: its cells in full up to `widest`, its heading in two or three lines."""
    heading = max(len(column.label) / 3, *(len(word) for word in column.label.split()), 4) + 5
    cells = max((len(_shown(value, column)) for value in values), default=0) * 1.05 + 3
    return float(min(max(heading, cells), widest))


def _lines(words: str, space: float) -> int:
    """How many lines `words` take where a line holds `space` characters; a long word is broken."""
    count = 0
    for part in words.split("\n"):
        left = space
        count += 1
        for word in part.split(" "):
            if left < len(word):
                broken = space * 0.8  # an address breaks at its slashes, before the line is full
                count += 1 if len(word) <= space else math.ceil(len(word) / broken) - (left == space)
                left = space - (len(word) if len(word) <= space else len(word) % broken)
            else:
                left -= len(word)
            left -= 1
    return count


def _shown(value: Any, column: Column) -> str:
    if isinstance(value, float) and column.decimals is not None:
        return theme.number(value, column.decimals)
    if isinstance(value, date):
        return theme.day(value)
    return "" if value is None else max(str(value).split("\n"), key=len)


def _plain(value: Any) -> Any:
    """A cell as Python has it; `None` where it is missing."""
    if value is None or (not isinstance(value, (list, tuple)) and pd.isna(value)):
        return None
    return value.item() if hasattr(value, "item") else value
