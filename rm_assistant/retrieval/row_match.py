"""Whether a row answers for an item: every word of its label, headings and column accounted for, and of the question.

A wrong figure is worse than none. A word on the row's side that neither the item nor the question says ("total debt
*securities*", a segment's name over net sales) makes it another thing; so does a word of the question that nothing
about the row says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.company_names import without_companies
from rm_assistant.language.terms import Term
from rm_assistant.language.words import normalise, stems
from rm_assistant.retrieval.cell_periods import is_figure, is_of, own_period, period_of
from rm_assistant.retrieval.concepts import Concept, Text
from rm_assistant.retrieval.measures import Measure, asked_measure, measure_of
from rm_assistant.retrieval.query import Query
from rm_assistant.retrieval.row_words import (
    OTHERWISE_MEASURED,
    Explained,
    has_own_words,
    lacks,
    leaves_unexplained,
    letters_of,
    names_a_thing,
    plain_label,
    words_of,
)
from rm_assistant.retrieval.rows import is_worded

_OWN_STATEMENTS = frozenset(
    {
        StatementKind.BALANCE_SHEET,
        StatementKind.INCOME_STATEMENT,
        StatementKind.COMPREHENSIVE_INCOME,
        StatementKind.CASH_FLOW,
        StatementKind.KEY_FIGURES,
    }
)
"""Their headings are parts of the statement and their columns periods: what they print is the company's own."""
_WEAKER_NAME = 0.97
"""The first names of a term are its plainest; later ones count a little less."""
_PARTIAL = 0.2
"""What a label loses that makes up next to nothing of the question."""
_FEWEST_MISSED = 2
"""Letters of a Japanese name by which a label that lacks them is another's: 一般管理費 of 販売費及び一般管理費."""
_BESIDE_THE_LABEL = 0.95
"""An item that a heading or a column names, rather than the row."""
_PARTS = (
    *("segment", "segments", "division", "unit", "region", "area", "business", "businesses", "group", "reportable"),
    *("報告セグメント", "セグメント", "部門", "事業", "地域"),
)
"""What questions and columns call a part of the company."""
_SPENDS = "spend spent pay paid earn earned generate generated record recorded incur hold held book post collect"
_SILENT = frozenset({*_PARTS, *stems(" ".join((*_PARTS, _SPENDS)))})
"""Words of a question that need not be said of the row."""
_LEGAL_FORMS = ("株式会社", "有限会社", "合同会社")
_QUOTED_PARTS = re.compile(r"[、,:：]|(?<=\S)[－―–-](?=\S)")
_OR_LOSS = re.compile(r"又は\w*(?:損失|欠損金?)\w*")
_HALF = re.compile(
    r"中間|(?<!四)半期|上期|累計|\bhalf\b|\bH1\b|\b1H\b|\bsix\s+months\b|\byear[- ]to[- ]date\b", re.IGNORECASE
)
_OTHERWISE_MEASURED = re.compile(
    rf"{OTHERWISE_MEASURED.pattern}|\bchanges?\s+in\b|\bincrease\s+\(decrease\)|増減", re.IGNORECASE
)
"""What a balance changed by is another figure, too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question wants of a row: an item (or a row in the question's own words), periods, and words besides.

    `terms` are the item, or all that the question names. The row must speak of `words` too. `says` accounts for all
    words of the question, `besides` for `words` alone. `half` asks for the six months to a second quarter's end.
    """

    item: Term | None
    terms: tuple[Term, ...]
    measure: Measure
    text: str
    companies: tuple[str, ...]
    periods: tuple[Period, ...]
    words: tuple[Concept, ...]
    says: Explained
    besides: Explained
    half: bool

    @classmethod
    def of(cls, question: ResolvedQuestion, query: Query, item: Term | None) -> Asked:
        """`item` is one that the question names; None for a row in the question's own words."""
        terms = (item,) if item else query.asked
        told = (each for each in _telling(query, question.text) if item is None or not each.named)
        besides = (word for term in terms for word in _said_besides(term, question.text))
        named = item is None or item in query.asked
        measure = asked_measure(item, question.text if named else "")
        return cls._of(question, item, terms, (*told, *besides), question.text, measure)

    @classmethod
    def quoted(cls, question: ResolvedQuestion, query: Query) -> Iterator[Asked]:
        """For the line that the question quotes: all of it, or a name of which the rest says what it stands under."""
        label = normalise(query.label)
        for end in (len(label), *(match.start() for match in reversed(list(_QUOTED_PARTS.finditer(label))))):
            name, own = plain_label(_OR_LOSS.sub("", label[:end])), Text.of(label[:end])
            item = Term("", (name,) if name.isascii() else (), () if name.isascii() else (name,))
            rest = tuple(_literally(part) for part in _QUOTED_PARTS.split(label[end:]) if letters_of(part))
            words = tuple(each for each in _telling(query, question.text) if not each.is_in(own))
            measure = asked_measure(item, query.label)
            yield cls._of(question, item, (), (*words, *rest), label[end:], measure)

    @classmethod
    def _of(
        cls,
        question: ResolvedQuestion,
        item: Term | None,
        terms: tuple[Term, ...],
        words: tuple[Concept, ...],
        text: str,
        measure: Measure,
    ) -> Asked:
        parts = Explained.by((), *(_PARTS if any(not each.named for each in words) else ()))
        companies = (*question.scope.companies, *question.scope.written)
        return cls(
            item=item,
            terms=terms,
            measure=measure,
            text=question.text,
            companies=companies,
            periods=question.scope.periods,
            words=words,
            says=Explained.by((), without_companies(text, companies)) | parts,
            besides=Explained.by((), *(each.word for each in words)) | parts,
            half=_HALF.search(question.text) is not None,
        )

    def plain(self, text: str) -> str:
        """A label or heading without the company's own name: "Net income attributable to" it."""
        return _plain(text, self.companies)


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A row that answers, its cells of the asked periods, and how plainly its words name the item, 0 to 1."""

    span: EvidenceSpan
    cells: tuple[EvidenceCell, ...]
    score: float

    @property
    def names(self) -> tuple[str, ...]:
        """The headings over the row and its label, outermost first."""
        return tuple(filter(None, map(plain_label, (*self.span.path, row_label(self.span)))))

    @property
    def is_of_statement(self) -> bool:
        return self.span.statement in _OWN_STATEMENTS


def _literally(part: str) -> Concept:
    return Concept(part, (frozenset(stems(part)),), ()) if part.isascii() else Concept(part, (), (letters_of(part),))


def _telling(query: Query, text: str) -> Iterator[Concept]:
    """What the question is about, without words that need not be said of a row."""
    return (each for each in query.concepts if each.word not in _SILENT and not _is_of_legal_form(each.word, text))


def _said_besides(item: Term, text: str) -> Iterator[Concept]:
    """Words of an item's other names than the one that the question uses: "cost of revenue for services"."""
    used = item.english[_used(item.english, Explained.by((), text))] if item.english else ""
    others = {stem for name in item.english for stem in words_of(name)} & words_of(text)
    yield from (Concept(stem, (frozenset({stem}),)) for stem in sorted(others - words_of(used)) if has_own_words(stem))


def _is_of_legal_form(word: str, text: str) -> bool:
    return any(word in form and form in text for form in _LEGAL_FORMS)


@lru_cache(maxsize=16_384)
def _plain(text: str, companies: tuple[str, ...]) -> str:
    return plain_label(without_companies(text, companies))


@lru_cache(maxsize=1024)
def _by_names(*names: str) -> Explained:
    return Explained.by(names)


def match_row(span: EvidenceSpan, asked: Asked) -> RowMatch | None:
    """None where the row is of another thing, another period or another kind of figure."""
    label, path = asked.plain(row_label(span)), tuple(filter(None, map(asked.plain, span.path)))
    if not (label or path) or _is_of_another(span, path, asked):
        return None
    found: list[EvidenceCell] = []
    score = 1.0
    for period in asked.periods or _own(span):
        fits = [(fit, cell) for cell in _of_period(span, period, asked) if (fit := _naming(label, path, cell, asked))]
        best = max((fit for fit, _ in fits), default=0.0)
        cells = [cell for fit, cell in fits if fit == best and _is_read(span, label, path, cell, asked)]
        if len({cell.text.strip() for cell in cells}) == 1:
            found.append(cells[0])
            score = min(score, best)
    return RowMatch(span, tuple(dict.fromkeys(found)), score) if found else None


def row_label(span: EvidenceSpan) -> str:
    """The words of a row before its first figure."""
    words: list[str] = []
    for cell in span.cells:
        if not is_worded(cell.text):
            break
        words.append(cell.text.strip())
    return " ".join(words)


def _own(span: EvidenceSpan) -> tuple[Period, ...]:
    own = own_period(span)
    return (own,) if own else ()


# ── cells ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_period(span: EvidenceSpan, period: Period, asked: Asked) -> Iterator[EvidenceCell]:
    """The figures of `period` that are of the asked kind."""
    for cell in span.cells:
        if not is_figure(cell) or measure_of(span, cell) is not asked.measure:
            continue
        found = period_of(span, cell)
        if found and is_of(found, period, span, half=asked.half) and not found.forecast:
            yield cell


# ── the row's side ──────────────────────────────────────────────────────────────────────────────────────────────────


def _naming(label: str, path: Sequence[str], cell: EvidenceCell, asked: Asked) -> float:
    """How plainly label, innermost heading or column name the item; 0 where they hold words of something else."""
    columns = [asked.plain(name) for name in cell.columns]
    heading = path[-1] if path else ""
    if asked.item is None:
        return _own_fit(label, heading, asked) if _all_explained(columns, asked.besides) else 0.0
    column = " ".join(columns)
    named = asked.besides | _by_names(*asked.item.english, *asked.item.japanese)
    bare = _all_explained([label], asked.besides)
    plain = _all_explained(columns, named)
    own = plain and not any(_names_alone(label, word) for word in asked.words)
    readings = (
        (label, own, 1.0),
        (heading, bare and plain, _BESIDE_THE_LABEL),
        (f"{heading} {label}", plain and _goes_on(heading, label), _BESIDE_THE_LABEL),
        (column, bare, _BESIDE_THE_LABEL),
    )
    return max((weight * _fit(text, asked.item, asked.says) for text, holds, weight in readings if holds), default=0.0)


def _goes_on(heading: str, label: str) -> bool:
    """ "Earnings per share" over "Diluted": the label says what the heading does not."""
    return bool(heading) and heading.isascii() and label.isascii() and not words_of(label) <= words_of(heading)


def _names_alone(label: str, word: Concept) -> bool:
    """Whether the label is no more than what the item is asked of: その他の費用, of which その他 is asked."""
    return not word.named and letters_of(label) == letters_of(word.word)


def _own_fit(label: str, heading: str, asked: Asked) -> float:
    """How much of the question's words a label is made of that has no others; 0 where it has."""
    if not has_own_words(label) or leaves_unexplained(label, asked.says) or _is_part_of_an_item(label, heading, asked):
        return 0.0
    if label.isascii():
        return 1 - _PARTIAL * (1 - len(words_of(label) & asked.says.stems) / max(1, len(asked.says.stems)))
    return 1 - _PARTIAL * (1 - min(1.0, len(letters_of(label)) / max(1, len(asked.says.letters))))


def _is_part_of_an_item(label: str, heading: str, asked: Asked) -> bool:
    """ "Depreciation" where depreciation and amortization are asked for, and the heading does not say the rest."""
    names = [name for term in asked.terms for name in _names_used(term, asked.says)]
    whole = label if words_of(label) <= words_of(heading) else f"{heading} {label}"
    if label.isascii():
        return any(lacks(label, name) and not words_of(name) <= words_of(whole) for name in names)
    return any(_is_shorter(letters_of(label), letters_of(name)) for name in names)


def _names_used(term: Term, says: Explained) -> Iterator[str]:
    yield from (names[_used(names, says)] for names in (term.english, term.japanese) if names)


def _is_shorter(letters: str, name: str) -> bool:
    return letters in name and len(name) - len(letters) >= _FEWEST_MISSED


def _fit(text: str, item: Term, says: Explained) -> float:
    """1 for a name of the item that the question uses, less for others the later they come, 0 for less or more."""
    words, letters = frozenset(stems(text)), "" if text.isascii() else letters_of(text)
    english = [at for at, name in enumerate(item.english) if letters == "" and frozenset(stems(name)) <= words]
    japanese = [at for at, name in enumerate(item.japanese) if letters and letters_of(name) in letters]
    names = item.japanese if letters else item.english
    used = _used(names, says)
    fits = [
        (1.0 if at == used else _WEAKER_NAME ** (1 + min(at, 5)))
        for at in (*english, *japanese)
        if not leaves_unexplained(text, _by_names(names[at], "expense") | says)
        and not (lacks(names[at], names[used]) or lacks(names[at], names[0]))
    ]
    return max(fits, default=0.0)


def _used(names: Sequence[str], says: Explained) -> int:
    """Which of an item's names the question uses: the longest that it writes out, the first where it writes none."""
    written = [
        at
        for at, name in enumerate(names)
        if (frozenset(stems(name)) <= says.stems if name.isascii() else letters_of(name) in says.letters)
    ]
    return max(written, key=lambda at: len(names[at]), default=0)


def _is_of_another(span: EvidenceSpan, path: Sequence[str], asked: Asked) -> bool:
    """Whether a heading, the table's title or its section names a thing that was not asked for."""
    around = [*path, asked.plain(span.table_title or "")]
    if any(map(_OTHERWISE_MEASURED.search, around)) and not _OTHERWISE_MEASURED.search(asked.text):
        return True
    if span.statement in _OWN_STATEMENTS:
        return not _prints(span.statement, asked)
    item = (*asked.item.english, *asked.item.japanese) if asked.item else ()
    known = _by_names(*item) | asked.says
    return any(text and names_a_thing(text, known) for text in (*around, asked.plain(span.section or "")))


def _prints(statement: StatementKind | None, asked: Asked) -> bool:
    """Whether the statement prints the item as such: inventories on a cash flow statement are their change."""
    printed_on = {kind for term in asked.terms for kind in term.statements}
    return not printed_on or statement is StatementKind.KEY_FIGURES or statement in printed_on


def _is_read(span: EvidenceSpan, label: str, path: Sequence[str], cell: EvidenceCell, asked: Asked) -> bool:
    """Whether something about the figure speaks of every word of the question."""
    near = Text.of(label, *path, *cell.columns, span.table_title or "")
    around = Text.of(span.section or "")
    return all(word.is_in(near) or (not word.named and word.is_in(around)) for word in asked.words)


def _all_explained(texts: Sequence[str], says: Explained) -> bool:
    return not any(leaves_unexplained(text, says) for text in texts)
