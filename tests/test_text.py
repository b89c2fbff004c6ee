"""Text as text: one module puts markup on the page, templates are literals, and labels are escaped. Read from the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from components.markup import templates
from components.ui import text

ROOT = Path(__file__).parents[1]
DOOR = "components/ui/text.py"
CODE = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("components", "pages")
    for path in (ROOT / folder).rglob("*.py")
) + ["app.py", "serve.py"]
PLAIN = {
    "App", "Page", "columns", "components", "container", "context", "dataframe", "empty", "navigation", "plotly_chart",
    "cache_resource", "query_params", "rerun", "session_state", "set_option", "set_page_config", "stop", "vega_lite_chart",
}  # fmt: skip
"""What the code may ask of Streamlit that reads no Markdown."""
LABELLED = {
    "button", "download_button", "expander", "page_link", "pills", "popover", "segmented_control", "selectbox", "text_area", "text_input",
    "toggle",
}  # fmt: skip
"""What it may ask for whose label is read as Markdown."""
HTML = {
    "html",
    "markdown",
    "write",
    "caption",
    "latex",
    "iframe",
    "unsafe_allow_html",
    "unsafe_allow_javascript",
}
SCRIPT = "script()"
"""The one script that may be put on a page: a file of the frame's."""
OWN = {
    "components/delivery/compact.py": [
        "''.join((etree.tostring(part, encoding='unicode') for part in drawing))"
    ],
    "components/delivery/ahead.py": ["drawn"],
    "components/exports/html.py": ["sheet()", "engine.in_theme(drawn[drawn.index('>') + 1:])"],
    "components/exports/images.py": ["faces()", "placed"],
    "components/exports/site/claim_pages.py": ["data"],
    "components/exports/site/shell.py": ["assets.faces(up)", "assets.sheet(lists=lists)"],
    "components/markup/templates.py": ["kept.get_template(name).render(given)"],
}
"""Markup that is no literal, and safe for another reason: the house's style sheets, SVG whose texts vl-convert has
escaped, what a template renders, JSON that `script_safe` has, a template chosen from literals. An entry that fits nothing fails."""


def found(source: str, file: str = "pages/some.py") -> list[str]:
    """What in a module's code could bring a text to the page as markup."""
    asks = file != DOOR and "streamlit" in source or file == "pages/some.py"
    problems = [problem for node in ast.walk(ast.parse(source)) for problem in _wrong(node)]
    kept = ("Markup(", "unsafe_allow_html") if file == DOOR else ("Markup(", "unsafe_", "text.script(")
    return problems if asks else [p for p in problems if p.startswith(kept)]


def _wrong(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        if ast.unparse(node.value) in ("st", "streamlit") and node.attr not in PLAIN | LABELLED:
            yield f"st.{node.attr}"
        if ast.unparse(node).endswith("components.v1"):
            yield "components.v1"
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit":
        yield from (
            f"from streamlit import {name.name}" for name in node.names if name.name in HTML | LABELLED
        )
    if isinstance(node, ast.Call):
        yield from _wrong_call(node)


def _wrong_call(node: ast.Call) -> Iterator[str]:
    called = ast.unparse(node.func)
    yield from (f"{keyword.arg}=" for keyword in node.keywords if (keyword.arg or "") in HTML - {"html"})
    if called in ("Markup", "markupsafe.Markup") and node.args and not _literal(node.args[0]):
        yield f"Markup({ast.unparse(node.args[0])})"
    if called == "text.script" and ast.unparse(node.args[0]) != SCRIPT:
        yield f"text.script({ast.unparse(node.args[0])})"
    if isinstance(node.func, ast.Attribute) and node.func.attr in HTML and _is_place(node.func.value):
        yield f"{called}()"
    if called.startswith("st.") and called[3:] in LABELLED:
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        first = [] if called == "st.page_link" else node.args[:1]
        for words in (
            *first,
            *(named[key] for key in ("label", "help", "placeholder") if key in named),
        ):
            if not (_literal(words) or ast.unparse(words).startswith("text.label(")):
                yield f"{called}({ast.unparse(words)})"


def _literal(node: ast.AST) -> bool:
    """A string written out, or one of several of them."""
    if isinstance(node, ast.IfExp):
        return _literal(node.body) and _literal(node.orelse)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_place(node: ast.AST) -> bool:
    """Is it a thing of Streamlit's that can be written to, rather than a module of ours?"""
    return not (isinstance(node, ast.Name) and node.id in ("text", "html", "exports", "site"))


@pytest.mark.parametrize("file", CODE)
def test_no_module_but_one_can_put_markup_on_a_page(file: str) -> None:
    problems = found((ROOT / file).read_text(encoding="utf-8"), file)
    assert sorted(problems) == sorted(f"Markup({what})" for what in OWN.get(file, []))


@pytest.mark.parametrize(
    "code",
    [
        "st.html(words)", "st.markdown('x')", "st.write(words)", "st.info(words)", "st.caption(words)", "st.title(words)",
        "st.image(words)", "st.link_button('x', words)", "place.markdown(words)", "left.html(words)",
        "text.script(words)", "f(words, unsafe_allow_html=True)", "f(words, unsafe_allow_javascript=True)", "st.components.v1.html(words)",
        "from streamlit import markdown", "Markup(f'<b>{words}</b>')", "Markup('<b>' + words)", "Markup(words)",
        "Markup('<b>%s</b>' % words)", "Markup('<b>{}</b>'.format(words))", "st.button(words)", "st.popover(f'{words}')",
        "st.selectbox('x', [], help=words)", "st.text_area(label=words)", "st.page_link('x', label=words)",
    ],
)  # fmt: skip
def test_the_check_finds_each_way_past_it(code: str) -> None:
    assert found(code)


@pytest.mark.parametrize(
    "code",
    [
        "Markup('<b>{}</b>').format(words)",
        "st.button(text.label(words))",
        "st.popover('Link')",
        "text.show(made)",
    ],
)
def test_the_check_lets_templates_and_escaped_labels_pass(code: str) -> None:
    assert found(code) == []


def unescaped(template: str) -> list[str]:
    """What in a template could let a text from data through as markup, or out of its attribute."""
    said = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    inside = [tag for pair in re.findall(r"\{\{(.*?)\}\}|\{%(.*?)%\}", said, re.DOTALL) for tag in pair]
    found = [
        tag
        for tag in inside
        if re.search(r"\|\s*(safe|xmlattr|urlize)\b|\b(filter|autoescape|Markup|call|raw)\b", tag)
    ]
    return found + re.findall(r"=\s*\{\{.*?\}\}", re.sub(r"\{%.*?%\}", "", said, flags=re.DOTALL))


TEMPLATES = sorted(path for path in (ROOT / "components").rglob("templates/*.*ml"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_escapes_whatever_is_put_into_it(path: Path) -> None:
    assert unescaped(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ words | safe }}</p>", "<p>{{words|safe}}</p>", "{% autoescape false %}{{ words }}{% endautoescape %}",
        "<a href={{ words }}>x</a>", "{% filter safe %}{{ words }}{% endfilter %}", "<p {{ more | xmlattr }}>",
    ],
)  # fmt: skip
def test_the_check_of_templates_finds_each_way_past_it(template: str) -> None:
    assert unescaped(template)


def test_what_is_put_into_a_template_is_text_unless_it_is_markup(tmp_path: Path) -> None:
    (tmp_path / "some.html").write_text("<b title='{{ words }}'>{{ words }}</b>", encoding="utf-8")
    render = templates.folder(tmp_path)
    assert render("some.html", words="'<i>") == "<b title='&#39;&lt;i&gt;'>&#39;&lt;i&gt;</b>"
    assert render("some.html", words=Markup("a")) == "<b title='a'>a</b>"
    with pytest.raises(UndefinedError):
        render("some.html")


def test_plain_text_is_refused_where_markup_is_shown() -> None:
    for put in (text.show, text.checked):
        with pytest.raises(TypeError):
            put("<b>plain</b>")  # type: ignore[operator, arg-type]
    assert text.checked(Markup("<b>{}</b>").format("<i>")) == "<b>&lt;i&gt;</b>"


def test_style_rules_cannot_end_their_element() -> None:
    with pytest.raises(ValueError):
        text.style("</style><script>1</script>")


@pytest.mark.parametrize(
    "words", ["Spending, by Ally", "PNG for a slide, 16:9", "Constant", "2024 counted again"]
)
def test_a_usual_label_is_read_as_it_is_written(words: str) -> None:
    assert text.label(words).replace("\\", "") == words
