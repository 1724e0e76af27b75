"""What a filing says of itself: issuer, form, period. Tagged facts first, then its cover, then weaker witnesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.cover.facts import read_facts
from ingest.cover.fields import CoverFields, weigh
from ingest.cover.hints import read_file_name, read_info
from ingest.cover.japanese import read_japanese_cover
from ingest.cover.reports import is_annual_report, is_release, read_annual_report, read_release
from ingest.cover.sec import find_cover, read_sec_cover
from ingest.reading import Reading
from rm_assistant.domain.documents import FilingForm, FilingMetadata, Language, MetadataSource, Page

_FRONT = 5


def read_cover(reading: Reading, name: str) -> FilingMetadata:
    """`name` is the file's name: a hint, used only where nothing better states a field."""
    language = _language(reading.pages)
    pages = [page.text for page in reading.pages if page.text.strip()]
    witnesses = (
        (MetadataSource.XBRL, read_facts(reading.facts)),
        (MetadataSource.COVER, _read_text(pages, language)),
        (MetadataSource.FILE, read_info(reading.info)),
        (MetadataSource.HINT, read_file_name(name)),
    )
    return weigh(witnesses, language)


def _language(pages: Sequence[Page]) -> Language:
    """The language of most of the first pages: a cover alone may be a picture."""
    front = Counter(page.language for page in pages[:_FRONT] if page.text.strip())
    return max(front, key=lambda language: front[language], default=Language.ENGLISH)


def _read_text(pages: Sequence[str], language: Language) -> CoverFields:
    if not pages:
        return CoverFields()
    cover = find_cover(pages)
    if cover is not None:
        return _read_form(pages, cover)
    if language is Language.JAPANESE:
        return read_japanese_cover(pages)
    if is_release(pages):
        return read_release(pages)
    return read_annual_report(pages) if is_annual_report(pages) else CoverFields()


def _read_form(pages: Sequence[str], cover: int) -> CoverFields:
    """An SEC form; where an annual report to shareholders wraps it, that is what the whole is."""
    stated = read_sec_cover(pages, cover)
    wrapped = cover > 0 and is_annual_report(pages[:cover])
    return replace(stated, form=FilingForm.ANNUAL_REPORT) if wrapped else stated
