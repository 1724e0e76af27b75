"""What `ingest` shows while it works, for people and for machines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from rm_assistant.cli.ingest_view import JsonIngestView, TerminalIngestView, summary
from rm_assistant.domain.documents import FailedPage, Language, PageFailure, RefusalReason
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, OutcomeStatus, SourceOutcome

ADDED = SourceOutcome(
    "report.pdf",
    OutcomeStatus.ADDED,
    pages=10,
    indexed_pages=9,
    failed_pages=(FailedPage(4, PageFailure.NO_TEXT_LAYER),),
    figures=1234,
    warnings=("The cover states no issuer.",),
)
REFUSED = SourceOutcome(
    "bad.pdf", OutcomeStatus.REFUSED, reason=RefusalReason.ENCRYPTED, detail="It asks for a password."
)
REPORT = IngestReport((ADDED, REFUSED), seconds=2.0)


def test_the_summary_accounts_for_every_page() -> None:
    found = summary(REPORT)

    assert (found["added"], found["refused"], found["unchanged"]) == (1, 1, 0)
    assert found["pages"] == found["indexed_pages"] + found["failed_pages"] == 10
    assert found["figures"] == 1234
    assert found["pages_per_second"] == 5.0


def shown(*outcomes: SourceOutcome, language: Language = Language.ENGLISH, vectors: int = 0) -> str:
    """What stands on a terminal of 120 columns once all is done."""
    out = StringIO()
    with TerminalIngestView(Console(file=out, width=120), language) as view:
        for number, outcome in enumerate(outcomes, start=1):
            view.show(IngestProgress(outcome.name, number, len(outcomes), outcome.pages, outcome.pages, outcome))
        view.conclude(IngestReport(outcomes, seconds=2.0))
        if vectors:
            view.show_vectors(vectors)
    return out.getvalue()


def test_people_see_what_went_wrong_and_a_table() -> None:
    text = shown(ADDED, REFUSED)

    assert "! report.pdf: page 4 not read (no text, only a picture; --ocr reads it)" in text
    assert "! report.pdf: The cover states no issuer." in text
    assert "✗ bad.pdf: protected by a password or by encryption. It asks for a password." in text
    assert re.search(r"added +1 +10 +9 +1 +1,234 ", text)
    assert "10 pages in 2.0 s, 5 pages/s" in text
    assert not text.startswith("\n")
    assert not text.endswith("\n\n")


def test_people_read_no_codes() -> None:
    refusals = [replace(REFUSED, name=f"{reason}.x", reason=reason, detail="") for reason in RefusalReason]
    failures = tuple(FailedPage(number, reason) for number, reason in enumerate(PageFailure, start=1))

    text = re.sub(r"[✗!] \S+: ", "", shown(*refusals, replace(ADDED, failed_pages=failures)))

    assert not [code for code in (*RefusalReason, *PageFailure) if "_" in code and code in text]


def test_what_was_left_aside_is_told_once_for_each_reason() -> None:
    beside = [SourceOutcome(f"folder {n}", OutcomeStatus.SKIPPED, detail="Pictures.") for n in range(1, 8)]
    row = SourceOutcome("manifest.csv", OutcomeStatus.SKIPPED, detail="Rows without effect: row 3 (a.pdf).")

    lines = shown(*beside, row).splitlines()

    assert "– folder 1, folder 2, folder 3, folder 4, folder 5 and 2 more: Pictures." in lines
    assert "– manifest.csv: Rows without effect: row 3 (a.pdf)." in lines
    assert any(re.match(r" left aside +8 ", line) for line in lines)


def test_vectors_are_told_at_the_end() -> None:
    assert shown(ADDED, vectors=1_250).endswith("Vectors made for 1,250 passages: they are found by meaning too.\n")


def test_japanese_readers_are_told_in_japanese() -> None:
    text = shown(ADDED, REFUSED, language=Language.JAPANESE)

    assert "! report.pdf: 4ページを読み取れません（文字情報のない画像です。--ocr で読み取れます）" in text
    assert "✗ bad.pdf: パスワードまたは暗号化で保護されています。It asks for a password." in text
    assert "追加" in text
    assert "登録不可" in text


def test_a_file_name_that_looks_like_markup_is_shown_as_it_is() -> None:
    out = StringIO()
    with TerminalIngestView(Console(file=out, width=120, force_terminal=True)) as view:
        view.show(IngestProgress("[red]draft[/].pdf", 0, 1, pages_done=1, pages=2))

    assert "[red]draft[/].pdf" in out.getvalue()


def test_machines_get_a_line_for_each_event(capsys: pytest.CaptureFixture[str]) -> None:
    with JsonIngestView() as view:
        view.show(IngestProgress("report.pdf", 0, 2, pages_done=3, pages=10))
        view.show(IngestProgress("bad.pdf", 1, 2, outcome=REFUSED))
        view.conclude(REPORT)
        view.show_vectors(64)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["progress", "filing", "summary", "vectors"]
    assert lines[0]["pages_done"] == 3
    assert (lines[1]["status"], lines[1]["reason"]) == ("refused", "encrypted")
