"""Doubles of the reading ports; `tests/contracts` holds them to the same suites as the real adapters."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PIL import Image

from rm_assistant.domain.documents import (
    DocumentId,
    FilingMetadata,
    Language,
    MediaType,
    Page,
    RefusalReason,
    SourceRefused,
    folder_id,
)
from rm_assistant.domain.errors import InputError, NotFoundError, SourceError
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.domain.ingestion import SourceSkipped
from rm_assistant.ports import ReadingProgress, Source


class TextReader:
    """Reads text files, a page for each paragraph. `filings` says what a name is read as instead."""

    def __init__(self) -> None:
        self.version = "1"
        self.weaknesses: tuple[str, ...] = ()
        self.filings: dict[str, ParsedFiling | SourceRefused] = {}
        self.manifest: dict[str, Source] = {}
        self.read_names: list[str] = []
        self.asked_for_ocr: list[bool | None] = []

    def discover(
        self, paths: Sequence[Path], manifest: Path | None = None, *, staging: Path
    ) -> Iterator[Source | SourceRefused | SourceSkipped]:
        if manifest is not None and not manifest.exists():
            raise SourceError(f"The manifest {manifest} cannot be read.")
        for path in paths:
            for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
                yield self._found(file)

    def read(
        self,
        sources: Iterable[Source],
        on_progress: Callable[[ReadingProgress], None] | None = None,
        *,
        ocr: bool | None = None,
    ) -> Iterator[tuple[Source, ParsedFiling | SourceRefused]]:
        self.asked_for_ocr.append(ocr)
        for source in sources:
            self.read_names.append(source.name)
            result = self._result(source)
            pages = result.page_count if isinstance(result, ParsedFiling) else 0
            if on_progress is not None:
                for page in range(pages):
                    on_progress(ReadingProgress(source, page + 1, pages))
            yield source, result

    def close(self) -> None:
        """Nothing is held."""

    def _found(self, path: Path) -> Source | SourceRefused | SourceSkipped:
        if not path.exists():
            return SourceRefused(path.name, RefusalReason.NOT_FOUND, f"There is nothing at {path}.")
        if path.suffix == ".xsd":
            return SourceSkipped(path.name, 1, "A schema.")
        content = path.read_bytes()
        found = Source(path, path.name, hashlib.sha256(content).hexdigest(), len(content))
        said = self.manifest.get(path.name)
        return replace(found, overrides=said.overrides) if said else found

    def _result(self, source: Source) -> ParsedFiling | SourceRefused:
        scripted = self.filings.get(source.name)
        if isinstance(scripted, ParsedFiling):
            return replace(scripted, id=source.id, name=source.name, size_bytes=source.size_bytes)
        if scripted is not None:
            return scripted
        paragraphs = source.path.read_text(encoding="utf-8").split("\n\n")
        pages = tuple(Page(number, text, Language.ENGLISH) for number, text in enumerate(paragraphs, start=1))
        return ParsedFiling(
            id=source.id,
            name=source.name,
            media_type=MediaType.HTML,
            size_bytes=source.size_bytes,
            page_count=len(pages),
            metadata=FilingMetadata(issuer=paragraphs[0]),
            pages=pages,
            page_terms=tuple(paragraphs),
        )


class MemoryOriginals:
    """Keeps bytes by name; a folder's are joined where they are shown."""

    def __init__(self) -> None:
        self.kept: dict[DocumentId, tuple[str, dict[str, bytes]]] = {}
        self._shown = tempfile.TemporaryDirectory()

    @contextmanager
    def staging(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)

    def keep(self, source: Source) -> Path:
        if source.id not in self.kept:
            self.kept[source.id] = (source.path.name, _contents(source))
        return self.path(source.id)

    def path(self, document: DocumentId) -> Path:
        if document not in self.kept:
            raise NotFoundError(f"There is no document {document}")
        name, contents = self.kept[document]
        path = Path(self._shown.name) / document / name
        for inside, content in contents.items():
            file = path / inside if inside else path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return path

    def ids(self) -> list[DocumentId]:
        return sorted(self.kept)

    def discard(self, document: DocumentId) -> None:
        self.kept.pop(document, None)

    def close(self) -> None:
        self._shown.cleanup()


def _contents(source: Source) -> dict[str, bytes]:
    try:
        contents = {name: (source.path / name).read_bytes() for name in source.files or ("",)}
    except OSError as error:
        raise SourceError(f"{source.name} cannot be kept: {error.strerror}.") from error
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    if source.id != (folder_id(digests) if source.files else digests[""]):
        raise SourceError(f"{source.name} changed while it was read.")
    return contents


class PaintedPages:
    """Images that say which page they are, of the documents it is told of."""

    def __init__(self) -> None:
        self.pages: dict[DocumentId, int] = {}

    def jpeg(self, document: DocumentId, page: int, width: int) -> bytes:
        if not 1 <= page <= self.pages.get(document, 0):
            raise NotFoundError(f"Page {page} of document {document} has no image")
        if not 50 <= width <= 4000:
            raise InputError("A page image is 50 to 4000 pixels wide.")
        picture = io.BytesIO()
        Image.new("RGB", (width, width * 4 // 3), (page % 256, 0, 0)).save(picture, "JPEG")
        return picture.getvalue()

    def forget(self, document: DocumentId) -> None:
        """Nothing is kept."""
