"""Commitments: EUR 40 billion, the office, the command, F-16s, ATACMS."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from components import theme
from components.charts import Caption, Figure, assistance_spans, timeline
from components.claims import Claim
from components.tables.record import Record

CLAIMS: Final = ("eur40bn_amount", "eur40bn_period", "eur40bn_secured_by")
_EVENTS: Final = (
    "atacms_shorter_range", "atacms_shipment", "atacms_arrived", "f16_statement", "representative_named",
    "f16_confirmed", "command_start",
)  # fmt: skip


def _amount(row: Mapping[str, Any]) -> str:
    bound = f"{row['bound']} " if row["bound"] else ""
    return f"{bound}{row['currency']} {row['amount_millions'] / 1000:g}bn"


def a_year_from(first: date) -> date:
    """The last day of the year that begins with `first`: the day before the same date, or before 1 March for a 29 February."""
    leap_day = (first.month, first.day) == (2, 29)
    again = date(first.year + 1, 3, 1) if leap_day else first.replace(year=first.year + 1)
    return again - timedelta(days=1)


def amounts_by_period(record: Record, tested: tuple[Claim, ...]) -> Figure:
    """What was said, as printed and as in the transcript, then each statement with its own period."""
    said_on = tested[0].said_on
    year = date(said_on.year, 1, 1), date(said_on.year, 12, 31)
    next_year = said_on, a_year_from(said_on)
    said = f"at least EUR {tested[0].said.value:g}bn"
    found: list[dict[str, Any]] = [
        _row("As printed: “this year”", said_on, "day", *year, said, "said", second_hand=False),
        _row("Transcript: “this next year”", said_on, "day", *next_year, said, "said", second_hand=False),
    ]
    for row in record.rows("record.ukraine_assistance"):
        if row["period_from"]:
            found.append(
                _row(
                    row["stated_as"], row["stated_on"], row["precision"], row["period_from"], row["period_to"], _amount(row),
                    "record", second_hand=bool(row["second_hand"]),
                )
            )  # fmt: skip
    plot = assistance_spans.frame(pd.DataFrame(found))
    title = f"As printed the period starts in {year[0]:%B %Y}, as spoken in {next_year[0]:%B %Y}"
    measure = "Security assistance for Ukraine: each amount over the period it was stated for"
    return assistance_spans.figure(
        plot,
        Caption(
            id="assistance-by-period",
            title=title,
            measure=measure,
            says=f"{title}. {measure}. The spans overlap and are never added.",
            source=(
                "Each row's source stands in its table. Blue and open: read second-hand. The pledge says “within the next year”; "
                "its ends here are a year from its date. Spans overlap and are never added."
            ),
        ),
        said_on=said_on,
    )


def _row(
    label: str,
    stated: date,
    precision: str,
    start: date,
    end: date,
    amount: str,
    kind: str,
    *,
    second_hand: bool,
) -> dict[str, Any]:
    return {
        "label": label,
        "stated": theme.day(stated, precision),
        "period_from": start,
        "period_to": end,
        "amount": amount,
        "kind": kind,
        "second_hand": second_hand,
    }


def dated_events(record: Record, said: tuple[Claim, ...]) -> Figure:
    """Dated events in the record, and when something was said."""
    found = []
    for event_id in _EVENTS:
        row = record.row("record.events", event_id=event_id)
        found.append(
            {
                "date": row["date"],
                "precision": row["precision"],
                "text": row["what"],
                "date_text": theme.day(row["date"], row["precision"]),
                "kind": "record",
            }
        )
    words = " and ".join(f"“{claim.words}”" for claim in said)
    day = said[0].said_on
    found.append(
        {"date": day, "precision": "day", "text": words, "date_text": theme.day(day), "kind": "said"}
    )
    began, arrived = (record.row("record.events", event_id=f"atacms_{e}") for e in ("shipment", "arrived"))
    title = (
        f"Long-range ATACMS: shipment from {theme.day(began['date'], began['precision'])}, "
        f"arrival in {theme.day(arrived['date'], arrived['precision'])}"
    )
    measure = "Dated events in the record; a tick is when something was said, a bar a date known to the month"
    return timeline.figure(
        timeline.frame(pd.DataFrame(found)),
        Caption(
            id="commitments-timeline",
            title=title,
            measure=measure,
            says=f"{title}. {measure}.",
            source="White House, Ukrainska Pravda, Kyiv Independent, Babel, Space War and Gordon; see the Data page, table of events.",
        ),
    )


def answer(record: Record, tested: tuple[Claim, ...]) -> str:
    """What was pledged, and what was stated later."""
    pledge = record.row("record.ukraine_assistance", statement_id="pledge_2024")
    later = record.row("record.ukraine_assistance", statement_id="nato_2025_02")
    return (
        f"The amount is the pledge's, {_amount(pledge)}; the printed words drop “next” from its period. NATO later "
        f"stated {_amount(later)} for calendar {later['period_from'].year}, second-hand."
    )
