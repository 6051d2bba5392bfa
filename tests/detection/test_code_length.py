"""How many bits samples take."""

from __future__ import annotations

import numpy as np

from sambanova.detection.code_length import code_bits


def test_repeated_samples_cost_next_to_nothing() -> None:
    """A clipped peak costs little, however badly it is predicted."""
    rng = np.random.default_rng(1)
    residual = 0.3 * rng.standard_normal((1, 512))
    half_cell, repeats = np.full((1, 512), 2.0**-16), np.zeros((1, 512))
    repeats[0, 128:384] = 1.0
    without = code_bits(residual, half_cell, np.array([16.0]), np.zeros((1, 512)))
    cost = code_bits(residual, half_cell, np.array([16.0]), repeats)
    assert cost[0, 128:384].mean() < 0.1
    assert np.allclose(cost[0, :128], without[0, :128])
