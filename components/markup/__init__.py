"""Markup: records as HTML. Knows no Streamlit, so that page, file and static edition share one form.

`Markup.format` escapes its arguments, so a template written in this room is the only source of tags;
whatever comes from data is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from markupsafe import Markup, escape

from components.topics import pieces

__all__ = ["NOT_XML", "Markup", "escape", "join", "marked"]

NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML forbids, and with it every format made of XML."""


def join(parts: Iterable[Markup]) -> Markup:
    """The parts one after the other."""
    return Markup("").join(parts)


def marked(text: str, words: Iterable[str]) -> Markup:
    """`text`, escaped, with the first place of each of `words` in it marked as what was said."""
    return join(
        Markup('<b class="said">{}</b>').format(part) if tested else escape(part)
        for part, tested in pieces(text, words)
    )
