"""Charts compiled ahead: they are today's charts with today's rows, or the browser compiles them itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from components.charts import Figure
from components.exports import compiled, wire
from components.ui import figure as shown
from tests.pages.test_pages import charts, html, in_frame

FIGURES: dict[str, Figure] = {figure.id: figure for figure in compiled.figures()}
PAGES = ("spending", "two_percent", "force_model", "commitments", "casualty_figures")


def sent(page: str, **query: str) -> list[dict[str, Any]]:
    """The specifications of a page's charts as they go to a browser."""
    return [json.loads(chart.proto.spec) for chart in charts(in_frame(page, **query))]


@pytest.mark.parametrize("figure_id", FIGURES)
def test_what_is_kept_is_what_would_be_compiled_now(figure_id: str) -> None:
    kept = (compiled.FOLDER / f"{figure_id}.json").read_text(encoding="utf-8")
    assert kept == compiled.compiled(FIGURES[figure_id]), "run `make data`"


def test_nothing_else_is_kept() -> None:
    assert {path.stem for path in compiled.FOLDER.iterdir()} == set(FIGURES)


@pytest.mark.parametrize("figure_id", FIGURES)
def test_no_row_is_kept_and_each_is_sent(figure_id: str) -> None:
    kept = json.loads((compiled.FOLDER / f"{figure_id}.json").read_text(encoding="utf-8"))["vega"]
    assert not any(data.get("values") for data in kept["data"])
    ready = compiled.ready(FIGURES[figure_id])
    assert ready is not None
    _, rows = wire.hollow(FIGURES[figure_id].spec)
    assert rows and rows == {data["name"]: data["values"] for data in ready["data"] if "values" in data}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_as_it_opens_sends_its_charts_compiled_and_with_their_rows(page: str) -> None:
    specs = sent(page)
    assert specs
    for spec in specs:
        assert "/vega/" in spec["$schema"]
        assert all(json.loads(data["values"]) for data in spec["data"] if "values" in data)
        assert any("values" in data for data in spec["data"])


def test_what_depends_on_a_choice_is_compiled_in_the_browser() -> None:
    assert [("/vega/" in spec["$schema"]) for spec in sent("spending", prices="constant")] == [
        False, False, True, False, True,
    ]  # fmt: skip


def test_a_figure_is_not_drawn_by_the_program_of_another_specification() -> None:
    figure = FIGURES["spending-by-year"]
    assert compiled.ready(figure)
    assert compiled.ready(replace(figure, chart=FIGURES["spending-by-ally"].chart)) is None


@pytest.mark.parametrize("kept", [None, "", '{"of": "sha256:0", "vega": {}}'])
def test_without_its_program_a_chart_is_compiled_in_the_browser(
    kept: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kept is not None:
        (tmp_path / "spending-by-year.json").write_text(kept, encoding="utf-8")
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    shown._sent.cache_clear()
    shown._drawn.clear()
    try:
        app = in_frame("spending")
    finally:
        shown._sent.cache_clear()
        shown._drawn.clear()
    assert all("/vega-lite/" in json.loads(chart.proto.spec)["$schema"] for chart in charts(app))
    assert len(charts(app)) == 5 and "could not be shown" not in html(app)
