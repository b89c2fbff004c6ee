"""Starts the dashboard, asks it for one page and a picture, and says in JSON what came. Run under a condition.

python -m tests.faults.ask FOLDER PAGE
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import socket
import struct
import sys
from pathlib import Path

from deploy.viewer import View, Viewer
from tests.browser.server import PATIENCE, free_port, running

_SIOCSIFFLAGS, _UP = 0x8914, 0x1


def loopback() -> None:
    """In a network of its own a process has nothing, its own address neither, until that is switched on."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", 0))
            probe.connect(probe.getsockname())
        except OSError:
            fcntl.ioctl(probe.fileno(), _SIOCSIFFLAGS, struct.pack("16sh", b"lo", _UP))


async def asked(url: str, page: str) -> View:
    """The page as a reader gets it."""
    async with Viewer(url, page=page) as viewer:
        return await viewer.show(limit=PATIENCE)


def main(folder: str, page: str) -> None:
    """Print the page's title, answer, number of figures and fault."""
    loopback()
    with running(free_port(), Path(folder)) as url:
        view = asyncio.run(asked(url, page))
    title, answer, figures = view.words
    print(json.dumps({"title": title, "answer": answer, "figures": len(figures), "failed": view.failed}))


if __name__ == "__main__":
    main(*sys.argv[1:])
