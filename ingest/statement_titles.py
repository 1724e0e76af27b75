"""Titles of primary statements, whatever the issuer calls them, told from sentences and lists that name one.

Titles are compared by their letters alone: PDFs lose and add spaces ("Cash Flow s").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.page_lines import PageLine, letters_of
from rm_assistant.domain.documents import Basis, StatementKind

LONGEST_HEADING = 120
_LONGEST_TITLE = 170
_MOST_BESIDE = 100
"""Letters beside the title on its line: a company's name, dates, a unit."""


@dataclass(frozen=True, slots=True)
class Title:
    """`kinds` are what the titled statement is; `says` the basis where the title names it."""

    kinds: tuple[StatementKind, ...]
    says: Basis | None
    bracketed: bool = False
    """Printed as 【…】, as the form of a 有価証券報告書 wants its own headings."""
    summary: bool = False
    """要約: as a rule a copy for comparison, in half-year reports under IFRS the statement itself."""


_OF = r"statements?of(?:the)?(?:consolidated|condensed|combined|changesin|changein|total)*"
_HOLDERS = (
    r"(?:(?:share|stock)(?:holders?|owners?)s?|owners|members|partners|common(?:share|stock)holders?|shareowners)s?"
)
_BOTH = (StatementKind.INCOME_STATEMENT, StatementKind.COMPREHENSIVE_INCOME)
_NAMES: tuple[tuple[tuple[StatementKind, ...], tuple[str, ...]], ...] = (
    (
        _BOTH,
        (
            rf"{_OF}(?:net)?(?:income|operations|earnings|loss|incomeloss|profitorloss)(?:loss)?and(?:other)?comprehensive",
            "損益及び(?:連結|四半期連結|中間連結)?包括利益計算書",
            "損益計算書及び(?:連結|四半期連結|中間連結)?包括利益計算書",
        ),
    ),
    (
        (StatementKind.COMPREHENSIVE_INCOME,),
        (
            rf"{_OF}(?:other)?comprehensive(?:income|loss|earnings)",
            "comprehensiveincome(?:loss)?statements?",
            "包括利益計算書",
        ),
    ),
    (
        (StatementKind.INCOME_STATEMENT,),
        (
            rf"{_OF}(?:net)?(?:income|operations|earnings|profitorloss|profitandloss|losses|loss)",
            "(?<!comprehensive)incomestatements?",
            "profitandlossaccounts?",
            "earningsstatements?",
            "損益計算書",
        ),
    ),
    (
        (StatementKind.BALANCE_SHEET,),
        (
            "balancesheets?",
            f"{_OF}(?:financialposition|financialcondition|condition|assetsandliabilities)",
            "貸借対照表",
            "財政状態計算書",
        ),
    ),
    ((StatementKind.CASH_FLOW,), (f"{_OF}cashflows?", "cashflows?statements?", "キャッシュフロー計算書")),
    (
        (StatementKind.EQUITY,),
        (
            rf"{_OF}(?:redeemable\w{{0,60}})?{_HOLDERS}(?:equity|investment|deficit|capital|interest)",
            rf"{_OF}(?:redeemable\w{{0,60}})?(?:equity|capital|deficit|retainedearnings)",
            f"{_HOLDERS}equitystatements?",
            f"changesin(?:consolidated)?(?:{_HOLDERS})?equity",
            "(?:株主資本等|持分|資本|社員資本等|基金等)変動計算書",
        ),
    ),
)
"""Names by kind; of two that fit, the earlier is meant."""
_KINDS = tuple((kinds, re.compile("|".join(names))) for kinds, names in _NAMES)
_WORTH_A_LOOK = re.compile(
    r"s\s?t\s?a\s?t\s?e\s?m\s?e\s?n\s?t|b\s?a\s?l\s?a\s?n\s?c\s?e\s+s\s?h|accounts?|changes in"
    r"|計\s?算\s?書|対\s?照\s?表",
    re.IGNORECASE,
)
_BREAKS_OFF = re.compile(
    "(?:of|and|consolidated|changesin|condensed|comprehensive|holders|owners|other|cash|financial)$"
)
_ENDS_LIKE_ENTRY = re.compile(r"(?:[\s.…·]{2,}|[A-Za-z)]\s|\d{4}\s)(?:F-|[A-Z]-?)?\d{1,3}\s*$|\.$")
"""As an entry of a table of contents does, or a sentence."""
_PROSE = re.compile(
    r"""\b(?:see|refer|our|is|are|was|were|be|been|which|that|this|these|include|includes|included|including|presented
    |accompanying|audited|accordance|pages?|items?|notes?|through|respectively|has|have|should|with|to|on|by|schedules?
    |exhibits?|index|reports?|pro\s+forma|amounts\s+recognized|impact|effects?|excerpts?|following|selected|caption|line)\b
    """,
    re.VERBOSE,
)
_OTHER_TITLES = re.compile(
    r"""\b(?:see|refer|notes?\s+(?:to|\d)|index\s+to|schedules?|report\s+of|pro\s+forma|consolidating|exhibit|location|caption
    |line\s+item|off\b.{0,3}balance|affected|impact|reclassif\w+|quarterly
    |supplement\w*\s+(?:balance|income|cash|statement|equity|consolidated))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_JAPANESE_PROSE = re.compile(
    "[。、]|関係[)）]|及び|並びに|について|における|に関する|注記|監査|附属明細|の作成|に計上|計上額|の概要|に含|変更|表示"
    "|上の|への|科目|影響|当該|項目"
)
_ABBREVIATIONS = re.compile(r"\b(?:Inc|Co|Corp|Ltd|Bros|N\.A|S\.A|p\.l\.c|plc|U\.S|Cos|No)\.")
_SENTENCE = re.compile(r"[a-z]\.\s+[A-Z]|[;“”\"]|[a-z]:$")
_SMALL_WORD = re.compile(r"[a-z][a-z.’'-]*(?![a-z])")
_WORDS_OF_TITLES = re.compile(
    r"""(?:of|and|in|for|the|years?|ended|as|at|except|per|share|data|amounts|millions|thousands|billions|dollars|shares
    |unaudited|continued|cash|flows?|changes|to|stock|value|par|u\.s\.|or|loss|losses|income|march|june|september|december
    |months?|three|six|nine|twelve|quarter|weeks|fiscal|all|periods|noncontrolling|statements?|balance|sheets?|comprehensive
    |consolidated|condensed|financial|position|condition|operations|earnings|equity|profit|other|(?:share|stock)holders['’]?
    |company|group|interim|summary|total|[a-z]{1,2})
    """,
    re.VERBOSE,
)
_PARENT = re.compile(
    r"\bparent[- ](?:company|only)|\bregistrant\b|company financial statements|financial statements of the company",
    re.IGNORECASE,
)


def read_title(line: str) -> Title | None:
    """The statement that a line is the title of, or None: for prose, lists of contents and anything else."""
    if not _WORTH_A_LOOK.search(line):
        return None
    line = " ".join(line.split())
    if len(line) > _LONGEST_TITLE:
        return None
    letters = letters_of(line)
    if "計算書" in letters or "対照表" in letters:
        return _japanese_title(line, letters)
    return _english_title(line, letters)


def joined_title(first: str, second: str) -> Title | None:
    """A title broken over two lines ("CONSOLIDATED STATEMENTS OF" / "COMPREHENSIVE INCOME")."""
    if max(len(first), len(second)) > _LONGEST_TITLE // 2 or not _BREAKS_OFF.search(letters_of(first)):
        return None
    return read_title(f"{first.strip()} {second.strip()}")


def of_parent_alone(lines: Sequence[PageLine]) -> bool:
    """Whether the lines above a title say that what follows is the parent company's own."""
    return any(len(line.text) <= LONGEST_HEADING and _PARENT.search(line.text) for line in lines)


def reads_as_contents(line: str) -> bool:
    """Whether a line ends as an entry of a table of contents does, or a sentence."""
    return bool(_ENDS_LIKE_ENTRY.search(line))


def has_prose(line: str) -> bool:
    """Whether a line has words that titles do not have."""
    return bool(_PROSE.search(line))


def _english_title(line: str, letters: str) -> Title | None:
    if reads_as_contents(line) or has_prose(line) or _OTHER_TITLES.search(line):
        return None
    found = _find(letters)
    if found is None or not _reads_as_title(line):
        return None
    kinds, match = found
    beside = len(letters) - (match.end() - match.start())
    return Title(kinds, _english_basis(letters)) if beside <= _MOST_BESIDE else None


def _find(letters: str) -> tuple[tuple[StatementKind, ...], re.Match[str]] | None:
    for kinds, pattern in _KINDS:
        match = pattern.search(letters)
        if match:
            return kinds, match
    return None


def _reads_as_title(line: str) -> bool:
    """Begins with a capital, no full stop inside, no small word that titles do not have, one statement named."""
    plain = _ABBREVIATIONS.sub("", line)
    if not re.match(r"\W*\S*[A-Z0-9]", plain) or _SENTENCE.search(plain):
        return False
    if len(re.findall(r"statements?\b", plain, re.IGNORECASE)) > 1:
        return False
    words = _SMALL_WORD.findall(re.sub(r"\w*[A-Z]\w*", " ", plain))
    return all(_WORDS_OF_TITLES.fullmatch(word) for word in words)


def _english_basis(letters: str) -> Basis | None:
    if "parent" in letters or "registrantonly" in letters:
        return Basis.PARENT_ONLY
    if re.match("company(?:statement|balancesheet|income)", letters):
        return Basis.PARENT_ONLY
    return Basis.CONSOLIDATED if "consolidated" in letters else None


def _japanese_title(line: str, letters: str) -> Title | None:
    bracketed = "【" in line
    found = _find(letters)
    if found is None or len(letters) > 40:
        return None
    kinds, match = found
    rest = letters[: match.start()] + letters[match.end() :]
    prose = _JAPANESE_PROSE.search(rest) or _JAPANESE_PROSE.search(re.sub("計算書及び|損益及び", "", line))
    if not bracketed and (prose or len(letters) - match.end() > 12):
        return None
    return Title(kinds, Basis.CONSOLIDATED if "連結" in letters else None, bracketed, "要約" in letters)
