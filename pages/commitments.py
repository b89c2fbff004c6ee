"""Commitments: EUR 40 billion, the office, the command, F-16s, ATACMS."""

from components.ui import faults, frame, topic_page

frame.inside_frame()
record, claims = frame.record()

from components.topics import commitments  # noqa: E402  (charts load only once the tables are known to be sound)

topic = commitments.topic(record, claims)
frame.heading(topic.title, lambda: topic.answer)

topic_page.exhibit(record, topic)
topic_page.pair(topic.more[0])
with faults.boundary():
    topic_page.others(record, "Also stated here", commitments.other_rows(record, claims))
