"""Spending: over $500bn, just over $325bn, an increase of $175bn."""

if __name__ == "__main__":  # Streamlit runs it; first, so that nothing below can fail outside the frame
    from components.ui import topic_page

    topic_page.show("spending")

from components.claims import Claim
from components.tables.record import Record
from components.topics import Values, by_id, follow_up, spending
from components.topics.lazy_figure import LazyFigure
from components.topics.sections import AlsoStated, Figures, Note, Spread, Told, Topic, TopicPage


def _topic(record: Record, claims: tuple[Claim, ...], values: Values) -> Topic:
    view = spending.view(values)
    tested = by_id(claims, *spending.CLAIMS)
    increase = (tested[2].id,)
    return Topic(
        "spending", record, claims, spending.CLAIMS,
        make_answer=lambda: spending.answer(record, tested, view),
        views=lambda: {claim.id: spending.own_reading(record, claim, view) for claim in tested},
        sections=(
            Spread(
                LazyFigure(
                    "spending-by-year", lambda: spending.total_by_year(record, tested, view),
                    "Total by year", spending.CLAIMS,
                )
            ),
            Figures(
                (
                    LazyFigure(
                        "spending-increase-by-ally", lambda: spending.increase_by_ally(record, tested[2], view),
                        "What the increase is made of", increase,
                    ),
                    LazyFigure(
                        "spending-increase-readings", lambda: spending.increase_readings(record, tested[2], view),
                        "The increase under every reading", increase, every_edition=True,
                    ),
                )
            ),
            Figures(
                (
                    LazyFigure(
                        "spending-by-ally", lambda: spending.by_ally(record, view),
                        "Spending by Ally", spending.CLAIMS[:2],
                    ),
                    LazyFigure(
                        "spending-map", lambda: spending.change_map(record, view), "Map of the change", increase
                    ),
                )
            ),
            Told(lambda: follow_up.spending(record, claims)),
            AlsoStated("Also stated of spending"),
            Note(lambda: spending.sipri_note(record, claims)),
        ),
    )  # fmt: skip


PAGE = TopicPage(_topic, spending.controls, spending.settle, twice={"prices": "constant"})
