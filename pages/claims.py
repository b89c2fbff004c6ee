"""Claims: the register of all statements, and one claim whole at `?claim=ID`."""

from components.markup import claims as markup
from components.tables.record import newest
from components.ui import address, claim_page, faults, frame, take, text

frame.inside_frame()
record, claims = frame.record()

from components.topics import register  # noqa: E402  (only once the tables are known to be sound)

rows = register.entries(record, claims)
by_id = {row.claim.id: row for row in rows}
chosen, notes = address.one_of("claim", by_id, "claim")
for note in notes:
    text.note(note)

if chosen:
    claim_page.whole(record, by_id[chosen], register.neighbours(rows, chosen), newest(record).id)
    with faults.boundary():
        take.claim(record, by_id[chosen].claim)
else:
    frame.heading("Claims", lambda: register.answer(rows))
    values = address.choose("claims", register.controls(record, claims), search="Words in the claim")
    with faults.boundary():
        text.show(markup.register(register.matching(rows, values, values["q"]), len(rows)))
    with faults.boundary():
        take.register(record, claims)
