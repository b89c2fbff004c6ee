"""Spending: over $500bn, just over $325bn, an increase of $175bn."""

from components.ui import address, faults, frame, topic_page, views

frame.inside_frame()
record, claims = frame.record()

from components.topics import follow_up, spending  # noqa: E402  (charts load only once the tables are known to be sound)

with address.choosing(
    "spending", spending.controls(record, claims), lambda asked: spending.settle(record, claims, asked)
) as values:
    topic, other = views.both(
        "spending",
        spending.controls(record, claims),
        values,
        lambda chosen: spending.topic(record, claims, spending.view(chosen)),
    )
    frame.heading(topic.title, lambda: topic.answer, (lambda: other.answer) if other else None)

topic_page.exhibit(record, topic, other)
topic_page.pair(topic.more[0], other.more[0] if other else ())
topic_page.pair(topic.more[1], other.more[1] if other else ())
with faults.boundary():
    topic_page.others(
        record,
        "Also stated of spending",
        spending.other_rows(record, claims),
        chapter=lambda: follow_up.spending(record, claims),
        after=lambda: spending.sipri_note(record, claims),
    )
