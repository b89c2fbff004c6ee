"""Words beside a chart: the quotation, the findings, the arithmetic and the readings."""

from __future__ import annotations

from components import theme
from components.claims import Claim, Finding, Reading
from components.claims.operators import OPERATORS
from components.claims.words import WORDS
from components.tables.record import Record
from components.topics import Passage, Row
from components.ui import text
from components.ui.text import Markup

_FOLDED = "<details class='fold'><summary>{}</summary>{}</details>"


def quote(passage: Passage, *, card: bool = False) -> Markup:
    """The quotation with its orange rule, the tested words marked, speaker, date and paragraph."""
    role = f", {passage.role}" if passage.role and not card else ""
    place = f"{passage.when}, paragraph {passage.paragraph}"
    body = text.marked(passage.text, passage.tested)
    if card:
        who = Markup("<p class='who'><b>{}</b>, {}</p>").format(passage.who, place)
    else:
        who = Markup("<p class='who'><b>{}</b>{}<br>{}<br>{}</p>").format(
            passage.who, role, place, passage.transcript
        )
    kind, box = ("quote card", "quote-box") if card else ("quote", "")
    return Markup("<div class='{}'><blockquote class='{}'><p>“{}”</p>{}</blockquote></div>").format(
        box, kind, body, who
    )


def finding(found: Finding, *, value: str = "", bold: bool = True) -> Markup:
    """A finding as shape and word, with the record's value under it."""
    word = WORDS[found.word]
    below = Markup("<span class='value'>{}</span>").format(value) if value else Markup("")
    return Markup(
        "<span class='finding'><i class='shape {}' aria-hidden='true'></i>"
        "<span class='word{}'>{}</span>{}</span>"
    ).format(word.shape, "" if bold else " plain", word.label, below)


def value_of(found: Finding, row: Row) -> str:
    """What the record gives on the speaker's basis, as the finding's second line."""
    if found.basis.result is None:
        return ""
    return f"{found.basis.result.text}, as a target" if row.claim.as_target else found.basis.result.text


def findings(record: Record, rows: tuple[Row, ...]) -> Markup:
    """The table of what was said, the finding on the day and the finding today."""
    day, today = (_edition(record, found) for found in (rows[0].day, rows[0].today))
    head = Markup(
        "<tr><th scope='col'>said</th><th scope='col'>on the day{}</th><th scope='col'>today{}</th></tr>"
    ).format(day, today)
    body = text.join(_row(row) for row in rows)
    return Markup("<table class='findings'><thead>{}</thead><tbody>{}</tbody></table>").format(head, body)


def _edition(record: Record, found: Finding) -> Markup:
    edition = found.basis.choice.get("edition")
    return Markup("<br>{} edition").format(record.editions[edition].label) if edition else Markup("")


def _row(row: Row) -> Markup:
    cells = text.join(
        Markup("<td>{}</td>").format(finding(found, value=value_of(found, row)))
        for found in (row.day, row.today)
    )
    line = Markup("<tr><th scope='row'>{}</th>{}</tr>").format(row.claim.label, cells)
    for note in _notes(row):
        line += Markup("<tr class='note'><td colspan='3'>{}</td></tr>").format(note)
    return line


def _notes(row: Row) -> list[str]:
    notes = []
    if row.day.reason:
        notes.append(theme.sentence(row.day.reason.rstrip(".")) + ".")
    if row.day.to_nearest:
        said = [f"{step:g}" for step, holds in row.day.to_nearest.items() if holds]
        not_so = [f"{step:g}" for step, holds in row.day.to_nearest.items() if not holds]
        parts = [f"holds to the nearest {theme.listed(said)}"] if said else []
        parts += [f"not to the nearest {theme.listed(not_so)}"] if not_so else []
        notes.append(f"On the day it {', '.join(parts)}.")
    if row.view is not None:
        notes.append(_in_view(row.view))
    return notes


def _in_view(reading: Reading) -> str:
    if reading.result is None:
        return f"In this view: not available; {reading.reason}."
    holds = {True: "holds", False: "does not hold", None: "no test"}[reading.holds]
    return f"In this view: {reading.result.text}, {holds}."


def arithmetic(rows: tuple[Row, ...], *, opened: bool = False) -> Markup:
    """The arithmetic of each finding, folded or `opened`: test, cells, result."""
    parts = []
    for row in rows:
        operator = OPERATORS[row.claim.said.operator]
        lines = [
            Markup("<p><b>{}</b>: {}. Test: {}.</p>").format(row.claim.label, row.claim.means, operator.means)
        ]
        for name, found in (("On the day", row.day), ("Today", row.today)):
            if found.basis.result is None:
                continue
            steps = text.join(Markup("<li>{}</li>").format(step) for step in found.basis.result.steps)
            lines.append(Markup("<p>{}</p><ol>{}</ol>").format(name, steps))
        if row.claim.note:
            lines.append(Markup("<p>{}</p>").format(row.claim.note))
        parts += lines
    return fold("Show the arithmetic", text.join(parts), opened=opened)


def readings(record: Record, rows: tuple[Row, ...], *, opened: bool = False) -> Markup:
    """Every reading of every claim, folded or `opened`: the choice, the value, whether it holds."""
    parts = []
    for row in rows:
        known = [dict(reading.choice) for reading in row.day.readings]
        lines = [_reading(record, reading, dict(reading.choice) in known) for reading in row.today.readings]
        lines += [
            Markup("<tr><td>{}</td><td colspan='2'>{}</td></tr>").format(_choice(record, r), r.reason)
            for r in row.today.not_available
        ]
        held = sum(bool(r.holds) for r in row.today.readings)
        tested = sum(r.holds is not None for r in row.today.readings)
        count = f"{held} of {tested} readings hold" if tested else "readings for comparison; none is a test"
        parts.append(
            Markup("<p><b>{}</b>: {}</p><table class='readings'><tbody>{}</tbody></table>").format(
                row.claim.label, count, text.join(lines)
            )
        )
    return fold("Every reading", text.join(parts), opened=opened)


def _choice(record: Record, reading: Reading) -> str:
    names = {"current": "current prices", "constant": "constant prices"}
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


def _reading(record: Record, reading: Reading, on_the_day: bool) -> Markup:
    holds = {True: "holds", False: "does not hold", None: ""}[reading.holds]
    when = "" if on_the_day else " (added since)"
    assert reading.result is not None  # only readings that the tables give are passed here
    return Markup("<tr><td>{}{}</td><td class='n'>{}</td><td>{}</td></tr>").format(
        _choice(record, reading), when, reading.result.text, holds
    )


def fold(label: str, body: Markup, *, opened: bool = False) -> Markup:
    """Something to unfold without a rerun, by mouse or keyboard."""
    template = "<details class='fold' open><summary>{}</summary>{}</details>" if opened else _FOLDED
    return Markup(template).format(label, body)


def who(record: Record, claim: Claim) -> str:
    """Whose words these are, as the transcript or the article has it."""
    person = record.people.get(claim.speaker)
    return person.name if person else "The article"


def card_findings(day: Finding, today: Finding, claim: Claim) -> Markup:
    """The two findings of an overview card, side by side, with the record's value for the words."""
    parts = []
    for name, found in (("on the day", day), ("today", today)):
        value = found.basis.result.text if found.basis.result else ""
        cell = finding(found, value=f"{value} for “{claim.label}”")
        parts.append(Markup("<div><span class='measure'>{}</span>{}</div>").format(name, cell))
    return Markup("<div class='card-findings'>{}</div>").format(text.join(parts))
