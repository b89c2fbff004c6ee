"""The server gives strangers nothing: no file, no counter, no upload, no socket to another site's page."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Browser, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from components.ui.streamlit_internals import BackMsg, ForwardMsg, filled
from deploy.request_filter import RequestFilter
from tests.browser.conftest import opened
from tests.browser.logged import GUARDED, Logged, logged
from tests.browser.server import PATIENCE, ROOT

SHELL = (Path(streamlit.__file__).parent / "static/index.html").read_bytes()
"""Streamlit's own page, which it gives at every address that it does not know: nothing of ours is in it."""
MARK = "zq7vx"
_FILES = (
    "app.py", "serve.py", "Makefile", "requirements.txt", ".gitignore", ".git/config", ".git/HEAD", ".streamlit/config.toml",
    ".streamlit/secrets.toml", "data/descriptors.toml", "data/record/editions.csv", "components/theme.py", "pages/spending.py",
    "tests/addresses.txt",
)  # fmt: skip
_UP = (
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..%255c", "%252e%252e%252f", "..;/", "....//", "%c0%ae%c0%ae/", "%uff0e%uff0e/",
    "..%00/", "./../", "static/../../", "media/../", "component/../", "app/static/../", "app/static/%2e%2e/", "static/%2e%2e/%2e%2e/",
    "_stcore/bidi-components/../../",
)  # fmt: skip
_STREAMLITS = (
    "_stcore/metrics", "_stcore/metrics?families=session_events_total", "_stcore/script-health-check", "_stcore/allowed-message-origins",
    "_stcore/agent/interact", "_stcore/agent/openapi.json", "_stcore/agent/mcp", "_stcore/agent/x", "_stcore/upload_file/a/b",
    "_stcore/upload_file", "_stcore/bidi-components/x/y.js", "_stcore/bidi-components/against_the_record.copy/../app.py",
    "_stcore/message", "_stcore/stream", "_stcore/reload", "_stcore/", "_stcore", "component/x/index.html", "component/", "media/x.csv",
    "media/../app.py", "app/static/icon.png", "app/static/", "static/", "static/js/", "static/../index.html.map", "healthz", "stream",
    "script-health-check", "auth/login", "auth/logout", "oauth2callback?code=x&state=y", "vendor/", "st-allowed-message-origins",
)  # fmt: skip
_PROBES = (
    "index.php", "wp-login.php", "wp-admin/setup-config.php", "xmlrpc.php", "phpinfo.php", "phpmyadmin/", "cgi-bin/test.cgi", ".env",
    ".aws/credentials", ".ssh/id_rsa", ".htpasswd", ".DS_Store", "server-status", "actuator/env", "actuator/heapdump", "debug/pprof/",
    "metrics", "console", "admin", "login", "api/v1/pods", "graphql", "swagger.json", "openapi.json", "docs", "sse", "mcp",
    ".well-known/openid-configuration", ".well-known/mcp.json", "etc/passwd", "/etc/passwd", "//etc/passwd", "//elsewhere.invalid/x",
    "C:/windows/win.ini", "%5c%5chost%5cshare", "proc/self/environ", "backup.zip", "dump.sql", "id_rsa", "robots.txt~", "spending.py",
    "spending/app.py", "spending/../app.py", "%00", "app.py%00.png", "%ff%fe", "%", "%zz", "~root/", "*", ";/app.py",
)  # fmt: skip
_ALWAYS_OPEN = ("/_stcore/metrics", "/_stcore/agent/openapi.json")
"""What Streamlit shows to everyone, with the agent interface off too, and no setting closes."""
_METHODS = ("POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "OPTIONS", "DEBUG", "GET_")


def odd() -> list[tuple[str, str]]:
    """Methods and targets that nothing of the dashboard asks for."""
    climbs = [f"/{up * 3}{name}" for up, name in zip(_UP * 3, _FILES * 5, strict=False)][:60]
    paths = [*(f"/{name}" for name in (*_FILES, *_STREAMLITS, *_PROBES)), *climbs]
    paths += [
        f"/{'a' * 9_000}{MARK}",
        f"/{MARK}/" * 800,
        f"/?{MARK}=" + "b" * 30_000,
        f"/{MARK}{'%20' * 2_000}",
    ]
    gets = [("GET", path if "?" in path else f"{path}?{MARK}") for path in dict.fromkeys(paths)]
    return gets + list(product(_METHODS, ("/", "/spending", "/app.py", "/_stcore/upload_file/a/b")))


def answer(port: int, method: str, target: str, headers: str = "") -> tuple[int, dict[str, str], bytes]:
    """What the server answers to exactly this request: status, headers, body."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(
            f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{headers}\r\n".encode()
        )
        got = b"".join(iter(lambda: line.recv(65_536), b""))
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    named = {name.lower(): value for name, _, value in (text.partition(": ") for text in lines)}
    return int(first.split()[1]) if first else 0, named, body


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logged]:
    with logged(tmp_path_factory.mktemp("plain")) as server:
        yield server


class Outside:
    """Stands where the server's questions to services outside would go, and counts them."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.asked = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            self.asked += 1
            line.close()


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    found = Outside()
    yield found
    found.socket.close()


@pytest.fixture(scope="module")
def behind_filter(tmp_path_factory: pytest.TempPathFactory, outside: Outside) -> Iterator[Logged]:
    with logged(tmp_path_factory.mktemp("filter"), GUARDED, proxy=outside.url) as server:
        yield server


def given(status: int, headers: dict[str, str], body: bytes) -> str:
    """What a stranger got: "refused", Streamlit's own "page" and nothing else, or the beginning of what was given."""
    if status >= 400 or status in (301, 302, 307, 308, 204) or status == 0:
        known = (
            b"",
            b"Not found",
            b"Not Found",
            b"Bad Request",
            b"Method Not Allowed",
            b"Forbidden",
            b"Invalid HTTP request received.",
        )
        short = len(body) < 400 and not body.lstrip().startswith(b"<")
        return "refused" if body in known or short else f"{status} {body[:80]!r}"
    return "page" if body == SHELL or (body == b"" and status == 200) else f"{status} {body[:80]!r}"


SECRETS = (
    b"import streamlit",
    b"[server]",
    b"[core]",
    b"ref: refs/",
    b"Traceback",
    b"root:",
    b"# TYPE",
    b"hypothesis==",
    bytes(ROOT),
)


def test_an_odd_request_is_refused_behind_the_filter(behind_filter: Logged) -> None:
    asked = odd()
    for method, target in asked:
        status, headers, body = answer(behind_filter.port, method, target)
        assert status >= 400 or status == 0, (method, target[:80], status)
        assert given(status, headers, body) == "refused" and MARK.encode() not in body, (
            method,
            target[:80],
            body[:200],
        )
    assert "Traceback" not in behind_filter.said
    print(f"{len(asked)} odd requests, {len(asked)} refusals")


def test_the_server_by_itself_gives_odd_requests_streamlits_page_or_nothing(plain: Logged) -> None:
    """All but what it always shows, its counters and its manual for agents: neither names anything of ours."""
    asked = [(method, target) for method, target in odd() if not target.startswith(_ALWAYS_OPEN)]
    found: dict[str, int] = {}
    for method, target in asked:
        status, headers, body = answer(plain.port, method, target)
        kind = given(status, headers, body)
        assert kind in ("refused", "page"), (method, target[:80], kind)
        assert MARK.encode() not in body and not [word for word in SECRETS if word in body], (
            method,
            target[:80],
        )
        found[kind] = found.get(kind, 0) + 1
    assert "Traceback" not in plain.said
    for target in _ALWAYS_OPEN:
        status, _, body = answer(plain.port, "GET", target)
        assert status == 200 and bytes(ROOT) not in body and b"spending" not in body and b"claims" not in body
    print(
        f"{len(asked)} odd requests: {found['refused']} refused, {found['page']} given Streamlit's empty page, 0 given anything else"
    )


def test_the_dashboard_works_behind_its_filter(browser: Browser, behind_filter: Logged) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    lost: list[str] = []
    page.on("response", lambda got: lost.append(got.url) if got.status >= 400 else None)
    opened(page, f"{behind_filter.url}/", charts=3)
    page.locator(filled("st(TopNavLink)"), has_text="Spending").click()
    expect(page.locator("h1")).to_have_text("Spending")
    opened(page, f"{behind_filter.url}/spending?prices=constant", charts=4)
    expect(page.locator(".answer:visible")).to_contain_text("Neither total holds")
    page.close()
    assert [url for url in lost if "/spending/_stcore/" not in url] == [], (
        "Streamlit looks for itself below a deep link first"
    )


@pytest.mark.parametrize(
    ("kind", "path", "allowed"),
    [
        ("http", "/live/", True), ("http", "/live/spending", True), ("http", "/live/static/js/index.x.js", True), ("http", "/", False),
        ("http", "/spending", False), ("http", "/live", False), ("http", "/live/live/spending", False), ("http", "/live/spending\n", False),
        ("http", "/live/_stcore/metrics", False), ("websocket", "/live/_stcore/stream", True), ("websocket", "/_stcore/stream", False),
    ],
)  # fmt: skip
def test_under_a_folder_the_filter_lets_only_what_stands_in_it_pass(
    kind: str, path: str, allowed: bool
) -> None:
    scope = {"type": kind, "path": path, "method": "GET", "query_string": b"", "headers": []}
    assert RequestFilter(lambda *_: None, base="live").allows(scope) is allowed  # type: ignore[arg-type,return-value]


def hello(url: str, origin: str | None) -> ClientConnection:
    return connect(
        f"{url.replace('http', 'ws')}/_stcore/stream",
        origin=origin,
        subprotocols=["streamlit"],
        max_size=2**24,
    )  # type: ignore[arg-type,list-item]


FOREIGN = (
    "http://elsewhere.invalid", "https://elsewhere.streamlit.app", "null", "file://", "http://127.0.0.1.elsewhere.invalid",
)  # fmt: skip
UNREADABLE = "http://["  # at this Streamlit by itself fails, with a traceback in its log


@pytest.mark.parametrize(
    ("server", "origin"), [*product(("plain", "behind_filter"), FOREIGN), ("behind_filter", UNREADABLE)]
)
def test_a_page_of_another_site_opens_no_socket(
    server: str, origin: str, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue(server).url
    with pytest.raises(InvalidStatus) as refused:
        hello(address, origin)
    assert refused.value.response.status_code == 403


def test_behind_the_filter_another_sites_page_makes_the_server_ask_nobody(
    behind_filter: Logged, outside: Outside
) -> None:
    for origin in ("http://elsewhere.invalid", "http://127.0.0.1:1"):
        with pytest.raises(InvalidStatus):
            hello(behind_filter.url, origin)
    with hello(behind_filter.url, behind_filter.url):
        pass
    assert outside.asked == 0


def session(line: ClientConnection) -> ForwardMsg:
    """The first message of a session, which carries what the browser is told of the settings."""
    asked = BackMsg()
    asked.rerun_script.page_name = "method"
    line.send(asked.SerializeToString())
    while True:
        found = ForwardMsg()
        found.ParseFromString(line.recv(timeout=PATIENCE))  # type: ignore[arg-type]
        if found.WhichOneof("type") == "new_session":
            return found


def test_a_reader_is_not_counted_and_can_leave_no_file_and_no_endless_message(plain: Logged) -> None:
    with hello(plain.url, plain.url) as line:
        told = session(line).new_session
        assert told.config.gather_usage_stats is False and told.config.allow_run_on_save is False
        session_id = told.initialize.session_id
        cookie = answer(plain.port, "GET", "/_stcore/health")[1]["set-cookie"].split(";")[0]
        body = '--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nabc\r\n--x--\r\n'
        sent = f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(body)}\r\n"
        trusted = f"{sent}Cookie: {cookie}\r\nX-Xsrftoken: {cookie.partition('=')[2]}\r\n"
        target = f"/_stcore/upload_file/{session_id}/f"
        assert put(plain.port, target, sent, body) == 403, "without its token"
        assert put(plain.port, target, trusted, body) == 413, "no file at all"
        line.send(b"\x00" * 1_200_000)
        with pytest.raises(ConnectionClosed):
            while True:
                line.recv(timeout=PATIENCE)
    assert answer(plain.port, "GET", "/_stcore/health")[0] == 200


def put(port: int, target: str, headers: str, body: str) -> int:
    return answer(port, "PUT", target, f"{headers}\r\n{body}\r\n")[0]


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/media/x.csv"]
)
def test_no_other_site_may_read_an_answer(plain: Logged, path: str) -> None:
    _, headers, _ = answer(plain.port, "GET", path, "Origin: https://elsewhere.invalid\r\n")
    assert "access-control-allow-origin" not in headers


def test_the_settings_hold_in_whatever_starts_the_app_here() -> None:
    names = {
        "browser.gatherUsageStats": False, "server.fileWatcherType": "none", "server.runOnSave": False, "server.allowRunOnSave": False,
        "server.maxUploadSize": 0, "server.maxMessageSize": 8, "server.maxWidgetStateSize": 1, "server.enableCORS": True,
        "server.corsAllowedOrigins": [], "server.enableXsrfProtection": True, "server.enableAgentApi": False,
        "server.scriptHealthCheckEnabled": False, "server.enableStaticServing": False, "client.showErrorDetails": "none",
        "global.developmentMode": False, "server.unsafeMetricsUserAttributes": [],
    }  # fmt: skip
    code = f"import json\nimport streamlit as st\nprint(json.dumps({{n: st.get_option(n) for n in {list(names)}}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == names
