"""A figure that is made when something of it is first asked for, so that one that fails takes no other with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import altair as alt
import pandas as pd

from components.charts import Caption, Column, Figure, Native


class Late(Figure):
    """A figure known by its id; what it shows is made once, on first use. A failure is raised there, and not kept."""

    def __init__(self, figure_id: str, make: Callable[[], Figure]) -> None:
        self.__dict__.update(_id=figure_id, _make=make)

    @cached_property
    def made(self) -> Figure:
        """The figure itself."""
        figure: Figure = self.__dict__["_make"]()
        if figure.id != self.id:
            raise LookupError(f"{self.id} was made as {figure.id}")
        return figure

    @property
    def id(self) -> str:
        """The stable name of the figure, known before it is made."""
        return str(self.__dict__["_id"])

    @property
    def caption(self) -> Caption:
        """The figure's words."""
        return self.made.caption

    @property
    def frame(self) -> pd.DataFrame:
        """The plotted rows."""
        return self.made.frame

    @property
    def columns(self) -> tuple[Column, ...]:
        """What of the rows a table shows."""
        return self.made.columns

    @property
    def chart(self) -> alt.TopLevelMixin:
        """The chart."""
        return self.made.chart

    @property
    def reads(self) -> str:
        """How the chart is read."""
        return self.made.reads

    @property
    def interactive(self) -> Callable[[], Any] | None:
        """The Plotly twin, if there is one."""
        return self.made.interactive

    @property
    def native(self) -> Native | None:
        """The form for slides, if there is one."""
        return self.made.native


def made(figure: Figure) -> Figure:
    """The figure itself, made now if it is still to be made."""
    return figure.made if isinstance(figure, Late) else figure
