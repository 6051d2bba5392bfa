"""Detects channels that are exchanged from some place on, as by a sample that is lost between two channels.

Interleaved stereo whose stream loses one sample goes on with the right channel in place of the left one. At
that place each channel continues the other one, not itself, which linear prediction tells.

Pure functions: a recording in, findings out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sambanova.detection.linear_prediction import Products, autocorrelation, levinson, with_noise
from sambanova.findings import Finding, at_places
from sambanova.recording import Recording

_BLOCK_FRAMES = 1 << 20  # frames that are examined at a time


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Which places are examined closely.

    frames, order: of a prediction. min_error: of channels that continue themselves, relative to the usual
    error. min_ratio: of it to that of channels that continue each other. free: added to the latter, so that
    the largest errors come first. most: places of a block. rows: predictions of a block that are made, those
    in which a straight line tells most; min_rough: what it tells at least.
    """

    frames: int = 256
    order: int = 6
    min_error: float = 6.0
    min_ratio: float = 2.0
    free: float = 2.0
    most: int = 12
    rows: int = 256
    min_rough: float = 1.0


@dataclass(frozen=True, slots=True)
class _Joint:
    """How the two ways to continue at a place are compared. Lengths are in frames.

    order: of the prediction, usual for speech at 16 kHz. model, model_seconds: on each side, to which it is
    fitted, at least. near: on each side, whose errors are compared. free: at the joint, of any value, as the
    broken frame and the one behind it hold anything.
    min_gain: natural logarithm by which the errors of both predictions are smaller if each channel continues
    the other. min_broken: the same of those at the joint, of both; least_broken: of either, as chance and
    the samples lost make one of them larger.
    clear_gain, clear_broken: the same where nothing else speaks for it.
    max_crossed: mean square of the errors at the joint relative to those of the prediction, if a channel
    continues the other.
    """

    order: int = 16
    model: int = 400
    model_seconds: float = 0.03
    near: int = 24
    free: int = 2
    min_gain: float = 0.0
    min_broken: float = 0.5
    least_broken: float = -0.6
    clear_gain: float = 0.3
    clear_broken: float = 1.5
    max_crossed: float = 2.5


@dataclass(frozen=True, slots=True)
class _Identity:
    """What tells the channels apart for long: the levels of bands, soft, usual and loud ones.

    seconds: on each side. window: seconds. most, min_windows: of them, as somebody who speaks but once
    tells no channel. bands: from `lowest` Hz to `highest` times the rate. quantiles: of the windows.
    floor: power of a bin, full scale being 1; less is digital silence.
    min_nearer_db: by which each channel is more like the other one before than like itself, in the mean.
    least_nearer_db: the same of each quantile. aside: seconds from the place, at which that is less.
    """

    seconds: float = 10.0
    window: float = 0.032
    most: int = 200
    bands: int = 12
    lowest: float = 100.0
    highest: float = 0.45
    quantiles: tuple[float, ...] = (0.1, 0.5, 0.9)
    floor: float = 1e-9
    min_windows: int = 64
    min_nearer_db: float = 2.0
    least_nearer_db: float = 0.5
    aside: float = 0.5


_CANDIDATES = _Candidates()
_JOINT = _Joint()
_IDENTITY = _Identity()


def find(recording: Recording) -> Iterator[Finding]:
    """The finding `channels_swapped`, if the two channels of a recording exchange their places in it."""
    if recording.channels != 2:
        return
    places = [at / recording.sample_rate for at in _places(recording)]
    if not places:
        return
    where = (
        f"From {places[0]:.2f} s on"
        if len(places) == 1
        else f"In {len(places):,} places, the first at {places[0]:.2f} s,"
    )
    yield at_places(
        "channels_swapped",
        "info",
        f"{where} the left and the right channel seem to change places: perhaps one sample is missing there.",
        "Cut chunks between frames, not between the samples of a frame: their size must be a multiple of "
        "all channels.",
        places,
    )


def _places(recording: Recording) -> list[int]:
    """The frames at which the channels change places."""
    reach = max(_JOINT.model, round(_JOINT.model_seconds * recording.sample_rate))
    found: list[int] = []
    for begin in range(0, recording.frame_count, _BLOCK_FRAMES):
        first = max(0, begin - reach)
        block = recording.samples(first, begin + _BLOCK_FRAMES + reach)
        for at in _candidates(block):
            is_new = not found or first + at > found[-1] + reach
            # Where the other sample of a frame is lost, that frame is broken, too.
            if is_new and any(_is_swap(recording, block, one, first + one, reach) for one in (at, at - 1)):
                found.append(first + at)
    return found


def _candidates(block: NDArray[np.float32]) -> list[int]:
    """Frames, ascending, from which on the channels may have changed places. block: frames x 2."""
    size, order = _CANDIDATES.frames, _CANDIDATES.order
    count = len(block) // size
    if count < 2 or (block[:, 0] == block[:, 1]).all():
        return []
    sound = np.ascontiguousarray(block[: count * size].T) * np.float32(32768)
    rows = _likeliest_rows(sound.reshape(2, count, size))
    if not len(rows):
        return []
    direct = np.zeros((len(rows), size), np.float32)
    crossed = np.zeros_like(direct)
    for own, other in (sound, sound[::-1]):
        here, there = own.reshape(count, -1)[rows], other.reshape(count, -1)[rows]
        lags = with_noise(autocorrelation(here * np.hanning(size), order), size)
        taps, _, powers = levinson(lags, order)
        usual = (powers[:, -1:] / (size * 3 / 8) + 1.0).astype(np.float32)  # of a Hann window
        padded = np.concatenate([np.zeros(order, np.float32), own])
        past = sliding_window_view(padded, order + size)[rows * size]
        own_errors = np.zeros_like(direct)
        for lag, tap in enumerate(taps.T.astype(np.float32)):
            own_errors += tap[:, None] * past[:, order - lag : order - lag + size]
        direct += own_errors**2 / usual
        crossed += (own_errors + there - here) ** 2 / usual
    is_large = (direct > 2 * _CANDIDATES.min_error) & (direct > _CANDIDATES.min_ratio * crossed)
    large = np.flatnonzero(is_large)
    likeness = direct.ravel()[large] / (crossed.ravel()[large] + _CANDIDATES.free)
    best = large[np.argsort(-likeness)[: _CANDIDATES.most]]
    places: list[int] = np.sort(rows[best // size] * size + best % size).tolist()
    return places


def _likeliest_rows(sound: NDArray[np.float32]) -> NDArray[np.intp]:
    """The rows, ascending, in which a channel continues the other one rather than itself most clearly.

    Here each sample is expected to go on in a straight line, which is a rough prediction, and soon made.
    sound: 2 x rows x frames.
    """
    flat = sound.reshape(2, -1)
    bends = np.zeros_like(flat)
    np.subtract(flat[:, 1:], flat[:, :-1], out=bends[:, 1:])
    bends[:, 1:] -= bends[:, :-1].copy()
    apart = (flat[0] - flat[1]).reshape(sound.shape[1:])
    direct = np.zeros_like(apart)
    crossed = np.zeros_like(apart)
    for own, across in zip(bends.reshape(sound.shape), (-apart, apart), strict=True):
        squares = own * own
        scale = 1 / (squares.mean(axis=1, keepdims=True) + 1)
        direct += squares * scale
        across += own
        across *= across
        crossed += across * scale
    direct /= crossed + np.float32(_CANDIDATES.free)
    likeness = direct.max(axis=1)
    likeliest = np.argsort(-likeness)[: _CANDIDATES.rows]
    return np.sort(likeliest[likeness[likeliest] > _CANDIDATES.min_rough])


def _is_swap(recording: Recording, block: NDArray[np.float32], at: int, frame: int, reach: int) -> bool:
    """Whether each channel continues the other one at frame `at` of a block, `frame` of the recording."""
    left = _steps(block[max(0, at - reach) : at])
    right = _steps(block[at + _JOINT.free : at + _JOINT.free + reach])
    if min(len(left), len(right)) < _JOINT.model // 2:
        return False
    before, behind = ([Products.of(side[:, c], _JOINT.order) for c in (0, 1)] for side in (left, right))
    fits = {(one, other): (before[one] + behind[other]).predicted() for one in (0, 1) for other in (0, 1)}
    gain = sum(math.log(fits[c, c][1] / fits[c, 1 - c][1]) for c in (0, 1))
    if gain <= _JOINT.min_gain:
        return False
    direct, crossed = (
        [_Continued.of(*fits[c, other], left[:, c], right[:, other]) for c, other in ways]
        for ways in (((0, 0), (1, 1)), ((0, 1), (1, 0)))
    )
    pairs = list(zip(direct, crossed, strict=True))
    broken = [math.log((own.square + 1) / (other.square + 1)) for own, other in pairs]
    if min(broken) < _JOINT.least_broken or sum(broken) < _JOINT.min_broken:
        return False
    is_clear = gain >= _JOINT.clear_gain and sum(broken) >= _JOINT.clear_broken
    if is_clear and max(other.error for other in crossed) <= _JOINT.max_crossed:
        return True
    nearer = _nearer_db(recording, frame)
    if nearer < _IDENTITY.min_nearer_db:
        return False
    aside = round(_IDENTITY.aside * recording.sample_rate)
    return nearer > max(_nearer_db(recording, frame + step) for step in (-aside, aside))


def _nearer_db(recording: Recording, frame: int) -> float:
    """By how many dB each channel is more like the other one before `frame` than like itself.

    0 or less if that is not so of soft, usual and loud sound alike.
    """
    reach = round(_IDENTITY.seconds * recording.sample_rate)
    frame = max(0, min(recording.frame_count, frame))
    before = _levels(recording, max(0, frame - reach), frame)
    after = _levels(recording, frame, min(recording.frame_count, frame + reach))
    if before is None or after is None:
        return 0.0
    nearer = np.abs(before - after) - np.abs(before - after[::-1])
    by_quantile = nearer.mean(axis=(0, 2))
    return float(by_quantile.mean()) if by_quantile.min() >= _IDENTITY.least_nearer_db else 0.0


def _levels(recording: Recording, first: int, stop: int) -> NDArray[np.float64] | None:
    """The levels of both channels, 2 x quantiles x bands, dB; None if it is too short."""
    size = round(_IDENTITY.window * recording.sample_rate)
    count = min(_IDENTITY.most, (stop - first) // size)
    if count < _IDENTITY.min_windows:
        return None
    starts = np.linspace(first, stop - size, count).astype(int).tolist()
    windows = recording.windows(starts, size)
    power = np.abs(np.fft.rfft(windows * np.hanning(size)[:, np.newaxis], axis=1)) ** 2
    edges = np.geomspace(_IDENTITY.lowest / recording.sample_rate, _IDENTITY.highest, _IDENTITY.bands + 1)
    bins = np.unique((edges * size).round().astype(int))
    means = np.add.reduceat(power, bins, axis=1)[:, :-1] / np.diff(bins)[:, np.newaxis]
    levels = np.quantile(10 * np.log10(means + _IDENTITY.floor * size), _IDENTITY.quantiles, axis=0)
    return np.asarray(np.moveaxis(levels, -1, 0))


def _steps(frames: NDArray[np.float32]) -> NDArray[np.int32]:
    """Frames in 16-bit steps."""
    return np.asarray(np.rint(frames * np.float32(32768)), np.int32)


@dataclass(frozen=True, slots=True)
class _Continued:
    """How well one stretch continues another.

    usual: mean square of the errors of a prediction of both, in 16-bit steps. square: of those at the joint.
    """

    usual: float
    square: float

    @property
    def error(self) -> float:
        """Mean square of the errors at the joint, relative to the usual ones."""
        return self.square / self.usual

    @classmethod
    def of(
        cls, taps: NDArray[np.floating], usual: float, left: NDArray[np.int32], right: NDArray[np.int32]
    ) -> _Continued:
        """What a prediction of both stretches tells. taps, usual: as `Products.predicted` returns them."""
        middle = np.zeros(_JOINT.free)
        near = np.concatenate([left[-_JOINT.near - _JOINT.order :], middle, right[: _JOINT.near]])
        errors = sliding_window_view(near, _JOINT.order + 1) @ taps[::-1]
        # The errors are linear in the samples between, whose values make their squares least.
        shapes = np.zeros((len(errors), _JOINT.free))
        for index in range(_JOINT.free):
            begin = _JOINT.near + index
            reach = taps[: len(errors) - begin]
            shapes[begin : begin + len(reach), index] = reach
        values, *_ = np.linalg.lstsq(shapes, -errors, rcond=None)
        return cls(usual, float(np.mean((errors + shapes @ values) ** 2)))
