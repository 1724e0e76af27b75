"""What the reader chose by hand, matched to the clients and documents that there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rm_assistant.domain.documents import Document, DocumentId, Language
from rm_assistant.domain.errors import ChoiceError
from rm_assistant.domain.questions import ScopeChoice
from rm_assistant.language.words import normalise

CHOICES_SHOWN = 5
ID_SHOWN = 8
"""Characters of an id by which people are told of a document."""
_SHORTEST_ID = 4
"""Fewer characters are rather a slip of the pen than the beginning of an id."""


def settled(choice: ScopeChoice, documents: Sequence[Document], language: Language) -> ScopeChoice:
    """`choice` with clients as the catalog writes them and documents by their ids.

    Clients go by name; documents by file name, title, id or the beginning of one; case and width do not matter.
    `documents` are all that the asker may read, and nothing else is ever named. Where none of them can be searched,
    any choice stands: the answer will say so. Raises ChoiceError, in `language`, for what fits nothing, or several
    documents.
    """
    current = [document for document in documents if document.superseded_by is None]
    if not current:
        return choice
    clients = [name for written in choice.clients for name in _clients(written, current, language)]
    chosen = [_document(written, documents, language) for written in choice.documents]
    return replace(choice, clients=tuple(dict.fromkeys(clients)), documents=tuple(dict.fromkeys(chosen)))


def _clients(written: str, current: Iterable[Document], language: Language) -> list[str]:
    names = {document.client: (document.client,) for document in current}
    found = [name for name in names if _plain(name) == _plain(written)]
    if not found:
        raise _unknown(_NO_CLIENT, written, names, language)
    return found


def _document(written: str, documents: Sequence[Document], language: Language) -> DocumentId:
    """A filing that was amended is no longer searched, and gives way to the one of the same name that is."""
    current = [document for document in documents if document.superseded_by is None]
    found = _named(written, current) or _named(written, documents)
    if not found:
        raise _unknown(_NO_DOCUMENT, written, {_shown(document): _names(document) for document in current}, language)
    if len(found) > 1:
        shown = [_shown(document) for document in found]
        raise ChoiceError(_SEVERAL[language].format(_quoted(written), _listed(shown, language)))
    if found[0].superseded_by is not None:
        raise _amended(found[0], documents, language)
    return found[0].id


def _named(written: str, documents: Sequence[Document]) -> list[Document]:
    plain = _plain(written)
    named = [document for document in documents if plain in map(_plain, _names(document))]
    if named or len(plain) < _SHORTEST_ID:
        return named
    return [document for document in documents if document.id.startswith(plain)]


def _names(document: Document) -> tuple[str, ...]:
    title = document.metadata.title
    return (document.name, title) if title else (document.name,)


def _shown(document: Document) -> str:
    return f"{document.name} ({document.id[:ID_SHOWN]})"


def _plain(name: str) -> str:
    return " ".join(normalise(name).casefold().split())


def _amended(document: Document, documents: Iterable[Document], language: Language) -> ChoiceError:
    """The amendment may stand behind a wall: it is named to those who may read it."""
    amendment = next((other for other in documents if other.id == document.superseded_by), None)
    advice = _TAKE_AMENDMENT[language].format(_shown(amendment)) if amendment else ""
    return ChoiceError(_SUPERSEDED[language].format(_shown(document)) + advice)


def _unknown(
    words: Mapping[Language, str], written: str, choices: Mapping[str, Sequence[str]], language: Language
) -> ChoiceError:
    """`choices` gives the names by which each choice goes."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where a name is wrong

    wanted = _plain(written)
    near = {shown: max(fuzz.WRatio(wanted, _plain(name)) for name in names) for shown, names in choices.items()}
    nearest = sorted(choices, key=lambda shown: (-near[shown], shown))
    return ChoiceError(words[language].format(_quoted(written), _listed(nearest, language)))


def _listed(choices: Sequence[str], language: Language) -> str:
    more = len(choices) - CHOICES_SHOWN
    return "; ".join(choices[:CHOICES_SHOWN]) + (_AND_MORE[language].format(more) if more > 0 else "")


def _quoted(written: str) -> str:
    return repr(written if len(written) <= _LONGEST_SHOWN else written[:_LONGEST_SHOWN] + "…")


_LONGEST_SHOWN = 100
_NO_CLIENT = {
    Language.ENGLISH: "There is no client {}. There are, the nearest first: {}",
    Language.JAPANESE: "{} という顧客はありません。近い順に：{}",
}
_NO_DOCUMENT = {
    Language.ENGLISH: "There is no document {}: name it by id, file name or title. There are, the nearest first: {}",
    Language.JAPANESE: "{} という資料はありません。ID・ファイル名・標題のいずれかで指定してください。近い順に：{}",
}
_SEVERAL = {
    Language.ENGLISH: "{} fits several documents. Choose one by its id: {}",
    Language.JAPANESE: "{} に当てはまる資料が複数あります。IDで指定してください：{}",
}
_AND_MORE = {Language.ENGLISH: "; and {} more", Language.JAPANESE: "、ほか{}件"}
_SUPERSEDED = {
    Language.ENGLISH: "{} has been amended and is no longer searched.",
    Language.JAPANESE: "{} は訂正されたため、検索の対象ではありません。",
}
_TAKE_AMENDMENT = {
    Language.ENGLISH: " Choose its amendment: {}",
    Language.JAPANESE: "訂正後の資料を指定してください：{}",
}
