"""Which tests are quick, and one browser for all of a process that need one: a second could not be started beside it.

`make test` runs every test without the marker `full`, `make test-all` the others after them. A folder of `FULL` starts
servers and browsers, or asks everything of everything: all of it is full but what is marked `quick` there. Elsewhere a
test is quick unless it is marked `full`. Both commands use all cores, a file at a time (`--dist loadfile`): what a file
makes once, or changes in its process, no other file sees at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from components.delivery import ahead
from tests.browser.chromium import find

FULL: Final = ("browser", "deploy", "faults")
"""Folders that are left to `make test-all`."""
PATIENCE: Final = 60_000
"""Milliseconds after which what a browser test waits for will not come, however busy the machine is."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(here).parts[0]
        if folder in FULL and not item.get_closest_marker("quick"):
            item.add_marker("full")


@pytest.fixture(autouse=True)
def nothing_is_drawn_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page in this process shows live charts, whatever was shown before it; tests of drawings have them made."""
    monkeypatch.setattr(ahead, "start", lambda: None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    assert path, "no Chromium: run `make test`, which installs one or says how"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()
