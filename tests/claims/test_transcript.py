"""The article's words beside the transcript's."""

import pytest

from components.claims import files, transcript
from components.claims.transcript import Difference, differences, told

RECORD, CLAIMS = files.load()
BY_ID = {claim.id: claim for claim in CLAIMS}


def test_capitals_and_punctuation_are_no_difference() -> None:
    assert differences("NATO allies, in 2020", "In 2020? No: NATO Allies in 2020.") == ()
    assert differences("…", "–") == ()


def test_a_changed_word_is_named_both_ways() -> None:
    assert differences("invest $500 in defense", "invest $500 on defense") == (Difference("in", "on"),)


def test_added_and_dropped_words_are_told() -> None:
    found = differences(
        "In the event of a crisis, shift to a war footing", "in the event of crisis, shift to war footing"
    )
    assert found == (Difference("a", ""), Difference("a", ""))


def test_a_longer_excerpt_before_and_after_does_not_count() -> None:
    assert differences("the second sentence", "The first. The second sentence. The third.") == ()


def test_a_passage_says_when_the_article_names_no_speaker_or_another() -> None:
    silent = transcript.agreement(RECORD, (BY_ID["force_month"],))
    other = transcript.agreement(RECORD, (BY_ID["war_footing_speaker"],))
    assert "names no speaker" in silent and "Jake Sullivan" in silent
    assert "names Jens Stoltenberg" in other and "Jake Sullivan" in other


def test_the_passages_of_the_pages_are_compared() -> None:
    assert "“on” where the article has “in”" in transcript.agreement(RECORD, (BY_ID["spending_2024"],))
    assert transcript.agreement(RECORD, (BY_ID["allies_2024"],)) == "Transcript: the same words."


def test_one_dropped_a_is_told_from_another() -> None:
    words = [told(difference) for difference in differences("of a crisis to a war", "of crisis to war")]
    assert words == ["without “a” before “crisis”", "without “a” before “war”"]
    assert told(differences("at war now", "at war")[0]) == "without “now” at the end"


@pytest.mark.parametrize("claim", ["eur40bn_secured_by", "nato_office_new", "anywhere_scope"])
def test_other_words_are_not_compared_one_by_one(claim: str) -> None:
    held = RECORD.row("record.transcripts", transcript_id=BY_ID[claim].transcript)["words"]
    said = transcript.agreement(RECORD, (BY_ID[claim],))
    assert transcript.in_other_words(BY_ID[claim].quote, held)
    assert f"“{held}”" in said and "where the article has" not in said and not said.endswith(".”.")


@pytest.mark.parametrize(
    "claim", ["eur40bn_period", "war_footing_words", "best_resourced_words", "allies_2020"]
)
def test_a_slip_of_some_words_is_compared_word_by_word(claim: str) -> None:
    held = RECORD.row("record.transcripts", transcript_id=BY_ID[claim].transcript)["words"]
    assert not transcript.in_other_words(BY_ID[claim].quote, held)


def test_what_stands_around_the_words_does_not_make_them_other_words() -> None:
    around = "Ten more words that stand before it and are not read."
    assert not transcript.in_other_words(
        "each inch of soil here", f"{around} Each inch of land here. {around}"
    )
