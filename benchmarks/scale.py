"""Many readers, replicas that die, replicas that are replaced: `make scale`.

    python -m benchmarks.scale [--viewers 60] [--replicas 3] [--soak 300]

Starts nginx (deploy/) and replicas of the app on 127.0.0.1 and prints: how many of the viewers are back on the
same view after one replica is killed, and how soon; the longest that any viewer is without a page while every
replica is replaced; what a soak of viewers who come and go leaves in the server's memory. Everything ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import math
import signal
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from deploy import local, nginx
from deploy.viewer import NotShown, Viewer

VIEWS = (
    ("", ""), ("spending", "prices=constant"), ("two_percent", "threshold=3"), ("force_model", "tiers=added"),
    ("commitments", ""), ("casualty_figures", ""), ("claims", "claim=every_inch_words"), ("readings", "claim=allies_2024"),
)  # fmt: skip
"""What the viewers look at: pages, some under a choice that is not the default."""
GOALS = {"back": 5.0, "without": 5.0, "growth": 5.0}
"""Seconds, seconds, per cent."""
FAILURES = (NotShown, OSError, TimeoutError, WebSocketException)
_BEAT = 1.0
"""Seconds between two looks of one viewer, in which a lost socket also shows."""
_PATIENCE = 30.0


@dataclass
class Seat:
    """One connected viewer: the view that was opened, and each time it was away from it."""

    viewer: Viewer
    words: tuple[str, str, tuple[str, ...]] = ("", "", ())
    gaps: list[float] = field(default_factory=list)
    wrong: int = 0
    away: bool = False


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


async def seated(address: str, count: int) -> list[Seat]:
    """Viewers spread over the views, each with a cookie of its own, as a browser has."""
    gate = asyncio.Semaphore(8)

    async def one(at: int) -> Seat:
        page, query = VIEWS[at % len(VIEWS)]
        seat = Seat(Viewer(address, page=page, query=query, headers=[("Cookie", f"replica=viewer-{at}")]))
        async with gate:
            await seat.viewer.connect()
            seat.words = (await seat.viewer.show()).words
        return seat

    return list(await asyncio.gather(*(one(at) for at in range(count))))


async def watch(seat: Seat, over: asyncio.Event) -> None:
    """Keep one viewer looking; when its socket is lost, come back as Streamlit's page does, and time it."""
    while not over.is_set():
        try:
            if seat.viewer.socket is None:
                raise NotShown("left")
            await asyncio.wait_for(seat.viewer.socket.wait_closed(), _BEAT)
        except TimeoutError:
            continue  # still connected
        except FAILURES:
            pass
        await _return(seat, time.perf_counter())


async def _return(seat: Seat, lost: float) -> None:
    """Reconnect at once, then after waits that double up to a second, until the view is whole again."""
    seat.away = True
    wait = 0.0
    while time.perf_counter() - lost < _PATIENCE:
        await asyncio.sleep(wait)
        wait = min(1.0, wait * 2 or 0.25)
        try:
            await seat.viewer.connect()
            view = await seat.viewer.show(limit=10)
        except FAILURES:
            continue
        seat.wrong += view.words != seat.words or bool(view.failed)
        seat.gaps.append(time.perf_counter() - lost)
        seat.away = False
        return


async def killed(address: str, replicas: Sequence[local.Server], count: int) -> None:
    """One replica dies without a word while all are connected."""
    seats = await seated(address, count)
    over = asyncio.Event()
    watching = [asyncio.create_task(watch(seat, over)) for seat in seats]
    await asyncio.sleep(2)
    victim = replicas[0]
    await asyncio.to_thread(victim.stop, how=signal.SIGKILL)
    await _settled(seats)
    over.set()
    await asyncio.gather(*watching)
    hit = [seat for seat in seats if seat.gaps]
    same = sum(not seat.away and not seat.wrong for seat in seats)
    gaps = [gap for seat in hit for gap in seat.gaps]
    print(f"\none of {len(replicas)} replicas killed, {count} viewers connected over {len(VIEWS)} views")
    row("viewers on the killed replica", str(len(hit)), "")
    row("on the same view afterwards", f"{same} of {count}", f"{count} of {count}", same == count)
    if gaps:
        p95 = percentile(gaps, 0.95)
        row("away, seconds: median", f"{percentile(gaps, 0.5):.2f}", "")
        row("away, seconds: p95", f"{p95:.2f}", f"{GOALS['back']:.0f}", p95 <= GOALS["back"])
    await asyncio.gather(*(seat.viewer.close() for seat in seats))
    await asyncio.to_thread(victim.start)


async def replaced(address: str, replicas: Sequence[local.Server], count: int) -> None:
    """Every replica is asked to end and started again, one after the other, each once the last one answers."""
    seats = await seated(address, count)
    over = asyncio.Event()
    watching = [asyncio.create_task(watch(seat, over)) for seat in seats]
    begin = time.perf_counter()
    for replica in replicas:
        await asyncio.to_thread(replica.stop)
        await asyncio.to_thread(replica.start)
    await _settled(seats)
    took = time.perf_counter() - begin
    over.set()
    await asyncio.gather(*watching)
    gaps = [gap for seat in seats for gap in seat.gaps]
    longest = max(gaps, default=0.0)
    same = sum(not seat.away and not seat.wrong for seat in seats)
    print(f"\nall {len(replicas)} replicas replaced in turn ({took:.0f} s), {count} viewers connected")
    row("times that a viewer had to come back", str(len(gaps)), "")
    row("on the same view afterwards", f"{same} of {count}", f"{count} of {count}", same == count)
    row(
        "longest without a page, seconds",
        f"{longest:.2f}",
        f"{GOALS['without']:.0f}",
        longest <= GOALS["without"],
    )
    await asyncio.gather(*(seat.viewer.close() for seat in seats))


async def _settled(seats: Sequence[Seat]) -> None:
    """Wait until nobody has been away for two beats."""
    calm = 0.0
    until = time.perf_counter() + _PATIENCE
    while calm < 2 * _BEAT + 0.5 and time.perf_counter() < until:
        await asyncio.sleep(0.1)
        calm = 0.0 if any(seat.away for seat in seats) else calm + 0.1


async def soaked(server: local.Server, count: int) -> None:
    """`count` viewers come, look at three pages and go, some at a time; memory at eight moments."""
    numbers = itertools.count()
    parts = 8
    marks = []
    print(f"\n{count} viewers come and go at one server, three views each")
    for _ in range(parts):
        begin = time.perf_counter()
        await _visits(server.address, numbers, count // parts)
        marks.append((server.memory, time.perf_counter() - begin))
    await asyncio.sleep(3)
    marks.append((server.memory, 0.0))
    done = 0
    for memory, seconds in marks[:-1]:
        done += count // parts
        row(f"after {done}", f"{memory:.0f} MB", "", note=f"{count // parts / seconds:.1f} viewers a second")
    plateau = percentile([memory for memory, _ in marks[1:3]], 0.5)
    growth = (marks[-1][0] / plateau - 1) * 100
    row("all gone", f"{marks[-1][0]:.0f} MB", "")
    row(
        "growth after the plateau, per cent",
        f"{growth:.1f}",
        f"{GOALS['growth']:.0f}",
        growth <= GOALS["growth"],
    )


async def _visits(address: str, numbers: itertools.count[int], count: int) -> None:
    gate = asyncio.Semaphore(12)

    async def one() -> None:
        at = next(numbers)
        async with gate:
            for step in range(3):
                page, query = VIEWS[(at + step) % len(VIEWS)]
                async with Viewer(address, page=page, query=query) as viewer:
                    if (view := await viewer.show()).failed:
                        raise NotShown(view.failed)

    await asyncio.gather(*(one() for _ in range(count)))


def row(what: str, value: str, goal: str, reached: bool | None = None, *, note: str = "") -> None:
    """One line of a table: what, the figure, the goal beside it."""
    word = "" if reached is None else ("reached" if reached else "MISSED")
    print(f"  {what:<40}{value:>14}{goal:>14}  {word}{note}", flush=True)


async def measured(viewers: int, count: int, soak: int) -> None:
    """All three, in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "files").mkdir()
        (folder / "files/robots.txt").write_text("User-agent: *\n", encoding="utf-8")
        replicas = [local.Server(base=local.BASE) for _ in range(count)]
        made = nginx.write(
            folder / "work", site=folder / "files", listen=f"127.0.0.1:{local.free_port()}",
            replicas=[f"127.0.0.1:{replica.port}" for replica in replicas], quality=1,
            limits=nginx.Limits(rate=1000, burst=1000, sockets=1000),
        )  # fmt: skip
        print(f"{'':<42}{'measured':>14}{'goal':>14}")
        with local.servers(*replicas), local.nginx(made) as address:
            await killed(f"{address}/{local.BASE}", replicas, viewers)
            await replaced(f"{address}/{local.BASE}", replicas, viewers)
    if soak:
        server = local.Server(base=local.BASE)
        with local.servers(server):
            await soaked(server, soak)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--viewers", type=int, default=60)
    parser.add_argument("--replicas", type=int, default=3)
    parser.add_argument("--soak", type=int, default=320, help="viewers who come and go; 0 leaves it out")
    asked = parser.parse_args()
    local.orderly()
    asyncio.run(measured(asked.viewers, asked.replicas, asked.soak))
