"""What every drawer of pages promises."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from rm_assistant.adapters.image_cache import ImageCache
from rm_assistant.adapters.original_files import OriginalFiles
from rm_assistant.adapters.worker_page_images import WorkerPageImages
from rm_assistant.adapters.worker_process import WorkerProcess
from rm_assistant.domain.errors import InputError, NotFoundError
from rm_assistant.ports import PageImages, Source
from rm_assistant.worker_protocol import Limits, WorkerRole
from tests.fakes_reading import PaintedPages
from tests.pdf_files import HEIGHT, WIDTH, pdf

CONTENT = pdf("Sales rose.", "They may fall.")
DOCUMENT = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module", params=["fake", "worker"])
def images(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageImages]:
    if request.param == "fake":
        painted = PaintedPages()
        painted.pages[DOCUMENT] = 2
        yield painted
        return
    folder = tmp_path_factory.mktemp("data")
    process = WorkerProcess(WorkerRole.RENDERING, slots=1, scratch=folder / "scratch")
    drawn = WorkerPageImages(process, Limits(), _kept(folder).path, ImageCache(folder / "cache", 1 << 20))
    yield drawn
    drawn.close()


def _kept(folder: Path) -> OriginalFiles:
    originals = OriginalFiles(folder / "originals")
    path = folder / "report.pdf"
    path.write_bytes(CONTENT)
    originals.keep(Source(path, path.name, DOCUMENT, len(CONTENT)))
    return originals


@pytest.mark.parametrize("width", [50, 333, 800])
def test_a_page_is_as_wide_as_asked_and_has_its_shape(images: PageImages, width: int) -> None:
    with Image.open(io.BytesIO(images.jpeg(DOCUMENT, 1, width))) as picture:
        assert picture.format == "JPEG"
        assert picture.width == width
        assert picture.height == pytest.approx(width * HEIGHT / WIDTH, rel=0.05)


def test_pages_differ_and_a_page_stays_the_same(images: PageImages) -> None:
    first = images.jpeg(DOCUMENT, 1, 200)

    assert images.jpeg(DOCUMENT, 1, 200) == first
    assert images.jpeg(DOCUMENT, 2, 200) != first


@pytest.mark.parametrize(("document", "page"), [(DOCUMENT, 0), (DOCUMENT, 3), ("0" * 64, 1), ("../x", 1)])
def test_what_is_not_there_is_not_found(images: PageImages, document: str, page: int) -> None:
    with pytest.raises(NotFoundError):
        images.jpeg(document, page, 200)


@pytest.mark.parametrize("width", [0, -1, 49, 4001, 10**9])
def test_widths_out_of_bounds_are_refused(images: PageImages, width: int) -> None:
    with pytest.raises(InputError):
        images.jpeg(DOCUMENT, 1, width)


def test_a_document_may_be_forgotten_and_drawn_again(images: PageImages) -> None:
    first = images.jpeg(DOCUMENT, 1, 100)

    images.forget(DOCUMENT)

    assert images.jpeg(DOCUMENT, 1, 100) == first
