"""Drawings for pages: small, the same to the eye, several in a page, and with what their marks say."""

from __future__ import annotations

import math
import re
from itertools import chain

import pytest
from lxml import etree

from components.claims import files
from components.delivery import compact, drawing, engine, measured, outlines
from components.topics import exhibits

RECORD, CLAIMS = files.load()
WIDTHS = (360, 700)


def drawn(figure_id: str) -> etree._Element:
    """The figure as a live page has it."""
    figure = exhibits.find(RECORD, CLAIMS, figure_id).figure
    assert figure
    return etree.fromstring(drawing.responsive(figure, WIDTHS))


def test_a_drawing_made_small_says_what_it_said() -> None:
    text = '2.104 and " opacity="1" and d="M0.123,4" &lt;path d="" display="none"/&gt;'
    tree = compact.parsed(
        f'<svg width="9"><g opacity="1"><path d="" display="none"/><g transform="translate(1,2)"><text/></g>'
        f'<text transform="translate(1.2345,6)" opacity="0.25" fill="var(--ink)">{text}</text></g></svg>'
    )
    compact.compact(tree)
    assert compact.written(tree) == f'<g><text transform="translate(1.2,6)" opacity="0.25" fill="var(--ink)">{text}</text></g>'  # fmt: skip


def test_an_outline_made_small_stays_within_its_tolerance() -> None:
    ring = [
        (200 + 90 * math.cos(t / 50), 200 + (60 + 3 * math.sin(t)) * math.sin(t / 50)) for t in range(315)
    ]
    shape = "M" + "L".join(f"{x:.3f},{y:.3f}" for x, y in ring) + "Z"
    small = outlines.outline(shape)
    assert len(small) < len(shape) / 3
    x = y = 0.0
    points = []
    for at, step in enumerate(re.findall(r"-?\d*\.?\d+", small)):
        if at % 2 == 0:
            x += float(step)
        else:
            y += float(step)
            points.append((x, y))
    spans = list(zip(points, [*points[1:], points[0]], strict=True))
    for px, py in ring:
        near = min(
            math.dist((px, py), (ax + k * (bx - ax), ay + k * (by - ay)))
            for (ax, ay), (bx, by) in spans
            for k in [max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / (math.dist((ax, ay), (bx, by)) ** 2 or 1)))]
        )  # fmt: skip
        assert near < outlines.TOLERANCE + outlines.STEP / 20 * math.sqrt(2)


def test_a_live_page_has_a_drawing_of_the_charts_height_for_each_width() -> None:
    for figure_id in ("spending-by-year", "spending-map", "casualties-published"):
        figure = exhibits.find(RECORD, CLAIMS, figure_id).figure
        assert figure
        high = {w: figure.spec["height"] for w in WIDTHS} | {
            w: h for w in WIDTHS[:1] if (h := figure.spec.get("usermeta", {}).get("narrow_height"))
        }
        boxes = [svg.get("viewBox").split()[2:] for svg in drawn(figure_id)]
        assert boxes == [[str(width), str(high[width])] for width in WIDTHS], figure_id


@pytest.mark.parametrize(
    "figure_id", ["spending-map", "share-of-gdp-by-ally", "share-of-gdp-by-ally-and-year"]
)
def test_a_mark_says_in_a_drawing_what_its_tooltip_says_on_a_live_chart(figure_id: str) -> None:
    figure = exhibits.find(RECORD, CLAIMS, figure_id).figure
    assert figure
    for svg in drawn(figure_id):
        said = [title.text for title in svg.iter("title")]
        names = [row for row in said if row.startswith("Ally: ")]
        assert len(names) == len(said) >= len(set(figure.frame[figure.columns[0].name].dropna())) - 2


def test_names_in_a_page_are_of_one_drawing_each_and_none_is_missing() -> None:
    pages = [drawn(figure) for figure in ("spending-map", "spending-by-year", "share-of-gdp-by-ally")]
    marks = list(chain.from_iterable(page.iter() for page in pages))
    names = [mark.get("id") for mark in marks if mark.get("id")]
    used = {mark.get("href").lstrip("#") for mark in marks if mark.get("href")}
    used |= set(re.findall(r"url\(#([^)]+)\)", " ".join(v for mark in marks for v in mark.attrib.values())))
    assert names and len(names) == len(set(names)) and used <= set(names)


def test_at_each_width_of_its_place_one_drawing_is_shown() -> None:
    ranges = re.findall(r"\((\d+)px <= width < (\d+)px\)", drawing.rules(WIDTHS))
    assert len(ranges) == len(WIDTHS)
    for width in range(1, 2000):
        assert sum(int(low) <= width < int(high) for low, high in ranges) == 1


def test_the_words_of_a_live_drawing_reach_its_sides_and_not_beyond() -> None:
    """In our own fonts, whatever room the engine takes them to need."""
    for figure_id in ("spending-by-year", "share-of-gdp-by-ally-and-year", "spending-increase-by-ally"):
        figure = exhibits.find(RECORD, CLAIMS, figure_id).figure
        assert figure
        for width in WIDTHS:
            words = list(measured._words(etree.fromstring(engine.as_live(figure, width=width)), 0))
            assert 0 <= min(start for start, _ in words) < 20, (figure_id, width)
            assert max(end for _, end in words) <= width, (figure_id, width)
