"""Writes the default briefing in every format, without a browser and without network: `make briefing`.

    python -m components.exports.dist [FOLDER] [--address https://...]

The address is the dashboard's public one: every take-away carries it, and its QR codes lead there.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from components import exports
from components.claims import Claim, files
from components.exports import Stamp, citations, claimreview, html, images, paper, sheets, slides
from components.tables.record import Record
from components.topics import briefing
from components.topics.briefing import Briefing

LOCAL = "http://127.0.0.1:8501/"
"""Where `make run` serves, for want of a public address."""


def makers(
    brief: Briefing, record: Record, claims: tuple[Claim, ...], stamp: Stamp
) -> Mapping[str, Callable[[], bytes]]:
    """What makes each file of the set, by the file's name."""

    def named(ending: str, what: str = "briefing") -> str:
        return exports.named(what, stamp.edition.id, ending)

    return {
        named("pptx"): lambda: slides.pptx(brief, record, stamp),
        named("pdf"): lambda: paper.pdf(brief, record, stamp),
        named("html"): lambda: html.page(brief, record, stamp),
        named("xlsx"): lambda: sheets.xlsx(brief.exhibits, record, stamp, title=brief.title),
        named("zip"): lambda: sheets.archive(brief.exhibits, record, stamp, title=brief.title),
        named("pictures.zip"): lambda: images.archive(brief.exhibits, stamp),
        named("bib"): lambda: "\n".join(citations.of(s, stamp).bibtex for s in brief.exhibits).encode(),
        named("jsonld", "claims"): lambda: claimreview.jsonld(record, claims, stamp),
        named("json", "claims"): lambda: claimreview.register_json(record, claims, stamp),
        named("csv", "claims"): lambda: claimreview.register_csv(record, claims, stamp),
    }


def main(folder: Path, address: str) -> None:
    """Write the set into `folder` and say what was written."""
    record, claims = files.load()
    brief, _ = briefing.parse(record, claims, {})
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in makers(brief, record, claims, exports.stamp(record, address)).items():
        content = make()
        (folder / name).write_bytes(content)
        print(f"{folder / name}  {len(content):,} bytes")
    if address == LOCAL:
        print(f"links and QR codes lead to {LOCAL}; name the public address with --address")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("dist"))
    parser.add_argument("--address", default=LOCAL, help="the dashboard's public address")
    asked = parser.parse_args()
    main(asked.folder, asked.address)
