"""The slides' own template: theme, master and three layouts, made in memory; lengths in pixels of 1280 x 720.

Every colour on a slide is a place in the theme's colour scheme, so that a slide pasted into a reader's own
template takes that template's colours; every face is the theme's heading or body face.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from components import theme
from components.exports import NAME
from components.fonts import FONTS

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH: Final = 1280
HEIGHT: Final = 720
MARGIN: Final = 56
PX: Final = 9525
"""EMU, the format's unit of length, in a pixel of 1/96 inch."""
SERIF: Final = "Georgia"
SANS: Final = "Arial"
"""Faces that every office program's machine has; the house's own are not on a reader's."""
OPENING, SPREAD, TABLE = 0, 1, 2
"""The layouts by their place."""

_SCHEME: Final = {
    "dk1": "ink", "lt1": "paper", "dk2": "muted", "lt2": "panel", "accent1": "record", "accent2": "said",
    "accent3": "context", "accent4": "record_fill", "accent5": "record_sum", "accent6": "grid",
    "hlink": "record", "folHlink": "muted",
}  # fmt: skip
_PLACES: Final = {
    "ink": "tx1", "paper": "bg1", "muted": "tx2", "panel": "bg2",
    "record": "accent1", "said": "accent2", "context": "accent3",
    "record_fill": "accent4", "record_sum": "accent5", "grid": "accent6",
}  # fmt: skip
_SHADES: Final = {"context_fill": (15, 85), "axis": (60, 40)}
"""Roles without a place of their own: the context colour at so much of its lightness, and so much added."""
NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile("[\t\n\x0b\x0c\r\x85]+")


def plain(text: str) -> str:
    """`text` without what XML cannot hold; a line break or tab is a space."""
    return _UNPRINTABLE.sub("", _BREAKS.sub(" ", text))


def colour(role: str) -> str:
    """A role as a place in the colour scheme. An unknown role raises `KeyError`."""
    if role in _SHADES:
        share, added = _SHADES[role]
        shade = f'<a:lumMod val="{share}000"/><a:lumOff val="{added}000"/>'
        return f'<a:schemeClr val="accent3">{shade}</a:schemeClr>'
    return f'<a:schemeClr val="{_PLACES[role]}"/>'


def solid(role: str) -> str:
    """A fill in a role's colour; none without a role."""
    return f"<a:solidFill>{colour(role)}</a:solidFill>" if role else "<a:noFill/>"


def line(role: str, points: float = 1.0, dash: str = "solid") -> str:
    """An outline or rule in a role's colour; none without a role."""
    if not role:
        return "<a:ln><a:noFill/></a:ln>"
    cap = ' cap="rnd"' if dash == "sysDot" else ""
    return f'<a:ln w="{round(points * 12700)}"{cap}>{solid(role)}<a:prstDash val="{dash}"/></a:ln>'


def run(
    text: str, points: float, role: str, *, bold: bool = False, serif: bool = False, link: str = ""
) -> str:
    """A run of text as XML; `link` is the relationship of the address it leads to."""
    face = f'<a:latin typeface="{"+mj-lt" if serif else "+mn-lt"}"/>'
    leads = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    return (
        f'<a:r><a:rPr lang="en-GB" sz="{round(points * 100)}" b="{int(bold)}" dirty="0">{solid(role)}{face}{leads}'
        f"</a:rPr><a:t>{escape(plain(text))}</a:t></a:r>"
    )


def attribute(text: str) -> str:
    """`text` as a quoted attribute."""
    return quoteattr(plain(text))


def wrapped(text: str, width: float, points: float, *, bold: bool = False, serif: bool = False) -> int:
    """In how many lines `text` is set at most: in the house's faces, and as much wider as others are.

    Georgia and Arial are up to a tenth wider; what stands in for Georgia where it is missing, a fifth.
    """
    scale = (1.19 if serif else 1.1) * points / 0.75 / 100
    font = _face("SourceSerif4" if serif else "SourceSans3", "Semibold" if bold else "Regular")
    count, used = 1, 0.0
    for word in plain(text).split():
        long = font.getlength(f"{word} ") * scale
        if used and used + long > width:
            count, used = count + 1, 0.0
        count += int(long // width)
        used += long % width if long > width else long
    return count


@cache
def _face(family: str, weight: str) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / f"{family}-{weight}.ttf"), 100)


def presentation(title: str, subject: str, time: datetime) -> Any:
    """An empty deck with the house's theme and layouts, and no more of the library's own template than it needs."""
    from pptx import Presentation

    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH * PX, HEIGHT * PX
    size = deck.part._element.find("{*}sldSz")
    size.attrib.pop("type", None)
    _themed(deck)
    _laid_out(deck)
    properties = deck.core_properties
    properties.title, properties.subject, properties.language = plain(title)[:255], plain(subject)[:255], "en"
    properties.author = properties.last_modified_by = NAME
    properties.created = properties.modified = time
    properties.revision, properties.keywords, properties.comments = 1, "", ""
    return deck


def _themed(deck: Any) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    part = deck.slide_master.part.part_related_by(RT.THEME)
    text = part.blob.decode("utf-8")
    places = "".join(
        f'<a:{place}><a:srgbClr val="{theme.colour(role)[1:]}"/></a:{place}>'
        for place, role in _SCHEME.items()
    )
    scheme = f'<a:clrScheme name="{NAME}">{places}</a:clrScheme>'
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, face in (("major", SERIF), ("minor", SANS))
    )
    text = re.sub(r"<a:clrScheme.*?</a:clrScheme>", scheme, text, flags=re.S)
    text = re.sub(
        r"<a:fontScheme.*?</a:fontScheme>",
        f'<a:fontScheme name="{NAME}">{fonts}</a:fontScheme>',
        text,
        flags=re.S,
    )
    text = re.sub(r'(<a:theme [^>]*name=)"[^"]*"', rf'\1"{NAME}"', text, count=1)
    part._blob = text.encode("utf-8")
    package = deck.part.package
    for owner, kinds in ((deck.part, ("printerSettings",)), (package, ("thumbnail", "extended-properties"))):
        for key, relation in list(owner._rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in kinds:
                owner._rels.pop(key)


def _laid_out(deck: Any) -> None:
    master, layouts = deck.slide_master, list(deck.slide_layouts)
    for unused in layouts[3:]:
        deck.slide_layouts.remove(unused)
    _replace(
        master,
        _holder(2, "Title", 'type="title"', (MARGIN, 34, 1168, 64), "Title", "")
        + _holder(3, "Text", 'type="body" idx="1"', (MARGIN, 150, 1168, 440), "Text", "")
        + _foot(),
    )
    styles = master._element.find("{*}txStyles")
    styles.getparent().replace(styles, _parsed(_STYLES))
    quote = _levels(solid("ink"), 16, serif=True)
    measure = _levels(solid("muted"), 14)
    title = _holder(2, "Title", 'type="title"', (MARGIN, 34, 1168, 64), "The takeaway as a sentence", "")
    words = _holder(
        3,
        "Measure and unit",
        'type="body" sz="quarter" idx="10"',
        (MARGIN, 98, 1168, 28),
        "Measure and unit",
        measure,
    )
    quoted = _holder(
        4, "Quotation", 'type="body" sz="half" idx="11"', (MARGIN + 20, 144, 372, 200), "Quotation", quote
    )
    large = _levels("", 40, serif=True)
    contents = {
        OPENING: (
            "title", "Opening",
            _holder(2, "Title", 'type="ctrTitle"', (MARGIN, 150, 1100, 180), "Title of the briefing", large, anchor="b")
            + _holder(3, "Subtitle", 'type="subTitle" idx="1"', (MARGIN, 350, 1000, 100), "What it holds", _levels(solid("muted"), 18)),
        ),
        SPREAD: ("", "Figure beside the words", title + words + quoted),
        TABLE: ("", "Table or picture", title + words),
    }  # fmt: skip
    for place, (kind, name, shapes) in contents.items():
        layout = layouts[place]
        layout._element.attrib.pop("type", None)
        layout._element.set("preserve", "1")
        if kind:
            layout._element.set("type", kind)
        _replace(layout, shapes + _foot())
        layout._element.find("{*}cSld").set("name", name)


def _replace(owner: Any, shapes: str) -> None:
    """The shapes of a master or layout, in place of those it had."""
    tree = owner.shapes._spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for shape in _parsed(f"<p:spTree {NAMESPACES}>{shapes}</p:spTree>"):
        tree.append(shape)


def _parsed(text: str) -> Any:
    from pptx.oxml import parse_xml

    return parse_xml(text)


def _holder(
    number: int, name: str, place: str, box: tuple[float, float, float, float], prompt: str, levels: str,
    *, anchor: str = "t", field: str = "",
) -> str:  # fmt: skip
    """A placeholder of a master or layout, without insets so that left edges meet."""
    content = field or f'<a:r><a:rPr lang="en-GB"/><a:t>{prompt}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {place}/></p:nvPr></p:nvSpPr><p:spPr>{frame(box)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" '
        f'rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>{levels}</a:lstStyle>'
        f"<a:p>{content}</a:p></p:txBody></p:sp>"
    )


def frame(box: tuple[float, float, float, float]) -> str:
    """Place and size as XML, from pixels."""
    x, y, w, h = (round(value * PX) for value in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def _levels(fill: str, points: float, *, serif: bool = False, align: str = "l") -> str:
    face = '<a:latin typeface="+mj-lt"/>' if serif else ""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(points * 100)}">{fill}{face}</a:defRPr></a:lvl1pPr>'
    )


SOURCE_BOX: Final = (MARGIN, 634, 800, 66)
NUMBER_BOX: Final = (1056, 684, 64, 16)
NUMBER_FIELD: Final = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'


def _foot() -> str:
    """The source and the number of the slide, on the master and every layout alike."""
    small = _levels(solid("muted"), 10)
    return _holder(20, "Source", 'type="ftr" sz="quarter" idx="20"', SOURCE_BOX, "Source", small) + _holder(
        21, "Slide number", 'type="sldNum" sz="quarter" idx="21"', NUMBER_BOX, "",
        _levels(solid("muted"), 10, align="r"), field=NUMBER_FIELD,
    )  # fmt: skip


_STYLES: Final = (
    f'<p:txStyles {NAMESPACES}><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc>'
    '<a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr sz="3600" b="0" kern="1200">'
    f'{solid("ink")}<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr>'
    "</a:lvl1pPr></p:titleStyle><p:bodyStyle>"
    + "".join(
        f'<a:lvl{level}pPr marL="{(level - 1) * 228600}" indent="0" algn="l"><a:spcBef><a:spcPts val="400"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="{1800 - 200 * min(level - 1, 2)}" kern="1200">{solid("ink")}'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl'
        + f"{level}pPr>"
        for level in range(1, 6)
    )
    + '</p:bodyStyle><p:otherStyle><a:defPPr><a:defRPr lang="en-GB"/></a:defPPr><a:lvl1pPr marL="0" algn="l">'
    f'<a:defRPr sz="1800" kern="1200">{solid("ink")}<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
    '<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr></p:otherStyle></p:txStyles>'
)
