"""Which sample filings there are, and where each goes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.samples.accounts import Accounts
from ingest.samples.document import Block
from ingest.samples.edinet import EdinetNames, write_edinet
from ingest.samples.fonts import register_japanese, require_reportlab
from ingest.samples.script import read_script
from ingest.samples.wording import ENGLISH, JAPANESE, Notation, Wording

_YEARS = ("2024", "2023", "2022", "2021", "2020", "2019")
_QUARTERS = ("2025Q1", "2024Q1")


@dataclass(frozen=True, slots=True)
class Sample:
    """One filing: the company's books, the script and its edition, and the file or folder it becomes."""

    file: str
    books: str
    script: str
    edition: str
    form: str
    notation: Notation
    write: Callable[[Sample, Path, Accounts, tuple[Block, ...]], None]

    @property
    def periods(self) -> tuple[str, ...]:
        """Its period, and those before it that it shows beside it."""
        return _QUARTERS if self.edition in _QUARTERS else _YEARS[_YEARS.index(self.edition[:4]) :]

    def make(self, folder: Path) -> Path:
        accounts = Accounts.load(self.books)
        wording = Wording(accounts, self.edition, self.periods, self.notation)
        path = folder / self.file
        self.write(self, path, accounts, read_script(self.script, wording))
        return path


def write_samples(folder: Path) -> list[Path]:
    """Make every sample filing in `folder`, and a manifest beside them. Returns the paths in a fixed order.

    Raises SamplesUnavailableError where the `samples` dependency group is not installed.
    """
    require_reportlab()
    register_japanese()
    folder.mkdir(parents=True, exist_ok=True)
    return [*(sample.make(folder) for sample in samples()), _write_manifest(folder)]


def samples() -> tuple[Sample, ...]:
    return (
        _quillfeather("10-K-2023", "quillfeather_10k", "2023", "Form 10-K"),
        _quillfeather("10-K-2023-amended", "quillfeather_10k", "2023A", "Form 10-K/A"),
        _quillfeather("10-K-2024", "quillfeather_10k", "2024", "Form 10-K"),
        _quillfeather("10-Q-2025-Q1", "quillfeather_10q", "2025Q1", "Form 10-Q"),
        _quillfeather("8-K-2025-04-24", "quillfeather_8k", "2025Q1", "Form 8-K"),
        _tsukigahama("2023"),
        _tsukigahama("2024"),
        _asanagiko("2023"),
        _asanagiko("2024"),
    )


def _quillfeather(name: str, script: str, edition: str, form: str) -> Sample:
    return Sample(f"quillfeather-{name}.pdf", "quillfeather", script, edition, form, ENGLISH, _american_pdf)


def _tsukigahama(year: str) -> Sample:
    file = f"tsukigahama-yuho-{year}.pdf"
    return Sample(file, "tsukigahama", "tsukigahama_yuho", year, "有価証券報告書", JAPANESE, _edinet_pdf)


def _asanagiko(year: str) -> Sample:
    file = f"asanagiko-yuho-{year}"
    return Sample(file, "asanagiko", "asanagiko_yuho", year, "有価証券報告書", JAPANESE, _edinet_html)


def _american_pdf(sample: Sample, path: Path, accounts: Accounts, blocks: tuple[Block, ...]) -> None:
    from ingest.samples import house, pdf  # noqa: PLC0415 - reportlab is asked for before it is needed

    name = accounts.fact("name", sample.edition)
    imprint = pdf.Imprint(title=f"{name} {sample.form}", author=name, page_labels=sample.edition == "2024")
    pdf.write_pdf(path, blocks, house.american(), imprint)


def _edinet_pdf(sample: Sample, path: Path, accounts: Accounts, blocks: tuple[Block, ...]) -> None:
    from ingest.samples import house, pdf  # noqa: PLC0415 - as above

    name, filer = accounts.fact("name", sample.edition), accounts.fact("edinet", sample.edition)
    imprint = pdf.Imprint(title=sample.form, author=name, contents_depth=0)
    pdf.write_pdf(path, blocks, house.japanese(heads=("EDINET提出書類", f"{name}({filer})", sample.form)), imprint)


def _edinet_html(sample: Sample, path: Path, accounts: Accounts, blocks: tuple[Block, ...]) -> None:
    filer, period_end, filed = (accounts.fact(name, sample.edition) for name in ("edinet", "period_end", "filed_iso"))
    write_edinet(path, blocks, EdinetNames(filer, period_end, filed))


def _write_manifest(folder: Path) -> Path:
    """Says of which client and behind which wall the filings stand, as an administrator would."""
    path = folder / "manifest.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["path", "client", "wall"])
        for sample in samples():
            client = Accounts.load(sample.books).fact("client", sample.edition)
            writer.writerow([sample.file, client, "public"])
    return path
