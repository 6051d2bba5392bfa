"""Fits the networks that guess the sample rate, on the features of the true reading."""

# ruff: noqa: T201 - a command line tool prints
from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped,unused-ignore]

from sambanova.detection.networks import Network
from sambanova.detection.sample_rate import RATES, Sound, rate_features
from tools.detection.cases import FIT_VARIATIONS, Case, make_case
from tools.detection.corpus import Clip
from tools.detection.fit_readings import FOLDS, SEED, Labels, Numbers, groups_to_folds, true_stream
from tools.training import Plan, softmax, train_network

NETWORKS = 3
PLAN = Plan(epochs=25, batch=256, rate=2e-3, decay=0.1, dropout=0.3, noise=0.1)


class RateCase(NamedTuple):
    """A case without its bytes, and the features its rate is guessed from."""

    case: Case
    frames: int
    features: Numbers


def measure_rates(clips: Sequence[Clip], number: int) -> list[RateCase]:
    """Rate features of `number` buffers under their true reading."""
    variations = {name: share for name, share in FIT_VARIATIONS.items() if name != "synthetic"}
    answer = []
    for index in range(number):
        rng = np.random.default_rng([SEED + 1, index])
        case = make_case(rng, clips, variations)
        assert case.encoding is not None
        sound = Sound(
            np.frombuffer(case.data, np.uint8), case.encoding, case.channels, true_stream(case).phase
        )
        features = rate_features(sound).astype(np.float32)
        answer.append(RateCase(dataclasses.replace(case, data=b""), len(sound.frames()), features))
    return answer


def train_networks(features: Numbers, labels: Labels) -> list[Network]:
    """Networks that differ in their start, fitted to smoothed labels."""
    targets = np.eye(len(RATES), dtype=np.float32)[labels] * 0.95 + 0.05 / len(RATES)
    return [train_network(features, targets, softmax, PLAN, seed) for seed in range(NETWORKS)]


def fit_rates(rates: Sequence[RateCase]) -> tuple[list[Network], float]:
    """The networks, and the factor on their scores that makes left-out sources most likely."""
    features = np.stack([item.features for item in rates])
    labels = np.array([RATES.index(item.case.sample_rate) for item in rates])
    folds = groups_to_folds([item.case.group for item in rates])
    scores = np.zeros((len(rates), len(RATES)))
    for fold in range(FOLDS):
        part = folds == fold
        trained = train_networks(features[~part], labels[~part])
        scores[part] = np.mean([network.outputs(features[part]) for network in trained], axis=0)

    def loss(factor: float) -> float:
        logs = factor * scores
        logs -= logs.max(1, keepdims=True)
        logs -= np.log(np.exp(logs).sum(1, keepdims=True))
        return float(-logs[np.arange(len(labels)), labels].mean())

    factor = float(minimize_scalar(loss, bounds=(0.2, 2.0), method="bounded").x)
    print(
        f"rates, left-out sources, sound alone: "
        f"{100 * np.mean(scores.argmax(1) == labels):.1f} % of {len(labels)} "
        f"right; scores x {factor:.2f}"
    )
    return train_networks(features, labels), factor
