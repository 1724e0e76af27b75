"""What a question asks of a figure: which line, of what, when, on which basis, for which member, in what unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.domain.documents import Basis, Language, StatementKind
from rm_assistant.domain.figures import UnitKind
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.company_names import name_pattern
from rm_assistant.language.dates import find_periods
from rm_assistant.language.morphemes import morphemes
from rm_assistant.language.taxonomy import Member, find_member, other_labels, without_members
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.words import STOP_WORDS, index_terms, normalise
from rm_assistant.retrieval.concepts import Concept
from rm_assistant.retrieval.figures.phrases import Phrase, phrase, plain, union, without_total
from rm_assistant.retrieval.periods import without_spelt_out_years
from rm_assistant.retrieval.query import query_of

_QUOTED = re.compile(r"「(.+)」|『(.+)』|\u201c([^\u201d]+)\u201d|\"([^\"]+)\"")
_JOINT = re.compile(r"、|,\s+|(?<=\S)\s*[―–—]\s*(?=\S)|(?<=\S)\s+-\s+(?=\S)|(?<=[^\x00-\x7f)%])-(?=[^\x00-\x7f])")
_BASIS = re.compile(
    r"(?:連結|個別|単体|単独|非連結)(?:決算|ベース|財務諸表)?(?=[のでに、は]|$)|\b(?:non-?|un)?consolidated\b|\bparent[- ]only\b",
    re.IGNORECASE,
)
_PARENT_ONLY = re.compile(r"個別|単体|単独|非連結|提出会社|parent[\s-]only|non-?consolidated|unconsolidated", re.IGNORECASE)
_CONSOLIDATED = re.compile(r"連結|consolidated", re.IGNORECASE)
_OPENING = re.compile(r"期首|\bbeginning\b|\bopening\b", re.IGNORECASE)
_MOMENT = re.compile(
    r"時点|現在|期末|年度末|年末|月末|末の|末に|\bas (?:of|at)\b|\bat (?:the )?(?:year[- ]?)?end\b|\bat \w+ \d|\byear[- ]end\b", re.IGNORECASE
)
_UNITS: tuple[tuple[UnitKind, str], ...] = (
    (UnitKind.PER_SHARE, r"[1一]株当た?り|\bper share\b|\beps\b"),
    (UnitKind.PERCENT, r"率|割合|比率|何(?:%|パーセント)|利回り|\bratio\b|\bmargin\b|\bpercent|\brate\b|%"),
    (UnitKind.PEOPLE, r"何[人名]|従業員数|人数|員数|株主数|\bhow many (?:employees|people|staff)\b|\bheadcount\b|\bnumber of employees\b"),
    (UnitKind.COUNT, r"銘柄数|件数|店舗数|社数|戸数|台数"),
    (UnitKind.SHARES, r"株式総数|株式数|発行数|\bnumber of shares\b|\bshares outstanding\b"),
    (UnitKind.CURRENCY, r"(?:額|高|金|費|費用|報酬|賞与|給与|手当|利益|損失|収益|資産|負債|持分|配当)$"),
)
_FILLER = re.compile(
    r"^(?:いくら|いくつ|何|どの|どれ|どのくらい|どれくらい|金額|値|数値|教え|答え|知り|期間|時点|末|場合|以下|年度|年|期|会社|当社|グループ|全体|合計額?|ところ|こと|もの)$"
)
_SILENT_END = re.compile(r"(?:部門|セグメント|事業部門|区分)$")
_ENGLISH_FILLER = STOP_WORDS | frozenset(
    """
    much many tell give show find please amount figure value fiscal year fy company report reported reports segment
    division business total consolidated quarter end ended ending total level long
    """.split()  # noqa: SIM905
)
_UNMARKED = ("帳簿価額", "提出会社", "主要な経営指標等の推移", "連結経営指標等")
"""What is meant where nothing else is said."""
_EXCEPT = re.compile(r"を除く(.+)$")
_MOST_OF_NAME = 0.6
_SUBTOTAL = phrase("小計")
_IN_WORDS = re.compile(
    r"(?:理由|氏名|年月日|役職名?|役名|職名|場所|所在地?|名称|英訳名|会社名|提出日|提出先|条文|書類|任期|事業年度|決議|方法|内容|概要|地域|略歴|協会名)$"
    r"|誰|どこ|いつ|\b(?:who|where|when|why|name|address|date)\b", re.IGNORECASE
)
_ASIDE = re.compile(r"臨時|内数|外数|うち|四半期配当|中間配当|比較指標|\btemporary\b|\bof which\b", re.IGNORECASE)
_MOST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take the words: `head` names the line, each of `contexts` says, in any of its wordings, of what."""

    head: Phrase
    contexts: tuple[tuple[Phrase, ...], ...] = ()
    joined: bool = False
    """The head is made of several parts of the question."""
    names_item: bool = False
    """The head is a name of a glossary item that the question asks for."""


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """`moment` says that a balance is asked (True) or a movement (False). `known` are the pieces of all its words.

    `words` are its telling words besides the item: each must be said of the figure that answers.
    """

    readings: tuple[Reading, ...]
    items: tuple[Term, ...]
    periods: tuple[Period, ...]
    moment: bool | None
    basis: Basis | None
    member: Member | None
    statements: tuple[StatementKind, ...]
    unit: UnitKind | None
    in_words: bool
    """A name, a place, a date, a reason is asked, and no number."""
    aside: bool
    """A number that tables print in brackets beside another is asked: 臨時雇用者数, 中間配当."""
    opening: bool
    """The balance that a period begins with is asked."""
    quoted: bool
    known: frozenset[str]
    words: tuple[Concept, ...]
    terms: tuple[str, ...]
    language: Language

    @property
    def item_keys(self) -> tuple[str, ...]:
        return tuple(term.key for term in self.items)


def read_figure_question(question: ResolvedQuestion) -> FigureQuestion:
    query = query_of(question)
    names = (*question.scope.companies, *question.scope.written)
    text = normalise(without_spelt_out_years(question.text))
    member = find_member(text)
    label = _quoted(text)
    bare = _bare(text, names)
    phrases = _parts(label) if label else _phrases(bare, question.language, query.asked)
    items = _items(phrases[0]) if phrases else ()
    return FigureQuestion(
        readings=tuple(_readings(phrases, label, named=bool(items))),
        items=items,
        periods=question.scope.periods,
        moment=_moment(_QUOTED.sub("", text), quoted=bool(label)),
        basis=_basis_of(_QUOTED.sub("", text) if label else text, member),
        member=member,
        statements=query.statements if query.names_statement else (),
        unit=_unit(phrases[0] if phrases else bare),
        in_words=bool(_IN_WORDS.search(phrases[0] if label and phrases else bare)),
        aside=bool(_ASIDE.search(label or bare)),
        opening=bool(_OPENING.search(text)),
        quoted=bool(label),
        known=_known(phrases) | phrase(label or bare).grams,
        words=tuple(concept for concept in query.concepts if not concept.named),
        terms=_terms(phrases, member),
        language=question.language,
    )


def _quoted(text: str) -> str:
    match = _QUOTED.search(text)
    return next(filter(None, match.groups()), "") if match else ""


def _bare(text: str, names: Sequence[str]) -> str:
    """Without companies, periods, basis and members."""
    for name in names:
        text = name_pattern(name).sub(" ", text)
    for mention in reversed(find_periods(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return _BASIS.sub(" ", without_members(text))


def _moment(text: str, *, quoted: bool) -> bool | None:
    """A line quoted by its name, of a year and not of a day, is a movement."""
    if _MOMENT.search(text):
        return True
    return False if quoted and find_periods(text) else None


def _basis_of(text: str, member: Member | None) -> Basis | None:
    """As said; members of the IFRS taxonomy are of consolidated accounts alone."""
    if _PARENT_ONLY.search(text):
        return Basis.PARENT_ONLY
    said = _CONSOLIDATED.search(text) or (member is not None and "IFRS" in member.id)
    return Basis.CONSOLIDATED if said else None


def _unit(text: str) -> UnitKind | None:
    if _IN_WORDS.search(text):
        return None
    return next((kind for kind, pattern in _UNITS if re.search(pattern, text, re.IGNORECASE)), None)


# ── the words, part by part ─────────────────────────────────────────────────────────────────────────────────────────


def _parts(label: str) -> list[str]:
    """Of a line as quoted: 「その他、営業外収益」, the line first."""
    return [part.strip() for part in _JOINT.split(label) if part.strip()]


def _phrases(bare: str, language: Language, terms: Sequence[Term]) -> list[str]:
    """Of a question in free words, the line first and what it is of from near to far."""
    found = list(_japanese(bare)) if language is Language.JAPANESE else list(_english(bare))
    named = [text for text in found if any(term in glossary().find(text) for term in terms)]
    if language is Language.JAPANESE:
        return list(reversed(found)) if not named or named[-1] == found[-1] else [named[-1], *(t for t in reversed(found) if t != named[-1])]
    head = named[:1] or found[-1:]
    return [*head, *(text for text in found if text not in head)]


def _japanese(bare: str) -> Iterator[str]:
    """Runs of nouns between particles and verbs."""
    run = ""
    for morpheme in morphemes(bare):
        if morpheme.kind in {"名詞", "接頭辞", "接尾辞", "形状詞"} or morpheme.surface in {"及び", "・", "&", "-"}:
            run += morpheme.surface
            continue
        yield from _told(run)
        run = ""
    yield from _told(run)


def _told(run: str) -> Iterator[str]:
    run = run.strip("・-")
    if run and not _FILLER.match(run):
        yield _SILENT_END.sub("", run) or run


def _english(bare: str) -> Iterator[str]:
    run: list[str] = []
    for word in re.findall(r"[A-Za-z0-9&][\w&'./-]*|[,;?]", bare):
        if word.lower().removesuffix("'s") in _ENGLISH_FILLER - {"and", "of"} or not word[0].isalnum():
            yield from _phrase_of(run)
            run = []
        else:
            run.append(word)
    yield from _phrase_of(run)


def _phrase_of(run: Sequence[str]) -> Iterator[str]:
    words = list(run)
    while words and words[0].lower() in {"and", "of"}:
        words.pop(0)
    while words and words[-1].lower() in {"and", "of"}:
        words.pop()
    if words:
        yield " ".join(words)


def _known(phrases: Sequence[str]) -> frozenset[str]:
    """All that the question says, in any wording, and what goes without saying."""
    others = (other for part in phrases for other in other_labels(plain(part)))
    return union(map(phrase, (*phrases, *others, *_UNMARKED)))


def _items(head: str) -> tuple[Term, ...]:
    """The glossary's items that the line's name is a name of: most of its letters, and no word of another thing."""
    letters = len(plain(head).replace(" ", ""))
    found = glossary().find(plain(head))
    names = [(term, max((len(name) for name in (*term.english, *term.japanese) if _is_in(name, head)), default=0)) for term in found]
    return tuple(term for term, longest in names if longest >= _MOST_OF_NAME * letters)


def _is_in(name: str, head: str) -> bool:
    return phrase(name).grams <= phrase(head).grams


def _readings(phrases: Sequence[str], label: str, *, named: bool) -> Iterator[Reading]:
    """The line is the first part; or the first few, where its name holds a comma: 工具、器具及び備品.

    A line may go by other words in a filing than in the taxonomy.
    """
    if not phrases:
        yield Reading(phrase(""))
        return
    contexts = tuple(tuple(phrase(each) for each in (part, *other_labels(plain(part)))) for part in phrases[1:])
    left = _EXCEPT.search(phrases[0])
    if left:
        yield Reading(_SUBTOTAL, ((phrase(left[1]),), *contexts))
    for name in (phrases[0], *other_labels(plain(phrases[0]))):
        yield Reading(without_total(name), contexts, names_item=named and name == phrases[0])
    for count in range(2, min(len(phrases), _MOST_JOINED) + 1):
        joined = "、".join(phrases[:count]) if label else "の".join(reversed(phrases[:count]))
        if not label or joined in label:
            yield Reading(without_total(joined), contexts[count - 1 :], joined=True)


@lru_cache(maxsize=1024)
def _member_terms(member: Member) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for name in member.names for term in index_terms(name)))


def _terms(phrases: Sequence[str], member: Member | None) -> tuple[str, ...]:
    others = (other for part in phrases for other in other_labels(plain(part)))
    words = dict.fromkeys(term for text in (*phrases, *others) for term in index_terms(text))
    return tuple({**words, **dict.fromkeys(_member_terms(member) if member else ())})
