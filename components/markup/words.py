"""Words beside a chart: the quotation, the findings, the arithmetic and the readings."""

from __future__ import annotations

from components.claims import Claim, Finding
from components.markup import Markup, join, marked
from components.markup.templates import render
from components.tables.record import Record
from components.topics import Passage, Row, sentences
from components.topics.sections import ThenNow

_FOLD = Markup("<details class='fold'{}{}><summary>{}</summary>{}</details>")


def quote(passage: Passage, *, card: bool = False) -> Markup:
    """The quotation with its orange rule, the tested words marked, speaker, date and paragraph."""
    place = f"{passage.when}, paragraph {passage.paragraph}"
    return render(
        "quote.html", words=marked(passage.text, passage.tested), told=passage, place=place, card=card
    )


def findings(record: Record, rows: tuple[Row, ...]) -> Markup:
    """The table of what was said, the finding on the day and the finding today."""
    day, today = (sentences.edition_of(record, found) for found in (rows[0].day, rows[0].today))
    return render("findings.html", day=day, today=today, rows=rows)


def evidence(record: Record, rows: tuple[Row, ...]) -> Markup:
    """What holds, and to unfold below it the arithmetic and every reading."""
    return join([findings(record, rows), arithmetic(rows), readings(record, rows)])


def arithmetic(rows: tuple[Row, ...], *, opened: bool = False) -> Markup:
    """The arithmetic of each finding, folded or `opened`: test, cells, result."""
    body = render("arithmetic.html", rows=rows)
    return fold("Show the arithmetic", body, of=_named("arithmetic", rows), opened=opened)


def readings(record: Record, rows: tuple[Row, ...], *, opened: bool = False) -> Markup:
    """Every reading of every claim, folded or `opened`: the choice, the value, whether it holds."""
    body = render("readings.html", rows=[(row, sentences.readings(record, row)) for row in rows])
    return fold("Every reading", body, of=_named("readings", rows), opened=opened)


def _named(part: str, rows: tuple[Row, ...]) -> str:
    """What is folded, and of which claims."""
    return " ".join((part, *(row.claim.id for row in rows)))


def fold(label: str, body: Markup, *, of: str = "", opened: bool = False) -> Markup:
    """Something to unfold without a rerun, by mouse or keyboard.

    By what it is `of`, the same under all choices of a page, it is found again and stays as the reader left it.
    """
    name = Markup(" data-fold='{}'").format(of) if of else Markup("")
    return _FOLD.format(name, Markup(" open") if opened else Markup(""), label, body)


def card_findings(day: Finding, today: Finding, claim: Claim) -> Markup:
    """The two findings of an overview card, side by side, with the record's value for the words."""
    return render("card_findings.html", day=day, today=today, claim=claim)


def then_now(table: ThenNow) -> Markup:
    """A short table of then and now; without rows its sentence alone."""
    sentence, measure, rows = table
    return render("then_now.html", sentence=sentence, measure=measure, rows=rows)


def quotes(record: Record, rows: tuple[Row, ...]) -> Markup:
    """Short quotations one below the other, each once with all its tested words, speaker and paragraph."""
    tested: dict[tuple[str, str, int], list[str]] = {}
    for row in rows:
        said = (row.claim.quote, sentences.who(record, row.claim), row.claim.paragraph)
        tested.setdefault(said, []).append(row.claim.words)
    listed = [((who, paragraph), marked(quote, words)) for (quote, who, paragraph), words in tested.items()]
    return render("quotes.html", said=listed)


def others(record: Record, title: str, rows: tuple[Row, ...]) -> Markup:
    """What else the article states of a topic: its words beside what holds."""
    return Markup("<h2>{}</h2><div class='spread'><div>{}</div><div>{}</div></div>").format(
        title, quotes(record, rows), evidence(record, rows)
    )
