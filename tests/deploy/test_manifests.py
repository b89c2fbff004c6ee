"""The manifests: valid by Kubernetes' own schema, and what they promise of every container."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from deploy import local

DEPLOY = local.ROOT / "deploy"
KINDS = {
    "Deployment",
    "Service",
    "Ingress",
    "HorizontalPodAutoscaler",
    "PodDisruptionBudget",
    "NetworkPolicy",
}
VERSION = "1.33"


def documents() -> list[dict[str, Any]]:
    return [
        document
        for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8"))
    ]


def containers() -> list[dict[str, Any]]:
    pods = [d["spec"]["template"]["spec"] for d in documents() if d["kind"] == "Deployment"]
    return [{**c, "pod": pod} for pod in pods for c in pod["containers"]]


@pytest.mark.parametrize("document", documents(), ids=lambda d: f"{d['kind']}-{d['metadata']['name']}")
def test_a_manifest_is_valid_by_the_schema_of_its_kind(document: dict[str, Any]) -> None:
    kubernetes_validate.validate(document, VERSION, strict=True)


def test_every_kind_that_is_needed_is_there() -> None:
    assert {d["kind"] for d in documents()} == KINDS


def test_selectors_and_references_meet() -> None:
    found = documents()
    names = {(d["kind"], d["metadata"]["name"]) for d in found}
    labels = [d["spec"]["template"]["metadata"]["labels"] for d in found if d["kind"] == "Deployment"]
    for d in found:
        if d["kind"] == "Service":
            assert d["spec"]["selector"] in labels
        if d["kind"] in ("Deployment", "PodDisruptionBudget"):
            assert d["spec"]["selector"]["matchLabels"] in labels
        if d["kind"] == "HorizontalPodAutoscaler":
            assert ("Deployment", d["spec"]["scaleTargetRef"]["name"]) in names
        if d["kind"] == "Ingress":
            paths = [p for rule in d["spec"]["rules"] for p in rule["http"]["paths"]]
            assert all(("Service", p["backend"]["service"]["name"]) in names for p in paths)


def test_no_container_runs_as_root_or_writes_to_itself() -> None:
    for container in containers():
        assert container["pod"]["securityContext"]["runAsNonRoot"]
        own = container["securityContext"]
        assert own["readOnlyRootFilesystem"] and not own["allowPrivilegeEscalation"]
        assert own["capabilities"]["drop"] == ["ALL"]
        assert container["resources"]["limits"]["memory"]
    for name, service in yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))[
        "services"
    ].items():
        assert service["read_only"] and service["cap_drop"] == ["ALL"], name
    assert (DEPLOY / "Dockerfile").read_text(encoding="utf-8").count("\nUSER 10001") == 2


def test_a_replica_is_probed_by_pages_and_not_by_its_port() -> None:
    live = next(c for c in containers() if c["name"] == "live")
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert "deploy.probe" in live[probe]["exec"]["command"]
    assert "deploy.probe" in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def test_only_the_web_server_is_reached_from_outside() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["web"]
    given = services["web"]["build"]["args"]["REPLICAS"].split()
    addresses = [s["networks"]["inside"]["ipv4_address"] for n, s in services.items() if n != "web"]
    assert given == [f"{address}:8501" for address in addresses]
    ingress = [d for d in documents() if d["kind"] == "Ingress" and d["metadata"]["name"] == "live"]
    paths = {p["path"] for d in ingress for rule in d["spec"]["rules"] for p in rule["http"]["paths"]}
    assert paths == {
        "/live/_stcore/stream",
        "/live/_stcore/health",
        "/live/_stcore/host-config",
        "/live/media/",
    }


def test_the_image_holds_every_file_that_it_copies() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    for words in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        for name in words.split():
            assert (Path(local.ROOT) / name).exists(), name
