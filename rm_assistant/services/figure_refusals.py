"""Why a figure is not given: what was missing, or what left it in doubt, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rm_assistant.domain.answers import EvidenceSet, RefusalCode
from rm_assistant.domain.calculations import NoResult, Obstacle
from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.periods import year_names

_MISSING = (
    "None of the figures of the filings that were searched is {item}{period}.",
    "検索した資料の数値の中に{item}{period}は見つかりません。",
)
_MIXED = (
    "“{name}” is not calculated, since its figures do not go together: {detail}.",
    "「{name}」は、数値どうしが揃わない（{detail}）ため計算していません。",
)
_MESSAGES: Mapping[Obstacle, tuple[str, str]] = {
    Obstacle.MISSING: _MISSING,
    Obstacle.NOT_A_NUMBER: _MISSING,
    Obstacle.NO_PERIOD: (
        "The filings that were searched print {item}, but not{period}.",
        "検索した資料に{item}の記載はありますが、{period}のものはありません。",
    ),
    Obstacle.AMBIGUOUS: (
        "Several figures fit {item}{period} equally well: which is meant?",
        "{item}{period}に当てはまる数値が複数あります。どの数値でしょうか。",
    ),
    Obstacle.DIVISION_BY_ZERO: (
        "“{name}” cannot be calculated: what it is divided by is zero.",
        "「{name}」は、割る数がゼロのため計算できません。",
    ),
    Obstacle.UNITS: _MIXED,
    Obstacle.SCALES: _MIXED,
    Obstacle.BASES: _MIXED,
    Obstacle.PERIOD_LENGTHS: _MIXED,
}
_DETAILS: Mapping[Obstacle, tuple[str, str]] = {
    Obstacle.UNITS: ("their units differ", "単位が異なる"),
    Obstacle.SCALES: ("the scale of one of them is not printed", "一方の単位の記載がない"),
    Obstacle.BASES: ("one is consolidated, another the parent's alone", "連結と個別が混在する"),
    Obstacle.PERIOD_LENGTHS: ("they are of periods of different length", "期間の長さが異なる"),
}
_CODES: Mapping[Obstacle, RefusalCode] = {
    Obstacle.MISSING: RefusalCode.NOT_IN_DOCUMENTS,
    Obstacle.NOT_A_NUMBER: RefusalCode.NOT_IN_DOCUMENTS,
    Obstacle.NO_PERIOD: RefusalCode.NO_PERIOD,
}
"""Those not named here leave the figure in doubt."""


def missing_figure(evidence: EvidenceSet) -> NoResult | None:
    """The first that could not be given; None where no figure of known items was asked for."""
    outcomes = (each.outcome for each in evidence.reckoned)
    return next((each for each in outcomes if isinstance(each, NoResult)), None)


def code_of(missing: NoResult) -> RefusalCode:
    return _CODES.get(missing.obstacle, RefusalCode.FIGURE_IN_DOUBT)


def message_of(missing: NoResult, question: ResolvedQuestion, documents: Sequence[Document]) -> str:
    obstacle = missing.obstacle
    if obstacle is Obstacle.NO_PERIOD and (missing.operand is None or missing.operand.period is None):
        obstacle = Obstacle.MISSING
    english, japanese = _MESSAGES[obstacle]
    in_japanese = question.language is Language.JAPANESE
    return (japanese if in_japanese else english).format(
        item=_item(missing, question.language),
        period=_period(missing, question.language, documents),
        name=missing.plan.name,
        detail=_DETAILS.get(missing.obstacle, ("", ""))[in_japanese],
    )


def _item(missing: NoResult, language: Language) -> str:
    operand = missing.operand
    name = missing.plan.name if operand is None else operand.words
    if operand is not None and not name:
        known = {term.key: term for term in glossary()}
        name = known[operand.term].names(language)[0] if operand.term in known else operand.term
    return f"「{name}」" if language is Language.JAPANESE else f"“{name}”"


def _period(missing: NoResult, language: Language, documents: Sequence[Document]) -> str:
    period = missing.operand.period if missing.operand else None
    if period is None:
        return ""
    (name,) = year_names([period], documents, language)
    by_itself = missing.obstacle is Obstacle.NO_PERIOD
    return (name if by_itself else f"（{name}）") if language is Language.JAPANESE else f" for {name}"
