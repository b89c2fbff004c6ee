"""Commitments: EUR 40 billion, the office, the command, F-16s, ATACMS."""

if __name__ == "__main__":  # Streamlit runs it; first, so that nothing below can fail outside the frame
    from components.ui import topic_page

    topic_page.show("commitments")

from components.claims import Claim
from components.tables.record import Record
from components.topics import Values, by_id, commitments
from components.topics.lazy_figure import LazyFigure
from components.topics.sections import AlsoStated, Figures, Spread, Topic, TopicPage


def _topic(record: Record, claims: tuple[Claim, ...], values: Values) -> Topic:
    tested = by_id(claims, *commitments.CLAIMS)
    dated = by_id(claims, "atacms_april", "f16_provision")
    return Topic(
        "commitments", record, claims, commitments.CLAIMS,
        quoted=("eur40bn_period",),
        make_answer=lambda: commitments.answer(record, tested),
        sections=(
            Spread(
                LazyFigure(
                    "assistance-by-period", lambda: commitments.amounts_by_period(record, tested),
                    "Amounts by period", ("eur40bn_amount", "eur40bn_period"),
                )
            ),
            Figures(
                (
                    LazyFigure(
                        "commitments-timeline", lambda: commitments.dated_events(record, dated),
                        "Dated events", tuple(claim.id for claim in dated),
                    ),
                )
            ),
            AlsoStated(),
        ),
    )  # fmt: skip


PAGE = TopicPage(_topic, tables=("record.ukraine_assistance", "record.events"))
