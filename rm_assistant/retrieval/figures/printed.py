"""What a row and its columns print, made ready to compare with a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Figure, FigureRow
from rm_assistant.language.units import is_unit
from rm_assistant.retrieval.figures.phrases import Phrase, phrase, untimed, without_total

_EQUITY = ("純資産", "資本")
"""What the balances of a statement of changes in equity are of."""
_ASIDE = re.compile(r"\s*[\[(（〔［]\s*(?:外|内|うち|ほか|他)[、,\s]?(?!部)(.+?)\s*[\])）〕］]")
_BRACKETS = frozenset("([（〔［")


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """What stands over a table. Told apart as objects: all rows of a table share one."""

    section: Phrase
    heads: tuple[Phrase, ...]
    """The title first, empty where there is none; then the headings."""

    @property
    def title(self) -> Phrase:
        return self.heads[0]


@dataclass(frozen=True, slots=True)
class RowTexts:
    """What a row says of all its figures. `label` is empty where it says a day or "total" alone; `named` is without
    "total".
    """

    label: Phrase
    named: Phrase
    path: tuple[Phrase, ...]
    places: Places


@dataclass(frozen=True, slots=True)
class ColumnTexts:
    """Heads in all their spellings, but for those that name a period alone; and without what they say of periods."""

    printed: tuple[Phrase, ...]
    own: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """The figures of a row that one part of its label names."""

    texts: RowTexts
    figures: Sequence[Figure]

    def by_columns(self) -> Iterator[tuple[ColumnTexts, list[Figure]]]:
        """The figures by what is said over them."""
        groups: dict[tuple[Phrase, ...], tuple[ColumnTexts, list[Figure]]] = {}
        for figure in self.figures:
            columns = column_texts(figure.columns)
            groups.setdefault(columns.printed, (columns, []))[1].append(figure)
        yield from groups.values()

    def all_columns(self) -> ColumnTexts:
        """What is said over any of the figures."""
        return _all_columns(tuple(figure.columns for figure in self.figures))


def printed_lines(row: FigureRow) -> Iterator[PrintedLine]:
    """The row; and what its label names in brackets, for the numbers in brackets: 従業員数 [外、臨時雇用者数]."""
    main, aside = _parts(row.label)
    bracketed = [figure for figure in row.figures if is_aside(figure)] if aside else []
    rest = [figure for figure in row.figures if figure not in bracketed] if bracketed else row.figures
    for label, figures in ((main if bracketed else row.label, rest), (aside, bracketed)):
        if figures:
            equity = row.statement is StatementKind.EQUITY
            yield PrintedLine(_texts(label, row.path, row.title, row.section, row.headings, equity), figures)


def is_aside(figure: Figure) -> bool:
    """Printed beside another number, in brackets that are no minus."""
    return figure.part > 0 or (figure.text[:1] in _BRACKETS and (figure.value is None or figure.value >= 0))


@lru_cache(maxsize=65_536)
def column_texts(columns: tuple[str, ...]) -> ColumnTexts:
    own = {head: untimed(head) for head in columns if not is_unit(head)}
    telling = [head for head, text in own.items() if text.grams or not any(map(str.isdigit, head))]
    said = tuple(text for text in own.values() if text.grams)
    return ColumnTexts(tuple(dict.fromkeys((*said, *map(without_total, telling), *map(phrase, telling)))), said)


@lru_cache(maxsize=16_384)
def _all_columns(of_figures: tuple[tuple[str, ...], ...]) -> ColumnTexts:
    heads = [column_texts(columns) for columns in of_figures]
    printed = dict.fromkeys(text for each in heads for text in each.printed)
    return ColumnTexts(tuple(printed), tuple(dict.fromkeys(text for each in heads for text in each.own)))


def main_label(label: str) -> str:
    """Without what it names in brackets for the numbers in brackets."""
    return _parts(label)[0]


@lru_cache(maxsize=65_536)
def _parts(label: str) -> tuple[str, str]:
    match = _ASIDE.search(label)
    return (label[: match.start()], match[1]) if match and match.start() else (label, "")


@lru_cache(maxsize=65_536)
def _texts(
    label: str, path: tuple[str, ...], title: str | None, section: str | None, headings: tuple[str, ...], equity: bool
) -> RowTexts:
    own = untimed(label)
    parents = (*path, *_EQUITY) if equity and not own.grams else path
    return RowTexts(
        label=own,
        named=without_total(label) if own.grams else phrase(label),
        path=tuple(without_total(each) for each in parents if untimed(each).grams),
        places=_places(title, section, headings),
    )


@lru_cache(maxsize=16_384)
def _places(title: str | None, section: str | None, headings: tuple[str, ...]) -> Places:
    telling = (found for each in headings if (found := untimed(each)).grams)
    return Places(phrase(section or ""), (untimed(title or ""), *telling))
