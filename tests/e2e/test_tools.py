"""A model that asks for look-ups and calculations while it answers, over HTTP, with every step on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Installation, Service

QUESTION = "What was the capital expenditure of Halden Fixture Corporation in FY2024?"
CASH_FLOW = "Net cash provided by operating activities"
SHARE = f'"Purchases of property, plant and equipment (capital expenditure)"[FY2024] / "{CASH_FLOW}"[FY2024]'

Stub = Callable[[str], dict[str, str]]


def ingest(service: Service, path: Path) -> None:
    started = service.client.post("/api/v1/ingestions", json={"paths": [str(path)]}).raise_for_status().json()
    events = {"Accept": "text/event-stream"}
    with service.client.stream("GET", f"/api/v1/ingestions/{started['id']}", headers=events) as response:
        response.read()


def ask(installation: Installation, report: Path, settings: dict[str, str]) -> tuple[dict[str, Any], list[Any]]:
    """The answer, and its records as the compliance officer reads them."""
    installation.settings = settings
    with installation.serving() as service:
        ingest(service, report)
        answer = service.client.post("/api/v1/answers", json={"question": QUESTION}).raise_for_status().json()
        records = (
            service.client.get("/api/v1/audit/records", params={"subject": answer["id"]}).raise_for_status().json()
        )
    return answer, records["items"]


def bodies(records: list[Any], kind: str) -> list[Any]:
    return [record["body"] for record in records if record["kind"] == kind]


def test_a_figure_that_the_model_looked_up_is_cited_and_matches(
    installation: Installation, annual_report: Path, stub_model: Stub
) -> None:
    settings = stub_model(f"stub-tools:{CASH_FLOW}") | {"RM_EVIDENCE_TOKENS": "100"}

    answer, records = ask(installation, annual_report, settings)

    (claim,) = answer["claims"]
    (told,) = bodies(records, "tool.answered")
    assert (told["tool"], json.loads(told["arguments"])) == ("look_up", {"item": CASH_FLOW})
    assert told["cites"] == [claim["citations"][0]["span"]]
    assert (claim["state"], claim["figures"][0]["text"]) == ("matches", "3,905")
    assert claim["figures"][0]["figure_id"]
    kinds = [record["kind"] for record in records]
    assert kinds.index("model.answered") < kinds.index("tool.answered") < kinds.index("claim.released")
    assert kinds.count("model.called") == 2
    assert answer["usage"]["input_tokens"] == 200
    assert installation.json("audit", "verify")[0]["intact"] is True
    assert [each["kind"] for each in installation.json("audit", "search", "--kind", "tool.answered")] == [
        "tool.answered"
    ]


def test_a_result_that_was_reckoned_for_the_model_is_recomputed_from_its_cells(
    installation: Installation, annual_report: Path, stub_model: Stub
) -> None:
    answer, records = ask(installation, annual_report, stub_model(f"stub-tools:Net sales|{SHARE}"))

    (claim,) = answer["claims"]
    assert claim["state"] == "calculated"
    assert "32.9%" in claim["text"]
    assert all(operand["figure_id"] for operand in claim["calculation"]["operands"])
    unfound, reckoned = bodies(records, "tool.answered")
    assert unfound["result"].startswith("Not disclosed")
    assert "1,284" in reckoned["result"]


@pytest.mark.parametrize(
    ("model", "settings", "notices", "failed"),
    [
        ("stub-toolless", {}, [], []),
        (f"stub-tools:{CASH_FLOW}", {"RM_MODEL_TOOLS": "off"}, [], []),
        ("stub-endless", {}, ["model_unavailable"], ["provider_endless_tools"]),
    ],
)
def test_an_answer_comes_without_tools_and_after_too_many_calls(
    installation: Installation,
    annual_report: Path,
    stub_model: Stub,
    model: str,
    settings: dict[str, str],
    notices: list[str],
    failed: list[str],
) -> None:
    answer, records = ask(installation, annual_report, stub_model(model) | settings)

    assert any("1,284" in claim["text"] for claim in answer["claims"])
    assert answer["notices"] == notices
    assert [body["error"] for body in bodies(records, "model.failed")] == failed
