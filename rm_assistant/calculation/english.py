"""English clauses as expressions: "3 year average of capex as a % of revenue from ⟦0⟧ to ⟦1⟧".

A clause is read from the outside in: an operation between two names first, then one before a name, then a name. Where
the words allow several readings ("sum of cash and cash equivalents and receivables") all are given, likeliest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from rm_assistant.calculation.combining import MOST_READINGS, Combine, Combining, Effort, Readings
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
from rm_assistant.calculation.phrases import has_name, split_periods, tidy, without_periods
from rm_assistant.domain.calculations import Expression

_RATE = r"(?:percentage|percent|per\s?cent|%)"
_MOVE = r"(?:changes?|increases?|decreases?|decline|growth|differences?|rise|reduction|movement|variance)"
_QUALIFIED = r"(?:(?:net|total|nominal|absolute|overall|annual|numerical|dollar|relative)\s+)*"
_YEARLY = r"(?:year[-\s](?:over|on)[-\s]year|yoy|y/y|y-o-y)"
_IN = r"(?:in|of|for|to|between|on|from|within)"
_SHARE = (
    rf"(?:{_RATE}|proportion|share|fraction|portion)"
    r"(?:\s+(?:of\s+)?(?:constitution|contribution|composition|share|amount))?"
)
_EITHER_WAY = re.compile(r"\b(increases?)\s*(?:/|or)\s*\(?\s*(?:decreases?)\s*\)?", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s,(?=\s+of\b)|,\s*in\s+(?:percentage|percent|%)\s*,|\(\s*(?:in\s+)?(?:percentage|percent|%)\s*(?:terms)?\s*\)",
    re.IGNORECASE,
)
_HEAD_MARKS = re.compile(
    rf"^(?:the\s+)?(?P<marks>{MARK}(?:\s*(?:-|to|and|,|through)\s*{MARK})*)(?:'s)?\s+(?P<rest>.+)$", re.IGNORECASE
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_STRONG: tuple[tuple[re.Pattern[str], Combine], ...] = (
    (_pattern(r"^(?P<a>.+?)\s+(?:divided\s+by|÷)\s+(?P<b>.+)$"), divide),
    (_pattern(r"^(?P<a>.+)\s+(?:less|minus|excluding|net\s+of\s+the)\s+(?P<b>.+)$"), subtract),
    (_pattern(r"^(?P<a>.+)\s+(?:plus|\+)\s+(?P<b>.+)$"), add),
)
_GROWTH = _pattern(
    rf"^(?:{_QUALIFIED}{_RATE}\s+(?:net\s+)?{_MOVE}(?:\s+rate)?|{_YEARLY}\s+{_MOVE}(?:\s+rate)?|{_QUALIFIED}growth\s+rate"
    rf"|rate\s+of\s+{_MOVE}|growth)\s*,?\s+(?P<link>{_IN})\s+(?P<x>.+)$"
)
_GROWTH_AFTER = _pattern(
    rf"^(?P<x>.+?)\s+(?:{_YEARLY}\s+)?(?:{_RATE}\s+)?(?:growth(?:\s+rate)?|rate\s+of\s+growth)(?P<tail>.*)$"
)
_COMPOUND = _pattern(
    r"^(?:(?:\w+[-\s]years?\s+)?(?:CAGR|compound(?:ed)?\s+annual\s+growth(?:\s+rate)?)(?:\s*\(CAGR\))?)\s+(?:of|in|for)\s+(?P<x>.+)$"
)
_COMPOUND_AFTER = _pattern(r"^(?P<x>.+?)\s+(?:CAGR|compound(?:ed)?\s+annual\s+growth(?:\s+rate)?)(?P<tail>.*)$")
_CHANGE = _pattern(rf"^(?P<move>{_QUALIFIED}{_MOVE})\s*,?\s+(?P<link>{_IN})\s+(?P<x>.+)$")
_CHANGE_AFTER = _pattern(rf"^(?P<x>.+?)\s+{_MOVE}(?:\s+in\s+(?:dollars?|amounts?|value))?(?P<tail>\s.*)$")
_UNDIRECTED = re.compile(r"^(?!.*\bnet\b).*\bdifferences?$", re.IGNORECASE)
_FROM_TO = re.compile(rf"\bfrom\s[^⟦]*{MARK}\s*(?:to|-|through)", re.IGNORECASE)
_BETWEEN = _pattern(r"^(?:(?P<head>.*?)\s+)?between\s+(?P<x>.+)$")
_AVERAGE = _pattern(
    r"^(?:(?P<n>two|three|four|five|\d)[-\s]years?\s+)?(?:annual\s+|yearly\s+)?(?:average|mean)(?!\s*\()\s+(?:annual\s+|yearly\s+)?"
    r"(?:of\s+)?(?P<x>.+)$"
)
_SUM = _pattern(r"^(?:sum|total|combined\s+total|aggregate)(?:\s+(?:amounts?|values?))?\s+(?:of|for)\s+(?P<x>.+)$")
_TOTAL = _pattern(r"^(?:total|combined|aggregate|cumulative)\s+(?P<x>.+)$")
_RATIOS: tuple[re.Pattern[str], ...] = (
    _pattern(r"^ratio\s+(?:of|between)\s+(?P<a>.+?)\s+(?:to|over|and)\s+(?P<b>.+)$"),
    _pattern(
        rf"^{_SHARE}\s+of\s+(?P<b>.+?)\s+(?:that\s+|which\s+)?(?:(?:is|are|was|were)\s+)?(?:made\s+up\s+(?:of|by)|attribut(?:able|ed)\s+to|"
        r"represented\s+by|compris(?:ed|ing)\s+(?:of|by)|composed\s+of|due\s+to|comes?\s+from|came\s+from|derived\s+from|"
        r"generated\s+(?:by|from)|contributed\s+by|related\s+to|from)\s+(?P<a>.+)$"
    ),
    _pattern(
        rf"^{_SHARE}\s+of\s+(?P<a>.+?)\s+(?:out\s+of|over|against|relative\s+to|compared\s+to|as\s+a\s+{_SHARE}\s+of)\s+(?P<b>.+)$"
    ),
    _pattern(rf"^{_SHARE}\s+of\s+(?P<a>.+)\s+(?:in|to|among(?:st)?|within|from|on)\s+(?P<b>(?!{MARK}).+)$"),
    _pattern(rf"^{_SHARE}\s+of\s+(?P<b>.+?)\s+(?:that\s+|which\s+)?(?:is|are|was|were)\s+(?P<a>.+)$"),
)
_AS_SHARE = _pattern(rf"^(?P<a>.+?),?\s+(?:expressed\s+)?as\s+(?:an?\s+)?(?:{_SHARE}|ratio|multiple)\s+of\s+(?P<b>.+)$")
_TO_RATIO = _pattern(r"^(?P<a>.+?)[-\s]+to[-\s]+(?P<b>.+?)\s+ratio(?P<tail>.*)$")
_OVER = _pattern(r"^(?P<a>.+?)\s+(?:over|per|relative\s+to)\s+(?P<b>.+)$")
_TO = re.compile(r"\s+(?:to|over)\s+(?:the\s+)?|\s*/\s*", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+", re.IGNORECASE)
_LISTED = re.compile(r"\s*,\s+(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_MOST_JOINTS = 4
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}


class EnglishReader:
    """Reads clauses of one question, whose periods are `moments` by the numbers of their marks."""

    def __init__(self, moments: Sequence[Moment], horizon: Horizon, names: Names) -> None:
        self._moments = moments
        self._names = names
        self._effort = Effort()
        self._combining = Combining(self.read, lambda text: split_periods(text, moments), horizon)

    def read(self, text: str, inherited: tuple[Moment, ...] = ()) -> Readings:
        """Of a clause, likeliest first; none where it names nothing, or one plain name at several moments."""
        return self._effort.limited(lambda: self._read(text, inherited))

    def _read(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        text = _ASIDE.sub(" ", _EITHER_WAY.sub(r"\1", text))
        known = self._known(text, inherited)
        if known:
            return known
        rules = (
            self._strong,
            self._moved,
            self._compound,
            self._growth,
            self._average,
            self._change,
            self._ratio,
            self._sum,
        )
        for rule in rules:
            readings = rule(tidy(text) if rule != self._moved else text, inherited)
            if readings:
                return readings[:MOST_READINGS]
        return self._name(text, inherited) or self._changed(text, inherited)

    def words(self, text: str) -> str:
        """Without its periods."""
        return without_periods(text)

    # ── operations between two names ────────────────────────────────────────────────────────────────────────────

    def _strong(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        for pattern, combine in _STRONG:
            match = pattern.match(text)
            if match and has_name(match["a"]) and has_name(match["b"]):
                return self._combining.both(match["a"], match["b"], combine, inherited)
        return []

    def _ratio(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        readings: Readings = []
        for pattern in (_AS_SHARE, *_RATIOS, _TO_RATIO):
            match = pattern.match(text)
            if match and has_name(match["a"]) and has_name(match["b"]):
                tail = match.groupdict().get("tail") or ""
                readings += self._combining.both(match["a"], f"{match['b']} {tail}", divide, inherited)
        return readings or self._of_known(text, inherited)

    def _of_known(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        """ "Total debt to EBITDA", "inventories/current liabilities": a ratio where both are known by name."""
        for joint in _TO.finditer(text):
            left, right = text[: joint.start()], text[joint.end() :]
            if all(self._names.known(self.words(side), LATEST) for side in (left, right)):
                return self._combining.both(left, right, divide, inherited)
        return []

    def _pairs(self, text: str) -> Iterator[tuple[str, str]]:
        """Every place that may part two names; "high and low price" is also high price and low price."""
        for match in islice(_AND.finditer(text), _MOST_JOINTS):
            left, right = text[: match.start()], text[match.end() :]
            if has_name(left) and has_name(right):
                yield from _shared_head(left, right)

    # ── operations over time ────────────────────────────────────────────────────────────────────────────────────

    def _moved(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        """Periods that stand first are read as if they stood last."""
        match = _HEAD_MARKS.match(text.strip())
        if match is None or not has_name(match["rest"]) or re.search(MARK, match["rest"]):
            return []
        return self.read(f"{match['rest']} from {match['marks']}", inherited)

    def _growth(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        match = _GROWTH.match(text)
        if match:
            return self._over_time(match["link"], match["x"], inherited, growth, _relative)
        after = _GROWTH_AFTER.match(text)
        if after and not has_name(after["tail"]):
            return self._over_time("in", after["x"] + after["tail"], inherited, growth, _relative)
        return []

    def _change(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        match = _CHANGE.match(text)
        if match is None:
            return []
        if _UNDIRECTED.search(match["move"]) and not _FROM_TO.search(text):
            return self._over_time(match["link"], match["x"], inherited, distance, apart)
        return self._over_time(match["link"], match["x"], inherited, change, subtract)

    def _changed(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        """ "Product revenue variance" between two moments, where no figure by that name is meant."""
        match = _CHANGE_AFTER.match(tidy(text))
        return self._over_time("in", match["x"] + match["tail"], inherited, change, subtract) if match else []

    def _over_time(
        self, link: str, text: str, inherited: tuple[Moment, ...], operation: OverTime, apart: Combine
    ) -> Readings:
        """Between two names where two are named, else between two moments of one."""
        between = _BETWEEN.match(f"between {text}" if link.lower() == "between" else text)
        pairs = self._pairs(between["x"]) if between else iter(())
        two = [pair for pair in pairs if _is_two_names(*pair)]
        found = [reading for a, b in two for reading in self._combining.both(a, b, apart, inherited)]
        return found or self._combining.over_time(text, inherited, operation)

    def _compound(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        match = _COMPOUND.match(text) or _COMPOUND_AFTER.match(text)
        if match is None:
            return []
        return self._combining.compound(match["x"] + (match.groupdict().get("tail") or ""), inherited)

    def _average(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        match = _AVERAGE.match(text)
        if match is None:
            return []
        phrase = split_periods(match["x"], self._moments)
        apart = self._apart(match["x"], inherited, average) if len(phrase.moments) < 2 else []
        count = match["n"]
        years = _COUNTS.get(count.lower()) or int(count) if count else None
        moments = self._combining.averaged(phrase.all_moments() or inherited, years)
        over_time = self._combining.at_moments(phrase.words, moments, average)
        printed = self._printed(text, phrase.moments or inherited)
        return [*printed, *over_time[:1], *apart, *over_time[1:]]

    def _sum(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        match = _SUM.match(text) or _TOTAL.match(text)
        if match is None:
            return []
        phrase = split_periods(text, self._moments)
        if len(phrase.moments) > 1:
            shorter = split_periods(match["x"], self._moments)
            both = [words for words in (phrase.words, shorter.words) if words]
            over = [self._combining.at_moments(words, phrase.all_moments(), total) for words in both]
            return [reading for readings in over for reading in readings]
        apart = self._apart(match["x"], inherited, total)
        return [*self._printed(text, phrase.moments or inherited), *apart] if apart else []

    def _apart(
        self, text: str, inherited: tuple[Moment, ...], combine: Callable[[Sequence[Expression]], Expression]
    ) -> Readings:
        """Several names combined, in every way that the words may be parted."""
        found = [self._combining.both(a, b, lambda x, y: combine((x, y)), inherited) for a, b in self._pairs(text)]
        pairs = [reading for readings in found for reading in readings]
        every = self._every(text, inherited, combine)
        return every + pairs if "," in text else pairs + every

    def _every(
        self, text: str, inherited: tuple[Moment, ...], combine: Callable[[Sequence[Expression]], Expression]
    ) -> Readings:
        """All parts of a list of three and more together."""
        listed = [part for part in _LISTED.split(text) if has_name(part)]
        if len(listed) < 3:
            return []
        moments = split_periods(text, self._moments).moments or inherited
        each = [self.read(part, moments) for part in listed]
        return [combine([readings[0] for readings in each])] if all(each) else []

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _known(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        """What the question defines or the glossary calls by these very words."""
        phrase = split_periods(text, self._moments)
        moments = phrase.moments or inherited
        return self._names.known(phrase.words, moments[0] if moments else LATEST) if len(moments) < 2 else []

    def _printed(self, text: str, moments: tuple[Moment, ...]) -> Readings:
        """What filings print by the whole name: "average remaining life", "% change"."""
        words = split_periods(text, self._moments).words
        return self._names.plain(words, moments[0] if moments else LATEST) if len(moments) < 2 else []

    def _name(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        phrase = split_periods(text, self._moments)
        moments = phrase.moments or inherited
        if not phrase.words or len(moments) > 1:
            return []
        moment = moments[0] if moments else LATEST
        readings = self._names.plain(phrase.words, moment)
        per = _OVER.match(phrase.words)
        if per:
            readings += self._combining.both(per["a"], per["b"], divide, (moment,))
        summed = [self._combining.both(a, b, add, (moment,)) for a, b in self._pairs(phrase.words)]
        return readings + [reading for found in summed for reading in found]


def _relative(left: Expression, right: Expression) -> Expression:
    return divide(subtract(left, right), right)


def _shared_head(left: str, right: str) -> Iterator[tuple[str, str]]:
    yield left, right
    words, others = left.split(), right.split()
    if len(words) <= 2 <= len(others):
        yield f"{left} {' '.join(others[1:])}", right


def _is_two_names(left: str, right: str) -> bool:
    """False for one name at two moments."""
    return without_periods(left).lower() != without_periods(right).lower()
