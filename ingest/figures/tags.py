"""What inline XBRL says of a figure: the best source of scale, sign, unit and period, and a check of its reading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from ingest.figures.calendar import FiscalCalendar
from ingest.xbrl_contexts import Context, XbrlUnit
from ingest.xbrl_tags import TaggedNumber
from rm_assistant.domain.documents import Basis
from rm_assistant.domain.figures import (
    CheckKind,
    Figure,
    FigureCheck,
    FigureKind,
    FigurePeriod,
    FigureRow,
    Source,
    Unit,
    UnitKind,
)
from rm_assistant.language.taxonomy import read_member

_STATEMENTS = ("jppfs_cor:", "jpigp_cor:")
"""Taxonomies whose facts are the group's where no member says otherwise (報告書インスタンス作成ガイドライン)."""
_TAGGED = ("unit", "scale", "period", "basis", "member", "meant")
_PERCENT_SCALE = -2
_SHARES = "shares"
_PURE = "pure"


class Tags:
    """The tags of a filing, in reading order."""

    def __init__(self, tags: Iterable[TaggedNumber], calendar: FiscalCalendar) -> None:
        self._calendar = calendar
        self._tags = sorted(tags, key=_place)

    def _within(self, page: int, start: int, end: int) -> list[TaggedNumber]:
        first = bisect_left(self._tags, (page, start), key=_place)
        last = bisect_left(self._tags, (page, end), key=_place)
        return self._tags[first:last]

    def applied(self, row: FigureRow) -> FigureRow:
        """`row` with its figures as their tags have them."""
        tags = self._within(row.page, row.start, row.end)
        if not tags:
            return row
        figures = tuple(found for figure in row.figures for found in self._tagged(figure, tags))
        return replace(row, figures=figures)

    def _tagged(self, figure: Figure, tags: Iterable[TaggedNumber]) -> Iterator[Figure]:
        own = [tag for tag in tags if tag.start < figure.end and figure.start < tag.end]
        numbers = [tag for tag in own if tag.value is not None]
        if figure.kind is FigureKind.WORDS and numbers:
            yield from (self._of_tag(figure, part, tag) for part, tag in enumerate(numbers))
        elif own and own[0].numeric:
            yield self._by_tag(figure, own[0])
        else:
            yield replace(figure, concept=own[0].concept) if own else figure

    def _of_tag(self, words: Figure, part: int, tag: TaggedNumber) -> Figure:
        """A number inside a cell of words that only its tag tells from them."""
        begin = tag.start - words.start
        text = words.text[begin : begin + tag.end - tag.start]
        number = replace(
            words, text=text, start=tag.start, end=tag.end, kind=FigureKind.NUMBER, part=part, value=tag.value
        )
        return replace(self._by_tag(number, tag), checks=())

    def _by_tag(self, figure: Figure, tag: TaggedNumber) -> Figure:
        context = tag.context or Context()
        value = _as_printed(figure, tag)
        return replace(
            figure,
            kind=FigureKind.NIL if tag.nil else figure.kind,
            value=value,
            unit=_unit(tag, figure.unit),
            scale=_scale(tag, figure),
            meant=-1 if value and tag.value and value * tag.value < 0 else 1,
            period=self._period(context, figure.period),
            basis=context.basis or _unsaid_basis(tag.concept, context) or figure.basis,
            member=_member(context, figure.member),
            concept=tag.concept,
            checks=(*figure.checks, _check(figure, tag)),
            derived=tuple((name, Source.TAG) for name in _TAGGED),
        )

    def _period(self, context: Context, printed: FigurePeriod) -> FigurePeriod:
        if context.end is None:
            return printed
        quarter = self._calendar.quarter_of(context.end)
        return FigurePeriod(
            end=context.end,
            months=context.months,
            fiscal_year=self._calendar.fiscal_year_of(context.end),
            quarter=4 if context.months == 3 and quarter is None else quarter,
            label=printed.label,
            forecast=context.forecast,
        )


def _place(tag: TaggedNumber) -> tuple[int, int]:
    return tag.page, tag.start


def _as_printed(figure: Figure, tag: TaggedNumber) -> Decimal | None:
    """The tag's amount with the printed sign; a printed dash stays a dash, also where it is tagged as zero."""
    if tag.nil or tag.value is None or figure.kind is FigureKind.NIL:
        return figure.value if tag.value is None and not tag.nil else None
    if not figure.value:
        return tag.value
    return abs(tag.value).copy_sign(figure.value)


def _check(figure: Figure, tag: TaggedNumber) -> FigureCheck:
    """Whether what is printed was read as the number that is tagged."""
    if tag.value is None or figure.value is None:
        nothing = tag.nil or not tag.value
        return FigureCheck(CheckKind.TAG_AGREES, figure.value is None and nothing, figure.text)
    printed, tagged = abs(figure.value), abs(tag.value)
    if _reads_bare(figure):
        printed *= Decimal(10) ** tag.scale
    sign = "=" if printed == tagged else "≠"
    return FigureCheck(CheckKind.TAG_AGREES, printed == tagged, f"{printed:,f} {sign} {tagged:,f}")


def _reads_bare(figure: Figure) -> bool:
    """Nothing printed said by what to multiply the number."""
    return figure.scale is None and not (figure.unit and figure.unit.kind is UnitKind.PERCENT)


def _unit(tag: TaggedNumber, printed: Unit | None) -> Unit | None:
    unit = tag.unit
    if unit is None:
        return printed
    if unit.per is not None and unit.currency:
        return Unit(UnitKind.PER_SHARE, unit.measure)
    if unit.currency:
        return Unit(UnitKind.CURRENCY, unit.measure)
    if unit.measure == _SHARES:
        return Unit(UnitKind.SHARES, measure=printed.measure if printed else None)
    return _without_dimension(tag, unit, printed)


def _without_dimension(tag: TaggedNumber, unit: XbrlUnit, printed: Unit | None) -> Unit | None:
    """Pure numbers and counts: what is printed says more of them."""
    if printed is not None and printed.kind not in {UnitKind.CURRENCY, UnitKind.PER_SHARE, UnitKind.SHARES}:
        return printed
    if unit.measure != _PURE:
        return Unit(UnitKind.COUNT, measure=unit.measure)
    return Unit(UnitKind.PERCENT) if tag.scale == _PERCENT_SCALE else Unit(UnitKind.PURE)


def _scale(tag: TaggedNumber, figure: Figure) -> int | None:
    return 10**tag.scale if tag.scale >= 0 else figure.scale


def _unsaid_basis(concept: str, context: Context) -> Basis | None:
    return Basis.CONSOLIDATED if concept.startswith(_STATEMENTS) and context.basis is None else None


def _member(context: Context, printed: str | None) -> str | None:
    """As printed where a part is tagged, else by the name of the tag's member."""
    if not context.parts:
        return None
    member = read_member(context.parts[-1])
    return printed or next(iter(member.names), None) or " ".join(member.words) or member.id
