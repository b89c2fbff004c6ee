"""The address is public: every choice of a page stands in it, defaults too, by short ids that never change.

A page that is opened by its name alone keeps it until the first choice is made: writing into the address is a step
for the browser's Back, which must lead to the page before and not to the same one without its choices. For the same
reason an address with only some of them stays as it is until then; what it leaves out is the default.

All reading and writing of the address goes through here, against the closed sets that topics declare.
Unknown keys are dropped; an unknown value gives way to the default, and the reader is told without
the value being repeated. Streamlit's `bind=` is not used: it writes labels and leaves defaults out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import streamlit as st

from components import registry
from components.markup import Markup
from components.topics import Control
from components.ui import faults, live_charts, text

LONGEST_SEARCH = 80
_SEARCH: Final = "q"
_DRAWN_FROM: Final = "address-drawn-from"
"""Session key: the address that the page was drawn from, and the whole one that it stands for."""
YEARS = ("from", "to")
Settle = Callable[[Mapping[str, str]], tuple[dict[str, str], list[str]]]
Idle = Callable[[Mapping[str, str]], Collection[str]]
"""From the choices made to the keys of the controls that do nothing under them."""


def parse(query: Mapping[str, str], controls: Sequence[Control]) -> tuple[dict[str, str], list[str]]:
    """The choices an address asks for, and a note for each value that is not offered."""
    values, notes = {}, []
    for control in controls:
        asked = query.get(control.key, control.default)
        if asked not in control.options:
            shown = control.options[control.default]
            notes.append(
                f"The address asked for a choice of “{control.label}” that is not offered; {shown} is shown."
            )
            asked = control.default
        values[control.key] = asked
    return values, notes


def choose(
    page: str,
    controls: Sequence[Control],
    *,
    search: str = "",
    others: Sequence[Control] = (),
    idle: Idle = lambda values: (),
) -> dict[str, str]:
    """The page's controls in one row (one popover on a phone), and the choices the reader has made.

    `search` labels a box for words, whose text stands under "q" in the address and in the answer, cut at
    `LONGEST_SEARCH`. `others` are read with the controls and shown elsewhere on the page, by `offer`. A control that
    is `idle` under the choices made is not shown; its choice stays in the address.
    """
    with choosing(page, controls, others=others, idle=idle) as values:
        if search:
            values[_SEARCH] = _search(page, search)
    return values


@contextmanager
def choosing(
    page: str,
    controls: Sequence[Control],
    settle: Settle | None = None,
    *,
    others: Sequence[Control] = (),
    idle: Idle = lambda values: (),
) -> Iterator[dict[str, str]]:
    """The choices the reader has made; the controls stand below what is shown inside, also where that fails.

    `settle` makes the choices consistent with the tables and says what had to give way. `others` and `idle` as in
    `choose`.
    """
    read = _read((*controls, *others), settle)
    shown = [control for control in controls if control.key not in idle(read.values)]
    try:
        yield read.values
    except Exception:
        _below(page, shown, read)
        raise
    _below(page, shown, read)


@dataclass(frozen=True)
class _Read:
    """The choices asked for, settled; what had to give way; if they could not be settled, the sentence for that."""

    values: dict[str, str]
    notes: list[str]
    failed: Markup | None = None


def _read(controls: Sequence[Control], settle: Settle | None) -> _Read:
    query = st.query_params.to_dict()
    asked, notes = parse(query, controls)
    # a choice that gives way to the tables stays in the address, and comes back where it can be served again
    st.session_state[_DRAWN_FROM] = query, dict(asked)
    try:
        values, more = settle(asked) if settle else (asked, [])
    except Exception:  # unsettled, a choice that the tables do not hold fails in its own part
        return _Read(asked, notes, faults.sentence())
    return _Read(values, [*notes, *more])


def _below(page: str, controls: Sequence[Control], read: _Read) -> None:
    """The controls, and what there is to say of the choices."""
    if read.failed:
        text.show(read.failed)
    offer(page, controls, read.values)
    for note in read.notes:
        text.note(note)


def offer(page: str, controls: Sequence[Control], values: Mapping[str, str], *, place: str = "") -> None:
    """Show controls at the reader's `values`: in one row, or in one popover on a phone; `place` tells rows apart."""
    with faults.boundary(), st.container(key=f"controls-wide{place}", horizontal=True, gap="medium"):
        years = [control for control in controls if control.key in YEARS]
        _widgets(page, "wide", [control for control in controls if control not in years], values)
        if years:  # side by side, also where they don't fit beside the others
            with st.container(horizontal=True, width="content", gap="medium"):
                _widgets(page, "wide", years, values)
    with faults.boundary():
        key = f"controls-phone-{page}{place}"
        words = _steady(key, _summary(controls, values))
        folded = st.popover(text.label(words), width="stretch", key=key, on_change="rerun")
        if folded.open:
            with folded:
                _widgets(page, "phone", controls, values)


ROOT = "AGAINST_THE_RECORD_ADDRESS"
"""Environment variable with the dashboard's public address, where the one in the browser is not it."""

SITE = "AGAINST_THE_RECORD_SITE"
"""Environment variable with the static edition's public address, if one is published."""


def root() -> str:
    """The address of the dashboard's first page, as the reader's browser has it; never a made-up one."""
    if public := os.environ.get(ROOT, ""):
        return public
    parts = urlsplit(st.context.url or "http://127.0.0.1:8501/")
    folder, _, page = parts.path.rpartition("/")
    here = folder if page in registry.ADDRESSES else parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{here}/"


def static_page(path: str) -> str:
    """The full address of the static page for `path` of the dashboard; empty where no static edition was named."""
    site = os.environ.get(SITE, "")
    if not site:
        return ""
    from components.claims import files
    from components.exports.site import static_path
    from components.topics import exhibits

    return f"{site.rstrip('/')}/{static_path(path, exhibits.doubled(*files.load()))}"


def one_of(key: str, options: Collection[str], label: str) -> tuple[str | None, list[str]]:
    """The value under `key` if it is offered, else nothing and a note that does not repeat it."""
    asked = st.query_params.get(key)
    if asked is None or asked in options:
        return asked, []
    return None, [f"The address asked for a {label} that is not held."]


def _search(page: str, label: str) -> str:
    """A box for words; its text goes into the address, with the choices made beside it."""
    key = f"{page}-{_SEARCH}"
    asked = st.query_params.get(_SEARCH, "")[:LONGEST_SEARCH]
    if asked:
        st.session_state[_DRAWN_FROM][1][_SEARCH] = asked
    if st.session_state.get(key) != asked:
        st.session_state[key] = asked
    return st.text_input(
        text.label(label),
        key=key,
        max_chars=LONGEST_SEARCH,
        on_change=_changed,
        args=(_SEARCH, key),
        width=420,
    )


def _summary(controls: Sequence[Control], values: Mapping[str, str]) -> str:
    """The present choice in one line: "Current · As published · June 2024 · 2020–2024"; one alone with its name."""
    chosen = {control.key: control.options[values[control.key]].split(", ")[0] for control in controls}
    if years := [chosen.pop(key) for key in YEARS if key in chosen]:
        chosen["years"] = "–".join(years)
    named = [words for words in chosen.values() if words != "All"]
    if not named:
        return "No filter"
    return f"{controls[0].label}: {named[0]}" if len(controls) == 1 else " · ".join(named)


def _steady(key: str, words: str) -> str:
    """The words on the button of a popover: while it is open, those it was opened by.

    For Streamlit one with other words is another, which is closed.
    """
    opened_by = f"{key}-words"
    if not st.session_state.get(key):
        st.session_state[opened_by] = words
    return str(st.session_state.setdefault(opened_by, words))


def _widgets(page: str, place: str, controls: Sequence[Control], values: Mapping[str, str]) -> None:
    for control in controls:
        key = f"{page}-{control.key}-{place}"
        if st.session_state.get(key) != values[control.key]:
            st.session_state[key] = values[control.key]
        widget: Any = st.selectbox if control.compact else st.segmented_control
        extra: dict[str, Any] = {"width": _width(control)} if control.compact else {"required": True}
        if place == "phone":
            extra = {} if control.compact else {"required": True}
        shown = control.options.__getitem__
        widget(
            text.label(control.label),
            list(control.options),
            format_func=shown if control.compact else lambda option, shown=shown: text.label(shown(option)),
            key=key,
            on_change=_changed,
            args=(control.key, key),
            **extra,
        )


def _width(control: Control) -> int:
    """Pixels for a select box: space for its longest option."""
    return min(360, 60 + 8 * max(len(label) for label in control.options.values()))


def _changed(name: str, key: str) -> None:
    """Write a changed control into the address, with all the others, before the page runs again.

    What has changed in the address since the page was drawn is newer than what it was drawn from: another control may
    have been changed in the same moment.
    """
    live_charts.begin()
    value = st.session_state.get(key)
    if value is not None:
        query, whole = st.session_state.get(_DRAWN_FROM, ({}, {}))
        newer = {k: v for k, v in st.query_params.to_dict().items() if query.get(k) != v}
        st.query_params.from_dict({**whole, **newer, name: value})
