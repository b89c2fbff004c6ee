"""How to cite a spread: in one line, in full, and as BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from components import theme
from components.exports import NAME, Stamp
from components.topics.exhibits import Exhibit

AUTHORS: Final = f"{NAME} contributors"
_SPECIAL: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_",
    "$": r"\$", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_INNER: Final = str.maketrans("“”", "‘’")  # a quotation inside the quoted title
_IN_URL: Final = {"\\": "%5C", "{": "%7B", "}": "%7D", '"': "%22", " ": "%20"}


@dataclass(frozen=True)
class Citation:
    """Three forms of one citation, each with title, edition and address."""

    short: str
    full: str
    bibtex: str


def of(exhibit: Exhibit, stamp: Stamp) -> Citation:
    """How to cite this view: its title, the data edition, the version and the address."""
    title = " ".join(exhibit.title.split())
    quoted = f"“{title.translate(_INNER)}”"
    address = stamp.address(exhibit.path)
    held = theme.day(stamp.edition.published, stamp.edition.precision)
    shown = f" Shown: edition of {_day(exhibit.edition)}." if exhibit.edition else ""
    return Citation(
        short=f"{NAME} ({stamp.edition.published.year}), {quoted}, {address}",
        full=f"{AUTHORS}. {quoted}. {NAME}, version {stamp.version}, data edition of {held}.{shown} {address}",
        bibtex=_bibtex(exhibit, stamp, title, f"Data edition of {held}.{shown}", address),
    )


def _bibtex(exhibit: Exhibit, stamp: Stamp, title: str, note: str, address: str) -> str:
    key = "-".join(filter(None, ["against-the-record", exhibit.id, exhibit.edition, "of", stamp.edition.id]))
    # An address goes unescaped into a command that takes it verbatim; only braces must balance there.
    url = "".join(_IN_URL.get(letter, letter) for letter in address)
    fields = {
        "author": f"{{{{{escaped(AUTHORS)}}}}}",
        "title": f"{{{{{escaped(title)}}}}}",
        "year": f"{{{stamp.edition.published.year}}}",
        "howpublished": f"{{{escaped(NAME)}, version {escaped(stamp.version)}}}",
        "note": f"{{{escaped(note)}}}",
        "url": f"{{{url}}}",
    }
    lines = ",\n".join(f"  {name:<12} = {value}" for name, value in fields.items())
    return f"@misc{{{re.sub(r'[^a-z0-9-]+', '-', key.lower())},\n{lines}\n}}\n"


def escaped(text: str) -> str:
    """`text` as BibTeX and LaTeX take it for text; letters beyond ASCII stay as they are."""
    return "".join(_SPECIAL.get(letter, letter) for letter in text)


def _day(edition: str) -> str:
    """An edition's name, which is its date, as people write it."""
    try:
        return theme.day(date.fromisoformat(edition))
    except ValueError:
        return edition
