"""Questions about real filings, offline: the evaluation data's own, so that no filing is named here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Installation, Service

pytestmark = [pytest.mark.data, pytest.mark.timeout(240)]


def _capital_expenditure_question(folder: Path) -> Mapping[str, Any]:
    """The first question whose answer is one amount of capital expenditure on one page."""
    lines = (folder / "data" / "financebench_open_source.jsonl").read_text(encoding="utf-8").splitlines()
    for question in map(json.loads, lines):
        extracted = question["question_reasoning"] == "Information extraction"
        if extracted and "capital expenditure" in question["question"] and len(question["evidence"]) == 1:
            return question  # type: ignore[no-any-return]
    pytest.fail("the evaluation data asks for no capital expenditure")


def test_a_figure_is_quoted_from_its_row_on_the_statement(installation: Installation, shared_data: Path) -> None:
    folder = shared_data / "financebench"
    question = _capital_expenditure_question(folder)
    evidence = question["evidence"][0]
    installation.run("ingest", str(folder / "pdfs" / f"{evidence['doc_name']}.pdf"), "--text-only")

    answer = installation.json("ask", question["question"])[0]

    gold = float(question["answer"].strip("$").replace(",", ""))
    claim = answer["claims"][0]
    assert claim["state"] == "matches"
    assert [abs(float(figure["value"])) for figure in claim["figures"]] == [gold]
    citation = claim["citations"][0]
    assert citation["page"] == evidence["evidence_page_num"] + 1  # the set counts from 0
    assert citation["rects"]
    assert citation["cells"]
    assert citation["quote"]
    assert answer["question"]["scope"]["periods"]
    assert answer["usage"]["output_tokens"] == 0
    assert answer["record"]


def test_japanese_questions_cite_the_right_table(installation: Installation, shared_data: Path) -> None:
    """Questions about a group's figures that name the item as printed: most are answered from their own table."""
    folder = shared_data / "edinet-u4"
    questions = json.loads((folder / "table_qa.json").read_text(encoding="utf-8")).values()
    plain = [entry for entry in questions if "連結決算" in entry["question"] and "Member" not in entry["question"]]
    filing, _ = Counter(entry["doc_id"] for entry in plain).most_common(1)[0]
    asked = [entry for entry in plain if entry["doc_id"] == filing][:8]
    installation.run("ingest", str(folder / "reports" / filing), "--text-only")

    with installation.serving() as service:
        cited = [_cells(service, entry["question"]) for entry in asked]

    right = [
        any(cell.startswith(f"{entry['table_id']}-") for cell in cells)
        for entry, cells in zip(asked, cited, strict=True)
    ]
    assert sum(right) > len(asked) / 2


def _cells(service: Service, question: str) -> set[str]:
    answer = service.client.post("/api/v1/answers", json={"question": question}).raise_for_status().json()
    return {cell for claim in answer["claims"] for source in claim["citations"] for cell in source["cells"]}
