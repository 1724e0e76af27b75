from __future__ import annotations

from rm_assistant.language.morphemes import morphemes


def test_text_is_cut_into_its_shortest_words_with_their_kinds() -> None:
    found = morphemes("宇宙旅行事業を始めた")
    assert [morpheme.surface for morpheme in found][:3] == ["宇宙", "旅行", "事業"]
    assert {morpheme.kind for morpheme in found[:3]} == {"名詞"}
    assert found[4].form == "始める"


def test_no_text_has_no_morphemes() -> None:
    assert morphemes("") == ()
