"""Where things stand: the paths of the static edition, its links, and the addresses it may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, urlsplit

from components import exports, registry
from components.claims import Claim
from components.exports import Stamp
from components.tables.record import Edition, Record
from components.topics import Values, exhibits

PAGES: Final = {page.address: page.title for page in registry.PAGES if page.static}
"""The pages of the dashboard that have a static form, by address, in the order of its navigation."""
INDEX: Final = "index.html"


Doubled = Mapping[str, Values]
"""The figures that the static edition also draws under other choices than the first, with those choices."""


def static_path(path: str, doubled: Doubled) -> str:
    """Where the static edition has what the dashboard has at `path`: `claims?claim=ID` is `claims/ID/`.

    A choice that the static edition does not draw is left out; a page it does not have gives the overview.
    """
    parts = urlsplit(path)
    page = parts.path.strip("/")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if page == "claims" and "claim" in asked:
        return f"claims/{asked['claim']}/"
    if page == "embed" and "figure" in asked:
        figure = asked["figure"]
        other = doubled.get(figure, {})
        is_other = bool(other) and all(asked.get(name) == value for name, value in other.items())
        return f"figures/{key(figure, other if is_other else {})}/"
    if page.split("/")[0] == "figures":
        return f"{page}/"
    return f"{page}/" if page in PAGES and page else ""


def draws(figure: str, changed: Mapping[str, str], doubled: Doubled) -> bool:
    """Is the figure there under these choices, the ones that differ from a page's first?"""
    chosen = {key: value for key, value in changed.items() if key != "claim"}  # which one it is, not how
    return not chosen or chosen == doubled.get(figure)


def key(figure: str, asked: Mapping[str, str]) -> str:
    """The name that a figure's files have under the choices `asked`, which become part of it."""
    return "-".join([figure, *asked.values()])


@dataclass(frozen=True)
class OwnStamp(Stamp):
    """The stamp of the static edition: addresses are its own pages', or empty where it has no address."""

    doubled: Doubled = field(default_factory=dict)

    def address(self, path: str) -> str:
        """The full address of the static page for `path` of the dashboard."""
        return f"{self.base}{static_path(path, self.doubled)}" if self.base else ""


@dataclass(frozen=True, eq=False)
class Site:
    """What the static edition is made of, and the two addresses it was told, each with a slash at its end."""

    record: Record
    claims: tuple[Claim, ...]
    address: str
    live: str
    edition: Edition

    @property
    def stamp(self) -> OwnStamp:
        """The stamp of everything that is taken from here."""
        return OwnStamp(self.edition, self.address, doubled=exhibits.doubled(self.record, self.claims))

    def live_address(self, path: str) -> str:
        """The same view in the dashboard; empty where no dashboard was named."""
        return Stamp(self.edition, self.live).address(path) if self.live else ""

    @property
    def root(self) -> str:
        """The path of the folder on its server (the server's own if no address is known), for the page shown at any path."""
        return urlsplit(self.address).path or "/"


def of(record: Record, claims: tuple[Claim, ...], *, address: str = "", live: str = "") -> Site:
    """The static edition of what is held. An address that is not one of the web raises `ValueError`."""
    given = []
    for found in (address, live):
        parts = urlsplit(found)
        if found and (
            parts.scheme not in ("http", "https")
            or not parts.netloc
            or parts.query
            or parts.fragment
            or " " in found
        ):
            raise ValueError(f"site: {found!r} is no address such as https://example.org/record/")
        given.append(f"{found.rstrip('/')}/" if found else "")
    return Site(record, claims, given[0], given[1], exports.stamp(record, "").edition)


@dataclass(frozen=True)
class Spot:
    """A place in the folder, from which links are written: a path that ends with a slash, or nothing."""

    path: str

    @property
    def up(self) -> str:
        """The way from here to the folder's root."""
        return "../" * self.path.count("/")

    def to(self, path: str) -> str:
        """A link from here to `path`, a page (ending with a slash, or empty) or a file."""
        name = path if path and not path.endswith("/") else f"{path}{INDEX}"
        return f"{self.up}{name}"
