"""Phones and tablets: nothing sideways, the quotation first, charts drawn anew for the width, room for a thumb."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from components.ui.streamlit_internals import filled
from tests.browser.conftest import opened, settled, sideways
from tests.browser.test_accessibility import LIVE, TEXT, lost

WIDTHS: Final = (768, 390, 360)
QUOTED: Final = ("spending", "two_percent", "force_model", "commitments", "casualty_figures")
TARGETS: Final = filled("""() => [...document.querySelectorAll('st(Main) :is(a[href], button, summary, input, textarea), st(Header) button')]
  .filter(e => e.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && !e.closest('p, dd, st(ElementToolbar)'))
  .map(e => e.type === 'checkbox' ? e.closest('label') : e)
  .map(e => ({ name: (e.innerText || e.getAttribute('aria-label') || '').trim().slice(0, 40), box: e.getBoundingClientRect().toJSON() }))
  .filter(t => t.box.width > 1)""")
"""What a thumb presses, without links inside a sentence and a chart's own buttons, which show on hover."""
THUMB: Final = 44


def phone(browser: Browser, width: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, has_touch=True, is_mobile=width < 500, device_scale_factor=2
    )
    return context.new_page()


@pytest.mark.parametrize("path", LIVE)
def test_no_page_scrolls_sideways_cuts_a_word_or_draws_one_over_another_and_a_thumb_has_room(
    browser: Browser, url: str, path: str
) -> None:
    page = phone(browser, WIDTHS[-1])
    opened(page, f"{url}/{path}", charts=0)
    for width in reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 844})
        settled(page)
        assert sideways(page) == [0, 0], width
        assert lost(page) == [], width
        small = [
            (t["name"], round(t["box"]["width"]), round(t["box"]["height"]))
            for t in page.evaluate(TARGETS)
            if t["box"]["height"] < THUMB - 0.5
        ]
        assert width > 500 or small == [], width
    page.context.close()


@pytest.mark.parametrize("path", QUOTED)
def test_the_quotation_comes_first_then_the_findings_then_the_chart(
    browser: Browser, url: str, path: str
) -> None:
    page = phone(browser, 390)
    opened(page, f"{url}/{path}")
    at = [
        page.locator(name).first.bounding_box()
        for name in ("h1", "blockquote.quote", "table.findings", filled("st(VegaLiteChart), .drawn"))
    ]
    page.context.close()
    tops = [box["y"] for box in at if box]
    assert len(tops) == 4 and tops == sorted(tops)


@pytest.mark.parametrize("path", LIVE)
def test_a_chart_on_a_phone_has_fewer_labels_never_smaller_ones(
    browser: Browser, url: str, path: str
) -> None:
    sizes, counts = {}, {}
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    opened(page, f"{url}/{path}", charts=0)
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 844})
        settled(page)
        drawn = [t for t in page.evaluate(TEXT) if t["chart"] >= 0 and not t["halo"]]
        sizes[width], counts[width] = min((t["size"] for t in drawn), default=12), len(drawn)
    page.close()
    assert sizes[360] >= 12 and sizes[360] >= sizes[1440]
    assert counts[360] <= counts[1440]


def test_the_pages_are_reached_through_the_menu_by_thumb(browser: Browser, url: str) -> None:
    page = phone(browser, 390)
    opened(page, f"{url}/", charts=3)
    page.locator(filled("st(ExpandSidebarButton)")).tap()
    link = page.locator(filled("st(SidebarNavLink)"), has_text="Force model")
    expect(link).to_be_visible()
    box = link.bounding_box()
    assert box and box["height"] >= THUMB - 0.5
    link.tap()
    expect(page.locator("h1")).to_have_text("Force model")
    page.context.close()
