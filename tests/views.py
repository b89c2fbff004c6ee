"""The topic pages under choices, as the dashboard and the static edition make them."""

from __future__ import annotations

from components import registry
from components.charts import Figure
from components.claims import files
from components.topics import pages
from components.topics.sections import Topic

TOPICS = tuple(page.id for page in registry.PAGES if page.topic)


def controls(page: str):
    """What the page offers."""
    return pages.load(page).controls(*files.load())


def topic(page: str, record=None, claims=None, **choices: str) -> Topic:
    """The page under its first choices, but for these; settled, as a reader is shown it."""
    held = files.load()
    record, claims = record or held[0], claims or held[1]
    found = pages.load(page)
    values, _ = found.settle(record, claims, found.defaults(record, claims) | choices)
    return found.topic(record, claims, values)


def figures(page: str, **choices: str) -> dict[str, Figure]:
    """The page's figures by id, made."""
    return {figure.id: figure.made for figure in topic(page, **choices).figures()}


def figure(page: str, figure_id: str, **choices: str) -> Figure:
    """One figure of the page, made."""
    return next(figure for figure in topic(page, **choices).figures() if figure.id == figure_id).made
