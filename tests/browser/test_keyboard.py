"""The main journeys without a mouse: every step is a key, and what has the focus is what a reader would press."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from components.topics import briefing
from components.ui.streamlit_internals import filled
from tests.browser.conftest import IDLE, opened

SLIDES = len(briefing.DEFAULT) + 1
NAME = (
    "(() => { const e = document.activeElement; return (e.getAttribute('aria-label') || e.innerText || e.textContent || '')"
    ".replace(/expand_more|expand_less/, '').trim(); })()"
)
OPENED = "[class*=st-key-taken-]"
INSIDE = "within => !!document.activeElement.closest(within)"


def tab_to(page: Page, name: str, *, within: str = "body", most: int = 80) -> None:
    """Press Tab until what is called `name` has the focus."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(NAME))
        if passed[-1].startswith(name) and page.evaluate(INSIDE, within):
            return
    raise AssertionError(f"{name} is not reached by Tab; passed {passed}")


def skip(page: Page) -> None:
    """Past the navigation, by the link that is first on every page."""
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "Skip to main content"
    page.keyboard.press("Enter")
    page.wait_for_function(filled("!!document.activeElement.closest('st(Main)')"))


def test_from_the_overview_to_a_changed_view_its_table_and_back_without_a_mouse(page: Page, url: str) -> None:
    opened(page, f"{url}/", charts=3)
    tab_to(page, "Spending", within=filled("st(Header)"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Spending")
    page.wait_for_url("**/spending")
    page.wait_for_selector(IDLE)
    tab_to(page, "Current", within=".st-key-controls-wide")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".answer:visible")).to_contain_text("Neither total holds")
    page.wait_for_url("**prices=constant**")
    page.wait_for_selector(IDLE)
    tab_to(page, "Show the arithmetic")
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "Every reading"
    page.keyboard.press("Enter")
    expect(page.locator("table.readings:visible").first).to_be_visible()
    row = ".st-key-take-spending-by-year"
    tab_to(page, "Table", within=row)
    page.keyboard.press("Enter")
    expect(page.locator(f"{OPENED} .sheet table")).to_be_visible()
    page.wait_for_selector(IDLE)
    assert page.evaluate(NAME) == "Table"
    page.keyboard.press("Enter")
    expect(page.locator(OPENED)).to_have_count(0)
    assert page.evaluate(NAME) == "Table"


def test_a_picture_is_saved_without_a_mouse(page: Page, url: str) -> None:
    opened(page, f"{url}/casualty_figures")
    tab_to(page, "Table", within=".st-key-take-casualties-published")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(NAME) == "Picture"
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="SVG, sharp at any size")).to_be_visible()
    page.wait_for_selector(IDLE)
    tab_to(page, "SVG, sharp at any size", within=OPENED, most=12)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".svg")


def test_a_claims_page_is_reached_by_its_words_and_left_again_without_a_mouse(page: Page, url: str) -> None:
    opened(page, f"{url}/", charts=3)
    skip(page)
    tab_to(page, "over $500bn", within="table.strip")
    page.keyboard.press("Enter")
    page.wait_for_url("**claims?claim=**")
    expect(page.locator("h1")).to_have_text("“over $500bn”")
    page.wait_for_selector(IDLE)
    tab_to(page, "All claims", within="nav.way")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Claims")


def test_a_briefing_is_changed_presented_and_left_without_a_mouse(page: Page, url: str) -> None:
    opened(page, f"{url}/briefing")
    page.wait_for_selector(IDLE)
    first = page.locator(".st-key-briefing-order button").first
    expect(first).to_contain_text("1. Spending: Total by year")
    tab_to(page, "Move down")
    page.keyboard.press("Enter")
    expect(first).to_contain_text("1. Spending: What the increase is made of")
    page.wait_for_selector(IDLE)
    skip_back(page, "Present")
    page.keyboard.press("Enter")
    stage = page.locator(".stage")
    expect(stage).to_have_attribute("aria-label", f"Slide 1 of {SLIDES}, step 1 of 1")
    page.wait_for_function(
        "!!document.activeElement.shadowRoot || document.activeElement.classList.contains('stage')"
    )
    page.keyboard.press("ArrowRight")
    expect(stage).to_have_attribute("aria-label", re.compile(f"Slide 2 of {SLIDES}, step 1"))
    page.keyboard.press("Escape")
    expect(stage).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Briefing")


def skip_back(page: Page, name: str) -> None:
    """Shift+Tab until what is called `name` has the focus."""
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(NAME).startswith(name):
            return
    raise AssertionError(f"{name} is not reached by Shift+Tab")
