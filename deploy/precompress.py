"""Copies of folders with .gz (and .br, where the library is there) beside each text file, for a server to send.

Of Streamlit's own page and scripts (`streamlit`), whose fonts are cut, and of the static edition (`folder`).
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from components.ui.streamlit_internals import backend
from deploy import fonts

brotli: Any = import_module("brotli") if find_spec("brotli") else None
TEXT = {".js", ".css", ".html", ".json", ".jsonld", ".svg", ".txt", ".xml", ".csv", ".toml", ".md"}
_SMALLEST = 400  # bytes; below it the headers outweigh the gain
_ROOT = Path(__file__).parents[1]
MADE = ".made"  # says of what a copy of Streamlit's folder was made, so that it need not be made again


def streamlit(out: Path, base: str, *, quality: int = 11, installed: Path | None = None) -> Path:
    """Copy the static folder of Streamlit (`installed`: where, if not here) to `out`, its fonts cut, compressed, for an
    app under the address `base`.

    Nothing in it is looked for by name that another version of Streamlit might not have: what is not found stays as
    it is.
    """
    installed = installed or _installed("streamlit")
    words = fonts.icons(_sources(installed))
    stamp = _stamp(installed, base, quality, words)
    if (out / MADE).exists() and (out / MADE).read_text(encoding="utf-8") == stamp:
        return out
    fresh = _fresh(out)
    shutil.copytree(installed / "static", fresh)
    page = fresh / "index.html"
    told = f"<head><script>{backend(base)}</script>"
    page.write_text(page.read_text(encoding="utf-8").replace("<head>", told, 1), encoding="utf-8")
    if fonts.available():
        fonts.cut(fresh / "static/media", words)
    _compress(fresh, quality)
    (fresh / MADE).write_text(stamp, encoding="utf-8")
    return _put(fresh, out)


def _installed(name: str) -> Path:
    """The folder of an installed package."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"{name} is not installed")
    return Path(found.origin).parent


def _sources(installed: Path) -> list[Path]:
    """The files that may name an icon: ours, and Streamlit's."""
    ours = [*(_ROOT / "components").rglob("*.py"), *(_ROOT / "pages").glob("*.py"), _ROOT / "app.py"]
    return [*ours, *(installed / "static").rglob("*.js"), *installed.rglob("*.py")]


def _stamp(installed: Path, base: str, quality: int, words: set[str]) -> str:
    """What a copy follows from, as one short text."""
    index = (installed / "static/index.html").read_bytes()  # names its scripts by their hashes
    rules = [Path(__file__).read_bytes(), Path(fonts.__file__).read_bytes()]
    parts = (index, base, quality, sorted(words), fonts.available(), brotli and version("brotli"), rules)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def folder(source: Path, out: Path, *, quality: int = 9) -> Path:
    """Copy `source` to `out`, compressed."""
    fresh = _fresh(out)
    shutil.copytree(source, fresh)
    return _put(_compress(fresh, quality), out)


def _fresh(out: Path) -> Path:
    """Where the new `out` is made, while nginx may still serve the old one."""
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    return fresh


def _put(fresh: Path, out: Path) -> Path:
    """Put the new folder in the place of the old, of which nothing is left: a stale .gz would be sent for a new file."""
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    return out


def _compress(out: Path, quality: int) -> Path:
    files = [p for p in sorted(out.rglob("*")) if p.is_file() and p.suffix in TEXT]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda p: _squeeze(p, quality), [p for p in files if p.stat().st_size > _SMALLEST]))
    return out


def _squeeze(path: Path, quality: int) -> None:
    raw = path.read_bytes()
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(raw, min(quality, 9), mtime=0))
    if brotli:
        path.with_name(f"{path.name}.br").write_bytes(brotli.compress(raw, quality=quality))
