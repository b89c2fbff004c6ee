"""Tables: reads `data/` strictly and answers questions about it. Knows no claim, chart or page.

What is missing is missing: a cell that is not held raises `NotHeld` with a reason a reader can be
shown. It never becomes zero and is never carried over from another year or edition.
"""

from __future__ import annotations


class NotHeld(LookupError):
    """A cell or total that the published tables held here do not give; the text says why."""
