"""Against the Record: the frame. Navigation and the error boundary around each page; nothing else."""

from pathlib import Path

import streamlit as st

from components.ui import faults, menu

page = st.navigation(menu.pages(Path(__file__).parent), position="top")
with faults.boundary():
    from components.ui import frame

    with faults.boundary():
        frame.configure()
    frame.run(page)
    frame.footer()
