"""Force model: 100,000 in 10 days, double in a month, 500,000 in the ensuing weeks."""

from components.ui import address, faults, frame, topic_page, views

frame.inside_frame()
record, claims = frame.record()

from components.topics import follow_up, force_model  # noqa: E402  (charts load only once the tables are known to be sound)

with address.choosing(
    "force_model",
    force_model.controls(record, claims),
    lambda asked: force_model.settle(record, claims, asked),
) as values:
    topic, other = views.both(
        "force_model",
        force_model.controls(record, claims),
        values,
        lambda chosen: force_model.topic(record, claims, force_model.view(chosen)),
        topic_page.alike,
    )
    frame.heading(topic.title, lambda: topic.answer, (lambda: other.answer) if other else None)

topic_page.exhibit(record, topic, other)
topic_page.pair(topic.more[0], other.more[0] if other else ())
with faults.boundary():
    topic_page.others(
        record,
        "Also stated here",
        force_model.other_rows(record, claims),
        chapter=lambda: follow_up.force_model(record),
    )
