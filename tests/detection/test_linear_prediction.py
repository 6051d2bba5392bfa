"""Linear prediction by both methods."""

from __future__ import annotations

import numpy as np

from sambanova.detection.linear_prediction import autocorrelation, errors, fit, levinson


def test_both_methods_find_how_a_sound_was_made() -> None:
    """Each sample is 1.6 times the last, less 0.8 times the last but one, plus noise of 100 steps."""
    rng = np.random.default_rng(1)
    noise = 100 * rng.standard_normal(20_000)
    sound = np.zeros(len(noise))
    for i in range(2, len(sound)):
        sound[i] = 1.6 * sound[i - 1] - 0.8 * sound[i - 2] + noise[i]
    taps, error = fit([sound.astype(np.int32)], 2)
    assert np.allclose(taps, [1, -1.6, 0.8], atol=0.02)
    assert abs(error / 100**2 - 1) < 0.05
    rows = sound[None, :]
    by_lags, _, _ = levinson(autocorrelation(rows, 2), 2)
    assert np.allclose(by_lags[0], taps, atol=0.02)
    assert np.allclose(errors(by_lags, rows)[0], noise[2:], atol=40)


def test_without_enough_samples_each_is_expected_to_equal_the_last() -> None:
    taps, error = fit([np.zeros(3, np.int32), np.zeros(0, np.int32)], 16)
    assert taps[:3].tolist() == [1, -1, 0]
    assert error == 1.0
