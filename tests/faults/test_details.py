"""No traceback reaches a reader, whatever the server is told to show: in a real browser, with a server that shows all.

Streamlit Community Cloud sets `client.showErrorDetails` to `false`, which Streamlit reads as "type and traceback";
`full` shows the message too. The dashboard sets it back to `none` before anything of its own can fail.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from components.ui.streamlit_internals import filled
from tests.browser.conftest import IDLE, still
from tests.faults.server import appended, copied, logged

SECRET = "raise RuntimeError('secret of the house')"
TELLING = re.compile(r"Traceback|File &quot;|File \"|secret of|RuntimeError|SyntaxError|site-packages")
SENTENCE = re.compile(r"This part could not be shown\. Reference ([0-9a-f]{8})\.")


def shown(page: Page, address: str) -> str:
    """The page's source when its script has ended."""
    page.goto(address)
    page.wait_for_selector(filled("st(Html) .doc, st(Exception)"))
    page.wait_for_selector(IDLE)
    still(page)
    source = page.content()
    assert not TELLING.search(source)
    return source


def logged_numbers(log: Path) -> set[str]:
    return set(re.findall(r"reference ([0-9a-f]{8})", log.read_text(encoding="utf-8")))


@pytest.mark.parametrize("details", ["full", "false"])
def test_parts_that_fail_say_one_sentence_each_and_the_rest_of_the_page_is_there(
    page: Page, tmp_path: Path, details: str
) -> None:
    folder, log = copied(tmp_path / "copy"), tmp_path / "log"
    appended(folder / "components/charts/waterfall.py", f"def figure(*_, **__):\n    {SECRET}")
    appended(folder / "components/exports/citations.py", f"def of(*_, **__):\n    {SECRET}")
    appended(folder / "components/topics/register.py", f"def entries(*_, **__):\n    {SECRET}")
    appended(folder / "pages/method.py", "def (")
    with logged(folder, log, {"STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": details}) as url:
        source = shown(page, f"{url}/spending")
        numbers = SENTENCE.findall(source)
        assert len(numbers) == 1 and "<h1" in source and "<footer>" in source and "<blockquote" in source
        expect(page.locator(filled("st(VegaLiteChart) svg.marks, .drawn")).first).to_be_visible()
        expect(page.locator(filled("st(TopNavLink)")).first).to_be_visible()
        page.locator(".st-key-take-spending-by-year").get_by_text("Link, cite").click()
        expect(page.locator("[class*=st-key-taken-] .failed")).to_be_visible()
        numbers += SENTENCE.findall(page.locator("[class*=st-key-taken-]").inner_html())
        for address, title in (("claims", "Claims"), ("method", "Method")):
            source = shown(page, f"{url}/{address}")
            assert re.search(rf"<h1[^>]*>{title}", source) and "<footer>" in source
            numbers += SENTENCE.findall(source)
        assert len(numbers) == 4 and set(numbers) <= logged_numbers(log)
    written = log.read_text(encoding="utf-8")
    assert written.count("RuntimeError: secret of the house") >= 3 and "SyntaxError" in written


@pytest.mark.parametrize(
    ("file", "code"),
    [("app.py", SECRET), ("components/ui/frame.py", SECRET), ("components/theme.py", SECRET)],
)
def test_a_fault_outside_every_part_shows_no_traceback_either(
    page: Page, tmp_path: Path, file: str, code: str
) -> None:
    folder, log = copied(tmp_path / "copy"), tmp_path / "log"
    appended(folder / file, code)
    with logged(folder, log, {"STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": "full"}) as url:
        shown(page, f"{url}/spending")  # a deep link as the first request: the page is run without `app.py`
        source = shown(page, url)
        assert "could not be shown" in source or "error message is redacted" in source
        if file != "app.py":
            (number,) = SENTENCE.findall(source)
            assert number in logged_numbers(log)
    assert "secret of the house" in log.read_text(encoding="utf-8")
