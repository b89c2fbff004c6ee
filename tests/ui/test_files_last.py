"""A file that was made for a reader outlives other readers' pages, and not for ever."""

from __future__ import annotations

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from components.ui import streamlit_internals


def test_a_file_is_there_while_others_are_shown_pages_and_gone_after_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(streamlit_internals.time, "monotonic", lambda: now[0])
    streamlit_internals.keep_files()
    storage = MemoryMediaFileStorage("/media")
    manager = MediaFileManager(storage)
    made = manager.add_deferred(lambda: b"a file", "text/csv", "0.1", file_name="a.csv")
    name = manager.execute_deferred(made).rpartition("/")[2]
    for _ in range(50):  # each is the end of somebody's page
        manager.remove_orphaned_files()
    assert storage.get_file(name).content == b"a file"
    now[0] += streamlit_internals.FILES_LAST
    for _ in range(2):
        manager.remove_orphaned_files()
    with pytest.raises(Exception, match="Bad filename"):
        storage.get_file(name)
