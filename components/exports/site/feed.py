"""What changed, as an Atom feed: the changelog's entries, and every claim whose finding has moved since the day."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from components import theme
from components.claims import Claim, check
from components.claims.words import WORDS
from components.exports import NAME
from components.exports.site import shell
from components.exports.site.place import Site
from components.markup import NOT_XML, Markup
from components.tables.record import Record

CHANGELOG: Final = Path(__file__).parents[3] / "CHANGELOG.md"


@dataclass(frozen=True)
class Change:
    """One entry: its day, title and words (markup); `name` is its own for ever, `path` the page it is about."""

    day: date
    title: str
    name: str
    words: Markup
    path: str = ""


def feed(site: Site, text: str) -> bytes:
    """The changes as Atom, newest first: those of the changelog `text`, and the findings that moved."""
    found = sorted([*changes(text), *moved(site.record, site.claims)], key=lambda change: change.day, reverse=True)  # fmt: skip
    whole = shell.render(
        "feed.xml", name=NAME, about=shell.about(site), id=_name(site, ""), address=site.address,
        updated=max((change.day for change in found), default=site.edition.published),
        changes=[replace(change, name=_name(site, change.name)) for change in found],
    )  # fmt: skip
    return NOT_XML.sub("\ufffd", str(whole)).encode("utf-8")


def changes(text: str) -> list[Change]:
    """The parts of a changelog under a heading that is a date."""
    parts = re.split(r"^## (\d{4}-\d{2}-\d{2})\s*$", text, flags=re.MULTILINE)[1:]
    found = []
    for named, rest in zip(parts[::2], parts[1::2], strict=True):
        day, words = date.fromisoformat(named), re.split(r"^## ", rest, flags=re.MULTILINE)[0].strip()
        # Several entries of one day keep their names when another is added above them.
        name = f"{named} {words.splitlines()[0] if words else ''}"
        found.append(Change(day, f"Changes of {theme.day(day)}", name, _paragraphs(words)))
    return found


def moved(record: Record, claims: Iterable[Claim]) -> list[Change]:
    """The claims whose finding today is not that of the day, dated by what the record now gives for their basis."""
    found = []
    for claim in claims:
        then, now = (check.finding(record, claim, when) for when in (check.DAY, check.TODAY))
        day = _published(record, now.basis)
        if then.word == now.word or day is None:
            continue
        before, after = (WORDS[finding.word].label for finding in (then, now))
        value = f" The record gives {now.basis.result.text}." if now.basis.result else ""
        words = Markup("<p>On {}: {}. Today: {}.{}</p>").format(
            theme.day(claim.said_on), before, after, value
        )
        title = f"“{claim.label or claim.words}”: {before} on the day, {after} today"
        found.append(Change(day, title, f"{claim.id} {now.word} {day}", words, f"claims/{claim.id}/"))
    return found


def _published(record: Record, basis: check.Reading) -> date | None:
    if basis.result is not None and basis.result.published is not None:
        return basis.result.published
    edition = record.editions.get(str(basis.choice.get("edition", "")))
    return edition.published if edition else None


def _paragraphs(words: str) -> Markup:
    """Paragraphs and lists of the changelog; whatever else Markdown can do stays as it is written."""
    blocks = [
        [" ".join(item.split()) for item in re.split(r"^- ", block, flags=re.MULTILINE)[1:]]
        if block.startswith("- ")
        else " ".join(block.split())
        for block in re.split(r"\n\s*\n", words)
    ]
    return shell.render("changelog.html", blocks=blocks)


def _name(site: Site, what: str) -> str:
    """A name for ever: by the edition's address, or without one by what is named alone."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, site.address or NAME)
    return uuid.uuid5(space, what).urn
