"""Copies of folders with .gz (and .br, where the library is there) beside each text file, for a server to send.

Of Streamlit's own page and scripts (`shell`), and of the static edition (`folder`). The scripts are put together
into a few, where the bundler is set up. The copied page of Streamlit asks at once for the scripts of the charts and of
what else a page here shows, which the browser would otherwise find only when the first of them arrives, and then for
those that the next page will show; and it knows where its server is, which it would otherwise ask.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from deploy import bundle, fonts

brotli: Any = import_module("brotli") if find_spec("brotli") else None
TEXT = {".js", ".css", ".html", ".json", ".jsonld", ".svg", ".txt", ".xml", ".csv", ".toml", ".md"}
_SMALLEST = 400  # bytes; below it the headers outweigh the gain
_START = (
    "window.__streamlit={BACKEND_BASE_URL:location.origin+'--base--',"
    "HOST_CONFIG:{allowedOrigins:[location.origin],useExternalAuthToken:false}}"
)
"""Streamlit's page otherwise asks for its server under two addresses, one of which fails, before it opens a socket."""
_LATER = (
    "(()=>{const shown=setInterval(()=>{if(!document.querySelector('footer'))return;clearInterval(shown);"
    "(window.requestIdleCallback||setTimeout)(()=>{for(const href of --scripts--)"
    "document.head.append(Object.assign(document.createElement('link'),{rel:'prefetch',crossOrigin:'',href}))})},1000)})()"
)
"""Fetched only once the page is there: asked for with it they would keep it back, however low their rank."""
_OURS = Path(__file__).parents[1] / "components"
_STEADY = (_OURS / "ui/steady.css").read_text(encoding="utf-8")
"""The dashboard sends this rule itself, but only once the scripts that would break it are at work."""
_LETTERS = "".join(
    f'body::{place}{{content:"A";position:absolute;visibility:hidden;font-family:"{family}"}}'
    for place, family in (("before", "Source Serif"), ("after", "Source Sans"))
)
"""A browser asks for a font when it first lays out a word in it, and shows it when the scripts leave it a moment: on a
slow machine after the first chart, when every line that breaks elsewhere moves what is below. So it is asked at once."""
_JS = "./static/js/"
MADE = ".made"  # says of what a copy of Streamlit's folder was made, so that it need not be made again
_AHEAD = re.compile(r"""\s*<link rel="modulepreload"[^>]*>""")
_ENTRY = re.compile(r"""(?<=<script type="module" crossorigin src="\./static/js/)[\w.\-]+\.js(?=")""")
_IMPORT = re.compile(r"""(?:from|import)\s*["'`]\./([\w.\-]+\.js)["'`]""")


def shell(
    out: Path, base: str, pages: Mapping[str, Sequence[str]], later: Sequence[str] = (), *, quality: int = 11
) -> Path:
    """Copy the installed Streamlit's static folder to `out`, compressed, for an app under the address `base`.

    `pages` has, for each name of a page's file, the scripts that it asks for at once; `later` are those that another
    page may need, and are fetched when the first one is there.
    """
    import streamlit

    rules = [Path(rule.__file__ or "").read_text(encoding="utf-8") for rule in (sys.modules[__name__], fonts)]
    rules.append(_STEADY)
    icons = fonts.icons(
        [*_OURS.rglob("*.py"), *(_OURS.parent / "pages").glob("*.py"), _OURS.parent / "app.py"]
    )
    made = f"{streamlit.__version__} {base} {pages} {later} {quality} {brotli} {fonts.available()} {sorted(icons)} {rules}"
    made += bundle.version() if bundle.available() else ""
    stamp = hashlib.sha256(made.encode()).hexdigest()
    if (out / MADE).exists() and (out / MADE).read_text(encoding="utf-8") == stamp:
        return out
    installed = Path(streamlit.__file__).parent
    fresh = _fresh(out)
    shutil.copytree(installed / "static", fresh)
    text = (fresh / "index.html").read_text(encoding="utf-8")
    scripts = fresh / "static/js"
    asked = {name: _whole(scripts, chunks, text) for name, chunks in pages.items()}
    after = _whole(scripts, later, text)
    if bundle.available():
        text, moved = _together(scripts, text, asked)
        asked = {name: sorted({moved[script] for script in needed}) for name, needed in asked.items()}
        after = sorted({moved[script] for script in after})
    start = _START.replace("--base--", base)
    if after:
        start += f";{_LATER.replace('--scripts--', json.dumps([_JS + script for script in after]))}"
    for name, needed in asked.items():
        (fresh / name).write_text(_page(text, start, needed), encoding="utf-8")
    if fonts.available():
        fonts.cut(
            fresh / "static/media", icons | fonts.icons([*scripts.glob("*.js"), *installed.rglob("*.py")])
        )
    _compress(fresh, quality)
    (fresh / MADE).write_text(stamp, encoding="utf-8")
    return _put(fresh, out)


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


def _page(text: str, start: str, needed: Sequence[str]) -> str:
    """Streamlit's page with a script that starts first, and links to the scripts that it will need."""
    links = "".join(f'<link rel="modulepreload" crossorigin href="{_JS}{script}">' for script in needed)
    head = f"<script>{start}</script><style>{_STEADY}{_LETTERS}</style>"
    return text.replace("<head>", f"<head>{head}", 1).replace("</head>", f"{links}</head>", 1)


def _whole(scripts: Path, chunks: Iterable[str], text: str) -> list[str]:
    """The files of these scripts and of all that they import, but for those that the page `text` asks for."""
    needed: set[str] = set()
    for chunk in chunks:
        found = sorted(scripts.glob(f"{chunk}.*.js"))
        if len(found) != 1:
            raise FileNotFoundError(f"{chunk}: {len(found)} scripts of this name in Streamlit, expected one")
        _imports(scripts, found[0].name, needed)
    return [name for name in sorted(needed) if f"{_JS}{name}" not in text]


def _together(scripts: Path, text: str, asked: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, str]]:
    """The page `text` with its scripts put together, and the file that each script is in now.

    There is one file for the page's own scripts, one for what all that is `asked` for has in common, and one each for
    the rest.
    """
    found = _ENTRY.findall(text)
    if len(found) != 1:
        raise ValueError(f"Streamlit's page starts {len(found)} scripts, expected one")
    own: set[str] = set()
    _imports(scripts, found[0], own)
    askers = {script: [name for name in asked if script in asked[name]] for script in chain(*asked.values())}
    groups = dict.fromkeys(sorted(own), "index")
    shared_first = sorted(askers.items(), key=lambda item: (-len(item[1]), item))
    for script, names in shared_first:
        groups[script] = "-".join([*(Path(name).stem for name in names), "first"])
    moved = bundle.bundle(scripts, found[0], groups)
    return _ENTRY.sub(moved[found[0]], _AHEAD.sub("", text)), moved


def _imports(scripts: Path, name: str, seen: set[str]) -> None:
    """`name` and every script that it imports statically, added to `seen`."""
    if name in seen:
        return
    seen.add(name)
    for more in _IMPORT.findall((scripts / name).read_text(encoding="utf-8", errors="ignore")):
        _imports(scripts, more, seen)
