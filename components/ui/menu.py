"""The pages and where they stand in the menu."""

from __future__ import annotations

from copy import copy
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage


def pages(root: Path) -> dict[str, list[StreamlitPage]]:
    """The menu's headings with their pages, whose files stand under `root`.

    Streamlit looks for a page's file whenever the page is named, a tenth of what a run costs. So they are named once,
    and each run gets copies: a run writes into its pages which of them may be shown.
    """
    return {heading: [copy(page) for page in listed] for heading, listed in _named(root).items()}


@cache
def _named(root: Path) -> dict[str, list[StreamlitPage]]:
    held = root / "pages"
    return {
        "": [
            st.Page(held / "overview.py", title="Overview", default=True),
            st.Page(held / "spending.py", title="Spending", url_path="spending"),
            st.Page(held / "two_percent.py", title="Allies at 2%", url_path="two_percent"),
            st.Page(held / "force_model.py", title="Force model", url_path="force_model"),
            st.Page(held / "commitments.py", title="Commitments", url_path="commitments"),
            st.Page(held / "casualty_figures.py", title="Casualty figures", url_path="casualty_figures"),
            st.Page(held / "briefing.py", title="Briefing", url_path="briefing"),
            st.Page(held / "embed.py", title="Figure", url_path="embed", visibility="hidden"),
        ],
        "Check": [
            st.Page(held / "claims.py", title="Claims", url_path="claims"),
            st.Page(held / "readings.py", title="Every reading", url_path="readings"),
            st.Page(held / "data.py", title="Data", url_path="data"),
            st.Page(held / "method.py", title="Method", url_path="method"),
        ],
    }
