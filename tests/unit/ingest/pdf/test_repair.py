from __future__ import annotations

from ingest.pdf.lines import Word
from ingest.pdf.repair import Vocabulary


def set_out(*parts: tuple[str, float]) -> list[Word]:
    """Words, each with the gap before it in font sizes."""
    words: list[Word] = []
    x = 0.0
    for text, gap in parts:
        x += 10 * gap
        words.append(Word(text, x, 0, x + 5 * len(text), 10, len(words)))
        x += 5 * len(text)
    return words


def mended(vocabulary: Vocabulary, *parts: tuple[str, float]) -> list[str]:
    return [word.text for word in vocabulary.mend(set_out(*parts))]


def knowing(*words: str) -> Vocabulary:
    vocabulary = Vocabulary()
    for _ in range(3):
        vocabulary.mend(set_out(*((word, 1.0) for word in words)))
    return vocabulary


def test_a_letter_set_apart_goes_back_to_a_word_met_before() -> None:
    assert mended(knowing("income", "net"), ("Net", 1), ("Incom", 0.22), ("e", 0.18)) == ["Net", "Income"]


def test_two_words_met_before_stay_two() -> None:
    vocabulary = knowing("across", "a", "cross")
    assert mended(vocabulary, ("a", 1), ("cross", 0.23)) == ["a", "cross"]


def test_words_never_met_stay_as_they_are() -> None:
    assert mended(Vocabulary(), ("Incom", 1), ("e", 0.18)) == ["Incom", "e"]


def test_letters_without_a_gap_are_one_word() -> None:
    assert mended(Vocabulary(), ("1", 1), ("0", 0.0), ("5", 0.0), ("1", 0.0)) == ["1051"]


def test_a_figure_broken_at_its_comma_is_whole_again() -> None:
    assert mended(Vocabulary(), ("1", 1), (",968", 0.1)) == ["1,968"]


def test_an_f_lost_between_two_is_put_back() -> None:
    assert mended(Vocabulary(), ("ef", 1), ("ective", 0.1)) == ["effective"]
    assert mended(knowing("officer", "of"), ("of", 1), ("icer", 0.1)) == ["officer"]


def test_a_hyphen_at_the_end_of_a_line_is_dropped_where_the_document_writes_one_word() -> None:
    vocabulary = knowing("international", "long-term")
    assert vocabulary.writes_as_one("inter", "national")
    assert not vocabulary.writes_as_one("long", "term")
