"""The article's words beside the transcript's."""

from components.claims import files, transcript
from components.claims.transcript import Difference, differences

RECORD, CLAIMS = files.load()
BY_ID = {claim.id: claim for claim in CLAIMS}


def test_capitals_and_punctuation_are_no_difference() -> None:
    assert differences("NATO allies, in 2020", "In 2020? No: NATO Allies in 2020.") == ()


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
