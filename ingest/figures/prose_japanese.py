"""Whose a number is in a Japanese sentence: the topic before は or が, or the noun right before the number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.figures.prose_numbers import ProseNumber
from ingest.figures.prose_said import Said

_SOLID = r"\u4e00-\u9fff々〆\u30a0-\u30ffＡ-Ｚａ-ｚA-Za-z0-9０-９＆&（）()－\ue000\-"
_NOUN = (
    r"(?:(?:親会社(?:株主|の所有者)|非支配(?:株主|持分)|所有者)に帰属する|(?:営業|投資|財務)活動による|[1１一]株当た?りの?)?"
    rf"(?:[{_SOLID}のとびそ]|(?<=利回)り|(?<=見積)り){{1,45}}(?<=[\u4e00-\u9fff々\u30a0-\u30ffＡ-Ｚａ-ｚA-Za-z）)り])"
)
_ABOUT = "(?:約|合計|およそ|計)?"
_TOPIC = re.compile(
    rf"(?P<noun>{_NOUN})(?:につきまして|について|におきまして|において)?(?P<marker>[はがも])(?=[、，\s0-9０-９△▲]|[{_SOLID}]|$)"
)
_DIRECT = re.compile(rf"(?P<noun>{_NOUN})[はがで、]?\s*{_ABOUT}$")
_SUBJECT = re.compile(rf"(?P<noun>[^、。，\s]{{1,45}})[はが]\s*{_ABOUT}$")
_AFTER = re.compile(rf"の(?P<noun>{_NOUN})(?=[をとがはでか、。（）)]|$)")
_FLOW_AFTER = re.compile(r"の(?:(?P<less>支出|使用|損失|赤字|流出|減損)|収入|獲得|利益|黒字|流入)")
_RISES = r"増加|増収|増益|増(?!資)|上昇|改善|プラス|拡大|上回|伸長|成長|上振れ"
_FALLS = r"減少|減収|減益|減(?!損|価|資)|低下|悪化|マイナス|縮小|下回|下落|下振れ"
_CHANGE = re.compile(
    rf"(?:[）)]|[（(][^（）()]{{1,15}}[）)])?\s*(?:の|と|も|ほど|程度|の大幅な)?(?:(?P<rises>{_RISES})|(?P<falls>{_FALLS}))"
)
_CLAUSE_ENDS = re.compile(r"、|ため|こと|により|に伴")
_COMPARING = re.compile(
    r"(?:(?:[前同昨]|計画|予想|期初)[^、。（(]{0,20}(?:比較して|(?:比|くら)べて|比較し|(?:比|くら)べ|対比|同期比|[年期度末月]比)|同)[、で]?\s*(?:約)?$"
)
_SAME = re.compile(r"^[、，・\s（(]*(?:及び|および|または|又は|並びに|から)?[）)、\s]*(?:約)?$")
_IN_BRACKET = re.compile(r"(?:[（(]|うち)\s*(?:約)?$")
_WRAPPED = re.compile(r"(?<=[^\n]{25})\n(?=[^\n])")
"""A line that is full goes on in the next, in the middle of a word too."""
_JOINER = "\ue000"
_PERIOD_TAIL = re.compile(r"(?:[0-9０-９]{4}年[0-9０-９]{1,2}月期|(?:前|当)[^、。\s]{0,10}(?:期|年度|期間|末))は?\s*$")
_PERIOD_LEAD = re.compile(
    r"^(?:(?:当|前|今|翌|同)[^の、]{0,12}(?:期|年度|期間|末|年)|[0-9０-９]{4}年[^の、]{0,6}(?:期|度|末|日)?|第[0-9０-９]+期"
    r"|当社グループ|当社|当グループ|連結)の"
    r"|^その(?!他)|^(?:及び|と)|^[(（][^()（）]{1,3}[)）]"
)
_NO_LABEL = re.compile(
    r"^[のと）)]|^[0-9０-９](?!株当)|^(?:約|合計|うち|当社|当社グループ|内訳|結果|以上|以下|金額|総額|割合|上記|その他|年間)$|[年期度末月]比$"
    r"|^(?:当|前|今|翌|同|第|[0-9０-９]+年)[^の]*(?:期|年度|期間|年|月|末|日)$|^同$|^年度|以降$"
)
_LONGEST = 40
_TOPIC_REACH = 160


def said_of(sentence: str, numbers: Sequence[ProseNumber]) -> Iterator[Said | None]:
    """One for each number; None where the sentence does not say whose it is."""
    before: Said | None = None
    topic, after = "", 0
    sentence = _WRAPPED.sub(_JOINER, sentence)
    for number in numbers:
        gap = sentence[after : number.start]
        topic = _topic(gap) or topic
        said = _said(sentence, number, gap, topic, before)
        yield said
        before, after = said, number.end


def _said(sentence: str, number: ProseNumber, gap: str, topic: str, before: Said | None) -> Said | None:
    change = _CHANGE.match(sentence, number.end)
    named_after = change is None and (_FLOW_AFTER.match(sentence, number.end) or _AFTER.match(sentence, number.end))
    same = before is not None and not named_after and _SAME.match(_PERIOD_TAIL.sub("", gap))
    if before is not None and same and (change is None or before.change):
        return replace(before, follows=True)
    if _of_another(gap):
        return None
    if change is not None:
        return _changed(change, gap, topic)
    compared = _COMPARING.search(gap)
    if compared and number.is_percent:
        return Said(f"{topic} {compared[0].strip()}", compared[0].strip()) if topic else None
    return _amount(sentence, number, gap, topic)


def _of_another(gap: str) -> bool:
    """Set beside its noun in brackets, or of a subject that is no item: 修正後予想（358,000百万円）, 当社が0.005％."""
    subject = _SUBJECT.search(gap[-_TOPIC_REACH:])
    if subject is not None:
        return not _label(subject["noun"]) and not _PERIOD_TAIL.search(gap)
    return bool(_IN_BRACKET.search(gap))


def _changed(change: re.Match[str], gap: str, topic: str) -> Said | None:
    if not topic:
        return None
    compared = _COMPARING.search(gap)
    word = change["rises"] or change["falls"]
    said = [topic, compared[0].lstrip("、（( ").strip() if compared else "", word]
    return Said(" ".join(filter(None, said)), word, falls=bool(change["falls"]))


def _amount(sentence: str, number: ProseNumber, gap: str, topic: str) -> Said | None:
    """Of the noun right before it (売上高1,234億円) or after it (12億円の営業利益), else of the topic."""
    flow = _FLOW_AFTER.match(sentence, number.end)
    if flow is not None and topic:
        return Said(topic, falls=bool(flow["less"]), whole=True)
    direct = _DIRECT.search(_PERIOD_TAIL.sub("", gap[-_TOPIC_REACH:]))
    after = _AFTER.match(sentence, number.end)
    label = (_label_before(direct["noun"]) if direct else "") or (_label(after["noun"]) if after else "") or topic
    return Said(label, whole=True) if label else None


def _topic(gap: str) -> str:
    """The last that is no period; が reaches no further than its own clause."""
    reach = gap[-_TOPIC_REACH:]
    for match in reversed([*_TOPIC.finditer(reach)]):
        near = match["marker"] == "は" or not _CLAUSE_ENDS.search(reach, match.end())
        if near and (label := _label_before(match["noun"])):
            return label
    return ""


def _label_before(noun: str) -> str:
    """Not the end of a remark in brackets, whose beginning was no noun: 支給率（…による評価部分）は."""
    return "" if noun.endswith("）") and "（" not in noun else _label(noun)


def _label(noun: str) -> str:
    plain = noun.replace(_JOINER, "").strip()
    if "（" in plain and "）" not in plain:
        plain = plain.rpartition("（")[2]
    if "）" in plain and "（" not in plain:
        plain = plain.partition("）")[0]
    while (shorter := _PERIOD_LEAD.sub("", plain)) != plain:
        plain = shorter
    usable = 1 < len(plain) <= _LONGEST and not _NO_LABEL.search(plain)
    return plain if usable else ""
