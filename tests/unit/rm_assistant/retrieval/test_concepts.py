from __future__ import annotations

import pytest

from rm_assistant.domain.documents import Language
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.concepts import Concept, Text, terms_of, weights
from rm_assistant.retrieval.query import read_query


def concepts(text: str, *names: str) -> tuple[Concept, ...]:
    return read_query(text, detect_language(text), names).concepts


def words(text: str, *names: str) -> list[str]:
    return [concept.word for concept in concepts(text, *names)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What was Widget Works' revenue in FY2018?", ["revenue"]),
        ("How did net sales of Widget Works change from 2017 to 2018?", ["revenue"]),
        ("What does Widget Works say about lunar mining in 2018?", ["lunar", "mine"]),
        ("What are the main risks of Widget Works?", ["risks"]),
        ("What is Widget Works' dividend policy?", ["dividend_policy"]),
        ("Why did it change?", []),
        ("Which data is this based on? Use the balance sheet.", []),
    ],
)
def test_what_a_question_is_about(text: str, found: list[str]) -> None:
    assert words(text, "Widget Works, Inc.") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("青空製作所の2020年3月期の売上高は？", ["revenue"]),
        ("青空製作所の宇宙旅行事業の方針は？", ["宇宙", "旅行", "事業", "方針"]),
        ("青空製作所の連結貸借対照表における総資産は？", ["total_assets"]),
        ("青空製作所の従業員数は何人ですか？", ["employees"]),
        ("なぜ変わったの？", []),
        ("売上高の推移を比較してください", ["revenue"]),
    ],
)
def test_what_a_japanese_question_is_about(text: str, found: list[str]) -> None:
    assert words(text, "株式会社青空製作所") == found


def test_an_item_is_spoken_of_by_any_of_its_names() -> None:
    (revenue,) = concepts("What was revenue?")
    assert revenue.is_in(Text.of("Net sales rose by a tenth."))
    assert revenue.is_in(Text.of("売上収益は増加しました。"))
    assert not revenue.is_in(Text.of("The plant was closed."))


def test_the_words_of_a_name_may_meet_by_chance_in_a_long_sentence() -> None:
    (earnings,) = concepts("What were earnings per share?")
    chance = Text.of("A share of the earn-out was paid per site; earnings were kept.")
    assert earnings.is_in(chance)
    assert not earnings.is_told_in(chance)
    assert earnings.is_told_in(Text.of("Diluted earnings per share were 2."))
    assert concepts("１株当たり当期純利益は？")[0].is_told_in(Text.of("１株当たり 当期純利益は２円でした。"))


def test_a_word_is_spoken_of_in_any_of_its_forms() -> None:
    plant = next(concept for concept in concepts("Which plants were flooded?") if concept.word == "flood")
    assert plant.is_in(Text.of("A flood reached the plant."))


def test_the_fewer_passages_hold_a_word_the_more_it_tells() -> None:
    found = concepts("lunar plants and revenue")
    shares = dict.fromkeys((term for concept in found for term in terms_of(concept)), 0.1) | {"lunar": 0.0}
    weighed = weights(found, shares)
    assert weighed["lunar"] == 1.0
    assert 0 < weighed["plant"] < weighed["lunar"]
    assert weighed["revenue"] == weights(found, {**shares, "revenu": 0.9})["revenue"]


def test_a_japanese_word_is_weighed_by_the_terms_it_is_indexed_under() -> None:
    (space,) = read_query("宇宙について", Language.JAPANESE).concepts
    assert weights([space], dict.fromkeys(terms_of(space), 1.0)) == {"宇宙": 0.0}
