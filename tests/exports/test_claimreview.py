"""What a machine reads of a claim is what the register says of it, and no more of a person than that."""

import csv
import io
import json
from dataclasses import replace

import pytest

from components import exports
from components.claims import check, files
from components.claims.words import WORDS
from components.exports import claimreview

RECORD, CLAIMS = files.load()
STAMP = exports.stamp(RECORD, "https://example.org/record")
REQUIRED = {
    "@context", "@type", "url", "datePublished", "author", "claimReviewed", "itemReviewed", "reviewRating",
}  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_review_has_what_schema_org_and_search_engines_require(claim) -> None:
    review = claimreview.review(RECORD, claim, STAMP)
    assert set(review) >= REQUIRED and review["@type"] == "ClaimReview"
    assert review["@context"] == "https://schema.org" and all(review[key] for key in REQUIRED)
    assert review["url"] == f"https://example.org/record/claims?claim={claim.id}"
    assert review["author"]["name"] == "Against the Record" and review["datePublished"] == "2026-07-10"
    item = review["itemReviewed"]
    assert item["@type"] == "Claim" and item["text"] == claim.quote
    assert item["datePublished"] == claim.said_on.isoformat()
    assert item["author"]["@type"] in ("Person", "Organization") and item["author"]["name"]
    assert all(work["url"].startswith("https://") for work in item["appearance"][:1])


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_the_rating_is_todays_finding_and_has_a_number_only_where_there_is_a_test(claim) -> None:
    review = claimreview.review(RECORD, claim, STAMP)
    rating, today = review["reviewRating"], check.finding(RECORD, claim, check.TODAY)
    assert rating["alternateName"] == WORDS[today.word].label
    if today.word == "unchecked":
        assert not {"ratingValue", "worstRating", "bestRating"} & set(rating)
        assert not [value for value in rating.values() if isinstance(value, (int, float))]
    else:
        assert rating["ratingValue"] == WORDS[today.word].rating
        assert (rating["worstRating"], rating["bestRating"]) == (1, 5)
    day = check.finding(RECORD, claim, check.DAY)
    assert f"On the day: {WORDS[day.word].label}" in review["description"]


def test_some_claims_cannot_be_checked_and_some_can() -> None:
    words = {check.finding(RECORD, claim, check.TODAY).word for claim in CLAIMS}
    assert words == set(WORDS)


def test_a_person_is_the_author_only_of_words_that_are_quoted_and_tested_themselves() -> None:
    names = {person.name for person in RECORD.people.values()}
    for claim in CLAIMS:
        author = claimreview.review(RECORD, claim, STAMP)["itemReviewed"]["author"]
        assert set(author) == {"@type", "name"}
        about_the_article = claim.said.operator in ("same words", "spoken by") or claim.voice != "quoted"
        if about_the_article or claim.speaker == "article":
            assert author == {"@type": "Organization", "name": "World Socialist Web Site"}, claim.id
        else:
            assert author["@type"] == "Person" and author["name"] in names
            assert author["name"] == RECORD.people[claim.speaker].name


def test_the_graph_has_every_claim_once() -> None:
    graph = json.loads(claimreview.jsonld(RECORD, CLAIMS, STAMP))["@graph"]
    assert sorted(review["url"] for review in graph) == sorted(
        STAMP.address(f"claims?claim={claim.id}") for claim in CLAIMS
    )
    assert all("@context" not in review for review in graph)


def test_json_in_a_script_element_cannot_end_it_and_is_the_same_json() -> None:
    hostile = "</script><!-- <script>alert(1)</script> & \u2028\u2029 \u202e ]]>"
    claim = replace(CLAIMS[0], quote=hostile, words=hostile, means=hostile)
    review = claimreview.review(RECORD, claim, STAMP)
    safe = claimreview.script_safe(json.dumps(review, ensure_ascii=False).encode("utf-8"))
    assert not set("<>&\u2028\u2029") & set(safe)
    assert json.loads(safe) == review and review["itemReviewed"]["text"] == hostile


def test_the_register_holds_every_field_and_every_reading_with_its_value() -> None:
    register = json.loads(claimreview.register_json(RECORD, CLAIMS, STAMP))
    assert register["edition"] == STAMP.edition.id and len(register["claims"]) == len(CLAIMS)
    entries = {entry["id"]: entry for entry in register["claims"]}
    values = 0
    for claim in CLAIMS:
        entry = entries[claim.id]
        assert set(vars(claim)) <= set(entry) and set(entry["said"]) == set(vars(claim.said))
        for key, when in (("on_the_day", check.DAY), ("today", check.TODAY)):
            found = check.finding(RECORD, claim, when)
            assert entry[key]["finding"] == found.word
            readings = (*found.readings, *found.not_available)
            assert len(entry[key]["readings"]) == len(readings)
            for ours, reading in zip(entry[key]["readings"], readings, strict=True):
                value = reading.result.value if reading.result else None
                assert ours["value"] == json.loads(json.dumps(value, default=str))
                assert (ours["holds"], ours["own_basis"]) == (reading.holds, reading.is_basis)
                values += isinstance(value, (int, float))
        cited = {source for r in found.readings if r.result for source in r.result.sources}
        assert cited <= {source["id"] for source in entry["sources"]}
    assert values > 100


def test_the_register_as_a_table_has_a_row_per_claim_and_no_formula() -> None:
    content = claimreview.register_csv(RECORD, CLAIMS, STAMP)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert sorted(row["claim_id"] for row in rows) == sorted(claim.id for claim in CLAIMS)
    assert not [v for row in rows for v in row.values() if v.lstrip()[:1] in tuple("=+-@")]
    by_id = {row["claim_id"]: row for row in rows}
    assert by_id["spending_increase"]["value_on_the_day"].startswith("'+$180.7bn")
    assert by_id["allies_2024"]["said_value"] == "23" and by_id["allies_2024"]["readings_held"] == "1"
