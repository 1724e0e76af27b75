"""The encoder all-MiniLM-L6-v2 (BERT, six layers) as an ONNX graph, built from the weights as they were published.

Shapes: B texts of T tokens, width 384, 12 heads of 32. Inputs `tokens` and `mask` (B, T) int64, output `vectors`
(B, 384): the mean over a text's tokens, of unit length.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

WIDTH = 384
HEADS = 12
LAYERS = 6
_OPSET = 20
_IR_VERSION = 9
_LAYER_NORM_EPSILON = 1e-12
_NEVER = -1e9
"""Added to the attention of a padded place before the softmax."""

Weights = Mapping[str, np.ndarray]
"""By their names in the published file, for instance `encoder.layer.0.output.dense.weight`, (out, in)."""


def build(weights: Weights) -> ModelProto:
    """Raises KeyError for weights that are not those of this encoder."""
    graph = _Graph(weights)
    mask = graph.cast("mask")
    states = graph.embed("tokens")
    blocked = graph.node("Mul", graph.node("Sub", graph.constant(1.0), mask), graph.constant(_NEVER))
    blocked = graph.node("Unsqueeze", blocked, graph.integers(1, 2))
    for layer in range(LAYERS):
        states = graph.layer(f"encoder.layer.{layer}", states, blocked)
    graph.pool(states, mask)
    return graph.model()


class _Graph:
    """Nodes and constants as they are added; a node's output is known by the name that adding it returns."""

    def __init__(self, weights: Weights) -> None:
        import onnx  # noqa: PLC0415  needed once, when the graph is built

        self._onnx = onnx
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}

    def node(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        name = output or f"n{len(self._nodes)}"
        self._nodes.append(self._onnx.helper.make_node(kind, inputs, [name], **attributes))
        return name

    def array(self, values: np.ndarray) -> str:
        name = f"c{len(self._constants)}"
        self._constants[name] = self._onnx.numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def constant(self, value: float) -> str:
        return self.array(np.array(value, np.float32))

    def integers(self, *values: int) -> str:
        return self.array(np.array(values, np.int64))

    def cast(self, name: str) -> str:
        return self.node("Cast", name, to=self._onnx.TensorProto.FLOAT)

    def embed(self, tokens: str) -> str:
        """Word, place and the first of two token types, summed and normalised."""
        places = self._weights["embeddings.position_embeddings.weight"]
        places = places + self._weights["embeddings.token_type_embeddings.weight"][0]
        words = self.node("Gather", self.array(self._weights["embeddings.word_embeddings.weight"]), tokens)
        length = self.node("Shape", tokens, start=1, end=2)
        first = self.node("Slice", self.array(places), self.integers(0), length, self.integers(0))
        return self.normalise("embeddings.LayerNorm", self.node("Add", words, first))

    def layer(self, name: str, states: str, blocked: str) -> str:
        attended = self.linear(f"{name}.attention.output.dense", self.attend(f"{name}.attention.self", states, blocked))
        states = self.normalise(f"{name}.attention.output.LayerNorm", self.node("Add", attended, states))
        widened = self.node("Gelu", self.linear(f"{name}.intermediate.dense", states))
        narrowed = self.linear(f"{name}.output.dense", widened)
        return self.normalise(f"{name}.output.LayerNorm", self.node("Add", narrowed, states))

    def attend(self, name: str, states: str, blocked: str) -> str:
        scale = math.sqrt(WIDTH // HEADS)
        query = self.heads(self.linear(f"{name}.query", states, divide_by=scale), (0, 2, 1, 3))
        key = self.heads(self.linear(f"{name}.key", states), (0, 2, 3, 1))
        value = self.heads(self.linear(f"{name}.value", states), (0, 2, 1, 3))
        scores = self.node("Softmax", self.node("Add", self.node("MatMul", query, key), blocked), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", scores, value), perm=(0, 2, 1, 3))
        return self.node("Reshape", mixed, self.integers(0, 0, WIDTH))

    def heads(self, states: str, order: tuple[int, ...]) -> str:
        split = self.node("Reshape", states, self.integers(0, 0, HEADS, WIDTH // HEADS))
        return self.node("Transpose", split, perm=order)

    def linear(self, name: str, states: str, *, divide_by: float = 1.0) -> str:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        product = self.node("MatMul", states, self.array((weight.T / divide_by).astype(np.float32)))
        return self.node("Add", product, self.array((bias / divide_by).astype(np.float32)))

    def normalise(self, name: str, states: str) -> str:
        scale, shift = self.array(self._weights[f"{name}.weight"]), self.array(self._weights[f"{name}.bias"])
        return self.node("LayerNormalization", states, scale, shift, axis=-1, epsilon=_LAYER_NORM_EPSILON)

    def pool(self, states: str, mask: str) -> None:
        weighed = self.node("Mul", states, self.node("Unsqueeze", mask, self.integers(2)))
        total = self.node("ReduceSum", weighed, self.integers(1), keepdims=0)
        length = self.node("ReduceL2", total, self.integers(1), keepdims=1)
        self.node("Div", total, length, output="vectors")

    def model(self) -> ModelProto:
        helper, kinds = self._onnx.helper, self._onnx.TensorProto
        inputs = [helper.make_tensor_value_info(name, kinds.INT64, ["B", "T"]) for name in ("tokens", "mask")]
        outputs = [helper.make_tensor_value_info("vectors", kinds.FLOAT, ["B", WIDTH])]
        graph = helper.make_graph(self._nodes, "minilm", inputs, outputs, list(self._constants.values()))
        model: ModelProto = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION
        )
        self._onnx.checker.check_model(model)
        return model
