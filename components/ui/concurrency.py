"""Pages are drawn two at a time, however many readers ask at once.

Python runs one thread at a time and goes round all that wait, so that of twenty pages each is done only when nearly all
are, and the thread that sends them off waits with them. In turn, the first are on their way at once and the last no later.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

AT_ONCE: Final = 2
"""Two, so that one that waits for a file, or draws something large, does not hold up everybody."""
_PATIENCE: Final = 5.0
"""Seconds after which a page is drawn all the same: one that hangs must not take the others with it."""
_FREE: Final = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def limited(patience: float = _PATIENCE) -> Iterator[None]:
    """What is inside waits for its turn, at most `patience` seconds."""
    mine = _FREE.acquire(timeout=patience)
    try:
        yield
    finally:
        if mine:
            _FREE.release()
