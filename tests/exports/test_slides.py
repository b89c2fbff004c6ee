"""The slides: what a presenter opens, edits and reads aloud; and the numbers in it, read back from the file."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from components import exports, theme
from components.charts import Figure
from components.claims import files
from components.exports import slides
from components.exports.slides import tables as slide_tables
from components.topics import briefing, exhibits
from components.topics.briefing import Briefing
from components.topics.exhibits import Exhibit

BASE = "https://example.org/record"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EPOCH = date(1899, 12, 30)


@cache
def everything() -> tuple[Exhibit, ...]:
    record, claims = files.load()
    return tuple(
        exhibit
        for name in exhibits.names(record, claims)
        if (exhibit := exhibits.find(record, claims, name)).figure
    )


NATIVE = [exhibit.id for exhibit in everything() if exhibit.figure and exhibit.figure.native]


@cache
def built() -> bytes:
    record, _ = files.load()
    return slides.pptx(Briefing("Every figure", everything()), record, exports.stamp(record, BASE))


@cache
def default() -> bytes:
    record, claims = files.load()
    brief, _ = briefing.parse(record, claims, {"note.spending-by-year": "Begin with the total."})
    return slides.pptx(brief, record, exports.stamp(record, BASE))


@cache
def parts() -> dict[str, tuple[Any, list[Any]]]:
    """For each spread its slide and the table slides after it."""
    found: dict[str, tuple[Any, list[Any]]] = {}
    following = iter(list(Presentation(io.BytesIO(built())).slides)[1:])
    for exhibit in everything():
        assert exhibit.figure is not None
        slide = next(following)
        pages = (
            0
            if exhibit.figure.native
            else -(-len(slide_tables.sheet(exhibit.figure).rows) // slide_tables.ROWS)
        )
        found[exhibit.id] = (slide, [next(following) for _ in range(pages)])
    assert next(following, None) is None
    return found


def shapes(slide: Any) -> Iterator[Any]:
    yield from slide.shapes


def chart_of(slide: Any) -> Any:
    return next(shape.chart for shape in shapes(slide) if shape.has_chart)


def cached(series: Any, tag: str) -> list[float | None]:
    """The values of a series as the chart's own XML holds them, gaps as `None`."""
    values = series.find(f"{C}{tag}")
    count = int(values.find(f".//{C}ptCount").get("val"))
    held = {int(pt.get("idx")): float(pt.find(f"{C}v").text) for pt in values.iter(f"{C}pt")}
    return [held.get(at) for at in range(count)]


def named(chart: Any) -> dict[str, Any]:
    return {ser.find(f"{C}tx").find(f".//{C}v").text: ser for ser in chart._chartSpace.iter(f"{C}ser")}


def numbers(series: Any, tag: str = "yVal") -> list[float]:
    return [value for value in cached(series, tag) if value is not None]


def shown(figure_id: str, chart: Any, figure: Figure) -> list[tuple[list[float], list[float]]]:
    """Pairs of what the chart's XML holds and what the figure's frame has."""
    frame, series = figure.frame, named(chart)
    if figure_id in ("spending-by-year", "allies-at-threshold-by-year"):
        said = [row for row in frame.to_dict("records") if isinstance(row["words"], str)]
        assert len(numbers(series["said"], "val")) == len(said)
        return [(numbers(series[figure.columns[1].label], "val"), list(frame["value"]))]
    if figure_id == "spending-increase-by-ally":
        starts = [value or 0.0 for value in cached(series["before the step"], "val")]
        return [
            (numbers(series["Billion dollars"], "val"), list(frame["amount"])),
            (starts, list(frame["start"])),
        ]
    if figure_id == "needed-to-reach-threshold":
        short = frame[~frame["reached"]]
        return [(numbers(next(iter(series.values())), "val"), [*short["needed_bn"], 0.0])]
    if figure_id.startswith("count-of"):
        days = [(day - EPOCH).days for day in frame["published"]]
        points = series["Allies at the threshold"]
        return [(numbers(points), list(frame["count"])), (numbers(points, "xVal"), days)]
    if figure_id == "force-model-steps":
        return [
            (sorted(set(zip(numbers(series[name], "xVal"), numbers(series[name]), strict=True)))[2::2],
             [(d, t) for d, t in zip(rows["day"], rows["troops_thousand"], strict=True)])
            for name, rows in frame.groupby("series")
        ]  # fmt: skip
    if figure_id == "casualties-published":
        pairs = [(numbers(series[kind]), list(rows["figure"])) for kind, rows in frame.groupby("kind")]
        bounds = frame[frame["low"].notna()].iloc[0]
        return [*pairs, (numbers(series["estimate, interval"]), [bounds["low"], bounds["high"]])]
    if not {"first", "last"} <= set(frame):
        assert figure.native is not None
        tag = "yVal" if figure.native.kind == "points" else "val"
        return [(numbers(series[one.name], tag), [v for v in one.values if v is not None]) for one in figure.native.series]  # fmt: skip
    first, last = (next(c.label for c in figure.columns if c.name == name) for name in ("first", "last"))
    pairs = [
        (numbers(series[first], "xVal"), list(frame["first"].dropna())),
        (numbers(series[f"{last} e"], "xVal"), list(frame["last"])),
    ]
    later = f"{last}, later edition"
    crossed = list(frame["now"].dropna())
    return [*pairs, (numbers(series[later], "xVal"), crossed)] if crossed else pairs


@pytest.mark.parametrize("figure_id", NATIVE)
def test_a_native_chart_holds_the_figures_numbers(figure_id: str) -> None:
    slide, _ = parts()[figure_id]
    figure = next(s.figure for s in everything() if s.id == figure_id)
    assert figure is not None
    for held, expected in shown(figure_id, chart_of(slide), figure):
        assert held == expected


def test_every_figure_is_a_native_chart_or_a_picture_with_its_table() -> None:
    for exhibit in everything():
        slide, tables = parts()[exhibit.id]
        kinds = [shape.has_chart for shape in shapes(slide)]
        assert any(kinds) == (exhibit.id in NATIVE), exhibit.id
        assert bool(tables) == (exhibit.id not in NATIVE), exhibit.id


@pytest.mark.parametrize("figure_id", [s.id for s in everything() if s.id not in NATIVE])
def test_a_figure_without_a_native_form_has_its_table_on_the_slides_after(figure_id: str) -> None:
    figure = next(s.figure for s in everything() if s.id == figure_id)
    assert figure is not None
    rows: list[list[str]] = []
    for slide in parts()[figure_id][1]:
        table = next(shape.table for shape in shapes(slide) if shape.has_table)
        assert len(table.rows) <= slide_tables.ROWS + 1
        rows += [[cell.text for cell in row.cells] for row in list(table.rows)[1:]]
    numeric = [(at, column) for at, column in enumerate(figure.columns) if column.decimals is not None]
    if "year" in figure.frame:  # a matrix of names and years
        written = [float(re.sub(r"[ e*]", "", text)) for row in rows for text in row[1:]]
        assert written == [round(value, 2) for value in figure.frame["value"]]
        return
    assert len(rows) == len(figure.frame)
    for at, column in numeric:
        expected = [theme.number(v, column.decimals or 0) for v in figure.frame[column.name]]
        assert [row[at] for row in rows] == expected


@pytest.mark.parametrize("figure_id", NATIVE)
def test_the_workbook_in_a_chart_holds_the_same_numbers(figure_id: str) -> None:
    chart = chart_of(parts()[figure_id][0])
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    sheet = book["Chart"]
    for reference in [*chart._chartSpace.iter(f"{C}numRef")]:
        cells = sheet[reference.find(f"{C}f").text.split("!")[1].replace("$", "")]
        values = [row[0].value for row in cells]
        held = {int(pt.get("idx")): float(pt.find(f"{C}v").text) for pt in reference.iter(f"{C}pt")}
        for at, value in enumerate(values):
            day = (value.date() - EPOCH).days if hasattr(value, "date") else value
            # a workbook writes sixteen digits, the chart has all of them
            own = held.get(at)
            assert (None if own is None else float(f"{own:.16g}")) == day


def test_every_number_in_a_charts_xml_is_one_that_an_office_program_can_read() -> None:
    for slide, _ in parts().values():
        for shape in shapes(slide):
            if shape.has_chart:
                space = shape.chart._chartSpace
                written = [
                    v.text
                    for tag in ("numCache", "numLit")
                    for one in space.iter(f"{C}{tag}")
                    for v in one.iter(f"{C}v")
                ]
                written += [
                    one.get("val")
                    for tag in ("min", "max", "majorUnit", "x", "y", "w", "h")
                    for one in space.iter(f"{C}{tag}")
                ]
                assert written and all(re.fullmatch(r"-?[0-9.]+(e[+-]?[0-9]+)?", text) for text in written)


def test_what_was_said_is_orange_and_a_year_spoken_of_is_blue() -> None:
    series = named(chart_of(parts()["spending-by-year"][0]))
    fill = series["said"].find(f"{C}marker").find(f".//{A}schemeClr").get("val")
    assert fill == "accent2"
    bars = series["Billion dollars"].findall(f"{C}dPt")
    assert [bar.find(f".//{A}schemeClr").get("val") for bar in bars][6] == "accent1"


def test_a_chart_and_a_picture_say_what_they_show() -> None:
    for data in (built(), default()):
        for slide in Presentation(io.BytesIO(data)).slides:
            for shape in shapes(slide):
                known = shape._element.xpath(".//p:cNvPr")[0]
                if (
                    shape.has_chart
                    or getattr(shape, "has_table", False)
                    or shape._element.tag.endswith("}pic")
                ):
                    assert known.get("descr"), (slide.shapes.title.text, shape.name)
                elif shape._element.tag.endswith(("}cxnSp", "}grpSp")):
                    assert known.get("descr") or known.xpath("./a:extLst"), shape.name
                elif not shape.text_frame.text:
                    assert known.get("descr"), shape.name


def test_no_placeholder_is_empty_and_the_title_is_one() -> None:
    for slide in Presentation(io.BytesIO(default())).slides:
        for holder in slide.placeholders:
            number = holder._element.xpath(".//a:fld[@type='slidenum']")
            assert number or holder.text_frame.text.strip(), holder.name
        assert slide.shapes.title.text
        assert slide._element.xpath(".//a:fld[@type='slidenum']")
        for holder in slide.notes_slide.placeholders:
            assert not holder.has_text_frame or holder.text_frame.text.strip()


def test_a_slide_is_read_in_the_order_title_measure_quote_findings_chart_source() -> None:
    slide = list(Presentation(io.BytesIO(default())).slides)[1]
    order = [shape.name for shape in shapes(slide)]
    texts = [getattr(shape, "text", "") for shape in shapes(slide)]
    assert order[0].startswith("Title") and "326 billion" in texts[0]
    assert "current prices" in texts[1] and texts[2].startswith("“This year alone")
    assert (
        order.index("Said") < order.index("Chart") < order.index("Source") < order.index("Address as a code")
    )


def test_the_words_tested_are_bold_in_the_said_colour() -> None:
    slide = list(Presentation(io.BytesIO(default())).slides)[1]
    runs = slide.placeholders[11].text_frame.paragraphs[0].runs
    bold = [run.text for run in runs if run.font.bold]
    assert bold == ["over $500 billion", "just over $325 billion", "an increase of $175 billion"]
    assert {run._r.xpath(".//a:schemeClr/@val")[0] for run in runs if run.font.bold} == {"accent2"}


def test_a_finding_is_shape_word_and_value() -> None:
    slide = list(Presentation(io.BytesIO(default())).slides)[1]
    told = [s._element.xpath(".//p:cNvPr/@descr") for s in shapes(slide) if s.name == "Finding"]
    assert [one[0] for one in told][:2] == [
        "On the day: Holds on its own basis",
        "Today: Holds on its own basis",
    ]
    found = next(shape for shape in shapes(slide) if shape.name == "On the day")
    assert found.text_frame.text == "Holds on its own basis\n$506.7bn\N{NO-BREAK SPACE}e"


def test_the_notes_begin_with_the_presenters_own_and_end_with_the_address() -> None:
    slide = list(Presentation(io.BytesIO(default())).slides)[1]
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith("Begin with the total.")
    assert "edition=2024-06-17" in notes.rstrip().splitlines()[-1]
    assert notes.rstrip().splitlines()[-1].startswith(f"{BASE}/spending?")
    for part in ("On the day:", "readings hold", "paragraph", "Transcript", "Sources", "Defence Expenditure"):
        assert part in notes


def test_the_code_holds_the_address_and_is_large_enough() -> None:
    import segno

    record, claims = files.load()
    stamp = exports.stamp(record, BASE)
    exhibit = exhibits.find(record, claims, "spending-by-year")
    slide = list(Presentation(io.BytesIO(default())).slides)[1]
    code = next(shape for shape in shapes(slide) if shape.name == "Address as a code")
    buffer = io.BytesIO()
    segno.make(stamp.address(exhibit.path), error="l", micro=False, boost_error=False).save(
        buffer, kind="png", scale=8, border=2, dark=theme.colour("ink"), light=theme.colour("paper")
    )
    assert code.image.blob == buffer.getvalue()
    assert code.width >= Inches(0.8)


def test_the_theme_is_the_houses_and_charts_use_its_places() -> None:
    with zipfile.ZipFile(io.BytesIO(default())) as archive:
        names = archive.namelist()
        text = archive.read("ppt/theme/theme1.xml").decode()
        assert f'<a:accent1><a:srgbClr val="{theme.colour("record")[1:]}"/>' in text
        assert f'<a:accent2><a:srgbClr val="{theme.colour("said")[1:]}"/>' in text
        assert 'latin typeface="Georgia"' in text and 'latin typeface="Arial"' in text
        assert len([n for n in names if re.fullmatch(r"ppt/slideLayouts/slideLayout\d+\.xml", n)]) == 3
        for name in names:
            if name.startswith(("ppt/charts/chart", "ppt/drawings", "ppt/slides/slide")) and name.endswith(
                ".xml"
            ):
                assert b"srgbClr" not in archive.read(name), name
    deck = Presentation(io.BytesIO(default()))
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)


def test_nothing_outside_is_linked_but_the_dashboards_address() -> None:
    for data in (built(), default()):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.endswith(".rels"):
                    for relation in re.findall(r"<Relationship [^>]*>", archive.read(name).decode()):
                        if 'TargetMode="External"' in relation:
                            assert f'Target="{BASE}/' in relation and "/hyperlink" in relation


def test_the_files_own_facts_name_no_person_and_no_clock() -> None:
    record, _ = files.load()
    deck = Presentation(io.BytesIO(default()))
    facts = deck.core_properties
    assert facts.created.replace(tzinfo=None) == exports.stamp(record, BASE).time
    assert facts.language == "en" and facts.title == briefing.default_title(record)
    assert facts.author == facts.last_modified_by == exports.NAME
    assert b"thumbnail" not in default()


def test_a_claim_without_a_figure_shows_its_test_and_arithmetic() -> None:
    slide = list(Presentation(io.BytesIO(default())).slides)[-1]
    test = next(shape for shape in shapes(slide) if shape.name == "The test")
    assert test.text_frame.text.startswith("The test\n")
    assert "Transcript of 9 July 2024" in test.text_frame.text


_FRESH = """
import hashlib
from components import exports
from components.claims import files
from components.exports import slides
from components.topics import briefing, exhibits
record, claims = files.load()
names = ["spending-by-year", "spending-increase-readings", "share-of-gdp-by-ally", "claim.article_5"]
brief = briefing.Briefing("Two processes", tuple(exhibits.find(record, claims, n) for n in names), {})
print(hashlib.sha256(slides.pptx(brief, record, exports.stamp(record, "https://example.org/record"))).hexdigest())
"""


@pytest.mark.full
def test_two_processes_write_the_same_bytes() -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _FRESH],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )
        for seed in ("1", "2")
    ]
    made = [process.communicate()[0].strip() for process in running]
    assert made[0] == made[1] and len(made[0]) == len(hashlib.sha256().hexdigest())


HOSTILE = (
    "<script>alert(1)</script> & ]]> <!-- ",
    '=HYPERLINK("http://evil.example","x") +1 -1 @SUM(A1)',
    "**bold** [x](http://evil.example) $\\alpha$ _x0041_",
    "left \u202eright\u202c \u2066bidi\u2069 \u200b",
    "control\x00\x01\x08\x0b\x1f\x7f \ufffe\uffff end",
    "w" * 10_000,
)


def hostile(exhibit: Exhibit, text: str) -> Exhibit:
    """The spread with `text` wherever the data has words."""
    assert exhibit.figure is not None and exhibit.passage is not None
    caption = dataclasses.replace(
        exhibit.figure.caption, title=text, measure=text, says=text, source=text, note=text
    )
    native = exhibit.figure.native
    if native is not None:
        one = dataclasses.replace(native.series[0], name=text, labels=(text,) * len(native.series[0].values))
        categories = (text, *native.categories[1:]) if native.categories else ()
        native = dataclasses.replace(native, series=(one, *native.series[1:]), categories=categories)
    figure = dataclasses.replace(exhibit.figure, caption=caption, native=native)
    row = exhibit.rows[0]
    claim = dataclasses.replace(row.claim, label=text, words=text, means=text, note=text)
    passage = dataclasses.replace(
        exhibit.passage, text=text, tested=(text,), who=text, transcript=text, role=text
    )
    return dataclasses.replace(
        exhibit, title=text, passage=passage, rows=(dataclasses.replace(row, claim=claim),), figure=figure
    )


def clean(text: str) -> str:
    return re.sub("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]", "", text).replace("\x0b", " ")


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "formula", "markdown", "bidi", "control", "long"])
def test_hostile_text_comes_back_as_the_text_it_was(text: str) -> None:
    record, claims = files.load()
    ids = ("spending-by-year", "count-of-2024-by-edition")
    shown = tuple(hostile(exhibits.find(record, claims, name), text) for name in ids)
    data = slides.pptx(Briefing(text, shown, {ids[0]: text}), record, exports.stamp(record, BASE))
    opened = list(Presentation(io.BytesIO(data)).slides)
    assert opened[0].shapes.title.text_frame.text == clean(text)
    for slide in opened[1:]:
        assert slide.shapes.title.text_frame.text == clean(text)
        assert slide.placeholders[11].text_frame.text.startswith(f"“{clean(text)}”")
        said = next(shape for shape in shapes(slide) if shape.name == "Said")
        assert said.text_frame.text == clean(text)
        chart = next(shape for shape in shapes(slide) if shape.has_chart)
        assert chart._element.xpath(".//p:cNvPr/@descr")[0] == clean(text)
        assert clean(text) in named(chart.chart)
        book = openpyxl.load_workbook(io.BytesIO(chart.chart.part.chart_workbook.xlsx_part.blob))
        cells = [cell for row in book["Chart"].iter_rows() for cell in row if isinstance(cell.value, str)]
        assert all(cell.data_type == "s" for cell in cells) and clean(text) in [cell.value for cell in cells]
    assert opened[1].notes_slide.notes_text_frame.text.startswith(clean(text))


def test_a_fall_in_a_waterfall_is_a_series_of_its_own() -> None:
    record, claims = files.load()
    exhibit = exhibits.find(record, claims, "spending-increase-by-ally", {"from": "2021", "to": "2022"})
    assert exhibit.figure is not None and exhibit.figure.native is not None
    frame = exhibit.figure.frame
    by_name = {series.name: series.values for series in exhibit.figure.native.series}
    for at, row in enumerate(frame.to_dict("records")):
        low, high = sorted((row["start"], row["end"]))
        parts_of = [
            by_name.get(name, (None,) * len(frame))[at] or 0.0
            for name in ("Billion dollars", "a fall", "below zero")
        ]
        before = by_name["before the step"][at] or 0.0
        under = by_name.get("before the step, below zero", (None,) * len(frame))[at] or 0.0
        assert before + parts_of[0] + parts_of[1] == pytest.approx(max(high, 0.0))
        assert under + parts_of[2] == pytest.approx(min(low, 0.0))
