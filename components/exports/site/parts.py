"""The anatomy of a page, as the dashboard has it: words left, chart right, then figures alone or in pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.charts import Figure
from components.delivery import drawing
from components.exports.site.place import Site, Spot, key
from components.markup import Markup, join, words
from components.markup import figure as figure_markup
from components.tables.record import Record
from components.topics import Values, exhibits
from components.topics.exhibits import Exhibit
from components.topics.sections import Topic


@dataclass(frozen=True, eq=False)
class Shown:
    """A figure under certain choices: `key` is its name in the static edition, `spread` its words and address."""

    key: str
    exhibit: Exhibit

    @property
    def figure(self) -> Figure:
        """The figure; every key names one."""
        assert self.exhibit.figure is not None  # only figures have a key
        return self.exhibit.figure

    @property
    def place(self) -> str:
        """The folder of its page."""
        return f"figures/{self.key}/"

    @property
    def own(self) -> Exhibit:
        """The spread at its address in the static edition, for take-aways that carry one."""
        return replace(self.exhibit, page=self.place.rstrip("/"), values={})


def shown(site: Site, figure_id: str, asked: Values | None = None) -> Shown:
    """A figure by its id, under the choices `asked`."""
    return Shown(key(figure_id, asked or {}), exhibits.find(site.record, site.claims, figure_id, asked))


def figure(site: Site, spot: Spot, one: Shown, width: int, *, level: int = 2, alone: bool = False) -> Markup:
    """Title, measure, chart, source, table, and the figure's files."""
    table = words.fold("Table", figure_markup.table(one.figure))
    return Markup("<div class='figure'>{}<figure>{}<figcaption>{}</figcaption></figure>{}{}</div>").format(
        figure_markup.head(one.figure, level=level),
        drawing.chart(one.figure, width),
        figure_markup.source(one.figure),
        table,
        _files(site, spot, one, alone=alone),
    )


def _files(site: Site, spot: Spot, one: Shown, *, alone: bool) -> Markup:
    """Links to the figure's page and files, and to the same view in the dashboard."""
    what = one.figure.caption.title
    links = [] if alone else [_way(spot.to(one.place), "Figure", what)]
    links += [
        _way(spot.to(f"figures/{one.key}.{ending}"), ending.upper(), what)
        for ending in ("svg", "png", "csv", "json")
    ]
    if address := site.live_address(one.exhibit.path):
        links.append(_way(address, "Live", what))
    return Markup("<p class='files'>{}</p>").format(join(links))


def _way(href: str, name: str, what: str) -> Markup:
    """A link whose name also says of which figure, for those who hear it out of place."""
    return Markup("<a href='{}'>{}<span class='unseen'>: {}</span></a>").format(href, name, what)


def heading(title: str, answer: str | Markup) -> Markup:
    """The page's title and its one computed sentence."""
    return Markup("<h1>{}</h1><p class='answer'>{}</p>").format(title, answer)


def beside(left: Markup, right: Markup) -> Markup:
    """A third of words beside two thirds of chart."""
    return Markup("<section class='spread'><div>{}</div><div>{}</div></section>").format(left, right)


def said(record: Record, topic: Topic, findings: Markup) -> Markup:
    """The quotation and its findings with arithmetic and readings."""
    return join(
        [
            Markup("<h2 class='unseen'>The words, and what the record says</h2>"),
            Markup("<div class='words'>{}<div>{}{}{}</div></div>").format(
                words.quote(topic.passage),
                findings,
                words.arithmetic(topic.rows),
                words.readings(record, topic.rows),
            ),
        ]
    )


def row(figures: Sequence[Markup], *, title: str = "") -> Markup:
    """One figure over the whole width, or several side by side, under a heading of their own where one is given."""
    head = Markup("<h2>{}</h2>").format(title) if title else Markup("")
    kind = "pair" if len(figures) > 1 else "row"
    return Markup("<section>{}<div class='{}'>{}</div></section>").format(head, kind, join(figures))


def section(body: Markup) -> Markup:
    """A part of a page under a hairline."""
    return Markup("<section>{}</section>").format(body)
