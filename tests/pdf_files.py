"""Small PDFs written by hand, a page for each text, for tests that need real ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 612, 792
_FONT = 3


def pdf(*pages: str, letters: Mapping[str, str] | None = None) -> bytes:
    """A page of Helvetica for each text, its lines from the top. A page without text is blank.

    The font says of `letters` that they stand for other characters, as an embedded font's map does.
    """
    first = _FONT + 1
    numbers = range(first, first + 2 * len(pages), 2)
    meant = f" /ToUnicode {numbers.stop} 0 R" if letters else ""
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding{meant} >>",
    ]
    for number, text in zip(numbers, pages, strict=True):
        objects += [_page(number + 1), _content(text)]
    if letters:
        objects.append(_stream(_character_map(letters)))
    return _file(objects)


def _page(content: int) -> str:
    resources = f"<< /Font << /F1 {_FONT} 0 R >> >>"
    box = f"[0 0 {WIDTH} {HEIGHT}]"
    return f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {resources} /Contents {content} 0 R >>"


def _content(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    lines = " ".join(f"({line}) Tj T*" for line in escaped.splitlines())
    return _stream(f"BT /F1 11 Tf 14 TL 72 {HEIGHT - 72} Td {lines} ET" if text else "")


def _character_map(letters: Mapping[str, str]) -> str:
    """A ToUnicode map (ISO 32000, 9.10.3): printable ASCII is itself, but for `letters`."""
    meant = {chr(code): chr(code) for code in range(32, 127)} | dict(letters)
    pairs = "\n".join(f"<{ord(letter):02x}> <{text.encode('utf-16-be').hex()}>" for letter, text in meant.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Meant def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(meant)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    written = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(written)
