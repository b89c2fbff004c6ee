"""Whether a reader's charts are live: drawings until the first choice, so that the chart engine is fetched only with it."""

from __future__ import annotations

from typing import Final

import streamlit as st

_KEY: Final = "charts-live"


def begin() -> None:
    """The reader has made a choice: from now on charts are live in this tab."""
    st.session_state[_KEY] = True


def begun() -> bool:
    """Has the reader made a choice?"""
    return bool(st.session_state.get(_KEY))
