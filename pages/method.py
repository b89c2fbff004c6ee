"""Method: what each finding means, how rounding works, who is counted, what is missing, corrections."""

from components.markup import chapters
from components.ui import faults, frame, source_page, text

frame.inside_frame()
record, claims = frame.record()

from components.topics import method  # noqa: E402  (only once the tables are known to be sound)

frame.heading("Method", lambda: "Everything listed here is read from the records that the pages are made of.")
with faults.boundary():
    parts = method.chapters(record)
    text.show(chapters.contents(parts))
    source_page.chapters(parts)
