"""Reasons to give no figure: one set for lines asked for in free words and for items sought by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from rm_assistant.domain.documents import Basis
from rm_assistant.domain.figures import Figure, FigureKind, FigureRow, Role
from rm_assistant.language.sounds import sounds_alike
from rm_assistant.language.taxonomy import japanese_words_of_stem
from rm_assistant.retrieval.concepts import Concept, Text
from rm_assistant.retrieval.figures.asked import FigureQuestion
from rm_assistant.retrieval.figures.confidence import CONFIDENT
from rm_assistant.retrieval.figures.fit import Fitted
from rm_assistant.retrieval.figures.named import CORE_PROFIT, Offer, is_proven, names_no_item, names_part
from rm_assistant.retrieval.figures.outcomes import Doubt
from rm_assistant.retrieval.figures.phrases import covered, phrase
from rm_assistant.retrieval.figures.printed import is_aside
from rm_assistant.retrieval.figures.sought import Sought
from rm_assistant.retrieval.figures.timing import is_of_other_length

_HARDLY_SAID = 0.35
"""Less of the line's name than this is another line."""
_HARDLY_OF_MEMBER = 0.4
_MOST_UNASKED = 0.5
_NEARLY = 3.0
"""Of the score: how near the group's figure comes to that of the filer alone to have been meant."""
_KATAKANA = re.compile("[ァ-ヶー]{2,}")


def doubts_of_line(
    asked: FigureQuestion, best: Fitted, rivals: Sequence[Fitted], confidence: float, unread: Sequence[str]
) -> Iterator[Doubt]:
    """Of the figure that fits a question in free words, or a line quoted by its name, best."""
    line = max(best.wording.head, best.wording.union)
    if (line if asked.quoted else best.wording.weakest) < _HARDLY_SAID or _is_left_out(asked, best.row):
        yield Doubt.NOTHING
    if not asked.in_words and not _is_timely(asked, best):
        yield Doubt.PERIOD
    if best.of_figure.unit_other:
        yield Doubt.UNIT
    if _is_part(asked, best) or _is_of_core(asked, best.row):
        yield Doubt.COMPONENT
    if _is_of_filer_alone(asked, best, rivals):
        yield Doubt.BASIS
    if unread or _is_of_other_member(asked, best):
        yield Doubt.UNREAD
    if is_disproven(best.figure):
        yield Doubt.UNPROVEN
    if confidence < CONFIDENT:
        yield Doubt.RIVAL


def doubts_of_item(
    sought: Sought, best: Offer, rivals: Sequence[Offer], beside: Collection[FigureRow]
) -> Iterator[Doubt]:
    """Of the figure whose row names an item most plainly; `beside` are the rows found for it in its filing."""
    if names_part(best, beside, sought):
        yield Doubt.COMPONENT
    if _is_stated_elsewhere(best, beside, sought):
        yield Doubt.RIVAL
    if is_disproven(best.figure) or (names_no_item(best, sought) and _lacks_proof(best.figure, beside)):
        yield Doubt.UNPROVEN
    if rivals:
        yield Doubt.RIVAL


def _is_stated_elsewhere(best: Offer, beside: Collection[FigureRow], sought: Sought) -> bool:
    """The section that is about the item states figures, none of them by its name: what another line prints is less."""
    if not sought.is_of_section or sought.timing.forecast or sought.is_about(best.row.section):
        return False
    return any(sought.is_about(row.section) for row in beside)


def _lacks_proof(figure: Figure, beside: Collection[FigureRow]) -> bool:
    """Nothing is held against figures of a filing that was read before there were proofs."""
    return not is_proven(figure) and any(each.checks for row in beside for each in row.figures)


def is_disproven(figure: Figure) -> bool:
    """No proof that the figure took part in comes out."""
    return bool(figure.checks) and not any(check.passed for check in figure.checks)


def unread_words(words: Sequence[Concept], row: FigureRow, columns: Sequence[str]) -> list[str]:
    """Those that neither the row nor what stands around it says."""
    text = Text.of(row.label, *row.path, *columns, row.title or "", row.section or "", *row.headings)
    return [word.word for word in words if not (word.is_in(text) or _is_said_in_japanese(word, text))]


def _is_said_in_japanese(word: Concept, text: Text) -> bool:
    """An English word of the question, by its meaning or its sound."""
    if not word.word.isascii() or not text.letters:
        return False
    meant = any(japanese in text.letters for japanese in japanese_words_of_stem(word.word))
    return meant or any(sounds_alike(katakana, word.word) for katakana in _KATAKANA.findall(text.letters))


def _is_timely(asked: FigureQuestion, best: Fitted) -> bool:
    """Of an asked year, as long as is asked, and no forecast where none is asked."""
    figure, timing = best.figure, asked.timing
    if figure.period.forecast is not timing.forecast and figure.kind is FigureKind.NUMBER:
        return False
    return not asked.periods or (best.of_figure.year > 0 and not is_of_other_length(figure, asked.periods, timing))


def _is_left_out(asked: FigureQuestion, row: FigureRow) -> bool:
    """The row's label is what the question leaves out: 売却目的で保有する資産 for the current assets without them."""
    return bool(asked.left_out) and covered(phrase(row.label), phrase(asked.left_out)) == 1.0


def _is_part(asked: FigureQuestion, best: Fitted) -> bool:
    """A figure set aside, or a member's, where neither is asked."""
    if asked.aside or asked.member is not None:
        return False
    aside = best.row.role is Role.COMPONENT or is_aside(best.figure)
    return aside or (best.figure.member is not None and best.of_figure.column_extra > _MOST_UNASKED)


def _is_of_core(asked: FigureQuestion, row: FigureRow) -> bool:
    """A core or adjusted profit, where the profit of the accounts is asked."""
    accounts = any(item.key == "operating_income" for item in asked.items)
    said = any(CORE_PROFIT.search(reading.head.letters) for reading in asked.readings)
    return accounts and not said and CORE_PROFIT.search(row.label) is not None


def _is_of_filer_alone(asked: FigureQuestion, best: Fitted, rivals: Sequence[Fitted]) -> bool:
    """Where no basis is asked the group is meant: its figure, of another value, is near behind."""
    if asked.basis is not None or best.figure.basis is not Basis.PARENT_ONLY:
        return False
    near = (each.figure for each in rivals if best.score - each.score < _NEARLY)
    return any(figure.basis is Basis.CONSOLIDATED and figure.value != best.figure.value for figure in near)


def _is_of_other_member(asked: FigureQuestion, best: Fitted) -> bool:
    """A member that does not go without saying is said by nothing about the figure."""
    member = asked.member
    return member is not None and not asked.member_is_whole and best.of_figure.member < _HARDLY_OF_MEMBER
