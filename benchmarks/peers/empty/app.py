"""The least that Streamlit can show: one title."""

import streamlit as st

st.title("Made-up numbers")
