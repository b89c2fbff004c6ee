"""A figure that is made when it is first asked for, so that one that fails takes no other with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from components.charts import Figure


@dataclass(frozen=True, eq=False)
class LazyFigure:
    """A figure known by its id. A failure is raised where it is asked for, and not kept.

    `name` is how lists of figures call it, `claims` are the ids of the claims whose words stand beside it wherever it is
    shown alone. `every_edition`: it shows all editions, whichever the reader has chosen.
    """

    id: str
    make: Callable[[], Figure]
    name: str = ""
    claims: tuple[str, ...] = ()
    every_edition: bool = False

    @cached_property
    def made(self) -> Figure:
        """The figure itself, made once."""
        figure = self.make()
        if figure.id != self.id:
            raise LookupError(f"{self.id} was made as {figure.id}")
        return figure
