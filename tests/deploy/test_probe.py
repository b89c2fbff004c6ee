"""The probe: it passes when a page renders and fails whenever a reader would see none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from deploy import local, probe
from deploy.viewer import NotShown
from tests.deploy.conftest import ran

SCRIPTS = {
    "no title": "st.write('nothing to see')",
    "failing": "st.html('<h1>Spending</h1>')\nraise ValueError('broken')",
    "failed part": "st.html('<h1>Spending</h1>')\nst.html(\"<p class='failed' role='alert'>no</p>\")",
    "unreadable": "this is not python",
    "data refused": "st.html('<h1>The data cannot be shown</h1>')",
    "good": "st.html('<h1>Spending</h1>')",
}


def test_it_passes_for_pages_that_render(front: str) -> None:
    command = [sys.executable, "-m", "deploy.probe", f"{front}/live", "", "spending", "claims"]
    done = subprocess.run(command, cwd=local.ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "/spending: Spending" in done.stdout


def test_it_fails_for_a_page_that_is_not_there_and_where_nobody_answers(front: str) -> None:
    for address, page in ((f"{front}/live", "nosuch"), (f"http://127.0.0.1:{local.free_port()}/live", "")):
        command = [sys.executable, "-m", "deploy.probe", address, page]
        done = subprocess.run(command, cwd=local.ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and "not shown" in done.stderr


def test_a_healthy_server_whose_page_does_not_render_fails_the_probe(tmp_path: Path) -> None:
    servers = {}
    for name, body in SCRIPTS.items():
        script = tmp_path / name.replace(" ", "_") / "app.py"
        script.parent.mkdir()
        script.write_text(f"import streamlit as st\n\n{body}\n", encoding="utf-8")
        servers[name] = local.Server(script)
    with local.servers(*servers.values()):  # each answers its own health check
        assert ran(probe.check(servers["good"].address, "")) == "Spending"
        for name, server in servers.items():
            if name != "good":
                with pytest.raises(NotShown):
                    ran(probe.check(server.address, "", limit=10))
