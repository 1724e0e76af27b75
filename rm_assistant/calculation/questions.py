"""A question as a plan: its main clause first, by the definitions it gives, in the shape it asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rm_assistant.calculation.algebra import has_operator, read_formula
from rm_assistant.calculation.definitions import Definition, read_definitions, take_definitions
from rm_assistant.calculation.english import EnglishReader
from rm_assistant.calculation.japanese import JapaneseReader
from rm_assistant.calculation.main_clause import main_clause
from rm_assistant.calculation.measures import unit_of
from rm_assistant.calculation.moments import Horizon, Moment, mark_periods
from rm_assistant.calculation.names import Names, term_named
from rm_assistant.calculation.operations import as_growth
from rm_assistant.calculation.phrases import tidy
from rm_assistant.calculation.shapes import read_shape
from rm_assistant.calculation.units import RATIO
from rm_assistant.domain.calculations import Expression, Plan, Shape
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.language.company_names import name_pattern
from rm_assistant.language.terms import Term
from rm_assistant.language.words import normalise


class ClauseReader(Protocol):
    def read(self, text: str, inherited: tuple[Moment, ...] = ()) -> list[Expression]: ...

    def words(self, text: str) -> str: ...


def read_plan(
    text: str, language: Language, *, companies: Sequence[str] = (), horizon: Horizon | None = None
) -> Plan | None:
    """What the question wants reckoned: a plan of one operand where it asks for a figure, None where for neither.

    `companies` are the names that it is about: they choose filings, not figures.
    """
    if len(text) > LONGEST_QUESTION:
        return None
    horizon = horizon or Horizon()
    plain = without_companies(normalise(text), companies)
    asked = read_shape(plain)
    defined = take_definitions(asked.text)
    marked = mark_periods(
        _with_definitions(defined.text, [*defined.definitions, *filter(None, [defined.fraction])]), horizon
    )
    question, *bodies = marked.text.split(_SEAM)
    reading = _Reading(language, marked.moments, horizon)
    own = [Definition(definition.name, body) for definition, body in zip(defined.definitions, bodies, strict=False)]
    names = Names(read_definitions(own, reading.formula))
    clause = main_clause(question, language)
    if clause is None or len(clause) > _LONGEST_CLAUSE:
        return None
    readings = reading.formula(bodies[-1], {}) if defined.fraction else reading.clause(clause, names)
    return _plan(clause, reading.words(clause), readings, asked.shape, reading) if readings else None


LONGEST_QUESTION = 2_000
_LONGEST_CLAUSE = 400
_SEAM = "\n\n\n"


def _with_definitions(text: str, definitions: Sequence[Definition]) -> str:
    """One text, so that periods are numbered through."""
    return _SEAM.join([text, *(definition.body for definition in definitions)])


def without_companies(text: str, companies: Sequence[str]) -> str:
    """Their names choose filings, not figures."""
    for company in companies:
        text = name_pattern(company).sub(" ", text)
    return _POSSESSIVE.sub(" ", _EMPTY_QUOTES.sub(" ", text))


_EMPTY_QUOTES = re.compile(r"「\s*」|\"\s*\"|\u201c\s*\u201d")
_POSSESSIVE = re.compile(r"(?<![\w)])['’]s?(?=\s)")
"""What is left of "Widget Works' sales"."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the clauses and formulas of one question."""

    language: Language
    moments: tuple[Moment, ...]
    horizon: Horizon

    def clause(self, text: str, names: Names) -> list[Expression]:
        reader = self._reader(names)
        readings = reader.read(text)
        return [*readings, *read_formula(text, reader.read)] if has_operator(text) else readings

    def formula(self, text: str, defined: Mapping[str, Expression]) -> list[Expression]:
        return read_formula(text, self._reader(Names(defined)).read)

    def words(self, text: str) -> str:
        return self._reader(Names()).words(text)

    def _reader(self, names: Names) -> ClauseReader:
        reader = JapaneseReader if self.language is Language.JAPANESE else EnglishReader
        return reader(self.moments, self.horizon, names)


def _plan(clause: str, words: str, readings: Sequence[Expression], shape: Shape, reading: _Reading) -> Plan:
    term = term_named(words)
    in_percent = shape.unit is not None and shape.unit.kind is UnitKind.PERCENT
    first, *others = dict.fromkeys(map(as_growth, readings) if in_percent else readings)
    return Plan(
        expression=first,
        name=_with_periods(clause, reading),
        measure=term.key if term and term.formulas else None,
        shape=Shape(shape.decimals, shape.scale, shape.unit or _usual_unit(term, shape, reading.language)),
        alternatives=tuple(others),
    )


def _usual_unit(term: Term | None, shape: Shape, language: Language) -> Unit | None:
    """The measure's own, but for a rate of which an English question wants two decimals: 0.54 is meant, not 54.37 %."""
    unit = unit_of(term, language) if term else None
    plain = language is Language.ENGLISH and shape.decimals is not None and shape.decimals > 1
    return RATIO if unit and unit.kind is UnitKind.PERCENT and plain else unit


def _with_periods(clause: str, reading: _Reading) -> str:
    """With the periods in the question's words again."""
    joint = "" if reading.language is Language.JAPANESE else " "
    said = re.sub(r"\s*⟦(\d+)⟧\s*", lambda mark: f"{joint}{reading.moments[int(mark[1])].when}{joint}", clause)
    return _JOINT.sub("", tidy(_NO_COMPANY.sub(" ", said)))


_JOINT = re.compile(r"^(?:and|or|versus|vs\.?)\s+", re.IGNORECASE)
_NO_COMPANY = re.compile(r"\s+(?:of|for|at|by)\s+(?=(?:between|from|in|for|at|as\s+of|during)\b)", re.IGNORECASE)
"""What is left of "of Widget Works" before a period."""
