"""Taking things away in a real browser: files from the menus, the presenter's run, a figure in a frame, print."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from components import exports
from components.claims import files
from components.exports import html
from components.topics import briefing
from components.ui.streamlit_internals import filled
from tests.browser.conftest import IDLE, opened, settled

SLIDES = len(briefing.DEFAULT) + 1
"""Of the default briefing, with its title."""
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36"


def taken(page: Page, button: str, within: str) -> tuple[str, bytes]:
    """The name and content of the file that a button gives."""
    with page.expect_download() as download:
        page.locator(within).get_by_text(button, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_each_file_of_a_figure_is_made_when_it_is_clicked_and_named_for_what_it_is(
    page: Page, url: str
) -> None:
    opened(page, f"{url}/two_percent?edition=2025-08-28", charts=3)
    row = page.locator(".st-key-take-allies-at-threshold-by-year")
    names = {}
    for menu, buttons in (
        ("Picture", ("PNG, 1200 pixels wide", "PNG for a slide, 16:9", "SVG, sharp at any size")),
        ("Data", ("CSV", "Excel, with sources")),
    ):
        row.get_by_text(menu).click()
        for button in buttons:
            name, content = taken(page, button, f"[class*=st-key-taken-{menu.lower()}]")
            names[button] = name
            assert content
            if name.endswith("16x9.png"):
                assert Image.open(io.BytesIO(content)).size == (1920, 1080)
            if name.endswith("csv"):
                assert b"August 2025" in content or b"28 August 2025" in content
    assert names["CSV"] == "allies-at-threshold-by-year_edition-2025-08-28.csv"
    assert names["Excel, with sources"] == "allies-at-threshold-by-year_edition-2025-08-28.xlsx"


def test_what_was_composed_is_there_after_claims_other_pages_and_the_row_above(page: Page, url: str) -> None:
    opened(page, f"{url}/briefing?show=spending-by-year&title=Ours")
    page.get_by_role("link", name="Overview").click()
    page.evaluate("window.still = true")
    link = page.locator("table.strip a").last
    link.click()
    expect(page.locator("h1")).to_contain_text("“")
    page.wait_for_url("**/claims?claim=*")
    page.go_back()
    expect(page.locator("table.strip")).to_be_visible()
    assert page.evaluate("history.state.scrolled") > 0, "where the reader was is not kept"
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("“")
    page.get_by_role("link", name="Add to the briefing").click()
    listed = page.locator(".st-key-briefing-order button")
    expect(listed).to_have_count(2)
    expect(page.get_by_label("Title")).to_have_value("Ours")
    page.get_by_role("link", name="Spending").click()
    expect(page.locator("h1")).to_have_text("Spending")
    page.get_by_role("link", name="Briefing").click()
    expect(page.locator("h1")).to_have_text("Briefing")
    expect(listed).to_have_count(2)
    page.get_by_role("button", name="Start again").click()
    expect(listed).to_have_count(len(briefing.DEFAULT))
    page.go_back()
    expect(listed).to_have_count(2)
    assert page.evaluate("window.still"), "a link loaded the whole app anew"


@pytest.mark.parametrize("key", ["", "Tab"])
def test_a_file_that_is_asked_for_right_after_its_title_was_typed_has_it(
    page: Page, url: str, key: str
) -> None:
    opened(page, f"{url}/briefing?show=spending-by-year")
    for title in ("First words", "Second words"):
        page.get_by_label("Title").fill(title)
        if key:
            page.keyboard.press(key)
        _, content = taken(page, "Web page, one file", ".st-key-take-briefing")
        assert f"<title>{title}".encode() in content


def test_link_embed_code_and_citation_can_be_copied(browser: Browser, url: str) -> None:
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    opened(page, f"{url}/spending?prices=constant", charts=5)
    page.locator(".st-key-take-spending-by-year").get_by_text("Link, cite").click()
    page.get_by_role("button", name="Copy link to this view").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{url}/spending?prices=constant")
    page.get_by_role("button", name="Copy code to embed it").click()
    code = page.evaluate("navigator.clipboard.readText()")
    framed = context.new_page()
    framed.set_content(f"<body>{code}</body>")
    inside = framed.frame_locator("iframe")
    expect(inside.locator("svg.marks")).to_be_visible()
    expect(inside.get_by_text("2015 prices").first).to_be_visible()
    expect(inside.locator(filled("st(Header)"))).to_be_hidden()
    room = framed.frames[1].evaluate(
        filled(
            "(() => { const m = document.querySelector('st(Main)'); return m.scrollHeight - m.clientHeight; })()"
        )
    )
    assert room <= 0, "the frame is too low for the figure"
    context.close()


_WRONG = """(stage, least) => {
    const wrong = [];
    const box = e => e.getBoundingClientRect(), seen = e => e.checkVisibility({ visibilityProperty: true });
    const parts = [...stage.querySelectorAll(".page header, .words, .chart, footer span, .bar")].filter(seen);
    for (const one of parts) {
        const a = box(one);
        if (a.left < 0 || a.top < 0 || a.right > innerWidth + 1 || a.bottom > innerHeight + 1) wrong.push(`${one.className || one.tagName} leaves the window`);
        for (const other of parts) {
            const b = box(other);
            if (one !== other && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
                wrong.push(`${one.className || one.tagName} on ${other.className || other.tagName}`);
        }
    }
    for (const word of [...stage.querySelectorAll("svg text, .body :is(p, th, td, li, .word, .value)")].filter(seen)) {
        const scale = word.closest("svg") ? word.closest("svg").getScreenCTM().a : 1;
        const size = parseFloat(getComputedStyle(word).fontSize) * scale;
        if (word.textContent.trim() && size < least) wrong.push(`${size.toFixed(1)} px: ${word.textContent}`);
    }
    return wrong;
}"""


def test_a_presenters_run_by_keyboard_alone(page: Page, url: str) -> None:
    """From opening the app to the third slide in full screen without a mouse, and back out."""
    opened(page, f"{url}/", charts=3)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Briefing":
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Briefing")
    expect(page.get_by_role("button", name="Move down")).to_be_visible()
    page.wait_for_url("**/briefing")
    page.wait_for_selector(IDLE)
    page.get_by_role("button", name="Present").focus()
    page.keyboard.press("Enter")
    stage = page.locator(".stage")
    expect(stage).to_have_attribute("aria-label", f"Slide 1 of {SLIDES}, step 1 of 1")
    page.wait_for_function("!!document.fullscreenElement")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".page .quote")).to_be_visible()
    expect(page.locator(".page .chart")).to_be_hidden()
    page.keyboard.press("PageDown")
    expect(page.locator(".page .chart .large svg")).to_be_visible()
    expect(page.locator(".page .findings")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".page .findings")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(stage).to_have_attribute("aria-label", f"Slide 3 of {SLIDES}, step 1 of 3")
    page.keyboard.press("s")
    expect(page.locator(".panel")).to_contain_text(f"{url}/spending?prices=current")
    page.keyboard.press("s")
    page.keyboard.press("?")
    expect(page.locator(".panel")).to_contain_text("next step")
    page.keyboard.press("Escape")
    page.keyboard.press("PageUp")
    expect(stage).to_have_attribute("aria-label", f"Slide 2 of {SLIDES}, step 3 of 3")
    page.keyboard.press("f")
    page.wait_for_function("!document.fullscreenElement")
    page.keyboard.press("Escape")
    expect(stage).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Briefing")
    assert "present" not in page.url


@pytest.mark.parametrize(
    ("width", "height", "least"),
    [(1920, 1080, 18), (1440, 900, 14), (1280, 720, 12), (844, 390, 9), (390, 844, 10)],
)
def test_every_slide_fits_and_can_be_read(
    browser: Browser, url: str, width: int, height: int, least: int
) -> None:
    """At each step nothing lies on anything else or leaves the window, and no word is below `least` pixels."""
    phone = {"user_agent": PHONE} if min(width, height) < 500 else {}
    page = browser.new_context(viewport={"width": width, "height": height}, **phone).new_page()  # type: ignore[arg-type]
    opened(page, f"{url}/briefing?present=yes", charts=0)
    stage = page.locator(".stage")
    expect(stage).to_be_visible()
    page.wait_for_function("document.fonts.status === 'loaded'")
    while True:
        wrong = stage.evaluate(_WRONG, least)
        label = stage.get_attribute("aria-label") or ""
        assert wrong == [], label
        slide, slides, step, steps = map(int, re.findall(r"\d+", label))
        if (slide, step) == (slides, steps):
            break
        page.keyboard.press("ArrowRight")
    page.context.close()


def test_a_briefing_is_composed_by_its_controls_and_opens_elsewhere(
    page: Page, browser: Browser, url: str
) -> None:
    opened(page, f"{url}/briefing?show=spending-by-year+count-of-2024-by-edition&title=Short")
    page.get_by_role("button", name="2. Allies at 2%: 2024 counted again").click()
    expect(page.locator(".figure-head h2")).to_contain_text("The year 2024")
    page.get_by_role("button", name="Move up").click()
    expect(page.get_by_role("button", name="1. Allies at 2%: 2024 counted again")).to_be_visible()
    note = page.get_by_role("textbox", name="Your note")
    note.fill("Say <b>this</b> & wait")
    note.blur()
    page.wait_for_url("**note.count-of-2024-by-edition=Say**")
    page.wait_for_selector(IDLE)
    other = browser.new_page(viewport={"width": 1440, "height": 900})
    opened(other, page.url)
    expect(other.get_by_role("button", name="1. Allies at 2%: 2024 counted again")).to_be_visible()
    expect(other.get_by_role("textbox", name="Your note")).to_have_value("Say <b>this</b> & wait")
    expect(other.get_by_role("textbox", name="Title")).to_have_value("Short")
    other.close()


def test_the_briefings_files_are_what_they_say(page: Page, url: str) -> None:
    opened(page, f"{url}/briefing?show=spending-by-year+claim.allies_2024")
    begins = {
        "PowerPoint": b"PK",
        "PDF": b"%PDF",
        "Web page, one file": b"<!doctype html>",
        "Excel": b"PK",
        "All data, zip": b"PK",
    }
    for button, start in begins.items():
        name, content = taken(page, button, ".st-key-take-briefing")
        assert name.startswith("briefing_edition-2026-07-10.") and content.startswith(start)
        if name.endswith("zip"):
            assert "datapackage.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_page_prints_on_white_paper_with_nothing_cut(browser: Browser, url: str, mode: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=mode)  # type: ignore[arg-type]
    opened(page, f"{url}/spending", charts=5)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    settled(page)
    seen = page.evaluate(
        filled(
            "() => { const c = e => getComputedStyle(document.querySelector(e)); const m = document.querySelector('.stApp'); return "
            "[c('.stApp').backgroundColor, c('blockquote.quote p').color, c('st(Main)').overflow, "
            "document.querySelector('st(Main)').scrollWidth <= 700, c('st(Header)').display]; }"
        )
    )
    assert seen == ["rgb(255, 255, 255)", "rgb(27, 36, 48)", "visible", True, "none"]
    dark = page.locator('svg.marks [fill="#12161C"]')
    if dark.count():
        assert dark.first.evaluate("e => getComputedStyle(e).fill") == "rgb(255, 255, 255)"
    page.close()


def test_on_paper_stand_the_opened_tables_and_no_dead_space(page: Page, url: str) -> None:
    opened(page, f"{url}/spending", charts=5)
    for figure, kind in (("spending-by-year", "Table"), ("spending-by-ally", "Picture")):
        page.locator(f".st-key-take-{figure}").get_by_text(kind).click()
        expect(page.locator(f"[class*=st-key-taken-{kind.lower()}-{figure}]")).to_be_visible()
    page.wait_for_selector(IDLE)
    above = _above_first_source(page.pdf(prefer_css_page_size=True))
    assert above < 60, f"{above} points between the lead chart's last words and its source"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    settled(page)
    expect(page.locator(".st-key-taken-table-spending-by-year")).to_be_visible()
    expect(page.locator(".st-key-taken-picture-spending-by-ally")).to_be_hidden()
    assert page.locator("table.method").evaluate("e => getComputedStyle(e).display") == "table"
    below = page.evaluate(
        "() => { const sources = [...document.querySelectorAll('p.source')]; return [...document.querySelectorAll('svg.marks, .drawn > svg')].filter(svg => svg.checkVisibility())"
        ".map(svg => { const end = svg.getBoundingClientRect().bottom; "
        "return Math.min(...sources.map(p => p.getBoundingClientRect().top - end).filter(gap => gap > 0)); }); }"
    )
    assert below and max(below) < 60, f"pixels between a drawing and its source: {below}"


def test_on_paper_a_cards_chart_stands_with_its_title_and_findings(page: Page, url: str) -> None:
    opened(page, f"{url}/", charts=3)
    expect(page.get_by_text("+$189.3bn").locator("visible=true").first).to_be_visible()
    sheets = [
        sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    ]
    for title, drawn, finding in (
        ("326 billion in 2020", "said: over 500", "+$189.3bn"),
        ("Nine Allies in 2020", "said: only nine", "17 for"),
        ("500,000 as a running", "180 days", "200,000 for"),
    ):
        found = [[words in sheet for words in (title, drawn, finding)] for sheet in sheets]
        assert found.count([True, True, True]) == 1, (
            f"{title}: on each sheet, its title, drawing, finding: {found}"
        )
    assert not any("Open" in sheet for sheet in sheets), "a link that leads nowhere on paper"


def _above_first_source(pdf: bytes) -> float:
    """Points on paper between the first figure's source line and the words nearest above it: its chart's."""
    for sheet in PdfReader(io.BytesIO(pdf)).pages:
        lines: dict[int, list[tuple[float, str]]] = defaultdict(list)

        def note(words: str, outer: list[float], inner: list[float], *_: object, to: Any = lines) -> None:
            if words.strip():
                x, y = (inner[4] * outer[i] + inner[5] * outer[i + 2] + outer[i + 4] for i in (0, 1))
                to[round(y)].append((x, words))

        sheet.extract_text(visitor_text=note)
        for y, words in sorted(lines.items(), reverse=True):
            if "".join(word for _, word in sorted(words)).lstrip().startswith("NATO, Defence Expenditure"):
                return float(min(other for other in lines if other > y + 2) - y)
    raise AssertionError("no source line on paper")


def test_the_one_file_page_asks_the_network_for_nothing(browser: Browser, tmp_path: Path) -> None:
    record, claims = files.load()
    brief, _ = briefing.parse(record, claims, {})
    file = tmp_path / "briefing.html"
    file.write_bytes(html.page(brief, record, exports.stamp(record, "https://example.org/")))
    context = browser.new_context(
        offline=True, viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    figures = sum(exhibit.figure is not None for exhibit in brief.exhibits)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator("figure svg:visible").count() == figures, width
    context.close()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_the_one_file_page(
    browser: Browser, tmp_path: Path, mode: str, width: int
) -> None:
    file = tmp_path / "briefing.html"
    record, claims = files.load()
    brief, _ = briefing.parse(record, claims, {"note.spending-by-year": "A note."})
    file.write_bytes(html.page(brief, record, exports.stamp(record, "https://example.org/")))
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=mode, bypass_csp=True
    )  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
