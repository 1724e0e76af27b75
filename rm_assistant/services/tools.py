"""What a model asks for while it answers: figures looked up and calculations, for one question of one reader.

Nothing in a call is believed. Whatever is asked, by the model or by a document that talks it into asking, is looked up
inside the question's scope and the reader's walls, and what comes of it is evidence like all other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

from rm_assistant.calculation.notation import FormulaError, constants_of, operands_of, parse, with_operands, write
from rm_assistant.calculation.reckoning import LookUp, carry_out
from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan, Reckoned, SpanId
from rm_assistant.domain.calculations import Expression, NoResult, Operand, Plan, Unfound
from rm_assistant.domain.documents import Basis, Language
from rm_assistant.domain.figures import FigureId, FoundFigure
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.ports import Tool, ToolCall
from rm_assistant.prompting import tool_results
from rm_assistant.prompting.tools import CALCULATE, LOOK_UP
from rm_assistant.retrieval.asked_figures import Asked, NotUnderstoodError, figure_in, named
from rm_assistant.verification.calculations import CONSTANTS

LONGEST_CALL, LONGEST_ARGUMENT = 4_000, 400
"""Characters of a call's JSON, and of one of its values."""
MOST_OPERANDS = 12
LONGEST_RESULTS = 24_000
"""Characters that the results of one request may have in all."""


class Figures(Protocol):
    """`rm_assistant.retrieval.asked_figures.AskedFigures`, for one question and reader."""

    def find(self, asked: Asked) -> FoundFigure | Unfound: ...

    def operands(self, company: str = "") -> LookUp: ...

    def with_spans(
        self, found: Sequence[FoundFigure], evidence: EvidenceSet, nonce: str
    ) -> tuple[EvidenceSet, dict[FigureId, SpanId]]: ...


@dataclass(frozen=True, slots=True)
class ToolLimits:
    """`rounds` in which calls are carried out, `calls` in all, and `seconds` for the whole conversation."""

    rounds: int = 4
    calls: int = 12
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Toolkit:
    """The tools that models are offered, within which limits, and where figures are looked up for them."""

    tools: tuple[Tool, ...]
    figures: Callable[[ResolvedQuestion, Principal], Figures]
    limits: ToolLimits = ToolLimits()


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """What a model is told of a call. `spans` are those that the result cites, `new` those of them made for it."""

    call: ToolCall
    text: str
    spans: tuple[SpanId, ...] = ()
    new: tuple[EvidenceSpan, ...] = ()
    failed: bool = False


class CallError(ValueError):
    """A call that cannot be carried out; the message says how to make it one that can."""


class ToolBox:
    """Of one request. `evidence` grows by the lines that results stand on; their ids are made with `nonce`."""

    def __init__(self, figures: Figures, evidence: EvidenceSet, language: Language, *, nonce: str, mark: str) -> None:
        self.evidence = evidence
        self._figures = figures
        self._language = language
        self._nonce = nonce
        self._mark = mark
        self._room = LONGEST_RESULTS

    def answer(self, call: ToolCall) -> ToolAnswer:
        """Blocking. A call that cannot be carried out is answered with what is wrong with it."""
        before = self.evidence
        try:
            text, spans = self._carry_out(call)
        except (CallError, NotUnderstoodError) as error:
            self.evidence = before
            return ToolAnswer(call, tool_results.render_error(str(error)), failed=True)
        return ToolAnswer(call, text, spans, self.evidence.spans[len(before.spans) :])

    def _carry_out(self, call: ToolCall) -> tuple[str, tuple[SpanId, ...]]:
        tools = {LOOK_UP: self._look_up, CALCULATE: self._calculate}
        if call.name not in tools:
            raise CallError(f"there is no tool of this name; there are {', '.join(tools)}")
        text, spans = tools[call.name](_arguments(call))
        if len(text) > self._room:
            raise CallError("the results are too long by now: answer from what you have")
        self._room -= len(text)
        return text, spans

    # ── look_up ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _look_up(self, arguments: Mapping[str, Any]) -> tuple[str, tuple[SpanId, ...]]:
        values = _texts(arguments, required="item", optional=("company", "period", "basis", "segment"))
        asked = Asked(
            item=values["item"],
            company=values["company"],
            period=values["period"],
            basis=_basis(values["basis"]),
            segment=values["segment"],
        )
        found = self._figures.find(asked)
        if isinstance(found, Unfound):
            return tool_results.render_unfound(found.obstacle), ()
        places = self._cite([found])
        span = self.evidence.by_id[places[found.id]]
        return tool_results.render_found(found, span, mark=self._mark), (span.id,)

    # ── calculate ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _calculate(self, arguments: Mapping[str, Any]) -> tuple[str, tuple[SpanId, ...]]:
        values = _texts(arguments, required="expression", optional=("company",))
        expression = with_operands(_expression(values["expression"], self.evidence.by_id), self._once())
        plan = Plan(expression, name=write(expression))
        outcome = carry_out(plan, self._operands(values["company"]), self._language)
        if isinstance(outcome, NoResult):
            return tool_results.render_no_result(outcome), ()
        places = self._cite([bound.found for bound in outcome.operands])
        spans = tool_results.cited(self.evidence.spans, places.values())
        text = tool_results.render_result(Reckoned(outcome, places), spans, mark=self._mark)
        return text, tuple(span.id for span in spans)

    def _once(self) -> Callable[[Operand], Operand]:
        """One number of a line is one operand, however its column is chosen each time."""
        first: dict[FigureId, Operand] = {}

        def same(operand: Operand) -> Operand:
            span = self.evidence.get(operand.term)
            found = figure_in(span, operand) if span else None
            return first.setdefault(found.id, operand) if isinstance(found, FoundFigure) else operand

        return same

    def _operands(self, company: str) -> LookUp:
        """Of a line by its id, else looked up."""
        items = cache(lambda: self._figures.operands(company))

        def find(operand: Operand) -> FoundFigure | Unfound:
            span = self.evidence.get(operand.term)
            return items()(operand) if span is None else figure_in(span, operand)

        return find

    def _cite(self, found: Sequence[FoundFigure]) -> dict[FigureId, SpanId]:
        self.evidence, places = self._figures.with_spans(found, self.evidence, self._nonce)
        return places


# ── arguments ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _arguments(call: ToolCall) -> Mapping[str, Any]:
    if len(call.arguments) > LONGEST_CALL:
        raise CallError("the arguments are too long")
    try:
        arguments = json.loads(call.arguments or "{}")
    except (ValueError, RecursionError) as error:
        raise CallError("the arguments are not valid JSON") from error
    if not isinstance(arguments, dict):
        raise CallError("the arguments are not a JSON object")
    return arguments


def _texts(arguments: Mapping[str, Any], *, required: str, optional: Collection[str]) -> dict[str, str]:
    """Every argument as text, empty where it is left out or null."""
    unknown = sorted(set(arguments) - {required, *optional})
    if unknown:
        raise CallError(f"not known: {', '.join(unknown)[:LONGEST_ARGUMENT]}; use {', '.join((required, *optional))}")
    given = {name: arguments.get(name) for name in (required, *optional)}
    wrong = [name for name, value in given.items() if not _is_fitting(value)]
    if wrong:
        raise CallError(f"{', '.join(wrong)} must be text of at most {LONGEST_ARGUMENT} characters")
    texts = {name: " ".join((value or "").split()) for name, value in given.items()}
    if not texts[required]:
        raise CallError(f"{required} is missing")
    return texts


def _is_fitting(value: object) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= LONGEST_ARGUMENT)


def _basis(text: str) -> Basis | None:
    if not text:
        return None
    try:
        return Basis(text)
    except ValueError as error:
        raise CallError(f"basis is {' or '.join(Basis)}") from error


def _expression(text: str, known: Collection[SpanId]) -> Expression:
    """Items by the glossary's keys, lines by their ids."""
    try:
        expression = parse(text)
    except (FormulaError, ValueError) as error:
        raise CallError(f"the expression cannot be read: {error}") from error
    count = len(set(operands_of(expression)))
    if not 1 <= count <= MOST_OPERANDS:
        raise CallError(f"an expression has 1 to {MOST_OPERANDS} operands, and this one {count}")
    foreign = next((value for value in constants_of(expression) if abs(value) not in CONSTANTS), None)
    if foreign is not None:
        raise CallError(f"{foreign} is not an operand: name the line or item that prints it")
    return with_operands(expression, lambda operand: operand if operand.term in known else _item(operand))


def _item(operand: Operand) -> Operand:
    """No figure is of a day that an operand names in words: that is for the columns of a line."""
    if operand.when:
        raise CallError(f"{operand.term}: [at …] chooses the column of a line by its id; an item takes [FY2023]")
    return replace(named(operand), when="")
