"""Ui: the only room of `components/` that imports Streamlit. It shows records; it decides no number."""

import streamlit as st

# Streamlit Community Cloud sets this so that a traceback is shown, over the configuration file. A script may set it
# back; here, before anything else of this room can fail.
st.set_option("client.showErrorDetails", "none")
