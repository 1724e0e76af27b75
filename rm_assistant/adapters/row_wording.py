"""A row's figures as a claim, in its own words: headings, label, figures with unit and column, issuer and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rm_assistant.domain.answers import DraftClaim, EvidenceCell, EvidenceSpan
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Figure, FoundFigure, UnitKind
from rm_assistant.language.units import is_unit
from rm_assistant.retrieval.row_match import row_label
from rm_assistant.retrieval.row_words import plain_figure, plain_label
from rm_assistant.verification.units import printed_unit

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

    A figure in a sentence is told by the sentence.
    """
    span = wording.span
    if not wording.cells:
        return DraftClaim(" ".join(span.text.split()), (span.id,), quote=span.text)
    japanese = language is Language.JAPANESE
    colon, comma, dash, over = ("：", "、", "　―　", "＞") if japanese else (": ", ", ", " — ", " > ")
    label = over.join(dict.fromkeys(wording.names))
    values = comma.join(_value(wording, cell, label, language) for cell in wording.cells)
    asked = f" = {shown}" if shown else ""
    source = comma.join(part for part in (span.issuer, span.table_title) if part)
    return DraftClaim(f"{label}{colon}{values}{asked}{dash}{source}", (span.id,), quote=span.text)


def _value(wording: RowWording, cell: EvidenceCell, label: str, language: Language) -> str:
    """With the unit as printed nearest to it, unless the label has said it."""
    amount, unit = plain_figure(cell.text), _unit(wording, cell, language)
    if unit and unit not in f"{label}{amount}":
        amount = f"{amount} ({unit})" if unit[0].isalpha() and unit.isascii() else f"{amount} {unit}"
    column = " ".join(name for name in cell.columns if name != unit and not is_unit(name))
    comma = "、" if language is Language.JAPANESE else ", "
    return f"{amount}{comma}{column}" if column else amount


def _unit(wording: RowWording, cell: EvidenceCell, language: Language) -> str | None:
    """As printed near the row; else as it was read of the page, in the reader's words."""
    printed = printed_unit(wording.span, cell)
    if printed.text or printed.percent:
        return printed.text
    figure = next((figure for figure in wording.figures if figure.cell == cell.id), None)
    if figure is None or figure.unit is None or figure.unit.kind is not UnitKind.CURRENCY or not figure.scale:
        return None
    english, japanese = _SCALES.get(figure.scale, ("", ""))
    currency = figure.unit.currency or ""
    if language is Language.JAPANESE:
        return f"{japanese}{_YEN.get(currency, currency)}" or None
    return " ".join(filter(None, (currency, english))) or None
