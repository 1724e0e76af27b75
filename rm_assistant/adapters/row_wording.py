"""A row's figures as a claim, in its own words: headings, label, figures with unit and column, issuer and table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rm_assistant.domain.answers import DraftClaim, EvidenceCell, EvidenceSpan
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Figure, FoundFigure, UnitKind
from rm_assistant.language.dates import find_periods
from rm_assistant.language.units import is_unit
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.row_match import row_label
from rm_assistant.retrieval.row_words import has_own_words, plain_figure, plain_label
from rm_assistant.verification.units import printed_unit, scale_of

_SCALES: dict[int, tuple[str, str]] = {
    10**3: ("thousands", "千"),
    10**6: ("millions", "百万"),
    10**8: ("hundred millions", "億"),
    10**9: ("billions", "十億"),
}
_YEN = {"JPY": "円", "USD": "ドル", "EUR": "ユーロ"}
_MOST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class RowWording:
    """`names` are the headings over the row and its label, outermost first; `figures` were read of the cells."""

    span: EvidenceSpan
    names: tuple[str, ...]
    cells: tuple[EvidenceCell, ...]
    figures: tuple[Figure, ...] = ()

    @classmethod
    def of(cls, span: EvidenceSpan, found: Sequence[FoundFigure]) -> RowWording:
        row, wanted = found[0].row, {each.figure.cell for each in found}
        headings = row.path[-_MOST_HEADINGS:]
        return cls(
            span=span,
            names=tuple(filter(None, map(plain_label, (*headings, row.label or row_label(span))))),
            cells=tuple(cell for cell in span.cells if cell.id in wanted),
            figures=tuple(each.figure for each in found),
        )


def row_claim(wording: RowWording, language: Language, shown: str = "") -> DraftClaim:
    """ "Widgets > Net sales: 1,577 (Millions), 2018 — Issuer, Segment information". `shown` is the figure as asked for.

    A figure in a sentence is told by the sentence. A row of many figures names each by its column, and the unit once.
    """
    span = wording.span
    if not wording.cells:
        return DraftClaim(" ".join(span.text.split()), (span.id,), quote=span.text)
    marks = _JAPANESE_MARKS if language is Language.JAPANESE else _ENGLISH_MARKS
    label = marks.over.join(dict.fromkeys(wording.names)) or _label_of_column(wording)
    values = _together(wording, label, language) or marks.comma.join(
        _value(wording, cell, label, language) for cell in wording.cells
    )
    asked = f" = {shown}" if shown else ""
    source = marks.comma.join(part for part in (span.issuer, title_of(span)) if part)
    text = f"{label}{marks.colon if label else ''}{values}{asked}{marks.dash}{source}"
    return DraftClaim(f"{text[:1].upper()}{text[1:]}", (span.id,), quote=span.text)


@dataclass(frozen=True, slots=True)
class _Marks:
    colon: str
    comma: str
    dash: str
    over: str


_ENGLISH_MARKS = _Marks(": ", ", ", " — ", " > ")
_JAPANESE_MARKS = _Marks("：", "、", "　―　", "＞")
_MANY = 3
"""Figures of a row from which on its unit is told once."""


def title_of(span: EvidenceSpan) -> str:
    """The table's title, after that of its section where it says no more than a date, a period or the filing's form."""
    title = " ".join((span.table_title or "").split())
    section = _NUMBERING.sub("", " ".join((span.section or "").split()))
    if not title or normalise(title) == span.form:
        return section
    says_more = has_own_words(plain_label(_DATE.sub("", title)))
    return title if says_more or not section else f"{section} {title}"


_NUMBERING = re.compile(r"^[（(]?(?:[0-9０-９]{1,2}|[①-⑳])[)）.．]?\s*(?=\D)")
"""A section's number would read as a figure."""
_DATE = re.compile(r"[\d０-９]{4}年\s?[\d０-９]{1,2}月\s?[\d０-９]{1,2}日|現在|[（(]?自\b|至\b")


def _label_of_column(wording: RowWording) -> str:
    """Of a row without a label, which only its columns name."""
    return plain_label(" ".join(wording.cells[0].columns)) if len(wording.cells) == 1 else ""


def _together(wording: RowWording, label: str, language: Language) -> str:
    """ "Widgets 1,577, Gadgets 377 (Millions)"; empty where the figures are few or of several units."""
    units = {_unit(wording, cell, language) for cell in wording.cells}
    columns = [_column(wording, cell, "") for cell in wording.cells]
    if len(wording.cells) < _MANY or len(units) > 1 or not all(columns):
        return ""
    marks = _JAPANESE_MARKS if language is Language.JAPANESE else _ENGLISH_MARKS
    told = zip(columns, wording.cells, strict=True)
    values = marks.comma.join(f"{column} {plain_figure(cell.text)}" for column, cell in told)
    return _with_unit(values, units.pop(), label)


def _with_unit(amount: str, unit: str | None, label: str) -> str:
    """With the unit as printed nearest to it, unless the label has said it."""
    if not unit or unit in f"{label}{amount}":
        return amount
    bracket = _BRACKET.search(unit)
    if bracket and plain_label(unit) == label:
        unit = bracket[0]
    bare = unit[0].isalpha() and unit.isascii()
    return f"{amount} ({unit})" if bare else f"{amount} {unit}"


_BRACKET = re.compile(r"[(（][^()（）]+[)）]$")


def _value(wording: RowWording, cell: EvidenceCell, label: str, language: Language) -> str:
    unit = _unit(wording, cell, language)
    amount = _with_unit(plain_figure(cell.text), unit, label)
    column = _column(wording, cell, unit)
    comma = "、" if language is Language.JAPANESE else ", "
    return f"{amount}{comma}{column}" if column and plain_label(column) != label else amount


def _column(wording: RowWording, cell: EvidenceCell, unit: str | None) -> str:
    """Its headers as printed. A row that is of a year by its label is of no other by its column."""
    of_year = bool(wording.names) and _YEAR.fullmatch(wording.names[-1].strip()) is not None
    column = " ".join(name for name in cell.columns if name != unit and not is_unit(name))
    return "" if of_year and find_periods(column) else column


_YEAR = re.compile(r"(?:19|20)\d\d(?:年.*)?|[Tt]hereafter")


def _unit(wording: RowWording, cell: EvidenceCell, language: Language) -> str | None:
    """As printed near the row; else as it was read of the page, in the reader's words.

    What a table says of its amounts is not told of a rate or of an amount a share.
    """
    printed = printed_unit(wording.span, cell)
    figure = _figure(wording, cell)
    kind = figure.unit.kind if figure and figure.unit else None
    if printed.text and printed.text == wording.span.unit and not _is_said_of(kind, printed.text):
        return None
    if printed.text or printed.percent:
        return printed.text
    if figure is None or figure.unit is None or kind is not UnitKind.CURRENCY or not figure.scale:
        return None
    english, japanese = _SCALES.get(figure.scale, ("", ""))
    currency = figure.unit.currency or ""
    if language is Language.JAPANESE:
        return f"{japanese}{_YEN.get(currency, currency)}" or None
    return " ".join(filter(None, (currency, english))) or None


def _is_said_of(kind: UnitKind | None, unit: str) -> bool:
    """Whether the unit that a table states for its figures holds for one that counts `kind`."""
    if kind is UnitKind.PER_SHARE:
        return (scale_of(unit) or 1) == 1
    return kind not in _NO_AMOUNTS or not _MONEY.search(normalise(unit))


_NO_AMOUNTS = frozenset({UnitKind.PERCENT, UnitKind.RATIO, UnitKind.PEOPLE, UnitKind.DURATION, UnitKind.COUNT})
_MONEY = re.compile(r"円|ドル|ユーロ|[$€¥]|dollar|yen|euro|\bin\s+(?:thou|mill|bill)", re.IGNORECASE)


def _figure(wording: RowWording, cell: EvidenceCell) -> Figure | None:
    """What was read of the cell, for the claim or for its row."""
    known = (*wording.figures, *(found.figure for found in wording.span.figures))
    return next((figure for figure in known if figure.cell == cell.id), None)
