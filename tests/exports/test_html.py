"""The one-file page: everything in it, nothing fetched, nothing run, and every number a cell of a table."""

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256

import pytest

from components import exports
from components.claims import files
from components.claims.words import WORDS
from components.exports import html
from components.markup.figure import _cell
from components.topics import Passage, briefing, exhibits
from components.topics.briefing import Briefing
from tests.exports.parsed import Parsed

RECORD, CLAIMS = files.load()
STAMP = exports.stamp(RECORD, "https://example.org/record")


class Page(Parsed):
    """The page in one file, with its text."""

    def __init__(self, content: bytes) -> None:
        self.text = ""
        super().__init__(content)

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if "style" not in self.open:
            self.text += data


def page(show: str = "", **asked: str) -> Page:
    brief, wrong = briefing.parse(RECORD, CLAIMS, {**({"show": show} if show else {}), **asked})
    assert wrong == []
    return Page(html.page(brief, RECORD, STAMP))


def test_every_figures_table_stands_in_the_page_cell_by_cell() -> None:
    figures = [name for name in exhibits.names(RECORD, CLAIMS) if not name.startswith(exhibits.CLAIM)]
    for start in range(0, len(figures), briefing.MOST):
        part = figures[start : start + briefing.MOST]
        held = page(" ".join(part))
        assert held.wrong == []
        cells = "|".join(held.cells)
        for name in part:
            figure = exhibits.find(RECORD, CLAIMS, name).figure
            assert figure
            table = "|".join(
                _cell(row[column.name], column)
                for row in figure.frame.to_dict("records")
                for column in figure.columns
            )
            assert table in cells, name


def test_quotes_both_findings_and_addresses_of_the_default_briefing_are_there() -> None:
    brief, _ = briefing.parse(RECORD, CLAIMS, {})
    held = Page(html.page(brief, RECORD, STAMP))
    links = [attrs.get("href") for tag, attrs in held.tags if tag == "a"]
    for exhibit in brief.exhibits:
        assert exhibit.passage and exhibit.passage.text in held.text
        assert STAMP.address(exhibit.path) in links and f"#{exhibit.id}" in links
        for row in exhibit.rows:
            assert WORDS[row.day.word].label in held.text and WORDS[row.today.word].label in held.text
    assert STAMP.address(brief.path) in links


def test_nothing_in_the_page_can_run_or_fetch() -> None:
    held = page()
    assert not {tag for tag, _ in held.tags} & {
        "script",
        "link",
        "iframe",
        "object",
        "embed",
        "img",
        "form",
        "base",
    }
    for tag, attrs in held.tags:
        assert not [name for name in attrs if name.startswith("on")], tag
        for name in ("href", "src", "xlink:href"):
            value = attrs.get(name)
            assert value is None or value.startswith(("#", "https://example.org/record/")), value
    policy = next(a["content"] for t, a in held.tags if t == "meta" and a.get("http-equiv"))
    assert policy and "default-src 'none'" in policy and "script" not in policy


def hostile(text: str) -> Briefing:
    """A briefing in which every text from the data and from the reader is `text`."""
    exhibit = exhibits.find(RECORD, CLAIMS, "count-of-2024-by-edition")
    assert exhibit.figure and exhibit.passage
    caption = replace(exhibit.figure.caption, title=text, measure=text, says=text, source=text, note=text)
    frame = exhibit.figure.frame.assign(label=text)
    row = replace(exhibit.rows[0], claim=replace(exhibit.rows[0].claim, label=text, means=text, note=text))
    passage = Passage(text, (text,), text, text, text, 1, text)
    bad = replace(
        exhibit, title=text, topic=text, passage=passage, rows=(row,),
        figure=replace(exhibit.figure, caption=caption, frame=frame),
    )  # fmt: skip
    return Briefing(text, (bad,), {exhibit.id: text})


def test_hostile_text_is_text() -> None:
    usual = [tag for tag, _ in Page(html.page(hostile("harmless"), RECORD, STAMP)).tags]
    for text in (
        "<script>alert(1)</script>", "</style><script>x</script>", "'\"><img src=x onerror=alert(1)>", "&lt;b&gt; &amp;",
        "{0} {title!r} %s", "javascript:alert(1)", "\u202eabc\u2066", "w" * 10_000, "--said--", "]]><!--",
    ):  # fmt: skip
        held = Page(html.page(hostile(text), RECORD, STAMP))
        assert held.wrong == [] and held.text.count(text) >= 10, text
        assert [tag for tag, _ in held.tags] == usual, text


@pytest.mark.full
def test_two_fresh_processes_make_the_same_bytes() -> None:
    code = (
        "import hashlib\nfrom components import exports\nfrom components.claims import files\n"
        "from components.exports import html\nfrom components.topics import briefing\n"
        "record, claims = files.load()\nstamp = exports.stamp(record, 'https://example.org/record')\n"
        "brief = briefing.parse(record, claims, {})[0]\n"
        "print(hashlib.sha256(html.page(brief, record, stamp)).hexdigest())\n"
    )
    brief, _ = briefing.parse(RECORD, CLAIMS, {})
    here = sha256(html.page(brief, RECORD, STAMP)).hexdigest()
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == here
