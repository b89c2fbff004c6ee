"""A briefing: spreads in an order, with a title and the presenter's notes; and the address that holds it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from components import theme
from components.claims import Claim
from components.tables.record import Record
from components.topics import exhibits
from components.topics.exhibits import Exhibit

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
_NAMED: Final = "claim"
"""The choice that a spread's own name makes: an item never carries it."""


@dataclass(frozen=True, eq=False)
class Briefing:
    """What is shown, in order. `notes` are the presenter's own, by spread id.

    `missing`: an exhibit that was asked for could not be made.
    """

    title: str
    exhibits: tuple[Exhibit, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    missing: bool = False

    @property
    def path(self) -> str:
        """The briefing's own address, from the root of the dashboard."""
        return f"briefing?{urlencode(self.query)}"

    @property
    def query(self) -> dict[str, str]:
        """The address's keys and values."""
        return query(self.title, [item(exhibit) for exhibit in self.exhibits], self.notes)


def default_title(record: Record) -> str:
    """The title of a briefing that was given none."""
    return f"Figures quoted at {record.article.event.name}, beside the record"


def item(exhibit: Exhibit) -> str:
    """A spread as the address names it, with every choice of its view: `spending-by-year~prices.constant~...`."""
    chosen = {} if exhibit.figure is None else exhibit.values
    return _BETWEEN.join([exhibit.id, *(f"{key}.{value}" for key, value in chosen.items() if key != _NAMED)])


def query(title: str, items: Sequence[str], notes: Mapping[str, str]) -> dict[str, str]:
    """The address's keys and values; empty notes are left out."""
    found = {"title": title, "show": " ".join(items)}
    return found | {f"note.{key}": text for key, text in notes.items() if text}


def answer(brief: Briefing) -> str:
    """What the briefing holds."""
    figures = sum(exhibit.figure is not None for exhibit in brief.exhibits)
    counted = ((figures, "figure"), (len(brief.exhibits) - figures, "claim"))
    parts = [f"{theme.count_word(n)} {word if n == 1 else word + 's'}" for n, word in counted if n]
    held = theme.sentence(theme.listed(parts)) if parts else "Nothing yet"
    return f"{held}. The address of this page is the whole briefing: send it, and it opens as it is."


def with_item(record: Record, composed: Mapping[str, str], exhibit: Exhibit) -> dict[str, str]:
    """The address of what was composed so far with `spread` as its last, once; with nothing yet, of it alone."""
    kept = [text for text in composed.get("show", "").split() if text.split(_BETWEEN)[0] != exhibit.id]
    return {"title": default_title(record), **composed, "show": " ".join([*kept, item(exhibit)])}


def parse(
    record: Record,
    claims: tuple[Claim, ...],
    asked: Mapping[str, str],
    *,
    guard: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> tuple[Briefing, list[str]]:
    """The briefing that an address asks for, and a sentence for each thing in it that is not offered.

    Each exhibit is made inside a `guard`: one that holds exceptions back leaves a failing exhibit out.
    """
    offered = exhibits.catalogue(record, claims)
    wrong: list[str] = []
    found: dict[str, Exhibit] = {}
    missing = False
    if offered.failure:
        with guard():
            raise offered.failure
    items = asked["show"].split() if "show" in asked else list(DEFAULT)
    for text in items:
        exhibit_id, *choices = text.split(_BETWEEN)
        if exhibit_id not in offered.names:
            if offered.failure:
                missing = True
            else:
                wrong.append("The address asked for something to show that is not held; it is left out.")
            continue
        values, refused = _choices(record, claims, exhibit_id, choices)
        if refused:
            wrong.append(exhibits.NOT_OFFERED)
        if exhibit_id in found:
            continue
        if len(found) == MOST:
            wrong.append(f"A briefing has at most {MOST} spreads; the first {MOST} are shown.")
            break
        with guard():
            found[exhibit_id] = exhibits.find(record, claims, exhibit_id, values)
            wrong += found[exhibit_id].notes
        missing |= exhibit_id not in found
    kept = tuple(found.values())
    title = " ".join(asked.get("title", "").split())[:LONGEST_TITLE].strip() or default_title(record)
    notes = {s.id: asked.get(f"note.{s.id}", "")[:LONGEST_NOTE] for s in kept}
    written = {key: text for key, text in notes.items() if text}
    return Briefing(title, kept, written, missing=missing), list(dict.fromkeys(wrong))


def _choices(
    record: Record, claims: tuple[Claim, ...], exhibit_id: str, choices: Sequence[str]
) -> tuple[dict[str, str], bool]:
    """The choices that are offered, and whether any was not."""
    offered = {c.key: c.options for c in exhibits.controls(record, claims, exhibit_id) if c.key != _NAMED}
    values: dict[str, str] = {}
    refused = False
    for choice in choices:
        key, _, value = choice.partition(".")
        if value in offered.get(key, {}):
            values[key] = value
        else:
            refused = True
    return values, refused
