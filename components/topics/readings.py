"""Every reading: the specification curve of any numeric claim, and all claims under another tolerance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import pandas as pd

from components import theme
from components.charts import Caption, Figure, specification_curve
from components.claims import Claim, Finding, Reading, check
from components.claims.words import hold
from components.tables.record import Record
from components.topics import Control, Values
from components.topics.lazy_figure import LazyFigure
from components.topics.register import Entry, entries, tolerance_answer

TOLERANCES: Final = {
    "stated": "as stated", "exact": "exactly the figure", "1": "within 1%", "2": "within 2%", "5": "within 5%",
    "10": "within 10%",
}  # fmt: skip
"""How far off is still right: each operator's own tolerance, or the same share for all."""
_HEADINGS: Final = {"members": "New Allies"}
_PRICES: Final = {"current": "current prices", "constant": "constant prices"}


@dataclass(frozen=True)
class View:
    """The claim whose curve is shown, and the tolerance."""

    claim_id: str
    tolerance: str


def numeric(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with a number and more than one reading."""
    return tuple(c for c in claims if c.said.unit and c.vary and c.rule != "duration")


def controls(claims: tuple[Claim, ...]) -> tuple[Control, ...]:
    """Which claim, and how far off is still right."""
    offered = {claim.id: claim.label for claim in numeric(claims)}
    return (
        Control("claim", "Claim", offered, "spending_increase", compact=True),
        Control("tolerance", "Holds if", TOLERANCES, "stated", compact=True),
    )


def view(values: Values) -> View:
    """The choices as a record."""
    return View(values["claim"], values["tolerance"])


def tolerated(claims: tuple[Claim, ...], tolerance: str) -> tuple[Claim, ...]:
    """The claims with the reader's tolerance in place of each operator's own; numbers only."""
    if tolerance == "stated":
        return claims
    share = 0.0 if tolerance == "exact" else float(tolerance) / 100
    return tuple(
        replace(c, said=replace(c.said, within=share, also_to_nearest=()))
        if isinstance(c.said.value, (int, float)) and c.said.unit
        else c
        for c in claims
    )


@lru_cache(maxsize=8)
def rows(record: Record, claims: tuple[Claim, ...], tolerance: str) -> tuple[Entry, ...]:
    """Every claim with its findings under the tolerance."""
    return entries(record, tolerated(claims, tolerance))


def answer(record: Record, claims: tuple[Claim, ...], tolerance: str) -> str:
    """The findings of today under the tolerance."""
    how = {"stated": "", "exact": "for "}.get(tolerance, "to ") + TOLERANCES[tolerance]
    return tolerance_answer(rows(record, claims, tolerance), how)


@lru_cache(maxsize=128)
def figure(record: Record, claims: tuple[Claim, ...], chosen: View) -> LazyFigure:
    """The curve, made when it is asked for."""
    return LazyFigure(f"readings-of-{chosen.claim_id}", lambda: curve(record, claims, chosen))


@lru_cache(maxsize=128)
def curve(record: Record, claims: tuple[Claim, ...], chosen: View) -> Figure:
    """The chosen claim under every reading of every edition held."""
    claim = next(c for c in tolerated(claims, chosen.tolerance) if c.id == chosen.claim_id)
    finding = check.finding(record, claim, check.TODAY)
    own = dict(check.finding(record, claim, check.DAY).basis.choice)
    names = [key for key in claim.vary]
    found = [_row(record, claim, reading, own, names) for reading in finding.readings]
    dimensions = tuple(
        (name, _HEADINGS.get(name, name.capitalize()), _options(record, claim, name)) for name in names
    )
    readings_ = pd.DataFrame(found)
    scale = _scale(readings_["value"])
    text = [theme.number(value / scale, _decimals(value)) for value in readings_["value"]]
    plot = specification_curve.frame(readings_.assign(text=text), dimensions=dimensions)
    said = claim.said.value if isinstance(claim.said.value, (int, float)) else None
    tested = [row for row in finding.readings if row.holds is not None]
    held = sum(bool(row.holds) for row in tested)
    unit = f"thousand {claim.said.unit}" if scale > 1 else claim.said.unit
    low, high = (theme.number(v, _decimals(v)) for v in (plot["value"].min(), plot["value"].max()))
    span = f"they run from {low} to {high}" if low != high else f"each gives {low}"
    title = (
        f"{theme.sentence(theme.count_word(held, alone=True))} of {theme.count_word(len(tested))} readings "
        f"{hold(held)}; {span}"
        if tested
        else f"{theme.sentence(theme.count_word(len(finding.readings)))} readings, from {low} to {high}; none is a test"
    )
    measure = f"“{claim.label}”: {unit}, under each reading, smallest first"
    target = None if said is None or claim.untestable else float(said) / scale
    return specification_curve.figure(
        plot.assign(value=plot["value"] / scale),
        Caption(
            id=f"readings-of-{claim.id}",
            title=title,
            measure=measure,
            says=f"{title}. {measure}.",
            source=_source(record, claim, finding),
        ),
        dimensions=dimensions,
        said_value=target,
        said_text=f"said: {claim.said.operator} {theme.number(target, _decimals(target))}" if target else "",
        band=_band(claim, target, scale),
        ticks=_ticks(float(plot["value"].max()) / scale),
        value_label=theme.sentence(unit),
    )


def _scale(values: pd.Series) -> float:
    """Thousands where every value is a round number of them, so that nothing is lost; else one."""
    return 1000.0 if values.max() >= 20_000 and not (values % 1000).any() else 1.0


def _row(record: Record, claim: Claim, reading: Reading, own: dict, names: Sequence[str]) -> dict:
    assert reading.result is not None  # only readings that the tables give are passed here
    value = float(reading.result.value)
    return {
        "reading_id": "|".join(str(v) for v in reading.choice.values()),
        "value": value,
        "holds": bool(reading.holds),
        "is_basis": dict(reading.choice) == own and not claim.untestable,
        **{name: _label(record, name, reading.choice[name]) for name in names},
    }


def _options(record: Record, claim: Claim, name: str) -> list[str]:
    return [_label(record, name, option) for option in claim.vary[name]]


def _label(record: Record, name: str, option: str) -> str:
    """A choice as the matrix names it."""
    if name == "edition":
        return record.editions[option].label
    if name == "figure":
        row = record.row("record.casualties_published", figure_id=option)
        return f"{row['kind']}, {theme.day(row['published_on'])}"
    return _PRICES.get(option, option)


def _decimals(value: float | None) -> int:
    return 1 if value is not None and abs(value) < 10 and value != int(value) else 0


def _band(claim: Claim, target: float | None, scale: float) -> tuple[float, float] | None:
    """The values that hold, where they are a span about the figure."""
    if target is None:
        return None
    if claim.said.within is not None:
        return target * (1 - claim.said.within), target * (1 + claim.said.within)
    if claim.said.operator in ("exactly", "only", "increase of", "double"):
        half = claim.said.to_nearest / 2 / scale
        return target - half, target + half
    return None


def _ticks(top: float) -> list[float]:
    """Three to six round values from zero."""
    step = next(s * 10**p for p in range(-1, 9) for s in (1, 2, 2.5, 5) if top / (s * 10**p) <= 5)
    return [round(step * at, 6) for at in range(int(top / step) + 1)]


def _source(record: Record, claim: Claim, finding: Finding) -> str:
    read = [source for row in finding.readings if row.result for source in row.result.sources]
    publishers = dict.fromkeys(record.sources[source].publisher for source in read)
    missing = len(finding.not_available)
    are = "combination is" if missing == 1 else "combinations are"
    gone = f" {missing} {are} not held in the tables." if missing else ""
    key = "Filled: holds. Ringed: the speaker's own reading on the day."
    if claim.untestable:
        key = "None of these is a test."
    return f"{theme.listed(list(publishers))}. {key} Editions and cells: see the claim's page.{gone}"
