"""Force model: 100,000 in 10 days, double in a month, 500,000 in the ensuing weeks."""

import streamlit as st

from components.ui import address, faults, frame, source_page, topic_page

frame.inside_frame()
record, claims = frame.record()

from components.topics import afterwards, force_model  # noqa: E402  (charts load only once the tables are known to be sound)

heading = st.container()
values = address.choose("force_model", force_model.CONTROLS, lambda asked: force_model.settle(record, asked))
topic = force_model.topic(record, claims, force_model.view(values))
with heading:
    frame.heading(topic.title, lambda: topic.answer)

topic_page.spread(record, topic)
topic_page.pair(topic.more[0])
with faults.boundary():
    source_page.chapters((afterwards.force_model(record),))
with faults.boundary():
    topic_page.others(record, "Also stated here", force_model.other_rows(record, claims))
