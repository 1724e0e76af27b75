"""What names a row: its label without marks of notes, and the labels above that it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.figures.grid import GridCell, TableGrid, is_marker
from rm_assistant.domain.documents import Page
from rm_assistant.domain.figures import Attribution, Role
from rm_assistant.domain.layout import BOX_UNITS_PER_POINT
from rm_assistant.language.period_labels import names_time

_MARKS = re.compile(
    r"\s*(?:[※*†‡§]+\s*[\d０-９]*(?:[,、]\s*[\d０-９]+)*|[(（]\s*(?:注|\*)\s*[\d０-９,、・．.]*\s*[)）]\s*[\d０-９]{0,2}(?:[,、]\s*[\d０-９]+)*"
    r"|(?<=[a-z)])\s*\((?:[a-z]|\d{1,2})\)|[(（]\s*注\s*[)）][\d０-９,、\s]*|[¹²³⁴⁵⁶⁷⁸⁹]+)\s*$"
)
_LEADERS = re.compile(r"[\s.…·‥]{3,}$")
_AMONG = re.compile(
    r"^\s*[(（\[]?\s*(?:うち|内(?=[、,\s)）])|内数|of which|including\b|included (?:in|above))", re.IGNORECASE
)
_TOTAL = re.compile(
    r"^(?:合計|総計|小計|計|総合計|連結合計)$|合計(?:額)?(?:[(（].*)?$|^(?:grand\s+)?(?:sub)?totals?\b|\btotal$|^consolidated$|計$",
    re.IGNORECASE,
)
_NOT_A_TOTAL = re.compile(r"(?:会計|統計|設計|時計|累計|家計|余計)$")
_OWNERS = re.compile(
    r"親会社(?:株主|の所有者|の株主)?に?(?:係る|帰属)|親会社所有者帰属"
    r"|attributable to (?!non|minority|redeemable)|available to common",
    re.IGNORECASE,
)
_NONCONTROLLING = re.compile(r"非支配(?:株主|持分)|少数株主|non-?controlling|minority interest", re.IGNORECASE)
_BALANCE = re.compile(r"期[首末][^()（）]{0,4}残高$")
_TOLERANCE = 2.0
"""Points by which labels of one depth may differ."""
_LONGEST_PATH = 8


@dataclass(frozen=True, slots=True)
class RowLabel:
    label: str
    path: tuple[str, ...] = ()
    role: Role | None = None
    attribution: Attribution | None = None


@dataclass(slots=True)
class _Parent:
    """A row that others may belong to. `heads` has no figures of its own."""

    indent: float
    label: str
    heads: bool
    flat: bool = False
    """Its rows begin as far left as itself."""
    closed: bool = False
    """Rows are set in below it, or their total has come: a row as far left as itself is not its own."""


@lru_cache(maxsize=20_000)
def plain_label(text: str) -> str:
    """In one line, without marks of notes and leaders."""
    label = _LEADERS.sub("", " ".join(text.split()))
    while (stripped := _MARKS.sub("", label)) and stripped != label:
        label = stripped
    return label.strip().rstrip(":：").rstrip()


@lru_cache(maxsize=20_000)
def role_of(label: str) -> Role | None:
    if _AMONG.match(label):
        return Role.COMPONENT
    return Role.TOTAL if _TOTAL.search(label) and not _NOT_A_TOTAL.search(label) else None


@lru_cache(maxsize=20_000)
def attribution_of(label: str) -> Attribution | None:
    if _NONCONTROLLING.search(label) and not re.search("含む|including|before|控除前", label):
        return Attribution.NONCONTROLLING
    return Attribution.OWNERS if _OWNERS.search(label) else None


class Indents:
    """How far right a label begins: as the HTML sets it, or where the PDF's first word stands, in points."""

    def __init__(self, page: Page) -> None:
        self._words = page.words

    def of(self, cell: GridCell) -> float:
        if not len(self._words):
            return cell.cell.indent
        at = bisect_right(self._words.starts, cell.cell.start) - 1
        return self._words.boxes[4 * at] / BOX_UNITS_PER_POINT if at >= 0 else 0.0


class LabelReader:
    """Reads the labels of a table's rows in order, keeping those that later rows belong to."""

    def __init__(self, grid: TableGrid, indents: Indents) -> None:
        self._columns = grid.label_columns
        self._indents = indents
        self._parents: list[_Parent] = []
        self._spanning: list[tuple[int, GridCell]] = []
        self._last: str | None = None
        self._time: _Parent | None = None

    def read(self, row: list[GridCell], *, has_figures: bool) -> RowLabel:
        own = [cell for cell in row if cell.column in self._columns and not cell.unit_only]
        outer = self._outer(row, own)
        if not own:
            return self._continued(outer, has_figures=has_figures)
        label = plain_label(" ".join(cell.text for cell in own[-1:])) or own[-1].text
        if len(own) > 1:
            outer = [*outer, *(plain_label(cell.text) for cell in own[:-1] if not is_marker(cell.text))]
        indent = self._indents.of(own[0] if is_marker(own[0].text) else own[-1])
        return self._placed(label, indent, outer, has_figures=has_figures)

    def _outer(self, row: list[GridCell], own: list[GridCell]) -> list[str]:
        """Labels of cells that span this row from above."""
        number = row[0].cell.row
        self._spanning = [(last, cell) for last, cell in self._spanning if last >= number]
        held = [plain_label(cell.text) for _, cell in self._spanning]
        self._spanning += [(cell.cell.row + cell.cell.row_span - 1, cell) for cell in own if cell.cell.row_span > 1]
        return held

    def _continued(self, outer: list[str], *, has_figures: bool) -> RowLabel:
        """A row without a label: the second line of one that spans it, or an unnamed total."""
        if outer:
            return RowLabel(outer[-1], tuple(outer[:-1]), role_of(outer[-1]), attribution_of(outer[-1]))
        heads = tuple(parent.label for parent in self._parents if parent.heads) if has_figures else ()
        return RowLabel("", (*self._times(), *heads))

    def _times(self) -> tuple[str, ...]:
        """A heading that names a time holds until the next one does: 2016 over all of a year's rows."""
        return (self._time.label,) if self._time else ()

    def _placed(self, label: str, indent: float, outer: list[str], *, has_figures: bool) -> RowLabel:
        if not has_figures and names_time(label):
            self._time = _Parent(indent, label, heads=True)
            self._parents.clear()
            return RowLabel(label)
        if self._time is not None and not has_figures and indent < self._time.indent - _TOLERANCE:
            self._time = None
        role = role_of(label)
        if role is Role.COMPONENT and self._last is not None:
            above = dict.fromkeys((*self._times(), *self._path(), self._last))
            return RowLabel(label, tuple(above), role, attribution_of(label))
        self._close_above(indent, role, heads=not has_figures)
        path = (*self._times(), *outer, *self._path())[-_LONGEST_PATH:]
        if label and (not has_figures or self._may_lead(label)):
            self._parents.append(_Parent(indent, label, heads=not has_figures))
        self._last = label if has_figures else None
        return RowLabel(
            label, path if role is None else tuple(self._without_siblings(path)), role, attribution_of(label)
        )

    def _may_lead(self, label: str) -> bool:
        """Whether rows set in below a row with figures are parts of it: not below a balance, nor in English, where
        totals are set in deeper than what they add up.
        """
        return not names_time(label) and not label.isascii() and not _BALANCE.search(label)

    def _path(self) -> tuple[str, ...]:
        return tuple(parent.label for parent in self._parents)

    def _close_above(self, indent: float, role: Role | None, *, heads: bool) -> None:
        """Drops what this row does not belong to: rows as deep or deeper, but for a heading that its rows stand under
        without being set in.
        """
        while self._parents:
            top = self._parents[-1]
            if top.indent < indent - _TOLERANCE:
                if top.heads or role is None:
                    top.closed = top.closed or not top.flat
                    break
            elif top.heads and not heads and abs(top.indent - indent) <= _TOLERANCE and not top.closed:
                top.flat = True
                top.closed = role is not None
                break
            self._parents.pop()

    def _without_siblings(self, path: tuple[str, ...]) -> Iterator[str]:
        heads = {parent.label for parent in self._parents if parent.heads}
        return (label for label in path if label in heads or label not in self._path())
