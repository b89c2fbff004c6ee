"""Breaks the dashboard at one call: an exception in the n-th function that a page calls in one room."""

from __future__ import annotations

import inspect
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

import streamlit as st

from components.claims import files
from tests.browser.server import ROOT

ROOMS = ("tables", "claims", "charts", "exports", "ui")
_SPARED = (
    "components/ui/faults.py", "components/ui/text.py", "components/ui/navigation.py", "components/ui/streamlit_internals.py",
)  # fmt: skip
"""What says that something failed cannot say so of itself, nor the list of pages that no page is there."""

_READ = (
    "components.claims.files",
    "components.tables.record",
    "components.tables.load",
    "components.tables.descriptors",
)
_FRAME = ("<module>", "<lambda>", "run", "inside_frame")


class Broken(RuntimeError):
    """The fault that is put in."""


class Fault:
    """Counts the calls into a room, and raises in the `at`-th of them (0: in none)."""

    def __init__(self, room: str, at: int = 0) -> None:
        self.folder, self.at, self.calls, self.where = f"{ROOT}/components/{room}/", at, 0, ""

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        file = frame.f_code.co_filename
        if event != "call" or not file.startswith(self.folder) or file.endswith(_SPARED):
            return
        if frame.f_code.co_name in _FRAME:
            return
        if file.endswith("components/ui/topic_page.py") and frame.f_code.co_name == "show":
            return  # the page itself, before it is inside the frame
        if frame.f_code.co_flags & inspect.CO_GENERATOR:
            return  # a generator that is thrown away is called once more, where nobody hears it
        self.calls += 1
        if self.calls == self.at:
            self.where = f"{file.removeprefix(f'{ROOT}/')}:{frame.f_code.co_qualname}"
            raise Broken(f"secret of {self.where}")


class Calls:
    """Counts the calls into every room, and breaks nothing."""

    def __init__(self) -> None:
        self.rooms = {room: Fault(room) for room in ROOMS}

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        for fault in self.rooms.values():
            fault(frame, event, argument)


T = TypeVar("T", Fault, Calls)


@contextmanager
def put_in(fault: T) -> Iterator[T]:
    """The fault for every thread that is started inside, with nothing kept from before."""
    cold()
    files.load()
    threading.setprofile(fault)
    try:
        yield fault
    finally:
        threading.setprofile(None)
        cold()


def cold() -> None:
    """Forget what is kept, so that a page asks for everything anew; the data stay read, as in a server that runs."""
    st.cache_resource.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("components.") and name not in _READ:
            for held in vars(module).values():
                if hasattr(held, "cache_clear") and held.__module__ == name:
                    held.cache_clear()
