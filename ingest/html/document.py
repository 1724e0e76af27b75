"""Bytes of an HTML or XHTML file as a tree: its encoding found, nothing fetched, no entity expanded."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from ingest.reading import UnreadableSourceError
from rm_assistant.domain.documents import RefusalReason

MAX_FILE_BYTES = 96 * 1024 * 1024
"""The largest annual reports in inline XBRL are about 30 MiB; a tree takes some ten times its file in memory."""

_MOST_DAMAGE = 0.05
"""Share of characters that may be unreadable before the file is taken for something else."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_WIDER = {"shift_jis": "cp932", "iso8859-1": "cp1252", "ascii": "utf-8"}
"""What browsers read for a label that names a subset (WHATWG Encoding Standard, 4.2), by Python's own names."""
_JAPANESE = ("cp932", "euc_jp")
_KANA = re.compile("[\u3041-\u30fe]")

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_SUBMISSION_HEADER = re.compile(r"\A\s*<DOCUMENT>\s*<TYPE>.{0,2000}?<TEXT>", re.DOTALL)
"""EDGAR's wrapper around each document of a submission."""
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_XML_ENTITIES = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_XHTML = re.compile(r"""<html[^>]*\sxmlns\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""", re.IGNORECASE)
_INLINE_XBRL_NAMESPACE = re.compile(r"^\{[^}]*inlineXBRL[^}]*\}", re.IGNORECASE)
_HTML_NAMESPACE = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class HtmlDocument:
    """`cut_at` says where the parser stopped before the end, None where it read all."""

    root: etree._Element
    replaced: int = 0
    """Characters that its encoding could not give."""
    cut_at: str | None = None


def parse(data: bytes) -> HtmlDocument:
    """Raises UnreadableSourceError for what is too large, empty or no HTML."""
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise UnreadableSourceError(RefusalReason.TOO_LARGE, f"HTML files over {limit} MiB are not read")
    if data.lstrip()[:5] == b"%PDF-":
        raise UnreadableSourceError(RefusalReason.UNSUPPORTED_TYPE, "a PDF with an HTML name: rename it to .pdf")
    decoded = decode(data)
    text = _CONTROL.sub("", decoded)
    replaced = text.count("\ufffd")
    if len(decoded) - len(text) + replaced > _MOST_DAMAGE * len(decoded):
        raise UnreadableSourceError(RefusalReason.UNSUPPORTED_TYPE, "the file is not text")
    text = _DOCTYPE.sub("", _SUBMISSION_HEADER.sub("", _XML_DECLARATION.sub("", text, count=1), count=1), count=1)
    if not text.strip():
        raise UnreadableSourceError(RefusalReason.EMPTY, "the file holds no text")
    root = _parse_xml(text) if _XHTML.search(text[:_DECLARED_WITHIN]) else None
    if root is not None:
        return HtmlDocument(root, replaced)
    return _parse_html(text, replaced)


def _parse_xml(text: str) -> etree._Element | None:
    """None where it is not well-formed: browsers then read it as HTML, and so do we."""
    plain = _ENTITY.sub(_character, text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(plain.encode(), parser)
    except etree.XMLSyntaxError:
        return None


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    return entity[0] if name in _XML_ENTITIES else html5.get(name, entity[0])


def _parse_html(text: str, replaced: int) -> HtmlDocument:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSourceError(RefusalReason.DAMAGED, f"no HTML: {error.msg}") from error
    if root is None:
        raise UnreadableSourceError(RefusalReason.EMPTY, "the file holds no text")
    fatal = parser.error_log.filter_from_fatals()
    limits = [entry for entry in fatal if entry.type_name == "ERR_RESOURCE_LIMIT"]
    return HtmlDocument(root, replaced, cut_at=f"line {limits[0].line}: {limits[0].message}" if limits else None)


# ── encoding ────────────────────────────────────────────────────────────────────────────────────────────────────────


def decode(data: bytes) -> str:
    """By byte-order mark, else as the file declares, else by what its bytes can be. Never fails: U+FFFD stands in."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    declared = _declared_encoding(data)
    for candidate in (declared or "utf-8", "utf-8"):
        if (text := _strictly(data, candidate)) is not None:
            return text
    return _decode_japanese(data) or data.decode(declared or "cp1252", errors="replace")


def _declared_encoding(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared[1].decode("ascii").replace("x-sjis", "shift_jis")).name
    except LookupError:
        return None
    # A file that can say so in ASCII is not in UTF-16, whatever it says.
    return None if name.startswith(("utf-16", "utf-32")) else _WIDER.get(name, name)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_japanese(data: bytes) -> str | None:
    """Undeclared Shift_JIS or EUC-JP: told from Western text by kana, which Japanese never lacks."""
    for encoding in _JAPANESE:
        text = _strictly(data, encoding)
        if text and len(_KANA.findall(text)) * 5 > sum(not character.isascii() for character in text):
            return text
    return None


def tag_of(element: etree._Element) -> str:
    """Lower-case name: `td` for HTML's own, `ix:header` for inline XBRL, `other:` before any other vocabulary."""
    name = element.tag
    if name.startswith(_HTML_NAMESPACE):
        return name[len(_HTML_NAMESPACE) :].lower()
    if name.startswith("{"):
        prefix = "ix:" if _INLINE_XBRL_NAMESPACE.match(name) else "other:"
        return prefix + name.partition("}")[2].lower()
    lowered = name.lower()
    return lowered if ":" not in lowered or lowered.startswith("ix:") else "other:" + lowered.partition(":")[2]


def text_of(element: etree._Element) -> str:
    """All text inside, as written."""
    return "".join(str(text) for text in element.itertext())
