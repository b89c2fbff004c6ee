"""A topic page as a record: its sections in order. The live page and the static page are two renderings of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from components import registry
from components.claims import Claim, Reading
from components.tables.record import Record
from components.topics import Control, Passage, Row, Values, by_id, passage, rows
from components.topics.chapter import Chapter
from components.topics.lazy_figure import LazyFigure

ThenNow = tuple[str, str, list[tuple[str, str, str]]]
"""A sentence, what the values are, and rows of a name with its value then and now."""


@dataclass(frozen=True, eq=False)
class Spread:
    """The quotation and its findings, and beside them the page's lead figure."""

    figure: LazyFigure

    @property
    def figures(self) -> tuple[LazyFigure, ...]:
        """The one figure."""
        return (self.figure,)


@dataclass(frozen=True, eq=False)
class Figures:
    """A pair of figures side by side, or one as a row of its own; under a heading where `title` gives one."""

    figures: tuple[LazyFigure, ...]
    title: str = ""


@dataclass(frozen=True, eq=False)
class Compared:
    """A short table of then and now beside its figure."""

    table: Callable[[], ThenNow]
    figure: LazyFigure

    @property
    def figures(self) -> tuple[LazyFigure, ...]:
        """The one figure."""
        return (self.figure,)


@dataclass(frozen=True, eq=False)
class Told:
    """A heading with paragraphs and a table."""

    chapter: Callable[[], Chapter]
    figures: tuple[LazyFigure, ...] = ()


@dataclass(frozen=True, eq=False)
class AlsoStated:
    """What else the article states of the topic: its claims that no spread names. Nothing where there are none."""

    title: str = "Also stated here"
    figures: tuple[LazyFigure, ...] = ()


@dataclass(frozen=True, eq=False)
class Note:
    """A last line in small print."""

    text: Callable[[], str]
    figures: tuple[LazyFigure, ...] = ()


Section = Spread | Figures | Compared | Told | AlsoStated | Note


@dataclass(frozen=True, eq=False)
class Topic:
    """A topic page under a reader's choices: one computed answer, the claims its spread names, and the sections.

    Its parts are made when they are asked for: one that cannot be made leaves the others as they are. `quoted` are those
    of the `tested` claims whose quotations are shown (all, if none is named); `views` gives the reader's own reading by
    claim id, where the choices are not the claim's basis.
    """

    id: str
    record: Record
    claims: tuple[Claim, ...]
    tested: tuple[str, ...]
    make_answer: Callable[[], str]
    sections: tuple[Section, ...]
    quoted: tuple[str, ...] = ()
    views: Callable[[], Mapping[str, Reading | None]] = dict

    @property
    def title(self) -> str:
        """The page's title."""
        return registry.page(self.id).title

    @cached_property
    def answer(self) -> str:
        """One or two computed sentences."""
        return self.make_answer()

    @cached_property
    def passage(self) -> Passage:
        """The words as quoted."""
        return passage(self.record, by_id(self.claims, *(self.quoted or self.tested)))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The tested claims with their findings."""
        return rows(self.record, by_id(self.claims, *self.tested), self.views())

    @property
    def others(self) -> tuple[Row, ...]:
        """The topic's other claims with their findings, in the article's order."""
        return _others(self.record, self.claims, self.id, self.tested)

    def figures(self) -> Iterator[LazyFigure]:
        """Every figure, in the order of the page."""
        for section in self.sections:
            yield from section.figures


@lru_cache(maxsize=32)
def _others(record: Record, claims: tuple[Claim, ...], topic: str, named: tuple[str, ...]) -> tuple[Row, ...]:
    """The same for every view of a page, so that it is made once."""
    left = [claim for claim in claims if claim.topic == topic and claim.id not in named]
    return rows(record, tuple(sorted(left, key=lambda c: (c.paragraph, c.order))), {})


def _none(record: Record, claims: tuple[Claim, ...]) -> tuple[Control, ...]:
    """A page without choices."""
    return ()


def _served(record: Record, claims: tuple[Claim, ...], values: Values) -> tuple[dict[str, str], list[str]]:
    """Every choice can be served."""
    return dict(values), []


@dataclass(frozen=True, eq=False)
class TopicPage:
    """What a module of `pages/` says of a topic page: the controls it offers, and the topic under a reader's choices.

    `settle` makes choices consistent with the tables and says what had to give way. `twice` are choices under which the
    static edition shows the page once more, with those of its figures that follow them. `tables` are the tables of
    statements that its figures are drawn from, each row with its own source.
    """

    make: Callable[[Record, tuple[Claim, ...], Values], Topic]
    offered: Callable[[Record, tuple[Claim, ...]], tuple[Control, ...]] = _none
    settle: Callable[[Record, tuple[Claim, ...], Values], tuple[dict[str, str], list[str]]] = _served
    twice: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[str, ...] = ()

    def controls(self, record: Record, claims: tuple[Claim, ...]) -> tuple[Control, ...]:
        """The page's controls, made once, so that the same ones are known again."""
        return _controls(self, record, claims)

    def defaults(self, record: Record, claims: tuple[Claim, ...]) -> dict[str, str]:
        """The choices of a reader who has made none."""
        return {control.key: control.default for control in self.controls(record, claims)}

    def topic(self, record: Record, claims: tuple[Claim, ...], values: Values) -> Topic:
        """The page under settled choices; kept, so that the same choices give the same records."""
        return _made(self, record, claims, tuple(values.items()))


@lru_cache(maxsize=64)
def _controls(page: TopicPage, record: Record, claims: tuple[Claim, ...]) -> tuple[Control, ...]:
    return page.offered(record, claims)


@lru_cache(maxsize=192)
def _made(
    page: TopicPage, record: Record, claims: tuple[Claim, ...], choices: tuple[tuple[str, str], ...]
) -> Topic:
    return page.make(record, claims, dict(choices))
