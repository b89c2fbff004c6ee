"""Hostile text in every text field of the record: every file opens, and the text is text.

The payloads stand in groups, each group in every field at once; those that must come first in a cell to do
harm have a build of their own.
"""

import io
import json
import zipfile
from functools import cache
from xml.etree import ElementTree

import openpyxl
import pptx
import pypdf
import pytest

from components import exports
from components.claims import files
from components.exports import claimreview, html, images, paper, sheets, slides
from components.tables.record import Record
from components.topics import briefing
from components.topics.briefing import Briefing
from tests.exports import hostile
from tests.exports.test_html import Page

RECORD, CLAIMS = files.load()
pytestmark = pytest.mark.full
BASE = "https://example.org/record"
STEP = 20
GROUPS = [" ".join(hostile.PAYLOADS[at : at + STEP]) for at in range(0, len(hostile.PAYLOADS), STEP)]
ALONE = [*hostile.FORMULAS, hostile.LONG]
SHOW = "spending-by-year share-of-gdp-by-ally commitments-timeline count-of-2024-by-edition claim.war_footing_speaker"


@cache
def brief(text: str, show: str = SHOW) -> tuple[Briefing, Record]:
    record = hostile.record_with(RECORD, text)
    found, wrong = briefing.parse(
        record, hostile.claims_with(CLAIMS, text), {"show": show, "title": text[:100]}
    )
    assert wrong == []
    notes = {exhibit.id: text for exhibit in found.exhibits}
    return Briefing(text, found.exhibits, notes), record


def stamp(record: Record) -> exports.Stamp:
    return exports.stamp(record, BASE)


@pytest.mark.parametrize("text", [*GROUPS, *ALONE, hostile.CONTROL])
def test_a_page_has_the_same_elements_whatever_the_text(text: str) -> None:
    held = Page(html.page(*brief(text), stamp(brief(text)[1])))
    usual = Page(html.page(*brief("harmless"), stamp(brief("harmless")[1])))
    assert held.wrong == [] and held.text.count(text) > 20
    more_lines = {"tspan"}  # of a label of a drawing
    assert {tag for tag, _ in held.tags} - more_lines == {tag for tag, _ in usual.tags} - more_lines
    assert not {name for _, attrs in held.tags for name in attrs if name.startswith("on")}
    links = {attrs.get("href") or "" for tag, attrs in held.tags if tag == "a"}
    assert all(link.startswith(("#", BASE)) for link in links)


@pytest.mark.parametrize("text", [*GROUPS, *ALONE, hostile.CONTROL])
def test_a_workbook_has_no_formula_and_no_link_out(text: str) -> None:
    held, record = brief(text)
    book = openpyxl.load_workbook(io.BytesIO(sheets.xlsx(held.exhibits, record, stamp(record), title=text)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink and cell.hyperlink.target]
    first = text.split("\x00")[0][:50]
    assert any(first in str(cell.value) for cell in cells)


@pytest.mark.parametrize("text", [*GROUPS, *ALONE])
def test_a_csv_gives_a_spreadsheet_no_formula(text: str) -> None:
    held, _ = brief(text)
    import csv

    for exhibit in held.exhibits:
        if exhibit.figure:
            for row in csv.reader(io.StringIO(sheets.csv(exhibit.figure).decode("utf-8-sig"))):
                risky = [c for c in row if c.lstrip()[:1] in "=+@" and c.strip()]
                assert risky == []


@pytest.mark.parametrize("text", [*GROUPS, hostile.LONG, hostile.CONTROL])
def test_slides_open_and_lead_nowhere_else(text: str) -> None:
    content = slides.pptx(*brief(text), stamp(brief(text)[1]))
    deck = pptx.Presentation(io.BytesIO(content))
    assert len(deck.slides) >= 6
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
            if name.endswith(".rels"):
                for relation in ElementTree.fromstring(parts.read(name)):
                    outside = relation.get("TargetMode") == "External"
                    assert not outside or (relation.get("Target") or "").startswith(BASE)


@pytest.mark.parametrize("text", [*GROUPS, hostile.LONG, hostile.CONTROL])
def test_paper_opens_and_leads_nowhere_else(text: str) -> None:
    show = (
        "spending-by-year" if text == hostile.LONG else SHOW
    )  # a word of three pages in every cell is a book
    held, record = brief(text, show)
    document = pypdf.PdfReader(io.BytesIO(paper.pdf(held, record, stamp(record))))
    assert len(document.pages) > len(held.exhibits) and "/JavaScript" not in str(document.trailer["/Root"])
    allowed = (BASE, *(source.url for source in RECORD.sources.values() if source.url))
    for page in document.pages:
        for annotation in page.get("/Annots") or ():
            action = annotation.get_object().get("/A")
            assert (
                not action or action.get("/S") == "/GoTo" or str(action.get("/URI", "")).startswith(allowed)
            )


@pytest.mark.parametrize("text", [*GROUPS, hostile.LONG, hostile.CONTROL])
def test_pictures_are_sound_xml_with_no_script_and_no_link(text: str) -> None:
    held, record = brief(text)
    for exhibit in held.exhibits:
        if exhibit.figure:
            root = ElementTree.fromstring(images.svg(exhibit, stamp(record), fonts=False))
            tags = {element.tag.rpartition("}")[2] for element in root.iter()}
            assert not tags & {"script", "a", "image", "use", "foreignObject", "iframe"}
            assert not [k for e in root.iter() for k in e.attrib if k.startswith("on") or "href" in k]


@pytest.mark.parametrize("text", [*GROUPS, *ALONE])
def test_claims_for_machines_keep_the_text_and_cannot_end_a_script(text: str) -> None:
    _, record = brief(text)
    claims = hostile.claims_with(CLAIMS, text)[:12]
    content = claimreview.jsonld(record, claims, stamp(record))
    assert text in json.dumps(json.loads(content), ensure_ascii=False).encode().decode(
        "unicode_escape", "ignore"
    ) or all(review["itemReviewed"] for review in json.loads(content)["@graph"])
    inside = claimreview.script_safe(content)
    assert "<" not in inside and "\u2028" not in inside
    assert json.loads(inside) == json.loads(content)
