"""What a reader waits for, against the least that Streamlit can show: part of `make bench`.

    python -m benchmarks.browser [--runs 7] [--only cold,line,act,server,viewers,start,static] [--pages overview,spending]

All ratios come from one run, visits interleaved, medians over the runs. Peers (benchmarks/peers/): an empty
Streamlit app; a plain Streamlit page with two Altair charts and one selector; a hand-made page around one SVG.
Each figure stands beside its goal. Everything runs on 127.0.0.1 and ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as Late

from benchmarks.peers import static_page
from benchmarks.peers.visit import FLAGS, Target, Visit, visit
from benchmarks.scale import FAILURES, percentile, row
from components import registry
from components.claims import files
from components.exports import site as edition
from components.exports.site import assets
from components.topics import exhibits, overview
from deploy import local, nginx
from deploy.viewer import Viewer
from tests.browser.chromium import find

PEERS: Final = Path(__file__).parent / "peers"
CHARTS: Final = {"overview": len(overview.story(*files.load()).cards)} | {
    page.id: len(list(exhibits.of_page(*files.load(), page.id))) for page in registry.PAGES if page.topic
}
"""How many charts each page draws."""
CONTROLS: Final = {
    "spending": ("Prices", ("Constant", "Current")), "two_percent": ("Threshold", ("3%", "2%")),
    "force_model": ("Read the tiers as", ("A running total", "Added up")),
}  # fmt: skip
"""A control of a page and the options that are chosen in turn."""
GOALS: Final = {
    "overview": {"plain": 1.5, "deploy": 1.2, "line": 1.0}, "topic": {"plain": 1.75, "deploy": 1.45, "line": 1.2},
}  # fmt: skip
LARGEST: Final = 1.3
"""MB of a first visit."""
_PACE: Final = 4.0


def path(name: str) -> str:
    """The last part of a page's address."""
    return "" if name == "overview" else name


def cold(
    browser: Browser, targets: Sequence[Target], runs: int, *, line: bool = False, warm: bool = True
) -> dict[str, list[Visit]]:
    """A first and, if `warm`, a second visit to every target, interleaved, in alternating order."""
    seen: dict[str, list[Visit]] = {target.name: [] for target in targets}
    for at in range(runs):
        for target in targets if at % 2 == 0 else targets[::-1]:
            seen[target.name].append(
                _again_if_stuck(browser, target, warm=warm) if line else visit(browser, target, warm=warm)
            )
    return seen


def _again_if_stuck(browser: Browser, target: Target, *, warm: bool) -> Visit:
    """A visit over Chromium's emulated line, which now and then lets no byte through at all, whoever serves."""
    for _ in range(4):
        try:
            return visit(browser, target, line=True, warm=warm)
        except (TimeoutError, Late):
            print(f"  {target.name}: nothing came over the emulated line, visited again", flush=True)
    return visit(browser, target, line=True, warm=warm)


def show_cold(seen: dict[str, list[Visit]], *, line: bool) -> None:
    """Each target's medians, its paired ratio to the empty app, and what must be nought."""
    print(
        f"\ncold visit, then a warm one, {'20 Mbit/s, 20 ms' if line else 'bare loopback'}, medians of {len(seen['empty'])}; x = against the empty app"
    )
    print(f"  {'':<26}{'text ms':>9}{'charts ms':>10}{'x':>7}{'goal':>7}{'MB':>7}{'goal':>6}{'requests':>9}{'off host':>9}{'errors':>7}{'shift':>8}{'long ms':>8}{'warm: text':>11}{'charts':>8}{'x':>7}{'MB':>6}")  # fmt: skip
    for name, visits in seen.items():
        ratio = statistics.median(v.charts / e.charts for v, e in zip(visits, seen["empty"], strict=True))
        again = [(v.warm, e.warm) for v, e in zip(visits, seen["empty"], strict=True) if v.warm and e.warm]
        text, drawn, warmer, more = (
            statistics.median(values)
            for values in zip(
                *((v.text, v.charts, v.charts / e.charts, v.sent / 1e6) for v, e in again), strict=True
            )
        )
        page, _, how = name.partition(" ")
        goal = GOALS.get(page, GOALS["topic"] if page in CHARTS else {}).get("line" if line else how)
        middle = {
            key: statistics.median(getattr(v, key) for v in visits)
            for key in ("text", "charts", "long", "sent")
        }
        size = middle["sent"] / 1e6
        print(
            f"  {name:<26}{middle['text']:>9.0f}{middle['charts']:>10.0f}{ratio:>7.2f}{goal or '':>7}{size:>7.2f}"
            f"{LARGEST if how == 'deploy' else '':>6}{statistics.median(len(v.requests) for v in visits):>9.0f}"
            f"{max(len(v.away) for v in visits):>9}{max(len(v.errors) for v in visits):>7}{max(v.shift for v in visits):>8.3f}{middle['long']:>8.0f}"
            f"{text:>11.0f}{drawn:>8.0f}{warmer:>7.2f}{more:>6.2f}",
            flush=True,
        )
        if (
            goal
            and ratio > goal
            or max(v.shift for v in visits) > 0.02
            or any(v.errors or v.away for v in visits)
        ):
            print(
                f"    MISSED: {[m for v in visits for m in (*v.errors, *v.away)][:2] or ('ratio' if goal and ratio > goal else 'layout shift')}"
            )
        if any("lotly" in request for v in visits for request in v.requests):
            print("    MISSED: a script of Plotly was fetched")


def acts(browser: Browser, pairs: Sequence[tuple[Target, Target]], runs: int) -> None:
    """Pointerdown to changed charts, eight clicks to and fro a visit; each page beside a plain one with as many charts.

    The first click of a visit here also fetches the chart engine, which the plain page has had from the start.
    """
    seen: dict[str, list[float]] = {target.name: [] for pair in pairs for target in pair}
    first: dict[str, list[float]] = {target.name: [] for pair in pairs for target in pair}
    for _ in range(runs):
        for target in (target for pair in pairs for target in pair):
            clicks = visit(browser, target, acts=8).acts
            first[target.name].append(clicks[0])
            seen[target.name] += clicks[1:]
    print(f"\npointerdown to the last changed chart, ms ({runs} visits, 7 clicks each)")
    for ours, peer in pairs:
        for share, goal in ((0.5, 1.0), (0.95, None)):
            value, base = (percentile(seen[target.name], share) for target in (ours, peer))
            name = f"{ours.name}: p{share * 100:.0f} {value:.0f} ms, x {peer.name}"
            row(name, f"{value / base:.2f}", str(goal or ""), goal is None or value / base <= goal)
        value, base = (statistics.median(first[target.name]) for target in (ours, peer))
        name = f"{ours.name}: the first {value:.0f} ms, x {peer.name}"
        row(name, f"{value / base:.2f}", "2.0", value / base <= 2.0)


async def reruns(server: local.Server, peer: local.Server) -> None:
    """Server CPU of a rerun with a changed control (or none) on every topic page.

    The peer's stands above them: the goal is in milliseconds, and its cost tells how fast the machine is.
    """
    print("\nserver CPU of a rerun, ms (40 reruns)")
    row("plain Streamlit + Altair", f"{await _cost(peer, '', 'Fruit', ('Pears', 'Apples')):.1f}", "")
    for page in [name for name in CHARTS if name != "overview"]:
        label, options = CONTROLS.get(page, ("", ()))
        cost = await _cost(server, page, label, options)
        row(f"{page}{f' ({label})' if label else ''}", f"{cost:.1f}", "15", cost <= 15)


async def _cost(server: local.Server, page: str, label: str, options: Sequence[str]) -> float:
    async with Viewer(server.address, page=page) as viewer:
        await viewer.show()
        for at in (0, 1, 0, 1):
            await _again(viewer, label, options, at)
        before = server.cpu
        for at in range(40):
            await _again(viewer, label, options, at)
        return (server.cpu - before) / 40 * 1000


async def _again(viewer: Viewer, label: str, options: Sequence[str], at: int) -> None:
    await (viewer.choose(label, options[at % len(options)]) if label else viewer.show())


async def memory(server: local.Server, count: int = 100) -> None:
    """Memory after the first viewer, and for each further one."""
    viewers = [Viewer(server.address, page=path(name)) for name in list(CHARTS) * (count // len(CHARTS) + 1)][
        :count
    ]
    await viewers[0].connect()
    await viewers[0].show()
    first = server.memory
    for name in CHARTS:  # what is loaded once is no viewer's
        async with Viewer(server.address, page=path(name)) as viewer:
            await viewer.show()
    before = server.memory
    for viewer in viewers[1:]:
        await viewer.connect()
        await viewer.show()
    each = (server.memory - before) / (count - 1)
    print("\nmemory, MB")
    row("after the first viewer", f"{first:.0f}", "200", first <= 200)
    row("after every page was drawn", f"{before:.0f}", "")
    row(f"each of {count} connected viewers", f"{each:.3f}", "0.15", each <= 0.15)
    await asyncio.gather(*(viewer.close() for viewer in viewers))


async def sustained(
    server: local.Server, page: str, label: str, options: Sequence[str], steps: Sequence[int]
) -> int:
    """The most viewers, one action each four seconds, whose p95 stays below a second.

    Steps of a sixth or a fifth: of coarser ones the ratio to another page's would say little. A step that fails is
    tried once more: a machine that others share stands still for a second now and then.
    """
    async with Viewer(server.address, page=page) as first:  # what is drawn once for all is no viewer's
        await first.show()
        for option in options:
            await first.choose(label, option)
    viewers: list[Viewer] = []
    best = 0
    for count in steps:
        while len(viewers) < count:
            viewer = Viewer(server.address, page=page)
            await viewer.connect()
            await viewer.show()
            viewers.append(viewer)
        if not await _bear(viewers, label, options):
            for viewer in viewers:  # one that waited in vain would take the old answer for the new one
                await viewer.connect()
                await viewer.show()
            if not await _bear(viewers, label, options):
                break
        best = count
    await asyncio.gather(*(viewer.close() for viewer in viewers), return_exceptions=True)
    return best


async def _bear(viewers: Sequence[Viewer], label: str, options: Sequence[str]) -> bool:
    """Whether all of them were answered in time for twelve seconds."""
    took: list[float] = []
    begin = time.perf_counter()
    await asyncio.gather(*(_acting(v, label, options, begin + 12, took) for v in viewers))
    p95 = percentile(took, 0.95)
    row(f"  {len(viewers)} viewers: p95, s", f"{p95:.2f}", "1")
    return p95 < 1 and len(took) >= len(viewers) * 2


async def _acting(viewer: Viewer, label: str, options: Sequence[str], end: float, took: list[float]) -> None:
    await asyncio.sleep(random.uniform(0, _PACE))
    at = 0
    while (begin := time.perf_counter()) < end:
        try:
            await viewer.choose(label, options[at % 2], limit=10)
        except FAILURES:
            took.append(10.0)
            return
        at += 1
        took.append(time.perf_counter() - begin)
        await asyncio.sleep(max(0.0, begin + _PACE * random.uniform(0.9, 1.1) - time.perf_counter()))


async def start(script: Path) -> None:
    """The first visitor after a start against the second, for the overview."""
    firsts: list[float] = []
    seconds: list[float] = []
    starts: list[float] = []
    for _ in range(3):
        server = local.Server(script, base=local.BASE)
        begin = time.perf_counter()
        with local.servers(server):
            starts.append(time.perf_counter() - begin)
            for found in (firsts, seconds):
                begin = time.perf_counter()
                async with Viewer(server.address) as viewer:
                    await viewer.show()
                found.append(time.perf_counter() - begin)
    ratio = statistics.median(a / b for a, b in zip(firsts, seconds, strict=True))
    row(f"{script.name}: answers after, s", f"{statistics.median(starts):.2f}", "")
    row(f"{script.name}: first visitor, x second", f"{ratio:.2f}", "1.5", ratio <= 1.5)


def static(browser: Browser, address: str, pages: Sequence[str], runs: int) -> None:
    """Topic pages of the static edition against a hand-made page around the same drawing.

    More visits than elsewhere: a page is there in six frames, and one frame more or less is most of a difference.
    """
    print("\nstatic edition, from nginx")
    for name in [name for name in pages if name != "overview"]:
        both = [Target(where, f"{address}/{where}{name}/", 1) for where in ("", "peer/")]
        ours, hand = cold(browser, both, 3 * runs, warm=False).values()
        ratio = statistics.median(v.charts for v in ours) / statistics.median(v.charts for v in hand)
        size = compressed(f"{address}/{name}/") / 1000
        row(f"{name}: drawn, x hand-made page", f"{ratio:.2f}", "1.1", ratio <= 1.10)
        row(f"{name}: page compressed, kB", f"{size:.1f}", "40", size <= 40)
        row(
            f"{name}: layout shift",
            f"{max(v.shift for v in ours):.3f}",
            "0",
            not max(v.shift for v in ours),
        )
    page, file = rates(address, "/spending/", "/peer/same-size.html")
    ratio = statistics.median(a / b for a, b in zip(page, file, strict=True))
    row(
        "pages a second, x a file of that size",
        f"{ratio:.2f}",
        "0.9",
        ratio >= 0.9,
        note=f" ({statistics.median(page):.0f}, {statistics.median(file):.0f})",
    )


def static_files(folder: Path) -> None:
    """The static edition, and beside it the hand-made pages around the same drawings, in the same letters."""
    edition.write(folder, edition.of(*files.load()))
    for name in [name for name in CHARTS if name != "overview"]:
        text = (folder / name / "index.html").read_text(encoding="utf-8")
        drawing = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
        lettered = drawing.replace("<svg ", "<svg font-family='Source Sans, sans-serif' ")
        static_page.write(folder / "peer" / name, lettered, assets.faces("../../"))
    (folder / "peer/same-size.html").write_bytes((folder / "spending/index.html").read_bytes())


def compressed(url: str) -> int:
    """Bytes of the page as a browser is sent it."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br, gzip"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return len(answer.read())


def rates(address: str, *paths: str) -> list[list[float]]:
    """Requests a second for each path in 25 rounds, one connection each, interleaved: a round takes a tenth of a
    second, and what else this machine does in it is a fifth of the result."""
    found: list[list[float]] = [[] for _ in paths]
    for _ in range(25):
        for at, where in enumerate(paths):
            connection = HTTPConnection(address.removeprefix("http://"))
            begin = time.perf_counter()
            for _ in range(200):
                connection.request("GET", where, headers={"Accept-Encoding": "br, gzip"})
                connection.getresponse().read()
            found[at].append(200 / (time.perf_counter() - begin))
            connection.close()
    return found


def main() -> None:
    """Start everything, measure what was asked for, stop everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", default="cold,line,act,server,viewers,start,static")
    parser.add_argument("--pages", default=",".join(CHARTS))
    asked = parser.parse_args()
    local.orderly()
    parts, pages = set(asked.only.split(",")), asked.pages.split(",")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files_ = folder / "files"
        files_.mkdir()
        if "static" in parts:
            static_files(files_)
        else:
            (files_ / "robots.txt").write_text("User-agent: *\n", encoding="utf-8")
        behind = local.Server(base=local.BASE)
        plain = local.Server(local.ROOT / "app.py")
        empty, altair = (local.Server(PEERS / name / "app.py") for name in ("empty", "altair"))
        made = nginx.write(
            folder / "work", site=files_, listen=f"127.0.0.1:{local.free_port()}",
            replicas=[f"127.0.0.1:{behind.port}"], limits=nginx.Limits(1000, 1000, 1000),
        )  # fmt: skip
        stack.enter_context(local.servers(behind, plain, empty, altair))
        front = stack.enter_context(local.nginx(made))
        print(f"{'':<42}{'measured':>14}{'goal':>14}")
        if parts & {"cold", "line", "act", "static"}:
            playwright = stack.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
            stack.callback(browser.close)
            base = [Target("empty", empty.address), Target("altair", altair.address, 2, ("Pears", "Apples"))]
            ours = [Target(f"{n} deploy", f"{front}/{local.BASE}/{path(n)}", CHARTS[n]) for n in pages]
            theirs = [Target(f"{n} plain", f"{plain.address}/{path(n)}", CHARTS[n]) for n in pages]
            for target in (*base, *ours, *theirs):
                visit(browser, target)  # imports and caches of the servers are no reader's
            if "cold" in parts:
                show_cold(cold(browser, [*base, *theirs, *ours], asked.runs, line=False), line=False)
            if "line" in parts:
                show_cold(cold(browser, [*base, *ours], asked.runs, line=True), line=True)
            if "act" in parts:
                clicked = [
                    (
                        Target(n, f"{front}/{local.BASE}/{n}", CHARTS[n], CONTROLS[n][1]),
                        Target(
                            f"plain {CHARTS[n]}",
                            f"{altair.address}/?charts={CHARTS[n]}",
                            CHARTS[n],
                            ("Pears", "Apples"),
                        ),
                    )
                    for n in pages
                    if n in CONTROLS
                ]
                acts(browser, clicked, asked.runs)
            if "static" in parts:
                static(browser, front, pages, asked.runs)
        with ThreadPoolExecutor(1) as pool:  # the browser has taken this thread's loop
            pool.submit(asyncio.run, without_browser(parts, altair)).result()


async def without_browser(parts: set[str], altair: local.Server) -> None:
    """What is asked over the socket."""
    if parts & {"server", "viewers"}:
        await both(parts, altair)
    if "start" in parts:
        print("\nstart")
        for name in ("serve.py", "app.py"):
            await start(local.ROOT / name)


async def both(parts: set[str], altair: local.Server) -> None:
    """Memory, reruns and viewers of one process of the dashboard, beside the plain page's."""
    if "server" in parts:
        plain = local.Server(local.ROOT / "app.py")  # which has drawn no page before the first viewer comes
        with local.servers(plain):
            await memory(plain)
    server = local.Server(base=local.BASE)
    with local.servers(server):
        if "server" in parts:
            await reruns(server, altair)
        if "viewers" in parts:
            print("\nviewers of one process, one action each 4 s, p95 below a second")
            ours = await sustained(
                server, "spending", *CONTROLS["spending"], (100, 120, 140, 160, 190, 220, 260, 300, 350)
            )
            peers = await sustained(
                altair, "", "Fruit", ("Pears", "Apples"), (8, 10, 12, 14, 17, 20, 24, 28, 33, 40, 48, 60)
            )
            row("dashboard, plain Streamlit + Altair", f"{ours}, {peers}", "")
            ratio = ours / peers if peers else float("inf")
            row("viewers, x the plain page", f"{ratio:.1f}", "8", ratio >= 8)


if __name__ == "__main__":
    main()
