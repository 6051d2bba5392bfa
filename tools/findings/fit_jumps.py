"""Fit the network that tells joints from other sudden beginnings (`sambanova/analysis/jumps.py`).

    python -m tools.findings.fit_jumps --cache FOLDER [--write]

takes the recordings of `tools.detection.corpus` that are for fitting, at their own rate, at others and
through Opus, leaves out chunks at random places of speech, and takes all other candidates as no joints:
music gives nothing but those. Prints how many joints are found at which rate of false alarms by networks
that were fitted without the source. Takes about ten minutes on one core (OMP_NUM_THREADS=1); what was
measured is kept in FOLDER. With --write the numbers replace the part `jumps` of
sambanova/detection/weights.npz.
"""

# ruff: noqa: T201 - a command line tool prints

from __future__ import annotations

import argparse
import io
import pickle  # nosec B403  # reads only what this script wrote
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import soxr
from numpy.random import Generator
from numpy.typing import NDArray

from sambanova.analysis import jumps
from sambanova.detection.networks import WEIGHTS_FILE, Network
from tools.detection.corpus import Clip, Samples, load_corpus
from tools.findings.measure_natural import CHUNKS, is_clean, place_in_sound
from tools.findings.sessions import webm_file
from tools.training import Plan, sigmoid, stacked, train_network, write_weights

NETWORKS = 4
PLAN = Plan(epochs=60, batch=256, rate=3e-3, decay=0.02, dropout=0.2, noise=0.1)
FOLDS = 6
JOINTS = 12  # made of each recording of speech
AROUND_SECONDS = 0.25  # on both sides of a joint that are looked at
OTHER_RATES = (8000, 16000, 24000, 48000)
FORMS = 3  # other rates that each recording is brought to
OPUS_SHARE = 0.6  # of the recordings that are also taken from Opus
WITHIN_FRAMES = 3  # of a joint, within which a candidate is it

Numbers = NDArray[np.float32]


class Measured(NamedTuple):
    """The candidates of one recording in one form."""

    group: str
    is_music: bool
    seconds: float
    others: Numbers
    joints: Numbers
    made: int
    """Joints that were made; some are no candidates."""


def as_steps(sound: Samples) -> Numbers:
    """Sound as whole 16-bit steps."""
    steps: Numbers = np.clip(np.round(sound * 32768), -32768, 32767).astype(np.float32)
    return steps


def forms(rng: Generator, clip: Clip) -> Iterator[tuple[Numbers, int]]:
    """A recording, mono, as it is, at another rate, and some of them decoded from Opus."""
    frames: Samples = np.load(clip.file)
    sound, rate = frames[:, 0], clip.sample_rate
    yield as_steps(sound), rate
    for other in rng.permutation([one for one in OTHER_RATES if one != rate])[:FORMS].tolist():
        yield as_steps(soxr.resample(sound, rate, other) * rng.uniform(0.1, 1.0)), other
    if rng.random() < OPUS_SHARE and rate >= 16000:
        with av.open(io.BytesIO(webm_file(frames[:, :1], rate)), "r") as container:
            decoded = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
        yield as_steps(decoded.astype(np.float32)), 48000


def examine(sound: Numbers, rate: int, level: float) -> tuple[NDArray[np.int64], Numbers]:
    """The candidates of some sound with their features."""
    places, gains = jumps.candidates(sound, rate)
    known, features = jumps.measure(sound, rate, places, gains, level)
    return known, features.astype(np.float32)


def measure_clip(rng: Generator, clip: Clip, clean: bool) -> Iterator[Measured]:
    """All candidates of a recording, in its forms, and joints that are made in it."""
    for sound, rate in forms(rng, clip):
        level = float(np.sqrt(np.mean(sound**2)))
        _, others = examine(sound, rate, level)
        joints: list[Numbers] = []
        made = 0
        around = int(AROUND_SECONDS * rate)
        for _ in range(JOINTS if clip.kind != "music" and clean else 0):
            length = int(rng.choice(CHUNKS) * rate)
            at = place_in_sound(rng, sound[:, None], length)
            begin = max(0, at - around)
            joined = np.concatenate([sound[begin:at], sound[at + length : at + length + around]])
            places, features = examine(joined, rate, level)
            joints.append(features[np.abs(places - (at - begin)) <= WITHIN_FRAMES][:1])
            made += 1
        found = np.concatenate(joints) if joints else others[:0]
        yield Measured(clip.group, clip.kind == "music", len(sound) / rate, others, found, made)


def measure_corpus(cache: Path) -> list[Measured]:
    """All recordings for fitting."""
    measured: list[Measured] = []
    for number, clip in enumerate(load_corpus(cache)):
        if clip.split == "fit" and clip.duration >= 1.5:
            rng = np.random.default_rng([31, number])
            measured += measure_clip(rng, clip, is_clean(np.load(clip.file)))
    return measured


def train_several(measured: Sequence[Measured]) -> list[Network]:
    """Networks that differ in their start."""
    features = np.concatenate([part for one in measured for part in (one.others, one.joints)])
    labels = np.concatenate(
        [np.repeat(np.array([0, 1], np.float32), [len(one.others), len(one.joints)]) for one in measured]
    )
    return [train_network(features, labels[:, None], sigmoid, PLAN, seed) for seed in range(NETWORKS)]


def odds_of(networks: Sequence[Network], features: Numbers) -> NDArray[np.float64]:
    """The mean log-odds."""
    wide = features.astype(np.float64)
    return np.asarray(np.mean([network.outputs(wide)[..., 0] for network in networks], axis=0))


def report(measured: Sequence[Measured]) -> None:
    """Prints joints found and false alarms for some thresholds, each source by networks without it."""
    groups = sorted({one.group for one in measured})
    rows: list[tuple[Measured, NDArray[np.float64], NDArray[np.float64]]] = []
    for fold in range(FOLDS):
        left_out = set(groups[fold::FOLDS])
        networks = train_several([one for one in measured if one.group not in left_out])
        rows += [
            (one, odds_of(networks, one.others), odds_of(networks, one.joints))
            for one in measured
            if one.group in left_out
        ]
    made = sum(one.made for one, _, _ in rows)
    print(f"{made} joints, {np.mean([len(o) for _, o, _ in rows]):.0f} candidates a recording")
    seconds = np.array([one.seconds for one, _, _ in rows])
    music = np.array([one.is_music for one, _, _ in rows])
    for least in np.arange(1.0, 9.0, 0.5):
        found = sum(int((joints >= least).sum()) for _, _, joints in rows) / made
        counts = np.array([int((others >= least).sum()) for _, others, _ in rows])
        alarms = (counts > 0) & (counts <= 2 + seconds)
        print(
            f"odds from exp({least:.1f}): {found:6.1%} found; an alarm in {alarms[~music].mean():6.2%} of "
            f"recordings of speech, in {alarms[music].mean():6.2%} of music"
        )


def main() -> None:
    """Fit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloads and clips")
    parser.add_argument("--write", action="store_true", help="write the numbers; without it, only judge them")
    chosen = parser.parse_args()

    kept: Path = chosen.cache / "jumps.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(measure_corpus(chosen.cache)))
    measured: list[Measured] = pickle.loads(kept.read_bytes())  # nosec B301  # written by this script
    report(measured)
    if chosen.write:
        joints = sum(len(one.joints) for one in measured)
        origin = (
            f"{joints} joints and {sum(len(one.others) for one in measured)} other places of the "
            "recordings for fitting (public packages, see tools/detection/corpus.py)."
        )
        write_weights(WEIGHTS_FILE, {"jumps": {**stacked(train_several(measured)), "origin": origin}})


if __name__ == "__main__":
    main()
