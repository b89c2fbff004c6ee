"""The fonts of Streamlit's page, cut to the letters, weights and icons that this dashboard shows.

Streamlit sends two families with every script of the world and four thousand icons. Measured at a first visit to the
overview: 0.87 MB with the fonts cut and 1.69 MB without (Source Serif 320 kB less, Source Sans 133, the icons 363),
which is a third of a second of a line of 20 Mbit/s. A letter outside the cut comes from the reader's own fonts, as in
any page; a font that this version of Streamlit does not have, or that is built otherwise, stays as it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
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


def icons(sources: Iterable[Path]) -> set[str]:
    """The icons that these files name."""
    return {word for source in sources for word in _ICON.findall(source.read_text("utf-8", errors="ignore"))}


def cut(media: Path, words: set[str]) -> None:
    """Cut the fonts in a folder, keeping their names. `words` are the icons in use."""
    for path in [found for name in NAMES for found in media.glob(name)]:
        _letters(path)
    for path in media.glob(ICONS):
        _icons(path, words)


def _letters(path: Path) -> None:
    font = _subset(path, unicodes=_library("subset").parse_unicodes(",".join(LETTERS)))
    font = _library("ttLib").TTFont(_plain(font))
    if "fvar" in font:
        font = _library("varLib.instancer").instantiateVariableFont(font, {"wght": WEIGHTS})
    font.flavor = "woff2"
    font.save(path)


def _icons(path: Path, words: set[str]) -> None:
    """Keep the icons called one of `words`, or what begins with one that ends in an underscore (a name put together)."""
    font = _library("ttLib").TTFont(path)
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    stems = tuple(word for word in words if word.endswith("_"))
    for first, ligatures in _ligatures(font):
        named = [
            ("".join(letters.get(part, "") for part in (first, *one.Component)), one) for one in ligatures
        ]
        ligatures[:] = [one for word, one in named if word in words or (stems and word.startswith(stems))]
    font = _subset(_plain(font), unicodes={ord(letter) for word in words for letter in word})
    font.flavor = "woff2"
    font.save(path)


def _plain(font: Any) -> io.BytesIO:
    """The font as it is now, uncompressed: what is done next reads its tables from a file."""
    file = io.BytesIO()
    font.flavor = None
    font.save(file)
    file.seek(0)
    return file


def _subset(file: Path | io.BytesIO, *, unicodes: Iterable[int]) -> Any:
    library = _library("subset")
    options = library.Options()
    options.layout_features = [*options.layout_features, "lnum", "tnum"]
    font = _library("ttLib").TTFont(file)
    cutter = library.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)
    return font


def _ligatures(font: Any) -> Iterator[tuple[str, list[Any]]]:
    """The first glyph of a font's ligatures, with those that begin with it."""
    if "GSUB" not in font:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield from getattr(getattr(table, "ExtSubTable", table), "ligatures", {}).items()


def _library(name: str) -> Any:
    return import_module(f"fontTools.{name}")
