"""Texts to take away by the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components.markup import styles

_HERE = Path(__file__).parent


@cache
def _component() -> Any:
    return st.components.v2.component(
        "copy",
        html="<div class='copy'></div>",
        css=styles.filled((_HERE / "copy.css").read_text(encoding="utf-8")),
        js=(_HERE / "copy.js").read_text(encoding="utf-8"),
    )


def show(items: Sequence[tuple[str, str]], *, key: str) -> None:
    """Each text under its label, with a button that copies it."""
    _component()(key=key, data={"items": [list(item) for item in items]})
