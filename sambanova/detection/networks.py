"""Small fitted networks, and how their numbers stand in a module: nothing but numpy.

The programs in `tools/` fit them; `detection`, `sample_rate` and `sound_jumps` ask them.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

Packed = tuple[tuple[tuple[int, ...], str], ...]
"""Shapes and base-85 texts of a network's arrays."""

_Kind = TypeVar("_Kind")
_LINE = 96  # characters of a packed array in a line


class Network(NamedTuple):
    """One hidden layer of rectified units; with `width` features, `units` and `count` outputs."""

    mean: Floats
    """Of each feature: width."""
    deviation: Floats
    """Of each feature: width."""
    hidden: Floats
    """Width x units."""
    hidden_bias: Floats
    """Units."""
    output: Floats
    """Units x count."""
    output_bias: Floats
    """Count."""

    def outputs(self, features: Floats) -> Floats:
        """The outputs for features; the last axis of both is theirs."""
        units = np.maximum((features - self.mean) / self.deviation @ self.hidden + self.hidden_bias, 0.0)
        return np.asarray(units @ self.output + self.output_bias)


def pack(arrays: Sequence[Floats]) -> Packed:
    """A network's arrays as texts: float16, little-endian, in base 85."""
    return tuple(
        (np.asarray(values).shape, base64.b85encode(np.asarray(values, "<f2").tobytes()).decode())
        for values in arrays
    )


def unpack(kind: Callable[..., _Kind], packed: Sequence[Packed]) -> tuple[_Kind, ...]:
    """The networks of such texts. kind: makes one of its arrays."""

    def values(shape: tuple[int, ...], text: str) -> Floats:
        return np.frombuffer(base64.b85decode(text), "<f2").astype(np.float64).reshape(shape)

    return tuple(kind(*(values(shape, text) for shape, text in arrays)) for arrays in packed)


def as_source(name: str, networks: Sequence[Sequence[Floats]], about: str) -> str:
    """The lines of a module that hold networks under a name, as `unpack` takes them."""
    lines = ""
    for network in networks:
        lines += "    (\n"
        for shape, packed in pack(network):
            parts = [packed[start : start + _LINE] for start in range(0, len(packed), _LINE)] or [""]
            lines += f"        ({shape!r}, (\n" + "".join(f"            {part!r}\n" for part in parts)
            lines += "        )),\n"
        lines += "    ),\n"
    return (
        f"# fmt: off\n{name}: tuple[tuple[tuple[tuple[int, ...], str], ...], ...] = (\n{lines})\n# fmt: on\n"
        f'"""{about}: shapes, and float16 little-endian in base 85."""\n'
    )
