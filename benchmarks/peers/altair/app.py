"""A plain Streamlit page as most are written: one selector, two charts by Altair. MADE-UP NUMBERS."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[3]))
from benchmarks.peers import numbers_made_up as made_up

st.title(made_up.TITLE)
measure = st.radio("Fruit", made_up.MEASURES, horizontal=True)
st.altair_chart(made_up.bars(measure))
st.altair_chart(made_up.line(measure))
