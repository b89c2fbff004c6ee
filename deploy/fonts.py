"""The fonts of Streamlit's page, cut to the letters, weights and icons that this dashboard shows.

Streamlit sends two families with every script of the world and four thousand icons: a megabyte at a first visit.
A letter outside the cut comes from the reader's own fonts, as in any page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

NAMES: Final = ("SourceSansVF-*.woff2", "SourceSerifVariable-*.woff2")
ICONS: Final = "MaterialSymbols-*.woff2"
LETTERS: Final = (
    "U+0020-007E", "U+00A0-017F", "U+2000-206F", "U+2070-209F", "U+20A0-20BF", "U+2100-214F", "U+2190-2199",
    "U+2200-22FF", "U+25A0-25FF",
)  # fmt: skip
"""Latin with its accents, punctuation, raised and lowered figures, currencies, arrows, mathematics, plain shapes."""
WEIGHTS: Final = (400, 700)
_ICON: Final = re.compile(r":material/([a-z0-9_]+)")


def available() -> bool:
    """Whether the library that cuts fonts is installed."""
    return find_spec("fontTools") is not None


def cut(media: Path, sources: Iterable[Path]) -> int:
    """Cut the fonts in a folder, keeping their names; gives the bytes saved. `sources` name the icons in use."""
    paths = [*(found for name in NAMES for found in media.glob(name)), *media.glob(ICONS)]
    before = sum(path.stat().st_size for path in paths)
    words = {word for source in sources for word in _ICON.findall(source.read_text("utf-8", errors="ignore"))}
    for path in sorted(paths):
        (_icons(path, words) if path.match(ICONS) else _letters(path))
    return before - sum(path.stat().st_size for path in paths)


def icons(path: Path) -> dict[str, str]:
    """The icons of a font: the word that is written in the page, and the glyph it becomes."""
    font = import_module("fontTools.ttLib").TTFont(path)
    return {word: glyph for word, glyph, _ in _ligatures(font)}


def _letters(path: Path) -> None:
    font = _subset(path, unicodes=_library("subset").parse_unicodes(",".join(LETTERS)))
    plain = io.BytesIO()  # the instancer reads tables that the cutter has not yet laid out
    font.flavor = None
    font.save(plain)
    plain.seek(0)
    font = _library("varLib.instancer").instantiateVariableFont(
        _library("ttLib").TTFont(plain), {"wght": WEIGHTS}
    )
    font.flavor = "woff2"
    font.save(path)


def _icons(path: Path, words: set[str]) -> None:
    """Keep the icons called one of `words`, or what begins with one that ends in an underscore (a name put together)."""
    font = _library("ttLib").TTFont(path)
    stems = tuple(word for word in words if word.endswith("_"))
    kept = {
        glyph for word, glyph, _ in _ligatures(font) if word in words or (stems and word.startswith(stems))
    }
    for _, glyph, set_ in list(_ligatures(font)):
        if glyph not in kept:
            set_[:] = [one for one in set_ if one.LigGlyph != glyph]
    smaller = io.BytesIO()
    font.flavor = None
    font.save(smaller)
    smaller.seek(0)
    letters = {ord(letter) for word in words for letter in word}
    font = _subset(smaller, unicodes=letters)
    font.flavor = "woff2"
    font.save(path)


def _subset(file: Path | io.BytesIO, *, unicodes: Iterable[int]) -> Any:
    library = _library("subset")
    options = library.Options()
    options.layout_features = [*options.layout_features, "lnum", "tnum"]
    font = _library("ttLib").TTFont(file)
    cutter = library.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)
    return font


def _ligatures(font: Any) -> list[tuple[str, str, list[Any]]]:
    """Each word of a font of icons, its glyph, and the list of ligatures that it stands in."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = []
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, set_ in getattr(getattr(table, "ExtSubTable", table), "ligatures", {}).items():
                for one in set_:
                    word = "".join(letters.get(glyph, "\0") for glyph in (first, *one.Component))
                    found.append((word, one.LigGlyph, set_))
    return found


def _library(name: str) -> Any:
    return import_module(f"fontTools.{name}")
