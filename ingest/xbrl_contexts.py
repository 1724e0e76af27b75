"""Contexts and units of XBRL, inline or not: of which time, of whom and in what a fact is (XBRL 2.1, 4.7 and 4.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from lxml import etree

from rm_assistant.domain.documents import Basis

_DAYS_A_MONTH = 30.44
_CURRENCIES = "iso4217"
_BASES = {
    "ConsolidatedMember": Basis.CONSOLIDATED,
    "NonConsolidatedMember": Basis.PARENT_ONLY,
    "ParentCompanyMember": Basis.PARENT_ONLY,
}
"""Members of EDINET's and TDnet's axis of 連結/個別, and of the SEC's legal entities."""
_OUTLOOKS = frozenset({"ForecastMember", "UpperMember", "LowerMember"})
_SILENT_AXES = frozenset(
    {
        "ConsolidatedOrNonConsolidatedAxis",
        "ConsolidatedNonconsolidatedAxis",
        "ResultForecastAxis",
        "PreviousCurrentAxis",
        "SequentialNumbersAxis",
    }
)
"""Which accounts, which reading or which line a fact is of: no part of the whole."""
_WHOLES = frozenset({*_BASES, "AnnualMember"})


@dataclass(frozen=True, slots=True)
class Context:
    """`start` is None for a balance at `end`. `members` are local names (`ChinaMember`) by their axis's local name."""

    end: date | None = None
    start: date | None = None
    members: tuple[tuple[str, str], ...] = ()

    @property
    def months(self) -> int | None:
        """0 for a balance; None where no end is stated."""
        if self.end is None:
            return None
        return 0 if self.start is None else round(((self.end - self.start).days + 1) / _DAYS_A_MONTH)

    @property
    def basis(self) -> Basis | None:
        """As a member says it; EDINET leaves it unsaid for the group's accounts."""
        return next((_BASES[member] for _, member in self.members if member in _BASES), None)

    @property
    def forecast(self) -> bool:
        return any(member in _OUTLOOKS for _, member in self.members)

    @property
    def parts(self) -> tuple[str, ...]:
        """The members that name a part: a segment, a component of equity, a person."""
        return tuple(member for axis, member in self.members if axis not in _SILENT_AXES and member not in _WHOLES)


@dataclass(frozen=True, slots=True)
class XbrlUnit:
    """Local names of measures: `JPY`, `shares`, `pure`; `per` is the denominator's."""

    measure: str
    per: str | None = None
    currency: bool = False
    """`measure` is a code of ISO 4217."""


@dataclass(slots=True)
class Definitions:
    """What the facts of one set of files refer to by id."""

    contexts: dict[str, Context] = field(default_factory=dict)
    units: dict[str, XbrlUnit] = field(default_factory=dict)

    def update(self, other: Definitions) -> None:
        """Those of `other` too, where they are not defined yet."""
        self.contexts = {**other.contexts, **self.contexts}
        self.units = {**other.units, **self.units}


def read_definitions(root: etree._Element) -> Definitions:
    found = Definitions()
    for element in root.iter(etree.Element):
        name = element.get("id")
        if name is None:
            continue
        match element_name(element):
            case "context":
                found.contexts[name] = _context(element)
            case "unit":
                unit = _unit(element)
                if unit is not None:
                    found.units[name] = unit
    return found


def local_name(name: str) -> str:
    """`NetSales` of `jppfs_cor:NetSales`."""
    return name.rpartition(":")[2].strip()


def _context(element: etree._Element) -> Context:
    dates: dict[str, date | None] = {}
    members: list[tuple[str, str]] = []
    for part in element.iterdescendants(etree.Element):
        match element_name(part):
            case "instant" | "enddate":
                dates["end"] = _last_day(_text(part))
            case "startdate":
                dates["start"] = _day(_text(part))
            case "explicitmember":
                members.append((local_name(part.get("dimension") or ""), local_name(_text(part))))
            case "typedmember":
                members.append((local_name(part.get("dimension") or ""), _text(part).strip()))
    return Context(dates.get("end"), dates.get("start"), tuple(members))


def _unit(element: etree._Element) -> XbrlUnit | None:
    measures = [
        _text(part).strip() for part in element.iterdescendants(etree.Element) if element_name(part) == "measure"
    ]
    if not measures:
        return None
    divided = any(element_name(part) == "divide" for part in element)
    own, per = measures[0], measures[-1] if divided else None
    return XbrlUnit(local_name(own), local_name(per) if per else None, own.lower().startswith(_CURRENCIES))


def element_name(element: etree._Element) -> str:
    """In lower case, without namespace or prefix."""
    return _plain(str(element.tag))


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _last_day(text: str) -> date | None:
    """A time of midnight is the end of the day before (XBRL 2.1, 4.7.2)."""
    day = _day(text)
    return day - timedelta(days=1) if day and text.strip()[10:19] == "T00:00:00" else day


def attribute(element: etree._Element, name: str) -> str | None:
    """By local name and without case: HTML parsers lower it."""
    wanted = name.lower()
    return next((str(value) for key, value in element.attrib.items() if _plain(str(key)) == wanted), None)


def _plain(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()
