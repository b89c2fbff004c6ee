"""Tables: reads `data/` strictly and answers questions about it. Knows no claim, chart or page.

What is missing is missing: a cell that is not held raises `NotHeld` with a reason a reader can be
shown. It never becomes zero and is never carried over from another year or edition. What is broken
is a `Problem`; all problems of all files are reported together, in one `DataProblems`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

# Read by Arrow when pandas first loads it; its own pool keeps 9 MB that tables of this size never need.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


class NotHeld(LookupError):
    """A cell or total that the published tables held here do not give; the text says why."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with a data file: where it is, what was found, what was expected."""

    file: str
    where: str
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.where, self.column) if part)
        return f"{place}: found {self.found}, expected {self.expected}"


class DataProblems(Exception):
    """The data cannot be used; `problems` lists every reason, sorted by file and row."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
