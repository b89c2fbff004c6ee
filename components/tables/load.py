"""Loads `data/`: every table read strictly, every problem of every file reported together."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd

from components.tables import DataProblems, Problem, reader
from components.tables.declared import Keys, misfits, parsed
from components.tables.descriptors import COMPUTED, DATA, SETTINGS, Descriptor, sha256
from components.tables.descriptors import read as read_descriptors

_CORRECTION: Final = Keys(
    {"table": str, "row": Mapping[str, Any], "column": str, "was": Any, "now": Any, "reason": str}, {}
)


def read_all(folder: Path = DATA, *, trust_hashes: bool = True) -> dict[str, pd.DataFrame]:
    """Every table by name (`record.x`, `article.x`), corrected. Raises `DataProblems`.

    With `trust_hashes`, ranges and references are checked only if some file's hash is not the one in
    `datapackage.json`. The grammar of every file is always checked.
    """
    descriptors = read_descriptors(folder)
    known, problems = _known(folder) if trust_hashes else ({}, [])
    tables: dict[str, pd.DataFrame] = {}
    strange = not trust_hashes
    rewritten: list[str] = []
    for name, descriptor in descriptors.items():
        try:
            raw = (folder / descriptor.path).read_bytes()
        except OSError:
            problems.append(Problem(descriptor.path, "", "", "no such file", "a table"))
            continue
        if trust_hashes and _is_rewritten(known.get(descriptor.path), raw):
            rewritten.append(descriptor.path)
            raw = raw.replace(b"\r\n", b"\n")
        frame, wrong = reader.read(raw, descriptor.fields, file=descriptor.path)
        problems += wrong
        if frame is not None:
            tables[name] = frame
        if trust_hashes:
            wrong = _against_package(known.get(descriptor.path), raw, frame, descriptor)
            problems += wrong
            strange = strange or bool(wrong)
    problems += _of_rewritten(rewritten)
    if strange or problems:
        from components.tables import schema

        problems += schema.check(tables, descriptors)
    settings = read_settings(folder, problems)
    for at, correction in enumerate(settings["corrections.toml"].get("corrections", []), start=1):
        problems += _correct(tables, correction, f"entry {at}")
    if problems:
        raise DataProblems(problems)
    return tables


def _known(folder: Path) -> tuple[dict[str, Any], list[Problem]]:
    try:
        computed = json.loads((folder / COMPUTED).read_text(encoding="utf-8"))
        return {resource["path"]: resource for resource in computed["resources"]}, []
    except (OSError, ValueError, KeyError, TypeError):
        return {}, [Problem(COMPUTED, "", "", "no readable data package", "the file that `make data` writes")]


def _against_package(
    resource: Mapping[str, Any] | None, raw: bytes, frame: pd.DataFrame | None, descriptor: Descriptor
) -> list[Problem]:
    if resource is None:
        return [
            Problem(descriptor.path, "", "", "a table unknown to the data package", "a run of `make data`")
        ]
    problems = []
    found = f"sha256:{sha256(raw)}"
    if found != resource["hash"]:
        problems.append(Problem(descriptor.path, "", "", found, resource["hash"]))
    if frame is not None and len(frame) != resource["rows"]:
        problems.append(Problem(descriptor.path, "", "", f"{len(frame)} rows", f"{resource['rows']} rows"))
    return problems


def _is_rewritten(resource: Mapping[str, Any] | None, raw: bytes) -> bool:
    """Are these the known bytes but for the ends of lines, all of which are CRLF?"""
    if resource is None or not 0 < raw.count(b"\r\n") == raw.count(b"\n"):
        return False
    restored = raw.replace(b"\r\n", b"\n")
    return bool(resource["hash"] == f"sha256:{sha256(restored)}")


def _of_rewritten(files: Sequence[str]) -> list[Problem]:
    """One problem for all tables whose lines were rewritten: they have one cause, and no cell is wrong."""
    if not files:
        return []
    where = files[0] if len(files) == 1 else f"{len(files)} tables, {files[0]} first"
    found = (
        "a carriage return at the end of each line and no other change, which Git makes with core.autocrlf"
    )
    expected = "lines that end in LF alone, which a new clone has by .gitattributes"
    return [Problem(where, "row 1", "", found, expected)]


def read_settings(folder: Path, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    """The TOML files that stand beside the tables; what is wrong with them is added to `problems`."""
    return {name: parsed(folder, name, problems) or {} for name in SETTINGS}


def _correct(tables: dict[str, pd.DataFrame], correction: Mapping[str, Any], where: str) -> list[Problem]:
    """Apply one entry of `corrections.toml`. An entry that matches no row is a problem, so that none goes stale."""
    file = "corrections.toml"
    if wrong := misfits(file, where, correction, _CORRECTION):
        return wrong
    name, column = correction["table"], correction["column"]
    if name not in tables or column not in tables[name]:
        return [Problem(file, where, "", f"{name}, {column}", "a table and a column that are held")]
    frame = tables[name]
    unknown = set(correction["row"]) - set(frame.columns)
    if unknown:
        return [Problem(file, where, ", ".join(unknown), "no such column", f"columns of {name}")]
    match = pd.Series(True, index=frame.index)
    for key, value in correction["row"].items():
        match &= frame[key] == value
    match &= frame[column] == correction["was"]
    if match.sum() != 1:
        return [Problem(file, where, column, f"{int(match.sum())} rows that match", "exactly one")]
    tables[name] = frame.assign(**{column: frame[column].mask(match, correction["now"])})
    return []
