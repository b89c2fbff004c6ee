"""Odd addresses in a real browser: the page stands, nothing refused is repeated, and the server's log has no traceback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.addresses import REFUSED, TAKEN, count, drawn, read
from tests.browser.conftest import IDLE
from tests.browser.logged import Logged, logged

LONGEST = 6_000
"""Characters of a query string that a browser test asks for: servers and proxies refuse much longer ones."""
SEEN = (
    "() => { const seen = document.documentElement.cloneNode(true); "
    "seen.querySelectorAll('input, textarea, script').forEach(e => e.remove()); return seen.outerHTML; }"
)
"""All of the page, attributes too, but the boxes the reader types into."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logged]:
    with logged(tmp_path_factory.mktemp("addresses")) as found:
        yield found


def test_no_address_breaks_a_page_in_a_browser_or_is_repeated_on_it(browser: Browser, server: Logged) -> None:
    wanted = count(24, 300)
    asked = list(dict.fromkeys((name, query[:LONGEST]) for name, query in drawn(wanted * 2)))[:wanted]
    assert len(asked) == wanted
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    for name, query in asked:
        page = context.new_page()
        failed: list[str] = []
        page.on("pageerror", lambda error, failed=failed: failed.append(str(error)))
        page.on("dialog", lambda dialog, failed=failed: failed.append(dialog.message))
        page.goto(f"{server.url}/{name}?{query}")
        page.wait_for_selector(IDLE)
        presented = name == "briefing" and read(query).get("present") == "yes"
        if name != "embed":
            page.locator("h1, .stage").first.wait_for()
        seen = page.evaluate(SEEN)
        page.close()
        assert "Traceback" not in seen and "could not be shown" not in seen, (name, query)
        assert REFUSED not in seen, (name, query)
        assert presented or TAKEN not in seen, (name, query)
        assert failed == [], (name, query)
    context.close()
    said = server.said
    assert "Traceback" not in said and "Error" not in said and REFUSED not in said
    print(f"{len(asked)} addresses in a browser: 0 tracebacks on the page, 0 in the log, 0 repeated")
