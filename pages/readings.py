"""Every reading: the specification curve of any numeric claim, and all claims under a reader's tolerance."""

from components.markup import strip
from components.ui import address, faults, frame, text, topic_page

frame.inside_frame()
record, claims = frame.record()

from components.topics import overview, readings  # noqa: E402  (only once the tables are sound)

with address.choosing("readings", readings.controls(claims)) as values:
    chosen = readings.view(values)
    frame.heading("Every reading", lambda: readings.answer(record, claims, chosen.tolerance))
first = values == {control.key: control.default for control in readings.controls(claims)}
topic_page.row((readings.figure(record, claims, chosen),), first=first)
frame.rule()
with faults.boundary():
    text.show(strip.table(overview.strip(readings.rows(record, claims, chosen.tolerance))))
