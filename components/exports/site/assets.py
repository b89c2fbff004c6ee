"""What all pages share: fonts and icon, files named by their content, to be kept for ever; and the style sheet.

The style sheet stands in each page (4 kB of it, compressed): as a file it is asked for only when the page is
there, and nothing is drawn before it came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from components.fonts import FONTS
from components.markup import styles

_SHEETS: Final = [Path(__file__).parent / name for name in ("site.css", "lists.css")]
_ICON: Final = Path(__file__).parents[3] / "static" / "icon.png"
_FACES: Final = (
    ("Source Sans", "source-sans-3", 400), ("Source Sans", "source-sans-3", 600), ("Source Serif", "source-serif-4", 400),
    ("Source Serif", "source-serif-4", 600),
)  # fmt: skip
FOLDER: Final = "assets"


def named(stem: str, ending: str, content: bytes) -> str:
    """The path of a shared file, which changes whenever its content does."""
    return f"{FOLDER}/{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


@cache
def fonts() -> dict[str, bytes]:
    """The four fonts by path, sans and serif, regular and semibold, cut to the letters that the pages consist of.

    No second file stands by for other letters: its mere name in the style sheet makes a browser look, at every size
    of every font, for what to show meanwhile, and a page's layout takes three times as long.
    """
    found = {}
    for _, file, weight in _FACES:
        content = (FONTS / f"{file}-core-{weight}-normal.woff2").read_bytes()
        found[named(f"{file}-{weight}", "woff2", content)] = content
    return found


def announced(root: str) -> str:
    """The fonts that every page needs, as a server says at once (the value of `Link`)."""
    return ", ".join(f"<{root}{path}>; rel=preload; as=font; crossorigin" for path in fonts())


@cache
def faces(up: str) -> str:
    """The rules that name the fonts, as a page writes them from which `up` (such as `../`) leads to the root."""
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:optional;'
        f'src:url("{up}{path}") format("woff2")}}'
        for (family, _, weight), path in zip(_FACES, fonts(), strict=True)
    )


@cache
def sheet(*, lists: bool) -> str:
    """The style sheet that a page has inside: colours by name, the pieces of markup, the layout.

    A third of it is of use to lists only, and a page without one is drawn sooner without it.
    """
    own = "\n".join(path.read_text(encoding="utf-8") for path in (_SHEETS if lists else _SHEETS[:1]))
    return f":root{{{styles.names()}}}\n{styles.pieces(lists=lists)}\n{styles.filled(own)}"


@cache
def icon() -> tuple[str, bytes]:
    """The icon of a tab."""
    content = _ICON.read_bytes()
    return named("icon", "png", content), content


def makers() -> Mapping[str, Callable[[], bytes]]:
    """What makes each shared file."""
    held = fonts() | dict([icon()])
    return {path: lambda content=content: content for path, content in held.items()}  # type: ignore[misc]
