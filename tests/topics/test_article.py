"""What is said of the article, its years and its figures follows the data: other data, other words."""

from dataclasses import replace
from datetime import date

import pytest

from components.claims import Claim, files
from components.exports import sheets
from components.topics import briefing, exhibits, offered_editions, spending, spoken_years, two_percent
from tests import views

RECORD, CLAIMS = files.load()
TOPICS = {"spending": spending, "two_percent": two_percent}


def moved(claim: Claim) -> Claim:
    """The claim, of years one earlier."""
    parameters = {k: v - 1 if k in ("year", "first", "last") else v for k, v in claim.parameters.items()}
    year = claim.said.year and claim.said.year - 1
    return replace(claim, parameters=parameters, said=replace(claim.said, year=year))


def test_the_article_and_its_event_agree_with_the_records_own_rows() -> None:
    article = RECORD.article
    event = next(
        row for row in RECORD.rows("record.events")
        if row["source_id"] == article.event.source_id and article.event.place in row["what"]
    )  # fmt: skip
    assert (article.event.first, article.event.last) == (event["date"], event["date_to"])


def test_a_briefing_is_titled_by_the_articles_event() -> None:
    event = replace(RECORD.article.event, name="the meeting")
    record = replace(RECORD, article=replace(RECORD.article, event=event))
    found, _ = briefing.parse(record, CLAIMS, {"title": " "})
    assert "the meeting" in found.title


def test_the_sources_begin_with_the_articles_own() -> None:
    other = next(source for source in RECORD.sources if source != RECORD.article.source_id)
    record = replace(RECORD, article=replace(RECORD.article, source_id=other))
    assert [source.id for source in sheets.sources((), record)] == [other]


def test_the_newest_edition_of_the_day_is_the_default_and_the_first_that_is_offered() -> None:
    for edition in offered_editions(RECORD)[1:]:
        record = replace(RECORD, article=replace(RECORD.article, date=edition.published))
        offered = next(c for c in spending.controls(record, CLAIMS) if c.key == "edition")
        assert (offered.default, next(iter(offered.options))) == (edition.id, edition.id)


@pytest.mark.parametrize("page", TOPICS)
def test_the_years_spoken_of_are_the_defaults_of_a_view(page: str) -> None:
    claims = tuple(moved(claim) for claim in CLAIMS)
    before, after = (
        {c.key: int(c.default) for c in TOPICS[page].controls(RECORD, held) if c.key in ("from", "to")}
        for held in (CLAIMS, claims)
    )
    assert after == {key: year - 1 for key, year in before.items()}


def test_the_words_of_a_figure_are_those_of_the_claims() -> None:
    """Years one earlier and another increase: nothing of today's is left in the figures and answers."""
    claims = tuple(
        replace(c, said=replace(c.said, value=999)) if c.id == "spending_increase" else c
        for c in map(moved, CLAIMS)
    )
    first, last = spoken_years(c for c in claims if c.topic == "spending" and c.rule == "change")
    waterfall = exhibits.find(RECORD, claims, "spending-increase-by-ally").figure
    assert waterfall and "+999" in str(waterfall.chart.to_dict())
    readings = exhibits.find(RECORD, claims, "spending-increase-readings").figure
    assert readings and f"{first} to {last}" in readings.caption.measure
    answer = views.topic("spending", claims=claims).answer
    assert "999" in answer
    assert all(str(year) in spending.sipri_note(RECORD, claims) for year in (first, last))


def test_a_view_of_other_years_says_which_were_spoken_of() -> None:
    claims = tuple(moved(claim) for claim in CLAIMS)
    for page, module in TOPICS.items():
        values = {c.key: c.default for c in module.controls(RECORD, claims)}
        first, last = int(values["from"]), int(values["to"])
        answer = views.topic(page, claims=claims, **{"from": str(first - 1)}).answer
        assert f"{first} and {last}" in answer, page


def test_an_edition_that_ends_before_the_year_asked_for_gives_way_to_the_year_spoken_of() -> None:
    day = offered_editions(RECORD)[0].id
    for module in TOPICS.values():
        defaults = {c.key: c.default for c in module.controls(RECORD, CLAIMS)}
        latest = max(next(c for c in module.controls(RECORD, CLAIMS) if c.key == "to").options)
        settled, notes = module.settle(RECORD, CLAIMS, defaults | {"edition": day, "to": latest})
        assert settled == defaults and len(notes) == 1


def test_words_said_of_a_later_day_open_with_the_edition_of_that_day() -> None:
    record = replace(RECORD, article=replace(RECORD.article, date=date(2026, 12, 1)))
    assert len(offered_editions(record)) == 1
