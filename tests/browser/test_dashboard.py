"""The dashboard in a real browser: frame, addresses, Back, phones, keyboard, and what is never fetched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components.topics import briefing
from components.ui.streamlit_internals import filled
from tests.browser.conftest import IDLE, SHIFT, opened, settled, titles
from tests.browser.server import ROOT, free_port, running


def test_a_deep_link_as_the_first_request_of_a_fresh_server_opens_inside_the_frame(browser: Browser) -> None:
    with running(free_port()) as url:
        page = browser.new_page()
        opened(page, f"{url}/two_percent?threshold=3")
        expect(page.locator(filled("st(TopNavLink)")).first).to_be_visible()
        expect(page.locator("h1")).to_have_text("Allies at 2%")
        assert "threshold=3" in page.url
        page.close()


def test_nothing_moves_while_a_page_comes(browser: Browser) -> None:
    """Neither a new server's first page, in which Streamlit once showed a list of its own, nor one it has ready."""
    with running(free_port()) as url:
        for name in ("force_model", "spending", "spending", ""):
            page = browser.new_page(viewport={"width": 1440, "height": 1600})
            opened(page, f"{url}/{name}")
            settled(page)
            assert page.evaluate(SHIFT) < 0.1, name  # 0.004, and the lines of a font that comes late
            assert page.locator(".st-key-page").evaluate("e => e.offsetHeight") > 600, (
                "its room has not opened"
            )
            page.close()


@pytest.mark.parametrize("name", ["claims", "spending", "two_percent"])
def test_no_control_stands_alone_in_its_row(page: Page, url: str, name: str) -> None:
    opened(page, f"{url}/{name}", charts=0)
    boxes = page.locator(filled(".st-key-controls-wide :is(st(Selectbox), st(ButtonGroup))"))
    expect(boxes.first).to_be_visible()
    for width in (660, 900, 1024, 1200, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        settled(page)
        tops = boxes.evaluate_all("boxes => boxes.map(box => Math.round(box.getBoundingClientRect().top))")
        assert all(tops.count(top) > 1 for top in tops), (width, tops)


def test_plotly_is_downloaded_only_when_its_figure_is_asked_for(page: Page, url: str) -> None:
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url.lower()))
    opened(page, f"{url}/", charts=3)
    opened(page, f"{url}/spending", charts=5)
    assert not [s for s in scripts if "plotly" in s]
    page.locator(".st-key-take-spending-increase-by-ally").get_by_text("Interactive").click()
    page.wait_for_selector(filled("st(PlotlyChart) .main-svg"))
    assert [s for s in scripts if "plotly" in s]


def test_a_changed_control_stands_in_the_address_and_opens_the_same_view_elsewhere(
    page: Page, browser: Browser, url: str
) -> None:
    opened(page, f"{url}/spending", charts=5)
    page.locator(".st-key-controls-wide").get_by_text("Constant", exact=True).click()
    expect(page.locator(".answer:visible")).to_contain_text("Neither total holds")
    page.wait_for_selector(IDLE)
    assert "prices=constant" in page.url and "edition=2024-06-17" in page.url
    other = browser.new_page(viewport={"width": 1440, "height": 900})
    opened(other, page.url, charts=5)
    expect(titles(other)).to_have_text(titles(page).all_inner_texts(), use_inner_text=True)
    other.close()


def test_each_step_is_one_press_of_back(page: Page, url: str) -> None:
    opened(page, f"{url}/two_percent?threshold=3.5&us=counted&edition=2026-07-10&from=2014&to=2026", charts=3)
    page.locator(filled("st(TopNavLink)"), has_text="Force model").click()
    expect(page.locator("h1")).to_have_text("Force model")
    page.wait_for_selector(IDLE)
    page.locator(".st-key-controls-wide").get_by_text("Added up", exact=True).click()
    page.wait_for_url("**tiers=added**")
    page.wait_for_selector(IDLE)
    page.go_back()
    page.wait_for_url("**/force_model")
    expect(page.locator(".st-key-controls-wide [aria-checked=true]").first).to_contain_text("Both")
    page.go_back()
    page.wait_for_url("**threshold=3.5**to=2026**")
    expect(page.locator("h1")).to_have_text("Allies at 2%")
    expect(page.locator(".answer:visible")).to_contain_text("at 3.5% in 2014")


@pytest.mark.parametrize(
    "part", ["spending?prices=constant", "claims?voice=quoted", "briefing?show=spending-by-year"]
)
def test_an_address_with_some_of_the_choices_stays_as_it_is_and_back_leaves_the_page(
    page: Page, url: str, part: str
) -> None:
    opened(page, f"{url}/method", charts=0)
    opened(page, f"{url}/{part}", charts=0)
    settled(page)
    assert page.url == f"{url}/{part}"
    page.go_back()
    page.wait_for_url("**/method")
    expect(page.locator("h1")).to_have_text("Method")
    page.go_forward()
    page.wait_for_url(f"{url}/{part}")


def test_in_the_briefing_each_step_is_one_press_of_back(page: Page, url: str) -> None:
    opened(page, f"{url}/", charts=3)
    page.locator(filled("st(TopNavLink)"), has_text="Briefing").click()
    order = page.locator(".st-key-briefing-order button")
    chosen = page.locator(".st-key-briefing-order button[kind=secondary]")
    expect(order).to_have_count(len(briefing.DEFAULT))
    third, fourth = order.nth(2).inner_text()[3:], order.nth(3).inner_text()[3:]
    order.nth(2).click()
    expect(chosen).to_contain_text(third)
    page.get_by_role("button", name="Take out").click()
    expect(order).to_have_count(len(briefing.DEFAULT) - 1)
    expect(chosen).to_contain_text(fourth)
    page.go_back()
    expect(order).to_have_count(len(briefing.DEFAULT))
    expect(chosen).to_contain_text(third)
    page.go_back()
    page.wait_for_url("**/briefing")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("claims from one article")


def test_a_value_that_is_not_offered_is_named_as_such_and_not_repeated(page: Page, url: str) -> None:
    opened(page, f"{url}/spending?edition=%3Cimg%20src%3Dx%3E&prices=zzzz", charts=5)
    note = page.locator(filled("st(Alert)"))
    expect(note.first).to_contain_text("not offered")
    assert "zzzz" not in page.content() and "<img src=x" not in page.content()


def test_on_a_phone_several_choices_are_made_without_opening_their_box_again(
    browser: Browser, url: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    opened(page, f"{url}/spending")
    button = page.locator("[class*=st-key-controls-phone] button").first
    choices = page.locator(filled("st(PopoverBody)"))
    button.click()
    for option, key in (
        ("Constant", "prices=constant"),
        ("Both years", "members=both"),
        ("Current", "prices=current"),
    ):
        choices.get_by_text(option, exact=True).click()
        page.wait_for_url(f"**{key}**")
        settled(page)
    page.keyboard.press("Escape")
    expect(choices).to_have_count(0)
    expect(button).to_contain_text("Current · Both years")
    page.close()


def test_arithmetic_opens_by_keyboard(page: Page, url: str) -> None:
    opened(page, f"{url}/spending")
    summary = page.locator("summary", has_text="Show the arithmetic").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("506,692.5 − 325,952.6 = 180,739.9 million dollars").first).to_be_visible()


def test_a_figures_rows_can_be_seen_and_taken_away(page: Page, url: str) -> None:
    opened(page, f"{url}/two_percent", charts=3)
    row = page.locator(".st-key-take-count-of-2020-by-edition")
    row.get_by_text("Table").click()
    expect(page.locator(".sheet table").first).to_contain_text("October 2020")
    row.get_by_text("Data").click()
    expect(page.locator(".sheet table")).to_have_count(0)
    with page.expect_download() as download:
        page.locator("[class*=st-key-taken-]").get_by_text("CSV", exact=True).click()
    assert download.value.suggested_filename == "count-of-2020-by-edition.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "October 2020,2020-10-21,10,True,True" in text


def test_light_and_dark_follow_the_reader(browser: Browser, url: str) -> None:
    colours = {}
    for mode in ("light", "dark"):
        page = browser.new_page(color_scheme=mode, viewport={"width": 1440, "height": 900})
        opened(page, f"{url}/force_model", charts=3)
        said = page.locator("b.said").first
        colours[mode] = said.evaluate("e => getComputedStyle(e).color")
        assert page.locator("svg.marks [stroke], .drawn [stroke]").count()
        page.close()
    assert colours == {"light": "rgb(180, 84, 10)", "dark": "rgb(240, 163, 94)"}


def test_broken_data_are_listed_and_nothing_else_is_shown(browser: Browser, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "tests", "__pycache__"))
    table = copy / "data/record/membership.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("2023-04-04", "4 April 2023"), encoding="utf-8"
    )
    claim = copy / "data/claims/allies_2024.toml"
    claim.write_text(claim.read_text(encoding="utf-8") + "\nbroken", encoding="utf-8")
    with running(free_port(), copy) as url:
        page = browser.new_page()
        opened(page, f"{url}/spending", charts=0)
        shown = page.locator(filled("st(Main)")).inner_text()
        for word in (
            "record/membership.csv",
            "row 11",
            "member_from",
            "4 April 2023",
            "a date such as",
            "claims/allies_2024.toml",
        ):
            assert word in shown
        assert page.locator(filled("st(VegaLiteChart)")).count() == 0
        assert "Traceback" not in page.content()
        page.close()


def test_a_reader_finds_a_claim_by_its_words_and_goes_to_the_next(page: Page, url: str) -> None:
    opened(page, f"{url}/claims", charts=0)
    page.get_by_label("Words in the claim").fill("soil")
    page.keyboard.press("Enter")
    expect(page.locator(".register tbody tr")).to_have_count(1)
    assert "q=soil" in page.url
    page.locator(".register a").first.click()
    page.wait_for_url("**claim=every_inch_words**")
    expect(page.locator("del", has_text="soil").first).to_be_visible()
    expect(page.locator("ins", has_text="territory").first).to_be_visible()
    page.locator("nav.way a", has_text="Next").click()
    page.wait_for_url("**claim=stronger_than_ever**")
    page.go_back()
    page.wait_for_url("**claim=every_inch_words**")


def test_an_edition_comparison_is_an_address(page: Page, browser: Browser, url: str) -> None:
    opened(page, f"{url}/data?measure=share&year=2024&ally=CZE&table=record.events", charts=2)
    expect(page.locator("h2").first).to_contain_text("changed between editions")
    assert "2.10" in page.locator(".wide table").inner_text()
    shown = titles(page).all_inner_texts()
    other = browser.new_page()
    opened(other, page.url, charts=2)
    expect(titles(other)).to_have_text(shown, use_inner_text=True)
    other.close()


def test_the_rows_of_a_table_are_unfolded_by_key_and_so_are_the_next_ones(page: Page, url: str) -> None:
    opened(page, f"{url}/data?table=record.events", charts=2)
    page.locator(filled("st(Expander) summary")).press("Enter")
    expect(page.locator(filled("st(DataFrame)"))).to_be_visible()
    page.get_by_role("combobox", name="Table").press("ArrowDown")
    page.get_by_role("option", name="People").click()
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    expect(page.locator(filled("st(DataFrame)"))).to_be_visible()


@pytest.mark.parametrize(("address", "rows"), [("spending", 3), ("two_percent", 2), ("commitments", 1)])
def test_rows_of_a_page_are_parted_by_hairlines(page: Page, url: str, address: str, rows: int) -> None:
    opened(page, f"{url}/{address}")
    lines = page.locator(filled("st(HorizontalBlock):has(> st(Column))")).evaluate_all(
        "rows => rows.filter(row => getComputedStyle(row).borderTopWidth === '1px' && row.checkVisibility()).length"
    )
    assert lines == rows
