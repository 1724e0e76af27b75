"""Japanese clauses as expressions: 「⟦0⟧から⟦1⟧の売上高の増減率」「売上高に占める研究開発費の割合」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rm_assistant.calculation.combining import Combine, Combining, Effort, Readings
from rm_assistant.calculation.moments import LATEST, MARK, Horizon, Moment
from rm_assistant.calculation.names import Names
from rm_assistant.calculation.operations import (
    OverTime,
    add,
    apart,
    average,
    change,
    distance,
    divide,
    growth,
    subtract,
    total,
)
from rm_assistant.calculation.phrases import Phrase

_OF = r"(?:の|における|に関する)?"
_YEAR_ON_YEAR = r"(?:対?前(?:期|年度?|事業年度|連結会計年度|年同期)(?:比|と比べた|に比べた|からの|に対する)[でのに]?)"
_SHARE = r"(?:割合|比率|比|シェア|構成比)"
_HOW_MUCH = (
    r"(?:何[%％]|何パーセント|何割|何ポイント|どのくらい|どれくらい|どの程度|どれだけ|いくら|何(?:百万|億|千)?円)"
)

_STRONG: tuple[tuple[re.Pattern[str], Combine], ...] = (
    (
        re.compile(r"^(?P<a>.+?)を、?(?P<b>.+?)で(?:割っ|除し|割り|除す)(?:た|て|る)?(?:もの|値|数値|比率|金額)?$"),
        divide,
    ),
    (
        re.compile(r"^(?P<a>.+?)から、?(?P<b>.+?)を(?:差し引い|引い|控除し|除い)(?:た|て)(?:もの|値|額|金額|残り)?$"),
        subtract,
    ),
    (re.compile(r"^(?P<a>.+?)に、?(?P<b>.+?)を(?:加え|足し|加算し)(?:た|て)(?:もの|値|額|金額)?$"), add),
)
_RATIOS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"^(?P<b>.+?)に(?:占める|対する)(?P<a>.+?)の{_SHARE}$"),
    re.compile(rf"^(?P<a>.+?)[のが](?P<b>.+?)に(?:占める|対する){_SHARE}$"),
    re.compile(r"^(?P<a>.+?)(?:と|対)(?P<b>.+?)の?(?:比率?|比較?割合)$"),
    re.compile(r"^(?P<a>[^/／]+)[/／](?P<b>[^/／]+)$"),
    re.compile(rf"^(?P<a>.+?)は、?(?P<b>.+?)の{_HOW_MUCH}(?:に(?:当たり|相当し|なり)ますか|を占め(?:る|ますか)?)?$"),
)
_APART = re.compile(r"^(?P<a>.+?)と(?P<b>.+?)[のと]の?(?:差額?|差異|違い|開き)$")
_SUM = re.compile(
    r"^(?P<a>.+?)(?:と|及び|および|、)(?P<b>.+?)(?:の|を)?(?:合計額?|総額|総和|和|合算(?:額|した額)?|合わせた(?:額|金額)?|足した(?:額|金額)?)$"
)
_COMPOUND = re.compile(rf"^(?P<x>.+?){_OF}(?:年平均(?:成長|増加|伸び)率|CAGR)$")
_GROWTH = re.compile(rf"^(?P<x>.+?){_OF}{_YEAR_ON_YEAR}?(?:増減率|増加率|減少率|成長率|伸び率|変化率|変動率|上昇率)$")
_GROWN = re.compile(
    rf"^(?P<x>.+?)は、?(?P<t>.*?)(?:{_YEAR_ON_YEAR}|対前年|前年比)?で?、?(?:何[%％]|何パーセント|何割)"
    r"(?:増加?|減少?|増減|変化|変動|伸び|成長|上昇|低下|増え|減っ|変わっ).*$"
)
_CHANGE = re.compile(
    rf"^(?P<x>.+?){_OF}{_YEAR_ON_YEAR}?(?:増減額?|増加額?|減少額?|変化額?|変化幅|変動額?|増減幅|変動幅|伸び|差額?)$"
)
_CHANGED = re.compile(
    rf"^(?P<x>.+?)は、?(?P<t>.*?){_YEAR_ON_YEAR}?で?、?{_HOW_MUCH}(?:増加?|減少?|増減|変化|変動|伸び|上昇|低下|増え|減っ|変わっ).*$"
)
_COMPARED = re.compile(rf"^(?P<x>.+?){_OF}(?:{_YEAR_ON_YEAR}|前期比|前年比|対前期比|対前年比)$")
_AVERAGE = (
    re.compile(r"^(?:(?:過去|直近)?(?P<n>[2-9２-９])(?:年|期)(?:間|分)?の?)?平均の(?P<x>.+)$"),
    re.compile(rf"^(?P<x>.+?){_OF}(?:(?:過去|直近)?(?P<n>[2-9２-９])(?:年|期)(?:間|分)?の?)?(?:期中)?平均(?:値|額)?$"),
    re.compile(r"^(?:過去|直近)(?P<n>[2-9２-９])(?:年|期)(?:間|分)?の?平均(?P<x>.+)$"),
)
_TOTAL = re.compile(rf"^(?P<x>.+?){_OF}(?:累計額?|合計額?|総額|合算額?)$")
_PERIODS = re.compile(
    rf"(?:(?:、|と|から|及び|および|~|〜|～|-|→|に)?\s*{MARK}\s*(?:末|時点|現在|中|度)*\s*"
    r"(?:における|において|にかけて|と比べて?|に比べて?|の間|から|より|まで|への|へ|での|で|の|に|と|は|、|~|〜|～|-|→|比)*\s*)+"
)
_SPAN = re.compile(r"から|まで|にかけて|[~〜～→-]")
_NUMBER = re.compile(r"⟦(\d+)⟧")
_ENDING = re.compile(
    rf"(?:は|とは|って|を|が|について)?[、\s]*(?:{_HOW_MUCH}|何倍|何日|何人|何株|何回|何|いくつ)?(?:です|でした|になり|だった|ある|あり|なの)?"
    r"(?:でしょう)?(?:ます|ました)?か?[。？?\s]*$"
)
_REQUEST = re.compile(
    r"(?:を|について)?[、\s]*(?:教えて|計算して|算出して|求めて|示して|答えて|出して|お知らせ)(?:ください|下さい|ほしい|くれますか|もらえますか)?[。？?\s]*$"
)
_TOPIC = re.compile(
    rf"^(?P<x>[^はが⟦]+)[はが]、?\s*(?P<when>{MARK})\s*(?:末|時点|現在|中|度)*\s*(?:で|に|の|では|には|における|において)?\s*$"
)
"""「売上高の割合は⟦0⟧で」 asks for it of that period."""
_EDGES = "、。 　のはをがに,"


def main_clause_in_japanese(text: str) -> str | None:
    """The first sentence without what asks: 「売上高はいくらですか」 is 売上高. None where nothing is left."""
    first = next((part for part in re.split(r"[。？?]", text) if _has_name(part)), "")
    clause = _REQUEST.sub("", first.strip())
    if not _asks_of_change(clause):
        clause = _ENDING.sub("", clause)
    return clause.strip(_EDGES) or None


def _asks_of_change(clause: str) -> bool:
    return bool(_GROWN.match(clause) or _CHANGED.match(clause) or _RATIOS[-1].match(clause))


class JapaneseReader:
    """Reads clauses of one question, whose periods are `moments` by the numbers of their marks."""

    def __init__(self, moments: Sequence[Moment], horizon: Horizon, names: Names) -> None:
        self._moments = moments
        self._names = names
        self._effort = Effort()
        self._combining = Combining(self.read, self._split, horizon)

    def read(self, text: str, inherited: tuple[Moment, ...] = ()) -> Readings:
        """Of a clause, likeliest first; none where it names nothing, or one plain name at several moments."""
        return self._effort.limited(lambda: self._read(text, inherited))

    def _read(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        text = _TOPIC.sub(r"\g<when>の\g<x>", text.strip(_EDGES))
        known = self._named(text, inherited, known=True)
        if known:
            return known
        for rule in (
            self._strong,
            self._compound,
            self._growth,
            self._ratio,
            self._average,
            self._two,
            self._change,
            self._total,
        ):
            readings = rule(text, inherited)
            if readings:
                return readings
        return self._named(text, inherited, known=False)

    def words(self, text: str) -> str:
        """Without its periods."""
        return self._split(text).words

    def _split(self, text: str) -> Phrase:
        runs = _runs(text)
        numbers = dict.fromkeys(int(number) for number in _NUMBER.findall(text))
        through = len(numbers) == 2 and any(_SPAN.search(run) for run in runs)
        words = _PERIODS.sub("", text)
        return Phrase(words.strip(_EDGES), tuple(dict.fromkeys(self._moments[number] for number in numbers)), through)

    def _named(self, text: str, inherited: tuple[Moment, ...], *, known: bool) -> Readings:
        phrase = self._split(text)
        moments = phrase.moments or inherited
        if len(moments) > 1 or not phrase.words:
            return []
        look = self._names.known if known else self._names.plain
        return look(phrase.words, moments[0] if moments else LATEST)

    def _strong(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        for pattern, combine in _STRONG:
            match = pattern.match(text)
            if match and _has_name(match["a"]) and _has_name(match["b"]):
                return self._combining.both(match["a"], match["b"], combine, inherited)
        return []

    def _ratio(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        for pattern in _RATIOS:
            match = pattern.match(text)
            if match and _has_name(match["a"]) and _has_name(match["b"]):
                return self._combining.both(match["a"], match["b"], divide, inherited)
        return []

    def _two(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        """Of two names, how far they lie apart or what they come to."""
        for pattern, combine in ((_APART, apart), (_SUM, add)):
            match = pattern.match(text)
            if match and _has_name(match["a"]) and _has_name(match["b"]):
                return self._combining.both(match["a"], match["b"], combine, inherited)
        return []

    def _compound(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        match = _COMPOUND.match(text)
        return self._combining.compound(match["x"], inherited) if match else []

    def _growth(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        match = _GROWTH.match(text) or _GROWN.match(text) or _COMPARED.match(text)
        return self._over_time(match, inherited, growth) if match else []

    def _change(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        match = _CHANGE.match(text) or _CHANGED.match(text)
        if match is None:
            return []
        undirected = text.endswith(("差", "差額")) and not _SPAN.search(text)
        return self._over_time(match, inherited, distance if undirected else change)

    def _over_time(self, match: re.Match[str], inherited: tuple[Moment, ...], operation: OverTime) -> Readings:
        return self._combining.over_time(match["x"] + (match.groupdict().get("t") or ""), inherited, operation)

    def _average(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        for pattern in _AVERAGE:
            match = pattern.match(text)
            phrase = self._split(match["x"]) if match else None
            if match and phrase and phrase.words:
                years = int(unicodedata.normalize("NFKC", match["n"])) if match["n"] else None
                moments = self._combining.averaged(phrase.all_moments() or inherited, years)
                return self._combining.at_moments(phrase.words, moments, average)
        return []

    def _total(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        match = _TOTAL.match(text)
        phrase = self._split(match["x"]) if match else None
        moments = phrase.all_moments() or inherited if phrase else ()
        if phrase is None or len(moments) < 2:
            return []
        return self._combining.at_moments(phrase.words, moments, total)


def _runs(text: str) -> list[str]:
    return [match[0] for match in _PERIODS.finditer(text)]


def _has_name(text: str) -> bool:
    return bool(_PERIODS.sub("", text).strip(_EDGES))
