"""Every text of a page, the live one or a static one, held against the account; and how much was checked how."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pyarrow
from streamlit.testing.v1 import AppTest

from components.claims import files
from components.exports import wire
from components.topics import exhibits, overview
from tests.independent import AUGUST, JULY
from tests.pages.test_pages import drawn as drawn_ahead
from tests.truth import drawn, figures, held, phrases
from tests.truth.account import strangers, tokens
from tests.truth.seen import BETWEEN, Piece, flat, pieces

VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    *((page, {}) for page in phrases.PAGES),
    ("spending", {"prices": "constant"}), ("spending", {"members": "both"}), ("spending", {"edition": AUGUST}),
    ("spending", {"members": "neither", "edition": JULY, "to": "2026"}), ("spending", {"from": "2023", "to": "2022"}),
    ("spending", {"edition": JULY, "from": "2014", "to": "2022"}), ("spending", {"to": "2026"}),
    ("spending", {"from": "2021", "to": "2022"}),
    ("two_percent", {"threshold": "3.5"}), ("two_percent", {"us": "left-out"}), ("two_percent", {"edition": AUGUST}),
    ("two_percent", {"edition": JULY, "to": "2026"}), ("two_percent", {"from": "2014", "to": "2021", "threshold": "5"}),
    ("force_model", {"tiers": "total"}), ("force_model", {"tiers": "added"}),
    ("readings", {"claim": "spending_2024", "tolerance": "exact"}), ("readings", {"claim": "allies_2020", "tolerance": "5"}),
    ("readings", {"claim": "force_month", "tolerance": "10"}), ("readings", {"claim": "gaza_40000"}),
    ("readings", {"claim": "best_resourced", "tolerance": "1"}), ("readings", {"claim": "spending_percentage"}),
    ("data", {"measure": "current"}), ("data", {"measure": "constant", "year": "2020"}), ("data", {"ally": "POL"}),
    *(("data", {"table": table}) for table in held.TABLES),
    *(("claims", {"claim": claim}) for claim in held.CLAIMS),
)  # fmt: skip
"""Each page by default, in a sample of other choices, every table and every claim."""


ADDRESS = re.compile(r"https?://\S+|\bcomponents/\S+")
_AXIS = re.compile(r"[+\N{MINUS SIGN}]?[\d,]+(?:\.\d+)?%?|(?:[A-Z][a-z]{2} )?20\d\d")


@dataclass
class Account:
    """What differs, and how many numbers were checked: by a phrase of the page, as quoted text, in charts …"""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Account) -> Account:
        return Account(self.wrong + other.wrong, self.counts + other.counts)

    def __str__(self) -> str:
        parts = ", ".join(f"{count:,} {name}" for name, count in self.counts.most_common())
        return f"{sum(self.counts.values()):,} numbers checked, {len(self.wrong)} differences ({parts})"


def of_texts(shown: Iterable[Piece], allowed: Iterable[str], cells: Iterable[str] = ()) -> Account:
    """Each number must lie in a phrase made for the page, or in a text that stands in a data file as it is.

    `cells` are for slides and papers, whose text is laid out cell by cell: what they cover is counted apart.
    """
    made = [flat(phrase) for phrase in allowed]
    found = Account()
    for piece in shown:
        count = len(tokens(piece.text))
        if not count:
            continue
        left = strangers(piece.text, made)
        unknown = strangers(piece.text, [*made, *phrases.quoted()]) if left else []
        found.counts["by a phrase of the page"] += count - len(left)
        found.counts["in quoted text"] += len(left) - len(unknown)
        loose = len(unknown)
        unknown = strangers(piece.text, [*made, *phrases.quoted(), *cells]) if unknown and cells else unknown
        found.counts["by a cell of slide or paper only"] += loose - len(unknown)
        found.wrong += [f"{number} in {piece}" for number in unknown]
    return found


def of_chart(spec: dict[str, Any], figure_id: str, view: dict[str, str]) -> Account:
    """Each number that the specification draws must be its line's in the record."""
    wrong, tally = drawn.differences(spec, figures.shows(figure_id, view))
    counts = Counter(
        {"in charts": tally.tied, "in charts, by figure only": tally.figure, "axis ticks": tally.axis}
    )
    return Account([f"{figure_id}: {text}" for text in wrong], counts)


def of_drawing(name: str, svg: str, figure_ids: tuple[str, ...], allowed: list[str]) -> Account:
    """Each text of a drawing must be a word of one of these figures; a bare tick of an axis is counted apart."""
    words = [flat(w) for f in figure_ids for w in drawn._all_words(figures.shows(f))]
    words += [w for phrase in allowed for w in phrase.split(BETWEEN)]
    raw = re.findall(r"<text[^>]*>(.*?)</text>", svg, flags=re.S)
    lines = [re.sub(r"</?tspan[^>]*>", " ", text) for text in raw]  # of one text
    texts = [ADDRESS.sub("", flat(unescape(re.sub(r"<[^>]+>", "", text)))) for text in lines]
    found = Account()
    for at, shown in enumerate(texts):
        count = len(tokens(shown))
        wrong = strangers(shown, [*words, *phrases.quoted()]) if count else []
        if wrong and _AXIS.fullmatch(shown) and is_round(shown):
            found.counts["axis ticks"] += count
            continue
        if wrong and not strangers(" ".join(texts[max(0, at - 1) : at + 2]), [*words, *phrases.quoted()]):
            wrong = []  # a title set in two lines
        found.counts["in drawings, by figure only"] += count - len(wrong)
        found.wrong += [f"{bad} in a drawing of {name}: {shown!r}" for bad in wrong]
    return found


def is_round(text: str) -> bool:
    """A tick of an axis: one or two digits that are not zero, as axes have them."""
    return len(re.sub(r"\D", "", text).strip("0")) <= 2 or re.search(r"\b20[12]\d$", text) is not None


def live(app: AppTest, page: str, query: dict[str, str]) -> Account:
    """The live page under a query: what it shows, and the table it shows."""
    view = phrases.settled(page, query)
    found = of_app(app, page, phrases.of_page(page, query), _figures_of(page, query), view)
    for frame in app.dataframe:
        found += of_table(frame.value, view["table"])
    return found


def of_app(
    app: AppTest, name: str, allowed: list[str], figure_ids: Iterable[str], view: dict[str, str],
    controls: Iterable[str] = (),
) -> Account:  # fmt: skip
    """A page's texts, notes, controls with all their options, and its charts' data and spoken texts.

    What a reader can choose, and `controls`, are phrases of the controls alone: a bare year vouches for no text.
    """
    shown = pieces(name, "\n".join(element.proto.body for element in app.get("html")))
    shown += [Piece(name, "", "note", flat(note.value.replace("\\", ""))) for note in app.info]
    found = of_texts(
        [Piece(name, "", "control", flat(words.replace("\\", ""))) for words in _controls(app)],
        [*allowed, *phrases.choices(), *controls],
    )
    ahead = drawn_ahead(app)
    for figure_id, markup in ahead.items():
        shown += pieces(name, markup)
        found += of_drawing(name, markup, (figure_id,), allowed) + of_chart(_card(figure_id), figure_id, view)
    others = [figure_id for figure_id in figure_ids if figure_id not in ahead]
    for chart, figure_id in zip(app.get("vega_lite_chart"), others, strict=True):
        shown.append(Piece(name, figure_id, "@alt", flat(chart.proto.alt)))
        found += of_chart(_spec(chart.proto, figure_id), figure_id, view)
    return found + of_texts(shown, allowed)


def _card(figure_id: str) -> dict[str, Any]:
    """The specification of a card's chart, of which its drawings are made."""
    return next(c.figure.made.spec for c in overview.story(*files.load()).cards if c.figure.id == figure_id)


def _controls(app: AppTest) -> Iterable[str]:
    """The words of everything a reader can press or choose from."""
    for kind in (
        "button",
        "download_button",
        "selectbox",
        "button_group",
        "toggle",
        "text_input",
        "text_area",
    ):
        for element in app.get(kind):
            yield element.proto.label
            for option in getattr(element.proto, "options", ()):
                yield option if isinstance(option, str) else option.content


CHARTS = {
    "overview": ("spending-by-year", "allies-at-threshold-by-year", "force-model-steps"),
    "spending": tuple(name for name, (page, _) in figures.FIGURES.items() if page == "spending"),
    "two_percent": tuple(name for name, (page, _) in figures.FIGURES.items() if page == "two_percent"),
    "force_model": tuple(name for name, (page, _) in figures.FIGURES.items() if page == "force_model"),
    "commitments": ("assistance-by-period", "commitments-timeline"),
    "casualty_figures": ("casualties-published",),
    "data": ("count-of-2020-by-edition", "count-of-2024-by-edition"),
}  # fmt: skip
"""The charts of each page in its order."""


def _figures_of(page: str, query: dict[str, str]) -> tuple[str, ...]:
    if page == "readings":
        return (f"readings-of-{phrases.settled(page, query)['claim']}",)
    return CHARTS.get(page, ())


def _spec(proto: Any, figure_id: str) -> dict[str, Any]:
    """The specification as the browser gets it, with the rows that travel beside it.

    Of a chart that was compiled ahead the browser gets the rows, and what the page's defaults were compiled to.
    """
    sent = json.loads(proto.spec)
    if "/vega/" in sent["$schema"]:
        structure, _ = wire.hollow(exhibits.find(*files.load(), figure_id).figure.spec)
        return _with_rows(
            structure, {d["name"]: json.loads(d["values"]) for d in sent["data"] if "values" in d}
        )
    spec = _with_rows(sent, {})
    if proto.HasField("data"):
        rows = pyarrow.ipc.open_stream(proto.data.data).read_pandas().to_dict("records")
        spec["data"] = {"values": json.loads(json.dumps(rows, default=str))}
    return spec


def _with_rows(part: Any, rows: dict[str, Any]) -> Any:
    """`part` of a specification with the rows of each layer, which are sent once, as a text under a name."""
    if isinstance(part, list):
        return [_with_rows(one, rows) for one in part]
    if not isinstance(part, dict):
        return part
    data = part.get("data", {})
    if "name" in data:
        if data.get("values"):
            rows[data["name"]] = json.loads(data["values"])
        part = part | {"data": {"values": rows[data["name"]]}}
    return {key: one if key == "data" else _with_rows(one, rows) for key, one in part.items()}


def of_table(frame: Any, table: str) -> Account:
    """A table as shown must be its file, cell by cell."""
    rows = held.TABLES[table]
    found = Account()
    if len(frame) != len(rows):
        found.wrong.append(f"{table}: {len(frame)} rows shown, {len(rows)} in the file")
    for at, (shown, row) in enumerate(zip(frame.to_dict("records"), rows, strict=False)):
        for name, cell in row.items():
            found.counts["cells of a table"] += any(c.isdigit() for c in cell)
            if not _same_cell(shown[name], cell):
                found.wrong.append(
                    f"{table}, row {at + 1}, {name}: {shown[name]!r} shown, {cell!r} in the file"
                )
    return found


def _same_cell(shown: Any, cell: str) -> bool:
    if isinstance(shown, bool):
        return str(shown).lower() == cell
    if shown is None or shown != shown:
        return cell == ""
    try:
        return held.Decimal(str(shown)) == held.Decimal(cell)
    except ArithmeticError:
        return str(shown)[:10] == cell if re.fullmatch(r"\d{4}-\d\d-\d\d", cell) else str(shown) == cell
