"""Which models the settings ask for."""

from __future__ import annotations

from rm_assistant.adapters.extractive_chat import ExtractiveChatModel
from rm_assistant.adapters.local_embedder import LocalEmbedder
from rm_assistant.adapters.patience import Patience, PatientStream
from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import SettingsError
from rm_assistant.ports import ChatModel, Clock, Embedder
from rm_assistant.settings import Settings

_SILENCE_PER_CONNECT = 4.0
"""`RM_MODEL_CONNECT_TIMEOUT` bounds the silence between two pieces of a stream too, this many times over."""


def chat_kind(settings: Settings) -> str:
    """`extractive`, `openai` or `langchain`. Raises SettingsError where `openai` is asked for and cannot be reached."""
    reachable = bool(settings.openai_api_key or settings.openai_base_url)
    if settings.chat == "openai" and not reachable:
        raise SettingsError("RM_CHAT is openai: set RM_OPENAI_API_KEY, or RM_OPENAI_BASE_URL for a server of your own")
    if settings.chat == "auto":
        return "openai" if reachable else "extractive"
    return settings.chat


def chat_model(settings: Settings, clock: Clock) -> ChatModel:
    """Not yet audited: only `open_application` hands out models."""
    kind = chat_kind(settings)
    if kind == "extractive":
        return ExtractiveChatModel()
    patience = PatientStream(
        Patience(
            total=settings.model_timeout,
            gap=_SILENCE_PER_CONNECT * settings.model_connect_timeout,
            retries=settings.model_retries,
        ),
        clock,
    )
    if kind == "langchain":
        from rm_assistant.adapters.langchain_chat import LangChainChatModel  # noqa: PLC0415 -- slow to import

        return LangChainChatModel.connect(settings.model, patience)
    from rm_assistant.adapters.openai_chat import OpenAIChatModel  # noqa: PLC0415 -- slow to import

    return OpenAIChatModel.connect(
        model=settings.model,
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        connect_timeout=settings.model_connect_timeout,
        patience=patience,
    )


def embedder(settings: Settings) -> Embedder | None:
    """None where search goes by words only. Raises SettingsError for a name that is not known."""
    match settings.embedder.split(":", maxsplit=1):
        case ["none"]:
            return None
        case ["local"]:
            return LocalEmbedder(settings.data_dir / "cache", threads=settings.embedding_threads)
        case ["openai"]:
            return _openai_embedder(settings)
        case ["langchain", written]:
            from rm_assistant.adapters.langchain_embedder import LangChainEmbedder  # noqa: PLC0415 -- slow to import

            return LangChainEmbedder.connect(written)
    raise SettingsError(f"RM_EMBEDDER is {settings.embedder!r}: use local, openai, langchain:module.Class or none")


def _openai_embedder(settings: Settings) -> Embedder:
    from rm_assistant.adapters.openai_embedder import OpenAIEmbedder  # noqa: PLC0415 -- slow to import

    if not (settings.openai_api_key or settings.openai_base_url):
        raise SettingsError(
            "RM_EMBEDDER is openai: set RM_OPENAI_API_KEY, or RM_OPENAI_BASE_URL for a server of your own"
        )
    return OpenAIEmbedder.connect(
        model=settings.embedding_model,
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        timeout=settings.model_timeout,
        retries=settings.model_retries,
    )


def embedder_languages(settings: Settings) -> frozenset[Language]:
    """Those whose questions the embedder understands; hosted ones are taken to be multilingual."""
    return frozenset({Language.ENGLISH}) if settings.embedder == "local" else frozenset(Language)
