"""The static edition and every kind of take-away, made in memory and held against the account."""

from __future__ import annotations

from functools import cache

from components import exports
from components.claims import files
from components.exports import html, images, paper, sheets, site, slides, stage
from components.exports.site import claim_pages, figure_files, pages
from components.topics import briefing, exhibits
from tests.pages.test_pages import alone
from tests.truth import crawl, figures, held, phrases, taken
from tests.truth.crawl import Account
from tests.truth.seen import BETWEEN

RECORD, CLAIMS = files.load()
CURVES = tuple(
    f"readings-of-{name}"
    for name, claim in held.CLAIMS.items()
    if claim["said"].get("unit") and claim["check"].get("vary") and claim["check"]["rule"] != "duration"
)
FIGURES = (*figures.FIGURES, *CURVES)
DECK = (
    "spending-by-year", "spending-increase-by-ally", "spending-increase-readings", "allies-at-threshold-by-year",
    "count-of-2024-by-edition", "share-of-gdp-by-ally", "force-model-steps", "assistance-by-period",
    "casualties-published",
)  # fmt: skip
EXHIBITS = (*DECK, "claim.war_footing_speaker")
"""The default briefing: figures, and one claim."""
_ADDRESS = "https://example.org/record"


def static_paths() -> list[str]:
    """Every page of the static edition."""
    made = {**pages.makers(_site()), **claim_pages.makers(_site()), **figure_files.makers(_site())}
    return [path for path in made if path.endswith("index.html")]


def _site() -> site.Site:
    return site.of(RECORD, CLAIMS)


def static(path: str) -> Account:
    """One static page."""
    made = {**pages.makers(_site()), **claim_pages.makers(_site()), **figure_files.makers(_site())}
    allowed, shown = _allowed(path.removesuffix("index.html").strip("/"))
    return taken.page(path, made[path](), allowed, shown)


def _allowed(folder: str) -> tuple[list[str], tuple[str, ...]]:
    """The phrases of a static page, and the figures drawn on it."""
    if folder.startswith("claims/"):
        claim = folder.split("/")[1]
        curve = tuple(c for c in CURVES if c == f"readings-of-{claim}")
        return phrases.of_page("claims", {"claim": claim}) + [
            p for c in curve for p in phrases.figure(c)
        ], curve
    if folder.startswith("figures/"):
        key = folder.split("/")[1]
        name = key.removesuffix("-constant")
        view = {"prices": "constant"} if name != key else {}
        return phrases.common() + phrases.figure(name, view) + _drawn(name, view), (name,)
    name = folder or "overview"
    return phrases.of_page(name, {}) + _more(name), CURVES if name == "readings" else crawl.CHARTS.get(
        name, ()
    )


def _drawn(name: str, view: dict[str, str]) -> list[str]:
    made = figures.shows(name, view)
    return [*made.drawn, *(text for line in made.lines for text in line.texts)]


def _more(name: str) -> list[str]:
    """What a static page has beside the live one's default view: other prices, all curves, all tables."""
    if name == "spending":
        constant = {"prices": "constant"}
        own = [f for f, (page, _) in figures.FIGURES.items() if page == name]
        return phrases.of_page(name, constant) + [text for f in own for text in _drawn(f, constant)]
    if name == "readings":
        return [p for curve in CURVES for p in phrases.figure(curve)]
    if name == "data":
        views = [phrases.DEFAULTS[name] | {"measure": m} for m in ("share", "current", "constant")]
        facts = [p for table in held.TABLES for p in phrases.table_facts(table)]
        return facts + [p for view in views for p in phrases.side_by_side(view)]
    return []


def of_figure(name: str) -> Account:
    """A figure's files: CSV, JSON with its specification, and SVG."""
    exhibit = exhibits.find(RECORD, CLAIMS, name)
    assert exhibit.figure is not None
    stamp = exports.stamp(RECORD, _ADDRESS)
    found = taken.as_csv(name, sheets.csv(exhibit.figure)) + taken.as_json(
        name, sheets.as_json(exhibit.figure)
    )
    allowed = [*phrases.figure(name), *phrases.common(), _stamp()]
    return found + taken.picture(name, images.svg(exhibit, stamp), name, allowed)


def _stamp() -> str:
    return f"Against the Record {phrases.VERSION}, {phrases.FOOTER[0].lower()}{phrases.FOOTER[1:-1]}"


def of_briefing() -> Account:
    """The default briefing as Excel, HTML, PowerPoint and PDF."""
    brief, _ = briefing.parse(RECORD, CLAIMS, {})
    stamp = exports.stamp(RECORD, _ADDRESS)
    allowed = deck_phrases()
    found = taken.xlsx(sheets.xlsx(brief.exhibits, RECORD, stamp, title=brief.title), DECK, allowed)
    found += taken.page("briefing.html", html.page(brief, RECORD, stamp), allowed, DECK)
    found += taken.pptx(slides.pptx(brief, RECORD, stamp), allowed, DECK)
    return found + taken.pdf(paper.pdf(brief, RECORD, stamp), allowed)


def embedded(name: str) -> Account:
    """The live page of one figure alone, as it stands in another page's frame."""
    allowed = [*phrases.common(), *phrases.figure(name), *_drawn(name, {})]
    return crawl.of_app(alone("embed", figure=name), f"embed {name}", allowed, (name,), {})


def composed(at: str) -> Account:
    """The live page of the default briefing, with one of its spreads chosen."""
    count = held.sentence(held.word(len(DECK)))
    allowed = [*deck_phrases(), f"{count} figures and one claim."]
    order = [f"{n}." for n in range(1, len(EXHIBITS) + 1)]
    drawn = (at,) if at in DECK else ()
    return crawl.of_app(alone("briefing", at=at), f"briefing {at}", allowed, drawn, {}, order)


def staged() -> Account:
    """The slides of the default briefing as they are presented in the browser."""
    brief, _ = briefing.parse(RECORD, CLAIMS, {})
    made = stage.slides(brief, RECORD, exports.stamp(RECORD, _ADDRESS), phone=True)
    source = [slide.source.partition(_ADDRESS)[0] for slide in made]  # an address names its view
    shown = "".join(f"<section>{s.html}<p>{text}</p></section>" for s, text in zip(made, source, strict=True))
    return taken.page("presenter", shown.encode(), deck_phrases(), DECK)


@cache
def deck_phrases() -> list[str]:
    """The phrases of every page that the default briefing takes a spread from."""
    topics = ("spending", "two_percent", "force_model", "commitments", "casualty_figures")
    found = [*phrases.common(), _stamp(), *phrases.one_claim("war_footing_speaker")]
    for topic in topics:
        found += phrases.of_page(topic, {})
    for claim in held.CLAIMS:
        found += [*phrases.sources_of(claim), phrases.sheet_row(claim)]
    found += [BETWEEN.join([r["publisher"], r["title"], r["date"]]) for r in held.SOURCES.values()]
    count = held.sentence(held.word(len(DECK) + 1))
    found += [f"{count} spreads.", f"{count} views of the record.", f"data {phrases.FOOTER[16:-1]}"]
    found += [f"{held.LABEL[e]} edition" for e in ("2024-06-17", "2026-07-10")]
    found += [phrases.in_days(row) for name in DECK for row in phrases.figure(name)]
    return found + [text for name in DECK for text in _drawn(name, {})]
