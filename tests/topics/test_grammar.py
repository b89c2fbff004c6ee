"""Composed sentences at their edges: nothing, one, two, all."""

from __future__ import annotations

import pytest

from components.claims import files
from components.topics import by_id, readings, rows, sentences, two_percent
from tests import views

RECORD, CLAIMS = files.load()
DAY, AUGUST, NEWEST = "2024-06-17", "2025-08-28", "2026-07-10"


def of_two_percent(figure: str, threshold: float, edition: str, first: int, last: int, us: bool = True):
    choices = {"threshold": f"{threshold:g}", "us": "counted" if us else "left-out", "edition": edition}
    return views.figure("two_percent", figure, **choices, **{"from": str(first), "to": str(last)})


@pytest.mark.parametrize(
    ("threshold", "edition", "last", "words"),
    [
        (1.5, DAY, 2022, "The one now below was published less than a tenth of a point above 1.5%."),
        (1.5, DAY, 2024, "The one now below was published a tenth of a point or more above 1.5%."),
        (1.5, AUGUST, 2023, "Neither of the two was published less than a tenth of a point above 1.5%."),
        (2.0, DAY, 2024, "Three of the six were published less than a tenth of a point above 2%."),
        (2.0, NEWEST, 2024, "No Ally that this view has at 2% is below it in today’s figures."),
    ],
)
def test_how_many_were_published_just_above(threshold: float, edition: str, last: int, words: str) -> None:
    view = two_percent.View(threshold, True, edition, 2020, last)
    assert two_percent.fallen_table(RECORD, view)[0] == words


def test_the_only_ally_at_a_threshold_is_not_one_of_the_one() -> None:
    titles = [of_two_percent("share-of-gdp-by-ally", at, DAY, 2020, 2024).caption.title for at in (4.0, 2.0)]
    assert titles == [
        "The one Ally at 4% is below it in today’s figures for 2024",
        "Six of the 23 are below 2% in today’s figures for 2024",
    ]


def test_who_lacks_something_does_not_lack_0() -> None:
    figure = of_two_percent("needed-to-reach-threshold", 1.5, NEWEST, 2020, 2025)
    assert figure.caption.title == "One Ally lacks less than 0.1 billion dollars to 1.5% in 2025 e"
    figure = of_two_percent("needed-to-reach-threshold", 2.0, DAY, 2020, 2024)
    assert figure.caption.title == "Eight Allies lack 45 billion dollars to 2% in 2024 e"
    figure = of_two_percent("needed-to-reach-threshold", 1.5, DAY, 2014, 2021)
    spoken = str(figure.spec)
    assert "less than 0.1" in spoken and "+0.0" not in spoken and "+less" not in spoken


def test_one_ally_reaches_and_two_reach() -> None:
    one = of_two_percent("needed-to-reach-threshold", 2.5, DAY, 2014, 2021, us=False)
    more = of_two_percent("needed-to-reach-threshold", 2.0, DAY, 2020, 2024)
    assert "1 reaches 2.5%" in str(one.spec) and "23 reach 2%" in str(more.spec)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ("published", "the edition of June 2024 gives a rise of"),
        ("both", "the edition of June 2024, Finland and Sweden in every year, gives a rise of"),
        ("neither", "the edition of June 2024, without Finland and Sweden, gives a rise of"),
    ],
)
def test_what_is_set_apart_has_both_commas(members: str, words: str) -> None:
    assert words in views.topic("spending", members=members, **{"from": "2014", "to": "2021"}).answer


def test_no_ally_doubled() -> None:
    map_ = views.figure("spending", "spending-map", **{"from": "2018", "to": "2021"})
    assert map_.caption.title == "No Ally doubled its spending"


def test_the_steps_of_the_arithmetic_are_sentences() -> None:
    (slip, threshold) = rows(RECORD, by_id(CLAIMS, "war_footing_words", "two_percent_guideline"), {})
    assert slip.day.basis.result.steps[2] == "In the transcript: without “a” before “crisis”."
    assert threshold.day.basis.result.steps == (
        "Share of GDP that Allies aim to spend on defence: 2% of GDP.",
    )


def test_one_reading_holds_and_two_hold() -> None:
    told = [sentences.held(row) for row in rows(RECORD, by_id(CLAIMS, "allies_2020", "spending_2024"), {})]
    assert told == ["1 of 7 readings holds", "2 of 10 readings hold"]
    titles = [
        readings.curve(RECORD, CLAIMS, readings.View(claim, "stated")).caption.title
        for claim in ("force_10_days", "allies_2020", "best_resourced")
    ]
    assert titles[0].startswith("Two of two readings hold;")
    assert titles[1].startswith("One of seven readings holds;")
    assert titles[2].startswith("Four readings, from")


@pytest.mark.parametrize(
    ("tolerance", "words"),
    [
        ("stated", "Tested as stated,"),
        ("exact", "Tested for exactly the figure,"),
        ("5", "Tested to within 5%,"),
    ],
)
def test_how_the_claims_are_tested_is_a_sentence(tolerance: str, words: str) -> None:
    assert readings.answer(RECORD, CLAIMS, tolerance).startswith(words)
