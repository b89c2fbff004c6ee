"""A briefing and its address: what is asked for is what opens, and nonsense is named, not repeated."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from components.claims import files
from components.topics import briefing, exhibits

RECORD, CLAIMS = files.load()


def opened(address: str) -> briefing.Briefing:
    found, wrong = briefing.parse(RECORD, CLAIMS, dict(parse_qsl(urlsplit(address).query)))
    assert wrong == []
    return found


def test_an_address_opens_the_same_briefing_again() -> None:
    asked = {
        "title": "Ümläute & “quotes” = 100%",
        "show": "force-model-steps~tiers.added claim.allies_2024 spending-by-year~prices.constant",
        "note.claim.allies_2024": "Pause.\nThen <b>go on</b> & ask = why?",
    }
    first, wrong = briefing.parse(RECORD, CLAIMS, asked)
    again = opened(first.path)
    assert wrong == []
    assert again.path == first.path
    assert again.title == asked["title"] and again.notes == {
        "claim.allies_2024": asked["note.claim.allies_2024"]
    }
    assert [s.id for s in again.exhibits] == ["force-model-steps", "claim.allies_2024", "spending-by-year"]
    assert again.exhibits[2].values["prices"] == "constant"
    assert "constant" not in first.exhibits[0].path and "prices=constant" in first.exhibits[2].path


def test_every_spread_can_be_put_into_a_briefing_and_comes_back() -> None:
    for exhibit_id in exhibits.names(RECORD, CLAIMS):
        found, wrong = briefing.parse(RECORD, CLAIMS, {"show": exhibit_id})
        assert wrong == [] and [s.id for s in found.exhibits] == [exhibit_id]
        assert [s.title for s in opened(found.path).exhibits] == [found.exhibits[0].title]


@pytest.mark.parametrize(
    "show",
    [
        "<script>alert(1)</script>",
        "spending-by-year~prices.gold",
        "claim.",
        "~~~",
        "a" * 9000,
        "spending-by-year~edition",
    ],
)
def test_nonsense_is_named_as_not_offered_and_not_repeated(show: str) -> None:
    found, wrong = briefing.parse(RECORD, CLAIMS, {"show": f"count-of-2024-by-edition {show}"})
    assert len(wrong) == 1 and "not" in wrong[0] and show not in wrong[0]
    assert found.exhibits[0].id == "count-of-2024-by-edition"


def test_a_briefing_holds_no_more_than_an_address_can_carry() -> None:
    everything = " ".join(exhibits.names(RECORD, CLAIMS))
    notes = {f"note.{exhibit_id}": "x" * 5000 for exhibit_id in exhibits.names(RECORD, CLAIMS)}
    found, wrong = briefing.parse(RECORD, CLAIMS, {"show": everything, "title": "y" * 5000, **notes})
    assert len(found.exhibits) == briefing.MOST and any(str(briefing.MOST) in text for text in wrong)
    assert len(found.title) == briefing.LONGEST_TITLE
    assert {len(note) for note in found.notes.values()} == {briefing.LONGEST_NOTE}


def test_adding_a_view_puts_it_last_once_and_keeps_the_rest() -> None:
    composed = {"title": "Mine", "show": "force-model-steps claim.allies_2024", "note.force-model-steps": "n"}
    added = briefing.with_item(
        RECORD, composed, exhibits.find(RECORD, CLAIMS, "force-model-steps", {"tiers": "added"})
    )
    assert added == {
        "title": "Mine", "show": "claim.allies_2024 force-model-steps~tiers.added", "note.force-model-steps": "n",
    }  # fmt: skip


def test_a_spread_has_the_words_of_its_own_claims_beside_it() -> None:
    for exhibit_id in exhibits.names(RECORD, CLAIMS):
        exhibit = exhibits.find(RECORD, CLAIMS, exhibit_id)
        if exhibit.passage is None:
            assert exhibit.rows == ()
            continue
        assert all(row.claim.words in exhibit.passage.text for row in exhibit.rows), exhibit_id
        assert exhibit.figure is not None or exhibit_id.startswith("claim.")
