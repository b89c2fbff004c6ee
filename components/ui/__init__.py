"""Ui: the only room of `components/` that imports Streamlit. It shows records; it decides no number."""

import streamlit as st
from plotly.validator_cache import ValidatorCache

# Streamlit Community Cloud sets this so that a traceback is shown, over the configuration file. A script may set it
# back; here, before anything else of this room can fail.
st.set_option("client.showErrorDetails", "none")

# Streamlit has Plotly read the description of every part of its charts at its start, for a theme: 9 MB of a process's
# 209 after its first viewer. Plotly reads it again for whoever asks for its chart; until then it need not be held.
ValidatorCache._json_cache = None
ValidatorCache._cache.clear()
