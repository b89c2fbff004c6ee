"""Pages are drawn two at a time: everybody gets a turn, and whoever does not give it back holds up nobody for long."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace

import pytest

from components.ui import concurrency, frame, text


def page(run: Callable[[], None]) -> SimpleNamespace:
    return SimpleNamespace(title="A page", url_path="a_page", run=run)


class Busy:
    """A page that notes how many are drawn at once; each lasts until it is let go."""

    def __init__(self) -> None:
        self.now = self.most = self.done = 0
        self.lock = threading.Lock()
        self.begun, self.let_go = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.begun.release()
        self.let_go.acquire()
        with self.lock:
            self.now -= 1
            self.done += 1


def asked_at_once(readers: int) -> Busy:
    """A page that as many readers have asked for at once, when all have it: one is let go when as many are drawn as may be."""
    busy = Busy()
    with ThreadPoolExecutor(readers) as pool:
        for _ in range(readers):
            pool.submit(frame.run, page(busy))
        for at in range(readers):
            busy.begun.acquire()
            if at >= concurrency.AT_ONCE - 1:
                busy.let_go.release()
        for _ in range(concurrency.AT_ONCE - 1):
            busy.let_go.release()
    return busy


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, nobody loses patience."""
    monkeypatch.setattr(concurrency, "limited", partial(concurrency.limited, patience=600))


def test_twenty_readers_at_once_are_served_two_at_a_time() -> None:
    busy = asked_at_once(20)
    assert (busy.most, busy.done) == (concurrency.AT_ONCE, 20)


def test_a_page_that_fails_gives_its_turn_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("of the disk")

    said: list[str] = []
    monkeypatch.setattr(text, "show", said.append)
    for _ in range(2 * concurrency.AT_ONCE):
        frame.run(page(broken))
    assert len(said) == 2 * concurrency.AT_ONCE
    busy = asked_at_once(4)
    assert (busy.most, busy.done) == (concurrency.AT_ONCE, 4)


def test_pages_that_hang_do_not_hold_up_others_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(text, "show", said.append)
    begun, let_go, ended = threading.Semaphore(0), threading.Event(), threading.Event()

    def hangs() -> None:
        begun.release()
        let_go.wait()
        ended.set()

    with ThreadPoolExecutor(concurrency.AT_ONCE) as pool:
        for _ in range(concurrency.AT_ONCE):
            pool.submit(frame.run, page(hangs))
            begun.acquire()
        try:
            with concurrency.limited(patience=0.01):
                assert not ended.is_set()
        finally:
            let_go.set()
    assert not said  # nobody gave back a turn that was another's
