"""The tables themselves, the editions side by side, and how everything is done."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.tables.descriptors import DATA, Descriptor
from components.topics.editions import SideBySide
from components.topics.method import Chapter
from components.ui import frame, text
from components.ui.text import Markup


def table(descriptor: Descriptor, frame_: pd.DataFrame, sha256: str) -> None:
    """A table with its description, fields, terms, hash, a searchable preview and the file itself."""
    facts = (
        ("What", descriptor.what),
        ("Source", descriptor.source),
        ("Terms", descriptor.licence),
        ("Rows", f"{len(frame_):,}"),
        ("File", descriptor.path),
        ("SHA-256", sha256),
    )
    shown = text.join(Markup("<tr><th scope='row'>{}</th><td>{}</td></tr>").format(*fact) for fact in facts)
    fields = text.join(
        Markup("<tr><th scope='row'>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            field.name, field.type, field.unit or "–", field.description
        )
        for field in descriptor.fields
    )
    left, right = st.columns([1, 2], gap="large")
    with left:
        text.show(
            Markup("<h3>{}</h3><table class='facts'><tbody>{}</tbody></table>").format(
                descriptor.title, shown
            )
        )
        st.download_button(
            "Download the file",
            data=lambda: (DATA / descriptor.path).read_bytes(),
            file_name=descriptor.path.replace("/", "_"),
            mime="text/csv",
            on_click="ignore",
        )
    with right:
        head = "<th scope='col'>field</th><th scope='col'>type</th><th scope='col'>unit</th><th scope='col'>meaning</th>"
        text.show(
            Markup(
                "<h3>Fields</h3><div class='sheet'><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
            ).format(Markup(head), fields)
        )
    st.dataframe(frame_, hide_index=True, width="stretch", height=420, alt=f"All rows of {descriptor.title}")


def side_by_side(shown: SideBySide) -> None:
    """The same cells across editions; a cell that a later edition changed is bold and says by how much."""
    head = text.join(Markup("<th scope='col' class='n'>{}</th>").format(label) for label in shown.editions)
    body = []
    for row in shown.rows:
        cells = text.join(
            Markup("<td class='n'>{}{}</td>").format(
                Markup("<b>{}</b>").format(cell.text) if cell.changed else cell.text,
                Markup("<br><span class='measure'>{}</span>").format(cell.changed)
                if cell.changed
                else Markup(""),
            )
            for cell in row.cells
        )
        body.append(Markup("<tr><th scope='row'>{}</th>{}</tr>").format(row.name, cells))
    text.show(
        Markup(
            "<h2>{}</h2><p class='measure'>{}</p><div class='wide'><table><thead><tr><th scope='col'></th>{}</tr></thead>"
            "<tbody>{}</tbody></table></div><p class='source'>{}</p>"
        ).format(shown.title, shown.measure, head, text.join(body), shown.note)
    )


def chapters(parts: tuple[Chapter, ...]) -> None:
    """Chapters of text and tables, each with a heading."""
    for part in parts:
        frame.rule()
        paragraphs = text.join(Markup("<p class='prose'>{}</p>").format(p) for p in part.paragraphs)
        table_ = Markup("")
        if part.rows:
            head = text.join(Markup("<th scope='col'>{}</th>").format(name) for name in part.columns)
            rows = text.join(
                Markup("<tr>{}</tr>").format(
                    text.join(
                        Markup("<td data-label='{}'>{}</td>").format(name, cell)
                        for name, cell in zip(part.columns, row, strict=True)
                    )
                )
                for row in part.rows
            )
            table_ = Markup(
                "<table class='method'><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
            ).format(head, rows)
        text.show(Markup("<h2>{}</h2>{}{}").format(part.title, paragraphs, table_))
