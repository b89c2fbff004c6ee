"""The address is public: every choice of a page stands in it, defaults too, by short ids that never change.

A page that is opened by its name alone keeps it until the first choice is made: writing into the address is a step
for the browser's Back, which must lead to the page before and not to the same one without its choices. For the same
reason an address with only some of them is completed by the browser, in its place.

All reading and writing of the address goes through here, against the closed sets that topics declare.
Unknown keys are dropped; an unknown value gives way to the default, and the reader is told without
the value being repeated. Streamlit's `bind=` is not used: it writes labels and leaves defaults out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from components.markup import Markup
from components.topics import Control
from components.ui import faults, text

LONGEST_SEARCH = 80
PAGES = (
    "spending", "two_percent", "force_model", "commitments", "casualty_figures", "briefing", "claims", "readings",
    "data", "method", "embed",
)  # fmt: skip
"""The last part of a page's address; a test compares them with the files in `pages/`."""
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
            values["q"] = _search(page, search, values)
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
    """The choices asked for, and settled; what had to give way; if they could not be settled, the sentence for that."""

    asked: dict[str, str]
    values: dict[str, str]
    notes: list[str]
    failed: Markup | None = None


def _read(controls: Sequence[Control], settle: Settle | None) -> _Read:
    asked, notes = parse(st.query_params.to_dict(), controls)
    try:
        values, more = settle(asked) if settle else (asked, [])
    except Exception:  # unsettled, a choice that the tables do not hold fails in its own part
        return _Read(asked, asked, notes, faults.sentence())
    return _Read(asked, values, [*notes, *more])


def _below(page: str, controls: Sequence[Control], read: _Read) -> None:
    """The controls, what there is to say of the choices, and the address that holds all of them."""
    if read.failed:
        text.show(read.failed)
    offer(page, controls, read.values)
    # what had to give way comes back where it can be served again; the words searched for are among the values only
    complete({**read.values, **read.asked})
    for note in read.notes:
        text.note(note)


_WANTING: ContextVar[dict[str, dict[str, str]] | None] = ContextVar("wanting", default=None)
"""The address asked for and the whole one, where the page's foot will hand them to the browser; else nothing."""


def begin() -> None:
    """A run of a page begins, whose foot has what is `wanting`."""
    _WANTING.set({})


def complete(whole: Mapping[str, str]) -> None:
    """Where the address has choices, but not all of `whole` or others, it becomes this one.

    Written by the server that would be a step for Back, which leads to the same page without a choice and at once
    forward again. So the browser puts it in the place of the one that was asked for, when it comes to the foot.
    """
    asked = st.query_params.to_dict()
    if not asked or asked == whole:
        return
    wanting = _WANTING.get()
    if wanting is None:  # a page alone has no foot
        st.query_params.from_dict(whole)
    else:
        wanting.update(asked=asked, whole=dict(whole))


def wanting() -> Markup:
    """What the browser needs to complete the address; nothing where that is whole."""
    found = _WANTING.get()
    if not found:
        return Markup("")
    return Markup("<span hidden data-asked='{}' data-whole='{}'></span>").format(
        urlencode(found["asked"]), urlencode(found["whole"])
    )


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
    here = folder if page in PAGES else parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{here}/"


def static_page(path: str) -> str:
    """The full address of the static page for `path` of the dashboard; empty where no static edition was named."""
    site = os.environ.get(SITE, "")
    if not site:
        return ""
    from components.exports.site import static_path

    return f"{site.rstrip('/')}/{static_path(path)}"


def one_of(key: str, options: Collection[str], label: str) -> tuple[str | None, list[str]]:
    """The value under `key` if it is offered, else nothing and a note that does not repeat it."""
    asked = st.query_params.get(key)
    if asked is None or asked in options:
        return asked, []
    return None, [f"The address asked for a {label} that is not held."]


def _search(page: str, label: str, values: Mapping[str, str]) -> str:
    """A box for words; its text goes into the address, with the choices made beside it."""
    key = f"{page}-q"
    asked = st.query_params.get("q", "")[:LONGEST_SEARCH]
    if st.session_state.get(key) != asked:
        st.session_state[key] = asked
    return st.text_input(
        text.label(label),
        key=key,
        max_chars=LONGEST_SEARCH,
        on_change=_changed,
        args=("q", key, values),
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
            args=(control.key, key, values),
            **extra,
        )


def _width(control: Control) -> int:
    """Pixels for a select box: room for its longest option."""
    return min(360, 60 + 8 * max(len(label) for label in control.options.values()))


def _changed(name: str, key: str, values: Mapping[str, str]) -> None:
    """Write a changed control into the address, with all the others, before the page runs again.

    What stands in the address is newer than `values`: another control may have been changed in the same moment.
    """
    value = st.session_state.get(key)
    if value is not None:
        st.query_params.from_dict({**values, **st.query_params.to_dict(), name: value})
