"""WCAG 2.2 AA as far as a machine can see it: axe-core over every page, focus, zoom, motion, forced colours.

All four of light and dark, wide and phone, for every page: `ACCESSIBILITY=all pytest tests/browser/test_accessibility.py`;
without it each page is looked at light and wide, and dark on a phone.
"""

from __future__ import annotations

import os
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from components import registry, theme
from components.ui.streamlit_internals import filled
from tests.browser.conftest import opened, settled, sideways
from tests.browser.test_site import KINDS, uri
from tests.test_theme import contrast

LIVE: Final = (
    *(page.address for page in registry.PAGES if page.listed), "embed?figure=spending-by-year&embed=true",
    "claims?claim=spending_increase", "data?table=record.sources",
)  # fmt: skip
"""Every kind of page."""
WAYS: Final = (("light", 1440), ("dark", 390), ("dark", 1440), ("light", 390))
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHELL: Final = {
    "list": filled("st(SidebarNav)"),
    "listitem": filled("st(SidebarNav)"),
}
"""What Streamlit's own shell causes (1.67): its list of pages on a phone has sections (`ul` > `div` > `li`)
without lists of their own. No other rule, and no other element, is forgiven; no report of it was found upstream."""
TEXT: Final = filled("""() => {
  const own = [...document.querySelectorAll('.doc *, st(VegaLiteChart) text, .drawn text, st(Main) button')];
  const texts = own.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility({
      checkOpacity: true, checkVisibilityCSS: true }) && !e.closest('details:not([open]) > :not(summary)'));
  return texts.map(e => {
    const range = document.createRange(); range.selectNodeContents(e);
    const box = range.getBoundingClientRect(), svg = e.closest('svg'), frame = svg && svg.getBoundingClientRect();
    const style = getComputedStyle(e), scrolls = e.closest('.wide, .sheet');
    return { text: e.textContent.trim(), left: box.left, right: box.right, top: box.top, bottom: box.bottom, size: parseFloat(style.fontSize),
      chart: svg ? [...document.querySelectorAll('svg')].indexOf(svg) : -1, halo: !!svg && e.getAttribute('stroke-width') === '4',
      edge: scrolls ? 1e9 : svg ? frame.right + 3 : innerWidth + 1, start: scrolls ? -1e9 : svg ? frame.left - 3 : -1 };
  });
}""")
"""Each text of ours as it stands: its box, its size, and the edges it must keep within."""


def looked_at() -> tuple[tuple[str, int], ...]:
    return WAYS if os.environ.get("ACCESSIBILITY") == "all" else WAYS[:2]


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds that is ours: the rule and the element."""
    found: list[dict[str, Any]] = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [
        (rule["id"], node["html"][:160]) for rule in found for node in rule["nodes"] if not of_shell(page, rule["id"], node)
    ]  # fmt: skip


def of_shell(page: Page, rule: str, node: dict[str, Any]) -> bool:
    inside = SHELL.get(rule)
    if inside is None:
        return False
    return bool(
        page.evaluate(
            "([target, inside]) => !!document.querySelector(target)?.closest(inside)",
            [node["target"][0], inside],
        )
    )


def turn(page: Page, mode: str, width: int) -> None:
    """The open page in the other colours and at another width, once it has followed."""
    page.emulate_media(color_scheme=mode)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    paper = theme.colour("paper", mode)
    rgb = ", ".join(str(int(paper[at : at + 2], 16)) for at in (1, 3, 5))
    page.wait_for_function(
        filled(f"getComputedStyle(document.querySelector('st(App)')).backgroundColor === 'rgb({rgb})'")
    )
    settled(page)


@pytest.mark.parametrize("path", LIVE)
def test_axe_finds_nothing_that_is_ours_on_any_live_page(page: Page, url: str, path: str) -> None:
    opened(page, f"{url}/{path}", charts=0)
    found = {}
    for mode, width in looked_at():
        turn(page, mode, width)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        if ours := violations(page):
            found[mode, width] = ours
    assert found == {}


def test_axe_finds_nothing_in_what_is_opened_under_a_figure(page: Page, url: str) -> None:
    opened(page, f"{url}/casualty_figures")
    for menu in ("Table", "Picture", "Data", "Link, cite"):
        page.locator(".st-key-take-casualties-published").get_by_text(menu, exact=True).click()
        expect(page.locator(f"[class*=st-key-taken-{menu.split(',')[0].lower()}]")).to_be_visible()
        settled(page)
        assert violations(page) == [], menu


def test_axe_finds_nothing_on_the_presenters_stage(page: Page, url: str) -> None:
    opened(page, f"{url}/briefing?show=spending-by-year&present=yes", charts=0)
    expect(page.locator(".stage")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("?")
    assert violations(page) == []


@pytest.mark.parametrize("path", [*KINDS, "404.html"])
def test_axe_finds_nothing_on_any_page_of_the_static_edition(browser: Browser, path: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(uri(path))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = {}
    for mode, width in looked_at():
        page.emulate_media(color_scheme=mode)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        if ours := violations(page):
            found[mode, width] = ours
    context.close()
    assert found == {}


FOCUSED: Final = """() => { const e = document.activeElement, s = getComputedStyle(e);
  let u = e.parentElement;
  while (u && getComputedStyle(u).backgroundColor.startsWith('rgba')) u = u.parentElement;
  return { name: (e.textContent || e.getAttribute('aria-label') || '').trim().slice(0, 40), tag: e.tagName, style: s.outlineStyle,
    width: parseFloat(s.outlineWidth), colour: s.outlineColor, ground: getComputedStyle(u || document.body).backgroundColor }; }"""


AT_REST: Final = "document.activeElement.getAnimations().every(one => one.playState !== 'running')"
"""A colour may come by a short transition."""


def _hex(rgb: str) -> str:
    parts = [int(float(part)) for part in rgb[rgb.index("(") + 1 : rgb.index(")")].split(",")[:3]]
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_whatever_the_keyboard_reaches_shows_that_it_has_the_focus(
    browser: Browser, url: str, mode: str
) -> None:
    page = browser.new_page(color_scheme=mode, viewport={"width": 1440, "height": 900})  # type: ignore[arg-type]
    opened(page, f"{url}/spending", charts=5)
    settled(page)
    seen = []
    for _ in range(36):
        page.keyboard.press("Tab")
        page.wait_for_function(AT_REST)
        seen.append(page.evaluate(FOCUSED))
        if seen[-1]["tag"] == "BODY":  # past the last of them
            break
    page.close()
    assert {"A", "BUTTON", "SUMMARY", "INPUT"} <= {one["tag"] for one in seen}
    for one in (one for one in seen if one["tag"] != "BODY"):
        assert one["style"] == "solid" and one["width"] >= 2, one
        assert contrast(_hex(one["colour"]), _hex(one["ground"])) >= 3, one


@pytest.mark.parametrize("path", LIVE)
def test_nothing_is_lost_at_200_and_400_percent(browser: Browser, url: str, path: str) -> None:
    """1440 pixels at 200% are 720, at 400% 360 of the page's own."""
    page = browser.new_page(viewport={"width": 720, "height": 450})
    opened(page, f"{url}/{path}", charts=0)
    for width in (720, 360):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        assert sideways(page) == [0, 0], width
        assert lost(page) == [], width
    page.close()


@pytest.mark.parametrize("path", ["", "spending", "two_percent", "claims", "briefing"])
def test_nothing_is_lost_when_only_the_text_is_twice_as_large(page: Page, url: str, path: str) -> None:
    opened(page, f"{url}/{path}", charts=0)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    settled(page)
    assert sideways(page) == [0, 0]
    assert lost(page) == []


SPACING: Final = """:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""The most that a reader may ask for by WCAG 1.4.12; the words of a drawing are a part of it and keep their own."""
CUT_OFF: Final = filled("""() => [...document.querySelectorAll('.doc *, st(Main) :is(button, label) *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility({ checkVisibilityCSS: true }))
  .filter(e => { const range = document.createRange(); range.selectNodeContents(e); const text = range.getBoundingClientRect();
    for (let up = e; up && up.dataset.testid !== 'stMain'; up = up.parentElement) {
      const box = up.getBoundingClientRect();
      if (/hidden|clip/.test(getComputedStyle(up).overflowY) && box.height > 1 && text.bottom > box.bottom + 2) return true; }
    return false; }).map(e => 'cut off: ' + e.textContent.trim().slice(0, 50))""")


@pytest.mark.parametrize("path", LIVE)
def test_nothing_is_lost_when_the_text_is_set_wider(browser: Browser, url: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    opened(page, f"{url}/{path}", charts=0)
    page.add_style_tag(content=SPACING)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        assert sideways(page) == [0, 0], width
        assert lost(page) + page.evaluate(CUT_OFF) == [], width
    page.close()


def lost(page: Page) -> list[str]:
    """Texts cut at an edge, and texts of a chart that run into each other."""
    texts = [one for one in page.evaluate(TEXT) if one["right"] > one["left"]]
    cut = [f"cut: {t['text'][:50]}" for t in texts if t["right"] > t["edge"] or t["left"] < t["start"]]
    drawn = [t for t in texts if t["chart"] >= 0 and not t["halo"]]
    met = [
        f"met: {a['text']} | {b['text']}"
        for at, a in enumerate(drawn)
        for b in drawn[at + 1 :]
        if a["chart"] == b["chart"] and a["text"] != b["text"] and _meet(a, b)
    ]
    return cut + met


def _meet(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Do two boxes share more than the air around their letters?"""
    wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
    high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    return bool(wide > 1.5 and high > 0.3 * min(a["bottom"] - a["top"], b["bottom"] - b["top"]))


def test_nothing_moves_for_a_reader_who_asks_for_no_motion(browser: Browser, url: str) -> None:
    page = browser.new_page(reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    opened(page, f"{url}/casualty_figures")
    moving = page.evaluate(
        "() => [...document.querySelectorAll('.stApp *')].filter(e => { const s = getComputedStyle(e);"
        " return /[1-9]/.test(s.transitionDuration) && s.transitionProperty !== 'none' || /[1-9]/.test(s.animationDuration) && s.animationName !== 'none'; })"
        ".map(e => e.dataset.testid || e.className)"
    )
    page.close()
    assert moving == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_forced_colours_leave_charts_and_findings_readable(browser: Browser, url: str, mode: str) -> None:
    page = browser.new_page(forced_colors="active", color_scheme=mode)  # type: ignore[arg-type]
    opened(page, f"{url}/spending")
    ground = page.locator("svg.marks, .drawn > svg").first.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    said = page.locator(":is(svg.marks, .drawn > svg) text", has_text="said: over 500").last.evaluate(
        "e => getComputedStyle(e).fill"
    )
    assert contrast(_hex(said), _hex(ground)) >= 4.5
    full = page.locator(".shape.half").first.evaluate("e => getComputedStyle(e).borderTopStyle")
    assert full == "solid"
    half = page.locator(".shape.half").first.evaluate("e => getComputedStyle(e).backgroundImage")
    assert "gradient" in half and ("rgb(255, 255, 255)" if mode == "dark" else "rgb(0, 0, 0)") in half
    expect(page.locator(".findings .word").first).to_be_visible()
    opened(page, f"{url}/", charts=3)
    holds, not_, words = (
        page.locator(name).first.evaluate(f"e => getComputedStyle(e).{part}")
        for name, part in (
            (".dot.holds", "backgroundColor"),
            (".dot:not(.holds)", "backgroundColor"),
            ("h1", "color"),
        )
    )
    assert holds == words != not_
    page.close()
