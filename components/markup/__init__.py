"""Markup: records as HTML. Knows no Streamlit, so that page, file and static edition share one form.

`Markup.format` escapes its arguments, so a template written in this room is the only source of tags;
whatever comes from data is text.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from components.topics import pieces

__all__ = ["Markup", "escape", "join", "marked"]


def join(parts: Iterable[Markup]) -> Markup:
    """The parts one after the other."""
    return Markup("").join(parts)


def marked(text: str, words: Iterable[str]) -> Markup:
    """`text`, escaped, with the first place of each of `words` in it marked as what was said."""
    return join(
        Markup('<b class="said">{}</b>').format(part) if tested else escape(part)
        for part, tested in pieces(text, words)
    )
