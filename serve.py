"""The dashboard as one of many replicas: every page is drawn once before the first reader is let in.

    python serve.py --port 8501 --base live      (`streamlit run app.py` shows the same, to one reader sooner)

A replica that listens is given readers, and `streamlit run` listens before it can answer. Here the port is opened
when the pages are drawn: while a replica starts, its readers are shown the page by another. See deploy/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance
from streamlit.runtime.session_manager import SessionClient

from components import registry
from deploy.request_filter import RequestFilter

_LIMIT = 60
_LARGEST = 1_000_000
"""Bytes of what a reader may send at once: choices, which are a few thousand."""
_LOG = logging.getLogger("against_the_record")


class _Reader(SessionClient):
    """A reader without a browser, who only notes that a page is whole."""

    def __init__(self) -> None:
        self.whole = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        if msg.WhichOneof("type") == "script_finished":
            self.whole.set()


async def drawn(page: str) -> None:
    """Draw one page in a session of its own."""
    runtime, reader, message = get_instance(), _Reader(), BackMsg()
    session = runtime.connect_session(client=reader, user_info={})
    message.rerun_script.page_name = page
    runtime.handle_backmsg(session, message)
    try:
        await asyncio.wait_for(reader.whole.wait(), _LIMIT)
    except TimeoutError:
        _LOG.error("page %r was not drawn in %s s", page, _LIMIT)
    finally:
        runtime.close_session(session)


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Draw the overview and every other page; what stays is not looked through for garbage again."""
    for page in registry.ADDRESSES:
        await drawn(page)
    gc.collect()
    gc.freeze()
    yield


def main() -> None:
    """Serve, without a log of who asked for what."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--base", default="", help="the part of the address that the dashboard stands under")
    asked = parser.parse_args()
    os.chdir(Path(__file__).parent)  # where Streamlit looks for its configuration
    config.set_option("server.baseUrlPath", asked.base)
    app = st.App(
        Path(__file__).with_name("app.py"), lifespan=warm, middleware=[Middleware(RequestFilter, base=asked.base)]
    )
    uvicorn.run(
        app, host=asked.host, port=asked.port, log_level="warning", access_log=False, server_header=False,
        ws_per_message_deflate=True, ws_max_size=_LARGEST, timeout_graceful_shutdown=5,
    )  # fmt: skip


if __name__ == "__main__":
    main()
