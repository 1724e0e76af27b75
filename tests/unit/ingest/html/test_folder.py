"""Reading order of a filing's files."""

from __future__ import annotations

from pathlib import Path

from ingest.html.folder import html_files


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>x</p>", encoding="utf-8")


def order(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in html_files(folder)]


def test_files_are_read_by_name_and_others_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "0102010.html", "0000000.html", "0101010.htm", "figure.png", "index.css")

    assert order(tmp_path) == ["0000000.html", "0101010.htm", "0102010.html"]


def test_the_manifest_decides_where_there_is_one(tmp_path: Path) -> None:
    write(tmp_path, "a.htm", "b.htm", "c.htm")
    (tmp_path / "manifest_PublicDoc.xml").write_text(
        '<manifest xmlns="http://x"><list><instance><ixbrl>b.htm</ixbrl><ixbrl>a.htm</ixbrl></instance></list></manifest>',
        encoding="utf-8",
    )

    assert order(tmp_path) == ["b.htm", "a.htm", "c.htm"]


def test_a_broken_manifest_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "b.htm", "a.htm")
    (tmp_path / "manifest.xml").write_text("<manifest>", encoding="utf-8")

    assert order(tmp_path) == ["a.htm", "b.htm"]


def test_an_index_in_shift_jis_decides_where_there_is_no_manifest(tmp_path: Path) -> None:
    write(tmp_path, "a.htm", "b.htm")
    (tmp_path / "index.txt").write_bytes("連結貸借対照表  b.htm\r\n連結損益計算書  a.htm".encode("cp932"))

    assert order(tmp_path) == ["b.htm", "a.htm"]


def test_the_summary_comes_before_its_attachments(tmp_path: Path) -> None:
    write(tmp_path, "Attachment/a.htm", "Summary/s.htm")

    assert order(tmp_path) == ["Summary/s.htm", "Attachment/a.htm"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside.htm", "filing/a.htm")
    (tmp_path / "filing" / "b.htm").symlink_to(tmp_path / "outside.htm")

    assert order(tmp_path / "filing") == ["a.htm"]
