"""Query strings of every kind, and the list of the addresses that were ever published.

AGAINST_THE_RECORD_ADDRESSES=full python -m pytest -s tests/topics/test_addresses.py tests/pages/test_addresses.py
tests/browser/test_addresses.py asks 100,000, 2,000 and 300 of them; without it 3,000, 100 and 24, always the same.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from components import registry
from components.claims import files
from components.topics import (
    Control,
    catalogue,
    editions,
    exhibits,
    readings,
    register,
)
from tests import views
from tests.exports import hostile

FULL = os.environ.get("AGAINST_THE_RECORD_ADDRESSES") == "full"
RECORD, CLAIMS = files.load()
CONTROLS: Mapping[str, tuple[Control, ...]] = {
    **{page: offered for page in views.TOPICS if (offered := views.controls(page))},
    "claims": register.controls(RECORD, CLAIMS),
    "readings": readings.controls(CLAIMS),
    "data": (*editions.controls(RECORD), catalogue.control()),
}
"""The choices of each page that has any."""
LISTED = Path(__file__).with_name("addresses.txt")
PAGES = registry.ADDRESSES
REFUSED = "zq7vx"
"""Stands in every text that no page takes: it may be shown nowhere."""
TAKEN = "fr33t"
"""Stands in titles, notes and words to search for: they are the reader's own, shown as text where they are edited."""
NAMES = tuple(exhibits.names(RECORD, CLAIMS))
ORDINARY = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)  # fmt: skip
"""The same query strings at every run, and none kept."""


def published() -> tuple[str, ...]:
    """The addresses of `addresses.txt`, from the root of the dashboard."""
    lines = LISTED.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def unlisted() -> tuple[str, ...]:
    """What can be shared today and no address of the list has: a new page, choice, claim or spread.

    `python -m tests.addresses` adds it to the list, once it is published.
    """
    listed = published()
    queries = [(line.partition("?")[0], read(line.partition("?")[2])) for line in listed]
    held = {(page, key, value) for page, query in queries for key, value in query.items()}
    shown = {item.split("~")[0] for page, key, value in held if (page, key) == ("briefing", "show") for item in value.split()}  # fmt: skip
    found = [page for page in ("/", *filter(None, PAGES)) if page not in {page for page, _ in queries}]
    found += [
        f"{page}?{urlencode({control.key: option})}"
        for page, controls in CONTROLS.items()
        for control in controls
        for option in control.options
        if (page, control.key, option) not in held
    ]
    found += [f"claims?claim={claim.id}" for claim in CLAIMS if ("claims", "claim", claim.id) not in held]
    for name in NAMES:
        if name not in shown:
            found.append(f"briefing?show={name}")
        if ("embed", "figure", name) not in held and not name.startswith(exhibits.CLAIM):
            exhibit = exhibits.find(RECORD, CLAIMS, name)
            found += [exhibit.path or "/", exhibit.embed_path]
    return tuple(line for line in dict.fromkeys(found) if line not in listed)


def read(query: str) -> dict[str, str]:
    """A query string as a page gets it: empty values kept, of a repeated key the last."""
    return {key: values[-1] for key, values in parse_qs(query, keep_blank_values=True).items()}


def written(values: Mapping[str, str]) -> str:
    """The query string of a view."""
    return urlencode(values)


def count(few: int, many: int) -> int:
    """How many to ask."""
    return many if FULL else few


def drawn(wanted: int) -> list[tuple[str, str]]:
    """So many pages with query strings, the same at every run."""
    found: list[tuple[str, str]] = []

    @settings(ORDINARY, max_examples=wanted, phases=(Phase.generate,))
    @given(ADDRESSES)
    def collect(address: tuple[str, str]) -> None:
        found.append(address)

    collect()
    return found


_DIRECTIONS = "\u202e\u202d\u2066\u2067\u2069\u200f\u200e\u061c"
_CONTROLS = "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff"
_WORDS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=st.sampled_from(_DIRECTIONS + _CONTROLS + "a1 \t\r\n"), max_size=20),
    st.sampled_from(hostile.PAYLOADS),
)
_NUMBERS = st.one_of(
    st.integers(-(10**30), 10**30).map(str), st.floats().map(str), st.sampled_from(("٢٠٢٤", "²", "0x7E8", "2024.0", "-0", "1e999")),
)  # fmt: skip
_LONG = st.tuples(st.sampled_from("aé中😀 %\u202e"), st.sampled_from((500, 2_000, 5_000))).map(
    lambda part: part[0] * part[1]
)
NONSENSE = st.one_of(_WORDS, _WORDS, _NUMBERS, _LONG).flatmap(
    lambda text: st.sampled_from((REFUSED + text, text + REFUSED, f"{text[: len(text) // 2]}{REFUSED}{text[len(text) // 2 :]}"))
)  # fmt: skip
"""A text that no page offers."""
_FREE = _WORDS.map(lambda text: TAKEN + text)
_KEYS = sorted(
    {c.key for controls in CONTROLS.values() for c in controls} | {"claim", "figure", "show", "at", "present"}
)


@cache
def _spoilt(value: str) -> st.SearchStrategy[str]:
    """A value that is offered, almost."""
    return st.sampled_from(
        (value + REFUSED, f" {value}{REFUSED}", f"{value}%00{REFUSED}", f"{REFUSED}.{value}", f"{value},{REFUSED}",
         f"{value.upper()}{REFUSED}", f"{value[:-1]}{REFUSED}", f"{value}~{REFUSED}.x", f"{value}&#x27;{REFUSED}")
    )  # fmt: skip


def _choice(control: Control) -> st.SearchStrategy[tuple[str, str]]:
    return st.tuples(st.just(control.key), st.sampled_from(sorted(control.options)))


@cache
def _items() -> st.SearchStrategy[str]:
    """What a briefing shows: spreads with choices that are theirs, another's, or nobody's."""
    choices = [f"{c.key}.{o}" for controls in CONTROLS.values() for c in controls for o in c.options]
    known = st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(choices), max_size=3)).map(
        lambda part: "~".join((part[0], *part[1]))
    )
    return st.lists(st.one_of(known, known, st.sampled_from(NAMES).flatmap(_spoilt)), max_size=5).map(
        " ".join
    )


@cache
def _own(page: str) -> st.SearchStrategy[tuple[str, str]]:
    """A key that a page knows, with a value it takes."""
    pairs = [_choice(control) for control in CONTROLS.get(page, ())]
    if page == "briefing":
        notes = st.sampled_from(NAMES).map("note.{}".format)
        pairs = [st.tuples(st.just("show"), _items()), st.tuples(st.just("title"), _FREE), st.tuples(notes, _FREE),
                 st.tuples(st.just("at"), st.sampled_from(NAMES)), st.just(("present", "yes"))]  # fmt: skip
    if page == "claims":
        pairs += [
            st.tuples(st.just("q"), _FREE),
            st.tuples(st.just("claim"), st.sampled_from([c.id for c in CLAIMS])),
        ]
    if page == "embed":
        pairs = [st.tuples(st.just("figure"), st.sampled_from(NAMES)), st.just(("embed", "true")),
                 *(_choice(c) for controls in CONTROLS.values() for c in controls)]  # fmt: skip
    return (
        st.one_of(pairs)
        if pairs
        else st.sampled_from(_KEYS).flatmap(lambda key: st.tuples(st.just(key), NONSENSE))
    )


def _garbled(query: str) -> st.SearchStrategy[str]:
    """A query string whose percent signs, ampersands and equals signs went wrong."""
    wrong = (
        "%",
        "%%",
        "%zz",
        "%E0%80%80",
        "%ED%A0%80",
        "%F4%90%80%80",
        "%c0%ae",
        "%u0041",
        "%0d%0aSet-Cookie:x",
        "&&&",
        "===",
        ";",
        "?",
        "#",
        "+",
    )
    return st.lists(
        st.tuples(st.integers(0, len(query)), st.sampled_from(wrong)), min_size=1, max_size=4
    ).map(lambda cuts: _cut(query, cuts))


def _cut(query: str, cuts: list[tuple[int, str]]) -> str:
    for at, text in cuts:
        query = query[:at] + text + query[at:]
    return query + f"&{REFUSED}%=%{REFUSED}"


@cache
def _queries(page: str) -> st.SearchStrategy[str]:
    """Query strings for a page: right, almost right, nonsense, repeated, endless, garbled."""
    own = _own(page)
    almost = own.flatmap(lambda pair: st.tuples(st.just(pair[0]), _spoilt(pair[1])))
    if page in ("briefing", "claims"):  # free texts are never wrong
        almost = almost.filter(lambda pair: TAKEN not in pair[1])
    strange = st.tuples(st.one_of(st.sampled_from(_KEYS), NONSENSE), NONSENSE)
    right = st.lists(own, max_size=6).map(urlencode)
    mixed = st.lists(st.one_of(own, almost, strange), min_size=1, max_size=5).map(urlencode)
    again = st.tuples(own, almost, st.integers(2, 20)).map(lambda p: urlencode([p[0], p[1]] * p[2]))
    endless = st.lists(strange, min_size=1, max_size=3).map(lambda pairs: f"{urlencode(pairs)}&" * 12)
    plain = st.lists(st.one_of(own, almost), max_size=4).map(
        lambda p: "&".join(f"{quote(k)}={v}" for k, v in p if "%" not in v)
    )
    return st.one_of(right, mixed, mixed, again, endless, plain.map(_encodable), right.flatmap(_garbled))


def _encodable(query: str) -> str:
    return query.encode("utf-8", "ignore").decode("utf-8")


ADDRESSES: st.SearchStrategy[tuple[str, str]] = st.sampled_from(PAGES).flatmap(
    lambda page: st.tuples(st.just(page), _queries(page))
)
"""A page and a query string."""


if __name__ == "__main__":
    with LISTED.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in unlisted())
