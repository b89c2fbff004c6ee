"""The strict reader and the loader: clean data pass, each defect is found with its place, together."""

from __future__ import annotations

import shutil
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


def test_a_table_that_is_gone_is_named(copy: Path) -> None:
    (copy / "record/events.csv").unlink()
    with pytest.raises(DataProblems, match=r"record/events\.csv.*no such file"):
        load.read_all(copy)


def test_tables_and_claims_are_reported_together(copy: Path) -> None:
    edit(copy / "record/people.csv", "Jake", "Jack")
    edit(copy / "claims/allies_2024.toml", "[check]", "[check")
    with pytest.raises(DataProblems) as found:
        files.load(copy)
    assert {p.file for p in found.value.problems} >= {"record/people.csv", "claims/allies_2024.toml"}


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
