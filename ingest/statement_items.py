"""What makes rows of figures a primary statement: line items that every issuer's one has, in their usual order.

Patterns are matched against the letters of a row's label (see `ingest.page_lines.letters_of`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.page_lines import PageLine
from rm_assistant.domain.documents import StatementKind


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a statement from top to bottom; `needed` of them, each in a row of its own, make one.

    `closing` is the part after which nothing follows; `least_rows` is the least number of rows with figures.
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


def _anatomy(*parts: str, needed: Iterable[int], closing: int, least_rows: int, least_parts: int = 0) -> Anatomy:
    return Anatomy(tuple(re.compile(part) for part in parts), frozenset(needed), closing, least_rows, least_parts)


_BALANCE_SHEET = _anatomy(
    r"totalassets|totalcurrentassets|cashandcashequivalents|cashandduefrombanks|資産合計|資産の部|現金及び預金|現金及び現金同等物|現金預け金",
    r"liabilities|payable|deposits|負債",
    r"(?:share|stock)?(?:holders?|owners?)s?(?:equity|deficit|investment)|retainedearnings|totalequity|membersequity|netassets|純資産|資本合計|資本剰余金|利益剰余金",
    r"totalliabilities(?:and|redeemable|noncontrolling|mezzanine|temporary|capital|equity)|totalequityandliabilities|totalliabilities\w*equity|totalcapitalizationandliabilities|totalcapitalandliabilities"
    r"|負債(?:及び|・|)?(?:純資産|資本)(?:の部)?合計|負債純資産合計|資産及び負債の",
    needed=(0, 1, 2),
    closing=3,
    least_rows=8,
)
_INCOME_STATEMENT = _anatomy(
    r"(?<!for)sales|revenue|turnover|premiums|totalinterestincome|interestanddividendincome|interestincome|grossprofit|売上|営業収益|経常収益|収益|事業収入|収入",
    r"incometax|beforetax|beforeincometax|beforeprovision|taxbenefit|taxexpense|provisionfor\w*tax|^taxation|beforeequity|税引前|税金等調整前|法人税|法人所得税",
    r"^(?:consolidated)?net(?:income|earnings|loss|profit|incomeloss|lossincome|earningsloss)|(?:profit|loss|income|earnings)for(?:the)?(?:year|period)|当期(?:純)?(?:利益|損失|損益)|中間(?:純)?(?:利益|損失)|四半期(?:純)?(?:利益|損失)|当期未処分",
    r"pershare|percommonshare|pershareofcommon|basic|diluted|dividendsdeclared|attributableto|１株当たり|1株当たり|親会社株主に帰属|親会社の所有者|非支配",
    needed=(1, 2),
    closing=3,
    least_rows=6,
)
_COMPREHENSIVE_INCOME = _anatomy(
    r"net(?:income|earnings|loss)|profitforthe|当期(?:純)?(?:利益|損失)|中間(?:純)?(?:利益|損失)|四半期(?:純)?(?:利益|損失)",
    r"translation|pension|postretirement|unrealized|hedg|derivative|availableforsale|definedbenefit|marketablesecurities|為替換算|換算差額|評価差額|公正価値|退職給付|確定給付|ヘッジ|再測定|土地再評価",
    r"comprehensive(?:income|loss|earnings)|包括利益",
    needed=(1, 2),
    closing=2,
    least_rows=3,
)
_CASH_FLOW = _anatomy(
    r"operatingactivities|operations|cashflowsfromoperating|営業活動による(?:キャッシュ|資金)|営業活動",
    r"investingactivities|investmentactivities|investing|投資活動",
    r"financingactivities|financing|財務活動",
    r"(?:cash|equivalents)\w*(?:endof|end$|atend|october|november|december|january|february|march|april|may|june|july|august|september)|endingbalance|cashandcashequivalentsattheendof|endof(?:the)?(?:year|period)|期末残高|現金及び現金同等物の(?:期末|中間期末|四半期末)",
    needed=(0,),
    closing=3,
    least_rows=9,
    least_parts=3,
)
_EQUITY = _anatomy(
    r"balances?|beginningof|^(?:at|asat|asof)?(?:january|february|march|april|may|june|july|august|september|october|november|december)$|期首|残高",
    r"netincome|netearnings|netloss|netincomeloss|profit|comprehensive|当期(?:純)?(?:利益|損失)|中間(?:純)?利益|包括利益|変動額",
    r"dividend|repurchase|treasury|stockbased|sharebased|compensation|issuance|stockissued|exercise|retire|配当|自己株式|新株|変動額",
    needed=(0, 1, 2),
    closing=0,
    least_rows=4,
)
_KEY_FIGURES = _anatomy(
    r"sales|revenue|売上|収益",
    r"net(?:income|earnings|loss)|当期(?:純)?(?:利益|損失)|中間(?:純)?利益",
    r"totalassets|longtermdebt|pershare|dividends|総資産|純資産|資本金|持分",
    needed=(0, 1, 2),
    closing=2,
    least_rows=4,
)
_SEGMENTS = _anatomy(
    r"sales|revenue|売上|収益",
    r"operating(?:income|profit|earnings|loss|margin)|segment(?:profit|income|operating|earnings|loss|contribution|ebitda|margin|result)|(?:income|earnings|profit|loss)\w*before|adjusted\w*ebitda\w*|grossprofit|セグメント(?:利益|損益|損失|資産)|営業利益|事業利益|経常利益|コア営業利益",
    needed=(0, 1),
    closing=1,
    least_rows=4,
)
_SINGLE_STATEMENT = _anatomy(
    r"^(?:total|net|gross)*(?:sales|revenues?)|^(?:total)?interestincome|^turnover|^grossprofit|売上|営業収益",
    r"^(?:consolidated)?(?:net)?(?:income|earnings|loss|profit)(?:loss)?(?:$|for|after|before|attributable|andtotal)|当期(?:純)?(?:利益|損失)",
    r"tax|pershare|perordinaryshare|costof|administrative|税",
    needed=(0, 1, 2),
    closing=2,
    least_rows=10,
)
"""A statement of comprehensive income that is the income statement as well."""
ANATOMIES = {
    StatementKind.BALANCE_SHEET: _BALANCE_SHEET,
    StatementKind.INCOME_STATEMENT: _INCOME_STATEMENT,
    StatementKind.COMPREHENSIVE_INCOME: _COMPREHENSIVE_INCOME,
    StatementKind.CASH_FLOW: _CASH_FLOW,
    StatementKind.EQUITY: _EQUITY,
    StatementKind.KEY_FIGURES: _KEY_FIGURES,
    StatementKind.SEGMENTS: _SEGMENTS,
}


def is_single_statement(lines: Iterable[PageLine]) -> bool:
    """Whether the rows of a statement of comprehensive income begin with revenue: there is no income statement beside it."""
    rows = [line for line in lines if line.figures]
    return _SINGLE_STATEMENT.is_whole(_SINGLE_STATEMENT.found(rows), len(rows)) and bool(
        any(_SINGLE_STATEMENT.parts[0].search(line.letters) for line in rows[:8])
    )
