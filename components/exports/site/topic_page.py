"""A topic page in the static edition: its sections one after the other, as the live page has them.

A page that the static edition shows under a second choice (`TopicPage.twice`) holds both forms of all that differs; two
radio buttons and the style sheet show one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import singledispatch

from components.delivery import drawing
from components.exports.site import parts
from components.exports.site.parts import shown
from components.exports.site.place import Site, Spot
from components.markup import Markup, chapters, join, words
from components.topics import Values, exhibits, pages
from components.topics.lazy_figure import LazyFigure
from components.topics.sections import (
    AlsoStated,
    Compared,
    Figures,
    Note,
    Section,
    Spread,
    Told,
    Topic,
    TopicPage,
)


@dataclass(frozen=True, eq=False)
class _Form:
    """The page under one set of choices: `name` is what the style sheet calls it, `asked` what differs from the first."""

    name: str
    asked: Values
    topic: Topic


@dataclass(frozen=True, eq=False)
class _Place:
    """What sections are rendered for: the edition, where the page stands in it, and the page's forms, the first first."""

    site: Site
    spot: Spot
    forms: tuple[_Form, ...]


def content(site: Site, spot: Spot, page_id: str) -> tuple[str, str, Markup]:
    """The page's title, the sentence that a link preview shows, and its body."""
    page = pages.load(page_id)
    place = _Place(site, spot, _forms(site, page))
    topic = place.forms[0].topic
    parts_ = [
        parts.heading(
            topic.title, _each(place, lambda form: Markup("{}").format(form.topic.answer), inline=True)
        )
    ]
    if page.twice:
        parts_.append(_switch(place, page))
    parts_ += [_rendered(section, at, place) for at, section in enumerate(topic.sections)]
    return topic.title, topic.answer, join(parts_)


def _forms(site: Site, page: TopicPage) -> tuple[_Form, ...]:
    found = []
    record, claims = site.record, site.claims
    defaults = page.defaults(record, claims)
    for asked in ({}, page.twice) if page.twice else ({},):
        values, _ = page.settle(record, claims, {**defaults, **asked})
        name = "-".join(asked.values()) or "-".join(defaults[key] for key in page.twice)
        found.append(_Form(name, asked, page.topic(record, claims, values)))
    return tuple(found)


def _each(place: _Place, make: Callable[[_Form], Markup], *, inline: bool = False) -> Markup:
    """What `make` gives for each form; once, where all are the same."""
    made = {form.name: make(form) for form in place.forms}
    if len(set(made.values())) == 1:
        return next(iter(made.values()))
    tag = "span" if inline else "div"
    return join(
        Markup("<{0} class='in-{1}'>{2}</{0}>").format(tag, name, each) for name, each in made.items()
    )


def _switch(place: _Place, page: TopicPage) -> Markup:
    """Which form is shown; the labels are those of the dashboard's control."""
    (key,) = page.twice
    control = next(c for c in page.controls(place.site.record, place.site.claims) if c.key == key)
    choices = join(
        Markup("<input type='radio' name='{0}' id='{0}-{1}'{2}><label for='{0}-{1}'>{3}</label>").format(
            key, value, Markup(" checked") if value == control.default else "", control.options[value]
        )
        for value in (control.default, page.twice[key])
    )
    return Markup("<fieldset class='switch'><legend>{}</legend>{}</fieldset>").format(control.label, choices)


def _figure(place: _Place, figure: LazyFigure, width: int, *, level: int = 2) -> Markup:
    """The figure, in both forms of the page where it follows them."""
    doubled = exhibits.doubled(place.site.record, place.site.claims)

    def drawn(form: _Form) -> Markup:
        one = shown(place.site, figure.id, form.asked if figure.id in doubled else {})
        return parts.figure(place.site, place.spot, one, width, level=level)

    return _each(place, drawn)


@singledispatch
def _rendered(section: Section, at: int, place: _Place) -> Markup:
    raise TypeError(f"a page has no section of the kind {type(section).__name__}")


@_rendered.register
def _spread(section: Spread, at: int, place: _Place) -> Markup:
    topic, record = place.forms[0].topic, place.site.record
    findings = _each(place, lambda form: words.findings(record, form.topic.rows))
    return parts.beside(parts.said(record, topic, findings), _figure(place, section.figure, drawing.SPREAD))


@_rendered.register
def _figures(section: Figures, at: int, place: _Place) -> Markup:
    width = drawing.ROW if len(section.figures) == 1 else drawing.PAIR
    level = 3 if section.title else 2
    cell = (
        Markup("{}") if len(place.forms) == 1 else Markup("<div>{}</div>")
    )  # both forms in one place of the row
    drawn = [cell.format(_figure(place, one, width, level=level)) for one in section.figures]
    return parts.row(drawn, title=section.title)


@_rendered.register
def _compared(section: Compared, at: int, place: _Place) -> Markup:
    table = _each(place, lambda form: words.then_now(_same(form, at, section).table()))
    return parts.beside(table, _figure(place, section.figure, drawing.SPREAD))


def _same(form: _Form, at: int, section: Compared) -> Compared:
    """The section in a form of its page."""
    found = form.topic.sections[at]
    return found if isinstance(found, Compared) else section


@_rendered.register
def _told(section: Told, at: int, place: _Place) -> Markup:
    return parts.section(chapters.chapter(section.chapter()))


@_rendered.register
def _also_stated(section: AlsoStated, at: int, place: _Place) -> Markup:
    topic = place.forms[0].topic
    if not topic.others:
        return Markup("")
    return parts.section(words.others(place.site.record, section.title, topic.others))


@_rendered.register
def _note(section: Note, at: int, place: _Place) -> Markup:
    return Markup("<p class='source'>{}</p>").format(section.text())
