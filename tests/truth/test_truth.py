"""Every number a reader can see is recomputed from the files of `data/`: 0 differences.

Each number must lie in a phrase that was made from csv and arithmetic for this page, these claims and these
choices, so that it is tied to its label; in charts and tables of figures it must be its own line's. Looser, and
counted apart in the printed line: a number inside a text that stands in a data file as it is; a number of a
drawing, a native chart or a row without a name, which must be one of its own figure's; the ticks of axes.
Here are a sample of the views; `python -m tests.truth` takes them all.
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import replace

import pytest

from components import theme
from tests.pages.test_pages import alone, html, in_frame
from tests.truth import crawl, editions, figures, held, phrases, taken
from tests.truth.account import TOKEN, strangers
from tests.truth.crawl import Account, of_texts
from tests.truth.seen import pieces

SAMPLE = [v for at, v in enumerate(crawl.VIEWS) if not v[1] or at % 12 == 0]


def none_differs(found: Account, at_least: int) -> None:
    print(found)
    assert not found.wrong, found.wrong[:20]
    assert sum(found.counts.values()) >= at_least


def test_every_number_of_the_live_pages_is_recomputed() -> None:
    found = Account()
    for page, query in SAMPLE:
        found += crawl.live(alone(page, **query) if query else in_frame(page), page, query)
    none_differs(found, 30_000)


def test_every_number_of_frames_and_of_the_briefing_page_and_its_presenter_is_recomputed() -> None:
    found = sum(map(editions.embedded, editions.FIGURES[::4]), editions.staged())
    none_differs(found + sum(map(editions.composed, editions.EXHIBITS[::4]), Account()), 2_000)


def test_every_number_of_the_static_edition_is_recomputed() -> None:
    paths = editions.static_paths()
    sample = [p for at, p in enumerate(paths) if p.count("/") < 2 or at % 10 == 0]
    none_differs(sum(map(editions.static, sample), Account()), 5_000)


def test_every_number_of_the_figures_files_is_recomputed() -> None:
    none_differs(sum(map(editions.of_figure, editions.FIGURES[::4]), Account()), 500)


def test_every_number_of_the_briefing_is_recomputed_in_each_format() -> None:
    none_differs(editions.of_briefing(), 2_000)


def _changed(text: str, rng: random.Random) -> str:
    """The text with one digit of one of its numbers changed."""
    at = rng.choice([m.start() for m in re.finditer(r"\d", text)])
    return text[:at] + str((int(text[at]) + rng.randint(1, 9)) % 10) + text[at + 1 :]


def test_a_number_changed_at_a_random_place_is_found_each_time() -> None:
    """A digit of a shown text is changed as a wrong rendering would change it; 20 of 20 are caught."""
    rng, caught = random.Random(2024), 0
    shown = {
        page: pieces(page, html(in_frame(page)))
        for page in ("overview", "spending", "two_percent", "force_model")
    }
    for _ in range(20):
        page = rng.choice(list(shown))
        piece = rng.choice([p for p in shown[page] if re.search(r"\d", p.text)])
        wrong = replace(piece, text=_changed(piece.text, rng))
        caught += bool(of_texts([wrong], phrases.of_page(page, {})).wrong)
    print(f"{caught} of 20 changed numbers caught")
    assert caught == 20


def test_a_number_changed_in_the_rendering_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's own number format is made to be wrong for one value: page and files differ from the account."""
    right = theme.number
    monkeypatch.setattr(theme, "number", lambda v, d=0, **k: right(v, d, **k).replace("180.7", "180.8"))
    forget()
    try:
        wrong = crawl.live(in_frame("overview"), "overview", {}).wrong
    finally:
        forget()
    assert wrong and all("180.8" in text for text in wrong)


def forget() -> None:
    """Everything worked out so far is forgotten, but for the tables as read."""
    for name, module in list(sys.modules.items()):
        if name.startswith("components.") and not name.startswith(
            ("components.tables", "components.claims.files")
        ):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def test_a_cell_is_held_against_its_own_ally_not_against_any() -> None:
    """Poland's share under Albania's name is wrong, though it stands in the table."""
    rows = {line.key[0]: line for line in figures.shows("share-of-gdp-by-ally").lines}
    wrong = [
        {
            "name": "Albania",
            "first": float(rows["Albania"].numbers[0]),
            "last": float(rows["Poland"].numbers[1]),
        }
    ]
    assert taken.of_rows("share-of-gdp-by-ally", wrong, "cells").wrong


def test_a_number_of_no_file_is_a_stranger() -> None:
    assert strangers("From 327 billion dollars in 2020", ["From 326 billion dollars in 2020"]) == [
        "327",
        "2020",
    ]
    assert strangers("1,326 billion", ["326 billion"]) and strangers("+326 billion", ["326 billion"])
    assert len(held.CLAIMS) == 48 and TOKEN.findall("Three of 15") == ["Three", "15"]
