"""`python -m eval SUITE --data DIR`: run a suite, print a table, write JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from eval.report import show
from eval.suite import DataError, Options, current_commit
from eval.suites import SUITES
from rm_assistant.bootstrap.collections import collect_seldom

REPOSITORY = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where the suite ran, 2 where its data is not as it needs them."""
    asked = _parser().parse_args(arguments)
    collect_seldom()
    console = Console(stderr=True)
    options = Options(
        data=asked.data,
        index=asked.index,
        vectors=asked.vectors,
        limit=asked.limit,
        say=lambda line: console.print(line, highlight=False, markup=False),
    )
    try:
        result = SUITES[asked.suite](options)
    except DataError as error:
        console.print(f"{asked.suite} cannot run on {asked.data}: {error}", markup=False)
        return 2
    show(result, Console())
    if asked.json:
        asked.json.write_text(json.dumps(result.to_json(current_commit(REPOSITORY)), indent=2, ensure_ascii=False))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    parser.add_argument("suite", choices=sorted(SUITES))
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument("--json", type=Path, help="file to write the result to")
    parser.add_argument("--index", type=Path, help="data folder to fill once and use again")
    parser.add_argument("--vectors", action="store_true", help="search by vectors too: making them takes long")
    parser.add_argument("--limit", type=int, help="only so many questions")
    return parser


if __name__ == "__main__":
    sys.exit(main())
