"""An answer on a terminal: claims as they come, each with its state in words, then their numbered sources."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from rm_assistant.cli import wording
from rm_assistant.cli.terminal import printable
from rm_assistant.domain.answers import (
    Answer,
    AnswerCompleted,
    AnswerCreated,
    AnswerEvent,
    AnswerFailed,
    AnswerMode,
    AnswerRefused,
    Citation,
    Claim,
    ClaimReleased,
    ClaimState,
    NoticeCode,
    NoticeGiven,
    Refusal,
    RefusalCode,
    SourcesFound,
)
from rm_assistant.domain.documents import Language
from rm_assistant.domain.findings import Finding
from rm_assistant.domain.questions import ResolvedQuestion

_COLOURS = {ClaimState.MATCHES: "green", ClaimState.STATED: "green", ClaimState.CALCULATED: "green"}


class AnswerView:
    """Shows each event as it comes and keeps how the answer ended."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self._console = console
        self._quiet = quiet
        self._language = Language.ENGLISH
        self._noticed: set[str] = set()
        self.answer: Answer | None = None
        self.failure: AnswerFailed | None = None

    def show(self, event: AnswerEvent) -> None:
        match event:
            case AnswerCompleted(answer) | AnswerRefused(answer):
                self.answer = answer
            case AnswerFailed():
                self.failure = event
            case AnswerCreated():
                self._language = event.language
        if not self._quiet:
            self._print(event)

    def _print(self, event: AnswerEvent) -> None:
        match event:
            case SourcesFound():
                self._print_question(event.question)
            case NoticeGiven(code):
                self._print_notice(code)
            case ClaimReleased():
                self._print_claim(event.claim)
            case AnswerCompleted(answer):
                self._print_end(answer)
            case AnswerRefused(answer) if answer.refusal is not None:
                self._print_refusal(answer.refusal)
                self._print_record(answer)

    def _print_question(self, question: ResolvedQuestion) -> None:
        if question.text != question.asked:
            self._line(wording.UNDERSTOOD[self._language].format(question.text), style="dim")
        scope = question.scope
        count = len(scope.preferred or scope.documents)
        number = (wording.ONE_DOCUMENT if count == 1 else wording.DOCUMENTS)[self._language].format(count)
        parts = (*scope.companies, *map(str, scope.periods), number)
        self._line(wording.SCOPE[self._language].format(" · ".join(parts)), style="dim")

    def _print_notice(self, code: str) -> None:
        if code in self._noticed:
            return
        self._noticed.add(code)
        self._line(f"! {wording.notice(code, self._language)}", style="yellow")

    def _print_claim(self, claim: Claim) -> None:
        numbers = "".join(f"[{citation.number}]" for citation in claim.citations)
        self._line(f"\n{claim.ordinal}. {claim.text} {numbers}")
        self._line(self._state(claim), indent=3, style=_COLOURS.get(claim.state, "yellow"))

    def _state(self, claim: Claim) -> str:
        words = wording.STATES[claim.state][self._language]
        if claim.calculation is not None:
            operands = ", ".join(f"{operand.name} = {operand.value}" for operand in claim.calculation.operands)
            words += f": {claim.calculation.formula} ({operands})"
        found = [finding for finding in claim.findings if finding.found is not None]
        return words + "".join(f" — {self._difference(finding)}" for finding in found)

    def _difference(self, finding: Finding) -> str:
        what = wording.DIFFERENCES.get(finding.code)
        return f"{finding.claimed} ≠ {finding.found}" + (f" ({what[self._language]})" if what else "")

    def _print_end(self, answer: Answer) -> None:
        if answer.mode is AnswerMode.QUOTED and NoticeCode.MODEL_UNAVAILABLE not in self._noticed:
            self._print_notice(NoticeCode.QUOTED)
        for code in answer.notices:
            self._print_notice(code)
        cited = {citation.number: citation for claim in answer.claims for citation in claim.citations}
        self._print_citations(wording.SOURCES[self._language], (cited[number] for number in sorted(cited)))
        self._print_record(answer)

    def _print_refusal(self, refusal: Refusal) -> None:
        self._line(f"\n{refusal.message}", style="yellow")
        if refusal.code is RefusalCode.NO_DOCUMENTS:
            self._line(wording.HOW_TO_INGEST[self._language])
        if refusal.searched:
            self._line(f"\n{wording.SEARCHED[self._language]}", style="bold")
            for name in refusal.searched:
                self._line(name, indent=2)
        if refusal.nearest:
            self._print_citations(wording.NEAREST[self._language], refusal.nearest)

    def _print_citations(self, title: str, citations: Iterable[Citation]) -> None:
        self._line(f"\n{title}", style="bold")
        for citation in citations:
            self._line(f"[{citation.number}] {self._place(citation)}", indent=1)
            self._line(citation.quote, indent=5, style="dim")

    def _place(self, citation: Citation) -> str:
        page = wording.PAGE[self._language].format(citation.page)
        if citation.page_label and citation.page_label != str(citation.page):
            page += " " + wording.PRINTED_PAGE[self._language].format(citation.page_label)
        place = " ".join(part for part in (citation.issuer, citation.form, citation.fiscal_label, page) if part)
        context = " ".join(part for part in (citation.table_title, citation.unit) if part)
        return f"{place} — {context}" if context else place

    def _print_record(self, answer: Answer) -> None:
        self._line("\n" + wording.RECORD[self._language].format(answer.record, answer.record_hash[:16]), style="dim")

    def _line(self, text: str, *, indent: int = 0, style: str = "") -> None:
        if text.startswith("\n"):
            self._console.print()
        text = text.removeprefix("\n")
        self._console.print(Padding(Text(printable(text), style=style), (0, 0, 0, indent), expand=False))
