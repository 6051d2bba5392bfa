"""Finds holes: parts of one and the same value in a sound that goes on behind them as if nothing had been.

A recorder or a jitter buffer writes zeros for a chunk that did not come. Synthetic voices, noise gates, mutes
and voice detectors write zeros as well, but there the sound fades or ends at a phrase, it begins anew behind
the zeros, and their length fits no chunk. No single sign tells them apart, so a small network decides from
all. `tools/findings/fit_breaks.py` fits it.

Pure functions: a recording in, places out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis import chunk_grid
from sambanova.detection.linear_prediction import autocorrelation, levinson, with_noise
from sambanova.detection.networks import Network, fitted
from sambanova.detection.samples import Floats
from sambanova.recording import Recording

MAX_SECONDS = 0.6
"""A longer part is a pause: muted, or nothing came."""

FEATURES = 24
"""Numbers that `measure` returns for each hole."""

_MIN_SECONDS = 0.005
_SIDE_SECONDS = 0.03  # of the sound before and behind a hole that is looked at
_EDGE_SECONDS = 0.01  # of it that is next to the hole
_NEAR_SECONDS = 0.0025  # of it that would be soft if the sound faded
_ORDER = 12  # of the linear prediction that tells whether both sides are alike
_QUIET = 1 / 32768  # amplitude that is added to levels, so that silence has one


@dataclass(frozen=True, slots=True)
class Runs:
    """Parts of one and the same value, in order. start, length: frames."""

    start: NDArray[np.int64]
    length: NDArray[np.int64]

    def chosen(self, which: NDArray[np.bool_]) -> Runs:
        """Some of them."""
        return Runs(self.start[which], self.length[which])

    def __len__(self) -> int:
        return len(self.start)


def runs(recording: Recording, constant: NDArray[np.bool_], length: int) -> Runs:
    """All parts of one and the same value that last 5 ms or longer.

    constant: for each `length` frames, whether all frames in them are equal.
    """
    pieces = np.flatnonzero(constant)
    groups = np.split(pieces, np.flatnonzero(np.diff(pieces) > 1) + 1) if len(pieces) else []
    found: list[tuple[int, int]] = []
    for group in groups:
        first, last = int(group[0]) * length, (int(group[-1]) + 1) * length
        before = recording.samples(max(0, first - length), first + 1)
        behind = recording.samples(last - 1, last + length)
        start = first - _equal(before[::-1])
        end = last + _equal(behind)
        if found and found[-1][1] >= start:  # the same value goes on in the next piece
            start = found.pop()[0]
        found.append((start, end))
    table = np.array(found, np.int64).reshape(-1, 2)
    every = Runs(table[:, 0], table[:, 1] - table[:, 0])
    return every.chosen(every.length >= _MIN_SECONDS * recording.sample_rate)


def _equal(frames: NDArray[np.float32]) -> int:
    """How many frames behind the first one are equal to it."""
    different = np.flatnonzero((frames != frames[0]).any(axis=1))
    return int(different[0]) - 1 if len(different) else len(frames) - 1


def are_short(every: Runs, recording: Recording) -> NDArray[np.bool_]:
    """Which of them may be holes: those with sound of 10 ms on both sides that are no pause."""
    edge = int(_EDGE_SECONDS * recording.sample_rate)
    end = every.start + every.length
    is_inside = (every.start >= edge) & (end + edge <= recording.frame_count)
    return is_inside & (every.length <= MAX_SECONDS * recording.sample_rate)


def log_odds(features: Floats) -> Floats:
    """The natural logarithm of the odds that each is a hole: the mean of the networks.

    A pause between two tones, as of keys that are pressed, is as abrupt and as regular as a hole.
    """
    odds: Floats = np.mean([network.outputs(features) for network in fitted(Network, "holes")], axis=0)
    likeness = features[:, _SELF_LIKENESS]
    is_between_tones = likeness > _TONE_LIKENESS
    is_between_keys = (likeness > _KEY_LIKENESS) & (features[:, _LIKENESS] < _OTHER_KEY * likeness)
    unlikely = np.where(is_between_keys, _KEY_LOG_ODDS, np.where(is_between_tones, _TONE_LOG_ODDS, 0.0))
    return odds[..., 0] - unlikely


_LIKENESS, _SELF_LIKENESS = -3, -2  # the features that say how alike both sides are, and each to itself
_TONE_LIKENESS = 0.99  # of tones; voices have less
_TONE_LOG_ODDS = 4.0
_KEY_LIKENESS = 0.9  # of tones with some noise
_OTHER_KEY = 0.4  # part of it; with less another tone begins behind the pause
_KEY_LOG_ODDS = 12.0  # such a pause is never a hole


def measure(recording: Recording, every: Runs, level: float) -> tuple[Runs, Floats]:
    """The runs that may be holes, and their features, runs x `FEATURES`.

    level: RMS of the speech without pauses; full scale is 1.
    """
    short = are_short(every, recording)
    some = every.chosen(short)
    if not len(some):
        return some, np.zeros((0, FEATURES))
    rate = recording.sample_rate
    left, right = _sides(recording, some)
    columns = [
        np.log(some.length / rate),
        chunk_grid.evidence(some.length, rate),
        chunk_grid.evidence(some.start, rate),
        _multiples(some),
        *_habits(recording, every, some),
        *_edges(left, right, rate, level),
        *_continuity(left, right, rate),
        np.full(len(some), np.log(rate / 16000)),
    ]
    return some, np.array(columns).T


def cuts_off(recording: Recording, every: Runs, level: float) -> Runs:
    """The long runs before which loud sound ends abruptly, as it does where somebody mutes it."""
    rate = recording.sample_rate
    edge = int(_EDGE_SECONDS * rate)
    end = every.start + every.length
    is_inside = (every.start >= edge) & (end + edge <= recording.frame_count)
    long = every.chosen(is_inside & (every.length > MAX_SECONDS * rate))
    if not len(long):
        return long
    left, _ = _sides(recording, long)
    loudness = np.sqrt(np.mean(left[:, :edge] ** 2, axis=1))
    is_loud = loudness > _MIN_CUT_LEVEL * level
    return long.chosen(is_loud & (np.abs(left[:, 0]) > _MIN_CUT * loudness))


_MIN_CUT_LEVEL = 0.1  # of the speech; softer sound ends by itself
_MIN_CUT = 0.2  # amplitude of the last sample relative to the sound before it; less is a fade


def _sides(recording: Recording, some: Runs) -> tuple[Floats, Floats]:
    """The sound on both sides without the value of the hole, each row beginning at it; runs x frames."""
    side = int(_SIDE_SECONDS * recording.sample_rate)
    left, right = np.zeros((len(some), side)), np.zeros((len(some), side))
    for row, (start, length) in enumerate(zip(some.start.tolist(), some.length.tolist(), strict=True)):
        value = recording.samples(start, start + 1).mean()
        before = recording.samples(max(0, start - side), start).mean(axis=1)
        behind = recording.samples(start + length, start + length + side).mean(axis=1)
        left[row, : len(before)] = before[::-1] - value
        right[row, : len(behind)] = behind - value
    return left, right


def _multiples(some: Runs) -> Floats:
    """Whether each begins after a whole number of its own length, as packets of one size do."""
    rest = some.start % some.length
    fits = np.minimum(rest, some.length - rest) <= 1
    by_chance = np.minimum(0.5, 3 / some.length)
    return np.where(fits, -np.log(by_chance), 0.0)


def _habits(recording: Recording, every: Runs, some: Runs) -> list[Floats]:
    """What the recording does elsewhere: sound with a gate or from a synthesizer is zero again and again."""
    rate, count = recording.sample_rate, len(some)
    odd = chunk_grid.misfit(every.length, rate) > 1
    same = np.searchsorted(np.sort(every.length), some.length + 1, "right") - np.searchsorted(
        np.sort(every.length), some.length - 1, "left"
    )
    seconds = max(1.0, recording.duration)
    return [
        np.log(same.astype(np.float64)),
        np.full(count, np.log1p(odd.sum())),
        np.full(count, np.log1p(odd.sum() / seconds)),
        np.full(count, every.length.sum() / recording.frame_count),
        np.full(count, np.log(every.length.max() / rate)),
    ]


def _edges(left: Floats, right: Floats, rate: int, level: float) -> list[Floats]:
    """How loud the sound next to the hole is, and how abruptly it ends and begins."""
    edge, near = int(_EDGE_SECONDS * rate), max(2, int(_NEAR_SECONDS * rate))

    def loudness(part: Floats) -> Floats:
        return np.asarray(np.log(np.sqrt(np.mean(part**2, axis=1)) + _QUIET))

    sides = [loudness(one[:, :edge]) for one in (left, right)]
    cuts = [np.log(np.abs(one[:, 0]) + _QUIET) - side for one, side in zip((left, right), sides, strict=True)]
    steady = [loudness(one[:, :near]) - side for one, side in zip((left, right), sides, strict=True)]
    equal = [np.mean(np.diff(one[:, :edge], axis=1) == 0, axis=1) for one in (left, right)]
    usual = np.log(level + _QUIET)
    return [
        np.minimum(*sides) - usual,
        np.maximum(*sides) - usual,
        np.abs(sides[0] - sides[1]),
        np.minimum(*cuts),
        np.maximum(*cuts),
        np.minimum(*steady),
        np.maximum(*steady),
        steady[1] - steady[0],
        np.maximum(*equal),
        np.minimum(*sides) - np.log(_QUIET),
    ]


def _continuity(left: Floats, right: Floats, rate: int) -> list[Floats]:
    """Whether the sound behind the hole is that before it: its spectrum, and the period of a voice."""
    before = left[:, ::-1] * 32768  # in the order of time
    behind = right * 32768
    length = before.shape[1]
    shape = np.hanning(length + 2)[1:-1]
    lags = [with_noise(autocorrelation(rows * shape, _ORDER), length) for rows in (before, behind)]
    fits = [levinson(one, _ORDER) for one in lags]
    distance = [
        np.log(_error(fits[one][0], lags[other]) / np.maximum(fits[other][2][:, -1], 1e-9))
        for one, other in ((0, 1), (1, 0))
    ]
    part = int(0.008 * rate)
    across = _best_match(before[:, -part:], behind)
    itself = np.minimum(
        _best_match(before[:, -part:], before[:, : -part - part // 2]),
        _best_match(behind[:, :part], behind[:, part + part // 2 :]),
    )
    return [np.minimum(*distance), np.maximum(*distance), across, itself]


def _error(taps: Floats, lags: Floats) -> Floats:
    """The error power of a prediction in sound with other autocorrelations."""
    size = taps.shape[1]
    table = lags[:, np.abs(np.arange(size)[:, None] - np.arange(size))]
    power: Floats = (taps[:, None, :] @ table @ taps[:, :, None])[:, 0, 0]
    return np.maximum(power, 1e-9)


def _best_match(part: Floats, longer: Floats) -> Floats:
    """The greatest normalised correlation of each row of `part` with any stretch of its row of `longer`."""
    size = part.shape[1]
    if longer.shape[1] < size:
        return np.zeros(len(part))
    length = 1 << int(np.ceil(np.log2(longer.shape[1] + size)))
    spectrum = np.fft.rfft(longer, length) * np.conj(np.fft.rfft(part, length))
    products = np.fft.irfft(spectrum, length)[:, : longer.shape[1] - size + 1]
    sums = np.cumsum(np.pad(longer**2, ((0, 0), (1, 0))), axis=1)
    energies = np.maximum(sums[:, size:] - sums[:, :-size], 0.0)
    own = np.einsum("cn,cn->c", part, part)[:, None]
    best: Floats = (products / np.sqrt(energies * own + size * 1.0)).max(axis=1)
    return best
