"""Every figure that can be asked for: words for whoever does not see it, and a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.charts import Column
from components.claims import files
from components.markup import figure as markup
from components.topics import exhibits

RECORD, CLAIMS = files.load()
IDS = [name for name in exhibits.names(RECORD, CLAIMS) if not name.startswith("claim.")]


@pytest.mark.parametrize("figure_id", IDS)
def test_a_figure_has_a_takeaway_a_longer_description_and_a_table(figure_id: str) -> None:
    figure = exhibits.find(RECORD, CLAIMS, figure_id, {}).figure
    assert figure is not None
    caption = figure.caption
    assert len(caption.says) > 40 and caption.says != caption.title and caption.measure and caption.source
    description = markup.description(figure)
    assert all(column.label.lower() in description.lower() for column in figure.columns)
    assert description in markup.source(figure).unescape()
    assert figure.reads and description.startswith(figure.reads)
    assert markup.table(figure).count("<tr>") == len(figure.frame) + 1


@pytest.mark.parametrize("threshold", ["3", "3.5", "4", "5"])
def test_the_axis_of_a_few_allies_ends_at_the_greatest_bar(threshold: str) -> None:
    figure = exhibits.find(RECORD, CLAIMS, "allies-at-threshold-by-year", {"threshold": threshold}).figure
    assert figure is not None and figure.native is not None
    greatest = max(figure.frame["value"].max(), 1)
    assert greatest < figure.native.high < 1.2 * greatest
    assert figure.native.step == (1 if greatest < 5 else 5)


def test_a_heading_within_a_sentence_is_as_its_column_says_else_with_a_small_letter() -> None:
    figure = exhibits.find(RECORD, CLAIMS, "spending-by-year", {}).figure
    assert figure is not None
    columns = (
        Column("a", "Alpha", inside="Alpha"), Column("b", "Beta"), Column("c", "USD billion"),
    )  # fmt: skip
    assert "Its table has Alpha, beta and USD billion." in markup.description(
        replace(figure, columns=columns)
    )
