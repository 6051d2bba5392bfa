"""The small networks that weigh what `detection_features` measures.

`tools/detection/fit.py` fits them and writes their numbers into `detection_model.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sambanova.detection.networks import Floats

FARTHEST = 6.0
"""Deviations from the mean beyond which a feature counts no more: what was never seen must not shout."""


class Chooser(NamedTuple):
    """Scores options: a weighted sum of their features, and a hidden layer of rectified units beside it."""

    mean: Floats
    deviation: Floats
    straight: Floats
    """Features x 1."""
    hidden: Floats
    """Features x units."""
    hidden_bias: Floats
    output: Floats
    """Units x 1."""

    def standard(self, features: Floats) -> Floats:
        """Features as deviations from their mean, which is what the layers see."""
        return np.asarray(np.clip((features - self.mean) / self.deviation, -FARTHEST, FARTHEST))

    def scores(self, inputs: Floats) -> Floats:
        """Unscaled log-probabilities of options from their standard features."""
        units = np.maximum(inputs @ self.hidden + self.hidden_bias, 0.0)
        return np.asarray((inputs @ self.straight + units @ self.output)[:, 0])


def choice_scores(networks: Sequence[Chooser], readings: Floats, null: Floats) -> Floats:
    """Score of each reading and, last, of "not audio": the mean over the networks.

    readings: readings x features. null: features of the whole buffer, which all options see. A last input
    is 1 for "not audio", whose features of a reading count as those of the average one.
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
