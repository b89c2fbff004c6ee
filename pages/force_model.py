"""Force model: 100,000 in 10 days, double in a month, 500,000 in the ensuing weeks."""

if __name__ == "__main__":  # Streamlit runs it; first, so that nothing below can fail outside the frame
    from components.ui import topic_page

    topic_page.show("force_model")

from components.claims import Claim
from components.tables.record import Record
from components.topics import Values, by_id, follow_up, force_model
from components.topics.lazy_figure import LazyFigure
from components.topics.sections import AlsoStated, Figures, Spread, Told, Topic, TopicPage


def _topic(record: Record, claims: tuple[Claim, ...], values: Values) -> Topic:
    view = force_model.view(values)
    tested = by_id(claims, *force_model.CLAIMS)
    (adopted,) = by_id(claims, "force_adoption")
    return Topic(
        "force_model", record, claims, force_model.CLAIMS,
        make_answer=lambda: force_model.answer(record, tested, view),
        views=lambda: force_model.own_readings(record, tested, view),
        sections=(
            Spread(
                LazyFigure(
                    "force-model-steps", lambda: force_model.troops_by_day(record, tested, view),
                    "Troops by day", force_model.CLAIMS,
                )
            ),
            Figures(
                (
                    LazyFigure(
                        "force-model-windows", lambda: force_model.windows(record), "The windows", force_model.CLAIMS
                    ),
                    LazyFigure(
                        "force-model-adoption", lambda: force_model.adoption(record, adopted),
                        "When it was agreed", (adopted.id,),
                    ),
                )
            ),
            Told(lambda: follow_up.force_model(record)),
            AlsoStated(),
        ),
    )  # fmt: skip


PAGE = TopicPage(
    _topic,
    force_model.controls,
    tables=("record.force_model_tiers", "record.force_model_statements"),
)
