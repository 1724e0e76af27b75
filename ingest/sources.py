"""Finding the filings at a path, and what makes each one itself.

A PDF or an HTML file is a filing; so is a folder of HTML files. Folders of those and zip archives are searched. A
filing is known by its content: the SHA-256 of the file's bytes, or `folder_id` of the folder's HTML files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ingest import manifest
from ingest.archives import unpack
from ingest.file_types import FileType, file_type, refusal
from ingest.filing_folders import FolderListing, filing_name, list_folder
from ingest.links import as_text, broken_link, link_upwards
from ingest.manifest import Manifest
from ingest.reading import UnreadableSourceError
from rm_assistant.domain.documents import DocumentId, RefusalReason, SourceRefused, folder_id
from rm_assistant.domain.errors import SourceError
from rm_assistant.domain.ingestion import SourceSkipped
from rm_assistant.ports import Overrides, Source

Found = Source | SourceRefused | SourceSkipped
OnFile = Callable[[int, int], None]
"""Called with filings identified and filings in all."""

_IDLE: Final = "Rows that name none of the files in this run"
_SHADOWED: Final = "Rows without effect, since rows above them name the same files"
_BESIDE: Final = "XBRL, pictures or styles that accompany filings; the text is read from the filings themselves."


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder being searched. `logical` is its path as the operator sees it, through archives."""

    path: Path
    logical: Path
    manifest: Manifest | None
    in_archive: bool = False

    def to(self, path: Path) -> _Place:
        """The place of `path`, which lies inside."""
        return replace(self, path=path, logical=self.logical / path.relative_to(self.path))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A filing not yet identified: one file, or those of a folder, sorted by path."""

    place: _Place
    name: str
    files: tuple[Path, ...]


_Listed = _Candidate | SourceRefused | SourceSkipped


def discover(
    paths: Sequence[Path], manifest_path: Path | None, staging: Path, max_mb: int, on_file: OnFile | None = None
) -> list[Found]:
    """All filings at `paths`, in the order given and by name within folders; each content once.

    `manifest_path` replaces manifests that lie in the folders. Raises SourceError where a manifest cannot be used.
    """
    given = manifest.load(manifest_path.absolute()) if manifest_path else None
    search = _Search(staging, max_mb << 20, given)
    listed = [item for path in paths for item in search.at(path.absolute())]
    unused = search.check_rows()
    found: list[Found] = []
    for count, item in enumerate(listed, start=1):
        found.append(_identified(item, max_mb) if isinstance(item, _Candidate) else item)
        if on_file is not None:
            on_file(count, len(listed))
    return [*_each_content_once(found), *unused]


class _Search:
    """Walks paths and lists candidates; archives are unpacked on the way."""

    def __init__(self, staging: Path, max_bytes: int, given: Manifest | None) -> None:
        self._staging = staging
        self._max_bytes = max_bytes
        self._given = given
        self._picked_up: list[Manifest] = []
        self._met: list[Path] = []
        """Logical paths of everything that a manifest's row may name."""
        self._visited: set[Path] = set()

    def at(self, path: Path) -> Iterator[_Listed]:
        place = _Place(path, path, self._given)
        if not _is_text(str(path)):
            yield _badly_named(path)
        elif broken := broken_link(path):
            yield broken
        elif not path.exists():
            yield SourceRefused(path.name, RefusalReason.NOT_FOUND, f"There is nothing at {path}. Check the path.")
        elif path.is_dir():
            yield from self._folder(place)
        else:
            yield from self._file(place, file_type(path))

    def check_rows(self) -> list[SourceSkipped]:
        """Notes on rows without effect. Raises SourceError for a row of a picked-up manifest that names nothing.

        A wall that is set on nothing leaves open what it should close. A manifest that is given may serve many runs.
        """
        notes = []
        for rows in self._picked_up:
            unused = rows.unused(self._met)
            if unused.idle:
                raise SourceError(
                    f"{rows.path}, {unused.idle[0]}: its path names no file here. Correct or remove the row."
                )
            notes += _rows_left(rows, unused.shadowed, _SHADOWED)
        if self._given is not None:
            unused = self._given.unused(self._met)
            notes += _rows_left(self._given, unused.idle, _IDLE) + _rows_left(self._given, unused.shadowed, _SHADOWED)
        return notes

    def _folder(self, place: _Place) -> Iterator[_Listed]:
        real = place.path.resolve()
        if real in self._visited:
            again = f"The same folder as {as_text(real)}, which was searched already."
            yield link_upwards(place.path, place.logical.name) or SourceSkipped(place.logical.name, 1, again)
            return
        self._visited.add(real)
        try:
            listing = list_folder(place.path)
        except OSError as error:
            yield _unreadable(place.logical.name, error)
            return
        place = self._with_own_manifest(place, listing)
        yield from self._filing(place, listing)
        yield from self._other_files(place, listing)
        for folder in listing.folders:
            yield from self._folder(place.to(folder)) if _is_text(folder.name) else [_badly_named(folder)]

    def _with_own_manifest(self, place: _Place, listing: FolderListing) -> _Place:
        """Archives come from outside: what they say of clients and walls is not believed."""
        own = next((path for path in listing.files if path.name in manifest.FILE_NAMES), None)
        if own is None or self._given is not None or place.in_archive:
            return place
        self._picked_up.append(manifest.load(own))
        return replace(place, manifest=self._picked_up[-1])

    def _filing(self, place: _Place, listing: FolderListing) -> Iterator[_Listed]:
        if len(listing.filing) == 1:
            yield from self._file(place.to(listing.filing[0]), FileType.HTML)
        elif listing.filing:
            self._met.append(place.logical)
            yield _Candidate(place, filing_name(place.logical), listing.filing)

    def _other_files(self, place: _Place, listing: FolderListing) -> Iterator[_Listed]:
        """Filings of one file each, what is refused, and a count of what merely accompanies filings."""
        companions = 0
        for path, kind in {**listing.files, **listing.parts}.items():
            if path in listing.filing:
                continue
            if path.name in manifest.FILE_NAMES:
                yield from self._manifest_left(place, path)
            elif kind is FileType.COMPANION or (listing.filing and _is_part_of_delivery(path, kind)):
                companions += 1
            else:
                yield from self._file(place.to(path), kind)
        if companions:
            yield SourceSkipped(place.logical.name, companions, _BESIDE)

    def _manifest_left(self, place: _Place, path: Path) -> Iterator[SourceSkipped]:
        """That the manifest at `path` is not the one in force, where it is not."""
        if place.manifest is not None and place.manifest.path == path:
            return
        if place.in_archive:
            yield SourceSkipped(path.name, 1, "Manifests inside archives are not used: unpack it, or use --manifest.")
        elif self._given is not None:
            yield SourceSkipped(path.name, 1, f"{self._given.path.name} was given, and stands in its place.")
        else:
            yield SourceSkipped(path.name, 1, "The other manifest of its folder stands in its place.")

    def _file(self, place: _Place, kind: FileType) -> Iterator[_Listed]:
        if not _is_text(place.path.name):
            yield _badly_named(place.path)
            return
        self._met.append(place.logical)
        if broken := broken_link(place.path):
            yield broken
        elif kind is FileType.ARCHIVE:
            yield from self._archive(place)
        elif kind in {FileType.PDF, FileType.HTML}:
            yield _Candidate(place, place.path.name, (place.path,))
        elif place.path.suffix.lower() == ".pdf" and kind is FileType.OTHER:
            yield SourceRefused(place.path.name, RefusalReason.DAMAGED, "It has no PDF signature. Download it again.")
        else:
            yield refusal(kind, place.path.name)

    def _archive(self, place: _Place) -> Iterator[_Listed]:
        folder = self._staging / f"{len(self._met)}"
        try:
            if place.path.stat().st_size > self._max_bytes:
                yield _too_large(place.path.name)
                return
            unpack(place.path, folder, self._max_bytes)
        except UnreadableSourceError as error:
            yield SourceRefused(place.path.name, error.reason, error.detail)
        except OSError as error:
            yield _unreadable(place.path.name, error)
        except MemoryError:
            detail = "Listing it needs more memory than RM_INGEST_MEMORY_MB allows. Unpack it and ingest the folder."
            yield SourceRefused(place.path.name, RefusalReason.OUT_OF_MEMORY, detail)
        else:
            held = list(self._folder(replace(place, path=folder, in_archive=True)))
            yield from held or [SourceRefused(place.path.name, RefusalReason.EMPTY, "The archive holds no filing.")]


def _rows_left(rows: Manifest, places: Sequence[str], why: str) -> list[SourceSkipped]:
    return [SourceSkipped(rows.path.name, len(places), f"{why}: {', '.join(places)}.")] if places else []


def _is_part_of_delivery(path: Path, kind: FileType) -> bool:
    """Charts of EDGAR's filings, the list of contents of TDnet's."""
    return kind is FileType.IMAGE or path.suffix.lower() == ".txt"


def _identified(candidate: _Candidate, max_mb: int) -> Source | SourceRefused:
    place, files = candidate.place, candidate.files
    try:
        size = sum(path.stat().st_size for path in files)
        if size > max_mb << 20:
            return _too_large(candidate.name)
        digests = {path.relative_to(place.path).as_posix(): _sha256(path) for path in files}
    except OSError as error:
        return _unreadable(candidate.name, error)
    row = place.manifest.find(place.logical) if place.manifest else None
    overrides = row.overrides if row else Overrides()
    if files == (place.path,):
        return Source(place.path, candidate.name, digests["."], size, overrides)
    return Source(place.path, candidate.name, folder_id(digests), size, overrides, tuple(digests))


def _each_content_once(found: Iterable[Found]) -> Iterator[Found]:
    """The first of those with the same content, under what a manifest says of any of them.

    Two of the same content that a manifest describes differently are refused: which of two walls holds is no guess.
    """
    items = list(found)
    described: dict[DocumentId, list[Source]] = {}
    for item in items:
        if isinstance(item, Source):
            described.setdefault(item.id, []).append(item)
    for item in items:
        yield _once(item, described[item.id]) if isinstance(item, Source) else item


def _once(source: Source, same: Sequence[Source]) -> Found:
    first = same[0]
    rows = {str(other.overrides): other.overrides for other in same if other.overrides != Overrides()}
    if len(rows) > 1:
        detail = "The manifest describes files of this same content differently: " + ", ".join(s.name for s in same)
        return SourceRefused(source.name, RefusalReason.BAD_MANIFEST, detail, source.id)
    if source is not first:
        return SourceSkipped(source.name, 1, f"The same content as {first.name}, which stands for both.")
    return replace(first, overrides=next(iter(rows.values()), Overrides()))


def _sha256(path: Path) -> DocumentId:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_text(name: str) -> bool:
    """File names are bytes on Linux; those that are no UTF-8 come with lone surrogates."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _badly_named(path: Path) -> SourceRefused:
    return SourceRefused(as_text(path.name), RefusalReason.UNREADABLE, "Its name is not UTF-8. Rename it.")


def _unreadable(name: str, error: OSError) -> SourceRefused:
    return SourceRefused(name, RefusalReason.UNREADABLE, f"It cannot be read: {error.strerror}.")


def _too_large(name: str) -> SourceRefused:
    return SourceRefused(name, RefusalReason.TOO_LARGE, "Larger than the limit, which RM_INGEST_MAX_MB sets.")
