"""A briefing: spreads in an order, with a title and the presenter's notes; and the address that holds it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from components import theme
from components.claims import Claim
from components.tables.record import Record
from components.topics import spreads
from components.topics.spreads import Spread

TITLE: Final = "Figures quoted at NATO’s Washington summit, beside the record"
LONGEST_TITLE: Final = 120
LONGEST_NOTE: Final = 400
MOST: Final = 24
"""Characters and spreads that an address may carry: with all of them it stays below 8,000 characters of text."""
DEFAULT: Final = (
    "spending-by-year", "spending-increase-by-ally", "spending-increase-readings", "allies-at-threshold-by-year",
    "count-of-2024-by-edition", "share-of-gdp-by-ally", "force-model-steps", "assistance-by-period",
    "casualties-published", "claim.war_footing_speaker",
)  # fmt: skip
_BETWEEN: Final = "~"


@dataclass(frozen=True, eq=False)
class Briefing:
    """What is shown, in order. `notes` are the presenter's own, by spread id."""

    title: str
    spreads: tuple[Spread, ...]
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The briefing's own address, from the root of the dashboard."""
        return f"briefing?{urlencode(self.query)}"

    @property
    def query(self) -> dict[str, str]:
        """The address's keys and values."""
        return query(self.title, [item(spread) for spread in self.spreads], self.notes)


def item(spread: Spread) -> str:
    """A spread as the address names it, with every choice of its view: `spending-by-year~prices.constant~...`."""
    chosen = {} if spread.figure is None else spread.values
    return _BETWEEN.join([spread.id, *(f"{key}.{value}" for key, value in chosen.items() if key != "claim")])


def query(title: str, items: Sequence[str], notes: Mapping[str, str]) -> dict[str, str]:
    """The address's keys and values; empty notes are left out."""
    found = {"title": title, "show": " ".join(items)}
    return found | {f"note.{key}": text for key, text in notes.items() if text}


def answer(brief: Briefing) -> str:
    """What the briefing holds."""
    figures = sum(spread.figure is not None for spread in brief.spreads)
    counted = ((figures, "figure"), (len(brief.spreads) - figures, "claim"))
    parts = [f"{theme.count_word(n)} {word if n == 1 else word + 's'}" for n, word in counted if n]
    held = theme.sentence(theme.listed(parts)) if parts else "Nothing yet"
    return f"{held}. The address of this page is the whole briefing: send it, and it opens as it is."


def with_item(composed: Mapping[str, str], spread: Spread) -> dict[str, str]:
    """The address of what was composed so far with `spread` as its last, once; with nothing yet, of it alone."""
    kept = [text for text in composed.get("show", "").split() if text.split(_BETWEEN)[0] != spread.id]
    return {"title": TITLE, **composed, "show": " ".join([*kept, item(spread)])}


def parse(record: Record, claims: tuple[Claim, ...], asked: Mapping[str, str]) -> tuple[Briefing, list[str]]:
    """The briefing that an address asks for, and a sentence for each thing in it that is not offered."""
    known = spreads.names(claims)
    wrong: list[str] = []
    found: dict[str, Spread] = {}
    items = asked["show"].split() if "show" in asked else list(DEFAULT)
    for text in items:
        spread_id, *choices = text.split(_BETWEEN)
        if spread_id not in known:
            wrong.append("The address asked for something to show that is not held; it is left out.")
            continue
        values, refused = _choices(spread_id, choices, claims)
        if refused:
            wrong.append("The address asked for a choice that is not offered; the default is shown.")
        if spread_id not in found:
            found[spread_id] = spreads.find(record, claims, spread_id, values)
    if len(found) > MOST:
        wrong.append(f"A briefing has at most {MOST} spreads; the first {MOST} are shown.")
    kept = tuple(found.values())[:MOST]
    title = " ".join(asked.get("title", TITLE).split())[:LONGEST_TITLE] or TITLE
    notes = {s.id: asked.get(f"note.{s.id}", "")[:LONGEST_NOTE] for s in kept}
    return Briefing(title, kept, {key: text for key, text in notes.items() if text}), list(
        dict.fromkeys(wrong)
    )


def _choices(
    spread_id: str, choices: Sequence[str], claims: tuple[Claim, ...]
) -> tuple[dict[str, str], bool]:
    """The choices that are offered, and whether any was not."""
    offered = {control.key: control.options for control in spreads.controls(spread_id, claims)}
    values: dict[str, str] = {}
    refused = False
    for choice in choices:
        key, _, value = choice.partition(".")
        if value in offered.get(key, {}):
            values[key] = value
        else:
            refused = True
    return values, refused
