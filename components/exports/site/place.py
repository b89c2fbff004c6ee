"""Where things stand: the paths of the static edition, its links, and the addresses it may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from components import exports, registry
from components.claims import Claim
from components.exports import Stamp
from components.tables.record import Edition, Record

PAGES: Final = {page.address: page.title for page in registry.PAGES if page.static}
"""The pages of the dashboard that have a static form, by address, in the order of its navigation."""
INDEX: Final = "index.html"
CONSTANT: Final = {"prices": "constant"}
TWICE: Final = (
    "spending-by-year", "spending-increase-by-ally", "spending-by-ally", "spending-map",
)  # fmt: skip
"""The figures that are also drawn in constant prices."""


def static_path(path: str) -> str:
    """Where the static edition has what the dashboard has at `path`: `claims?claim=ID` is `claims/ID/`.

    A choice that the static edition does not draw is left out; a page it does not have gives the overview.
    """
    parts = urlsplit(path)
    page = parts.path.strip("/")
    asked = parse_qs(parts.query)
    if page == "claims" and "claim" in asked:
        return f"claims/{asked['claim'][0]}/"
    if page == "embed" and "figure" in asked:
        figure = asked["figure"][0]
        constant = figure in TWICE and asked.get("prices") == ["constant"]
        return f"figures/{key(figure, CONSTANT if constant else {})}/"
    if page.split("/")[0] == "figures":
        return f"{page}/"
    return f"{page}/" if page in PAGES and page else ""


def draws(figure: str, changed: Mapping[str, str]) -> bool:
    """Is the figure there under these choices, the ones that differ from a page's first?"""
    chosen = {key: value for key, value in changed.items() if key != "claim"}  # which one it is, not how
    return not chosen or (figure in TWICE and chosen == CONSTANT)


def key(figure: str, asked: Mapping[str, str]) -> str:
    """The name that a figure's files have under the choices `asked`, which become part of it."""
    return "-".join([figure, *asked.values()])


@dataclass(frozen=True)
class OwnStamp(Stamp):
    """The stamp of the static edition: addresses are its own pages', or empty where it has no address."""

    def address(self, path: str) -> str:
        """The full address of the static page for `path` of the dashboard."""
        return f"{self.base}{static_path(path)}" if self.base else ""


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
        return OwnStamp(self.edition, self.address)

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
