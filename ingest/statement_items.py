"""What makes rows of figures a primary statement: line items that every issuer's one has, in their usual order.

Patterns are matched against the letters of a row's label (see `ingest.page_lines.letters_of`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.page_lines import PageLine
from rm_assistant.domain.documents import StatementKind

_OWNERS = "(?:share|stock)?(?:holders?|owners?)s?"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a statement from top to bottom.

    A statement shows the parts `needed` and `least_parts` in all, each in a line of its own, and `least_rows` rows with
    figures. `closing` is the part after which nothing follows.
    """

    parts: tuple[re.Pattern[str], ...]
    needed: frozenset[int]
    closing: int
    least_rows: int
    least_parts: int = 0

    def found(self, lines: Iterable[PageLine]) -> frozenset[int]:
        """Which parts are among the lines, figures or not."""
        found: set[int] = set()
        for line in lines:
            letters = line.letters
            found.update(index for index, part in enumerate(self.parts) if index not in found and part.search(letters))
        return frozenset(found)

    def is_whole(self, found: frozenset[int], rows: int) -> bool:
        return self.needed <= found and len(found) >= self.least_parts and rows >= self.least_rows


def _part(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


_BALANCE_SHEET = Anatomy(
    parts=(
        _part(
            "totalassets", "totalcurrentassets", "cashandcashequivalents", "cashandduefrombanks",
            "資産合計", "資産の部", "現金及び預金", "現金及び現金同等物", "現金預け金",
        ),
        _part("liabilities", "payable", "deposits", "負債"),
        _part(
            f"{_OWNERS}(?:equity|deficit|investment)", "retainedearnings", "totalequity", "netassets",
            "純資産", "資本合計", "資本剰余金", "利益剰余金",
        ),
        _part(
            "totalliabilities(?:and|redeemable|noncontrolling|mezzanine|temporary|capital|equity)",
            r"totalliabilities\w*equity", "totalequityandliabilities", "totalcapital(?:ization)?andliabilities",
            "負債(?:及び|・)?(?:純資産|資本)(?:の部)?合計", "負債純資産合計", "資本及び負債合計",
        ),
    ),
    needed=frozenset({0, 1, 2}),
    closing=3,
    least_rows=8,
)  # fmt: skip
_INCOME_STATEMENT = Anatomy(
    parts=(
        _part(
            "(?<!for)sales", "revenue", "turnover", "premiums", "interestincome", "interestanddividendincome",
            "grossprofit", "売上", "収益", "収入",
        ),
        _part(
            "incometax", "beforetax", "beforeprovision", "taxbenefit", "taxexpense", r"provisionfor\w*tax", "^taxation",
            "beforeequity", "税引前", "税金等調整前", "法人税", "法人所得税",
        ),
        _part(
            "^(?:consolidated)?net(?:income|earnings|loss|profit)",
            "(?:profit|loss|income|earnings)for(?:the)?(?:year|period)",
            "(?:当期|中間|四半期)(?:純)?(?:利益|損失|損益)", "当期未処分",
        ),
        _part(
            "pershare", "percommonshare", "basic", "diluted", "attributableto",
            "1株当たり", "親会社株主に帰属", "親会社の所有者", "非支配",
        ),
    ),
    needed=frozenset({1, 2}),
    closing=3,
    least_rows=6,
)  # fmt: skip
_COMPREHENSIVE_INCOME = Anatomy(
    parts=(
        _part("net(?:income|earnings|loss)", "profitforthe", "(?:当期|中間|四半期)(?:純)?(?:利益|損失)"),
        _part(
            "translation", "pension", "postretirement", "unrealized", "hedg", "derivative", "availableforsale",
            "definedbenefit", "marketablesecurities", "為替換算", "換算差額", "評価差額", "公正価値", "退職給付",
            "確定給付", "ヘッジ", "再測定",
        ),
        _part("comprehensive(?:income|loss|earnings)", "包括利益"),
    ),
    needed=frozenset({1, 2}),
    closing=2,
    least_rows=3,
)  # fmt: skip
_CASH_FLOW = Anatomy(
    parts=(
        _part("operatingactivities", "operations", "cashflowsfromoperating", "営業活動"),
        _part("investingactivities", "investmentactivities", "investing", "投資活動"),
        _part("financingactivities", "financing", "財務活動"),
        _part(
            rf"(?:cash|equivalents)\w*(?:endof|end$|atend|{_MONTHS})", "endingbalance", "endof(?:the)?(?:year|period)",
            "期末残高", "現金及び現金同等物の(?:期末|中間期末|四半期末)",
        ),
    ),
    needed=frozenset({0}),
    closing=3,
    least_rows=9,
    least_parts=3,
)  # fmt: skip
_EQUITY = Anatomy(
    parts=(
        _part("balances?", "beginningof", f"^(?:at|asat|asof)?(?:{_MONTHS})$", "期首", "残高"),
        _part(
            "netincome", "netearnings", "netloss", "profit", "comprehensive",
            "(?:当期|中間)(?:純)?(?:利益|損失)", "包括利益", "変動額",
        ),
        _part(
            "dividend", "repurchase", "treasury", "stockbased", "sharebased", "compensation", "issuance", "stockissued",
            "exercise", "retire", "配当", "自己株式", "新株", "変動額",
        ),
    ),
    needed=frozenset({0, 1, 2}),
    closing=0,
    least_rows=4,
)  # fmt: skip
_KEY_FIGURES = Anatomy(
    parts=(
        _part("sales", "revenue", "売上", "収益"),
        _part("net(?:income|earnings|loss)", "(?:当期|中間)(?:純)?(?:利益|損失)"),
        _part("totalassets", "longtermdebt", "pershare", "dividends", "総資産", "純資産", "資本金", "持分"),
    ),
    needed=frozenset({0, 1, 2}),
    closing=2,
    least_rows=4,
)
_SEGMENTS = Anatomy(
    parts=(
        _part("sales", "revenue", "売上", "収益"),
        _part(
            "operating(?:income|profit|earnings|loss|margin)",
            "segment(?:profit|income|operating|earnings|loss|contribution|ebitda|margin|result)",
            r"(?:income|earnings|profit|loss)\w*before", r"adjusted\w*ebitda", "grossprofit",
            "セグメント(?:利益|損益|損失|資産)", "営業利益", "事業利益", "経常利益",
        ),
    ),
    needed=frozenset({0, 1}),
    closing=1,
    least_rows=4,
)  # fmt: skip
ANATOMIES = {
    StatementKind.BALANCE_SHEET: _BALANCE_SHEET,
    StatementKind.INCOME_STATEMENT: _INCOME_STATEMENT,
    StatementKind.COMPREHENSIVE_INCOME: _COMPREHENSIVE_INCOME,
    StatementKind.CASH_FLOW: _CASH_FLOW,
    StatementKind.EQUITY: _EQUITY,
    StatementKind.KEY_FIGURES: _KEY_FIGURES,
    StatementKind.SEGMENTS: _SEGMENTS,
}

_REVENUE = _part(
    "^(?:total|net|gross)*(?:sales|revenues?)", "^(?:total)?interestincome", "^turnover", "^grossprofit", "売上"
)
_REVENUE_ROWS = 8
_SINGLE_STATEMENT = Anatomy(
    parts=(
        _REVENUE,
        _part(
            "^(?:consolidated)?(?:net)?(?:income|earnings|loss|profit)(?:loss)?(?:$|for|after|before|attributable|andtotal)",
            "当期(?:純)?(?:利益|損失)",
        ),
        _part("tax", "pershare", "perordinaryshare", "^basic", "costof", "administrative", "税"),
    ),
    needed=frozenset({0, 1, 2}),
    closing=2,
    least_rows=10,
)


def is_single_statement(lines: Iterable[PageLine]) -> bool:
    """Whether a statement of comprehensive income begins with revenue: then it is the income statement as well."""
    rows = [line for line in lines if line.figures]
    begins = any(_REVENUE.search(line.letters) for line in rows[:_REVENUE_ROWS])
    return begins and _SINGLE_STATEMENT.is_whole(_SINGLE_STATEMENT.found(rows), len(rows))
