"""Every chart's example is its test: it draws, without a colour of its own."""

import importlib
import json
import pkgutil

import pytest
import vl_convert

from components import charts
from components.charts import house

NAMES = [m.name for m in pkgutil.iter_modules(charts.__path__) if m.name != "house"]


@pytest.mark.parametrize("name", NAMES)
def test_the_example_draws_marks(name: str) -> None:
    spec = house.spec(importlib.import_module(f"components.charts.{name}").example())
    svg = vl_convert.vegalite_to_svg(house.static(spec, width=811), vl_version="6.4", allowed_base_urls=[])
    assert "mark-" in svg and "NaN" not in svg


@pytest.mark.parametrize("name", NAMES)
def test_the_example_names_meanings_and_no_colour(name: str) -> None:
    text = json.dumps(house.spec(importlib.import_module(f"components.charts.{name}").example()))
    assert "#" not in text
