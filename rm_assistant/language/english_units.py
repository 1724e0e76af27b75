"""Scales and units of English tables: "in millions, except per share amounts", "$ in thousands", percent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.language.numbers import SCALES
from rm_assistant.language.printed_units import PERCENT, PrintedUnit
from rm_assistant.language.words import normalise

_YEN = Unit(UnitKind.CURRENCY, "JPY")
_SCALE_WORD = re.compile(
    r"\b(?P<word>thousand|million|billion|trillion)s?\b|(?P<zeros>(?<![\d,.])['’‘]?000(?P<more>,000)?)(?:['’]?s)?(?![\d,])"
    r"|(?P<letters>(?:(?<=[$€£¥])|(?<=\b[A-Z]{3}))\s?(?:m|mm|mn|bn|k)\b)",
    re.IGNORECASE,
)
_ENGLISH_CURRENCIES = (
    ("USD", re.compile(r"U\.?S\.?\s*\$|U\.?S\.? dollars?|\bUSD(?![A-Z])|(?<![A-Z])\$|\bdollars?\b", re.IGNORECASE)),
    ("JPY", re.compile(r"¥|\byen\b|\bJPY(?![A-Z])", re.IGNORECASE)),
    ("EUR", re.compile(r"€|\beuros?\b|\bEUR(?![A-Z])", re.IGNORECASE)),
    ("GBP", re.compile(r"£|\bpounds? sterling\b|\bGBP(?![A-Z])|\bsterling\b", re.IGNORECASE)),
    ("CHF", re.compile(r"\bCHF(?![A-Z])|Swiss francs?", re.IGNORECASE)),
    ("CNY", re.compile(r"\bRMB(?![A-Z])|\bCNY(?![A-Z])|renminbi", re.IGNORECASE)),
    ("CAD", re.compile(r"\bCAD(?![A-Z])|C\$|Canadian dollars?", re.IGNORECASE)),
    ("AUD", re.compile(r"\bAUD(?![A-Z])|A\$|Australian dollars?", re.IGNORECASE)),
    ("HKD", re.compile(r"\bHKD(?![A-Z])|HK\$|Hong Kong dollars?", re.IGNORECASE)),
)
_OTHER_DOLLARS = re.compile(
    r"Canadian|Australian|Hong Kong|New Zealand|Singapore|Taiwan|HK\$|NT\$|(?<![A-Z])[CAS]\$", re.IGNORECASE
)
_EXCEPT = re.compile(r"\b(?:except(?:ions?)?|exclud\w+|other than|unless)\b(?P<what>.*)", re.IGNORECASE | re.DOTALL)
_FORMS = {
    "%": PERCENT,
    "percent": PERCENT,
    "percentage": PERCENT,
    "per cent": PERCENT,
    "in %": PERCENT,
    "in percent": PERCENT,
    "in percentages": PERCENT,
    "times": Unit(UnitKind.RATIO, measure="times"),
    "x": Unit(UnitKind.RATIO, measure="x"),
    "years": Unit(UnitKind.DURATION, measure="years"),
    "in years": Unit(UnitKind.DURATION, measure="years"),
    "months": Unit(UnitKind.DURATION, measure="months"),
    "days": Unit(UnitKind.DURATION, measure="days"),
    "in shares": Unit(UnitKind.SHARES, measure="shares"),
    "people": Unit(UnitKind.PEOPLE, measure="people"),
    "employees": Unit(UnitKind.PEOPLE, measure="employees"),
    "square feet": Unit(UnitKind.COUNT, measure="square feet"),
    "sq. ft.": Unit(UnitKind.COUNT, measure="square feet"),
    "per share": Unit(UnitKind.PER_SHARE),
    "$ per share": Unit(UnitKind.PER_SHARE, "USD"),
    "yen": _YEN,
    "u.s. dollars": Unit(UnitKind.CURRENCY, "USD"),
    "¥": _YEN,
}
_AMOUNT = re.compile(r"\d[\d,.]*\s*(?:thousand|million|billion|trillion)", re.IGNORECASE)
"""($650 million) is an amount, not a unit."""
_SCALE_PHRASE = re.compile(
    r"^[\s(\[]*(?:(?:all\s+|tabular\s+|dollar\s+)?(?:amounts?|figures|dollars?|numbers|shares|data|tables?|values?"
    r"|U\.?S\.? dollars?"
    r"|[$€£¥]|yen|euros?|USD|JPY|EUR|GBP|RMB)\s*(?:are\s+|is\s+)?(?:expressed\s+|presented\s+|stated\s+|shown\s+)?(?:are\s+)?)*"
    r"(?:(?:expressed|presented|stated|shown)\s+(?=in\b))?(?:in\s+)?(?:[A-Z]{0,3}\s?[$€£¥]\s*|(?:U\.?S\.?\s+)?dollars\s+|USD\s+|shares?\s+|yen\s+|euros?\s+)?(?:in\s+)?"
    r"(?:thousands?|millions?|billions?|trillions?|['’‘]?000(?:,000)?['’]?s?|m|mm|mn|bn|k)\b",
    re.IGNORECASE,
)
_BRACKETED_SCALE = re.compile(
    r"[(\[](?P<inside>[^()\[\]]{0,80}?\b(?:thousand|million|billion|trillion)s?\b(?:[^()\[\]]|\([^()]*\)){0,160})[)\]]"
    r"|[(\[](?P<zeros>[^()\[\]\d]{0,20}['’‘]?000(?:,000)?['’]?s?)[)\]]|(?P<loose>\b(?:stated|expressed|presented|amounts|dollars|shown)?\s*\bin\s+(?:U\.?S\.?\s+)?(?:dollars\s+in\s+)?"
    r"(?:thousands|millions|billions)\b.{0,120})",
    re.IGNORECASE | re.DOTALL,
)


_CURRENCY = (
    r"(?:(?:US|CA?|AU?|HK|NZ|NT|S|R)?[$€£¥]|RMB|USD|EUR|GBP|CAD|AUD|NZD|HKD|SGD|CHF|CNY|JPY|INR|SEK|NOK|DKK|ZAR|Rs\.?)"
)
_SHORT_SCALE = r"(?:m|mm|mn|bn|k|(?:thousand|million|billion)s?|['’‘]?000(?:,000)?['’‘]?s?)"
_SHORT = re.compile(rf"(?<![\w$€£¥])(?:in\s+)?{_CURRENCY}\s?['’‘]?\s?{_SHORT_SCALE}[)\]]?$", re.IGNORECASE)
"""What ends a head, or is all of it: "2019 €m", "RMB'Million", "31 March 2019 US$'000"."""
_BY_THE_THOUSAND = re.compile(r"[^\W\d][^()]*\(\s*['’‘]?1?[,.]?000['’‘]?s?\s*\)$")
""" "Number of shares (1,000)"."""


def english_units_alone(text: str) -> tuple[PrintedUnit, ...]:
    """What all of `text` states, empty where it says anything else."""
    form = _FORMS.get(text.lower().rstrip(":."))
    if form is not None:
        return (PrintedUnit(form),)
    text = _GLUED.sub(" ", _UNLESS.sub("", text))
    short = _SHORT.match(text)
    return _scaled(text) if short or _SCALE_PHRASE.match(text) else ()


def english_units_in(text: str) -> tuple[PrintedUnit, ...]:
    """What `text` states in brackets, after "in", or at its end."""
    text = _GLUED.sub(" ", text)
    found = _BRACKETED_SCALE.search(text)
    if found and not _AMOUNT.search(found[0]):
        return _scaled(found[0])
    short = _SHORT.search(text.rstrip())
    if short:
        return _scaled(short[0])
    thousands = _BY_THE_THOUSAND.match(text.strip())
    return (PrintedUnit(_subject(text), 10**3),) if thousands else ()


_GLUED = re.compile(r"(?<=\bin)(?=(?:thousand|million|billion)s\b)", re.IGNORECASE)
"""A space that a PDF lost: "(Inthousands)"."""
_UNLESS = re.compile(
    r"\b(?:unless|except(?:\s+(?:as|where))?)\s+otherwise\s+(?:noted|stated|indicated|specified)\b[,;:]?\s*",
    re.IGNORECASE,
)


def _scaled(text: str) -> tuple[PrintedUnit, ...]:
    """ "(dollars in millions, shares in thousands, except per share)": first the money, then what else is said."""
    text = _UNLESS.sub("", text)
    exception = _EXCEPT.search(text)
    main = text[: exception.start()] if exception else text
    spares = _spared(exception["what"]) if exception else frozenset()
    return tuple(_clauses(main, spares))


def _clauses(text: str, spares: frozenset[UnitKind]) -> Iterator[PrintedUnit]:
    """Of "dollars and shares in millions" both have the scale that the last of them states."""
    waiting: list[Unit] = []
    for clause in re.split(r"[,;]|\band\b", text):
        word, subject = _SCALE_WORD.search(clause), _subject(clause)
        if word is None:
            waiting += [subject] if subject else []
            continue
        for unit in (*waiting, subject):
            yield PrintedUnit(unit, _english_scale(word), spares)
        waiting.clear()


def _subject(clause: str) -> Unit | None:
    if re.search(r"\bshares?\b", clause, re.IGNORECASE) and not re.search(r"\bper\b", clause, re.IGNORECASE):
        return Unit(UnitKind.SHARES, measure="shares")
    currency = currency_in(clause)
    return Unit(UnitKind.CURRENCY, currency) if currency else None


_SIGN = re.compile(r"(?:(?:US|CA?|AU?|HK|NZ|NT|S|R)\s?)?\$|€|£|RMB", re.IGNORECASE)


def currency_sign(text: str) -> tuple[PrintedUnit, ...]:
    """What is over a column of money where all of `text` is the sign of a currency, which says nothing of the scale."""
    if not _SIGN.fullmatch(text):
        return ()
    return (PrintedUnit(Unit(UnitKind.CURRENCY, currency_in(text)), sign=True),)


def currency_in(text: str) -> str | None:
    """The ISO 4217 code of the one currency that English `text` prints by sign or name, else None."""
    text = normalise(text)
    others = bool(_OTHER_DOLLARS.search(text))
    codes = [code for code, pattern in _ENGLISH_CURRENCIES if pattern.search(text) and not (code == "USD" and others)]
    return codes[0] if len(codes) == 1 else None


def _english_scale(word: re.Match[str]) -> int:
    if word["word"]:
        return SCALES[word["word"].lower()]
    if word["zeros"]:
        return 10**6 if word["more"] else 10**3
    return SCALES[word["letters"].strip().lower()]


def _spared(what: str) -> frozenset[UnitKind]:
    """Which kinds "except share and per share data" leaves unscaled."""
    spared = set()
    if re.search(r"\bper\b|earnings|eps\b", what, re.IGNORECASE):
        spared.add(UnitKind.PER_SHARE)
    if re.search(
        r"\b(?:shares?|units?)\b",
        re.sub(r"per[- ](?:\w+[- ])?(?:shares?|units?)", "", what, flags=re.IGNORECASE),
        re.IGNORECASE,
    ):
        spared.add(UnitKind.SHARES)
    if re.search(r"percent|ratio|%", what, re.IGNORECASE):
        spared.add(UnitKind.PERCENT)
    return frozenset(spared)
