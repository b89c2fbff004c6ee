"""What a reader opens in a spreadsheet is what the figure holds: every number, and every text as text."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from codecs import BOM_UTF8
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from components import exports
from components.charts import Figure
from components.claims import files
from components.exports import package, sheets, workbook
from components.tables import descriptors
from components.topics import briefing, exhibits
from components.topics.exhibits import Exhibit

ROOT = Path(__file__).parents[2]
RECORD, CLAIMS = files.load()
STAMP = exports.stamp(RECORD, "https://example.org/record")
HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "\r=1+1", "\n=HYPERLINK(\"https://x.invalid\")", "＝1+1",
    "=cmd|' /C calc'!A0", "{=1+1}", "https://x.invalid/", "mailto:a@x.invalid", "internal:'Claims'!A1",
    "<script>alert(1)</script>", "</script>", "<r><t>raw</t></r>", "&amp;", "[a](https://x.invalid)", "**b**",
    "$x^2$", "\u202eevil\u202c", "\u2066x\u2069", "a,b\"c'd;e", "two\nlines", "'quoted", "001", "1e5", "TRUE",
    "2024-06-17", " blanks ", "W" * 10_000, "😀" * 20_000, "é e\u0301 ﬁ", "",
)  # fmt: skip
HELD_BY_NO_SHEET = ("\x00nul", "bell\x07", "\x1b[31m", "\ufffe", "\uffff", "form\x0cfeed")


@cache
def figures() -> tuple[Exhibit, ...]:
    found = (exhibits.find(RECORD, CLAIMS, exhibit_id) for exhibit_id in exhibits.names(RECORD, CLAIMS))
    return tuple(exhibit for exhibit in found if exhibit.figure is not None)


@cache
def brief() -> tuple[Exhibit, ...]:
    return briefing.parse(RECORD, CLAIMS, {})[0].exhibits


def figure_of(exhibit: Exhibit) -> Figure:
    assert exhibit.figure is not None
    return exhibit.figure


def expected(figure: Figure) -> list[list[object]]:
    """The figure's table as plain values, missing cells as `None`."""
    frame = figure.frame[[column.name for column in figure.columns]]
    return [
        [None if pd.isna(v) else v.item() if hasattr(v, "item") else v for v in row]
        for row in frame.itertuples(index=False)
    ]


def differences(rows: list[list[object]], figure: Figure) -> list[tuple[object, object]]:
    """The cells that are not the figure's, number by number and without a tolerance."""
    wanted = expected(figure)
    assert len(rows) == len(wanted)
    pairs = [
        (a, b) for ours, theirs in zip(rows, wanted, strict=True) for a, b in zip(ours, theirs, strict=True)
    ]
    return [(a, b) for a, b in pairs if a != b or isinstance(a, bool) != isinstance(b, bool)]


def read_csv(content: bytes, figure: Figure) -> list[list[object]]:
    """A CSV's cells with the types that the figure's own have."""
    assert content.startswith(BOM_UTF8), "Excel would take it for another encoding"
    header, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert header == [*(column.name for column in figure.columns), "measure", "source"]
    assert {tuple(line[-2:]) for line in lines} == {(figure.caption.measure, figure.caption.source)}
    typed = []
    for line, wanted in zip(lines, expected(figure), strict=True):
        typed.append([_typed(cell, value) for cell, value in zip(line[:-2], wanted, strict=True)])
    return typed


def _typed(cell: str, like: object) -> object:
    if cell == "" and like is None:
        return None
    if isinstance(like, bool):
        return {"True": True, "False": False}[cell]
    if isinstance(like, (int, float)):
        return type(like)(cell)
    return date.fromisoformat(cell) if isinstance(like, date) else cell


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def read_sheet(sheet, figure: Figure) -> list[list[object]]:
    """The rows under the headings, as many as the figure has; what comes after is an empty row and words."""
    head = 4
    labels = [sheet.cell(head, at + 1).value for at in range(len(figure.columns))]
    assert labels == [column.label for column in figure.columns]
    rows = [
        [sheet.cell(head + 1 + at, column + 1).value for column in range(len(labels))]
        for at in range(len(figure.frame) + 1)
    ]
    assert all(value is None for value in rows.pop())
    return [[v.date() if isinstance(v, datetime) else v for v in row] for row in rows]


def test_every_number_of_every_figure_reads_back_from_its_csv() -> None:
    for exhibit in figures():
        figure = figure_of(exhibit)
        assert differences(read_csv(sheets.csv(figure), figure), figure) == [], exhibit.id


def test_every_number_of_every_figure_reads_back_from_its_sheet() -> None:
    book = opened(sheets.xlsx(figures(), RECORD, STAMP))
    names = [name for name in book.sheetnames if name not in ("Contents", "Claims", "Sources")]
    for name, exhibit in zip(names, figures(), strict=True):
        figure = figure_of(exhibit)
        assert differences(read_sheet(book[name], figure), figure) == [], exhibit.id


def test_every_number_of_every_figure_reads_back_from_its_json() -> None:
    for exhibit in figures():
        figure = figure_of(exhibit)
        rows = [list(row.values()) for row in json.loads(sheets.as_json(figure))["rows"]]
        wanted = expected(figure)
        dated = [
            [date.fromisoformat(a) if isinstance(b, date) else a for a, b in zip(ours, theirs, strict=True)]
            for ours, theirs in zip(rows, wanted, strict=True)
        ]
        assert differences(dated, figure) == [], exhibit.id


def test_the_archive_holds_the_same_csvs_and_a_descriptor_that_fits_them() -> None:
    content = sheets.archive(figures(), RECORD, STAMP)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        described = json.loads(archive.read("datapackage.json"))
        paths = [resource["path"] for resource in described["resources"]]
        assert sorted(archive.namelist()) == sorted([*paths, "datapackage.json", "README.txt"])
        for exhibit in figures():
            assert archive.read(f"data/{exhibit.id}.csv") == sheets.csv(figure_of(exhibit))
        for resource in described["resources"]:
            raw = archive.read(resource["path"])
            assert (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}") == (
                resource["bytes"],
                resource["hash"],
            )
            header = next(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
            assert header == [field["name"] for field in resource["schema"]["fields"]]
            assert (
                resource["profile"] == "tabular-data-resource"
                and resource["name"].replace("_", "-").islower()
            )
        text = archive.read("README.txt").decode("utf-8")
    assert all(path in text for path in paths) and STAMP.words in text and "HOW TO CITE" in text
    assert described["version"] == STAMP.version and described["created"] == "2026-07-10T00:00:00Z"
    assert len({resource["name"] for resource in described["resources"]}) == len(paths)


def test_the_descriptor_says_type_and_unit_of_every_column_as_its_cells_have_them() -> None:
    readers = {
        "integer": int, "number": float, "date": date.fromisoformat, "string": str,
        "boolean": {"True": True, "False": False}.__getitem__,
    }  # fmt: skip
    content = sheets.archive(figures(), RECORD, STAMP)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        described = {
            r["path"]: r["schema"]["fields"]
            for r in json.loads(archive.read("datapackage.json"))["resources"]
        }
        for exhibit in figures():
            fields, figure = described[f"data/{exhibit.id}.csv"], figure_of(exhibit)
            _, *lines = csv.reader(io.StringIO(sheets.csv(figure).decode("utf-8-sig"), newline=""))
            for at, column in enumerate(figure.columns):
                read = [readers[fields[at]["type"]](line[at]) for line in lines if line[at]]
                assert read == [row[at] for row in expected(figure) if row[at] is not None]
                assert fields[at]["title"] == column.label
                assert ("unit" in fields[at]) == (column.decimals is not None)


def test_the_terms_in_the_archive_are_those_of_the_tables() -> None:
    terms = {table.licence for table in descriptors.read().values()}
    assert {licence["title"] for licence in package.LICENCES} == terms


def with_texts(texts: tuple[str, ...]) -> Exhibit:
    """A spread whose every text is hostile: title, measure, source, note and a column of cells."""
    exhibit = next(s for s in figures() if s.id == "spending-by-ally")
    figure = figure_of(exhibit)
    frame = figure.frame.iloc[[0] * len(texts)].assign(name=list(texts))
    caption = replace(figure.caption, title=texts[0], measure=texts[1], source=texts[-2], note=texts[-3])
    return replace(
        exhibit, title=texts[0], figure=replace(figure, frame=frame.reset_index(drop=True), caption=caption)
    )


def cells(book: openpyxl.Workbook) -> list:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_a_text_in_a_workbook(text: str) -> None:
    book = opened(sheets.xlsx((with_texts((text,) * 4),), RECORD, STAMP, title=text))
    assert [cell.coordinate for cell in cells(book) if cell.data_type == "f"] == []
    assert [c.hyperlink.target for c in cells(book) if c.hyperlink and c.hyperlink.target] == []
    sheet = book.worksheets[1]
    read = sheet["A5"].value or ""
    kept = text.replace("\r", "\n")
    if len(kept.encode("utf-16-le")) > 2 * workbook.LONGEST_TEXT:
        assert read.endswith("…") and kept.startswith(read[:-1]) and len(read) > 16_000
    elif kept.startswith("<r>"):
        assert read == f"{kept} "  # XlsxWriter would write the tags as its own
    else:
        assert read == kept and (sheet["A1"].value or "") == kept
    assert not text or sheet["A5"].data_type == "s"


@pytest.mark.parametrize("text", HELD_BY_NO_SHEET)
def test_what_a_workbook_cannot_hold_is_replaced_by_a_sign(text: str) -> None:
    read = opened(sheets.xlsx((with_texts((text,) * 4),), RECORD, STAMP)).worksheets[1]["A5"].value
    assert len(read) == len(text) and read.count("\ufffd") == 1


def test_a_hostile_text_comes_back_from_csv_with_at_most_an_apostrophe() -> None:
    exhibit = with_texts(HOSTILE[:-1] + HELD_BY_NO_SHEET)
    _, *lines = csv.reader(io.StringIO(sheets.csv(figure_of(exhibit)).decode("utf-8-sig"), newline=""))
    texts = [line[0] for line in lines]
    for read, text in zip(texts, HOSTILE[:-1] + HELD_BY_NO_SHEET, strict=True):
        kept = text.replace("\r", "\n")
        formula = kept.lstrip()[:1] in tuple("=+-@＝") or kept.startswith("\t")
        assert read == (f"'{kept}" if formula else kept)
        assert read.lstrip()[:1] not in tuple("=+-@＝")


def test_a_negative_number_is_no_formula() -> None:
    exhibit = with_texts(HOSTILE)
    figure = figure_of(exhibit)
    below = replace(figure, frame=figure.frame.assign(first=-1.5))
    assert ",-1.5," in sheets.csv(below).decode("utf-8")


def test_one_figure_under_two_views_gets_two_sheets_and_two_files() -> None:
    pair = tuple(
        exhibits.find(RECORD, CLAIMS, "spending-by-year", {"prices": prices})
        for prices in ("current", "constant")
    )
    names = opened(sheets.xlsx(pair, RECORD, STAMP)).sheetnames
    assert names == ["Contents", "spending-by-year", "spending-by-year-2", "Claims", "Sources"]
    with zipfile.ZipFile(io.BytesIO(sheets.archive(pair, RECORD, STAMP))) as archive:
        assert archive.read("data/spending-by-year.csv") != archive.read("data/spending-by-year-2.csv")


def test_names_of_sheets_are_short_and_never_the_same() -> None:
    found = workbook.names(["A" * 40, "a" * 40, "a" * 31, "claims", "it's [a] name", ""], ("Claims",))
    assert len({name.casefold() for name in found}) == len(found) and max(map(len, found)) == 31
    assert all(set(name) <= set("Aaclimstne-gufr0123456789") for name in found)


def test_a_workbook_prints_on_a4_and_its_rows_can_be_filtered() -> None:
    book = opened(sheets.xlsx(brief(), RECORD, STAMP))
    for sheet in book:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight in (0, "0")
        assert sheet.freeze_panes == "A5" and sheet.print_title_rows == "$4:$4"
        assert sheet.auto_filter.ref.startswith("A4:")
    shares = book["share-of-gdp-by-ally"]
    assert shares["B5"].number_format.startswith("#,##0.00;") and shares["D5"].value is True
    assert book["count-of-2024-by-edition"]["B5"].number_format == "d mmmm yyyy"


def test_a_sheet_carries_its_title_source_stamp_and_address() -> None:
    book = opened(sheets.xlsx(brief(), RECORD, STAMP))
    for exhibit in brief():
        if exhibit.figure is None:
            continue
        words = {cell.value for row in book[exhibit.id].iter_rows() for cell in row if cell.value}
        caption = exhibit.figure.caption
        assert {caption.title, caption.measure, f"Source: {caption.source}", f"{STAMP.words}."} <= words
        assert STAMP.address(exhibit.path) in words


def test_contents_lead_to_every_sheet_and_a_claim_without_a_figure_to_the_claims() -> None:
    book = opened(sheets.xlsx(brief(), RECORD, STAMP, title="A title"))
    contents = book["Contents"]
    links = {c.value: c.hyperlink.location for c in cells(book) if c.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}
    assert contents["A1"].value == book.properties.title == "A title"
    assert book.properties.created == book.properties.modified == STAMP.time
    row = next(r for r in contents.iter_rows(values_only=True) if r[0] == brief()[-1].title)
    assert brief()[-1].figure is None and row[1] == "Claims"


def test_the_claims_beside_the_figures_stand_in_the_workbook_once_with_both_findings() -> None:
    sheet = opened(sheets.xlsx(brief(), RECORD, STAMP))["Claims"]
    _, _, _, head, *rows = sheet.iter_rows(values_only=True)
    wanted = list(dict.fromkeys(row.claim.quote for exhibit in brief() for row in exhibit.rows))
    found = [dict(zip(head, row, strict=False)) for row in rows if row[1]]
    assert list(dict.fromkeys(row["Quoted"] for row in found)) == wanted
    allies = next(row for row in found if row["Words"] == "23")
    assert (allies["On the day"], allies["Value on the day"]) == (
        "Holds on its own basis",
        "23\N{NO-BREAK SPACE}e",
    )
    assert (allies["Today"], allies["Value today"]) == ("Differs", "17")
    assert (allies["Readings that hold"], allies["Readings tested"]) == (1, 6)
    assert allies["Said by"] == "Joe Biden" and allies["Said on"].date() == date(2024, 7, 9)


def test_every_source_of_a_finding_and_of_a_view_is_listed_with_how_it_was_read() -> None:
    found = sheets.sources(brief(), RECORD)
    cited = {
        source
        for exhibit in brief()
        for row in exhibit.rows
        for reading in (*row.day.readings, *row.today.readings)
        if reading.result
        for source in reading.result.sources
    }
    assert cited | {"ARTICLE-2024-07-09", "NATO-2024-06-XLSX"} <= {source.id for source in found}
    assert len({source.id for source in found}) == len(found)
    rows = opened(sheets.xlsx(brief(), RECORD, STAMP))["Sources"].iter_rows(min_row=5, values_only=True)
    how = {row[5] for row in list(rows)[: len(found)]}
    assert how <= {"read in full", "read in excerpt", "read in a copy", "not read by us at its source"}


def test_the_same_view_gives_the_same_bytes() -> None:
    for make in (sheets.xlsx, sheets.archive):
        assert make(brief(), RECORD, STAMP) == make(brief(), RECORD, STAMP)


SCRIPT = """
import hashlib, sys
from components import exports
from components.claims import files
from components.exports import claimreview, sheets
from components.topics import briefing
record, claims = files.load()
stamp = exports.stamp(record, "https://example.org/record")
brief = briefing.parse(record, claims, {})[0].exhibits
made = [sheets.xlsx(brief, record, stamp), sheets.archive(brief, record, stamp)]
made += [f(record, claims, stamp) for f in (claimreview.jsonld, claimreview.register_json, claimreview.register_csv)]
print(*(hashlib.sha256(content).hexdigest() for content in made))
assert "streamlit" not in sys.modules
"""


@pytest.mark.full
def test_two_fresh_processes_give_the_same_bytes() -> None:
    seen = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    ]  # fmt: skip
    assert seen[0] == seen[1] and len(seen[0].split()) == 5
