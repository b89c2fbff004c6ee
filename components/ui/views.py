"""Two views of a page at once: the one the reader chose and, out of sight, the one before it.

Drawing its charts is most of what a choice costs a browser. Whoever goes to and fro between two choices, as one does
before a room, finds both drawn: the button alone turns the page over, before the server has heard of it.

Each view stands in a room of its own. Words of both are sent as one element, charts one after the other, and the
style rules of this module show those of one room. A choice that no single button takes back replaces all there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, TypeVar

import streamlit as st

from components.markup import Markup, join
from components.topics import Control
from components.ui import text

T = TypeVar("T")
U = TypeVar("U")
ROOMS: Final = 3
"""Two views, and a place for the next one, which is drawn before the older of the two is cleared."""
_HELD: Final = "views"
"""Session key of the views of the page in this tab."""
_AWAY: Final = "{position:absolute;visibility:hidden;width:100%;pointer-events:none}"
"""Out of sight and of the flow, and as large as in it: a chart whose room changed would be drawn again."""


@dataclass
class _Held:
    """The choices of the page in each room, the room that is shown, and the button that turns to the other."""

    page: str
    choices: dict[int, dict[str, str]]
    shown: int = 0
    button: str = ""


_PAGE: ContextVar[_Held | None] = ContextVar("page", default=None)
"""What this run of the page shows; nothing on a page without choices."""


def begin() -> None:
    """A run of a page begins: it has one view unless it asks for `both`."""
    _PAGE.set(None)


def both(
    page: str,
    controls: Sequence[Control],
    values: dict[str, str],
    make: Callable[[Mapping[str, str]], T],
    alike: Callable[[T, T], bool] = lambda one, another: False,
) -> tuple[T, T | None]:
    """What `make` makes of the reader's choices, and of those of the page's other view, if there is one.

    The page is shown at `values` in the room that has them, or in a new one if a single button leads back. It goes
    into the room of the older view, and is there at once, if that one's charts are `alike`.
    """
    held: _Held | None = st.session_state.get(_HELD)
    if held is None or held.page != page:
        st.session_state[_HELD] = held = _Held(page, {0: values})
    elif values != held.choices[held.shown]:
        _change(
            held,
            controls,
            values,
            lambda old: bool(spare(old, lambda choices: alike(make(values), make(choices)))),
        )
    _PAGE.set(held)
    if len(held.choices) == 1:
        return make(values), None
    text.style(_rules(held))
    (other,) = (choices for room, choices in held.choices.items() if room != held.shown)
    return make(values), spare(other, make)


def _change(
    held: _Held,
    controls: Sequence[Control],
    values: dict[str, str],
    drawn: Callable[[Mapping[str, str]], bool],
) -> None:
    """Go to the room of `values`; `drawn` tells whether the charts of other choices serve for them."""
    before = held.choices[held.shown]
    held.button = _button(held.page, controls, values, before)
    known = next((room for room, choices in held.choices.items() if choices == values), None)
    if known is not None:
        held.shown = known
    elif held.button:
        serving = [room for room, choices in held.choices.items() if room != held.shown and drawn(choices)]
        free = serving or [room for room in range(ROOMS) if room not in held.choices]
        held.choices = {held.shown: before, free[0]: values}
        held.shown = free[0]
    else:
        held.choices = {held.shown: values}


def _button(page: str, controls: Sequence[Control], now: Mapping[str, str], then: Mapping[str, str]) -> str:
    """The button, pressed, by which one comes from the choices `now` to those `then`; none if that takes more."""
    changed = [control for control in controls if now.get(control.key) != then.get(control.key)]
    if len(changed) != 1 or changed[0].compact or now.keys() != then.keys():
        return ""
    (control,) = changed
    at = list(control.options).index(then[control.key]) + 1
    return f'[class*="st-key-{page}-{control.key}-"] button:nth-of-type({at})[aria-checked="true"]'


def _rules(held: _Held) -> str:
    """One room is shown; the other instead while the button that leads to it is pressed."""
    (other,) = held.choices.keys() - {held.shown}
    pressed = f":has({held.button})"
    return _show(held.shown, other, f"body:not({pressed})") + _show(other, held.shown, f"body{pressed}")


def _show(room: int, other: int, when: str) -> str:
    """The words of a room at once, and each of its charts, instead of the other's, once it is drawn."""
    element = '[data-testid="stElementContainer"]'
    head = f'{when} {element}:has(> [data-testid="stHtml"] > .turned)'
    shown = head + f" + {element}" * (room + 1)
    steps = f" + {element}" * abs(room - other)
    if other < room:
        replaced = head + f" + {element}" * (other + 1) + f":has({steps} svg.marks)"
    else:
        replaced = f"{shown}:has(svg.marks){steps}"
    (cleared,) = set(range(ROOMS)) - {room, other}
    old = head + f" + {element}" * (cleared + 1) + ':has([data-testid="stVegaLiteChart"])'
    return f"{when} .in{other}{{display:none}}{shown}:not(:has(svg.marks)),{replaced},{old}{_AWAY}"


def spare(other: T | None, make: Callable[[T], U]) -> U | None:
    """What `make` makes of `other`, which is of the other view, if both can be: nobody has asked to see it yet."""
    try:
        return None if other is None else make(other)
    except Exception:
        return None


def rooms(now: T, other: T | None) -> tuple[T | None, ...]:
    """What is shown and its fellow of the other view, each in its room."""
    held = _PAGE.get()
    if held is None:
        return now, None, None
    return tuple(
        now if room == held.shown else other if room in held.choices else None for room in range(ROOMS)
    )


def words(*inside: Markup | None) -> Markup:
    """The words in the rooms, of which the rules show one; without a class where there is one, or twice the same."""
    held = {room: each for room, each in enumerate(inside) if each is not None}
    if len(set(held.values())) < 2:
        return next(iter(held.values()), Markup(""))
    return join(Markup("<div class='doc in{}'>{}</div>").format(room, each) for room, each in held.items())
