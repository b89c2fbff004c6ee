"""A file that a reader has asked for is there until the browser has fetched it, however many readers there are.

Streamlit makes the file when it is asked for, tells the browser its address, and deletes it after the second page that
anybody is shown from then on: with fifteen pages a second and a line of 60 ms, a tenth of the files were gone before
the browser came for them. Here a file lasts a minute.
"""

from __future__ import annotations

import time
from typing import Final

from streamlit.runtime.media_file_manager import MediaFileMetadata

LASTS: Final = 60.0
"""Seconds."""


def keep() -> None:
    """From now on a file lasts as long as is said above."""
    MediaFileMetadata.mark_for_delete = _mark_once_old  # type: ignore[method-assign, assignment]


def _mark_once_old(file: MediaFileMetadata) -> None:
    """Asked for each file that nobody shows; a marked one is deleted the next time."""
    now = time.monotonic()
    if now - vars(file).setdefault("_unused_since", now) >= LASTS:
        file._is_marked_for_delete = True
