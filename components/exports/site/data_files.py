"""The tables as the repository has them, their descriptor, and the register for machines."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from components.exports import claimreview, sheets
from components.exports.site import claim_pages
from components.exports.site.place import Site
from components.tables.descriptors import COMPUTED, DATA, SETTINGS, read
from components.topics import register


def makers(site: Site) -> Mapping[str, Callable[[], bytes]]:
    """What makes each file of data, by path."""
    copied = [*(table.path for table in read().values()), COMPUTED, *SETTINGS]
    return {
        **{f"data/{path}": (DATA / path).read_bytes for path in copied},
        "claims.json": lambda: claims_json(site),
        "claims.csv": lambda: claimreview.register_csv(site.record, site.claims, site.stamp),
        "claims.jsonld": lambda: claims_jsonld(site),
    }


def claims_json(site: Site) -> bytes:
    """The register as JSON; an edition without an address names none."""
    held = json.loads(claimreview.register_json(site.record, site.claims, site.stamp))
    for part in (held, *held["claims"]):
        if not part["address"]:
            del part["address"]
    return sheets.dumped(held)


def claims_jsonld(site: Site) -> bytes:
    """Every claim as a ClaimReview, in one graph."""
    graph: list[dict[str, Any]] = []
    for entry in register.entries(site.record, site.claims):
        review = claim_pages.review(site, entry)
        context = review.pop("@context")
        graph.append(review)
    return sheets.dumped({"@context": context, "@graph": graph})
