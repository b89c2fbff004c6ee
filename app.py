"""Against the Record: the frame. The list of pages, the navigation and the error boundary; nothing else."""

from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from components.ui import faults

PAGES = {
    "": [
        st.Page("pages/overview.py", title="Overview", default=True),
        st.Page("pages/spending.py", title="Spending", url_path="spending"),
        st.Page("pages/two_percent.py", title="Allies at 2%", url_path="two_percent"),
        st.Page("pages/force_model.py", title="Force model", url_path="force_model"),
        st.Page("pages/commitments.py", title="Commitments", url_path="commitments"),
        st.Page("pages/casualty_figures.py", title="Casualty figures", url_path="casualty_figures"),
        st.Page("pages/briefing.py", title="Briefing", url_path="briefing"),
        st.Page("pages/embed.py", title="Figure", url_path="embed", visibility="hidden"),
    ],
    "Check": [
        st.Page("pages/claims.py", title="Claims", url_path="claims"),
        st.Page("pages/readings.py", title="Every reading", url_path="readings"),
        st.Page("pages/data.py", title="Data", url_path="data"),
        st.Page("pages/method.py", title="Method", url_path="method"),
    ],
}
page = st.navigation(PAGES, position="top")
with faults.boundary():
    from components.ui import frame

    room: AbstractContextManager[object] = nullcontext()
    with faults.boundary():
        room = frame.configure()
    with room:
        frame.run(page)
        frame.footer()
