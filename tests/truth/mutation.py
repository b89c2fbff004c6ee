"""A digit changed at random, as a wrong rendering would change it, and whether the oracle finds it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from tests.pages.test_pages import alone, html, in_frame
from tests.truth import oracle, shown
from tests.truth.figures import told
from tests.truth.seen import pieces

_HIDDEN = re.compile(r"<(style|script|svg)\b.*?</\1>", re.S)
_SHOWN = re.compile(r">([^<]*)<|(?:aria-label|alt|title)='([^']*)'")
_NO_NUMBER = re.compile(r"&#?\w+;|https?://\S+|SHA-256|\b[a-z\d]+(?:_[a-z\d]+)+\b")


@dataclass(frozen=True)
class Shown:
    """A page as shown, with what may stand there and what is wrong of it before anything is changed."""

    name: str
    body: str
    place: oracle.Place
    digits: tuple[int, ...]
    before: frozenset[str]

    def misses(self, rng: random.Random) -> str:
        """Changes one digit; says which if that is not found."""
        at = rng.choice(self.digits)
        digit = str((int(self.body[at]) + rng.randint(1, 9)) % 10)
        changed = self.body[:at] + digit + self.body[at + 1 :]
        if set(oracle.check(pieces(self.name, changed), self.place).wrong) - self.before:
            return ""
        around = re.sub(
            r"<[^>]*>",
            "|",
            self.body[at - 90 : at] + f"[{self.body[at]}→{digit}]" + self.body[at + 1 : at + 40],
        )
        return f"{self.name}: {around[-120:]}"


def page(name: str, query: shown.Query | None = None) -> Shown:
    """A live page under a query, ready to be changed."""
    app = alone(name, **query) if query else in_frame(name)
    body = html(app)
    on, seen = shown.on(name, query or {}, app)
    place = told([e.figure for e in on if e.figure], seen)
    hidden = [m.span() for m in _HIDDEN.finditer(body)]
    digits = [
        m.start(m.lastindex or 1) + d.start()
        for m in _SHOWN.finditer(body)
        if not any(a <= m.start() < b for a, b in hidden)
        for d in re.finditer(r"\d", _NO_NUMBER.sub(lambda n: " " * len(n.group()), m.group(m.lastindex or 1)))
    ]
    before = frozenset(oracle.check(pieces(name, body), place).wrong)
    return Shown(name, body, place, tuple(digits), before)


def rate(pages: list[Shown], changes: int, seed: int = 2024) -> list[str]:
    """The changes that were not found, of so many; each digit shown on the pages is as likely as another."""
    rng = random.Random(seed)
    chosen = rng.choices(pages, [len(p.digits) for p in pages], k=changes)
    return [missed for one in chosen if (missed := one.misses(rng))]
