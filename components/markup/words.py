"""Words beside a chart: the quotation, the findings, the arithmetic and the readings."""

from __future__ import annotations

from components.claims import Claim, Finding
from components.claims.words import WORDS
from components.markup import Markup, join, marked
from components.tables.record import Record
from components.topics import Passage, Row, sentences
from components.topics.sections import ThenNow

_FOLD = Markup("<details class='fold'{}{}><summary>{}</summary>{}</details>")


def quote(passage: Passage, *, card: bool = False) -> Markup:
    """The quotation with its orange rule, the tested words marked, speaker, date and paragraph."""
    role = f", {passage.role}" if passage.role and not card else ""
    place = f"{passage.when}, paragraph {passage.paragraph}"
    body = marked(passage.text, passage.tested)
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


def findings(record: Record, rows: tuple[Row, ...]) -> Markup:
    """The table of what was said, the finding on the day and the finding today."""
    day, today = (_edition(record, found) for found in (rows[0].day, rows[0].today))
    head = Markup(
        "<tr><th scope='col'>said</th><th scope='col'>on the day{}</th><th scope='col'>today{}</th></tr>"
    ).format(day, today)
    body = join(_row(row) for row in rows)
    return Markup("<table class='findings'><thead>{}</thead><tbody>{}</tbody></table>").format(head, body)


def evidence(record: Record, rows: tuple[Row, ...]) -> Markup:
    """What holds, and to unfold below it the arithmetic and every reading."""
    return join([findings(record, rows), arithmetic(rows), readings(record, rows)])


def _edition(record: Record, found: Finding) -> Markup:
    edition = sentences.edition_of(record, found)
    return Markup("<br>{}").format(edition) if edition else Markup("")


def _row(row: Row) -> Markup:
    cells = join(
        Markup("<td>{}</td>").format(finding(found, value=sentences.value_of(found, row)))
        for found in (row.day, row.today)
    )
    line = Markup("<tr><th scope='row'>{}</th>{}</tr>").format(row.claim.label, cells)
    for note in sentences.notes(row):
        line += Markup("<tr class='note'><td colspan='3'>{}</td></tr>").format(note)
    return line


def arithmetic(rows: tuple[Row, ...], *, opened: bool = False) -> Markup:
    """The arithmetic of each finding, folded or `opened`: test, cells, result."""
    parts = []
    for row in rows:
        parts.append(Markup("<p><b>{}</b>: {}</p>").format(row.claim.label, sentences.test_of(row.claim)))
        for name, steps in sentences.steps(row):
            lines = join(Markup("<li>{}</li>").format(step) for step in steps)
            parts.append(Markup("<p>{}</p><ol>{}</ol>").format(name, lines))
        if row.claim.note:
            parts.append(Markup("<p>{}</p>").format(row.claim.note))
    return fold("Show the arithmetic", join(parts), of=_named("arithmetic", rows), opened=opened)


def readings(record: Record, rows: tuple[Row, ...], *, opened: bool = False) -> Markup:
    """Every reading of every claim, folded or `opened`: the choice, the value, whether it holds."""
    parts = []
    for row in rows:
        found = sentences.readings(record, row)
        wide = Markup(" colspan='2'") if any(holds for _, _, holds in found) else Markup("")
        lines = join(_reading(*line, wide) for line in found)
        parts.append(
            Markup("<p><b>{}</b>: {}</p><table class='readings'><tbody>{}</tbody></table>").format(
                row.claim.label, sentences.held(row), lines
            )
        )
    return fold("Every reading", join(parts), of=_named("readings", rows), opened=opened)


def _named(part: str, rows: tuple[Row, ...]) -> str:
    """What is folded, and of which claims."""
    return " ".join((part, *(row.claim.id for row in rows)))


def _reading(choice: str, value: str, holds: str, wide: Markup) -> Markup:
    """A line of the readings; one without a test has its reason in place of value and answer, as `wide` as both."""
    if not holds:
        return Markup("<tr><td>{}</td><td{}>{}</td></tr>").format(choice, wide, value)
    return Markup("<tr><td>{}</td><td class='n'>{}</td><td>{}</td></tr>").format(choice, value, holds)


def fold(label: str, body: Markup, *, of: str = "", opened: bool = False) -> Markup:
    """Something to unfold without a rerun, by mouse or keyboard.

    By what it is `of`, the same under all choices of a page, it is found again and stays as the reader left it.
    """
    name = Markup(" data-fold='{}'").format(of) if of else Markup("")
    return _FOLD.format(name, Markup(" open") if opened else Markup(""), label, body)


def card_findings(day: Finding, today: Finding, claim: Claim) -> Markup:
    """The two findings of an overview card, side by side, with the record's value for the words."""
    parts = []
    for name, found in (("on the day", day), ("today", today)):
        value = found.basis.result.text if found.basis.result else ""
        cell = finding(found, value=f"{value} for “{claim.label}”")
        parts.append(Markup("<div><span class='measure'>{}</span>{}</div>").format(name, cell))
    return Markup("<div class='card-findings'>{}</div>").format(join(parts))


def then_now(table: ThenNow) -> Markup:
    """A short table of then and now; without rows its sentence alone."""
    sentence, measure, rows = table
    body = join(
        Markup("<tr><th scope='row'>{}</th><td class='n'>{}</td><td class='n'><b>{}</b></td></tr>").format(
            *row
        )
        for row in rows
    )
    shown = Markup(
        "<table class='then-now'><thead><tr><th scope='col'>{}</th><th scope='col' class='n'>in this edition</th>"
        "<th scope='col' class='n'>today</th></tr></thead><tbody>{}</tbody></table>"
    ).format(measure, body)
    return Markup("<p>{}</p>{}").format(sentence, shown if rows else Markup(""))


def quotes(record: Record, rows: tuple[Row, ...]) -> Markup:
    """Short quotations one below the other, each once with all its tested words, speaker and paragraph."""
    tested: dict[tuple[str, str, int], list[str]] = {}
    for row in rows:
        said = (row.claim.quote, sentences.who(record, row.claim), row.claim.paragraph)
        tested.setdefault(said, []).append(row.claim.words)
    listed = join(
        Markup("<li><q>{}</q><br><span class='measure'>{}, paragraph {}</span></li>").format(
            marked(quote, words), who, paragraph
        )
        for (quote, who, paragraph), words in tested.items()
    )
    return Markup("<ul class='quotes'>{}</ul>").format(listed)


def others(record: Record, title: str, rows: tuple[Row, ...]) -> Markup:
    """What else the article states of a topic: its words beside what holds."""
    return Markup("<h2>{}</h2><div class='spread'><div>{}</div><div>{}</div></div>").format(
        title, quotes(record, rows), evidence(record, rows)
    )
