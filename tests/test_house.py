"""Small promises: the README names what there is, no page holds a number or a colour."""

import re
import subprocess
import sys
from pathlib import Path

from components.claims.operators import OPERATORS
from components.claims.rules import RULES
from components.claims.words import WORDS

ROOT = Path(__file__).parents[1]


def test_the_readme_names_every_rule_operator_and_finding_word() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    words = {word.label for word in WORDS.values()}
    assert [name for name in sorted(set(RULES) | set(OPERATORS) | words) if name not in readme] == []


def test_no_page_takes_a_single_key_as_a_command() -> None:
    """WCAG 2.1.4: whoever speaks to a machine, or hits a key by accident, would start something."""
    sources = [*(ROOT / "pages").glob("*.py"), *(ROOT / "components/ui").rglob("*.py")]
    keys = [
        key
        for path in sources
        for key in re.findall(r"shortcut=[\"']([^\"']*)", path.read_text(encoding="utf-8"))
    ]
    assert [key for key in keys if "+" not in key] == []


def test_pages_read_like_pages() -> None:
    for path in (ROOT / "pages").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 80
        assert not re.search(r"#[0-9A-Fa-f]{6}|\balt\.", text), path.name


def test_only_the_text_module_turns_strings_into_markup() -> None:
    for path in (ROOT / "components").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "unsafe_allow" not in text or path.name == "text.py", path.name
        assert "unsafe_allow_html" not in text, path.name
        if "st.html(" in text:
            assert path.name in ("text.py", "frame.py"), path.name


def test_opening_the_dashboard_loads_no_library_of_the_take_aways() -> None:
    """Each is for one click of one reader: nobody else waits for it."""
    code = (
        "import sys\nfrom streamlit.testing.v1 import AppTest\n"
        "app = AppTest.from_file('app.py', default_timeout=60).run()\n"
        "for page in ('spending', 'briefing', 'claims'):\n    app.switch_page(f'pages/{page}.py').run()\n"
        "    assert not app.exception\n"
        "print([name for name in ('vl_convert', 'typst', 'pptx', 'xlsxwriter', 'segno', 'plotly.graph_objs._figure') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_clone_has_the_bytes_that_were_committed_whatever_its_ends_of_lines() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--eol"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    rows = [line.partition("\t") for line in listed.stdout.splitlines()]
    assert rows
    changed = [path for kinds, _, path in rows if not {"eol=lf", "attr/-text"} & set(kinds.split())]
    assert changed == []
    assert [path for kinds, _, path in rows if kinds.startswith(("i/crlf", "i/mixed"))] == []
