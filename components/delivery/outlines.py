"""Outlines of a map in fewer bytes: no point that nobody sees, and each outline written once for a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

LONG: Final = 300
"""Characters from which a path is an outline, and worth the work."""
TOLERANCE: Final = 0.7
"""Pixels by which a simplified outline may leave the drawn one."""
STEP: Final = 5
"""Tenths of a pixel: what the points of an outline are rounded to."""
_POINTS: Final = re.compile(r"[ML]-?[\d.]+,-?[\d.]+|Z")
_PATHS: Final = re.compile(r'<path((?: [^>]*?)?) d="([^"]+)"([^>]*?)/>')
_NEAR: Final = 0.35  # pixels by which two drawings of one outline may differ, apart from scale and place
_STROKE: Final = ' vector-effect="non-scaling-stroke"'

Point = tuple[float, float]
Element = Any  # of lxml, which has no types


def outline(shape: str) -> str:
    """A long outline simplified and in relative steps of half a pixel; any other path as it was."""
    if len(shape) < LONG or "".join(_POINTS.findall(shape)) != shape:
        return shape
    return "".join(_written(simplified(ring)) for ring in _rings(shape) if _seen(ring))


def _rings(shape: str) -> list[list[Point]]:
    """The points of each closed ring."""
    rings: list[list[Point]] = []
    for part in _POINTS.findall(shape):
        if part[0] == "M":
            rings.append([])
        if part[0] != "Z":
            x, y = part[1:].split(",")
            rings[-1].append((float(x), float(y)))
    return rings


def shared(drawings: Sequence[Element], name: str) -> None:
    """Drawings of one map at several widths: the outlines of the first get names, and the others use them from there.

    A drawing whose outlines are not those of the first at another scale keeps its own.
    """
    first, *others = (
        [path for path in drawing.iter("path") if len(path.get("d", "")) >= LONG] for drawing in drawings
    )
    for paths in others:
        moves = [_move(a.get("d"), b.get("d")) for a, b in zip(first, paths, strict=False)]
        if len(first) != len(paths) or not all(moves):
            continue
        for at, (named, path, move) in enumerate(zip(first, paths, moves, strict=True)):
            named.attrib.update({"id": f"{name}-{at}", "vector-effect": "non-scaling-stroke"})
            said = {key: value for key, value in path.attrib.items() if key == "aria-label"}
            path.tag = "use"
            path.attrib.clear()
            path.attrib.update({"href": f"#{name}-{at}", "transform": move} | said)


def _move(wide: str, narrow: str) -> str:
    """The shift and scale that take the one outline to the other; nothing where none does."""
    large, small = ([p for ring in _rings(shape) for p in ring] for shape in (wide, narrow))
    if len(large) != len(small):
        return ""
    (left, top), (right, low) = ([f(axis) for axis in zip(*large, strict=True)] for f in (min, max))
    (to_left, to_top), (to_right, to_low) = (
        [f(axis) for axis in zip(*small, strict=True)] for f in (min, max)
    )
    scale = max(to_right - to_left, to_low - to_top) / max(right - left, low - top)
    x, y = to_left - scale * left, to_top - scale * top
    off = max(
        max(abs(scale * a[0] + x - b[0]), abs(scale * a[1] + y - b[1]))
        for a, b in zip(large, small, strict=True)
    )  # fmt: skip
    return f"translate({x:.1f},{y:.1f})scale({scale:.4f})" if off < _NEAR else ""


def simplified(points: list[Point]) -> list[Point]:
    """The points without those that lie within `TOLERANCE` of the line between the ones that stay."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far, at = max((_distance(points[i], points[first], points[last]), i) for i in range(first + 1, last))
        if far > TOLERANCE:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to the line between two others, or to the one where both are the same."""
    wide, high = b[0] - a[0], b[1] - a[1]
    length = (wide * wide + high * high) ** 0.5
    if length == 0:
        return ((point[0] - a[0]) ** 2 + (point[1] - a[1]) ** 2) ** 0.5
    return abs(wide * (a[1] - point[1]) - high * (a[0] - point[0])) / length


def _seen(ring: list[Point]) -> bool:
    """Is a ring larger than a pixel?"""
    across = [max(axis) - min(axis) for axis in zip(*ring, strict=True)]
    return max(across) > 1


def _written(ring: list[Point]) -> str:
    """A closed ring in steps from point to point; rounding does not add up."""
    at = _rounded(ring[0])
    parts = [f"M{_tenths(at[0])},{_tenths(at[1])}l"]
    for point in ring[1:]:
        to = _rounded(point)
        by = [to[0] - at[0], to[1] - at[1]]
        if any(by):
            parts += [_tenths(by[0]) if by[0] < 0 else f" {_tenths(by[0])}"]
            parts += [_tenths(by[1]) if by[1] < 0 else f" {_tenths(by[1])}"]
        at = to
    return "".join(parts) + "z"


def _rounded(point: Point) -> tuple[int, int]:
    """A point in tenths of a pixel, on the raster of `STEP`."""
    return round(point[0] * 10 / STEP) * STEP, round(point[1] * 10 / STEP) * STEP


def _tenths(value: int) -> str:
    """A number of tenths as SVG may write it: no zero before the point."""
    sign, whole, rest = "-" if value < 0 else "", *divmod(abs(value), 10)
    return f"{sign}{whole or ('' if rest else 0)}{f'.{rest}' if rest else ''}"


def named_once(page: str) -> str:
    """The page with each outline that it draws more than once written in one place and used from there."""
    counts = Counter(found[1] for found in _PATHS.findall(page) if len(found[1]) >= LONG)
    twice = {shape: f"outline-{at}" for at, shape in enumerate(d for d, n in counts.items() if n > 1)}
    if not twice:
        return page

    def used(found: re.Match[str]) -> str:
        name = twice.get(found[2])
        rest = f"{found[1]}{found[3]}".replace(_STROKE, "")
        return f'<use href="#{name}"{rest}/>' if name else found[0]

    page = _PATHS.sub(used, page)
    kept = "".join(f'<path id="{name}" d="{shape}"{_STROKE}/>' for shape, name in twice.items())
    held = f'<svg class="outlines" aria-hidden="true" width="0" height="0"><defs>{kept}</defs></svg>'
    return page.replace("<main", f"{held}<main", 1)
