"""Addresses on the pages: every published one shows the view it names, and no other breaks a page or is repeated on it."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from components.exports.site.place import PAGES
from components.topics import briefing, exhibits
from tests.addresses import CLAIMS, CONTROLS, RECORD, REFUSED, TAKEN, count, drawn, published, read, unlisted
from tests.pages.test_pages import ROOT, TIMEOUT, html

LINES = (*published(), *unlisted())
FIRST = {line.partition("?")[0]: line for line in reversed(LINES)}.values()
"""One address of each page."""
GONE_WRONG = ("could not be shown", "Traceback", "cannot be shown", "Error")


def alone(page: str, query: str) -> AppTest:
    """The page as a reader who follows a link gets it; without the frame, so that nothing holds an exception back."""
    app = AppTest.from_file(ROOT / _file(page), default_timeout=TIMEOUT)
    asked(app, query)
    return app.run()


def asked(app: AppTest, query: str) -> None:
    for key, values in parse_qs(query, keep_blank_values=True).items():
        app.query_params[key] = values


def _file(page: str) -> str:
    return f"pages/{page.strip('/') or 'overview'}.py"


def notes(app: AppTest) -> list[str]:
    """What the page says in boxes: of an address that is in order, nothing."""
    return [element.value for kind in (app.info, app.warning, app.error) for element in kind]


def shown(app: AppTest) -> str:
    """Every text and drawing of a page but what stands in boxes the reader types into."""
    parts = [str(element.proto) for element in app.main if element.type not in ("text_input", "text_area")]
    return "\n".join([html(app), *notes(app), *parts])


@pytest.mark.parametrize(
    "line", [pytest.param(line, marks=() if line in FIRST else pytest.mark.full) for line in LINES]
)
def test_a_published_address_shows_the_view_it_names(line: str) -> None:
    page, _, query = line.partition("?")
    choices = read(query)
    app = alone(page, query)
    body = html(app)
    assert not app.exception and not any(words in body for words in GONE_WRONG)
    assert notes(app) == [], "an address in order needs no notice"
    title = body.partition("<h1")[2].partition("</h1>")[0]
    if page == "embed":
        embedded(app, body, choices)
    elif page == "briefing":
        composed(app, choices)
    elif "claim" in choices and page == "claims":
        assert f"({choices['claim']})" in body and "The test" in body
    else:
        assert PAGES.get(page, "") in title
        assert {key: app.query_params[key] for key in choices if key in app.query_params} == choices, (
            "a choice gave way"
        )
        for place in ("wide", "phone"):
            if place == "phone" and page in CONTROLS:  # what is folded on a phone is sent once it is opened
                for part in ("", "-table"):
                    app.session_state[f"controls-phone-{page}{part}"] = True
                app.run()
            boxes = {box.key: box.value for kind in (app.selectbox, app.segmented_control) for box in kind}
            for control in CONTROLS.get(page, ()):
                if page == "data" and control.key == "year" and choices.get("ally", "all") != "all":
                    continue  # one Ally stands in every year at once: no year is chosen
                assert boxes[f"{page}-{control.key}-{place}"] == choices.get(control.key, control.default)


def embedded(app: AppTest, body: str, choices: dict[str, str]) -> None:
    """A frame shows its figure under its choices; one of no figure says so."""
    if "figure" not in choices:
        assert "a figure that is not held" in body
        return
    figure = exhibits.find(RECORD, CLAIMS, choices["figure"], choices).figure
    charts = app.get("vega_lite_chart")
    assert figure is not None and [chart.proto.alt for chart in charts] == [figure.caption.says]


def composed(app: AppTest, choices: dict[str, str]) -> None:
    """A briefing has the spreads it names, in order, under their choices, with title and notes."""
    if choices.get("present"):
        assert len(app.get("bidi_component")) == 1
        return
    items = choices["show"].split() if "show" in choices else list(briefing.DEFAULT)
    kept = app.query_params["show"] if choices else items  # opened by its name alone it keeps its address
    kept = kept if isinstance(kept, list) else [kept]
    kept = " ".join(kept).split()
    assert [item.split("~")[0] for item in kept] == [item.split("~")[0] for item in items]
    assert all(set(item.split("~")) <= set(now.split("~")) for item, now in zip(items, kept, strict=True))
    assert app.text_input(key="briefing-title").value == choices.get("title", briefing.default_title(RECORD))
    for key, text in choices.items():
        if key.startswith("note."):
            assert app.query_params[key] in (text, [text])
    buttons = [button.key or "" for button in app.button]
    assert [key for key in buttons if key.removeprefix("briefing-") in exhibits.names(RECORD, CLAIMS)] == [
        f"briefing-{item.split('~')[0]}" for item in items
    ]


@pytest.mark.full
def test_no_address_breaks_a_page_or_is_repeated_on_it(caplog: pytest.LogCaptureFixture) -> None:
    wanted = count(100, 2_000)
    refused = 0
    for page, query in drawn(wanted):
        caplog.clear()
        app = alone(page, query)
        text = shown(app)
        assert not app.exception, (page, query)
        assert [words for words in GONE_WRONG if words in html(app)] == [], (page, query)
        assert "<h1" in html(app) or page == "embed" or read(query).get("present"), (page, query)
        assert REFUSED not in text, (page, query)
        presented = page == "briefing" and read(query).get("present") == "yes"
        assert presented or TAKEN not in text, (page, query)
        assert [r.message for r in caplog.records if r.levelno >= logging.ERROR] == [], (page, query)
        refused += bool(notes(app))
    print(f"{wanted} addresses: 0 exceptions, 0 tracebacks, 0 repeated; {refused} were told what was refused")
    assert refused > wanted / 10
