"""The topic pages: the record `PAGE` of each module in `pages/` that the registry lists as a topic."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from components.topics.sections import TopicPage


@cache
def load(page_id: str) -> TopicPage:
    """The page's record. It is looked up by name, since pages stand above everything that they are made of."""
    found = getattr(import_module(f"pages.{page_id}"), "PAGE", None)
    if not isinstance(found, TopicPage):
        raise TypeError(f"pages/{page_id}.py has no PAGE, the record of a topic page")
    return found
