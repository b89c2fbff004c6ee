"""Files written by hand: TOML in which every key and the type of every value is declared beforehand.

Whatever is wrong is reported together with all else, and an unknown name with the nearest known one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from components.tables import Problem


class Keys(NamedTuple):
    """The keys a table of a file must have and those it may have, each with the type of its value."""

    required: Mapping[str, Any]
    optional: Mapping[str, Any]


def keys_of(record: type, *, without: Collection[str] = ()) -> Keys:
    """The fields of a dataclass as keys, but those in `without`; a field with a default is optional."""
    types = get_type_hints(record)
    asked = [field for field in fields(record) if field.name not in without]
    bare = [f.name for f in asked if f.default is MISSING and f.default_factory is MISSING]
    return Keys({n: types[n] for n in bare}, {f.name: types[f.name] for f in asked if f.name not in bare})


def parsed(folder: Path, file: str, problems: list[Problem]) -> dict[str, Any] | None:
    """What `file` declares; `None`, and one more of the `problems`, where it is no TOML."""
    try:
        return tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(Problem(file, "", "", str(error), "a readable TOML file"))
        return None


def misfits(file: str, where: str, found: Any, keys: Keys) -> list[Problem]:
    """Missing keys, unknown keys and values of another type, each a problem at `where` in `file`."""
    if not isinstance(found, dict):
        return [Problem(file, where, "", repr(found), "a value of type table")]
    prefix = f"{where}." if where else ""
    types = {**keys.required, **keys.optional}
    problems = [
        Problem(file, f"{prefix}{key}", "", "nothing", "this key")
        for key in keys.required
        if key not in found
    ]
    for key, value in found.items():
        if key not in types:
            problems += strangers(file, f"{prefix}{key}", key, types)
        elif not _fits(value, types[key]):
            expected = f"a value of type {_in_words(types[key])}"
            problems.append(Problem(file, f"{prefix}{key}", "", repr(value), expected))
    return problems


def strangers(file: str, where: str, found: Any, known: Iterable[Any]) -> list[Problem]:
    """Nothing if `found` is one of the `known` names; else the problem, with the nearest of them."""
    names = list(known)
    if found in names:
        return []
    near = get_close_matches(str(found), [str(name) for name in names], n=1)
    expected = f"{near[0]!r}, perhaps" if near else f"one of {', '.join(map(str, names))}"
    return [Problem(file, where, "", repr(found), expected)]


def filled(record: type, found: Mapping[str, Any]) -> Any:
    """The `record` with the values of a table that has no misfits; a list becomes a tuple."""
    return record(**{key: tuple(value) if isinstance(value, list) else value for key, value in found.items()})


def _fits(value: Any, kind: Any) -> bool:
    """Is it exactly of this type? `true` is no whole number, and a date with a time of day is no date."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return True
    if origin is tuple:
        return type(value) is list and all(_fits(item, inner[0]) for item in value)
    if is_dataclass(kind) or origin is not None and issubclass(origin, Mapping):
        return type(value) is dict
    if kind is float:
        return type(value) in (int, float)
    return any(_fits(value, each) for each in inner) if inner else type(value) is kind


def _in_words(kind: Any) -> str:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return f"list of {_in_words(inner[0])}"
    if is_dataclass(kind) or origin is not None and issubclass(origin, Mapping):
        return "table"
    if kind is float:
        return "number"
    return " or ".join(_in_words(each) for each in inner if each is not type(None)) or kind.__name__
