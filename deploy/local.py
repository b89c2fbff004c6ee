"""Replicas of the app and an nginx before them on this machine, for tests and benchmarks. Nothing is left running."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deploy.nginx import Written

ROOT = Path(__file__).parents[1]
BASE = "live"
"""The part of the address that the live app stands under."""
PYTHON = os.environ.get("SERVED_BY", sys.executable)
"""What runs the servers: an environment may name one that has only what the app needs."""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One Streamlit server of `script`, on a port of its own that it keeps when it is started again."""

    script: Path = ROOT / "serve.py"
    base: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Its first page."""
        return f"http://127.0.0.1:{self.port}{f'/{self.base}' if self.base else ''}"

    def start(self, *, wait: bool = True) -> None:
        """Start it, and wait until it answers."""
        command = [PYTHON, self.script.name, "--port", str(self.port), "--base", self.base]
        if self.script.name != "serve.py":
            options = {
                "address": "127.0.0.1",
                "port": self.port,
                "headless": "true",
                "fileWatcherType": "none",
            }
            words = [part for name, value in options.items() for part in (f"--server.{name}", str(value))]
            words += ["--browser.gatherUsageStats", "false"]
            words += ["--server.baseUrlPath", self.base] if self.base else []
            command = [PYTHON, "-m", "streamlit", "run", self.script.name, *words]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, cwd=self.script.parent, stdout=quiet, stderr=quiet)
        if wait:
            answers(f"{self.address}/_stcore/health", self.process)

    def stop(self, *, how: signal.Signals = signal.SIGTERM) -> None:
        """End it: asked to by default, at once with SIGKILL."""
        if self.process is not None:
            end(self.process, how=how)
            self.process = None

    @property
    def memory(self) -> float:
        """MB resident."""
        pages = int(self._proc("statm").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def cpu(self) -> float:
        """Seconds of processor time since it started."""
        user, system = self._proc("stat").rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _proc(self, name: str) -> str:
        if self.process is None:
            raise RuntimeError("the server is not running")
        return Path(f"/proc/{self.process.pid}/{name}").read_text(encoding="ascii")


def orderly() -> None:
    """Being asked to end is ending: what was started here is stopped on the way out."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def end(process: subprocess.Popen[bytes], *, how: signal.Signals = signal.SIGTERM) -> None:
    """End one process that was started here, by force if it does not go."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=10)


def answers(url: str, process: subprocess.Popen[bytes], *, limit: float = 120) -> None:
    """Wait until `url` answers 200; whoever vouches for its certificate, if it has one."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    until = time.monotonic() + limit
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server for {url} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2, context=trusting) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError(f"{url} did not answer in {limit:.0f} s")


@contextmanager
def servers(*given: Server) -> Iterator[Sequence[Server]]:
    """The servers, started together, each answering; stopped at the end."""
    try:
        for server in given:
            server.start(wait=False)
        for server in given:
            if server.process is not None:
                answers(f"{server.address}/_stcore/health", server.process)
        yield given
    finally:
        for server in given:
            server.stop()


def program() -> str:
    """The path of nginx."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not found:
        raise FileNotFoundError(
            "no nginx found (Debian: apt-get install nginx libnginx-mod-http-brotli-static)"
        )
    return found


def command(written: Written) -> list[str]:
    """What starts nginx with this configuration as the user who runs this, whose folders its workers can read."""
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    return [program(), "-e", "stderr", "-c", str(written.path), "-p", str(written.path.parent), *user]


@contextmanager
def nginx(written: Written) -> Iterator[str]:
    """nginx with this configuration; gives the address where it listens."""
    words = command(written)
    words = [*words[:-1], f"{words[-1]} daemon off;"] if "-g" in words else [*words, "-g", "daemon off;"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, stdout=quiet, stderr=quiet)
    try:
        answers(f"{written.address}/robots.txt", process, limit=15)
        yield written.address
    finally:
        end(process)
