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

from components import registry
from components.delivery import ahead
from components.ui import streamlit_internals
from deploy.request_filter import RequestFilter

_LIMIT = 60
_LARGEST = 1_000_000
"""Bytes of what a reader may send at once: choices, which are a few thousand."""
_LOG = logging.getLogger("against_the_record")


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Draw every page and its figures; what stays is not looked through for garbage again."""
    for page in registry.ADDRESSES:
        if not await streamlit_internals.draw_page(page, _LIMIT):
            _LOG.error("page %r was not drawn in %s s", page, _LIMIT)
    if not await asyncio.to_thread(ahead.finish, _LIMIT):
        _LOG.error("not all figures were drawn in %s s; their live charts are shown", _LIMIT)
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
    streamlit_internals.set_base(asked.base)
    app = st.App(
        Path(__file__).with_name("app.py"),
        lifespan=warm,
        middleware=[Middleware(RequestFilter, base=asked.base)],
    )
    uvicorn.run(
        app, host=asked.host, port=asked.port, log_level="warning", access_log=False, server_header=False,
        ws_per_message_deflate=True, ws_max_size=_LARGEST, timeout_graceful_shutdown=5,
    )  # fmt: skip


if __name__ == "__main__":
    main()
