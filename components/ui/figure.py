"""A figure on the page: title, measure, chart, source line, and its table and file under it."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from components.charts import Figure
from components.markup import Markup
from components.markup import figure as markup
from components.ui import text


def show(figure: Figure, *, edition: str = "") -> None:
    """Title, measure, chart, source, then table and CSV. `edition` goes into the file's name."""
    text.show(markup.head(figure))
    _chart(figure)
    text.show(markup.source(figure))
    take(figure, edition=edition)


def take(figure: Figure, *, edition: str = "") -> None:
    """Table, file and, where there is one, the Plotly twin."""
    with st.container(key=f"take-{figure.id}", horizontal=True, gap="small"):
        with st.popover("Table"):
            text.show(markup.table(figure))
        st.download_button(
            "CSV",
            data=lambda: csv(figure),
            file_name=file_name(figure, edition, "csv"),
            mime="text/csv",
            on_click="ignore",
            key=f"csv-{figure.id}",
        )
        if figure.interactive is not None:
            st.toggle("Interactive", key=f"interactive-{figure.id}")


def _chart(figure: Figure) -> None:
    if figure.interactive is not None and st.session_state.get(f"interactive-{figure.id}"):
        st.plotly_chart(figure.interactive(), key=f"plotly-{figure.id}", alt=figure.caption.says)
    else:
        st.vega_lite_chart(figure.spec, width="stretch", alt=figure.caption.says, key=f"chart-{figure.id}")


def card(figure: Figure) -> None:
    """The small form on the overview: no source line of its own, no files."""
    text.show(
        Markup("<div class='card-head'><b>{}</b><p class='measure'>{}</p></div>").format(
            figure.caption.title, figure.caption.measure
        )
    )
    st.vega_lite_chart(figure.spec, width="stretch", alt=figure.caption.says, key=f"chart-{figure.id}-card")


def csv(figure: Figure) -> bytes:
    """The figure's rows as CSV: UTF-8, full precision, the source in a last column of its own.

    A text cell that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    names = [column.name for column in figure.columns]
    frame = figure.frame[names].assign(source=figure.caption.source)
    for name in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name]):
            frame[name] = [_safe(value) for value in frame[name]]
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def file_name(figure: Figure, edition: str, ending: str) -> str:
    """What and when: `allies-at-two-percent_edition-2024-06-17.csv`."""
    what = re.sub(r"[^a-z0-9]+", "-", figure.id.lower()).strip("-")
    return f"{what}_edition-{edition}.{ending}" if edition else f"{what}.{ending}"
