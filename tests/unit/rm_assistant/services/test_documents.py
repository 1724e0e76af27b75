from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rm_assistant.domain.access import Principal
from rm_assistant.domain.audit import RecordKind
from rm_assistant.domain.documents import (
    PUBLIC_WALL,
    Document,
    DocumentStatus,
    FailedPage,
    MetadataSource,
    PageFailure,
    RefusalReason,
    SourceRefused,
)
from rm_assistant.domain.errors import AuditUnavailableError, NotFoundError, SourceError
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, OutcomeStatus
from rm_assistant.ports import Overrides, Source, Vector
from rm_assistant.services.documents import Documents
from tests.fakes_reading import MemoryOriginals, TextReader
from tests.fakes_storage import MemoryAuditLog, MemoryCatalog, MemoryVectorIndex, SteppingClock, WordEmbedder
from tests.figure_rows import figure_row
from tests.filings import filing

OPERATOR = Principal("operator", sees_all_walls=True)


class Bench:
    """The service over doubles, and a folder of its own to take filings from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = MemoryCatalog()
        self.originals = MemoryOriginals()
        self.reader = TextReader()
        self.audit = MemoryAuditLog()
        self.vectors = MemoryVectorIndex()
        self.documents = self.service()

    def service(self, *, embedder: bool = True, ocr: bool = False) -> Documents:
        return Documents(
            catalog=self.catalog,
            originals=self.originals,
            reader=self.reader,
            audit=self.audit,
            clock=SteppingClock(),
            vectors=self.vectors if embedder else None,
            embedder=WordEmbedder() if embedder else None,
            ocr=ocr,
        )

    def write(self, name: str, text: str = "Halden Corporation\n\nSales rose.") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def describe(self, name: str, overrides: Overrides) -> None:
        self.reader.manifest[name] = Source(Path(name), name, "", 0, overrides)

    def script(self, name: str, **metadata: object) -> None:
        """What `name` is read as."""
        scripted = filing(name, ["Sales rose to 1,284.", "They may fall."])
        self.reader.filings[name] = replace(scripted, metadata=replace(scripted.metadata, **metadata))  # type: ignore[arg-type]

    def ingest(self, *paths: Path) -> IngestReport:
        return self.documents.ingest(paths or [self.folder], principal=OPERATOR)

    def ingest_new(self, name: str, **metadata: object) -> Document:
        self.script(name, **metadata)
        report = self.ingest(self.write(name, name))
        document = report.outcomes[0].document
        assert document is not None
        return self.catalog.get(document, OPERATOR)

    def known(self, name: str) -> Document:
        return next(document for document in self.catalog.documents(OPERATOR) if document.name == name)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "inbox"
    folder.mkdir()
    bench = Bench(folder)
    yield bench
    bench.originals.close()


def statuses(report: IngestReport) -> dict[str, OutcomeStatus]:
    return {outcome.name: outcome.status for outcome in report.outcomes}


# ── what becomes of each source ─────────────────────────────────────────────────────────────────────────────────────


def test_a_filing_is_searchable_kept_and_logged(bench: Bench) -> None:
    path = bench.write("report.txt")

    report = bench.ingest(path)

    document = bench.known("report.txt")
    assert statuses(report) == {"report.txt": OutcomeStatus.ADDED}
    assert (report.pages, report.indexed_pages, report.failed_pages) == (2, 2, 0)
    assert (document.client, document.wall) == ("Halden Corporation", PUBLIC_WALL)
    assert bench.originals.path(document.id).read_bytes() == path.read_bytes()
    assert [record.kind for record in bench.audit.read(subject=document.id)] == [RecordKind.DOCUMENT_INGESTED]


def test_ingesting_twice_changes_nothing(bench: Bench) -> None:
    bench.write("report.txt")
    bench.ingest()
    before = (bench.catalog.documents(OPERATOR), len(bench.audit.records))

    report = bench.ingest()

    assert statuses(report) == {"report.txt": OutcomeStatus.UNCHANGED}
    assert (bench.catalog.documents(OPERATOR), len(bench.audit.records)) == before
    assert bench.reader.read_names == ["report.txt"]


def test_a_filing_read_by_an_older_parser_is_read_anew(bench: Bench) -> None:
    bench.write("report.txt")
    bench.ingest()
    bench.reader.version = "2"

    report = bench.ingest()

    assert statuses(report) == {"report.txt": OutcomeStatus.REPLACED}
    assert bench.known("report.txt").parser_version == "2"


def test_every_source_is_accounted_for(bench: Bench) -> None:
    bench.write("a.txt", "One\n\nTwo")
    bench.write("b.txt")
    bench.write("schema.xsd")
    bench.reader.filings["b.txt"] = SourceRefused("b.txt", RefusalReason.ENCRYPTED, "It needs a password.", "f" * 64)

    report = bench.ingest(bench.folder, bench.folder / "missing.txt")

    assert statuses(report) == {
        "schema.xsd": OutcomeStatus.SKIPPED,
        "missing.txt": OutcomeStatus.REFUSED,
        "a.txt": OutcomeStatus.ADDED,
        "b.txt": OutcomeStatus.REFUSED,
    }
    assert {outcome.name: outcome.reason for outcome in report.refused} == {
        "missing.txt": RefusalReason.NOT_FOUND,
        "b.txt": RefusalReason.ENCRYPTED,
    }
    refused = [json.loads(record.body) for record in bench.audit.read(kinds=[RecordKind.DOCUMENT_REFUSED])]
    assert [body["name"] for body in refused] == ["missing.txt", "b.txt"]


def test_pages_in_are_pages_indexed_and_pages_failed(bench: Bench) -> None:
    read = filing("scan", ["Sales rose."])
    failed = (FailedPage(2, PageFailure.NO_TEXT_LAYER), FailedPage(3, PageFailure.TIMED_OUT, "…"))
    bench.reader.filings["scan.txt"] = replace(read, page_count=3, failed_pages=failed)
    bench.write("scan.txt")

    [outcome] = bench.ingest().outcomes

    assert (outcome.pages, outcome.indexed_pages, outcome.failed_pages) == (3, 1, failed)
    record = json.loads(next(iter(bench.audit.read(subject=outcome.document))).body)
    assert record["pages"] == record["indexed_pages"] + len(record["failed_pages"])


def test_figures_are_counted_in_the_catalog_the_report_and_the_log(bench: Bench) -> None:
    bench.script("report.txt")
    read = bench.reader.filings["report.txt"]
    assert isinstance(read, ParsedFiling)
    bench.reader.filings["report.txt"] = replace(read, figures=(figure_row("Sales", 7, 8), figure_row("Cash", 9)))

    report = bench.ingest(bench.write("report.txt"))

    assert (report.figures, bench.known("report.txt").figure_count) == (3, 3)
    assert json.loads(bench.audit.records[-1].body)["figures"] == 3


def test_a_file_that_changes_while_it_is_read_is_refused(bench: Bench) -> None:
    path = bench.write("report.txt")

    class Changing(TextReader):
        def _result(self, source: Source) -> ParsedFiling | SourceRefused:
            result = super()._result(source)
            path.write_text("other", encoding="utf-8")
            return result

    bench.reader = Changing()
    bench.documents = bench.service()

    [outcome] = bench.ingest().outcomes

    assert (outcome.status, outcome.reason) == (OutcomeStatus.REFUSED, RefusalReason.UNREADABLE)
    assert bench.catalog.documents(OPERATOR) == []


def test_progress_tells_of_each_page_and_each_source_that_is_settled(bench: Bench) -> None:
    bench.write("a.txt", "One\n\nTwo")
    bench.write("schema.xsd")
    told: list[IngestProgress] = []

    bench.documents.ingest([bench.folder], principal=OPERATOR, on_progress=told.append)

    assert [(each.name, each.sources_done, each.pages_done, each.outcome is not None) for each in told] == [
        ("schema.xsd", 1, 0, True),
        ("a.txt", 1, 1, False),
        ("a.txt", 1, 2, False),
        ("a.txt", 2, 2, True),
    ]
    assert all(each.sources == 2 for each in told)


def test_what_was_settled_stays_when_the_run_is_ended(bench: Bench) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        bench.write(name, name)

    def stop_after_b(progress: IngestProgress) -> None:
        if progress.outcome is not None and progress.name == "b.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bench.documents.ingest([bench.folder], principal=OPERATOR, on_progress=stop_after_b)

    assert sorted(document.name for document in bench.catalog.documents(OPERATOR)) == ["a.txt", "b.txt"]
    assert statuses(bench.ingest())["c.txt"] is OutcomeStatus.ADDED


def test_a_log_that_cannot_be_written_takes_nothing_in(bench: Bench) -> None:
    bench.write("report.txt")
    bench.audit.fail = True

    with pytest.raises(AuditUnavailableError):
        bench.ingest()

    assert bench.catalog.documents(OPERATOR) == []


def test_a_manifest_that_cannot_be_used_ends_the_run(bench: Bench) -> None:
    bench.write("report.txt")

    with pytest.raises(SourceError):
        bench.documents.ingest([bench.folder], principal=OPERATOR, manifest=bench.folder / "missing.csv")

    assert bench.catalog.documents(OPERATOR) == []


# ── whose it is ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_manifest_says_client_and_wall(bench: Bench) -> None:
    bench.describe("report.txt", Overrides("Halden Group", "deal-7"))
    bench.write("report.txt")

    bench.ingest()

    assert (bench.known("report.txt").client, bench.known("report.txt").wall) == ("Halden Group", "deal-7")


def test_defaults_describe_what_the_manifest_does_not(bench: Bench) -> None:
    bench.describe("a.txt", Overrides(wall="deal-7"))
    bench.write("a.txt", "Halden A")
    bench.write("b.txt", "Halden B")

    bench.documents.ingest([bench.folder], principal=OPERATOR, defaults=Overrides("Halden Group", "deal-8"))

    assert (bench.known("a.txt").client, bench.known("a.txt").wall) == ("Halden Group", "deal-7")
    assert (bench.known("b.txt").client, bench.known("b.txt").wall) == ("Halden Group", "deal-8")


def test_a_wall_that_is_said_later_is_put_up(bench: Bench) -> None:
    bench.write("report.txt")
    bench.ingest()
    bench.describe("report.txt", Overrides(wall="deal-7"))

    report = bench.ingest()

    assert statuses(report) == {"report.txt": OutcomeStatus.REPLACED}
    assert bench.known("report.txt").wall == "deal-7"
    assert statuses(bench.ingest()) == {"report.txt": OutcomeStatus.UNCHANGED}


def test_a_wall_stays_up_when_the_filing_is_read_anew_without_its_manifest(bench: Bench) -> None:
    bench.describe("report.txt", Overrides("Halden Group", "deal-7", {"fiscal_year": "2023"}))
    bench.script("report.txt", fiscal_year=2023, sources={"fiscal_year": MetadataSource.MANIFEST})
    bench.write("report.txt")
    bench.ingest()
    bench.reader.manifest.clear()
    bench.reader.version = "2"
    [(source, _)] = _read_by(bench)

    assert source.overrides == Overrides("Halden Group", "deal-7", {"fiscal_year": "2023"})
    assert bench.known("report.txt").wall == "deal-7"


def _read_by(bench: Bench) -> list[tuple[Source, ParsedFiling | SourceRefused]]:
    """What the reader was given in a run, and what it made of it."""
    seen: list[tuple[Source, ParsedFiling | SourceRefused]] = []

    class Watched(TextReader):
        def _result(self, source: Source) -> ParsedFiling | SourceRefused:
            seen.append((source, super()._result(source)))
            return seen[-1][1]

    watched = Watched()
    watched.filings, watched.version = bench.reader.filings, bench.reader.version
    bench.reader = watched
    bench.documents = bench.service()
    bench.ingest()
    return seen


def test_a_filing_without_an_issuer_is_filed_under_its_name(bench: Bench) -> None:
    assert bench.ingest_new("report.txt", issuer=None).client == "report.txt"


# ── amendments ──────────────────────────────────────────────────────────────────────────────────────────────────────

PERIOD = date(2024, 3, 31)


def test_an_amended_filing_takes_the_place_of_the_one_it_amends(bench: Bench) -> None:
    original = bench.ingest_new("original.txt", issuer="Halden", period_end=PERIOD)
    other = bench.ingest_new("other.txt", issuer="Vesper", period_end=PERIOD)

    amended = bench.ingest_new("amended.txt", issuer="Halden", period_end=PERIOD, amends=True)

    assert bench.known("original.txt").superseded_by == amended.id
    assert bench.known("other.txt").superseded_by is None
    assert (original.superseded_by, other.superseded_by) == (None, None)


def test_an_original_that_comes_after_its_amendment_is_superseded_at_once(bench: Bench) -> None:
    amended = bench.ingest_new("amended.txt", issuer="Halden", period_end=PERIOD, amends=True)
    bench.script("original.txt", issuer="Halden", period_end=PERIOD)

    [outcome] = bench.ingest(bench.write("original.txt", "original.txt")).outcomes

    assert outcome.superseded_by == amended.id
    assert bench.known("original.txt").superseded_by == amended.id


def test_a_link_that_a_kill_prevented_is_made_by_the_next_run(bench: Bench) -> None:
    amended = bench.ingest_new("amended.txt", issuer="Halden", period_end=PERIOD, amends=True)
    original = filing("original.txt", ["Sales."])
    bench.reader.filings["original.txt"] = replace(
        original, metadata=replace(original.metadata, issuer="Halden", period_end=PERIOD)
    )
    bench.catalog.supersede = lambda document, by: None  # type: ignore[method-assign]
    bench.ingest(bench.write("original.txt", "original.txt"))
    del bench.catalog.supersede

    bench.ingest()

    assert bench.known("original.txt").superseded_by == amended.id


def test_removing_an_amendment_brings_back_what_stood_before(bench: Bench) -> None:
    bench.ingest_new("original.txt", issuer="Halden", period_end=PERIOD)
    first = bench.ingest_new("first.txt", issuer="Halden", period_end=PERIOD, amends=True, filed_on=date(2024, 7, 1))
    second = bench.ingest_new("second.txt", issuer="Halden", period_end=PERIOD, amends=True, filed_on=date(2024, 8, 1))
    assert bench.known("original.txt").superseded_by == second.id

    bench.documents.remove(second.id, OPERATOR)

    assert bench.known("original.txt").superseded_by == first.id
    assert bench.known("first.txt").superseded_by is None


# ── OCR ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_scan_is_read_anew_once_ocr_is_on(bench: Bench) -> None:
    scan = replace(filing("scan", []), page_count=1, failed_pages=(FailedPage(1, PageFailure.NO_TEXT_LAYER),))
    bench.reader.filings["scan.txt"] = scan
    bench.write("scan.txt", "scan")
    bench.write("text.txt", "text")
    bench.ingest()
    bench.documents = bench.service(ocr=True)

    report = bench.ingest()

    assert statuses(report) == {"text.txt": OutcomeStatus.UNCHANGED, "scan.txt": OutcomeStatus.REPLACED}
    assert bench.reader.asked_for_ocr == [False, True]


def test_a_run_may_ask_for_ocr_itself(bench: Bench) -> None:
    bench.write("text.txt")

    bench.documents.ingest([bench.folder], principal=OPERATOR, ocr=True)

    assert bench.reader.asked_for_ocr == [True]


# ── vectors ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_filing_is_searchable_before_its_vectors_and_complete_with_them(bench: Bench) -> None:
    document = bench.ingest_new("report.txt")
    told: list[int] = []
    assert document.status is DocumentStatus.SEARCHABLE

    embedded = bench.documents.embed_pending(told.append)

    assert (embedded, told, bench.vectors.count()) == (2, [2], 2)
    assert bench.known("report.txt").status is DocumentStatus.COMPLETE
    assert bench.documents.embed_some() == 0


def test_embedding_stops_when_it_is_told_and_goes_on_later(bench: Bench) -> None:
    bench.reader.filings["long.txt"] = filing("long", [f"Page {number}" for number in range(150)])
    bench.ingest(bench.write("long.txt"))
    stops = iter([False, True])

    first = bench.documents.embed_pending(stop=lambda: next(stops))
    rest = bench.documents.embed_pending()

    assert 0 < first < 150
    assert first + rest == bench.vectors.count() == 150


def test_vectors_of_a_filing_removed_meanwhile_are_not_kept(bench: Bench) -> None:
    document = bench.ingest_new("report.txt")

    class Slow(WordEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
            bench.documents.remove(document.id, OPERATOR)
            return super().embed_passages(texts)

    bench.documents._embedder = Slow()

    bench.documents.embed_some()

    assert bench.vectors.count() == 0


def test_without_an_embedder_a_filing_is_complete_with_its_words(bench: Bench) -> None:
    bench.documents = bench.service(embedder=False)

    assert bench.ingest_new("report.txt").status is DocumentStatus.COMPLETE
    assert bench.documents.embed_pending() == 0


def test_vectors_of_an_earlier_reading_do_not_outlive_it(bench: Bench) -> None:
    bench.reader.filings["report.txt"] = filing("report", ["One", "Two", "Three"])
    bench.ingest(bench.write("report.txt"))
    bench.documents.embed_pending()
    bench.reader.filings["report.txt"] = filing("report", ["One"])
    bench.reader.version = "2"

    bench.ingest()
    bench.documents.embed_pending()

    assert bench.vectors.count() == 1


# ── removal and recovery ────────────────────────────────────────────────────────────────────────────────────────────


def test_removing_a_filing_leaves_nothing_of_it_but_the_log(bench: Bench) -> None:
    document = bench.ingest_new("report.txt")
    bench.documents.embed_pending()

    bench.documents.remove(document.id, OPERATOR)

    assert bench.catalog.documents(OPERATOR) == []
    assert (bench.originals.ids(), bench.vectors.count()) == ([], 0)
    assert [record.kind for record in bench.audit.read(subject=document.id)] == [
        RecordKind.DOCUMENT_INGESTED,
        RecordKind.DOCUMENT_REMOVED,
    ]


def test_a_filing_behind_a_wall_cannot_be_removed_from_outside(bench: Bench) -> None:
    bench.describe("report.txt", Overrides(wall="deal-7"))
    document = bench.ingest_new("report.txt")

    with pytest.raises(NotFoundError):
        bench.documents.remove(document.id, Principal("outsider"))

    assert bench.known("report.txt") == document


def test_originals_that_a_kill_left_without_a_document_are_discarded(bench: Bench) -> None:
    document = bench.ingest_new("report.txt")
    orphan = bench.write("orphan.txt", "orphan")
    bench.originals.keep(next(iter(bench.reader.discover([orphan], staging=bench.folder))))  # type: ignore[arg-type]

    bench.documents.recover()

    assert bench.originals.ids() == [document.id]


def test_vectors_that_were_lost_are_wanted_again(bench: Bench) -> None:
    bench.ingest_new("report.txt")
    bench.documents.embed_pending()
    bench.catalog.expect_vectors(WordEmbedder.name, 2)
    bench.vectors = MemoryVectorIndex()
    bench.documents = bench.service()

    bench.documents.recover()

    assert bench.documents.embed_pending() == bench.vectors.count() == 2


def test_pending_passages_are_embedded_with_what_says_whose_they_are(bench: Bench) -> None:
    bench.ingest_new("report.txt")
    noted: list[str] = []

    class Noting(WordEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
            noted.extend(texts)
            return super().embed_passages(texts)

    bench.documents._embedder = Noting()
    bench.documents.embed_pending()

    assert all(text.startswith("Report.Txt\n") for text in noted)
