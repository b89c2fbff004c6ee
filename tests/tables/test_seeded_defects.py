"""Seeded defects in copies of the data: each is found, with its file, place, what was found and expected."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from components.claims import files
from components.tables import DataProblems, descriptors, load
from components.tables import record as record_of
from components.tables.descriptors import DATA


@dataclass(frozen=True)
class Defect:
    """What is done to which file, and what the problem must say: words of its row, column, found, expected."""

    name: str
    file: str
    spoil: Callable[[bytes], bytes]
    says: tuple[str, ...]
    where: str = ""
    column: str = ""


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    def spoil(raw: bytes) -> bytes:
        assert old.encode() in raw, old
        return raw.replace(old.encode(), new.encode(), 1)

    return spoil


def line(number: int, change: Callable[[bytes], bytes | None]) -> Callable[[bytes], bytes]:
    """Change, or with `None` delete, one line, counted from 1."""

    def spoil(raw: bytes) -> bytes:
        lines = raw.split(b"\n")
        changed = change(lines[number - 1])
        lines[number - 1 : number] = [] if changed is None else [changed]
        return b"\n".join(lines)

    return spoil


PEOPLE, EVENTS, NATO = "record/people.csv", "record/events.csv", "record/nato_expenditure.csv"
MEMBERS, COUNTS, TIERS = (
    "record/membership.csv",
    "record/two_percent_reported.csv",
    "record/force_model_tiers.csv",
)
SPENDING, ARTICLE, CLAIM = "article/spending.csv", "article/article.toml", "claims/allies_2024.toml"
ROWS = {file: (DATA / file).read_text(encoding="utf-8").count("\n") - 1 for file in (PEOPLE, NATO)}
"""As many as lines, without the heading: no cell of these tables has a line end in it."""
FIRST = "2020-10-21,2020,NATO_EUR_CAN,expenditure_usd_current_millions,307530,true,NEWS-2020-10-TASS"


def number(text: str) -> Callable[[bytes], bytes]:
    return swap("millions,307530,true", f"millions,{text},true")


def nato(name: str, text: str, *says: str) -> Defect:
    return Defect(name, NATO, number(text), says or ("a number such as",), "row 2", "value")


DEFECTS = [
    Defect("wrong hash", PEOPLE, swap("Jake Sullivan", "Jake  Sullivan"), ("sha256:",)),
    Defect("extra column", PEOPLE, line(1, lambda t: t + b",more"), ("the columns",), "row 1"),
    Defect("missing column", PEOPLE, line(1, lambda t: t.replace(b",role", b"")), ("the columns",), "row 1"),
    Defect("swapped columns", PEOPLE, line(1, lambda t: t.replace(b"name,role", b"role,name")), ("the columns",), "row 1"),
    Defect("duplicate heading", PEOPLE, line(1, lambda t: t.replace(b"role", b"name")), ("the columns",), "row 1"),
    Defect("blank row", PEOPLE, line(3, lambda t: b"\n" + t), ("a blank row",), "row 3"),
    Defect("blank row at the end", PEOPLE, lambda raw: raw + b"\n", ("a blank row",), f"row {ROWS[PEOPLE] + 2}"),
    Defect("short row", PEOPLE, line(3, lambda t: t.rsplit(b",", 1)[0]), ("3 cells",), "row 3"),
    Defect("long row", PEOPLE, line(3, lambda t: t + b",x"), ("5 cells",), "row 3"),
    Defect("duplicate key", PEOPLE, swap("joe-biden,", "jake-sullivan,"), ("jake-sullivan again",), "row 3", "person_id"),
    Defect("unclosed quote", PEOPLE, swap("Joe Biden", '"Joe Biden'), ("broken CSV",)),
    Defect("quote inside a cell", PEOPLE, swap("joe-biden,Joe Biden", 'joe-biden,"Joe" Biden'), ("broken CSV",)),
    nato("NaN", "NaN"), nato("nan", "nan"), nato("inf", "inf"), nato("too large an exponent", "1e999"),
    nato("underscore", "307_530"), nato("thousands separator", '"307,530"'), nato("decimal comma", '"307530,5"'),
    nato("leading plus", "+307530"), nato("leading zero", "0307530"), nato("Arabic-Indic digits", "٣٠٧٥٣٠"),
    nato("full-width digits", "３０７５３０"), nato("space before", " 307530"), nato("space behind", "307530 "),
    nato("hexadecimal", "0x4B14A"), nato("two points", "307.5.30"), nato("letter O for zero", "30753O"),
    nato("missing value", "", "an empty cell"), nato("negative", "-307530", "at least 0"),
    nato("larger than may be", "3075300000000", "at most"),
    Defect("unknown Ally", NATO, swap("2020,NATO_EUR_CAN", "2020,XXX"), ("'XXX'", "membership.entity"), "row 2", "entity"),
    Defect("alpha-2 code", NATO, swap("2020,NATO_EUR_CAN", "2020,NO"), ("'NO'",), "row 2", "entity"),
    Defect("wrong unit", NATO, swap("usd_current_millions", "usd_current_billions"), ("one of expenditure",), "row 2", "measure"),
    Defect("unknown edition", NATO, swap("2020-10-21,", "2020-10-22,"), ("editions.edition",), "row 2", "edition"),
    Defect("unknown source", NATO, swap("NEWS-2020-10-TASS", "NEWS-2020-10-TASSS"), ("sources.source_id",), "row 2", "source_id"),
    Defect("year out of range", NATO, swap("2020-10-21,2020", "2020-10-21,1920"), ("at least 2013",), "row 2", "year"),
    Defect("year with a point", NATO, swap("2020-10-21,2020", "2020-10-21,2020.0"), ("a whole number",), "row 2", "year"),
    Defect("yes for true", NATO, swap("307530,true", "307530,yes"), ("true or false",), "row 2", "is_estimate"),
    Defect("True for true", NATO, swap("307530,true", "307530,True"), ("true or false",), "row 2", "is_estimate"),
    Defect("row twice", NATO, lambda raw: raw + FIRST.encode() + b"\n", ("again", "each once"), f"row {ROWS[NATO] + 2}"),
    Defect("row gone", NATO, line(2, lambda t: None), (f"{ROWS[NATO] - 1} rows", f"{ROWS[NATO]} rows")),
    Defect("heading only", PEOPLE, lambda raw: raw.split(b"\n")[0] + b"\n", ("0 rows", f"{ROWS[PEOPLE]} rows")),
    Defect("empty file", PEOPLE, lambda raw: b"", ("no rows",)),
    Defect("byte order mark", PEOPLE, lambda raw: b"\xef\xbb\xbf" + raw, ("byte order mark",), "row 1"),
    Defect("UTF-16", PEOPLE, lambda raw: raw.decode().encode("utf-16"), ("UTF-16",)),
    Defect("Latin-1", MEMBERS, lambda raw: raw.decode().replace("Türkiye", "T\xfcrkiye").encode("latin-1", "ignore"), ("not UTF-8",)),
    Defect("CRLF", PEOPLE, lambda raw: raw.replace(b"\n", b"\r\n"), ("carriage return",), "row 1"),
    Defect("CRLF in one row", PEOPLE, line(4, lambda t: t + b"\r"), ("carriage return",), "row 4"),
    Defect("no last line end", PEOPLE, lambda raw: raw[:-1], ("no line end",), "last row"),
    Defect("control character", PEOPLE, swap("Joe Biden", "Joe\x07Biden"), ("control characters",), "row 3", "name"),
    Defect("missing name", PEOPLE, swap(",Joe Biden,", ",,"), ("an empty cell",), "row 3", "name"),
    Defect("written-out date", MEMBERS, swap("2023-04-04", "4 April 2023"), ("a date such as",), "row 11", "member_from"),
    Defect("impossible date", MEMBERS, swap("2023-04-04", "2023-02-30"), ("a date such as",), "row 11", "member_from"),
    Defect("code in small letters", MEMBERS, swap("ALB,", "alb,"), ("[A-Z]{3}",), "row 2", "entity"),
    Defect("count too high", COUNTS, swap("2020,10,29", "2020,100,29"), ("at most 32",), "row 2", "allies_at_or_above_2pct"),
    Defect("unknown basis", COUNTS, swap("reported", "rumoured"), ("one of reported",), "row 2", "basis"),
    Defect("unknown precision", EVENTS, swap(",day,", ",week,"), ("one of day",), "row 2", "precision"),
    Defect("unknown status", TIERS, swap("target", "fact"), ("one of target",), "row 3", "status"),
    Defect("unknown operator", SPENDING, swap(",over,", ",above,"), ("one of over",), "row 2", "operator"),
    Defect("unknown person", "record/transcripts.csv", swap("jake-sullivan", "jake-sulivan"), ("people.person_id",), "row 2", "speaker"),
    Defect("correction that matches nothing", "corrections.toml",
           swap("corrections = []", '[[corrections]]\ntable="record.people"\nrow={person_id="x"}\ncolumn="name"\nwas="a"\nnow="b"\nreason="r"'),
           ("0 rows that match", "exactly one"), "entry 1", "name"),
    Defect("correction with an unknown key", "corrections.toml",
           swap("corrections = []", '[[corrections]]\ntable="record.people"\nwhy="r"'), ("why",), "entry 1"),
    Defect("correction of an unknown table", "corrections.toml",
           swap("corrections = []", '[[corrections]]\ntable="record.folk"\nrow={}\ncolumn="name"\nwas="a"\nnow="b"\nreason="r"'),
           ("record.folk",), "entry 1"),
    Defect("corrections that are no TOML", "corrections.toml", lambda raw: raw + b"\n[", ("readable TOML",)),
    Defect("thresholds that are no TOML", "thresholds.toml", lambda raw: raw + b"\n[", ("readable TOML",)),
    Defect("descriptor with an unknown key", "descriptors.toml", swap("title = ", "titel = "), ("titel",), "record.nato_expenditure"),
    Defect("descriptor of an unknown type", "descriptors.toml", swap('type = "integer"', 'type = "integr"'), ("'integer', perhaps",),
           "record.nato_expenditure.fields.year.type"),
    Defect("descriptor without a column's name", "descriptors.toml", swap('name = "edition", ', ""), ("nothing", "this key"),
           "record.nato_expenditure.fields.1.name"),
    Defect("descriptor with a number for text", "descriptors.toml", swap('unit = "year"', "unit = 1"), ("type str",),
           "record.nato_expenditure.fields.year.unit"),
    Defect("descriptor of a key that is no column", "descriptors.toml", swap('"entity", "measure"]', '"entity", "mesure"]'),
           ("'measure', perhaps",), "record.nato_expenditure.primary_key"),
    Defect("descriptor that refers to nothing", "descriptors.toml", swap("record.editions.edition", "record.editions.edtion"),
           ("'record.editions.edition', perhaps",), "record.nato_expenditure.fields.edition.references"),
    Defect("descriptor that is no table", "descriptors.toml", lambda raw: b"x = 1\n" + raw, ("type table",), "x"),
    Defect("article with an unknown key", ARTICLE, swap("author ", "auther "), ("'author', perhaps",), "auther"),
    Defect("article without a date", ARTICLE, swap("date      = 2024-07-09", ""), ("nothing", "this key"), "date"),
    Defect("article with a written-out day", ARTICLE, swap("first     = 2024-07-09", 'first = "9 July"'), ("type date",), "event.first"),
    Defect("article whose event ends before it begins", ARTICLE, swap("2024-07-11", "2024-07-01"), ("a later day",), "event.last"),
    Defect("article from an unknown source", ARTICLE, swap("ARTICLE-2024-07-09", "ARTICLE-2024-07-90"), ("perhaps",), "source_id"),
    Defect("article's event from an unknown source", ARTICLE, swap("10-FACTSHEET", "10-FACTSHEETS"), ("perhaps",), "event.source_id"),
    Defect("article of another day than its source", ARTICLE, swap("date      = 2024-07-09", "date = 2024-07-08"), ("its row of sources",), "date"),
    Defect("article by another author than its source", ARTICLE, swap("Andre Damon", "Andrew Damon"), ("its row of sources",), "title"),
    Defect("article that is no TOML", ARTICLE, lambda raw: raw + b"\n[", ("readable TOML",)),
    Defect("data package that is no JSON", "datapackage.json", lambda raw: raw[:-9], ("no readable data package",)),
    Defect("claim: unknown key", CLAIM, swap("label ", "lable "), ("'lable'", "'label', perhaps"), "lable"),
    Defect("claim: missing key", CLAIM, swap("paragraph  = 23\n", ""), ("nothing", "this key"), "paragraph"),
    Defect("claim: wrong type", CLAIM, swap("paragraph  = 23", 'paragraph  = "23"'), ("type int",), "paragraph"),
    Defect("claim: unknown rule", CLAIM, swap("count_at_least", "count_at_most"), ("perhaps",), "check.rule"),
    Defect("claim: unknown operator", CLAIM, swap('"exactly"', '"exact"'), ("'exactly', perhaps",), "said.operator"),
    Defect("claim: unknown edition", CLAIM, swap("2024-06-17", "2024-06-71"), ("'2024-06-71'",), "check.basis.edition"),
    Defect("claim: unknown speaker", CLAIM, swap('speaker    = "joe', 'speaker    = "jo'), ("'joe-biden', perhaps",), "speaker"),
    Defect("claim: unknown topic", CLAIM, swap("two_percent", "three_percent"), ("perhaps",), "topic"),
    Defect("claim: unknown transcript", CLAIM, swap('"biden-23"', '"biden-24"'), ("'biden-23', perhaps",), "transcript"),
    Defect("claim: unknown choice", CLAIM, swap('"unrounded"', '"rounded"'), ("perhaps",), "check.vary.rounding"),
    Defect("claim: unknown parameter", CLAIM, swap("with = { year", "with = { yaer"), ("'year', perhaps",), "check.with.yaer"),
    Defect("claim: words not in the quotation", CLAIM, swap('words      = "23"', 'words      = "24"'), ("stand in the quote",), "words"),
    Defect("claim: a value where none was said", CLAIM, swap('operator = "exactly"', 'operator = "not stated"'), ("no value",), "said.value"),
    Defect("claim: a key twice", CLAIM, swap("order ", "topic "), ("readable TOML",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(DATA, tmp_path_factory.mktemp("seeded") / "data"))


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_seeded_defect_is_found_in_its_place(copy: Path, defect: Defect) -> None:
    path = copy / defect.file
    clean = path.read_bytes()
    path.write_bytes(defect.spoil(clean))
    record_of.load.cache_clear()
    try:
        with pytest.raises(DataProblems) as found:
            files.load.__wrapped__(copy)
    finally:
        path.write_bytes(clean)
    problems = [p for p in found.value.problems if p.file == defect.file]
    assert problems, found.value
    fitting = [
        p
        for p in problems
        if p.where.startswith(defect.where)
        and defect.column in p.column
        and all(word in f"{p.found} | {p.expected}" for word in defect.says)
        and p.found
        and p.expected
    ]
    assert fitting, problems


def test_tables_whose_lines_a_clone_rewrote_are_one_problem_that_names_the_cause(tmp_path: Path) -> None:
    copied = Path(shutil.copytree(DATA, tmp_path / "data"))
    for path in copied.rglob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(DataProblems) as found:
        load.read_all(copied)
    (problem,) = found.value.problems
    assert "core.autocrlf" in str(problem)


def test_a_rewritten_table_hides_no_other_defect(tmp_path: Path) -> None:
    copied = Path(shutil.copytree(DATA, tmp_path / "data"))
    (copied / MEMBERS).write_bytes((copied / MEMBERS).read_bytes().replace(b"\n", b"\r\n"))
    (copied / PEOPLE).write_bytes(swap("Jake Sullivan", "Jake  Sullivan")((copied / PEOPLE).read_bytes()))
    with pytest.raises(DataProblems) as found:
        load.read_all(copied)
    assert {problem.file for problem in found.value.problems} == {MEMBERS, PEOPLE}


def test_the_clean_set_raises_no_alarm(copy: Path) -> None:
    record, claims = files.load.__wrapped__(copy)
    assert (
        set(record.tables) == set(load.read_all(copy, trust_hashes=False)) == set(descriptors.read())
        and claims
    )
