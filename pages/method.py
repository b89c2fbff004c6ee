"""Method: what each finding means, how rounding works, who is counted, what is missing, corrections."""

from components.ui import frame, source_page

frame.inside_frame()
record, claims = frame.record()

from components.topics import method  # noqa: E402  (only once the tables are known to be sound)

frame.heading("Method", "Everything listed here is read from the records that the pages are made of.")
source_page.chapters(method.chapters(record))
