"""The text fonts of Streamlit's page, cut to the letters that this dashboard is written in.

Streamlit sends two families with every script of the world: 600 kB at a first visit. A letter outside the cut comes
from the reader's own fonts, as in any page. The icons are left whole: their names are found while the page runs.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

NAMES: Final = ("SourceSansVF-*.woff2", "SourceSerifVariable-*.woff2")
LETTERS: Final = (
    "U+0020-007E", "U+00A0-017F", "U+02B0-02FF", "U+0300-036F", "U+1E00-1EFF", "U+2000-206F", "U+2070-209F",
    "U+20A0-20BF", "U+2100-214F", "U+2190-2199", "U+2200-22FF", "U+25A0-25FF",
)  # fmt: skip
"""Latin with its accents, punctuation, raised and lowered figures, currencies, arrows, mathematics, plain shapes."""


def available() -> bool:
    """Whether the library that cuts fonts is installed."""
    return find_spec("fontTools") is not None


def cut(media: Path) -> int:
    """Cut the text fonts in a folder, keeping their names; gives the bytes saved."""
    subset: Any = import_module("fontTools.subset")
    ttlib: Any = import_module("fontTools.ttLib")
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = [*options.layout_features, "lnum", "tnum"]
    saved = 0
    for path in sorted(found for name in NAMES for found in media.glob(name)):
        before = path.stat().st_size
        font = ttlib.TTFont(path)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=subset.parse_unicodes(",".join(LETTERS)))
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(path)
        saved += before - path.stat().st_size
    return saved
