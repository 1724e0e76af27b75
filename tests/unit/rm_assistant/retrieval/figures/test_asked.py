from __future__ import annotations

from rm_assistant.domain.documents import Basis, Language
from rm_assistant.domain.figures import UnitKind
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.figures.asked import FigureQuestion, read_figure_question
from rm_assistant.retrieval.figures.phrases import phrase


def asked(text: str, company: str = "架空物産") -> FigureQuestion:
    scope = Scope(companies=(company,), written=(company,), periods=(Period(2020),))
    return read_figure_question(ResolvedQuestion(text, text, detect_language(text), scope))


def heads(question: FigureQuestion) -> list[str]:
    return [reading.head.letters for reading in question.readings]


def test_a_quoted_line_has_its_parents_behind_it() -> None:
    question = asked("架空物産の2020年の個別決算における「その他、営業外収益」は？")
    first = question.readings[0]
    assert first.head is phrase("その他")
    assert first.contexts == ((phrase("営業外収益"),),)
    assert (question.basis, question.quoted) == (Basis.PARENT_ONLY, True)


def test_a_line_may_hold_a_comma_itself() -> None:
    assert "工具器具備品" in heads(asked("架空物産の2020年時点における「工具、器具及び備品（純額）」は？"))


def test_a_dash_joins_a_row_and_a_column() -> None:
    question = asked("架空物産の2020年時点における「株主数－外国法人等－個人」は？")
    assert question.readings[0].head is phrase("株主数")
    assert question.readings[0].contexts == ((phrase("外国法人等"),), (phrase("個人"),))


def test_a_company_in_quotation_marks_is_no_line() -> None:
    assert not asked("「架空物産」の2020年の広告宣伝費は？").quoted
    assert asked("「架空物産」の2020年の「広告宣伝費」は？").readings[0].head is phrase("広告宣伝費")
    free = asked('What were the advertising expenses of "Widget Works" in 2020?', "Widget Works")
    assert (free.quoted, heads(free)[0]) == (False, phrase("advertising expenses").letters)


def test_a_moment_asks_for_a_balance_and_a_bare_year_for_a_movement() -> None:
    assert asked("架空物産の2020年時点における「現金」は？").moment is True
    assert asked("架空物産の2020年における「支払利息」は？").moment is False
    assert asked("架空物産の2020年3月期の総資産は？").moment is None


def test_a_member_is_read_by_its_id() -> None:
    question = asked("架空物産の2020年時点のCapitalSurplusIFRSMemberにおける「当期首残高」は？")
    assert question.member is not None
    assert question.member.names[0] == "資本剰余金"
    assert (question.basis, question.opening) == (Basis.CONSOLIDATED, True)


def test_free_words_name_the_line_last_in_japanese() -> None:
    question = asked("架空物産のスマートライフ部門の設備投資はいくらですか？")
    assert question.readings[0].head is phrase("設備投資")
    assert question.readings[0].contexts[0][0] is phrase("スマートライフ")
    assert {"スマート", "ライフ", "スマートライフ"} & {word.word for word in question.words}


def test_free_words_in_english() -> None:
    question = asked("What was Widget Works' Motorcycle segment operating income in FY2020?", "Widget Works")
    assert phrase("operating income").grams <= question.readings[0].head.grams
    assert phrase("二輪") in question.readings[0].contexts[0]


def test_what_is_counted() -> None:
    assert asked("架空物産の自己資本比率は？").unit is UnitKind.PERCENT
    assert asked("架空物産の1株当たり配当額は？").unit is UnitKind.PER_SHARE
    assert asked("架空物産の2020年における「株式数が増加した理由」は？").unit is None
    assert asked("架空物産の2020年時点における「本店の所在の場所、表紙」は？").in_words


def test_a_question_without_a_line_asks_for_nothing() -> None:
    question = read_figure_question(ResolvedQuestion("？", "？", Language.JAPANESE, Scope()))
    assert heads(question) == [""]
