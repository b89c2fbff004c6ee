"""One reader without a browser: opens the live app's socket, asks for pages and reads what they hold.

It speaks Streamlit's own messages, as the browser does, and keeps no more than a page's words, figures and choices.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from types import TracebackType
from urllib.parse import urlsplit

import websockets

from components.ui.streamlit_internals import BackMsg, ForwardMsg

_DRAWN = re.compile(r"^<div class='drawn' role='img' aria-label='([^']*)'")
ENDED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class NotShown(RuntimeError):
    """The page that was asked for did not come, or came without its content."""


@dataclass
class View:
    """What a page shows: its title, answer and figures, and whether a part of it failed."""

    html: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    failed: str = ""

    @property
    def title(self) -> str:
        """The page's h1; empty where there is none."""
        return self._first(r"<h1[^>]*>(.*?)</h1>")

    @property
    def words(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two views the same: title, answer, and what each figure says."""
        return self.title, self._first(r"<p class='answer'>(.*?)</p>"), tuple(self.figures)

    def _first(self, pattern: str) -> str:
        found = re.search(pattern, "\n".join(self.html), re.DOTALL)
        return unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


class Viewer:
    """A reader connected to the app at `address` (its first page), to be used in `async with`."""

    def __init__(
        self, address: str, *, page: str = "", query: str = "", headers: Sequence[tuple[str, str]] = ()
    ):
        self.address, self.page, self.query = address.rstrip("/"), page, query
        self.headers = list(headers)
        parts = urlsplit(self.address)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.widgets: dict[str, tuple[str, tuple[str, ...], str]] = {}
        self.socket: websockets.ClientConnection | None = None
        self._hash = ""
        self._held: dict[str, ForwardMsg] = {}

    async def __aenter__(self) -> Viewer:
        await self.connect()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def connect(self) -> None:
        """Open the socket as the browser does, anew if there was one."""
        await self.close()
        parts = urlsplit(self.address)
        self._hash, self._held = "", {}
        self.socket = await websockets.connect(
            f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}{parts.path}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit"), websockets.Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
            additional_headers=[("Origin", self.origin), *self.headers],
            max_size=None, compression=None, ping_interval=None, open_timeout=10, close_timeout=1, proxy=None,
        )  # fmt: skip

    async def close(self) -> None:
        """Leave."""
        if self.socket is not None:
            await self.socket.close()
            self.socket = None

    async def show(self, *, limit: float = 30) -> View:
        """Ask for the page at its address and wait until it is whole."""
        message = self._message()
        message.rerun_script.query_string = self.query
        return await self._run(message, limit)

    async def choose(self, label: str, value: str, *, limit: float = 30) -> View:
        """Change the control called `label` to the option called `value`, and wait until the page is whole.

        What stood there before can be in it too: it stays on the page, out of sight.
        """
        kind, options, ident = self.widgets[label]
        message = self._message()
        message.rerun_script.query_string = self.query
        state = message.rerun_script.widget_states.widgets.add(id=ident)
        if kind == "button_group":
            state.string_array_value.data.append(value)
        elif kind in ("radio", "selectbox"):
            state.string_value = value
        else:
            raise LookupError(f"{label} is a {kind}; only {options} can be chosen here")
        return await self._run(message, limit)

    def _message(self) -> BackMsg:
        message = BackMsg()
        script = message.rerun_script
        script.page_script_hash = self._hash
        if not self._hash:
            script.page_name = self.page
        script.cached_message_hashes.extend(self._held)
        script.context_info.timezone = "UTC"
        script.context_info.locale = "en-GB"
        script.context_info.url = f"{self.address}/{self.page}"
        return message

    async def _run(self, message: BackMsg, limit: float) -> View:
        if self.socket is None:
            raise NotShown("not connected")
        view = View()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(limit):
            while True:
                answer = await self.socket.recv()
                if isinstance(answer, bytes) and self._take(ForwardMsg.FromString(answer), view):
                    return view

    def _take(self, message: ForwardMsg, view: View) -> bool:
        """Note what a message brings; true when it is the last one of the page."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            # a reference to a message sent before, whose place on the page comes with the reference
            held = self._held.get(message.ref_hash)
            if held is None:
                raise NotShown("a reference to a message that was never sent")
            message, kind = held, held.WhichOneof("type")
        elif message.metadata.cacheable and message.hash:
            self._held[message.hash] = message
        if kind == "new_session":
            view.html, view.figures = [], []
            self._hash = message.new_session.page_script_hash
        elif kind == "navigation" and message.navigation.page_script_hash:
            self._hash = message.navigation.page_script_hash
        elif kind == "page_not_found":
            view.failed = "page not found"
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message, view)
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                view.failed = "the page's file could not be read"
            return message.script_finished in (*ENDED, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
        return False

    def _element(self, message: ForwardMsg, view: View) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type") or ""
        if kind == "html":
            view.html.append(element.html.body)
            if "class='failed'" in element.html.body:
                view.failed = "a part of the page could not be shown"
        elif kind == "vega_lite_chart":
            view.figures.append(element.vega_lite_chart.alt)
        elif kind == "bidi_component":
            view.figures += map(unescape, _DRAWN.findall(element.bidi_component.html_content))
        elif kind == "exception":
            view.failed = f"{element.exception.type}: {element.exception.message}"
        elif kind in ("radio", "selectbox", "button_group"):
            inner = getattr(element, kind)
            options = [getattr(option, "content", option) for option in inner.options]
            self.widgets[inner.label] = (kind, tuple(options), inner.id)
