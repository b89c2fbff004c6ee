"""Chapters of text and tables, a table's description, and the editions side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from components.markup import Markup, join
from components.tables.descriptors import Descriptor
from components.topics.chapter import Chapter
from components.topics.editions import SideBySide


def chapter(part: Chapter) -> Markup:
    """A heading with paragraphs and, where it lists something, a table."""
    paragraphs = join(Markup("<p class='prose'>{}</p>").format(p) for p in part.paragraphs)
    return Markup("<h2 id='{}'>{}</h2>{}{}").format(
        _anchor(part), part.title, paragraphs, _listed(part) if part.rows else ""
    )


def contents(parts: Sequence[Chapter]) -> Markup:
    """Links to the chapters of a long page."""
    links = join(Markup("<li><a href='#{}'>{}</a></li>").format(_anchor(part), part.title) for part in parts)
    return Markup("<nav aria-label='On this page'><ul class='contents'>{}</ul></nav>").format(links)


def _anchor(part: Chapter) -> str:
    return re.sub(r"[^a-z0-9]+", "-", part.title.lower()).strip("-")


def _listed(part: Chapter) -> Markup:
    head = join(Markup("<th scope='col'>{}</th>").format(name) for name in part.columns)
    rows = join(
        Markup("<tr>{}</tr>").format(
            join(
                Markup("<td data-label='{}'>{}</td>").format(name, cell)
                for name, cell in zip(part.columns, row, strict=True)
            )
        )
        for row in part.rows
    )
    return Markup("<table class='method'><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        head, rows
    )


def facts(descriptor: Descriptor, rows: int, sha256: str) -> Markup:
    """What a table is, where it is from, its terms, size and hash."""
    named = (
        ("What", descriptor.what),
        ("Source", descriptor.source),
        ("Terms", descriptor.licence),
        ("Rows", f"{rows:,}"),
        ("File", descriptor.path),
        ("SHA-256", sha256),
    )
    shown = join(Markup("<tr><th scope='row'>{}</th><td>{}</td></tr>").format(*fact) for fact in named)
    return Markup("<h3>{}</h3><table class='facts'><tbody>{}</tbody></table>").format(descriptor.title, shown)


def fields(descriptor: Descriptor) -> Markup:
    """A table's columns with type, unit and meaning."""
    head = join(
        Markup("<th scope='col'>{}</th>").format(name) for name in ("field", "type", "unit", "meaning")
    )
    body = join(
        Markup("<tr><th scope='row'>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            field.name, field.type, field.unit or "–", field.description
        )
        for field in descriptor.fields
    )
    return Markup(
        "<h3>Fields</h3><div class='sheet' tabindex='0' role='group' aria-label='Fields'><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(head, body)


def side_by_side(shown: SideBySide) -> Markup:
    """The same cells across editions; a cell that a later edition changed is bold and says by how much."""
    head = join(Markup("<th scope='col' class='n'>{}</th>").format(label) for label in shown.editions)
    body = []
    for row in shown.rows:
        cells = join(
            Markup("<td class='n'><b>{}</b><br><span class='measure'>{}</span></td>").format(
                cell.text, cell.changed
            )
            if cell.changed
            else Markup("<td class='n'>{}</td>").format(cell.text)
            for cell in row.cells
        )
        body.append(Markup("<tr><th scope='row'>{}</th>{}</tr>").format(row.name, cells))
    return Markup(
        "<h2>{}</h2><p class='measure'>{}</p><div class='wide' tabindex='0' role='group' aria-label='The cells by edition'><table><thead><tr><th scope='col'>{}</th>{}</tr></thead>"
        "<tbody>{}</tbody></table></div><p class='source'>{}</p>"
    ).format(shown.title, shown.measure, shown.each, head, join(body), shown.note)
