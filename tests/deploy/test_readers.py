"""What readers notice of the front: icons are drawn, and a replica that is back serves them at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from playwright.sync_api import Browser

from components.ui.streamlit_internals import filled
from deploy import local
from deploy.viewer import Viewer
from tests.browser.conftest import IDLE
from tests.deploy.conftest import ran


def test_an_icon_is_drawn_and_not_written(browser: Browser, front: str) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
    page.goto(f"{front}/live/spending")
    page.wait_for_selector(IDLE, timeout=30_000)
    page.evaluate("document.fonts.ready")
    icons = page.locator(filled("st(IconMaterial)")).locator("visible=true")
    icons.first.wait_for()
    drawn = icons.evaluate_all("all => all.map(e => [e.textContent, e.scrollWidth, e.scrollHeight])")
    assert drawn and [name for name, width, height in drawn if width > 1.5 * height] == []
    page.context.close()


def test_a_replica_that_is_back_takes_all_its_readers_at_once(
    front: str, replicas: Sequence[local.Server]
) -> None:
    async def titles() -> list[str]:
        async def one(at: int) -> str:
            async with Viewer(
                f"{front}/live", page="claims", headers=[("Cookie", f"replica=r{at}")]
            ) as viewer:
                return (await viewer.show()).title

        return await asyncio.gather(*(one(at) for at in range(6)))

    first, second = replicas
    first.stop()
    assert all(ran(titles())), "the other replica serves everybody"
    first.start()
    second.stop()
    try:
        assert all(ran(titles())), "the one that is back serves everybody, though it was found away before"
    finally:
        second.start()
