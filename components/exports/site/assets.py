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

from components.exports import FONTS
from components.markup import styles

_SHEET: Final = Path(__file__).parents[1] / "site.css"
_ICON: Final = Path(__file__).parents[3] / "static" / "icon.png"
_FACES: Final = (
    ("Source Sans", "source-sans-3", 400), ("Source Sans", "source-sans-3", 600), ("Source Serif", "source-serif-4", 400),
    ("Source Serif", "source-serif-4", 600),
)  # fmt: skip
_LETTERS: Final = {
    "core": "U+20-7E,U+A0,U+D7,U+FC,U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2026,U+20AC,U+2212",
    "latin": "U+A1-D6,U+D8-FB,U+FD-2012,U+2015-2017,U+201A,U+201B,U+201E-2025,U+2027-20AB,U+20AD-2211,U+2213-2215",
}
"""What each cut of a font is asked for: nearly all that a page says, and the rest where it is needed. No letter is in
both, or a browser asks for the second where the first is late; and none that the files lack, such as a fold's mark."""
FOLDER: Final = "assets"


def named(stem: str, ending: str, content: bytes) -> str:
    """The path of a shared file, which changes whenever its content does."""
    return f"{FOLDER}/{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


@cache
def fonts(cut: str) -> dict[str, bytes]:
    """The four fonts by path, sans and serif, regular and semibold: their `core`, or all of `latin`."""
    found = {}
    for _, file, weight in _FACES:
        content = (FONTS / f"{file}-{cut}-{weight}-normal.woff2").read_bytes()
        found[named(f"{file}-{cut}-{weight}", "woff2", content)] = content
    return found


def announced(root: str) -> str:
    """The fonts that every page needs, as a server says at once (the value of `Link`)."""
    return ", ".join(f"<{root}{path}>; rel=preload; as=font; crossorigin" for path in fonts("core"))


@cache
def faces(up: str) -> str:
    """The rules that name the fonts, as a page writes them from which `up` (such as `../`) leads to the root."""
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:optional;'
        f'src:url("{up}{path}") format("woff2");unicode-range:{letters}}}'
        for cut, letters in _LETTERS.items()
        for (family, _, weight), path in zip(_FACES, fonts(cut), strict=True)
    )


@cache
def sheet() -> str:
    """The style sheet that all pages have inside: colours by name, the pieces of markup, the layout."""
    own = styles.filled(_SHEET.read_text(encoding="utf-8"))
    return f":root{{{styles.names()}}}\n{styles.pieces()}\n{own}"


@cache
def icon() -> tuple[str, bytes]:
    """The icon of a tab."""
    content = _ICON.read_bytes()
    return named("icon", "png", content), content


def makers() -> Mapping[str, Callable[[], bytes]]:
    """What makes each shared file."""
    held = fonts("core") | fonts("latin") | dict([icon()])
    return {path: lambda content=content: content for path, content in held.items()}  # type: ignore[misc]
