from __future__ import annotations

import pytest

from rm_assistant.language.taxonomy import read_member
from rm_assistant.retrieval.figures.members import member_likeness


def likeliest(member: str, *printed: str) -> str:
    return max(printed, key=lambda name: member_likeness(read_member(member), name))


def test_a_standard_member_by_its_printed_name() -> None:
    assert member_likeness(read_member("NonControllingInterestsIFRSMember"), "非支配 持分") >= 0.95
    assert likeliest("ShareholdersEquityMember", "株主資本合計", "資本剰余金合計", "純資産合計") == "株主資本合計"


@pytest.mark.parametrize(
    ("member", "printed"),
    [
        ("RetailBusinessReportableSegmentMember", "小売事業"),
        ("FireSafetyReportableSegmentsMember", "防災"),
        ("SmartLifeReportableSegmentMember", "スマートライフ"),
        ("OtherBusinessMember", "その他"),
    ],
)
def test_an_issuers_own_member_by_meaning_or_by_sound(member: str, printed: str) -> None:
    assert likeliest(member, "小売事業", "防災", "スマートライフ", "その他", "連結財務諸表計上額") == printed


@pytest.mark.parametrize("member", ["TaroSuzukiMember", "SUZUKITAROMember"])
def test_a_person_by_the_reading_of_the_name(member: str) -> None:
    assert likeliest(member, "佐藤 一郎", "鈴木 太郎", "高橋 花子") == "鈴木 太郎"


def test_nothing_printed_is_no_member() -> None:
    assert member_likeness(read_member("RetailMember"), "") == 0.0
