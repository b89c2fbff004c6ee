"""The font files that pictures, papers and pages are set in, and their families' names."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent
SANS: Final = "Source Sans 3"
SERIF: Final = "Source Serif 4"
"""The families of the font files; the page's own are the same designs under older names."""
SANS_CSS: Final = f"'{SANS}', 'Source Sans', sans-serif"
SERIF_CSS: Final = f"'{SERIF}', 'Source Serif', serif"
"""The families as CSS and SVG must write them: a name that ends in a digit needs its quotes."""
