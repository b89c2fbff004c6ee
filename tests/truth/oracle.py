"""Whether each number of a text can be derived from the files, with what stands near it; and how each was found.

A number is right if it is quoted (it stands between the same words in a file), if it is a fact whose Ally, year,
edition, prices and claim are the ones named near it or chosen by the reader, if it belongs to a record that the
text names, or if a figure of that place gives it. A year or an edition is right where the reader chose it or a
number near it is of it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from tests.independent import ROOT
from tests.truth import data, facts
from tests.truth.data import CLAIMS, EDITIONS, LABEL, MINUS, TABLES, WORDS
from tests.truth.facts import Book
from tests.truth.scope import DATE, NUMBER, Record, Scope, View, dated, dates_of, linked, named
from tests.truth.seen import Piece

_COUNT = "|".join(WORDS[2:])
_COUNTED = "Allies|readings|places|claims|findings|figures|tables|sources|values|views|spreads"
_PAIR = re.compile(
    rf"(?<![\w.,])(\d{{1,3}}|none|one|{_COUNT}) of (?:the )?(\d{{1,3}}|{_COUNT})\b(?![.,]?\d| billion)", re.I
)
_WORD = re.compile(rf"\b(?:{_COUNT})\b(?= (?:{_COUNTED})\b)", re.I)
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_NAMES = re.compile(r"https?://\S+|\b(?:components|data|tests)/\S+|\bSHA-256\b|\b[a-z\d]+(?:_[a-z\d]+)+\b")
"""Addresses, file names, ids and the names of standards, whose digits are no numbers."""
_SENTENCE = re.compile(r"(?<=;) |(?<=[.:!?”]) (?=[A-Z“0-9+])")
_BARE_WORD = re.compile(r"[\w$€%]+(?:[.,’'-][\w%]+)*")


_PLAIN = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "billion",
        "bn",
        "by",
        "e",
        "eur",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "least",
        "million",
        "most",
        "no",
        "not",
        "of",
        "on",
        "or",
        "over",
        "than",
        "that",
        "the",
        "this",
        "to",
        "up",
        "usd",
        "was",
        "with",
    ]
)
"""Words that tell nothing of what a number is of."""


@dataclass
class Account:
    """What differs, and how many numbers were checked: as facts, in quoted text, in charts …"""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Account) -> Account:
        return Account(self.wrong + other.wrong, self.counts + other.counts)

    def __str__(self) -> str:
        parts = ", ".join(f"{count:,} {name}" for name, count in self.counts.most_common())
        return f"{self.total:,} numbers checked, {len(self.wrong)} differences ({parts})"

    @property
    def total(self) -> int:
        return sum(self.counts.values())


ANYWHERE = ""
"""The title of a figure that every text of a place may tell of."""


@dataclass(frozen=True)
class Place:
    """Where texts stand: under which choices, and which figures' own numbers may be told there, by their titles."""

    view: View
    figures: dict[str, tuple[Book, tuple[Record, ...]]] = field(default_factory=dict)

    def books(self) -> list[Book]:
        v = self.view
        found = [
            facts.of_view(*v.years, v.values.get("threshold", "2")),
            facts.of_claims(v.tolerance),
            facts.of_the_record(),
        ]
        if "measure" in v.values:
            found.append(facts.of_comparison(v.values["measure"], v.values["year"], v.values["ally"]))
        return found

    def of_figures(self, piece: Piece) -> list[tuple[Book, tuple[Record, ...]]]:
        """The figures under whose title a piece stands, or whose title stands near it."""
        near = (piece.text, *piece.near)
        return [
            found
            for title, found in self.figures.items()
            if title == ANYWHERE or any(title in text for text in (piece.section, piece.page, *near))
        ]


@dataclass
class _Used:
    """The years and editions that explained numbers are of, by the texts near them."""

    years: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    editions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(self, of: facts.Of, near: Iterable[str]) -> None:
        for text in near:
            self.years[text].update(of.get("year", ()))
            self.editions[text].update(of.get("edition", ()))


def _plain(word: re.Match[str]) -> str:
    """A word as it is compared: in small letters, without the sign of a currency or of percent."""
    return word.group().casefold().strip("$€%")


def bare_words(text: str) -> str:
    return " ".join(map(_plain, _BARE_WORD.finditer(text)))


@cache
def _corpus() -> str:
    """The words of every text of the files, each text apart."""
    found = {
        cell for name, rows in TABLES.items() if len(rows) < 500 for row in rows for cell in row.values()
    }
    settings: list[Any] = [*CLAIMS.values(), data.THRESHOLDS]
    settings.append(tomllib.loads((data.DATA / "descriptors.toml").read_text(encoding="utf-8")))
    found |= {text for one in settings for text in _strings(one)}
    return " ¦ ".join(["", *(bare_words(t) for t in sorted(found) if any(c.isalpha() for c in t)), ""])


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [value] if isinstance(value, str) else []


@lru_cache(maxsize=50_000)
def _stands(words: str) -> bool:
    return f" {words} " in _corpus()


def quoted(text: str, start: int, end: int) -> bool:
    """Do the words on both sides of a number have the same number between them in a text of the files?"""
    words = list(_BARE_WORD.finditer(text))
    inside = [i for i, w in enumerate(words) if w.start() < end and start < w.end()]
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    before, after = first, len(words) - 1 - last
    low, high = (first - 1 if before else first), (last + 1 if after else last)
    if not before:
        high = min(last + 2, len(words) - 1)
    if not after:
        low = max(first - 2, 0)
    around = [_plain(w) for w in words[low : high + 1]]
    if text[start:end][-1] == "%" and after:
        around = around[first - low : first - low + 2]  # a percentage and what it is of
    return len(around) > 1 + (text[start:end][-1] != "%") and _stands(" ".join(around))


@cache
def _gaps() -> frozenset[str]:
    """The corpus' numbers left out, each with its nearest words on both sides."""
    words = _corpus().split(" ")
    found = set()
    for at, word in enumerate(words):
        if any(c.isdigit() for c in word):
            found.update(gap for gap, _ in _windows(words, at))
    return frozenset(found)


def _windows(words: list[str], at: int) -> Iterable[tuple[str, str]]:
    """The words about a number, two on one side and one on the other, without and with it."""
    for before, after in ((2, 1), (1, 2), (2, 2), (4, 0)):
        left, right = words[max(0, at - before) : at], words[at + 1 : at + 1 + after]
        telling = [
            w
            for w in (*left, *right)
            if w != "¦" and w not in _PLAIN and (w.isalpha() or after and len(w) > 4)
        ]
        if len(telling) + (right[-1:] == ["¦"]) > 1 + (not after):
            yield (
                " ".join([*left, re.sub(r"\d[\d.,]*", "#", words[at]), *right]),
                " ".join([*left, words[at], *right]),
            )


@cache
def _said() -> dict[str, set[str]]:
    """The words of each claim, by the same words with their digits left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in CLAIMS.values():
        for key in ("label", "words", "quote", "short"):
            words = bare_words(claim.get(key, ""))
            if any(w.isalpha() and w.capitalize() not in data.MONTHS for w in words.split()):
                found[re.sub(r"\d", "#", words)].add(words)
    return found


def misspoken(text: str, start: int) -> bool:
    """Is a number in a text, a quotation or a beginning that has a claim's words but not its numbers?"""
    spans = [(0, len(text)), (0, text.find(":")), *(m.span(1) for m in re.finditer("“([^”]*)”", text))]
    for a, b in spans:
        words = bare_words(text[a:b])
        known = _said().get(re.sub(r"\d", "#", words))
        if a <= start < b and known and words not in known:
            return True
    return False


def misquoted(text: str, start: int, end: int) -> bool:
    """Do the words on both sides stand in the files about other numbers only?"""
    found = list(_BARE_WORD.finditer(text))
    inside = [i + 1 for i, w in enumerate(found) if w.start() < end and start < w.end()]
    words = ["¦", *map(_plain, found), "¦"]
    return len(inside) == 1 and any(
        gap in _gaps() and not _stands(whole) for gap, whole in _windows(words, inside[0])
    )


@cache
def hashes() -> frozenset[str]:
    return frozenset(hashlib.sha256(p.read_bytes()).hexdigest() for p in data.DATA.rglob("*") if p.is_file())


@cache
def version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def check(pieces: Sequence[Piece], place: Place, *, how: str = "") -> Account:
    """Every number of the pieces; headings after what stands under them, years after the numbers that are of them."""
    found, used, waiting = Account(), _Used(), []
    for piece in pieces:
        text = _NAMES.sub("", piece.text)
        for token, start, end in tokens(text):
            stops = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
            sentence = next(text[a:b].strip() for a, b in pairwise(stops) if a <= start < b)
            near = tuple(t for t in (sentence, *piece.near) if t)
            scope = Scope(near, (piece.text, piece.section), place.view)
            if misspoken(text, start) or not quoted(text, start, end) and misquoted(text, start, end):
                found.wrong.append(f"{token} in {piece}")
                continue
            kind = _explained(text, token, start, end, scope, place, piece, used)
            if kind:
                found.counts[how or kind] += 1
            else:
                waiting.append((piece, sentence, token, scope))
    for piece, sentence, token, scope in waiting:
        if _named_here(piece, sentence, token, scope, used):
            found.counts[how or "years and editions"] += 1
        else:
            found.wrong.append(f"{token} in {piece}")
    return found


def tokens(text: str) -> list[tuple[str, int, int]]:
    """The numbers of a text: dates, counts out of counts, numbers in digits, counts in words; with their places."""
    found: list[tuple[str, int, int]] = []
    for pattern in (_HASH, DATE, _PAIR, NUMBER, _WORD):
        for m in pattern.finditer(text):
            if not any(a < m.end() and m.start() < b for _, a, b in found):
                found.append((m.group(), m.start(), m.end()))
    return sorted(found, key=lambda t: t[1])


def _explained(
    text: str, token: str, start: int, end: int, scope: Scope, place: Place, piece: Piece, used: _Used
) -> str:
    """How a number is derived, or nothing."""
    if quoted(text, start, end) or _HASH.fullmatch(token) and token in hashes():
        return "in quoted text"
    own = place.of_figures(piece)
    known = [r for t in (*scope.near, *scope.far) for r in named(t)]
    known += [r for _, rows in own for r in rows if any(r.is_named(t) for t in (scope.near[0], *piece.near))]
    if DATE.fullmatch(token):
        claims = scope.names("claim") or frozenset()
        far = scope.view.whole and claims == scope.view.names("claim")
        dates = {d for r in known for d in (*r.dates, *r.inside)} | {
            d for _, rows in own for r in rows for d in r.dates
        }
        dates |= {d for c in claims for d in (dates_of(CLAIMS[c]["said_on"]) if far else linked(c)["dates"])}
        return "dates of records" if token in dates else ""
    near = scope.near
    if pair := _PAIR.fullmatch(token):
        part, whole = (_digits(g) for g in pair.groups())
        for book in [*place.books(), *(b for b, _ in own)]:
            of = next((of for of in book.pairs.get((part, whole), ()) if scope.has(of)), None)
            if of is not None:
                used.note(of, near)
                return "as facts" if of else "of the figure"
        return ""
    bare = _digits(token.lstrip("+$€" + MINUS).rstrip("%"))
    unit = _unit(text, token, start, end)
    if not unit and piece.near and re.match(r"par(?:\.|agraph)", piece.near[0], re.I):
        unit = "paragraph"
    for book in place.books():
        for fact in book.printed.get(bare, ()):
            fits = not unit or fact.unit == unit or (unit == facts.NONE)
            if (
                fits
                and (MINUS not in token or fact.negative)
                and ("+" not in token or not fact.negative)
                and (not fact.signed or token[0] in "+" + MINUS)
                and (fact.unit != "paragraph" or _after(text, start, "paragraph") or text == token)
                and scope.has(fact.of)
            ):
                used.note(fact.of, near)
                return "as facts"
    if unit != "paragraph" and any(
        bare in r.numbers or token in r.inside for r in (*known, *dated(scope.near[0]))
    ):
        return "of records"
    for book, _ in own:
        if any(not unit or f.unit in (unit, facts.NONE) for f in book.printed.get(bare, ())):
            return "of the figure"
    return "the version" if token == version() else ""


def _digits(text: str) -> str:
    lowered = text.casefold()
    return "0" if lowered == "none" else str(WORDS.index(lowered)) if lowered in WORDS else text


def _after(text: str, start: int, word: str) -> bool:
    return text[:start].rstrip().endswith(word)


def _unit(text: str, token: str, start: int, end: int) -> str:
    """The unit a number is printed with, or nothing."""
    rest = text[end : end + 12].lstrip()
    if token.endswith("%") or rest.startswith("percent"):
        return facts.PERCENT
    if rest.startswith(("bn", "billion")):
        return facts.BILLION
    if rest.startswith("million"):
        return facts.MILLION
    return "paragraph" if _after(text, start, "paragraph") else ""


def _named_here(piece: Piece, sentence: str, token: str, scope: Scope, used: _Used) -> bool:
    """Is it a year or an edition that the reader chose, or that a number near it is of?"""
    claims = scope.names("claim") or ()
    keys = [sentence, *piece.near, piece.text]
    if re.fullmatch(r"(?:19|20)\d\d", token):
        years = set(scope.view.names("year") or ()) | {y for c in claims for y in linked(c)["years"]}
        years |= {y for key in keys for y in used.years[key]}
        for edition in (scope.names("edition") or frozenset()) & set(EDITIONS):
            held = facts.readings.years(edition, facts.SHARE)
            years |= {str(y) for y in (held[:1] + held[-1:])} | {EDITIONS[edition]["constant_base_year"]}
        years |= {
            d[:4] for t in (*scope.near, *scope.far) for r in named(t) for d in r.dates if d[:4].isdigit()
        }
        return token in years
    if DATE.fullmatch(token):
        editions = set(scope.view.names("edition") or ()) | {e for key in keys for e in used.editions[key]}
        editions |= {e for c in claims for e in linked(c)["every edition"]}
        nato = [e for e in EDITIONS if EDITIONS[e]["publisher"] == "NATO"]
        editions.add(max(nato, key=lambda e: EDITIONS[e]["published"]))
        return any(token in dates_of(EDITIONS[e]["published"]) | {e, LABEL[e]} for e in editions)
    return False
