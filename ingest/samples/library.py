"""Which sample filings there are, and where each goes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.samples.accounts import Accounts
from ingest.samples.document import Block
from ingest.samples.edinet import EdinetNames, write_edinet
from ingest.samples.fonts import register_japanese, require_reportlab
from ingest.samples.script import read_script
from ingest.samples.wording import ENGLISH, JAPANESE, Notation, Wording

_ENGLISH_PERIODS = ("2024", "2023", "2022", "2021", "2020", "2019")
_JAPANESE_PERIODS = ("2024", "2023", "2022", "2021", "2020", "2019")


@dataclass(frozen=True, slots=True)
class Sample:
    """One filing: its script and books, and the file or folder it becomes. `write` sets the blocks at a path."""

    file: str
    script: str
    books: str
    edition: str
    periods: tuple[str, ...]
    notation: Notation
    write: Callable[[Path, Iterable[Block], Wording], None]

    def make(self, folder: Path) -> Path:
        wording = Wording(Accounts.load(self.books), self.edition, self.periods, self.notation)
        path = folder / self.file
        self.write(path, read_script(self.script, wording), wording)
        return path


def write_samples(folder: Path) -> list[Path]:
    """Make every sample filing in `folder`, and a manifest beside them. Returns the paths in a fixed order.

    Raises SamplesUnavailableError where the `samples` dependency group is not installed.
    """
    require_reportlab()
    register_japanese()
    folder.mkdir(parents=True, exist_ok=True)
    paths = [sample.make(folder) for sample in samples()]
    paths.append(_write_manifest(folder))
    return paths


def samples() -> tuple[Sample, ...]:
    return (*_quillfeather(), *_tsukigahama(), *_asanagiko())


def _quillfeather() -> tuple[Sample, ...]:
    def annual(file: str, edition: str, year: str) -> Sample:
        periods = _ENGLISH_PERIODS[_ENGLISH_PERIODS.index(year) :]
        return Sample(file, "quillfeather_10k", "quillfeather", edition, periods, ENGLISH, _american)

    quarter = ("2025Q1", "2024Q1")
    return (
        annual("quillfeather-10-K-2023.pdf", "2023", "2023"),
        annual("quillfeather-10-K-2023-amended.pdf", "2023A", "2023"),
        annual("quillfeather-10-K-2024.pdf", "2024", "2024"),
        Sample(
            "quillfeather-10-Q-2025-Q1.pdf", "quillfeather_10q", "quillfeather", "2025Q1", quarter, ENGLISH, _american
        ),
        Sample(
            "quillfeather-8-K-2025-04-24.pdf", "quillfeather_8k", "quillfeather", "2025Q1", quarter, ENGLISH, _american
        ),
    )


def _tsukigahama() -> tuple[Sample, ...]:
    def annual(file: str, year: str) -> Sample:
        periods = _JAPANESE_PERIODS[_JAPANESE_PERIODS.index(year) :]
        return Sample(file, "tsukigahama_yuho", "tsukigahama", year, periods, JAPANESE, _edinet_pdf)

    return (annual("tsukigahama-yuho-2023.pdf", "2023"), annual("tsukigahama-yuho-2024.pdf", "2024"))


def _asanagiko() -> tuple[Sample, ...]:
    def annual(file: str, year: str) -> Sample:
        periods = _JAPANESE_PERIODS[_JAPANESE_PERIODS.index(year) :]
        return Sample(file, "asanagiko_yuho", "asanagiko", year, periods, JAPANESE, _edinet_html)

    return (annual("asanagiko-yuho-2023", "2023"), annual("asanagiko-yuho-2024", "2024"))


def _american(path: Path, blocks: Iterable[Block], wording: Wording) -> None:
    from ingest.samples import house, pdf  # noqa: PLC0415 - reportlab is checked for before it is needed

    name, edition = wording.accounts.fact("name", wording.edition), wording.edition
    imprint = pdf.Imprint(
        title=f"{name} {wording.accounts.fact('form_name', edition)}",
        author=name,
        contents_depth=2,
        page_labels=edition == "2024",
    )
    pdf.write_pdf(path, blocks, house.american(foot=""), imprint)


def _edinet_pdf(path: Path, blocks: Iterable[Block], wording: Wording) -> None:
    from ingest.samples import house, pdf  # noqa: PLC0415 - as above

    fact = wording.accounts.fact
    heads = ("EDINET提出書類", f"{fact('name', 'all')}({fact('edinet', 'all')})", fact("form_name", "all"))
    imprint = pdf.Imprint(title=fact("form_name", "all"), author=fact("name", "all"), contents_depth=0)
    pdf.write_pdf(path, blocks, house.japanese(heads=heads), imprint)


def _edinet_html(path: Path, blocks: Iterable[Block], wording: Wording) -> None:
    fact = wording.accounts.fact
    names = EdinetNames(fact("edinet", "all"), fact("period_end", wording.edition), fact("filed_iso", wording.edition))
    write_edinet(path, blocks, names)


def _write_manifest(folder: Path) -> Path:
    """Says of which client and behind which wall the filings stand, as an administrator would."""
    path = folder / "manifest.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["path", "client", "wall"])
        writer.writerows(
            [sample.file, Accounts.load(sample.books).fact("client", "all"), "public"] for sample in samples()
        )
    return path
