"""What `ask` says around an answer, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from rm_assistant.domain.answers import ClaimState, NoticeCode
from rm_assistant.domain.documents import Language
from rm_assistant.domain.findings import FindingCode

Words = Mapping[Language, str]

STATES: Mapping[ClaimState, Words] = {
    ClaimState.MATCHES: {Language.ENGLISH: "✓ Matches source", Language.JAPANESE: "✓ 原文と一致"},
    ClaimState.STATED: {Language.ENGLISH: "✓ Stated in source", Language.JAPANESE: "✓ 原文に記載あり"},
    ClaimState.CALCULATED: {
        Language.ENGLISH: "= Calculated from its sources",
        Language.JAPANESE: "= 出典の数値から計算",
    },
    ClaimState.DIFFERS: {Language.ENGLISH: "≠ Figure differs", Language.JAPANESE: "≠ 数値が不一致"},
    ClaimState.CONFLICTS: {Language.ENGLISH: "≠ Conflicts with source", Language.JAPANESE: "≠ 原文と矛盾"},
    ClaimState.NONE: {Language.ENGLISH: "? No source found", Language.JAPANESE: "? 根拠なし"},
    ClaimState.UNCHECKED: {Language.ENGLISH: "? Not checked", Language.JAPANESE: "? 未照合"},
}

NOTICES: Mapping[NoticeCode, Words] = {
    NoticeCode.MODEL_UNAVAILABLE: {
        Language.ENGLISH: "The language model is unavailable: sources and figures are quoted as they stand.",
        Language.JAPANESE: "生成AIを利用できません。原文と数値をそのまま引用しています。",
    },
    NoticeCode.QUOTED: {
        Language.ENGLISH: "No language model wrote this: sources and figures are quoted as they stand.",
        Language.JAPANESE: "生成AIは使用していません。原文と数値をそのまま引用しています。",
    },
    NoticeCode.SUPERSEDED_DOCUMENT: {
        Language.ENGLISH: "A cited filing was amended since.",
        Language.JAPANESE: "引用した資料はその後訂正されています。",
    },
    NoticeCode.NOTHING_FOUND: {
        Language.ENGLISH: "Nothing was found for: {about}",
        Language.JAPANESE: "該当する記載がありません：{about}",
    },
    NoticeCode.RESTATED: {
        Language.ENGLISH: "A later filing prints another figure: {about}",
        Language.JAPANESE: "後の資料では異なる数値が記載されています：{about}",
    },
    NoticeCode.STOPPED: {
        Language.ENGLISH: "Stopped. The claims above are checked.",
        Language.JAPANESE: "停止しました。上の記載は照合済みです。",
    },
    NoticeCode.FAILED: {
        Language.ENGLISH: "The answer stopped midway. The claims above are checked.",
        Language.JAPANESE: "回答が途中で止まりました。上の記載は照合済みです。",
    },
    NoticeCode.UNFINISHED: {
        Language.ENGLISH: "This answer has no end on record: it is being written, or the service stopped.",
        Language.JAPANESE: "この回答は完了の記録がありません。作成中か、サービスが停止しました。",
    },
}

DIFFERENCES: Mapping[FindingCode, Words] = {
    FindingCode.UNIT_MISSING: {Language.ENGLISH: "the unit is missing", Language.JAPANESE: "単位がありません"},
    FindingCode.UNIT_DIFFERS: {Language.ENGLISH: "another unit", Language.JAPANESE: "単位が異なります"},
    FindingCode.SIGN_DIFFERS: {Language.ENGLISH: "another sign", Language.JAPANESE: "符号が異なります"},
}
"""What differs where the digits do not."""

UNDERSTOOD: Words = {Language.ENGLISH: "Understood as: {}", Language.JAPANESE: "質問の解釈：{}"}
SCOPE: Words = {Language.ENGLISH: "Searched: {}", Language.JAPANESE: "検索範囲：{}"}
ONE_DOCUMENT: Words = {Language.ENGLISH: "1 document", Language.JAPANESE: "資料1件"}
DOCUMENTS: Words = {Language.ENGLISH: "{} documents", Language.JAPANESE: "資料{}件"}
SOURCES: Words = {Language.ENGLISH: "Sources", Language.JAPANESE: "出典"}
NEAREST: Words = {Language.ENGLISH: "Nearest passages", Language.JAPANESE: "近い記載"}
SEARCHED: Words = {Language.ENGLISH: "What was searched", Language.JAPANESE: "検索した資料"}
RECORD: Words = {Language.ENGLISH: "Record {} · {}", Language.JAPANESE: "記録 {}・{}"}
PAGE: Words = {Language.ENGLISH: "p. {}", Language.JAPANESE: "{}ページ"}
PRINTED_PAGE: Words = {Language.ENGLISH: "(printed {})", Language.JAPANESE: "（紙面 {}）"}
HOW_TO_INGEST: Words = {
    Language.ENGLISH: "Add filings with: rm-assistant ingest PATH",
    Language.JAPANESE: "資料を追加するには：rm-assistant ingest パス",
}


def notice(told: str, language: Language) -> str:
    """A notice as `Answer.notices` holds it, in words; itself where a newer service gives one that has none here."""
    code, _, about = told.partition(":")
    if code not in NOTICES:
        return told
    return NOTICES[NoticeCode(code)][language].format(about=about)
