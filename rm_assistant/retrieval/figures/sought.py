"""What is looked up by name: an item of the glossary, or words that a calculation has for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rm_assistant.domain.calculations import Operand
from rm_assistant.domain.documents import Basis, Language, StatementKind
from rm_assistant.domain.figures import FigureRow
from rm_assistant.domain.questions import Period
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.words import detect_language, index_terms, stems
from rm_assistant.retrieval.concepts import Concept, Text
from rm_assistant.retrieval.figures.timing import Timing
from rm_assistant.retrieval.naming import Names
from rm_assistant.retrieval.part_names import find_part_names
from rm_assistant.retrieval.row_words import Explained, letters_of

_KINDS = (
    (
        re.compile(r"\s+(?:net\s+)?(?:revenues?|sales)$", re.IGNORECASE),
        re.compile(r"\b(?:revenues?|sales)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\s+(?:costs?|expenses?|spending|expenditures?)$", re.IGNORECASE),
        re.compile(r"\b(?:costs?|expenses?)\b", re.IGNORECASE),
    ),
)
_SHARE = re.compile(r"%|\bpercent|\bgrowth\b|\bnon-", re.IGNORECASE)
_PARTS = (
    "segment segments business reportable operating geographic region area customer location breakdown"
    " 報告セグメントごとの 事業の種類別 地域別 外部顧客 に関する情報 補足情報"
)
"""Words that tell no more than that a table is of parts of the company."""
_SECTIONS = {
    "capital_expenditure": re.compile("設備投資等の概要"),
    "research_and_development": re.compile("研究開発活動"),
    "employees": re.compile("従業員の状況"),
    "average_salary": re.compile("従業員の状況"),
    "orders": re.compile("受注|経営者による財政状態"),
    "backlog": re.compile("受注|経営者による財政状態"),
}
"""Sections of a 有価証券報告書 that are about an item (企業内容等の開示に関する内閣府令 第三号様式)."""
_OF_SECTION = re.compile("設備投資(?:額|総額)?")
"""What that section states, paid or not: more than the cash flow's line of what was paid for plant and equipment."""
_SAME_OF_A_PART = {"revenue": "segment_revenue", "operating_income": "segment_income"}
_EXTERNAL = ("external revenue", "external sales", "revenues from external customers", "外部収益", "外部売上収益")
_RESULTS = ("セグメント損益", "セグメント損益(営業損益)")
_BETWEEN = re.compile("セグメント間|intersegment|inter-segment", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Under:
    """A line of a kind that its heading says: "fulfillment costs" are Fulfillment under "Operating expenses"."""

    names: Names
    kind: re.Pattern[str]

    @classmethod
    def of(cls, words: str) -> Under | None:
        for ending, kind in _KINDS:
            found = ending.search(words)
            if found:
                return cls(Names.of(words[: found.start()], ()), kind)
        return None

    def is_headed(self, row: FigureRow) -> bool:
        """By the nearest heading, else by what the table is called."""
        heads = row.path[-1:] or (row.title or "", *row.headings[-1:])
        return any(map(self.kind.search, heads)) and not any(map(_SHARE.search, heads))


@dataclass(frozen=True, slots=True)
class Sought:
    """An item made ready: its names, where and when, on which basis, and the companies that labels may name.

    `parts` are products and segments that it is of: each must be said of a figure. `known` are the words that headings
    and columns may hold beside the usual ones. Without a period figures of all periods are found.
    """

    names: Names
    term: Term | None
    text: str
    known: Explained
    parts: tuple[Concept, ...] = ()
    statement: StatementKind | None = None
    basis: Basis | None = None
    companies: tuple[str, ...] = ()
    period: Period | None = None
    timing: Timing = field(default_factory=Timing)
    member: str = ""
    """The segment, region or product that it is asked of."""
    under: Under | None = None
    """How a row under a heading may say it; None of the glossary's items, which have names enough."""

    @classmethod
    def of(
        cls,
        operand: Operand,
        *,
        period: Period | None = None,
        basis: Basis | None = None,
        statement: StatementKind | None = None,
        companies: tuple[str, ...] = (),
        timing: Timing | None = None,
    ) -> Sought:
        """`statement` is that which the question names, if the operand names none; a period here counts for its own."""
        term = glossary().find_key(operand.term)
        words = operand.words or (term.english[0] if term else operand.term)
        text = f"{words} {operand.member or ''}".strip()
        member = operand.member or ""
        names = Names.of(words, (*_names(term), *_names_in_parts(term, member)), f"{member} {_PARTS}" if member else "")
        return cls(
            names=names,
            term=term,
            text=text,
            known=Explained.by((*names.english, *names.japanese), text, *([_PARTS] if member else ())),
            parts=(*_parts(text, term), *_member(member)),
            member=member,
            statement=operand.statement or (statement if term else None),
            basis=basis,
            companies=companies,
            period=period,
            timing=timing or Timing(),
            under=None if term else Under.of(words),
        )

    @property
    def own_statements(self) -> tuple[StatementKind, ...]:
        """Those that may print it."""
        if self.statement is not None:
            return (self.statement,)
        return self.term.statements if self.term else ()

    @property
    def is_of_section(self) -> bool:
        """Whether the item is meant as the section about it states it."""
        return not self.member and _OF_SECTION.fullmatch(self.text) is not None

    def is_about(self, section: str | None) -> bool:
        pattern = _SECTIONS.get(self.term.key) if self.term else None
        return pattern is not None and pattern.search(section or "") is not None

    def terms(self, language: Language, most: int | None = None) -> tuple[str, ...]:
        """What to search for in a filing of `language`: words of all names or of the first `most`, and the member's."""
        names = self.names.japanese if language is Language.JAPANESE else self.names.english
        said = (*(names[:most] or (self.text,)), self.member)
        return tuple(dict.fromkeys(term for name in said for term in index_terms(name)))

    def is_of_part(self, row: FigureRow, columns: tuple[str, ...]) -> bool:
        """Whether all of `parts` are said of the figures under `columns`."""
        if not self.parts:
            return True
        around = Text.of(row.label, *row.path, *columns, row.title or "", row.section or "", *row.headings)
        return all(part.is_in(around) for part in self.parts)


def _names(term: Term | None) -> tuple[str, ...]:
    return (*term.english, *term.japanese) if term else ()


def _names_in_parts(term: Term | None, member: str) -> Iterator[str]:
    """What tables of segments and regions call it; sales of one to another are no sales of the company."""
    key = _SAME_OF_A_PART.get(term.key) if term and member else None
    same = glossary().find_key(key) if key else None
    yield from (name for name in _names(same) if not _BETWEEN.search(name))
    yield from {"segment_revenue": _EXTERNAL, "segment_income": _RESULTS}.get(key or "", ())


def _member(name: str) -> tuple[Concept, ...]:
    """A segment, product or region, by all the words of its name."""
    if not name:
        return ()
    return (Concept(name, (frozenset(stems(name)),)) if name.isascii() else Concept(name, (), (letters_of(name),)),)


def _parts(text: str, term: Term | None) -> tuple[Concept, ...]:
    """An article goes before: the first word of a question may have its capital for that alone."""
    language = detect_language(text)
    spoken = text if language is Language.JAPANESE else f"the {text}"
    return find_part_names(spoken, language, (term,) if term else glossary().find(text))
