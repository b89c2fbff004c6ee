"""The briefing: choose, order, note, preview; present; take away. All of it stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from components import exports
from components.claims import Claim, files
from components.exports import html, images, paper, sheets, slides, stage
from components.markup import Markup, words
from components.markup import figure as markup
from components.tables.record import Record
from components.topics import briefing, exhibits
from components.topics.briefing import Briefing
from components.topics.exhibits import Exhibit
from components.ui import address, briefing_state, copy, faults, frame, presenter, take, text
from components.ui import figure as figures

PRESENT: Final = "present"
_PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_AT: Final = "at"


def _step(query: Mapping[str, str], changes: Mapping[str, str]) -> None:
    """One thing the reader does is one step for the browser's Back: all of the briefing is written with it.

    What stands in the address is newer than `query`: something else may have been done in the same moment.
    """
    st.query_params.from_dict(_address({**query, **st.query_params.to_dict(), **changes}))


def _address(query: Mapping[str, str]) -> dict[str, str]:
    """What of the briefing stands in its address: nothing empty but the list, and no choice of the first spread."""
    first = query["show"].partition(" ")[0].partition("~")[0]
    return {k: v for k, v in query.items() if k == "show" or (v and (k, v) != (_AT, first))}


def present(brief: Briefing, record: Record) -> None:
    """The slides over the whole window, until the presenter leaves."""
    stamp = exports.stamp(record, address.root())
    phone = "Mobi" in st.context.headers.get("User-Agent", "")
    if presenter.show(stage.slides(brief, record, stamp, phone=phone)):
        st.query_params.from_dict(_address({**brief.query, _AT: _chosen(brief)}))
        st.rerun()


def compose(brief: Briefing, record: Record, claims: tuple[Claim, ...]) -> None:
    """The list and its order at the left, the chosen spread at the right; what to do with it all on top."""
    at = _chosen(brief)
    if not brief.missing:  # an address is not made shorter by a fault
        briefing_state.keep(brief.query)
    with faults.boundary():
        _take_away(brief, record)
    frame.rule()
    left, right = st.columns([1, 2], gap="large")
    names = exhibits.names(record, claims)
    with left, faults.boundary():
        _title(brief)
        _order(brief, names, at)
        _add(brief, names)
        _anew(brief)
    with right:
        _chosen_exhibit(brief, record, at)


def _chosen_exhibit(brief: Briefing, record: Record, at: str) -> None:
    shown = next((exhibit for exhibit in brief.exhibits if exhibit.id == at), None)
    if shown is None:
        text.show(Markup("<p>Nothing is chosen yet. Add a figure or a claim at the left.</p>"))
        return
    with faults.boundary():
        _preview(shown, record)
    with faults.boundary():
        _note(brief, shown)


def _chosen(brief: Briefing) -> str:
    ids = [exhibit.id for exhibit in brief.exhibits]
    asked = st.query_params.get(_AT, "")
    return asked if asked in ids else ids[0] if ids else ""


def _take_away(brief: Briefing, record: Record) -> None:
    stamp = exports.stamp(record, address.root())
    made: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
        ("PowerPoint", "pptx", _PPTX, lambda: slides.pptx(brief, record, stamp)),
        ("PDF", "pdf", "application/pdf", lambda: paper.pdf(brief, record, stamp)),
        ("Web page, one file", "html", "text/html", lambda: html.page(brief, record, stamp)),
        ("Excel", "xlsx", take.XLSX, lambda: sheets.xlsx(brief.exhibits, record, stamp, title=brief.title)),
        (
            "All data, zip",
            "zip",
            "application/zip",
            lambda: sheets.archive(brief.exhibits, record, stamp, title=brief.title),
        ),
        ("Pictures, zip", "pictures.zip", "application/zip", lambda: images.archive(brief.exhibits, stamp)),
    )
    with st.container(horizontal=True, gap="small", key="take-briefing"):
        st.button(
            "Present", type="primary", on_click=_step, args=(brief.query, {PRESENT: "yes"}), disabled=not brief.exhibits,
            help="Full screen, turned with the arrow keys; ? shows all keys",
        )  # fmt: skip
        for label, ending, mime, make in made:
            st.download_button(
                text.label(label), data=make, file_name=exports.named("briefing", stamp.edition.id, ending), mime=mime,
                on_click="ignore", key=f"file-briefing-{ending}", disabled=not brief.exhibits,
            )  # fmt: skip
        menu = st.popover("Link", on_change="rerun", key="link-briefing")
        if menu.open:
            with menu:
                copy.show((("Link to this briefing", stamp.address(brief.path)),), key="copy-briefing")


def _title(brief: Briefing) -> None:
    if st.session_state.get("briefing-title") != brief.title:
        st.session_state["briefing-title"] = brief.title
    st.text_input(
        "Title",
        key="briefing-title",
        max_chars=briefing.LONGEST_TITLE,
        on_change=_retitled,
        args=(brief.query,),
    )


def _retitled(query: Mapping[str, str]) -> None:
    _step(query, {"title": st.session_state["briefing-title"] or briefing.default_title(files.load()[0])})


def _order(brief: Briefing, names: Mapping[str, str], at: str) -> None:
    """The spreads in order, each a button that chooses it; the chosen one can be moved or taken out."""
    items = [briefing.item(exhibit) for exhibit in brief.exhibits]
    place = next((i for i, exhibit in enumerate(brief.exhibits) if exhibit.id == at), 0)
    with st.container(gap="xxsmall", key="briefing-order"):
        for number, exhibit in enumerate(brief.exhibits, start=1):
            st.button(
                text.label(f"{number}. {names[exhibit.id]}"), key=f"briefing-{exhibit.id}", width="stretch",
                type="secondary" if exhibit.id == at else "tertiary", on_click=_step,
                args=(brief.query, {_AT: exhibit.id}),
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
                args=(brief.query, {"show": " ".join(order), _AT: at}),
                disabled=idle,
                key=f"briefing-{label}",
            )
        rest = [text for i, text in enumerate(items) if i != place]
        left = [exhibit.id for i, exhibit in enumerate(brief.exhibits) if i != place]
        near = left[min(place, len(left) - 1)] if left else ""
        st.button(
            "Take out",
            on_click=_step,
            args=(brief.query, {"show": " ".join(rest), _AT: near}),
            disabled=not items,
            key="briefing-out",
        )


def _add(brief: Briefing, names: Mapping[str, str]) -> None:
    shown = {exhibit.id for exhibit in brief.exhibits}
    offered = [exhibit_id for exhibit_id in names if exhibit_id not in shown]
    st.selectbox(
        "Add a figure or a claim", offered, index=None, key="briefing-add", placeholder="Choose or type",
        format_func=lambda exhibit_id: names[exhibit_id], on_change=_added,
        args=(brief.query, [briefing.item(exhibit) for exhibit in brief.exhibits]),
        disabled=len(brief.exhibits) >= briefing.MOST,
    )  # fmt: skip


def _added(query: Mapping[str, str], items: list[str]) -> None:
    chosen = st.session_state.get("briefing-add")
    if chosen:
        added = briefing.item(exhibits.find(*files.load(), chosen))
        _step(query, {"show": " ".join([*items, added]), _AT: chosen})
        st.session_state["briefing-add"] = None


def _anew(brief: Briefing) -> None:
    """The way back to the list it began with; the browser's Back brings the reader's own again."""
    st.button(
        "Start again", type="tertiary", key="briefing-anew", on_click=_started, args=(brief.query,),
        help="The list and title it begins with, without notes",
    )  # fmt: skip


def _started(query: Mapping[str, str]) -> None:
    first, _ = briefing.parse(*files.load(), {})
    _step(query, {**dict.fromkeys((*query, _AT), ""), **first.query})


def _preview(exhibit: Exhibit, record: Record) -> None:
    figure = exhibit.figure
    measure = figure.caption.measure if figure else exhibit.topic
    text.show(
        Markup("<div class='figure-head'><h2>{}</h2><p class='measure'>{}</p></div>").format(
            exhibit.title, measure
        )
    )
    if figure:
        figures.alone(figure, "spread" if exhibit.first else "", f"preview-{figure.id}")
        text.show(markup.source(figure))
    if exhibit.passage is not None:
        text.show(words.quote(exhibit.passage))
        text.show(words.findings(record, exhibit.rows))


def _note(brief: Briefing, exhibit: Exhibit) -> None:
    key = f"briefing-note-{exhibit.id}"
    held = brief.notes.get(exhibit.id, "")
    if st.session_state.get(key) != held:
        st.session_state[key] = held
    st.text_area(
        "Your note for this slide", key=key, max_chars=briefing.LONGEST_NOTE, on_change=_noted, args=(brief.query, exhibit.id, key),
        help="Kept in the address: it survives a reload, and whoever has the link can read it.",
        placeholder="Kept in the address: whoever has the link can read it",
    )  # fmt: skip


def _noted(query: Mapping[str, str], exhibit_id: str, key: str) -> None:
    _step(query, {f"note.{exhibit_id}": st.session_state[key]})
