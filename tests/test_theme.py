"""The tokens, number formats, and the live page's copy of the palette."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from components import theme

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_live_page_has_the_same_palette_in_the_same_order(mode: str) -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    expected = [theme.colour(role, mode) for role in theme.ROLES]
    assert config["theme"][mode]["chartCategoricalColors"] == expected


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(KeyError):
        theme.colour("saied")


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [(180.7399, 25, 175), (180.7399, 5, 180), (180.7399, 1, 181), (189.3, 25, 200), (187.5, 25, 200)],
)
def test_rounding_goes_to_the_nearest_step_and_halves_away_from_zero(value, step, expected) -> None:
    assert theme.rounded(value, step) == expected


def test_numbers_read_as_in_the_house_style() -> None:
    assert theme.number(325952.6, 0) == "325,953"
    assert theme.number(180.7399, 1, signed=True) == "+180.7"
    assert theme.number(-0.04, 1, signed=True) == "0.0"
    assert theme.day(date(2024, 7, 9)) == "9 July 2024"
    assert theme.day(date(2024, 7, 1), "month") == "July 2024"
