"""Weak witnesses: the PDF's own title and the file's name."""

from __future__ import annotations

import re

from ingest.cover import issuers
from ingest.cover.fields import CoverFields
from ingest.reading import SourceInfo
from rm_assistant.domain.documents import FilingForm
from rm_assistant.language.dates import find_dates

_FORMS = (
    (re.compile(r"10[-_ ]?K"), FilingForm.FORM_10K),
    (re.compile(r"10[-_ ]?Q"), FilingForm.FORM_10Q),
    (re.compile(r"(?<!\d)8[-_ ]?K"), FilingForm.FORM_8K),
    (re.compile(r"20[-_ ]?F"), FilingForm.FORM_20F),
    (re.compile(r"earnings|press[-_ ]?release|results", re.IGNORECASE), FilingForm.EARNINGS_RELEASE),
    (re.compile(r"annual[-_ ]?report", re.IGNORECASE), FilingForm.ANNUAL_REPORT),
    (re.compile("決算短信|tanshin"), FilingForm.TANSHIN),
    (re.compile("有価証券報告書|yuho"), FilingForm.YUHO),
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_QUARTER = re.compile(r"(?<![A-Za-z])Q([1-4])(?!\d)|(?<![A-Za-z0-9])([1-4])Q(?![A-Za-z])")
_SEPARATORS = re.compile(r"[_\s-]+")
_WORDS = re.compile(r"[A-Za-z][A-Za-z.&' ]{2,}")
_SEC_TITLE = re.compile(
    r"^(?:Form\s+(?P<form>[\w-]+)\s+for\s+(?P<name>.+?)\s+filed\s+(?P<date>\S+)"
    r"|(?P<form2>[\w-]+)\s+-\s+(?P<date2>[\d/]+)\s+-\s+(?P<name2>.+))$",
    re.IGNORECASE,
)


def read_info(info: SourceInfo) -> CoverFields:
    """Titles that filing services give: "Form 10-K for … filed 02/24/2016", "10-K - 02/07/2019 - …"."""
    found = _SEC_TITLE.match((info.title or "").strip())
    if found is None:
        return CoverFields()
    filed = find_dates(found["date"] or found["date2"])
    return CoverFields(
        issuer=issuers.clean(found["name"] or found["name2"]),
        form=_form(found["form"] or found["form2"]),
        filed_on=filed[0].date if filed else None,
    )


def read_file_name(name: str) -> CoverFields:
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    year, quarter = _YEAR.search(stem), _QUARTER.search(stem.replace("_", " "))
    before = stem[: year.start()] if year else ""
    words = _WORDS.match(_SEPARATORS.sub(" ", before).strip())
    return CoverFields(
        issuer=words[0].strip() if words else None,
        form=_form(stem),
        fiscal_year=int(year[1]) if year else None,
        fiscal_quarter=int(quarter[1] or quarter[2]) if quarter else None,
    )


def _form(text: str) -> FilingForm | None:
    return next((form for pattern, form in _FORMS if pattern.search(text)), None)
