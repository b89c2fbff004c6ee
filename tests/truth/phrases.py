"""What a page may say with a number in it: each phrase made here from the files, with its label and its choices.

A phrase ties its number to what it is of ("From 326 billion dollars in 2020 …", a row's cells in order). Only
the phrases of the page's own claims, edition and choices are let in.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from functools import cache
from typing import Any

from tests import independent
from tests.independent import AUGUST, ESTIMATE, JULY, JUNE, ROOT, VALUES
from tests.truth import figures, held, readings
from tests.truth.account import TOKEN
from tests.truth.figures import DEFAULTS, MEMBERS, View, shows
from tests.truth.held import (
    CLAIMS,
    EDITIONS,
    EVENTS,
    LABEL,
    NAMES,
    PEOPLE,
    SOURCES,
    TABLES,
    day,
    listed,
    number,
    plain,
    word,
)
from tests.truth.readings import finding, since
from tests.truth.seen import BETWEEN, flat

LABELS = {
    "holds": "Holds",
    "own_basis": "Holds on its own basis",
    "differs": "Differs",
    "unchecked": "Can’t be checked",
}
HOLDS = {True: "holds", False: "does not hold", None: ""}
TOPICS = {
    "spending": "Spending", "two_percent": "Allies at 2%", "force_model": "Force model", "commitments": "Commitments",
    "casualty_figures": "Casualty figures", "other": "Other statements",
}  # fmt: skip
OPERATORS = ("above the figure by at most 2%", "within 5% of the figure")
"""The tolerances the house has set for "just over" and "about": rules of the test, read in no table."""
TOLERANCES = {"stated": "as stated", "exact": "for exactly the figure"} | {
    n: f"to within {n}%" for n in ("1", "2", "5", "10")
}
PROSE = (
    "Two dates", "two years", "two recorded events", "two decimals", "Two editions or two price bases", "three-star",
    "two readings", "two days", "two dots",
    "in four steps",
)  # fmt: skip
"""Words of the house's own that have a count in them and state no figure."""
FOOTER = f"Data edition of {day(max(r['published'] for r in TABLES['record.editions'] if r['publisher'] == 'NATO'))}."
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
STAMP = f"{FOOTER.removesuffix('.')}, version {VERSION}."


def ordered() -> list[str]:
    """The claims in the register's order."""
    topics = list(TOPICS)
    return sorted(
        CLAIMS,
        key=lambda c: (
            topics.index(CLAIMS[c]["topic"]),
            CLAIMS[c]["paragraph"],
            CLAIMS[c].get("order", 0),
            c,
        ),
    )


def label(claim_id: str) -> str:
    return CLAIMS[claim_id].get("label", CLAIMS[claim_id]["words"])


def who(claim_id: str) -> str:
    person = PEOPLE.get(CLAIMS[claim_id]["speaker"])
    return person["name"] if person else "The article"


@cache
def quoted() -> tuple[str, ...]:
    """Texts that stand as they are in a file of `data/`: every cell and setting with a letter and a digit."""
    found: set[str] = set()
    for name, rows in TABLES.items():
        if name not in ("record.nato_expenditure", "record.sipri_expenditure"):
            found |= {cell for row in rows for cell in row.values() if cell}
    files = [
        *held.CLAIMS.values(),
        tomllib.loads((held.DATA / "descriptors.toml").read_text(encoding="utf-8")),
    ]
    for settings in [*files, held.THRESHOLDS]:
        found |= set(_strings(settings))
    kept = {flat(text) for text in found if TOKEN.search(text) and any(c.isalpha() for c in text)}
    return tuple(text for text in kept if len(text) >= 8 and text not in set(LABEL.values()))


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [value] if isinstance(value, str) else []


def choice(read: readings.Read) -> str:
    """A choice of reading in words."""
    names = {
        "current": "current prices", "constant": "constant prices", "either": "spellings of one word taken as one",
        "as printed": "spelt as printed", "office": "from the event to the day it was said", "figures": "between the two figures",
        "both years": "new Allies in both years", "neither year": "new Allies in neither year",
    }  # fmt: skip
    parts = []
    for key, value in read.choice:
        if key == "edition":
            parts.append(LABEL[value])
        elif key == "event":
            parts.append(f"{EVENTS[value]['what']}, {held.dated(EVENTS[value])}")
        elif key == "figure":
            row = next(r for r in TABLES["record.casualties_published"] if r["figure_id"] == value)
            parts.append(f"{row['publisher']}, {held.dated(row, 'published_on')}")
        elif key == "statement":
            row = next(r for r in TABLES["record.ukraine_assistance"] if r["statement_id"] == value)
            parts.append(f"{row['stated_as']}, {held.dated(row, 'stated_on')}")
        else:
            parts.append(names.get(value, value))
    return ", ".join(parts) or "as stated"


def of_claim(claim_id: str, view: readings.Read | None = None) -> list[str]:
    """Everything that is said of a claim: findings, test, arithmetic, readings, source places."""
    claim, name = CLAIMS[claim_id], label(claim_id)
    today, on_day = finding(claim_id, "today"), finding(claim_id, "day")
    found = [
        f"{who(claim_id)}, paragraph {claim['paragraph']}",
        f"{day(claim['said_on'])}, paragraph {claim['paragraph']}",
    ]
    values = [_with_target(claim, f) for f in (on_day, today)]
    found.append(
        BETWEEN.join(
            [name, *(f"{LABELS[f.word]} {v}".strip() for f, v in zip((on_day, today), values, strict=True))]
        )
    )
    for when, f, value in zip(("on the day", "today"), (on_day, today), values, strict=True):
        bare = f.basis.found.text if f.basis.found else ""
        found += [
            f"{LABELS[f.word]} {bare} for “{name}”",
            f"{when}: {LABELS[f.word]}, {value}",
            f"{name}: {LABELS[f.word]}, {value}",
        ]
        edition = dict(f.basis.choice).get("edition")
        found += [f"{when} {LABEL[edition]} edition"] if edition else []
    found += [step for f in (on_day, today) if f.basis.found for step in f.basis.found.steps]
    known = [dict(r.choice) for r in on_day.given]
    for read in today.given:
        added = "" if dict(read.choice) in known else " (added since)"
        assert read.found
        found.append(
            BETWEEN.join(filter(None, [f"{choice(read)}{added}", read.found.text, HOLDS[read.holds]]))
        )
    found += [f"{choice(read)}{BETWEEN}" for read in today.missing]
    late = [r.found.published for r in today.given if r.found and r.found.published > str(claim["said_on"])]
    found += [held.sentence(f"published on {day(on)}, after the day") for on in late]
    found += [f"Today {_held(claim_id)}", f"Article, paragraph {claim['paragraph']}"]
    found += _missing(claim_id) + [f"{name}: {_held(claim_id)}", _precisions(claim_id), *_in_view(view)]
    found += [f"Article: “{claim['quote']}”", f"“{claim['quote']}”", f"“{name}”"]
    # where the transcript has more or less than the article, the word that follows is named
    found += [f"before “{w.strip('.,')}”" for w in claim["quote"].split() if any(c.isdigit() for c in w)]
    return found


def _with_target(claim: dict, found: readings.Found) -> str:
    value = found.basis.found.text if found.basis.found else ""
    return f"{value}, as a target" if value and claim["check"].get("as_target") else value


def _held(claim_id: str) -> str:
    tested = [r.holds for r in finding(claim_id, "today").given if r.holds is not None]
    return f"{sum(tested)} of {len(tested)} readings {'holds' if sum(tested) == 1 else 'hold'}"


def _precisions(claim_id: str) -> str:
    """To which precisions the speaker's reading holds."""
    said, basis = CLAIMS[claim_id]["said"], finding(claim_id, "day").basis
    if "also_to_nearest" not in said or not basis.found:
        return ""
    steps = (said["to_nearest"], *said["also_to_nearest"])
    good = [plain(s) for s in steps if readings.rounds(basis.found.value, said["value"], s)]
    bad = [plain(s) for s in steps if plain(s) not in good]
    parts = [f"holds to the nearest {listed(good)}"] if good else []
    parts += [f"not to the nearest {listed(bad, 'or')}"] if bad else []
    return f"On the day it {', '.join(parts)}."


def _in_view(view: readings.Read | None) -> list[str]:
    if view is None or view.found is None:
        return []
    return [f"In this view: {view.found.text}, {HOLDS[view.holds] or 'no test'}."]


def _missing(claim_id: str) -> list[str]:
    """Why a reading of today or a whole view has no value, as the files have it."""
    found = []
    for read in finding(claim_id, "today").missing:
        picked = dict(read.choice)
        if edition := picked.get("edition"):
            found += _why_missing(edition, picked, CLAIMS[claim_id]["check"].get("with", {}))
    return found


def _why_missing(edition: str, picked: dict, given: dict) -> list[str]:
    base, name = EDITIONS[edition]["constant_base_year"], LABEL[edition]
    prices = f"in {base} prices" if picked.get("prices") == "constant" else "in current prices"
    years = [given[k] for k in ("year", "first", "last") if k in given]
    found = [
        f"the edition of {name}",
        f"no count for {years[0]} was read from the edition of {name}" if years else "",
    ]
    for entity in ("NATO Europe and Canada", "all Allies", "Finland", "Sweden"):
        for year in years:
            found.append(f"expenditure {prices} of {entity} for {year} is not held for the edition of {name}")
    found += [
        f"the edition of {name} is held with two decimals only",
        f"of the edition of {name} only the reported count at 2% is held",
    ]
    return [f for f in found if f]


def sources_of(claim_id: str) -> list[str]:
    """The sources the claim's readings come from, as a citation."""
    how = {
        "whole": "read in full",
        "excerpt": "read in excerpt",
        "copy": "read in a copy",
        "second-hand": "not read by us at its source",
    }
    return [
        f"{r['publisher']}, {r['title']}, {held.dated(r)} ({how[r['read_as']]})" for r in _cited(claim_id) if r["read_as"] in how
    ]  # fmt: skip


def _cited(claim_id: str) -> list[dict[str, str]]:
    """Sources of rows that a claim names: by edition, event, statement, figure, transcript, tier or threshold."""
    found: set[str] = set()
    claim = CLAIMS[claim_id]
    names = {
        v for r in finding(claim_id, "today").given + finding(claim_id, "day").given for _, v in r.choice
    }
    names |= {str(v) for v in claim["check"].get("with", {}).values()} | set(
        claim["check"].get("with", {}).get("allies", [])
    )
    for table in (
        "record.events",
        "record.ukraine_assistance",
        "record.casualties_published",
        "record.membership",
    ):
        found |= {
            r["source_id"]
            for r in TABLES[table]
            if names & {r[k] for k in r if k.endswith("_id") or k == "entity"} - {r["source_id"]}
        }
    if "transcript" in claim:
        found.add(held.TRANSCRIPTS[claim["transcript"]]["source_id"])
    if claim["check"]["rule"] == "troops_by_day":
        found |= {r["source_id"] for r in TABLES["record.force_model_tiers"]}
    found |= {v["source_id"] for n in names if n in held.THRESHOLDS for v in held.THRESHOLDS[n]["values"]}
    for table in ("record.nato_expenditure", "record.two_percent_reported"):
        found |= {r["source_id"] for r in TABLES[table] if r["edition"] in names}
    return [SOURCES[s] for s in found]


def in_days(row: str) -> str:
    """A row with its dates as people write them, as slides and papers have them."""
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda found: day(found.group()), row)


def sheet_row(claim_id: str) -> str:
    """A claim as a row of a spreadsheet: words, place, meaning, both findings with their values, readings."""
    claim = CLAIMS[claim_id]
    found = [finding(claim_id, when) for when in ("day", "today")]
    both = [text for f in found for text in (LABELS[f.word], _with_target(claim, f))]
    tested = [r.holds for r in found[1].given if r.holds is not None]
    place = [who(claim_id), str(claim["said_on"]), str(claim["paragraph"]), claim["means"]]
    return flat(
        BETWEEN.join([claim["words"], claim["quote"], *place, *both, str(sum(tested)), str(len(tested))])
    )


def common() -> list[str]:
    return [
        FOOTER,
        STAMP,
        TOPICS["two_percent"],
        *OPERATORS,
        *PROSE,
        f"{len(CLAIMS)} claims from one article",
    ]


HAGUE = {k: held.THRESHOLDS[f"the_hague_{k}"]["values"][0] for k in ("total", "core", "related")}


def _hague() -> str:
    return (
        f"At The Hague on {day(HAGUE['total']['from'])} Allies set {plain(HAGUE['total']['value'])}% of GDP by 2035: at least "
        f"{plain(HAGUE['core']['value'])}% core defence and up to {plain(HAGUE['related']['value'])}% related."
    )


def _figures(page: str, view: View) -> list[str]:
    found = []
    for name, (of, _) in figures.FIGURES.items():
        if of == page:
            found += figure(name, view)
    return found


def figure(name: str, view: View | None = None) -> list[str]:
    """A figure's words and its table's rows."""
    made = shows(name, view)
    return [*made.words, *(BETWEEN.join(line.cells) for line in made.lines), f"Table: {made.words[0]}"]


def spending(view: View) -> list[str]:
    ids = ("spending_2024", "spending_2020", "spending_increase")
    chosen = {"edition": view["edition"], "prices": view["prices"], "members": MEMBERS[view["members"]]}
    read = {c: readings.read(c, chosen) for c in ids}
    others = (
        "spending_base_year",
        "spending_percentage",
        "spending_period",
        "best_resourced",
        "best_resourced_words",
    )
    found = [p for c in (*ids, *others) for p in of_claim(c, read.get(c))] + _figures("spending", view)
    label_, base = (
        LABEL[view["edition"]],
        "" if view["prices"] == "current" else f" at {figures.price_words(view)}",
    )
    more = {
        "published": "",
        "both": ", Finland and Sweden in every year",
        "neither": ", without Finland and Sweden",
    }
    where = f"the edition of {label_}{base}{more[view['members']]}"
    low, high = (figures._total(view, int(view[k]))[0] for k in ("from", "to"))
    said = {y: plain(CLAIMS[f"spending_{y}"]["said"]["value"]) for y in (2020, 2024)}
    found += [
        f"From {view['from']} to {view['to']}, {where}{',' if more[view['members']] else ''} gives {'a rise' if high >= low else 'a fall'} of {number(abs(high - low))} billion dollars",
        "The words were about 2020 and 2024.",
        f"Its increase is {number(high - low)} billion dollars; the {plain(CLAIMS[ids[2]]['said']['value'])} said is {said[2024]} less {said[2020]}.",
    ]  # fmt: skip
    levels = [y for y in (2024, 2020) if read[f"spending_{y}"].holds]
    opening = {2: f"The two totals hold in {where}", 0: f"Neither total holds in {where}"}
    found.append(
        opening.get(len(levels), f"Of the two totals, the one for {(levels or [0])[0]} holds in {where}")
    )
    return [
        *found,
        _hague(),
        *_later_totals(),
        sipri(),
        f"The edition of {label_} is held without",
        f"{label_} ends with",
        *_notes(view),
    ]


def _notes(view: View) -> list[str]:
    """What a page says when a choice had to give way."""
    return [f"The edition of {LABEL[AUGUST]} is held without current prices", "The first year must lie before the last; 2020 is shown."] + [
        f"The edition of {LABEL[e]} ends with {last}; 2024 is shown." for e, last in ((JUNE, 2024), (AUGUST, 2024))
    ]  # fmt: skip


def _later_totals() -> list[str]:
    found = [
        "Edition | Prices | 2020 | 2024 | 2025 | 2026",
        f"From {LABEL[JULY]} the tables are of core defence expenditure.",
    ]
    for edition in (JUNE, AUGUST, JULY):
        for prices in ("current", "constant"):
            name = (
                "current prices"
                if prices == "current"
                else f"{EDITIONS[edition]['constant_base_year']} prices"
            )
            found.append(
                BETWEEN.join(
                    [LABEL[edition], name, *(_later(edition, prices, y) for y in (2020, 2024, 2025, 2026))]
                )
            )
    return found


def _later(edition: str, prices: str, year: int) -> str:
    try:
        value, estimate, steps = readings.total(edition, prices, "as published", year)
    except readings.NoValue:
        return "–"
    return f"{number(value / 1000, 1)}{' e' if estimate else ''}{' (our sum)' if 'ours' in steps[0] else ''}"


def sipri() -> str:
    """SIPRI's own tables for the same Allies, summed member by member."""
    sums: dict[tuple[str, int], Any] = {}
    for row in TABLES["record.sipri_expenditure"]:
        year = int(row["year"])
        if (
            row["measure"] == figures.CURRENT
            and row["entity"] != "USA"
            and independent.member(row["entity"], year)
        ):
            key = (row["edition"], year)
            sums[key] = sums.get(key, 0) + held.Decimal(row["value"])
    parts = [
        f"{number(sums[e, 2020] / 1000, 1)} in 2020 and {number(sums[e, 2024] / 1000, 1)} in 2024 ({LABEL[e]})" for e in ("2025-04", "2026-04")
    ]  # fmt: skip
    return f"the same Allies spent, in billion current dollars, {listed(parts)}."


def two_percent(view: View) -> list[str]:
    ids, edition = ("allies_2020", "allies_2024"), view["edition"]
    is_basis = (view["threshold"], view["us"]) == ("2", "counted")
    read = {
        c: readings.read(c, {"edition": edition, "rounding": "as published"}) if is_basis else None
        for c in ids
    }
    found = [p for c in (*ids, "two_percent_guideline") for p in of_claim(c, read.get(c))] + _figures(
        "two_percent", view
    )
    threshold, at, us = figures._threshold(view)
    counts = [
        len(readings.reached(edition, int(view[k]), threshold, "as published", us=us)[1])
        for k in ("from", "to")
    ]
    words = (word(counts[0]), "none" if counts[1] == 0 else word(counts[1]))
    good = [c for c in ids if read[c] and read[c].holds]  # type: ignore[union-attr]
    today = [finding(c, "today").basis for c in ids]
    found += [
        f"By the edition of {LABEL[edition]}, {words[0]} Allies are at {at} in {view['from']} and {words[1]} in {view['to']}",
        "The words were about 2% in 2020 and 2024",
        {2: f"Both counts match the edition of {LABEL[edition]}.", 0: f"Neither count matches the edition of {LABEL[edition]}: {words[0]} in 2020 and {words[1]} in 2024."}.get(
            len(good), f"The count for {good[0][-4:] if good else ''} matches the edition of {LABEL[edition]}, the other does not."
        ),
        f"Counted again by the edition of {LABEL[JULY]}, 2020 has {word(today[0].found.value)} Allies and 2024 has {word(today[1].found.value)}.",  # type: ignore[union-attr]
    ]  # fmt: skip
    return [*found, *_fallen(view), *_later_counts(), _hague(), "Allies at 2%", *_notes(view)]


def _fallen(view: View) -> list[str]:
    gone, mark, at = figures.fallen(view), figures._last_mark(view), f"{view['threshold']}%"
    near = sum(last < held.Decimal(view["threshold"]) + held.Decimal("0.1") for _, last, _ in gone)
    found = [f"{NAMES[a]}{BETWEEN}{number(last, 2)}{mark}{BETWEEN}{number(now, 2)}" for a, last, now in gone]
    who = f"{held.sentence(word(near) if near else 'none')} of the {word(len(gone))} {'was' if near == 1 else 'were'}"
    who = "Neither of the two was" if len(gone) == 2 and not near else who
    first = f"{who} published less than a tenth of a point above {at}."
    if len(gone) == 1:
        distance = "less than a tenth of a point" if near else "a tenth of a point or more"
        first = f"The one now below was published {distance} above {at}."
    return [
        *found,
        first,
        f"No Ally that this view has at {at} is below it",
        f"{view['to']}, % of GDP{BETWEEN}in this edition",
    ]


def _later_counts() -> list[str]:
    found = [
        f"Year{BETWEEN}At 2% or above{BETWEEN}Below",
        f"Allies at 2% or above by the edition of {LABEL[JULY]}",
    ]
    for year in (2024, 2025, 2026):
        everyone, good = readings.reached(JULY, year, held.Decimal(2), "as published")
        mark = " e" if any(ESTIMATE[JULY, readings.SHARE, a, year] for a in everyone) else ""
        below = [NAMES[a] for a in everyone if a not in good]
        names = listed(below) if 0 < len(below) < 6 else f"{len(below)} Allies" if below else "none"
        found.append(f"{year}{mark}{BETWEEN}{len(good)} of {len(everyone)}{BETWEEN}{names}")
    return found


def force_model(view: View) -> list[str]:
    ids = ("force_10_days", "force_month", "force_ensuing_weeks")
    own = {"total": "running total", "added": "added up"}.get(view["tiers"])
    found = []
    for c in (*ids, "force_adoption", "war_footing_speaker", "war_footing_words"):
        differs = own and c in ids and own != CLAIMS[c]["check"]["basis"]["tiers"]
        found += of_claim(c, readings.read(c, {"tiers": own}) if differs and own else None)
    _, added = independent.tiers()
    month, end = (added[CLAIMS[c]["check"]["with"]["day"]] for c in ids[1:])
    said = [CLAIMS[c]["said"]["value"] for c in ids]
    found += [
        f"added up, the same tiers give {number(month)} by day 30 and {number(end)} by day 180. All are targets.",
        f"Added up, the tiers as published give {number(month)} by day 30 and {number(end)} by day 180, where "
        f"{number(said[1])} and {number(said[2])} were said. All are targets.",
    ]
    for r in TABLES["record.force_model_statements"]:
        found.append(
            BETWEEN.join(
                [
                    held.dated(r, "stated_on"),
                    held.PEOPLE.get(r["stated_by"], {"name": "–"})["name"],
                    f"{r['bound']} {number(r['troops'])}".strip(),
                    f"“{r['words']}”",
                    SOURCES[r["source_id"]]["publisher"],
                    r["note"],
                ]
            )
        )
    event = EVENTS["force_model_us_contributions"]
    found.append(
        BETWEEN.join(
            [
                day(event["date"]),
                event["who"] or "–",
                "–",
                event["what"],
                SOURCES[event["source_id"]]["publisher"],
            ]
        )
    )
    return found + _figures("force_model", view)


def commitments(view: View) -> list[str]:
    ids = [c for c in CLAIMS if CLAIMS[c]["topic"] == "commitments"]
    rows = {r["statement_id"]: r for r in TABLES["record.ukraine_assistance"]}
    later = rows["nato_2025_02"]
    answer = f"The amount is the pledge's, {readings.amount(rows['pledge_2024'])}; the printed words drop “next” from its period. "
    answer += (
        f"NATO later stated {readings.amount(later)} for calendar {later['period_from'][:4]}, second-hand."
    )
    return [*(p for c in ids for p in of_claim(c)), answer, *_figures("commitments", view)]


def casualty_figures(view: View) -> list[str]:
    rows = TABLES["record.casualties_published"]
    row = next(r for r in rows if r["figure_id"] == "moh_2024_07_09")
    found = [p for c in ("gaza_40000", "gaza_200000") for p in of_claim(c)]
    found.append(f"The count published that day by the {row['publisher']} was {number(row['figure'])}.")
    found += [
        BETWEEN.join([held.dated(r, "published_on"), readings.deaths(r), r["kind"], r["publisher"], r["counts"], r["leaves_out"] or "–", r["note"]])
        for r in rows
    ]  # fmt: skip
    return found + _figures("casualty_figures", view)


def _counted(when: str, tolerance: str) -> str:
    forms = {
        "holds": ("held in every reading", "holds in every reading", "hold in every reading"),
        "own_basis": ("on the speaker’s own basis only", "on its own basis only", "on their own basis only"),
        "differs": ("differed", "differs", "differ"),
        "unchecked": ("could not be checked", "can’t be checked", "can’t be checked"),
    }
    words = [finding(c, when, tolerance).word for c in CLAIMS]
    parts = []
    for name, (was, one, many) in forms.items():
        if count := words.count(name):
            parts.append(f"{word(count)} {was if when == 'day' else one if count == 1 else many}")
    return listed(parts)


def strip(tolerance: str = "stated", *, all_claims: bool = False) -> list[str]:
    """The rows of readings: topic, words, who, and how many hold on the day and since."""
    found = [*figures.every_claim(tolerance, all_claims=all_claims).words]
    for c in CLAIMS:
        name = who(c).split()[-1] if who(c) != "The article" else "the article"
        row = [
            label(c),
            name,
            _dots(finding(c, "day", tolerance).given),
            LABELS[finding(c, "day", tolerance).word],
        ]
        row += [
            _dots(since(c, tolerance)) if since(c, tolerance) else "–",
            LABELS[finding(c, "today", tolerance).word],
        ]
        row[2] = row[2] if finding(c, "day", tolerance).given else "–"
        text = BETWEEN.join(row)
        found += [text, *(f"{text}{BETWEEN}{h}" for h in _hold(c, tolerance))]
    return found + [TOPICS["two_percent"]]


def _dots(given: tuple[readings.Read, ...]) -> str:
    if not given:
        return ""
    if given[0].holds is None:
        return f"{len(given)} {'value' if len(given) == 1 else 'values'}, no test"
    return ""


def _hold(claim_id: str, tolerance: str) -> list[str]:
    """How many readings hold, under the heading they stand under."""
    day, later = finding(claim_id, "day", tolerance).given, since(claim_id, tolerance)
    both = (("readings on the day", day), ("readings added since", later))
    return [
        f"{name}{BETWEEN}{held_} of {len(given)} {'holds' if held_ == 1 else 'hold'}"
        for name, given in both
        for held_ in [sum(bool(r.holds) for r in given)]
        if given and given[0].holds is not None
    ]


def overview(view: View) -> list[str]:
    found = [
        f"On {day(CLAIMS['spending_2024']['said_on'])}, {_counted('day', 'stated')}. Today, {_counted('today', 'stated')}."
    ]
    heads = (
        "spending_2024",
        "spending_2020",
        "spending_increase",
        "allies_2020",
        "allies_2024",
        "force_10_days",
        "force_month",
        "force_ensuing_weeks",
    )
    found += (
        [p for c in heads for p in of_claim(c)]
        + strip()
        + [f"{who('allies_2024')}, {day(CLAIMS['allies_2024']['said_on'])}, paragraph 23"]
    )
    for name in ("spending-by-year", "allies-at-threshold-by-year", "force-model-steps"):
        found += shows(name).words
    return found + [
        f"{who(c)}, {day(CLAIMS[c]['said_on'])}, paragraph {CLAIMS[c]['paragraph']}" for c in heads
    ]


def all_readings(view: View) -> list[str]:
    tolerance = view["tolerance"]
    answer = f"Tested {TOLERANCES[tolerance]}, today {_counted('today', tolerance)}."
    return [answer, *figure(f"readings-of-{view['claim']}", view), *strip(tolerance, all_claims=True)]


def register(view: View) -> list[str]:
    """The register's rows, and the counts over them."""
    moved = sum(finding(c, "day").word != finding(c, "today").word for c in CLAIMS)
    voiced = sum(claim["voice"] == "quoted" for claim in CLAIMS.values())
    found = [
        f"{len(CLAIMS)} statements of one article, {voiced} of them quoted. Between the day and today {word(moved)} findings have moved.",
        f"All {len(CLAIMS)} claims",
    ]
    for c, claim in CLAIMS.items():
        quote = (
            claim["quote"] if len(claim["quote"]) <= 110 else claim["quote"][:108].rsplit(" ", 1)[0] + " …"
        )
        name = who(c).split()[-1] if who(c) != "The article" else "the article"
        row = [str(claim["paragraph"]), f"{label(c)} “{quote}”", TOPICS[claim["topic"]], name]
        found.append(
            flat(BETWEEN.join([*row, *(LABELS[finding(c, when).word] for when in ("day", "today"))]))
        )
    return found


def one_claim(claim_id: str) -> list[str]:
    """One claim whole, with its neighbours and how to cite it."""
    claim, order = CLAIMS[claim_id], ordered()
    at = order.index(claim_id)
    words = [LABELS[finding(claim_id, when).word].lower() for when in ("day", "today")]
    cite = f"claim “{label(claim_id).strip('“”')}” ({claim_id}): on the day {words[0]}, today {words[1]}; data edition of {day(JULY)}."
    near = [
        f"{n}: {label(order[i])}" for n, i in (("Previous", at - 1), ("Next", at + 1)) if 0 <= i < len(order)
    ]
    place = f"{TOPICS[claim['topic']]}, paragraph {claim['paragraph']}. Means: {claim['means']}."
    return [
        *of_claim(claim_id),
        *sources_of(claim_id),
        cite,
        place,
        *near,
        *_difference(claim),
        TOPICS[claim["topic"]],
    ]


def _difference(claim: dict) -> list[str]:
    """The words of quotation and transcript that have a digit, each with the word before it."""
    found = []
    for text in (claim["quote"], held.TRANSCRIPTS.get(claim.get("transcript", ""), {}).get("words", "")):
        words = [w.strip('.,;:!?“”"()') for w in text.split()]
        found += [
            " ".join(words[max(0, i - 1) : i + 1]) for i, w in enumerate(words) if any(c.isdigit() for c in w)
        ]
        found += [" ".join(words[i : i + 2]) for i, w in enumerate(words) if any(c.isdigit() for c in w)]
    return found


def data(view: View) -> list[str]:
    rows = sum(len(t) for t in TABLES.values())
    nato = sum(r["publisher"] == "NATO" for r in TABLES["record.editions"])
    found = [
        f"{len(TABLES)} tables with {rows:,} rows from {len(SOURCES)} sources; NATO's figures from {nato} publications"
    ]
    found += side_by_side(view) + figure("count-of-2020-by-edition") + figure("count-of-2024-by-edition")
    return found + table_facts(view["table"])


def table_facts(name: str) -> list[str]:
    """How many rows a table has, and the hash of its file."""
    path = held.DATA / f"{name.replace('.', '/')}.csv"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return [f"Rows{BETWEEN}{len(TABLES[name]):,}", f"SHA-256{BETWEEN}{digest}", "SHA-256"]


def side_by_side(view: View) -> list[str]:
    """The same cells edition by edition, each change counted."""
    measure, places = {
        "share": (readings.SHARE, 2),
        "current": (figures.CURRENT, 0),
        "constant": ("expenditure_usd_2021_millions", 0),
    }[view["measure"]]
    editions = sorted({e for e, m, _, _ in VALUES if m == measure}, key=lambda e: EDITIONS[e]["published"])
    keys = [(view["ally"], y, str(y)) for y in range(2014, 2027)]
    if view["ally"] == "all":
        keys = [(a, int(view["year"]), NAMES[a]) for a in sorted(NAMES, key=lambda a: NAMES[a])]
    lines = [(name, [_cell((e, measure, ally, year), places) for e in editions]) for ally, year, name in keys]
    used = [i for i in range(len(editions)) if any(cells[i] for _, cells in lines)]
    found, changed = [BETWEEN.join(LABEL[editions[i]] for i in used)], 0
    for name, cells in lines:
        printed, before = [], None
        for at in used:
            if not cells[at]:
                printed.append("–")
                continue
            value, text = cells[at]
            moved = before is not None and value != before
            changed += moved
            printed.append(f"{text} {number(value - before, places, signed=True)}" if moved else text)
            before = value
        found.append(BETWEEN.join([name, *printed]))
    what = f"all Allies in {view['year']}" if view["ally"] == "all" else NAMES[view["ally"]]
    count = held.sentence(word(changed))
    return [
        *found,
        f"{count} {'cell' if changed == 1 else 'cells'} changed between editions",
        f"{what}, ",
        "2021 prices, million dollars" if False else f"2021 prices, {what}",
        "million dollars, 2021 prices",
    ]


def _cell(key: tuple, places: int) -> Any:
    if key not in VALUES:
        return None
    value = independent.printed(VALUES[key], str(held.Decimal(1).scaleb(-places)))
    return value, f"{number(value, places)}{' e' if ESTIMATE[key] else ''}"


def method(view: View) -> list[str]:
    found = ["Rating of 5", "In “nine” and “23” the United States is counted"]
    ratings = {"holds": "5", "own_basis": "4", "differs": "2"}
    means = {
        "holds": "True on the speaker's own basis and in every other reading.",
        "own_basis": "True on the speaker's own basis, not in every other reading.",
        "differs": "Not true on the speaker's own basis.",
    }
    found += [BETWEEN.join([LABELS[w], means[w], r]) for w, r in ratings.items()]
    for r in TABLES["record.membership"]:
        if r["member_from"]:
            found.append(f"{r['name']}{BETWEEN}{day(r['member_from'])}")
    for r in EDITIONS.values():
        base = f"{r['constant_base_year']} prices" if r["constant_base_year"] else "–"
        found.append(
            BETWEEN.join(
                [r["short_label"], held.dated(r, "published"), r["state"], base, r["definition"], r["covers"]]
            )
        )
    for r in TABLES["record.cell_notes"]:
        found.append(
            BETWEEN.join(
                [
                    LABEL[r["edition"]],
                    r["year"] or "all years",
                    r["entity"] or "all",
                    r["kind"].replace("_", " "),
                    r["note"],
                ]
            )
        )
    unread = [r for r in SOURCES.values() if r["read_as"] == "second-hand"]
    found.append(f"{len(unread)} of {len(SOURCES)} sources were read second-hand")
    found += [BETWEEN.join([r["publisher"], r["title"], held.dated(r), r["where_read"]]) for r in unread]
    scripts = TABLES["record.transcripts"]
    found.append(
        f"{sum(bool(r['note']) for r in scripts)} of {len(scripts)} excerpts were not read at their source"
    )
    found += [
        BETWEEN.join([PEOPLE[r["speaker"]]["name"], day(r["said_on"]), f"“{r['words']}”", r["note"]])
        for r in scripts
        if r["note"]
    ]
    return [flat(text) for text in found]


PAGES = {
    "overview": overview, "spending": spending, "two_percent": two_percent, "force_model": force_model,
    "commitments": commitments, "casualty_figures": casualty_figures, "claims": register, "readings": all_readings,
    "data": data, "method": method,
}  # fmt: skip


def settled(page: str, query: View) -> View:
    """The choices a page shows for a query: what an edition does not hold gives way."""
    view = DEFAULTS.get(page, {}) | query
    if page in ("spending", "two_percent"):
        if page == "spending" and view["edition"] == AUGUST:
            view["prices"] = "constant"
        last = 2026 if view["edition"] == JULY else 2024
        view["to"] = view["to"] if int(view["to"]) <= last else "2024"
        view["from"] = view["from"] if int(view["from"]) < int(view["to"]) else "2020"
    return view


def choices() -> list[str]:
    """What a reader can choose: editions and years of the tables, and steps that are nobody's figures."""
    years = sorted({row["year"] for row in TABLES["record.nato_expenditure"]})
    thresholds = [f"{step}%" for step in ("1.5", "2", "2.5", "3", "3.5", "4", "5")]
    return [*LABEL.values(), *years, *thresholds, *(f"within {step}%" for step in (1, 2, 5, 10))]


def of_page(page: str, query: View) -> list[str]:
    """Every phrase that the page may show under the query."""
    if page == "claims" and "claim" in query:
        return [*common(), *one_claim(query["claim"])]
    return [*common(), *PAGES[page](settled(page, query))]
