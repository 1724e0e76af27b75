"""What the reader names by hand: found however it is written, or refused with what there is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.errors import ChoiceError
from rm_assistant.domain.questions import ScopeChoice
from rm_assistant.retrieval.choices import CHOICES_SHOWN, settled
from tests.filings import catalogued, filing


def document(name: str, *, client: str = "Halden Fixture Corporation", title: str | None = None) -> Document:
    kept = catalogued(filing(name, ["Sales rose"]))
    return replace(kept, client=client, metadata=replace(kept.metadata, title=title))


HALDEN = document("halden-2024", title="Annual Report 2024")
OLDER = document("halden-2023", title="Annual Report 2023")
AOI = document("葵電機-2024", client="葵電機株式会社（架空）")
LIBRARY = [HALDEN, OLDER, AOI]


def choose_document(
    written: str, documents: list[Document] = LIBRARY, language: Language = Language.ENGLISH
) -> tuple[str, ...]:
    return settled(ScopeChoice(documents=(written,)), documents, language).documents


def choose_client(written: str, language: Language = Language.ENGLISH) -> tuple[str, ...]:
    return settled(ScopeChoice(clients=(written,)), LIBRARY, language).clients


def refusal(written: str, documents: list[Document] = LIBRARY, language: Language = Language.ENGLISH) -> str:
    with pytest.raises(ChoiceError) as refused:
        choose_document(written, documents, language)
    return str(refused.value)


@pytest.mark.parametrize(
    "written",
    [
        HALDEN.id,
        HALDEN.id[:4],
        HALDEN.id[:8].upper(),
        "halden-2024.pdf",
        "HALDEN-2024.PDF",
        "ｈａｌｄｅｎ－２０２４．ｐｄｆ",
        "annual  report 2024",
    ],
)
def test_a_document_goes_by_id_file_name_or_title(written: str) -> None:
    assert choose_document(written) == (HALDEN.id,)


@pytest.mark.parametrize("written", ["葵電機株式会社（架空）", "葵電機株式会社(架空)", " 葵電機株式会社（架空） "])
def test_a_client_goes_by_its_name_as_the_catalog_writes_it(written: str) -> None:
    assert choose_client(written) == (AOI.client,)


def test_the_same_named_twice_is_chosen_once() -> None:
    choice = ScopeChoice(clients=("HALDEN fixture corporation",) * 2, documents=(HALDEN.id, "halden-2024.pdf"))

    assert settled(choice, LIBRARY, Language.ENGLISH) == ScopeChoice((HALDEN.client,), (HALDEN.id,))


@pytest.mark.parametrize("written", ["", "halden", "halden-2025.pdf", HALDEN.id[:3], HALDEN.id + "0"])
def test_a_document_that_is_not_there_is_named_with_the_nearest_first(written: str) -> None:
    told = refusal(written)

    assert repr(written) in told
    assert all(f"{known.name} ({known.id[:8]})" in told for known in LIBRARY)


def test_the_nearest_comes_first() -> None:
    told = refusal("halden-2023")

    assert told.index(OLDER.name) < told.index(HALDEN.name) < told.index(AOI.name)


def test_a_client_that_is_not_there_is_named_in_the_language_of_the_question() -> None:
    with pytest.raises(ChoiceError, match=r"'Haldn'.*first: Halden Fixture Corporation; 葵電機"):
        choose_client("Haldn")
    with pytest.raises(ChoiceError, match=r"'葵電気' という顧客はありません。近い順に：葵電機株式会社"):
        choose_client("葵電気", Language.JAPANESE)


def test_of_many_choices_a_few_are_shown() -> None:
    many = [document(f"report {number}") for number in range(CHOICES_SHOWN + 7)]

    told = refusal("nothing like it", many)

    assert told.count(".pdf") == CHOICES_SHOWN
    assert told.endswith("; and 7 more")


def test_a_name_of_several_documents_asks_for_the_id() -> None:
    first, second = document("a", title="Annual Report"), document("b", title="Annual Report")

    told = refusal("annual report", [first, second])

    assert "fits several documents" in told
    assert first.id[:8] in told
    assert second.id[:8] in told


def test_an_amended_filing_points_to_its_amendment() -> None:
    amended = replace(OLDER, superseded_by=HALDEN.id)

    assert f"Choose its amendment: {HALDEN.name}" in refusal(OLDER.name, [amended, HALDEN])


def test_an_amendment_behind_a_wall_is_not_named() -> None:
    amended = replace(OLDER, superseded_by="f" * 64)

    told = refusal(OLDER.name, [amended, HALDEN])

    assert "no longer searched" in told
    assert "ffff" not in told


def test_the_amendment_stands_where_both_have_the_name() -> None:
    amended = replace(HALDEN, id="e" * 64, superseded_by=HALDEN.id)

    assert choose_document(HALDEN.name, [amended, HALDEN]) == (HALDEN.id,)


def test_where_nothing_can_be_searched_any_choice_stands() -> None:
    """The answer says that there are no documents, and how to add some."""
    assert choose_document("anything", []) == ("anything",)


def test_a_long_name_is_not_repeated_whole() -> None:
    assert len(refusal("x" * 10_000)) < 1_000


@given(names=st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6, unique=True), length=st.integers(4, 64))
def test_the_beginning_of_an_id_never_gives_another_document(names: list[str], length: int) -> None:
    library = [document(f"report {name}") for name in names]

    for known in library:
        alike = [other for other in library if other.id[:length] == known.id[:length]]
        if len(alike) == 1:
            assert choose_document(known.id[:length], library) == (known.id,)
        else:
            assert "fits several documents" in refusal(known.id[:length], library)
