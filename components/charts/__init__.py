"""Charts: one module per chart, each with `frame` (what is plotted), `draw` (how it looks), `figure`
(both, in the record below) and `example` (made-up rows that prove it). None knows Streamlit.

Colours are asked for by meaning (`house.paint`), so a chart carries no colour of its own: the live
page recolours it for light and dark, an export passes the tokens (`house.static`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import altair as alt
import pandas as pd


@dataclass(frozen=True)
class Column:
    """A column of a figure's table: its name in the frame, its heading, and its decimals if a number."""

    name: str
    label: str
    decimals: int | None = None


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


@dataclass(frozen=True, eq=False)
class Figure:
    """What a page, a slide and a spreadsheet need to know of one chart.

    `frame` has the plotted rows (units in its column names), `columns` what of it a table shows,
    `interactive` a Plotly twin that is built only when asked for.
    """

    caption: Caption
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    chart: alt.TopLevelMixin
    interactive: Callable[[], Any] | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """The stable name of the figure, in addresses and files."""
        return self.caption.id

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification, built once: data inline, no colours."""
        from components.charts import house

        return house.spec(self.chart)
