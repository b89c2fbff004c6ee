"""Folders copied and compressed: whatever version of Streamlit is there, and nothing of an older copy is left."""

from __future__ import annotations

import gzip
from importlib import metadata
from pathlib import Path

import pytest

from deploy import precompress

PAGE = "<!doctype html><title>Another</title>" + "<p>Words of a page.</p>" * 40


@pytest.fixture
def other_streamlit(tmp_path: Path) -> Path:
    """A Streamlit that has none of the files of the one installed here but its page."""
    installed = tmp_path / "streamlit"
    (installed / "static/static/js").mkdir(parents=True)
    (installed / "static/index.html").write_text(PAGE, encoding="utf-8")
    (installed / "static/static/js/main.js").write_text("start();" * 100, encoding="utf-8")
    return installed


def test_a_streamlit_with_other_files_is_copied_as_it_is_and_compressed(
    tmp_path: Path, other_streamlit: Path
) -> None:
    out = precompress.streamlit(tmp_path / "out", "/live/", quality=1, installed=other_streamlit)
    assert (out / "index.html").read_text(encoding="utf-8") == PAGE
    assert gzip.decompress((out / "index.html.gz").read_bytes()).decode() == PAGE
    assert (out / "static/js/main.js.gz").exists()


def test_a_page_is_told_where_its_server_is_in_the_place_that_streamlit_reads(
    tmp_path: Path, other_streamlit: Path
) -> None:
    text = PAGE.replace("<title>", "<head><title>")
    (other_streamlit / "static/index.html").write_text(text, encoding="utf-8")
    out = precompress.streamlit(tmp_path / "out", "/live/", quality=1, installed=other_streamlit)
    assert "'/live/'" in (out / "index.html").read_text(encoding="utf-8")
    scripts = [file.locate() for file in metadata.files("streamlit") or () if file.match("static/js/*.js")]
    texts = [Path(str(script)).read_text(encoding="utf-8") for script in scripts]
    assert any("window.__streamlit" in text and "BACKEND_BASE_URL" in text for text in texts)


def test_a_copy_is_made_again_only_for_another_streamlit(tmp_path: Path, other_streamlit: Path) -> None:
    out = precompress.streamlit(tmp_path / "out", "/live/", quality=1, installed=other_streamlit)
    mark = out / "left"
    mark.touch()
    precompress.streamlit(out, "/live/", quality=1, installed=other_streamlit)
    assert mark.exists()
    (other_streamlit / "static/index.html").write_text(PAGE.upper(), encoding="utf-8")
    precompress.streamlit(out, "/live/", quality=1, installed=other_streamlit)
    assert not mark.exists()
    assert gzip.decompress((out / "index.html.gz").read_bytes()).decode() == PAGE.upper()


def test_what_compression_would_not_shrink_is_sent_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "site"
    source.mkdir()
    (source / "short.txt").write_text("short", encoding="utf-8")
    (source / "picture.png").write_bytes(bytes(1000))
    out = precompress.folder(source, tmp_path / "out")
    assert sorted(path.name for path in out.iterdir()) == ["picture.png", "short.txt"]
