from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ingest import manifest
from rm_assistant.domain.documents import (
    FilingForm,
    FilingMetadata,
    Identifier,
    IdentifierKind,
    Language,
    MetadataSource,
)
from rm_assistant.domain.errors import SourceError
from rm_assistant.ports import Overrides


def written(folder: Path, text: str, *, name: str = "manifest.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def said_of(folder: Path, path: Path, file: str) -> Overrides | None:
    row = manifest.load(path).find(folder / file)
    return row.overrides if row else None


def test_a_row_says_who_a_file_belongs_to(tmp_path: Path) -> None:
    path = written(tmp_path, "path,client,wall,fiscal_year\na.pdf,Halden,deal-7,2024\n")

    assert said_of(tmp_path, path, "a.pdf") == Overrides("Halden", "deal-7", {"fiscal_year": "2024"})
    assert said_of(tmp_path, path, "b.pdf") is None


@pytest.mark.parametrize(
    ("pattern", "file"),
    [
        ("2024/*.pdf", "2024/a.pdf"),
        ("*.pdf", "deep/down/a.pdf"),
        ("a.pdf", "deep/a.pdf"),
        ("./2024/a.pdf", "2024/a.pdf"),
        ("2024\\a.pdf", "2024/a.pdf"),
        ("delivery.zip/*", "delivery.zip/a.pdf"),
        ("[[]draft] a.pdf", "[draft] a.pdf"),
    ],
)
def test_paths_are_patterns_beside_the_manifest_or_bare_names(tmp_path: Path, pattern: str, file: str) -> None:
    path = written(tmp_path, f"path,client\n{pattern},Halden\n")

    assert said_of(tmp_path, path, file) == Overrides("Halden")
    assert said_of(tmp_path, path, "other/b.htm") is None


def test_the_first_row_that_names_a_file_holds(tmp_path: Path) -> None:
    path = written(tmp_path, "path,client\na.pdf,First\n*.pdf,Second\n")

    assert said_of(tmp_path, path, "a.pdf") == Overrides("First")
    assert said_of(tmp_path, path, "b.pdf") == Overrides("Second")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_what_excel_writes_is_read(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "path,client,form\r\n決算.pdf,架空商事,有価証券報告書\r\n,,\r\n", encoding=encoding)

    assert said_of(tmp_path, path, "決算.pdf") == Overrides("架空商事", None, {"form": "有価証券報告書"})


def test_json_says_the_same(tmp_path: Path) -> None:
    rows = [{"path": "a.pdf", "wall": "deal-7", "fiscal_year": 2024, "amends": True, "title": None}]
    path = written(tmp_path, json.dumps(rows), name="manifest.json")

    assert said_of(tmp_path, path, "a.pdf") == Overrides(None, "deal-7", {"fiscal_year": "2024", "amends": "true"})


@pytest.mark.parametrize(
    ("column", "value", "allowed"),
    [
        ("form", "10-X", "10-K"),
        ("language", "fr", "en or ja"),
        ("period_end", "31.12.2024", "2024-03-31"),
        ("filed_on", "2024-02-30", "2024-06-28"),
        ("fiscal_year", "24", "2024"),
        ("fiscal_quarter", "5", "1, 2, 3 or 4"),
        ("amends", "maybe", "true or false"),
    ],
)
def test_a_value_that_is_not_allowed_is_shown_with_its_row_and_what_is(
    tmp_path: Path, column: str, value: str, allowed: str
) -> None:
    path = written(tmp_path, f"path,{column}\na.pdf,\nb.pdf,{value}\n")

    with pytest.raises(SourceError, match=r"manifest\.csv, row 3") as caught:
        manifest.load(path)
    assert value in str(caught.value)
    assert allowed in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("m.csv", "path,wal\na.pdf,deal\n", "'wal' is no column"),
        ("m.csv", "path,wal\n", "m.csv, header: 'wal' is no column"),
        ("m.csv", "client\nHalden\n", "m.csv, header: there is no column path"),
        ("m.csv", "", "m.csv, header: the first line names no columns"),
        ("m.csv", "path,client,Client\na.pdf,b,c\n", "m.csv, header: the column 'client' is there twice"),
        ("m.csv", "path;client\na.pdf;b\n", "m.csv, header: put commas between the columns"),
        ("m.csv", "path,client\n,Halden\n", "row 2: no path"),
        ("m.csv", "path,client\na.pdf\n", "row 2: it has 1 fields, and the header 2"),
        ("m.csv", "path,client\na.pdf,b,c\n", "row 2: it has 3 fields, and the header 2"),
        ("m.csv", "path,client,\na.pdf,b,c\n", "row 2: 'c' stands in a column without a name"),
        ("m.csv", 'path,client\n"a.pdf,b\n', "not a CSV file"),
        ("m.csv", "path,wall\na.pdf,deal\x07\n", "wall takes a name"),
        ("m.json", "{", "not JSON"),
        ("m.json", '{"path": "a.pdf"}', "must be a list"),
        ("m.json", '["a.pdf"]', "row 1: must be an object"),
        ("m.json", '[{"path": "a.pdf", "client": ["x"]}]', "row 1: must be an object of plain values"),
    ],
)
def test_a_manifest_that_cannot_be_used_says_why(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        manifest.load(written(tmp_path, text, name=name))
    assert told in str(caught.value)


def test_a_manifest_that_is_missing_or_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x81\x00")

    with pytest.raises(SourceError, match="cannot be read"):
        manifest.load(tmp_path / "missing.csv")
    with pytest.raises(SourceError, match="not a text file"):
        manifest.load(tmp_path / "binary.csv")


def test_what_it_says_stands_over_what_was_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "path,issuer,issuer_names,form,language,period_end,fiscal_year,amends,edinet\n"
        "a.pdf,Halden,Halden KK; ハルデン,10-k,JA,2024-03-31,2024,yes,E00001\n",
    )
    read = FilingMetadata(
        issuer="Haldern",
        identifiers=(Identifier(IdentifierKind.EDINET, "E99999"), Identifier(IdentifierKind.CIK, "1")),
        title="As printed",
        sources={"issuer": MetadataSource.COVER, "title": MetadataSource.COVER},
    )
    said = said_of(tmp_path, path, "a.pdf")
    assert said is not None

    metadata = manifest.apply(said, read)

    assert (metadata.issuer, metadata.issuer_names) == ("Halden", ("Halden KK", "ハルデン"))
    assert (metadata.form, metadata.language) == (FilingForm.FORM_10K, Language.JAPANESE)
    assert (metadata.period_end, metadata.fiscal_year, metadata.amends) == (date(2024, 3, 31), 2024, True)
    assert metadata.identifiers == (Identifier(IdentifierKind.CIK, "1"), Identifier(IdentifierKind.EDINET, "E00001"))
    assert metadata.title == "As printed"
    assert metadata.sources["issuer"] is MetadataSource.MANIFEST
    assert metadata.sources["title"] is MetadataSource.COVER


def test_columns_without_a_name_may_stand_empty(tmp_path: Path) -> None:
    """Spreadsheets leave them at the right, and empty lines below."""
    path = written(tmp_path, "path,client,,\na.pdf,Halden,,\n,,,\n\n")

    assert said_of(tmp_path, path, "a.pdf") == Overrides("Halden")


def test_rows_without_effect_are_told_apart(tmp_path: Path) -> None:
    path = written(tmp_path, "path,client\n*.pdf,First\na.pdf,Second\nb.htm,Third\nc.htm,Fourth\n")

    unused = manifest.load(path).unused([tmp_path / "a.pdf", tmp_path / "c.htm"])

    assert unused.shadowed == ("row 3 (a.pdf)",)
    assert unused.idle == ("row 4 (b.htm)",)


def test_values_are_kept_in_one_written_form(tmp_path: Path) -> None:
    """So that the same manifest given again is seen to change nothing."""
    path = written(tmp_path, "path,form,language,amends,fiscal_year\na.pdf,10-k,EN,Yes,02024\n")

    said = said_of(tmp_path, path, "a.pdf")

    assert said is not None
    assert said.metadata == {"form": "10-K", "language": "en", "amends": "true", "fiscal_year": "2024"}
    assert manifest.apply(said, FilingMetadata()) == manifest.apply(said, manifest.apply(said, FilingMetadata()))
