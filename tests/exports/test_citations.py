"""A citation leads back to the view, in prose and in BibTeX, whatever its title holds."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from components import VERSION, exports
from components.claims import files
from components.exports import citations
from components.topics import exhibits

ROOT = Path(__file__).parents[2]
RECORD, CLAIMS = files.load()
STAMP = exports.stamp(RECORD, "https://example.org/record")


def exhibit(exhibit_id: str = "spending-by-year", **values: str):
    return exhibits.find(RECORD, CLAIMS, exhibit_id, values)


@pytest.mark.parametrize("exhibit_id", exhibits.names(RECORD, CLAIMS))
def test_every_form_has_the_address_and_the_longer_ones_edition_and_version(exhibit_id: str) -> None:
    cited = citations.of(exhibit(exhibit_id), STAMP)
    address = STAMP.address(exhibit(exhibit_id).path)
    assert all(address in form for form in (cited.short, cited.full, cited.bibtex))
    assert all(f"version {VERSION}" in form for form in (cited.full, cited.bibtex))
    assert all("10 July 2026" in form for form in (cited.full, cited.bibtex))
    assert "\n" not in cited.short + cited.full and "““" not in cited.short


def test_keys_are_plain_and_differ_between_spreads_and_editions() -> None:
    views = [exhibit(exhibit_id) for exhibit_id in exhibits.names(RECORD, CLAIMS)]
    views.append(exhibit(edition="2025-08-28"))
    keys = [re.match(r"@misc\{([^,]+),", citations.of(view, STAMP).bibtex)[1] for view in views]  # type: ignore[index]
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys) and len(set(keys)) == len(keys)


def test_special_characters_of_a_title_are_text_in_bibtex() -> None:
    title = "50% & #1 of $5_000 {a} ~b^c \\input{x} „Türkiye“"
    entry = citations.of(replace(exhibit(), title=title), STAMP).bibtex
    line = next(line for line in entry.splitlines() if line.strip().startswith("title"))
    assert line.strip() == (
        r"title        = {{50\% \& \#1 of \$5\_000 \{a\} \textasciitilde{}b\textasciicircum{}c "
        r"\textbackslash{}input\{x\} „Türkiye“}},"
    )


def test_braces_balance_so_that_the_entry_ends_where_it_should() -> None:
    for title in ("}}} @misc{evil,", "{{{", "\\", "a\nb", "x" * 10_000):
        hostile = replace(exhibit(), title=title, values={"a": "{}\\%", "b": "}"})
        entry = re.sub(r"\\[{}]", "", citations.of(hostile, replace(STAMP, base="https://e.org/}{")).bibtex)
        depth, ends = 0, []
        for at, letter in enumerate(entry):
            depth += {"{": 1, "}": -1}.get(letter, 0)
            ends += [at] if letter == "}" and depth == 0 else []
        assert ends == [len(entry) - 2], title


def test_one_version_stands_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", cff, re.M)[1] == project == VERSION  # type: ignore[index]


def test_the_citation_file_names_no_person() -> None:
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert "cff-version: 1.2.0" in cff and "license: MIT" in cff and "type: software" in cff
    assert '- name: "Against the Record contributors"' in cff
    assert not re.search(r"family-names|given-names|orcid|repository|url:", cff)
