"""`python -m eval.bench.figure_index`: how fast figures go in and are looked up, and what they take on the disk.

A look-up is a search by a question's words and items and the reading of all rows found, first within a few filings,
then over all of them. Each question is asked once a reach, in a catalog just opened.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from eval.bench.made_up_figures import made_up_filings, made_up_questions
from eval.intervals import quantile
from eval.report import show
from eval.suite import Measures, Result, current_commit
from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import CATALOG_FILE, open_catalog
from rm_assistant.adapters.sqlite_figure_index import SqliteFigureIndex
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import DocumentId
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import index_terms
from rm_assistant.ports import FigureIndex, Reach
from rm_assistant.worker_protocol import decode_filing, encode_filing

REPOSITORY = Path(__file__).resolve().parent.parent.parent

_ROWS_WANTED = 100
_FEW_FILINGS = 5
_SEED = 7


@dataclass(frozen=True, slots=True)
class Size:
    filings: int
    figures: int
    questions: int
    large_filing: int = 50_000
    """Figures of the filing that is passed between the processes."""


def run(size: Size, folder: Path) -> Result:
    """Makes a catalog in `folder`, which has none."""
    started = time.perf_counter()
    documents, notes = _fill(folder, size)
    measures = _look_ups(folder, documents, size.questions)
    return Result(
        suite="figure_index",
        n=size.questions,
        seconds=time.perf_counter() - started,
        data="made up",
        measures=measures,
        notes={**notes, **_spooled(size.large_filing)},
    )


def _fill(folder: Path, size: Size) -> tuple[list[DocumentId], Mapping[str, str]]:
    documents: list[DocumentId] = []
    adding = 0.0
    with closing(open_catalog(folder)) as database:
        catalog = SqliteCatalog(database)
        for parsed, document in made_up_filings(size.filings, size.figures):
            started = time.perf_counter()
            catalog.add(parsed, document)
            adding += time.perf_counter() - started
            documents.append(document.id)
        held = SqliteFigureIndex(database).count()
    bytes_taken = (folder / CATALOG_FILE).stat().st_size
    return documents, {
        "figures": f"{held:,} in {size.filings} filings",
        "adding": f"{adding / held * 1e6:.1f} µs a figure, {adding / size.filings * 1e3:.0f} ms a filing",
        "on disk": f"{bytes_taken / held:.1f} bytes a figure, {bytes_taken / 1e6:.0f} MB",
    }


def _look_ups(folder: Path, documents: Sequence[DocumentId], questions: int) -> Measures:
    """Milliseconds, within a few filings and over all."""
    chance = random.Random(_SEED)
    asked = made_up_questions(questions, _SEED)
    few = [Reach(LOCAL_PRINCIPAL, tuple(chance.sample(documents, chance.randint(1, _FEW_FILINGS)))) for _ in asked]
    everything = [Reach(LOCAL_PRINCIPAL)] * len(asked)
    with closing(open_catalog(folder)) as database:
        index = SqliteFigureIndex(database)
        return {
            **_quantiles("few_filings", [_look_up(index, *case) for case in zip(asked, few, strict=True)]),
            **_quantiles("all_filings", [_look_up(index, *case) for case in zip(asked, everything, strict=True)]),
        }


def _quantiles(name: str, spent: Sequence[_Spent]) -> Measures:
    return {
        f"{name}_p50_ms": quantile([each.wall for each in spent], 0.5),
        f"{name}_p95_ms": quantile([each.wall for each in spent], 0.95),
        f"{name}_cpu_p95_ms": quantile([each.cpu for each in spent], 0.95),
    }


class _Spent(NamedTuple):
    """Milliseconds on the clock, and of the processor: what the first would be where nothing else runs."""

    wall: float
    cpu: float


def _look_up(index: FigureIndex, question: str, reach: Reach) -> _Spent:
    terms, items = index_terms(question), [term.key for term in glossary().find(question)]
    wall, cpu = time.perf_counter(), time.process_time()
    hits = index.search(terms, reach, _ROWS_WANTED, items=items)
    index.rows([hit.key for hit in hits], reach.principal)
    return _Spent((time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3)


def _spooled(figures: int) -> Mapping[str, str]:
    """What a large filing's figures cost between the process that reads it and the service."""
    parsed, _ = next(made_up_filings(1, figures))
    started = time.perf_counter()
    result = encode_filing(parsed)
    written = time.perf_counter()
    decode_filing(result)
    read = time.perf_counter()
    return {
        f"a filing of {figures:,} figures": f"{len(result) / 1e6:.1f} MB between the processes, "
        f"written in {written - started:.2f} s, read in {read - written:.2f} s"
    }


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="rm-bench-") as folder:
        result = run(Size(asked.filings, asked.figures, asked.questions), Path(folder))
    show(result, Console())
    if asked.json:
        asked.json.write_text(json.dumps(result.to_json(current_commit(REPOSITORY)), indent=2, ensure_ascii=False))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.bench.figure_index", description=__doc__)
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--filings", type=int, default=200)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--json", type=Path, help="file to write the result to")
    return parser


if __name__ == "__main__":
    sys.exit(main())
