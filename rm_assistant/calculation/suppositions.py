"""Questions that are answered by yes or no from a number: "Has debt increased?", 「営業利益は増加しましたか」.

Such a question is read as the one for the number that answers it, with what it supposes of that number beside it.
A plan that supposes a movement bears the name of what moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rm_assistant.calculation.moments import Horizon, mark_periods
from rm_assistant.calculation.phrases import without_periods
from rm_assistant.calculation.questions import read_plan, without_companies
from rm_assistant.domain.calculations import Expression, Operation, Operator, Plan, Supposition
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.language.dates import find_periods
from rm_assistant.language.words import normalise, sentences

_SIGNS = frozenset({Supposition.POSITIVE, Supposition.NEGATIVE, Supposition.THERE, Supposition.LOSS})
_RATE = re.compile(r"%|\bpercent|\bratio\b|\brate\b|\bas\s+a\s+(?:share|proportion)\b|率|割合|比率", re.IGNORECASE)
_ASKS = r"^\W*(?:and\s+)?(?:does|did|do|is|are|was|were|has|have|had)\b\s*(?:n't\b|not\b)?"
_UP = r"(?:increas|grow|gr[eo]w|rais|expand|improv|r[io]s|climb|strengthen|widen|accelerat)(?:e|es|ed|en|n|s|ing|th)?"
_DOWN = (
    r"(?:decreas|declin|reduc|lower|cut|shr[iau]nk|f[ae]ll|dropp?|worsen|deteriorat|narrow|weaken)"
    r"(?:e|es|ed|en|s|ing|ting)?"
)
_MOVE = rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
_BOTH = re.compile(rf"{_ASKS}\s+(?P<x>.+?)\s+(?:{_UP}\s+or\s+{_DOWN}|{_DOWN}\s+or\s+{_UP})\b(?P<t>.*)$", re.IGNORECASE)
_COMPARED = re.compile(
    r"^\W*how\s+(?:does|did|do|has|have)\s+(?P<x>.+?)\s+(?P<t>compared?\s+(?:to|with)\s+.+|change[ds]?\s+.+)$",
    re.IGNORECASE,
)
_SIGN = r"(?P<sign>positive|negative)"
_SIGNED = (
    re.compile(
        rf"{_ASKS}\s+.*?\b(?:have|had|show|report|generate|post|record|earn|produce)(?:ed|s|d)?\s+(?:an?\s+)?{_SIGN}\s+(?P<x>.+)$",
        re.IGNORECASE,
    ),
    re.compile(rf"{_ASKS}\s+(?P<x>.+?)\s+{_SIGN}\b(?P<t>.*)$", re.IGNORECASE),
)
_MOVED = (
    re.compile(rf"{_ASKS}.*?\b(?:have|had|show|shown)\s+(?:an?\s+)?{_MOVE}\s+(?P<x>.+)$", re.IGNORECASE),
    re.compile(rf"{_ASKS}\W*{_MOVE}\s+(?P<x>(?:its|their|the|his)\s+.+)$", re.IGNORECASE),
    re.compile(rf"{_ASKS}\s+(?P<x>.+?)\s+(?:been\s+)?{_MOVE}\b(?P<t>.*)$", re.IGNORECASE),
)
_THAN = re.compile(
    rf"{_ASKS}\s+(?P<x>.+?)\s+(?:(?P<up>higher|larger|greater|bigger|more)|(?:lower|smaller|less|fewer))\s+(?P<t>.+?)\s+than\s+(?P<before>.+)$",
    re.IGNORECASE,
)
_BASED_ON = re.compile(rf"{_ASKS}\s+.*\bbased\s+on\s+(?:its|their|the)\s+(?P<x>.+)$", re.IGNORECASE)
_MOVEMENT = re.compile(r"^change\s+in\s+|の増減$|は[^は]*いくら増加しましたか$", re.IGNORECASE)
"""What `read_supposition` itself adds to a question."""
_LOOSE = re.compile(r"\s+\b(?:profile|trend|position)\b|^(?:its|their|the)\s+", re.IGNORECASE)
_COMPARE = re.compile(r"^compare\b", re.IGNORECASE)
_PERIOD_WORD = re.compile(r"\s+(?:fiscal\s+)?periods?$", re.IGNORECASE)
_ON_STATEMENT = re.compile(r"\bon\s+(?=balance\s+sheet\b)", re.IGNORECASE)
_BASED_ON_DATA = re.compile(
    r"\bbased\s+on\s+(?:the\s+)?(?P<when>.+?)\s+(?:data|results?|figures|numbers)\b", re.IGNORECASE
)

_JAPANESE_END = r"(?:でしょう)?か[。？?\s]*$|[。]?[？?]\s*$"
_RISES = r"増加|増え|上昇|改善|伸び|拡大|向上|上回"
_FALLS = r"減少|減っ|減り|低下|悪化|縮小|下落|下回"
_JAPANESE_BOTH = re.compile(
    rf"^(?P<x>.+?)は、?(?P<t>.*?)(?:{_RISES}).{{0,8}}?(?:か、?それとも|か、?|または|もしくは)(?:{_FALLS}).*(?:{_JAPANESE_END})"
)
_JAPANESE_MOVED = re.compile(
    rf"^(?P<x>.+?)(?:は|が)、?(?P<t>[^は]*?)(?P<move>(?P<up>{_RISES})|{_FALLS})[^、。？?]{{0,10}}(?:{_JAPANESE_END})"
)
_JAPANESE_SIGNED = re.compile(
    rf"^(?P<x>.+?)は、?(?P<sign>プラス|黒字|正の値|マイナス|赤字|負の値)(?:です|でした|になりました|だった)?(?:{_JAPANESE_END})"
)
_JAPANESE_PROFIT = re.compile(
    rf"^(?P<x>.*?)(?:は|が|も)?、?(?P<kind>営業|経常|純|最終)?(?P<way>増収|減収|増益|減益|増配|減配|黒字|赤字)"
    rf"(?:増益|減益)?(?:でし|に|し|だっ|を|か|です|まし|なりまし|計上しまし|確保しまし|続けてい|た|ます|しています)*(?:{_JAPANESE_END})"
)
_ITEM_OF_WAY = {"収": "売上高", "配": "１株当たり配当額"}
_PROFITS = {"営業": "営業利益", "経常": "経常利益", "純": "当期純利益", "最終": "当期純利益"}
_JAPANESE_PAYS = re.compile(
    rf"^(?P<x>.*?)(?:に|は|で)?、?(?:配当金?)(?:は|を|が)?、?(?:あり|出し|支払っ|支払い|実施し|して|払っ)(?:ます|ました|ています|い|まし|た)*(?:{_JAPANESE_END})"
)
_PROFITABLE = re.compile(rf"{_ASKS}\s*(?:the\s+company\s+|it\s+)?profitable\b(?P<t>.*)$", re.IGNORECASE)
_MAKES = re.compile(
    rf"{_ASKS}\s*(?:the\s+company\s+|it\s+)?(?:make|made|report|record|post|earn|generate|have|had|run|incur)(?:ed|s)?\s+(?:an?\s+)?"
    r"(?P<x>(?:(?:net|operating|pre-?tax)\s+)?(?:profit|loss))\b(?P<t>.*)$",
    re.IGNORECASE,
)
_PAYS = re.compile(
    rf"{_ASKS}\s*(?:the\s+company\s+|it\s+)?(?:pay|paid|paying|distribute|distributed|declare|declared)(?:s|ing)?\s+"
    r"(?:out\s+)?(?:an?y?\s+)?(?:cash\s+)?dividends?\b(?:\s+to\s+\w+holders)?(?P<t>.*)$",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"いくら|何|どのくらい|どれ|どの程度|なぜ|要因|理由")


_TWO_WAYS = re.compile(r"(?P<sales>増収|減収)(?P<profit>増益|減益)")


def read_suppositions(
    text: str, language: Language, *, companies: Sequence[str] = (), horizon: Horizon | None = None
) -> list[Plan]:
    """As `read_supposition`, one plan for each thing supposed: 増収増益 is of sales and of profit."""
    both = _TWO_WAYS.search(text)
    parts = [_TWO_WAYS.sub(both[name], text) for name in ("sales", "profit")] if both else [text]
    read = (read_supposition(part, language, companies=companies, horizon=horizon) for part in parts)
    return [plan for plan in read if plan]


def read_supposition(
    text: str, language: Language, *, companies: Sequence[str] = (), horizon: Horizon | None = None
) -> Plan | None:
    """The plan of the number that says yes or no, or which way it went; None where the question is of another kind."""
    plain = without_companies(normalise(text), companies)
    readings = _japanese(plain) if language is Language.JAPANESE else _english(plain)
    for supposes, question in readings:
        plan = read_plan(question, language, horizon=horizon)
        if plan is None or supposes is None:
            return plan
        ways = tuple(way for way in (plan.expression, *plan.alternatives) if _answers(way, supposes))
        if ways:
            supposed = replace(plan, expression=ways[0], alternatives=ways[1:], supposes=supposes)
            return _named_plan(supposed, supposes)
    return None


def _named_plan(plan: Plan, supposes: Supposition) -> Plan:
    """By what moves or has a sign; a rate's movement is told in percent."""
    name = _MOVEMENT.sub("", plan.name)
    english = without_periods(mark_periods(name, Horizon()).text)
    plan = replace(plan, name=english if name.isascii() and english else name)
    rate = supposes not in _SIGNS and plan.shape.unit is None and _RATE.search(plan.name)
    return replace(plan, shape=replace(plan.shape, unit=Unit(UnitKind.PERCENT))) if rate else plan


def _answers(way: Expression, supposes: Supposition) -> bool:
    """A rise and a fall are told by a difference."""
    if supposes in _SIGNS:
        return True
    return isinstance(way, Operation) and way.operator is Operator.SUBTRACT


def _english(text: str) -> Iterator[tuple[Supposition | None, str]]:
    for start, end in sentences(text, Language.ENGLISH):
        sentence = _BASED_ON_DATA.sub(r"for \g<when>", text[start:end].strip()).rstrip(" ?.")
        yield from _english_readings(" ".join(sentence.split()))


def _english_readings(sentence: str) -> Iterator[tuple[Supposition | None, str]]:
    told = next((match for pattern in (_PROFITABLE, _MAKES, _PAYS) if (match := pattern.match(sentence))), None)
    if told:
        yield _of_profit_or_dividend(told)
        return
    than = _THAN.match(sentence)
    if than and find_periods(than["t"]) and find_periods(than["before"]):
        between = f"{_LOOSE.sub(' ', than['x']).strip()} {than['before']} to {than['t']}"
        yield Supposition.ROSE if than["up"] else Supposition.FELL, f"What is the change in {between}?"
        return
    both = _BOTH.match(sentence) or _COMPARED.match(sentence)
    if both:
        yield Supposition.MOVED, _change_of(both)
        return
    signed = next((match for pattern in _SIGNED if (match := pattern.match(sentence))), None)
    if signed:
        supposes = Supposition.POSITIVE if signed["sign"].lower() == "positive" else Supposition.NEGATIVE
        yield supposes, f"What is {_named(signed)}?"
        return
    moved = next((match for pattern in _MOVED if (match := pattern.match(sentence))), None)
    if moved:
        yield Supposition.ROSE if moved["up"] else Supposition.FELL, _change_of(moved)
    based = _BASED_ON.match(sentence)
    if based:
        yield None, f"What is {_named(based)}?"


def _of_profit_or_dividend(told: re.Match[str]) -> tuple[Supposition, str]:
    """Whether there is one: a loss is a profit below nothing."""
    if told.re is _PAYS:
        return Supposition.THERE, f"What is dividends paid {told['t']}?"
    words = (told.groupdict().get("x") or "net profit").lower()
    kind = re.sub(r"^(?:net\s+)?(?:profit|loss)$", "net income", words)
    kind = re.sub(r"^(operating|pre-?tax)\s+(?:profit|loss)$", r"\1 income", kind)
    return Supposition.LOSS if "loss" in words else Supposition.THERE, f"What is {kind} {told['t']}?"


def _change_of(match: re.Match[str]) -> str:
    return f"What is the change in {_named(match)}?"


def _named(match: re.Match[str]) -> str:
    """What the question is about, with the periods that stand after its verb."""
    tail = match.groupdict().get("t") or ""
    tail = _COMPARE.sub("compared", tail.strip())
    words = _PERIOD_WORD.sub("", _ON_STATEMENT.sub("on the ", f"{match['x']} {tail}".strip(" '")))
    return " ".join(_LOOSE.sub(" ", re.sub(r"^s\s+", "", words)).split())


def _japanese(text: str) -> Iterator[tuple[Supposition | None, str]]:
    sentence = text.strip()
    if _HOW_MUCH.search(sentence):
        return
    pays, told = _JAPANESE_PAYS.match(sentence), _JAPANESE_PROFIT.match(sentence)
    if pays:
        yield Supposition.THERE, f"{pays['x'].strip('のは、')}の配当金の支払額はいくらですか".removeprefix("の")
        return
    if told:
        yield _of_way(told)
        return
    both = _JAPANESE_BOTH.match(sentence)
    moved = _JAPANESE_MOVED.match(sentence)
    signed = _JAPANESE_SIGNED.match(sentence)
    if both:
        yield Supposition.MOVED, f"{both['x']}は{both['t']}いくら増加しましたか"
    elif signed:
        positive = signed["sign"] in {"プラス", "黒字", "正の値"}
        yield Supposition.POSITIVE if positive else Supposition.NEGATIVE, f"{signed['x']}はいくらですか"
    elif moved:
        yield Supposition.ROSE if moved["up"] else Supposition.FELL, f"{moved['x']}は{moved['t']}いくら増加しましたか"


def _of_way(told: re.Match[str]) -> tuple[Supposition, str]:
    """増益 is a rise of the operating profit where no other is named, 黒字 a net profit."""
    way, around = told["way"], told["x"].strip("のは、")
    if way in {"黒字", "赤字"}:
        item = _PROFITS.get(told["kind"] or "", "" if _NAMES_PROFIT.search(around) else "当期純利益")
        asked = f"{around}の{item}" if item and around else around or item
        return Supposition.POSITIVE if way == "黒字" else Supposition.NEGATIVE, f"{asked}はいくらですか"
    item = _ITEM_OF_WAY.get(way[1]) or _PROFITS.get(told["kind"] or "", "営業利益")
    asked = f"{around}の{item}" if around else item
    return Supposition.ROSE if way[0] == "増" else Supposition.FELL, f"{asked}はいくら増加しましたか"


_NAMES_PROFIT = re.compile("利益|損失|損益|収支|キャッシュ")
