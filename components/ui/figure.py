"""A figure on the page: title, measure, chart, source line, and what can be taken away under it.

At first a chart is a drawing, which needs no chart engine. With the reader's first choice the engine is fetched, and from
then on charts are live; a switch under each figure makes that one live at once.
"""

from __future__ import annotations

import zlib
from functools import cache, lru_cache
from typing import Any, Final, Literal

import streamlit as st

from components.charts import Figure, house
from components.delivery import ahead, vega_spec
from components.markup import Markup
from components.markup import figure as markup
from components.ui import live_charts, take, text

_KEPT: Final = 256
"""How many figures, under the choices of all readers, are kept as they were last sent."""


def _drawing(figure: Figure, place: str) -> Markup | None:
    """The figure's drawing, as long as this reader has made no choice; asked for where there is none yet."""
    if not place or live_charts.begun():
        return None
    ahead.ask(figure, place)
    return ahead.held(figure)


def show(figure: Figure, place: str = "", *, ruled: bool = False) -> None:
    """Title, measure, chart, source, then what can be taken away; `ruled` puts a hairline above it, or above its row.

    With a `place`, one of `ahead.WIDTHS`, it is drawn ahead.
    """
    drawn = _drawing(figure, place)
    kind = text.RULED if ruled else text.DOC
    interactive = take.wants_interactive(figure)
    if interactive and figure.interactive is not None:
        text.show(markup.head(figure), kind=kind)
        mode = st.context.theme.type or "light"
        st.plotly_chart(figure.interactive(mode), key=f"plotly-{figure.id}", alt=figure.caption.says)
        text.show(markup.source(figure))
    elif drawn is not None and not interactive:
        text.kept("head", lambda: markup.head(figure), figure, kind=kind)
        _component(figure.id, drawn)(key=f"drawn-{figure.id}")
        text.kept("source", lambda: markup.source(figure), figure)
    else:
        _live(key=f"{ruled} {id(figure)}", _figure=figure, _kind=kind)
    take.show(figure, switch=drawn is not None or figure.interactive is not None)


def card(figure: Figure) -> None:
    """The small form on the overview: no source line of its own, no files."""
    text.show(markup.card_head(figure))
    alone(figure, "card", f"chart-{figure.id}-card")


def alone(figure: Figure, place: str, key: str) -> None:
    """The chart without words; with a `place`, one of `ahead.WIDTHS`, it is drawn ahead."""
    drawn = _drawing(figure, place)
    if drawn is None:
        chart(figure, key)
    else:
        _component(figure.id, drawn)(key=f"drawn-{key}")


@cache
def _component(figure_id: str, drawn: Markup) -> Any:
    """A component that is its drawing: what Streamlit shows as HTML loses every SVG on the way."""
    return st.components.v2.component(
        f"drawn-{figure_id}-{zlib.crc32(drawn.encode()):08x}",  # a figure may stand in two places
        html=text.checked(drawn),
        isolate_styles=False,
    )


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _live(key: str, _figure: Figure, _kind: str) -> object:
    """The live figure with its words, made ready to send once, whoever asks for it again.

    The figure is given back, so that it lives, and keeps its id, as long as what is kept of it.
    """
    low = " low" if "usermeta" in _figure.spec else ""  # less high on a phone, says the style sheet
    text.show(markup.head(_figure), kind=f"{_kind}{low}")
    chart(_figure, f"chart-{_figure.id}")
    text.show(markup.source(_figure))
    return _figure


def chart(figure: Figure, key: str) -> None:
    """The live chart in a slot of its height, so that nothing below moves when it is drawn."""
    given = figure.spec.get("height")
    height: int | Literal["content"] = given if isinstance(given, int) else "content"
    st.vega_lite_chart(_sent(figure), width="stretch", height=height, alt=figure.caption.says, key=key)


@lru_cache(maxsize=32)
def _sent(figure: Figure) -> dict[str, Any]:
    """The specification as it is sent, made once: a briefing's preview and an embedded figure ask at each run."""
    return vega_spec.with_shared_data(house.live(figure.spec))
