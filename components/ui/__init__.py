"""Ui: the only room of `components/` that imports Streamlit. It shows records; it decides no number."""
