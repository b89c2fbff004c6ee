"""Embed: one figure alone, with its source, for a frame in another page."""

import streamlit as st

from components.ui import embed_page, frame

frame.inside_frame()
record, claims = frame.record()

from components.topics import exhibits  # noqa: E402  (charts load only once the tables are known to be sound)

figure_id = st.query_params.get("figure", "")
if exhibits.offered(record, claims, figure_id):
    embed_page.show(exhibits.find(record, claims, figure_id, st.query_params.to_dict()))
else:
    embed_page.unknown()
