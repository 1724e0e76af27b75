"""`python -m ingest.samples OUT_DIR`: write the sample filings."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ingest.samples.fonts import SamplesUnavailableError
from ingest.samples.library import write_samples


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ingest.samples", description="Write the fictional sample filings.")
    parser.add_argument("folder", type=Path, metavar="OUT_DIR", help="made where it does not exist")
    folder = parser.parse_args(arguments).folder
    try:
        paths = write_samples(folder)
    except SamplesUnavailableError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.writelines(f"{path}\n" for path in paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
