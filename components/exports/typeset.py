"""Typesets one paper in a process of its own: JSON on standard input, the PDF on standard output.

typst keeps what it laid out for a next time that never comes, over 100 MB for a briefing and again for the
next one; a process that ends gives it back. Run as a file, so that it imports nothing of ours.
"""

import json
import sys
from datetime import UTC, datetime

import typst


def main() -> None:
    """`template` and `fonts` are paths, `content` is text for the template, `time` seconds since 1970."""
    asked = json.load(sys.stdin)
    made = typst.compile(
        asked["template"],
        format="pdf",
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[asked["fonts"]]
        ),
        pdf_standards=["ua-1"],
        sys_inputs={"content": asked["content"]},
        timestamp=datetime.fromtimestamp(asked["time"], UTC),
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
