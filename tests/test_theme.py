"""The tokens, number formats, and the live page's copy of the palette."""

import tomllib
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

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


def test_something_is_never_told_as_nothing() -> None:
    assert [theme.some(v) for v in (20.2, 0.5, 0.36, 0.006)] == ["20", "1", "0.4", "less than 0.1"]
    assert [theme.some(v, 1) for v in (20.2, 0.05, 0.04)] == ["20.2", "0.1", "less than 0.1"]


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two hex colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


SEEN = ("none", "deuteranomaly", "protanomaly", "tritanomaly")
"""Full colour vision, and what deuteranopia, protanopia and tritanopia are called at full severity."""
TOLD_APART = ("said", "record", "context", "ink")
"""What a chart tells apart by colour, besides by shape."""
APART = 20.0
"""CAM02-UCS: a just noticeable difference is about 1, two colours of a category chart want 10 or more."""


def seen(role: str, mode: str, vision: str) -> np.ndarray:
    """The colour of a role as someone with this vision sees it (Machado, Oliveira and Fernandes 2009)."""
    value = theme.colour(role, mode)
    rgb = np.array([int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    if vision == "none":
        return rgb
    return np.clip(
        cspace_convert(rgb, {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}, "sRGB1"), 0, 1
    )


def apart(one: str, other: str, mode: str, vision: str) -> float:
    return float(deltaE(seen(one, mode, vision), seen(other, mode, vision), input_space="sRGB1"))


@pytest.mark.parametrize("vision", SEEN)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_roles_are_told_apart_whatever_colours_a_reader_sees(mode: str, vision: str) -> None:
    """The smallest distance is printed: `pytest tests/test_theme.py -s`."""
    found = {pair: apart(*pair, mode, vision) for pair in combinations(TOLD_APART, 2)}
    nearest = min(found, key=found.__getitem__)
    print(f"{mode}, {vision}: {nearest[0]} and {nearest[1]} are nearest, {found[nearest]:.1f}")
    assert found[nearest] >= APART


@pytest.mark.parametrize("vision", SEEN)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_solid_mark_and_an_open_one_differ_whatever_colours_a_reader_sees(mode: str, vision: str) -> None:
    for solid, fill in (("record", "record_fill"), ("record", "record_sum"), ("context", "context_fill")):
        assert apart(solid, fill, mode, vision) >= APART, (solid, fill)


GROUNDS = {
    "said": ("paper", "panel"), "record": ("paper", "panel", "panel_2", "record_fill"),
    "ink": ("paper", "panel", "panel_2", "record_fill", "record_sum", "context_fill"), "muted": ("paper", "panel", "panel_2"),
    "paper": ("record",),
}  # fmt: skip
"""Which colours letters have, and on what they stand: page, panel, chosen option, or a bar."""


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_letters_keep_4_5_to_1_on_every_ground_they_stand_on(mode: str) -> None:
    found = {
        (role, ground): contrast(theme.colour(role, mode), theme.colour(ground, mode))
        for role, grounds in GROUNDS.items()
        for ground in grounds
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_marks_keep_3_to_1_on_the_page_and_an_open_ones_edge_on_its_fill(mode: str) -> None:
    pairs = [(role, "paper") for role in TOLD_APART] + [("record", "record_fill"), ("record", "record_sum")]
    found = {pair: contrast(*(theme.colour(role, mode) for role in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 3} == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_live_page_has_the_same_paper_ink_and_panel(mode: str) -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"][mode]
    expected = {
        "backgroundColor": "paper", "secondaryBackgroundColor": "panel", "textColor": "ink", "linkColor": "ink",
        "borderColor": "line", "primaryColor": "ink",
    }  # fmt: skip
    assert {key: config[key] for key in expected} == {
        k: theme.colour(role, mode) for k, role in expected.items()
    }
