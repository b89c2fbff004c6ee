"""Hostile text in every text of the data, in a real browser: it is read letter for letter, and does nothing.

    HOSTILE_COPIES=8 python -m pytest tests/browser/test_hostile_text.py -s

puts all payloads into every field and opens every claim; without it one copy goes round every page and table.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from components import registry
from components.claims import files
from components.tables import descriptors
from components.ui.streamlit_internals import filled
from tests.browser.conftest import IDLE, still
from tests.browser.server import free_port, running
from tests.exports.hostile import PAYLOADS
from tests.hostile_data import MARK, Marks, copy_of

COPIES = int(os.environ.get("HOSTILE_COPIES", "1"))
CLAIMS = sorted(claim.id for claim in files.load()[1])
SOME = (
    "spending_increase",
    "gaza_40000",
    "every_inch_words",
    "all_leaders_crisis",
    "atacms_april",
    "finland_sweden",
)
COMPARED = {"claims.quote", "claims.words", "record.transcripts.words"}
"""Shown word by word, without punctuation, where the article is compared with the transcript."""
HTML = {
    "a", "b", "blockquote", "br", "caption", "del", "details", "div", "footer", "h1", "h2", "h3", "hr", "i", "ins", "li", "nav",
    "ol", "p", "q", "span", "style", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
"""The elements of our own templates."""
READ = filled("""() => {
  const words = [], links = [], tags = new Set(), marked = [];
  const walk = node => {
    if (node.nodeType === Node.TEXT_NODE) { words.push(node.data); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE"].includes(node.tagName)) return;
    for (const name of ["aria-label", "alt", "title", "placeholder"])
      if (node.hasAttribute(name)) marked.push(node.getAttribute(name));
    if (node.value && node.matches("input,textarea")) marked.push(node.value);
    if (node.tagName === "A" && node.hasAttribute("href")) links.push(node.href);
    if (node.closest("st(Html)") && node.dataset.testid !== "stHtml") tags.add(node.tagName.toLowerCase());
    if (node.shadowRoot) [...node.shadowRoot.childNodes].forEach(walk);
    [...node.childNodes].forEach(walk);
  };
  walk(document.body);
  return { text: [words.join(""), ...marked].join("\\u0000"), links, tags: [...tags],
    ran: window.ran || 0, images: [...document.querySelectorAll("st(Main) :is(img,iframe,object,embed,script)")]
      .filter(one => !one.textContent.startsWith("if (!window.againstTheRecord)")).length };  // but the frame's own script
}""")


def addresses(claims: Sequence[str]) -> list[str]:
    """Every page, every table, and these claims."""
    pages = [page.address for page in registry.PAGES if page.listed and page.id != "data"]
    pages += ["briefing?present=yes", "embed?figure=commitments-timeline", "readings?claim=allies_2024"]
    pages += [f"data?table={name}" for name in descriptors.read()]
    return [*pages, *(f"claims?claim={claim}" for claim in claims)]  # fmt: skip


def bare(words: str) -> str:
    """Without white space, capitals, and the joiner that keeps a label from being read as Markdown."""
    return re.sub(r"[\s\u2060\u0000]+", "", words).casefold()


def misread(text: str, marks: Marks) -> tuple[set[str], list[str]]:
    """The marks that were read letter for letter, and those before which another text stands than was put there."""
    seen, compared, wrong = set(), set(), []
    text = bare(text)
    for found in MARK.finditer(text):
        mark = found[0]
        payload = marks.payload[mark]
        if marks.where[mark] == "record.people.name":  # of a person the register shows the last word
            payload = (payload.split() or [""])[-1]
        before = text[: found.start()]
        exact = before.endswith(bare(payload))
        seen |= {mark} if exact else set()
        if not exact and marks.where[mark] in COMPARED:
            compared.add(mark)
        elif not exact:
            wrong.append(f"{marks.where[mark]}: {payload!r} reads {before[-len(payload) - 5 :]!r}")
    quoted = {mark for mark in compared if marks.where[mark] != "record.transcripts.words"}
    wrong += [f"{marks.where[mark]}: compared, and not quoted" for mark in quoted - seen]
    return seen, wrong


@pytest.fixture
def quiet(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page that notes every request and every script that data could have started."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(
        "window.alert = window.prompt = window.confirm = () => { window.ran = (window.ran || 0) + 1; }"
    )
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    yield page, asked
    context.close()


def harmless(page: Page, asked: list[str], url: str) -> str:
    """The page's text; nothing ran, nothing was asked of another host, no link and no image came from data."""
    read = page.evaluate(READ)
    assert read["ran"] == 0 and read["images"] == 0
    assert [a for a in asked if not a.startswith((url, "data:", "blob:"))] == []
    assert [a for a in read["links"] if not a.startswith(f"{url}/") or MARK.search(a) or "invalid" in a] == []
    assert set(read["tags"]) <= HTML
    assert "Traceback" not in read["text"] and "could not be shown" not in read["text"]
    return str(read["text"])


@pytest.mark.parametrize("copy", range(COPIES))
def test_what_the_data_say_is_read_letter_for_letter_on_every_page(
    copy: int, quiet: tuple[Page, list[str]], tmp_path: Path
) -> None:
    page, asked = quiet
    marks = copy_of(tmp_path / "copy", copy)
    seen: dict[str, set[str]] = {}
    wrong: list[str] = []
    with running(free_port(), tmp_path / "copy") as url:
        for address in addresses(CLAIMS[copy::COPIES] if COPIES > 1 else SOME):
            page.goto(f"{url}/{address}")
            page.wait_for_selector(IDLE)
            page.wait_for_selector(filled("st(Main)"), state="visible")
            still(page)
            for _ in range(
                2 if "present=yes" in address else 0
            ):  # past the title, to a quotation and its figure
                page.keyboard.press("ArrowRight")
            seen[address], misreadings = misread(harmless(page, asked, url), marks)
            wrong += [f"{address}: {words}" for words in misreadings]
    assert wrong == [], "\n".join(wrong)
    found = set().union(*seen.values())
    fields = {marks.where[mark] for mark in found}
    pairs = {(marks.where[mark], marks.payload[mark]) for mark in found}
    print(
        f"copy {copy}: {len(seen)} addresses, {sum(map(len, seen.values()))} texts read, {len(fields)} fields, "
        f"{len(pairs)} pairs of field and payload, {len({p for _, p in pairs})} payloads; not on a page: "
        f"{sorted(set(marks.where.values()) - fields)}"
    )
    assert [address for address in seen if not seen[address]] == [], "pages without hostile text"


def test_data_that_are_refused_are_listed_as_text(quiet: tuple[Page, list[str]], tmp_path: Path) -> None:
    page, asked = quiet
    copy_of(tmp_path / "copy", 0)
    table = tmp_path / "copy/data/record/nato_expenditure.csv"
    with table.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    for row, payload in zip(rows, PAYLOADS, strict=False):
        row[head.index("value")] = payload
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    with running(free_port(), tmp_path / "copy") as url:
        page.goto(f"{url}/spending")
        page.wait_for_selector(filled("st(Html) h1"))
        page.wait_for_selector(IDLE)
        read = page.evaluate(READ)
        text = bare(read["text"])
        assert "thedatacannotbeshown" in text
        assert [payload for payload in PAYLOADS if bare(repr(payload[:60])) not in text] == []
        assert read["ran"] == 0 and read["images"] == 0 and set(read["tags"]) <= HTML
        assert [a for a in read["links"] if not a.startswith(f"{url}/")] == []
        assert [a for a in asked if not a.startswith((url, "data:", "blob:"))] == []
