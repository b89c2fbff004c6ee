"""The PDF: what a reader of the paper, or of its tags, finds in it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pypdf
import pytest

from components import exports, theme
from components.claims import files
from components.claims.words import WORDS
from components.exports import paper
from components.topics import briefing, exhibits, sentences
from components.topics.briefing import Briefing
from components.topics.exhibits import Exhibit
from components.topics.register import cite

RECORD, CLAIMS = files.load()
STAMP = exports.stamp(RECORD, "https://example.org/record")
HOSTILE = (
    '#eval("1") *bold* _thin_ `raw`', '$x$ @ref <label>', '] #panic("no") [', "= head\n- item",
    "/* not a comment */ // nor this", "#set page(width: 1pt)", "\\u{41} \\# -- --- ... ~ '\"",
    "a\u202eb\u2066c\x00\x07\x1bd", "“</script>” žluťoučký Привіт 中 \U0001f389",
)  # fmt: skip
SHOWN = ("allies-at-threshold-by-year", "share-of-gdp-by-ally-and-year", "claim.spending_increase")


@cache
def default() -> tuple[Briefing, pypdf.PdfReader]:
    return opened(briefing.parse(RECORD, CLAIMS, {})[0])


@cache
def two_dozen() -> tuple[Briefing, pypdf.PdfReader]:
    """As many figures as a briefing holds: every one of the topic pages, and curves of readings."""
    names = [key for key in exhibits.names(RECORD, CLAIMS) if not key.startswith(exhibits.CLAIM)][
        : briefing.MOST
    ]
    return opened(briefing.parse(RECORD, CLAIMS, {"show": " ".join(names)})[0])


def opened(brief: Briefing) -> tuple[Briefing, pypdf.PdfReader]:
    return brief, pypdf.PdfReader(io.BytesIO(paper.pdf(brief, RECORD, STAMP)))


@cache
def texts(reader: pypdf.PdfReader) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in reader.pages]


def squashed(text: str) -> str:
    """`text` without blanks: where a line breaks is the layout's business."""
    return re.sub(r"[\s\u00a0]+", "", text)


def whole(reader: pypdf.PdfReader) -> str:
    return squashed("".join(texts(reader)))


def bookmarks(reader: pypdf.PdfReader) -> list[tuple[str, int]]:
    """Every bookmark below the title, with the index of its page."""
    below = next((item for item in reader.outline if isinstance(item, list)), [])
    return [(str(item.title), reader.get_destination_page_number(item) or 0) for item in below]


def pages_of(brief: Briefing, reader: pypdf.PdfReader) -> Iterator[tuple[Exhibit, list[str]]]:
    """Each spread with the text of its pages."""
    starts = [page for _, page in bookmarks(reader)] + [len(reader.pages)]
    for at, exhibit in enumerate(brief.exhibits):
        yield exhibit, texts(reader)[starts[at] : starts[at + 1]]


def elements(reader: pypdf.PdfReader) -> list[dict[str, Any]]:
    """Every element of the structure tree."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            found += [node] if "/S" in node else []
            waiting += [node["/K"]] if "/K" in node else []
    return found


def test_the_file_says_that_it_is_tagged_and_pdf_ua() -> None:
    brief, reader = default()
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None and reader.metadata.title == brief.title


def test_the_file_names_no_person_and_no_clock() -> None:
    _, reader = default()
    assert reader.metadata is not None
    assert reader.metadata.author == "Against the Record"
    assert reader.metadata.creation_date == STAMP.time.replace(tzinfo=UTC) < datetime.now(UTC)


def test_every_page_is_upright_a4() -> None:
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in two_dozen()[1].pages} == {
        (595, 842)
    }


def test_every_figure_has_its_takeaway_as_alternative_text() -> None:
    brief, reader = two_dozen()
    told = [node["/Alt"] for node in elements(reader) if node["/S"] == "/Figure"]
    assert told == [exhibit.figure.caption.says for exhibit in brief.exhibits if exhibit.figure]


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(node["/S"][2:]) for node in elements(default()[1]) if re.match(r"/H\d", node["/S"])]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_spread_has_a_bookmark_and_begins_a_page() -> None:
    brief, reader = default()
    names, pages = zip(*bookmarks(reader), strict=True)
    assert list(names) == [*(exhibit.title for exhibit in brief.exhibits), "Sources"]
    assert len(set(pages)) == len(pages) and min(pages) == 1


def test_the_first_page_gives_each_spread_with_its_findings_and_page() -> None:
    brief, reader = default()
    text = squashed(texts(reader)[0])
    for exhibit, (_, page) in zip(brief.exhibits, bookmarks(reader), strict=False):
        assert squashed(exhibit.title) in text
        for row in exhibit.rows:
            day, today = WORDS[row.day.word].label, WORDS[row.today.word].label
            values = [sentences.value_of(found, row) for found in (row.day, row.today)]
            assert squashed(f"{row.claim.words}{day}{values[0]}{today}{values[1]}") in text
        assert str(page + 1) in texts(reader)[0].split()


def test_every_number_of_a_figures_table_is_on_its_pages() -> None:
    for exhibit, pages in pages_of(*two_dozen()):
        figure = exhibit.figure
        assert figure is not None
        tokens = Counter(" ".join(pages).split())
        for column in (c for c in figure.columns if c.decimals is not None):
            values = figure.frame[column.name].dropna()
            wanted = Counter(theme.number(float(value), column.decimals) for value in values)
            assert wanted <= tokens, (exhibit.id, column.name, wanted - tokens)


def test_every_row_of_a_table_of_hundreds_is_printed_in_its_order() -> None:
    exhibit, pages = next(item for item in pages_of(*two_dozen()) if item[0].id == SHOWN[1])
    assert exhibit.figure is not None
    lines = [squashed(line) for page in pages for line in page.splitlines()]
    ally, year, share = (exhibit.figure.frame[column.name] for column in exhibit.figure.columns[:3])
    rows = [f"{a}{y}{theme.number(s, 2)}" for a, y, s in zip(ally, year, share, strict=True)]
    found = [row for line in lines for row in rows if line.startswith(squashed(row))]
    assert len(rows) > 300 and found == rows


def test_every_quotation_and_both_findings_are_beside_the_figure() -> None:
    for exhibit, pages in pages_of(*default()):
        text = squashed(" ".join(pages))
        assert exhibit.passage is not None
        assert squashed(f"“{exhibit.passage.text}”") in text
        for part in (exhibit.passage.who, exhibit.passage.transcript, STAMP.address(exhibit.path)):
            assert squashed(part) in text
        for row in exhibit.rows:
            cells = [
                WORDS[found.word].label + sentences.value_of(found, row) for found in (row.day, row.today)
            ]
            assert squashed(row.claim.label + "".join(cells)) in text
            for line in [sentences.test_of(row.claim), sentences.held(row)[1:], row.claim.note]:
                assert squashed(line) in text
            for line in [line for _, steps in sentences.steps(row) for line in steps]:
                assert squashed(line) in text


def test_a_claim_alone_shows_every_reading() -> None:
    claim = exhibits.find(RECORD, CLAIMS, SHOWN[2])
    text = whole(opened(Briefing("One", (claim,)))[1])
    lines = sentences.readings(RECORD, claim.rows[0])
    assert len(lines) > 10
    for line in lines:
        assert squashed("".join(line)) in text


def test_the_last_page_lists_every_source_of_the_claims() -> None:
    brief, reader = default()
    text = squashed("".join(texts(reader)[bookmarks(reader)[-1][1] :]))
    used = {
        source
        for exhibit in brief.exhibits
        for row in exhibit.rows
        for reading in (*row.day.readings, *row.today.readings)
        for source in (reading.result.sources if reading.result else ())
    }
    assert len(used) > 10
    for source in used:
        assert squashed(cite(RECORD.sources[source])) in text


def test_links_lead_to_the_dashboard_and_the_sources_only() -> None:
    held = {source.url for source in RECORD.sources.values()}
    found = list(outside(default()[1]))
    assert len(found) > 10
    assert all(link in held or link.startswith("https://example.org/record") for link in found)


def outside(reader: pypdf.PdfReader) -> Iterator[str]:
    """The addresses of all links that leave the document."""
    for page in reader.pages:
        for note in page.get("/Annots", []):
            if "/URI" in note.get_object().get("/A", {}):
                yield str(note.get_object()["/A"]["/URI"])


def test_a_presenters_note_is_marked_as_one() -> None:
    exhibit = exhibits.find(RECORD, CLAIMS, SHOWN[2])
    brief = Briefing("Noted", (exhibit,), {exhibit.id: "Pause here."})
    assert "Presenter’snote.Pausehere." in whole(opened(brief)[1])


@pytest.mark.full
def test_two_fresh_processes_write_the_same_bytes() -> None:
    script = (
        "import hashlib;from components import exports;from components.claims import files;"
        "from components.exports import paper;from components.topics import briefing;"
        "r,c=files.load();s=exports.stamp(r,'https://example.org/record');"
        f"b=briefing.parse(r,c,{{'show':'{SHOWN[0]} {SHOWN[2]}'}})[0];"
        "print(hashlib.sha256(paper.pdf(b,r,s)).hexdigest())"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    hashes = [process.communicate()[0].strip() for process in both]
    assert len(hashes[0]) == 64 and hashes[0] == hashes[1]


def test_a_briefing_of_24_spreads_is_summed_up_on_one_page() -> None:
    brief, reader = two_dozen()
    assert len(brief.exhibits) == briefing.MOST
    assert bookmarks(reader)[0] == (brief.exhibits[0].title, 1)
    assert len(bookmarks(reader)) == briefing.MOST + 1


def test_an_empty_briefing_is_one_page_that_says_so() -> None:
    brief, reader = opened(briefing.parse(RECORD, CLAIMS, {"show": ""})[0])
    assert len(reader.pages) == 1
    assert squashed(brief.title) in whole(reader) and "holdsnospread" in whole(reader)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_as_text(text: str) -> None:
    printed = (
        squashed(re.sub("[\x00-\x1f\u202e\u2066]", "", text)).replace("中", "□").replace("\U0001f389", "□")
    )
    brief, places = poisoned(text)
    _, reader = opened(brief)
    assert whole(reader).count(printed) >= places
    assert not list(off_page(reader))


@pytest.mark.full
@pytest.mark.parametrize("place", ("title", "quote", "table"))
def test_a_word_of_10000_letters_is_broken_and_stays_on_the_page(place: str) -> None:
    _, reader = opened(with_word("ŵ" * 10_000, place))
    assert whole(reader).count("ŵ") >= 10_000  # feet of pages stand between them
    assert not list(off_page(reader))


def with_word(word: str, place: str) -> Briefing:
    exhibit = exhibits.find(RECORD, CLAIMS, SHOWN[0])
    figure = exhibit.figure
    assert figure is not None and exhibit.passage is not None
    last = figure.columns[-1]
    if place == "title":
        return Briefing(word, (exhibit,))
    if place == "quote":
        passage = replace(exhibit.passage, text=f"{word} {exhibit.passage.text}")
        return Briefing("Long", (replace(exhibit, passage=passage),))
    frame = figure.frame.head(2).assign(**{last.name: word})
    columns = (*figure.columns[:-1], replace(last, label=word))
    return Briefing("Long", (replace(exhibit, figure=replace(figure, frame=frame, columns=columns)),))


def off_page(reader: pypdf.PdfReader) -> Iterator[str]:
    """Texts that begin beyond a page's edge, or are longer than a line of a page can be."""
    for page in reader.pages:
        runs: list[tuple[float, float, str]] = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size, runs=runs: runs.append(
                (tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5], text)
            )
        )
        for x, y, text in runs:
            long = max((len(line) for line in text.splitlines()), default=0) > 250
            if text.strip() and (long or not (0 <= x <= 595 and 0 <= y <= 842)):
                yield text


def poisoned(text: str) -> tuple[Briefing, int]:
    """A briefing of one spread with `text` in every field that paper shows, and in how many places it then stands."""
    exhibit = exhibits.find(RECORD, CLAIMS, SHOWN[0])
    assert exhibit.figure is not None and exhibit.passage is not None
    figure, last = exhibit.figure, exhibit.figure.columns[-1]
    caption = replace(figure.caption, title=text, measure=text, says=text, source=text, note=text)
    bad_figure = replace(
        figure,
        caption=caption,
        frame=figure.frame.assign(**{last.name: text}),
        columns=(*figure.columns[:-1], replace(last, label=text)),
    )
    passage = replace(
        exhibit.passage, text=text, tested=(text[:3],), who=text, role=text, when=text, transcript=text
    )
    claim = replace(exhibit.rows[0].claim, label=text, words=text, means=text, note=text)
    bad = replace(
        exhibit,
        title=text,
        topic=text,
        figure=bad_figure,
        passage=passage,
        rows=(replace(exhibit.rows[0], claim=claim),),
    )
    return Briefing(text, (bad,), {bad.id: text}), 18 + len(figure.frame)
