"""The dashboard where something around it is missing or wrong: it shows the page as ever, or says one clear line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.server import PATIENCE, ROOT
from tests.faults.server import command, copied, logged

YEARS = 20 * 365 * 86_400
ROOT_USER = os.geteuid() == 0
ALONE = ["unshare"] if ROOT_USER else ["unshare", "--map-root-user"]
READ_ONLY = [*ALONE, "--mount", "sh", "-c", 'mount -o remount,bind,ro / && exec "$@"', "sh"]
CONDITIONS: dict[str, tuple[list[str], dict[str, str]]] = {
    "a home that nobody can write to": ([], {"HOME": "/proc/none", "XDG_CACHE_HOME": "/proc/none", "MPLCONFIGDIR": "/proc/none"}),
    "a file system that nobody can write to": (READ_ONLY, {"PYTHONDONTWRITEBYTECODE": "1"}),
    "no network": ([*ALONE, "--net"], {}),
    "a clock twenty years behind": ([], {"PYTHONPATH": str(ROOT / "tests/faults/skewed"), "CLOCK_WRONG_BY": str(-YEARS)}),
    "a clock twenty years ahead": ([], {"PYTHONPATH": str(ROOT / "tests/faults/skewed"), "CLOCK_WRONG_BY": str(YEARS)}),
    "a locale without UTF-8": ([], {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "no fonts on the machine": ([], {"FONTCONFIG_FILE": "/dev/null", "FONTCONFIG_PATH": "/dev/null"}),
}  # fmt: skip


def asked(folder: Path, page: str, condition: tuple[list[str], dict[str, str]]) -> dict[str, object]:
    before, environment = condition
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.faults.ask", str(folder), page],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, encoding="utf-8", timeout=4 * PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def usual() -> dict[str, object]:
    return asked(ROOT, "spending", ([], {}))


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_page_is_the_same_with(condition: str, usual: dict[str, object]) -> None:
    shown = asked(ROOT, "spending", CONDITIONS[condition])
    assert shown["failed"] == "" and shown["title"] == "Spending" and shown["figures"]
    assert shown == usual


def test_no_number_and_no_word_depends_on_the_day() -> None:
    asks = re.compile(r"\b(?:now|today|utcnow|time|localtime|gmtime)\(\)")
    code = [ROOT / "app.py", *(ROOT / "components").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    assert [file.name for file in code if asks.search(file.read_text(encoding="utf-8"))] == []


def test_without_the_fonts_of_the_take_aways_every_page_is_shown_and_a_picture_says_which_font(
    tmp_path: Path,
) -> None:
    folder = copied(tmp_path / "copy")
    for font in (folder / "components/fonts").glob("*.ttf"):
        font.unlink()
    code = (
        "from components.claims import files; from components import exports; from components.exports import images; "
        "from components.topics import exhibits; held = files.load(); "
        "images.png(exhibits.find(*held, 'spending-by-year'), exports.stamp(held[0], 'https://example.org/'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=4 * PATIENCE
    )
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode and "SourceS" in last and ".ttf" in last
    assert asked(folder, "spending", ([], {}))["failed"] == ""


def test_a_second_dashboard_on_one_port_says_so_in_one_line_and_the_first_goes_on(tmp_path: Path) -> None:
    with logged(ROOT, tmp_path / "log") as url:
        port = int(url.rpartition(":")[2])
        second = subprocess.run(command(port), cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
        said = [line for line in (second.stdout + second.stderr).splitlines() if line.strip()]
        assert second.returncode != 0 and len(said) == 1 and str(port) in said[0]
        code = f"import urllib.request as r; print(r.urlopen('{url}/_stcore/health').status)"
        assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "200\n"
