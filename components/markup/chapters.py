"""Chapters of text and tables, a table's description, and the editions side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from components.markup import Markup, join
from components.markup.templates import render
from components.tables.descriptors import Descriptor
from components.topics.chapter import Chapter
from components.topics.editions import SideBySide


def chapter(part: Chapter) -> Markup:
    """A heading with paragraphs and, where it lists something, a table."""
    return render("chapter.html", part=part, anchor=_anchor(part))


def contents(parts: Sequence[Chapter]) -> Markup:
    """Links to the chapters of a long page."""
    links = join(Markup("<li><a href='#{}'>{}</a></li>").format(_anchor(part), part.title) for part in parts)
    return Markup("<nav aria-label='On this page'><ul class='contents'>{}</ul></nav>").format(links)


def _anchor(part: Chapter) -> str:
    return re.sub(r"[^a-z0-9]+", "-", part.title.lower()).strip("-")


def facts(descriptor: Descriptor, rows: int, sha256: str) -> Markup:
    """What a table is, where it is from, its terms, size and hash."""
    return render("facts.html", table=descriptor, rows=f"{rows:,}", sha256=sha256)


def fields(descriptor: Descriptor) -> Markup:
    """A table's columns with type, unit and meaning."""
    return render("fields.html", fields=descriptor.fields)


def side_by_side(shown: SideBySide) -> Markup:
    """The same cells across editions; a cell that a later edition changed is bold and says by how much."""
    return render("side_by_side.html", shown=shown)
