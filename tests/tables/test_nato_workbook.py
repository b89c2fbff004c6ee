"""The importer: the good workbook's rows, and a clear refusal of every other, with nothing written."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from components.tables import DataProblems, nato_workbook
from tests.tables.workbooks import ALLIES, build, save

EDITION = "2030-06-17"


def rows(path: Path) -> list[dict[str, str]]:
    return nato_workbook.read(path, EDITION, ALLIES)


def test_a_good_workbook_gives_a_row_for_each_cell(tmp_path: Path) -> None:
    found = rows(save(build(), tmp_path))
    lines = {
        "TABLE2": 5 + 5,
        "TABLE3": 5,
        "TABLE5": 6 + 6,
        "TABLE7": 5,
        "TABLE8a": 3,
    }  # with the aggregates, if any
    assert len(found) == 11 * sum(lines.values())
    first = next(
        r for r in found if (r["entity"], r["year"], r["measure"]) == ("ALB", "2014", "gdp_usd_2015_billions")
    )
    assert first["value"] == "0.0105" and first["is_estimate"] == "false"
    assert {r["is_estimate"] for r in found if r["year"] in ("2023", "2024")} == {"true"}
    assert {r["source_id"] for r in found} == {"NATO-2030-06-XLSX"}


def cut(book: Workbook, sheet: str, cell: str, value: object) -> Workbook:
    book[sheet][cell] = value
    return book


def renamed(book: Workbook) -> Workbook:
    book["TABLE3"].title = "Table 3"
    return book


BROKEN: dict[str, tuple[Callable[[Workbook], Workbook], tuple[str, ...]]] = {
    "text in a number cell": (
        lambda b: cut(b, "TABLE2", "F11", "n/a"),
        ("TABLE2", "cell F11", "'n/a'", "a number"),
    ),
    "an empty cell": (lambda b: cut(b, "TABLE3", "D11", None), ("TABLE3", "cell D11", "None")),
    "another unit": (
        lambda b: cut(b, "TABLE2", "B6", "Million euros"),
        ("TABLE2", "unit", "Million US dollars"),
    ),
    "an unknown Ally in place of one": (
        lambda b: cut(b, "TABLE7", "C10", "Atlantis"),
        ("TABLE7", "ALB", "no row"),
    ),
    "a renamed sheet": (renamed, ("TABLE3", "no such sheet")),
    "a missing year": (lambda b: cut(b, "TABLE5", "I8", None), ("TABLE5", "years")),
    "another heading": (
        lambda b: cut(b, "TABLE3", "B10", "Share of something"),
        ("TABLE3", "Share of real GDP"),
    ),
    "an aggregate that is not its members' sum": (
        lambda b: cut(b, "TABLE2", "D14", 99999.0),
        ("TABLE2", "NATO_EUR_CAN 2014", "99,999.0", "the sum of 2014's members"),
    ),
    "two faults at once": (
        lambda b: cut(cut(b, "TABLE2", "F11", "n/a"), "TABLE7", "B6", "Dozens"),
        ("cell F11", "TABLE7", "Thousands"),
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_workbook_with_a_fault_is_refused_and_the_place_is_named(tmp_path: Path, fault: str) -> None:
    break_it, words = BROKEN[fault]
    with pytest.raises(DataProblems) as refused:
        rows(save(break_it(build()), tmp_path))
    assert [word for word in words if word not in str(refused.value)] == []


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-600])


def with_macros(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")


def unpacks_to_much(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(201_000_000))


FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "another kind": (lambda p: p.write_text("edition,year\n", encoding="utf-8"), "of another kind"),
    "empty": (lambda p: p.write_bytes(b""), "of another kind"),
    "truncated": (truncated, "truncated"),
    "password-protected": (
        lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        "password",
    ),
    "macro-bearing": (with_macros, "macros"),
    "huge": (lambda p: p.write_bytes(bytes(20_000_001)), "bytes"),
    "unpacks to much": (unpacks_to_much, "unpacks"),
    "another archive": (
        lambda p: (
            shutil.make_archive(str(p.with_suffix("")), "zip", p.parent)
            and shutil.move(p.with_suffix(".zip"), p)
        ),
        "without a workbook",
    ),
    "missing": (lambda p: p.unlink(), "no such file"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_the_wrong_kind_is_refused_in_a_line_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = save(build(), folder)
    spoil, word = FILES[kind]
    spoil(path)
    table = tmp_path / "table.csv"
    shutil.copy(nato_workbook.TARGET, table)
    before = hashlib.sha256(table.read_bytes()).hexdigest()
    assert nato_workbook.main([str(path), "--edition", EDITION, "--write", "--into", str(table)]) == 2
    told = capsys.readouterr().err
    assert word in told and "Nothing was written" in told and "Traceback" not in told
    assert hashlib.sha256(table.read_bytes()).hexdigest() == before


@pytest.mark.parametrize("edition", ["June 2024", "2024-13-01", ""])
def test_a_bad_date_of_edition_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], edition: str
) -> None:
    assert nato_workbook.main([str(save(build(), tmp_path)), "--edition", edition]) == 2
    assert "expected a date" in capsys.readouterr().err


def test_rows_are_added_all_or_nothing_and_in_order(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    shutil.copy(nato_workbook.TARGET, table)
    found = rows(save(build(), tmp_path))
    nato_workbook.write(found, table)
    after = nato_workbook.held(table)
    assert len(after) == len(nato_workbook.held()) + len(found)
    assert after == sorted(after, key=lambda r: (r["edition"], r["measure"], r["entity"], int(r["year"])))
    assert nato_workbook.differences([r for r in after if r["edition"] == EDITION], found) == []


def test_differences_tell_what_changed_was_added_and_is_gone() -> None:
    old = [
        {"measure": "m", "entity": e, "year": "2020", "value": v, "is_estimate": "false"}
        for e, v in (("A", "2"), ("B", "1"))
    ]
    new = [
        {"measure": "m", "entity": e, "year": "2020", "value": v, "is_estimate": "false"}
        for e, v in (("A", "3"), ("C", "1"))
    ]
    told = nato_workbook.differences(new, old)
    assert told == ["m A 2020: 2 -> 3 (+50.0%)", "m C 2020: added, 1", "m B 2020: not in the workbook, was 1"]
