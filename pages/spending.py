"""Spending: over $500bn, just over $325bn, an increase of $175bn."""

import streamlit as st

from components.ui import address, faults, frame, source_page, topic_page

frame.inside_frame()
record, claims = frame.record()

from components.topics import afterwards, spending  # noqa: E402  (charts load only once the tables are known to be sound)

heading = st.container()
values = address.choose("spending", spending.CONTROLS, lambda asked: spending.settle(record, asked))
topic = spending.topic(record, claims, spending.view(values))
with heading:
    frame.heading(topic.title, lambda: topic.answer)

topic_page.spread(record, topic)
topic_page.pair(topic.more[0])
topic_page.pair(topic.more[1])
with faults.boundary():
    source_page.chapters((afterwards.spending(record),))
with faults.boundary():
    topic_page.others(
        record,
        "Also stated of spending",
        spending.other_rows(record, claims),
        after=lambda: spending.sipri_note(record),
    )
