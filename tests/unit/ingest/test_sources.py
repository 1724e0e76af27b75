from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources import Found, discover
from rm_assistant.domain.documents import RefusalReason, SourceRefused, folder_id
from rm_assistant.domain.errors import SourceError
from rm_assistant.domain.ingestion import SourceSkipped
from rm_assistant.ports import Overrides, Source

PDF = b"%PDF-1.7 "
HTML = b"<html><body>"
COVER = "<html>【提出書類】".encode()


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def search(tmp_path: Path, *paths: Path, manifest: Path | None = None, max_mb: int = 8) -> list[Found]:
    staging = tmp_path / "staging"
    staging.mkdir(exist_ok=True)
    return discover(paths, manifest, staging, max_mb)


def named(found: Iterable[Found]) -> list[str]:
    return [item.name for item in found if isinstance(item, Source)]


def refusals(found: Iterable[Found]) -> dict[str, RefusalReason]:
    return {item.name: item.reason for item in found if isinstance(item, SourceRefused)}


def details(found: Iterable[Found]) -> dict[str, str]:
    return {item.name: item.detail for item in found if isinstance(item, SourceRefused)}


def notes(found: Iterable[Found]) -> list[SourceSkipped]:
    return [item for item in found if isinstance(item, SourceSkipped)]


def the_source(found: Sequence[Found]) -> Source:
    [source] = [item for item in found if isinstance(item, Source)]
    return source


def test_a_file_is_known_by_its_bytes_whatever_its_name(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"a.pdf": PDF, "moved/b.pdf": PDF})

    found = search(tmp_path, inbox)

    source = the_source(found)
    assert source == Source(inbox / "a.pdf", "a.pdf", hashlib.sha256(PDF).hexdigest(), len(PDF))
    assert [note.name for note in notes(found)] == ["b.pdf"], "the second of the same content is told, not lost"


def test_folders_of_filings_are_searched_in_a_stable_order(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"b.pdf": PDF + b"1", "2024/a.pdf": PDF + b"2", "2023/x/y.pdf": PDF + b"3", "a.pdf": PDF + b"4"})

    assert named(search(tmp_path, inbox)) == ["a.pdf", "b.pdf", "y.pdf", "a.pdf"]


def test_a_folder_of_html_is_one_filing(tmp_path: Path, inbox: Path) -> None:
    files = {"S1-0000000.html": COVER, "S1-0101010.html": HTML + b"1", "S1-0102010.html": HTML + b"2"}
    lay(inbox / "S100TEST", files)

    source = the_source(search(tmp_path, inbox))

    assert (source.name, source.path) == ("S100TEST", inbox / "S100TEST")
    assert source.files == tuple(sorted(files))
    assert source.size_bytes == sum(map(len, files.values()))
    assert source.id == folder_id({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})


def test_the_parts_that_tdnet_and_edinet_deliver_are_one_filing(tmp_path: Path, inbox: Path) -> None:
    lay(
        inbox / "tdnet",
        {"Summary/s.htm": HTML + b"1", "Attachment/a.htm": HTML + b"2", "Attachment/a.xsd": b"<schema>"},
    )
    lay(inbox / "S100TEST", {"XBRL/PublicDoc/p.htm": HTML + b"3", "XBRL/AuditDoc/q.htm": HTML + b"4"})

    found = search(tmp_path, inbox)

    assert named(found) == ["S100TEST", "tdnet"]
    assert [item.files for item in found if isinstance(item, Source)] == [
        ("AuditDoc/q.htm", "PublicDoc/p.htm"),
        ("Attachment/a.htm", "Summary/s.htm"),
    ]
    assert [(note.name, note.files) for note in notes(found)] == [("tdnet", 1)]


def test_a_single_html_file_is_the_same_alone_and_in_its_folder(tmp_path: Path, inbox: Path) -> None:
    lay(inbox / "35440", {"forecast.htm": HTML, "forecast.xsd": b"<schema>"})

    in_folder, alone = search(tmp_path, inbox), search(tmp_path, inbox / "35440" / "forecast.htm")

    assert the_source(in_folder) == the_source(alone)


def test_several_covers_in_a_folder_are_several_filings(tmp_path: Path, inbox: Path) -> None:
    cover = b"<html>Commission file number: 1-"
    lay(inbox, {"a-10k.htm": cover + b"1", "b-10k.htm": cover + b"2"})

    assert named(search(tmp_path, inbox)) == ["a-10k.htm", "b-10k.htm"]


def test_beside_pdfs_every_html_file_is_a_filing(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"a.pdf": PDF, "b.htm": HTML + b"1", "c.htm": HTML + b"2"})

    assert named(search(tmp_path, inbox)) == ["a.pdf", "b.htm", "c.htm"]


def test_what_accompanies_filings_is_counted_and_what_hides_is_left(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"a.pdf": PDF, "a.xbrl": b"<xbrl>", "a.xsd": b"<schema>", "logo.png": b"\x89PNG", ".DS_Store": b"x"})

    found = search(tmp_path, inbox)

    assert [(note.name, note.files) for note in notes(found)] == [("inbox", 2)]
    assert refusals(found) == {"logo.png": RefusalReason.UNSUPPORTED_TYPE}


def test_pictures_of_an_html_filing_are_part_of_it(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"main.htm": HTML + b"1", "ex1.htm": HTML + b"2", "chart.gif": b"GIF89a", "index.txt": b"main.htm"})

    found = search(tmp_path, inbox)

    assert not refusals(found)
    assert [(note.name, note.files) for note in notes(found)] == [("inbox", 2)]


def test_what_is_no_filing_is_refused_by_name(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"a.xlsx": zipped({"[Content_Types].xml": b"", "xl/w": b""}), "empty.pdf": b"", "fake.pdf": b"hello"})

    found = search(tmp_path, inbox, inbox / "missing.pdf")

    assert refusals(found) == {
        "a.xlsx": RefusalReason.UNSUPPORTED_TYPE,
        "empty.pdf": RefusalReason.EMPTY,
        "fake.pdf": RefusalReason.DAMAGED,
        "missing.pdf": RefusalReason.NOT_FOUND,
    }


def test_a_file_over_the_limit_is_refused(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"large.pdf": PDF + bytes(1 << 20)})

    assert refusals(search(tmp_path, inbox, max_mb=1)) == {"large.pdf": RefusalReason.TOO_LARGE}


def test_names_that_are_no_text_are_refused(tmp_path: Path, inbox: Path) -> None:
    (inbox / os.fsdecode(b"\xff\xfe.pdf")).write_bytes(PDF)

    assert list(refusals(search(tmp_path, inbox)).values()) == [RefusalReason.UNREADABLE]


def test_a_link_to_a_folder_above_is_refused_by_name(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"deep/a.pdf": PDF})
    (inbox / "deep" / "up").symlink_to(inbox)

    found = search(tmp_path, inbox)

    assert named(found) == ["a.pdf"]
    assert refusals(found) == {"up": RefusalReason.UNREADABLE}
    assert details(found)["up"] == "It is a link back to inbox, the folder that it lies in. Remove the link."


@pytest.mark.parametrize(
    ("link", "target", "told"),
    [
        ("gone.pdf", "moved/away.pdf", "It is a link to moved/away.pdf, which is not there."),
        ("gone", "/nowhere/at/all", "It is a link to /nowhere/at/all, which is not there."),
        ("circle", "circle", "It is a link that leads back to itself, by way of circle."),
    ],
)
def test_a_link_that_leads_nowhere_is_refused_by_name(
    tmp_path: Path, inbox: Path, link: str, target: str, told: str
) -> None:
    lay(inbox, {"a.pdf": PDF})
    (inbox / link).symlink_to(target)

    within, alone = search(tmp_path, inbox), search(tmp_path, inbox / link)

    assert named(within) == ["a.pdf"]
    assert refusals(within) == refusals(alone) == {link: RefusalReason.UNREADABLE}
    assert details(within)[link].startswith(told)


def test_two_links_in_a_circle_are_both_refused(tmp_path: Path, inbox: Path) -> None:
    (inbox / "this").symlink_to(inbox / "that")
    (inbox / "that").symlink_to(inbox / "this")

    assert set(refusals(search(tmp_path, inbox))) == {"this", "that"}


def test_a_folder_met_again_is_told_and_searched_once(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"filings/a.pdf": PDF})
    (inbox / "other").symlink_to(inbox / "filings")

    found = search(tmp_path, inbox, inbox / "filings")

    assert named(found) == ["a.pdf"]
    assert not refusals(found)
    assert [note.name for note in notes(found)] == ["other", "filings"]
    assert all("searched already" in note.detail for note in notes(found))


def test_links_to_filings_are_followed(tmp_path: Path, inbox: Path) -> None:
    lay(tmp_path, {"elsewhere/a.pdf": PDF})
    (inbox / "a.pdf").symlink_to(tmp_path / "elsewhere" / "a.pdf")

    assert named(search(tmp_path, inbox)) == ["a.pdf"]


def test_archives_are_unpacked_and_searched(tmp_path: Path, inbox: Path) -> None:
    (inbox / "delivery.zip").write_bytes(
        zipped({"2024/a.pdf": PDF, "S100TEST/1.htm": COVER, "S100TEST/2.htm": HTML, "readme.xyz": b"x"})
    )
    (inbox / "S100ZIP.zip").write_bytes(zipped({"XBRL/PublicDoc/1.htm": COVER + b"z", "XBRL/PublicDoc/2.htm": HTML}))

    found = search(tmp_path, inbox)

    assert named(found) == ["S100ZIP", "a.pdf", "S100TEST"]
    assert refusals(found) == {"readme.xyz": RefusalReason.UNSUPPORTED_TYPE}
    assert all(tmp_path / "staging" in item.path.parents for item in found if isinstance(item, Source))


def test_a_folder_is_the_same_filing_in_an_archive(tmp_path: Path, inbox: Path) -> None:
    files = {"1.htm": COVER, "2.htm": HTML}
    lay(inbox / "S100TEST", files)
    (inbox / "S100TEST.zip").write_bytes(zipped({f"S100TEST/{name}": content for name, content in files.items()}))

    found = search(tmp_path, inbox)

    assert the_source(found).name == "S100TEST"
    assert len(notes(found)) == 1


def test_a_bad_archive_is_refused_and_the_rest_is_found(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"a.zip": b"PK\x03\x04 broken", "b.zip": zipped({"../up.pdf": PDF}), "c.pdf": PDF, "d.zip": zipped({})})

    found = search(tmp_path, inbox)

    assert refusals(found) == {
        "a.zip": RefusalReason.DAMAGED,
        "b.zip": RefusalReason.UNSAFE_ARCHIVE,
        "d.zip": RefusalReason.EMPTY,
    }
    assert named(found) == ["c.pdf"]


def test_a_manifest_in_the_folder_is_picked_up(tmp_path: Path, inbox: Path) -> None:
    lay(
        inbox, {"manifest.csv": b"path,client,wall\n2024/a.pdf,Halden,deal-7\n", "2024/a.pdf": PDF, "b.pdf": PDF + b"2"}
    )

    found = search(tmp_path, inbox)

    described = {item.name: item.overrides for item in found if isinstance(item, Source)}
    assert described == {"a.pdf": Overrides("Halden", "deal-7"), "b.pdf": Overrides()}
    assert not refusals(found)


def test_the_manifest_that_is_given_stands_for_those_in_folders(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"manifest.csv": b"path,client\na.pdf,Folder\n", "a.pdf": PDF})
    given = tmp_path / "given.csv"
    given.write_text("path,client\na.pdf,Given\n", encoding="utf-8")

    found = search(tmp_path, inbox, manifest=given)

    assert the_source(found).overrides.client == "Given"
    assert [(note.name, note.detail) for note in notes(found)] == [
        ("manifest.csv", "given.csv was given, and stands in its place.")
    ]


def test_a_manifest_in_an_archive_is_not_believed(tmp_path: Path, inbox: Path) -> None:
    (inbox / "a.zip").write_bytes(zipped({"manifest.csv": b"path,wall\na.pdf,deal-7\n", "a.pdf": PDF}))

    found = search(tmp_path, inbox)

    assert the_source(found).overrides == Overrides()
    assert ["not used" in note.detail for note in notes(found)] == [True]


def test_a_folder_filing_is_described_by_its_name(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"manifest.csv": b"path,client\nS100TEST,Halden\n", "S100TEST/1.htm": COVER, "S100TEST/2.htm": HTML})

    assert the_source(search(tmp_path, inbox)).overrides.client == "Halden"


def test_a_row_that_names_nothing_stops_the_run_before_anything_is_found(tmp_path: Path, inbox: Path) -> None:
    """Its wall would be set on nothing, and the file that was meant would be everyone's to read."""
    lay(inbox, {"manifest.csv": b"path,wall\naa.pdf,deal-7\n", "a.pdf": PDF})

    with pytest.raises(SourceError, match=r"row 2.*names no file"):
        search(tmp_path, inbox)


def test_a_manifest_for_many_runs_may_name_more_than_there_is(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"a.pdf": PDF})
    given = tmp_path / "given.csv"
    given.write_text("path,client\na.pdf,Given\nlater.pdf,Given\n", encoding="utf-8")

    found = search(tmp_path, inbox, manifest=given)

    assert the_source(found).overrides.client == "Given"
    assert [(note.name, note.detail) for note in notes(found)] == [
        ("given.csv", "Rows that name none of the files in this run: row 3 (later.pdf).")
    ]


def test_rows_that_rows_above_them_overrule_are_told(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"manifest.csv": b"path,wall\n*.pdf,deal-7\na.pdf,deal-8\n", "a.pdf": PDF})

    found = search(tmp_path, inbox)

    assert the_source(found).overrides.wall == "deal-7"
    assert [(note.files, note.detail) for note in notes(found)] == [
        (1, "Rows without effect, since rows above them name the same files: row 3 (a.pdf).")
    ]


def test_of_two_manifests_in_a_folder_the_second_is_told_as_unused(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"manifest.csv": b"path,client\na.pdf,CSV\n", "manifest.json": b"[]", "a.pdf": PDF})

    found = search(tmp_path, inbox)

    assert the_source(found).overrides.client == "CSV"
    assert [note.name for note in notes(found)] == ["manifest.json"]


def test_one_content_behind_two_walls_is_refused(tmp_path: Path, inbox: Path) -> None:
    rows = b"path,wall\na.pdf,deal-7\nb.pdf,deal-8\n"
    lay(inbox, {"manifest.csv": rows, "a.pdf": PDF, "b.pdf": PDF})

    found = search(tmp_path, inbox)

    assert not named(found)
    assert refusals(found) == {"a.pdf": RefusalReason.BAD_MANIFEST, "b.pdf": RefusalReason.BAD_MANIFEST}


def test_one_content_is_behind_the_wall_that_any_of_its_files_is(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"manifest.csv": b"path,wall\nb.pdf,deal-7\n", "a.pdf": PDF, "b.pdf": PDF})

    assert the_source(search(tmp_path, inbox)).overrides.wall == "deal-7"


def test_progress_is_told_for_each_filing(tmp_path: Path, inbox: Path) -> None:
    lay(inbox, {"a.pdf": PDF + b"1", "b.pdf": PDF + b"2"})
    told: list[tuple[int, int]] = []

    discover([inbox], None, tmp_path, 8, lambda done, of: told.append((done, of)))

    assert told == [(1, 2), (2, 2)]


@given(names=st.permutations(["a/1.htm", "a/2.htm", "b.htm", "a.htm"]))
def test_the_identity_of_a_folder_does_not_depend_on_the_order(names: list[str]) -> None:
    assert folder_id({name: f"digest of {name}" for name in names}) == folder_id(
        {name: f"digest of {name}" for name in sorted(names)}
    )


def test_the_identity_of_a_folder_changes_with_names_and_contents() -> None:
    identities = {
        folder_id({"a.htm": "1", "b.htm": "2"}),
        folder_id({"a.htm": "2", "b.htm": "1"}),
        folder_id({"a.htm": "1", "c.htm": "2"}),
        folder_id({"a.htm": "1"}),
    }
    assert len(identities) == 4
