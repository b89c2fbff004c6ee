"""The dashboard with its log kept: by itself, as `make run` starts it, and behind its own filter."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.server import PATIENCE, ROOT, _wait, free_port

NOWHERE = "http://127.0.0.1:9"
"""Where the server's own questions to services outside go: nobody listens there."""
GUARDED = ("serve.py", "--port")
PLAIN = ("-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1", "--server.port")


@dataclass(frozen=True)
class Logged:
    """A server that runs: its address, its port and its log."""

    url: str
    port: int
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def logged(folder: Path, command: tuple[str, ...] = PLAIN, *, proxy: str = NOWHERE) -> Iterator[Logged]:
    """A server whose log is a file in `folder`; whatever it would ask outside goes to `proxy`."""
    port = free_port()
    log = folder / "server.log"
    env = os.environ | {name: proxy for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")}
    env |= {"PYTHONUNBUFFERED": "1", "no_proxy": "", "NO_PROXY": ""}
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, *command, str(port)], cwd=ROOT, stdout=file, stderr=file, env=env)  # fmt: skip
        try:
            _wait(f"http://127.0.0.1:{port}/", process)
            yield Logged(f"http://127.0.0.1:{port}", port, log)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)
