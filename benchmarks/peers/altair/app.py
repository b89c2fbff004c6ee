"""A plain Streamlit page as most are written: one selector, charts by Altair, two or as many as asked. MADE-UP NUMBERS."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[3]))
from benchmarks.peers import numbers_made_up as made_up

st.title(made_up.TITLE)
measure = st.radio("Fruit", made_up.MEASURES, horizontal=True)
for at in range(int(st.query_params.get("charts", "2"))):
    st.altair_chart(made_up.line(measure) if at % 2 else made_up.bars(measure), key=f"chart-{at}")
