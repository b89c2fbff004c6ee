"""A chart's specification as it goes to a browser: each table of rows once, as one text."""

from __future__ import annotations

import json
from typing import Any, Final

_JSON: Final = {"type": "json"}


def folded(spec: dict[str, Any]) -> dict[str, Any]:
    """`spec` with the rows of its layers as texts, which Vega reads; a layer whose rows another has names that one's.

    A browser walks through all values of a specification several times for each drawing, and Vega-Lite holds the rows
    of every two layers against each other. The drawing is the same. Rows of the chart as a whole stay as they are:
    Streamlit sends them beside the specification.
    """
    names: dict[str, str] = {}
    return {key: part if key == "data" else _folded(part, names) for key, part in spec.items()}


def hollow(spec: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """`spec` without its rows, and the rows of each of the names that stand in their places, as texts."""
    texts: dict[str, str] = {}
    return _hollow(_folded(spec, {}), texts), texts


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
    return {"name": names[text], "values": text, "format": _JSON}


def _hollow(part: Any, texts: dict[str, str]) -> Any:
    if isinstance(part, list):
        return [_hollow(one, texts) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == _JSON and isinstance(part.get("values"), str):
        texts[part["name"]] = part["values"]
        return part | {"values": ""}
    return {key: _hollow(one, texts) for key, one in part.items()}
