"""A figure alone: what stands in a frame of another page."""

from __future__ import annotations

from components import exports
from components.markup import Markup
from components.markup import figure as markup
from components.topics.exhibits import Exhibit
from components.ui import address, streamlit_internals, text
from components.ui import figure as figures

_BARE = streamlit_internals.filled(
    "st(Header),st(Html):has(footer){display:none!important}"
    "st(MainBlockContainer){padding:12px 16px!important;max-width:none!important}"
)


def show(exhibit: Exhibit) -> None:
    """Title, measure, chart, source and the way to the whole page, without navigation or footer."""
    text.style(_BARE)
    figure = exhibit.figure
    if figure is None:
        unknown()
        return
    for note in exhibit.notes:
        text.note(note)
    text.show(markup.head(figure))
    figures.alone(figure, "row" if exhibit.first else "", f"embed-{figure.id}")
    text.show(
        Markup("{}<p class='source'><a href='{}' target='_blank' rel='noopener'>{}</a></p>").format(
            markup.source(figure), f"{address.root()}{exhibit.path}", f"{exports.NAME}: the claim beside it"
        )
    )


def unknown() -> None:
    """What an address without a figure that is held gets."""
    text.show(
        Markup(
            "<p>The address asked for a figure that is not held. <a href='./' target='_self'>To the overview</a></p>"
        )
    )
