"""A figure by its own frame: each cell derived from the files with its row's key, then what its words may tell of it.

No figure is known here. A cell must be a fact, a value of a record that its row names, or a sum over cells of its
frame; what is left is wrong. From cells so proved follow the numbers of titles, sentences and drawings: cells of a
row that is named, counts, extremes and sums.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from components.charts import Figure
from tests.truth import data, facts, oracle
from tests.truth.data import number
from tests.truth.facts import NONE, Book, nearly
from tests.truth.oracle import ANYWHERE, Account, Place
from tests.truth.scope import DATE, Record, Scope, View, dates_of, named
from tests.truth.seen import BETWEEN, Piece, flat

_COLUMN = {"first": "from", "last": "to"}
"""Columns that are of the first or of the last year that the reader chose."""
_LARGEST = 8
_LONGEST = 40
"""Sums are looked for in frames of no more rows than this."""
Row = dict[str, Any]


def rows(figure: Figure) -> list[Row]:
    """The frame row by row, with plain values; a gap is None."""
    return [{k: _bare(v) for k, v in row.items()} for row in figure.frame.to_dict("records")]


def _bare(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    if hasattr(value, "date") and callable(value.date):
        value = value.date()
    return None if value is None or isinstance(value, float) and math.isnan(value) else value


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def words(row: Row) -> str:
    """A row as a text: its cells, a code of an Ally or an edition by its name too."""
    texts = [str(v) for v in row.values() if v is not None and not isinstance(v, bool | float)]
    return flat(BETWEEN.join([*texts, *(data.NAMES[t] for t in texts if t in data.NAMES)]))


def caption(figure: Figure) -> str:
    c = figure.caption
    return flat(" ".join([c.title, c.measure, c.source]))


def check_frame(figure: Figure, view: View) -> Account:
    """Each cell of the frame held against the files."""
    found, table, loose = Account(), rows(figure), []
    rest = _unnamed(table, view)
    for at, row in enumerate(table):
        near = (words(row), caption(figure))
        for column, value in row.items():
            if is_number(value):
                how = _cell(column, value, row, near, view)
                if how:
                    found.counts[f"cells of frames {how}"] += 1
                else:
                    loose.append((at, column))
            elif isinstance(value, str | date) and not column.endswith("_id"):
                text = flat(str(value))
                if re.search(r"\d", text):
                    piece = Piece(figure.id, "", column, text, near)
                    own = Place(view, {ANYWHERE: (own_book(figure, (), at), ()), figure.id: (rest, ())})
                    found += oracle.check([piece], own, how="texts of frames")
    sums = _sums(table, loose)
    for at, column in loose:
        if (at, column) in sums:
            found.counts["cells of frames as sums"] += 1
        else:
            found.wrong.append(f"{table[at][column]} in {figure.id}, {column}: {words(table[at])}")
    return found


def _unnamed(table: list[Row], view: View) -> Book:
    """How many Allies other than the United States no row of the frame names."""
    book = Book()
    named_here = sum(any(name in words(row) for name in data.NAMES.values()) for row in table)
    for edition in view.names("edition") or ():
        for year in view.years:
            everyone = {a for e, _, a, y in facts.VALUES if (e, y) == (edition, year) and a in data.NAMES}
            members = {a for a in everyone if facts.independent.member(a, year)}
            for counted in (everyone, members, everyone - {"FIN", "SWE"}):
                book.add(max(0, len(counted - {"USA"}) - named_here))
    return book


def _cell(column: str, value: float, row: Row, near: tuple[str, ...], view: View) -> str:
    """How a cell is derived, or nothing."""
    year = view.values.get(_COLUMN.get(column, ""), "")
    scope = Scope((year, *near), (), view)
    if column == "year" or value == 0:
        return "as keys" if value == 0 or any(str(value) == str(y) for y in range(2013, 2031)) else ""
    books = Place(view).books()
    for scale in (1, 1000):
        for book in books:
            if any(scope.has(of) for of in book.exact.get(nearly(value * scale), ())):
                return "as facts"
    for record in named(near[0]):
        if {number(value), f"{value:g}"} & record.numbers:
            return "of records"
    return ""


def _sums(table: list[Row], loose: list[tuple[int, str]]) -> set[tuple[int, str]]:
    """The cells that are a sum over a run of rows, or complete such a run to a cell that is known."""
    columns = {c for row in table for c in row if is_number(row[c])}
    if not loose or len(table) > _LONGEST:
        return set()
    runs = [run for c in columns for run in _runs(table, c)]
    known = {
        nearly(row[c])
        for at, row in enumerate(table)
        for c in columns
        if is_number(row.get(c)) and (at, c) not in loose
    }
    known |= {nearly(table[at][c]) for at, c in loose if nearly(table[at][c]) in _other(runs, at, c)}
    found = {
        (at, c)
        for at, c in loose
        for start, end, name, total in runs
        if name == c and start <= at < end and end - start > 1 and nearly(total) in known
    }
    return found | {(at, c) for at, c in loose if nearly(table[at][c]) in _other(runs, at, c)}


def _other(runs: list[tuple[int, int, str, float]], at: int, column: str) -> set[float]:
    """The sums that the cell itself has no part in."""
    return {
        nearly(total)
        for start, end, name, total in runs
        if name != column or end - start > 1 and not start <= at < end
    }


def _runs(table: list[Row], column: str) -> Iterator[tuple[int, int, str, float]]:
    """Each run of rows of a column: where it starts and ends, and its sum."""
    for start in range(len(table)):
        total = 0.0
        for end in range(start, len(table)):
            value = table[end].get(column)
            if not is_number(value):
                break
            total += value
            yield start, end + 1, column, total


@lru_cache(maxsize=512)
def own_book(figure: Figure, claims: tuple[str, ...], only: int | None = None) -> Book:
    """What a figure's words may tell of its rows without naming one: counts, extremes, sums, days between dates."""
    book, table = Book(), rows(figure)
    if only is not None:
        _add_row(book, figure, table[only])
        return book
    decimals = {c.name: c.decimals for c in figure.columns}
    book.add(len(table))
    for column in table[0] if table else ():
        values = [row[column] for row in table if row.get(column) is not None]
        if values and all(isinstance(v, bool) for v in values):
            book.out_of(sum(values), len(values))
            book.add(len(values) - sum(values))
        elif values and all(is_number(v) for v in values) and column != "year":
            places = {0, 1, decimals.get(column) or 0}
            ranked = sorted(values, reverse=True)
            told = [
                ranked[0],
                ranked[-1],
                values[0],
                values[-1],
                *(sum(values[:k]) for k in range(2, _LARGEST)),
                sum(values),
            ]
            for value in [*told, *(values if len(values) <= _LARGEST else ())]:
                _add(book, value, places)
            for above in (0, 100):
                book.add(sum(v > 0 and v >= above for v in values))
    if all({"first", "last"} <= row.keys() for row in table):
        book.out_of(sum((r["last"] or 0) > (r["first"] or 0) for r in table), len(table))
    dates = [d for row in table for d in row.values() if isinstance(d, date)]
    dates += [date.fromisoformat(m) for row in table for m in re.findall(r"\b\d{4}-\d\d-\d\d\b", words(row))]
    for span in facts.spans([*dates, *(data.CLAIMS[c]["said_on"] for c in claims)]):
        book.add(span)
    return book


def _add(book: Book, value: float, places: Iterable[int]) -> None:
    exact = Decimal(str(value))
    book.add(exact, NONE, places)
    if exact == exact.to_integral_value() and abs(exact) < 1000:
        book.add(exact * 1000)  # a frame in thousands


def _add_row(book: Book, figure: Figure, row: Row) -> None:
    decimals = {c.name: c.decimals for c in figure.columns}
    for column, value in row.items():
        if is_number(value):
            _add(book, value, {0, 1, 2, decimals.get(column) or 0})
    if is_number(row.get("first")) and is_number(row.get("last")):
        _add(book, row["last"] - row["first"], (0, 1))


@lru_cache(maxsize=256)
def own_records(figure: Figure) -> tuple[Record, ...]:
    """The rows of a figure, each named by the cells that no other row has."""
    table = rows(figure)
    cells = [[str(v) for v in row.values() if isinstance(v, str) or k_is_key(row, v)] for row in table]
    every = [c for row in cells for c in row]
    found = []
    for row, texts in zip(table, cells, strict=True):
        book = Book()
        _add_row(book, figure, row)
        own = tuple(t for t in texts if every.count(t) == 1 and len(t) > 2)
        dates = {d for v in row.values() if isinstance(v, date) or DATE.fullmatch(str(v)) for d in _forms(v)}
        shown = [
            str(row[c.name])
            for c in figure.columns
            if isinstance(row.get(c.name), str) or k_is_key(row, row.get(c.name))
        ]
        found.append(Record(figure.id, own, frozenset(book.printed), frozenset(dates), tuple(shown)))
    return tuple(found)


def k_is_key(row: Row, value: Any) -> bool:
    return value is row.get("year") or value is row.get("day")


def _forms(value: Any) -> set[str]:
    text = str(value)
    return dates_of(text[:10]) if re.match(r"\d{4}-\d\d-\d\d", text) else {text}


def told(figures: Iterable[Figure], view: View) -> Place:
    """A place whose texts may tell of these figures under their titles."""
    return Place(view, {flat(f.caption.title): (own_book(f, view.claims), own_records(f)) for f in figures})


def told_in_drawings(figures: Iterable[Figure], view: View) -> Place:
    """A place whose texts may be any cell of these figures: a mark's label stands away from what it is of."""
    book, records = Book(), []
    for figure in figures:
        for row in rows(figure):
            _add_row(book, figure, row)
        records += own_records(figure)
        told_of = own_book(figure, view.claims)
        for text, found in told_of.printed.items():
            book.printed[text] += found
        book.pairs.update(told_of.pairs)
        for step in _domains(figure.spec):
            _add(book, step, (0,))
    return Place(view, {ANYWHERE: (book, tuple(records))})


def check_spec(figure: Figure, view: View) -> Account:
    """The rows a chart draws: a field that its frame has too holds what the frame's row of the same name holds."""
    found, table = Account(), rows(figure)
    said = [data.CLAIMS[c]["said"].get("value") for c in view.claims]
    spoken = [v / scale for v in said if is_number(v) for scale in (1, 1000)]
    for drawn in _datasets(figure.spec):
        for row in drawn:
            flat_row = {**row, **row.get("properties", {})} if isinstance(row, dict) else {}
            shared = {k: v for k, v in flat_row.items() if is_number(v) and any(k in r for r in table)}
            keys = {
                str(v) for v in flat_row.values() if isinstance(v, str) or str(v) == str(flat_row.get("year"))
            }
            own = [r for r in table if _same_row(r, keys)] or table
            for column, value in shared.items():
                if any(
                    is_number(r.get(column)) and math.isclose(r[column], value, rel_tol=1e-9, abs_tol=1e-9)
                    for r in own
                ):
                    found.counts["rows of charts"] += 1
                elif any(math.isclose(value, v) for v in spoken):
                    found.counts["figures said in charts"] += 1
                elif value < 0 <= min((r[column] for r in table if is_number(r.get(column))), default=0):
                    found.counts["places below a chart"] += 1
                elif len(own) < len(table):
                    found.wrong.append(f"{value} drawn as {column} in {figure.id}: {flat_row}")
                else:
                    found.counts["marks of charts without a row"] += 1
    return found


def _domains(spec: Any) -> Iterator[float]:
    """The numbers at which a scale ends, and those in the names of its steps."""
    if isinstance(spec, dict):
        domain = spec.get("scale", {}).get("domain", ()) if isinstance(spec.get("scale"), dict) else ()
        for end in domain if isinstance(domain, list) else ():
            yield from [end] if is_number(end) else map(float, re.findall(r"\d+", str(end)))
        key = spec["data"].get("values") if isinstance(spec.get("data"), dict) else None
        if isinstance(key, list) and all(isinstance(r, dict) and len(r) == 1 for r in key):
            yield from (float(n) for row in key for n in re.findall(r"\d+", str(*row.values())))
        for inner in spec.values():
            yield from _domains(inner)
    elif isinstance(spec, list):
        for inner in spec:
            yield from _domains(inner)


def _same_row(row: Row, keys: set[str]) -> bool:
    names = {
        str(v) for k, v in row.items() if isinstance(v, str) and k not in ("text", "words") or k == "year"
    }
    return bool(names) and names <= keys


def _datasets(spec: Any) -> Iterator[list[Any]]:
    if isinstance(spec, dict):
        yield from (rows for rows in spec.get("datasets", {}).values() if isinstance(rows, list))
        inline = spec["data"].get("values") if isinstance(spec.get("data"), dict) else None
        if isinstance(inline, list):
            yield inline
        for key, inner in spec.items():
            if key != "datasets":
                yield from _datasets(inner)
    elif isinstance(spec, list):
        for inner in spec:
            yield from _datasets(inner)
