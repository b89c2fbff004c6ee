"""Request filter: which requests reach the server at all. For the live app served by itself, without a proxy before it.

Streamlit answers every address with its own page, and strangers with its counters; no setting closes either. It also
asks a service outside for this machine's address when a page of another site opens a socket. Here only what the app
needs is let through, as `deploy/nginx.conf.in` does; everything else is a short refusal that repeats nothing.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

from components import registry

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
_SOCKET: Final = "_stcore/stream"
_OPEN: Final = re.compile(
    rf"(?:{'|'.join(filter(None, registry.ADDRESSES))})?|favicon\.png|static/(?!.*\.\.)[\w./-]*\w|media/[\w.-]+|_stcore/(?:health|host-config)",
    re.ASCII,
)
_LONGEST: Final = 16_384
"""Bytes of a query string: a briefing's address is long, none is longer."""


class RequestFilter:
    """An ASGI application that lets `app` answer what a reader's browser asks of it; `base` is where it stands."""

    def __init__(self, app: App, *, base: str = "") -> None:
        self.app = app
        self.base = f"/{base.strip('/')}/".replace("//", "/")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self.allows(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": 404, "headers": headers})
            await send({"type": "http.response.body", "body": b"Not found" * (scope["method"] != "HEAD")})

    def allows(self, scope: Message) -> bool:
        """Is this something the app is asked for by its own pages?"""
        path, inside = scope["path"], scope["path"].removeprefix(self.base)
        if not path.startswith(self.base) or len(scope["query_string"]) > _LONGEST:
            return False
        if scope["type"] == "websocket":
            return inside == _SOCKET and _same_site(dict(scope["headers"]))
        return scope["method"] in ("GET", "HEAD") and _OPEN.fullmatch(inside) is not None


def _same_site(headers: dict[bytes, bytes]) -> bool:
    """Does the socket come from a page of this host, or from something that is no browser?"""
    origin = headers.get(b"origin")
    if origin is None:
        return True
    try:
        return (
            urlsplit(origin.decode("ascii")).netloc.lower()
            == headers.get(b"host", b"").decode("ascii").lower()
        )
    except ValueError:
        return False
