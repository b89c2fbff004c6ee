"""A figure that is made when it is first asked for, so that one that fails takes no other with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from components.charts import Figure


@dataclass(frozen=True, eq=False)
class LazyFigure:
    """A figure known by its id. A failure is raised where it is asked for, and not kept."""

    id: str
    make: Callable[[], Figure]

    @cached_property
    def made(self) -> Figure:
        """The figure itself, made once."""
        figure = self.make()
        if figure.id != self.id:
            raise LookupError(f"{self.id} was made as {figure.id}")
        return figure
