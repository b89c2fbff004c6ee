"""Charts compiled ahead: what Vega-Lite makes of a specification, so that a browser only has to draw it.

    python -m components.exports.compiled  # part of `make data`: compile them anew, write them to `programs/`

A browser compiles each chart before it draws it. Kept is what a page shows at first, without a row: the rows are
those of the figure that is sent. A program is used only for the very specification it was made of; every other one
is compiled in the browser.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from components.charts import Figure
from components.exports import wire
from components.tables.descriptors import sha256

FOLDER: Final = Path(__file__).parent / "programs"
_PAGES: Final = ("spending", "two_percent", "force_model", "commitments", "casualty_figures")
_WIDTH: Final = 700
"""Pixels to compile for; whoever draws gives the width there is."""
_THEME: Final[dict[str, Any]] = {
    "font": '"Source Sans", sans-serif',
    "fieldTitle": "verbal",
    "autosize": {"type": "fit", "contains": "padding"},
    "axis": {
        "labelFontWeight": 400, "labelFontStyle": "normal", "titleFontStyle": "normal", "domainWidth": 1,
        "labelFlush": True, "labelFlushOffset": 1, "labelBound": False, "titlePadding": 16, "labelSeparation": 4,
        "labelOverlap": True,
    },
    "mark": {"color": "transparent"},  # of what is drawn as an outline only, whatever fills it
    "view": {"columns": 1, "strokeWidth": 0, "continuousHeight": 350, "continuousWidth": 400},
    "bar": {"binSpacing": 4, "discreteBandSize": {"band": 0.85}},
    **dict.fromkeys(("axisDiscrete", "axisXPoint", "axisTemporal", "axisXBand"), {"grid": False}),
}  # fmt: skip
"""What Streamlit's page adds to each chart before it compiles it, but for the colours: those it adds to a program too.
A test holds the drawings against those of charts that its page has compiled."""


def ready(figure: Figure) -> dict[str, Any] | None:
    """The figure as a Vega specification for Streamlit, its rows within; nothing if it was not compiled ahead."""
    try:
        kept = json.loads((FOLDER / f"{figure.id}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    structure, rows = wire.hollow(figure.spec)
    if kept["of"] != _fingerprint(structure):
        return None
    program: dict[str, Any] = kept["vega"]
    program["data"] = [
        data | {"values": rows[data["name"]]} if data["name"] in rows else data for data in program["data"]
    ]
    # Streamlit takes the data out of a specification, unless they look like a map's
    program["data"][0] |= {"type": "Feature", "geometry": None}
    return program


def compiled(figure: Figure) -> str:
    """The figure's program as it is kept: JSON with the fingerprint of what was compiled, and a Vega specification."""
    import vl_convert

    structure, _ = wire.hollow(figure.spec)
    house = structure["config"]
    both = {key: part | house.get(key, {}) for key, part in _THEME.items() if isinstance(part, dict)}
    program = vl_convert.vegalite_to_vega(structure | {"width": _WIDTH, "config": _THEME | house | both})
    for given in ("width", "padding", "background"):  # by Streamlit's page
        program.pop(given, None)
    kept = {"of": _fingerprint(structure), "vega": program}
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def _fingerprint(structure: dict[str, Any]) -> str:
    return f"sha256:{sha256(json.dumps(structure, sort_keys=True).encode())}"


def figures() -> tuple[Figure, ...]:
    """The charts of the topic pages as they are shown at first, by the tables as they are now."""
    from components.claims import files
    from components.topics import exhibits

    shown = (exhibit.figure for page in _PAGES for exhibit in exhibits.of_topic(*files.load(), page))
    return tuple(figure for figure in shown if figure)


def main() -> None:
    """Compile them, each into a file of its own."""
    FOLDER.mkdir(exist_ok=True)
    for figure in figures():
        text = compiled(figure)
        (FOLDER / f"{figure.id}.json").write_text(text, encoding="utf-8")
        print(f"{figure.id}: compiled, {len(text):,} bytes")


if __name__ == "__main__":
    main()
