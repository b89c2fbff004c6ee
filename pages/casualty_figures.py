"""Casualty figures: the two figures the article closes with, beside what was published."""

if __name__ == "__main__":  # Streamlit runs it; first, so that nothing below can fail outside the frame
    from components.ui import topic_page

    topic_page.show("casualty_figures")

from components.claims import Claim
from components.tables.record import Record
from components.topics import Values, by_id, casualties
from components.topics.lazy_figure import LazyFigure
from components.topics.sections import AlsoStated, Spread, Told, Topic, TopicPage


def _topic(record: Record, claims: tuple[Claim, ...], values: Values) -> Topic:
    tested = by_id(claims, *casualties.CLAIMS)
    return Topic(
        "casualty_figures", record, claims, casualties.CLAIMS,
        make_answer=lambda: casualties.answer(record),
        sections=(
            Spread(
                LazyFigure(
                    "casualties-published", lambda: casualties.published_by_date(record, tested),
                    "Published figures by date", casualties.CLAIMS,
                )
            ),
            Told(lambda: casualties.published(record)),
            AlsoStated(),
        ),
    )  # fmt: skip


PAGE = TopicPage(_topic, tables=("record.casualties_published",))
