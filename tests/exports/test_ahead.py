"""The overview's charts, drawn ahead: they are the charts of today's record, or they are not shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from components.claims import files
from components.exports import ahead
from components.topics import overview
from tests.pages.test_pages import charts, drawn, html, in_frame

CARDS = {card.figure.id: card.figure.made for card in overview.story(*files.load()).cards}


@pytest.mark.parametrize("figure_id", CARDS)
def test_what_is_kept_is_what_would_be_drawn_now(figure_id: str) -> None:
    kept = (ahead.FOLDER / f"{figure_id}.json").read_text(encoding="utf-8")
    assert kept == ahead.draw(CARDS[figure_id]), "run `make data`"


def test_nothing_else_is_kept() -> None:
    assert {path.stem for path in ahead.FOLDER.iterdir()} == set(CARDS)


def test_a_chart_of_other_rows_is_not_shown_by_the_drawing_of_the_old_ones() -> None:
    figure = CARDS["spending-by-year"]
    assert ahead.drawn(figure)
    assert ahead.drawn(replace(figure, chart=CARDS["allies-at-threshold-by-year"].chart)) is None


@pytest.mark.parametrize("kept", ["", '{"of": "sha256:0", "svg": []}'])
def test_the_overview_draws_what_was_not_drawn_ahead(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (len(charts(in_frame("overview"))), len(drawn(in_frame("overview")))) == (0, 3)
    (tmp_path / "spending-by-year.json").write_text(kept, encoding="utf-8")
    monkeypatch.setattr(ahead, "FOLDER", tmp_path)
    ahead.drawn.cache_clear()
    try:
        app = in_frame("overview")
    finally:
        ahead.drawn.cache_clear()
    assert (len(charts(app)), len(drawn(app))) == (3, 0)
    assert all(chart.proto.alt for chart in charts(app)) and "could not be shown" not in html(app)
