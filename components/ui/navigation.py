"""The pages of the dashboard, in the order of the row of links above them."""

from __future__ import annotations

from copy import copy
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage


@cache
def _pages() -> dict[str, list[StreamlitPage]]:
    """Under the heading of their group. Made once: each looks for its file on the disk, a tenth of a rerun."""
    return {
        "": [
            st.Page("pages/overview.py", title="Overview", default=True),
            st.Page("pages/spending.py", title="Spending", url_path="spending"),
            st.Page("pages/two_percent.py", title="Allies at 2%", url_path="two_percent"),
            st.Page("pages/force_model.py", title="Force model", url_path="force_model"),
            st.Page("pages/commitments.py", title="Commitments", url_path="commitments"),
            st.Page("pages/casualty_figures.py", title="Casualty figures", url_path="casualty_figures"),
            st.Page("pages/briefing.py", title="Briefing", url_path="briefing"),
            st.Page("pages/embed.py", title="Figure", url_path="embed", visibility="hidden"),
        ],
        "Check": [
            st.Page("pages/claims.py", title="Claims", url_path="claims"),
            st.Page("pages/readings.py", title="Every reading", url_path="readings"),
            st.Page("pages/data.py", title="Data", url_path="data"),
            st.Page("pages/method.py", title="Method", url_path="method"),
        ],
    }


def chosen() -> StreamlitPage:
    """The page the reader has asked for. Each run has copies: a page remembers whether its run may show it."""
    return st.navigation(
        {group: [copy(page) for page in pages] for group, pages in _pages().items()}, position="top"
    )
