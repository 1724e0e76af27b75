"""What to search for: a question's telling words, the items it asks about, and the statements that print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rm_assistant.domain.documents import Basis, Language, StatementKind
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.company_names import name_pattern, without_companies
from rm_assistant.language.dates import find_periods
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.topics import Topic, find_topic
from rm_assistant.language.words import index_terms, normalise, sentences
from rm_assistant.retrieval.concepts import Concept, find_concepts
from rm_assistant.retrieval.part_names import find_part_names
from rm_assistant.retrieval.periods import without_periods, without_spelt_out_years
from rm_assistant.retrieval.plain_words import in_plain_words

MOST_STATEMENTS = 4


@dataclass(frozen=True, slots=True)
class Query:
    """A question for search. `words` are its own, cleaned; `items` are the lines to look up, those asked for first."""

    words: tuple[str, ...]
    asked: tuple[Term, ...]
    items: tuple[Term, ...]
    statements: tuple[StatementKind, ...]
    names_statement: bool
    """The question calls a statement by name."""
    basis: Basis | None
    asks_why: bool
    """The question wants prose, reasons or a policy, rather than a line of a statement."""
    asks_number: bool
    """It asks how many, how much, how high."""
    label: str
    """The words of a table's line as the question quotes them, 「…」 or "…"; empty where it quotes none."""
    topic: Topic | None = None
    concepts: tuple[Concept, ...] = ()
    """What it is about: its items, its topic, and the words besides."""

    @property
    def expansion(self) -> tuple[str, ...]:
        """Words of all the names of the items and the topic, in both languages."""
        names = [name for item in self.items for name in (*item.english, *item.japanese)]
        if self.topic:
            names += [*self.topic.english, *self.topic.japanese, *self.topic.says]
        return tuple(dict.fromkeys(term for name in names for term in index_terms(name)))


_ADVICE = re.compile(
    r"\bif\b[^.?;]*\b(?:not|n't|isn't)\b[^.?;]*\b(?:useful|relevant|meaningful|metric|applicable|managed|management)\b[^.?]*[.?]?",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"\s*(?:please\s+)?(?:answer|round|give|provide|respond|state|express|use|assume|address|approach|you\s+are|act\s+as|"
    r"we\s+(?:need|want)|calculate\s+what|compute\s+or|here's|keep|note|report\s+your|show\s+your|utilize|limit)\b",
    re.IGNORECASE,
)
_FILLER = """
answer question respond response give provide please state explain assume analyst standpoint judgment judgement
information details detail shown show outlined outline stated clearly plainly primarily mainly utilizing utilize using
use used based basing drawing conclusions according considering referencing relying rely taking account following best
abilities ability within data calculate compute extract define defined definition approximation exact possible number
reasonable metric units unit percents percent round rounded decimal place places millions billions thousands million
billion usd jpy amount figure value much many only access assuming asked ask need want help here roughly company
companies tell know find list describe summarize fiscal year fy line items item clear mentioned report reported
reporting 教えてください いくら 答えて 質問 単位 小数 四捨五入 説明してください 何ですか どのくらい どれ 会社 当社
"""
"""Words that ask or tell how to answer, and choose no page."""
_QUOTED = re.compile(r"「([^」]+)」|\"([^\"]+)\"|\u201c([^\u201d]+)\u201d")
_QUOTED_NAME = re.compile(r"「[^「」]*\0[^「」]*」|\"[^\"]*\0[^\"]*\"|\u201c[^\u201c\u201d]*\0[^\u201c\u201d]*\u201d")
_ALIAS = re.compile(
    r"\b[A-Z][\w&.-]*(?:'s?)?\s*\((?:(?:formerly|previously|now|also)\s+(?:known\s+as|called|named)|f/?k/?a|a/?k/?a)\b[^()]*\)"
)
"""A company's name with an earlier or other name of it."""
_WHY = re.compile(
    r"\b(?:why|drove|driven|drivers?|drives?|caused?|reasons?|because|due\s+to|contribut\w+|explain\s+the|led\s+to|factors?|"
    r"polic(?:y|ies)|strateg(?:y|ies)|describe|risks?)\b|要因|理由|背景|なぜ|原因|方針|戦略|課題|リスク|どのような",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\bhow\s+(?:many|much|high|large|big|long)\b|\b(?:number|amount|percent(?:age)?|size)\s+of\b|何[人名社件店基台%％割]|何パーセント|"
    r"\bwhat\s+(?:percent(?:age)?|proportion|share|fraction)\b|"
    r"いくら|いくつ|どのくらい|どれくらい|人数|件数|数は",
    re.IGNORECASE,
)
_PARENT_ONLY = re.compile(
    r"個別|単体|単独|非連結|提出会社|parent[\s-]only|non-?consolidated|unconsolidated", re.IGNORECASE
)
_CONSOLIDATED = re.compile(r"(?<!非)連結|(?<!non-)(?<!un)(?<!non)consolidated", re.IGNORECASE)


def query_of(question: ResolvedQuestion) -> Query:
    return read_query(question.text, question.language, (*question.scope.companies, *question.scope.written))


@lru_cache(maxsize=256)
def read_query(text: str, language: Language, names: tuple[str, ...] = ()) -> Query:
    """`names` are the companies that the question is about: their names choose documents, not pages."""
    plain = normalise(without_spelt_out_years(text))
    core = _without_instructions(in_plain_words(plain), language)
    asked = _asked_terms(core, plain)
    items = tuple(dict.fromkeys(item for term in asked for item in glossary().items_of(term)))
    called = glossary().find_statements(plain)
    statements = called or _printed_on(asked)
    label = _label(plain, names)
    topic = find_topic(_without_year_ends(core))
    return Query(
        words=_words(core, names),
        asked=asked,
        items=items,
        statements=tuple(statements[:MOST_STATEMENTS]),
        names_statement=bool(called),
        basis=basis_said(plain),
        asks_why=bool(_WHY.search(core)) or (topic is not None and topic.prose),
        asks_number=bool(_NUMBER.search(core) or _NUMBER.search(plain)),
        label=label,
        topic=topic,
        concepts=_concepts(_bare(_ALIAS.sub(" ", core), names), language, asked, topic),
    )


def _without_year_ends(core: str) -> str:
    """ "For the fiscal year ended March 2020" asks about a year, and not when years end."""
    for mention in reversed(find_periods(core)):
        before = _YEAR_ENDED.search(core, 0, mention.start)
        if before:
            core = f"{core[: before.start()]} {core[mention.end :]}"
    return core


_YEAR_ENDED = re.compile(r"\b(?:(?:fiscal|financial)\s+)?years?\s+end(?:ed|ing|s)?\s+(?:in\s+|on\s+)?$", re.IGNORECASE)


def _concepts(core: str, language: Language, asked: tuple[Term, ...], topic: Topic | None) -> tuple[Concept, ...]:
    found = find_concepts(core, language, asked, topic, _filler())
    return tuple(dict.fromkeys((*found, *find_part_names(core, language, asked))))


def _label(text: str, names: tuple[str, ...]) -> str:
    """What stands in quotation marks and is none of the companies, which may stand in them too."""
    for name in names:
        text = name_pattern(name).sub("\0", text)
    quoted = _QUOTED.search(_QUOTED_NAME.sub(" ", text))
    return next(filter(None, quoted.groups()), "") if quoted else ""


def plain_question(text: str) -> str:
    """Without years spelt out for the reader, advice for the case that nothing fits, and other names of a company."""
    return in_plain_words(_ALIAS.sub(" ", _ADVICE.sub(" ", normalise(without_spelt_out_years(text)))))


def _without_instructions(text: str, language: Language) -> str:
    """Without what tells how to answer; all of it where nothing else would be left."""
    told = _ADVICE.sub(" ", text)
    kept = [told[start:end] for start, end in sentences(told, language)]
    core = [
        sentence
        for sentence in kept
        if not _INSTRUCTION.match(sentence) or "?" in sentence or glossary().find(sentence)
    ]
    return " ".join(core) or text


def _asked_terms(core: str, text: str) -> tuple[Term, ...]:
    return tuple(glossary().find(core) or glossary().find(text))


def _printed_on(terms: Sequence[Term]) -> list[StatementKind]:
    """Where the items stand: a measure needs every statement it is made from, an item the likeliest one."""
    kinds = [kind for term in terms for kind in (term.statements if term.operands else term.statements[:1])]
    return list(dict.fromkeys(kinds))


@cache
def _filler() -> frozenset[str]:
    return frozenset(index_terms(_FILLER))


def _words(core: str, names: tuple[str, ...]) -> tuple[str, ...]:
    terms = index_terms(_without_names_and_years(core, names))
    return tuple(dict.fromkeys(term for term in terms if term not in _filler()))


def _without_names_and_years(core: str, names: tuple[str, ...]) -> str:
    core = without_companies(core, names)
    for mention in reversed(find_periods(core)):
        if mention.fiscal_year is not None and mention.explicit:
            core = f"{core[: mention.start]} {core[mention.end :]}"
    return core


def _bare(core: str, names: tuple[str, ...]) -> str:
    """Without names, dates and whether the group or the filer alone is meant."""
    return without_periods(_CONSOLIDATED.sub(" ", _PARENT_ONLY.sub(" ", _without_names_and_years(core, names))))


def basis_said(text: str) -> Basis | None:
    if _PARENT_ONLY.search(text):
        return Basis.PARENT_ONLY
    return Basis.CONSOLIDATED if _CONSOLIDATED.search(text) else None
