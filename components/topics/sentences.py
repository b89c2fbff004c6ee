"""Findings as sentences and lines of text: what pages, slides and papers say of a claim, each in its own form."""

from __future__ import annotations

from components import theme
from components.claims import Claim, Finding, Reading
from components.claims.operators import OPERATORS
from components.claims.words import hold
from components.tables.record import Record
from components.topics import Row

HOLDS = {True: "holds", False: "does not hold", None: ""}


def value_of(found: Finding, row: Row) -> str:
    """What the record gives on the speaker's basis, as the finding's second line."""
    if found.basis.result is None:
        return ""
    return f"{found.basis.result.text}, as a target" if row.claim.as_target else found.basis.result.text


def edition_of(record: Record, found: Finding) -> str:
    """The edition of the finding's basis, as a heading has it; empty where there is none."""
    edition = found.basis.choice.get("edition")
    return f"{record.editions[edition].label} edition" if edition else ""


def notes(row: Row) -> list[str]:
    """What must be said under a finding: the reason, the precisions, the reader's own view."""
    found = []
    if row.day.reason:
        found.append(theme.sentence(row.day.reason.rstrip(".")) + ".")
    if row.day.to_nearest:
        said = [f"{step:g}" for step, holds in row.day.to_nearest.items() if holds]
        not_so = [f"{step:g}" for step, holds in row.day.to_nearest.items() if not holds]
        parts = [f"holds to the nearest {theme.listed(said)}"] if said else []
        parts += [f"not to the nearest {theme.listed(not_so, 'or')}"] if not_so else []
        found.append(f"On the day it {', '.join(parts)}.")
    if row.view is not None:
        found.append(_in_view(row.view))
    return found


def _in_view(reading: Reading) -> str:
    if reading.result is None:
        return f"In this view: not available; {reading.reason}."
    return f"In this view: {reading.result.text}, {HOLDS[reading.holds] or 'no test'}."


def test_of(claim: Claim) -> str:
    """What the words mean and how they are tested."""
    return f"{claim.means}. Test: {OPERATORS[claim.said.operator].means}."


def steps(row: Row) -> list[tuple[str, tuple[str, ...]]]:
    """The arithmetic on the day and today, each as its lines; once where both are the same."""
    named = (("On the day", row.day), ("Today", row.today))
    day, today = (found.basis.result for _, found in named)
    if day is not None and today is not None and day.steps == today.steps:
        return [("On the day and today", day.steps)]
    return [(name, found.basis.result.steps) for name, found in named if found.basis.result is not None]


def readings(record: Record, row: Row) -> list[tuple[str, str, str]]:
    """Every reading of today: the choice, its value, whether it holds; those not available with their reason."""
    known = [dict(reading.choice) for reading in row.day.readings]
    found = []
    for reading in row.today.readings:
        assert reading.result is not None  # `readings` are those the tables give
        when = "" if dict(reading.choice) in known else " (added since)"
        found.append((choice(record, reading) + when, reading.result.text, HOLDS[reading.holds]))
    found += [(choice(record, reading), reading.reason, "") for reading in row.today.not_available]
    return found


def held(row: Row) -> str:
    """How many readings of today hold."""
    count = sum(bool(r.holds) for r in row.today.readings)
    tested = sum(r.holds is not None for r in row.today.readings)
    if tested == 1:
        return "its one reading holds" if count else "its one reading does not hold"
    return (
        f"{count} of {tested} readings {hold(count)}" if tested else "readings for comparison; none is a test"
    )


def choice(record: Record, reading: Reading) -> str:
    """A choice of reading in words."""
    names = {
        "current": "current prices", "constant": "constant prices", "either": "spellings of one word taken as one",
        "as printed": "spelt as printed", "office": "from the event to the day it was said", "figures": "between the two figures",
        "both years": "new Allies in both years", "neither year": "new Allies in neither year",
    }  # fmt: skip
    parts = []
    for key, value in reading.choice.items():
        if key == "edition":
            parts.append(record.editions[value].label)
        elif key == "event":
            row = record.row("record.events", event_id=value)
            parts.append(f"{row['what']}, {theme.day(row['date'], row['precision'])}")
        elif key == "figure":
            row = record.row("record.casualties_published", figure_id=value)
            parts.append(f"{row['publisher']}, {theme.day(row['published_on'], row['precision'])}")
        elif key == "statement":
            row = record.row("record.ukraine_assistance", statement_id=value)
            parts.append(f"{row['stated_as']}, {theme.day(row['stated_on'], row['precision'])}")
        else:
            parts.append(names.get(value, value))
    return ", ".join(parts) or "as stated"


def who(record: Record, claim: Claim) -> str:
    """Whose words these are, as the transcript or the article has it."""
    person = record.people.get(claim.speaker)
    return person.name if person else "The article"


def of_the_article(claim: Claim) -> bool:
    """Whether it is how the article prints the words that is tested, not what the speaker said."""
    return claim.said.operator in ("same words", "spoken by")


def rated(record: Record, claim: Claim) -> str:
    """Whose statement the finding is on: the speaker, or the article where its printing of the words is tested."""
    if not of_the_article(claim):
        return who(record, claim)
    if claim.said.operator == "spoken by":
        return f"The article, naming {record.people[claim.attributed].name}"
    return f"The article, quoting {who(record, claim)}"
