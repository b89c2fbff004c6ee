"""Starts the dashboard on a free port of this machine, as `make run` does, and stops it again."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


PORTS = range(10_000, 32_000)
"""Below the ports that a system gives to whoever asks for any: a server that is still starting loses none of these."""
PATIENCE = 120
"""Seconds in which a server answers, however busy the machine is."""


def free_port() -> int:
    """A port nobody listens on, another one each time: tests start servers in several processes at once."""
    while True:
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def running(port: int, folder: Path = ROOT, options: tuple[str, ...] = ()) -> Iterator[str]:
    """The dashboard in `folder`, healthy, at the address given back; `options` are further ones of Streamlit's."""
    command = [
        sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1", "--server.port", str(port),
        "--server.fileWatcherType", "none", *options,
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        base = (
            options[options.index("--server.baseUrlPath") + 1] + "/"
            if "--server.baseUrlPath" in options
            else ""
        )
        _wait(f"{url}/{base}", process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _wait(url: str, process: subprocess.Popen) -> None:
    """Wait until the server answers, or has ended."""
    asked_until = time.monotonic() + PATIENCE
    while time.monotonic() < asked_until:
        with suppress(OSError), urllib.request.urlopen(f"{url}_stcore/health", timeout=5) as answer:
            if answer.status == 200:
                return
        with suppress(subprocess.TimeoutExpired):
            raise RuntimeError(f"the server ended with {process.wait(timeout=0.05)}")
    raise RuntimeError(f"the server did not answer in {PATIENCE} s")
