"""Figures as rows: CSV, JSON, a workbook, and an archive that a machine can read unaided.

All are written from `Figure.frame` in full precision. A text is never a formula: CSV has no types, so there
a text that a spreadsheet would take for one gets an apostrophe; a workbook's cells are typed instead.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd

from components import registry
from components.charts import Column, Figure
from components.claims.words import WORDS
from components.exports import NAME, Stamp, citations, package, workbook, zipped
from components.tables.record import Record, Source
from components.topics import Row, pages, register, sentences
from components.topics.exhibits import Exhibit

CLAIM_COLUMNS: Final = (
    Column("words", "Words"), Column("quote", "Quoted"), Column("speaker", "Said by"), Column("said_on", "Said on"),
    Column("paragraph", "Par."), Column("means", "Tested as"), Column("finding_on_the_day", "On the day"),
    Column("value_on_the_day", "Value on the day"), Column("finding_today", "Today"),
    Column("value_today", "Value today"), Column("readings_held", "Readings that hold", 0),
    Column("readings_tested", "Readings tested", 0), Column("notes", "Notes"), Column("address", "Address"),
)  # fmt: skip
SOURCE_COLUMNS: Final = (
    Column("publisher", "Publisher"), Column("title", "Title"), Column("date", "Date"), Column("url", "Address"),
    Column("where_read", "Where read"), Column("how_read", "How read"),
)  # fmt: skip
_CONTENTS: Final = (
    Column("title", "Title"), Column("sheet", "Sheet"), Column("measure", "Measure"), Column("address", "Address"),
)  # fmt: skip
_CLAIM_WIDTHS: Final = {
    "words": 17, "quote": 36, "speaker": 13, "said_on": 14, "paragraph": 7, "means": 28, "finding_on_the_day": 14, "value_on_the_day": 14,
    "finding_today": 14, "value_today": 14, "readings_held": 11, "readings_tested": 11, "notes": 26,
}  # fmt: skip
_SOURCE_WIDTHS: Final = {"publisher": 24, "title": 40, "url": 36, "where_read": 36, "how_read": 18}
_FORMULA: Final = tuple("=+-@＝＋－＠")


def csv(figure: Figure) -> bytes:
    """The figure's rows as CSV: full precision, its measure (with units) and source in two last columns.

    A text cell that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    return rows_as_csv(shown(figure))


def shown(figure: Figure) -> pd.DataFrame:
    """The rows of a figure's table as its CSV has them."""
    names = [column.name for column in figure.columns]
    return figure.frame[names].assign(measure=figure.caption.measure, source=figure.caption.source)


def rows_as_csv(frame: pd.DataFrame) -> bytes:
    """Any rows as CSV, written as every CSV here is: a line in a text ends with LF, whatever it ended with.

    UTF-8 with the mark by which Excel knows it: without, a double click shows “TÃ¼rkiye”.
    """
    safe = {name: [_as_text(value) for value in frame[name]] for name in _texts(frame)}
    return BOM_UTF8 + frame.assign(**safe).to_csv(index=False, lineterminator="\n").encode("utf-8", "replace")


def _texts(frame: pd.DataFrame) -> list[str]:
    """The columns that are not numbers or booleans throughout."""
    types = pd.api.types
    return [n for n in frame if not (types.is_numeric_dtype(frame[n]) or types.is_bool_dtype(frame[n]))]


def _as_text(value: object) -> object:
    """`value`, with an apostrophe before a text that begins like a formula, even after blanks."""
    if not isinstance(value, str):
        return value
    # Python 3.11 does not quote a lone CR, which every reader takes for the end of the row.
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{lines}" if lines.startswith("\t") or lines.lstrip().startswith(_FORMULA) else lines


def as_json(figure: Figure) -> bytes:
    """The figure's words and rows as JSON: full precision, dates as ISO, missing cells as null."""
    columns = [{"name": c.name, "label": c.label, "decimals": c.decimals} for c in figure.columns]
    frame = figure.frame[[column.name for column in figure.columns]]
    rows = [{str(k): _json_cell(v) for k, v in row.items()} for row in frame.to_dict("records")]
    caption = figure.caption
    content = {
        "id": figure.id, "title": caption.title, "measure": caption.measure, "says": caption.says,
        "source": caption.source, "note": caption.note, "columns": columns, "rows": rows,
    }  # fmt: skip
    return dumped(content)


def _json_cell(value: Any) -> Any:
    return None if pd.isna(value) else value.isoformat() if hasattr(value, "isoformat") else value


def dumped(content: Any) -> bytes:
    """JSON as every JSON here is written; a number that JSON does not know raises."""
    return (json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8")


def claim_rows(rows: Iterable[Row], record: Record, stamp: Stamp) -> pd.DataFrame:
    """The claims with what was said, what the test found on the day and today, and how firm it is."""
    found = [_claim_row(row, record, stamp) for row in rows]
    return pd.DataFrame(found, columns=[column.name for column in CLAIM_COLUMNS])


def _claim_row(row: Row, record: Record, stamp: Stamp) -> dict[str, Any]:
    claim = row.claim
    return {
        "words": claim.words or claim.label,
        "quote": claim.quote,
        "speaker": sentences.who(record, claim),
        "said_on": claim.said_on,
        "paragraph": claim.paragraph,
        "means": claim.means,
        "finding_on_the_day": WORDS[row.day.word].label,
        "value_on_the_day": sentences.value_of(row.day, row),
        "finding_today": WORDS[row.today.word].label,
        "value_today": sentences.value_of(row.today, row),
        "readings_held": sum(bool(reading.holds) for reading in row.today.readings),
        "readings_tested": sum(reading.holds is not None for reading in row.today.readings),
        "notes": " ".join(sentences.notes(row)),
        "address": stamp.address(f"claims?claim={claim.id}"),
    }


def beside(exhibits: Sequence[Exhibit]) -> tuple[Row, ...]:
    """The claims beside the spreads, each once, in order."""
    return tuple(
        {row.claim.id: row for exhibit in reversed(exhibits) for row in reversed(exhibit.rows)}.values()
    )[::-1]


def sources(exhibits: Sequence[Exhibit], record: Record) -> tuple[Source, ...]:
    """The article, then the sources of the editions, tables and readings that the spreads draw on, each once."""
    found: dict[str, None] = {record.article.source_id: None}
    for exhibit in exhibits:
        editions = {exhibit.edition: None} if exhibit.edition else {}
        if exhibit.figure is not None and "edition" in exhibit.figure.frame:
            editions |= dict.fromkeys(exhibit.figure.frame["edition"])
        found |= {record.editions[e].source_id: None for e in editions if e in record.editions}
        for name in _statements(exhibit):
            found |= dict.fromkeys(record.tables[name]["source_id"])
        found |= dict.fromkeys(source for row in exhibit.rows for source in _cited(row))
    return tuple(record.sources[source_id] for source_id in found)


def _statements(exhibit: Exhibit) -> tuple[str, ...]:
    """The tables of statements that a figure is drawn from, by its page."""
    if exhibit.figure is None or exhibit.page not in registry.TOPICS:
        return ()
    return pages.load(exhibit.page).tables


def _cited(row: Row) -> list[str]:
    readings = (*row.day.readings, *row.today.readings)
    return [source for reading in readings if reading.result for source in reading.result.sources]


def source_rows(found: Iterable[Source]) -> pd.DataFrame:
    """The sources: who published what and when, where we read it and how."""
    rows = [
        (s.publisher, s.title, s.date, s.url, s.where_read, register.READ_AS[s.read_as], s.precision) for s in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[*(column.name for column in SOURCE_COLUMNS), "precision"])


def title_of(exhibits: Sequence[Exhibit], title: str) -> str:
    """The title asked for, else that of the one spread, else the dashboard's name."""
    return title or (exhibits[0].title if len(exhibits) == 1 else NAME)


def xlsx(exhibits: Sequence[Exhibit], record: Record, stamp: Stamp, *, title: str = "") -> bytes:
    """A workbook: contents, a sheet per figure, the claims beside the figures, the sources."""
    figures = [exhibit for exhibit in exhibits if exhibit.figure is not None]
    names = workbook.names([s.id for s in figures], ("Contents", "Claims", "Sources", "History"))
    at = {id(exhibit): name for exhibit, name in zip(figures, names, strict=True)}
    claims = claim_rows(beside(exhibits), record, stamp)
    notes = (f"{stamp.words}.", stamp.address(""))
    sheets = [_contents(exhibits, at, stamp, title_of(exhibits, title))]
    sheets += [_figure(exhibit, at[id(exhibit)], stamp) for exhibit in figures]
    roles = {"words": "said", "value_on_the_day": "record", "value_today": "record"}
    sheets += [
        workbook.Sheet(
            "Claims", "The claims beside these figures", "Each as tested on the day it was said, and today",
            CLAIM_COLUMNS[:-1], claims, (notes[0], stamp.address("claims")), widest=_CLAIM_WIDTHS, roles=roles
        ),
        workbook.Sheet(
            "Sources", "Sources", "What the figures and findings are drawn from, and how we read it",
            SOURCE_COLUMNS, source_rows(sources(exhibits, record)), notes, widest=_SOURCE_WIDTHS, precision="precision",
        ),
    ]  # fmt: skip
    return workbook.write(sheets, stamp, title=title_of(exhibits, title))


def _contents(exhibits: Sequence[Exhibit], at: dict[int, str], stamp: Stamp, title: str) -> workbook.Sheet:
    rows = [
        (
            s.title,
            at.get(id(s), "Claims"),
            s.figure.caption.measure if s.figure else "",
            stamp.address(s.path),
        )
        for s in exhibits
    ]
    rows += [("The claims beside these figures", "Claims", "", ""), ("Sources", "Sources", "", "")]
    frame = pd.DataFrame(rows, columns=[column.name for column in _CONTENTS])
    return workbook.Sheet(
        "Contents", title, f"{stamp.words}.", _CONTENTS, frame, (stamp.address(""),), links=True
    )


def _figure(exhibit: Exhibit, name: str, stamp: Stamp) -> workbook.Sheet:
    assert exhibit.figure is not None  # only exhibits with a figure are passed here
    caption, figure = exhibit.figure.caption, exhibit.figure
    below = (f"Source: {caption.source}", caption.note, f"{stamp.words}.", stamp.address(exhibit.path))
    return workbook.Sheet(
        name, caption.title, caption.measure, figure.columns, figure.frame, below, roles={"words": "said"}
    )


def archive(exhibits: Sequence[Exhibit], record: Record, stamp: Stamp, *, title: str = "") -> bytes:
    """A zip: a CSV per figure, the claims, the sources, a descriptor for machines, a README for people."""
    figures = [exhibit for exhibit in exhibits if exhibit.figure is not None]
    names = workbook.names([s.id for s in figures], ("claims", "sources"), longest=80)
    found = sources(exhibits, record)
    resources = [_resource(exhibit, name, stamp) for exhibit, name in zip(figures, names, strict=True)]
    resources += [
        _table(
            "claims",
            "The claims beside these figures",
            CLAIM_COLUMNS,
            claim_rows(beside(exhibits), record, stamp),
        ),
        _table("sources", "Sources, and how we read them", SOURCE_COLUMNS, source_rows(found)),
    ]
    named = title_of(exhibits, title)
    cite = [citations.of(exhibit, stamp).full for exhibit in exhibits]
    files = {
        "README.txt": package.readme(resources, stamp, named, cite),
        "datapackage.json": dumped(package.descriptor(resources, found, stamp, named)),
    }
    return zipped(files | {resource.path: resource.content for resource in resources})


def _resource(exhibit: Exhibit, name: str, stamp: Stamp) -> package.Resource:
    assert exhibit.figure is not None  # only exhibits with a figure are passed here
    figure, caption = exhibit.figure, exhibit.figure.caption
    return package.Resource(
        path=f"data/{name}.csv",
        title=caption.title,
        description=" ".join(filter(None, [f"{caption.measure}.", caption.source, caption.note])),
        frame=shown(figure),
        content=csv(figure),
        titles={column.name: column.label for column in figure.columns}
        | {"measure": "Measure", "source": "Source"},
        # The measure says the unit of the figure's numbers; no column has one of its own.
        units={column.name: caption.measure for column in figure.columns if column.decimals is not None},
        address=stamp.address(exhibit.path),
    )


def _table(name: str, title: str, columns: Sequence[Column], frame: pd.DataFrame) -> package.Resource:
    titles = {column.name: column.label for column in columns}
    units = {c.name: "readings" for c in columns if c.decimals is not None}
    return package.Resource(f"data/{name}.csv", title, "", frame, rows_as_csv(frame), titles, units)
