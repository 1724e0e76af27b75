"""Whether a sentence states the number that a question asks for, of the asked kind and the asked period.

A sentence that merely speaks of the item is no answer to "how much".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rm_assistant.calculation.notation import operands_of
from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan
from rm_assistant.domain.calculations import Operand, Operation, Operator, Plan
from rm_assistant.domain.documents import SpanKind
from rm_assistant.domain.questions import ResolvedQuestion, Scope
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.words import normalise, stems
from rm_assistant.retrieval.concepts import Text
from rm_assistant.retrieval.query import Query
from rm_assistant.retrieval.row_words import letters_of

_QUANTITIES = frozenset(
    stems(
        """
        revenue sales income profit earnings margin cost expense expenditure spending capex proceeds gain loss tax debt
        borrowing asset liability equity cash balance dividend depreciation amortization impairment interest fee salary
        wage inventory receivable payable goodwill amount total number headcount rate ratio percentage share eps
        turnover growth backlog capital investment deposit loan provision allowance charge payment
        """
    )
)
"""Words of lines that are numbers."""
_JAPANESE_QUANTITY = re.compile(
    r"(?:高|額|費|費用|率|割合|比|数|数量|利益|損失|収益|収入|支出|残高|資産|負債|資本|現金|預金|配当|配当金|原価|借入金|社債|税|税等"
    r"|給与|単価|債権|債務|在庫|キャッシュ・?フロー|EPS|ROE|ROA)$"
)
_SHARE = re.compile(
    r"\d\s*(?:%|％|percent\b|per\s?cent\b|パーセント|割|ポイント)|\bpercentage\s+points?\b", re.IGNORECASE
)
_MONEY = re.compile(
    r"[$¥€£]\s?\d|\d\s*(?:thousand|million|billion|trillion|dollars|yen|euros)\b|\d\s*(?:[百千十]?[万億兆])?\s*(?:円|ドル|ユーロ)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?!\s*(?:%|％|percent|\d))", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:increas|decreas|declin|rose|risen|fell|fallen|grew|grown|higher|lower|chang|improv|reduc)\w*|"
    r"増加|減少|増収|減収|増益|減益|上昇|下落|低下",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"\b(?:to|at|was|were|totall?ed|amounted\s+to)\s+(?:approximately\s+|about\s+)?[$¥€£]?\s?\d"
    r"|[、は]\s*[\d,.]+\s*[百千十]?[万億兆]?(?:円|[%％])(?!の?(?:増|減))",
    re.IGNORECASE,
)
_PART_ONLY = re.compile(
    r"\b(?:includ(?:e|es|ed|ing)|of\s+which|excluding|partially|offset|portion|such\s+as|each)\b"
    r"|主なもの|うち|含む|含まれ|除く|一部",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(r"\d[\d,.]*")
_MOST_NUMBERS = 7
"""In a sentence of more it is not plain which is meant: such are tables in running text."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|(?:19|20)\d\d(?=年)")


def asks_figure(query: Query, evidence: EvidenceSet) -> bool:
    """Whether a number is wanted, and no reason or description."""
    if query.asks_why or (query.topic is not None and not query.asks_number):
        return False
    return query.asks_number or any(_is_of_quantities(each.outcome.plan) for each in evidence.reckoned)


def asks_ratio(query: Query, evidence: EvidenceSet) -> bool:
    """Whether a ratio or a movement is wanted: none of the figures that it is made of is one."""
    plans = [each.outcome.plan for each in evidence.reckoned]
    reckons = any(isinstance(plan.expression, Operation) for plan in plans)
    return reckons or (bool(plans) and any(map(_is_rate, query.asked)))


def states_figure(span: EvidenceSpan, query: Query, evidence: EvidenceSet, question: ResolvedQuestion) -> bool:
    """The item and a number of the asked kind, in a sentence of the asked period that is not about a mere part."""
    if span.kind is SpanKind.ROW or _PART_ONLY.search(span.text):
        return False
    told = Text.of(span.text)
    if not query.concepts or not all(concept.is_told_in(told) for concept in query.concepts):
        return False
    plans = [each.outcome.plan for each in evidence.reckoned]
    if not all(_names(operand, span.text) for plan in plans for operand in operands_of(plan.expression)):
        return False
    moves = any(map(_is_movement, plans))
    if not moves and _MOVED.search(span.text) and not _MOVED_TO.search(span.text):
        return False
    said = _YEAR.sub(" ", span.text)
    return (
        _kind_asked(query, evidence, question).search(said) is not None
        and len(_ANY_NUMBER.findall(said)) <= _MOST_NUMBERS
        and _is_timely(span, question.scope, moves=moves)
    )


def _names(operand: Operand, text: str) -> bool:
    """All the words of a line; the glossary's items are told as concepts."""
    if glossary().find_key(operand.term) is not None:
        return True
    words = operand.words or operand.term
    return set(stems(words)) <= set(stems(text)) if words.isascii() else letters_of(words) in letters_of(text)


def plainly_stated(query: Query, question: ResolvedQuestion, evidence: EvidenceSet) -> list[EvidenceSpan]:
    """The sentences that say no more than what an item came to, where no row prints it: those of its own section."""
    plans = [each.outcome.plan for each in evidence.reckoned]
    operands = [plan.expression for plan in plans if isinstance(plan.expression, Operand)]
    term = glossary().find_key(operands[0].term) if len(operands) == len(plans) == 1 else None
    if term is None or not asks_figure(query, evidence):
        return []
    said = re.compile("|".join(_statements_of(term)), re.IGNORECASE)
    stated = (span for span in evidence.spans if states_figure(span, query, evidence, question))
    return [span for span in stated if said.match(" ".join(span.text.split()))]


def _statements_of(term: Term) -> Iterator[str]:
    """ "当連結会計年度の研究開発費は51,315百万円", "Our research and development expenses were $11 million in 2018"."""
    japanese = "|".join(re.escape(normalise(name)) for name in term.japanese)
    english = "|".join(
        rf"{re.escape(name)}(?:\s+(?:expenses?|costs?|expenditures?))?" for name in term.english if name.isascii()
    )
    whole = r"(?:総額|合計|全体|連結)"
    yield rf"{_WHEN_JA}(?:{japanese})(?:の?(?:総額|合計|金額)|費用)?は、?\s*{whole}?で?、?\s*約?\s*{_AMOUNT_JA}"
    yield rf"{_WHEN_JA}{whole}で?、?\s*約?\s*{_AMOUNT_JA}の(?:{japanese})を(?:行|実施|計上|支出)"
    yield (
        r"(?:in\s+[^,]{4,20},\s*|for\s+(?:the\s+)?[^,]{4,40},\s*)?(?:our|the\s+company's|its|the|total|\s)*"
        rf"(?:{english})\s+(?:was|were|totall?ed|amounted\s+to|of)\s+(?:approximately\s+|about\s+)?[$¥€£]\s?\d"
    )


_WHEN_JA = (
    r"(?:なお、|また、|※?\d?\s*)?"
    r"(?:(?:当(?:連結会計年度|事業年度|期|社グループ|社|グループ)|\d{4}年(?:\d{1,2}月期|度)?|グループ|全体|連結)"
    r"(?:における|において、?|に支出した|が支出した|に計上した|に実施した|の|は、?|で、?|、|に)*)*"
)
_AMOUNT_JA = r"[\d,.]+\s*(?:[百千十]?[万億兆])?(?:円|ドル)"


def _is_of_quantities(plan: Plan) -> bool:
    if not isinstance(plan.expression, Operand):
        return True
    operand = plan.expression
    term = glossary().find_key(operand.term)
    if term is not None:
        return bool(term.statements or term.formulas)
    words = operand.words or operand.term
    if not words.isascii():
        return _JAPANESE_QUANTITY.search(words) is not None
    return not _QUANTITIES.isdisjoint(stems(words))


def _is_rate(term: Term) -> bool:
    return any(unit in {"percent", "ratio"} for _, unit in term.gives)


def _is_movement(plan: Plan) -> bool:
    match plan.expression:
        case Operation(Operator.SUBTRACT) | Operation(Operator.DIVIDE, Operation(Operator.SUBTRACT), _):
            return True
        case _:
            return False


def _kind_asked(query: Query, evidence: EvidenceSet, question: ResolvedQuestion) -> re.Pattern[str]:
    plans = [each.outcome.plan for each in evidence.reckoned]
    rates = any(map(_is_rate, query.asked)) or any(_is_quotient(plan) for plan in plans)
    if rates:
        return _SHARE
    counted = any(term.key in _COUNTED for term in query.asked) or _HOW_MANY.search(question.text) is not None
    return _PEOPLE if counted or query.topic is not None else _MONEY


def _is_quotient(plan: Plan) -> bool:
    return isinstance(plan.expression, Operation) and plan.expression.operator is Operator.DIVIDE


_HOW_MANY = re.compile(r"\bhow\s+many\b|何[人名社店件基台]", re.IGNORECASE)
_COUNTED = frozenset(
    {"employees", "store_count", "shares_outstanding", "shares_weighted", "customers", "major_shareholders"}
)


def _is_timely(span: EvidenceSpan, scope: Scope, *, moves: bool) -> bool:
    """Of the asked year, in words or by the filing; a movement is that of the sentence's last year."""
    if _SHORTER.search(span.text) and not any(period.quarter for period in scope.periods):
        return False
    if not scope.periods:
        return not scope.preferred or span.document in scope.preferred
    asked = {str(period.fiscal_year) for period in scope.periods}
    said = set(_YEAR.findall(span.text))
    return bool({max(said)} & asked if moves else said & asked) if said else span.document in scope.preferred


_SHORTER = re.compile(
    r"(?<!fourth )\bquarters?\b|\b(?:three|six|nine)[\s-]months?\b|四半期|中間期|上期|下期", re.IGNORECASE
)
