"""Guards across the code: each is taken out of a copy of the tree, and the tests named for it must then fail.

    python -m tests.guards [NUMBER ...]     all of them, or those with these numbers

A guard that can be taken out without a failing test guards nothing, or nobody would notice its loss.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
_LEFT: Final = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".*_cache")
NOTICED: Final = "noticed"
_WALLS: Final = ("lint-imports",)
_MADE: Final = ("dist", "site")
"""Folders at the root that commands write; a folder of the code may have the same name."""


@dataclass(frozen=True)
class Guard:
    """What is guarded, where, the exact code, what stands in its place when it is gone, and who must notice."""

    what: str
    file: str
    code: str
    without: str
    tests: tuple[str, ...]


GUARDS: Final = (
    Guard("tables are read as UTF-8 without a byte order mark", "components/tables/reader.py", 'if raw.startswith(b"\\xef\\xbb\\xbf"):', "if False:", ("tests/tables",)),
    Guard("a row has as many cells as there are columns", "components/tables/reader.py", "if len(row) != len(names):", "if False:", ("tests/tables",)),
    Guard("a required cell is not empty", "components/tables/reader.py", "if value is None and (cell or field.required):", "if value is None and cell:", ("tests/tables",)),
    Guard("the tested words stand in the quotation", "components/claims/files.py", 'if declared["words"] not in declared["quote"]:', "if False:", ("tests/tables", "tests/claims")),
    Guard("a choice that varies has the speaker's own value", "components/claims/files.py", 'for key in set(check.get("vary", {})) - set(check.get("basis", {})):', "for key in ():", ("tests/tables", "tests/claims")),
    Guard("the day counts only editions published by then", "components/claims/check.py", 'return [edition for edition in named if record.editions[edition].published <= claim.said_on]', "return named", ("tests/claims",)),
    Guard("what was published after the day is no reading of the day", "components/claims/check.py", "if published is None or published <= claim.said_on:", "if True:", ("tests/claims",)),
    Guard("an untestable claim is not tested", "components/claims/check.py", "    if claim.untestable:\n        return None\n", "", ("tests/claims",)),
    Guard("a half is rounded away from zero", "components/theme.py", "steps = (Decimal(str(value)) / step).quantize(Decimal(1), ROUND_HALF_UP)", 'steps = (Decimal(str(value)) / step).quantize(Decimal(1), "ROUND_DOWN")', ("tests/claims", "tests/test_theme.py")),
    Guard("just over has an upper end", "components/claims/operators.py", "0 < _share_above(v, s) <= JUST_OVER", "0 < _share_above(v, s)", ("tests/claims",)),
    Guard("Finland and Sweden are counted from their accession", "components/tables/expenditure.py", "return joined is None or joined.year <= year", "return True", ("tests/tables", "tests/claims")),
    Guard("a handful of press figures is no total", "components/tables/expenditure.py", "if not is_complete(record, edition, measure) or year not in years(record, edition, measure):", "if False:", ("tests/tables", "tests/claims")),
    Guard("text from data is escaped in markup", "components/markup/__init__.py", "else escape(part)", "else Markup(part)", ("tests/exports/test_hostile.py",)),
    Guard("templates escape what is put into them", "components/markup/templates.py", "autoescape=True", "autoescape=False", ("tests/test_text.py",)),
    Guard("only markup reaches the page as markup", "components/ui/text.py", "if not isinstance(markup, Markup):", "if False:", ("tests/test_text.py",)),
    Guard("an address's unknown value gives way to the default", "components/ui/address.py", "if asked not in control.options:", "if False:", ("tests/pages/test_pages.py",)),
    Guard("a cell that begins like a formula is made safe in CSV", "components/exports/sheets.py", """return f"'{lines}" if lines.startswith("\\t") or lines.lstrip().startswith(_FORMULA) else lines""", "return lines", ("tests/exports/test_sheets.py", "tests/exports/test_hostile.py")),
    Guard("characters that XML forbids are left out of pictures", "components/exports/images.py", 'return NOT_XML.sub("\\ufffd", str(body)).encode("utf-8")', 'return str(body).encode("utf-8", "replace")', ("tests/exports/test_images.py", "tests/exports/test_hostile.py")),
    Guard("the live app's other routes are closed", "deploy/nginx.conf.in", "      return 404;\n", "      return 200;\n", ("tests/deploy/test_nginx.py",)),
    Guard("forged requests are refused", ".streamlit/config.toml", "enableXsrfProtection = true", "enableXsrfProtection = false", ("tests/browser/test_server.py",)),
    Guard("no room but ui imports Streamlit", "components/topics/catalogue.py", "from __future__ import annotations\n", "from __future__ import annotations\n\nimport streamlit  # noqa: F401\n", ("lint-imports",)),
)  # fmt: skip


def removed(guard: Guard, tree: Path) -> None:
    """Take the guard out of the tree."""
    path = tree / guard.file
    text = path.read_text(encoding="utf-8")
    if text.count(guard.code) != 1:
        raise LookupError(
            f"{guard.what}: {guard.file} has its code {text.count(guard.code)} times, expected once"
        )
    path.write_text(text.replace(guard.code, guard.without), encoding="utf-8")


def outcome(guard: Guard | None, tests: tuple[str, ...]) -> int:
    """What the tests end with in a copy of the tree without the guard; with all guards where it is `None`."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=_LEFT)
        for made in _MADE:
            shutil.rmtree(tree / made, ignore_errors=True)
        if guard:
            removed(guard, tree)
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        if tests == _WALLS:
            command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
        return subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=600).returncode


def verdict(guard: Guard) -> str:
    """Noticed, if its tests pass with all guards in place and one fails without this one.

    1 is a failed test or a broken contract; anything above could not run, which proves nothing.
    """
    if whole(guard.tests) != 0:
        return "not shown, its tests fail with the guard in place"
    return NOTICED if outcome(guard, guard.tests) == 1 else "NOT NOTICED"


@cache
def whole(tests: tuple[str, ...]) -> int:
    """What the tests end with where no guard is missing."""
    return outcome(None, tests)


def main(arguments: list[str]) -> None:
    """Take each guard out in turn and say how many were missed."""
    chosen = [int(number) for number in arguments] or list(range(1, len(GUARDS) + 1))
    noticed = 0
    for number in chosen:
        guard = GUARDS[number - 1]
        found = verdict(guard)
        noticed += found == NOTICED
        print(f"{number:2} {found}: {guard.what}", flush=True)
    print(f"{noticed}/{len(chosen)}")
    if noticed != len(chosen):
        raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
