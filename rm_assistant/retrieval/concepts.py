"""The things that a question is about, and which of them a text speaks of.

A financial item and a topic are one thing each, by any of their names; other words stand for themselves. Words that
every question may hold (how, change, main) are none, nor are dates, numbers and the names of companies.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rm_assistant.domain.documents import Language
from rm_assistant.language.morphemes import morphemes
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.topics import Topic
from rm_assistant.language.words import KANJI, index_terms, normalise, stems

_NAMED = 0.5
"""The weight of a financial item or a topic, whose many names no count of one word tells."""
_RARE = 1_000
"""A word of one passage in so many, or of fewer, weighs 1."""
_GENERAL = """
say says said saying tell mention discuss disclose describe present show provide make made go going come came take
took get got happen occur become turn look think believe expect see seen know known mean meant call name ask answer
treat change increase decrease rise rose risen fall fell fallen grow grew grown growth improve decline drop up down
compare comparison comparative versus vs difference differ high higher highest low lower lowest more less least great
greater large larger largest big bigger biggest small smaller smallest main primary key principal important
significant material major notable overall general total entire whole part various several certain different similar
like among recent latest current new next last previous prior past end start begin since ago year quarter month week
day date time period term first second third half fiscal annual quarterly many much kind type sort way thing result
effect reason cause driver drive drove driven factor due lead led contribute affect impact explain explanation why
because involve include relate related regard respect terms per percent percentage rate ratio average amount number
level share trend performance business company firm corporation group organization onward former formerly positive
negative well ongoing good better best bad worse worst strong weak healthy unadjusted bring brought lose lost win won
drag exclude reduce reduction generate realize face exist own run engage develop evolve pending realise divide
multiply plus minus numerator denominator approach roughly separate
する なる 成る 有る 居る 行う 言う 述べる 教える 示す 見る 分かる 知る 思う 考える 呼ぶ 出来る 於く 因る 依る 拠る
関する 対する 就く 基づく 係る 伴う 含む 及ぶ 並びに 変わる 変化 変動 増える 減る 増加 減少 増減 推移 上がる 下がる
上昇 低下 伸びる 改善 悪化 拡大 縮小 比べる 比較 違い 高い 低い 多い 少ない 大きい 小さい 良い 悪い 主 主な 主要 重要
重大 著しい 内容 状況 状態 概要 詳細 理由 要因 原因 背景 影響 結果 点 物 事 額 数 率 割合 金額 数値 値 程度 年 月 日
年度 期 期間 当期 前期 今期 来期 前年 当年 通期 最近 最新 現在 過去 直近 将来 時点 何 何人 何名 何社 何件 何% 何倍 誰
何時 何処 何れ どれ 幾ら 幾つ 場合 際 全体 全部 一部 各 会社 企業 当社 同社 自社 弊社 記載 説明 開示 報告 発表 有価
証券 報告書 決算 問題 為 方 中 上 下 間 以降 以来 以前 以後
"""
_JAPANESE = re.compile(f"[{KANJI}\u3041-\u309f\u30a1-\u30fa]")
_INFLECTION = re.compile("[\u3041-\u309f]+$")
_TELLING_KINDS = frozenset({"名詞", "動詞", "形容詞", "形状詞"})
_EMPTY_DETAILS = frozenset({"数詞", "非自立可能"})


@dataclass(frozen=True, slots=True)
class Concept:
    """`word` names it. A text speaks of it where it holds all stems of one of `english`, or one of `japanese`."""

    word: str
    english: tuple[frozenset[str], ...] = ()
    japanese: tuple[str, ...] = ()
    named: bool = False
    """A financial item or a topic, rather than a word."""
    phrases: tuple[str, ...] = ()
    """The stems of `english` in the order of the name."""

    def is_in(self, text: Text) -> bool:
        return any(name <= text.stems for name in self.english) or any(name in text.letters for name in self.japanese)

    def is_told_in(self, text: Text) -> bool:
        """As `is_in`, with the words of a name together: in a long sentence they meet by chance."""
        if not self.phrases:
            return self.is_in(text)
        return any(phrase in text.words for phrase in self.phrases) or any(
            name in text.letters for name in self.japanese
        )


@dataclass(frozen=True, slots=True)
class Text:
    """A text made ready to look for concepts in."""

    stems: frozenset[str]
    letters: str
    words: str = ""
    """The stems in order, a space around each."""

    @classmethod
    def of(cls, *parts: str) -> Text:
        plain = normalise(" ".join(parts)).lower()
        words = stems(plain)
        letters = re.sub(r"[\s・]", "", plain) if not plain.isascii() else ""
        return cls(frozenset(words), letters, f" {' '.join(words)} ")


def find_concepts(
    core: str, language: Language, terms: Sequence[Term], topic: Topic | None, filler: frozenset[str]
) -> tuple[Concept, ...]:
    """`core` is the question without its periods and companies; `terms` and `topic` are those found in it.

    `filler` are stems that ask or tell how to answer.
    """
    beside = set(glossary().find(topic.removed_from(core))) if topic else set(terms)
    named = [*(concept_of(term) for term in terms if term in beside), *([_of_topic(topic)] if topic else [])]
    words = japanese_words(core) if language is Language.JAPANESE else ()
    telling = (stem for stem in stems(core) if stem not in filler and is_telling(stem))
    latin = (Concept(stem, (frozenset({stem}),)) for stem in telling)
    japanese = (Concept(word, (), (word,)) for word in words)
    wholes = [*named, *(_of_names(kind, glossary().statement_names(kind)) for kind in glossary().find_statements(core))]
    free = [concept for concept in (*latin, *japanese) if not any(_is_part_of(concept, whole) for whole in wholes)]
    return tuple(dict.fromkeys((*named, *free)))


def weights(concepts: Iterable[Concept], shares: Mapping[str, float]) -> dict[str, float]:
    """How telling each concept is, 0 to 1, by the share of all passages that hold it: the fewer, the more so.

    `shares` are those of `terms_of` the concepts.
    """
    return {concept.word: _NAMED if concept.named else _rarity(concept, shares) for concept in concepts}


def terms_of(concept: Concept) -> tuple[str, ...]:
    """The terms of the full-text index that stand for a word."""
    return tuple(dict.fromkeys(index_terms(concept.word))) if concept.japanese else (concept.word,)


def _rarity(concept: Concept, shares: Mapping[str, float]) -> float:
    share = min((shares[term] for term in terms_of(concept)), default=1.0)
    return min(1.0, math.log(1 / max(share, 1 / _RARE)) / math.log(_RARE))


def concept_of(term: Term) -> Concept:
    """A financial item, by any of its names."""
    return _of_names(term.key, (*term.english, *term.japanese))


def _of_topic(topic: Topic) -> Concept:
    return _of_names(topic.key, (*topic.english, *topic.japanese, *topic.says))


def _of_names(key: str, names: Sequence[str]) -> Concept:
    english = [stems(name) for name in names if name.isascii()]
    return Concept(
        key,
        tuple(frozenset(words) for words in english if words),
        tuple(_letters(name) for name in names if not name.isascii()),
        named=True,
        phrases=tuple(f" {' '.join(words)} " for words in english if words),
    )


def _letters(name: str) -> str:
    return re.sub(r"[\s・]", "", normalise(name)).lower()


def is_telling(stem: str) -> bool:
    """False for words that any question may hold, and for codes."""
    return len(stem) > 1 and not any(letter.isdigit() for letter in stem) and stem not in _general()


def japanese_words(core: str) -> Iterator[str]:
    """The nouns, verbs and adjectives that not any question may hold."""
    for morpheme in morphemes(normalise(core)):
        telling = morpheme.kind in _TELLING_KINDS and morpheme.detail not in _EMPTY_DETAILS
        word = _INFLECTION.sub("", morpheme.surface)
        if telling and _JAPANESE.search(word) and not _general().intersection((morpheme.form, morpheme.surface)):
            yield word.lower()


def _is_part_of(concept: Concept, whole: Concept) -> bool:
    """Whether the question's word belongs to the name by which it calls the item or topic."""
    stem = next(iter(concept.english), frozenset())
    return any(stem <= name for name in whole.english if stem) or any(
        concept.word in name for name in whole.japanese if concept.japanese
    )


@cache
def _general() -> frozenset[str]:
    words = _GENERAL.split()
    return frozenset((*words, *(stem for word in words if word.isascii() for stem in stems(word))))
