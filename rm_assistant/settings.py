"""Settings, read once from the environment. `docs/settings.md` lists each; a test fails where it does not."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rm_assistant.domain.errors import SettingsError

PREFIX = "RM_"
_DEFAULT_DATA_DIR = Path("data")


def _setting(default: object, about: str, *, env: tuple[str, ...] = (), secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={"about": about, "env": env, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """Field `x_y` is read from `RM_X_Y` (secrets also from the file named by `RM_X_Y_FILE`)."""

    data_dir: Path = _setting(_DEFAULT_DATA_DIR, "Folder of the catalog, the index, the log and the filings' originals")
    host: str = _setting("127.0.0.1", "Address to listen on; without identity settings only loopback is allowed")
    port: int = _setting(8000, "Port to listen on")

    chat: str = _setting(
        "auto", "Which chat model: `extractive` (none), `openai`, `langchain`; `auto` is openai where a key is set"
    )
    model: str = _setting("gpt-4.1", "Model name; for `langchain` as `provider:model`")
    openai_api_key: str | None = _setting(
        None, "Key of the OpenAI-compatible endpoint", env=("OPENAI_API_KEY",), secret=True
    )
    openai_base_url: str | None = _setting(None, "Address of the OpenAI-compatible endpoint", env=("OPENAI_BASE_URL",))
    model_timeout: float = _setting(60.0, "Seconds that one answer of the model may take in all")
    model_connect_timeout: float = _setting(
        5.0, "Seconds to connect, and between two pieces of a stream four times this"
    )
    model_retries: int = _setting(2, "Tries after the first, within the timeout, for errors where a retry helps")
    model_max_output_tokens: int = _setting(2000, "Ceiling of tokens that the model may write for one answer")
    model_tools: str = _setting(
        "auto", "Whether the model may ask for look-ups and calculations: `auto` where it can, or `off`"
    )
    evidence_tokens: int = _setting(6000, "Tokens of evidence given to the model, estimated")

    embedder: str = _setting(
        "local", "`local` (English, offline), `openai`, `langchain:module.Class`, or `none` for words only"
    )
    embedding_model: str = _setting("text-embedding-3-small", "Model name of a hosted embedder")
    embedding_threads: int = _setting(0, "Threads of the local embedder; 0 is one a core")

    ingest_workers: int = _setting(0, "Worker processes; 0 is one a core")
    ingest_memory_mb: int = _setting(1024, "Memory of one file's process, MiB, beyond what all of them share")
    ingest_seconds: float = _setting(
        15.0, "Seconds for a file, plus 0.1 s a page (10 s more with OCR); any one page gets a third of it"
    )
    ingest_max_mb: int = _setting(512, "Largest file, MiB")
    ocr: bool = _setting(False, "Read pages without a text layer with tesseract, where it is installed")

    api_docs: bool = _setting(True, "Serve /docs and /openapi.json")
    page_image_cache_mb: int = _setting(512, "Disk for rendered page images, MiB")
    log_level: str = _setting("info", "`debug`, `info`, `warning` or `error`")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Raises SettingsError naming the variable and what it takes."""
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for item in fields(cls):
            found = _lookup(environ, item.name, item.metadata["env"])
            if found is not None:
                variable, text = found
                values[item.name] = _parse(variable, text, str(item.type))
        _reject_unknown(environ, {variable_name(item.name) for item in fields(cls)})
        return cls(**values)

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise SettingsError(f"{variable_name(name)} is {getattr(self, name)!r}: use {' or '.join(choices)}")
        for name, (least, most) in _RANGES.items():
            if not least <= getattr(self, name) <= most:
                raise SettingsError(f"{variable_name(name)} is {getattr(self, name)}: it takes {least} to {most}")
        self._check_address()
        self._check_model_name()

    def _check_address(self) -> None:
        if self.openai_base_url is not None and not _is_web_address(self.openai_base_url):
            raise SettingsError(
                f"RM_OPENAI_BASE_URL (or OPENAI_BASE_URL) is {without_secrets(self.openai_base_url)!r}: it takes "
                "http:// or https:// and a host, for instance http://127.0.0.1:11434/v1"
            )

    def _check_model_name(self) -> None:
        provider, _, model = self.model.partition(":")
        if self.chat == "langchain" and not (provider.strip() and model.strip()):
            raise SettingsError(
                f"RM_MODEL is {self.model!r}: with RM_CHAT=langchain it takes provider:model, "
                "for instance openai:gpt-4.1"
            )


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "chat": ("auto", "extractive", "openai", "langchain"),
    "model_tools": ("auto", "off"),
    "log_level": ("debug", "info", "warning", "error"),
}
_SPACE = re.compile(r"\s")
_RANGES: Mapping[str, tuple[float, float]] = {
    "port": (0, 65_535),
    "model_timeout": (0.1, 3_600),
    "model_connect_timeout": (0.1, 600),
    "model_retries": (0, 20),
    "model_max_output_tokens": (1, 1_000_000),
    "evidence_tokens": (100, 1_000_000),
    "embedding_threads": (0, 1_024),
    "ingest_workers": (0, 1_024),
    "ingest_memory_mb": (128, 1_048_576),
    "ingest_seconds": (0.1, 3_600),
    "ingest_max_mb": (1, 1_048_576),
    "page_image_cache_mb": (0, 1_048_576),
}


def without_secrets(address: str) -> str:
    """Fit to be shown: without name and password, and without a query, in which some providers want the key."""
    return re.sub(r"^([^/]*//)?.*@", r"\1", address.partition("?")[0])


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port  # read, since that is what finds a port that is no number
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0 and not _SPACE.search(text)


def variable_name(field_name: str) -> str:
    return PREFIX + field_name.upper()


def _lookup(environ: Mapping[str, str], name: str, aliases: tuple[str, ...]) -> tuple[str, str] | None:
    for variable in (variable_name(name), *aliases):
        if environ.get(variable, "").strip():
            return variable, environ[variable].strip()
        path = environ.get(f"{variable}_FILE", "").strip()
        if path:
            return variable, _read_secret(f"{variable}_FILE", Path(path))
    return None


def _read_secret(variable: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{variable} names {path}, which cannot be read: {error.strerror}") from error


def _parse(variable: str, text: str, annotation: str) -> object:
    parser = _PARSERS[annotation.removesuffix(" | None")]
    try:
        return parser(text)
    except ValueError as error:
        raise SettingsError(
            f"{variable} is {text!r}: it takes {_EXPECTS[annotation.removesuffix(' | None')]}"
        ) from error


def _parse_bool(text: str) -> bool:
    lowered = text.lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off"}:
        return False
    raise ValueError(text)


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": _parse_bool,
    "Path": Path,
}
_EXPECTS: Mapping[str, str] = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "Path": "a path",
}


def _reject_unknown(environ: Mapping[str, str], known: set[str]) -> None:
    """A misspelt setting would silently do nothing."""
    for variable in environ:
        if variable.startswith(PREFIX) and variable.removesuffix("_FILE") not in known:
            raise SettingsError(f"{variable} is not a setting: see docs/settings.md")
