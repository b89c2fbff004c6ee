"""The one way by which a text from data reaches the page: as markup that has escaped it, or as a label that has.

`tests/test_text.py` holds the rest of the code to it: no other module may ask Streamlit for HTML or Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st
from markupsafe import Markup

_JOINER: Final = "\u2060"
_PUNCTUATION: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!$:<>|~&])")
_READ_AFTERWARDS: Final = re.compile(
    r"(?<=:)(?=//|material/|[\w+-]+:)|(?<=@)(?=\w)|(?<=\bwww)(?=\.)|(?:(?<=\s)|^)(?=(?:<->|->|<-|--|>=|<=|~=)(?:\s|$))",
    re.IGNORECASE,
)
"""Where Streamlit's page looks for addresses, icons, emoji and arrows in texts that are already parsed: there a
backslash is gone, so that only a character in between, which takes no space, keeps `https://` from becoming a link."""


DOC: Final = "doc"
"""The class of what is written in the dashboard's type."""
RULED: Final = "doc ruled"
"""The same with a hairline above it; above the whole row where it stands in a column."""


@dataclass(frozen=True)
class _Html:
    """What Streamlit sends as it is; a plain string it first searches for indents and for the name of a file."""

    text: str

    def _repr_html_(self) -> str:
        return self.text


def show(markup: Markup, *, width: str = "stretch", kind: str = DOC) -> None:
    """Put markup on the page, as wide as its place or (`content`) as itself. Plain text is refused."""
    st.html(_Html(f"<div class='{kind}'>{checked(markup)}</div>"), width=width)  # type: ignore[arg-type]


def kept(part: str, make: Callable[[], Markup], *about: object, kind: str = DOC) -> None:
    """Show what `make` gives, which must follow from `part` and `about` alone, as `kind`: it is made once for all readers.

    `about` is known by its identity: a passage, or rows, which are the same ones for the same choices. It is kept
    alive, so it should hold little: not a topic, with all its figures.
    """
    # one text by name: Streamlit looks up names sooner, and hashes each part of a key by itself
    _kept(key=f"{part} {kind} {[*map(id, about)]}", _about=about, _make=make, _kind=kind)


@st.cache_resource(max_entries=1024, show_spinner=False)
def _kept(key: str, _about: object, _make: Callable[[], Markup], _kind: str) -> object:
    """Sent again as it was; `_about` is given back, so that it lives, and keeps its id, as long as this is kept."""
    show(_make(), kind=_kind)
    return _about


def checked(markup: Markup) -> str:
    """The markup for a component of our own. Plain text is refused: it must have been through `Markup.format`."""
    if not isinstance(markup, Markup):
        raise TypeError("only Markup is shown as markup")
    return str(markup)


def style(rules: str) -> None:
    """Style rules of this room for the whole page; none of them comes from data."""
    if "</" in rules:
        raise ValueError("style rules hold no tags")
    st.html(_Html(f"<style>{rules}</style>"))


def script(code: str) -> None:
    """A script of this room for the whole page; none of it comes from data. A server's policy allows it by its hash."""
    if "</" in code:
        raise ValueError("a script holds no tags")
    st.html(_Html(f"<script>{code}</script>"), unsafe_allow_javascript=True)


def label(words: str) -> str:
    """A text for a place where Streamlit reads Markdown (labels, notes): it is shown as it is, in one line."""
    line = " ".join(words.split())
    return _PUNCTUATION.sub(r"\\\1", _READ_AFTERWARDS.sub(_JOINER, line))


def note(words: str) -> None:
    """A sentence about the page, in a box."""
    st.info(f"{_JOINER}{label(words)}")  # a first letter that is an emoji would be taken for an icon
