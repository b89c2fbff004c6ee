"""What comes from others: every package with version, hash and licence, and the JavaScript inside the wheels.

    python -m tests.supply_chain          writes docs/sbom.cdx.json and docs/supply-chain.md
    python -m tests.supply_chain audit    asks for known vulnerabilities; says so where it cannot ask

The software bill of materials is made by cyclonedx-py from `requirements.txt`; here it only loses what names
an index or a line and gains the licences. No clock and no random number: the same pins give the same bytes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SBOM, PAGE = ROOT / "docs/sbom.cdx.json", ROOT / "docs/supply-chain.md"
LOCK = "requirements-dev.txt"
"""Everything at one version, with the hashes of its files."""
EXPORTS = {"requirements.txt": (), LOCK: ("dev", "deploy"), "deploy/requirements.txt": ("deploy",)}
"""What pip installs from, and which groups of `pyproject.toml` it has."""
_PATIENCE = 90
"""Seconds that the audit may take; `make lint` must not wait for a network that does not answer."""
_CODE = (".js", ".mjs", ".wasm")
_VERSION = r"[`\"](\d+\.\d+\.\d+)[`\"]"
LIBRARIES = (
    ("streamlit", "React DOM", "streamlit/static/static/js/react-dom.*.js", rf"version:{_VERSION}"),
    ("streamlit", "Vega", "streamlit/static/static/js/embed.*.js", r"\}\),\w+=`(6\.[0-9.]+)`"),
    ("streamlit", "Vega-Lite", "streamlit/static/static/js/embed.*.js", r"\{version:`(6\.[0-9.]+)`"),
    ("streamlit", "Vega-Embed", "streamlit/static/static/js/embed.*.js", r"version:`(7\.[0-9.]+)`"),
    ("streamlit", "KaTeX", "streamlit/static/static/js/katex.*.js", rf"version:{_VERSION}"),
    ("streamlit", "plotly.js", "streamlit/static/static/js/PlotlyChart.*.js", r"plotly\.js v(\d+\.\d+\.\d+)"),
    ("streamlit", "deck.gl", "streamlit/static/static/js/DeckGlJsonChart.*.js", r"VERSION=`(9\.[0-9.]+)`"),
    ("plotly", "plotly.js", "plotly/package_data/plotly.min.js", r"plotly\.js v(\d+\.\d+\.\d+)"),
)
"""Libraries in a wheel that say their own version: wheel, library, file, and how its version is written there."""


@dataclass(frozen=True)
class Pin:
    """One package at one version, with the condition it is installed under and the hashes of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def pins(name: str) -> list[Pin]:
    """The packages of a requirements file in its order."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = []
    for line in filter(None, (line.split("#")[0].strip() for line in text.splitlines())):
        wanted, *hashes = (part.strip() for part in line.split("--hash="))
        package = Requirement(wanted)
        version = str(package.specifier).removeprefix("==")
        found.append(Pin(canonicalize_name(package.name), version, str(package.marker or ""), tuple(hashes)))
    return found


def wanted(name: str) -> set[tuple[str, str]]:
    """The packages that `pyproject.toml` asks for in a requirements file, each with its version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [] if name.startswith("deploy") else list(project["project"]["dependencies"])
    for group in EXPORTS[name]:
        asked += [entry for entry in project["dependency-groups"][group] if isinstance(entry, str)]
    found = map(Requirement, asked)
    return {(canonicalize_name(one.name), str(one.specifier).removeprefix("==")) for one in found}


def licence(name: str) -> str:
    """The licence a package states of itself; of each, the most exact statement it makes."""
    held = metadata.metadata(name)
    if stated := held.get("License-Expression"):
        return stated
    classes = [c.split(" :: ")[-1] for c in held.get_all("Classifier") or () if c.startswith("License")]
    if named := [c for c in classes if c != "OSI Approved"]:
        return ", ".join(named)
    return (held.get("License") or "not stated").splitlines()[0]


def is_here(pin: Pin) -> bool:
    """Is this very pin the one for the machine that asks?"""
    return not pin.marker or Requirement(f"{pin.name}; {pin.marker}").marker.evaluate()  # type: ignore[union-attr]


def sbom() -> bytes:
    """The bill of materials of the app in CycloneDX form."""
    command = [
        str(Path(sys.executable).with_name("cyclonedx-py")),
        "requirements",
        "--output-reproducible",
        "requirements.txt",
    ]
    made = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    held = {pin.purl: pin for pin in pins("requirements.txt")}
    parts = [_component(part, held[part["purl"]]) for part in made["components"]]
    made["components"] = sorted(parts, key=lambda part: part["purl"])
    made["dependencies"] = [{"ref": part["bom-ref"]} for part in made["components"]]
    return json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _component(part: dict, pin: Pin) -> dict:
    kept = {key: part[key] for key in ("name", "version", "purl", "type")}
    files = [{"name": "file hash", "value": text} for text in pin.hashes]
    condition = [{"name": "condition", "value": pin.marker}] if pin.marker else []
    licences = [{"license": {"name": licence(pin.name)}}]
    return {**kept, "bom-ref": pin.purl, "licenses": licences, "properties": [*condition, *files]}


def javascript() -> list[tuple[str, str, int, int]]:
    """Wheel, version, files and bytes of the JavaScript and WebAssembly inside the app's packages."""
    found = []
    for pin in filter(is_here, pins("requirements.txt")):
        inside = [f for f in metadata.files(pin.name) or () if f.suffix in _CODE]
        if inside:
            found.append((pin.name, pin.version, len(inside), sum(f.size or 0 for f in inside)))
    return found


def libraries() -> list[tuple[str, str, str, str]]:
    """Wheel, library, version and the file that says so; for vl-convert, what the module itself says."""
    import vl_convert

    found = []
    for wheel, library, pattern, written in LIBRARIES:
        files = [f for f in metadata.files(wheel) or () if f.match(pattern)]
        texts = [Path(str(f.locate())).read_text(encoding="utf-8") for f in files]
        versions = dict.fromkeys(v for text in texts for v in re.findall(written, text) if v)
        found.append((wheel, library, ", ".join(versions) or "not stated", ", ".join(f.name for f in files)))
    own = "vl-convert-python"
    found.append((own, "Vega", vl_convert.get_vega_version(), "vl_convert.get_vega_version()"))
    lite = ", ".join(vl_convert.get_vegalite_versions())
    found.append((own, "Vega-Lite", lite, "vl_convert.get_vegalite_versions()"))
    found.append(
        (own, "Vega-Embed", vl_convert.get_vega_embed_version(), "vl_convert.get_vega_embed_version()")
    )
    return found


def page() -> str:
    """The page on the supply chain: how it is kept, the licences, the JavaScript."""
    rows = [
        f"| {p.name} | {p.version} | {licence(p.name)} | {p.marker.replace('|', '/') or 'always'} |"
        for p in pins("requirements.txt")
    ]
    code = [f"| {name} | {version} | {files} | {size:,} |" for name, version, files, size in javascript()]
    inner = [f"| {wheel} | {name} | {version} | {file} |" for wheel, name, version, file in libraries()]
    head = (ROOT / "tests/supply_chain.md").read_text(encoding="utf-8")
    return (
        head.replace("{packages}", "\n".join(rows)).replace("{code}", "\n".join(code)).replace("{libraries}", "\n".join(inner))
    )  # fmt: skip


def audit() -> str:
    """One line: what pip-audit found, or that it could not ask."""
    command = [
        str(Path(sys.executable).with_name("pip-audit")),
        "--disable-pip",
        "--progress-spinner=off",
        "--timeout=10",
        "-f",
        "json",
    ]
    for name in EXPORTS:
        command += ["-r", name]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_PATIENCE)
        told = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError, OSError):
        return "audit: not made, the list of known vulnerabilities could not be reached"
    asked = [package for package in told if "vulns" in package]
    bad = [
        f"{p['name']} {p['version']}: {', '.join(v['id'] for v in p['vulns'])}" for p in asked if p["vulns"]
    ]
    if not asked:
        return "audit: not made, the list of known vulnerabilities answered for no package"
    if bad:
        raise SystemExit("audit: " + "; ".join(bad))
    return f"audit: {len(asked)} of {len(told)} packages asked for, none with a known vulnerability"


def main(arguments: list[str]) -> None:
    if arguments == ["audit"]:
        print(audit())
        return
    SBOM.write_bytes(sbom())
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{len(pins('requirements.txt'))} packages in {SBOM.name} and {PAGE.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
