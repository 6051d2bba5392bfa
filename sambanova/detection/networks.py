"""The small fitted networks and the file that holds their numbers.

`weights.npz` holds seven parts: `screen` (the first look at all streams), `readings`, `rates`, `speeds` (of
voices) and `holes`, `doubles` and `jumps` (lost and repeated chunks, for the analysis of recordings). Each
part has an `origin` that says what it was fitted on:

    >>> str(weights()["rates/origin"])[:40]
    '12000 made-up buffers of 338 recordings '

`tools/detection/fit.py`, `tools/findings/fit_speed.py` and `tools/findings/fit_breaks.py` write the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sambanova.detection.samples import Floats

WEIGHTS_FILE = Path(__file__).with_name("weights.npz")
"""Networks are float16 arrays named `part/field`; the networks of a part are stacked along the first axis."""

MAX_DEVIATIONS = 6.0
"""Deviations from the mean at which a feature is clipped: no value, however unusual, dominates."""

_Kind = TypeVar("_Kind", "Network", "Chooser")


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


class Chooser(NamedTuple):
    """Scores options: a weighted sum of their features, plus a hidden layer of rectified units."""

    mean: Floats
    """Of each feature."""
    deviation: Floats
    """Of each feature."""
    straight: Floats
    """Features x 1."""
    hidden: Floats
    """Features x units."""
    hidden_bias: Floats
    """Units."""
    output: Floats
    """Units x 1."""

    def standard(self, features: Floats) -> Floats:
        """Features as deviations from their mean, the input of the layers."""
        deviations = (features - self.mean) / self.deviation
        return np.asarray(np.clip(deviations, -MAX_DEVIATIONS, MAX_DEVIATIONS))

    def scores(self, inputs: Floats) -> Floats:
        """Unscaled log-probabilities of options from their standard features."""
        units = np.maximum(inputs @ self.hidden + self.hidden_bias, 0.0)
        return np.asarray((inputs @ self.straight + units @ self.output)[:, 0])


def choice_scores(networks: Sequence[Chooser], readings: Floats, null: Floats) -> Floats:
    """Score of each reading and, last, of "not audio": the mean over the networks.

    readings: readings x features. null: features of the whole buffer, which all options see. The last input
    is 1 for "not audio" alone; its features of a reading are those of the average reading.
    """
    count, width = readings.shape
    rows = np.zeros((count + 1, width + len(null) + 1))
    rows[:count, :width] = readings
    rows[:, width:-1] = null
    rows[count, -1] = 1.0
    total = np.zeros(count + 1)
    for network in networks:
        inputs = network.standard(rows)
        inputs[count, :width] = 0.0
        total += network.scores(inputs)
    return np.asarray(total / len(networks))


@lru_cache(maxsize=1)
def weights() -> Mapping[str, NDArray[Any]]:
    """Everything in `WEIGHTS_FILE` by name, read on first use."""
    with np.load(WEIGHTS_FILE, allow_pickle=False) as file:
        return dict(file)


@lru_cache(maxsize=4)
def fitted(kind: type[_Kind], part: str) -> tuple[_Kind, ...]:
    """The networks of one part of the file, as float64.

    Example: `fitted(Network, "rates")`.
    """
    stacks = [weights()[f"{part}/{field}"].astype(np.float64) for field in kind._fields]
    make: Callable[..., _Kind] = kind
    return tuple(make(*arrays) for arrays in zip(*stacks, strict=True))
