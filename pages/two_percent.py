"""Allies at 2%: nine in 2020, 23 in 2024."""

from components.ui import address, faults, frame, topic_page, views

frame.inside_frame()
record, claims = frame.record()

from components.topics import follow_up, two_percent  # noqa: E402  (charts load only once the tables are known to be sound)

with address.choosing(
    "two_percent",
    two_percent.controls(record, claims),
    lambda asked: two_percent.settle(record, claims, asked),
) as values:
    chosen, before = views.both("two_percent", two_percent.controls(record, claims), values, two_percent.view)
    topic = two_percent.topic(record, claims, chosen)
    other = views.spare(before, lambda view: two_percent.topic(record, claims, view))
    frame.heading(topic.title, lambda: topic.answer, (lambda: other.answer) if other else None)

topic_page.exhibit(record, topic, other)
topic_page.pair(topic.more[0], other.more[0] if other else (), title="The same year, counted again")
with faults.boundary():
    topic_page.beside(
        two_percent.fallen_table(record, chosen),
        topic.more[1][0],
        views.spare(before, lambda view: two_percent.fallen_table(record, view)),
        other.more[1][0] if other else None,
    )
topic_page.pair(topic.more[2], other.more[2] if other else ())
topic_page.pair(topic.more[3], other.more[3] if other else ())
with faults.boundary():
    topic_page.others(
        record,
        "Also stated here",
        two_percent.other_rows(record, claims),
        chapter=lambda: follow_up.two_percent(record, claims),
    )
