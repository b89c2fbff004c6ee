"""The briefing that the reader composes in this tab: what other pages add to, and what it is when they come back to it.

Its address is the whole briefing. But the row above the pages leads to it by its name alone, and Back to that name must
show what was there: so by its name it is as the reader last left it for another page, and not as it is by now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

PAGE: Final = "briefing"
_NOW: Final = "briefing-now"
_LEFT: Final = "briefing-left"


def keep(query: Mapping[str, str]) -> None:
    """The briefing has this address now."""
    st.session_state[_NOW] = dict(query)


def held() -> dict[str, str]:
    """The address's keys and values; empty with nothing composed yet."""
    return dict(st.session_state.get(_NOW, {}))


def leave() -> None:
    """Another page is shown."""
    if _NOW in st.session_state:
        st.session_state[_LEFT] = st.session_state[_NOW]


def asked() -> dict[str, str]:
    """The briefing that the page's address asks for; where that is its name alone, the one the reader has left."""
    query = st.query_params.to_dict()
    return query if "show" in query else {**st.session_state.get(_LEFT, {}), **query}
