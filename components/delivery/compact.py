"""An SVG drawing in fewer bytes, for a page that has several: what it says and shows stays as it is."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from lxml import etree

from components.delivery.outlines import Element, outline
from components.fonts import SANS_CSS
from components.markup import Markup

_DECIMALS: Final = re.compile(r"-?\d+\.\d+")
_GROUND: Final = re.compile(r"(?:M0,0h[\d.]+v[\d.]+h-?[\d.]+Z)?")
_PLACED: Final = ("d", "transform", "x", "x2", "y", "y2", "width", "height")
_DEFAULTS: Final = {
    "font-family": SANS_CSS, "opacity": "1", "fill-opacity": "1", "transform": "translate(0,0)",
    "stroke-miterlimit": "10", "font-weight": "400",
}  # fmt: skip
"""What the style sheet says for all drawings."""
_INHERITED: Final = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "font-weight",
    "text-anchor",
)
"""Properties that a mark takes from its group."""


def parsed(svg: str) -> Element:
    """The drawing as a tree, without the attributes of its own `<svg>`, which is its place's to give."""
    return etree.fromstring(f"<svg>{svg[svg.index('>') + 1 :]}")


def compact(drawing: Element) -> None:
    """Leave out of the drawing what shows nothing, and write the rest shortly: a tenth of a pixel, no defaults."""
    if len(drawing) and drawing[0].tag == "rect" and drawing[0].get("fill") == "var(--paper)":
        drawing.remove(drawing[0])  # the page is its ground
    for mark in reversed(list(drawing.iterdescendants())):  # what is inside a group before the group
        for name, value in mark.attrib.items():
            if _DEFAULTS.get(name) == value:
                del mark.attrib[name]
            elif name in _PLACED:
                mark.set(name, _placed(name, value))
        if said := mark.attrib.pop("aria-label", ""):
            etree.SubElement(mark, "title").text = said
        if _shows_nothing(mark):
            mark.getparent().remove(mark)
    for group in drawing.iter("g"):
        _share(group)


def _share(group: Element) -> None:
    """Write what all marks of a group state once, at the group: of each property the value that most of them have."""
    for name in _INHERITED:
        values = Counter(mark.get(name) for mark in group)
        if len(group) > 1 and None not in values and name not in group.attrib:
            value, often = values.most_common(1)[0]
            if often > 1:
                group.set(name, value)
                for mark in group:
                    if mark.get(name) == value:
                        del mark.attrib[name]


def _shows_nothing(mark: Element) -> bool:
    """Is it a word without letters or out of sight, a group of nothing, or a group's ground without a colour?"""
    if mark.tag == "text" and mark.get("opacity") == "0":
        return True
    if mark.tag == "path":
        bare = mark.keys() == ["d"] or mark.get("display") == "none"
        return bare and bool(_GROUND.fullmatch(mark.get("d")))
    return not len(mark) and (mark.tag == "g" or mark.tag == "text" and not mark.text)


def _placed(name: str, value: str) -> str:
    """A length, shape or shift to a tenth of a pixel; a scale or a turn as it is."""
    if name == "transform" and not value.startswith("translate") or value.count("(") > 1:
        return value
    value = outline(value) if name == "d" else value
    return _DECIMALS.sub(lambda found: f"{round(float(found[0]), 1):.10g}", value)


def written(drawing: Element) -> Markup:
    """What is inside the drawing, as markup."""
    return Markup("".join(etree.tostring(part, encoding="unicode") for part in drawing))
