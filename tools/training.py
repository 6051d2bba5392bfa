"""The training loop of all fitted networks, and the file that their numbers go into."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from sambanova.detection.networks import Chooser, Network

Numbers = NDArray[np.floating[Any]]
Labels = NDArray[np.intp]
Slopes = Callable[[Sequence[Numbers], Labels], Sequence[Numbers]]
"""From the values and the numbers of a batch's items: the gradient of the mean loss by each value."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How values are fitted: Adam (Kingma and Ba, 2015) with decoupled weight decay and a cosine schedule."""

    epochs: int
    batch: int
    rate: float
    """Highest learning rate."""
    decay: float
    """Of two-dimensional values, as a multiple of the learning rate."""
    dropout: float
    """Probability of leaving out a hidden unit."""
    noise: float = 0.0
    """Standard deviation of what is added to the standardised inputs."""
    warm_up: int = 1
    """Steps over which the learning rate rises."""
    hidden: int = 32
    """Hidden units."""

    def kept(self, rng: Generator, shape: tuple[int, ...]) -> Numbers:
        """A mask for hidden units: 0 where one is dropped, more than 1 elsewhere, so that the mean is 1."""
        return np.asarray((rng.random(shape) > self.dropout) / (1 - self.dropout), np.float32)


def fit(values: list[Numbers], items: Labels, slopes: Slopes, plan: Plan, rng: Generator) -> None:
    """Changes float32 `values` in place so that the mean loss over `items` falls."""
    first = [np.zeros_like(value) for value in values]
    second = [np.zeros_like(value) for value in values]
    step, total = 0, plan.epochs * (len(items) // plan.batch)
    for _ in range(plan.epochs):
        order = rng.permutation(items)
        for start in range(0, len(order) - plan.batch + 1, plan.batch):
            gradient = slopes(values, order[start : start + plan.batch])
            step += 1
            rate = plan.rate * 0.5 * (1 + np.cos(np.pi * step / total)) * min(1.0, step / plan.warm_up)
            for i, slope in enumerate(gradient):
                first[i] = 0.9 * first[i] + 0.1 * slope
                second[i] = 0.999 * second[i] + 0.001 * slope**2
                move = first[i] / (1 - 0.9**step) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
                decay = plan.decay * values[i] if values[i].ndim == 2 else 0.0
                values[i] = (values[i] - rate * (move + decay)).astype(np.float32)


def train_network(
    features: Numbers, targets: Numbers, outputs: Callable[[Numbers], Numbers], plan: Plan, seed: int
) -> Network:
    """A network whose cross entropy with `targets` (items x count) is small.

    outputs: makes probabilities of the network's scores, both batch x count, such as `softmax`.
    """
    rng = np.random.default_rng(seed)
    mean, deviation = features.mean(0), features.std(0) + 1e-3
    inputs = ((features - mean) / deviation).astype(np.float32)
    width, count = inputs.shape[1], targets.shape[1]
    values: list[Numbers] = [
        (rng.standard_normal(shape) * np.sqrt(2 / shape[0])).astype(np.float32)
        if len(shape) == 2
        else np.zeros(shape, np.float32)
        for shape in ((width, plan.hidden), (plan.hidden,), (plan.hidden, count), (count,))
    ]

    def slopes(values: Sequence[Numbers], batch: Labels) -> list[Numbers]:
        noise = rng.standard_normal((len(batch), width)).astype(np.float32)
        seen = inputs[batch] + np.float32(plan.noise) * noise
        units = np.maximum(seen @ values[0] + values[1], 0)
        kept = plan.kept(rng, units.shape)
        scores = units * kept @ values[2] + values[3]
        wrong = (outputs(scores) - targets[batch]) / len(batch)
        back = wrong @ values[2].T * kept * (units > 0)
        return [seen.T @ back, back.sum(0), (units * kept).T @ wrong, wrong.sum(0)]

    fit(values, np.arange(len(inputs)), slopes, plan, rng)
    return Network(mean, deviation, *values)


def softmax(scores: Numbers) -> Numbers:
    """Probabilities of alternatives, over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True))


def sigmoid(scores: Numbers) -> Numbers:
    """Probabilities that are independent of one another."""
    return np.asarray(1 / (1 + np.exp(-scores)))


# ---------------------------------------------------------------- the file of weights


def stacked(networks: Sequence[Network] | Sequence[Chooser]) -> dict[str, ArrayLike]:
    """The numbers of networks of one kind as `sambanova.detection.networks.fitted` reads them."""
    return {
        field: np.stack([np.asarray(getattr(network, field)) for network in networks]).astype("<f2")
        for field in networks[0]._fields
    }


def write_weights(path: Path, parts: Mapping[str, Mapping[str, ArrayLike]]) -> None:
    """Replaces some parts of the file of weights and keeps the others.

    The same numbers make the same bytes: entries are sorted, stored without compression and carry no date.
    """
    arrays: dict[str, NDArray[Any]] = {}
    if path.exists():
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files if name.partition("/")[0] not in parts}
    arrays |= {
        f"{part}/{field}": np.asarray(value)
        for part, fields in parts.items()
        for field, value in fields.items()
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(arrays):
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.create_system = 3  # on every system
            with archive.open(entry, "w") as out:
                np.lib.format.write_array(out, arrays[name], version=(1, 0), allow_pickle=False)
