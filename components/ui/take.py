"""What can be taken away of one figure: its table, pictures, sheets, link, embed code and citation.

Nothing is made before it is asked for: what is not open costs a button, a file is made when it is clicked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.errors import StreamlitAPIException

from components import exports
from components.charts import Figure
from components.claims import Claim, files
from components.exports import Stamp, citations, claimreview, images, sheets
from components.markup import Markup
from components.markup import figure as markup
from components.tables.record import Record
from components.topics import briefing, exhibits
from components.topics.exhibits import Exhibit
from components.ui import address, briefing_state, copy, faults, text

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INTERACTIVE: Final = "Interactive"
_AROUND: Final = 240  # pixels that title, measure, source and the closed “How to read it” need around a chart


def show(figure: Figure, *, switch: bool = False) -> None:
    """The row of what there is to take, and below it the one thing that the reader has opened.

    One element for the row: four menus under each figure cost a fifth of a click, here and in the browser. With `switch`
    its last item makes the chart interactive.
    """
    offered = (*_KINDS, INTERACTIVE) if switch else tuple(_KINDS)
    opened = st.pills("Take this figure away", offered, key=_key(figure), label_visibility="collapsed")
    if opened in _KINDS:
        with st.container(key=f"taken-{opened.lower()}-{figure.id}"), faults.boundary():
            _KINDS[opened](figure)


def wants_interactive(figure: Figure) -> bool:
    """Has the reader switched this figure to its interactive form?"""
    return st.session_state.get(_key(figure)) == INTERACTIVE


def _key(figure: Figure) -> str:
    return f"take-{figure.id}"


def here(figure: Figure) -> tuple[Exhibit, Stamp]:
    """The figure with its words under the choices in the address, and the stamp of this dashboard."""
    record, claims = files.load()
    exhibit = exhibits.find(record, claims, figure.id, st.query_params.to_dict())
    return exhibit, exports.stamp(record, address.root())


def _table(figure: Figure) -> None:
    text.show(markup.table(figure))


def _picture(figure: Figure) -> None:
    exhibit, stamp = here(figure)
    small, large = images.WIDTHS
    made = (
        (f"PNG, {small} pixels wide", f"{small}.png", "image/png", lambda: images.png(exhibit, stamp)),
        (
            f"PNG, {large} pixels wide",
            f"{large}.png",
            "image/png",
            lambda: images.png(exhibit, stamp, width=large),
        ),
        ("PNG for a slide, 16:9", "16x9.png", "image/png", lambda: images.png(exhibit, stamp, slide=True)),
        ("SVG, sharp at any size", "svg", "image/svg+xml", lambda: images.svg(exhibit, stamp)),
    )
    _files(exhibit, made)


def _data(figure: Figure) -> None:
    exhibit, stamp = here(figure)
    record, _ = files.load()
    made = (
        ("CSV", "csv", "text/csv", lambda: sheets.csv(figure)),
        ("Excel, with sources", "xlsx", XLSX, lambda: sheets.xlsx((exhibit,), record, stamp)),
    )
    _files(exhibit, made)


def _link(figure: Figure) -> None:
    exhibit, stamp = here(figure)
    cited = citations.of(exhibit, stamp)
    items = (
        ("Link to this view", stamp.address(exhibit.path)),
        *_static(exhibit),
        ("Code to embed it", embed_code(exhibit, stamp)),
        ("Citation, short", cited.short),
        ("Citation, full", cited.full),
        ("Citation, BibTeX", cited.bibtex),
    )
    copy.show(items, key=f"copy-{figure.id}")
    _add(exhibit)


def _static(exhibit: Exhibit) -> tuple[tuple[str, str], ...]:
    """The figure's page in the static edition, if there is one, and whether it is the same view."""
    page = address.static_page(exhibit.embed_path)
    if not page:
        return ()
    from components.exports.site import draws

    record, claims = files.load()
    first = {control.key: control.default for control in exhibits.controls(record, claims, exhibit.id)}
    changed = {key: value for key, value in exhibit.values.items() if value != first[key]}
    same = draws(exhibit.id, changed, exhibits.doubled(record, claims))
    return ((f"Link to the figure’s static page{'' if same else ', under the first choices'}", page),)


_KINDS: Final[dict[str, Callable[[Figure], None]]] = {
    "Table": _table,
    "Picture": _picture,
    "Data": _data,
    "Link, cite": _link,
}


def _files(exhibit: Exhibit, made: Sequence[tuple[str, str, str, Callable[[], bytes]]]) -> None:
    """A button for each file: its label, ending and type, and what makes it."""
    with st.container(horizontal=True, gap="xsmall"):
        for label, ending, mime, make in made:
            _file(label, exports.file_name(exhibit, ending), mime, make)


def claim(record: Record, about: Claim) -> None:
    """The claim as a ClaimReview, and the way to put it into the briefing."""
    stamp = exports.stamp(record, address.root())
    with st.container(key=f"take-claim-{about.id}", horizontal=True, gap="small"):
        _file(
            "ClaimReview, JSON-LD", exports.named(about.id, stamp.edition.id, "jsonld"), "application/ld+json",
            lambda: claimreview.jsonld(record, (about,), stamp),
        )  # fmt: skip
        _add(exhibits.find(*files.load(), f"{exhibits.CLAIM}{about.id}"))


def register(record: Record, claims: tuple[Claim, ...]) -> None:
    """The whole register for machines."""
    stamp = exports.stamp(record, address.root())
    made = (
        ("CSV", "csv", "text/csv", lambda: claimreview.register_csv(record, claims, stamp)),
        ("JSON", "json", "application/json", lambda: claimreview.register_json(record, claims, stamp)),
        (
            "ClaimReview, JSON-LD",
            "jsonld",
            "application/ld+json",
            lambda: claimreview.jsonld(record, claims, stamp),
        ),
    )
    with st.container(key="take-register", horizontal=True, gap="small"):
        for label, ending, mime, make in made:
            _file(label, exports.named("claims", stamp.edition.id, ending), mime, make)


def _file(label: str, name: str, mime: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        text.label(label), data=make, file_name=name, mime=mime, on_click="ignore", key=f"file-{name}"
    )


def embed_code(exhibit: Exhibit, stamp: Stamp) -> str:
    """A frame for another page: the figure alone, as high as it needs."""
    height = exhibit.figure.spec.get("height", 420) if exhibit.figure else 420
    source = escape(stamp.address(exhibit.embed_path))
    return (
        f'<iframe src="{source}" title="{escape(exhibit.title)}" width="100%" height="{int(height) + _AROUND}" '
        'style="border:0" loading="lazy"></iframe>'
    )


def _add(exhibit: Exhibit) -> None:
    """A way to the briefing, with this view added to what the reader has composed in this tab."""
    query = briefing.with_item(files.load()[0], briefing_state.held(), exhibit)
    try:
        st.page_link("pages/briefing.py", label="Add to the briefing", query_params=query)
    except StreamlitAPIException:  # the page alone, outside the frame, knows no other page
        text.show(
            Markup("<a href='briefing?{}' target='_self'>Add to the briefing</a>").format(urlencode(query))
        )
