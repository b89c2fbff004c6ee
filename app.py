"""Against the Record: the frame. The list of pages, the navigation and the error boundary; nothing else."""

import streamlit as st

from components.ui import frame

frame.configure()
PAGES = {
    "": [
        st.Page("pages/overview.py", title="Overview", default=True),
        st.Page("pages/spending.py", title="Spending", url_path="spending"),
        st.Page("pages/two_percent.py", title="Allies at 2%", url_path="two_percent"),
        st.Page("pages/force_model.py", title="Force model", url_path="force_model"),
    ]
}
page = st.navigation(PAGES, position="top")
with frame.boundary():
    page.run()
frame.footer()
