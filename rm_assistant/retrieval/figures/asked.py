"""What a question asks of a figure: which line, of what, when, on which basis, for which member, in what unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rm_assistant.domain.calculations import Operand
from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import UnitKind
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.company_names import name_pattern, without_companies
from rm_assistant.language.dates import find_periods
from rm_assistant.language.taxonomy import Member, find_member, without_members
from rm_assistant.language.terms import Term
from rm_assistant.language.words import index_terms, normalise
from rm_assistant.retrieval.concepts import Concept
from rm_assistant.retrieval.figures.phrases import phrase, wholes
from rm_assistant.retrieval.figures.timing import Timing, read_timing
from rm_assistant.retrieval.figures.wording import (
    Reading,
    item_called,
    items_named,
    known_pieces,
    left_out,
    parts_of_line,
    parts_of_question,
    quoted_line,
    readings,
    subtotals,
    ways_of,
    without_quoted,
)
from rm_assistant.retrieval.periods import without_periods, without_spelt_out_years
from rm_assistant.retrieval.plain_words import in_plain_words
from rm_assistant.retrieval.query import basis_said, query_of

_BASIS = re.compile(
    r"(?:連結|個別|単体|単独|非連結)(?:決算|ベース|財務諸表)?(?=[のでに、は]|$)"
    r"|\b(?:non-?|un)?consolidated\b|\bparent[- ]only\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"期首|\bbeginning\b|\bopening\b", re.IGNORECASE)
_MOMENT = re.compile(
    r"時点|現在|期末|年度末|年末|月末|末の|末に"
    r"|\bas (?:of|at)\b|\bat (?:the )?(?:year[- ]?)?end\b|\bat \w+ \d|\byear[- ]end\b",
    re.IGNORECASE,
)
_UNITS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (UnitKind.PER_SHARE, r"[1一]株当た?り|\bper[\s-]share\b|\beps\b"),
        (UnitKind.PERCENT, r"率|割合|何(?:%|パーセント)|利回り|\bratio\b|\bmargin\b|\bpercent|\brate\b|%"),
        (
            UnitKind.PEOPLE,
            r"何[人名]|従業員数|人数|員数|株主数|\bheadcount\b|(?:how many|number of) (?:employee|people)",
        ),
        (UnitKind.COUNT, "銘柄数|件数|店舗数|社数|戸数|台数"),
        (UnitKind.SHARES, r"株式総数|株式数|発行数|\bnumber of shares\b|\bshares outstanding\b"),
        (UnitKind.CURRENCY, "(?:額|高|金|費|費用|報酬|賞与|給与|手当|利益|損失|収益|資産|負債|持分|配当)$"),
    )
)
_IN_WORDS = re.compile(
    "(?:理由|氏名|年月日|役職名?|役名|職名|場所|所在地?|名称|英訳名|会社名|提出日|提出先|条文|書類|任期|事業年度|決議|方法"
    r"|内容|概要|地域|略歴|協会名)$|誰|どこ|いつ|\b(?:who|where|when|why|name|address|date)\b",
    re.IGNORECASE,
)
_UNSAID = frozenset(
    {*("部門", "セグメント", "事業", "地域", "報告", "連結", "個別", "単体", "開示", "実績")}
    | {*("segment", "divis", "unit", "busi", "region", "earn", "spend")}
)
"""Words of questions that say no more than which kind of thing the line is of, or that it is asked."""
_ASIDE = re.compile(r"臨時|内数|外数|うち|四半期配当|中間配当|比較指標|\btemporary\b|\bof which\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """`moment` says that a balance is asked (True) or a movement (False). `known` are the pieces of all its words.

    `words` are the telling words of a question in free words, besides the item: each must be said of the figure that
    answers. `terms` are those to search for.
    """

    readings: tuple[Reading, ...]
    items: tuple[Term, ...]
    periods: tuple[Period, ...]
    moment: bool | None
    basis: Basis | None
    member: Member | None
    statements: tuple[StatementKind, ...]
    unit: UnitKind | None
    in_words: bool
    """A name, a place, a date, a reason is asked, and no number."""
    aside: bool
    """A number that tables print in brackets beside another is asked: 臨時雇用者数, 中間配当."""
    opening: bool
    """The balance that a period begins with is asked."""
    quoted: bool
    """The line is quoted by its name."""
    known: frozenset[str]
    words: tuple[Concept, ...]
    terms: tuple[str, ...]
    item: Operand | None = None
    """The line, where it is an item of the glossary by one of its names and nothing else is said of it."""
    timing: Timing = field(default_factory=Timing)
    left_out: str = ""
    """What the line is without: 売却目的で保有する資産 of 売却目的で保有する資産を除く流動資産."""

    @property
    def member_is_whole(self) -> bool:
        """The member is what tables speak of where they name none: ordinary shares."""
        return self.member is not None and any(phrase(name).letters in wholes() for name in self.member.names)


def read_figure_question(question: ResolvedQuestion) -> FigureQuestion:
    query = query_of(question)
    names = (*question.scope.companies, *question.scope.written)
    written = _without_quoted_names(normalise(without_spelt_out_years(question.text)), names)
    text = in_plain_words(written)
    label, around = quoted_line(text), without_quoted(text)
    bare = _bare(text, names)
    parts = parts_of_line(label) if label else parts_of_question(bare, question.language, query.asked)
    head, line = (parts or [bare])[0], label or bare
    member = find_member(text)
    return FigureQuestion(
        readings=tuple(readings(parts, label)),
        items=items_named(head),
        periods=question.scope.periods,
        moment=_moment(around, quoted=bool(label)),
        basis=_basis(without_quoted(written), member),
        member=member,
        statements=query.statements if query.names_statement else (),
        unit=_unit(head),
        in_words=bool(_IN_WORDS.search(head if label else bare)),
        aside=bool(_ASIDE.search(line)),
        opening=bool(_OPENING.search(text)),
        quoted=bool(label),
        known=known_pieces(parts, label) | phrase(line).grams,
        words=() if label else tuple(concept for concept in query.concepts if _must_be_said(concept)),
        terms=_terms((*parts, *subtotals(head)), member),
        item=_item(head) if len(parts) == 1 and member is None else None,
        timing=read_timing(around),
        left_out=left_out(head),
    )


def _without_quoted_names(text: str, names: Sequence[str]) -> str:
    """A company that stands in quotation marks is no line."""
    for name in names:
        quoted = rf"[「『\"\u201c](?:{name_pattern(name).pattern})[」』\"\u201d]"
        text = re.sub(quoted, " ", text, flags=re.IGNORECASE)
    return text


def _bare(text: str, names: Sequence[str]) -> str:
    """Without companies, periods, basis and members."""
    return _BASIS.sub(" ", without_members(without_periods(without_companies(text, names))))


def _moment(text: str, *, quoted: bool) -> bool | None:
    """A line quoted by its name, of a year and not of a day, is a movement."""
    if _MOMENT.search(text):
        return True
    return False if quoted and find_periods(text) else None


def _basis(text: str, member: Member | None) -> Basis | None:
    """As said; members of the IFRS taxonomy are of consolidated accounts alone."""
    implied = Basis.CONSOLIDATED if member is not None and "IFRS" in member.id else None
    return basis_said(text) or implied


def _unit(head: str) -> UnitKind | None:
    if _IN_WORDS.search(head):
        return None
    return next((kind for kind, pattern in _UNITS if pattern.search(head)), None)


def _item(head: str) -> Operand | None:
    term = item_called(head)
    return Operand(term.key, words=head) if term else None


def _must_be_said(concept: Concept) -> bool:
    return not concept.named and concept.word not in _UNSAID


def _terms(parts: Sequence[str], member: Member | None) -> tuple[str, ...]:
    ways = [way for part in parts for way in ways_of(part)]
    names = member.names if member else ()
    return tuple(dict.fromkeys(term for text in (*ways, *names) for term in index_terms(text)))
