"""Everywhere that numbers are shown: live pages, frames, the presenter, the static edition; and which there are.

What there is to visit is asked of the dashboard (its pages, figures, choices and claims); a new one is visited
without a word here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from components import exports, registry
from components.charts import Figure
from components.claims import files
from components.exports import site, stage
from components.topics import briefing, exhibits
from components.topics.exhibits import Exhibit
from tests.pages.test_pages import alone, drawn, html, in_frame
from tests.truth import data, figures, oracle
from tests.truth.data import CLAIMS
from tests.truth.oracle import Account, Place
from tests.truth.scope import View
from tests.truth.seen import Piece, flat, pieces

RECORD, CLAIM_RECORDS = files.load()
PAGES = tuple(page.id for page in registry.PAGES)
"""Every page of the dashboard, asked for in this one place."""
FIGURES = tuple(n for n in exhibits.names(RECORD, CLAIM_RECORDS) if not n.startswith(exhibits.CLAIM))
"""Every figure by its id."""
ADDRESS = "https://example.org/record"
_SVG = re.compile(r"<svg\b.*?</svg>", re.S)
Query = dict[str, str]


def views() -> list[tuple[str, Query]]:
    """Each page by its default, each choice of each of its figures, each table and each claim."""
    found: list[tuple[str, Query]] = [(page, {}) for page in PAGES]
    for name in FIGURES:
        for control in exhibits.controls(RECORD, CLAIM_RECORDS, name):
            page = exhibit(name).page
            found += [(page, {control.key: option}) for option in control.options]
    found += [("data", {"table": table}) for table in data.TABLES]
    found += [("data", {"measure": measure}) for measure in ("current", "constant")]
    found += [("claims", {"claim": claim}) for claim in CLAIMS]
    unique = {(page, *sorted(q.items())): (page, q) for page, q in found}
    return list(unique.values())


def exhibit(name: str, query: Query | None = None) -> Exhibit:
    return exhibits.find(RECORD, CLAIM_RECORDS, name, query or {})


def figure(name: str, query: Query | None = None) -> Figure:
    found = exhibit(name, query).figure
    assert found is not None
    return found


def view(page: str, values: Query) -> View:
    """The choices of a page, and the claims it is about: its topic's, the one it names, or all."""
    own = tuple(c for c in CLAIMS if CLAIMS[c]["topic"] == page)
    if "claim" in values and values["claim"] in CLAIMS and page == "claims":
        return View(values, (values["claim"],))
    return View(values, own or tuple(CLAIMS), whole=not own)


@cache
def _on(page: str, query: tuple[tuple[str, str], ...]) -> tuple[tuple[Exhibit, ...], View]:
    """The figures that a page may show under its choices, and the choices as its figures settled them."""
    asked = dict(query)
    found = [exhibit(n, asked) for n in FIGURES if exhibit(n).page == page and page != "readings"]
    if page == "readings":
        claim = asked.get("claim", exhibits.controls(RECORD, CLAIM_RECORDS, FIGURES[-1])[0].default)
        found = [exhibit(f"readings-of-{claim}", asked)]
    if page in ("overview", "data", "briefing"):
        found = [exhibit(n) for n in FIGURES]
    settled = {k: v for e in found if e.page == page for k, v in e.values.items()}
    return tuple(found), view(page, {**asked, **settled})


def on(page: str, query: Query, app: AppTest) -> tuple[tuple[Exhibit, ...], View]:
    """The figures that a page may show, and its choices: those of its controls, and what its figures made of them."""
    found, seen = _on(page, tuple(sorted(query.items())))
    return found, View({**_chosen(app, page), **seen.values}, seen.claims, seen.whole)


def live(page: str, query: Query) -> Account:
    """A live page under a query."""
    app = alone(page, **query) if query else in_frame(page)
    found, seen = on(page, query, app)
    drawn_here = [e.figure for e in found if e.figure]
    own = [e.figure for e in found if e.figure and e.page == page]
    checked = sum((figures.check_frame(f, seen) + figures.check_spec(f, seen) for f in own), Account())
    return checked + of_app(app, page, drawn_here, seen)


def _chosen(app: AppTest, page: str) -> Query:
    """What the page's controls are set to."""
    found = {}
    for control in (*app.selectbox, *app.segmented_control):
        if (name := re.fullmatch(rf"{page}-(\w+)-\w+", control.key or "")) and isinstance(control.value, str):
            found[name.group(1)] = control.value
    return found


def of_app(app: AppTest, name: str, shown: list[Figure], seen: View) -> Account:
    """A page's texts, notes and controls, its drawings, and what is spoken of its charts."""
    place = figures.told(shown, seen)
    found = of_body(name, html(app), place, shown)
    texts = [flat(note.value.replace("\\", "")) for note in app.info]
    texts += [flat(chart.proto.alt) for chart in app.get("vega_lite_chart")]
    found += oracle.check([Piece(name, "", "note", text) for text in texts], place)
    for markup in drawn(app).values():
        found += of_body(name, markup, place, shown)
    for frame in app.dataframe:
        found += of_table(frame.value, seen.values["table"])
    return found


def of_body(name: str, body: str, place: Place, shown: Iterable[Figure]) -> Account:
    """The texts of an HTML body, and those in its drawings."""
    found = oracle.check(pieces(name, body), place)
    if drawings := _SVG.findall(body):
        cells = figures.told_in_drawings(shown, place.view)
        found += sum((of_drawing(name, svg, cells) for svg in drawings), Account())
    return found


def of_drawing(name: str, svg: str, place: Place) -> Account:
    """Each text of a drawing; a bare tick of an axis is counted apart, and a text set in two lines read as one."""
    raw = re.findall(r"<text[^>]*>(.*?)</text>", svg, flags=re.S)
    texts = [flat(unescape(re.sub(r"<[^>]+>", " ", text))) for text in raw]
    found = Account()
    for at, text in enumerate(texts):
        part = oracle.check([Piece(name, "", "drawing", text)], place, how="in drawings, by figure")
        if part.wrong and is_tick(text):
            part = Account()
            part.counts["ticks of axes"] += 1
        elif part.wrong:
            lines = " ".join(texts[max(0, at - 1) : at + 2])
            again = oracle.check([Piece(name, "", "drawing", lines)], place, how="in drawings, by figure")
            part = part if again.wrong else again
        found += part
    return found


def is_tick(text: str) -> bool:
    """A number as axes have them: no more than two digits that are not zero, or a year."""
    if not re.fullmatch(
        r"[+\N{MINUS SIGN}]?[\d,]+(?:\.\d+)?%?|(?:[A-Z][a-z]{2} )?20\d\d|’\d\d(?: e)?|20\d\d e", text
    ):
        return False
    return len(re.sub(r"\D", "", text).strip("0")) <= 2 or bool(re.search(r"\b20[12]\d\b", text))


def of_table(shown: Any, table: str) -> Account:
    """A table as shown must be its file, cell by cell."""
    found, held = Account(), data.TABLES[table]
    if len(shown) != len(held):
        found.wrong.append(f"{table}: {len(shown)} rows shown, {len(held)} in the file")
    for at, (row, cells) in enumerate(zip(shown.to_dict("records"), held, strict=False), start=1):
        for column, cell in cells.items():
            found.counts["cells of a table"] += any(c.isdigit() for c in cell)
            if not _same_cell(row[column], cell):
                found.wrong.append(
                    f"{table}, row {at}, {column}: {row[column]!r} shown, {cell!r} in the file"
                )
    return found


def _same_cell(shown: Any, cell: str) -> bool:
    if isinstance(shown, bool):
        return str(shown).lower() == cell
    if shown is None or shown != shown:
        return cell == ""
    try:
        return data.Decimal(str(shown)) == data.Decimal(cell)
    except ArithmeticError:
        return str(shown)[:10] == cell if re.fullmatch(r"\d{4}-\d\d-\d\d", cell) else str(shown) == cell


def embedded(name: str) -> Account:
    """The live page of one figure alone, as it stands in another page's frame."""
    one = exhibit(name)
    return of_app(alone("embed", figure=name), one.title, [figure(name)], view(one.page, dict(one.values)))


@cache
def default_briefing() -> Any:
    return briefing.parse(RECORD, CLAIM_RECORDS, {})[0]


def of_the_briefing(values: Query | None = None) -> Place:
    """Where the default briefing is shown: all its figures under their defaults, and every claim."""
    shown = [e for e in default_briefing().exhibits if e.figure]
    settled = {k: v for e in shown for k, v in e.values.items()} | (values or {})
    told = figures.told([e.figure for e in shown], View(settled, whole=True))
    return told


def presented() -> Account:
    """The default briefing's slides as they are presented in the browser."""
    made = stage.slides(default_briefing(), RECORD, exports.stamp(RECORD, ADDRESS), phone=True)
    found, shown = Account(), [e.figure for e in default_briefing().exhibits if e.figure]
    for slide in made:
        body = f"<section>{slide.html}<p>{slide.source.partition(ADDRESS)[0]}</p></section>"
        found += of_body("presenter", body, of_the_briefing(), shown)
    return found


@cache
def _static() -> dict[str, Any]:
    return {
        p: make for p, make in site.makers(site.of(RECORD, CLAIM_RECORDS)).items() if p.endswith("index.html")
    }


def static_paths() -> list[str]:
    """Every page of the static edition."""
    return list(_static())


def static(path: str) -> Account:
    """One static page: what its address names is what it shows."""
    body = _static()[path]().decode("utf-8")
    folder = path.removesuffix("index.html").strip("/")
    head, _, key = folder.partition("/")
    if head == "figures":
        name = next(n for n in sorted(FIGURES, key=len, reverse=True) if key.startswith(n))
        query = {"prices": "constant"} if key.removeprefix(name) else {}
        one = exhibit(name, query)
        return of_body(
            one.title, body, figures.told([one.figure], view(one.page, dict(one.values))), [one.figure]
        )  # type: ignore[list-item]
    if head == "claims" and key:
        name = f"readings-of-{key}"
        shown = [figure(name)] if name in FIGURES else []
        return of_body(path, body, figures.told(shown, view("claims", {"claim": key})), shown)
    on, seen = _on(folder or "overview", ())
    shown = [e.figure for e in on if e.figure]
    if folder == "readings":
        shown = [figure(n) for n in FIGURES if n.startswith("readings-of-")]
    extra = [
        figure(n, {"prices": "constant"})
        for n in FIGURES
        if exhibit(n).page == folder and "prices" in exhibit(n).values
    ]
    values = {"measure": "share", "year": "2024", "ally": "all"} if folder == "data" else {}
    values |= {"prices": "current~constant"} if extra else {}
    place = figures.told([*shown, *extra], View({**seen.values, **values}, seen.claims, seen.whole))
    return of_body(path, body, place, [*shown, *extra])
