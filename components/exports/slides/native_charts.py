"""A figure's `Native` as a chart part that office programs draw and edit: its XML, and the workbook inside it.

The library writes one kind of chart a part; a said figure across a column needs two kinds on the same
axes, so the XML is written here. What a chart has no form for (a rule across bars, brackets beside
columns) is drawn as shapes inside the chart, so that they are pasted with it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final
from xml.sax.saxutils import escape

from components import theme
from components.charts import Native, Series
from components.exports import zipped
from components.exports.slides.master import NAMESPACES, PX, attribute, line, plain, run, solid

_SHAPES: Final = ("rule", "bracket")
_EPOCH: Final = date(1899, 12, 30)  # day 0 of a spreadsheet's dates
_DASHES: Final = {"solid": "solid", "dashed": "dash", "dotted": "sysDot"}
_SYMBOLS: Final = {"dot": ("circle", 9), "square": ("square", 9), "cross": ("x", 8), "tick": ("dash", 26)}
_AT_BAR: Final = {"above": "outEnd", "inside": "inEnd", "base": "inBase", "end": "outEnd"}
_AT_POINT: Final = {
    "above": "t", "below": "b", "left": "l", "right": "r", "inside": "ctr", "above right": "r", "above left": "l", "below right": "r",
}  # fmt: skip
_ASIDE: Final = {"above right": -0.03, "above left": -0.035, "below right": 0.03}  # of the chart's height
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
_SHAPES_RELATION: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartUserShapes"
)
_SHAPES_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"


def add(slide: Any, native: Native, box: tuple[float, float, float, float], time: datetime) -> Any:
    """The chart on `slide`, `box` being its place and size in pixels: its graphic frame."""
    from pptx.opc.constants import CONTENT_TYPE as CT
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI
    from pptx.oxml import parse_xml
    from pptx.parts.chart import ChartPart

    package = slide.part.package
    name = package.next_partname(ChartPart.partname_template)
    part = ChartPart(name, CT.DML_CHART, package, parse_xml(_space(native, box[2], box[3])))
    part.chart_workbook.update_from_xlsx_blob(workbook(native, time))
    if shapes := _shapes(native, box[2], box[3]):
        uri = PackURI(str(name).replace("/charts/chart", "/drawings/drawing"))
        drawing = part.relate_to(Part(uri, _SHAPES_TYPE, package, shapes.encode("utf-8")), _SHAPES_RELATION)
        part._element.append(parse_xml(f'<c:userShapes {_SPACES} r:id="{drawing}"/>'))
    x, y, w, h = (round(value * PX) for value in box)
    return slide.shapes._add_chart_graphicFrame(slide.part.relate_to(part, RT.CHART), x, y, w, h)


_SPACES: Final = f'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {NAMESPACES}'


def workbook(native: Native, time: datetime) -> bytes:
    """The chart's numbers as a workbook: a column a series, or two (place and value) where it is of points."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": time})
        day = book.add_format({"num_format": "d mmm yyyy"})
        sheet = book.add_worksheet("Chart")
        for row, category in enumerate(native.categories, 1):
            sheet.write_string(row, 0, plain(category)[:32_767])
        for series, (x_column, column) in zip(native.series, _columns(native), strict=True):
            sheet.write_string(0, column, plain(series.name)[:32_767])
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
                if native.kind == "points":
                    place = series.x[row - 1]
                    sheet.write_number(
                        row, x_column, _number(place), day if isinstance(place, date) else None
                    )
    return _fixed(buffer.getvalue())


def _fixed(book: bytes) -> bytes:
    """The workbook without the clock in it."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _columns(native: Native) -> Iterator[tuple[int, int]]:
    """Where each series stands in the workbook: the column of its places (or of the categories), of its values."""
    for at in range(len(native.series)):
        yield (2 * at, 2 * at + 1) if native.kind == "points" else (0, at + 1)


def _number(place: float | date) -> float:
    return float((place - _EPOCH).days) if isinstance(place, date) else float(place)


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _numbers(tag: str, column: int, values: Sequence[float | None], rows: int) -> str:
    """Values with the cells they come from, `rows` of them; a gap has no entry."""
    letters = _letters(column)
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{float(value)!r}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:{tag}><c:numRef><c:f>Chart!${letters}$2:${letters}${rows + 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{rows}"/>{points}</c:numCache></c:numRef></c:{tag}>'
    )


def _words(tag: str, cells: str, texts: list[str]) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(plain(text))}</c:v></c:pt>' for at, text in enumerate(texts)
    )
    return (
        f"<c:{tag}><c:strRef><c:f>Chart!{cells}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef></c:{tag}>'
    )


def _space(native: Native, width: float, height: float) -> str:
    left, top, right, bottom = native.margins
    place = {
        "x": left / width, "y": top / height,
        "w": (width - left - right) / width, "h": (height - top - bottom) / height,
    }  # fmt: skip
    layout = "".join(f'<c:{key} val="{value:.5f}"/>' for key, value in place.items())
    scale = place["h"] if native.kind != "bars" else place["w"]
    drawn = [
        (at, series, columns)
        for at, (series, columns) in enumerate(zip(native.series, _columns(native), strict=True))
        if series.mark not in _SHAPES
    ]
    plots = _points(native, drawn, scale) if native.kind == "points" else _bars(native, drawn, scale)
    return (
        f'<c:chartSpace {_SPACES}><c:date1904 val="0"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout><c:manualLayout>'
        f'<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>{layout}</c:manualLayout></c:layout>'
        f'{plots}</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_type(native.points, 'muted')}</c:chartSpace>"
    )


def _type(points: float, role: str, *, bold: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(points * 100)}" b="{int(bold)}">{solid(role)}'
        '<a:latin typeface="+mn-lt"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


_Drawn = list[tuple[int, Series, tuple[int, int]]]


def _bars(native: Native, drawn: _Drawn, scale: float) -> str:
    """Columns or bars, and ticks on the same axes as a series of a line chart without its line."""
    across = native.kind == "bars"
    bars = [(at, s, c) for at, s, c in drawn if s.mark in ("bar", "none")]
    ticks = [(at, s, c) for at, s, c in drawn if s.mark == "tick"]
    stacked = len(bars) > 1
    made = "".join(_series(native, at, s, c, scale) for at, s, c in bars)
    overlap = '<c:overlap val="100"/>' if stacked else ""
    axes = '<c:axId val="1"/><c:axId val="2"/>'
    plots = (
        f'<c:barChart><c:barDir val="{"bar" if across else "col"}"/><c:grouping val="{"stacked" if stacked else "clustered"}"/>'
        f'<c:varyColors val="0"/>{made}<c:gapWidth val="{40 if across else 72}"/>'
        f"{overlap}{axes}</c:barChart>"
    )
    if ticks:
        made = "".join(_series(native, at, s, c, scale) for at, s, c in ticks)
        plots += f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{made}<c:marker val="1"/>{axes}</c:lineChart>'
    categories = (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{"maxMin" if across else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if across else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{line('axis', 0.75)}</c:spPr>{_type(native.points, 'ink' if across else 'muted')}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    value = _axis(
        2,
        1,
        "t" if across else "l",
        native.low,
        native.high,
        native.step,
        native.format,
        native.points,
        "between",
    )
    return plots + categories + value


def _points(native: Native, drawn: _Drawn, scale: float) -> str:
    made = "".join(_series(native, at, s, c, scale) for at, s, c in drawn)
    across = _axis(
        1, 2, "b", _number(native.x_low), _number(native.x_high), native.x_step, native.x_format, native.points, "midCat",
        baseline=not native.x_step,
    )  # fmt: skip
    upward = _axis(2, 1, "l", native.low, native.high, native.step, native.format, native.points, "midCat")
    return (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{made}<c:axId val="1"/>'
        f'<c:axId val="2"/></c:scatterChart>{across}{upward}'
    )


def _axis(
    own: int, other: int, side: str, low: float, high: float, step: float, numbers: str, points: float, between: str,
    *, baseline: bool = False,
) -> str:  # fmt: skip
    """A value axis with fixed ends; without a `step` it has no numbers and no grid, and unless a `baseline` is none."""
    grid = f"<c:majorGridlines><c:spPr>{line('grid', 0.75)}</c:spPr></c:majorGridlines>" if step else ""
    unit = f'<c:majorUnit val="{step:g}"/>' if step else ""
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{float(high)!r}"/><c:min val="{float(low)!r}"/>'
        f'</c:scaling><c:delete val="{int(not step and not baseline)}"/><c:axPos val="{side}"/>{grid}'
        f'<c:numFmt formatCode={attribute(numbers)} sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{"low" if step else "none"}"/>'
        f"<c:spPr>{line('axis' if baseline else '', 0.75)}</c:spPr>{_type(points, 'muted')}"
        f'<c:crossAx val="{other}"/><c:crosses val="{"autoZero" if between == "between" else "min"}"/>'
        f'<c:crossBetween val="{between}"/>{unit}</c:valAx>'
    )


def _series(native: Native, at: int, series: Series, columns: tuple[int, int], scale: float) -> str:
    """One series, its parts in the order of the schema."""
    name = _words("tx", f"${_letters(columns[1])}$1", [series.name])
    values = list(series.values)
    bar = series.mark in ("bar", "none") and native.kind != "points"
    body = _bar_body(series) if bar else _point_body(native, series)
    labels = _labels(native, series, scale, at_bar=bar)
    if native.kind == "points":
        # every series is as long as the longest: LibreOffice loses a shorter one that stands before it
        rows = max(len(one.values) for one in native.series)
        places = _numbers("xVal", columns[0], [_number(x) for x in series.x], rows)
        places += _numbers("yVal", columns[1], values, rows)
        places += '<c:smooth val="0"/>'
    else:
        cells = f"$A$2:$A${len(native.categories) + 1}"
        places = _words("cat", cells, list(native.categories)) + _numbers(
            "val", columns[1], values, len(values)
        )
        places += "" if bar else '<c:smooth val="0"/>'
    leaders = "" if bar else _leaders(native, series)
    return f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{name}{body}{labels}{leaders}{places}</c:ser>'


def _at(roles: tuple[str, ...], place: int, otherwise: str) -> str:
    return roles[place] if place < len(roles) else otherwise


def _bar_body(series: Series) -> str:
    if series.mark == "none":
        return '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>'
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>'
        f"{solid(_at(series.fills, at, series.role))}{line(_at(series.edges, at, series.role), 1.25)}</c:spPr></c:dPt>"
        for at, value in enumerate(series.values)
        if value is not None
    )
    return f'<c:spPr>{solid(series.role)}</c:spPr><c:invertIfNegative val="0"/>{points}'


def _point_body(native: Native, series: Series) -> str:
    """Line and markers of a series of points; a point whose fill is "" has no marker."""
    lined = series.mark in _DASHES
    # a line's points are marked where it says how; on a chart of many rows all marks are smaller
    kind = "dot" if lined and series.fills else series.mark
    width = 1.25 if series.role == "context" or native.points < 10 else 2.25
    path = line(series.role, width, _DASHES[series.mark]) if lined else line("")
    if kind not in _SYMBOLS:
        return f'<c:spPr>{path}</c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    symbol, size = _SYMBOLS[kind]
    size = size - 2 if native.points < 10 else size
    size = 20 if kind == "tick" and native.kind == "points" else size
    edge = {"tick": 0.0, "cross": 2.0}.get(kind, 1.75)
    inner = series.role if kind == "tick" else "" if kind == "cross" else _at(series.fills, 0, series.role)

    def marker(fill: str) -> str:
        outline = line(series.role, edge) if edge else line("")
        # LibreOffice looks at a point's own fill only where its size differs from the series'
        grown = size + (fill != inner)
        return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{grown}"/><c:spPr>{solid(fill)}{outline}</c:spPr></c:marker>'

    none = '<c:marker><c:symbol val="none"/></c:marker>'
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/>{marker(fill) if fill else none}<c:bubble3D val="0"/><c:spPr>{solid(fill)}{path}</c:spPr></c:dPt>'
        for at, fill in enumerate(series.fills)
    )
    return f"<c:spPr>{path}</c:spPr>{marker(inner)}{points}"


def _labels(native: Native, series: Series, scale: float, *, at_bar: bool) -> str:
    """The words at the points; those that are the value itself are tied to it, so that they follow an edit."""
    made = []
    for at, text in enumerate(series.labels):
        if not text or series.values[at] is None:
            continue
        where = series.place[at] if at < len(series.place) else series.place[-1]
        lift = _at_number(series.lift, at) / (native.high - native.low) * scale - _ASIDE.get(where, 0.0)
        moved = (
            f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{-lift:.5f}"/></c:manualLayout></c:layout>'
            if lift
            else ""
        )
        role = _label_role(series, at, where)
        bold = series.bold or (where == "inside")
        own = _own_format(text, series.values[at]) if native.kind != "bars" and series.mark != "words" else ""
        rich = f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>{run(text, native.points, role, bold=bold)}</a:p></c:rich></c:tx>'
        words = f'<c:numFmt formatCode={attribute(own)} sourceLinked="0"/>' if own else rich
        made.append(
            f'<c:dLbl><c:idx val="{at}"/>{moved}{"" if own else words}{words if own else ""}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
            f'{_type(native.points, role, bold=bold)}<c:dLblPos val="{(_AT_BAR if at_bar else _AT_POINT)[where]}"/>{_SHOWN}</c:dLbl>'
        )
    return f"<c:dLbls>{''.join(made)}{_HIDDEN}{_NO_LEADERS}</c:dLbls>" if made else ""


_SHOWN: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_NO_LEADERS: Final = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
_HIDDEN: Final = _SHOWN.replace('showVal val="1"', 'showVal val="0"')


def _at_number(values: tuple[float, ...], place: int) -> float:
    return float(values[place]) if place < len(values) else 0.0


def _label_role(series: Series, at: int, where: str) -> str:
    """Inside a bar the words stand on its fill: paper on a full one, its own edge on a light one."""
    if where != "inside":
        return "muted" if series.role == "context" else series.role
    fill = _at(series.fills, at, series.role)
    return _at(series.edges, at, series.role) if fill in theme.PALE else "paper"


def _own_format(text: str, value: float | None) -> str:
    """The number format under which `value` is written as `text`; empty where there is none."""
    for decimals in (0, 1, 2):
        shown = theme.number(value or 0.0, decimals)
        tail = text.removeprefix(shown)
        if tail != text and not any(sign in tail for sign in '"0123456789.,'):
            digits = "#,##0" + ("." + "0" * decimals if decimals else "")
            return f'{digits}"{plain(tail)}"' if tail else digits
    return ""


def _leaders(native: Native, series: Series) -> str:
    """Thin lines from a mark up to words that had to be raised clear of their neighbours."""
    span = native.high - native.low
    reach = [_at_number(series.lift, at) + 0.025 * span for at in range(len(series.values))]
    if series.mark != "tick" or not any(length > 0.06 * span for length in reach):
        return ""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{length!r}</c:v></c:pt>'
        for at, length in enumerate(reach)
        if length > 0.06 * span
    )
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="plus"/><c:errValType val="cust"/><c:noEndCap val="1"/><c:plus><c:numLit>'
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(reach)}"/>{points}</c:numLit></c:plus>'
        f"<c:spPr>{line(series.role, 0.75)}</c:spPr></c:errBars>"
    )


def _shapes(native: Native, width: float, height: float) -> str:
    """Rules across bars and brackets beside columns, as shapes inside the chart; empty where there are none."""
    left, top, right, bottom = native.margins
    span = native.high - native.low
    made: list[str] = []

    def segment(x0: float, y0: float, x1: float, y1: float, role: str, name: str) -> None:
        made.append(_anchored(len(made), name, (x0, y0, x1, y1), (width, height), role, ()))

    brackets = 0
    for series in native.series:
        if series.mark == "rule":
            value = series.values[0] or 0.0
            x = left + (value - native.low) / span * (width - left - right)
            row = (height - top - bottom) / len(native.categories)
            segment(x, height - bottom - row - 1, x, height - bottom + 1, series.role, series.name)
            middle = min(x, width - 110)
            box = (middle - 100, height - bottom + 2, middle + 100, height - bottom + 22)
            made.append(_anchored(len(made), "words", box, (width, height), series.role, series.labels))
        if series.mark == "bracket":
            low, high = (
                top + (native.high - (value or 0.0)) / span * (height - top - bottom)
                for value in series.values
            )
            x = width - right + 26 + 64 * brackets
            brackets += 1
            for y in (low, high):
                segment(x - 5, y, x + 5, y, series.role, series.name)
            segment(x, high, x, low, series.role, series.name)
            middle = (low + high) / 2
            box = (x + 9, middle - 20, x + 62, middle + 20)
            made.append(_anchored(len(made), "words", box, (width, height), series.role, series.labels))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:userShapes {_SPACES} xmlns:cdr="{_DRAWING}">'
        f"{''.join(made)}</c:userShapes>" if made else ""
    )  # fmt: skip


def _anchored(
    number: int, name: str, box: tuple[float, float, float, float], size: tuple[float, float], role: str,
    words: tuple[str, ...],
) -> str:  # fmt: skip
    """A line, or words one under the other, at `box` of a chart of `size`."""
    x0, y0, x1, y1 = box
    ends = "".join(
        f"<cdr:{end}><cdr:x>{x / size[0]:.5f}</cdr:x><cdr:y>{y / size[1]:.5f}</cdr:y></cdr:{end}>"
        for end, x, y in (("from", x0, y0), ("to", x1, y1))
    )
    place = (
        f'<a:xfrm><a:off x="{round(x0 * PX)}" y="{round(y0 * PX)}"/>'
        f'<a:ext cx="{round((x1 - x0) * PX)}" cy="{round((y1 - y0) * PX)}"/></a:xfrm>'
    )
    known = f'<cdr:cNvPr id="{number + 2}" name={attribute(name)}/>'
    if not words:
        shape = (
            f'<cdr:cxnSp macro=""><cdr:nvCxnSpPr>{known}<cdr:cNvCxnSpPr/></cdr:nvCxnSpPr><cdr:spPr>{place}'
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{line(role, 2.25)}</cdr:spPr></cdr:cxnSp>'
        )
        return f"<cdr:relSizeAnchor>{ends}{shape}</cdr:relSizeAnchor>"
    align = "ctr" if len(words) == 1 else "l"
    lines = "".join(
        f'<a:p><a:pPr algn="{align}"/>{run(text, 12, role, bold=at == len(words) - 1)}</a:p>'
        for at, text in enumerate(words)
    )
    return (
        f'<cdr:relSizeAnchor>{ends}<cdr:sp macro="" textlink=""><cdr:nvSpPr>{known}<cdr:cNvSpPr txBox="1"/></cdr:nvSpPr>'
        f'<cdr:spPr>{place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></cdr:spPr><cdr:txBody>'
        f'<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>{lines}</cdr:txBody></cdr:sp>'
        "</cdr:relSizeAnchor>"
    )
