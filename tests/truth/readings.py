"""Every reading of every claim once more: its value, the numbers its arithmetic shows, and whether it holds."""

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
from tests.independent import VALUES
from tests.truth import data
from tests.truth.data import CLAIMS, EDITIONS, EVENTS, TABLES, TRANSCRIPTS

SHARE = "share_of_gdp_percent"
CURRENT = "expenditure_usd_current_millions"
Choice = dict[str, str]


NEAR = {"just over": Decimal("0.02"), "about": Decimal("0.05")}
"""How far from its figure a loose word still holds: a rule of the test, read in no table."""


class NoValue(Exception):
    """The files hold no such value."""


@dataclass(frozen=True)
class Value:
    """What a reading gives: the value, other counts that stand beside it, and the day it was published, if one."""

    value: Any
    beside: tuple[int, ...] = ()
    published: str = ""


@dataclass(frozen=True)
class Read:
    """A claim under one choice; `found` and `holds` are None where the files have no value or there is no test."""

    choice: Choice
    found: Value | None
    holds: bool | None


@dataclass(frozen=True)
class Finding:
    """A finding: its word, and its readings that have a value and those that have none, the speaker's first."""

    word: str
    given: tuple[Read, ...]
    missing: tuple[Read, ...]


def prices_measure(edition: str, prices: str) -> str:
    base = EDITIONS[edition]["constant_base_year"]
    if prices == "constant" and not base:
        raise NoValue
    return CURRENT if prices == "current" else f"expenditure_usd_{base}_millions"


@cache
def years(edition: str, measure: str) -> tuple[int, ...]:
    return tuple(sorted({y for e, m, _, y in VALUES if (e, m) == (edition, measure)}))


@cache
def complete(edition: str, measure: str) -> bool:
    """Does the edition hold all Allies with figures for every year from 2014 to its last?"""
    cells = {(e, y) for ed, m, e, y in VALUES if (ed, m) == (edition, measure) and e in data.NAMES}
    held = {y for _, y in cells}
    everybody = {r["entity"] for r in TABLES["record.membership"] if r["has_figures"] == "true"}
    return (
        bool(held)
        and held == set(range(2014, max(held) + 1))
        and cells == {(e, y) for e in everybody for y in held}
    )


@cache
def total(edition: str, prices: str, members: str, year: int) -> Decimal:
    """Million dollars of the Allies other than the United States, by the edition's total or summed Ally by Ally."""
    name = prices_measure(edition, prices)
    value = VALUES.get((edition, name, "NATO_EUR_CAN", year))
    if value is None:
        if not complete(edition, name) or (edition, name, "USA", year) not in VALUES:
            raise NoValue
        parts = [a for a in independent.allies(edition, name, year) if a != "USA"]
        value = sum((VALUES[edition, name, a, year] for a in parts), Decimal(0))
    for ally in ("FIN", "SWE"):
        counted = independent.member(ally, year)
        sign = {("both years", False): 1, ("neither year", True): -1}.get((members, counted), 0)
        if sign and (edition, name, ally, year) not in VALUES:
            raise NoValue
        value += sign * VALUES.get((edition, name, ally, year), 0)
    return value


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
    if all(v == independent.printed(v) for (e, m, _, _), v in VALUES.items() if (e, m) == (edition, SHARE)):
        raise NoValue
    return published


def reached(
    edition: str, year: int, threshold: Decimal, rounding: str = "as published", *, us: bool = True
) -> tuple[list[str], list[str]]:
    """The Allies with figures in a year, and those of them at or above the threshold."""
    everyone = sorted(a for a in independent.allies(edition, SHARE, year) if us or a != "USA")
    return everyone, [a for a in everyone if share(edition, a, year, rounding) >= threshold]


def _value(claim: dict, choice: Choice) -> Value:
    given = claim["check"]["with"]
    if "entity" not in given:
        return Value(total(choice["edition"], choice["prices"], choice["members"], given["year"]) / 1000)
    name = prices_measure(choice["edition"], choice["prices"])
    return Value(VALUES[choice["edition"], name, given["entity"], given["year"]] / 1000)


def _two(claim: dict, choice: Choice) -> tuple[Decimal, Decimal]:
    given = claim["check"]["with"]
    chosen = choice["edition"], choice["prices"], choice["members"]
    return total(*chosen, given["first"]), total(*chosen, given["last"])


def _change(claim: dict, choice: Choice) -> Value:
    first, last = _two(claim, choice)
    return Value((last - first) / 1000)


def _ratio(claim: dict, choice: Choice) -> Value:
    first, last = _two(claim, choice)
    return Value((last / first - 1) * 100)


def guideline(name: str, on: date) -> Decimal:
    values = [v for v in data.THRESHOLDS[name]["values"] if v["from"] <= on]
    return Decimal(str(max(values, key=lambda v: v["from"])["value"]))


def _count(claim: dict, choice: Choice) -> Value:
    given, edition, rounding = claim["check"]["with"], choice["edition"], choice["rounding"]
    if complete(edition, SHARE):
        threshold = guideline(given["threshold"], claim["said_on"])
        everyone, found = reached(edition, given["year"], threshold, rounding)
        return Value(len(found), (len(everyone),))
    counts = [
        int(r["allies_at_or_above_2pct"])
        for r in TABLES["record.two_percent_reported"]
        if (r["edition"], r["year"]) == (edition, str(given["year"])) and r["basis"] != "forecast"
    ]
    if rounding != "as published" or not counts:
        raise NoValue
    return Value(counts[0])


def _troops(claim: dict, choice: Choice) -> Value:
    at = claim["check"]["with"]["day"]
    tiers = [
        int(r["troops"])
        for r in TABLES["record.force_model_tiers"]
        if r["status"] == "target" and int(r["to_day"]) <= at
    ]
    return Value(sum(tiers) if choice["tiers"] == "added up" else tiers[-1])


def _dated(claim: dict, choice: Choice) -> Value:
    row = EVENTS[choice["event"]]
    return Value(date.fromisoformat(row["date"]), (), row["date"])


def _duration(claim: dict, choice: Choice) -> Value:
    given, said = claim["check"]["with"], claim["said_on"]
    if choice["span"] == "figures":
        return Value(Decimal(given["last"] - given["first"]))
    began = date.fromisoformat(EVENTS[given["event"]]["date"])
    months = (said.year - began.year) * 12 + said.month - began.month
    return Value(Decimal(months) / 12, (months, *divmod(months, 12)))


def _threshold(claim: dict, choice: Choice) -> Value:
    return Value(guideline(claim["check"]["with"]["threshold"], claim["said_on"]))


def _speaker(claim: dict, choice: Choice) -> Value:
    return Value(TRANSCRIPTS[claim["transcript"]]["speaker"])


def _bare(text: str, spelling: str) -> list[str]:
    other = {"kiev": "kyiv", "defense": "defence"} if spelling == "either" else {}
    found = (
        w.replace("’", "'").casefold().strip("'-") for w in re.findall(r"[\w$%€'’-]*\w[\w$%€'’-]*", text)
    )
    return [other.get(w, w) for w in found]


def _words(claim: dict, choice: Choice) -> Value:
    """In how many places the words differ; what the transcript has around the quotation does not count."""
    stretches = [_bare(part, choice["spelling"]) for part in re.split(r"\.\.\.|…", claim["quote"])]
    ours = [w for part in stretches for w in part]
    theirs = _bare(TRANSCRIPTS[claim["transcript"]]["words"], choice["spelling"])
    ends = {sum(map(len, stretches[:n])) for n in range(len(stretches) + 1)}
    moves = SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes()
    return Value(
        sum(
            kind != "equal" and not (kind == "insert" and _at_end(a, d, ours, theirs, ends))
            for kind, a, _, _, d in moves
        )
    )


def _at_end(at: int, end: int, ours: list[str], theirs: list[str], ends: set[int]) -> bool:
    """Do added words stand, or could they as well stand, where the quotation begins, ends or is cut?"""
    while at not in ends and at > 0 and ours[at - 1] == theirs[end - 1]:
        at, end = at - 1, end - 1
    return at in ends


def _days(claim: dict, choice: Choice) -> Value:
    row = EVENTS[claim["check"]["with"]["event"]]
    return Value(Decimal((date.fromisoformat(row["date_to"]) - date.fromisoformat(row["date"])).days + 1))


def _period(claim: dict, choice: Choice) -> Value:
    given = claim["check"]["with"]
    return Value(tuple(EVENTS[given[key]]["date"][:4] for key in ("from_event", "to_event")))


def _members(claim: dict, choice: Choice) -> Value:
    rows = [r for r in TABLES["record.membership"] if r["entity"] in claim["check"]["with"]["allies"]]
    return Value(
        Decimal(sum(not r["member_from"] or r["member_from"] <= str(claim["said_on"]) for r in rows))
    )


def _actor(claim: dict, choice: Choice) -> Value:
    row = EVENTS[choice["event"]]
    return Value(row["who"], (), row["date"])


def _amount(claim: dict, choice: Choice) -> Value:
    row = next(r for r in TABLES["record.ukraine_assistance"] if r["statement_id"] == choice["statement"])
    return Value(Decimal(row["amount_millions"]) / 1000, (), row["stated_on"])


def _deaths(claim: dict, choice: Choice) -> Value:
    row = next(r for r in TABLES["record.casualties_published"] if r["figure_id"] == choice["figure"])
    return Value(Decimal(row["figure"]), (), row["published_on"])


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
            return -within <= above and (how != "just over" or above <= max(within, NEAR[how]))
        return abs(above) <= within
    tests = {
        "over": above > 0,
        "at least": above >= 0,
        "just over": 0 < above <= NEAR["just over"],
        "about": abs(above) <= NEAR["about"],
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


def read(claim_id: str, choice: Choice, tolerance: str = "stated") -> Read:
    claim = CLAIMS[claim_id]
    try:
        found = RULES[claim["check"]["rule"]](claim, choice)
    except (NoValue, KeyError):
        return Read(choice, None, None)
    untestable = "untestable" in claim["check"]
    return Read(choice, found, None if untestable else holds(found.value, claim["said"], tolerance))


@cache
def finding(claim_id: str, when: str, tolerance: str = "stated") -> Finding:
    """The finding on the day or today, every reading evaluated here."""
    claim = CLAIMS[claim_id]
    check, said_on = claim["check"], str(claim["said_on"])
    vary, basis = dict(check.get("vary", {})), dict(check.get("basis", {}))
    if "edition" in vary:
        vary["edition"] = sorted(vary["edition"], key=lambda e: EDITIONS[e]["published"])
    if when == "today" and "edition" in basis:
        whole = [e for e in vary["edition"] if _whole(claim, basis, e)]
        basis["edition"] = whole[-1] if whole else basis["edition"]
    if when == "day" and "edition" in vary:
        vary["edition"] = [e for e in vary["edition"] if EDITIONS[e]["published"] <= said_on]
    choices = [
        dict(check.get("basis", {})) | dict(zip(vary, v, strict=True)) for v in product(*vary.values())
    ]
    choices = [basis, *(c for c in choices if c != basis)]
    taken = [read(claim_id, c, tolerance) for c in choices]
    if when == "day":
        taken = [Read(r.choice, None, None) if r.found and r.found.published > said_on else r for r in taken]
    given = tuple(r for r in taken if r.found)
    word = "holds" if all(r.holds for r in given) else "own_basis"
    if "untestable" in check or not taken[0].found:
        word = "unchecked"
    elif not taken[0].holds:
        word = "differs"
    return Finding(word, given, tuple(r for r in taken if not r.found))


def _whole(claim: dict, basis: Choice, edition: str) -> bool:
    try:
        counts = claim["check"]["rule"] == "count_at_least"
        return complete(edition, SHARE if counts else prices_measure(edition, basis["prices"]))
    except NoValue:
        return False


def since(claim_id: str, tolerance: str = "stated") -> tuple[Read, ...]:
    """The readings that were added after the words were said."""
    known = [r.choice for r in finding(claim_id, "day", tolerance).given]
    return tuple(r for r in finding(claim_id, "today", tolerance).given if r.choice not in known)
