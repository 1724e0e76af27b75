from __future__ import annotations

import pytest

from rm_assistant.domain.findings import FindingCode
from rm_assistant.verification.quotes import check_quote, is_quoted, is_telling
from tests.fakes_chat import sentence

TEXT = "We closed the Alder plant, and moved its environ-\nmental staff to “Birch” in ２０１８."
FIRST = sentence("a", TEXT)
NEXT = sentence("b", "The move cost little.", start=len(TEXT) + 1)
FAR = sentence("c", "Nothing else happened.", start=500)


@pytest.mark.parametrize(
    "quote",
    [
        "closed the Alder plant",
        "We  closed\nthe alder PLANT",
        'its environmental staff to "Birch"',
        "in 2018. The move cost",
    ],
)
def test_words_are_found_despite_spacing_case_width_hyphenation_and_sentence_ends(quote: str) -> None:
    assert check_quote(quote, (NEXT, FIRST)) == ()


@pytest.mark.parametrize("quote", ["closed the Birch plant", "little. Nothing else", "We closed … to Birch", ""])
def test_other_words_and_words_from_apart_are_not_a_quotation(quote: str) -> None:
    assert not is_quoted(quote, (FIRST, NEXT, FAR))


def test_what_is_not_found_is_a_finding_that_names_it() -> None:
    finding = check_quote("closed the Birch plant", (FIRST,))[0]

    assert (finding.code, finding.claimed) == (FindingCode.QUOTE_NOT_FOUND, "closed the Birch plant")


def test_a_neighbour_on_another_page_is_no_neighbour() -> None:
    moved = sentence("b", "The move cost little.", start=len(TEXT) + 1, page=11)

    assert not is_quoted("in 2018. The move", (FIRST, moved))


def test_a_few_letters_tell_nothing_unless_they_are_the_whole_span() -> None:
    assert not is_telling("the plant", (FIRST,))
    assert is_telling("closed the Alder plant", (FIRST,))
    assert is_telling("営業利益増加", (FIRST,))
    assert is_telling("None.", (sentence("d", "None."),))
