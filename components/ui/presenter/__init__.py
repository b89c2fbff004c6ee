"""The presenter's view: slides over the whole window, turned in the browser without a rerun."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components.exports.stage import Slide
from components.markup import styles
from components.ui import text

_HERE = Path(__file__).parent


@cache
def _component() -> Any:
    css = styles.pieces() + styles.filled((_HERE / "presenter.css").read_text(encoding="utf-8"))
    return st.components.v2.component(
        "presenter",
        html=(_HERE / "presenter.html").read_text(encoding="utf-8"),
        css=_named() + css,
        js=(_HERE / "presenter.js").read_text(encoding="utf-8"),
    )


def _named() -> str:
    """The colours by name, as drawings in a document ask for them."""
    return f":host{{{styles.names()}}}"


def show(slides: Sequence[Slide]) -> bool:
    """Show the slides over everything; true on the run after the presenter has left."""
    shown = [
        {"html": text.checked(slide.html), "steps": slide.steps, "notes": slide.notes, "source": slide.source}
        for slide in slides
    ]
    result = _component()(key="presenter", data={"slides": shown}, on_leave_change=lambda: None)
    return bool(result.leave)
