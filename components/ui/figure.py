"""A figure on the page: title, measure, chart, source line, and what can be taken away under it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final, Literal

import streamlit as st

from components.charts import Figure
from components.exports import ahead, compiled, wire
from components.markup import Markup, styles
from components.markup import figure as markup
from components.ui import take, text, views

_KEPT: Final = 256
"""How many figures, under the choices of all readers, are kept as they were last sent."""


def show(figure: Figure, other: Figure | None = None, *, ruled: bool = False) -> None:
    """Title, measure, chart, source, then what can be taken away; `ruled` puts a hairline above it, or above its row.

    `other` is the same figure in the page's other view.
    """
    if figure.interactive is not None and st.session_state.get(f"interactive-{figure.id}"):
        text.show(markup.head(figure), kind=text.RULED if ruled else text.DOC)
        mode = st.context.theme.type or "light"
        st.plotly_chart(figure.interactive(mode), key=f"plotly-{figure.id}", alt=figure.caption.says)
        text.show(markup.source(figure))
    else:
        inside = views.rooms(figure, other)
        _drawn(key=f"{ruled} {[*map(id, inside)]}", _inside=inside, _ruled=ruled)
    take.show(figure)


def card(figure: Figure) -> None:
    """The small form on the overview: no source line of its own, no files; drawn ahead where it has been."""
    text.show(markup.card_head(figure))
    drawn = ahead.drawn(figure)
    if drawn is None:
        chart(figure, f"chart-{figure.id}-card")
    else:
        _ready(figure.id, drawn)(key=f"drawn-{figure.id}")


@cache
def _ready(figure_id: str, drawn: Markup) -> Any:
    """A component that is its drawing: what Streamlit shows as HTML loses every SVG on the way."""
    return st.components.v2.component(
        f"drawn-{figure_id}",
        html=text.checked(drawn),
        css=f".drawn{{{styles.names()}}}{ahead.rules()}",
        isolate_styles=False,
    )


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _drawn(key: str, _inside: tuple[Figure | None, ...], _ruled: bool) -> object:
    """The figure of one view or both with its words, made ready to send once, whoever asks for it again.

    The figures are given back, so that they live, and keep their ids, as long as what is kept of them. Where both
    views have the same chart it stands once, in the first room; a room without one keeps its place.
    """
    held = [figure for figure in _inside if figure]
    alike = len(held) == 2 and held[0].spec == held[1].spec
    turned = len(held) == 2 and not alike
    heads = views.words(*(markup.head(figure) if figure else None for figure in _inside))
    kind = text.RULED if _ruled else text.DOC
    low = any("usermeta" in figure.spec for figure in held)  # less high on a phone, says the style sheet
    text.show(heads, kind=f"{kind}{' turned' if turned else ''}{' low' if low else ''}")
    for room, figure in enumerate(held[:1] if alike else _inside):
        if figure:
            chart(figure, f"chart-{figure.id}-{room}")
        elif any(_inside[room:]):
            st.empty()
    text.show(views.words(*(markup.source(figure) if figure else None for figure in _inside)))
    return _inside


def chart(figure: Figure, key: str) -> None:
    """The chart in a room of its height, so that nothing below moves when it is drawn."""
    room = figure.spec.get("height")
    height: int | Literal["content"] = room if isinstance(room, int) else "content"
    st.vega_lite_chart(_sent(figure), width="stretch", height=height, alt=figure.caption.says, key=key)


@lru_cache(maxsize=32)
def _sent(figure: Figure) -> dict[str, Any]:
    """The specification as it is sent, made once: a briefing's preview and an embedded figure ask at each run."""
    return compiled.ready(figure) or wire.folded(figure.spec)
