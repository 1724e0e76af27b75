"""HTML filings: EDINET, TDnet and EDGAR, with or without inline XBRL.

HTML has no pages, and a reader needs parts to search, cite and open. A part, here called a page, is cut
- where one file of the filing ends and the next begins;
- at the document's own page breaks (CSS page-break and break properties, as EDGAR's `hr` and EDINET's style classes);
- where there are none, at a heading once the part is over 6,000 characters, and at a paragraph once over 12,000;
  a page of the document's own that is over 12,000 characters is cut the same way;
- never inside a table, unless it alone is over 40,000 characters: then between rows, its header rows repeated.

A page's label is the page number printed in its running header or footer, where there is one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.html.document import HtmlDocument, parse, tag_of, text_of
from ingest.html.flow import read_flow
from ingest.html.folder import html_files
from ingest.html.pages import build_pages
from ingest.html.parts import Content, cut
from ingest.html.styles import Styles
from ingest.html.tagged import tagged_numbers
from ingest.inline_xbrl import cover_facts, has_inline_xbrl
from ingest.reading import OnPage, Reading, SourceInfo, TaggedFact, UnreadableSourceError
from ingest.xbrl_contexts import Definitions, read_definitions
from ingest.xbrl_tags import TaggedNumber
from rm_assistant.domain.documents import FailedPage, MediaType, Page, PageFailure, RefusalReason

MAX_FOLDER_BYTES = 256 * 1024 * 1024


@dataclass(slots=True)
class _Gathered:
    """What the files read so far have given."""

    parts: list[list[Content]] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    """Of each part's file."""
    definitions: dict[Path, Definitions] = field(default_factory=dict)
    """By folder: the files of one refer to each other's contexts (Inline XBRL 1.1, 9)."""
    facts: dict[str, TaggedFact] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    title: str | None = None
    inline_xbrl: bool = False


def read_html(path: Path, on_page: OnPage | None = None, *, only: Collection[str] = ()) -> Reading:
    """Read an HTML file, or a folder of HTML files that is one filing.

    `only` names the files of the folder that belong to the filing (paths inside it, with slashes); all if it is empty.
    Raises UnreadableSourceError where nothing of it can be read. A file of several that cannot be read is listed among
    the failed pages.
    """
    files = _files(path, only)
    gathered = _Gathered()
    for file in files:
        try:
            _gather(parse(file.read_bytes()), file, gathered)
        except UnreadableSourceError as error:
            if len(files) == 1:
                raise
            gathered.failures.append(f"{file.name}: {error.detail}")
    return _reading(gathered, on_page)


def _files(path: Path, only: Collection[str]) -> list[Path]:
    if not path.exists():
        raise UnreadableSourceError(RefusalReason.NOT_FOUND, f"there is no {path.name}")
    files = html_files(path) if path.is_dir() else [path]
    if only:
        files = [file for file in files if file.relative_to(path).as_posix() in only]
    if not files:
        raise UnreadableSourceError(RefusalReason.UNSUPPORTED_TYPE, "the folder holds no .htm, .html or .xhtml file")
    if sum(file.stat().st_size for file in files) > MAX_FOLDER_BYTES:
        limit = MAX_FOLDER_BYTES // 1024 // 1024
        raise UnreadableSourceError(RefusalReason.TOO_LARGE, f"HTML filings over {limit} MiB are not read")
    return files


def _gather(document: HtmlDocument, file: Path, gathered: _Gathered) -> None:
    root, name = document.root, file.name
    parts = cut(read_flow(root, Styles(root)))
    gathered.parts.extend(parts)
    gathered.folders.extend([file.parent] * len(parts))
    for fact in cover_facts(root):
        gathered.facts.setdefault(fact.concept, fact)
    if has_inline_xbrl(root):
        gathered.inline_xbrl = True
        gathered.definitions.setdefault(file.parent, Definitions()).update(read_definitions(root))
    gathered.title = gathered.title or _title(root)
    if document.cut_at:
        gathered.failures.append(f"{name}: not read after {document.cut_at}")
    if document.replaced:
        gathered.warnings.append(f"{name}: {document.replaced} characters could not be decoded")


def _title(root: etree._Element) -> str | None:
    for element in root.iter(etree.Element):
        if tag_of(element) == "title":
            return " ".join(text_of(element).split()) or None
    return None


def _reading(gathered: _Gathered, on_page: OnPage | None) -> Reading:
    if not gathered.parts:
        detail = "; ".join(gathered.failures) or "no text that a reader would see"
        raise UnreadableSourceError(RefusalReason.DAMAGED if gathered.failures else RefusalReason.NO_PAGES, detail)
    pages = []
    for page in build_pages(gathered.parts):
        pages.append(page)
        if on_page:
            on_page(page.number, len(gathered.parts))
    failed = tuple(_failed(gathered.failures, first=len(pages) + 1))
    return Reading(
        media_type=MediaType.INLINE_XBRL if gathered.inline_xbrl else MediaType.HTML,
        page_count=len(pages) + len(failed),
        pages=tuple(pages),
        failed_pages=failed,
        facts=tuple(gathered.facts.values()),
        tags=tuple(_tags(gathered, pages)),
        info=SourceInfo(title=gathered.title),
        warnings=tuple(gathered.warnings),
    )


def _tags(gathered: _Gathered, pages: Iterable[Page]) -> Iterable[TaggedNumber]:
    for part, folder, page in zip(gathered.parts, gathered.folders, pages, strict=True):
        if folder in gathered.definitions:
            yield from tagged_numbers(part, page, gathered.definitions[folder])


def _failed(failures: Iterable[str], first: int) -> Iterable[FailedPage]:
    for number, detail in enumerate(failures, start=first):
        yield FailedPage(number, PageFailure.UNREADABLE, detail)
