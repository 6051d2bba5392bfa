"""Fit the networks that tell whether a voice is too fast or too slow (`sambanova/detection/voice_speed.py`).

    python -m tools.findings.fit_speed --cache FOLDER [--write]

takes the recordings of `tools.detection.corpus` that are for fitting, at every rate, through a telephone's
filter, with noise and tilted spectra, and reads them at their own and at other rates. Music, noise and tones
are right at every rate, so that nothing is said about them. Prints how often wrong speeds are found in
sources that the networks were fitted without. Takes about fifteen minutes on one core (OMP_NUM_THREADS=1);
what was measured is kept in FOLDER. With --write the numbers replace the part `speeds` of
sambanova/detection/weights.npz.
"""

# ruff: noqa: T201 - a command line tool prints
from __future__ import annotations

import argparse
import pickle  # nosec B403  # reads only what this script wrote
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import soxr
from numpy.random import Generator
from numpy.typing import NDArray

from sambanova.detection import voice_speed
from sambanova.detection.networks import WEIGHTS_FILE, Network
from sambanova.detection.samples import Floats
from tools.detection.corpus import Samples, load_corpus
from tools.findings.declared_rates import RATES, noises
from tools.training import Plan, softmax, stacked, train_network, write_weights

NETWORKS = 3
PLAN = Plan(epochs=50, batch=128, rate=2e-3, decay=0.05, dropout=0.3, noise=0.2)
FOLDS = 3
STRETCHES = 8  # of each recording of speech
MUSIC_STRETCHES = 3  # of each piece of music
READ_AT = 3  # other rates at which each is read
CARTOONS = ("hedgewars",)  # voices that were made higher or lower


class Measured(NamedTuple):
    """One sound read at one rate. speed: octaves by which it is too fast, as an index of `SPEEDS`."""

    group: str
    speed: int
    features: NDArray[np.float32]


def changed(rng: Generator, sound: Samples, rate: int) -> Samples:
    """Sound as some microphone and channel would make it."""
    spectrum = np.fft.rfft(sound)
    frequencies = np.fft.rfftfreq(len(sound), 1 / rate)
    way = rng.random()
    if way < 0.25:  # a telephone
        spectrum /= 1 + (rng.uniform(150, 350) / np.maximum(frequencies, 1)) ** 8
        spectrum /= 1 + (frequencies / 3500) ** 20
    elif way < 0.5:
        spectrum *= np.maximum(frequencies, 100) ** rng.uniform(-0.5, 0.5)
    other = np.fft.irfft(spectrum, len(sound))
    if rng.random() < 0.4:
        level = np.sqrt(np.mean(other**2)) * 10 ** (-rng.uniform(6, 35) / 20)
        other = other + level * rng.standard_normal(len(other))
    return np.asarray(np.round(other / np.abs(other).max() * 16384) / 32768, np.float32)


def read(rng: Generator, group: str, sound: Samples, rate: int, *, is_voice: bool) -> Iterator[Measured]:
    """A sound at its own rate, and at others."""
    for said in {rate, *rng.choice(RATES, READ_AT).tolist()}:
        values = voice_speed.features(sound, said)
        if values is not None:
            octaves = np.log2(said / rate) if is_voice else 0.0
            nearest = int(np.abs(voice_speed.SPEEDS - octaves).argmin())
            yield Measured(group, nearest, values.astype(np.float32))


def measure_corpus(cache: Path) -> list[Measured]:
    """All recordings for fitting."""
    measured: list[Measured] = []
    for number, clip in enumerate(load_corpus(cache)):
        if clip.split != "fit" or clip.duration < 1.5 or clip.source in CARTOONS:
            continue
        rng = np.random.default_rng([33, number])
        frames: Samples = np.load(clip.file)
        is_voice = clip.kind != "music"
        for _ in range(STRETCHES if is_voice else MUSIC_STRETCHES):
            length = min(len(frames), int(rng.uniform(1.5, 12) * clip.sample_rate))
            start = int(rng.integers(0, len(frames) - length + 1))
            part = frames[start : start + length, 0]
            if np.abs(part).max() < 0.003:
                continue
            rate = int(rng.choice(RATES))
            sound = part if rate == clip.sample_rate else soxr.resample(part, clip.sample_rate, rate)
            measured += read(rng, clip.group, changed(rng, sound, rate), rate, is_voice=is_voice)
    for number, case in enumerate(noises(34)):
        rng = np.random.default_rng([35, number])
        measured += read(rng, f"noise {number % FOLDS}", case.sound, case.sample_rate, is_voice=False)
    return measured


def train_several(measured: Sequence[Measured], count: int) -> list[Network]:
    """Networks that differ in their start."""
    features = np.array([one.features for one in measured])
    targets = np.eye(len(voice_speed.SPEEDS), dtype=np.float32)[[one.speed for one in measured]]
    return [train_network(features, targets, softmax, PLAN, seed) for seed in range(count)]


def against_right(logs: Floats) -> Floats:
    """The log-odds of the likeliest speed that is not right."""
    right = logs[..., len(voice_speed.SPEEDS) // 2]
    others = np.delete(logs, len(voice_speed.SPEEDS) // 2, axis=-1)
    return np.asarray(others.max(axis=-1) - right)


def report(measured: Sequence[Measured]) -> None:
    """Prints what is found for some thresholds, each source by networks without it."""
    groups = sorted({one.group for one in measured})
    speeds: list[int] = []
    odds: list[float] = []
    for fold in range(FOLDS):
        left_out = set(groups[fold::FOLDS])
        (network,) = train_several([one for one in measured if one.group not in left_out], 1)
        some = [one for one in measured if one.group in left_out]
        odds += against_right(network.outputs(np.array([one.features for one in some]))).tolist()
        speeds += [one.speed for one in some]
    which, known = np.array(speeds), np.array(odds)
    for least in np.arange(1.0, 7.0, 0.5):
        shares = [float(np.mean(known[which == speed] > least)) for speed in range(len(voice_speed.SPEEDS))]
        found = "  ".join(
            f"{octaves:+.1f}: {share:.1%}" for octaves, share in zip(voice_speed.SPEEDS, shares, strict=True)
        )
        print(f"odds from exp({least:.1f}): {found}")


def main() -> None:
    """Fit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloads and clips")
    parser.add_argument("--write", action="store_true", help="write the numbers; without it, only judge them")
    chosen = parser.parse_args()
    kept: Path = chosen.cache / "speeds.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(measure_corpus(chosen.cache)))
    measured: list[Measured] = pickle.loads(kept.read_bytes())  # nosec B301  # written by this script
    if chosen.write:
        origin = (
            f"{len(measured)} sounds of the recordings for fitting "
            "(public packages, see tools/detection/corpus.py)."
        )
        speeds = {**stacked(train_several(measured, NETWORKS)), "origin": origin}
        write_weights(WEIGHTS_FILE, {"speeds": speeds})
    report(measured)


if __name__ == "__main__":
    main()
