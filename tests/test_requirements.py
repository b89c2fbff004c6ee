"""What is installed: every file pinned with its hash, nothing that names a machine, and papers that agree with it."""

from __future__ import annotations

import json
from importlib import metadata

import pytest

from tests import guards, supply_chain
from tests.supply_chain import EXPORTS, PAGE, ROOT, SBOM, pins


@pytest.mark.parametrize("name", EXPORTS)
def test_every_package_is_pinned_with_the_hashes_of_its_files(name: str) -> None:
    held = pins(name)
    assert held and all(pin.version and pin.hashes for pin in held)
    assert all(text.startswith("sha256:") and len(text) == 71 for pin in held for text in pin.hashes)
    assert not [
        word for word in ("http", "index", "file:") if word in (ROOT / name).read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("name", EXPORTS)
def test_what_pyproject_asks_for_is_what_pip_installs(name: str) -> None:
    """`make requirements` resolves it again."""
    assert supply_chain.wanted(name) - {(pin.name, pin.version) for pin in pins(name)} == set()


@pytest.mark.parametrize("name", EXPORTS)
def test_there_is_one_lock_of_which_every_other_list_is_a_part(name: str) -> None:
    """`make requirements` resolves it again."""
    assert set(pins(name)) <= set(pins(supply_chain.LOCK))


def test_the_tests_run_on_the_versions_that_readers_get() -> None:
    for pin in filter(supply_chain.is_here, pins("requirements.txt")):
        assert metadata.version(pin.name) == pin.version


def test_the_bill_of_materials_is_the_requirements() -> None:
    held = json.loads(SBOM.read_text(encoding="utf-8"))
    assert {(c["name"], c["version"]) for c in held["components"]} == {
        (p.name, p.version) for p in pins("requirements.txt")
    }
    assert all(c["licenses"][0]["license"]["name"] != "not stated" for c in held["components"])
    assert not {"serialNumber", "timestamp"} & (set(held) | set(held.get("metadata", {})))


def test_the_papers_on_the_supply_chain_are_up_to_date() -> None:
    """`make sbom` writes them again."""
    assert SBOM.read_bytes() == supply_chain.sbom()
    assert PAGE.read_text(encoding="utf-8") == supply_chain.page()


def test_each_guard_still_stands_where_its_list_says() -> None:
    """`make guards` takes them out one by one; here, that each is still there to be taken out."""
    for guard in guards.GUARDS:
        assert (ROOT / guard.file).read_text(encoding="utf-8").count(guard.code) == 1, guard.what
        assert all(test == "lint-imports" or (ROOT / test).exists() for test in guard.tests), guard.what
