"""The front: it serves both editions, compressed and under a strict policy, and answers no odd path."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from websockets.exceptions import InvalidStatus

from components.claims import files
from components.exports.site import makers, of, shell
from components.ui import take
from components.ui.frame import script
from components.ui.streamlit_internals import filled
from deploy import local, nginx
from deploy.viewer import Viewer
from tests.browser.conftest import IDLE
from tests.deploy.conftest import ran

CLOSED = (
    "live/_stcore/metrics", "live/_stcore/upload_file/a/b", "live/_stcore/agent/openapi.json", "live/_stcore/agent/interact",
    "live/_stcore/script-health-check", "live/_stcore/allowed-message-origins", "live/component/x/index.html", "live/app.py",
    "live/.streamlit/config.toml", "live/app/static/../app.py", "live/media/../app.py", "live/static/../index.html.map",
    "live/_stcore/bidi-components/x/y.js", "live/spending/_stcore/stream", "live/page.html", "live/index.html", "assets/../nginx.conf",
    "live/nonsense", "live/spending/nonsense", "live/auth/login", "live/oauth2callback", "_headers", "_stcore/health", ".git/config",
    "live/%2e%2e/app.py", "live/stream", "live/metrics",
)  # fmt: skip


def asked(url: str, **headers: str) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}


@pytest.mark.parametrize("path", CLOSED)
def test_an_odd_path_is_refused(front: str, path: str) -> None:
    assert asked(f"{front}/{path}")[0] in (400, 404)


@pytest.mark.parametrize("path", ["live/nonsense", "live/spending/nonsense", "live/_stcore/metrics"])
def test_what_the_live_app_does_not_have_is_said_on_a_page_with_ways_on(front: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{front}/{path}", timeout=10)
    assert refused.value.code == 404 and "Not here" in refused.value.read().decode()
    assert refused.value.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_slash_too_many_leads_to_the_page_with_its_choices(front: str) -> None:
    with urllib.request.urlopen(f"{front}/live/spending/?prices=constant", timeout=10) as answer:
        assert answer.url == f"{front}/live/spending?prices=constant"


def test_nginx_itself_accepts_the_configuration(configuration: nginx.Written) -> None:
    done = subprocess.run([*local.command(configuration), "-t"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr and "[emerg]" not in done.stderr, done.stderr


@pytest.mark.parametrize(
    ("path", "title", "charts"),
    [
        ("", "claims from one article", 3), ("spending?prices=constant", "Spending", 5), ("briefing", "Briefing", 1),
        ("force_model", "Force model", 3), ("commitments", "Commitments", 2), ("casualty_figures", "Casualty figures", 1),
        ("claims?claim=every_inch_words", "every inch", 0), ("embed?figure=spending-by-year", "", 1),
    ],
)  # fmt: skip
def test_the_live_app_works_through_the_front_under_its_policy(
    browser: Browser, front: str, path: str, title: str, charts: int
) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    said, away, lost = [], [], []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: away.append(request.url))
    page.on("response", lambda answer: lost.append(answer.url) if answer.status >= 400 else None)
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.blockedURI + e.violatedDirective))"
    )
    page.goto(f"{front}/live/{path}")
    page.wait_for_selector(IDLE, timeout=30_000)
    if charts:
        page.locator(filled("st(VegaLiteChart) svg.marks, .drawn")).nth(charts - 1).wait_for(timeout=30_000)
    page.wait_for_timeout(800)
    if title:
        assert title in page.locator("h1").first.inner_text()
    assert page.evaluate("refused") == [] and said == [] and lost == []
    assert [a for a in away if not a.startswith((front, "data:", "blob:"))] == []
    page.context.close()


def test_a_script_that_a_page_may_show_later_is_fetched_only_then(browser: Browser, front: str) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    said, lost, scripts = [], [], []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda answer: lost.append(answer.url) if answer.status >= 400 else None)
    page.on("request", lambda request: scripts.append(request.url) if request.url.endswith(".js") else None)
    page.goto(f"{front}/live/spending")
    page.wait_for_selector(IDLE, timeout=30_000)
    assert not any("lotly" in script for script in scripts), scripts
    page.locator(".st-key-take-spending-increase-by-ally").get_by_text(take.INTERACTIVE).click()
    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=30_000)
    assert any("lotly" in script for script in scripts)
    page.goto(f"{front}/live/data")
    page.get_by_text("All rows, to search and sort").click()
    page.locator(filled("st(DataFrame) canvas")).first.wait_for(timeout=30_000)
    assert said == [] and lost == []
    page.context.close()


def test_the_presenters_component_runs_under_the_policy(browser: Browser, front: str) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{front}/live/briefing?present=yes")
    page.wait_for_selector(".stage .opening", timeout=30_000)
    assert refused == []
    page.context.close()


def test_the_policy_allows_the_inline_scripts_that_are_there_and_no_other(front: str) -> None:
    for path in ("live/", "live/spending"):
        with urllib.request.urlopen(f"{front}/{path}", timeout=10) as answer:
            policy, text = answer.headers["Content-Security-Policy"], answer.read().decode("utf-8")
        there = {
            base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
            for inline in (*re.findall(r"<script>(.*?)</script>", text, re.DOTALL), script())
        }
        assert there and set(re.findall(r"'sha256-([^']+)'", policy)) == there
        scripts = next(part for part in policy.split(";") if "script-src" in part)
        assert "unsafe-inline" not in scripts and "'unsafe-eval'" not in scripts and "*" not in policy


def test_only_the_page_that_is_made_for_it_stands_in_other_sites_frames(front: str) -> None:
    for path, may in (("live/", "'self'"), ("live/spending", "'self'"), ("live/embed", "*"), ("figures/one.svg", "*"), ("", "'none'")):  # fmt: skip
        assert asked(f"{front}/{path}")[1]["content-security-policy"].endswith(f"frame-ancestors {may}"), path


def test_a_page_of_another_site_cannot_open_a_socket(front: str) -> None:
    async def tried(origin: str) -> int:
        viewer = Viewer(f"{front}/live")
        viewer.origin = origin
        try:
            async with viewer:
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    assert ran(tried("http://elsewhere.invalid")) == 403
    assert ran(tried(front)) == 101


def test_scripts_come_compressed_and_are_kept_for_a_year(front: str) -> None:
    with urllib.request.urlopen(f"{front}/live/spending", timeout=10) as answer:
        text = answer.read().decode("utf-8")
    scripts = re.findall(r'(?:src|href)="\./(static/js/[^"]+)"', text)
    assert scripts
    compressed = 0
    for name in scripts:
        status, headers = asked(f"{front}/live/{name}", **{"Accept-Encoding": "gzip"})
        assert status == 200 and "immutable" in headers["cache-control"]
        compressed += headers.get("content-encoding") == "gzip"
    assert compressed > len(scripts) / 2, "all but those that are too small to gain"


def test_the_static_edition_is_at_the_root_and_runs_nothing(front: str) -> None:
    status, headers = asked(f"{front}/")
    assert status == 200 and headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    # A new tab that another window opened waits for a process of its own: only where there is a script to keep apart.
    assert "cross-origin-opener-policy" not in headers
    assert asked(f"{front}/live/spending")[1]["cross-origin-opener-policy"] == "same-origin"
    assert asked(f"{front}/nothing/here")[0] == 404
    for up in ("", "../", "../../", "/"):  # a page's own styles pass the server's policy too
        assert set(re.findall(r"'sha256-[^']+'", shell.policy(up))) <= set(headers["content-security-policy"].replace(";", " ").split())  # fmt: skip
    assert "immutable" in asked(f"{front}/assets/font-0.woff2")[1]["cache-control"]


@pytest.mark.parametrize(("path", "there"), [("", True), ("data/", True), ("figures/one/", True), ("figures/one.svg", False), ("robots.txt", False)])  # fmt: skip
def test_every_page_of_the_static_edition_asks_for_its_fonts_at_once(
    front: str, path: str, there: bool
) -> None:
    assert ("source-serif" in asked(f"{front}/{path}")[1].get("link", "")) == there


def test_a_reader_gets_one_cookie(front: str) -> None:
    _, headers = asked(f"{front}/live/")
    cookie = headers["set-cookie"]
    assert cookie.startswith("replica=") and "HttpOnly" in cookie
    again = asked(f"{front}/live/", Cookie=cookie.split(";")[0])[1]
    assert "set-cookie" not in again


def test_with_a_certificate_the_app_comes_over_https_and_all_its_scripts_at_once(
    browser: Browser, secure_front: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, ignore_https_errors=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    answer = page.goto(f"{secure_front}/live/force_model")
    page.wait_for_selector(IDLE, timeout=60_000)
    page.locator(filled("st(VegaLiteChart) svg.marks, .drawn")).nth(2).wait_for(timeout=30_000)
    hops = page.evaluate(
        "performance.getEntriesByType('resource').filter(r => r.name.endsWith('.js')).map(r => r.nextHopProtocol)"
    )
    assert len(hops) >= 3 and set(hops) == {"h2"}
    assert answer and "max-age" in answer.headers["strict-transport-security"]
    assert [cookie["secure"] for cookie in context.cookies() if cookie["name"] == "replica"] == [True]  # type: ignore[typeddict-item]
    assert said == []
    context.close()


def test_files_are_named_from_where_the_command_is_given(
    tmp_path: Path, configuration: nginx.Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[dict] = []
    monkeypatch.setattr(nginx, "write", lambda folder, **given: made.append(given) or configuration)
    monkeypatch.setattr(nginx, "check", lambda folder, site: None)
    monkeypatch.chdir(tmp_path)
    words = "nginx web --certificate chain.pem --key key.pem --run run --log nginx.log --trust 10.0.0.0/8"
    monkeypatch.setattr("sys.argv", words.split())
    nginx.main()
    here = str(tmp_path)
    assert made[0]["certificate"] == nginx.Certificate(f"{here}/chain.pem", f"{here}/key.pem")
    assert made[0]["run"] == tmp_path / "run" and made[0]["log"] == f"{here}/nginx.log"
    assert made[0]["trusted"] == ["10.0.0.0/8"]


def test_a_certificate_needs_its_key(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["nginx", "folder", "--certificate", "chain.pem"])
    with pytest.raises(SystemExit):
        nginx.main()
    assert "--certificate and --key go together" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (None, "there is no .*make site writes it"),
        ("<style>h1{}</style>", "styles of another version"),
        (f"<meta content=\"{html.escape(shell.policy('')).replace('sha256-', 'sha256-x')}\">", "styles of another version"),
    ],
)  # fmt: skip
def test_a_static_edition_that_would_stand_without_its_styles_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], page: str | None, said: str
) -> None:  # fmt: skip
    (tmp_path / "site").mkdir()
    if page:
        (tmp_path / "site/index.html").write_text(page, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["nginx", str(tmp_path / "web"), "--site", str(tmp_path / "site")])
    with pytest.raises(SystemExit):
        nginx.main()
    assert re.search(said, capsys.readouterr().err)
    assert not (tmp_path / "web").exists()


def test_a_static_edition_of_this_version_is_served(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(makers(of(*files.load()))["index.html"]())
    nginx.check(tmp_path.parent / "web", tmp_path)


@pytest.mark.parametrize("given", ["site", "site/part", "."])
def test_the_static_edition_is_not_copied_onto_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    (tmp_path / "site/part").mkdir(parents=True)
    (tmp_path / "site/CNAME").write_text("a reader's own")
    monkeypatch.setattr("sys.argv", ["nginx", str(tmp_path), "--site", str(tmp_path / given)])
    with pytest.raises(SystemExit):
        nginx.main()
    assert "give another folder" in capsys.readouterr().err
    assert (tmp_path / "site/CNAME").exists()


def test_a_folder_without_a_page_is_a_page_that_is_not_held(front: str) -> None:
    for folder in ("figures/", "assets/"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{front}/{folder}", timeout=10)
        assert refused.value.code == 404 and "Not here" in refused.value.read().decode()


def test_a_body_larger_than_a_choice_is_refused(front: str) -> None:
    request = urllib.request.Request(f"{front}/live/_stcore/health", data=b"x" * 200_000, method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code in (405, 413)
