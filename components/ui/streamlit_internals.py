"""Everything that we depend on of Streamlit's inside: names that its documentation does not promise.

Each stands here with what it is for and when it can go; nothing else imports a private name or writes a test id. Style
sheets and scripts write `st(Main)` for an element of Streamlit's page and `st-state(script)` for a state of it, and are
`filled` from here. `tests/ui/test_streamlit_internals.py` names each one that an upgrade broke.
"""

from __future__ import annotations

import asyncio
import re
import time
from typing import Final

from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance
from streamlit.runtime.media_file_manager import MediaFileMetadata
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.session_manager import SessionClient

__all__ = ["BackMsg", "ForwardMsg", "element", "filled"]

ELEMENTS: Final = {
    "App": "the whole page: number forms, paper, its states",
    "AppViewContainer": "flows over several sheets of paper",
    "Main": "the part that scrolls: hidden until it is whole, scrolled back by Back",
    "MainBlockContainer": "the content: its width and margins",
    "Header": "the row of links: its line, hidden on paper",
    "Toolbar": "the row of links: our name and its margins",
    "TopNavLink": "a link of that row: a thumb's height on a phone",
    "SidebarNavLink": "the same on a phone",
    "SidebarNav": "the list of links on a phone",
    "ExpandSidebarButton": "opens that list",
    "VerticalBlock": "a column of elements: a flow on paper",
    "HorizontalBlock": "a row of columns: hairline, wraps on a narrow page",
    "LayoutWrapper": "what stands around a container: opened with the page",
    "Column": "a column: as wide as the page where that is narrow",
    "ElementContainer": "what stands around an element: pages break beside it, a script takes no space",
    "Html": "our markup: links in it",
    "Skeleton": "the grey box of an element to come: the page waits for it",
    "BidiComponentRegular": "a drawing that has come or not",
    "BidiComponentIsolated": "the texts to copy in a popover: their width",
    "VegaLiteChart": "a live chart: its height on a phone and on paper",
    "PlotlyChart": "an interactive chart",
    "DataFrame": "the rows of a table",
    "PageLink": "the way to another page: its size, none on paper",
    "ButtonGroup": "choices side by side",
    "Selectbox": "choices in a list",
    "Radio": "choices of a plain Streamlit page, in benchmarks",
    "Checkbox": "a switch: a thumb's height on a phone",
    "TextInput": "the search: none on paper",
    "DownloadButton": "a file: waits for the page that is on its way",
    "Expander": "the rows of a table, unfolded",
    "Popover": "a folded row of choices on a phone",
    "PopoverBody": "what it unfolds: a thumb's height, no motion",
    "ElementToolbar": "buttons over a chart: the one that copies its specification is hidden",
    "MarkdownContainer": "the words on a button: “Done” while it is open",
    "IconMaterial": "an icon, which takes no word",
    "Alert": "a note",
    "Exception": "Streamlit's own error box, which must never show anything of ours",
}
"""The `data-testid` of each element without its `st`, and what it is for. They go when Streamlit offers class names."""

STATES: Final = {
    "script": "the page's script is running or not: a file waits for it, tests too",
    "connection": "there is a server or not: without one a link is left to the browser",
}
"""The `data-test-…-state` of the whole page. They go when a page may ask for its state."""

OPTIONS: Final = {
    "runner.postScriptGC": (
        "Streamlit collects garbage after every script run, most of a rerun's time with pandas loaded: off, 5 ms of 20"
    ),
}
"""Options of `.streamlit/config.toml` that `streamlit config show` does not list."""


def element(name: str) -> str:
    """The selector of an element of Streamlit's page. An unknown name raises `KeyError`."""
    ELEMENTS[name]
    return f"[data-testid=st{name}]"


def filled(sheet: str) -> str:
    """A style sheet, selector or script with each `st(Main)` and `st-state(script)` as Streamlit's page has it."""
    sheet = re.sub(r"\bst\((\w+)\)", lambda found: element(found[1]), sheet)
    return re.sub(r"\bst-state\((\w+)\)", lambda found: _state(found[1]), sheet)


def _state(name: str) -> str:
    STATES[name]
    return f"data-test-{name}-state"


def leave_pages_folder() -> bool:
    """Switch off Streamlit's older pages, which it finds in a folder `pages/`; was it on?

    Until `app.py` has run once in a process, it shows the file of a deep link without `app.py` around it. Goes with that
    mechanism.
    """
    was = bool(PagesManager.uses_pages_directory)
    PagesManager.uses_pages_directory = False
    return was


FILES_LAST: Final = 60.0
"""Seconds that a file is there after the last page that shows it."""


def keep_files() -> None:
    """Let a file that a reader has asked for last until the browser has fetched it, however many readers there are.

    Streamlit deletes it after the second page that anybody is shown from then on: with fifteen pages a second and a line
    of 60 ms, a tenth of the files were gone before the browser came for them. Goes when a file lasts by itself.
    """
    MediaFileMetadata.mark_for_delete = _mark_once_old  # type: ignore[method-assign, assignment]


def _mark_once_old(file: MediaFileMetadata) -> None:
    """Asked for each file that nobody shows; a marked one is deleted the next time."""
    now = time.monotonic()
    if now - vars(file).setdefault("_unused_since", now) >= FILES_LAST:
        file._is_marked_for_delete = True


class _Reader(SessionClient):
    """A reader without a browser, who only notes that a page is whole."""

    def __init__(self) -> None:
        self.whole = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        if msg.WhichOneof("type") == "script_finished":
            self.whole.set()


async def draw_page(page: str, limit: float) -> bool:
    """Draw one page in a session of its own inside this server; was it whole within `limit` seconds?

    So a replica's first reader finds warm caches. Goes when Streamlit can run a page before it listens.
    """
    runtime, reader, message = get_instance(), _Reader(), BackMsg()
    session = runtime.connect_session(client=reader, user_info={})
    message.rerun_script.page_name = page
    runtime.handle_backmsg(session, message)
    try:
        await asyncio.wait_for(reader.whole.wait(), limit)
    except TimeoutError:
        return False
    finally:
        runtime.close_session(session)
    return True


def backend(base: str) -> str:
    """A script that tells Streamlit's page where its server is, in the place that it has for a host's word.

    Measured at /live/spending: 2 requests rather than 4 before the socket opens, and no 404, which would stand as an error
    in the browser's console. Goes when a page under a longer address asks for its server once.
    """
    return f"window.__streamlit={{BACKEND_BASE_URL:location.origin+'{base}'}}"


def set_base(base: str) -> None:
    """The part of the address that the server stands under, before it starts: `st.set_option` may not set it."""
    config.set_option("server.baseUrlPath", base)
