"""The pages of the dashboard, in the row of links above them."""

from __future__ import annotations

from copy import copy
from functools import cache

import streamlit as st

from components import registry


@cache
def _pages() -> dict[str, list[st.Page]]:
    """Under the heading of their group. Made once: each looks for its file on the disk, a tenth of a rerun."""
    groups: dict[str, list[st.Page]] = {}
    for page in registry.PAGES:
        made = st.Page(
            f"pages/{page.id}.py",
            title=page.title,
            url_path=page.address or None,
            default=not page.address,
            visibility="visible" if page.listed else "hidden",
        )
        groups.setdefault(page.group, []).append(made)
    return groups


def chosen() -> st.Page:
    """The page the reader has asked for. Each run has copies: a page remembers whether its run may show it."""
    return st.navigation(
        {group: [copy(page) for page in pages] for group, pages in _pages().items()}, position="top"
    )
