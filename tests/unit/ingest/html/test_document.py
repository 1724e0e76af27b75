"""Bytes to a tree: encodings, entities, damage."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.html.document import decode, parse, tag_of, text_of
from ingest.reading import UnreadableSourceError
from rm_assistant.domain.documents import RefusalReason

JAPANESE = "令和５年３月期の売上高は増加しました。"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (JAPANESE.encode(), JAPANESE),
        (codecs.BOM_UTF8 + JAPANESE.encode(), JAPANESE),
        (codecs.BOM_UTF16_LE + JAPANESE.encode("utf-16-le"), JAPANESE),
        (JAPANESE.encode("cp932"), JAPANESE),
        (JAPANESE.encode("euc_jp"), JAPANESE),
        ("Société Générale – 2023".encode("cp1252"), "Société Générale – 2023"),
        (b'<meta charset="Shift_JIS">' + "①高".encode("cp932"), '<meta charset="Shift_JIS">①高'),
        (b'<meta charset="utf-16">abc', '<meta charset="utf-16">abc'),
        (b'<?xml version="1.0" encoding="ASCII"?>' + "—".encode(), '<?xml version="1.0" encoding="ASCII"?>—'),
        (b'<meta charset="no-such-thing">abc', '<meta charset="no-such-thing">abc'),
    ],
)
def test_the_encoding_is_found(data: bytes, text: str) -> None:
    assert decode(data) == text


@given(st.binary(max_size=200))
def test_any_bytes_decode(data: bytes) -> None:
    assert isinstance(decode(data), str)


def test_what_an_encoding_cannot_give_is_counted() -> None:
    data = b'<html><meta charset="utf-8"><p>' + b"x" * 200 + b"\xff</p></html>"

    assert parse(data).replaced in {0, 1}
    assert "x" * 200 in text_of(parse(data).root)


def test_xhtml_keeps_its_names_and_html_entities() -> None:
    data = b"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://x/y.dtd">
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body>
    <p>a&nbsp;b &amp; <ix:nonFraction name="x:y">5</ix:nonFraction></p></body></html>"""

    root = parse(data).root

    assert "a\u00a0b & 5" in text_of(root)
    assert [tag_of(element) for element in root.iter("*")] == ["html", "body", "p", "ix:nonfraction"]


def test_xhtml_that_is_not_well_formed_is_read_as_html() -> None:
    root = parse(b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>one<p>two</body></html>').root

    assert [text_of(element) for element in root.iter("p")] == ["one", "two"]


def test_entities_are_never_expanded() -> None:
    declarations = f'<!ENTITY a "{"a" * 1000}"><!ENTITY b "{"&a;" * 1000}">'
    data = f'<!DOCTYPE html [{declarations}]><html xmlns="http://www.w3.org/1999/xhtml"><body>&b;</body></html>'

    assert len(text_of(parse(data.encode()).root)) < 100


def test_the_header_of_an_edgar_submission_is_no_text() -> None:
    data = b"<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>x.htm\n<TEXT>\n<html><body><p>Results</p></body></html>"

    assert text_of(parse(data).root).strip() == "Results"


def test_deep_nesting_is_cut_and_said_so() -> None:
    data = b"<html><body><p>before</p>" + b"<div>" * 5000 + b"inside" + b"</div>" * 5000 + b"</body></html>"

    document = parse(data)

    assert "before" in text_of(document.root)
    assert document.cut_at is not None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", RefusalReason.EMPTY),
        (b"  \n ", RefusalReason.EMPTY),
        (b"%PDF-1.7 ...", RefusalReason.UNSUPPORTED_TYPE),
        (bytes(range(32)) * 40, RefusalReason.UNSUPPORTED_TYPE),
    ],
)
def test_what_is_no_html_is_refused_with_a_reason(data: bytes, reason: RefusalReason) -> None:
    with pytest.raises(UnreadableSourceError) as refused:
        parse(data)

    assert refused.value.reason is reason
