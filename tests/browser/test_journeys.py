"""One short journey for each page: opened by its address at a desk, on a phone, a choice made and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from components import registry
from components.claims import files
from components.topics import exhibits
from components.ui.streamlit_internals import filled
from tests.browser.conftest import opened, settled, sideways

EMBED = f"embed?figure={next(iter(exhibits.names(*files.load())))}"
ADDRESSES = (*(page.address for page in registry.PAGES if page.listed), EMBED)
OPTION = filled(".st-key-controls-wide st(ButtonGroup) [aria-checked=false]")
LIST = filled(".st-key-controls-wide st(Selectbox) input")


def choose(page: Page) -> bool:
    """Make another choice with the first of the page's controls, if it has any."""
    if (option := page.locator(OPTION)).count():
        option.first.click()
    elif (box := page.locator(LIST)).count():
        box.first.press("ArrowDown")
        box.first.press("ArrowDown")
        box.first.press("Enter")
    else:
        return False
    return True


@pytest.mark.quick
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_opens_fits_and_changes_by_a_choice_that_back_takes_back(
    browser: Browser, url: str, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    opened(page, f"{url}/{address}", charts=0)
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        assert sideways(page) == [0, 0], width
    before = page.url
    if choose(page):
        page.wait_for_url(lambda now: now != before)
        settled(page)
        page.go_back()
        page.wait_for_url(before)
        settled(page)
    assert page.locator("h1, h2").first.is_visible()
    assert "could not be shown" not in page.content()
    assert [one for one in asked if not one.startswith((url, "data:", "blob:"))] == []
    assert wrong == []
    page.close()
