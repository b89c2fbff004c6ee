"""What happened next: later editions and decisions, each on its own price basis, never joined."""

from __future__ import annotations

from functools import lru_cache

from components import theme
from components.claims import Claim
from components.tables import NotHeld, expenditure
from components.tables.record import Record, newest
from components.topics import offered_editions, spoken_years
from components.topics.chapter import Chapter

TITLE = "What happened next"


def _hague(record: Record) -> str:
    values = {key: record.thresholds[f"the_hague_{key}"]["values"][0] for key in ("total", "core", "related")}
    day = theme.day(values["total"]["from"], values["total"]["precision"])
    return (
        f"At The Hague on {day} Allies set {values['total']['value']:g}% of GDP by 2035: at least "
        f"{values['core']['value']:g}% core defence and up to {values['related']['value']:g}% related."
    )


@lru_cache(maxsize=2)
def spending(record: Record, claims: tuple[Claim, ...]) -> Chapter:
    """The total of the Allies but the United States, edition by edition: in the years spoken of and those after."""
    first, last = spoken_years(
        claim for claim in claims if claim.topic == "spending" and claim.rule == "change"
    )
    years = (first, *_since(record, last))
    found = []
    for edition in offered_editions(record):
        for prices in ("current", "constant"):
            cells = [_total(record, edition.id, year, prices) for year in years]
            if any(cells):
                name = "current prices" if prices == "current" else f"{edition.constant_base_year} prices"
                found.append((edition.label, name, *(cell or "–" for cell in cells)))
    notes = [
        "NATO Europe and Canada, billion dollars.",
        _redefined(record),
        "Rows of different prices must not be compared.",
    ]
    columns = ("Edition", "Prices", *map(str, years))
    return Chapter(TITLE, (" ".join(filter(None, notes)), _hague(record)), columns, tuple(found))


def _redefined(record: Record) -> str:
    """From which edition on the figures are of something else, if from any."""
    first, *later = offered_editions(record)
    changed = next((edition for edition in later if edition.definition != first.definition), None)
    return f"From {changed.label} the tables are of {changed.definition}." if changed else ""


def _since(record: Record, year: int) -> list[int]:
    """A year, and those after it that the newest edition has."""
    return [y for y in expenditure.years(record, newest(record).id, expenditure.SHARE) if y >= year]


def _total(record: Record, edition: str, year: int, prices: str) -> str:
    try:
        total = expenditure.total(record, edition, year, prices)
    except NotHeld:
        return ""
    mark = "\N{NO-BREAK SPACE}e" if total.is_estimate else ""
    ours = " (our sum)" if total.is_sum else ""
    return f"{theme.number(total.value / 1000, 1)}{mark}{ours}"


@lru_cache(maxsize=2)
def two_percent(record: Record, claims: tuple[Claim, ...]) -> Chapter:
    """The counts of the newest edition for the last year spoken of and those after."""
    edition = newest(record)
    _, last = spoken_years(claim for claim in claims if claim.rule == "count_at_least")
    found = []
    for year in _since(record, last):
        count = expenditure.count_at_least(record, edition.id, year, 2.0)
        mark = "\N{NO-BREAK SPACE}e" if count.is_estimate else ""
        below = [c.entity for c in count.cells if c.entity not in count.allies]
        names = [record.allies[ally].name for ally in below]
        told = f"{len(below)} Allies" if len(below) >= 6 else theme.listed(names) if names else "none"
        found.append((f"{year}{mark}", f"{count.value} of {len(count.cells)}", told))
    return Chapter(
        TITLE,
        (
            f"Allies at 2% or above by the edition of {edition.label}, of those with figures; Iceland has none. Shares of "
            f"GDP by its own definition: {edition.definition}.",
            _hague(record),
        ),
        ("Year", "At 2% or above", "Below"),
        tuple(found),
    )


@lru_cache(maxsize=2)
def force_model(record: Record) -> Chapter:
    """What was stated and announced on the force model, before and after: who stated which figure in which words."""
    found = [
        (
            theme.day(r["stated_on"], r["precision"]),
            record.people[r["stated_by"]].name if r["stated_by"] else "–",
            " ".join(filter(None, [r["bound"], theme.number(r["troops"])])),
            f"“{r['words']}”",
            record.sources[r["source_id"]].publisher,
            r["note"] or "",
        )
        for r in record.rows("record.force_model_statements")
    ]
    event = record.row("record.events", event_id="force_model_us_contributions")
    found.append(
        (
            theme.day(event["date"]),
            event["who"] or "–",
            "–",
            event["what"],
            record.sources[event["source_id"]].publisher,
            event["note"] or "",
        )
    )
    return Chapter(
        "What was also stated, and what happened next",
        (),
        ("Date", "Who", "Troops", "What", "Read at", "Note"),
        tuple(found),
    )
