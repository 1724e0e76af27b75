"""Words, sentences and the language of English and Japanese text.

What is indexed and what is searched for pass through the same `index_terms`, so that they meet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rm_assistant.domain.documents import Language

if TYPE_CHECKING:
    from Stemmer import Stemmer
    from sudachipy import Dictionary

KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

_INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f"}
_DASHES = {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
_QUOTES = {ord(c): "'" for c in "\u2018\u2019\u02bc\u00b4`"} | {ord(c): '"' for c in "\u201c\u201d\u201e"}
_OLD_KANJI = (
    "國国會会條条價価髙高﨑崎濵浜濱浜德徳廣広澤沢邊辺邉辺櫻桜鐵鉄證証總総發発變変賣売營営來来學学"
    "惠恵壽寿應応榮栄圓円驛駅鹽塩奧奥櫻桜藝芸縣県權権嚴厳號号齋斎齊斉實実寫写從従澁渋處処將将"
    "燒焼證証乘乗淨浄狀状眞真數数聲声專専淺浅戰戦錢銭雙双藏蔵續続對対臺台瀧滝團団擔担晝昼廳庁鎭鎮"
    "轉転傳伝燈灯當当黨党獨独讀読拜拝賣売麥麦發発濱浜佛仏變変辨弁寶宝豐豊龍竜萬万滿満譯訳與与豫予"
    "餘余樣様彌弥籠篭鄰隣勵励靈霊齡齢戀恋爐炉勞労樓楼灣湾吉吉𠮷吉凜凛槇槙遙遥瑤瑶亞亜惡悪壓圧圍囲醫医"
)
_MODERN_KANJI = {ord(old): new for old, new in zip(_OLD_KANJI[::2], _OLD_KANJI[1::2], strict=True)}
_CHARACTERS = _INVISIBLE | _DASHES | _QUOTES | _MODERN_KANJI
_LONG_VOWEL = re.compile("(?<=[\u30a1-\u30fa\u30fc])[-~\u301c\u30fc]+(?![0-9A-Za-z])")


def normalise(text: str) -> str:
    """One spelling for text that reads the same; case is kept, offsets are not.

    NFKC (full-width, half-width, ligatures), no invisible characters, one kind of dash and quote, today's kanji, one
    long vowel mark.
    """
    if text.isascii():
        return text.replace("`", "'")
    folded = unicodedata.normalize("NFKC", text.translate(_CHARACTERS)).translate(_CHARACTERS)
    return _LONG_VOWEL.sub("ー", folded)


def detect_language(text: str) -> Language:
    """Japanese where kana and kanji are more than an eighth of the letters."""
    japanese = len(_JAPANESE_LETTER.findall(text))
    if not japanese:
        return Language.ENGLISH
    latin = len(_LATIN_LETTER.findall(text))
    return Language.JAPANESE if japanese * 7 > latin else Language.ENGLISH


def question_language(text: str) -> Language:
    """The language that a question is put in, whatever language the names in it are of.

    Two of English's small words make it English: Japanese, which names companies in Latin letters, has its own.
    """
    small = len(_SMALL_WORD.findall(text))
    if small >= _ENGLISH_WORDS and small * 4 > len(_HIRAGANA.findall(text)):
        return Language.ENGLISH
    return detect_language(text)


_ENGLISH_WORDS = 2
_SMALL_WORD = re.compile(
    r"(?<![A-Za-z])(?:what|which|who|why|how|when|where|is|are|was|were|did|does|do|has|have|the|of|in|for|and|with|"
    r"between|from|to|by|on|at|compare|show|tell|give|versus|vs|than|its|their)(?![A-Za-z])|(?<=[A-Za-z])['’]s\b",
    re.IGNORECASE,
)
_HIRAGANA = re.compile("[\u3041-\u309f]")
_JAPANESE_LETTER = re.compile(f"[{KANA}{KANJI}\uff66-\uff9d]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a]")


# ── terms of the full-text index ────────────────────────────────────────────────────────────────────────────────────

_LATIN_TOKEN = re.compile("[a-z0-9\u00df-\u024f]+(?:[-'&.,/][a-z0-9\u00df-\u024f]+)*")
_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?(?![a-z])|[a-z0-9\u00df-\u024f]+(?:&[a-z]+)*")
_JAPANESE_RUN = re.compile(f"[{KANA}{KANJI}]+")
_KANJI_RUN = re.compile(f"[{KANJI}]+")
_HIRAGANA_ONLY = re.compile("[\u3041-\u309f\u30fc]+")
_KATAKANA_ONLY = re.compile("[\u30a1-\u30fa\u30fc]+")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ACRONYM = re.compile(r"[a-z](?:\.[a-z])+")
_INITIALS = re.compile(r"(?<![a-z0-9])(?:[a-z]\.)+[a-z](?![a-z0-9])\.?")
""" "U.S.", one word."""
_JOINT = re.compile("[-'&.,/]")
_FISCAL_YEAR = re.compile(r"fy(\d{4}|\d{2})")

STOP_WORDS = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being below between both but by
    can could did do does doing down during each few for from further had has have having he her here hers him his how
    i if in into is it its itself just may me might more most must my no nor not of off on once only or our ours
    out over own same shall she should so some such than that the their theirs them then there these they this those
    through to too under until up upon very was we were what when where which while who whom why will with would you
    your yours s t
    """.split()  # noqa: SIM905
)
_JAPANESE_STOP_WORDS = frozenset(
    "為る 成る 有る 居る 依る 因る 於く 事 物 等 此れ 其の 其れ 此の 及ぶ 又 為 無い 出来る".split()  # noqa: SIM905
)

_LONGEST_JOINED_WORD = 30
_SUDACHI_CHARACTERS = 12_000
"""SudachiPy refuses more than 49,149 bytes of UTF-8 at once."""


def index_terms(text: str) -> list[str]:
    """The words of `text` for full-text search, in no promised order.

    English: lower case, stemmed (Snowball), without stop words; "year-end" gives year, end, yearend; "1,577" gives
    1577; "FY18" gives fy18 and 2018. Japanese: normalised morphemes, and two-character pieces of kanji runs, so that
    配当 is found in 配当金. Terms hold letters, digits and, in decimals, a point.
    """
    folded = normalise(text).lower()
    terms: list[str] = []
    for token in _LATIN_TOKEN.findall(folded):
        terms.extend(_latin_terms(token))
    if not folded.isascii():
        terms.extend(_japanese_terms(_JAPANESE_RUN.findall(folded)))
    return terms


def stems(text: str) -> list[str]:
    """The English words and numbers of `text` in order, stemmed, without stop words: for comparing names and labels."""
    plain = _INITIALS.sub(lambda match: match[0].replace(".", ""), normalise(text).lower().replace("'s ", " "))
    tokens = _WORD.findall(plain)
    return [_stem(_without_accents(token.replace(",", ""))) for token in tokens if token not in STOP_WORDS]


@lru_cache(maxsize=200_000)
def _latin_terms(token: str) -> tuple[str, ...]:
    if _NUMBER.fullmatch(token):
        return (_plain_number(token),)
    if _ACRONYM.fullmatch(token):
        return (token.replace(".", ""),)
    token = token.removesuffix("'s")
    parts = _JOINT.split(token)
    terms = [term for part in parts for term in _word_terms(part)]
    joined = "".join(parts)
    if len(parts) > 1 and "," not in token and len(joined) <= _LONGEST_JOINED_WORD:
        terms.append(_stem(_without_accents(joined)))
    return tuple(terms)


def _plain_number(token: str) -> str:
    number = token.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


def _word_terms(word: str) -> Iterator[str]:
    if word in STOP_WORDS:
        return
    yield _stem(_without_accents(word))
    fiscal_year = _FISCAL_YEAR.fullmatch(word)
    if fiscal_year:
        yield fiscal_year[1] if len(fiscal_year[1]) == 4 else "20" + fiscal_year[1]


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@cache
def _stemmer() -> Stemmer:
    from Stemmer import Stemmer  # noqa: PLC0415  not needed by text that is Japanese only

    return Stemmer("english")


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@cache
def japanese_dictionary() -> Dictionary:
    """Sudachi's, shared: a tokeniser of it may serve one thread at a time and is cheap to make."""
    from sudachipy import Dictionary  # noqa: PLC0415  loads 40 MB: only where there is Japanese

    return Dictionary(dict="small")


def _japanese_terms(runs: list[str]) -> Iterator[str]:
    for chunk in _chunks(runs):
        yield from _morphemes(chunk)
    for run in runs:
        for kanji in _KANJI_RUN.findall(run):
            yield from (first + second for first, second in pairwise(kanji))


def _chunks(runs: Iterable[str]) -> Iterator[str]:
    """The runs by lines, in pieces that the tokeniser takes."""
    lines: list[str] = []
    size = 0
    for run in runs:
        for start in range(0, len(run), _SUDACHI_CHARACTERS):
            piece = run[start : start + _SUDACHI_CHARACTERS]
            if size + len(piece) > _SUDACHI_CHARACTERS:
                yield "\n".join(lines)
                lines, size = [], 0
            lines.append(piece)
            size += len(piece) + 1
    if lines:
        yield "\n".join(lines)


def _morphemes(text: str) -> Iterator[str]:
    from sudachipy import SplitMode  # noqa: PLC0415

    tokeniser = japanese_dictionary().tokenizer(mode=SplitMode.A, fields={"normalized_form"}, projection="normalized")
    for morpheme in tokeniser.tokenize(text):
        term = _morpheme_term(morpheme.surface())
        if term:
            yield term


@lru_cache(maxsize=200_000)
def _morpheme_term(form: str) -> str:
    """The term for a morpheme's normalised form; empty where a bigram says the same, or nothing is said."""
    form = form.strip().lower()
    if form in _JAPANESE_STOP_WORDS or (len(form) < 4 and _HIRAGANA_ONLY.fullmatch(form)):
        return ""
    if len(form) == 2 and _KANJI_RUN.fullmatch(form):
        return ""
    if len(form) > 3 and _KATAKANA_ONLY.fullmatch(form):
        return form.rstrip("ー")
    return form if form.isalnum() else ""


@lru_cache(maxsize=16_384)
def katakana_reading(text: str) -> str:
    """How Japanese `text` is read aloud, in katakana: カクウ for 架空."""
    from sudachipy import SplitMode  # noqa: PLC0415

    tokeniser = japanese_dictionary().tokenizer(mode=SplitMode.C, fields={"reading_form"})
    return "".join(morpheme.reading_form() for morpheme in tokeniser.tokenize(text[:_SUDACHI_CHARACTERS]))


def has_proper_noun(text: str) -> bool:
    """True where Japanese `text` holds a proper noun that is neither a place nor a country."""
    from sudachipy import SplitMode  # noqa: PLC0415

    tokeniser = japanese_dictionary().tokenizer(mode=SplitMode.C, fields={"pos"})
    kinds = (morpheme.part_of_speech() for morpheme in tokeniser.tokenize(text[:_SUDACHI_CHARACTERS]))
    return any(kind[1] == "固有名詞" and kind[2] != "地名" for kind in kinds)


# ── sentences ───────────────────────────────────────────────────────────────────────────────────────────────────────

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sr jr st inc corp co ltd llc plc cos bros no nos vs etc e.g i.e cf al approx est dept div fig sec
    art vol jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.s.c d.c n.v s.a a.m p.m ph.d l.p n.a rev gen gov
    sen rep hon messrs
    """.split()  # noqa: SIM905
)
_MAY_CLOSE = frozenset({"inc", "corp", "co", "ltd", "plc", "llc", "etc", "u.s", "u.k", "a.m", "p.m", "n.a"})
"""Abbreviations that also stand last in a sentence."""
_SENTENCE_OPENER = re.compile(
    r"(?:The|A|An|In|On|At|As|For|From|If|It|Its|We|Our|This|These|That|Those|There|They|He|She|To|By|With|During|While|"
    r"However|Accordingly|Also|Although|Under|Such|Certain|Each|All|No|See|Any)\b"
)
_ENGLISH_END = re.compile(r"""[.!?]["'\u2019\u201d)\]]*(?=\s)""")
_CLOSING_BRACKETS = "」』）)"
_JAPANESE_END = re.compile(r"[。！？]+[」』）)]*|[.!?](?=\s+[A-Z])")
_LINE_START = re.compile(
    r"\n(?:[ \t\u3000]*\n+)+|\n(?=[ \t\u3000]*(?:[•●■◆○◦▪‣※・*]|[-\u2013\u2014]\s|"
    r"[(（][0-9０-９a-zⅰ-ⅹ]{1,3}[)）]|[0-9０-９]{1,2}[.．)）]\s|[①-⑳]|[【■]))"
)
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*$")
_NEXT_WORD = re.compile(r"\s+[\"'\u201c\u2018(\[]*(\S)")
_LONGEST_SENTENCE = 1_000


def sentences(text: str, language: Language) -> list[tuple[int, int]]:
    """Offsets of the sentences of a paragraph or page, in order, without the white space around them.

    A line that breaks is not an end; an empty line, and a line that opens with a bullet, is. Text that runs on for more
    than 1,000 characters (a table's debris) is cut at its line ends.
    """
    ends = _japanese_ends(text) if language is Language.JAPANESE else _english_ends(text)
    cuts = sorted({0, *ends, *(match.end() for match in _LINE_START.finditer(text)), len(text)})
    found: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        found.extend(_within_length(text, start, end))
    return found


def _japanese_ends(text: str) -> Iterator[int]:
    for match in _JAPANESE_END.finditer(text):
        closed_by_bracket = text[match.end() - 1] in _CLOSING_BRACKETS
        if closed_by_bracket and text[match.end() : match.end() + 1].strip():
            continue
        if not _inside_brackets(text, match.end()):
            yield match.end()


def _inside_brackets(text: str, end: int) -> bool:
    """True inside 「…。…」 and （…。…）, looked for no further back than a sentence goes."""
    before = text[max(0, end - 200) : end]
    return any(before.rfind(opening) > before.rfind(closing) for opening, closing in ("「」", "（）"))


def _english_ends(text: str) -> Iterator[int]:
    for match in _ENGLISH_END.finditer(text):
        if text[match.start()] != "." or not _is_inner_point(text, match.start(), match.end()):
            yield match.end()


def _is_inner_point(text: str, point: int, end: int) -> bool:
    """True for the point of an abbreviation, an initial or a numbered item."""
    following = _NEXT_WORD.match(text, end)
    if following and following[1].islower():
        return True
    word = _LAST_WORD.search(text, max(0, point - 12), point)
    if not word:
        return text[max(0, point - 3) : point].strip().isdigit() and text[max(0, point - 4) : point].isspace()
    last = word[0].lower()
    if last in _MAY_CLOSE:
        return following is not None and not _SENTENCE_OPENER.match(text, following.start(1))
    return last in _ABBREVIATIONS or (len(last) == 1 and last != "i")


def _within_length(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > _LONGEST_SENTENCE:
        position = start
        for line in text[start:end].splitlines(keepends=True):
            yield from _stripped(text, position, position + len(line))
            position += len(line)
    else:
        yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
