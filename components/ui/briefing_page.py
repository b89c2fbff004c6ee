"""The briefing: choose, order, note, preview; present; take away. All of it stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from components import exports
from components.claims import Claim, files
from components.exports import html, images, paper, sheets, slides, stage
from components.markup import Markup, words
from components.markup import figure as markup
from components.tables.record import Record
from components.topics import briefing, spreads
from components.topics.briefing import Briefing
from components.topics.spreads import Spread
from components.ui import address, copy, faults, frame, presenter, take, text
from components.ui import figure as figures

PRESENT: Final = "present"
_PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_AT: Final = "at"


def _step(query: Mapping[str, str], at: str) -> None:
    """One thing the reader does is one step for the browser's Back: all of the briefing is written with it."""
    st.query_params.from_dict(_address(query, at))


def _address(query: Mapping[str, str], at: str) -> dict[str, str]:
    """The briefing's keys and values, and which spread is chosen unless it is the first."""
    first = query["show"].partition(" ")[0].partition("~")[0]
    return dict(query) | ({_AT: at} if at not in ("", first) else {})


def present(brief: Briefing, record: Record) -> None:
    """The slides over the whole window, until the presenter leaves."""
    stamp = exports.stamp(record, address.root())
    if presenter.show(stage.slides(brief, record, stamp)):
        _step(brief.query, _chosen(brief))
        st.rerun()


def compose(brief: Briefing, record: Record, claims: tuple[Claim, ...]) -> None:
    """The list and its order at the left, the chosen spread at the right; what to do with it all on top."""
    at, asked = _chosen(brief), st.query_params.to_dict()
    query = brief.query
    if brief.missing:  # an address is not made shorter by a fault
        query = {**query, **{key: words for key, words in asked.items() if key not in (_AT, PRESENT)}}
    elif asked and asked != _address(query, at):
        _step(query, at)
    st.session_state[take.COMPOSED] = query
    with faults.boundary():
        _take_away(brief, record, query, at)
    frame.rule()
    left, right = st.columns([1, 2], gap="large")
    names = spreads.names(claims)
    with left, faults.boundary():
        _title(brief, query, at)
        _order(brief, names, query, at)
        _add(brief, names, query)
    with right:
        _chosen_spread(brief, record, query, at)


def _chosen_spread(brief: Briefing, record: Record, query: Mapping[str, str], at: str) -> None:
    shown = next((spread for spread in brief.spreads if spread.id == at), None)
    if shown is None:
        text.show(Markup("<p>Nothing is chosen yet. Add a figure or a claim at the left.</p>"))
        return
    with faults.boundary():
        _preview(shown, record)
    with faults.boundary():
        _note(brief, query, shown)


def _chosen(brief: Briefing) -> str:
    ids = [spread.id for spread in brief.spreads]
    asked = st.query_params.get(_AT, "")
    return asked if asked in ids else ids[0] if ids else ""


def _take_away(brief: Briefing, record: Record, query: Mapping[str, str], at: str) -> None:
    stamp = exports.stamp(record, address.root())
    made: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
        ("PowerPoint", "pptx", _PPTX, lambda: slides.pptx(brief, record, stamp)),
        ("PDF", "pdf", "application/pdf", lambda: paper.pdf(brief, record, stamp)),
        ("Web page, one file", "html", "text/html", lambda: html.page(brief, record, stamp)),
        ("Excel", "xlsx", take.XLSX, lambda: sheets.xlsx(brief.spreads, record, stamp, title=brief.title)),
        (
            "All data, zip",
            "zip",
            "application/zip",
            lambda: sheets.archive(brief.spreads, record, stamp, title=brief.title),
        ),
        ("Pictures, zip", "pictures.zip", "application/zip", lambda: images.archive(brief.spreads, stamp)),
    )
    with st.container(horizontal=True, gap="small", key="take-briefing"):
        st.button(
            "Present", type="primary", on_click=_start, args=(query, at), disabled=not brief.spreads,
            help="Full screen, turned with the arrow keys; ? shows all keys",
        )  # fmt: skip
        for label, ending, mime, make in made:
            st.download_button(
                text.label(label), data=make, file_name=exports.named("briefing", stamp.edition.id, ending), mime=mime,
                on_click="ignore", key=f"file-briefing-{ending}", disabled=not brief.spreads,
            )  # fmt: skip
        menu = st.popover("Link", on_change="rerun", key="link-briefing")
        if menu.open:
            with menu:
                copy.show((("Link to this briefing", stamp.address(brief.path)),), key="copy-briefing")


def _start(query: Mapping[str, str], at: str) -> None:
    st.query_params.from_dict({**_address(query, at), PRESENT: "yes"})


def _title(brief: Briefing, query: Mapping[str, str], at: str) -> None:
    if st.session_state.get("briefing-title") != brief.title:
        st.session_state["briefing-title"] = brief.title
    st.text_input(
        "Title", key="briefing-title", max_chars=briefing.LONGEST_TITLE, on_change=_retitled, args=(query, at)
    )


def _retitled(query: Mapping[str, str], at: str) -> None:
    _step({**query, "title": st.session_state["briefing-title"] or briefing.TITLE}, at)


def _order(brief: Briefing, names: Mapping[str, str], query: Mapping[str, str], at: str) -> None:
    """The spreads in order, each a button that chooses it; the chosen one can be moved or taken out."""
    items = [briefing.item(spread) for spread in brief.spreads]
    place = next((i for i, spread in enumerate(brief.spreads) if spread.id == at), 0)
    with st.container(gap="xxsmall", key="briefing-order"):
        for number, spread in enumerate(brief.spreads, start=1):
            st.button(
                text.label(f"{number}. {names[spread.id]}"), key=f"briefing-{spread.id}", width="stretch",
                type="secondary" if spread.id == at else "tertiary", on_click=_step, args=(query, spread.id),
            )  # fmt: skip
    with st.container(horizontal=True, gap="small", key="briefing-move"):
        moved: tuple[tuple[str, int, bool], ...] = (
            ("Move up", place - 1, place == 0),
            ("Move down", place + 1, place >= len(items) - 1),
        )
        for label, to, idle in moved:
            others = [text for i, text in enumerate(items) if i != place]
            order = [*others[:to], *items[place : place + 1], *others[to:]] if not idle else items
            st.button(
                text.label(label),
                on_click=_step,
                args=(_showing(query, order), at),
                disabled=idle,
                key=f"briefing-{label}",
            )
        rest = [text for i, text in enumerate(items) if i != place]
        left = [spread.id for i, spread in enumerate(brief.spreads) if i != place]
        near = left[min(place, len(left) - 1)] if left else ""
        st.button(
            "Take out",
            on_click=_step,
            args=(_showing(query, rest), near),
            disabled=not items,
            key="briefing-out",
        )


def _showing(query: Mapping[str, str], items: Sequence[str]) -> dict[str, str]:
    """The briefing with other things to show, or in another order."""
    return {**query, "show": " ".join(items)}


def _add(brief: Briefing, names: Mapping[str, str], query: Mapping[str, str]) -> None:
    shown = {spread.id for spread in brief.spreads}
    offered = [spread_id for spread_id in names if spread_id not in shown]
    st.selectbox(
        "Add a figure or a claim", offered, index=None, key="briefing-add", placeholder="Choose or type",
        format_func=lambda spread_id: names[spread_id], on_change=_added,
        args=(query, [briefing.item(spread) for spread in brief.spreads]),
        disabled=len(brief.spreads) >= briefing.MOST,
    )  # fmt: skip


def _added(query: Mapping[str, str], items: list[str]) -> None:
    chosen = st.session_state.get("briefing-add")
    if chosen:
        added = briefing.item(spreads.find(*files.load(), chosen))
        _step(_showing(query, [*items, added]), chosen)
        st.session_state["briefing-add"] = None


def _preview(spread: Spread, record: Record) -> None:
    figure = spread.figure
    measure = figure.caption.measure if figure else spread.topic
    text.show(
        Markup("<div class='figure-head'><h2>{}</h2><p class='measure'>{}</p></div>").format(
            spread.title, measure
        )
    )
    if figure:
        figures.chart(figure, f"preview-{figure.id}")
        text.show(markup.source(figure))
    if spread.passage is not None:
        text.show(words.quote(spread.passage))
        text.show(words.findings(record, spread.rows))


def _note(brief: Briefing, query: Mapping[str, str], spread: Spread) -> None:
    key = f"briefing-note-{spread.id}"
    held = brief.notes.get(spread.id, "")
    if st.session_state.get(key) != held:
        st.session_state[key] = held
    st.text_area(
        "Your note for this slide", key=key, max_chars=briefing.LONGEST_NOTE, on_change=_noted, args=(query, spread.id, key),
        help="Kept in the address: it survives a reload, and whoever has the link can read it.",
        placeholder="Kept in the address: whoever has the link can read it",
    )  # fmt: skip


def _noted(query: Mapping[str, str], spread_id: str, key: str) -> None:
    others = {name: words for name, words in query.items() if name != f"note.{spread_id}"}
    words = st.session_state[key]
    _step({**others, **({f"note.{spread_id}": words} if words else {})}, spread_id)
