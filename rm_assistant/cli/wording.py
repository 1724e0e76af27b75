"""What `ask` says around an answer, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from rm_assistant.domain.answers import ClaimState
from rm_assistant.domain.documents import Language

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

NOTICES: Mapping[str, Words] = {
    "model_unavailable": {
        Language.ENGLISH: "The language model is unavailable: sources and figures are quoted as they stand.",
        Language.JAPANESE: "生成AIを利用できません。原文と数値をそのまま引用しています。",
    },
    "quoted": {
        Language.ENGLISH: "No language model wrote this: sources and figures are quoted as they stand.",
        Language.JAPANESE: "生成AIは使用していません。原文と数値をそのまま引用しています。",
    },
    "stopped": {
        Language.ENGLISH: "Stopped. The claims above are checked.",
        Language.JAPANESE: "停止しました。上の記載は照合済みです。",
    },
    "superseded_document": {
        Language.ENGLISH: "A document used here has been amended since.",
        Language.JAPANESE: "使用した資料には訂正があります。",
    },
}

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
