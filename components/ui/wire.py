"""A chart's specification as it goes to a browser: each table of rows once, as one text."""

from __future__ import annotations

import json
from typing import Any


def folded(spec: dict[str, Any]) -> dict[str, Any]:
    """`spec` with the rows of its layers as texts, which Vega reads; a layer whose rows another has names that one's.

    A browser walks through all values of a specification several times for each drawing, and Vega-Lite holds the rows
    of every two layers against each other. The drawing is the same. Rows of the chart as a whole stay as they are:
    Streamlit sends them beside the specification.
    """
    names: dict[str, str] = {}
    return {key: part if key == "data" else _folded(part, names) for key, part in spec.items()}


def _folded(part: Any, names: dict[str, str]) -> Any:
    if isinstance(part, list):
        return [_folded(one, names) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: _data(one, names) if key == "data" else _folded(one, names) for key, one in part.items()}


def _data(data: Any, names: dict[str, str]) -> Any:
    """A layer's data: its rows as a text under a name, or that name alone if the text has been sent."""
    if not (isinstance(data, dict) and data.keys() == {"values"} and isinstance(data["values"], list)):
        return data
    text = json.dumps(data["values"], ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if text in names:
        return {"name": names[text]}
    names[text] = f"rows-{len(names) + 1}"
    return {"name": names[text], "values": text, "format": {"type": "json"}}
