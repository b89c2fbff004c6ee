"""A dashboard that may be broken on purpose: a copy of the repository, its server, and what the server logs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import PATIENCE, ROOT, _wait, free_port


def copied(target: Path) -> Path:
    """What the server needs, in a folder of its own that may be changed."""
    left_out = shutil.ignore_patterns(
        ".git", ".venv", "tests", "__pycache__", "benchmarks", "docs", "site", "dist"
    )
    shutil.copytree(ROOT, target, ignore=left_out)
    return target


def appended(file: Path, code: str) -> None:
    """Put code at the end of a module: a function of the same name takes the place of the first."""
    file.write_text(f"{file.read_text(encoding='utf-8')}\n\n{code}\n", encoding="utf-8")


def command(port: int) -> list[str]:
    """The dashboard as `make run` starts it."""
    return [
        sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1", "--server.port", str(port),
    ]  # fmt: skip


@contextmanager
def logged(folder: Path, log: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The dashboard in `folder`, healthy, at the address given back; what it says goes to `log`."""
    port = free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command(port), cwd=folder, stdout=out, stderr=out, env={**os.environ, **(environment or {})}
        )
        try:
            _wait(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)
