"""Statements recognised in real filings, where the evaluation data is at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.html import read_html
from ingest.pdf import read_pdf
from ingest.statements import recognise
from rm_assistant.domain.documents import Basis, StatementKind

pytestmark = pytest.mark.data

PRIMARY = {StatementKind.BALANCE_SHEET, StatementKind.INCOME_STATEMENT, StatementKind.CASH_FLOW}


def evidence(folder: Path) -> dict[str, set[int]]:
    """Pages, from 1, that answer questions about figures of the primary statements, by filing."""
    found: dict[str, set[int]] = {}
    for line in (folder / "data" / "financebench_open_source.jsonl").read_text("utf-8").splitlines():
        asked = json.loads(line)
        text = asked["question"].lower()
        if asked["question_type"] == "metrics-generated" and ("balance sheet" in text or "cash flow statement" in text):
            for each in asked["evidence"]:
                found.setdefault(each["doc_name"], set()).add(each["evidence_page_num"] + 1)
    return found


def test_pages_that_hold_asked_figures_are_statements(shared_data: Path) -> None:
    folder = shared_data / "financebench"
    files = {name: folder / "pdfs" / f"{name}.pdf" for name in evidence(folder)}
    smallest = sorted(
        (name for name, file in files.items() if file.exists()), key=lambda name: files[name].stat().st_size
    )
    for name in smallest[:3]:
        shown = {page.number: set(page.statements) for page in recognise(read_pdf(files[name]).pages)}
        for number in evidence(folder)[name]:
            assert shown[number] & PRIMARY, (name, number)


def test_each_statement_is_found_once_for_the_group_and_once_for_the_filer(shared_data: Path) -> None:
    reports = sorted((shared_data / "edinet-u4" / "reports").iterdir())
    for folder in reports[:4]:
        pages = recognise(read_html(folder).pages)
        group = {kind for page in pages if page.basis is Basis.CONSOLIDATED for kind in page.statements}
        parent = {kind for page in pages if page.basis is Basis.PARENT_ONLY for kind in page.statements}
        assert group >= PRIMARY | {StatementKind.EQUITY, StatementKind.KEY_FIGURES}
        assert parent >= {StatementKind.BALANCE_SHEET, StatementKind.INCOME_STATEMENT, StatementKind.KEY_FIGURES}
        runs = [page.number for page in pages if page.basis is Basis.CONSOLIDATED and PRIMARY & set(page.statements)]
        assert runs[-1] - runs[0] < 15
