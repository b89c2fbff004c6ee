"""The one way by which markup reaches the page."""

from __future__ import annotations

import streamlit as st

from components.markup import Markup


def show(markup: Markup) -> None:
    """Put markup on the page. Plain text is refused: it must have been through `Markup.format`."""
    if not isinstance(markup, Markup):
        raise TypeError("text.show takes Markup only")
    st.html(f"<div class='doc'>{markup}</div>")


def bare(rules: str) -> None:
    """Style rules of this room for the whole page."""
    st.html(f"<style>{rules}</style>")
