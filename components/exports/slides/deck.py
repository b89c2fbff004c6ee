"""A briefing as slides: words and findings left, the figure as a chart that can be edited right.

A figure without a native form is a picture, and its table stands on the slides after it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any, Final

from components import theme
from components.charts import Figure
from components.delivery import engine
from components.exports import Stamp, images, zipped
from components.exports.slides import findings, frame, master, native_charts, notes, shapes, tables
from components.exports.slides.frame import FOOT, LONGEST_LINK, RIGHT
from components.exports.slides.master import MARGIN, OPENING, SPREAD, TABLE, run, wrapped
from components.exports.slides.shapes import Box, paragraph
from components.tables.record import Record
from components.topics import Row, pieces, sentences
from components.topics.briefing import Briefing
from components.topics.exhibits import Exhibit

_GAP: Final = 22  # between quotation and findings
_WORDS: Final = findings.WIDTH - 20


def pptx(brief: Briefing, record: Record, stamp: Stamp) -> bytes:
    """The briefing as a PowerPoint file: a title slide, then each spread, with notes for who presents."""
    deck = master.presentation(brief.title, subtitle(brief, stamp), stamp.time)
    _opening(deck, brief, stamp)
    for exhibit in brief.exhibits:
        _exhibit(deck, exhibit, record, stamp, brief.notes.get(exhibit.id, ""))
    buffer = io.BytesIO()
    deck.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def subtitle(brief: Briefing, stamp: Stamp) -> str:
    """How much is shown, and of which data."""
    count = len(brief.exhibits)
    noun = "view of the record" if count == 1 else "views of the record"
    return f"{theme.sentence(theme.count_word(count))} {noun}. {stamp.words}."


def _opening(deck: Any, brief: Briefing, stamp: Stamp) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[OPENING])
    title, words = slide.placeholders
    points = 40 if wrapped(brief.title, 1100, 40, serif=True) <= 3 else 28
    shapes.filled(title, None, [paragraph([run(brief.title, points, "ink", serif=True)], spacing=95)])
    shapes.filled(words, None, [paragraph([run(subtitle(brief, stamp), 18, "muted")])])
    shapes.rule(slide, (MARGIN, 338, MARGIN + 96, 338), "said", 2.25)
    address, told = stamp.address(brief.path), "This briefing: "
    if len(address) > LONGEST_LINK:
        address, told = (
            stamp.address("briefing"),
            "This one’s address stands in the notes; others are made at ",
        )
    said = [
        run(told, 12, "muted"),
        frame.link(slide, frame.short(stamp, "briefing"), address, 12),
    ]
    shapes.words(slide, "Address", (MARGIN, 646, 760, 24), [paragraph(said)])
    frame.code(slide, address, (RIGHT - 190, 480, 190, 190))
    shapes.number(slide)
    notes.write(slide, [subtitle(brief, stamp), stamp.address(brief.path)])


def _exhibit(deck: Any, exhibit: Exhibit, record: Record, stamp: Stamp, own_note: str) -> None:
    figure = exhibit.figure
    beside = exhibit.passage is not None
    slide = deck.slides.add_slide(deck.slide_layouts[SPREAD if beside else TABLE])
    measure = figure.caption.measure if figure else _where(exhibit)
    top = frame.head(slide, exhibit.title, measure)
    left = MARGIN
    if exhibit.passage is not None:
        _words(slide, exhibit, record, top)
        left = MARGIN + findings.WIDTH + 44
    box = (left, top, RIGHT - left, FOOT - 12 - top)
    if figure is None:
        _test(slide, exhibit.rows, box)
    elif figure.native is not None:
        chart = native_charts.add(slide, figure.native, box, stamp.time)
        known = chart.nvGraphicFramePr.cNvPr
        known.set("name", "Chart")
        known.set("descr", master.plain(figure.caption.says))
    else:
        _picture(slide, figure, box)
    frame.foot(slide, exhibit, stamp)
    notes.write(slide, notes.lines(exhibit, record, stamp, own_note))
    if figure is not None and figure.native is None:
        tables.add(deck, exhibit, figure, stamp)


def _where(exhibit: Exhibit) -> str:
    claim = exhibit.rows[0].claim
    return f"{exhibit.topic}, paragraph {claim.paragraph} of the article"


def _words(slide: Any, exhibit: Exhibit, record: Record, top: float) -> None:
    """The quotation, then the findings, each as large as leaves space for both."""
    passage = exhibit.passage
    assert passage is not None
    space = FOOT - 14 - top
    found, deep, points = _fitted(exhibit, record, space)
    texts = [
        run(part, points, "said" if tested else "ink", bold=tested, serif=True)
        for part, tested in [("“", False), *pieces(passage.text, passage.tested), ("”", False)]
    ]
    who = [run(passage.who, 12, "ink", bold=True), run(f", {passage.when}", 12, "muted")]
    box = (MARGIN + 20, top, _WORDS, deep + 26)
    shapes.filled(slide.placeholders[11], box, [paragraph(texts, spacing=108, after=5), paragraph(who)])
    shapes.rule(slide, (MARGIN + 1.5, top, MARGIN + 1.5, top + deep + 26), "said", 2.25)
    findings.draw(slide, found, (MARGIN, top + deep + 26 + _GAP))


def _fitted(exhibit: Exhibit, record: Record, space: float) -> tuple[findings.Findings, float, float]:
    """The findings in their type, the quotation's depth in pixels and its type in points.

    What is said under the findings is in the speaker's notes as well, and goes where there is no space for it.
    """
    text = exhibit.passage.text if exhibit.passage else ""
    for size, noted, smallest in (
        (13, True, 15),
        (12, True, 14),
        (12, False, 13),
        (11, False, 11),
    ):
        found = findings.findings(exhibit.rows, record, points=size, noted=noted)
        left = space - found.height - 26 - _GAP
        for points in range(20, smallest - 1, -1):
            deep = wrapped(text, _WORDS - 6, points, bold=True, serif=True) * points / 0.75 * 1.27 + 7
            if deep <= left:
                return found, deep, points
    return found, min(deep, max(left, 60.0)), points


def _test(slide: Any, rows: Sequence[Row], box: Box) -> None:
    """A claim without a figure: what was tested and how, line by line, as large as fits."""
    texts: list[tuple[str, bool]] = []
    for row in rows:
        texts += [("The test", True), (sentences.test_of(row.claim), False)]
        for name, lines in sentences.steps(row):
            texts += [(name, True), *((text, False) for text in lines)]
        texts += (
            [("Why it is found so", True), (theme.sentence(row.day.reason), False)] if row.day.reason else []
        )
        texts += [("To know", True), (row.claim.note, False)] if row.claim.note else []
    for points in (20, 18, 16, 15, 14, 13, 12, 11):
        deep = sum(
            wrapped(text, box[2], points, bold=head) * points * 1.7 + (0 if head else 12)
            for text, head in texts
        )
        if deep <= box[3]:
            break
    made = [
        paragraph(
            [run(text, points, "muted" if head else "ink", bold=head)], spacing=106, after=2 if head else 9
        )
        for text, head in texts
    ]
    shapes.words(slide, "The test", box, made)


def _picture(slide: Any, figure: Figure, box: Box) -> None:
    """The drawing at two and a half pixels to one.

    Not as SVG: its words are set in the house's face, which a reader's machine has not, and in another they would
    run into the marks.
    """
    drawn, scale = images.fitted(figure, box[2], box[3])
    width, height = (value * scale for value in engine.size(drawn))
    png = engine.png(drawn, scale=2.5 * scale)
    left = box[0] + (box[2] - width) / 2
    shapes.picture(slide, png, (left, box[1], width, height), "Figure", figure.caption.says)
