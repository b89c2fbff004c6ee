"""HTML and XML from template files: whatever is put into one is escaped, unless it is markup already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from components.markup import Markup


def folder(path: Path) -> Callable[..., Markup]:
    """What renders the templates of a folder, by their names; each is read once, and a name that is not given raises."""
    kept = Environment(
        loader=FileSystemLoader(path), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip

    def render(name: str, /, **given: object) -> Markup:
        return Markup(kept.get_template(name).render(given))

    return render
