"""To and fro between two choices: turned over at once, and never another's words or charts beside the reader's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.browser.conftest import IDLE, opened

CHARTS = "[data-testid=stVegaLiteChart] svg.marks"
SPENDING = "prices={}&members={}&edition={}&from=2020&to=2024"
EXPENDITURE = "threshold={}&us={}&edition=2024-06-17&from=2020&to=2024"
STEPS = {
    "spending": (
        ("Constant", SPENDING.format("constant", "published", "2024-06-17")),
        ("Current", SPENDING.format("current", "published", "2024-06-17")),
        ("Both years", SPENDING.format("current", "both", "2024-06-17")),
        ("Neither year", SPENDING.format("current", "neither", "2024-06-17")),
        ("Both years", SPENDING.format("current", "both", "2024-06-17")),
        ("edition", SPENDING.format("current", "both", "2026-07-10")),
        ("Constant", SPENDING.format("constant", "both", "2026-07-10")),
    ),
    "two_percent": (
        ("3%", EXPENDITURE.format("3", "counted")),
        ("1.5%", EXPENDITURE.format("1.5", "counted")),
        ("3%", EXPENDITURE.format("3", "counted")),
        ("Left out", EXPENDITURE.format("3", "left-out")),
    ),
    "force_model": (
        ("A running total", "tiers=total"), ("Added up", "tiers=added"), ("A running total", "tiers=total"), ("Both", "tiers=both"),
    ),
}  # fmt: skip
"""What is chosen one after the other, and the address each choice leads to."""
ARITHMETIC = "arithmetic spending_2024 spending_2020 spending_increase"


def seen(page: Page) -> tuple[str, int]:
    """The words that can be read on the page, those in its charts apart, and how many charts can be seen."""
    words = page.locator("[data-testid=stMain]").inner_text()
    return words, page.locator(CHARTS).locator("visible=true").count()


def choose(page: Page, option: str) -> None:
    if option != "edition":
        page.locator("[data-testid=stButtonGroup] button").get_by_text(option, exact=True).locator(
            "visible=true"
        ).click()
        return
    page.get_by_role("combobox", name="Edition").locator("visible=true").click()
    page.get_by_role("option", name="July 2026, newest today").click()


@pytest.mark.parametrize("name", list(STEPS))
def test_after_each_choice_the_page_is_the_one_at_its_address(browser: Browser, url: str, name: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 1600}) as context:
        page = context.new_page()
        opened(page, f"{url}/{name}")
        for option, query in STEPS[name]:
            choose(page, option)
            page.wait_for_url(f"**/{name}?{query}")
            fresh = context.new_page()
            opened(fresh, f"{url}/{name}?{query}")
            fresh.wait_for_timeout(500)
            expected = seen(fresh)
            fresh.close()
            page.wait_for_selector(IDLE)
            page.wait_for_timeout(500)
            assert seen(page) == expected, option


@pytest.mark.parametrize("name", list(STEPS))
def test_a_choice_is_taken_back_before_the_server_has_heard_of_it(page: Page, url: str, name: str) -> None:
    """The second step leads back to the first page: its words and charts are there while nothing is sent."""
    heard: list[Callable[[], None]] = []
    deaf = False

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def send(message: str | bytes) -> None:
            if deaf:
                heard.append(lambda: server.send(message))
            else:
                server.send(message)

        socket.on_message(send)

    page.route_web_socket("**/_stcore/stream", between)
    opened(page, f"{url}/{name}", charts=3)
    page.wait_for_timeout(500)
    first = seen(page)
    there = STEPS[name][0][0]
    back = {"spending": "Current", "two_percent": "2%", "force_model": "Both"}[name]
    choose(page, there)
    expect(page.locator("[data-testid=stMain]")).not_to_have_text(first[0])
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(1000)
    second = seen(page)
    assert second[0] != first[0]

    deaf = True
    choose(page, back)
    page.wait_for_timeout(200)
    assert heard, "the server was told, but not yet"
    assert seen(page) == first
    choose(page, there)
    page.wait_for_timeout(200)
    assert seen(page) == second

    deaf = False
    for tell in heard:
        tell()
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(1000)
    assert seen(page) == second


def test_what_is_unfolded_stays_so_through_every_choice(page: Page, url: str) -> None:
    """Also in the view before, to which a button turns at once, and in a figure's words; what is folded again stays so."""
    opened(page, f"{url}/spending", charts=5)
    folds = [
        page.locator(f"details[data-fold='{of}']:visible") for of in (ARITHMETIC, "how spending-by-ally")
    ]
    others = page.locator("details.fold:visible[open]")
    for fold in folds:
        fold.locator("summary").click()
    for option, query in STEPS["spending"]:
        choose(page, option)
        page.wait_for_url(f"**/spending?{query}")
        page.wait_for_selector(IDLE)
        page.wait_for_timeout(300)
        expect(others).to_have_count(2)
        for fold in folds:
            expect(fold).to_have_attribute("open", "")
    folds[0].locator("summary").click()
    choose(page, "Current")
    page.wait_for_url("**prices=current**")
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(300)
    expect(others).to_have_count(1)
    expect(folds[1]).to_have_attribute("open", "")
