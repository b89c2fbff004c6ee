"""The descriptor of an archive of CSVs (Frictionless Data Package, version 1) and its README."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from components.exports import Stamp
from components.tables.record import Source, on_web

LICENCES: Final = (
    {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Facts from the sources each row names; the arrangement is CC BY 4.0.",
    },
    {"name": "other-at", "title": "NATO’s published figures; credit NATO."},
    {
        "name": "other-at",
        "title": "Information from the Stockholm International Peace Research Institute (SIPRI), "
        "https://www.sipri.org/databases/milex.",
    },
    {
        "name": "other-at",
        "title": "Short quotations for comment and review; the article’s text is its publisher’s.",
    },
)
"""The terms of `data/descriptors.toml`; a test compares the two."""


@dataclass(frozen=True, eq=False)
class Resource:
    """A CSV of the archive: `titles` and `units` are of its columns, by name."""

    path: str
    title: str
    description: str
    frame: pd.DataFrame
    content: bytes
    titles: dict[str, str]
    units: dict[str, str]
    address: str = ""


def descriptor(
    resources: Iterable[Resource], sources: Iterable[Source], stamp: Stamp, title: str
) -> dict[str, Any]:
    """The package as `datapackage.json` has it: terms, sources, and each file's fields, size and hash."""
    return {
        "profile": "tabular-data-package",
        "name": "against-the-record",
        "title": title,
        "description": f"{stamp.words}.",
        "homepage": stamp.address(""),
        "version": stamp.version,
        "created": f"{stamp.time.isoformat()}Z",
        "licenses": list(LICENCES),
        "sources": [_source(source) for source in sources],
        "resources": [_resource(resource) for resource in resources],
    }


def _source(source: Source) -> dict[str, str]:
    title = f"{source.publisher}, {source.title}"
    return {"title": title} | ({"path": source.url} if on_web(source.url) else {})


def _resource(resource: Resource) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": resource.path.removeprefix("data/").removesuffix(".csv").lower(),
        "path": resource.path,
        "title": resource.title,
        "description": resource.description,
        **({"homepage": resource.address} if resource.address else {}),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": len(resource.content),
        "hash": f"sha256:{hashlib.sha256(resource.content).hexdigest()}",
        "schema": {"fields": [_field(resource, str(n)) for n in resource.frame], "missingValues": [""]},
    }


def _field(resource: Resource, name: str) -> dict[str, Any]:
    kind = _type(resource.frame[name])
    field: dict[str, Any] = {"name": name, "type": kind, "title": resource.titles.get(name, name)}
    if kind == "boolean":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    return field | ({"unit": resource.units[name]} if name in resource.units else {})


def _type(column: pd.Series) -> str:
    """The column's type by its cells, as the CSV has them."""
    types = pd.api.types
    if types.is_bool_dtype(column):
        return "boolean"
    if types.is_integer_dtype(column):
        return "integer"
    if types.is_float_dtype(column):
        return "number"
    values = column.dropna().tolist()
    return "date" if values and all(isinstance(value, date) for value in values) else "string"


def readme(resources: Sequence[Resource], stamp: Stamp, title: str, cite: Iterable[str]) -> bytes:
    """What the archive holds, in plain words."""
    listed = "\n".join(
        line
        for r in resources
        for line in (r.path, *(f"    {words}" for words in (r.title, r.description, r.address) if words))
    )
    terms = "\n".join(f"- {licence['title']}" for licence in LICENCES)
    cited = "\n".join(cite)
    return f"""{title}

{stamp.words}
{stamp.address("")}

The figures of this view as tables, the claims beside them with what the test found, and the sources.
Each table is a CSV: UTF-8, comma, full precision, an empty cell where there is no value. A text that a
spreadsheet would take for a formula has an apostrophe before it. datapackage.json says for each file
its columns, their types and units, its size and its hash (Frictionless Data Package).

FILES

{listed}

HOW TO CITE

{cited}

TERMS

{terms}
""".encode()
