"""The small charts of the overview drawn ahead: that page then needs no engine for charts, and is there the sooner.

    python -m components.exports.ahead  # part of `make data`: draw them anew, write them to `drawn/`

They never change with a choice. A drawing is used only for the very specification it was made of: whatever has
changed since is drawn in the browser like every other chart.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from components.charts import Figure
from components.markup import Markup, join
from components.tables.descriptors import sha256

WIDTHS: Final = (212, 245, 280, 315, 363, 410, 470, 540, 620, 710)
"""Pixels each is drawn for, so that words keep their size on phones, tablets and desks; the style sheet shows one."""
FOLDER: Final = Path(__file__).parent / "drawn"


@lru_cache(maxsize=32)
def drawn(figure: Figure) -> Markup | None:
    """The drawings of the figure as it is now, one for each of `WIDTHS`; nothing if there are none of it."""
    try:
        kept = json.loads((FOLDER / f"{figure.id}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if kept["of"] != _fingerprint(figure):
        return None
    drawings = join(Markup(drawing) for drawing in kept["svg"])
    return Markup("<div class='drawn' role='img' aria-label='{}'>{}</div>").format(
        figure.caption.says, drawings
    )


def draw(figure: Figure) -> str:
    """The drawings as they are kept: JSON with the fingerprint of what was drawn and an SVG for each width."""
    from components.delivery import drawing

    made = [drawing.unspoken_card(figure, width) for width in WIDTHS]
    return json.dumps({"of": _fingerprint(figure), "svg": made}, indent=1, ensure_ascii=False) + "\n"


def _fingerprint(figure: Figure) -> str:
    text = json.dumps([WIDTHS, figure.spec], sort_keys=True)
    return f"sha256:{sha256(text.encode())}"


def rules() -> str:
    """The style rules that show the drawing which fits its place, scaled by the little that is left."""
    bounds = [0, *WIDTHS[1:], 100_000]
    return "".join(
        f"@container drawn ({low}px <= width < {high}px){{.drawn>svg:nth-child({at}){{display:block}}}}"
        for at, (low, high) in enumerate(pairwise(bounds), start=1)
    )


def main() -> None:
    """Draw the cards of the overview as the tables are now."""
    from components.claims import files
    from components.topics import overview

    FOLDER.mkdir(exist_ok=True)
    for card in overview.story(*files.load()).cards:
        (FOLDER / f"{card.figure.id}.json").write_text(draw(card.figure.made), encoding="utf-8")
        print(f"{card.figure.id}: drawn in {len(WIDTHS)} widths")


if __name__ == "__main__":
    main()
