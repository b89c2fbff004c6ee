"""Briefing: choose spreads and claims, order them, present them, take them away."""

import streamlit as st

from components.ui import briefing_state, faults, frame, text

frame.inside_frame()
record, claims = frame.record()

from components.topics import briefing  # noqa: E402  (charts load only once the tables are known to be sound)
from components.ui import briefing_page  # noqa: E402

brief, notes = briefing.parse(record, claims, briefing_state.asked(), guard=faults.boundary)
for note in notes:
    text.note(note)
if st.query_params.get(briefing_page.PRESENT) == "yes" and brief.exhibits:
    briefing_page.present(brief, record)
else:
    frame.heading("Briefing", lambda: briefing.answer(brief))
    briefing_page.compose(brief, record, claims)
