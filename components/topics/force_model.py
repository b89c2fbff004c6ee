"""Force model: 100,000 in 10 days, double in a month, 500,000 in the ensuing weeks; to be adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from components import theme
from components.charts import Caption, Figure, force_steps, force_windows, timeline
from components.claims import Claim, Reading, check
from components.tables.record import Record
from components.topics import Control, Values, by_id

CLAIMS: Final = ("force_10_days", "force_month", "force_ensuing_weeks")
_EVENTS: Final = ("force_model_agreed", "force_model_will_adopt", "force_model_in_place")
_SHOW: Final = {"both": "both", "total": "running", "added": "added"}


@dataclass(frozen=True)
class View:
    """How the reader takes the tiers: "both", "total" or "added"."""

    tiers: str


def controls(record: Record, claims: tuple[Claim, ...]) -> tuple[Control, ...]:
    """How the tiers are read."""
    offered = {"both": "Both", "total": "A running total", "added": "Added up"}
    return (Control("tiers", "Read the tiers as", offered, "both"),)


def view(values: Values) -> View:
    """The settled choices as a record."""
    return View(values["tiers"])


def card(record: Record, claims: tuple[Claim, ...]) -> Figure:
    """The small chart of the overview."""
    return troops_by_day(record, by_id(claims, *CLAIMS), View("both"), small=True)


def _totals(record: Record, tested: Sequence[Claim], tiers: str) -> list[int]:
    found = [check.read(record, claim, {"tiers": tiers}).result for claim in tested]
    return [int(result.value) for result in found if result]


def _tier_source(record: Record) -> str:
    tiers = record.rows("record.force_model_tiers")
    names = dict.fromkeys(record.sources[row["source_id"]].publisher for row in tiers)
    return f"Tiers as read in {theme.listed(list(names))} reports; NATO’s own table not read by us. Targets."


def troops_by_day(record: Record, tested: Sequence[Claim], chosen: View, *, small: bool = False) -> Figure:
    """Troops by day as said, and as the tiers read; `small` for the overview's card."""
    days = [int(claim.parameters["day"]) for claim in tested]
    running, added = (_totals(record, tested, how) for how in ("running total", "added up"))
    series = {
        "said": [float(claim.said.value) for claim in tested],
        "running": [float(v) for v in running],
        "added": [float(v) for v in added],
    }
    plot = pd.DataFrame(
        [
            {"day": day, "troops_thousand": value / 1000, "series": name}
            for name, values in series.items()
            for day, value in zip(days, values, strict=True)
        ]
    )
    said = theme.number(series["said"][-1])
    ends = {
        "total": f"{theme.number(running[-1])} as a running total",
        "added": f"{theme.number(added[-1])} if added",
    }
    given = ", ".join([text for key, text in ends.items() if chosen.tiers in ("both", key)])
    title = f"By day {days[-1]}: {said} as said; the tiers give {given}"
    measure = (
        "Troops available by days since the order, thousand. Targets, not forces counted: dashed throughout"
    )
    return force_steps.figure(
        force_steps.frame(plot),
        Caption(
            id="force-model-steps",
            title=given if small else title,
            measure="Targets: thousand troops, by days since the order" if small else measure,
            says=f"{title}. {measure}.",
            source=_tier_source(record),
        ),
        show="added" if small else _SHOW[chosen.tiers],  # small, what was said stands for the total it is
        text_note=f"said: “in the ensuing weeks”; the tier’s window ends on day {days[-1]}",
        card=small,
    )


def windows(record: Record) -> Figure:
    """In how many days each tier is ready."""
    tiers = record.rows("record.force_model_tiers")
    plot = pd.DataFrame(
        [
            {
                "label": row["name"],
                "from_day": int(row["from_day"]),
                "to_day": int(row["to_day"]),
                "text": " ".join(filter(None, [row["bound"], theme.number(row["troops"])])),
                "kind": row["status"],
            }
            for row in tiers
        ]
    )
    ends = [str(row["to_day"]) for row in tiers if row["status"] == "target"]
    title = f"The windows: {theme.listed(ends)} days"
    measure = "Readiness time of each tier, and troops. Dashed: a target or a stated strength, not a count"
    notes = [row["note"] for row in tiers if row["note"]]
    return force_windows.figure(
        force_windows.frame(plot),
        Caption(
            id="force-model-windows",
            title=title,
            measure=measure,
            says=f"{title}. {measure}.",
            source=_tier_source(record),
            note=" ".join(dict.fromkeys(notes)),
        ),
    )


def adoption(record: Record, claim: Claim) -> Figure:
    """When the force model was agreed, adopted and put in place."""
    found = []
    for event_id in _EVENTS:
        row = record.row("record.events", event_id=event_id)
        found.append(
            {
                "date": row["date"],
                "precision": row["precision"],
                "text": row["what"],
                "date_text": theme.day(row["date"], row["precision"]),
                "kind": "record",
            }
        )
    found.append(
        {
            "date": claim.said_on,
            "precision": "day",
            "text": f"“{claim.words}”",
            "date_text": theme.day(claim.said_on),
            "kind": "said",
        }
    )
    first = record.row("record.events", event_id=_EVENTS[0])
    years = claim.said_on.year - first["date"].year
    title = f"Agreed in {first['date']:%B %Y}, {theme.count_word(years)} years before the summit"
    measure = "When the force model was agreed, planned and put in place, and when it was said"
    rows_ = [record.row("record.events", event_id=event_id) for event_id in _EVENTS]
    publishers = dict.fromkeys(record.sources[row["source_id"]].publisher for row in rows_)
    return timeline.figure(
        timeline.frame(pd.DataFrame(found)),
        Caption(
            id="force-model-adoption",
            title=title,
            measure=measure,
            says=f"{title}. {measure}.",
            source=f"{theme.listed(list(publishers))}.",
        ),
    )


def answer(record: Record, tested: Sequence[Claim], chosen: View) -> str:
    """What the tiers give by either way to take them."""
    running, added = (_totals(record, tested, how) for how in ("running total", "added up"))
    days = [claim.parameters["day"] for claim in tested]
    said = [int(claim.said.value) for claim in tested]
    month, end = theme.number(added[1]), theme.number(added[2])
    if chosen.tiers == "added":
        return (
            f"Added up, the tiers as published give {month} by day {days[1]} and {end} by day {days[2]}, where "
            f"{theme.number(said[1])} and {theme.number(said[2])} were said. All are targets."
        )
    match = running == said
    opening = (
        "Taken as a running total, the numbers said match the tiers as published"
        if match
        else "Even as a running total, the numbers said do not match the tiers as published"
    )
    if chosen.tiers == "total":
        return f"{opening}. All are targets."
    return f"{opening}; added up, the same tiers give {month} by day {days[1]} and {end} by day {days[2]}. All are targets."


def own_readings(record: Record, tested: Sequence[Claim], chosen: View) -> dict[str, Reading | None]:
    """Each claim under the reader's way to take the tiers, where that is not its basis."""
    own = {"total": "running total", "added": "added up"}.get(chosen.tiers)
    return {
        claim.id: check.read(record, claim, {"tiers": own}) if own and own != claim.basis["tiers"] else None
        for claim in tested
    }
