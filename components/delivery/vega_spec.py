"""A live chart's specification as it is sent: identical data is sent once."""

from __future__ import annotations

import json
from typing import Any


def with_shared_data(spec: dict[str, Any]) -> dict[str, Any]:
    """`spec` with each table of rows as one named text; later layers with the same rows give its name alone."""
    names: dict[str, str] = {}
    return {key: part if key == "data" else _shared(part, names) for key, part in spec.items()}


def _shared(part: Any, names: dict[str, str]) -> Any:
    if isinstance(part, list):
        return [_shared(one, names) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: _data(one, names) if key == "data" else _shared(one, names) for key, one in part.items()}


def _data(data: Any, names: dict[str, str]) -> Any:
    if not (isinstance(data, dict) and data.keys() == {"values"} and isinstance(data["values"], list)):
        return data
    text = json.dumps(data["values"], ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if text in names:
        return {"name": names[text]}
    names[text] = f"rows-{len(names) + 1}"
    return {"name": names[text], "values": text, "format": {"type": "json"}}
