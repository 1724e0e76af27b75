"""What is said of filings and their pages, in the reader's language. Machines get the codes instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rm_assistant.cli.wording import Words
from rm_assistant.domain.documents import FailedPage, Language, PageFailure, RefusalReason
from rm_assistant.domain.ingestion import OutcomeStatus, SourceOutcome

REASONS: Mapping[RefusalReason, Words] = {
    RefusalReason.UNSUPPORTED_TYPE: {
        Language.ENGLISH: "a kind of file that is not read",
        Language.JAPANESE: "読み取れない種類のファイルです",
    },
    RefusalReason.NOT_FOUND: {Language.ENGLISH: "not found", Language.JAPANESE: "見つかりません"},
    RefusalReason.UNREADABLE: {Language.ENGLISH: "cannot be opened", Language.JAPANESE: "開けません"},
    RefusalReason.EMPTY: {Language.ENGLISH: "nothing in it", Language.JAPANESE: "中身がありません"},
    RefusalReason.ENCRYPTED: {
        Language.ENGLISH: "protected by a password or by encryption",
        Language.JAPANESE: "パスワードまたは暗号化で保護されています",
    },
    RefusalReason.DAMAGED: {Language.ENGLISH: "damaged", Language.JAPANESE: "壊れています"},
    RefusalReason.TOO_LARGE: {Language.ENGLISH: "too large", Language.JAPANESE: "大きすぎます"},
    RefusalReason.TIMED_OUT: {Language.ENGLISH: "took too long to read", Language.JAPANESE: "時間内に読み終わりません"},
    RefusalReason.OUT_OF_MEMORY: {
        Language.ENGLISH: "needs too much memory",
        Language.JAPANESE: "読み取りに必要なメモリが多すぎます",
    },
    RefusalReason.CRASHED: {
        Language.ENGLISH: "could not be read to its end",
        Language.JAPANESE: "読み取りの途中で失敗しました",
    },
    RefusalReason.NO_PAGES: {Language.ENGLISH: "no page to read", Language.JAPANESE: "読み取れるページがありません"},
    RefusalReason.UNSAFE_ARCHIVE: {
        Language.ENGLISH: "an archive that is not safe to unpack",
        Language.JAPANESE: "安全に展開できない圧縮ファイルです",
    },
    RefusalReason.BAD_MANIFEST: {
        Language.ENGLISH: "the manifest contradicts itself about it",
        Language.JAPANESE: "マニフェストの記載が矛盾しています",
    },
}

PAGE_FAILURES: Mapping[PageFailure, Words] = {
    PageFailure.NO_TEXT_LAYER: {
        Language.ENGLISH: "no text, only a picture; --ocr reads it",
        Language.JAPANESE: "文字情報のない画像です。--ocr で読み取れます",
    },
    PageFailure.UNREADABLE: {Language.ENGLISH: "damaged", Language.JAPANESE: "壊れています"},
    PageFailure.TOO_LARGE: {Language.ENGLISH: "too much on one page", Language.JAPANESE: "1ページの内容が多すぎます"},
    PageFailure.TIMED_OUT: {Language.ENGLISH: "took too long", Language.JAPANESE: "時間がかかりすぎます"},
    PageFailure.NOT_REACHED: {
        Language.ENGLISH: "reading ended before",
        Language.JAPANESE: "その前に読み取りが終わりました",
    },
}

STATUSES: Mapping[OutcomeStatus, Words] = {
    OutcomeStatus.ADDED: {Language.ENGLISH: "added", Language.JAPANESE: "追加"},
    OutcomeStatus.UNCHANGED: {Language.ENGLISH: "in already", Language.JAPANESE: "登録済み"},
    OutcomeStatus.REPLACED: {Language.ENGLISH: "read anew", Language.JAPANESE: "更新"},
    OutcomeStatus.REFUSED: {Language.ENGLISH: "refused", Language.JAPANESE: "登録不可"},
    OutcomeStatus.SKIPPED: {Language.ENGLISH: "left aside", Language.JAPANESE: "対象外"},
}

FILINGS: Words = {Language.ENGLISH: "Filings", Language.JAPANESE: "資料"}
OF: Words = {Language.ENGLISH: "{} of {}", Language.JAPANESE: "{}/{}"}
PAGES_READ: Words = {Language.ENGLISH: "{} pages", Language.JAPANESE: "{}ページ"}
EMBEDDING: Words = {Language.ENGLISH: "Search by meaning", Language.JAPANESE: "意味検索の準備"}
PASSAGES: Words = {Language.ENGLISH: "{} passages", Language.JAPANESE: "{}箇所"}
EMBEDDED: Words = {
    Language.ENGLISH: "Vectors made for {} passages: they are found by meaning too.",
    Language.JAPANESE: "{}箇所のベクトルを作成しました。意味でも検索できます。",
}
PACE: Words = {
    Language.ENGLISH: "{} pages in {} s, {} pages/s",
    Language.JAPANESE: "{}ページ、{}秒、毎秒{}ページ",
}
COLUMNS: Mapping[Language, Sequence[str]] = {
    Language.ENGLISH: ("filings", "pages", "indexed", "not read", "figures"),
    Language.JAPANESE: ("資料", "ページ", "索引済み", "読取不可", "数値"),
}

LIBRARY_COLUMNS: Mapping[Language, Sequence[str]] = {
    Language.ENGLISH: ("id", "file", "client", "form", "period", "pages", "figures"),
    Language.JAPANESE: ("ID", "ファイル", "顧客", "種類", "期間", "ページ", "数値"),
}
NO_FILINGS: Words = {
    Language.ENGLISH: "There are none. Add filings with: rm-assistant ingest PATH",
    Language.JAPANESE: "資料がありません。追加するには：rm-assistant ingest パス",
}
SUPERSEDED: Words = {
    Language.ENGLISH: "amended by {}, and no longer searched",
    Language.JAPANESE: "{} により訂正されたため、検索の対象ではありません",
}

_ONE_PAGE: Words = {Language.ENGLISH: "page {} not read ({})", Language.JAPANESE: "{}ページを読み取れません（{}）"}
_PAGES: Words = {Language.ENGLISH: "pages {} not read ({})", Language.JAPANESE: "{}ページを読み取れません（{}）"}
_AND_MORE: Words = {Language.ENGLISH: " and {} more", Language.JAPANESE: "、ほか{}"}
_RANGES_SHOWN = 8
_NAMES_SHOWN = 5


def refused(outcome: SourceOutcome, language: Language) -> str:
    """Why, and what to do; the second is as the reader of filings says it, in English."""
    reason = REASONS[outcome.reason or RefusalReason.UNREADABLE][language]
    stop = "。" if language is Language.JAPANESE else ". "
    detail = outcome.detail[:1].upper() + outcome.detail[1:]
    return f"{reason}{stop}{detail}".strip()


def pages_lost(pages: Iterable[FailedPage], language: Language) -> list[str]:
    """A line for each reason, with its pages: "pages 3, 7-9 not read (…)"."""
    numbers: dict[PageFailure, list[int]] = {}
    for page in pages:
        numbers.setdefault(page.reason, []).append(page.number)
    return [
        (_PAGES if len(found) > 1 else _ONE_PAGE)[language].format(
            _ranges(found, language), PAGE_FAILURES[reason][language]
        )
        for reason, found in numbers.items()
    ]


def several(names: Sequence[str], language: Language) -> str:
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (_AND_MORE[language].format(more) if more > 0 else "")


def _ranges(numbers: Sequence[int], language: Language) -> str:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs[:_RANGES_SHOWN]]
    more = sum(map(len, runs[_RANGES_SHOWN:]))
    return ", ".join(shown) + (_AND_MORE[language].format(more) if more else "")
