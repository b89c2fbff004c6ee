"""Embed: one figure alone, with its source, for a frame in another page."""

import streamlit as st

from components.ui import embed_page, frame

frame.inside_frame()
record, claims = frame.record()

from components.topics import exhibits  # noqa: E402  (charts load only once the tables are known to be sound)

figure_id = st.query_params.get("figure", "")
offered = exhibits.catalogue(record, claims)
if figure_id in offered.names:
    embed_page.show(exhibits.find(record, claims, figure_id, st.query_params.to_dict()))
elif offered.failure:  # of a page that might have it
    raise offered.failure
else:
    embed_page.unknown()
