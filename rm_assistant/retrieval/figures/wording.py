"""The words of a question as the name of a line, and what the line is of.

A line is quoted by its name, 「その他、営業外収益」, with its parents behind it; or a question in free words names it
last in Japanese (自動車部門の設備投資は) and anywhere in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.domain.documents import Language
from rm_assistant.language.morphemes import morphemes
from rm_assistant.language.taxonomy import is_printed, japanese_words, other_labels
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.words import STOP_WORDS, stems
from rm_assistant.retrieval.figures.phrases import Phrase, phrase, plain, union, without_total

_QUOTED = re.compile('「(.+)」|『(.+)』|\u201c([^\u201d]+)\u201d|"([^"]+)"')
_JOINT = re.compile(r"、|,\s+|(?<=\S)\s*[―–—]\s*(?=\S)|(?<=\S)\s+-\s+(?=\S)|(?<=[^\x00-\x7f)%])-(?=[^\x00-\x7f])")
_NOUNS = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞"})
_JOINERS = frozenset({"及び", "・", "&", "-"})
_FILLER = re.compile(
    "(?:いくら|いくつ|何|どの|どれ|どのくらい|どれくらい|金額|値|数値|教え|答え|知り|期間|時点|末|場合|以下|年度|年|期|会社|当社"
    "|グループ|全体|合計額?|ところ|こと|もの|連結|個別|単体)"
)
_SILENT_END = re.compile("(?:部門|セグメント|事業部門|区分)$")
_ENGLISH_FILLER = STOP_WORDS | frozenset(
    """
    much many tell give show find please amount figure value fiscal year fy company report reported reports segment
    division total consolidated quarter end ended ending level long
    """.split()  # noqa: SIM905
)
_INNER = frozenset({"and", "of"})
"""Stop words that a name may hold: cost of sales."""
_WORD = re.compile(r"[A-Za-z0-9&][\w&'./-]*|[,;?]")
_EXCEPT = re.compile("^(?P<without>.*)を除く(?P<of>.+)$")
_SUBTOTAL = "小計"
_UNMARKED = ("帳簿価額", "連結会社の状況", "主要な経営指標等の推移", "連結経営指標等")
"""What is meant where nothing else is said."""
_UNMARKED_BY_NAME = (*_UNMARKED, "提出会社")
"""The taxonomy's labels do not say whether the group or the filer is meant where a table tells them apart."""
_MOST_OF_NAME = 0.6
_MOST_JOINED = 3
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take the words: `head` names the line, each of `contexts` says, in any of its wordings, of what."""

    head: Phrase
    contexts: tuple[tuple[Phrase, ...], ...] = ()
    joined: bool = False
    """The head is made of several parts of the question."""
    names_item: bool = False
    """The head is a name of a glossary item that the question asks for."""


def quoted_line(text: str) -> str:
    """What `text` quotes as the name of a line; empty where it quotes nothing."""
    match = _QUOTED.search(text)
    return next(filter(None, match.groups()), "") if match else ""


def without_quoted(text: str) -> str:
    return _QUOTED.sub(" ", text)


def parts_of_line(label: str) -> list[str]:
    """The line first, then its parents from near to far."""
    parts = [part.strip() for part in _JOINT.split(label) if part.strip()]
    return [*parts[:1], *filter(is_printed, parts[1:])]


def parts_of_question(bare: str, language: Language, terms: Sequence[Term]) -> list[str]:
    """The line first, then what it is of. `bare` is without companies, periods and basis; `terms` are named in it."""
    runs = _japanese_runs if language is Language.JAPANESE else _english_runs
    name = _longest_name(bare, terms)
    if name is None:
        found = list(runs(bare))
        return list(reversed(found)) if language is Language.JAPANESE else [*found[-1:], *found[:-1]]
    start, end = name
    return [bare[start:end], *reversed(list(runs(bare[:start]))), *runs(bare[end:])]


def left_out(head: str) -> str:
    """What `head` says that the line is without; empty where it says nothing of the kind."""
    match = _EXCEPT.search(head)
    return match["without"] if match else ""


def known_pieces(parts: Sequence[str], label: str) -> frozenset[str]:
    """The pieces of all that the question says, in any wording, and of what goes without saying."""
    unmarked = _UNMARKED_BY_NAME if label else _UNMARKED
    return union(map(phrase, (*(way for part in parts for way in ways_of(part)), *unmarked)))


def items_named(head: str) -> tuple[Term, ...]:
    """The glossary's items that `head` is a name of: what it says besides is less than the name."""
    letters = len(plain(head).replace(" ", ""))
    longest = {
        term: max((len(name) for name in (*term.english, *term.japanese) if _is_in(name, head)), default=0)
        for term in glossary().find(plain(head))
    }
    return tuple(term for term, length in longest.items() if length >= _MOST_OF_NAME * letters)


def subtotals(head: str) -> tuple[str, ...]:
    """What a statement calls a line that leaves something out."""
    return (_SUBTOTAL,) if left_out(head) else ()


def item_called(head: str) -> Term | None:
    """The glossary's item that `head` is a name of, without a word more."""
    letters = phrase(head).letters
    return next((term for term in items_named(head) if letters in _spelled(term)), None)


def readings(parts: Sequence[str], label: str) -> Iterator[Reading]:
    """The line is the first of `parts`; or the first few, where its name holds a comma: 工具、器具及び備品.

    A line may go by other words in a filing than in the taxonomy. `label` is the line as quoted, where it is.
    """
    if not parts:
        yield Reading(phrase(""))
        return
    contexts = tuple(tuple(map(phrase, ways_of(part))) for part in parts[1:])
    left = _EXCEPT.search(parts[0])
    if left:
        yield Reading(phrase(_SUBTOTAL), ((phrase(left["of"]),), *contexts))
    yield Reading(without_total(parts[0]), contexts, names_item=bool(items_named(parts[0])))
    for name in ways_of(parts[0])[1:]:
        yield Reading(without_total(name), contexts)
    for count in range(2, min(len(parts), _MOST_JOINED) + 1):
        joined = _joined(parts[:count], label)
        if not label or joined in label:
            yield Reading(without_total(joined), contexts[count - 1 :], joined=True)


def _joined(parts: Sequence[str], label: str) -> str:
    if label:
        return "、".join(parts)
    return (" " if all(map(str.isascii, parts)) else "の").join(reversed(parts))


# ── free words ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _japanese_runs(bare: str) -> Iterator[str]:
    """Runs of nouns between particles and verbs."""
    run = ""
    for morpheme in morphemes(bare):
        if morpheme.kind in _NOUNS or morpheme.surface in _JOINERS:
            run += morpheme.surface
            continue
        yield from _told(run)
        run = ""
    yield from _told(run)


def _told(run: str) -> Iterator[str]:
    run = run.strip("・-")
    if run and not _FILLER.fullmatch(run):
        yield _SILENT_END.sub("", run) or run


def _english_runs(bare: str) -> Iterator[str]:
    """Runs of words between words that tell nothing."""
    run: list[str] = []
    for word in [*_WORD.findall(bare), ";"]:
        telling = word.lower().removesuffix("'s") not in _ENGLISH_FILLER - _INNER and word[0].isalnum()
        if telling:
            run.append(word)
            continue
        while run and run[0].lower() in _INNER:
            run.pop(0)
        while run and run[-1].lower() in _INNER:
            run.pop()
        if run:
            yield " ".join(run)
        run = []


def ways_of(part: str) -> tuple[str, ...]:
    """`part`, and other words for it that filings print; English ones in Japanese too."""
    others = other_labels(plain(part))
    if not part.isascii():
        return (part, *others)
    names = [name for term in items_named(part) for name in term.japanese[:_MOST_NAMES]]
    words = [japanese_words(word) for word in re.findall("[a-z]+", part.lower())]
    translated = "".join(found[0] for found in words if found)
    return tuple(dict.fromkeys((part, *others, *names, *filter(None, [translated]))))


def _longest_name(bare: str, terms: Sequence[Term]) -> tuple[int, int] | None:
    """Where `bare` names one of `terms`, by the longest of its names; of two as long the later one."""
    names = {name for term in terms for name in (*term.english, *term.japanese)}
    places = [place for name in names if (place := _place(name, bare))]
    return max(places, key=lambda place: (place[1] - place[0], place[0]), default=None)


def _place(name: str, run: str) -> tuple[int, int] | None:
    if not name.isascii():
        start = run.find(name)
        return (start, start + len(name)) if start >= 0 else None
    wanted = stems(name)
    words = list(re.finditer(r"[\w&'-]+", run))
    for first in range(len(words)):
        for last in range(first, min(len(words), first + len(wanted) + 1)):
            if stems(run[words[first].start() : words[last].end()]) == wanted:
                return words[first].start(), words[last].end()
    return None


@lru_cache(maxsize=1024)
def _spelled(term: Term) -> frozenset[str]:
    return frozenset(phrase(name).letters for name in (*term.english, *term.japanese))


def _is_in(name: str, head: str) -> bool:
    return phrase(name).grams <= phrase(head).grams
