from __future__ import annotations

import os
from pathlib import Path

import pytest

from rm_assistant.adapters.image_cache import ImageCache

IMAGE = bytes(1000)


def aged(cache_folder: Path, name: str, seconds: int) -> None:
    path = cache_folder / name
    at = path.stat().st_mtime - seconds
    os.utime(path, (at, at))


def test_an_image_is_there_until_it_is_forgotten(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path, 10_000)
    cache.put("doc", 3, 800, IMAGE)
    cache.put("doc", 3, 1200, b"wider")
    cache.put("other", 3, 800, b"other")

    assert (cache.get("doc", 3, 800), cache.get("doc", 3, 1200)) == (IMAGE, b"wider")
    assert cache.get("doc", 4, 800) is None

    cache.forget("doc")

    assert cache.get("doc", 3, 800) is None
    assert cache.get("other", 3, 800) == b"other"


def test_the_images_not_used_for_longest_make_room(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path, 3_500)
    for page in (1, 2, 3):
        cache.put("doc", page, 800, IMAGE)
        aged(tmp_path, f"doc/{page}-800.jpg", 100 - page)
    cache.get("doc", 1, 800)

    cache.put("doc", 4, 800, IMAGE)

    assert [page for page in (1, 2, 3, 4) if cache.get("doc", page, 800)] == [1, 3, 4]


def test_images_of_an_earlier_process_are_counted(tmp_path: Path) -> None:
    earlier = ImageCache(tmp_path, 10_000)
    for page in range(1, 10):
        earlier.put("doc", page, 800, IMAGE)

    ImageCache(tmp_path, 3_000).put("doc", 10, 800, IMAGE)

    assert sum(path.stat().st_size for path in tmp_path.rglob("*.jpg")) <= 3_000


@pytest.mark.parametrize("limit", [0, 999])
def test_an_image_larger_than_the_limit_is_not_kept(tmp_path: Path, limit: int) -> None:
    cache = ImageCache(tmp_path, limit)

    cache.put("doc", 1, 800, IMAGE)

    assert cache.get("doc", 1, 800) is None


def test_a_disk_that_takes_nothing_means_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = ImageCache(tmp_path / "file", 10_000)

    cache.put("doc", 1, 800, IMAGE)

    assert cache.get("doc", 1, 800) is None
