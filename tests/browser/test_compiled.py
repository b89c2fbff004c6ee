"""A chart compiled ahead looks as if the browser had compiled it: each one, wide and narrow, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import opened
from tests.browser.server import ROOT, free_port, running

BOTH = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import streamlit as st
from components.exports import compiled, wire
for figure in compiled.figures():
    for name, spec in (("ahead", compiled.ready(figure)), ("here", wire.folded(figure.spec))):
        with st.container(key=f"{{name}}-{{figure.id}}"):
            st.vega_lite_chart(spec, width="stretch", alt=figure.caption.says, key=f"chart-{{name}}-{{figure.id}}")
"""
"""Every chart twice, as a page of Streamlit with the dashboard's theme."""
CHARTS = 17


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("both")
    (folder / "app.py").write_text(BOTH, encoding="utf-8")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit/config.toml").write_text((ROOT / ".streamlit/config.toml").read_text())
    with running(free_port(), folder) as url:
        yield url


def drawings(page: Page, name: str) -> dict[str, str]:
    """Each chart's SVG by the figure, without what tells two drawings apart that look the same."""
    found: dict[str, str] = page.evaluate(
        "name => Object.fromEntries([...document.querySelectorAll(`[class*='st-key-${name}-']`)].map("
        "place => [/st-key-\\w+-([\\w-]+)/.exec(place.className)[1], place.querySelector('svg.marks')?.outerHTML ?? '']))",
        name,
    )
    return {figure: _named_anew(svg) for figure, svg in found.items()}


def _named_anew(svg: str) -> str:
    svg = re.sub(r"(clip|gradient_)\d+", r"\1", svg)
    return re.sub(r'fill="[^"]*" fill-opacity="0"', 'fill-opacity="0"', svg)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_drawing_is_the_same(browser: Browser, both: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    opened(page, both, charts=2 * CHARTS)
    ahead, here = drawings(page, "ahead"), drawings(page, "here")
    page.close()
    assert len(ahead) == CHARTS and ahead.keys() == here.keys()
    assert all("<path" in svg and "<text" in svg for svg in ahead.values())
    assert [figure for figure in ahead if ahead[figure] != here[figure]] == []
