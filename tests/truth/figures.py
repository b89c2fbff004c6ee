"""What each figure must show under a reader's choices: its words, and its rows as numbers and as printed.

Recomputed from `held` and `readings`; the figures of the dashboard are not asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tests import independent
from tests.independent import ESTIMATE, JULY, JUNE, VALUES
from tests.truth import held, readings
from tests.truth.held import (
    CLAIMS,
    EDITIONS,
    EVENTS,
    LABEL,
    NAMES,
    TABLES,
    day,
    listed,
    number,
    plain,
    sentence,
    word,
)
from tests.truth.readings import SHARE, reached, share, total

View = dict[str, str]
DEFAULTS: dict[str, View] = {
    "spending": {"prices": "current", "members": "published", "edition": JUNE, "from": "2020", "to": "2024"},
    "two_percent": {"threshold": "2", "us": "counted", "edition": JUNE, "from": "2020", "to": "2024"},
    "force_model": {"tiers": "both"},
    "readings": {"claim": "spending_increase", "tolerance": "stated"},
    "data": {"measure": "share", "year": "2024", "ally": "all", "table": "record.nato_expenditure"},
}
MEMBERS = {"published": "as published", "both": "both years", "neither": "neither year"}
CURRENT = "expenditure_usd_current_millions"


@dataclass(frozen=True)
class Line:
    """One row: what names it, its numbers as they are, its cells as printed, and words drawn for it."""

    key: tuple[str, ...]
    numbers: tuple[Decimal, ...]
    cells: tuple[str, ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shows:
    """A figure's words, its rows, and numbers of the whole (what was said, the ends of a band)."""

    words: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    whole: tuple[Decimal, ...] = ()
    drawn: tuple[str, ...] = field(default=())


def yes(value: bool) -> str:
    return "yes" if value else "no"


def source(edition: str) -> str:
    row = EDITIONS[edition]
    return f"{row['publisher']}, {row['title']}, edition of {held.dated(row, 'published')}."


def price_words(view: View) -> str:
    if view["prices"] == "current":
        return "current prices and exchange rates"
    return f"{EDITIONS[view['edition']]['constant_base_year']} prices and exchange rates"


def _total(view: View, year: int) -> tuple[Decimal, bool]:
    value, estimate, _ = total(view["edition"], view["prices"], MEMBERS[view["members"]], year)
    return value / 1000, estimate


def years(edition: str, measure: str) -> list[int]:
    return sorted({y for (e, m, _, y) in VALUES if (e, m) == (edition, measure)})


def spending_by_year(view: View) -> Shows:
    first, last = int(view["from"]), int(view["to"])
    low, high = _total(view, first)[0], _total(view, last)[0]
    e = " e" if _total(view, last)[1] else ""
    said = [CLAIMS[f"spending_{y}"]["said"] for y in (2020, 2024)]
    spoken = [f"{s['operator']} {plain(s['value'])}" for s in said]
    lines = []
    for year in years(view["edition"], readings.prices_measure(view["edition"], view["prices"])):
        if year <= max(2024, last):
            value, estimate = _total(view, year)
            mark = " e" if estimate else ""
            words = [w for s, w in zip(said, spoken, strict=True) if s["year"] == year]
            cells = (str(year), number(value, 1), yes(estimate), *words)
            texts = (f"{year}{mark}", _short(year, mark), number(value), f"{number(value)}{mark}")
            lines.append(Line((str(year),), (value,), cells, texts))
    lines += [
        Line((str(s["year"]), w), (Decimal(s["value"]),), (), (w, f"said: {w}", f"{s['year']} e"))
        for s, w in zip(said, spoken, strict=True)
    ]
    title = f"From {number(low)} billion dollars in {first} to {number(high)} billion in {last}{e}"
    small = f"{number(low)} billion in {first}, {number(high)} billion in {last}{e}"
    joins = "The total counts Finland from 2023 and Sweden from 2024."
    increase = CLAIMS["spending_increase"]["said"]["value"]
    changes = (f"{number(high - low, signed=True)}{e}", number(increase, signed=True))
    return Shows(
        (title, small, price_words(view), source(view["edition"]), joins, f"Said: {spoken[1]} in 2024 and {spoken[0]} in 2020."),
        tuple(lines), (low, high, *(Decimal(s["value"]) for s in said), Decimal(500)),
        (*spoken, *changes, *(f"{y} e" for y in (2020, 2024))),
    )  # fmt: skip


def _short(year: int, mark: str) -> str:
    """A year where there is little room."""
    return f"’{year % 100:02d}{mark}"


def _counted(view: View) -> list[str]:
    name = readings.prices_measure(view["edition"], view["prices"])
    found = set(independent.allies(view["edition"], name, int(view["to"]))) - {"USA"}
    new = {"FIN", "SWE"}
    return sorted({"both": found | new, "neither": found - new}.get(view["members"], found))


def _pair(view: View, ally: str) -> tuple[Decimal, Decimal, bool]:
    name = readings.prices_measure(view["edition"], view["prices"])
    first, last = ((view["edition"], name, ally, int(view[k])) for k in ("from", "to"))
    return VALUES[first] / 1000, VALUES[last] / 1000, ESTIMATE[last]


def _new(view: View, ally: str) -> bool:
    both = ally in ("FIN", "SWE") and view["members"] == "both"
    return not (independent.member(ally, int(view["from"])) or both)


def spending_increase_by_ally(view: View) -> Shows:
    pairs = {ally: _pair(view, ally) for ally in _counted(view)}
    change = {ally: last - first for ally, (first, last, _) in pairs.items()}
    old = sorted((a for a in pairs if not _new(view, a)), key=lambda a: -change[a])
    new = sorted((a for a in pairs if _new(view, a)), key=lambda a: pairs[a][1])
    all_in = _total(view, int(view["to"]))[0] - _total(view, int(view["from"]))[0]
    rest = old[8:]
    steps = [(NAMES[a], change[a]) for a in old[:8]]
    steps += [(f"{len(rest)} other Allies", sum(change[a] for a in rest))] if rest else []
    since = [sum(change[a] for a in old)] if new else []
    at, lines = Decimal(0), []
    for name, amount in steps + [(f"{NAMES[a]}, whole amount", pairs[a][1]) for a in new]:
        lines.append(_step(name, amount, at, at + amount))
        at += amount
    lines += [_step("Members in both years", s, Decimal(0), s) for s in since]
    end = "As NATO published it" if view["members"] == "published" else "Together"
    lines.append(_step(end, all_in, Decimal(0), all_in))
    e = " e" if any(estimate for _, _, estimate in pairs.values()) else ""
    top = sum(change[a] for a in old[:3])
    grey = f"not in the {view['from']} total, so the whole amount of {view['to']} counts as increase"
    fell = f"The total fell by {number(-all_in)} billion; the three largest rises add up to {number(top)} billion"
    return Shows(
        (
            f"Three Allies account for {number(top)} of the {number(all_in)} billion" if all_in > 0 else fell,
            f"Change {view['from']} to {view['to']}{e} by Ally, billion dollars, {price_words(view)}",
            source(view["edition"]), grey,
        ),
        tuple(lines), (Decimal(175),), ("said: +175",),
    )  # fmt: skip


def _step(name: str, amount: Decimal, start: Decimal, end: Decimal) -> Line:
    cells = (name, number(amount, 1), number(start, 1), number(end, 1))
    return Line(
        (name,),
        (amount, start, end),
        cells,
        (number(amount, signed=True), f"{number(amount, signed=True)} e"),
    )


def spending_by_ally(view: View) -> Shows:
    rows = [(a, *_pair(view, a)) for a in _counted(view)]
    rose = sum(last > first for _, first, last, _ in rows)
    e = " e" if any(estimate for *_, estimate in rows) else ""
    lines = [
        Line(
            (NAMES[a],), (first, last), (NAMES[a], number(first, 1), number(last, 1), yes(estimate)),
            (number(last - first, 1, signed=True),),
        )
        for a, first, last, estimate in rows
    ]  # fmt: skip
    heads = _heads(view)
    title = f"{rose} of {len(rows)} Allies spent more in {view['to']}{e} than in {view['from']}"
    return Shows(
        (title, price_words(view), source(view["edition"]), *heads),
        tuple(lines),
        (),
        (view["from"], view["to"], f"{view['to']}{e}"),
    )


def _heads(view: View) -> tuple[str, ...]:
    """The headings of a table with a first and a last year, as a row and in a sentence."""
    first, last = view["from"], view["to"]
    later = f"{last} in a later edition, where it falls below"
    row = f"Ally | {first} | {last} | {last} is an estimate | Member in {first}"
    return (
        row,
        f"{row} | {later}",
        f"Ally, {first}, {last}, {last} is an estimate",
        f"member in {first}",
        later,
    )


def spending_map(view: View) -> Shows:
    lines, percents = [], {}
    for ally in _counted(view):
        first, last, _ = _pair(view, ally)
        percents[ally] = percent = (last / first - 1) * 100
        text = f"{number(percent, signed=True)}%"
        lines.append(Line((NAMES[ally],), (percent,), (NAMES[ally], number(percent, 1)), (text,)))
    most = max(percents, key=lambda a: percents[a])
    doubled = sum(p >= 100 for p in percents.values())
    who = "Ally at least doubled its" if doubled == 1 else "Allies at least doubled their"
    title = f"{sentence(word(doubled))} {who} spending" if doubled else "No Ally doubled its spending"
    return Shows(
        (
            title, f"Change {view['from']} to {view['to']} in percent, {price_words(view)}", source(view["edition"]),
            f"the largest rise is {NAMES[most]}'s, {number(percents[most], signed=True)}%",
        ),
        tuple(lines), (), ("under 25%", "25 to 50%", "50 to 100%", "100% or more"),
    )  # fmt: skip


def _curve(claim_id: str, title: str, tolerance: str = "stated") -> Shows:
    found = readings.finding(claim_id, "today", tolerance)
    values = [Decimal(str(r.found.value)) for r in found.given if r.found]
    scale = 1000 if max(values) >= 20_000 and not any(v % 1000 for v in values) else 1
    lines = []
    for read, value in zip(found.given, values, strict=True):
        names = tuple(
            option(key, text) for key, text in read.choice if key in CLAIMS[claim_id]["check"]["vary"]
        )
        scaled = value / scale
        places = 1 if abs(scaled) < 10 and scaled != int(scaled) else 0
        printed = {number(scaled, places), number(value, places)}
        lines.append(
            Line(names, (scaled,), (*names, number(scaled, 1), yes(bool(read.holds))), tuple(printed))
        )
    said = CLAIMS[claim_id]["said"].get("value")
    band: tuple[Decimal, ...] = ()
    drawn: tuple[str, ...] = ()
    if said and "untestable" not in CLAIMS[claim_id]["check"]:
        exact = Decimal(str(said)) / scale
        half = Decimal(str(CLAIMS[claim_id]["said"].get("to_nearest", 1))) / 2 / scale
        if tolerance != "stated":
            half = exact * (Decimal(0) if tolerance == "exact" else Decimal(tolerance) / 100)
        band = (exact, exact - half, exact + half)
        drawn = (
            f"said: {CLAIMS[claim_id]['said']['operator']} {number(exact)}",
            f"said: {number(exact, signed=True)}",
        )
    unit = CLAIMS[claim_id]["said"].get("unit", "")
    measure = f"“{CLAIMS[claim_id].get('label', CLAIMS[claim_id]['words'])}”: {f'thousand {unit}' if scale > 1 else unit}"
    missing = f"{len(found.missing)} combinations are not held in the tables."
    return Shows((title, measure, missing), tuple(lines), band, drawn)


def option(key: str, text: str) -> str:
    """A choice as a matrix of readings names it."""
    if key == "edition":
        return LABEL[text]
    if key == "figure":
        row = next(r for r in TABLES["record.casualties_published"] if r["figure_id"] == text)
        return f"{row['kind']}, {day(row['published_on'])}"
    return {"current": "current prices", "constant": "constant prices"}.get(text, text)


def readings_of(claim_id: str, tolerance: str = "stated") -> Shows:
    found = readings.finding(claim_id, "today", tolerance)
    values = [Decimal(str(r.found.value)) for r in found.given if r.found]
    low, high = (number(v, 1 if abs(v) < 10 and v != int(v) else 0) for v in (min(values), max(values)))
    holds = [r.holds for r in found.given if r.holds is not None]
    count = sum(holds)
    title = f"{sentence(word(len(values)))} readings, from {low} to {high}; none is a test"
    if holds:
        title = f"{sentence(word(count) if count else 'none')} of {word(len(holds))} readings {'holds' if count == 1 else 'hold'}; {f'they run from {low} to {high}' if low != high else f'each gives {low}'}"
    return _curve(claim_id, title, tolerance)


def increase_readings(view: View) -> Shows:
    found = readings.finding("spending_increase", "today").given
    values = [r.found.value for r in found if r.found]
    count = sum(bool(r.holds) for r in found)
    title = f"{sentence(word(count) if count else 'none')} of {len(values)} readings round to 175; they run from {number(min(values))} to {number(max(values))}"
    shows = _curve("spending_increase", title)
    editions = listed([LABEL[e] for e in (JUNE, independent.AUGUST, JULY)])
    more = (
        "Increase 2020 to 2024, billion dollars, under each choice of edition, prices and new Allies (Finland, Sweden)",
        f"NATO editions of {editions}. Filled: rounds to 175 at the nearest 25.",
    )
    lines = tuple(
        Line(
            (x.key[0], x.key[1].split()[0], x.key[2]),
            x.numbers,
            (x.key[0], x.key[1].split()[0], *x.cells[2:]),
            x.texts,
        )
        for x in shows.lines
    )
    return Shows((*shows.words, *more), lines, shows.whole, shows.drawn)


def _threshold(view: View) -> tuple[Decimal, str, bool]:
    return Decimal(view["threshold"]), f"{view['threshold']}%", view["us"] == "counted"


def allies_at_threshold(view: View) -> Shows:
    threshold, at, us = _threshold(view)
    edition, first, last = view["edition"], int(view["from"]), int(view["to"])
    lines, counts, figures, marks = [], {}, {}, {}
    for year in years(edition, SHARE):
        if year > max(2024, last):
            continue
        everyone, found = reached(edition, year, threshold, "as published", us=us)
        counts[year], figures[year] = len(found), len(everyone)
        marks[year] = " e" if any(ESTIMATE[edition, SHARE, a, year] for a in everyone) else ""
        text = str(len(found))
        texts = (f"{year}{marks[year]}", _short(year, marks[year]), text, f"{text}{marks[year]}")
        lines.append(
            Line((str(year),), (Decimal(len(found)),), (str(year), text, yes(bool(marks[year]))), texts)
        )
    none = "none" if counts[last] == 0 else word(counts[last])
    title = f"{sentence(word(counts[first]))} Allies in {first}, {none} in {last}{marks[last]}"
    said = (
        {CLAIMS[f"allies_{y}"]["said"]["year"]: CLAIMS[f"allies_{y}"]["said"] for y in (2020, 2024)}
        if threshold == 2
        else {}
    )
    # the words are drawn at their year
    spoken = tuple(f"{'only ' if s['operator'] == 'only' else ''}{word(s['value'])}" for s in said.values())
    for s, w in zip(said.values(), spoken, strict=True):
        own = (
            (str(s["year"]), str(counts[s["year"]]), yes(bool(marks[s["year"]])), w)
            if s["year"] in counts
            else ()
        )
        lines.append(
            Line((str(s["year"]), w), (Decimal(s["value"]),), own, (w, f"said: {w}", f"{s['year']} e"))
        )
    return Shows(
        (
            title, f"Allies spending at least {at} of GDP as published, the United States {'included' if us else 'left out'}",
            f"Allies at {at} of GDP or more, {LABEL[edition]} edition", source(edition),
            f"Members at the time: {figures[first]} with figures in {first}, {figures[last]} in {last}.",
        ),
        tuple(lines), (*(Decimal(s["value"]) for s in said.values()), Decimal(5)), (*spoken, *(f"said: {s}" for s in spoken)),
    )  # fmt: skip


def count_of(year: int) -> Shows:
    claim = f"allies_{year}"
    found = [
        r for r in readings.finding(claim, "today").given if dict(r.choice)["rounding"] == "as published"
    ]
    found.sort(key=lambda r: EDITIONS[dict(r.choice)["edition"]]["published"])
    lines, counts, reported = [], [], []
    for read in found:
        edition = dict(read.choice)["edition"]
        assert read.found
        counts.append(str(read.found.value))
        if not readings.complete(edition, SHARE):
            reported.append(LABEL[edition])
        published = EDITIONS[edition]["published"]
        estimate = read.found.text.endswith("e")
        lines.append(
            Line(
                (LABEL[edition],),
                (Decimal(read.found.value),),
                (LABEL[edition], published, counts[-1], yes(estimate)),
                (edition, published, read.found.text),
            )
        )
    said = CLAIMS[claim]["said"]
    spoken = f"{'only ' if said['operator'] == 'only' else ''}{word(said['value'])}"
    return Shows(
        (
            f"The year {year}: {', '.join(counts)}", f"Allies at or above 2% of GDP in {year}, by the date of the edition that counted it",
            f"{listed(reported)} read in press copies.", f"Said: {spoken}.", "Allies at 2%", "allies at 2%",
        ),
        tuple(lines), (Decimal(said["value"]),), (f"said: {spoken}", str(CLAIMS[claim]["said_on"]), f"said on {day(CLAIMS[claim]['said_on'])}"),
    )  # fmt: skip


def _shares(view: View) -> list[tuple[str, Decimal, Decimal, Decimal | None, bool]]:
    """Ally, share in the first and last year, in today's edition, and whether estimated; highest first."""
    edition, first, last = view["edition"], int(view["from"]), int(view["to"])
    found = []
    for ally in independent.allies(edition, SHARE, last):
        if ally == "USA" and view["us"] != "counted":
            continue
        later = VALUES.get((JULY, SHARE, ally, last)) if edition != JULY else None
        pair = (share(edition, ally, y, "as published") for y in (first, last))
        found.append((ally, *pair, later, ESTIMATE[edition, SHARE, ally, last]))
    return sorted(found, key=lambda r: (-r[2], NAMES[r[0]]))


def fallen(view: View) -> list[tuple[str, Decimal, Decimal]]:
    threshold = Decimal(view["threshold"])
    found = [
        (a, last, now) for a, _, last, now, _ in _shares(view) if now is not None and last >= threshold > now
    ]
    return sorted(found, key=lambda r: r[2])


def share_by_ally(view: View) -> Shows:
    threshold, at, _ = _threshold(view)
    rows = _shares(view)
    above = sum(last >= threshold for _, _, last, _, _ in rows)
    gone = fallen(view)
    e = _last_mark(view)
    title = f"Share of GDP, {view['from']} and {view['to']}{e}"
    if gone:
        title = f"{sentence(word(len(gone)))} of the {word(above)} {'is' if len(gone) == 1 else 'are'} below {at} in today’s figures for {view['to']}"
    if len(gone) == above == 1:
        title = f"The one Ally at {at} is below it in today’s figures for {view['to']}"
    lost = {a for a, _, _ in gone}
    lines = []
    for ally, first, last, now, estimate in rows:
        text = f"{number(last, 2)}{' e' if estimate else ''}"
        fell = now if ally in lost else None
        cells = (NAMES[ally], number(first, 2), number(last, 2), yes(estimate))
        full = (
            *cells,
            yes(independent.member(ally, int(view["from"]))),
            number(fell, 2) if fell is not None else "–",
        )
        numbers = (first, last, *((fell,) if fell is not None else ()))
        lines.append(
            Line(
                (NAMES[ally],),
                numbers,
                full,
                (text, f"{text}, now {number(fell, 2)}" if fell is not None else text),
            )
        )
    below = f"{len(rows) - above} below, and Iceland"
    measure = (
        f"Defence expenditure as % of real GDP, {view['from']} and {view['to']}{e}, sorted by {view['to']}"
    )
    drawn = (
        f"{at} of GDP",
        f"{above} at or above {at}, {LABEL[view['edition']]}",
        below,
        view["from"],
        view["to"],
        f"{view['to']}{e}",
    )
    return Shows(
        (title, measure, source(view["edition"]), "Crosses: edition of July 2026.", *_heads(view)),
        tuple(lines),
        (threshold,),
        drawn,
    )


def _last_mark(view: View) -> str:
    edition, year = view["edition"], int(view["to"])
    everyone = [a for a in independent.allies(edition, SHARE, year) if view["us"] == "counted" or a != "USA"]
    return " e" if any(ESTIMATE[edition, SHARE, a, year] for a in everyone) else ""


def share_by_ally_and_year(view: View) -> Shows:
    threshold, at, _ = _threshold(view)
    edition, held_years, lines, every = view["edition"], years(view["edition"], SHARE), [], 0
    for ally, *_ in _shares(view):
        reaches = []
        for year in held_years:
            value = share(edition, ally, year, "as published")
            member = independent.member(ally, year)
            reaches.append(member and value >= threshold)
            e = ESTIMATE[edition, SHARE, ally, year]
            cells = (NAMES[ally], str(year), number(value, 2), yes(e), yes(member), yes(reaches[-1]))
            lines.append(
                Line((NAMES[ally], str(year)), (value,), cells, (str(year), f"{year} e", number(value, 2)))
            )
        every += all(reaches)
    verb = "Ally reaches" if every == 1 else "Allies reach"
    title = f"{sentence(word(every))} {verb} {at} in every year from {held_years[0]} to {held_years[-1]}"
    return Shows(
        (title, source(edition)),
        tuple(lines),
        (),
        tuple(t for y in held_years for e in ("", " e") for t in (f"{y}{e}", _short(y, e))),
    )


def needed(view: View) -> Shows:
    threshold, at, _ = _threshold(view)
    edition, year = view["edition"], int(view["to"])
    money = (
        CURRENT if (edition, CURRENT, "DEU", year) in VALUES else readings.prices_measure(edition, "constant")
    )
    lines, lacking, whole = [], 0, Decimal(0)
    for ally, _, last, _, _ in _shares(view):
        spent = VALUES[edition, money, ally, year] / 1000
        lacks = (
            Decimal(0) if last >= threshold else spent * (threshold / VALUES[edition, SHARE, ally, year] - 1)
        )
        lacking, whole = lacking + (last < threshold), whole + lacks
        e = ESTIMATE[edition, money, ally, year]
        cells = (NAMES[ally], number(spent, 1), number(lacks, 1), yes(last >= threshold), yes(e))
        text = f"+{number(lacks, 1)}" if lacks >= Decimal("0.05") else "less than 0.1"
        lines.append(Line((NAMES[ally],), (spent, lacks), cells, (text, f"{text} e")))
    e = _last_mark(view)
    much = number(whole, 0 if whole >= Decimal("0.5") else 1) if whole >= Decimal("0.05") else "less than 0.1"
    verb = "Ally lacks" if lacking == 1 else "Allies lack"
    title = f"{sentence(word(lacking))} {verb} {much} billion dollars to {at} in {year}{e}"
    if not lacking:
        title = f"No Ally lacks anything to {at} in {year}{e}"
    measure = f"Expenditure that {at} of GDP would have needed beyond what was spent"
    reached = len(lines) - lacking
    reach = f"{reached} {'reaches' if reached == 1 else 'reach'} {at}"
    return Shows((title, measure, source(edition)), tuple(lines), (), (reach,))


_SAID_DAYS = ("force_10_days", "force_month", "force_ensuing_weeks")


def force_steps(view: View) -> Shows:
    running, added = independent.tiers()
    days = [CLAIMS[c]["check"]["with"]["day"] for c in _SAID_DAYS]
    said = {d: CLAIMS[c]["said"]["value"] for c, d in zip(_SAID_DAYS, days, strict=True)}
    named = (
        ("said", "as said", said),
        ("running", "tiers as a running total", running),
        ("added", "tiers added up", added),
    )
    lines = []
    for name, label, troops in named:
        for at, last in zip(days, [0, *days], strict=False):
            before = Decimal(troops.get(last, 0)) / 1000
            value = Decimal(troops[at]) / 1000
            lines += [
                Line(
                    (key, str(at)),
                    (value, before),
                    (key, str(at), number(value)),
                    (number(value), f"{number(value)},000"),
                )
                for key in (name, label)
            ]
    small = f"{number(running[days[-1]])} as a running total, {number(added[days[-1]])} if added"
    given = small.split(", ")[view["tiers"] == "added"] if view["tiers"] != "both" else small
    title = f"By day {days[-1]}: {number(said[days[-1]])} as said; the tiers give {given}"
    note = f"the tier’s window ends on day {days[-1]}"
    return Shows((title, small), tuple(lines), (Decimal(0),), (note, *(f"day {d}" for d in days)))


def force_windows(view: View) -> Shows:
    tiers = TABLES["record.force_model_tiers"]
    ends = listed([r["to_day"] for r in tiers if r["status"] == "target"])
    lines = [
        Line(
            (r["name"],), (Decimal(r["from_day"]), Decimal(r["to_day"])),
            (r["name"], r["from_day"], r["to_day"], f"{r['bound']} {number(r['troops'])}".strip()),
            (f"{r['bound']} {number(r['troops'])}".strip(), f"day {r['from_day']} to {r['to_day']}"),
        )
        for r in tiers
    ]  # fmt: skip
    return Shows((f"The windows: {ends} days", *(r["note"] for r in tiers if r["note"])), tuple(lines))


def _events(ids: tuple[str, ...], said: tuple[str, ...], on: date) -> list[Line]:
    lines = []
    for row in (EVENTS[i] for i in ids):
        began = date.fromisoformat(row["date"])
        until = began
        if row["precision"] == "month":
            until = (began.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        text = held.dated(row)
        lines.append(
            Line((row["what"],), (), (text, row["what"]), (row["date"], str(until), text, row["what"]))
        )
    words = " and ".join(f"“{w}”" for w in said)
    lines.append(Line((words,), (), (day(on), words), (str(on), day(on), words)))
    return lines


def _years_marked(lines: list[Line]) -> tuple[str, ...]:
    """The years that begin between the first and the last event."""
    dates = sorted(fact for line in lines for fact in line.texts if re.fullmatch(r"\d{4}-\d\d-\d\d", fact))
    return tuple(str(year) for year in range(int(dates[0][:4]) + 1, int(dates[-1][:4]) + 1))


def force_adoption(view: View) -> Shows:
    claim = CLAIMS["force_adoption"]
    ids = ("force_model_agreed", "force_model_will_adopt", "force_model_in_place")
    first = EVENTS[ids[0]]
    gap = claim["said_on"].year - int(first["date"][:4])
    title = f"Agreed in {day(first['date'], 'month')}, {word(gap)} years before the summit"
    lines = _events(ids, (claim["words"],), claim["said_on"])
    return Shows((title,), tuple(lines), (), _years_marked(lines))


def commitments_timeline(view: View) -> Shows:
    ids = (
        "atacms_shorter_range", "atacms_shipment", "atacms_arrived", "f16_statement", "representative_named",
        "f16_confirmed", "command_start",
    )  # fmt: skip
    claims = [CLAIMS[c] for c in ("atacms_april", "f16_provision")]
    title = f"Long-range ATACMS: shipment from {held.dated(EVENTS[ids[1]])}, arrival in {held.dated(EVENTS[ids[2]])}"
    lines = _events(ids, tuple(c["words"] for c in claims), claims[0]["said_on"])
    return Shows((title,), tuple(lines), (), _years_marked(lines))


def assistance(view: View) -> Shows:
    on: date = CLAIMS["eur40bn_amount"]["said_on"]
    said = f"at least EUR {plain(CLAIMS['eur40bn_amount']['said']['value'])}bn"
    rows = [
        ("As printed: “this year”", day(on), said, f"{on.year}-01-01", f"{on.year}-12-31", "no"),
        (
            "Transcript: “this next year”",
            day(on),
            said,
            str(on),
            str(on.replace(year=on.year + 1, day=on.day - 1)),
            "no",
        ),
    ]
    for r in TABLES["record.ukraine_assistance"]:
        if r["period_from"]:
            rows.append(
                (
                    r["stated_as"],
                    held.dated(r, "stated_on"),
                    readings.amount(r),
                    r["period_from"],
                    r["period_to"],
                    yes(r["second_hand"] == "true"),
                )
            )
    lines = []
    for cells in rows:
        end = str(date.fromisoformat(cells[4]) + timedelta(days=1))
        lines.append(Line((cells[0], cells[1]), (), cells, (*cells, end, f"{cells[0]}, {cells[1]}")))
    title = (
        f"As printed the period starts in {day(rows[0][3], 'month')}, as spoken in {day(rows[1][3], 'month')}"
    )
    return Shows((title,), tuple(lines), (), (str(on),))


def casualties(view: View) -> Shows:
    claims = [CLAIMS["gaza_40000"], CLAIMS["gaza_200000"]]
    said, on = claims[0]["said"]["value"], claims[0]["said_on"]
    rows = TABLES["record.casualties_published"]
    passed = min(r["published_on"] for r in rows if r["kind"] == "count" and int(r["figure"]) >= said)
    later = (date.fromisoformat(passed) - on).days
    title = f"The published count passed {number(said)} on {day(passed)}"
    lines = []
    for r in rows:
        known = tuple(Decimal(r[k]) for k in ("figure", "low", "high") if r[k])
        cells = (
            r["published_on"],
            *(number(r[k]) if r[k] else "–" for k in ("figure", "low", "high")),
            r["kind"],
            r["publisher"],
        )
        text = (f"{number(r['figure'])}, {r['kind']}", r["published_on"], r["publisher"])
        lines.append(Line((r["published_on"], r["publisher"]), known, cells, text))
    letter, study = (
        (next(r for r in rows if r["kind"] == k) for k in ("correspondence", "study"))
        if any(r["kind"] == "study" for r in rows)
        else (rows[1], rows[-1])
    )
    words = (
        title, f"{title}, {later} days after the article", "bar: 95% interval",
        f"The Lancet, correspondence of {day(letter['published_on'])} and study of {day(study['published_on'])}.",
    )  # fmt: skip
    return Shows(
        words,
        tuple(lines),
        tuple(Decimal(c["said"]["value"]) for c in claims),
        (*(f"article: {c['words']}" for c in claims), str(on)),
    )


def every_claim(tolerance: str = "stated", *, all_claims: bool = False) -> Shows:
    ids = [c for c, claim in CLAIMS.items() if all_claims or claim["said"].get("unit")]
    tested = [
        r.holds for c in ids for r in (*readings.finding(c, "day", tolerance).given, *readings.since(c, tolerance))
        if r.holds is not None
    ]  # fmt: skip
    lines = [
        Line((CLAIMS[c].get("label", CLAIMS[c]["words"]),), (), (CLAIMS[c].get("label", CLAIMS[c]["words"]),), ("Allies at 2%",)) for c in ids
    ]  # fmt: skip
    return Shows((f"{sum(tested)} of {len(tested)} readings hold",), tuple(lines), (), ("Allies at 2%",))


FIGURES = {
    "spending-by-year": ("spending", spending_by_year),
    "spending-increase-by-ally": ("spending", spending_increase_by_ally),
    "spending-increase-readings": ("spending", increase_readings),
    "spending-by-ally": ("spending", spending_by_ally),
    "spending-map": ("spending", spending_map),
    "allies-at-threshold-by-year": ("two_percent", allies_at_threshold),
    "count-of-2020-by-edition": ("two_percent", lambda view: count_of(2020)),
    "count-of-2024-by-edition": ("two_percent", lambda view: count_of(2024)),
    "share-of-gdp-by-ally": ("two_percent", share_by_ally),
    "share-of-gdp-by-ally-and-year": ("two_percent", share_by_ally_and_year),
    "needed-to-reach-threshold": ("two_percent", needed),
    "force-model-steps": ("force_model", force_steps),
    "force-model-windows": ("force_model", force_windows),
    "force-model-adoption": ("force_model", force_adoption),
    "assistance-by-period": ("commitments", assistance),
    "commitments-timeline": ("commitments", commitments_timeline),
    "casualties-published": ("casualty_figures", casualties),
    "every-claim-every-reading": ("overview", lambda view: every_claim()),
}


def shows(figure_id: str, view: View | None = None) -> Shows:
    """What the figure must show under the choices of its page, the defaults where none is named."""
    if figure_id.startswith("readings-of-"):
        return readings_of(figure_id.removeprefix("readings-of-"), (view or {}).get("tolerance", "stated"))
    page, make = FIGURES[figure_id]
    return make(DEFAULTS.get(page, {}) | (view or {}))
