"""Numbers in prose: "net sales rose 5.6% to ¥1.2 trillion", each with what its sentence says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.figures.items import item_of
from ingest.figures.kinds import kind_named
from ingest.figures.natures import row_nature
from ingest.figures.periods import Named, PeriodReader
from ingest.figures.prose_numbers import ProseNumber, may_hold_numbers, numbers_of
from ingest.figures.prose_reading import Stated, stated_in
from ingest.figures.prose_said import Said
from ingest.figures.prose_scope import Scope, scope_of
from ingest.figures.signs import RowSigns
from ingest.figures.tables import Filing
from ingest.figures.terms import terms_of
from rm_assistant.domain.documents import Block, BlockKind, Page
from rm_assistant.domain.figures import Figure, FigurePeriod, FigureRow, Source, Unit, UnitKind
from rm_assistant.language.period_labels import read_period_label
from rm_assistant.language.words import sentences


class ProseReader:
    """Reads the paragraphs of a filing, page by page."""

    def __init__(self, filing: Filing) -> None:
        self._filing = filing
        self._periods = PeriodReader(filing.calendar, None)

    def rows(self, page: Page) -> Iterator[FigureRow]:
        """A row for each thing that a sentence gives numbers of, in reading order."""
        heading = ""
        for block in page.blocks:
            if block.kind is BlockKind.HEADING:
                heading = " ".join(page.text[block.start : block.end].split())
            elif block.kind is BlockKind.PARAGRAPH:
                yield from self._block(page, block, heading)

    def _block(self, page: Page, block: Block, heading: str) -> Iterator[FigureRow]:
        text = page.text[block.start : block.end]
        if not may_hold_numbers(text, page.language):
            return
        for start, end in sentences(text, page.language):
            sentence = text[start:end]
            numbers = numbers_of(sentence, page.language)
            stated = stated_in(sentence, numbers, page.language) if numbers else []
            if stated:
                scope = scope_of(sentence, heading, page.language)
                yield from self._sentence(page, block.start + start, sentence, stated, scope)

    def _sentence(
        self, page: Page, start: int, sentence: str, stated: Sequence[Stated], scope: Scope
    ) -> Iterator[FigureRow]:
        section = self._filing.sections.at(page.number, start)
        for label, group in groupby(stated, key=lambda each: each.said.label):
            members = list(group)
            item = item_of(label) if all(each.said.whole for each in members) else None
            yield FigureRow(
                page=page.number,
                start=start,
                end=start + len(sentence),
                label=label,
                figures=tuple(self._figure(sentence, start, each, scope) for each in members),
                item=item.key if item else None,
                section=section.key if section else page.section,
                terms=terms_of([label, scope.member or ""], item),
            )

    def _figure(self, sentence: str, start: int, stated: Stated, scope: Scope) -> Figure:
        number, said = stated.number, stated.said
        period, period_from = self._period(stated.period, said.label)
        meant, (unit, scale) = _meant(number, said), _measure(number, said)
        text = Source.TEXT
        derived = (
            ("period", period_from),
            ("basis", text if scope.basis else None),
            ("member", None if scope.member is None else Source.SECTION if scope.from_heading else text),
            ("meant", text if meant < 0 else None),
        )
        return Figure(
            text=sentence[number.start : number.end],
            start=start + number.start,
            end=start + number.end,
            value=number.value,
            unit=unit,
            scale=scale,
            meant=meant,
            period=replace(period, forecast=True) if scope.forecast else period,
            columns=(said.change,) if said.change else (),
            basis=scope.basis,
            member=scope.member,
            derived=tuple((name, source) for name, source in derived if source is not None),
        )

    def _period(self, label: str, whose: str) -> tuple[FigurePeriod, Source | None]:
        if not label:
            return FigurePeriod(), None
        named = Named(read_period_label(label), label, Source.TEXT)
        return self._periods.read(named, None, row_nature(item_of(whose), whose, ()), headed=True)


def _measure(number: ProseNumber, said: Said) -> tuple[Unit | None, int | None]:
    """An amount of EPS is one a share; whether other sums without a word of scale are in millions is not known."""
    unit = number.unit
    sum_of_money = unit is not None and unit.kind is UnitKind.CURRENCY and number.scale is None
    if unit is not None and sum_of_money and kind_named(said.label) is UnitKind.PER_SHARE:
        return Unit(UnitKind.PER_SHARE, unit.currency), 1
    return unit, number.scale


def _meant(number: ProseNumber, said: Said) -> int:
    """ "decreased 5%" and "a net loss of $3 million" print what is less than nothing as a plain number."""
    if said.falls:
        return -1 if number.value > 0 else 1
    signs = RowSigns.of(said.label, (), (), None, expenses_negative=False)
    return 1 if said.change else signs.meant(number.value)
