"""The one way by which text reaches the page as markup. Whatever comes from data is escaped here.

`Markup.format` escapes its arguments, so a template written in this room is the only source of tags.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup, escape

__all__ = ["Markup", "escape", "join", "marked", "show"]


def show(markup: Markup) -> None:
    """Put markup on the page. Plain text is refused: it must have been through `Markup.format`."""
    if not isinstance(markup, Markup):
        raise TypeError("text.show takes Markup only")
    st.html(str(markup))


def join(parts: Iterable[Markup]) -> Markup:
    """The parts one after the other."""
    return Markup("").join(parts)


def marked(text: str, words: Iterable[str]) -> Markup:
    """`text`, escaped, with the first place of each of `words` in it marked as what was said."""
    spans = sorted((at, at + len(w)) for w in words if (at := text.find(w)) >= 0)
    parts, done = [], 0
    for start, end in spans:
        if start < done:
            continue
        parts += [escape(text[done:start]), Markup('<b class="said">{}</b>').format(text[start:end])]
        done = end
    return join([*parts, escape(text[done:])])
