"""Reads NATO's own workbook of defence expenditure into rows of `record/nato_expenditure.csv`.

    python -m components.tables.nato_workbook FILE.xlsx --edition 2024-06-17 [--write]

A workbook from outside is hostile until read: its kind and size are checked before it is opened,
formulas, macros and links are never followed, every sheet, unit, Ally and year must be there, and each
aggregate must be the sum of its members. Only then is the difference to the newest edition held shown,
and only with `--write` are the rows added.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from components.tables import DataProblems, Problem
from components.tables.descriptors import DATA

TARGET: Final = DATA / "record/nato_expenditure.csv"
MEMBERSHIP: Final = DATA / "record/membership.csv"
COLUMNS: Final = ("edition", "year", "entity", "measure", "value", "is_estimate", "source_id")
AGGREGATES: Final = {"NATO Europe and Canada": "NATO_EUR_CAN", "NATO Total": "NATO_TOTAL"}
OTHER_NAMES: Final = {"Slovak Republic": "SVK", "Czech Republic": "CZE", "Turkey": "TUR"}
"""Names the workbook uses for Allies that `membership.csv` names otherwise."""

_LARGEST_FILE: Final = 20_000_000  # bytes; NATO's own has 0.2 million
_LARGEST_CONTENT: Final = 200_000_000  # bytes unpacked
_TOLERANCE: Final = 0.5  # million dollars between an aggregate and the sum of its members


@dataclass(frozen=True)
class Block:
    """A block of a sheet: its heading, the measure it holds, and what a value is divided by."""

    sheet: str
    unit: str
    heading: str
    measure: str
    divisor: float = 1.0
    has_iceland: bool = False
    has_aggregates: bool = True
    sums: bool = False


BLOCKS: Final = (
    Block("TABLE2", "Million US dollars", "Current prices", "expenditure_usd_current_millions", sums=True),
    Block("TABLE2", "Million US dollars", "Constant 2015 prices", "expenditure_usd_2015_millions", sums=True),
    Block("TABLE3", "Based on 2015 prices", "Share of real GDP (%)", "share_of_gdp_percent"),
    Block(
        "TABLE5", "Million US dollars", "Current prices", "gdp_usd_current_billions", 1000, has_iceland=True
    ),
    Block(
        "TABLE5",
        "Million US dollars",
        "Constant 2015 prices",
        "gdp_usd_2015_billions",
        1000,
        has_iceland=True,
    ),
    Block("TABLE7", "Thousands", "", "personnel_thousands"),
    Block(
        "TABLE8a",
        "Percentage of total defence expenditure",
        "Equipment",
        "equipment_share_percent",
        has_aggregates=False,
    ),
)

Row = dict[str, str]
Membership = Mapping[str, tuple[str, int, bool]]
"""Name: ISO code, first year of membership (0 for always), and whether NATO prints figures for it."""


def membership(path: Path = MEMBERSHIP) -> Membership:
    """The Allies by the name a workbook may use."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {
        r["name"]: (r["entity"], int(r["member_from"][:4] or 0), r["has_figures"] == "true") for r in rows
    }
    codes = {code: entry for entry in found.values() for code in (entry[0],)}
    return found | {name: codes[code] for name, code in OTHER_NAMES.items() if code in codes}


def read(path: Path, edition: str, allies: Membership | None = None) -> list[Row]:
    """The workbook's rows, sorted as the table is. Raises `DataProblems` with everything that is wrong."""
    named = membership() if allies is None else allies
    sheets = _sheets(path)
    problems: list[Problem] = []
    rows: list[Row] = []
    for block in BLOCKS:
        rows += _block(path.name, sheets, block, edition, named, problems)
    if problems:
        raise DataProblems(problems)
    return sorted(rows, key=lambda r: (r["edition"], r["measure"], r["entity"], int(r["year"])))


def _sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every cell of every sheet that is named here, after the file's kind and size are known to be sound."""
    _refuse_unsafe(path)
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        wanted = {block.sheet for block in BLOCKS} & set(book.sheetnames)
        return {name: [tuple(row) for row in book[name].iter_rows(values_only=True)] for name in wanted}
    except Exception as error:  # whatever a broken workbook makes the library raise is the workbook's fault
        found = f"a workbook that cannot be read ({type(error).__name__})"
        raise DataProblems([Problem(path.name, "", "", found, "NATO's workbook, whole")]) from None


def _refuse_unsafe(path: Path) -> None:
    def refuse(found: str, expected: str) -> DataProblems:
        return DataProblems([Problem(path.name, "", "", found, expected)])

    if not path.is_file():
        raise refuse("no such file", "a workbook")
    if path.stat().st_size > _LARGEST_FILE:
        raise refuse(f"{path.stat().st_size:,} bytes", f"at most {_LARGEST_FILE:,}")
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse("a password-protected or old-format (.xls) file", "an .xlsx file without a password")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            damaged = archive.testzip() if sum(p.file_size for p in parts) <= _LARGEST_CONTENT else None
    except (zipfile.BadZipFile, OSError, EOFError):
        raise refuse("a truncated file or one of another kind", "an .xlsx workbook") from None
    if sum(part.file_size for part in parts) > _LARGEST_CONTENT:
        raise refuse("a file that unpacks to more than it may", f"at most {_LARGEST_CONTENT:,} bytes")
    if damaged:
        raise refuse(f"a damaged part ({damaged})", "a whole workbook")
    names = {part.filename for part in parts}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise refuse("a workbook with macros", "one without")
    if "xl/workbook.xml" not in names:
        raise refuse("an archive without a workbook", "an .xlsx workbook")


def _block(
    file: str,
    sheets: Mapping[str, list[tuple[Any, ...]]],
    block: Block,
    edition: str,
    allies: Membership,
    problems: list[Problem],
) -> list[Row]:
    """One block's rows; what is wrong goes into `problems`."""
    if block.sheet not in sheets:
        problems.append(Problem(file, f"sheet {block.sheet}", "", "no such sheet", "the sheet by this name"))
        return []
    cells = sheets[block.sheet]
    texts = [[str(cell).strip() if isinstance(cell, str) else "" for cell in row] for row in cells]
    header = next((at for at, row in enumerate(cells) if len(_years(row)) >= 3), None)
    above = texts[: header or 0]
    if not any(block.unit.casefold() in text.casefold() for row in above for text in row):
        problems.append(
            Problem(file, f"sheet {block.sheet}", "unit", "another unit or none", f"“{block.unit}”")
        )
        return []
    start = _start(texts, block, header)
    if header is None or start is None:
        expected = f"a row of years and the heading “{block.heading or 'of the table'}”"
        problems.append(Problem(file, f"sheet {block.sheet}", "", "neither", expected))
        return []
    years = _years(cells[header])
    _check_years(file, block, years, problems)
    found = _values(file, block, cells, start, years, allies, problems)
    _check_allies(file, block, found, allies, problems)
    if block.sums and not problems:
        _check_sums(file, block, found, years, allies, problems)
    return [
        {
            "edition": edition,
            "year": str(year),
            "entity": entity,
            "measure": block.measure,
            "value": _text(value / block.divisor),
            "is_estimate": str(estimate).lower(),
            "source_id": f"NATO-{edition[:7]}-XLSX",
        }
        for entity, values in found.items()
        for (year, estimate), value in zip(years.values(), values, strict=True)
    ]


def _years(row: Sequence[Any]) -> dict[int, tuple[int, bool]]:
    """Columns with a year: the year, and whether it carries the "e" of an estimate. Only the first run."""
    found: dict[int, tuple[int, bool]] = {}
    for column, cell in enumerate(row):
        match = re.fullmatch(r"(20\d\d)(e?)", str(cell).strip()) if cell is not None else None
        year = int(match[1]) if match else 0
        if match and (not found or year == max(y for y, _ in found.values()) + 1):
            found[column] = (year, bool(match[2]))
    return found


def _start(texts: list[list[str]], block: Block, header: int | None) -> int | None:
    """The first row of the block's values: after its heading, or after the years where it has none."""
    if header is None or not block.heading:
        return None if header is None else header + 1
    for at in range(header, len(texts)):
        if any(text.startswith(block.heading) for text in texts[at]):
            return at + 1
    return None


def _values(
    file: str,
    block: Block,
    cells: list[tuple[Any, ...]],
    start: int,
    years: Mapping[int, tuple[int, bool]],
    allies: Membership,
    problems: list[Problem],
) -> dict[str, list[float]]:
    """Values by entity in the order of `years`, from `start` until the block ends."""
    found: dict[str, list[float]] = {}
    for at in range(start, len(cells)):
        label = next((str(c).strip().rstrip("* ") for c in cells[at][: min(years)] if isinstance(c, str)), "")
        entity = AGGREGATES.get(label) or (allies[label][0] if label in allies else None)
        if entity is None or entity in found:
            if found and label:
                break  # the next heading, or the next block's first Ally
            continue
        if entity in AGGREGATES.values() and not block.has_aggregates:
            break
        values = []
        for column in years:
            value = cells[at][column] if column < len(cells[at]) else None
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                where = f"sheet {block.sheet}, cell {_cell(at, column)}"
                problems.append(Problem(file, where, label, repr(value), "a number"))
                value = 0.0
            values.append(float(value))
        found[entity] = values
    return found


def _check_years(
    file: str, block: Block, years: Mapping[int, tuple[int, bool]], problems: list[Problem]
) -> None:
    first = min(year for year, _ in years.values())
    if first != 2014 or len(years) < 11:
        shown = ", ".join(str(year) for year, _ in years.values())
        problems.append(
            Problem(file, f"sheet {block.sheet}", "years", shown, "every year from 2014, at least eleven")
        )


def _check_allies(
    file: str, block: Block, found: Mapping[str, list[float]], allies: Membership, problems: list[Problem]
) -> None:
    expected = {code for code, _, figures in allies.values() if figures or block.has_iceland}
    expected |= set(AGGREGATES.values()) if block.has_aggregates else set()
    for missing in sorted(expected - set(found)):
        where = f"sheet {block.sheet}, block “{block.heading}”"
        problems.append(Problem(file, where, missing, "no row", "one row for each Ally and aggregate"))


def _check_sums(
    file: str,
    block: Block,
    found: Mapping[str, list[float]],
    years: Mapping[int, tuple[int, bool]],
    allies: Membership,
    problems: list[Problem],
) -> None:
    joined = {code: first for code, first, _ in allies.values()}
    for at, (year, _) in enumerate(years.values()):
        counted = {e: v[at] for e, v in found.items() if e not in AGGREGATES.values() and joined[e] <= year}
        sums = {"NATO_TOTAL": sum(counted.values())}
        sums["NATO_EUR_CAN"] = sums["NATO_TOTAL"] - counted.get("USA", 0.0)
        for aggregate, expected in sums.items():
            value = found[aggregate][at]
            if abs(value - expected) > _TOLERANCE:
                where = f"sheet {block.sheet}, block “{block.heading}”"
                told = f"{expected:,.1f}, the sum of {year}'s members"
                problems.append(Problem(file, where, f"{aggregate} {year}", f"{value:,.1f}", told))


def _cell(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column + 1)}{row + 1}"


def _text(value: float) -> str:
    """A value as the table holds it: at most six decimals, no trailing zeros."""
    text = f"{round(value, 6):.6f}".rstrip("0").rstrip(".")
    return text if text not in ("-0", "") else "0"


def held(path: Path = TARGET) -> list[Row]:
    """The rows of the table as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences(new: Sequence[Row], old: Sequence[Row]) -> list[str]:
    """What differs between two editions, cell by cell, largest relative change first; empty if nothing."""
    ours, theirs = ({(r["measure"], r["entity"], r["year"]): r for r in rows} for rows in (new, old))
    lines = []
    for key in ours.keys() & theirs.keys():
        now, before = ours[key], theirs[key]
        value, was = float(now["value"]), float(before["value"])
        if (value, now["is_estimate"]) != (was, before["is_estimate"]):
            share = (value - was) / (abs(was) or 1.0)
            lines.append((share, f"{' '.join(key)}: {before['value']} -> {now['value']} ({share:+.1%})"))
    told = [text for _, text in sorted(lines, key=lambda line: -abs(line[0]))]
    added, missing = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    told += [f"{' '.join(key)}: added, {ours[key]['value']}" for key in sorted(added)]
    return told + [
        f"{' '.join(key)}: not in the workbook, was {theirs[key]['value']}" for key in sorted(missing)
    ]


def write(rows: Sequence[Row], path: Path = TARGET) -> None:
    """The table with the rows added, all or nothing."""
    merged = sorted(
        [*held(path), *rows], key=lambda r: (r["edition"], r["measure"], r["entity"], int(r["year"]))
    )
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(merged)
    os.replace(fresh, path)


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 if all is well, 2 if the workbook is refused."""
    parser = argparse.ArgumentParser(
        prog="python -m components.tables.nato_workbook", description="Import NATO's workbook."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--edition", required=True, help="the day of publication, such as 2024-06-17")
    parser.add_argument("--write", action="store_true", help="add the rows to the table")
    parser.add_argument("--into", type=Path, default=TARGET, help="the table")
    chosen = parser.parse_args(arguments)
    try:
        date.fromisoformat(chosen.edition)
    except ValueError:
        print(f"--edition: found {chosen.edition!r}, expected a date such as 2024-06-17", file=sys.stderr)
        return 2
    try:
        rows = read(chosen.file, chosen.edition)
    except DataProblems as problems:
        print(problems, file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return 2
    return _report(rows, chosen.edition, chosen.into, write_rows=chosen.write)


def _report(rows: Sequence[Row], edition: str, into: Path, *, write_rows: bool) -> int:
    present = held(into)
    same = [row for row in present if row["edition"] == edition]
    editions = sorted({row["edition"] for row in present if row["edition"] != edition})
    against = edition if same else (editions[-1] if editions else "")
    told = differences(rows, same or [row for row in present if row["edition"] == against])
    print(f"{len(rows):,} rows read; {len(told)} differences to the edition {against} held")
    print("\n".join(told[:20]) + (f"\n… and {len(told) - 20} more" if len(told) > 20 else ""))
    if same:
        print("This edition is held already: nothing was written.")
    elif write_rows:
        write(rows, into)
        print(
            f"{len(rows):,} rows added to {into.name}. Now add the edition to editions.csv and run `make data`."
        )
    else:
        print("Nothing was written: all is well, add --write to add the rows.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
