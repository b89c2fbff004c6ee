"""HTML and XML from template files: whatever is put into one is escaped, unless it is markup already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from components.claims.words import WORDS
from components.markup import Markup
from components.topics import sentences


def folder(path: Path, **known: object) -> Callable[..., Markup]:
    """What renders the templates of a folder, by their names; each is read once, and a name that is not given raises.

    `known` is what all of them know, also the macros that they import from each other.
    """
    kept = Environment(
        loader=FileSystemLoader(path), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    kept.globals.update(known)

    def render(name: str, /, **given: object) -> Markup:
        return Markup(kept.get_template(name).render(given))

    return render


render = folder(Path(__file__).parent / "templates", WORDS=WORDS, sentences=sentences)
"""Renders the pieces of this room that have parts or rows; a line of its own stays beside its words in the code."""
