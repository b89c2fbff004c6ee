"""The strict CSV reader: UTF-8, exact columns, a real number grammar. Text in, typed columns out.

pandas' own reader is too kind for a table that is to be trusted: it takes `1_000`, `nan` and `1e999`
for numbers, fills short rows and skips blank ones. Here each of these is a `Problem` with its row.
Rows are counted as a spreadsheet counts them: the header is row 1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pandas as pd

from components.tables import Problem
from components.tables.descriptors import Field

_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,17})?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _parse_date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_PARSERS: Final[dict[str, tuple[Callable[[str], Any], str]]] = {
    "string": (lambda t: None if _CONTROL.search(t) else t, "text without control characters"),
    "integer": (lambda t: int(t) if _INTEGER.fullmatch(t) else None, "a whole number such as 2024"),
    "number": (lambda t: float(t) if _NUMBER.fullmatch(t) else None, "a number such as 506692.5"),
    "boolean": (lambda t: {"true": True, "false": False}.get(t), "true or false"),
    "date": (_parse_date, "a date such as 2024-07-09"),
}
_DTYPES: Final = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}


def read(raw: bytes, fields: tuple[Field, ...], *, file: str) -> tuple[pd.DataFrame | None, list[Problem]]:
    """The table in `raw`, and what is wrong with it. The frame is `None` if anything is.

    Columns are those of `fields`, in that order; empty cells are missing. Dates are `datetime.date`.
    """
    text, problems = _decoded(raw, file)
    if text is None:
        return None, problems
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return None, [Problem(file, "", "", f"broken CSV ({error})", "quotes that close")]
    names = [field.name for field in fields]
    if not rows or rows[0] != names:
        found = ", ".join(rows[0]) if rows else "no rows"
        return None, [*problems, Problem(file, "row 1", "", found, f"the columns {', '.join(names)}")]
    body = rows[1:]
    for at, row in enumerate(body, start=2):
        if len(row) != len(names):
            found = "a blank row" if not row else f"{len(row)} cells"
            problems.append(Problem(file, f"row {at}", "", found, f"{len(names)} cells"))
    if problems:
        return None, problems
    columns = {}
    for place, field in enumerate(fields):
        columns[field.name], wrong = _column([row[place] for row in body], field, file)
        problems += wrong
    return (None, problems) if problems else (pd.DataFrame(columns), [])


def _decoded(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [Problem(file, "", "", "UTF-16", "UTF-8")]
    if raw.startswith(b"\xef\xbb\xbf"):
        return None, [Problem(file, "row 1", "", "a byte order mark", "UTF-8 without one")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        return None, [Problem(file, f"row {row}", "", "bytes that are not UTF-8", "UTF-8")]
    problems = []
    if "\r" in text:
        row = text[: text.index("\r")].count("\n") + 1
        problems.append(Problem(file, f"row {row}", "", "a carriage return", "lines that end in LF alone"))
    if not text.endswith("\n"):
        problems.append(Problem(file, "last row", "", "no line end", "a complete last line"))
    return text, problems


def _column(cells: list[str], field: Field, file: str) -> tuple[pd.Series, list[Problem]]:
    parse, expected = _PARSERS[field.type]
    values: list[Any] = []
    problems = []
    for at, cell in enumerate(cells, start=2):
        value = parse(cell) if cell else None
        if value is None and (cell or field.required):
            found = repr(cell[:60]) if cell else "an empty cell"
            problems.append(Problem(file, f"row {at}", field.name, found, expected))
        values.append(value)
    dtype = _DTYPES.get(field.type, "object")
    return pd.Series(values if not problems else [None] * len(values), dtype=dtype), problems
