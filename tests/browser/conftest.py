"""One server for the browser tests, and a page of the one browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.server import free_port, running

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]:has([data-testid=stMain] [data-testid=stElementContainer])"
"""The script has run to its end. Before it starts, the app says so too, but has nothing to show."""
SHIFT = (
    "new Promise(done => { let sum = 0; new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))"
    ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 150); })"
)
"""How much of the page has moved since it was first drawn."""


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with running(free_port()) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def opened(page: Page, address: str, *, charts: int = 1) -> None:
    """Open an address and wait until the script is idle, the first charts are drawn and the page is shown."""
    page.goto(address)
    page.wait_for_selector(IDLE, timeout=30_000)
    if charts:
        page.wait_for_function(
            f"document.querySelectorAll('[data-testid=stVegaLiteChart] svg.marks, .drawn').length >= {charts}",
            timeout=30_000,
        )
    # Asked last: an empty page is visible too, until its controls come, and it is hidden then until they are drawn.
    page.wait_for_selector("[data-testid=stMain]", state="visible", timeout=30_000)


def titles(page: Page) -> Locator:
    """What the page says: its title, its answer and the figures' titles."""
    return page.locator("[data-testid=stHtml] :is(h1, h2, h3, .answer)").locator("visible=true")
