"""Text that tries to be more than text, and the record with such text in every one of its text fields."""

from __future__ import annotations

from dataclasses import replace

from components.claims import Claim
from components.tables.record import Record

SCRIPT = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "\"><script>alert(1)</script>", "'><img src=x>", "<iframe src=javascript:alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "</style><script>x</script>", "</title><script>x</script>", "</textarea><script>x</script>", "<!--", "-->", "]]>", "<![CDATA[x]]>",
    "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>", "&y;", "&lt;b&gt;", "&amp;&#0;", "<b>bold</b>",
    "<style>*{display:none}</style>", "<base href=//x.invalid>", "<meta http-equiv=refresh content=0>", "<form action=//x.invalid>",
    "<math><mi//xlink:href='data:x,<script>'>", "<object data=x>", "<embed src=x>", "<link rel=stylesheet href=//x.invalid>",
    "<details open ontoggle=alert(1)>",
)  # fmt: skip
MARKDOWN = (
    "**bold**", "*it*", "_it_", "`code`", "```", "# heading", "> quote", "- item", "1. item", "[a](https://x.invalid)",
    "![a](https://x.invalid/x.png)", "<https://x.invalid>", "https://x.invalid/", "mailto:a@x.invalid", ":material/home:", ":red[red]",
    "~~x~~", "|a|b|", "---", "[^1]", ":smile:", "\\*", "$x^2$", "$$\\frac{1}{0}$$", "\\(x\\)", "\\href{https://x.invalid}{x}",
    "\\input{/etc/passwd}", "$\\text{x}$", "@misc{x,}", "~\\cite{x}",
)  # fmt: skip
TEMPLATES = (
    "{0}", "{x!r}", "{{x}}", "%s %d", "%(x)s", "${x}", "#{x}", "<%= x %>", "{% x %}", "datum.value", "#eval(\"1\")", "#import \"x.typ\"",
    "#sys.inputs", "= Heading", "+ item", "/ term: x", "@label", "<label>", "*strong*", "#set page(width: 1pt)", "'; drop table x; --",
    "' or '1'='1", "../../etc/passwd", "file:///etc/passwd", "\\\\host\\share", "--said--", "var(--said)", "url(//x.invalid)",
    "expression(alert(1))", "__import__('os')",
)  # fmt: skip
LETTERS = (
    "\u202eright to left\u202c", "\u2066isolated\u2069", "\u200b\u200d\ufeff", "e\u0301\u0323", "ﬁ ﬂ", "Ⅷ ½ ²", "العربية", "עברית",
    "中文字", "日本語", "한국어", "ไทย", "हिन्दी", "😀👩‍👩‍👧‍👦🏳️‍🌈", "𝕏𝒜", "İıßẞ", "\u00a0 \u2003", "two\nlines", "tab\there", "a\u2028b\u2029c", "ZA̡͢LGO",
)  # fmt: skip
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1+1", "\t=1", "=cmd|' /C calc'!A0", "{=1+1}", "=HYPERLINK(\"https://x.invalid\")")  # fmt: skip
PAYLOADS = (*SCRIPT, *MARKDOWN, *TEMPLATES, *LETTERS, *FORMULAS)
CONTROL = "nul\x00 bell\x07 escape\x1b[31m vertical\x0b feed\x0c \ufffe \uffff"
LONG = "w" * 10_000
_TABLES = {
    "record.events": ("what", "note"),
    "record.ukraine_assistance": ("stated_as", "note"),
    "record.casualties_published": ("publisher", "counts", "leaves_out", "note"),
    "record.force_model_tiers": ("name", "note"),
    "record.force_model_statements": ("words", "note"),
    "record.transcripts": ("note",),
}


def record_with(record: Record, text: str) -> Record:
    """The record with `text` in every text field that a reader sees; names keep a tail that tells them apart."""
    tables = dict(record.tables)
    for name, columns in _TABLES.items():
        frame = tables[name]
        for column in columns:
            frame = frame.assign(**{column: [f"{text} {at}" for at in range(len(frame))]})
        tables[name] = frame
    return replace(
        record,
        tables=tables,
        allies={k: replace(a, name=f"{text} {k}") for k, a in record.allies.items()},
        editions={
            k: replace(
                e, label=f"{text} {k}", publisher=e.publisher, title=text, definition=text, covers=text
            )
            for k, e in record.editions.items()
        },
        sources={
            k: replace(s, publisher=text, title=text, where_read=text, notes=text)
            for k, s in record.sources.items()
        },
        people={k: replace(p, name=f"{text} {k}", role=text) for k, p in record.people.items()},
    )


def claims_with(claims: tuple[Claim, ...], text: str) -> tuple[Claim, ...]:
    """The claims with `text` as their words, quotation, label, meaning and note."""
    return tuple(
        replace(
            c,
            quote=f"{text} {c.quote}",
            words=text,
            label=text,
            means=text,
            note=text,
            short="",
            untestable=c.untestable and text,
        )
        for c in claims
    )
