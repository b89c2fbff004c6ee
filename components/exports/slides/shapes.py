"""What stands on a slide beside its chart: words, the findings' shapes, rules, pictures and tables.

Boxes are in pixels of 1280 x 720. Each shape says what it is to who cannot see it, or is marked decorative.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from components.exports.slides.master import (
    NAMESPACES,
    NUMBER_FIELD,
    PX,
    attribute,
    frame,
    line,
    plain,
    run,
    solid,
)

Box = tuple[float, float, float, float]
_DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def place(slide: Any, xml: str) -> Any:
    """The shape that `xml` describes, as the last on `slide`."""
    from pptx.oxml import parse_xml

    shape = parse_xml(xml.replace("<p:", "<p:", 1))
    slide.shapes._spTree.append(shape)
    return shape


def _known(slide: Any, name: str, says: str, *, decorative: bool = False) -> str:
    number = slide.shapes._next_shape_id
    inner = _DECORATIVE if decorative else ""
    told = f" descr={attribute(says)}" if says else ""
    return f'<p:cNvPr id="{number}" name={attribute(name)}{told}>{inner}</p:cNvPr>'


def paragraph(runs: Sequence[str], *, align: str = "l", spacing: int = 100, after: float = 0) -> str:
    """A paragraph of `runs` (see `master.run`); `spacing` is in percent of a line, `after` in points."""
    return (
        f'<a:p><a:pPr algn="{align}"><a:lnSpc><a:spcPct val="{spacing}000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft></a:pPr>{"".join(runs)}</a:p>'
    )


def words(slide: Any, name: str, box: Box, paragraphs: Sequence[str], *, anchor: str = "t") -> Any:
    """A box of text without insets."""
    return place(
        slide,
        f'<p:sp {NAMESPACES}><p:nvSpPr>{_known(slide, name, "")}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"/><a:lstStyle/>'
        f"{''.join(paragraphs)}</p:txBody></p:sp>",
    )


def filled(holder: Any, box: Box | None, paragraphs: Sequence[str]) -> None:
    """The text of a placeholder, and its own place where the layout's does not do."""
    from pptx.oxml import parse_xml

    body = holder._element.txBody
    for old in body.findall("{*}p"):
        body.remove(old)
    for text in paragraphs:
        body.append(parse_xml(text.replace("<a:p>", f"<a:p {NAMESPACES}>", 1)))
    if box is not None:
        holder.left, holder.top, holder.width, holder.height = (round(value * PX) for value in box)


def foot(slide: Any, source: Sequence[str], box: Box | None = None) -> None:
    """The footer with the source; the number of the slide stands in `number`."""
    geometry = frame(box) if box else ""
    place(
        slide,
        f'<p:sp {NAMESPACES}><p:nvSpPr>{_known(slide, "Source", "")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="ftr" sz="quarter" idx="20"/></p:nvPr></p:nvSpPr><p:spPr>{geometry}</p:spPr><p:txBody><a:bodyPr/>'
        f"<a:lstStyle/>{''.join(source)}</p:txBody></p:sp>",
    )


def number(slide: Any) -> None:
    """The number of the slide, as a field."""
    place(
        slide,
        f'<p:sp {NAMESPACES}><p:nvSpPr>{_known(slide, "Slide number", "")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldNum" sz="quarter" idx="21"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
        f"<a:p>{NUMBER_FIELD}</a:p></p:txBody></p:sp>",
    )


def rule(slide: Any, ends: Box, role: str, points: float = 0.75) -> None:
    """A line from one point to another; it only parts what stands on its sides."""
    x0, y0, x1, y1 = ends
    place(
        slide,
        f"<p:cxnSp {NAMESPACES}><p:nvCxnSpPr>{_known(slide, 'Rule', '', decorative=True)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
        f'<p:spPr>{frame((x0, y0, x1 - x0, y1 - y0))}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f"{line(role, points)}</p:spPr></p:cxnSp>",
    )


def _form(known: str, box: Box, preset: str, fill: str, outline: str) -> str:
    return (
        f"<p:sp><p:nvSpPr>{known}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{frame(box)}"
        f'<a:prstGeom prst="{preset}"><a:avLst>{_LEFT_HALF if preset == "pie" else ""}</a:avLst></a:prstGeom>{fill}{outline}'
        '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


_LEFT_HALF: Final = '<a:gd name="adj1" fmla="val 5400000"/><a:gd name="adj2" fmla="val 16200000"/>'
_FORMS: Final = {
    "full": ("ellipse", "record", "record", "solid"),
    "half": ("ellipse", "paper", "record", "solid"),
    "open": ("diamond", "paper", "ink", "solid"),
    "ring": ("ellipse", "paper", "context", "sysDash"),
}


def finding(slide: Any, shape: str, at: tuple[float, float], says: str) -> None:
    """A finding's shape, 14 pixels across; the half filled disc is a group of two."""
    preset, fill, edge, dash = _FORMS[shape]
    grown = 1.5 if preset == "diamond" else 0.0
    box = (at[0] - grown, at[1] - grown, 14 + 2 * grown, 14 + 2 * grown)
    disc = (preset, solid(fill), line(edge, 1.5, dash))
    if shape != "half":
        xml = _form(_known(slide, "Finding", says), box, *disc)
        place(slide, xml.replace("<p:sp>", f"<p:sp {NAMESPACES}>", 1))
        return
    number = slide.shapes._next_shape_id
    inner = [f'<p:cNvPr id="{number + at}" name="{name}"/>' for at, name in ((1, "Disc"), (2, "Left half"))]
    space = frame(box)
    child = space.replace("a:off", "a:chOff").replace("a:ext", "a:chExt").split(">", 1)[1]
    place(
        slide,
        f"<p:grpSp {NAMESPACES}><p:nvGrpSpPr>{_known(slide, 'Finding', says)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>"
        f"{space.removesuffix('</a:xfrm>')}{child}</p:grpSpPr>{_form(inner[0], box, *disc)}"
        f"{_form(inner[1], box, 'pie', solid('record'), line(''))}</p:grpSp>",
    )


def picture(slide: Any, png: bytes, box: Box, name: str, says: str) -> None:
    """A PNG picture with its text."""
    shape = slide.shapes.add_picture(io.BytesIO(png), *(round(value * PX) for value in box))
    shape.name = name
    shape._element.nvPicPr.cNvPr.set("descr", plain(says))


def table(
    slide: Any, name: str, says: str, box: Box, widths: Sequence[float], rows: Sequence[Sequence[str]],
    right: Sequence[bool], points: float,
) -> None:  # fmt: skip
    """A table whose first row is its heading; `right` has the columns set to the right."""
    height = box[3] / len(rows)
    grid = "".join(f'<a:gridCol w="{round(width * PX)}"/>' for width in widths)
    lines = "".join(
        f'<a:tr h="{round(height * PX)}">{"".join(_cell(text, aside, points, head=at == 0) for text, aside in zip(row, right, strict=True))}</a:tr>'
        for at, row in enumerate(rows)
    )
    place(
        slide,
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>{_known(slide, name, says)}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{frame(box).replace('a:xfrm', 'p:xfrm')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{lines}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
    )


def _cell(text: str, aside: bool, points: float, *, head: bool) -> str:
    made = (
        run(text, points, "muted" if head else "ink", bold=head) if text else '<a:endParaRPr lang="en-GB"/>'
    )
    edge = line("axis" if head else "grid", 1.0 if head else 0.75).replace("a:ln", "a:lnB")
    none = "".join(f"<a:ln{side}><a:noFill/></a:ln{side}>" for side in "LRT")
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{"r" if aside else "l"}"/>{made}</a:p></a:txBody>'
        f'<a:tcPr marL="95250" marR="95250" marT="9525" marB="9525" anchor="ctr">{none}{edge}<a:noFill/></a:tcPr></a:tc>'
    )
