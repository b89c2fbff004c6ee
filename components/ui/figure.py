"""A figure on the page: title, measure, chart, source line, and what can be taken away under it."""

from __future__ import annotations

import streamlit as st

from components.charts import Figure
from components.markup import Markup
from components.markup import figure as markup
from components.ui import take, text


def show(figure: Figure) -> None:
    """Title, measure, chart, source, then what can be taken away."""
    text.show(markup.head(figure))
    _chart(figure)
    text.show(markup.source(figure))
    take.show(figure)


def _chart(figure: Figure) -> None:
    if figure.interactive is not None and st.session_state.get(f"interactive-{figure.id}"):
        st.plotly_chart(figure.interactive(), key=f"plotly-{figure.id}", alt=figure.caption.says)
    else:
        st.vega_lite_chart(figure.spec, width="stretch", alt=figure.caption.says, key=f"chart-{figure.id}")


def card(figure: Figure) -> None:
    """The small form on the overview: no source line of its own, no files."""
    text.show(
        Markup("<div class='card-head'><b>{}</b><p class='measure'>{}</p></div>").format(
            figure.caption.title, figure.caption.measure
        )
    )
    st.vega_lite_chart(figure.spec, width="stretch", alt=figure.caption.says, key=f"chart-{figure.id}-card")
