"""A fault in any room takes one part of a page with it: a sentence with a number that is in the log, all else is there.

    FAULTS=12 python -m pytest tests/faults/test_rooms.py -s

breaks each page at twelve calls of each room; without it at two.
"""

from __future__ import annotations

import os
import re
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from components import registry
from components.claims import files
from tests.browser.server import PATIENCE, ROOT
from tests.faults.broken import ROOMS, Calls, Fault, put_in
from tests.pages.test_pages import charts, drawn

PLACES = int(os.environ.get("FAULTS", "2"))
FIGURES = {
    "overview": "every-claim-every-reading",
    "spending": "spending-by-year",
    "two_percent": "allies-at-threshold-by-year",
    "force_model": "force-model-steps",
    "commitments": "assistance-by-period",
    "casualty_figures": "casualties-published",
    "data": "count-of-2020-by-edition",
    "readings": "readings-of-spending_increase",
}
"""A figure of each page whose "Link, cite" is open, so that the page asks for exports."""
PAGES = tuple(page.id for page in registry.PAGES)
SENTENCE = re.compile(r"This part could not be shown\. Reference ([0-9a-f]{8})\.")


def opened_alone(page: str) -> AppTest:
    """The page in the frame, with nothing put in."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE)
    app.switch_page(f"pages/{page}.py")
    return app.run()


def opened(page: str, fault: Fault | Calls) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE)
    app.switch_page(f"pages/{page}.py")
    if page in FIGURES:
        app.session_state[f"take-{FIGURES[page]}"] = "Link, cite"
    if page == "embed":
        app.query_params["figure"] = "spending-by-year"
    with put_in(fault):
        return app.run()


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def figures(app: AppTest) -> list[object]:
    """The charts of a page, live or drawn ahead."""
    return [*charts(app), *drawn(app)]


def words(app: AppTest) -> str:
    return re.sub(r"<[^>]+>|\s", "", html(app))


@cache
def whole(page: str) -> tuple[AppTest, dict[str, int]]:
    """The page with nothing broken, and how often it calls each room."""
    opened(page, Fault("ui"))  # what is read once in a process's life is read
    calls = Calls()
    app = opened(page, calls)
    assert "could not be shown" not in html(app) and not app.exception
    return app, {room: fault.calls for room, fault in calls.rooms.items()}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("page", PAGES)
def test_a_fault_in_a_room_takes_one_part_of_a_page(
    page: str, room: str, caplog: pytest.LogCaptureFixture
) -> None:
    healthy, calls = whole(page)
    for at in sorted({1 + calls[room] * place // PLACES for place in range(PLACES)} if calls[room] else ()):
        caplog.clear()
        fault = Fault(room, at)
        app = opened(page, fault)
        body, log = html(app), caplog.text
        numbers = SENTENCE.findall(body)
        print(f"{page}, {room}, call {at} of {calls[room]}: {fault.where}; {len(figures(app))} charts")
        assert fault.where and not app.exception
        if words(app) == words(healthy):
            continue  # the part was made once more, and is whole: this fault comes but once
        if fault.where.endswith("frame.py:footer"):
            assert numbers
        else:
            assert "<footer>" in body
        if room == "charts":
            assert len(figures(app)) >= len(figures(healthy)) - 1
            assert body.count("<blockquote") == html(healthy).count("<blockquote")
            assert body.count("class='findings'") == html(healthy).count("class='findings'")
        assert page == "embed" or body.count("<h1>") == 1
        assert "secret of" in log and "Traceback (most recent call last)" in log
        assert "secret of" not in body and "Traceback" not in body
        assert len(numbers) == 1 or "the footer has no edition" in log
        assert all(f"reference {number}" in log for number in numbers)


@pytest.mark.parametrize("page", PAGES)
def test_data_that_cannot_be_read_at_all_leave_the_title_and_the_footer(
    page: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise OSError("secret of the disk")

    monkeypatch.setattr(files, "load", broken)
    app = opened_alone(page)
    body = html(app)
    assert not app.exception and "<h1>" in body and "<footer>" in body
    (number,) = SENTENCE.findall(body)
    assert f"reference {number}" in caplog.text and "secret of the disk" in caplog.text
    assert "secret" not in body


def test_stopping_and_running_again_are_no_faults() -> None:
    def script() -> None:
        import streamlit as st

        from components.ui import faults

        with faults.boundary():
            if "again" not in st.session_state:
                st.session_state["again"] = True
                st.rerun()
            st.stop()

    app = AppTest.from_function(script).run()
    assert app.session_state["again"] and not app.exception and "could not be shown" not in html(app)
