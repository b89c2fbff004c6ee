"""Data: every table with its fields, units, source and hash; editions side by side."""

from components.markup import chapters
from components.tables import descriptors
from components.ui import address, faults, frame, source_page, text, topic_page

frame.inside_frame()
record, claims = frame.record()

from components.topics import catalogue, editions, two_percent  # noqa: E402  (only once the tables are sound)

frame.heading("Data", lambda: catalogue.answer(record))
controls, table = editions.controls(record), catalogue.control()
values = address.choose("data", controls, others=(table,), idle=editions.idle)
with faults.boundary():
    text.show(chapters.side_by_side(editions.compare(record, *editions.view(values))))
topic_page.row(two_percent.ladders(record, claims), title="The count, edition by edition", first=True)
frame.rule()
address.offer("data", (table,), values, place="-table")
with faults.boundary():
    source_page.table(*catalogue.entry(record, descriptors.read()[values["table"]]))
