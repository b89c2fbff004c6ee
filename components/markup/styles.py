"""The style sheet of the pieces of markup, with the theme's colours for light and dark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from components import theme

_HERE = Path(__file__).parent


@cache
def pieces(*, lists: bool = True) -> str:
    """The style sheet of everything in this room; what only lists have may be left out, where a page has none."""
    names = ("pieces.css", "lists.css") if lists else ("pieces.css",)
    return filled("\n".join((_HERE / name).read_text(encoding="utf-8") for name in names))


def filled(sheet: str) -> str:
    """`sheet` with each name like `--said--` as the theme's colour, which follows the reader's mode."""
    for role in sorted(theme.ROLES, key=len, reverse=True):
        both = f"light-dark({theme.colour(role, 'light')}, {theme.colour(role, 'dark')})"
        sheet = sheet.replace(f"--{role.replace('_', '-')}--", both)
    return sheet


@cache
def names() -> str:
    """The theme's colours as declarations (`--said: ...;`), for drawings that name their colours."""
    return "".join(
        f"--{role.replace('_', '-')}:light-dark({theme.colour(role)},{theme.colour(role, 'dark')});"
        for role in theme.ROLES
    )
