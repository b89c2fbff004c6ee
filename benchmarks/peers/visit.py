"""A new browser's visit to a page, and its second: what it waits for, what it is sent, what moves, what a click takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from components.ui.streamlit_internals import filled

WATCH = filled(Path(__file__).with_name("watch.js").read_text(encoding="utf-8"))
LINE = {"offline": False, "latency": 20, "downloadThroughput": 20e6 / 8, "uploadThroughput": 5e6 / 8}
"""20 Mbit/s down, 20 ms, as Chromium emulates a line."""
FLAGS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
"""Whatever a page asks for, nothing leaves this machine."""


@dataclass(frozen=True)
class Target:
    """A page to visit: its name, address, how many charts it draws, and what is clicked in turn."""

    name: str
    url: str
    charts: int = 0
    clicks: tuple[str, ...] = ()


@dataclass
class Visit:
    """Milliseconds to the title and to all charts, and what else was seen."""

    text: float = 0
    charts: float = 0
    shift: float = 0
    long: float = 0
    requests: list[str] = field(default_factory=list)
    sent: float = 0
    errors: list[str] = field(default_factory=list)
    acts: list[float] = field(default_factory=list)
    warm: Visit | None = None
    """The second visit of the same browser, if there was one."""

    @property
    def away(self) -> list[str]:
        """Requests off the host."""
        return [
            r
            for r in self.requests
            if not r.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
        ]


def visit(
    browser: Browser, target: Target, *, line: bool = False, acts: int = 0, warm: bool = False
) -> Visit:
    """Open the target in a new context (nothing cached); click `acts` times, or come a second time if `warm`."""
    with browser.new_context(viewport={"width": 1440, "height": 1600}) as context:
        page, seen = _opened(context, target, line=line)
        for at in range(acts):
            seen.acts.append(_act(page, target.clicks[at % len(target.clicks)]))
        if warm:
            page.close()
            _, seen.warm = _opened(context, target, line=line)
    return seen


def _opened(context: BrowserContext, target: Target, *, line: bool) -> tuple[Page, Visit]:
    page = context.new_page()
    seen = Visit()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda e: _add(seen, e["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived", lambda e: _add(seen, len(e["response"]["payloadData"]) * 0.75)
    )
    if line:
        session.send("Network.emulateNetworkConditions", LINE)
    page.add_init_script(f"window.wanted = {target.charts};\n{WATCH}")
    page.goto(target.url, wait_until="commit")
    _until(page, "seen.charts !== null", 15 if line else 40)
    page.wait_for_timeout(700)
    found = page.evaluate("seen")
    seen.text, seen.charts, seen.shift, seen.long = (
        found[key] for key in ("text", "charts", "shift", "long")
    )
    return page, seen


def _add(seen: Visit, size: float) -> None:
    seen.sent += size


def _until(page: Page, condition: str, limit: float) -> None:
    """Wait without evaluating text as code, which a strict policy refuses."""
    for _ in range(int(limit * 20)):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise TimeoutError(f"{page.url}: not {condition} in {limit} s")


def _act(page: Page, words: str) -> float:
    """Milliseconds from pointerdown on the option `words` to the last chart that changes."""
    page.evaluate("arm()")
    page.locator(filled("st(Radio) label, st(ButtonGroup) button")).get_by_text(words, exact=True).locator("visible=true").first.click()  # fmt: skip
    _until(page, "seen.act.quiet !== null", 20)
    return float(page.evaluate("seen.act.last"))
