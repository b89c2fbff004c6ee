"""Allies at 2%: nine in 2020, 23 in 2024."""

if __name__ == "__main__":  # Streamlit runs it; first, so that nothing below can fail outside the frame
    from components.ui import topic_page

    topic_page.show("two_percent")

from components.claims import Claim
from components.tables.record import Record
from components.topics import Values, by_id, follow_up, two_percent
from components.topics.lazy_figure import LazyFigure
from components.topics.sections import AlsoStated, Compared, Figures, Spread, Told, Topic, TopicPage


def _topic(record: Record, claims: tuple[Claim, ...], values: Values) -> Topic:
    view = two_percent.view(values)
    tested = by_id(claims, *two_percent.CLAIMS)
    last = (tested[1].id,)
    return Topic(
        "two_percent", record, claims, two_percent.CLAIMS,
        make_answer=lambda: two_percent.answer(record, tested, view),
        views=lambda: {claim.id: two_percent.own_reading(record, claim, view) for claim in tested},
        sections=(
            Spread(
                LazyFigure(
                    "allies-at-threshold-by-year", lambda: two_percent.count_by_year(record, tested, view),
                    "Count by year", two_percent.CLAIMS,
                )
            ),
            Figures(two_percent.ladders(record, claims), title="The same year, counted again"),
            Compared(
                lambda: two_percent.fallen_table(record, view),
                LazyFigure(
                    "share-of-gdp-by-ally", lambda: two_percent.share_by_ally(record, view),
                    "Share of GDP by Ally", two_percent.CLAIMS,
                ),
            ),
            Figures(
                (
                    LazyFigure(
                        "share-of-gdp-by-ally-and-year", lambda: two_percent.share_by_ally_and_year(record, view),
                        "Share of GDP by Ally and year", two_percent.CLAIMS,
                    ),
                )
            ),
            Figures(
                (
                    LazyFigure(
                        "needed-to-reach-threshold", lambda: two_percent.needed_by_ally(record, view),
                        "What is lacking to the threshold", last,
                    ),
                )
            ),
            Told(lambda: follow_up.two_percent(record, claims)),
            AlsoStated(),
        ),
    )  # fmt: skip


PAGE = TopicPage(_topic, two_percent.controls, two_percent.settle)
