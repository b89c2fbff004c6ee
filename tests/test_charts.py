"""Every chart's example is its test: valid, drawn, named by meanings, the same after a JSON round trip."""

import importlib
import json
import pkgutil
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest
import vl_convert
from altair.utils import schemapi

from components import charts, theme
from components.charts import house, timeline, waterfall, year_bars
from components.delivery import vega_spec

NAMES = sorted(m.name for m in pkgutil.iter_modules(charts.__path__) if m.name != "house")


def example(name: str):
    return importlib.import_module(f"components.charts.{name}").example()


@cache
def drawn(name: str, width: int, mode: str = "light") -> str:
    return svg(house.static(house.spec(example(name)), width=width, mode=mode))


def svg(spec: dict) -> str:
    return vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_valid_vega_lite_and_survives_a_round_trip(name: str) -> None:
    with schemapi.debug_mode(True):  # each part as it is made, then the whole
        chart = example(name)
        chart.to_dict(validate=True)
    spec = house.spec(chart)
    assert json.loads(json.dumps(spec)) == spec


def test_charts_written_out_at_once_for_several_readers_are_the_same_as_one_by_one() -> None:
    alone = [house.spec(example(name)) for name in NAMES]
    with ThreadPoolExecutor(8) as readers:
        for _ in range(3):
            assert list(readers.map(lambda name: house.spec(example(name)), NAMES)) == alone


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_draws_the_same_from_what_it_is_sent(name: str) -> None:
    spec = house.spec(example(name))
    sent = vega_spec.with_shared_data(spec)
    assert svg(house.static(sent, width=811)) == svg(house.static(spec, width=811))


def test_rows_are_sent_once_however_many_layers_draw_them() -> None:
    spec = house.spec(example("ally_dots"))
    rows = json.dumps(spec["layer"][0]["data"]["values"][0], separators=(",", ":"))
    assert len(spec["layer"]) > 5
    sent = [layer["data"].get("values", "") for layer in vega_spec.with_shared_data(spec)["layer"]]
    assert sum(rows in values for values in sent) == 1


@pytest.mark.parametrize("width", [811, 340])
@pytest.mark.parametrize("name", NAMES)
def test_the_example_draws_marks_at_a_desk_and_on_a_phone(name: str, width: int) -> None:
    svg = drawn(name, width)
    assert "mark-" in svg and "NaN" not in svg and "undefined" not in svg


def test_on_a_phone_each_label_of_a_timeline_is_led_to_from_its_place() -> None:
    days = [date(2024, 7, day) for day in (9, 10, 17, 18)] + [date(2024, 12, 17)]
    rows = [
        (day, "day", "a thing that takes more than one line of words", f"{day:%d}", "record") for day in days
    ]
    plot = timeline.frame(pd.DataFrame(rows, columns=["date", "precision", "text", "date_text", "kind"]))
    drawing = svg(house.static(house.spec(timeline.draw(plot)), width=340))
    led = re.findall(r'translate\(44,([\d.]+)\)" x2="31" y2="([\d.-]+)".*?opacity="(\d)"', drawing)
    words = re.findall(r'translate\(80,([\d.]+)\)"[^>]*font-weight="600"[^>]*stroke=', drawing)
    ends = [float(start) + float(by) for start, by, opacity in led if opacity == "1"]
    assert len(ends) == len(days) == len(words)
    assert all(abs(end + 4 - float(word)) < 1 for end, word in zip(ends, words, strict=True))
    assert all(b - a >= 50 for a, b in pairwise(ends)), "two labels meet"


def test_no_leader_of_a_timeline_passes_over_the_words_of_another_event() -> None:
    found = [
        (date(2023, 10, 17), "shorter-range ones confirmed delivered"),
        (date(2024, 3, 1), "long-range shipment began, they say"),
        (date(2024, 4, 1), "long-range ones arrived and announced"),
        (date(2024, 7, 10), "joint statement: transfer of others “now underway”"),
        (date(2024, 7, 17), "a Senior Representative was named"),
        (date(2024, 12, 17), "the command for training and assistance reported"),
    ]
    rows = [(day, "day", text, f"{day:%d}", "record") for day, text in found]
    plot = timeline.frame(pd.DataFrame(rows, columns=["date", "precision", "text", "date_text", "kind"]))
    drawing = svg(house.static(house.spec(timeline.draw(plot)), width=960))
    words = re.findall(
        r'text-anchor="(\w+)" transform="translate\(([\d.]+),([\d.]+)\)"[^>]*font-size="12px"[^>]*fill="[^"]*"[^>]*>([^<]+)<',
        drawing,
    )
    places = {text: (float(x), float(y), anchor == "end") for anchor, x, y, text in words if len(text) > 9}
    assert len(places) == len(found)
    for text, (x, y, ends) in places.items():
        low, high = (x - 5.8 * len(text), x) if ends else (x, x + 5.8 * len(text))
        above = [other for other, (at, height, _) in places.items() if height < y and low + 9 < at < high - 9]
        assert not above, (text, above)


def test_a_number_wider_than_the_bar_of_its_card_stands_under_the_year() -> None:
    values = pd.DataFrame(
        [(y, 300.0 + y - 2014, False) for y in range(2014, 2025)], columns=["year", "value", "is_estimate"]
    )
    plot = year_bars.frame(values, spoken=(2020, 2024))
    said = pd.DataFrame([], columns=["year", "value", "words"])
    spec = house.spec(year_bars.draw(plot, said=said, ticks=[0, 100], height=172, card=True))

    def below(width: int) -> bool:
        words = re.findall(
            r'translate\([\d.]+,([\d.]+)\)"[^>]*>(\w+)</text>', svg(house.static(spec, width=width))
        )
        (at,) = (float(y) for y, text in words if text == "306")
        return at > 130

    assert below(245) and not below(363)


def test_a_map_on_a_phone_begins_at_the_top_and_is_as_high_as_it_and_its_key() -> None:
    spec = house.spec(example("ally_map"))
    narrow = spec["usermeta"]["narrow_height"]
    assert narrow < spec["height"]
    drawing = svg(house.static(spec | {"height": narrow}, width=358))
    key = re.findall(r'translate\([\d.]+,([\d.]+)\)"[^>]*>not yet a member<', drawing)
    # 350 pixels wide, 600 by 520 units, then two rows of the key: what is left under them is less than one
    assert 320 < float(key[0]) < narrow


@pytest.mark.parametrize("name", NAMES)
def test_the_example_names_meanings_and_no_colour(name: str) -> None:
    assert "#" not in json.dumps(house.spec(example(name)))


@pytest.mark.parametrize("name", NAMES)
def test_what_was_said_and_what_the_record_shows_are_recoloured_for_dark(name: str) -> None:
    light, dark = (drawn(name, 811, mode).lower() for mode in ("light", "dark"))
    for role in ("said", "record"):
        of_light, of_dark = (theme.colour(role, mode).lower() for mode in ("light", "dark"))
        assert (of_light in light) == (of_dark in dark) and of_light not in dark, role


def test_an_estimate_is_drawn_open_and_carries_its_letter() -> None:
    svg = drawn("year_bars", 811)
    assert "2024 e" in svg and "51 e" in svg
    assert theme.colour("record_fill").lower() in svg.lower()


def test_two_editions_in_one_line_are_refused() -> None:
    twice = pd.DataFrame({"year": [2020, 2020], "value": [1.0, 2.0], "is_estimate": [False, False]})
    with pytest.raises(ValueError, match="two editions"):
        year_bars.frame(twice, spoken=[2020])


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_interactive_waterfall_has_the_colours_and_words_of_the_other(mode: str) -> None:
    steps = [
        ("A", 3.0, "ally", False),
        ("B", 2.0, "ally", True),
        ("C", 1.0, "new", False),
        ("All", 6.0, "total", True),
    ]
    plot = waterfall.frame(pd.DataFrame(steps, columns=["label", "amount", "kind", "is_estimate"]))
    drawn = waterfall.interactive(plot, mode, said_value=5.0, said_text="said: +5")
    roles = ("record", "record_fill", "context_fill", "record_sum")
    assert list(drawn.data[0].marker.color) == [theme.colour(role, mode) for role in roles]
    assert list(drawn.data[0].base) == [0, 3, 5, 0] and list(drawn.data[0].text) == ["+3", "+2", "+1", "+6 e"]
    assert (
        drawn.layout.shapes[0].line.color
        == drawn.layout.annotations[0].font.color
        == theme.colour("said", mode)
    )


def test_a_waterfall_whose_total_is_not_its_steps_is_refused() -> None:
    steps = pd.DataFrame(
        [("A", 3.0, "ally", True), ("Together", 9.0, "total", True)],
        columns=["label", "amount", "kind", "is_estimate"],
    )
    with pytest.raises(ValueError, match="the steps make 3"):
        waterfall.frame(steps)


def test_bars_start_at_zero_and_the_said_mark_stands_on_the_same_axis() -> None:
    layers = house.spec(example("year_bars"))["layer"]
    scales = [
        layer["encoding"]["y"]["scale"]
        for layer in _flat(layers)
        if "scale" in layer.get("encoding", {}).get("y", {})
    ]
    assert scales and all(scale["domain"][0] == 0 for scale in scales)
    assert len({tuple(scale["domain"]) for scale in scales}) == 1


def _flat(layers: list) -> list:
    found = []
    for layer in layers:
        found += _flat(layer["layer"]) if "layer" in layer else [layer]
    return found


@pytest.mark.parametrize("name", ["year_bars", "count_ladder", "force_steps"])
def test_in_grey_the_shape_alone_tells_said_from_record(name: str) -> None:
    shapes: dict[str, set] = {"said": set(), "record": set()}
    for layer in _flat(house.spec(example(name))["layer"]):
        mark = layer["mark"]
        for role in shapes:
            steps = [str(step.get("calculate")) for step in layer.get("transform", [])]
            if f"'{role}'" in steps and mark["type"] != "text":
                shapes[role].add((mark["type"], str(mark.get("strokeDash")), mark.get("strokeWidth")))
    bars = {("bar", "None", 1.5)} if name == "year_bars" else set()  # their roles stand in the rows
    said, record = shapes["said"], shapes["record"] | bars
    brackets = {("rule", "None", 2)} if name == "year_bars" else set()  # both have words at them
    assert said - brackets and record - brackets
    assert not (said - brackets) & (record - brackets)


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_says_in_words_how_it_is_read(name: str) -> None:
    reads = importlib.import_module(f"components.charts.{name}").READS
    assert len(reads) > 80 and reads.endswith(".")
    assert not any(letter.isdigit() for letter in reads), "numbers are the record's, not the reader's guide's"


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_reader_hears_the_charts_words_and_no_field_of_a_mark(name: str) -> None:
    svg = drawn(name, 811)
    assert "aria-label" not in svg and 'aria-roledescription="rect mark' not in svg
    assert "_role" not in re.sub(r'class="[^"]*"', "", svg)


@pytest.mark.parametrize("width", [811, 340])
@pytest.mark.parametrize("name", NAMES)
def test_no_letter_of_a_chart_is_smaller_than_12_pixels(name: str, width: int) -> None:
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)(?:px)?"', drawn(name, width))]
    assert sizes and min(sizes) >= 12
