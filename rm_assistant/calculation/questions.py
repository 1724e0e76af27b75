"""A question as a plan: its main clause first, by the definitions it gives, in the shape it asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from rm_assistant.calculation.algebra import has_operator, read_formula
from rm_assistant.calculation.definitions import Definition, read_definitions, take_definitions
from rm_assistant.calculation.english import EnglishReader
from rm_assistant.calculation.japanese import JapaneseReader
from rm_assistant.calculation.main_clause import main_clause
from rm_assistant.calculation.measures import unit_of
from rm_assistant.calculation.moments import Horizon, Moment, earliest_first, mark_periods
from rm_assistant.calculation.names import Names, term_named
from rm_assistant.calculation.operations import as_growth
from rm_assistant.calculation.phrases import tidy
from rm_assistant.calculation.shapes import read_shape
from rm_assistant.calculation.titles import is_growth, title_of
from rm_assistant.calculation.units import RATIO
from rm_assistant.calculation.usual_words import in_usual_words
from rm_assistant.domain.calculations import Expression, Operand, Operation, Operator, Plan, Shape
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.language.company_names import name_pattern
from rm_assistant.language.terms import Term, glossary
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
    asked = _asked(text, language, companies, horizon or Horizon())
    if asked is None:
        return None
    readings = asked.reading.clause(asked.clause, asked.names) if asked.fraction is None else asked.fraction
    return _plan(asked, readings) if readings else None


def read_plan_of_each_period(
    text: str, language: Language, *, companies: Sequence[str] = (), horizon: Horizon | None = None
) -> list[Plan]:
    """Of an item or measure of the glossary at several periods, with no operation on them: a plan for each."""
    asked = _asked(text, language, companies, horizon or Horizon())
    moments = earliest_first(asked.reading.moments) if asked else ()
    if asked is None or len({moment.period for moment in moments if moment.period}) < 2:
        return []
    words = asked.reading.words(asked.clause)
    each = [asked.names.known(words, moment) for moment in dict.fromkeys(moments)]
    return [_plan(replace(asked, clause=words), readings) for readings in each if readings]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is left to read of a question; `fraction` is the reading of what it says to divide by what."""

    clause: str
    shape: Shape
    reading: _Reading
    names: Names
    fraction: list[Expression] | None


def _asked(text: str, language: Language, companies: Sequence[str], horizon: Horizon) -> _Asked | None:
    if len(text) > LONGEST_QUESTION:
        return None
    shaped = read_shape(in_usual_words(without_companies(normalise(text), companies)))
    defined = take_definitions(shaped.text)
    bodies = [*defined.definitions, *filter(None, [defined.fraction])]
    marked = mark_periods(_with_definitions(defined.text, bodies), horizon)
    question, *written = marked.text.split(_SEAM)
    reading = _Reading(language, marked.moments, horizon)
    own = [Definition(definition.name, body) for definition, body in zip(defined.definitions, written, strict=False)]
    clause = main_clause(question, language)
    if clause is None or len(clause) > _LONGEST_CLAUSE:
        return None
    fraction = reading.formula(written[-1], {}) if defined.fraction else None
    return _Asked(clause, shaped.shape, reading, Names(read_definitions(own, reading.formula)), fraction)


LONGEST_QUESTION = 2_000
_LONGEST_CLAUSE = 400
_SEAM = "\n\n\n"


def _with_definitions(text: str, definitions: Sequence[Definition]) -> str:
    """One text, so that periods are numbered through."""
    return _SEAM.join([text, *(definition.body for definition in definitions)])


def without_companies(text: str, companies: Sequence[str]) -> str:
    """Their names choose filings, not figures."""
    for company in companies:
        text = name_pattern(company).sub("\0", text)
    text = _SEVERAL.sub("\0", text).replace("\0", " ")
    return _POSSESSIVE.sub(" ", _EMPTY_QUOTES.sub(" ", text))


_SEVERAL = re.compile(
    r"\0(?:['’]s?)?(?:\s*(?:,|、|・|&|,?\s*\b(?:and|or|vs\.?|versus|against|with|to)\b|と|や|及び|および|対)*\s*\0(?:['’]s?)?)+",
    re.IGNORECASE,
)
"""Several companies side by side."""

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


def _plan(asked: _Asked, readings: Sequence[Expression]) -> Plan:
    shape, reading = asked.shape, asked.reading
    words = reading.words(asked.clause)
    term = term_named(words)
    in_percent = shape.unit is not None and shape.unit.kind is UnitKind.PERCENT
    first, *others = dict.fromkeys(map(as_growth, readings) if in_percent else readings)
    unit = shape.unit or _usual_unit(term, shape, reading.language) or _unit_of_kind(first, shape)
    return Plan(
        expression=first,
        name=_name(asked.clause, words, first, reading),
        measure=term.key if term and term.formulas else None,
        shape=Shape(shape.decimals, shape.scale, unit),
        alternatives=tuple(others),
    )


def _unit_of_kind(expression: Expression, shape: Shape) -> Unit | None:
    """Growth is told in percent, one amount of money over another as a ratio, whether or not their unit is printed."""
    if is_growth(expression):
        return Unit(UnitKind.PERCENT) if shape.decimals is None else None
    match expression:
        case Operation(Operator.DIVIDE, Operand() as left, Operand() as right):
            return RATIO if all(map(_is_of_money, (left, right))) else None
        case _:
            return None


def _is_of_money(operand: Operand) -> bool:
    return glossary().find_key(operand.term) is not None and not _COUNTED.search(operand.term)


_COUNTED = re.compile("shares|per_share|eps|employees|salary|age")


def _name(clause: str, words: str, expression: Expression, reading: _Reading) -> str:
    """The clause itself, a measure by the glossary's name; none of the words that only ask."""
    said = _with_periods(clause, reading)
    term = term_named(words)
    if reading.language is Language.JAPANESE:
        plain = _ASKING.search(clause) is None
        return said if plain else _dated(title_of(expression, reading.language) or words or said, reading)
    if term and term.operands and said.lower().count(words.lower()) == 1:
        at = said.lower().index(words.lower())
        return f"{said[:at]}{term.english[0]}{said[at + len(words) :]}"
    return said


_ASKING = re.compile(r"は|って|どれ|どの|いくら|何|⟦\d+⟧[^の]{0,3}$")
""" "流動比率は2024年3月期で" is no name."""


def _dated(name: str, reading: _Reading) -> str:
    when = "から".join(dict.fromkeys(moment.when for moment in reading.moments if moment.when))
    return f"{when}の{name}" if when else name


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
