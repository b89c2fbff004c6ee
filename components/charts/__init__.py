"""Charts: one module per chart, each with `frame` (what is plotted), `draw` (how it looks), `figure`
(both, in the record below) and `example` (made-up rows that prove it). None knows Streamlit.

Colours are asked for by meaning (`house.paint`), so a chart carries no colour of its own: the live
page recolours it for light and dark, an export passes the tokens (`house.static`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import altair as alt
import pandas as pd


@dataclass(frozen=True)
class Column:
    """A column of a figure's table: its name in the frame, its heading, and its decimals if a number.

    `inside` is the heading within a sentence, where that is not the heading with a small first letter.
    """

    name: str
    label: str
    decimals: int | None = None
    inside: str = ""


@dataclass(frozen=True)
class Caption:
    """The words of a figure: `measure` is the subtitle (measure and unit), `source` the source line.

    `says` is the takeaway as one computed sentence and doubles as the alternative text.
    """

    id: str
    title: str
    measure: str
    says: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class Series:
    """One series of an editable chart; `None` is a gap.

    `mark` is how it is drawn: bar, none (a bar or point without body), tick, dot, square, cross, solid,
    dashed or dotted (lines), words (labels alone), rule (across the last bar at a value) or bracket (from
    a low to a high value beside the plot). `x` places each value of a points chart. `fills` and `edges`
    give a role to each point where they differ, "" for a point without a mark; `labels` is the word at
    each point, `place` where it stands (one for all, or one each), `lift` how far it is raised, in the
    unit of the values.
    """

    name: str
    values: tuple[float | None, ...]
    role: str
    mark: str = "bar"
    x: tuple[float | date, ...] = ()
    fills: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    place: tuple[str, ...] = ("above",)
    lift: tuple[float, ...] = ()
    bold: bool = False


@dataclass(frozen=True)
class Native:
    """A figure as a chart that an office program can edit: `kind` is columns, bars (stacked) or points.

    `step` is the distance between the numbers of the value axis (0: no numbers), `format` their number format;
    `margins` lie left, above, right and below the plot, in pixels of a slide 1280 wide.
    """

    kind: str
    series: tuple[Series, ...]
    categories: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    step: float = 0.0
    format: str = "#,##0"
    x_low: float | date = 0.0
    x_high: float | date = 1.0
    x_step: float = 0.0
    x_format: str = "#,##0"
    margins: tuple[int, int, int, int] = (48, 12, 12, 32)
    points: float = 12


@dataclass(frozen=True, eq=False)
class Figure:
    """What a page, a slide and a spreadsheet need to know of one chart.

    `frame` has the plotted rows (units in its column names) and `columns` those of a table of them. `reads` says in
    words how the chart is read, also for whoever does not see it. `interactive` builds a Plotly twin for a theme's
    mode when asked. `native` is the form for slides, if there is one. `halves` makes two charts of the rows, to stand
    side by side where a single one would be too high to read from afar.
    """

    caption: Caption
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    chart: alt.TopLevelMixin
    reads: str = ""
    interactive: Callable[[str], Any] | None = field(default=None, repr=False)
    native: Native | None = field(default=None, repr=False)
    halves: Callable[[], tuple[Figure, Figure]] | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """The stable name of the figure, in addresses and files."""
        return self.caption.id

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification, built once: data inline, no colours."""
        from components.charts import house

        return house.spec(self.chart)
