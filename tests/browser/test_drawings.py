"""What a reader sees of the drawings in a real browser: words apart from each other, whole, and beside what they name."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from components import registry
from components.ui.streamlit_internals import filled
from tests.browser.conftest import drawn, opened, settled, sideways

LONG = "from=2014&to=2026&edition=2026-07-10"
VIEWS = (
    *(page.address for page in registry.PAGES if page.listed), f"spending?{LONG}", "spending?prices=constant",
    f"two_percent?threshold=3.5&{LONG}",
)  # fmt: skip
WIDTHS = (1440, 1200, 1024, 390, 360)
WORDS = """() => [...document.querySelectorAll('svg.marks, .drawn > svg')].filter(svg => svg.checkVisibility()).map(svg => {
  const seen = t => { for (let e = t; e !== svg; e = e.parentNode) {
    const style = getComputedStyle(e);
    if (style.opacity === '0' || style.visibility === 'hidden') return false;
  } return t.textContent.trim() !== ''; };
  const frame = svg.getBoundingClientRect();
  return {left: frame.left, right: frame.right, words: [...svg.querySelectorAll('text')].filter(seen).map(t => {
    const box = t.getBoundingClientRect(), quarter = box.height / 4;
    return [t.textContent, box.left, box.right, box.top + quarter, box.bottom - quarter];
  })};
})"""
"""The words of each drawing that are to be seen, with the edges of their letters."""
_GAP = 2  # pixels between two words in one line


def _faults(drawing: dict[str, Any]) -> list[str]:
    """Words that touch others or are cut at the drawing's edge. Words drawn twice in one place are one, with its halo."""
    words, found = drawing["words"], []
    for at, (text, left, right, top, bottom) in enumerate(words):
        if left < drawing["left"] - 1 or right > drawing["right"] + 1:
            found.append(f"cut: {text}")
        for other, left_, right_, top_, bottom_ in words[at + 1 :]:
            halo = text == other and abs(left - left_) < 1
            beside = min(right, right_) - max(left, left_) > -_GAP
            if not halo and beside and min(bottom, bottom_) > max(top, top_):
                found.append(f"{text} | {other}")
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_the_words_of_a_drawing_stand_apart_and_whole(browser: Browser, url: str, view: str) -> None:
    page = browser.new_page(viewport={"width": WIDTHS[-1], "height": 900})
    opened(page, f"{url}/{view}", charts=0)
    found = {}
    for width in reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        assert sideways(page) == [0, 0], width
        drawings = page.evaluate(WORDS)
        assert all(drawing["words"] for drawing in drawings)
        if faults := [fault for drawing in drawings for fault in _faults(drawing)]:
            found[width] = faults
    page.close()
    assert found == {}


def test_the_names_of_rows_and_years_stand_beside_their_cells(page: Page, url: str) -> None:
    opened(page, f"{url}/two_percent?threshold=3.5", charts=6)
    middles = (
        page.locator("svg.marks")
        .nth(4)
        .evaluate(
            """svg => {
          const middle = e => { const box = e.getBoundingClientRect(); return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]; };
          const [years, names] = [...svg.querySelectorAll('.role-axis-label')].map(g => [...g.querySelectorAll('text')].map(middle));
          const cells = [...svg.querySelectorAll('.mark-rect.role-mark path')].map(middle);
          return {years, names, cells};
        }"""
        )
    )
    count = len(middles["years"])
    across = [abs(year[0] - cell[0]) for year, cell in zip(middles["years"], middles["cells"], strict=False)]
    down = [
        abs(name[1] - cell[1]) for name, cell in zip(middles["names"], middles["cells"][::count], strict=True)
    ]
    assert count == 11 and max(across) < 2 and max(down) < 2


def test_the_maps_key_lies_on_no_country(browser: Browser, url: str) -> None:
    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": 900})
        opened(page, f"{url}/spending?prices=constant", charts=5)
        settled(page)
        lies_on = (
            page.locator("svg.marks")
            .nth(4)
            .evaluate(
                """svg => {
              const lands = [...svg.querySelectorAll('.mark-shape path')], point = svg.createSVGPoint();
              const words = [...svg.querySelectorAll('text')].filter(t => /under|to|more|member/.test(t.textContent));
              return words.filter(t => {
                const box = t.getBoundingClientRect();
                return [0, .25, .5, .75, 1].some(part => lands.some(land => {
                  point.x = box.left - 20 + (box.width + 20) * part; point.y = (box.top + box.bottom) / 2;
                  return land.isPointInFill(point.matrixTransform(land.getScreenCTM().inverse()));
                }));
              }).map(t => t.textContent).concat(words.length === 5 ? [] : ['words of the key: ' + words.length]);
            }"""
            )
        )
        page.close()
        assert lies_on == [], width


def test_a_map_on_a_phone_has_no_empty_room_under_its_key(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    opened(page, f"{url}/spending?prices=constant", charts=5)
    settled(page)
    above, below = (
        page.locator("svg.marks")
        .nth(4)
        .evaluate(
            """svg => {
          const room = svg.getBoundingClientRect(), lands = [...svg.querySelectorAll('.mark-shape path')];
          const words = [...svg.querySelectorAll('text')].map(text => text.getBoundingClientRect().bottom);
          return [Math.min(...lands.map(land => land.getBoundingClientRect().top)) - room.top, room.bottom - Math.max(...words)];
        }"""
        )
    )
    page.close()
    assert above < 20 and 0 <= below < 30


def test_a_card_is_drawn_for_its_room(browser: Browser, url: str) -> None:
    """On a desk, a tablet and a phone one drawing of each card is shown, its words at their size or a little larger."""
    page = browser.new_page(viewport={"width": 1920, "height": 900})
    drawn(page, f"{url}/", charts=3)
    for width in (1920, 1440, 1200, 1024, 901, 900, 768, 600, 480, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        scales = page.evaluate(
            """() => [...document.querySelectorAll('.drawn > svg')].filter(svg => svg.checkVisibility())
                .map(svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"""
        )
        assert len(scales) == 3 and min(scales) > 0.99 and max(scales) < 1.2, (width, scales)
        assert [fault for drawing in page.evaluate(WORDS) for fault in _faults(drawing)] == [], width
    page.close()


def test_charts_are_drawings_until_the_first_choice_and_stand_where_they_stood(page: Page, url: str) -> None:
    drawn(page, f"{url}/force_model", charts=3)
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url))
    places = "() => [...document.querySelectorAll('.figure-head, p.source')].map(e => Math.round(e.getBoundingClientRect().top))"
    before = page.evaluate(places)
    live = page.locator(filled("st(VegaLiteChart) svg.marks"))
    assert live.count() == 0
    page.locator(".st-key-controls-wide").get_by_text("A running total", exact=True).click()
    expect(live).to_have_count(3)
    page.locator(".st-key-controls-wide").get_by_text("Both", exact=True).click()
    expect(page.locator(".drawn")).to_have_count(0)
    settled(page)
    after = page.evaluate(places)
    assert len(after) == len(before) and max(abs(a - b) for a, b in zip(after, before, strict=True)) <= 1
    assert [script for script in scripts if "vega" in script.lower()]


def test_one_figure_alone_is_made_live(page: Page, url: str) -> None:
    drawn(page, f"{url}/force_model", charts=3)
    row = page.locator(".st-key-take-force-model-steps")
    row.get_by_text("Interactive").click()
    expect(page.locator(filled("st(VegaLiteChart) svg.marks"))).to_have_count(1)
    expect(page.locator(".drawn")).to_have_count(2)
    row.get_by_text("Interactive").click()
    expect(page.locator(".drawn")).to_have_count(3)
