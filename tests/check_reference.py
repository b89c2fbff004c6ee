"""Checks that need the article and the reference, which stay out of the repository.

    python -m tests.check_reference DIR

Every quotation is a verbatim part of the article; every row of the record's big tables is the reference's.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from pathlib import Path

from components.claims import files
from components.tables import nato_workbook

ARTICLE = "article.txt"
WORKBOOK_EDITION = "2024-06-17"
TABLES = {
    "nato_defence_expenditure.csv": "record.nato_expenditure",
    "sipri_milex.csv": "record.sipri_expenditure",
}


def check(folder: Path) -> list[str]:
    """What differs from the reference in `folder`, one line each."""
    record, claims = files.load()
    # the stored text of the article writes a backslash before each dollar sign
    article = (folder / ARTICLE).read_text(encoding="utf-8").replace("\\$", "$")
    wrong = []
    for claim in claims:
        for words in (claim.quote, claim.words, claim.short):
            if words not in article:
                wrong.append(f"claim {claim.id}: not in the article: {words}")
    for name in record.tables:
        if name.startswith("article."):
            wrong += [
                f"{name} {row['figure_id']}: not in the article: {row['words']}"
                for row in record.rows(name)
                if row["words"] not in article
            ]
    wrong += uncovered(article, [claim.quote for claim in claims])
    wrong += workbook(folder)
    for file, name in TABLES.items():
        with (folder / file).open(encoding="utf-8", newline="") as handle:
            theirs = {_key(row) for row in csv.DictReader(handle)}
        ours = {_key(row) for row in record.rows(name)}
        wrong += [f"{name}: not in the reference: {key}" for key in sorted(ours - theirs)]
        wrong += [f"{name}: missing: {key}" for key in sorted(theirs - ours)]
        print(f"{name}: {len(ours):,} rows, {len(ours ^ theirs)} differences")
    return wrong


_NUMBER = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|double|first|half|all|every)\b|\d[\d,]*"
)
NOT_CLAIMS = {
    "a pledge from all allies": "the words of the pledge that eur40bn_amount and eur40bn_secured_by test",
    "from the first moment": "no number: from the beginning",
    "all over the world": "no number: everywhere",
}
"""Number words of the article that lie in no claim's quotation, with the reason."""


def workbook(folder: Path) -> list[str]:
    """What the importer reads from NATO's own workbook, against the rows of its edition that are held."""
    start = time.perf_counter()
    named = f"{WORKBOOK_EDITION[2:].replace('-', '')}-*.xlsx"  # NATO's name for it begins with its day
    (file,) = (folder / "workbooks").glob(named)
    rows = nato_workbook.read(file, WORKBOOK_EDITION)
    seconds = time.perf_counter() - start
    kept = [row for row in nato_workbook.held() if row["edition"] == WORKBOOK_EDITION]
    wrong = nato_workbook.differences(rows, kept)
    print(f"importer: {len(rows):,} rows in {seconds:.2f} s, {len(wrong)} differences")
    return [f"importer: {line}" for line in wrong]


def uncovered(article: str, quotes: list[str]) -> list[str]:
    """Numbers of the article, in figures or words, that no quotation and no listed reason covers."""
    spans = []
    for part in (*quotes, *NOT_CLAIMS):
        spans += [match.span() for match in re.finditer(re.escape(part), article)]
    found = [m for m in _NUMBER.finditer(article) if not any(a <= m.start() < b for a, b in spans)]
    print(f"numbers in the article: {len(_NUMBER.findall(article))}, not covered: {len(found)}")
    return [f"no claim has this number: {article[max(0, m.start() - 40) : m.end() + 40]!r}" for m in found]


def _key(row: dict) -> tuple:
    """A row as comparable values, whether read as text or typed."""
    estimate = str(row["is_estimate"]).lower()
    return (
        row["edition"],
        int(row["year"]),
        row["entity"],
        row["measure"],
        float(row["value"]),
        estimate,
        row["source_id"],
    )


if __name__ == "__main__":
    found = check(Path(sys.argv[1]))
    print("\n".join(found) or "every quotation is the article's, every row the reference's")
    sys.exit(bool(found))
