"""Whom nginx asks for a reader, and whose request it takes one for: before replicas that only say who they are."""

from __future__ import annotations

import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from deploy import local, nginx

Front = Callable[..., str]


@contextmanager
def naming(name: str) -> Iterator[str]:
    """A replica that answers everything with its name; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(name.encode())

        def log_message(self, *_: object) -> None:
            """Nothing is written."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def hanging() -> Iterator[str]:
    """A replica that takes every connection and answers nothing; its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def front(configuration: nginx.Written, tmp_path: Path) -> Iterator[Front]:
    """Starts nginx before the replicas given and says where its health check is."""
    with ExitStack() as stack:

        def start(replicas: Sequence[str], **more: object) -> str:
            work = tmp_path / "work"
            shutil.copytree(configuration.path.parent / "shell", work / "shell")
            listen = f"127.0.0.1:{local.free_port()}"
            site = configuration.path.parents[1] / "files"
            made = nginx.write(work, site=site, listen=listen, replicas=replicas, quality=1, **more)  # type: ignore[arg-type]
            return f"{stack.enter_context(local.nginx(made))}/live/_stcore/health"

        yield start


def said(url: str, **headers: str) -> str:
    """What is answered; of a refusal its number."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers={name.replace("_", "-"): v for name, v in headers.items()}),
            timeout=20,
        ) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return str(error.code)


def test_a_reader_stays_on_one_replica_and_readers_are_shared_out(front: Front) -> None:
    with naming("one") as one, naming("two") as two:
        address = front([one, two])
        by_reader = [{said(address, Cookie=f"replica=r{at}") for _ in range(3)} for at in range(12)]
    assert all(len(names) == 1 for names in by_reader)
    assert set().union(*by_reader) == {"one", "two"}


def test_a_replica_that_hangs_is_passed_over(front: Front) -> None:
    with naming("one") as one, hanging() as other:
        address = front([one, other])
        begin = time.monotonic()
        for at in range(50):
            assert said(address, Cookie=f"replica=r{at}") == "one"
            if time.monotonic() - begin > 2:  # this reader's was the one that hangs
                break
        assert 2 < time.monotonic() - begin < 20


@pytest.mark.parametrize(("trusted", "second"), [((), "429"), (("127.0.0.0/8",), "one")])
def test_readers_behind_a_trusted_proxy_have_a_limit_each(
    front: Front, trusted: tuple[str, ...], second: str
) -> None:
    with naming("one") as one:
        address = front([one], limits=nginx.Limits(1, 1, 1), trusted=trusted)
        first = [said(address, X_Forwarded_For="198.51.100.1") for _ in range(8)]
        assert "429" in first
        assert said(address, X_Forwarded_For="198.51.100.2") == second
