"""Every reading of every claim once more: value, whether it holds, whether it stood on the day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from functools import cache
from itertools import product
from typing import Any

from tests import independent
from tests.independent import ESTIMATE, VALUES
from tests.truth import held
from tests.truth.held import CLAIMS, EDITIONS, EVENTS, LABEL, TABLES, TRANSCRIPTS, day, number, plain

SHARE = "share_of_gdp_percent"
Choice = dict[str, str]


class NoValue(Exception):
    """The files hold no such value."""


@dataclass(frozen=True)
class Value:
    """What a reading gives: the value, its text as shown, its arithmetic line by line, its date if any."""

    value: Any
    text: str
    steps: tuple[str, ...]
    published: str = ""


@dataclass(frozen=True)
class Read:
    choice: tuple[tuple[str, str], ...]
    found: Value | None
    holds: bool | None
    is_basis: bool


@dataclass(frozen=True)
class Found:
    """A finding: its word, its basis, the readings with a value (basis first), and those without."""

    word: str
    basis: Read
    given: tuple[Read, ...]
    missing: tuple[Read, ...]


def prices_measure(edition: str, prices: str) -> str:
    base = EDITIONS[edition]["constant_base_year"]
    if prices == "constant" and not base:
        raise NoValue
    return "expenditure_usd_current_millions" if prices == "current" else f"expenditure_usd_{base}_millions"


@cache
def complete(edition: str, measure: str) -> bool:
    """Does the edition hold all Allies with figures for every year from 2014 to its last?"""
    cells = {(e, y) for (ed, m, e, y) in VALUES if (ed, m) == (edition, measure) and e in held.NAMES}
    years = {y for _, y in cells}
    everybody = {r["entity"] for r in TABLES["record.membership"] if r["has_figures"] == "true"}
    return (
        bool(years)
        and years == set(range(2014, max(years) + 1))
        and cells == {(e, y) for e in everybody for y in years}
    )


def total(edition: str, prices: str, members: str, year: int) -> tuple[Decimal, bool, tuple[str, ...]]:
    """Million dollars of the Allies but the United States, whether estimated, and the lines of its sum."""
    name = prices_measure(edition, prices)
    key = (edition, name, "NATO_EUR_CAN", year)
    if key in VALUES:
        value, estimate, ours = VALUES[key], ESTIMATE[key], 0
    elif complete(edition, name) and (edition, name, "USA", year) in VALUES:
        parts = [a for a in independent.allies(edition, name, year) if a != "USA"]
        value = sum((VALUES[edition, name, a, year] for a in parts), Decimal(0))
        estimate, ours = any(ESTIMATE[edition, name, a, year] for a in parts), len(parts)
    else:
        raise NoValue
    first, extra = value, []
    for ally in ("FIN", "SWE"):
        counted = independent.member(ally, year)
        sign = {("both years", False): 1, ("neither year", True): -1}.get((members, counted), 0)
        if not sign:
            continue
        cell = (edition, name, ally, year)
        if cell not in VALUES:
            raise NoValue
        value, estimate = value + sign * VALUES[cell], estimate or ESTIMATE[cell]
        extra.append((sign, ally, VALUES[cell]))
    return value, estimate, _lines(edition, year, (first, value), estimate, (name, ours, extra))


def _lines(
    edition: str, year: int, values: tuple[Decimal, Decimal], estimate: bool, parts: tuple
) -> tuple[str, ...]:
    name, ours, extra = parts
    e = " e" if ours and estimate or ESTIMATE.get((edition, name, "NATO_EUR_CAN", year)) else ""
    if ours:
        counted = ours + sum(sign > 0 for sign, _, _ in extra)
        return (
            f"{year}{e}, edition of {LABEL[edition]}: {number(values[1], 1)} million dollars, the sum of {counted} "
            "Allies' figures (ours; the edition is held without NATO's total).",
        )
    lines = [f"{year}{e}, edition of {LABEL[edition]}: {number(values[0], 1)} million dollars."]
    for sign, ally, value in extra:
        how = "with" if sign > 0 else "without"
        lines.append(f"{year} {how} {held.NAMES[ally]}: {number(sign * value, 1, signed=True)}.")
    return (*lines, f"{year} together: {number(values[1], 1)}.") if extra else tuple(lines)


def dollars(value: Decimal, estimate: bool, *, signed: bool = False) -> str:
    text = number(value / 1000, 1, signed=signed)
    sign = text[0] if text[0] in "+" + held.MINUS else ""
    return f"{sign}${text.removeprefix(sign)}bn{' e' if estimate else ''}"


def _value(claim: dict, choice: Choice) -> Value:
    given = claim["check"]["with"]
    if "entity" in given:
        key = (
            choice["edition"],
            prices_measure(choice["edition"], choice["prices"]),
            given["entity"],
            given["year"],
        )
        if key not in VALUES:
            raise NoValue
        value, e = VALUES[key], ESTIMATE[key]
        steps = (
            f"{given['year']}{' e' if e else ''}, edition of {LABEL[key[0]]}: {number(value, 1)} million dollars.",
        )
    else:
        value, e, steps = total(choice["edition"], choice["prices"], choice["members"], given["year"])
    return Value(value / 1000, dollars(value, e), steps)


def _two(claim: dict, choice: Choice) -> tuple[Decimal, Decimal, bool, tuple[str, ...]]:
    given = claim["check"]["with"]
    a, e, before = total(choice["edition"], choice["prices"], choice["members"], given["first"])
    b, f, after = total(choice["edition"], choice["prices"], choice["members"], given["last"])
    return a, b, e or f, (*after, *before)


def _change(claim: dict, choice: Choice) -> Value:
    a, b, e, steps = _two(claim, choice)
    line = f"{number(b, 1)} {held.MINUS} {number(a, 1)} = {number(b - a, 1)} million dollars"
    return Value((b - a) / 1000, dollars(b - a, e, signed=True), (*steps, line))


def _ratio(claim: dict, choice: Choice) -> Value:
    a, b, e, steps = _two(claim, choice)
    percent = number((b / a - 1) * 100, 1, signed=True)
    line = f"{number(b, 1)} / {number(a, 1)} = {number(b / a, 3)}, a change of {percent}%"
    return Value((b / a - 1) * 100, f"{percent}%{' e' if e else ''}", (*steps, line))


def share(edition: str, ally: str, year: int, rounding: str) -> Decimal:
    """An Ally's share of GDP at two decimals, or the quotient of the edition's own tables."""
    published = VALUES[edition, SHARE, ally, year]
    if rounding == "as published":
        return independent.printed(published)
    base = EDITIONS[edition]["constant_base_year"]
    spent, gdp = (
        VALUES.get((edition, m.format(base), ally, year))
        for m in ("expenditure_usd_{}_millions", "gdp_usd_{}_billions")
    )
    if spent and gdp:
        return spent / (gdp * 1000) * 100
    long = any(
        v != independent.printed(v) for (e, m, _, _), v in VALUES.items() if (e, m) == (edition, SHARE)
    )
    if not long:
        raise NoValue
    return published


def reached(
    edition: str, year: int, threshold: Decimal, rounding: str, *, us: bool = True
) -> tuple[list[str], list[str]]:
    """The Allies with figures in a year, and those at or above the threshold, by code."""
    everyone = sorted(a for a in independent.allies(edition, SHARE, year) if us or a != "USA")
    return everyone, [a for a in everyone if share(edition, a, year, rounding) >= threshold]


def _count(claim: dict, choice: Choice) -> Value:
    year, edition, rounding = claim["check"]["with"]["year"], choice["edition"], choice["rounding"]
    threshold = guideline(claim["check"]["with"]["threshold"], claim["said_on"])
    estimate = any(ESTIMATE[k] for k in VALUES if k[0] == edition and k[1] == SHARE and k[3] == year)
    if complete(edition, SHARE):
        everyone, found = reached(edition, year, threshold, rounding)
        count = len(found)
        estimate = any(ESTIMATE[edition, SHARE, a, year] for a in everyone)
        how = "as published" if rounding == "as published" else "unrounded"
        first = f"{len(everyone)} Allies have a share of GDP for {year} in the edition of {LABEL[edition]}, {how}."
    else:
        rows = [
            r for r in TABLES["record.two_percent_reported"]
            if (r["edition"], r["year"]) == (edition, str(year)) and r["basis"] != "forecast"
        ]  # fmt: skip
        if rounding != "as published" or not rows:
            raise NoValue
        count, found = int(rows[0]["allies_at_or_above_2pct"]), rows[0]["allies"].split()
        first = f"The edition of {LABEL[edition]} is held in part; the count is the one reported of it."
    names = held.listed([held.NAMES[a] for a in found]) if found else "none"
    steps = (first, f"At {plain(threshold)}% or above: {names}.", f"That is {count}.")
    return Value(count, f"{count}{' e' if estimate else ''}", steps)


def guideline(name: str, on: date) -> Decimal:
    values = [v for v in held.THRESHOLDS[name]["values"] if v["from"] <= on]
    return Decimal(str(max(values, key=lambda v: v["from"])["value"]))


def _troops(claim: dict, choice: Choice) -> Value:
    at = claim["check"]["with"]["day"]
    tiers = [
        r for r in TABLES["record.force_model_tiers"] if r["status"] == "target" and int(r["to_day"]) <= at
    ]
    troops, added = [int(r["troops"]) for r in tiers], choice["tiers"] == "added up"
    found = sum(troops) if added else troops[-1]
    steps = [f"{r['name']}: {r['as_worded']}, up to day {r['to_day']}." for r in tiers]
    if len(troops) > 1:
        sums = f"{' + '.join(number(t) for t in troops)} = {number(found)}."
        steps.append(sums if added else f"Taken as a running total, day {at} has {number(found)}.")
    return Value(found, number(found), tuple(steps))


def _dated(claim: dict, choice: Choice) -> Value:
    row = EVENTS[choice["event"]]
    text = held.dated(row)
    return Value(date.fromisoformat(row["date"]), text, (f"{text}: {row['what']}",), row["date"])


def _duration(claim: dict, choice: Choice) -> Value:
    given = claim["check"]["with"]
    if choice["span"] == "figures":
        years = given["last"] - given["first"]
        return Value(
            Decimal(years),
            f"{years} years",
            (f"The figures are of {given['first']} and {given['last']}: {years} years apart.",),
        )
    row, said = EVENTS[given["event"]], claim["said_on"]
    began = date.fromisoformat(row["date"])
    months = (said.year - began.year) * 12 + said.month - began.month
    years, rest = divmod(months, 12)
    step = f"From {held.dated(row)} ({row['what']}) to {day(said, 'month')}: {months} months."
    return Value(
        Decimal(months) / 12, f"{years} years and {rest} months" if rest else f"{years} years", (step,)
    )


def _threshold(claim: dict, choice: Choice) -> Value:
    name = claim["check"]["with"]["threshold"]
    found, entry = guideline(name, claim["said_on"]), held.THRESHOLDS[name]
    return Value(found, f"{plain(found)}%", (f"{entry['what']}: {plain(found)}{entry['unit']}.",))


def _speaker(claim: dict, choice: Choice) -> Value:
    row = TRANSCRIPTS[claim["transcript"]]
    name = held.PEOPLE[row["speaker"]]["name"]
    return Value(row["speaker"], name, (f"Transcript of {day(row['said_on'])}, {name}: “{row['words']}”",))


def _bare(text: str, spelling: str) -> list[str]:
    other = {"kiev": "kyiv", "defense": "defence"} if spelling == "either" else {}
    found = (
        w.replace("’", "'").casefold().strip("'-") for w in re.findall(r"[\w$%€'’-]*\w[\w$%€'’-]*", text)
    )
    return [other.get(w, w) for w in found]


def _words(claim: dict, choice: Choice) -> Value:
    """In how many places the words differ; what the transcript has around the quotation does not count."""
    row = TRANSCRIPTS[claim["transcript"]]
    stretches = [_bare(part, choice["spelling"]) for part in re.split(r"\.\.\.|…", claim["quote"])]
    ours, theirs = [w for part in stretches for w in part], _bare(row["words"], choice["spelling"])
    ends = {sum(map(len, stretches[:n])) for n in range(len(stretches) + 1)}
    moves = SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes()
    count = sum(
        kind != "equal" and not (kind == "insert" and _at_end(a, d, ours, theirs, ends))
        for kind, a, _, _, d in moves
    )
    name = held.PEOPLE[row["speaker"]]["name"]
    steps = (f"Article: “{claim['quote']}”", f"Transcript, {name}, {day(row['said_on'])}: “{row['words']}”")
    text = (
        f"differs in {held.word(count)} {'place' if count == 1 else 'places'}" if count else "the same words"
    )
    apart = [
        (b - a) + (d - c)
        for kind, a, b, c, d in moves
        if kind != "equal" and not (kind == "insert" and _at_end(a, d, ours, theirs, ends))
    ]
    alike = sum(b - a for kind, a, b, _, _ in moves if kind == "equal")
    return Value(count, "most words differ" if 2 * alike < sum(apart) else text, steps)


def _at_end(at: int, end: int, ours: list[str], theirs: list[str], ends: set[int]) -> bool:
    """Do added words stand, or could they as well stand, where the quotation begins, ends or is cut?"""
    while at not in ends and at > 0 and ours[at - 1] == theirs[end - 1]:
        at, end = at - 1, end - 1
    return at in ends


def _days(claim: dict, choice: Choice) -> Value:
    row = EVENTS[claim["check"]["with"]["event"]]
    count = (date.fromisoformat(row["date_to"]) - date.fromisoformat(row["date"])).days + 1
    step = f"{row['what']}: {day(row['date'])} to {day(row['date_to'])}, {count} days with both ends."
    return Value(Decimal(count), f"{count} days", (step,))


def _period(claim: dict, choice: Choice) -> Value:
    ends = [EVENTS[claim["check"]["with"][key]] for key in ("from_event", "to_event")]
    steps = tuple(f"{held.dated(row)}: {row['what']}" for row in ends)
    years = [row["date"][:4] for row in ends]
    return Value(tuple(years), f"{years[0]} to {years[1]}", steps)


def _members(claim: dict, choice: Choice) -> Value:
    rows = [r for r in TABLES["record.membership"] if r["entity"] in claim["check"]["with"]["allies"]]
    joined = [r for r in rows if not r["member_from"] or r["member_from"] <= str(claim["said_on"])]
    steps = tuple(f"{r['name']}: member from {day(r['member_from'])}." for r in joined if r["member_from"])
    return Value(Decimal(len(joined)), str(len(joined)), steps)


def _actor(claim: dict, choice: Choice) -> Value:
    row = EVENTS[choice["event"]]
    return Value(row["who"], row["who"], (f"{held.dated(row)}: {row['what']}",), row["date"])


def _amount(claim: dict, choice: Choice) -> Value:
    row = next(r for r in TABLES["record.ukraine_assistance"] if r["statement_id"] == choice["statement"])
    return Value(
        Decimal(row["amount_millions"]) / 1000,
        amount(row),
        (f"{held.dated(row, 'stated_on')}: “{row['words']}”",),
        row["stated_on"],
    )


def amount(row: dict[str, str]) -> str:
    return f"{row['bound']} {row['currency']} {plain(Decimal(row['amount_millions']) / 1000)}bn".strip()


def deaths(row: dict[str, str]) -> str:
    between = f" ({number(row['low'])} to {number(row['high'])})" if row["low"] else ""
    return number(row["figure"]) + between


def _deaths(claim: dict, choice: Choice) -> Value:
    row = next(r for r in TABLES["record.casualties_published"] if r["figure_id"] == choice["figure"])
    step = f"{day(row['published_on'])}, {row['publisher']}: {deaths(row)}, {row['counts']}, as of {day(row['as_of'])}."
    return Value(Decimal(row["figure"]), deaths(row), (step,), row["published_on"])


RULES = {
    "value": _value, "change": _change, "ratio": _ratio, "count_at_least": _count, "troops_by_day": _troops,
    "date": _dated, "duration": _duration, "threshold": _threshold, "same_speaker": _speaker, "same_words": _words,
    "days": _days, "period": _period, "members": _members, "actor": _actor, "stated_amount": _amount,
    "published_figure": _deaths,
}  # fmt: skip


def rounds(value: Decimal, said: Any, step: Any) -> bool:
    exact = Decimal(str(step))
    return (Decimal(str(value)) / exact).quantize(Decimal(1), ROUND_HALF_UP) * exact == Decimal(str(said))


def holds(value: Any, said: dict, tolerance: str = "stated") -> bool:
    """Does a value pass the test of the words, or lie within the tolerance a reader has chosen?"""
    how, figure = said["operator"], said.get("value")
    if how in ("same words", "done by", "spoken by", "dated", "from to", "not stated"):
        return _other(value, said)
    above = (Decimal(str(value)) - Decimal(str(figure))) / Decimal(str(figure))
    if tolerance != "stated" and said.get("unit"):
        within = Decimal(0) if tolerance == "exact" else Decimal(tolerance) / 100
        if how in ("over", "at least", "just over"):
            return -within <= above and (how != "just over" or above <= max(within, Decimal("0.02")))
        return abs(above) <= within
    tests = {
        "over": above > 0,
        "at least": above >= 0,
        "just over": 0 < above <= Decimal("0.02"),
        "about": abs(above) <= Decimal("0.05"),
    }
    return tests.get(how, rounds(value, figure, said.get("to_nearest", 1)))


def _other(value: Any, said: dict) -> bool:
    how = said["operator"]
    if how == "same words":
        return not value
    if how == "from to":
        return value == (str(said["value"].year), str(said["until"].year))
    if how != "dated":
        return value == said.get("value")
    first, last = said["value"], said.get("until", said["value"])
    if said.get("precision") == "month":
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    elif said.get("precision") == "year":
        first, last = date(first.year, 1, 1), date(last.year, 12, 31)
    return first <= value <= last


def read(claim_id: str, choice: Choice, tolerance: str = "stated", *, is_basis: bool = False) -> Read:
    claim = CLAIMS[claim_id]
    try:
        found = RULES[claim["check"]["rule"]](claim, choice)
    except (NoValue, KeyError):
        return Read(tuple(choice.items()), None, None, is_basis)
    passes = None if "untestable" in claim["check"] else holds(found.value, claim["said"], tolerance)
    return Read(tuple(choice.items()), found, passes, is_basis)


@cache
def finding(claim_id: str, when: str, tolerance: str = "stated") -> Found:
    """The finding on the day or today, every reading evaluated here."""
    claim = CLAIMS[claim_id]
    check, said_on = claim["check"], str(claim["said_on"])
    vary = dict(check.get("vary", {}))
    if "edition" in vary:
        vary["edition"] = sorted(vary["edition"], key=lambda e: EDITIONS[e]["published"])
    basis = dict(check.get("basis", {}))
    if when == "today" and "edition" in basis:
        basis["edition"] = next(
            (e for e in reversed(vary["edition"]) if _whole(claim, basis, e)), basis["edition"]
        )
    if when == "day" and "edition" in vary:
        vary["edition"] = [e for e in vary["edition"] if EDITIONS[e]["published"] <= said_on]
    choices = [
        dict(check.get("basis", {})) | dict(zip(vary, v, strict=True)) for v in product(*vary.values())
    ]
    if basis not in choices:
        choices.append(basis)
    taken = [read(claim_id, c, tolerance, is_basis=c == basis) for c in choices]
    if when == "day":
        taken = [
            Read(r.choice, None, None, r.is_basis) if r.found and r.found.published > said_on else r for r in taken
        ]  # fmt: skip
    taken.sort(key=lambda r: not r.is_basis)
    given = tuple(r for r in taken if r.found)
    word = (
        "unchecked"
        if "untestable" in check or not taken[0].found
        else "differs"
        if not taken[0].holds
        else ""
    )
    word = word or ("holds" if all(r.holds for r in given) else "own_basis")
    return Found(word, taken[0], given, tuple(r for r in taken if not r.found))


def _whole(claim: dict, basis: Choice, edition: str) -> bool:
    try:
        name = (
            SHARE if claim["check"]["rule"] == "count_at_least" else prices_measure(edition, basis["prices"])
        )
    except NoValue:
        return False
    return complete(edition, name)


def since(claim_id: str, tolerance: str = "stated") -> tuple[Read, ...]:
    known = [dict(r.choice) for r in finding(claim_id, "day", tolerance).given]
    return tuple(r for r in finding(claim_id, "today", tolerance).given if dict(r.choice) not in known)
