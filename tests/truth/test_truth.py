"""Every number a reader can see is derived from the files of `data/` by other arithmetic than the dashboard's.

The oracle knows the files, not the sentences: a number must be a cell, or a quantity of a closed family, of the
Ally, year, edition, prices or claim named near it (`oracle`). What is checked more loosely is counted apart in the
printed line: a number of a drawing or a deck, which must be one of its own figures'; the ticks of axes.
A few views are here; `python -m tests.truth` and the tests marked full take them all.
"""

from __future__ import annotations

import math
import random
import sys
from dataclasses import replace

import pytest

from components import theme
from tests.truth import figures, mutation, oracle, shown
from tests.truth.__main__ import parts
from tests.truth.facts import Book
from tests.truth.oracle import Account, Place
from tests.truth.scope import View
from tests.truth.seen import Piece

JUNE_2024 = View({"edition": "2024-06-17"})


def none_differs(found: Account) -> None:
    print(found)
    assert found.total and not found.wrong, found.wrong[:20]


def wrong(text: str, *near: str, view: View = JUNE_2024) -> list[str]:
    return oracle.check([Piece("made up", "", "p", text, near)], Place(view)).wrong


@pytest.mark.parametrize("page", shown.PAGES[:3])
def test_every_number_of_a_page_is_derived(page: str) -> None:
    none_differs(shown.live(page, {}))


@pytest.mark.full
@pytest.mark.parametrize(("name", "makers"), parts(), ids=[name for name, _ in parts()])
def test_every_number_is_derived(name: str, makers: object) -> None:
    none_differs(sum((make() for make in makers), Account()))  # type: ignore[attr-defined]


def test_a_digit_changed_at_random_is_found() -> None:
    """Of 20; one may fall on another count that is as true of the same words."""
    assert len(mutation.rate([mutation.page("commitments"), mutation.page("casualty_figures")], 20)) <= 1


@pytest.mark.full
def test_of_five_hundred_digits_changed_nineteen_of_twenty_are_found() -> None:
    """What is missed is mostly a small count or a year that is as true of the same words; the printed lines say which."""
    missed = mutation.rate([mutation.page(page) for page in shown.PAGES if page != "embed"], 500)
    print(f"{500 - len(missed)} of 500 changed digits found", *missed, sep="\n")
    assert len(missed) <= 25


def test_an_allys_share_is_not_another_allys() -> None:
    assert not wrong("4.12", "2024", "Poland | 2.23 | 4.12")
    assert wrong("4.12", "2024", "Albania | 1.29 | 4.12")


def test_a_year_and_an_edition_tie_a_number_to_what_is_said_of_it() -> None:
    assert not wrong("By the edition of June 2024 it was 506.7 billion dollars in 2024.")
    assert wrong("By the edition of July 2026 it was 506.7 billion dollars in 2024.")


def test_words_of_a_claim_with_another_number_are_found() -> None:
    assert not wrong("just over $325bn") and wrong("just over $355bn")


def test_a_count_out_of_a_count_is_one_number() -> None:
    assert not wrong("23 of 31", "2024 | Allies at 2%") and wrong("23 of 29", "2024 | Allies at 2%")


def test_a_wrong_cell_of_a_figure_is_found_in_frame_and_chart() -> None:
    name = "spending-by-ally"
    figure, view = shown.figure(name), shown.view("spending", dict(shown.exhibit(name).values))
    frame = figure.frame.copy()
    frame.loc[1, "last"] = frame.loc[2, "last"]
    assert not figures.check_frame(figure, view).wrong and not figures.check_spec(figure, view).wrong
    assert len(figures.check_frame(replace(figure, frame=frame), view).wrong) == 1
    assert figures.check_spec(replace(figure, frame=frame), view).wrong


def test_a_number_changed_by_the_houses_own_format_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    right = theme.number
    monkeypatch.setattr(theme, "number", lambda v, d=0, **k: right(v, d, **k).replace("180.7", "180.8"))
    forget()
    try:
        found = shown.live("overview", {}).wrong
    finally:
        forget()
    assert found and all("180.8" in text for text in found)


def forget() -> None:
    """Everything worked out so far is forgotten, but for the tables as read."""
    kept = ("components.tables", "components.claims.files")
    for name, module in list(sys.modules.items()):
        if name.startswith("components.") and not name.startswith(kept):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def test_a_fact_is_looked_up_by_its_value_whatever_its_sign() -> None:
    book, value = Book(), random.Random(1).uniform(1, 1000)
    book.add(oracle.data.Decimal(str(-value)), ally="POL")
    assert book.exact[figures.nearly(value)] and not math.isnan(value)
