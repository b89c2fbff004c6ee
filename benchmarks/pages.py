"""What the pages cost: `make bench`.

Prints the script time of each page, warm and first (goal: a median below 50 ms warm), the time from
start to the first healthy answer, the bytes each page brings to a new browser, and how many requests
leave the host (goal: 0). Everything runs on 127.0.0.1 and ends by itself.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from components import registry
from components.ui.streamlit_internals import filled
from tests.browser.chromium import find
from tests.browser.server import free_port, running

ROOT = Path(__file__).parents[1]
PAGES = {page.id: page.address for page in registry.PAGES if page.listed}
RUNS = 15


def script_times() -> None:
    """Milliseconds of one script run of each page in this process, by Streamlit's own test runner."""
    from streamlit.testing.v1 import AppTest

    print("\nscript time of a page, ms (in the frame, tables loaded)")
    print(f"{'page':<18}{'first':>8}{'median':>8}{'worst':>8}")
    for page in PAGES:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
        path = f"pages/{page}.py"
        start = time.perf_counter()
        app.switch_page(path).run()
        first = (time.perf_counter() - start) * 1000
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            app.run()
            times.append((time.perf_counter() - start) * 1000)
        print(f"{page:<18}{first:>8.0f}{statistics.median(times):>8.0f}{max(times):>8.0f}")


def start_times() -> None:
    """Seconds from starting the server to its first healthy answer."""
    times = []
    for _ in range(3):
        port = free_port()
        start = time.perf_counter()
        with running(port):
            times.append(time.perf_counter() - start)
    print(f"\nstart to first healthy answer: {statistics.median(times):.2f} s (median of {len(times)})")


def transfers() -> None:
    """Bytes, requests and requests off the host of each page in a new browser."""
    print(f"\n{'page':<18}{'MB':>8}{'requests':>10}{'off host':>10}{'ws kB':>8}{'charts s':>10}")
    with sync_playwright() as playwright, running(free_port()) as url:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for name, path in [("(warm-up)", ""), *PAGES.items()]:
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            figures = _opened(page, url, path)
            print(f"{name:<18}" + figures)
            page.context.close()
        browser.close()


def _opened(page: Page, url: str, path: str) -> str:
    requests: list[str] = []
    sizes: list[int] = []
    frames: list[int] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(len(data))))
    start = time.perf_counter()
    page.goto(f"{url}/{path}")
    page.wait_for_selector(filled("st(App)[st-state(script)=notRunning]"))
    if path not in ("claims", "method"):
        page.wait_for_selector(filled("st(VegaLiteChart) svg.marks, .drawn"))
    drawn = time.perf_counter() - start
    page.wait_for_timeout(2500)
    away = [r for r in requests if not r.startswith((url, "data:", "blob:"))]
    total = sum(sizes) / 1e6
    return f"{total:>8.2f}{len(requests):>10}{len(away):>10}{sum(frames) / 1000:>8.0f}{drawn:>10.2f}"


if __name__ == "__main__":
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT)
    print(f"commit {commit.stdout.strip()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    script_times()
    start_times()
    transfers()
