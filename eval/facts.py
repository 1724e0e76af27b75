"""Suite `facts`: are the headline facts of an XBRL instance among the figures of the PDF that says the same?

A figure answers a fact by its label, period and basis, in the tables where the fact belongs. The fact is found where
one of them is right, and wrong where one is not: two figures of one name, period and basis should not differ.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.cases import measures_by
from eval.intervals import share
from eval.suite import DataError, Measures, Options, Result, file_digest
from eval.xbrl_instance import Fact, Instance, read_instance
from ingest.pipeline import read
from rm_assistant.domain.documents import FilingMetadata, IdentifierKind, SourceRefused, StatementKind
from rm_assistant.domain.figures import Figure, FigureKind, FigureRow
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.language.words import normalise
from rm_assistant.ports import Source

_STATEMENTS = frozenset(
    {
        StatementKind.BALANCE_SHEET,
        StatementKind.INCOME_STATEMENT,
        StatementKind.COMPREHENSIVE_INCOME,
        StatementKind.CASH_FLOW,
    }
)
_KEY_FIGURES = frozenset({StatementKind.KEY_FIGURES})
_ASIDE = re.compile(r"又は.*$|\([^()]*\)|\[[^\[\]]*\]|[\s・、]")
_SECOND = re.compile(r"\(うち([^()]*)\)")
"""A loss named beside a profit, units and signs in brackets: no part of a name."""
_WORST = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the figures give for a fact: `candidates` are their values, each once."""

    filing: str
    fact: Fact
    candidates: tuple[Decimal, ...]

    @property
    def found(self) -> bool:
        return self.fact.value in self.candidates

    @property
    def wrong(self) -> bool:
        return any(value != self.fact.value for value in self.candidates)


def run(options: Options) -> Result:
    """PDFs and instances lie anywhere below the folder, and are matched by the filer and period that both state."""
    started = time.perf_counter()
    instances = [read_instance(path) for path in sorted(options.data.rglob("*.xbrl"))]
    if not instances:
        raise DataError("there is no .xbrl instance in it")
    outcomes = [each for filing, of in _matched(options, instances) for each in outcomes_of(filing, of.facts)]
    outcomes = outcomes[: options.limit]
    return Result(
        suite="facts",
        n=len(outcomes),
        seconds=time.perf_counter() - started,
        data=file_digest(*(instance.path for instance in instances)),
        measures=measures(outcomes),
        by=measures_by(outcomes, _kind, measures),
        worst=worst(outcomes),
        notes={"filings": str(len({outcome.filing for outcome in outcomes}))},
    )


def _matched(options: Options, instances: Sequence[Instance]) -> Iterator[tuple[ParsedFiling, Instance]]:
    for path in sorted(options.data.rglob("*.pdf")):
        filing = read(Source(id=file_digest(path), name=path.name, path=path, size_bytes=path.stat().st_size))
        if isinstance(filing, SourceRefused):
            options.say(f"{path.name}: {filing.reason}")
            continue
        match = next((instance for instance in instances if is_of(instance, filing.metadata)), None)
        options.say(f"{path.name}: {match.path.name if match else 'no instance of its period'}")
        if match is not None:
            yield filing, match


def is_of(instance: Instance, metadata: FilingMetadata) -> bool:
    """The same period, and the same filer where both name one by its EDINET code."""
    codes = {each.value for each in metadata.identifiers if each.kind is IdentifierKind.EDINET}
    same_filer = not codes or instance.filer is None or instance.filer in codes
    return instance.period_end is not None and instance.period_end == metadata.period_end and same_filer


def outcomes_of(filing: ParsedFiling, facts: Iterable[Fact]) -> list[Outcome]:
    by_name = _by_name(filing.figures)
    return [Outcome(filing.name, fact, tuple(dict.fromkeys(_candidates(fact, by_name)))) for fact in facts]


def _by_name(rows: Iterable[FigureRow]) -> Mapping[tuple[str, int], list[FigureRow]]:
    """Rows by name and by which number of a cell it names: 配当額（うち中間配当額） is of the first and the second."""
    found: dict[tuple[str, int], list[FigureRow]] = {}
    for row in rows:
        second = _SECOND.search(normalise(row.label))
        if row.statement is not None:
            found.setdefault((plain(row.label), 0), []).append(row)
        if row.statement is not None and second:
            found.setdefault((plain(second[1]), 1), []).append(row)
    return found


def plain(label: str) -> str:
    """A label without what filings print beside a name: 「当期純利益又は当期純損失（△）（百万円）」 is 当期純利益."""
    return _ASIDE.sub("", normalise(label))


def _candidates(fact: Fact, by_name: Mapping[tuple[str, int], list[FigureRow]]) -> list[Decimal]:
    """In the tables where the fact belongs, else in the other statements: net assets of years before in key figures."""
    home, away = (_KEY_FIGURES, _STATEMENTS) if fact.key_figure else (_STATEMENTS, _KEY_FIGURES)
    return _values(fact, by_name, home) or _values(fact, by_name, away)


def _values(
    fact: Fact, by_name: Mapping[tuple[str, int], list[FigureRow]], kinds: frozenset[StatementKind]
) -> list[Decimal]:
    return [
        figure.value
        for name in dict.fromkeys(map(plain, fact.names))
        for part in (0, 1)
        for row in by_name.get((name, part), ())
        if row.statement in kinds
        for figure in row.figures
        if figure.part == part and figure.value is not None and answers(figure, fact)
    ]


def answers(figure: Figure, fact: Fact) -> bool:
    """What neither column nor heading states (a ratio's length of time, the basis) is nothing against it."""
    period = figure.period
    same_period = period.end == fact.end and period.months in {None, fact.months}
    of_the_whole = figure.member is None and figure.basis in {None, fact.basis}
    return figure.kind is FigureKind.NUMBER and same_period and of_the_whole


def measures(outcomes: Sequence[Outcome]) -> Measures:
    n = len(outcomes)
    return {
        "found": share(sum(outcome.found for outcome in outcomes), n),
        "wrong": share(sum(outcome.wrong for outcome in outcomes), n),
    }


def _kind(outcome: Outcome) -> str:
    home = "key figures" if outcome.fact.key_figure else "statements"
    return f"{home}, {outcome.fact.basis.value.replace('_', ' ')}"


def worst(outcomes: Sequence[Outcome]) -> list[dict[str, str]]:
    """Wrong ones first."""
    missed = sorted((o for o in outcomes if o.wrong or not o.found), key=lambda o: not o.wrong)
    return [{"id": f"{o.filing} {o.fact.concept}", "why": _why(o)} for o in missed[:_WORST]]


def _why(outcome: Outcome) -> str:
    fact = outcome.fact
    gold = f"{fact.value:,f} at {fact.end} ({fact.months} months, {fact.basis.value})"
    found = ", ".join(f"{value:,f}" for value in outcome.candidates)
    return f"{gold}: {found}" if found else f"{gold}: no figure"
