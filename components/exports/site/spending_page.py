"""The spending page, drawn in both price bases: two radio buttons and the style sheet show one of them."""

from __future__ import annotations

from components.exports.site import drawings, parts
from components.exports.site.parts import Shown, shown
from components.exports.site.place import CONSTANT, TWICE, Site, Spot
from components.markup import Markup, chapters, join, words
from components.topics import Topic, Values, follow_up, spending


def content(site: Site, spot: Spot) -> tuple[str, str, Markup]:
    """The page's title, answer and body."""
    record, claims = site.record, site.claims
    current, constant = _topic(site, {}), _topic(site, CONSTANT)
    found = _both(words.findings(record, current.rows), words.findings(record, constant.rows))
    curve = current.more[0][1].id
    lead, increase, dots, coloured = (_pair(site, spot, figure_id) for figure_id in TWICE)
    body = [
        parts.heading(current.title, _both(current.answer, constant.answer, inline=True)),
        _switch(site),
        parts.exhibit(parts.said(record, current, found), lead),
        _two(increase, parts.figure(site, spot, shown(site, curve), drawings.PAIR)),
        _two(dots, coloured),
        parts.section(chapters.chapter(follow_up.spending(record, claims))),
        parts.others(record, "Also stated of spending", spending.other_rows(record, claims)),
        Markup("<p class='source'>{}</p>").format(spending.sipri_note(record, claims)),
    ]
    return current.title, current.answer, join(body)


def _topic(site: Site, asked: Values) -> Topic:
    defaults = {control.key: control.default for control in spending.controls(site.record, site.claims)}
    values, _ = spending.settle(site.record, site.claims, {**defaults, **asked})
    return spending.topic(site.record, site.claims, spending.view(values))


def _pair(site: Site, spot: Spot, figure_id: str) -> Markup:
    """A figure in current prices and in constant ones."""
    width = drawings.SPREAD if figure_id == TWICE[0] else drawings.PAIR

    def drawn(one: Shown) -> Markup:
        return parts.figure(site, spot, one, width)

    return _both(drawn(shown(site, figure_id)), drawn(shown(site, figure_id, CONSTANT)))


def _both(current: Markup | str, constant: Markup | str, *, inline: bool = False) -> Markup:
    """Both forms, of which the style sheet shows the one that is chosen."""
    form = "<span class='in-{}'>{}</span>" if inline else "<div class='in-{}'>{}</div>"
    return join(Markup(form).format(*part) for part in (("current", current), ("constant", constant)))


def _two(left: Markup, right: Markup) -> Markup:
    return Markup("<section><div class='pair'><div>{}</div><div>{}</div></div></section>").format(left, right)


def _switch(site: Site) -> Markup:
    """Which prices are shown; the labels are those of the dashboard's control."""
    control = next(c for c in spending.controls(site.record, site.claims) if c.key == "prices")
    choices = join(
        Markup("<input type='radio' name='prices' id='prices-{}'{}><label for='prices-{}'>{}</label>").format(
            value, Markup(" checked") if value == control.default else "", value, label
        )
        for value, label in control.options.items()
    )
    return Markup("<fieldset class='switch'><legend>{}</legend>{}</fieldset>").format(control.label, choices)
