"""Addresses as text: whatever is asked for, what opens is a view that is offered, and each view comes back by its own."""

from __future__ import annotations

import random
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings

from components.topics import (
    briefing,
    editions,
    exhibits,
    force_model,
    pages,
    readings,
    register,
    spending,
    two_percent,
)
from components.topics.exhibits import Exhibit
from components.topics.sections import TopicPage
from components.ui import address
from tests import views as shown
from tests.addresses import (
    ADDRESSES,
    CLAIMS,
    CONTROLS,
    FULL,
    NAMES,
    ORDINARY,
    RECORD,
    REFUSED,
    count,
    read,
    written,
)  # fmt: skip

VIEW = {"spending": spending.view, "two_percent": two_percent.view, "force_model": force_model.view,
        "readings": readings.view, "data": editions.view}  # fmt: skip
ROWS = {exhibit.passage and tuple(row.claim for row in exhibit.rows): exhibit.rows
        for exhibit in (exhibits.find(RECORD, CLAIMS, name) for name in NAMES)}  # fmt: skip
ASKED: dict[str, int] = {"query strings": 0, "refused": 0}


def settled(page: str, values: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The choices as the tables can serve them, in a copy; each set of choices is settled once."""
    found, notes = _settled(page, tuple(values.items()))
    return dict(found), list(notes)


@cache
def _settled(page: str, values: tuple[tuple[str, str], ...]) -> tuple[dict[str, str], list[str]]:
    return (
        pages.load(page).settle(RECORD, CLAIMS, dict(values)) if page in shown.TOPICS else (dict(values), [])
    )


def views(page: str) -> list[dict[str, str]]:
    """Every view of a page: each choice with each other, as the tables can serve it."""
    controls = CONTROLS[page]
    asked = (
        dict(zip((c.key for c in controls), options, strict=True))
        for options in product(*(c.options for c in controls))
    )
    return [settled(page, values)[0] for values in asked]


def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step of finding a spread but the drawing of its page's figures under other choices than the defaults."""
    first = {id(pages.load(page)): shown.topic(page) for page in shown.TOPICS}
    monkeypatch.setattr(TopicPage, "topic", lambda page, *asked: first[id(page)])
    monkeypatch.setattr(exhibits, "passage", cache(exhibits.passage))
    monkeypatch.setattr(exhibits, "rows", lambda record, claims, seen: ROWS[claims])


def sentences(notes: list[str]) -> None:
    """Each note is one plain sentence, said once, that repeats nothing of what was asked."""
    assert len(notes) == len(set(notes))
    for note in notes:
        assert note[0].isupper() and note.endswith(".") and len(note) < 160, note
        assert REFUSED not in note, note


def parsed_by_every_page(query: dict[str, str]) -> int:
    """How many of the parsers refused something of a query; that each gives a view is asserted here."""
    refused = 0
    for page, controls in CONTROLS.items():
        values, notes = address.parse(query, controls)
        sentences(notes)
        assert [c.key for c in controls] == list(values)
        assert all(values[c.key] in c.options for c in controls)
        wrong = sum(c.key in query and query[c.key] not in c.options for c in controls)
        assert len(notes) == wrong, "each refused choice has its sentence, and nothing else has one"
        values, more = settled(page, values)
        sentences(more)
        assert all(values[c.key] in c.options for c in controls)
        if page in VIEW:
            VIEW[page](values)
        refused += bool(notes)
    found = register.matching(
        register.entries(RECORD, CLAIMS), query, query.get("q", "")[: address.LONGEST_SEARCH]
    )
    assert len(found) <= len(CLAIMS)
    return refused


def parsed_as_a_briefing(query: dict[str, str]) -> int:
    brief, notes = briefing.parse(RECORD, CLAIMS, query)
    sentences(notes)
    assert {s.id for s in brief.exhibits} <= set(NAMES) and len(brief.exhibits) <= briefing.MOST
    assert 0 < len(brief.title) <= briefing.LONGEST_TITLE
    assert all(0 < len(note) <= briefing.LONGEST_NOTE for note in brief.notes.values())
    again, none = briefing.parse(RECORD, CLAIMS, read(brief.path.partition("?")[2]))
    assert none == [] and again.query == brief.query and again.path == brief.path
    return bool(notes)


@pytest.mark.full
def test_whatever_is_asked_a_view_that_is_offered_opens_and_what_is_refused_is_said_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    undrawn(monkeypatch)
    wanted = count(3_000, 100_000)

    @settings(ORDINARY, max_examples=wanted)
    @given(ADDRESSES)
    def ask(asked: tuple[str, str]) -> None:
        query = read(asked[1])
        refused = parsed_by_every_page(query) + parsed_as_a_briefing(query)
        if (named := query.get("figure", "")) in NAMES:
            found = exhibits.find(RECORD, CLAIMS, named, query)
            sentences(list(found.notes))
            same(found)
            refused += bool(found.notes)
        ASKED["query strings"] += 1
        ASKED["refused"] += refused > 0

    ask()
    print(f"{ASKED['query strings']} query strings through {len(CONTROLS) + 2} parsers: 0 exceptions, "
          f"{ASKED['refused']} with something refused, 0 repeated")  # fmt: skip
    assert ASKED["query strings"] >= wanted and ASKED["refused"] > wanted / 4


def same(found: Exhibit) -> None:
    """The spread comes back by the address of its page and by the address of its frame, without a note."""
    for path in (found.path, found.embed_path):
        again = exhibits.find(RECORD, CLAIMS, found.id, read(path.partition("?")[2]))
        assert again.values == found.values and again.path == found.path and not again.notes


@pytest.mark.parametrize("page", CONTROLS)
def test_every_view_of_a_page_comes_back_by_its_address(page: str) -> None:
    every = views(page)
    chosen = every if FULL or len(every) < 3_000 else random.Random(6).sample(every, 3_000)
    for values in chosen:
        again, notes = address.parse(read(written(values)), CONTROLS[page])
        assert again == values and notes == []
        assert settled(page, again) == (values, []), "a view that was settled stays as it is"
    print(f"{page}: {len(chosen)} of {len(every)} views, {len({tuple(v.values()) for v in every})} different")


def test_a_choice_that_cannot_be_served_is_said_in_a_briefing_and_in_a_frame() -> None:
    asked = {"edition": "2025-08-28", "prices": "current"}
    assert "without current prices" in " ".join(
        exhibits.find(RECORD, CLAIMS, "spending-by-year", asked).notes
    )
    _, wrong = briefing.parse(RECORD, CLAIMS, {"show": "spending-by-year~edition.2025-08-28~prices.current"})
    assert len(wrong) == 1 and "without current prices" in wrong[0]
    found = exhibits.find(RECORD, CLAIMS, "spending-by-year", {"prices": REFUSED})
    assert found.notes == (exhibits.NOT_OFFERED,) and found.values["prices"] == "current"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [({"show": "readings-of-spending_2024~claim.spending_2020"}, 1), ({"title": "x" * 119 + " y", "show": "force-model-steps"}, 0)],
)  # fmt: skip
def test_what_a_briefing_drops_stays_dropped(asked: dict[str, str], kept: int) -> None:
    brief, wrong = briefing.parse(RECORD, CLAIMS, asked)
    assert len(wrong) == kept
    again, none = briefing.parse(RECORD, CLAIMS, brief.query)
    assert none == [] and again.query == brief.query


def test_no_more_spreads_are_drawn_than_a_briefing_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    found = exhibits.find
    monkeypatch.setattr(exhibits, "find", lambda *given: asked.append(given[2]) or found(*given))
    briefing.parse(RECORD, CLAIMS, {"show": " ".join(NAMES * 40)})
    assert len(asked) == briefing.MOST


@pytest.mark.parametrize("page", [page for page in shown.TOPICS if shown.controls(page)])
def test_every_figure_of_a_page_is_there_in_every_view(page: str) -> None:
    every = list({tuple(v.items()): v for v in views(page)}.values())
    few = every if FULL or len(every) < 20 else random.Random(1).sample(every, 12)
    for values in few:
        held = {figure.id for figure in pages.load(page).topic(RECORD, CLAIMS, values).figures()}
        assert {figure.id for figure in shown.topic(page).figures()} == held, values
    print(f"{page}: {len(few)} of {len(every)} views drawn")
