"""The catalogue of tables: what is held, and one table with its descriptor and hash."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from components.tables import descriptors
from components.tables.descriptors import DATA, Descriptor, sha256
from components.tables.record import Record
from components.topics import Control


@lru_cache(maxsize=1)
def control() -> Control:
    """Which table is shown."""
    titles = {name: table.title for name, table in descriptors.read().items()}
    return Control("table", "Table", titles, "record.nato_expenditure", compact=True)


def answer(record: Record) -> str:
    """How much is held."""
    rows = sum(len(frame) for frame in record.tables.values())
    editions = sum(edition.publisher == "NATO" for edition in record.editions.values())
    return (
        f"{len(record.tables)} tables with {rows:,} rows from {len(record.sources)} sources; "
        f"NATO's figures from {editions} publications, side by side."
    )


@lru_cache(maxsize=32)
def entry(record: Record, descriptor: Descriptor) -> tuple[Descriptor, pd.DataFrame, str]:
    """A table's descriptor, its rows and the hash of its file."""
    return descriptor, record.tables[descriptor.name], sha256((DATA / descriptor.path).read_bytes())
