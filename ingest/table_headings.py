"""Headings over segment tables and key figures, and lines at which a statement or such a table's zone ends."""

from __future__ import annotations

import re

from ingest.page_lines import PageLine, letters_of
from ingest.statement_titles import LONGEST_HEADING, has_prose, reads_as_contents
from rm_assistant.domain.documents import Basis, StatementKind

_YEARS = "(?:five|six|seven|ten|eleven)years?"
_KEY_FIGURES = re.compile(
    "^(?:item)?(?:consolidated|summaryof|historical)*(?:"
    "selected(?:consolidated|historical|financial|operating|and|five|year|statistical|other)*"
    "(?:data|information|highlights|results)"
    f"|{_YEARS}(?:consolidated|financial|selected|of|performance|comparative)*"
    "(?:summary|review|data|highlights|record|statistics|results)"
    r"|(?:consolidated)?financial(?:and\w{0,20})?highlights"
    "|(?:consolidated)?financialsummary"
    "|summary(?:of)?(?:consolidated)?(?:operationsandstatistical|financial)(?:data|information))"
    "|主要な経営指標等|連結経営指標等$|提出会社の経営指標等|経営指標等の推移"
)
_MOST_KEY_FIGURE_LETTERS = 60
_SEGMENTS = re.compile(r"\bsegments?\b", re.IGNORECASE)
_MOST_WORDS = 12
_JAPANESE_SEGMENTS = re.compile("^(?:注記)?事業セグメント$|セグメント情報|報告セグメントごとの売上高")
_MOST_JAPANESE_LETTERS = 30
_WORTH_A_LOOK = re.compile(r"segment|セグメント|指標|summar|selected|highlights|[- ]years?\b", re.IGNORECASE)
_NOTES_BEGIN = re.compile(
    r"^(?:condensed|unaudited|\w{0,40}subsidiar(?:y|ies)(?:companies)?)?notesto\w{0,60}statements"
    "|^(?:連結)?(?:財務諸表)?注記(?:事項)?$|^(?:要約)?(?:四半期|中間)?連結財務諸表(?:に関する|の)?(?:主な)?注記"
    "|^継続企業の前提|^重要な会計方針$|作成のための基本となる"
)
_NEW_HEADING = re.compile(r"^\s*(?:item\s+\d|note\s+\d{1,2}\b|part\s+[iv]+\b|.{0,12}【)", re.IGNORECASE)
_JAPANESE_NOTE = re.compile(r"^\s*[（(][^（）()。、]{2,30}(?:関係|情報|方針)等?[）)]\s*$")


def read_table_heading(line: PageLine) -> tuple[StatementKind, Basis | None] | None:
    """SEGMENTS or KEY_FIGURES where the line heads them, with the basis it names."""
    text = line.text.strip().rstrip(".")
    if line.figures or len(text) > LONGEST_HEADING or not _WORTH_A_LOOK.search(text):
        return None
    if reads_as_contents(text) or text.endswith((",", "、", "。", ";", ":")):
        return None
    letters = letters_of(text)
    if _KEY_FIGURES.search(letters) and len(letters) < _MOST_KEY_FIGURE_LETTERS:
        return StatementKind.KEY_FIGURES, _basis(letters)
    return (StatementKind.SEGMENTS, None) if _heads_segments(text, letters) else None


def ends_statement(line: PageLine) -> bool:
    """The notes begin, or another chapter does."""
    if line.figures > 1 or len(line.text) > LONGEST_HEADING or re.search("[。「]", line.text):
        return False
    return bool(_NOTES_BEGIN.search(line.letters) or _NEW_HEADING.match(line.text) or _JAPANESE_NOTE.match(line.text))


def _heads_segments(text: str, letters: str) -> bool:
    if _JAPANESE_SEGMENTS.search(letters):
        return len(letters) <= _MOST_JAPANESE_LETTERS
    titled = re.match(r"\W*[A-Z0-9]", text) and len(text.split()) <= _MOST_WORDS
    return bool(titled and _SEGMENTS.search(text) and not has_prose(text.replace(" by ", " ")))


def _basis(letters: str) -> Basis | None:
    if "提出会社" in letters:
        return Basis.PARENT_ONLY
    return Basis.CONSOLIDATED if "連結" in letters or "consolidated" in letters else None
