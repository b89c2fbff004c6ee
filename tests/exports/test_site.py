"""The static edition: every link leads somewhere, every number is the record's, and nothing is made up."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from components import registry
from components.claims import files
from components.claims.words import WORDS
from components.exports import site
from components.exports.site import claim_pages, feed, figure_files, pages, shell
from components.exports.site.place import PAGES
from components.markup.figure import _cell
from components.topics import exhibits, passage, register
from tests.exports.parsed import Parsed
from tests.pages.test_pages import html as live_html
from tests.pages.test_pages import in_frame

RECORD, CLAIMS = files.load()
ADDRESS, LIVE = "https://example.org/record/", "https://live.example.org/"
SITE = site.of(RECORD, CLAIMS, address=ADDRESS, live=LIVE)
DOUBLED = exhibits.doubled(RECORD, CLAIMS)
BARE = site.of(RECORD, CLAIMS)
READ = {address for source in RECORD.sources.values() for address in (source.url, source.where_read)}
"""Where the sources are: the one kind of link that leads elsewhere."""
SMALL = (
    "method/index.html", "claims/index.html", "claims/allies_2024/index.html", "claims/allies_2024/preview.png", "feed.xml",
    "figures/spending-map.svg", "figures/spending-map.png", "figures/spending-map.json", "claims.json", "claims.jsonld",
    "sitemap.xml", "_headers", "404.html", "casualty_figures/index.html",
)  # fmt: skip


class Held(Parsed):
    """A page of the static edition, with its texts, its style sheets and the data that a script element holds."""

    void = Parsed.void | {"path", "rect", "line", "use", "circle"}

    def __init__(self, content: bytes) -> None:
        self.texts: list[str] = []
        self.data = ""
        self.sheets: list[str] = []
        super().__init__(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "style":
            self.sheets.append("")

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if "script" in self.open:
            self.data += data
        elif "style" in self.open:
            self.sheets[-1] += data
        elif text := " ".join(data.split()):
            self.texts.append(text)

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if attrs.get("id")]  # type: ignore[misc]

    def meta(self, name: str) -> str | None:
        return next((a["content"] for t, a in self.tags if t == "meta" and name in (a.get("name"), a.get("property"))), None)  # fmt: skip


@cache
def _kept() -> tempfile.TemporaryDirectory:
    """The whole edition, built once for all tests of a session."""
    folder = tempfile.TemporaryDirectory(prefix="site-")
    site.write(Path(folder.name), SITE)
    return folder


def built() -> Path:
    """The folder of the whole edition."""
    return Path(_kept().name)


@cache
def held(path: str) -> Held:
    return Held((built() / path).read_bytes())


@cache
def all_pages() -> tuple[str, ...]:
    return tuple(sorted(str(p.relative_to(built())) for p in built().rglob("*.html")))


def links(page: Held) -> list[str]:
    names = ("href", "src", "xlink:href", "action", "data", "poster", "srcset")
    found = [value for tag, attrs in page.tags for name in names if (value := attrs.get(name)) is not None]
    return found + [url for sheet in page.sheets for url in re.findall(r'url\("([^"]*)"\)', sheet)]


def leads(path: str, link: str) -> bool:
    """Does a link of the page at `path` lead to a file of the folder, and to a place that is in it?"""
    if link.startswith(ADDRESS):
        link = f"/record/{link.removeprefix(ADDRESS) or 'index.html'}"
        link += "index.html" if link.endswith("/") else ""
    parts = urlsplit(link)
    start = built() if parts.path.startswith("/record/") else (built() / path).parent
    where = unquote(parts.path).removeprefix("/record/")
    target = (start / where if where else built() / path).resolve()
    if not target.is_file() or not target.is_relative_to(built().resolve()):
        return False
    return not parts.fragment or parts.fragment in held(str(target.relative_to(built().resolve()))).ids


def test_every_link_leads_to_a_file_of_the_folder_and_to_a_place_in_it() -> None:
    found = [
        (path, link)
        for path in all_pages()
        for link in links(held(path))
        if not link.startswith(LIVE) and link not in READ
    ]
    assert [one for one in found if not leads(*one)] == []
    assert len(found) > 2000
    assert not leads("index.html", "spending/none.html") and not leads("index.html", "#none")


def test_links_name_the_file_so_that_they_work_from_a_disk() -> None:
    for path in all_pages():
        inside = [link for link in links(held(path)) if "://" not in link and not link.startswith("#")]
        assert [link for link in inside if not Path(urlsplit(link).path).suffix] == [], path


def test_no_address_is_named_but_the_two_given_and_those_of_sources() -> None:
    sources = "\n".join(f"{s.url} {s.where_read} {s.notes}" for s in RECORD.sources.values())
    known = (ADDRESS, LIVE, "https://schema.org", "https://creativecommons.org/licenses/by/4.0/", "https://www.sipri.org/databases/milex")  # fmt: skip
    for path in all_pages():
        assert [
            a for a in links(held(path)) if "://" in a and not a.startswith((ADDRESS, LIVE)) and a not in READ
        ] == [], path
        for found in re.findall(r"https?://[^\s\"'<>)\]]+", (built() / path).read_text(encoding="utf-8")):
            found = found.rstrip(".,;")
            assert found.startswith(known) or found in sources, (path, found)
        for sheet in held(path).sheets:
            root = "/record/" if path == "404.html" else "../" * path.count("/")
            assert re.findall(rf'url\("(?!{root}assets/source-s)[^)]*\)|https?:|@import', sheet) == [], path


def test_without_addresses_none_is_made_up() -> None:
    made = site.makers(BARE)
    assert "sitemap.xml" not in made
    for path in ("index.html", "spending/index.html", "claims/spending_2024/index.html", "figures/force-model-steps/index.html"):  # fmt: skip
        page = Held(made[path]())
        assert [link for link in links(page) if "://" in link and link not in READ] == []
        assert page.meta("og:url") is None and page.meta("og:image") is None and page.meta("og:title")
        assert not [a for t, a in page.tags if t == "link" and a.get("rel") == "canonical"]
        assert "Live dashboard" not in page.texts
    about = json.loads(Held(made["claims/spending_2024/index.html"]()).data)
    assert "url" not in about and "@id" not in about and about["author"] == {"@type": "Organization", "name": "Against the Record"}  # fmt: skip
    register_ = json.loads(made["claims.json"]())
    assert "address" not in register_ and not any("address" in claim for claim in register_["claims"])
    assert b"Sitemap" not in made["robots.txt"]() and b"://" not in made["404.html"]()
    assert ElementTree.fromstring(made["figures/force-model-steps.svg"]()) is not None


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org/", "javascript:alert(1)", "https://example.org/?a=b"])  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        site.of(RECORD, CLAIMS, address=address)
    with pytest.raises(ValueError, match="no address"):
        site.of(RECORD, CLAIMS, live=address)


def test_each_page_is_well_formed_with_one_title_one_first_heading_and_no_level_left_out() -> None:
    for path in all_pages():
        page = held(path)
        assert page.wrong == [], path
        assert [name for name, count in Counter(page.ids).items() if count > 1] == [], path
        assert Counter(tag for tag, _ in page.tags)["title"] == 1 and page.tags[0][1]["lang"] == "en", path
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1 and levels[0] == 1, path
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), path
        named = [attrs.get("aria-label") for tag, attrs in page.tags if tag == "svg" and "aria-hidden" not in attrs]  # fmt: skip
        assert all(named), path


def columns(page: Held) -> list[tuple[set[int], int]]:
    """For each table: the columns that a cell begins in, and how many columns there are."""
    found: list[tuple[set[int], int]] = []
    for tag, attrs in page.tags:
        if tag == "table":
            found.append((set(), 0))
        elif tag == "tr":
            at = 0
        elif tag in ("td", "th"):
            begins, wide = found[-1]
            begins.add(at)
            at += int(attrs.get("colspan") or 1)
            found[-1] = (begins, max(wide, at))
    return found


def test_no_table_has_a_column_without_a_cell_of_its_own() -> None:
    tables = [(path, *found) for path in all_pages() for found in columns(held(path))]
    assert len(tables) > 200
    assert [path for path, begins, wide in tables if len(begins) != wide] == []


def test_a_page_without_the_rules_of_lists_has_nothing_that_they_are_for() -> None:
    folder = Path(shell.__file__).parents[2]
    always, lists = (
        set(re.findall(r"(?:^|[ .,])(del|ins|hr)\b|\.([a-z][\w-]*)", "".join((folder / name).read_text() for name in names), re.MULTILINE))
        for names in (("markup/pieces.css", "exports/site/site.css"), ("markup/lists.css", "exports/site/lists.css"))
    )  # fmt: skip
    only = {"".join(name) for name in lists - always}
    assert {"cards", "register", "strip", "del"} <= only
    without = [path for path in all_pages() if ".cards" not in held(path).sheets[1]]
    assert len(without) == sum(page.topic for page in registry.PAGES)
    for path in without:
        for tag, attrs in held(path).tags:
            assert not only & {tag, *(attrs.get("class") or "").split()}, path


def test_a_page_is_shown_as_soon_as_its_foot_is_there() -> None:
    for path in all_pages():
        kinds = next(attrs.get("class") or "" for tag, attrs in held(path).tags if tag == "body").split()
        assert ("footer" in [tag for tag, _ in held(path).tags]) != ("alone" in kinds), path


def test_nothing_in_a_page_can_run() -> None:
    for path in all_pages():
        for tag, attrs in held(path).tags:
            assert tag not in ("iframe", "object", "embed", "form", "base"), (path, tag)
            assert tag != "script" or attrs == {"type": "application/ld+json"}, path
            assert not [name for name in attrs if name.startswith("on") or name == "style"], (path, tag)
        policy = next(
            a["content"] for t, a in held(path).tags if a.get("http-equiv") == "Content-Security-Policy"
        )
        hashes = [base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() for sheet in held(path).sheets]  # fmt: skip
        assert sorted(re.findall(r"'sha256-([^']+)'", policy)) == sorted(hashes) and len(hashes) == 2, path
        assert "default-src 'none'" in policy and "script" not in policy
        assert "unsafe" not in policy and "frame-ancestors" not in policy


def test_every_cell_of_a_figure_stands_in_the_table_of_its_page_and_of_the_pages_that_show_it() -> None:
    shown = {path: "|".join(held(path).cells) for path in all_pages()}
    for one in figure_files.figures(SITE):
        table = "|".join(
            _cell(row[column.name], column) for row in one.figure.frame.to_dict("records") for column in one.figure.columns
        )  # fmt: skip
        assert table in shown[f"{one.place}index.html"], one.key
        page = one.exhibit.page
        if page in PAGES and page and not one.key.startswith("readings-of-spending_p"):
            assert table in shown[f"{page}/index.html"], one.key


def test_every_text_of_the_live_page_stands_in_the_static_one() -> None:
    for page in PAGES:
        name = page or "overview"
        live = Held(f"<body>{live_html(in_frame(name))}</body>".encode())
        ours = Counter(held(f"{page}/index.html" if page else "index.html").texts)
        own = ("Data edition of", "{", ".doc", "Open", "@", "Against the Record", "Page size")
        texts = [t for t in live.texts if not t.startswith(own) and not re.search(r"[{}]", t)]
        assert texts, page
        missing = [text for text in texts if text not in ours]
        assert missing == [], page


def test_a_page_is_drawn_with_the_fonts_that_are_announced_which_have_all_its_letters() -> None:
    faces = re.findall(r"@font-face\{.*?\}", held("spending/index.html").sheets[0])
    assert len(faces) == 4
    said = {letter for path in all_pages() for text in held(path).texts for letter in text if letter > " "}
    for face in faces:
        path = re.findall(r'url\("\.\./([^"]*)"', face)[0]
        assert f"</record/{path}>; rel=preload" in (built() / "_headers").read_text(encoding="utf-8")
        assert {letter for letter in said if ord(letter) not in TTFont(built() / path).getBestCmap()} == set()


def test_shared_files_are_named_by_their_content() -> None:
    for path in (built() / "assets").iterdir():
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:12] in path.name
        if path.suffix == ".woff2":
            assert all(path.name in "".join(held(page).sheets) for page in all_pages())


def test_every_claim_has_a_page_with_its_quote_both_findings_and_what_a_preview_needs() -> None:
    rows = register.entries(RECORD, CLAIMS)
    for at, entry in enumerate(rows):
        path = f"claims/{entry.claim.id}/"
        page = held(f"{path}index.html")
        whole = " ".join(page.texts)
        quoted = " ".join(f"“{passage(RECORD, (entry.claim,)).text}”".split())
        assert re.sub(r"\s", "", quoted) in re.sub(r"\s", "", whole), path
        labels = [WORDS[found.word].label for found in (entry.day, entry.today)]
        assert all(page.texts.count(label) >= labels.count(label) for label in labels), path
        assert page.meta("og:url") == f"{ADDRESS}{path}" == next(a["href"] for t, a in page.tags if a.get("rel") == "canonical")  # fmt: skip
        assert page.meta("og:image") == f"{ADDRESS}{path}preview.png" == page.meta("twitter:image")
        assert page.meta("twitter:card") == "summary_large_image"
        assert page.meta("description") == page.meta("og:description")
        assert all(label in (page.meta("description") or "") for label in labels)
        for name, other in (("Previous: ", rows[at - 1] if at else None), ("Next: ", rows[at + 1] if at + 1 < len(rows) else None)):  # fmt: skip
            assert bool(other) == any(text.startswith(name) for text in page.texts)
            assert not other or f"../../claims/{other.claim.id}/index.html" in links(page)
        assert f"{LIVE}claims?claim={entry.claim.id}" in links(page)


def test_every_claim_page_carries_its_claim_review_at_its_own_address() -> None:
    for entry in register.entries(RECORD, CLAIMS):
        about = json.loads(held(f"claims/{entry.claim.id}/index.html").data)
        assert about["@context"] == "https://schema.org" and about["@type"] == "ClaimReview"
        assert about["url"] == f"{ADDRESS}claims/{entry.claim.id}/"
        assert about["itemReviewed"]["text"] == entry.claim.quote and about["author"]["url"] == ADDRESS
        assert about["reviewRating"]["alternateName"] == WORDS[entry.today.word].label
        rating = WORDS[entry.today.word].rating
        assert about["reviewRating"].get("ratingValue") == rating
    graph = json.loads((built() / "claims.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert [about["url"] for about in graph] == [f"{ADDRESS}{path}" for path in claim_pages.paths(SITE)]


def test_a_preview_is_1200_by_630_with_the_words_in_orange_and_the_finding_in_its_shape() -> None:
    pictures = [*built().glob("claims/*/preview.png"), *(built() / f"{p}preview.png" for p in pages.paths())]
    assert len(pictures) == len(CLAIMS) + len(PAGES)
    for path in pictures:
        assert Image.open(path).size == (1200, 630), path
    image = Image.open(built() / "claims/spending_increase/preview.png").convert("RGB")
    colours = Counter(image.get_flattened_data() if hasattr(image, "get_flattened_data") else image.getdata())  # fmt: skip
    assert colours[(0xB4, 0x54, 0x0A)] > 2000 and colours[(0x1F, 0x5A, 0x99)] > 300
    assert image.getpixel((83, 533)) == (0x1F, 0x5A, 0x99)  # on its own basis: the left half is filled
    assert image.getpixel((95, 533)) == (255, 255, 255) == image.getpixel((617, 533))  # differs: open


def test_each_figure_has_five_files_that_agree() -> None:
    for one in figure_files.figures(SITE):
        for ending in (".svg", ".png", ".csv", ".json", "/index.html"):
            assert (built() / f"figures/{one.key}{ending}").is_file(), one.key
        about = json.loads((built() / f"figures/{one.key}.json").read_text(encoding="utf-8"))
        assert about["title"] == one.figure.caption.title and about["source"] == one.figure.caption.source
        assert about["address"] == f"{ADDRESS}figures/{one.key}/"
        assert len(about["rows"]) == len(one.figure.frame) and "$schema" in about["vega_lite"]
        picture = (built() / f"figures/{one.key}.svg").read_text(encoding="utf-8")
        assert ElementTree.fromstring(picture.encode()) is not None and about["address"] in picture
        assert f"{LIVE}{one.exhibit.path}" in links(held(f"{one.place}index.html")), one.key
        assert Image.open(io.BytesIO((built() / f"figures/{one.key}.png").read_bytes())).width == 1200


def test_the_data_files_are_the_repositorys_and_their_descriptor_is_right() -> None:
    package = json.loads((built() / "data/datapackage.json").read_text(encoding="utf-8"))
    assert len(package["resources"]) == len(RECORD.tables)
    for resource in package["resources"]:
        content = (built() / "data" / resource["path"]).read_bytes()
        assert f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"], resource["path"]
        assert f"../data/{resource['path']}" in links(held("data/index.html"))
    claims = json.loads((built() / "claims.json").read_text(encoding="utf-8"))["claims"]
    assert [c["address"] for c in claims] == [f"{ADDRESS}{path}" for path in claim_pages.paths(SITE)]
    assert (built() / "claims.csv").read_bytes().count(f"{ADDRESS}claims/".encode()) == len(CLAIMS)


def test_the_map_of_the_site_names_every_page_once() -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", (built() / "sitemap.xml").read_text(encoding="utf-8"))
    expected = {f"{ADDRESS}{path.removesuffix('index.html')}" for path in all_pages() if path != "404.html"}
    assert len(listed) == len(set(listed)) and set(listed) == expected
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (built() / "robots.txt").read_text(encoding="utf-8")


def test_the_feed_has_the_changelog_under_names_that_last_and_each_finding_that_moved() -> None:
    atom = {"a": "http://www.w3.org/2005/Atom"}
    text = "# Changelog\n\n## Not a date\n\nx\n\n## 2999-01-02\n\nFirst <b>&.\n\n- One\n  more\n- Two\n"
    older = ElementTree.fromstring(feed.feed(SITE, text))
    newer = ElementTree.fromstring(
        feed.feed(SITE, text.replace("## 2999", "## 2999-03-04\n\nSecond.\n\n## 2999", 1))
    )
    ids = [[e.text for e in found.findall("a:entry/a:id", atom)] for found in (older, newer)]
    assert len(set(ids[1])) == len(ids[0]) + 1 and ids[1][1:] == ids[0]
    assert [e.text for e in newer.findall("a:updated", atom)] == ["2999-03-04T00:00:00Z"]
    content = older.find("a:entry/a:content", atom)
    assert content is not None and content.text == "<p>First &lt;b&gt;&amp;.</p><ul><li>One more</li><li>Two</li></ul>"  # fmt: skip
    real = ElementTree.fromstring((built() / "feed.xml").read_bytes())
    dated = [(e.text or "")[:10] for e in real.findall("a:entry/a:updated", atom)]
    headings = re.findall(r"^## (\d{4}-\d\d-\d\d)", feed.CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)  # fmt: skip
    assert dated == sorted(dated, reverse=True) and set(headings) <= set(dated)
    with Path("tests/claims/findings.csv").open(encoding="utf-8", newline="") as ledger:
        rows = [(row["claim"], row["finding"]) for row in csv.DictReader(ledger)]
    moved = {a for (a, then), (_, now) in zip(rows[::2], rows[1::2], strict=True) if then != now}
    about = {(e.get("href") or "").split("/")[-2] for e in real.findall("a:entry/a:link", atom)}
    assert moved and moved == {name for name in about if name in dict(rows)}


def test_no_path_gets_two_policies_from_the_headers_and_shared_files_are_kept_for_ever() -> None:
    rules: dict[str, list[str]] = {}
    for line in (built() / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            rules[line] = []
        elif line.strip():
            list(rules.values())[-1].append(line.strip())
    for path in ["", *(str(p.relative_to(built())) for p in built().rglob("*") if p.is_file())]:
        found = [line for rule, lines in rules.items() if fnmatch(f"/{path}", rule) for line in lines]
        policies = [line for line in found if line.startswith("Content-Security-Policy: ")]
        assert "X-Content-Type-Options: nosniff" in found
        if path.endswith("html") or path == "":
            assert len(policies) == 1 and "default-src 'none'" in policies[0] and "script" not in policies[0], path  # fmt: skip
            assert policies[0].endswith("*" if path.startswith("figures/") else "'none'"), path
            own = re.findall(r"'sha256-[^']+'", (built() / (path or "index.html")).read_text(encoding="utf-8").replace("&#39;", "'"))  # fmt: skip
            assert path.startswith("figures/") or (own and all(one in policies[0] for one in own)), path
            assert path.startswith("figures/") or "unsafe" not in policies[0], path
        assert ("immutable" in "".join(found)) == path.startswith("assets/"), path
        for value in (line.split(": ", 1)[1] for line in found if line.startswith("Link")):
            assert all((built() / p).is_file() for p in re.findall(r"</record/([^>]*)>", value))


def hostile(text: str) -> site.Site:
    """An edition in which every text of one claim is `text`."""
    bad = {"quote": text, "short": "", "words": text, "label": text, "means": text, "note": text}
    claims = tuple(replace(c, **bad) if c.id == "allies_2024" else c for c in CLAIMS)
    return site.of(RECORD, claims, address=ADDRESS)


def test_hostile_text_is_text() -> None:
    def parsed(text: str) -> Held:
        evil = hostile(text)
        entry = next(e for e in register.entries(RECORD, evil.claims) if e.claim.id == "allies_2024")
        page = claim_pages.page(evil, entry)
        return Held(shell.document(evil, replace(page, title=text, description=text)))

    usual = [(tag, sorted(attrs)) for tag, attrs in parsed("harmless").tags]
    for text in (
        "<script>alert(1)</script>", "</script><script>x</script>", "'\"><img src=x onerror=alert(1)>", "&lt;b&gt; &amp;",
        "{0} {title!r} %s", "javascript:alert(1)", "</title><b>", "--said--", "]]><!-- x", '" d="M0,0" x="', "\\u003c",
    ):  # fmt: skip
        page = parsed(text)
        assert page.wrong == [], text
        assert [(tag, sorted(attrs)) for tag, attrs in page.tags] == usual, text
        assert "".join(page.texts).count(text) >= 5, text
        assert json.loads(page.data)["itemReviewed"]["text"] == text


@pytest.mark.full
def test_another_process_makes_the_same_bytes() -> None:
    code = (
        "import hashlib\nfrom components.claims import files\nfrom components.exports import site\n"
        f"made = site.makers(site.of(*files.load(), address={ADDRESS!r}, live={LIVE!r}))\n"
        f"print(*(hashlib.sha256(made[p]()).hexdigest() for p in {SMALL!r}))\nprint(*sorted(made))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"TZ": "Pacific/Auckland", "PATH": ""})  # fmt: skip
    hashes, names = done.stdout.splitlines()
    assert hashes.split() == [hashlib.sha256((built() / path).read_bytes()).hexdigest() for path in SMALL]
    written = {str(p.relative_to(built())) for p in built().rglob("*") if p.is_file()}
    assert set(names.split()) == written - {".against-the-record"}


def test_a_file_that_is_no_longer_made_goes_and_a_strangers_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edition(*names: str) -> None:
        monkeypatch.setattr("components.exports.site.edition.makers", lambda _: {n: bytes for n in names})
        site.write(tmp_path, SITE)

    (tmp_path / "CNAME").write_text("a stranger's")
    (tmp_path.parent / "outside").write_text("outside the folder")
    edition("a/index.html", "b/index.html")
    manifest = tmp_path / ".against-the-record"
    manifest.write_text(f"{manifest.read_text()}../outside\n")
    edition("b/index.html")
    assert not (tmp_path / "a/index.html").exists() and (tmp_path / "b/index.html").exists()
    assert (tmp_path / "CNAME").exists() and (tmp_path.parent / "outside").exists()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""), ("spending?prices=constant&edition=2024-06-17", "spending/"), ("claims", "claims/"),
        ("claims?claim=allies_2024", "claims/allies_2024/"), ("embed?figure=spending-map&embed=true", "figures/spending-map/"),
        ("embed?figure=spending-by-year&prices=constant", "figures/spending-by-year-constant/"),
        ("embed?figure=force-model-steps&prices=constant", "figures/force-model-steps/"), ("briefing?show=x", ""), ("two_percent", "two_percent/"),
    ],
)  # fmt: skip
def test_a_view_of_the_dashboard_has_its_place_in_the_static_edition(path: str, expected: str) -> None:
    assert site.static_path(path, DOUBLED) == expected
    assert not expected or (built() / expected / "index.html").is_file()


def test_a_figure_is_there_under_the_first_choices_and_some_in_constant_prices_too() -> None:
    assert site.draws("spending-by-year", {}, DOUBLED)
    assert site.draws("readings-of-spending_2024", {"claim": "spending_2024"}, DOUBLED)
    assert site.draws("spending-by-year", {"prices": "constant"}, DOUBLED)
    assert not site.draws("spending-increase-readings", {"prices": "constant"}, DOUBLED)
    assert not site.draws("spending-by-year", {"prices": "constant", "edition": "2025-08-28"}, DOUBLED)


@pytest.mark.parametrize(
    ("claim_id", "by"),
    [
        ("spending_2024", "Jake Sullivan, 9 July 2024."),
        ("best_resourced_words", "The article, quoting Joe Biden, 9 July 2024."),
        ("war_footing_speaker", "The article, naming Jens Stoltenberg, 9 July 2024."),
    ],
)
def test_a_preview_names_whose_statement_is_rated(claim_id: str, by: str) -> None:
    entry = next(entry for entry in register.entries(RECORD, CLAIMS) if entry.claim.id == claim_id)
    assert claim_pages.page(SITE, entry).description.startswith(by)


@pytest.mark.parametrize(
    "given", ["example.org", "https://example.org/#x", "https://exa mple.org/", "ftp://example.org/"]
)
def test_an_address_that_is_none_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    with pytest.raises(SystemExit):
        site.main([str(tmp_path / "site"), "--address", given])
    assert "is no address such as https://" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_the_page_for_no_page_leads_to_the_root_where_no_address_is_known() -> None:
    links = re.findall(r"(?:href='|href=\"|url\(\"?)([^'\"#)]+)", site.makers(BARE)["404.html"]().decode())
    assert len(links) > 10 and all(link.startswith("/") for link in links)


def test_each_source_of_a_claim_can_be_followed_and_every_page_names_the_article() -> None:
    entry = next(e for e in register.entries(RECORD, CLAIMS) if e.claim.id == "gaza_200000")
    found = {a for s in register.sources(RECORD, entry) for a in (s.url, s.where_read) if "://" in a}
    assert found and found <= set(links(held("claims/gaza_200000/index.html")))
    article = RECORD.sources["ARTICLE-2024-07-09"].where_read
    assert [
        p
        for p in all_pages()
        if not p.startswith("figures/") and p != "404.html" and article not in links(held(p))
    ] == []
