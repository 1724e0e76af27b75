"""Small PDFs written by hand, a page for each text, for tests that need real ones."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 612, 792
_FONT = 3


def pdf(*pages: str) -> bytes:
    """A page of Helvetica for each text, its lines from the top. A page without text is blank."""
    first = _FONT + 1
    numbers = range(first, first + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in zip(numbers, pages, strict=True):
        objects += [_page(number + 1), _content(text)]
    return _file(objects)


def _page(content: int) -> str:
    resources = f"<< /Font << /F1 {_FONT} 0 R >> >>"
    box = f"[0 0 {WIDTH} {HEIGHT}]"
    return f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {resources} /Contents {content} 0 R >>"


def _content(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    lines = " ".join(f"({line}) Tj T*" for line in escaped.splitlines())
    stream = f"BT /F1 11 Tf 14 TL 72 {HEIGHT - 72} Td {lines} ET" if text else ""
    return f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"


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
