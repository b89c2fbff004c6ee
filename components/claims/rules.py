"""The rules: from the record, a claim and one choice of reading to a `Result`. Pure, few and small.

A rule raises `NotHeld`, with a reason a reader can be shown, where the tables do not give that reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from components import theme
from components.claims import Claim, Result, transcript
from components.tables import NotHeld, expenditure
from components.tables.expenditure import Total
from components.tables.record import Record

Choice = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """A way to test a claim: what it gives, in words for readers, and the function that finds it."""

    gives: str
    find: Callable[[Record, Claim, Choice], Result]


def _value(record: Record, claim: Claim, choice: Choice) -> Result:
    if entity := claim.parameters.get("entity"):
        measure = expenditure.price_measure(record, choice["edition"], choice["prices"])
        cell = expenditure.cell(record, choice["edition"], measure, entity, claim.parameters["year"])
        found = Total(cell.value, cell.is_estimate, ((1, cell),), False)
    else:
        found = _total(record, choice, claim.parameters["year"])
    billions = found.value / 1000
    return Result(
        billions,
        _dollars(billions, found.is_estimate),
        found.is_estimate,
        _steps(record, found),
        _sources(found),
    )


def _change(record: Record, claim: Claim, choice: Choice) -> Result:
    first, last = (_total(record, choice, claim.parameters[year]) for year in ("first", "last"))
    billions = (last.value - first.value) / 1000
    estimate = first.is_estimate or last.is_estimate
    steps = (
        *_steps(record, last),
        *_steps(record, first),
        f"{theme.number(last.value, 1)} {theme.MINUS} {theme.number(first.value, 1)} = "
        f"{theme.number(last.value - first.value, 1)} million dollars",
    )
    return Result(billions, _dollars(billions, estimate, signed=True), estimate, steps, _sources(last))


def _ratio(record: Record, claim: Claim, choice: Choice) -> Result:
    first, last = (_total(record, choice, claim.parameters[year]) for year in ("first", "last"))
    percent = (last.value / first.value - 1) * 100
    estimate = first.is_estimate or last.is_estimate
    steps = (
        *_steps(record, last),
        *_steps(record, first),
        f"{theme.number(last.value, 1)} / {theme.number(first.value, 1)} = "
        f"{theme.number(last.value / first.value, 3)}, a change of {theme.number(percent, 1, signed=True)}%",
    )
    return Result(
        percent, f"{theme.number(percent, 1, signed=True)}%{_e(estimate)}", estimate, steps, _sources(last)
    )


def _count_at_least(record: Record, claim: Claim, choice: Choice) -> Result:
    threshold = guideline(record, claim.parameters["threshold"], claim.said_on)
    year = claim.parameters["year"]
    count = expenditure.count_at_least(record, choice["edition"], year, threshold, choice["rounding"])
    names = theme.listed([record.allies[ally].name for ally in count.allies]) if count.allies else "none"
    label = record.editions[choice["edition"]].label
    if count.cells:
        compared = "as published" if choice["rounding"] == "as published" else "unrounded"
        how = (
            f"{len(count.cells)} Allies have a share of GDP for {year} in the edition of {label}, {compared}"
        )
    else:
        how = f"The edition of {label} is held in part; the count is the one reported of it"
    steps = (f"{how}.", f"At {threshold:g}% or above: {names}.", f"That is {count.value}.")
    return Result(
        count.value, f"{count.value}{_e(count.is_estimate)}", count.is_estimate, steps, (count.source_id,)
    )


def _troops_by_day(record: Record, claim: Claim, choice: Choice) -> Result:
    day = claim.parameters["day"]
    tiers = [row for row in record.rows("record.force_model_tiers") if row["status"] == "target"]
    reached = [row for row in tiers if row["to_day"] <= day]
    if not reached:
        raise NotHeld(f"no tier ends by day {day}")
    added = choice["tiers"] == "added up"
    troops = [int(row["troops"]) for row in reached]
    total = sum(troops) if added else troops[-1]
    steps = [f"{row['name']}: {row['as_worded']}, up to day {row['to_day']}." for row in reached]
    if added and len(troops) > 1:
        steps.append(f"{' + '.join(theme.number(part) for part in troops)} = {theme.number(total)}.")
    elif len(troops) > 1:
        steps.append(f"Taken as a running total, day {day} has {theme.number(total)}.")
    sources = tuple(dict.fromkeys(row["source_id"] for row in reached))
    return Result(total, theme.number(total), False, tuple(steps), sources)


def _dated(record: Record, claim: Claim, choice: Choice) -> Result:
    row = record.row("record.events", event_id=choice["event"])
    text = theme.day(row["date"], row["precision"])
    return Result(row["date"], text, False, (f"{text}: {row['what']}",), (row["source_id"],), row["date"])


def _duration(record: Record, claim: Claim, choice: Choice) -> Result:
    if choice["span"] == "figures":
        first, last = claim.parameters["first"], claim.parameters["last"]
        years, step = (
            float(last - first),
            f"The figures are of {first} and {last}: {last - first} years apart.",
        )
        return Result(years, f"{years:g} years", False, (step,), ())
    row = record.row("record.events", event_id=claim.parameters["event"])
    start: date = row["date"]
    months = (claim.said_on.year - start.year) * 12 + claim.said_on.month - start.month
    began, said = theme.day(start, row["precision"]), theme.day(claim.said_on, "month")
    step = f"From {began} ({row['what']}) to {said}: {months} months."
    return Result(months / 12, _years(months), False, (step,), (row["source_id"],))


def _threshold(record: Record, claim: Claim, choice: Choice) -> Result:
    found = guideline(record, claim.parameters["threshold"], claim.said_on)
    entry = record.thresholds[claim.parameters["threshold"]]
    sources = tuple(row["source_id"] for row in entry["values"])
    return Result(
        found,
        f"{found:g}%",
        False,
        (f"{entry['what']}: {found:g}{entry['unit']}.",),
        sources,
    )


def _same_speaker(record: Record, claim: Claim, choice: Choice) -> Result:
    row = record.row("record.transcripts", transcript_id=claim.transcript)
    name = record.people[row["speaker"]].name
    steps = (f"Transcript of {theme.day(row['said_on'])}, {name}: “{row['words']}”",)
    return Result(row["speaker"], name, False, steps, (row["source_id"],))


def _same_words(record: Record, claim: Claim, choice: Choice) -> Result:
    row = record.row("record.transcripts", transcript_id=claim.transcript)
    found = transcript.differences(claim.quote, row["words"], spelling=choice["spelling"])
    if transcript.in_other_words(claim.quote, row["words"], spelling=choice["spelling"]):
        text, told = "most words differ", ["Fewer than half of the words are the same."]
    else:
        places = "place" if len(found) == 1 else "places"
        text = f"differs in {theme.count_word(len(found))} {places}" if found else "the same words"
        told = [f"In the transcript: {transcript.told(difference)}." for difference in found]
    who = record.people[row["speaker"]].name
    steps = (
        f"Article: “{claim.quote}”",
        f"Transcript, {who}, {theme.day(row['said_on'])}: “{row['words']}”",
        *told,
        *((row["note"],) if row["note"] else ()),
    )
    return Result(len(found), text, False, steps, (row["source_id"],))


def _days(record: Record, claim: Claim, choice: Choice) -> Result:
    row = record.row("record.events", event_id=claim.parameters["event"])
    first, last = row["date"], row["date_to"] or row["date"]
    count = (last - first).days + 1
    step = f"{row['what']}: {theme.day(first)} to {theme.day(last)}, {count} days with both ends."
    return Result(count, f"{count} days", False, (step,), (row["source_id"],))


def _period(record: Record, claim: Claim, choice: Choice) -> Result:
    ends = [record.row("record.events", event_id=claim.parameters[key]) for key in ("from_event", "to_event")]
    steps = tuple(f"{theme.day(row['date'], row['precision'])}: {row['what']}" for row in ends)
    text = f"{ends[0]['date']:%Y} to {ends[1]['date']:%Y}"
    sources = tuple(dict.fromkeys(row["source_id"] for row in ends))
    return Result((ends[0]["date"], ends[1]["date"]), text, False, steps, sources)


def _members(record: Record, claim: Claim, choice: Choice) -> Result:
    named = [record.allies[code] for code in claim.parameters["allies"]]
    joined = [ally for ally in named if ally.member_from is None or ally.member_from <= claim.said_on]
    steps = tuple(f"{a.name}: member from {theme.day(a.member_from)}." for a in joined if a.member_from)
    rows = [record.row("record.membership", entity=ally.code) for ally in named]
    sources = tuple(dict.fromkeys(row["source_id"] for row in rows))
    return Result(len(joined), f"{len(joined)}", False, steps or ("None of them.",), sources)


def _actor(record: Record, claim: Claim, choice: Choice) -> Result:
    row = record.row("record.events", event_id=choice["event"])
    if not row["who"]:
        raise NotHeld("the record names nobody for this event")
    step = f"{theme.day(row['date'], row['precision'])}: {row['what']}"
    return Result(row["who"], row["who"], False, (step,), (row["source_id"],), row["date"])


def _stated_amount(record: Record, claim: Claim, choice: Choice) -> Result:
    row = record.row("record.ukraine_assistance", statement_id=choice["statement"])
    billions = row["amount_millions"] / 1000
    bound = f"{row['bound']} " if row["bound"] else ""
    text = f"{bound}{row['currency']} {billions:g}bn"
    step = f"{theme.day(row['stated_on'], row['precision'])}: “{row['words']}”"
    return Result(billions, text, False, (step,), (row["source_id"],), row["stated_on"])


def _published_figure(record: Record, claim: Claim, choice: Choice) -> Result:
    row = record.row("record.casualties_published", figure_id=choice["figure"])
    interval = f" ({theme.number(row['low'])} to {theme.number(row['high'])})" if row["low"] else ""
    text = f"{theme.number(row['figure'])}{interval}"
    step = (
        f"{theme.day(row['published_on'])}, {row['publisher']}: {text}, {row['counts']}, "
        f"as of {theme.day(row['as_of'])}."
    )
    estimate = row["kind"] != "count"
    return Result(int(row["figure"]), text, estimate, (step,), (row["source_id"],), row["published_on"])


def _not_checkable(record: Record, claim: Claim, choice: Choice) -> Result:
    raise NotHeld(claim.untestable)


RULES: Final[dict[str, Rule]] = {
    "value": Rule(
        "The level of one year in billion dollars: the Allies but one, or the entity that is named.", _value
    ),
    "change": Rule(
        "The difference between two years in billion dollars, within one edition and one price base.", _change
    ),
    "ratio": Rule("The change between two years in percent of the first.", _ratio),
    "count_at_least": Rule(
        "How many Allies reach the threshold in a year, the United States included.", _count_at_least
    ),
    "troops_by_day": Rule(
        "Troops by a day since the order, the tiers taken as a running total or added up. Targets, not counts.",
        _troops_by_day,
    ),
    "date": Rule("The recorded date of an event.", _dated),
    "duration": Rule(
        "Years from a recorded date to the day of the statement, or between two years of the figures.",
        _duration,
    ),
    "threshold": Rule("The value of a dated threshold on the day of the statement, in % of GDP.", _threshold),
    "same_speaker": Rule("Who spoke the words, by the transcript.", _same_speaker),
    "same_words": Rule(
        "In how many places the quotation's words differ from the transcript's, or that most of them do.",
        _same_words,
    ),
    "days": Rule("How many days a recorded event lasts, both ends counted.", _days),
    "period": Rule("The first and last date of two recorded events.", _period),
    "members": Rule("How many of the named countries are members on the day of the statement.", _members),
    "actor": Rule("Who did what the statement tells, by the record.", _actor),
    "stated_amount": Rule(
        "An amount as it was pledged or stated, in billions of its currency.", _stated_amount
    ),
    "published_figure": Rule(
        "A published count or estimate of deaths, with who published it and what it counts.",
        _published_figure,
    ),
    "not_checkable": Rule("No test exists; the claim's file says why.", _not_checkable),
}


def measure(record: Record, claim: Claim, choice: Choice) -> str | None:
    """The measure a rule reads from an edition, or `None` for a rule that reads no edition."""
    if claim.rule in ("value", "change", "ratio"):
        return expenditure.price_measure(record, choice["edition"], choice["prices"])
    return expenditure.SHARE if claim.rule == "count_at_least" else None


def guideline(record: Record, name: str, on: date) -> float:
    """The value of a threshold on a day; `NotHeld` on a day before its first value."""
    held = [row for row in record.thresholds[name]["values"] if row["from"] <= on]
    if not held:
        raise NotHeld(f"{name} has no value on {theme.day(on)}")
    return float(max(held, key=lambda row: row["from"])["value"])


def _years(months: int) -> str:
    """A span in words: "3 years and 6 months"."""
    years, rest = divmod(months, 12)
    return f"{years} years and {rest} months" if rest else f"{years} years"


def _total(record: Record, choice: Choice, year: int) -> Total:
    return expenditure.total(record, choice["edition"], year, choice["prices"], choice["members"])


def _e(estimate: bool) -> str:
    return "\N{NO-BREAK SPACE}e" if estimate else ""


def _dollars(billions: float, estimate: bool, *, signed: bool = False) -> str:
    number = theme.number(billions, 1, signed=signed)
    sign = number[0] if number[0] in f"+{theme.MINUS}" else ""
    return f"{sign}${number.removeprefix(sign)}bn{_e(estimate)}"


def _steps(record: Record, found: Total) -> tuple[str, ...]:
    """The arithmetic of a total: each cell with its edition, in million dollars."""
    first = found.parts[0][1]
    label = record.editions[first.edition].label
    if found.is_sum:
        members = sum(sign > 0 for sign, _ in found.parts)
        return (
            f"{first.year}{_e(found.is_estimate)}, edition of {label}: {theme.number(found.value, 1)} million "
            f"dollars, the sum of {members} Allies' figures (ours; the edition is held without NATO's total).",
        )
    lines = [
        f"{first.year}{_e(first.is_estimate)}, edition of {label}: "
        f"{theme.number(first.value, 1)} million dollars."
    ]
    for sign, cell in found.parts[1:]:
        word = "with" if sign > 0 else "without"
        name = record.allies[cell.entity].name
        lines.append(f"{first.year} {word} {name}: {theme.number(sign * cell.value, 1, signed=True)}.")
    if len(found.parts) > 1:
        lines.append(f"{first.year} together: {theme.number(found.value, 1)}.")
    return tuple(lines)


def _sources(found: Total) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.source_id for _, cell in found.parts))
