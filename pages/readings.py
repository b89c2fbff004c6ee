"""Every reading: the specification curve of any numeric claim, and all claims under a reader's tolerance."""

import streamlit as st

from components.markup import strip
from components.ui import address, frame, text, topic_page

frame.inside_frame()
record, claims = frame.record()

from components.topics import overview, readings, register  # noqa: E402  (only once the tables are sound)

heading = st.container()
chosen = readings.view(address.choose("readings", readings.controls(claims)))
rows = readings.rows(record, claims, chosen.tolerance)
with heading:
    frame.heading("Every reading", register.tolerance_answer(rows, readings.TOLERANCES[chosen.tolerance]))
topic_page.pair((readings.curve(record, claims, chosen),))
frame.rule()
text.show(strip.table(overview.strip(rows)))
