"""Pictures: what is drawn is what the tables hold, with title, source and address inside."""

import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from components import exports, theme
from components.charts import (
    Caption,
    Figure,
    force_windows,
    house,
    needed,
    share_heatmap,
    waterfall,
    year_bars,
)
from components.claims import files
from components.delivery import engine
from components.exports import images
from components.topics import exhibits
from tests.exports.rows import differences

RECORD, CLAIMS = files.load()
STAMP = exports.stamp(RECORD, "https://example.org/record")
FIGURES = [name for name in exhibits.names(RECORD, CLAIMS) if not name.startswith(exhibits.CLAIM)]
SVG = "{http://www.w3.org/2000/svg}"


def tree(name: str, **values: str) -> ElementTree.Element:
    return ElementTree.fromstring(images.svg(exhibits.find(RECORD, CLAIMS, name, values), STAMP, fonts=False))


def words(root: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_holds_the_figures_rows_title_source_and_address(name: str) -> None:
    exhibit = exhibits.find(RECORD, CLAIMS, name)
    assert exhibit.figure
    root = tree(name)
    held = json.loads(root.findtext(f"{SVG}metadata") or "")
    assert differences(held["rows"], exhibit.figure) == []
    shown = words(root)
    for part in (exhibit.figure.caption.title, exhibit.figure.caption.measure, exhibit.figure.caption.source):
        assert part in shown
    assert STAMP.address(exhibit.path) in shown.replace(" ", "") or STAMP.address(exhibit.path) in shown
    assert root.findtext(f"{SVG}title") == exhibit.figure.caption.title
    assert root.findtext(f"{SVG}desc") == exhibit.figure.caption.says


def test_the_bars_are_labelled_with_the_numbers_of_the_table() -> None:
    for values in ({}, {"prices": "constant"}):
        exhibit = exhibits.find(RECORD, CLAIMS, "spending-by-year", values)
        assert exhibit.figure
        shown = words(tree("spending-by-year", **values)).split()
        missing = [n for v in exhibit.figure.frame["value"] if (n := theme.number(v)) not in shown]
        assert missing == []


def test_a_picture_asks_for_nothing_and_runs_nothing() -> None:
    for name in FIGURES[:18]:
        for element in tree(name).iter():
            assert element.tag in {f"{SVG}{tag}" for tag in (
                "svg", "title", "desc", "metadata", "style", "rect", "text", "g", "path", "defs", "clipPath", "line", "circle",
            )}  # fmt: skip
            assert not [key for key in element.attrib if "href" in key or key.startswith("on")]


def test_hostile_text_is_drawn_as_text() -> None:
    exhibit = exhibits.find(RECORD, CLAIMS, "count-of-2024-by-edition")
    assert exhibit.figure
    for text in (
        "<script>alert(1)</script>", "]]></svg><script>", "&amp; &#0;", "a\x00b\x07c\ufffe", "\u202eabc", "$x$ **b** [a](b)",
        "w" * 10_000, "{0} {w}", "datum.value", "😀",
    ):  # fmt: skip
        caption = replace(exhibit.figure.caption, title=text, measure=text, says=text, source=text)
        chart = exhibit.figure.chart.copy(deep=True)
        bad = replace(exhibit, title=text, figure=replace(exhibit.figure, caption=caption, chart=chart))
        assert bad.figure
        rows = json.loads(json.dumps(bad.figure.spec).replace("June 2024", json.dumps(text)[1:-1]))
        bad.figure.__dict__["spec"] = rows
        root = ElementTree.fromstring(images.svg(bad, STAMP, fonts=False))
        plain = text.translate({0: "\ufffd", 7: "\ufffd", 0xFFFE: "\ufffd"})
        assert root.findtext(f"{SVG}title") == plain
        assert not [e for e in root.iter() if e.tag.endswith("script")]
        if len(text) < 100:
            assert plain in words(root)


@pytest.mark.parametrize("text", ["a\u2028b'\"\\", "👩‍👩‍👧‍👦 " * 12, "'] || alert(1) || ['"])
@pytest.mark.parametrize("chart", [year_bars, waterfall, needed, share_heatmap, force_windows])
def test_a_name_on_an_axis_is_drawn_whatever_it_holds(chart: ModuleType, text: str) -> None:
    spec = house.spec(chart.example())
    names = {
        row[key]
        for layer in spec["layer"]
        for row in layer.get("data", spec.get("data", {})).get("values", ())
        for key in ("name", "label")
        if isinstance(row.get(key), str)
    }
    assert names

    def hostile(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: hostile(value) for key, value in part.items()}
        if isinstance(part, list):
            return [hostile(value) for value in part]
        return f"{text}{part}" if part in names else part

    figure = Figure(Caption("a", "b", "c", "d", "e"), pd.DataFrame(), (), chart.example())
    figure.__dict__["spec"] = hostile(spec)
    assert ElementTree.fromstring(engine.drawing(figure, width=700)).tag.endswith("svg")


def test_two_drawings_in_one_document_share_no_name() -> None:
    names: list[str] = []
    for figure in FIGURES[:18]:
        exhibit = exhibits.find(RECORD, CLAIMS, figure)
        assert exhibit.figure
        drawn = ElementTree.fromstring(engine.drawing(exhibit.figure, width=700))
        names += {e.attrib["id"] for e in drawn.iter() if "id" in e.attrib}
    assert len(names) == len(set(names))


def test_a_png_has_the_size_it_is_named_for() -> None:
    exhibit = exhibits.find(RECORD, CLAIMS, "count-of-2024-by-edition")
    for width in images.WIDTHS:
        assert Image.open(io.BytesIO(images.png(exhibit, STAMP, width=width))).width == width
    assert Image.open(io.BytesIO(images.png(exhibit, STAMP, slide=True))).size == images.SLIDE


def test_text_is_drawn_in_our_own_fonts() -> None:
    """Without its font a picture has no letters at all: the ink of the title's strip would be nothing."""
    exhibit = exhibits.find(RECORD, CLAIMS, "count-of-2024-by-edition")
    strip = Image.open(io.BytesIO(images.png(exhibit, STAMP))).convert("L").crop((40, 40, 600, 80))
    assert sum(1 for value in strip.tobytes() if value < 90) > 800


def test_a_long_word_is_broken_and_not_cut() -> None:
    font = images.font("SourceSans3-Regular", 12)
    word = "x" * 10_000
    lines = images.wrapped(f"before {word} after", font, 760)
    assert "".join(lines).replace(" ", "") == f"before{word}after"
    assert all(font.getlength(line) <= 760 for line in lines)


@pytest.mark.full
def test_two_fresh_processes_make_the_same_bytes() -> None:
    code = (
        "import hashlib\nfrom components import exports\nfrom components.claims import files\n"
        "from components.exports import images\nfrom components.topics import exhibits\n"
        "record, claims = files.load()\nstamp = exports.stamp(record, 'https://example.org/record')\n"
        "for name in ('spending-by-year', 'spending-map'):\n"
        "    s = exhibits.find(record, claims, name)\n"
        "    print(hashlib.sha256(images.svg(s, stamp) + images.png(s, stamp)).hexdigest())\n"
    )
    once = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in "ab"
    ]
    here = ""
    for name in ("spending-map", "spending-by-year"):  # in another order, so that no counter goes unnoticed
        s = exhibits.find(RECORD, CLAIMS, name)
        here = hashlib.sha256(images.svg(s, STAMP) + images.png(s, STAMP)).hexdigest() + "\n" + here
    assert once == [here, here]
