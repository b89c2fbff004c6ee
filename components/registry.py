"""The pages of the dashboard, a line each, in the order of the menu.

A page's id is the name of its module in `pages/` and the last part of its address. Menu, addresses, the static edition, its
site map, the topics of the register and the sheets of a workbook follow from this list. Imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Page:
    """One page. Of a topic page (`topic`) the module has the record `PAGE`, and claims may name it as theirs.

    `group` is its heading in the menu; one that is not `listed` is reached by links alone. `static`: the static edition
    has it too.
    """

    id: str
    title: str
    group: str = ""
    topic: bool = False
    static: bool = True
    listed: bool = True

    @property
    def address(self) -> str:
        """Its address from the root of the dashboard, which the first page has itself."""
        return "" if self is PAGES[0] else self.id


PAGES: Final = (
    Page("overview", "Overview"),
    Page("spending", "Spending", topic=True),
    Page("two_percent", "Allies at 2%", topic=True),
    Page("force_model", "Force model", topic=True),
    Page("commitments", "Commitments", topic=True),
    Page("casualty_figures", "Casualty figures", topic=True),
    Page("briefing", "Briefing", static=False),
    Page("claims", "Claims", group="Check"),
    Page("readings", "Every reading", group="Check"),
    Page("data", "Data", group="Check"),
    Page("method", "Method", group="Check"),
    Page("embed", "Figure", static=False, listed=False),
)

TOPICS: Final = {page.id: page.title for page in PAGES if page.topic} | {"other": "Other statements"}
"""What a claim may name as its topic, with its title; `other` has no page of its own."""

ADDRESSES: Final = tuple(page.address for page in PAGES)
"""The last part of each page's address; the first page's is empty."""


def page(page_id: str) -> Page:
    """The page with this id. An unknown one raises `LookupError`."""
    found = next((each for each in PAGES if each.id == page_id), None)
    if found is None:
        raise LookupError(f"no page {page_id!r}; the pages are {', '.join(each.id for each in PAGES)}")
    return found
