"""A result as a table for people."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from eval.intervals import Measure
from eval.suite import Measures, Result

_WORST_SHOWN = 15


def show(result: Result, console: Console) -> None:
    console.print(_measures(result))
    for title, groups in (("by kind", result.by), ("by part", result.parts)):
        if groups:
            console.print(_groups(title, groups))
    for note, value in result.notes.items():
        console.print(f"{note}: {value}")
    for case in result.worst[:_WORST_SHOWN]:
        console.print(f"  {case.get('id', '')}  {case.get('why', '')}", highlight=False, markup=False)


def _measures(result: Result) -> Table:
    table = Table(title=f"{result.suite}: {result.n} cases, {result.seconds:.0f} s")
    for column in ("measure", "value", "95 %"):
        table.add_column(column, justify="left" if column == "measure" else "right")
    for name, measure in result.measures.items():
        table.add_row(name, _number(measure.value), f"{_number(measure.low)}-{_number(measure.high)}")
    return table


def _groups(title: str, groups: Mapping[str, Measures]) -> Table:
    """A column a group: measures are many, and a terminal is narrow."""
    names = list(dict.fromkeys(name for measures in groups.values() for name in measures))
    table = Table(title=title)
    table.add_column("measure")
    for group in groups:
        table.add_column(group, justify="right")
    for name in names:
        table.add_row(name, *(_cell(measures.get(name)) for measures in groups.values()))
    return table


def _cell(measure: Measure | None) -> str:
    return _number(measure.value) if measure else "-"


def _number(value: float) -> str:
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:,.1f}"
