"""The static edition: every page, claim and figure as files that any server, or none, can show. No script.

    python -m components.exports.site [FOLDER] [--address https://...] [--live https://...]

`--address` is where the folder will stand, `--live` where the dashboard runs. Neither is made up: without an
address no page has a canonical one, there is no site map, and pictures carry none; without a dashboard no
page links to it. Links inside are relative and name `index.html`, so that the folder also works in a
sub-folder and from a disk. The same record gives the same bytes.
"""

from __future__ import annotations

from components.exports.site.edition import main, makers, write
from components.exports.site.place import Site, draws, of, static_path

__all__ = ["Site", "draws", "main", "makers", "of", "static_path", "write"]
