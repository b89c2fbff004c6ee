"""A page made by hand around one SVG: the least that a browser can be sent for a drawn figure. MADE-UP NUMBERS."""

from __future__ import annotations

from pathlib import Path


def write(folder: Path, drawing: str = "", fonts: str = "") -> Path:
    """`index.html` in `folder` with `drawing` (an SVG) in it, or with one made-up line; `fonts` are rules that name
    those of the drawing."""
    folder.mkdir(parents=True, exist_ok=True)
    points = " ".join(f"{40 + x * 60},{200 - (x * 37) % 150}" for x in range(11))
    own = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 720 240' width='720' height='240' role='img' "
        f"aria-label='A made-up line'><polyline points='{points}' fill='none' stroke='currentColor'/></svg>"
    )
    page = (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Made-up numbers</title>"
        f"<meta name='viewport' content='width=device-width'><style>{fonts}</style></head><body><h1>Made-up numbers</h1>"
        f"{drawing or own}</body></html>\n"
    )
    path = folder / "index.html"
    path.write_text(page, encoding="utf-8")
    return path
