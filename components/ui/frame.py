"""What every page stands in: settings, styles, the tables or what is wrong with them, the error boundary."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitAPIException

from components import theme
from components.claims import Claim, files
from components.delivery import ahead
from components.markup import Markup, join, styles
from components.tables import DataProblems
from components.tables.record import Record, newest
from components.ui import briefing_state, concurrency, faults, streamlit_internals, text

NAME = "Against the Record"
HAIRLINE = Markup("<hr>")
"""What stands between two parts of a page."""
_LOG = logging.getLogger("against_the_record")
_HEADED: ContextVar[bool] = ContextVar("headed", default=False)
"""Has this run of the page shown its title?"""
_HERE = Path(__file__).parent


def configure(title: str) -> AbstractContextManager[object]:
    """The tab's name (the page's `title`, then ours) and icon, the styles, and the container for all that follows.
    Called by `app.py` before anything.

    The container is a pixel high until the styles open it, which also say how wide the page is: Streamlit draws a grey
    box for every element to come, and its script for styles arrives only among those for the elements.
    """
    st.set_page_config(page_title=f"{title} – {NAME}", page_icon=_icon())
    text.style(_styles())
    text.script(script())
    streamlit_internals.keep_files()
    return st.container(height=1, border=False, key="page")


@cache
def _icon() -> str:
    """The icon as an address that holds it: a file Streamlit would open, measure and keep at each run."""
    content = (_HERE.parents[1] / "static/icon.png").read_bytes()
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


@cache
def _styles() -> str:
    """The style sheets of the pieces and of Streamlit's own shell, with the theme's colours."""
    shell = (_HERE / "shell.css").read_text(encoding="utf-8").replace("--on-white--", _on_white())
    steady = (_HERE / "steady.css").read_text(encoding="utf-8")
    drawn = f".drawn{{{styles.names()}}}{ahead.rules()}"
    return streamlit_internals.filled(steady + styles.pieces() + styles.filled(shell) + drawn)


@cache
def script() -> str:
    """What the browser does with a click on a link in our markup, or on a file that is about to change."""
    return streamlit_internals.filled((_HERE / "shell.js").read_text(encoding="utf-8"))


def _on_white() -> str:
    """Rules that turn the dark marks of a chart into the light ones, for paper."""
    pairs = [(theme.colour(role, "dark"), theme.colour(role)) for role in theme.ROLES]
    return "".join(
        f'svg.marks [{part}="{dark}" i]{{{part}:{light}}}'
        for dark, light in pairs
        for part in ("fill", "stroke")
    )


def inside_frame() -> None:
    """Make sure that a page is shown inside `app.py`, also when it is the first a new server is asked for.

    Streamlit's older `pages/` mechanism wins until `app.py` has run once in the process: whoever opens a
    deep link then gets the page without navigation. One rerun, once in a process's life, mends it.
    """
    if streamlit_internals.leave_pages_folder():
        st.rerun()


def record() -> tuple[Record, tuple[Claim, ...]]:
    """The tables and claims; if any file is broken, every problem is listed and the page ends here."""
    try:
        return files.load()
    except DataProblems as problems:
        _LOG.error("data refused:\n%s", problems)
        rows = join(
            Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
                p.file, p.where, p.column, p.found, p.expected
            )
            for p in problems.problems
        )
        count = len(problems.problems)
        text.show(
            Markup(
                "<h1>The data cannot be shown</h1><p class='answer' role='alert'>{} in the data files. Nothing is shown until "
                "they are mended.</p><div class='sheet'><table><thead><tr><th scope='col'>File</th><th scope='col'>Where</th>"
                "<th scope='col'>Column</th><th scope='col'>Found</th><th scope='col'>Expected</th></tr></thead>"
                "<tbody>{}</tbody></table></div>"
            ).format(f"{count} {'problem' if count == 1 else 'problems'}", rows)
        )
        st.stop()


def run(page: st.Page) -> None:
    """The page. One that fails before its title is shown gets its title all the same."""
    _HEADED.set(False)
    try:
        if page.url_path != briefing_state.PAGE:
            briefing_state.leave()
        with concurrency.limited():
            page.run()
    except Exception:
        title = Markup("" if _HEADED.get() else "<h1>{}</h1>").format(page.title)
        text.show(title + faults.sentence())


def heading(title: str, answer: Callable[[], str]) -> None:
    """The page's title and its one computed sentence; the title stands even if no sentence can be made."""
    try:
        below = Markup("<p class='answer'>{}</p>").format(answer())
    except Exception:
        below = faults.sentence()
    text.show(Markup("<h1>{}</h1>").format(title) + below)
    _HEADED.set(True)


@faults.boundary()
def rule(title: str = "") -> None:
    """The hairline between spreads, and the title of what follows where it has one."""
    text.show(HAIRLINE + (Markup("<h2>{}</h2>").format(title) if title else ""))


def card_heading(title: str, url: str) -> None:
    """A card's topic and the way to its page."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        text.show(Markup("<p class='card-topic'><b>{}</b></p>").format(title), width="content")
        try:
            st.page_link(f"pages/{url}.py", label="Open", width="content")
        except StreamlitAPIException:  # the page alone, outside the frame, knows no other page
            text.show(Markup("<a href='{}' target='_self'>Open</a>").format(url))


def footer() -> None:
    """What colours and marks mean, and which edition the data end with, if that can be told."""
    edition = ""
    try:
        held, _ = files.load()
        last = newest(held)
        edition = f"Data edition of {theme.day(last.published, last.precision)}. "
    except DataProblems:
        return
    except Exception:  # the page has said so in its place
        _LOG.exception("the footer has no edition")
    text.show(
        Markup(
            "<footer><span>{}e = estimate. <b class='said'>Orange</b>: what was said. "
            "<b class='record'>Blue</b>: what the record shows.</span></footer>"
        ).format(edition)
    )
    ahead.start()
