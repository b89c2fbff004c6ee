"""The notes of a slide: what its presenter can say when asked, down to the sources and the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.exports import Stamp
from components.exports.slides.master import plain
from components.tables.record import Record, Source
from components.topics import Row, sentences
from components.topics.exhibits import Exhibit
from components.topics.register import cite


def write(slide: Any, texts: Sequence[str]) -> None:
    """`texts` as the paragraphs of the slide's notes."""
    notes = slide.notes_slide
    frame = notes.notes_text_frame
    frame.text = plain(texts[0])
    for text in texts[1:]:
        frame.add_paragraph().text = plain(text)
    for holder in list(notes.placeholders):  # the library adds the number's place without its field
        if holder.has_text_frame and not holder.text_frame.text:
            holder._element.getparent().remove(holder._element)


def lines(exhibit: Exhibit, record: Record, stamp: Stamp, own: str) -> list[str]:
    """The presenter's own note, then meaning, test, arithmetic, readings, words, sources and address."""
    found = [own, ""] if own else []
    if exhibit.figure is not None:
        found += [exhibit.figure.caption.says, ""]
    for row in exhibit.rows:
        found += [*_claim(row), ""]
    if exhibit.passage is not None:
        found += [f"Article, paragraph {exhibit.passage.paragraph}. {exhibit.passage.transcript}"]
        if exhibit.passage.role:
            found.append(f"{exhibit.passage.who}: {exhibit.passage.role}.")
        found.append("")
    if sources := _sources(exhibit.rows, record):
        found += ["Sources", *(f"{cite(source)} {source.url}".strip() for source in sources), ""]
    if exhibit.figure is not None:
        found.append(" ".join(filter(None, [exhibit.figure.caption.source, exhibit.figure.caption.note])))
    return [*found, f"{stamp.words}.", stamp.address(exhibit.path)]


def _claim(row: Row) -> list[str]:
    found = [f"“{row.claim.quotable}”: {sentences.test_of(row.claim)}"]
    for when, steps in sentences.steps(row):
        found += [f"{when}:", *(f"- {step}" for step in steps)]
    if row.today.readings:
        found.append(f"Today {sentences.held(row)}.")
    found += sentences.notes(row)
    return [*found, row.claim.note] if row.claim.note else found


def _sources(rows: Sequence[Row], record: Record) -> list[Source]:
    """The sources of all readings, each once."""
    used: dict[str, None] = {}
    for row in rows:
        for finding in (row.day, row.today):
            for reading in finding.readings:
                used |= dict.fromkeys(reading.result.sources if reading.result else ())
    return [record.sources[name] for name in used]
