"""Compares rows read back from a file with the figure they were made from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from components.charts import Figure


def differences(found: Sequence[Mapping[str, Any]], figure: Figure) -> list[str]:
    """Each cell that is not the figure's own, numbers at full precision."""
    names = [column.name for column in figure.columns]
    expected = figure.frame[names].to_dict("records")
    if len(found) != len(expected):
        return [f"{figure.id}: {len(found)} rows, expected {len(expected)}"]
    return [
        f"{figure.id} row {at} {name}: {row[name]!r}, expected {cell!r}"
        for at, (row, own) in enumerate(zip(found, expected, strict=True))
        for name, cell in own.items()
        if not same(row[name], cell)
    ]


def same(found: Any, expected: Any) -> bool:
    """Is a cell read back the cell that was written? Numbers may lose no more than a float's last digits."""
    if expected is None or (not isinstance(expected, (list, tuple)) and pd.isna(expected)):
        return found is None
    if isinstance(expected, bool) or isinstance(found, bool):
        return bool(found) == bool(expected)
    if isinstance(expected, (int, float)):
        return math.isclose(float(found), float(expected), rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(expected, date):
        return str(found).startswith(expected.isoformat()[:10])
    return str(found) == str(expected)
