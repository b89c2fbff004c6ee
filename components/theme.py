"""Colours, type and number formats: how a meaning looks. Imports nothing of ours.

A colour is asked for by its meaning (its *role*); an unknown role raises. The live page gets the
same tokens through `.streamlit/config.toml`, where `chartCategoricalColors` lists them in the order
of `ROLES`; a test compares the two. No colour is written anywhere else.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

LIGHT: Final[dict[str, str]] = {
    "said": "#B4540A",
    "record": "#1F5A99",
    "record_fill": "#D6E2EF",
    "record_sum": "#B4C8DF",
    "context": "#8C96A1",
    "context_fill": "#EFF0F2",
    "ink": "#1B2430",
    "muted": "#5F6B78",
    "paper": "#FFFFFF",
    "panel": "#F7F6F2",
    "panel_2": "#F1EFE8",
    "grid": "#E9E6DF",
    "axis": "#B9BDC2",
    "line": "#DEDBD3",
}
DARK: Final[dict[str, str]] = {
    "said": "#F0A35E",
    "record": "#7FB2E5",
    "record_fill": "#25415E",
    "record_sum": "#34567A",
    "context": "#6F7B88",
    "context_fill": "#1D232B",
    "ink": "#E8E6E1",
    "muted": "#9AA5B1",
    "paper": "#12161C",
    "panel": "#1A2029",
    "panel_2": "#1F2631",
    "grid": "#262D37",
    "axis": "#4A545F",
    "line": "#2C343F",
}
ROLES: Final[tuple[str, ...]] = tuple(LIGHT)
"""Every meaning a mark can have, in the order of the chart palette."""

PALE: Final = frozenset({"record_fill", "record_sum", "context_fill"})
"""Fills on which words stand in the colour of the mark's edge; on a full one they are paper."""

MINUS: Final = "\N{MINUS SIGN}"

SANS: Final = "Source Sans"
SERIF: Final = "Source Serif"

_SMALL_NUMBERS: Final = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def colour(role: str, mode: str = "light") -> str:
    """The hex colour of a role; `mode` is "light" or "dark". An unknown role or mode raises."""
    return {"light": LIGHT, "dark": DARK}[mode][role]


def rounded(value: float, to_nearest: float = 1.0) -> Decimal:
    """`value` to the nearest multiple of `to_nearest`; a half goes away from zero."""
    step = Decimal(str(to_nearest))
    steps = (Decimal(str(value)) / step).quantize(Decimal(1), ROUND_HALF_UP)
    return steps * step


def number(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """`value` with thousands commas and a real minus sign; `signed` writes "+" before a rise."""
    quantum = Decimal(1).scaleb(-decimals)
    exact = Decimal(str(value)).quantize(quantum, ROUND_HALF_UP)
    if exact == 0:
        exact = abs(exact)
    text = f"{exact:+,f}" if signed and exact else f"{exact:,f}"
    return text.replace("-", MINUS)


def some(value: float, decimals: int = 0) -> str:
    """A quantity that is more than nothing: finer than `decimals` where only a zero would be left of it."""
    if rounded(value, 10.0**-decimals):
        return number(value, decimals)
    return number(value, 1) if rounded(value, 0.1) else "less than 0.1"


def count_word(value: int, *, alone: bool = False) -> str:
    """A count as titles write it: words to twelve, figures above; `alone`, without its noun, 0 is "none"."""
    if alone and value == 0:
        return "none"
    return _SMALL_NUMBERS[value] if 0 <= value < len(_SMALL_NUMBERS) else number(value)


def sentence(text: str) -> str:
    """`text` with its first letter in capitals and the rest untouched."""
    return text[:1].upper() + text[1:]


def listed(words: list[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; or `a or b`, as `last` says."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def day(value: date, precision: str = "day") -> str:
    """A date as people write it, no finer than it is known: "9 July 2024", "July 2024", "2024"."""
    forms = {"day": f"{value.day} {value:%B %Y}", "month": f"{value:%B %Y}", "year": f"{value:%Y}"}
    return forms[precision]
