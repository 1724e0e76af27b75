from __future__ import annotations

import contextlib
import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import archives
from ingest.archives import unpack
from ingest.reading import UnreadableSourceError
from rm_assistant.domain.documents import RefusalReason

LIMIT = 8 << 20


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def unpacked(folder: Path, content: bytes, limit: int = LIMIT) -> dict[str, bytes]:
    archive = folder / "delivery.zip"
    archive.write_bytes(content)
    target = folder / "unpacked"
    unpack(archive, target, limit)
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def refusal(folder: Path, content: bytes, limit: int = LIMIT) -> UnreadableSourceError:
    with pytest.raises(UnreadableSourceError) as caught:
        unpacked(folder, content, limit)
    return caught.value


def test_files_and_folders_come_out_as_they_went_in(tmp_path: Path) -> None:
    members = {"a.pdf": b"%PDF-1", "XBRL/PublicDoc/b.htm": b"<html>", "有価証券報告書.pdf": b"%PDF-2"}

    assert unpacked(tmp_path, zipped(members)) == members


def test_names_packed_on_japanese_windows_are_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("XXXX.pdf", b"%PDF-1")
    content = packed.getvalue().replace(b"XXXX.pdf", "決算.pdf".encode("cp932"))

    assert list(unpacked(tmp_path, content)) == ["決算.pdf"]


@pytest.mark.parametrize(
    "name", ["../escaped", "a/../../escaped", "/escaped", "C:\\escaped", "..\\escaped", "a\nb", "a/\x1b[2J"]
)
def test_members_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, zipped({name: b"x"})).reason is RefusalReason.UNSAFE_ARCHIVE
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["delivery.zip"]


@given(name=st.text(alphabet=st.sampled_from("a./\\:Cあ"), min_size=1, max_size=12))
def test_no_name_writes_outside_the_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("archive")
    with contextlib.suppress(UnreadableSourceError):
        unpacked(folder, zipped({name: b"x"}))

    outside = [path for path in folder.rglob("*") if path.is_file() and folder / "unpacked" not in path.parents]
    assert [path.name for path in outside] == ["delivery.zip"]


def test_links_are_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("report.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    assert refusal(tmp_path, packed.getvalue()).reason is RefusalReason.UNSAFE_ARCHIVE


def test_a_bomb_is_stopped_where_it_passes_what_a_document_compresses_to(tmp_path: Path) -> None:
    refused = refusal(tmp_path, zipped({"bomb.htm": bytes(64 << 20)}), limit=256 << 20)

    assert refused.reason is RefusalReason.UNSAFE_ARCHIVE
    assert (tmp_path / "unpacked" / "bomb.htm").stat().st_size < 32 << 20


def test_a_file_over_the_limit_is_refused_whatever_the_archive_says_of_it(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("large.pdf", bytes(LIMIT + 1))

    assert refusal(tmp_path, packed.getvalue()).reason is RefusalReason.UNSAFE_ARCHIVE


def test_all_files_together_are_limited(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for number in range(archives.MAX_FILES_OF_FULL_SIZE + 1):
            archive.writestr(f"{number}.pdf", bytes(1 << 20))

    assert refusal(tmp_path, packed.getvalue(), limit=1 << 20).reason is RefusalReason.UNSAFE_ARCHIVE


def test_an_archive_inside_is_unpacked_and_one_more_is_refused(tmp_path: Path) -> None:
    inner = zipped({"a.pdf": b"%PDF-1"})
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    assert unpacked(tmp_path / "one", zipped({"inner.zip": inner})) == {"inner.zip/a.pdf": b"%PDF-1"}
    refused = refusal(tmp_path / "two", zipped({"outer.zip": zipped({"inner.zip": inner})}))
    assert refused.reason is RefusalReason.UNSAFE_ARCHIVE


def test_more_members_than_any_delivery_has_are_refused(tmp_path: Path) -> None:
    members = {f"{number}.htm": b"" for number in range(archives.MAX_MEMBERS + 1)}

    assert refusal(tmp_path, zipped(members)).reason is RefusalReason.UNSAFE_ARCHIVE


def test_a_password_is_named(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.pdf": b"%PDF-1"}))
    content[6] |= 1  # general purpose flags of the local header, and of the central directory
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert refusal(tmp_path, bytes(content)).reason is RefusalReason.ENCRYPTED


@pytest.mark.parametrize("damage", ["cut", "contents"])
def test_a_damaged_archive_is_named(tmp_path: Path, damage: str) -> None:
    content = zipped({"a.pdf": b"%PDF-1" + bytes(range(256)) * 20})
    damaged = content[:-30] if damage == "cut" else content[:60] + b"\xff" * 40 + content[100:]

    assert refusal(tmp_path, damaged).reason is RefusalReason.DAMAGED


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_comes_twice_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.pdf", b"%PDF-1")
        archive.writestr("a.pdf", b"%PDF-2")

    assert refusal(tmp_path, packed.getvalue()).reason is RefusalReason.UNSAFE_ARCHIVE


def test_a_file_that_stands_where_a_folder_should_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, zipped({"a": b"x", "a/b": b"y"})).reason is RefusalReason.UNSAFE_ARCHIVE
