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
from components.exports import (
    Stamp,
    images,
    native_charts,
    slide_findings,
    slide_frame,
    slide_notes,
    slide_shapes,
    slide_tables,
    slide_theme,
    zipped,
)
from components.exports.slide_frame import FOOT, LONGEST_LINK, RIGHT
from components.exports.slide_shapes import Box, paragraph
from components.exports.slide_theme import MARGIN, OPENING, SPREAD, TABLE, run, wrapped
from components.tables.record import Record
from components.topics import Row, pieces, sentences
from components.topics.briefing import Briefing
from components.topics.spreads import Spread

_GAP: Final = 22  # between quotation and findings
_WORDS: Final = slide_findings.WIDTH - 20


def pptx(brief: Briefing, record: Record, stamp: Stamp) -> bytes:
    """The briefing as a PowerPoint file: a title slide, then each spread, with notes for who presents."""
    deck = slide_theme.presentation(brief.title, subtitle(brief, stamp), stamp.time)
    _opening(deck, brief, stamp)
    for spread in brief.spreads:
        _spread(deck, spread, record, stamp, brief.notes.get(spread.id, ""))
    buffer = io.BytesIO()
    deck.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def subtitle(brief: Briefing, stamp: Stamp) -> str:
    """How much is shown, and of which data."""
    count = len(brief.spreads)
    noun = "view of the record" if count == 1 else "views of the record"
    return f"{theme.sentence(theme.count_word(count))} {noun}. {stamp.words}."


def _opening(deck: Any, brief: Briefing, stamp: Stamp) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[OPENING])
    title, words = slide.placeholders
    points = 40 if wrapped(brief.title, 1100, 40, serif=True) <= 3 else 28
    slide_shapes.filled(title, None, [paragraph([run(brief.title, points, "ink", serif=True)], spacing=95)])
    slide_shapes.filled(words, None, [paragraph([run(subtitle(brief, stamp), 18, "muted")])])
    slide_shapes.rule(slide, (MARGIN, 338, MARGIN + 96, 338), "said", 2.25)
    address, told = stamp.address(brief.path), "This briefing: "
    if len(address) > LONGEST_LINK:
        address, told = (
            stamp.address("briefing"),
            "This one’s address stands in the notes; others are made at ",
        )
    said = [
        run(told, 12, "muted"),
        slide_frame.link(slide, slide_frame.short(stamp, "briefing"), address, 12),
    ]
    slide_shapes.words(slide, "Address", (MARGIN, 646, 760, 24), [paragraph(said)])
    slide_frame.code(slide, address, (RIGHT - 190, 480, 190, 190))
    slide_shapes.number(slide)
    slide_notes.write(slide, [subtitle(brief, stamp), stamp.address(brief.path)])


def _spread(deck: Any, spread: Spread, record: Record, stamp: Stamp, own_note: str) -> None:
    figure = spread.figure
    beside = spread.passage is not None
    slide = deck.slides.add_slide(deck.slide_layouts[SPREAD if beside else TABLE])
    measure = figure.caption.measure if figure else _where(spread)
    top = slide_frame.head(slide, spread.title, measure)
    left = MARGIN
    if spread.passage is not None:
        _words(slide, spread, record, top)
        left = MARGIN + slide_findings.WIDTH + 44
    box = (left, top, RIGHT - left, FOOT - 12 - top)
    if figure is None:
        _test(slide, spread.rows, box)
    elif figure.native is not None:
        chart = native_charts.add(slide, figure.native, box, stamp.time)
        known = chart.nvGraphicFramePr.cNvPr
        known.set("name", "Chart")
        known.set("descr", slide_theme.plain(figure.caption.says))
    else:
        _picture(slide, figure, box)
    slide_frame.foot(slide, spread, stamp)
    slide_notes.write(slide, slide_notes.lines(spread, record, stamp, own_note))
    if figure is not None and figure.native is None:
        slide_tables.add(deck, spread, figure, stamp)


def _where(spread: Spread) -> str:
    claim = spread.rows[0].claim
    return f"{spread.topic}, paragraph {claim.paragraph} of the article"


def _words(slide: Any, spread: Spread, record: Record, top: float) -> None:
    """The quotation, then the findings, each as large as leaves room for both."""
    passage = spread.passage
    assert passage is not None
    room = FOOT - 14 - top
    found, deep, points = _fitted(spread, record, room)
    texts = [
        run(part, points, "said" if tested else "ink", bold=tested, serif=True)
        for part, tested in [("“", False), *pieces(passage.text, passage.tested), ("”", False)]
    ]
    who = [run(passage.who, 12, "ink", bold=True), run(f", {passage.when}", 12, "muted")]
    box = (MARGIN + 20, top, _WORDS, deep + 26)
    slide_shapes.filled(slide.placeholders[11], box, [paragraph(texts, spacing=108, after=5), paragraph(who)])
    slide_shapes.rule(slide, (MARGIN + 1.5, top, MARGIN + 1.5, top + deep + 26), "said", 2.25)
    slide_findings.draw(slide, found, (MARGIN, top + deep + 26 + _GAP))


def _fitted(spread: Spread, record: Record, room: float) -> tuple[slide_findings.Findings, float, float]:
    """The findings in their type, the quotation's depth in pixels and its type in points.

    What is said under the findings is in the speaker's notes as well, and goes where there is no room for it.
    """
    text = spread.passage.text if spread.passage else ""
    for size, noted, smallest in (
        (13, True, 15),
        (12, True, 14),
        (12, False, 13),
        (11, False, 11),
    ):
        found = slide_findings.findings(spread.rows, record, points=size, noted=noted)
        left = room - found.height - 26 - _GAP
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
    slide_shapes.words(slide, "The test", box, made)


def _picture(slide: Any, figure: Figure, box: Box) -> None:
    """The drawing at two and a half pixels to one.

    Not as SVG: its words are set in the house's face, which a reader's machine has not, and in another they would
    run into the marks.
    """
    import vl_convert

    drawn, scale = images.fitted(figure, box[2], box[3])
    width, height = (value * scale for value in images.size(drawn))
    png = vl_convert.svg_to_png(drawn, scale=2.5 * scale)
    left = box[0] + (box[2] - width) / 2
    slide_shapes.picture(slide, png, (left, box[1], width, height), "Figure", figure.caption.says)
