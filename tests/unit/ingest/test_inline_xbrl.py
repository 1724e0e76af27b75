"""Facts about a filing in its inline XBRL."""

from __future__ import annotations

from ingest.html.document import parse
from ingest.inline_xbrl import cover_facts, has_inline_xbrl

NAMESPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance"'
)


def facts(body: str) -> dict[str, str]:
    root = parse(f"<html {NAMESPACES}><body>{body}</body></html>".encode()).root
    return {fact.concept: fact.value for fact in cover_facts(root)}


def tagged(name: str, value: str, more: str = "") -> str:
    return f'<ix:nonNumeric contextRef="c" name="{name}" {more}>{value}</ix:nonNumeric>'


def test_document_information_is_collected_hidden_or_not() -> None:
    body = f"<ix:header><ix:hidden>{tagged('dei:AmendmentFlag', 'false')}</ix:hidden></ix:header>" + tagged(
        "dei:EntityRegistrantName", "KESTREL RAIL\n HOLDINGS, <b>INC.</b>"
    )

    assert facts(body) == {"AmendmentFlag": "false", "EntityRegistrantName": "KESTREL RAIL HOLDINGS, INC."}


def test_japanese_taxonomies_are_known() -> None:
    body = (
        tagged("jpdei_cor:FilerNameInJapaneseDEI", "みなと精機株式会社")
        + tagged("jpcrp_cor:FiscalYearCoverPage", "第50期")
        + tagged("tse-ed-t:SecuritiesCode", "99990")
    )

    assert set(facts(body)) == {"FilerNameInJapaneseDEI", "FiscalYearCoverPage", "SecuritiesCode"}


def test_figures_and_long_texts_are_left_to_the_pages() -> None:
    body = tagged("us-gaap:RevenuePolicy", "text") + tagged("dei:Note", "x" * 1000)
    body += '<ix:nonFraction name="dei:EntityPublicFloat" contextRef="c">5</ix:nonFraction>'

    assert facts(body) == {}


def test_a_mark_for_yes_is_read_by_its_format() -> None:
    body = tagged("tse-ed-t:TokyoStockExchange", "東", 'format="ixt:booleantrue"')

    assert facts(body) == {"TokyoStockExchange": "true"}


def test_the_first_of_several_is_kept() -> None:
    assert facts(tagged("dei:TradingSymbol", "KRH") + tagged("dei:TradingSymbol", "KRH26")) == {"TradingSymbol": "KRH"}


def test_the_filer_is_known_from_its_identifiers_scheme() -> None:
    body = (
        '<xbrli:identifier scheme="http://www.sec.gov/CIK">0001234567</xbrli:identifier>'
        '<xbrli:identifier scheme="http://disclosure.edinet-fsa.go.jp">E99999-000</xbrli:identifier>'
    )

    assert facts(body) == {"EntityCentralIndexKey": "0001234567", "EDINETCodeDEI": "E99999"}


def test_inline_xbrl_is_told_from_plain_html() -> None:
    assert has_inline_xbrl(parse(f"<html {NAMESPACES}><body>{tagged('a:b', 'x')}</body></html>".encode()).root)
    assert not has_inline_xbrl(parse(b"<html><body><header>x</header></body></html>").root)
