"""Every page, alone and in the frame, with good, stale and nonsense addresses."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import registry
from components.claims import files
from components.markup import figure as markup
from components.topics import pages
from components.topics.sections import Topic, TopicPage
from components.ui import address, navigation
from tests import views

ROOT = Path(__file__).parents[2]
PAGES = tuple(page.id for page in registry.PAGES)
TIMEOUT = 60


UNFOLDED = "data-rows"
"""What holds whether the rows of a table are unfolded; here they are, so that they are looked at too."""


def alone(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(ROOT / f"pages/{page}.py", default_timeout=TIMEOUT)
    app.session_state[UNFOLDED] = True
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def in_frame(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=TIMEOUT)
    app.session_state[UNFOLDED] = True
    app.run()
    for key, value in query.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}.py").run()


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def charts(app: AppTest) -> list:
    return app.get("vega_lite_chart")


def drawn(app: AppTest) -> dict[str, str]:
    """The page's charts that are drawn ahead: the figure of each, and its markup."""
    shown = [element.proto for element in app.get("bidi_component")]
    return {
        proto.component_name.removeprefix("drawn-"): proto.html_content
        for proto in shown
        if proto.component_name.startswith("drawn-")
    }


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_in_the_frame_with_its_charts(page: str) -> None:
    app = in_frame(page)
    assert not app.exception
    if page in views.TOPICS:
        assert len(charts(app)) + len(drawn(app)) == len(list(views.topic(page).figures()))
    assert "could not be shown" not in html(app)
    assert all(chart.proto.alt for chart in charts(app))
    assert all(re.search(r"role='img' aria-label='[^']+'", markup) for markup in drawn(app).values())


@pytest.mark.full
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_alone(page: str) -> None:
    app = alone(page)
    assert not app.exception
    assert "could not be shown" not in html(app)


@pytest.mark.full
@pytest.mark.parametrize("page", views.TOPICS)
def test_every_choice_of_a_page_can_be_opened_by_its_address(page: str) -> None:
    for control in views.controls(page):
        for option in control.options:
            app = alone(page, **{control.key: option})
            assert not app.exception
            body = html(app)
            assert "could not be shown" not in body, (control.key, option)
            assert dict(app.query_params) == {control.key: option}


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "2019-01-01", "", "🙂" * 500, "null"])
def test_a_nonsense_address_falls_back_with_a_note_that_does_not_repeat_it(value: str) -> None:
    app = alone("spending", edition=value, prices=value)
    assert not app.exception
    notes = " ".join(element.value for element in app.info)
    assert "not offered" in notes
    assert not value or value not in notes + html(app)
    assert app.selectbox(key="spending-edition-wide").value == "2024-06-17"
    app.segmented_control(key="spending-members-wide").set_value("both").run()
    assert app.query_params["edition"] == "2024-06-17" and app.query_params["members"] == "both"


def test_a_page_opened_by_its_name_alone_keeps_its_address() -> None:
    assert not alone("spending").query_params and not alone("briefing").query_params


def test_of_two_things_done_before_the_page_runs_again_none_is_lost() -> None:
    for query in ({}, {"prices": "current"}):
        app = alone("spending", **query)
        app.segmented_control(key="spending-prices-wide").set_value("constant")
        app.selectbox(key="spending-from-wide").set_value("2016")
        app.run()
        assert app.query_params["prices"] == "constant" and app.query_params["from"] == "2016"
    app = alone("briefing")
    app.text_input(key="briefing-title").set_value("Short")
    app.text_area[0].set_value("Say this")
    app.button(key="briefing-Move down").click()
    app.run()
    assert app.query_params["title"] == "Short" and app.query_params["note.spending-by-year"] == "Say this"
    assert app.query_params["show"].split("~")[0] != "spending-by-year"


def test_a_choice_that_gave_way_to_an_edition_comes_back_with_another() -> None:
    app = alone("spending", edition="2026-07-10", to="2026")
    app.selectbox(key="spending-edition-wide").set_value("2025-08-28").run()
    assert app.segmented_control(key="spending-prices-wide").value == "constant"
    assert app.selectbox(key="spending-to-wide").value == "2024"
    assert "without current prices" in " ".join(element.value for element in app.info)
    app.segmented_control(key="spending-members-wide").set_value("both").run()
    app.selectbox(key="spending-edition-wide").set_value("2026-07-10").run()
    assert app.segmented_control(key="spending-prices-wide").value == "current"
    assert app.selectbox(key="spending-to-wide").value == "2026"
    assert app.segmented_control(key="spending-members-wide").value == "both" and not app.info


def test_one_ally_is_one_ally() -> None:
    body = html(alone("two_percent", threshold="3.5", edition="2026-07-10", **{"from": "2014", "to": "2026"}))
    assert "one Ally is at 3.5% in 2014" in body and "One Ally in 2014" in body


def test_unknown_keys_are_dropped_from_the_address_with_the_first_choice() -> None:
    app = alone("force_model", utm_source="x", tiers="added")
    app.segmented_control(key="force_model-tiers-wide").set_value("total").run()
    assert app.query_params == {"tiers": "total"}


def test_an_edition_without_current_prices_says_so_and_shows_constant_ones() -> None:
    app = alone("spending", edition="2025-08-28")
    assert "without current prices" in " ".join(element.value for element in app.info)
    assert "2021 prices" in html(app)


def test_a_changed_control_changes_chart_finding_and_sentence_together() -> None:
    before, after = alone("spending"), alone("spending", prices="constant")
    assert "Neither total holds" in html(after) and "Neither total holds" not in html(before)
    assert "In this view: $430.1bn\N{NO-BREAK SPACE}e, does not hold" in html(after)
    assert "430 e" in charts(after)[0].proto.spec and "507 e" in charts(before)[0].proto.spec


def test_the_threshold_moves_the_count_and_takes_the_said_marks_away() -> None:
    app = alone("two_percent", threshold="3")
    assert "The words were about 2%" in html(app)
    assert "said:" not in charts(app)[0].proto.spec


def test_a_page_that_fails_shows_one_sentence_and_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(pages, "load", broken)
    app = in_frame("spending")
    assert not app.exception
    assert "This part could not be shown. Reference" in html(app)
    assert "secret detail" not in html(app)


def test_a_topic_that_fails_leaves_the_choices_by_which_to_leave_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Topic:
        raise OSError("the disk is gone")

    monkeypatch.setattr(TopicPage, "topic", broken)
    app = in_frame("spending", prices="constant")
    assert html(app).count("<h1>Spending</h1>") == 1 and html(app).count("could not be shown") == 1
    assert app.segmented_control(key="spending-prices-wide").value == "constant"


def test_choices_that_cannot_be_settled_are_said_below_the_title(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> tuple[dict[str, str], list[str]]:
        raise OSError("the disk is gone")

    page, count = pages.load("force_model"), len(list(views.topic("force_model").figures()))
    monkeypatch.setattr(pages, "load", lambda _: replace(page, settle=broken))
    app = in_frame("force_model")
    assert html(app).index("<h1>") < html(app).index("could not be shown")
    assert len(charts(app)) == count and html(app).count("could not be shown") == 1


def test_the_register_filters_and_searches() -> None:
    everything = html(alone("claims"))
    differing = html(alone("claims", today="differs", topic="force_model"))
    count = len(files.load()[1])
    assert f"All {count} claims" in everything and everything.count("?claim=") == count
    assert "to be adopted at the NATO summit" in differing and "100,000 in 10 days" not in differing
    assert "only nine in 2020" in html(alone("claims", q="NINE gdp"))
    assert "No claim fits" in html(alone("claims", q="zebra"))
    typed, printed = (html(alone("claims", q=f"we{mark}re ready")) for mark in "'’")
    assert typed.count("?claim=") == printed.count("?claim=") == 1


@pytest.mark.full
@pytest.mark.parametrize("claim", [claim.id for claim in files.load()[1]])
def test_every_claim_can_be_seen_whole(claim: str) -> None:
    app = alone("claims", claim=claim)
    assert not app.exception
    body = html(app)
    assert "could not be shown" not in body and "The test" in body and f"({claim})" in body


def test_a_claim_leads_to_its_static_page_only_where_one_is_published(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "static edition" not in html(in_frame("claims", claim="allies_2024"))
    monkeypatch.setenv(address.SITE, "https://example.org/record")
    assert "href='https://example.org/record/claims/allies_2024/'" in html(
        in_frame("claims", claim="allies_2024")
    )
    assert address.static_page("embed?figure=spending-by-year").endswith("/record/figures/spending-by-year/")


def test_an_unknown_claim_shows_the_register_and_says_so() -> None:
    app = alone("claims", claim="<b>zzz</b>")
    assert "not held" in " ".join(element.value for element in app.info)
    assert "zzz" not in html(app) and f"All {len(files.load()[1])} claims" in html(app)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("eur40bn_period", ["this <ins>next</ins> year"]),
        ("every_inch_words", ["<del>soil</del> <ins>territory</ins>", "and we’re able"]),
        ("war_footing_words", ["<del>a</del> crisis", "<del>a</del> war footing"]),
    ],
)
def test_the_word_difference_is_marked(claim: str, words: list[str]) -> None:
    body = html(alone("claims", claim=claim))
    assert [w for w in words if w not in body] == []


@pytest.mark.parametrize("claim", ["eur40bn_secured_by", "nato_office_new", "anywhere_scope"])
def test_other_words_than_the_transcripts_stand_whole_beside_it(claim: str) -> None:
    body = html(alone("claims", claim=claim))
    assert "<ins>" not in body and "The article: “" in body and "The transcript: “" in body
    assert "In the transcript: " not in body and "Article and transcript" in html(alone("method"))


def test_a_readers_tolerance_moves_the_findings() -> None:
    stated, exact, wide = (html(alone("readings", tolerance=t)) for t in ("stated", "exact", "5"))
    answers = {body[body.index("Tested") :].split("</p>")[0] for body in (stated, exact, wide)}
    assert len(answers) == 3


@pytest.mark.parametrize("table", ["record.events", "article.spending", "record.sipri_expenditure"])
def test_a_table_is_shown_with_its_fields_terms_and_hash(table: str) -> None:
    app = alone("data", table=table)
    body = html(app)
    assert "SHA-256" in body and "Terms" in body and "source_id" in body
    assert len(app.dataframe[0].value) > 5


def test_the_rows_of_a_table_are_sent_when_they_are_unfolded() -> None:
    app = AppTest.from_file(ROOT / "pages/data.py", default_timeout=TIMEOUT).run()
    assert "SHA-256" in html(app) and not app.dataframe
    app.session_state[UNFOLDED] = True
    assert len(app.run().dataframe[0].value) > 5


def test_editions_stand_side_by_side_with_the_changed_cells_marked() -> None:
    body = html(alone("data", measure="share", year="2024", ally="all"))
    albania = body[body.index(">Albania<") :].split("</tr>")[0]
    assert "2.03" in albania and "<b>1.35</b>" in albania and "−0.35" in albania
    years = html(alone("data", measure="share", year="2024", ally="ALB"))
    assert ">Ally</th>" in body and ">Year</th>" in years and ">Ally</th>" not in years


def test_a_year_is_chosen_only_where_it_is_one_years_cells_that_are_compared() -> None:
    every, one = (alone("data", measure="share", year="2021", ally=ally) for ally in ("all", "ALB"))
    assert "data-year-wide" in {box.key for box in every.selectbox}
    assert "data-year-wide" not in {box.key for box in one.selectbox}
    assert one.query_params["year"] == "2021", "the choice is kept for all Allies"


def test_the_button_of_a_phone_says_what_is_chosen_in_the_choices_own_words() -> None:
    def button(page: str, **asked: str) -> str:
        return alone(page, **asked).get("popover")[0].proto.popover.label.replace("\\", "")

    assert button("force_model") == "Read the tiers as: Both"
    assert button("data", ally="ALB") == "Share of GDP · Albania"
    assert button("spending") == "Current · As published · June 2024 · 2020–2024"
    assert button("claims", speaker="jake-sullivan", voice="quoted") == "Jake Sullivan · Quoted"
    assert button("claims") == "No filter"


def test_each_way_to_read_the_tiers_draws_and_tells_its_own() -> None:
    topics = {way: views.topic("force_model", tiers=way) for way in ("both", "total", "added")}
    leads = {way: next(topic.figures()).made for way, topic in topics.items()}
    drawn = {way: str(lead.spec) for way, lead in leads.items()}
    told = {way: f"{lead.caption.title} {topics[way].answer}" for way, lead in leads.items()}
    for words, ways in (("tiers added", {"both", "added"}), ("tiers, running", {"both", "total"})):
        assert {way for way, spec in drawn.items() if words in spec} == ways
    for words, ways in (("800,000", {"both", "added"}), ("running total", {"both", "total"})):
        assert {way for way, text in told.items() if words in text} == ways
    assert len(set(told.values())) == 3
    native = leads["both"].native
    words = [
        label for series in native.series if "running" in series.name for label in series.labels if label
    ]
    assert words == ["500 tiers as a running total"], (
        "on a slide its other words would lie on those of the sum"
    )


def test_a_statement_on_the_force_model_stands_with_its_figure_and_speaker() -> None:
    body = html(alone("force_model"))
    row = body[: body.index("available for basically the first 30 days")].rpartition("<tr>")[2]
    assert "Admiral Bauer" in row and "300,000" in row
    row = body[: body.index(">“well over 300,000”")].rpartition("<tr>")[2]
    assert "Jens Stoltenberg" in row and "well over 300,000" in row


def test_the_method_page_lists_what_the_records_hold() -> None:
    body = html(alone("method"))
    for word in (
        "Holds on its own basis",
        "count_at_least",
        "just over",
        "7 March 2024",
        "No published figure has been corrected",
        "Not read by us",
    ):
        assert word in body


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shown_again_makes_no_figure_anew(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure is kept as it was first sent; one made anew at each run would fill the memory with copies."""
    in_frame(page)
    made: list[str] = []
    head = markup.head
    monkeypatch.setattr(markup, "head", lambda figure: made.append(figure.id) or head(figure))
    in_frame(page)
    assert made == []


def test_every_page_has_its_module_and_every_module_its_line_in_the_registry() -> None:
    assert {file.stem for file in (ROOT / "pages").glob("*.py")} == set(PAGES)


def test_the_menu_has_the_pages_in_the_order_of_the_registry() -> None:
    shown = [page for group in navigation._pages().values() for page in group]
    listed = [page for page in registry.PAGES if page.listed]
    assert [page.title for page in shown if page.visibility == "visible"] == [page.title for page in listed]
    assert [page.url_path for page in shown if page.visibility == "visible"] == [p.address for p in listed]
