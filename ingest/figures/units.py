"""The unit and scale of each number: from its cell, its row, the rows and columns over it, or the table's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.figures.headers import Path
from ingest.figures.kinds import kind_named
from ingest.figures.running_units import Units
from ingest.figures.values import PrintedValue
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Source, Unit, UnitKind
from rm_assistant.language.period_labels import names_time
from rm_assistant.language.printed_units import PrintedUnit
from rm_assistant.language.units import is_unit, units_alone, units_in

_AREA = frozenset({"㎡", "m2", "m²", "ha", "坪"})
_MONEY = frozenset({UnitKind.CURRENCY, UnitKind.PER_SHARE})
_MONEY_STATEMENTS = frozenset(
    {
        StatementKind.BALANCE_SHEET,
        StatementKind.INCOME_STATEMENT,
        StatementKind.COMPREHENSIVE_INCOME,
        StatementKind.CASH_FLOW,
        StatementKind.EQUITY,
    }
)
_COUNTED_IN = {
    StatementKind.BALANCE_SHEET: frozenset({UnitKind.SHARES, UnitKind.PER_SHARE}),
    StatementKind.INCOME_STATEMENT: frozenset({UnitKind.SHARES, UnitKind.PER_SHARE}),
    StatementKind.COMPREHENSIVE_INCOME: frozenset({UnitKind.SHARES, UnitKind.PER_SHARE}),
}
"""What else than money the rows of a statement count."""

_OTHER_DOLLARS = frozenset({"AUD", "CAD", "HKD", "NZD", "SGD", "TWD"})
_RATIOS = frozenset({UnitKind.PERCENT, UnitKind.RATIO})
_SEN = re.compile(r"円\s?銭")
"""In which dividends are printed by the share, not in all."""
_COMPANY = re.compile(r"^[(（][株有社][)）]\s?\S|^[^株数計]+[(（]株[)）]$")
"""A company's name with its legal form in brackets, (株) for 株式会社, which is no unit of shares."""

_Stated = tuple[Source, Units]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number counts and what it is multiplied by; where each was read, None where in the cell itself."""

    unit: Unit | None = None
    scale: int | None = None
    unit_from: Source | None = None
    scale_from: Source | None = None


_UNKNOWN = Measure()


_KIND_OF_EARNINGS = re.compile(
    r"^(?:[-—–]\s*)?(?:basic|diluted|assuming (?:no )?dilution|net (?:income|earnings)|基本的|希薄化後"
    r"|(?:(?:income|loss|earnings)\s*(?:\(loss\)\s*)?from\s+)?(?:continuing|discontinued) operations)\b",
    re.IGNORECASE,
)
"""Lines below "Earnings per share:" and "Weighted average shares:" that say no more than which."""


_GROWTH = re.compile(r"(?:\bpercent(?:age)?|%)\s*(?:\(%\)\s*)?(?:growth|changes?|increase|of)\b", re.IGNORECASE)
"""Heads rows of percentages, whatever these are of: "Year-over-year percentage growth" over "North America"."""


def _kind_above(label: str, path: Path) -> UnitKind | None:
    if any(map(_GROWTH.search, path)):
        return UnitKind.PERCENT
    if not path or not _KIND_OF_EARNINGS.match(label):
        return None
    named = kind_named(path[-1])
    return named if named in {UnitKind.PER_SHARE, UnitKind.SHARES} else None


def _units_of(label: str) -> Units:
    return () if _COMPANY.search(label) else units_in(label)


@dataclass(frozen=True, slots=True)
class RowUnits:
    """What a row prints of units, and those above it; `named` is the kind that its label's words name."""

    named: UnitKind | None
    near: tuple[_Stated, ...]
    above: tuple[_Stated, ...]

    @classmethod
    def of(cls, label: str, path: Path, printed: Units, statement: StatementKind | None) -> RowUnits:
        named = kind_named(label) or _kind_above(label, path)
        if statement in _MONEY_STATEMENTS and named not in _COUNTED_IN.get(statement, ()):
            named = None
        near = ((Source.ROW, printed), (Source.ROW, _units_of(label)))
        above = ((Source.PARENT_ROW, _units_of(parent)) for parent in reversed(path))
        return cls(named, tuple(each for each in near if each[1]), tuple(each for each in above if each[1]))


@dataclass(frozen=True, slots=True)
class ColumnUnits:
    """What stands over a column. `compares` where it sets two periods against each other, in money or in percent."""

    named: UnitKind | None
    heads: tuple[_Stated, ...]
    compares: bool
    ratio: Measure | None
    """Of a column of ratios, which stay so in a row of money: 伸率(％) beside 売上高(百万円)."""

    @classmethod
    def of(cls, path: Path, *, compares: bool) -> ColumnUnits:
        named = next((kind for head in reversed(path) if _counts(head) and (kind := kind_named(head))), None)
        if named is None and any(map(_SEN.search, path)) and any("配当" in head for head in path):
            named = UnitKind.PER_SHARE
        heads = ((Source.COLUMN, units_in(head)) for head in reversed(path))
        stated = tuple(each for each in heads if each[1])
        return cls(named, stated, compares, _ratio(named, stated))


def _counts(head: str) -> bool:
    """Whether a head may say what is counted: it is neither a unit, whose words are read as such, nor a time."""
    return not is_unit(head) and not names_time(head)


def _ratio(named: UnitKind | None, stated: Sequence[_Stated]) -> Measure | None:
    unit = next((unit for _, units in stated for unit in units), None)
    if unit is not None and unit.kind in _RATIOS:
        return Measure(unit.unit, unit.scale, Source.COLUMN, Source.COLUMN)
    return _UNKNOWN if unit is None and named is UnitKind.PERCENT else None


@dataclass(slots=True)
class TableUnits:
    """What a table prints for all its numbers, or the chapter for tables that print nothing."""

    table: Units
    section: Units
    statement: StatementKind | None
    _known: dict[tuple[UnitKind | None, str | None], Measure] = field(default_factory=dict)

    def measure(self, named: UnitKind | None, currency: str | None) -> Measure:
        """`currency` is printed as a sign in the number's column."""
        key = (named, currency)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._of_table(*key) if self.table else self._of_section(*key)
        return found

    def spares(self, kind: UnitKind) -> bool:
        """Whether what is printed for all numbers says that its scale is not of this kind."""
        return any(kind in unit.spares for unit in self.table)

    def scaled(self, unit: PrintedUnit, source: Source, named: UnitKind | None, currency: str | None) -> Measure:
        """A scale of money or of all amounts, as it holds for a number of the named kind."""
        known = unit.unit.currency if unit.unit else currency
        match named:
            case None:
                return self._money(unit, source, known)
            case UnitKind.PER_SHARE:
                return Measure(Unit(UnitKind.PER_SHARE, known), 1, Source.ROW, Source.ROW)
            case UnitKind.SHARES:
                spared = UnitKind.SHARES in unit.spares
                scale = 1 if spared else unit.scale if unit.unit is None else None
                return Measure(Unit(UnitKind.SHARES), scale, Source.ROW, source if scale else None)
            case UnitKind.PEOPLE:
                return Measure(Unit(UnitKind.PEOPLE), 1, Source.ROW, Source.ROW)
            case _:
                return _UNKNOWN

    def _money(self, unit: PrintedUnit, source: Source, currency: str | None) -> Measure:
        if currency is None and self.statement not in _MONEY_STATEMENTS:
            return Measure(None, unit.scale, None, source)
        known = source if unit.unit else Source.COLUMN if currency else Source.STATEMENT
        return Measure(Unit(UnitKind.CURRENCY, currency), unit.scale, known, source)

    def _of_table(self, named: UnitKind | None, currency: str | None) -> Measure:
        chosen = self.table[0]
        if len(self.table) > 1:
            fits = _MONEY if named is None else {named}
            chosen = next((unit for unit in self.table if unit.kind in fits), chosen)
        if chosen.unit is None or chosen.kind is UnitKind.CURRENCY:
            return self.scaled(chosen, Source.TABLE, named, currency)
        if chosen.kind is UnitKind.SHARES and named is None and currency:
            return self._of_section(named, currency)
        counts = named is UnitKind.COUNT and chosen.kind is not UnitKind.PERCENT
        if named is None or named is chosen.kind or counts:
            return Measure(chosen.unit, chosen.scale, Source.TABLE, Source.TABLE)
        return _bare(named, currency)

    def _of_section(self, named: UnitKind | None, currency: str | None) -> Measure:
        """A chapter's unit holds for money alone, told by its sign: its tables count other things too."""
        if not self.section or currency is None or named not in {None, UnitKind.PER_SHARE}:
            return _bare(named, currency)
        found = self.scaled(self.section[0], Source.SECTION, named, currency)
        return replace(found, unit_from=Source.COLUMN) if named is None else found


def _bare(named: UnitKind | None, currency: str | None) -> Measure:
    """Nothing printed but words and signs."""
    if named is UnitKind.PER_SHARE:
        return Measure(Unit(UnitKind.PER_SHARE, currency), 1, Source.ROW, Source.ROW)
    if named is UnitKind.SHARES or named is UnitKind.PEOPLE:
        return Measure(Unit(named), None, Source.ROW)
    if named is None and currency:
        return Measure(Unit(UnitKind.CURRENCY, currency), None, Source.COLUMN)
    return _UNKNOWN


@dataclass(frozen=True, slots=True)
class Around:
    """All that is printed around a number; `over` is the unit and `currency` the sign in force in its column."""

    row: RowUnits
    column: ColumnUnits
    table: TableUnits
    over: Units = ()
    currency: str | None = None


def measure(value: PrintedValue, part: int, around: Around) -> Measure:
    """Nearest first: the cell, its row, its column, the rows above, the table. `part` counts numbers in the cell."""
    printed = value.unit
    if printed is not None and printed.unit is not None:
        return Measure(_with_currency(printed.unit, value.currency), printed.scale)
    base = _surrounding(part or int(value.bracketed), around)
    if printed is not None:
        unit_from = None if value.currency else base.unit_from
        return Measure(_with_currency(base.unit, value.currency), printed.scale, unit_from)
    if value.currency is None:
        return base
    if base == _UNKNOWN:
        base = around.table.measure(None, value.currency)
    currency = _dollar(value.currency, base)
    if _of_other_money(currency, base):
        return Measure(Unit(UnitKind.CURRENCY, currency))
    if base.unit is None or base.unit.kind in _MONEY:
        kind = base.unit.kind if base.unit else UnitKind.CURRENCY
        return Measure(Unit(kind, currency), base.scale, None, base.scale_from)
    return base


def _dollar(currency: str, base: Measure) -> str:
    """The $ beside a number is the dollar that the table is said to be in: "in thousands of Canadian dollars"."""
    stated = base.unit.currency if base.unit is not None else None
    return stated if stated is not None and stated in _OTHER_DOLLARS and currency == "USD" else currency


def _of_other_money(currency: str, base: Measure) -> bool:
    """US$ 10 in a column of 百万円 is not in millions."""
    return base.unit is not None and base.unit.kind is UnitKind.CURRENCY and base.unit.currency not in {None, currency}


def _with_currency(unit: Unit | None, currency: str | None) -> Unit | None:
    if currency is None:
        return unit
    return Unit(unit.kind if unit else UnitKind.CURRENCY, currency)


def _surrounding(part: int, around: Around) -> Measure:
    row, column = around.row, around.column
    if column.ratio is not None and row.named not in _RATIOS:
        over = next((unit for unit in around.over if unit.kind in _RATIOS), None)
        return column.ratio if over is None else Measure(over.unit, over.scale, Source.COLUMN, Source.COLUMN)
    currency = around.currency
    for source, units in _printed(around):
        if units[0].sign:
            currency = currency or _currency(units[0])
            continue
        chosen = _chosen(units, row.named, part)
        if chosen is not None:
            return _stated(chosen, source, replace(around, currency=currency))
    if column.compares and currency is None:
        return _UNKNOWN
    return around.table.measure(row.named or column.named, currency)


def _currency(unit: PrintedUnit) -> str | None:
    return unit.unit.currency if unit.unit else None


def _printed(around: Around) -> Iterator[_Stated]:
    yield from around.row.near
    if around.over:
        yield Source.COLUMN, around.over
    yield from around.row.above
    yield from around.column.heads


def _chosen(units: Units, named: UnitKind | None, part: int) -> PrintedUnit | None:
    """Of several, the one of the kind that the label names; an area in brackets is of the number in brackets."""
    areas = [unit for unit in units if unit.unit and unit.unit.measure in _AREA]
    if areas and part:
        return areas[0]
    others = [unit for unit in units if unit not in areas] if areas else units
    if not others:
        return areas[0] if named is not None else None
    return next((unit for unit in others if unit.kind is named), others[0])


def _stated(unit: PrintedUnit, source: Source, around: Around) -> Measure:
    """A printed unit; "in millions" gives the scale alone, and a row's 円 of 1株当たり is an amount a share."""
    row, column = around.row, around.column
    if unit.unit is None and source is not Source.COLUMN and around.table.table and row.named is None:
        return Measure(None, unit.scale, None, source)
    if unit.unit is None:
        return around.table.scaled(unit, source, row.named or column.named, around.currency)
    if unit.unit.kind is UnitKind.CURRENCY and UnitKind.PER_SHARE in (row.named, column.named):
        scale = unit.scale if unit.scale == 1 else None
        return Measure(Unit(UnitKind.PER_SHARE, unit.unit.currency), scale, source, source if scale else None)
    return Measure(unit.unit, unit.scale, source, source)


def table_units(stated: str | None, header: Sequence[str], corner: Sequence[str]) -> Units:
    """Of the unit printed over a table, else of what stands over its labels, else of the header's only one."""
    for text in (stated or "", *corner):
        if text and (units := units_in(text)) and not units[0].sign:
            return units
    alone = {units for text in header if (units := units_alone(text)) and not units[0].sign}
    return alone.pop() if len(alone) == 1 else ()
