"""One server for the browser tests, and a page of the one browser."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from components.ui.streamlit_internals import filled
from tests.browser.server import free_port, running
from tests.conftest import PATIENCE

IDLE = filled("st(App)[st-state(script)=notRunning]:has(st(Main) st(ElementContainer))")
"""The script has run to its end. Before it starts, the app says so too, but has nothing to show."""
SHIFT = """new Promise(done => {
  let sum = 0;
  const add = entries => entries.forEach(entry => sum += entry.value);
  const observer = new PerformanceObserver(list => add(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => { add(observer.takeRecords()); done(sum); }));
})"""
"""How much of the page has moved since it was first drawn, up to a frame that is drawn after this was asked."""
STILL = filled("""frames => {
  const root = document.querySelector('st(Main)') ?? document.documentElement;
  const coming = document.querySelector('st(Skeleton)')?.checkVisibility();
  const drawn = !coming && [...document.querySelectorAll('st(VegaLiteChart)')].filter(one => one.checkVisibility()).every(place => {
    const svg = place.querySelector('svg.marks');
    return svg && Math.abs(svg.getBoundingClientRect().width - place.getBoundingClientRect().width) <= 1;
  });
  const moving = document.getAnimations().some(one => one.playState === 'running' && one.effect?.getTiming().iterations !== Infinity);
  const now = [root.scrollHeight, root.scrollWidth, root.querySelectorAll('*').length, innerWidth].join();
  const ready = drawn && !moving && document.fonts.status === 'loaded' && now === window.stillAs;
  window.stillFor = ready ? (window.stillFor ?? 0) + 1 : 0;
  window.stillAs = now;
  return window.stillFor >= frames;
}""")
"""Fonts are there, no part is still on its way, every chart is as wide as its place, nothing moves, and so many frames were drawn alike."""


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with running(free_port()) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def still(page: Page, frames: int = 10) -> None:
    """Wait until the page stands still. Frames are counted, not seconds: a busy machine draws fewer."""
    page.evaluate("window.stillFor = 0")
    page.wait_for_function(STILL, arg=frames, timeout=PATIENCE)


def settled(page: Page) -> None:
    """Wait until the script has ended and the page stands still."""
    page.wait_for_selector(IDLE, timeout=PATIENCE)
    still(page)


def opened(page: Page, address: str, *, charts: int = 1) -> None:
    """Open an address and wait until the script is idle, the first charts are drawn and the page is shown."""
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_selector(IDLE, timeout=PATIENCE)
    if charts:
        page.wait_for_function(
            filled(f"document.querySelectorAll('st(VegaLiteChart) svg.marks, .drawn').length >= {charts}"),
            timeout=PATIENCE,
        )
    # Asked last: an empty page is visible too, until its controls come, and it is hidden then until they are drawn.
    page.wait_for_selector(filled("st(Main)"), state="visible", timeout=PATIENCE)


def drawn(page: Page, address: str, *, charts: int) -> None:
    """Open an address, as often as it takes until its charts come as drawings: a new server makes them meanwhile."""
    until = time.monotonic() + PATIENCE / 1000
    opened(page, address, charts=charts)
    while page.locator(".drawn").count() < charts:
        assert time.monotonic() < until, "no drawings came"
        opened(page, address, charts=charts)


def sideways(page: Page) -> list[int]:
    """By how many pixels the page, and what scrolls in it, are wider than what is shown of them."""
    shown: list[int] = page.evaluate(
        filled(
            "() => [document.documentElement, document.querySelector('st(Main)')].map(e => e.scrollWidth - e.clientWidth)"
        )
    )
    return shown


def titles(page: Page) -> Locator:
    """What the page says: its title, its answer and the figures' titles."""
    return page.locator(filled("st(Html) :is(h1, h2, h3, .answer)")).locator("visible=true")
