"""Real Chromium before the real service, over three of the sample filings: English PDF, Japanese PDF, Japanese HTML."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from ingest.samples.fonts import register_japanese
from ingest.samples.library import samples
from rm_assistant.web import build
from tests.conftest import REPOSITORY
from tests.e2e.conftest import Installation, end

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FILINGS = ("quillfeather-10-K-2024.pdf", "tsukigahama-yuho-2024.pdf", "asanagiko-yuho-2024")
PATIENCE = 20_000
"""Milliseconds that a step may take before it counts as failed."""


@dataclass
class Visit:
    """A page open in the browser, and what went wrong there. `allowed` are console errors that a test brings about."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()

    def watch(self) -> None:
        self.page.on("request", self._requested)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)

    def asked(self) -> int:
        return sum(url.endswith("/api/v1/answers") for url in self.requests)

    def ask(self, question: str) -> None:
        self.page.fill("#question", question)
        self.page.press("#question", "Enter")
        self.finished()

    def finished(self) -> None:
        """The answer has its end on record."""
        self.page.wait_for_selector(".answer:not(.past) .record")

    def check(self) -> None:
        """Nothing left this service, and neither the page nor its content policy was broken."""
        assert [url for url in self.requests if not url.startswith(self.url)] == []
        assert [error for error in self.errors if not any(part in error for part in self.allowed)] == []


Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def filings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    register_japanese()
    for sample in samples():
        if sample.file in FILINGS:
            sample.make(folder)
    return folder


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, filings: Path) -> Path:
    """A data folder with the filings in it. Copied for a service with other settings: one process owns a folder."""
    data = tmp_path_factory.mktemp("library") / "data"
    Installation(data).run("ingest", *(str(filings / name) for name in FILINGS))
    return data


@pytest.fixture(scope="session")
def stub_url() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stub_model"], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        end(process)


@pytest.fixture(scope="session")
def services(
    tmp_path_factory: pytest.TempPathFactory, library: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], str]]:
    """The address of a service that answers by this model of the stub's, "" for no model. Each starts once."""
    if not (build.FOLDER / "dist" / "index.html").exists():
        pytest.skip("the browser UI is not built: python -m rm_assistant.web.build")
    addresses: dict[str, str] = {}
    with ExitStack() as running:

        def address(model: str) -> str:
            if model not in addresses:
                data = tmp_path_factory.mktemp("service") / "data"
                shutil.copytree(library, data)
                settings = _settings(request.getfixturevalue("stub_url"), model) if model else {}
                addresses[model] = running.enter_context(Installation(data, settings).serving()).url
            return addresses[model]

        yield address


def _settings(stub_url: str, model: str) -> dict[str, str]:
    return {
        "RM_CHAT": "openai",
        "RM_OPENAI_BASE_URL": stub_url,
        "RM_OPENAI_API_KEY": "stub",
        "RM_MODEL": model,
        "RM_MODEL_RETRIES": "0",
    }


# For one module only: while it lives, Playwright's own event loop stands in the way of asynchronous tests elsewhere.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, services: Callable[[str], str]) -> Iterator[Open]:
    """Open the first page as a reader of `language`, before the service that answers by `model`."""
    opened: list[tuple[BrowserContext, Visit]] = []

    def open_page(language: str = "en", *, model: str = "", width: int = 1440, height: int = 900) -> Visit:
        locale = {"en": "en-US", "ja": "ja-JP"}[language]
        context = chromium.new_context(viewport={"width": width, "height": height}, locale=locale)
        context.set_default_timeout(PATIENCE)
        found = Visit(context.new_page(), services(model))
        opened.append((context, found))
        found.watch()
        found.page.goto(found.url)
        found.page.wait_for_selector(".example")
        return found

    yield open_page
    for context, found in opened:
        context.close()
        found.check()
