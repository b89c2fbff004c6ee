"""What the take-aways cost: `make bench`. Each in a fresh process, then warm; seconds, bytes, peak memory.

And how large the pages of the static edition are, as they come compressed: each should come in one round trip.
"""

from __future__ import annotations

import gzip
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from components import exports
from components.claims import files
from components.delivery import engine
from components.exports import dist, images, site
from components.topics import briefing, exhibits

ROOT = Path(__file__).parents[1]
GOALS = {"png 1200": 0.5, "pdf": 1.5, "pptx": 1.0, "xlsx": 0.5, "html": 1.5, "whole set": 6.0}
"""Seconds, warm: the drawings' engine is running, the drawings themselves are made anew."""
LARGEST = {"page": 40.0, "its styles": 6.0}
"""kB, compressed."""
RUNS = 5


def one(name: str) -> None:
    """Print the first time, the warm median, the bytes and the peak memory of one format, in this process."""
    record, claims = files.load()
    stamp = exports.stamp(record, dist.LOCAL)
    brief, _ = briefing.parse(record, claims, {})
    made = dist.makers(brief, record, claims, stamp)
    for (
        exhibit
    ) in brief.exhibits:  # the charts' specifications are built when the page is: not part of an export
        assert exhibit.figure is None or exhibit.figure.spec

    def make() -> int:
        engine._drawn.cache_clear()
        if name == "png 1200":
            return len(images.png(exhibits.find(record, claims, "spending-by-year"), stamp))
        if name == "whole set":
            return sum(len(maker()) for maker in made.values())
        return len(
            next(maker for file, maker in made.items() if file.endswith(f"{stamp.edition.id}.{name}"))()
        )

    times = []
    size = 0
    for _ in range(RUNS):
        start = time.perf_counter()
        size = make()
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    goal = GOALS.get(name)
    print(
        f"{name:<14}{times[0]:>9.2f}{statistics.median(times[1:]):>9.2f}{goal if goal else '–':>7}{size / 1000:>10.0f}{peak:>10.0f}"
    )


def all_of_them() -> None:
    """Every format, each in a process of its own."""
    print(f"\n{'take-away':<14}{'first s':>9}{'warm s':>9}{'goal':>7}{'kB':>10}{'peak MB':>10}")
    for name in ("png 1200", "pdf", "pptx", "xlsx", "html", "zip", "pictures.zip", "whole set"):
        subprocess.run([sys.executable, "-m", "benchmarks.exports", name], cwd=ROOT, check=True)


def pages() -> None:
    """The largest page of the static edition, and the one with the most styles."""
    made = {
        path: make() for path, make in site.makers(site.of(*files.load())).items() if path.endswith(".html")
    }
    sizes = {
        "page": {path: len(gzip.compress(page, 9)) / 1000 for path, page in made.items()},
        "its styles": {path: len(gzip.compress(b"".join(_STYLES.findall(page)), 9)) / 1000 for path, page in made.items()},
    }  # fmt: skip
    print(f"\n{'static edition':<14}{'kB':>9}{'goal':>9}  largest")
    for what, goal in LARGEST.items():
        path = max(sizes[what], key=sizes[what].__getitem__)
        print(f"{what:<14}{sizes[what][path]:>9.1f}{goal:>9.1f}  {path}")


_STYLES = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1])
    else:
        all_of_them()
        pages()
