"""Japanese questions of figures in a bookkeeper's words: 「社員は何人」 asks for 従業員数."""

from __future__ import annotations

import re

from rm_assistant.domain.documents import StatementKind
from rm_assistant.language.terms import glossary

_HOW_MUCH = r"(?:いくら|どのくらい|どれくらい|どれほど|どれだけ|何人|何名|何(?:百万|億|千)?円)"
_HAVING = (
    r"(?:持っ|もっ|保有し|有し|計上し|使っ|使い|費やし|投じ|投資し|かけ|掛け|充て|支出し|支払っ|支払い|払っ|払い|得|上げ|あげ|抱え|残し|残っ|"
    r"雇っ|雇用し|抱えて|働い|出し|記録し|受け取っ|納め|還元し|配っ|あっ|あり|ある|い(?=[るたま]))"
)
_VERB_AT_END = re.compile(
    rf"(?:を|に|で|は|が|として)?、?\s*(?:合計で?|全部で|総額で)?(?P<much>{_HOW_MUCH})(?:の(?:金額|額))?を?{_HAVING}[ぁ-ん]*(?P<end>[？?。\s]*)$"
)
""" 「現金をいくら持っていましたか」"""
_SPENT = re.compile(
    rf"(?P<item>[^、。はのが\s]+)に、?\s*(?P<much>{_HOW_MUCH})を?(?:使|費や|投じ|投資|かけ|掛け|充て|支出|支払|払)[ぁ-ん]*(?P<end>[？?。\s]*)$"
)
_PEOPLE = re.compile(
    r"(?<![臨時])(?:正?社員|従業員|人員|スタッフ|働く人)(?:の?(?:人数|総数|数))?"
    rf"(?=(?:は|が|って|を)?(?:[^。、]{{0,20}}?)?(?:{_HOW_MUCH}))|(?:社員|人員|スタッフ)の?(?:人数|総数|数)|従業員の(?:人数|総数|数)"
)
_WORKING = re.compile(
    r"(?:で|に)(?:働いて(?:いる|いた)|働く|勤めて(?:いる|いた)|勤務(?:している|する)|雇われている)(?:人|社員|従業員|方)(?:の?(?:人数|数))?(?=は|って|が)"
)
_BASIS_SAID = re.compile(r"(?:連結|単体|個別|単独)(?:ベース|決算)?(?:では?|だと)、?(?=\s*(?:何|いくら|ど))")
_BASIS_BEFORE = re.compile(
    r"(?:(?<!非)連結|単体|個別|単独)(?:ベース|決算)?の(?=[^、。]{2,})|(?<!非)連結(?=売上|営業利|経常利|当期|純利|最終利|総資産|純資産|従業員)"
)
_SHARE_SPENT = re.compile(
    r"(?P<whole>.+?)(?:のうち)?の?(?:何[%％]|何パーセント|何割)を(?P<what>.+?)に(?:使|投じ|充て|回|振り向け|費や|支払|支出|あて)[ぁ-ん]*[？?。\s]*$"
)
_OWNERS_PROFIT = re.compile(r"(?<![期引るた])(?:連結)?(?:純利益|最終利益|最終損益)(?![率])")
"""Of a group, the share of its owners; 当期純利益 is as printed."""
_TAXES = re.compile(r"(?<![人延])税金(?=(?:は|を|に|として|、|$))")
_DIVIDENDS = re.compile(r"(?<=配当)金?に(?=、?いくら)")


def said_plainly(text: str) -> str:
    """The question by its nouns; unchanged where no verb hides one."""
    spent = _SHARE_SPENT.fullmatch(text)
    if spent:
        text = f"{spent['whole']}に占める{spent['what']}の割合は？"
    text = _PEOPLE.sub("従業員数", _WORKING.sub("の従業員数", text))
    text = _TAXES.sub("法人税等", text)
    text = _DIVIDENDS.sub("金の支払額を", text)
    text = _BASIS_BEFORE.sub("", _BASIS_SAID.sub("", text))
    text = _SPENT.sub(_purchase, text)
    text = _VERB_AT_END.sub(r"は\g<much>\g<end>", text)
    return _OWNERS_PROFIT.sub("親会社株主に帰属する当期純利益", text)


def _purchase(match: re.Match[str]) -> str:
    """What is spent on a thing that a balance sheet shows is its purchase."""
    named = [term for term in glossary().find(match["item"]) if term.statements]
    if not named or named[0].statements[0] is not StatementKind.BALANCE_SHEET:
        return match[0]
    return f"{match['item']}の取得による支出は{match['much']}{match['end']}"
