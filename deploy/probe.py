"""Proves that a page renders: opens a socket, asks for a page and checks that it came whole.

    python -m deploy.probe http://127.0.0.1:8501/live [PAGE ...]

Ends with 0 if each page (none named: the overview) came with its h1 and without a failed part; else it says what
was wrong and ends with 1. A server that answers its health check can still be unable to show anything.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from deploy.viewer import NotShown, Viewer


async def check(address: str, page: str, *, limit: float = 10) -> str:
    """The title of the page; `NotShown` says why there is none."""
    async with Viewer(address, page=page) as viewer:
        view = await viewer.show(limit=limit)
    if view.failed:
        raise NotShown(view.failed)
    if not view.title:
        raise NotShown("the page came without its h1")
    if "cannot be shown" in view.title:
        raise NotShown(view.title)
    return view.title


async def main() -> int:
    """Check each page that was named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("address")
    parser.add_argument("page", nargs="*", default=[""])
    parser.add_argument("--limit", type=float, default=10, help="seconds")
    asked = parser.parse_args()
    for page in asked.page:
        try:
            print(f"/{page}: {await check(asked.address, page, limit=asked.limit)}")
        except Exception as error:  # whatever it is, the page was not shown
            print(f"/{page}: not shown: {type(error).__name__}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
