"""Exports: one module per format, from the records of `topics` to bytes. No files, no network, no clock.

Each take-away carries its title, source, edition and the address of the view it came from (the stamp), and
the same input gives the same bytes. Libraries are imported where they are used, so that opening the
dashboard costs none of them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from components import VERSION, theme
from components.tables.record import Edition, Record, newest
from components.topics.exhibits import Exhibit

NAME: Final = "Against the Record"
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Stamp:
    """What every take-away of one state carries: data edition, version, and the dashboard's root address."""

    edition: Edition
    base: str
    version: str = VERSION

    def address(self, path: str) -> str:
        """The full address of `path`, which is written from the dashboard's root."""
        return f"{self.base.rstrip('/')}/{path}"

    @property
    def words(self) -> str:
        """The stamp in words, without the address."""
        published = theme.day(self.edition.published, self.edition.precision)
        return f"{NAME} {self.version}, data edition of {published}"

    @property
    def time(self) -> datetime:
        """The time that file formats ask for: the edition's day, so that bytes do not depend on the clock."""
        return datetime(self.edition.published.year, self.edition.published.month, self.edition.published.day)


def stamp(record: Record, base: str) -> Stamp:
    """The stamp of all that is held now, for a dashboard whose root is at `base`."""
    return Stamp(newest(record), base)


def file_name(exhibit: Exhibit, ending: str) -> str:
    """What and when: `allies-at-two-percent_edition-2024-06-17.csv`."""
    return named(exhibit.id, exhibit.edition, ending)


def named(what: str, edition: str, ending: str) -> str:
    """The name of a file of `what` (an id), with the data edition if the view has one."""
    stem = re.sub(r"[^a-z0-9]+", "-", what.lower()).strip("-")
    return f"{stem}_edition-{edition}.{ending}" if edition else f"{stem}.{ending}"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of `files` in the order given, whose bytes depend on nothing else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()
