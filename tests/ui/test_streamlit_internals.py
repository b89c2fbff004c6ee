"""What we depend on of Streamlit's inside is still there; each failure names the one that an upgrade broke."""

from __future__ import annotations

import asyncio
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
import streamlit
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.session_manager import SessionClient

from components.ui import streamlit_internals as internals
from tests.browser.server import ROOT

OURS = [
    *(ROOT / "components").rglob("*.css"),
    *(ROOT / "components").rglob("*.js"),
    *(path for folder in ("components", "deploy", "benchmarks", "pages", "tests") for path in (ROOT / folder).rglob("*.py")),
    ROOT / "serve.py",
]  # fmt: skip


@cache
def scripts() -> str:
    """All of Streamlit's front end as one text."""
    folder = Path(streamlit.__file__).parent / "static/static/js"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))


@pytest.mark.parametrize("name", internals.ELEMENTS)
def test_an_element_of_streamlits_page_has_its_name(name: str) -> None:
    assert re.search(rf"[\"'`]st{name}[\"'`]", scripts())


@pytest.mark.parametrize("name", internals.STATES)
def test_a_state_of_streamlits_page_has_its_name(name: str) -> None:
    assert f"data-test-{name}-state" in scripts()


def test_every_option_of_the_configuration_exists_in_this_streamlit() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    known = set(config.get_config_options(force_reparse=False))
    assert set(internals.OPTIONS) <= known
    for section, options in settings.items():
        for name, value in options.items():
            names = (
                [f"{section}.{name}.{inner}" for inner in value]
                if isinstance(value, dict)
                else [f"{section}.{name}"]
            )
            assert not [n for n in names if n not in known]


def test_the_older_pages_can_be_switched_off() -> None:
    assert "uses_pages_directory" in vars(PagesManager)


def test_a_file_asks_whether_it_may_be_deleted() -> None:
    assert callable(MediaFileMetadata.mark_for_delete) and callable(MediaFileManager.remove_orphaned_files)
    assert MediaFileMetadata().is_marked_for_delete is False


def test_a_page_can_be_drawn_without_a_browser() -> None:
    assert {"connect_session", "handle_backmsg", "close_session"} <= set(vars(Runtime))
    assert asyncio.iscoroutinefunction(internals.draw_page)
    assert SessionClient.__abstractmethods__ == {"write_forward_msg"}
    message = internals.BackMsg()
    message.rerun_script.page_name = "spending"
    assert message.WhichOneof("type") == "rerun_script"
    assert "script_finished" in internals.ForwardMsg.DESCRIPTOR.fields_by_name


def test_nothing_else_names_what_is_inside_streamlit() -> None:
    """No test id and no private module of Streamlit outside the one module; `testing` and `errors` are for everybody."""
    private = re.compile(
        r"data-test(?:id|-\w+-state)|(?:from|import) streamlit\.(?!testing|errors|components)|from streamlit import config"
    )
    allowed = {Path(internals.__file__), Path(__file__)}
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in OURS
        if path not in allowed
        for match in private.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_an_element_that_is_not_listed_is_refused() -> None:
    with pytest.raises(KeyError):
        internals.filled("st(Nothing) p { color: red }")


def test_a_file_is_there_while_others_are_shown_pages_and_gone_after_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(internals.time, "monotonic", lambda: now[0])
    internals.keep_files()
    storage = MemoryMediaFileStorage("/media")
    manager = MediaFileManager(storage)
    made = manager.add_deferred(lambda: b"a file", "text/csv", "0.1", file_name="a.csv")
    name = manager.execute_deferred(made).rpartition("/")[2]
    for _ in range(50):  # each is the end of somebody's page
        manager.remove_orphaned_files()
    assert storage.get_file(name).content == b"a file"
    now[0] += internals.FILES_LAST
    for _ in range(2):
        manager.remove_orphaned_files()
    with pytest.raises(Exception, match="Bad filename"):
        storage.get_file(name)
