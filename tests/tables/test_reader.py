"""The strict reader and the loader: clean data pass, each defect is found with its place, together."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from components.claims import files
from components.tables import DataProblems, data_package, load, reader
from components.tables.descriptors import DATA, Field

FIELDS = (
    Field("name", "string", ""),
    Field("value", "number", "", required=False),
    Field("year", "integer", ""),
)


def problems_of(raw: bytes) -> list[str]:
    _, problems = reader.read(raw, FIELDS, file="t.csv")
    return [str(problem) for problem in problems]


def test_a_clean_table_is_read_with_missing_cells_missing() -> None:
    frame, problems = reader.read(b"name,value,year\nA,1.5,2020\nB,,2021\n", FIELDS, file="t.csv")
    assert problems == [] and frame is not None
    assert frame["value"].isna().tolist() == [False, True] and frame["year"].tolist() == [2020, 2021]


@pytest.mark.parametrize(
    "number",
    ["1_000", "nan", "NaN", "1e999", "inf", "1,000", "٣", "0x1F", "+1", "01", " 1", "1.", ".5", "--1"],
)
def test_what_is_no_plain_number_is_refused_with_its_row(number: str) -> None:
    cell = f'"{number}"' if "," in number else number
    (problem,) = problems_of(f"name,value,year\nA,1,2020\nB,{cell},2021\n".encode())
    assert "t.csv, row 3, value" in problem and "expected a number" in problem


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"\xef\xbb\xbfname,value,year\nA,1,2020\n", "byte order mark"),
        ("name,value,year\nA,1,2020\n".encode("utf-16"), "UTF-16"),
        (b"name,value,year\nA\xff,1,2020\n", "not UTF-8"),
        (b"name,value,year\r\nA,1,2020\r\n", "carriage return"),
        (b"name,value,year\nA,1,2020", "no line end"),
        (b"name,value\nA,1\n", "the columns name, value, year"),
        (b"name,value,year,extra\nA,1,2020,x\n", "the columns"),
        (b"name,year,value\nA,2020,1\n", "the columns"),
        (b"name,value,year\n\nA,1,2020\n", "a blank row"),
        (b"name,value,year\nA,1\n", "2 cells"),
        (b'name,value,year\n"A,1,2020\n', "broken CSV"),
        (b"name,value,year\n,1,2020\n", "an empty cell"),
        (b"name,value,year\nA\x07,1,2020\n", "without control characters"),
        (b"", "no rows"),
    ],
)
def test_a_broken_file_is_told_in_words(raw: bytes, word: str) -> None:
    assert any(word in problem for problem in problems_of(raw))


def test_all_problems_of_a_table_are_reported_together() -> None:
    assert len(problems_of(b"name,value,year\n,x,2020\nB,1,y\n")) == 3


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data to break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


DEFECTS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "wrong hash": (lambda d: edit(d / "record/people.csv", "Jake", "Jack"), ("record/people.csv", "sha256")),
    "unknown Ally": (
        lambda d: edit(d / "record/nato_expenditure.csv", "USA", "USX"),
        ("record/nato_expenditure.csv", "entity", "'USX'", "record.membership.entity"),
    ),
    "duplicate key": (
        lambda d: edit(d / "record/people.csv", "joe-biden,Joe Biden", "jake-sullivan,Joe Biden"),
        ("person_id", "jake-sullivan again"),
    ),
    "unknown edition": (
        lambda d: edit(d / "record/two_percent_reported.csv", "2025-04-24", "2025-04-25"),
        ("edition", "'2025-04-25'", "record.editions.edition"),
    ),
    "value out of range": (
        lambda d: edit(d / "record/two_percent_reported.csv", "2024,18,31", "2024,18,310"),
        ("allies_with_figures", "310", "at most 31"),
    ),
    "correction that matches nothing": (
        lambda d: edit(
            d / "corrections.toml",
            "corrections = []",
            '[[corrections]]\ntable="record.people"\nrow={person_id="nobody"}\ncolumn="name"\nwas="a"\nnow="b"\nreason="c"',
        ),
        ("corrections.toml", "0 rows that match"),
    ),
    "missing table": (lambda d: (d / "record/events.csv").unlink(), ("record/events.csv", "no such file")),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_in_the_data_is_found_and_named(copy: Path, defect: str) -> None:
    break_it, words = DEFECTS[defect]
    break_it(copy)
    with pytest.raises(DataProblems) as found:
        load.read_all(copy)
    for word in words:
        assert word in str(found.value)


CLAIM_DEFECTS = {
    "unknown key": ("label      =", "lable      =", "lable"),
    "unknown rule": ('rule = "count_at_least"', 'rule = "count_at_most"', "'count_at_least', perhaps"),
    "unknown edition": ('"2024-06-17"', '"2024-06-18"', "'2024-06-18'"),
    "unknown operator": ('operator = "exactly"', 'operator = "exact"', "'exactly', perhaps"),
    "unknown speaker": ('speaker    = "joe-biden"', 'speaker    = "jo-biden"', "'joe-biden', perhaps"),
    "words not in the quote": ('words      = "23"', 'words      = "24"', "words that stand in the quote"),
    "wrong type": ("paragraph  = 23", 'paragraph  = "23"', "a value of type int"),
    "no TOML": ("[check]", "[check", "readable TOML"),
}


@pytest.mark.parametrize("defect", CLAIM_DEFECTS)
def test_a_defect_in_a_claim_is_found_with_the_nearest_known_name(copy: Path, defect: str) -> None:
    old, new, word = CLAIM_DEFECTS[defect]
    edit(copy / "claims/allies_2024.toml", old, new)
    with pytest.raises(DataProblems) as found:
        files.load(copy)
    assert "claims/allies_2024.toml" in str(found.value) and word in str(found.value)


def test_tables_and_claims_are_reported_together(copy: Path) -> None:
    edit(copy / "record/people.csv", "Jake", "Jack")
    edit(copy / "claims/allies_2024.toml", "[check]", "[check")
    with pytest.raises(DataProblems) as found:
        files.load(copy)
    assert {p.file for p in found.value.problems} >= {"record/people.csv", "claims/allies_2024.toml"}


def test_the_real_tables_pass_the_check_in_depth() -> None:
    assert len(load.read_all(trust_hashes=False)) == 20


def test_the_data_package_is_up_to_date() -> None:
    assert data_package.main(["--check"]) == 0


def test_a_correction_is_applied(copy: Path) -> None:
    edit(
        copy / "corrections.toml",
        "corrections = []",
        '[[corrections]]\ntable="record.people"\nrow={person_id="joe-biden"}\ncolumn="role"\nwas="US President"\nnow="President"\nreason="a test"',
    )
    people = load.read_all(copy)["record.people"]
    assert people.loc[people["person_id"] == "joe-biden", "role"].tolist() == ["President"]
