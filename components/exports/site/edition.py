"""The whole edition: what makes each of its files, and the command that writes them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from components.claims import files
from components.exports.site import assets, claim_pages, data_files, figure_files, machine, pages
from components.exports.site.place import Site, of

MANIFEST: Final = ".against-the-record"
"""Lists what the last build wrote, so that the next one can take away what is no longer made."""


def makers(site: Site) -> Mapping[str, Callable[[], bytes]]:
    """What makes each file of the static edition, by its path in the folder."""
    return {
        **assets.makers(),
        **pages.makers(site),
        **claim_pages.makers(site),
        **figure_files.makers(site),
        **data_files.makers(site),
        **machine.makers(site, [*pages.paths(), *claim_pages.paths(site), *figure_files.paths(site)]),
    }


def write(folder: Path, site: Site) -> tuple[int, int]:
    """Write every file into `folder` and take away what an earlier build left; how many files and bytes."""
    made = {name: make() for name, make in makers(site).items()}
    for name, content in made.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    _take_away(folder, set(made))
    (folder / MANIFEST).write_text("\n".join(sorted(made)) + "\n", encoding="utf-8")
    return len(made), sum(map(len, made.values()))


def _take_away(folder: Path, made: set[str]) -> None:
    """Remove what the last build wrote and this one did not; nothing else in the folder is touched."""
    manifest = folder / MANIFEST
    before = manifest.read_text(encoding="utf-8").splitlines() if manifest.exists() else []
    for name in before:
        gone = folder / name
        if name not in made and gone.is_file() and gone.resolve().is_relative_to(folder.resolve()):
            gone.unlink()
            if not any(gone.parent.iterdir()):
                gone.parent.rmdir()


def main(arguments: list[str] | None = None) -> None:
    """Build the static edition and say how much was written."""
    parser = argparse.ArgumentParser(
        description="Build the static edition: every page, claim and figure as files."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path("site"))
    parser.add_argument("--address", default="", help="where the folder will stand on the web")
    parser.add_argument("--live", default="", help="where the dashboard runs")
    asked = parser.parse_args(arguments)
    if asked.folder.exists() and not asked.folder.is_dir():
        parser.error(f"{asked.folder} is a file, expected a folder")
    try:
        site = of(*files.load(), address=asked.address, live=asked.live)
    except ValueError as wrong:
        parser.error(str(wrong))
    made, size = write(asked.folder, site)
    print(f"{asked.folder}: {made} files, {size / 1e6:.1f} MB")
    if not asked.address:
        print("no --address given: no canonical addresses, no picture in link previews, no site map")
