"""What a claim's file must say before anything is tested."""

import shutil
from pathlib import Path

from components.claims import files

RECORD, _ = files.load()
HELD = Path(__file__).parents[2] / "data/claims"


def test_a_choice_that_varies_needs_the_speakers_own_value(tmp_path: Path) -> None:
    """Without it no reading would be the basis, and the finding would have nothing to stand on."""
    (tmp_path / "claims").mkdir()
    copied = Path(shutil.copy(HELD / "force_month.toml", tmp_path / "claims"))
    text = copied.read_text(encoding="utf-8")
    copied.write_text(text.replace('basis = { tiers = "running total" }', "basis = {}"), encoding="utf-8")
    _, problems = files.read_all(tmp_path, RECORD)
    assert [(p.where, p.found) for p in problems] == [("check.vary.tiers", "a choice without a basis")]
