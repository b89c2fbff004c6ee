"""Casualty figures: the two figures the article closes with, beside what was published."""

from components.ui import faults, frame, source_page, topic_page

frame.inside_frame()
record, claims = frame.record()

from components.topics import casualties  # noqa: E402  (charts load only once the tables are known to be sound)

topic = casualties.topic(record, claims)
frame.heading(topic.title, lambda: topic.answer)

topic_page.exhibit(record, topic)
with faults.boundary():
    source_page.chapters((casualties.published(record),))
