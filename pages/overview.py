"""Overview: the story in one screen; three claims, three small charts, and every claim as one row."""

import streamlit as st

from components.markup import strip, words
from components.ui import faults, frame, take, text
from components.ui import figure as figures

frame.inside_frame()
record, claims = frame.record()

from components.topics import overview  # noqa: E402  (charts load only once the tables are known to be sound)

story = overview.story(record, claims)
frame.heading(story.title, lambda: story.answer)

for column, card in zip(st.columns(3, gap="medium"), story.cards, strict=True):
    with column.container(border=True, height="stretch", key=f"card-{card.topic}"):
        with faults.boundary():
            frame.card_heading(card.title, card.topic)
        with faults.boundary():
            text.show(words.quote(card.passage, card=True))
        with faults.boundary():
            figures.card(card.figure.made)
        with faults.boundary():
            text.show(words.card_findings(card.day, card.today, card.about))

with faults.boundary():
    text.show(strip.table(story.strip))
with faults.boundary():
    take.show(story.strip.figure)
