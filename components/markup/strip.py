"""Every claim as one row of readings: the overview's strip, drawn as a table so that it reads on a phone."""

from __future__ import annotations

from components.claims import Reading
from components.claims.words import hold
from components.markup import Markup, join, words
from components.topics.overview import Strip
from components.topics.register import Entry


def table(strip: Strip, *, href: str = "claims?claim={}", topic_head: str = "topic") -> Markup:
    """Heading, key and table; `href` is where a claim's words lead, with its id for `{}`.

    `topic_head` stands over the topics: no column is without a heading.
    """
    head = Markup(
        "<h2>{}</h2><p class='strip-key'><span>{}. A reading is one choice of edition, prices, membership and "
        "rounding, or one way to take the words.</span><span><i class='dot holds'></i> reading holds</span>"
        "<span><i class='dot'></i> does not hold</span><span><i class='dot holds own'></i> the speaker’s own "
        "reading</span><span><b>bold</b> changed since</span></p>"
    ).format(strip.figure.caption.title, strip.figure.caption.measure)
    columns = (
        topic_head,
        "the words",
        "who",
        "readings on the day",
        "finding on the day",
        "readings added since",
        "finding today",
    )
    header = join(Markup("<th scope='col'>{}</th>").format(name) for name in columns)
    body, topic = [], ""
    for row in strip.rows:
        body.append(_row(row, href.format(row.claim.id), first=row.topic != topic))
        topic = row.topic
    body_ = Markup("<table class='strip'><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        header, join(body)
    )
    return head + body_


def _row(row: Entry, href: str, *, first: bool) -> Markup:
    cells = (
        Markup("<td class='topic'><b>{}</b></td>").format(row.topic if first else ""),
        Markup("<th scope='row'><a class='said-words' href='{}' target='_self'>{}</a></th>").format(
            href, row.claim.label
        ),
        Markup("<td class='who'>{}</td>").format(row.who),
        Markup("<td class='dots'>{}</td>").format(_dots(row.day.readings)),
        Markup("<td class='day'>{}</td>").format(words.finding(row.day, bold=False)),
        Markup("<td class='dots'>{}</td>").format(_dots(row.since)),
        Markup("<td class='today'>{}</td>").format(words.finding(row.today, bold=row.changed)),
    )
    kind = Markup("<tr class='first'>{}</tr>") if first else Markup("<tr>{}</tr>")
    return kind.format(join(cells))


def _dots(readings: tuple[Reading, ...]) -> Markup:
    if not readings:
        return Markup("<span class='measure'>–</span>")
    if readings[0].holds is None:
        count = len(readings)
        return Markup("<span class='measure'>{} {}, no test</span>").format(
            count, "value" if count == 1 else "values"
        )
    held = sum(bool(r.holds) for r in readings)
    label = f"{held} of {len(readings)} {hold(held)}"
    dots = join(
        Markup("<i class='dot{}{}'></i>").format(" holds" if r.holds else "", " own" if r.is_basis else "")
        for r in readings
    )
    return Markup("<span role='img' aria-label='{}' title='{}'>{}</span>").format(label, label, dots)
