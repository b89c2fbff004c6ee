"""The static edition in a real browser, from the disk, without network and without a script."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SHIFT
from tests.exports.test_site import built

KINDS = (
    "index.html", "spending/index.html", "two_percent/index.html", "force_model/index.html", "commitments/index.html",
    "casualty_figures/index.html", "claims/index.html", "readings/index.html", "data/index.html", "method/index.html",
    "claims/every_inch_words/index.html", "claims/spending_increase/index.html", "figures/spending-by-year/index.html",
    "figures/spending-map-constant/index.html",
)  # fmt: skip


def uri(path: str) -> str:
    return (built() / path).as_uri()


def show(browser: Browser, path: str, *, width: int = 1440, mode: str = "light", script: bool = True) -> Page:
    context = browser.new_context(
        offline=True, viewport={"width": width, "height": 900}, java_script_enabled=script,
        color_scheme=mode, bypass_csp=False,  # type: ignore[arg-type]
    )  # fmt: skip
    page = context.new_page()
    page.goto(uri(path))
    return page


@pytest.mark.parametrize("path", KINDS)
def test_a_page_opens_from_the_disk_asks_for_nothing_else_moves_nothing_and_fits(
    browser: Browser, path: str
) -> None:
    for width in (1440, 390, 360):
        context = browser.new_context(offline=True, viewport={"width": width, "height": 900})
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("requestfailed", lambda request, said=said: said.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.goto(uri(path))
        assert page.evaluate(SHIFT) == 0, width
        assert said == []
        assert len(asked) >= 2 and all(url.startswith(built().as_uri()) for url in asked)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Source Sans"')
        context.close()


SLOW = {"offline": False, "latency": 20, "downloadThroughput": 130_000, "uploadThroughput": 130_000}
"""Bytes in a second, and milliseconds: a line that brings a page piece by piece."""


class Silent(SimpleHTTPRequestHandler):
    """Gives files, and says nothing of it."""

    def log_message(self, *said: object) -> None:
        pass


@pytest.mark.parametrize("path", ["index.html", "claims/index.html", "data/index.html"])
def test_nothing_moves_while_a_slow_line_still_brings_the_page(browser: Browser, path: str) -> None:
    handler = partial(Silent, directory=str(built()))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for width in (360, 768, 1440):
            with browser.new_context(viewport={"width": width, "height": 900}) as context:
                page = context.new_page()
                context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
                page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
                assert page.evaluate(SHIFT) == 0, width
                assert page.locator("main h1").is_visible()
        server.shutdown()


LETTERS = """() => [...document.querySelectorAll('figure svg, .card-chart svg')].filter(svg => svg.checkVisibility())
    .map(svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
        * Math.min(...[...svg.querySelectorAll('[font-size]')].map(text => parseFloat(text.getAttribute('font-size')))))"""


@pytest.mark.parametrize("path", KINDS[:6])
def test_no_letter_of_a_drawing_is_shown_smaller_than_11_and_a_half_pixels(
    browser: Browser, path: str
) -> None:
    for width in (1440, 1024, 984, 983, 768, 390):
        page = show(browser, path, width=width)
        letters = page.evaluate(LETTERS)
        page.context.close()
        assert letters and min(letters) >= 11.5, width


def test_without_a_script_the_readers_prices_change_charts_findings_and_answer(browser: Browser) -> None:
    page = show(browser, "spending/index.html", script=False)
    shown = page.locator(".figure:visible h2")
    before = shown.all_inner_texts()
    expect(page.locator(".answer > :visible")).to_contain_text("The two totals hold")
    page.get_by_text("Constant", exact=True).click()
    expect(page.locator(".answer > :visible")).to_contain_text("Neither total holds")
    after = shown.all_inner_texts()
    assert len(before) == len(after) == 5 and sum(a != b for a, b in zip(before, after, strict=True)) >= 3
    assert page.locator(".findings:visible").first.inner_text().count("In this view") == 3
    assert page.locator(".figure:visible .measure").first.inner_text().endswith("2015 prices and exchange rates")  # fmt: skip
    page.get_by_label("Constant").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".answer > :visible")).to_contain_text("The two totals hold")
    page.context.close()


def test_a_phone_shows_its_own_drawing_after_the_words_and_opens_the_menu_without_a_script(
    browser: Browser,
) -> None:
    page = show(browser, "spending/index.html", width=390, script=False)
    quote, found, chart = (
        page.locator(name).first.bounding_box() for name in ("blockquote", ".findings:visible", "figure svg:visible")
    )  # fmt: skip
    assert quote and found and chart and quote["y"] < found["y"] < chart["y"]
    assert page.locator("figure svg:visible").count() == 5
    assert page.locator("figure .wide-only svg:visible").count() == 0
    way = page.locator("header nav a", has_text="Force model")
    expect(way).to_be_hidden()
    page.get_by_role("button", name="Pages").click()
    expect(way).to_be_visible()
    way.click()
    expect(page.locator("h1")).to_have_text("Force model")
    page.context.close()


def test_a_reader_walks_from_the_overview_to_a_claim_to_the_next_and_to_a_figure(browser: Browser) -> None:
    page = show(browser, "index.html", script=False)
    page.get_by_role("link", name="an increase of $175bn").click()
    expect(page.locator("h1")).to_have_text("“an increase of $175bn”")
    page.get_by_role("link", name="Next: ").click()
    expect(page.locator("h1")).to_have_text("“a substantial percentage increase”")
    page.get_by_role("link", name="Every reading, drawn").click()
    assert page.locator("figure svg:visible").count() == 1
    page.get_by_role("link", name="Against the Record: the claim beside it").click()
    expect(page.locator("h1")).to_have_text("Every reading")
    page.context.close()


def test_the_outlines_of_the_map_are_drawn_wide_and_on_a_phone(browser: Browser) -> None:
    for width in (1440, 390):
        page = show(browser, "spending/index.html", width=width)
        page.get_by_text("Constant", exact=True).click()
        figure = page.locator(".figure:visible", has=page.locator("h2", has_text="doubled")).last
        found = figure.locator("svg:visible").evaluate(
            "svg => [...svg.querySelectorAll('path, use')].filter(e => e.getBoundingClientRect().width > 8).length"
        )
        assert found >= 30, width
        page.context.close()
