"""The tables themselves, and chapters of text."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components.markup import Markup
from components.markup import chapters as markup
from components.tables.descriptors import DATA, Descriptor
from components.topics.chapter import Chapter
from components.ui import faults, frame, text


@faults.boundary()
def table(descriptor: Descriptor, frame_: pd.DataFrame, sha256: str) -> None:
    """A table with its description, fields, terms, hash, the file itself, and its rows to unfold.

    The rows are sent when they are unfolded: with the script that shows them they weigh as much as half a page.
    """
    left, right = st.columns([1, 2], gap="large")
    with left, faults.boundary():
        text.show(markup.facts(descriptor, len(frame_), sha256))
        st.download_button(
            "Download the file",
            data=lambda: (DATA / descriptor.path).read_bytes(),
            file_name=descriptor.path.replace("/", "_"),
            mime="text/csv",
            on_click="ignore",
        )
    with right, faults.boundary():
        text.show(markup.fields(descriptor))
    # one label for all tables, so that the rows of the next one are unfolded too
    rows = st.expander(text.label("All rows, to search and sort"), key="data-rows", on_change="rerun")
    if rows.open:
        with rows:
            alt = f"All rows of {descriptor.title}"
            st.dataframe(frame_, hide_index=True, width="stretch", height=420, alt=alt)


@faults.boundary()
def chapters(parts: tuple[Chapter, ...]) -> None:
    """Chapters of text and tables, each with a heading."""
    for part in parts:
        with faults.boundary():
            text.kept("chapter", partial(ruled, part), part)


def ruled(part: Chapter) -> Markup:
    """A chapter under a hairline."""
    return frame.HAIRLINE + markup.chapter(part)
