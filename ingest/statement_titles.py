"""Titles of primary statements, whatever the issuer calls them, told from sentences and lists that name one.

Titles are compared by their letters alone: PDFs lose and add spaces ("Cash Flow s").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.page_lines import PageLine, letters_of
from rm_assistant.domain.documents import Basis, StatementKind

_OF = r"statements?of(?:the)?(?:consolidated|condensed|combined|changesin|changein|total)*"
_OWNERS = r"(?:(?:share|stock)(?:holders?|owners?)s?|owners|members|partners|common(?:share|stock)holders?|shareowners)s?"
_ENGLISH = (
    (
        (StatementKind.INCOME_STATEMENT, StatementKind.COMPREHENSIVE_INCOME),
        rf"{_OF}(?:net)?(?:income|operations|earnings|loss|incomeloss|profitorloss)(?:loss)?and(?:other)?comprehensive"
        rf"|{_OF}profitorlossandothercomprehensiveincome",
    ),
    (
        (StatementKind.COMPREHENSIVE_INCOME,),
        rf"{_OF}(?:other)?comprehensive(?:income|loss|earnings)|comprehensiveincome(?:loss)?statements?",
    ),
    (
        (StatementKind.INCOME_STATEMENT,),
        rf"{_OF}(?:net)?(?:income|operations|earnings|profitorloss|profitandloss|losses|loss)"
        r"|(?<!comprehensive)incomestatements?|profitandlossaccounts?|statementsofconsolidatedoperations|earningsstatements?",
    ),
    (
        (StatementKind.BALANCE_SHEET,),
        rf"balancesheets?|{_OF}(?:financialposition|financialcondition|condition|assetsandliabilities)",
    ),
    ((StatementKind.CASH_FLOW,), rf"{_OF}cashflows?|cashflows?statements?"),
    (
        (StatementKind.EQUITY,),
        rf"{_OF}(?:redeemable\w{{0,60}})?{_OWNERS}(?:equity|investment|deficit|capital|interest)"
        rf"|{_OF}(?:redeemable\w{{0,60}})?(?:equity|capital|deficit|retainedearnings)"
        rf"|{_OWNERS}equitystatements?|changesin(?:consolidated)?(?:{_OWNERS})?equity",
    ),
)
_JAPANESE = (
    (
        (StatementKind.INCOME_STATEMENT, StatementKind.COMPREHENSIVE_INCOME),
        "損益及び(?:連結|四半期連結|中間連結)?包括利益計算書",
    ),
    ((StatementKind.COMPREHENSIVE_INCOME,), "包括利益計算書"),
    ((StatementKind.INCOME_STATEMENT,), "(?:純)?損益計算書"),
    ((StatementKind.BALANCE_SHEET,), "貸借対照表|財政状態計算書"),
    ((StatementKind.CASH_FLOW,), "キャッシュフロー計算書"),
    ((StatementKind.EQUITY,), "株主資本等変動計算書|持分変動計算書|資本変動計算書|社員資本等変動計算書|基金等変動計算書"),
)
_KINDS = [(kinds, re.compile(pattern)) for kinds, pattern in (*_ENGLISH, *_JAPANESE)]
_WORTH_A_LOOK = re.compile(
    r"s\s?t\s?a\s?t\s?e\s?m\s?e\s?n\s?t|b\s?a\s?l\s?a\s?n\s?c\s?e\s+s\s?h|accounts?|changes in|計\s?算\s?書|対\s?照\s?表",
    re.IGNORECASE,
)
_LONGEST = 170
_ENDS_WITH_PAGE = re.compile(r"(?:[\s.…·]{2,}|[A-Za-z)]\s|\d{4}\s)(?:F-|[A-Z]-?)?\d{1,3}\s*$|\.$")
_PROSE = re.compile(
    r"\b(?:see|refer|our|is|are|was|were|be|been|which|that|this|these|included?s?|including|presented|accompanying|audited|accordance|page|"
    r"pages|item|items|note|notes|through|respectively|has|have|should|with|to|on|by|schedules?|exhibits?|index|report|reports|"
    r"pro\s+forma|amounts\s+recognized|impact|effects?|excerpts?|following|selected|caption|line)\b",
)
_PROSE_TITLE_CASE = re.compile(
    r"\b(?:Notes?\s+to|Index\s+to|Schedules?|Report\s+of|Pro\s+Forma|Consolidating|Exhibit|Location|Caption|Line\s+Item|"
    r"Notes?\s+\d|NOTES?\s+\d|(?:Off|OFF)\b.{0,3}(?:Balance|BALANCE)|NOTES?\s+TO|INDEX\s+TO|SCHEDULES?|REPORT\s+OF|PRO\s+FORMA|CONSOLIDATING|Affected|Impact|Reclassif\w+|Quarterly|"
    r"QUARTERLY|Supplement\w*\s+(?:Balance|Income|Cash|Statement|Equity|Consolidated))\b"
)
_JAPANESE_PROSE = re.compile(r"[。、]|関係[)）]|及び|並びに|について|における|に関する|注記|監査|附属明細|の作成|に計上|計上額|の概要|に含|変更|表示|上の|への|科目|影響|当該|項目")
_ABBREVIATIONS = re.compile(r"\b(?:Inc|Co|Corp|Ltd|Bros|N\.A|S\.A|p\.l\.c|plc|U\.S|Cos|No)\.")
_SMALL_WORDS = frozenset(
    """
    of and in for the years year ended as at except per share data amounts millions thousands billions dollars shares
    unaudited continued cash flows changes to stock value par u.s. or loss losses income december march june september
    month months three six nine twelve quarter weeks fiscal all periods noncontrolling statement statements balance sheet
    sheets comprehensive consolidated condensed financial position condition operations earnings equity flow profit other
    shareholders shareholders' shareholders’ stockholders stockholders' stockholders’ company group interim summary total
    """.split()
)


@dataclass(frozen=True, slots=True)
class Title:
    """`kinds` are what the titled statement is; `says` the basis where the title names it."""

    kinds: tuple[StatementKind, ...]
    says: Basis | None
    bracketed: bool = False
    """Printed as 【…】, as the form of a 有価証券報告書 wants its own headings."""
    summary: bool = False
    """要約: as a rule a copy for comparison, in half-year reports under IFRS the statement itself."""


def read_title(line: str) -> Title | None:
    """The statement that a line is the title of, or None: for prose, lists of contents and anything else."""
    if not _WORTH_A_LOOK.search(line):
        return None
    line = " ".join(line.split())
    if len(line) > _LONGEST:
        return None
    letters = letters_of(line)
    if "計算書" in letters or "対照表" in letters:
        return _japanese_title(line, letters)
    return _english_title(line, letters)


def joined_title(first: str, second: str) -> Title | None:
    """A title broken over two lines ("CONSOLIDATED STATEMENTS OF" / "COMPREHENSIVE INCOME")."""
    start = letters_of(first)
    if len(first) > 90 or len(second) > 90 or not re.search(r"(?:of|and|consolidated|changesin|condensed|comprehensive|holders|owners|shareholders|other|cash|financial)$", start):
        return None
    return read_title(f"{first.strip()} {second.strip()}")


def _english_title(line: str, letters: str) -> Title | None:
    if _ENDS_WITH_PAGE.search(line) or _PROSE.search(line) or _PROSE_TITLE_CASE.search(line):
        return None
    found = _find(letters)
    if found is None or not _reads_as_title(line):
        return None
    kinds, match = found
    around = letters[: match.start()] + letters[match.end() :]
    if len(around) > 100:
        return None
    return Title(kinds, _english_basis(letters))


def _find(letters: str) -> tuple[tuple[StatementKind, ...], re.Match[str]] | None:
    for kinds, pattern in _KINDS:
        match = pattern.search(letters)
        if match:
            return kinds, match
    return None


def _reads_as_title(line: str) -> bool:
    """Begins with a capital, no full stop inside, no small word that titles do not have, one statement named."""
    plain = _ABBREVIATIONS.sub("", line)
    if not re.match(r"\W*\S*[A-Z0-9]", plain) or re.search(r"[a-z]\.\s+[A-Z]|[;“”\"]|[a-z]:$", plain):
        return False
    if len(re.findall(r"statements?\b", plain, re.IGNORECASE)) > 1:
        return False
    words = re.findall(r"[a-z][a-z.’'-]*(?![a-z])", re.sub(r"\w*[A-Z]\w*", " ", plain))
    strange = [word for word in words if word not in _SMALL_WORDS and len(word) > 2]
    return not strange


def _english_basis(letters: str) -> Basis | None:
    if "parent" in letters or "registrantonly" in letters:
        return Basis.PARENT_ONLY
    return Basis.CONSOLIDATED if "consolidated" in letters else None


def _japanese_title(line: str, letters: str) -> Title | None:
    bracketed = "【" in line
    if len(letters) > 40 or (not bracketed and _JAPANESE_PROSE.search(line.replace("損益及び", ""))):
        return None
    found = _find(letters)
    if found is None:
        return None
    kinds, match = found
    rest = letters[match.end() :]
    if len(rest) > 12 and not bracketed:
        return None
    both = _both_income_statements(letters)
    says = Basis.CONSOLIDATED if "連結" in letters else None
    return Title(both or kinds, says, bracketed, "要約" in letters)


def _both_income_statements(letters: str) -> tuple[StatementKind, ...]:
    """連結損益計算書及び連結包括利益計算書: a heading over both."""
    if re.search("損益計算書及び(?:連結|四半期連結|中間連結)?包括利益計算書", letters):
        return (StatementKind.INCOME_STATEMENT, StatementKind.COMPREHENSIVE_INCOME)
    return ()


# ── tables that are no primary statements: segments, key figures over the years ─────────────────────────────────────

_KEY_FIGURES = re.compile(
    r"^(?:item6)?(?:consolidated|summaryof|historical)*(?:selected(?:consolidated|historical|financial|operating|and|quarterly|five|year|statistical|other)*"
    r"(?:data|information|highlights|results)|(?:five|six|seven|ten|eleven)years?(?:consolidated|financial|selected|of|performance|comparative)*(?:summary|review|data|highlights|record|statistics|results)"
    r"|(?:consolidated)?financial(?:and\w{0,20})?highlights|(?:consolidated)?financialsummary|summary(?:of)?(?:consolidated)?financial(?:data|information))"
    r"|主要な経営指標等|連結経営指標等$|提出会社の経営指標等|経営指標等の推移"
)
_SEGMENTS = re.compile(r"\bsegments?\b", re.IGNORECASE)
_JAPANESE_SEGMENTS = re.compile("^(?:注記|[0-9０-９]{1,2})?事業セグメント$|セグメント情報|報告セグメントごとの売上高")
_MOST_WORDS = 12
_HEADING_WORTH_A_LOOK = re.compile("segment|セグメント|指標|summar|selected|highlights|[- ]years?\\b", re.IGNORECASE)
_LONGEST_HEADING = 120


def read_table_heading(line: PageLine) -> tuple[StatementKind, Basis | None] | None:
    """The heading of a segment note or table, or of key figures over the years."""
    text = line.text.strip()
    if line.figures or len(text) > _LONGEST_HEADING or not _HEADING_WORTH_A_LOOK.search(text):
        return None
    if _ENDS_WITH_PAGE.search(text) or text.endswith((",", "、", "。", ";", ":")):
        return None
    letters = letters_of(text)
    if _KEY_FIGURES.search(letters) and len(letters) < 60:
        return StatementKind.KEY_FIGURES, _basis_of_key_figures(letters)
    return (StatementKind.SEGMENTS, None) if _heads_segments(text, letters) else None


def _heads_segments(text: str, letters: str) -> bool:
    if _JAPANESE_SEGMENTS.search(letters):
        return len(letters) <= 30
    words = text.split()
    return bool(
        _SEGMENTS.search(text)
        and len(words) <= _MOST_WORDS
        and re.match(r"\W*[A-Z0-9]", text)
        and not _PROSE.search(text.replace(" by ", " "))
    )


def _basis_of_key_figures(letters: str) -> Basis | None:
    if "提出会社" in letters:
        return Basis.PARENT_ONLY
    return Basis.CONSOLIDATED if "連結" in letters or "consolidated" in letters else None


# ── where a statement or a table's zone ends ────────────────────────────────────────────────────────────────────────

_NOTES_BEGIN = re.compile(
    r"^(?:condensed|unaudited|\w{0,40}subsidiar(?:y|ies)(?:companies)?)?notesto\w{0,60}statements"
    r"|^(?:連結)?(?:財務諸表)?注記(?:事項)?$|^(?:要約)?(?:四半期|中間)?連結財務諸表(?:に関する|の)?(?:主な)?注記|^継続企業の前提|^重要な会計方針$|作成のための基本となる"
)
_NEW_HEADING = re.compile(r"^\s*(?:item\s+\d|note\s+\d{1,2}\b|part\s+[iv]+\b|.{0,12}【)", re.IGNORECASE)
_JAPANESE_NOTE = re.compile(r"^\s*[（(][^（）()。、]{2,30}(?:関係|情報|方針)等?[）)]\s*$")


def ends_statement(line: PageLine) -> bool:
    """The notes begin, or another chapter does."""
    if line.figures > 1 or len(line.text) > _LONGEST_HEADING or re.search("[。「]", line.text):
        return False
    return bool(_NOTES_BEGIN.search(line.letters) or _NEW_HEADING.match(line.text) or _JAPANESE_NOTE.match(line.text))
