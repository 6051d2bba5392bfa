"""The guess of the sample rate, from the samples and from how many there are."""

from __future__ import annotations

import numpy as np

from sambanova.detection.sample_rate import RATES, Sound, length_evidence, length_in_words, rate_features
from tests.detection.sounds import as_bytes, speak


def test_length_evidence_prefers_rates_that_make_the_length_round() -> None:
    evidence = dict(zip(RATES, length_evidence(44100 * 3), strict=True))
    assert evidence[44100] > evidence[48000] + 3
    powers = dict(zip(RATES, length_evidence(128 * 1005), strict=True))
    assert abs(powers[48000] - powers[44100]) < 2.5, "blocks of 128 frames come at any rate"
    assert length_in_words(44100 * 3, 44100) == "exactly 3 s"
    assert length_in_words(44101, 44100) is None


def test_rate_features_are_finite_for_silence_and_for_a_few_samples() -> None:
    for samples in (np.zeros(5000), speak(0.01), np.ones(3)):
        features = rate_features(Sound(np.frombuffer(as_bytes(samples, "s16le"), np.uint8), "s16le", 1, 0))
        assert np.isfinite(features).all()
