"""The layout of TAT-QA: tables with the paragraphs around them, and questions about them."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

from eval.cases import half_of
from eval.suite import DataError
from ingest.figures import find_figures
from ingest.html import read_html
from ingest.html.units import unit_in
from ingest.statements import recognise
from rm_assistant.domain.documents import FilingMetadata
from rm_assistant.domain.figures import FigureRow
from rm_assistant.language.numbers import find_numbers

_SCALES = {
    "": Decimal(1),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "percent": Decimal("0.01"),
}
_FIGURE = re.compile(r"[\s$€£¥%()–—−\d,.-]*[\d–—][\s$€£¥%()–—−\d,.-]*")
_FOLLOWS = re.compile(r"\b(?:as follows|following|below)\b[^.]{0,80}:\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMERIC = re.compile(
    r"[^\W\d_]*[\s$€£¥]*[(（-]?[\s$€£¥]*[\d,.]+\)?\s*(?:%|million|billion|thousand)?\)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """A numeric question. `gold` is in base units and `step` one in its last printed place, both for scoring alone."""

    id: str
    text: str
    kind: str
    source: str
    gold: Decimal
    step: Decimal
    part: str


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A table as lists of cells, its paragraphs in order, and the numeric questions about it."""

    id: str
    cells: Sequence[Sequence[str]]
    paragraphs: Sequence[str]
    questions: tuple[TableQuestion, ...]


def read_tables(data: Path) -> tuple[Path, list[GivenTable]]:
    """The file and its tables. Raises DataError where the folder holds none."""
    files = sorted(data.glob("tatqa_dataset_*.json"))
    if not files:
        raise DataError(f"no tatqa_dataset_*.json in {data}")
    return files[0], [_table(record) for record in json.loads(files[0].read_text(encoding="utf-8"))]


def _table(record: Mapping[str, Any]) -> GivenTable:
    uid = record["table"]["uid"]
    part = half_of(uid)
    paragraphs = sorted(record["paragraphs"], key=lambda paragraph: int(paragraph["order"]))
    questions = (_question(question, part) for question in record["questions"])
    return GivenTable(
        uid,
        record["table"]["table"],
        [paragraph["text"] for paragraph in paragraphs],
        tuple(question for question in questions if question is not None),
    )


def _question(record: Mapping[str, Any], part: str) -> TableQuestion | None:
    """None where the answer is no number: a name, a year, a list."""
    printed = _gold(record)
    if printed is None:
        return None
    value, decimals, scale = printed
    return TableQuestion(
        id=record["uid"],
        text=record["question"],
        kind=record["answer_type"],
        source=record["answer_from"],
        gold=value * scale,
        step=Decimal(1).scaleb(-decimals) * scale,
        part=part,
    )


def _gold(record: Mapping[str, Any]) -> tuple[Decimal, int, Decimal] | None:
    """The value as given, its decimals, and what to multiply it by. Reckoned answers are rounded to two decimals."""
    scale = _SCALES[record["scale"]]
    if record["answer_type"] in {"arithmetic", "count"}:
        value = Decimal(str(record["answer"]).replace(",", ""))
        return value, 2 if record["answer_type"] == "arithmetic" else 0, scale
    answer = record["answer"]
    if record["answer_type"] != "span" or record["req_comparison"] or len(answer) != 1:
        return None
    numbers = find_numbers(answer[0])
    if len(numbers) != 1 or not _NUMERIC.fullmatch(answer[0].strip()) or _YEAR.fullmatch(answer[0].strip()):
        return None
    number = numbers[0]
    stated = Decimal("0.01") if number.percent else Decimal(number.scale or 1)
    return number.value, number.decimals, stated if stated != 1 else scale


# ── as a filing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def figures_of(table: GivenTable) -> tuple[FigureRow, ...]:
    """What ingestion finds in the table and its paragraphs, set as a page of HTML."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.html"
        path.write_text(_html(table), encoding="utf-8")
        pages = recognise(read_html(path).pages)
    return find_figures(pages, (), FilingMetadata())


def _html(table: GivenTable) -> str:
    """The set does not say where among its paragraphs the table stood: after those that announce it or its unit."""
    before = _announcement(table.paragraphs)
    above, below = table.paragraphs[:before], table.paragraphs[before:]
    headers = _header_rows(table.cells)
    after = [*table.cells[1:], ()]
    rows = [_header(row, after[at]) if at < headers else _row(row) for at, row in enumerate(table.cells)]
    parts = [*_paragraphs(above), f"<table>{''.join(rows)}</table>", *_paragraphs(below)]
    return f"<html><body>{''.join(parts)}</body></html>"


def _header_rows(cells: Sequence[Sequence[str]]) -> int:
    """The rows above the first that prints a figure."""
    return next((at for at, row in enumerate(cells) if any(map(_is_figure, row[1:]))), 0)


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell.strip())) and not _YEAR.fullmatch(cell.strip())


def _row(row: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"


def _header(row: Sequence[str], below: Sequence[str]) -> str:
    """The set lost how far a header reaches: over the columns that the row below parts by naming each thing once.

    Where that tells nothing a header reaches over the empty cells beside it: those to the right of a row whose first
    column is filled, those to the left of one whose last is filled; alone in its row, over all columns.
    """
    filled = [at for at, cell in enumerate(row) if at and cell.strip()]
    if not filled or len(filled) == len(row) - 1:
        return _row(row)
    groups = _groups(filled, below)
    if groups is None:
        leftwards = filled[-1] == len(row) - 1 and filled[0] != 1
        starts = [1, *(at + 1 for at in filled[:-1])] if leftwards else [1, *filled[1:]]
        groups = list(zip(starts, [*starts[1:], len(row)], strict=True))
    bare = f'<td colspan="{groups[0][0] - 1}"></td>' if groups[0][0] > 1 else ""
    spans = "".join(
        f'<td colspan="{end - start}">{escape(row[at])}</td>' for at, (start, end) in zip(filled, groups, strict=True)
    )
    return f"<tr><td>{escape(row[0])}</td>{bare}{spans}</tr>"


def _groups(filled: Sequence[int], below: Sequence[str]) -> list[tuple[int, int]] | None:
    """Columns that name each thing once, as first and last but one, for each header that stands over one; or None."""
    starts = [1]
    for at in range(2, len(below)):
        if below[at].strip() in [cell.strip() for cell in below[starts[-1] : at]]:
            starts.append(at)
    groups = list(zip(starts, [*starts[1:], len(below)], strict=True))[-len(filled) :]
    fits = len(groups) == len(filled) and 0 <= len(starts) - len(filled) <= 1
    complete = all(cell.strip() for cell in below[1:])
    apart = fits and all(start <= at < end for at, (start, end) in zip(filled, groups, strict=True))
    return groups if len(starts) > 1 and complete and apart else None


def _announces(text: str) -> bool:
    return text.rstrip().endswith(":")


def _announcement(paragraphs: Sequence[str]) -> int:
    """How many stand before the table: as far as one that tells its unit, else that says "following", else ends so."""
    for tells in (unit_in, _FOLLOWS.search, _announces):
        found = [at for at, text in enumerate(paragraphs, start=1) if tells(text)]
        if found:
            return found[-1]
    return 1


def _paragraphs(texts: Sequence[str]) -> Iterator[str]:
    return (f"<p>{escape(text)}</p>" for text in texts)
