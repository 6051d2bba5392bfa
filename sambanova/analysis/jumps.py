"""Detects jumps: places where a chunk is missing, so that the sound before and after it are joined.

A sample can be predicted from the previous ones, and a period of a voice from the previous period. At a
joint neither prediction holds, while both hold on either side of it. Plosives, clicks and onsets of notes
cannot be predicted either. No single feature separates them from joints, so a small network decides from
45 features. `tools/findings/fit_breaks.py` fits it. A joint in noise or in a pause cannot be found.

Pure functions: samples in, frames out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sambanova.analysis import chunk_grid
from sambanova.detection.linear_prediction import autocorrelation, errors, levinson, with_noise
from sambanova.detection.networks import Network, fitted
from sambanova.detection.samples import Floats

Places = NDArray[np.int64]
Read = Callable[[int, int], NDArray[np.float32]]
"""Reads the mono samples from a first frame up to a last one, exclusive. Full scale is -1..1."""

FEATURES = 45
"""Numbers that `measure` returns for each candidate."""

_MIN_RATE = 4000  # Hz
_SIDE_SECONDS = 0.03  # length of the sound before and after a candidate that is compared
_BLOCK_FRAMES = 1 << 20  # frames that are read at a time
_BLOCK_HOPS = 64  # hops that are predicted at a time
_BLOCK_CANDIDATES = 32  # candidates that are measured at a time, so that they stay in the processor's cache


@dataclass(frozen=True, slots=True)
class _Decision:
    """How the odds of a candidate come about.

    chunks_count: weight of what its place says: a missing chunk begins after a whole number of them.
    soft: natural logarithm of the power beside it, relative to the usual one, below which one side is all but
    a pause: a gate, a suppressor or a voice detector cuts there, and nobody hears what is missing.
    soft_log_odds: subtracted then.
    max_per_second: with more jumps than that the sound itself is such, as music with drums is.
    always_allowed: jumps in addition to that, however short the sound is.
    """

    chunks_count: float = 0.7
    soft: float = -3.5
    soft_log_odds: float = 2.0
    max_per_second: float = 4.0
    always_allowed: float = 2.0


@dataclass(frozen=True, slots=True)
class _Selection:
    """Which parts of a recording are examined. Lengths are in seconds.

    piece_seconds: the unit that is examined or skipped.
    min_power: of a piece, relative to the mean of the recording; less is a pause.
    max_seconds: examined in full. Of a longer recording, half as much is, where it is roughest.
    margin_seconds: examined before and after a piece.
    smooth_steps: 16-bit steps by which smooth sound may be rough.
    """

    piece_seconds: float = 0.01
    min_power: float = 0.01
    max_seconds: float = 30.0
    margin_seconds: float = 0.065
    smooth_steps: float = 10.0


@dataclass(frozen=True, slots=True)
class _Prediction:
    """How candidates are found by linear prediction. Lengths are in seconds.

    hop_seconds: for which one prediction is used. window_seconds: to which it is fitted.
    max_error: of one sample, squared, in units of the expected error.
    near_seconds: within which only the likeliest candidate is kept.
    min_gain: log-likelihood that a candidate gains if it is a joint.
    """

    hop_seconds: float = 0.01
    window_seconds: float = 0.04
    max_error: float = 400.0
    near_seconds: float = 0.005
    min_gain: float = 6.0


_DECISION = _Decision()
_SELECTION = _Selection()
_PREDICTION = _Prediction()


def find(read: Read, frame_count: int, rate: int, least: float) -> tuple[list[int], Floats]:
    """The frames before which a chunk seems to be missing, in ascending order, and the log-odds of each.

    frame_count: frames of the recording. rate: Hz. least: log-odds.
    """
    places, features, of_place = examined(read, frame_count, rate)
    odds = score(features) + of_place
    likely = np.flatnonzero(odds >= least)
    if len(likely) > _DECISION.always_allowed + _DECISION.max_per_second * frame_count / rate:
        return [], np.zeros(0)
    kept: list[int] = []
    for i in likely.tolist():
        if not kept or places[i] - places[kept[-1]] >= _SIDE_SECONDS * rate:
            kept.append(i)
        elif odds[i] > odds[kept[-1]]:
            kept[-1] = i
    return places[kept].tolist(), odds[kept]


def examined(read: Read, frame_count: int, rate: int) -> tuple[Places, Floats, Floats]:
    """All candidates, their features, and the log-odds that their place and the level there add."""
    nothing = np.zeros(0, np.int64), np.zeros((0, FEATURES)), np.zeros(0)
    if frame_count < 4 * _SIDE_SECONDS * rate or rate < _MIN_RATE:
        return nothing
    level, spans = _select(read, frame_count, rate)
    if not spans:
        return nothing
    sound = np.concatenate([read(begin, end) for begin, end in spans]) * np.float32(32768)
    places, features = measure(sound, rate, *candidates(sound, rate), level)
    places, is_inside = _in_recording(spans, places, rate)
    places, features = places[is_inside], features[is_inside]
    is_soft = features[:, _SIDE_LEVELS].min(axis=1) < _DECISION.soft
    of_place = _DECISION.chunks_count * chunk_grid.evidence(places, rate)
    return places, features, of_place - _DECISION.soft_log_odds * is_soft


_SIDE_LEVELS = slice(20, 22)  # the features that say how loud the sound is next to a candidate


def _in_recording(
    spans: list[tuple[int, int]], places: Places, rate: int
) -> tuple[Places, NDArray[np.bool_]]:
    """Places in the concatenated spans as frames of the recording, and whether each is inside of a span."""
    begins, ends = np.array(spans).T
    joined = np.concatenate([[0], np.cumsum(ends - begins)])
    which = np.searchsorted(joined, places, "right") - 1
    inner = places - joined[which]
    reach = (_SIDE_SECONDS + _PREDICTION.window_seconds / 2) * rate
    is_inside = (inner >= reach) & (joined[which + 1] - places >= reach)
    return begins[which] + inner, is_inside


def _select(read: Read, frame_count: int, rate: int) -> tuple[float, list[tuple[int, int]]]:
    """The level in 16-bit steps, and the first and last frame, exclusive, of each span to examine.

    Pauses are skipped, as no joint is found there. Of a long recording the roughest places are chosen.
    """
    length = max(4, int(_SELECTION.piece_seconds * rate))
    step = _BLOCK_FRAMES // length * length
    pieces = [_measure_pieces(read(begin, begin + step), length) for begin in range(0, frame_count, step)]
    powers, roughness = (np.concatenate(part) for part in zip(*pieces, strict=True))
    power = float(powers.mean()) if len(powers) else 0.0
    sounding = np.flatnonzero(powers > _SELECTION.min_power * power)
    if len(sounding) > int(_SELECTION.max_seconds / _SELECTION.piece_seconds):
        nearby = np.maximum(np.roll(roughness, 2), np.roll(roughness, -2)) + _SELECTION.smooth_steps / 32768
        roughest_first = np.argsort(-(roughness / nearby)[sounding])
        # Each of them is examined with a margin on both sides.
        max_pieces = int(_SELECTION.max_seconds / 2 / (2 * _SELECTION.margin_seconds))
        sounding = np.sort(sounding[roughest_first[:max_pieces]])
    margin = int(_SELECTION.margin_seconds * rate)
    spans: list[tuple[int, int]] = []
    for begin in (sounding * length).tolist():
        first, last = max(0, begin - margin), min(frame_count, begin + length + margin)
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return math.sqrt(power) * 32768, spans


def _measure_pieces(sound: NDArray[np.float32], length: int) -> tuple[Floats, Floats]:
    """The power of each `length` frames, and the greatest third difference in them."""
    table = sound[: len(sound) // length * length].reshape(-1, length)
    steps = np.abs(np.diff(sound, 3, append=np.zeros(min(3, len(sound)), np.float32)))
    rough = steps[: table.size].reshape(-1, length).max(axis=1) if len(table) else np.zeros(0)
    return np.einsum("pn,pn->p", table, table) / length, rough


def order(rate: int) -> int:
    """The order of the linear prediction, in samples. rate: Hz."""
    return 16 if rate <= 16000 else 24 if rate <= 24000 else 32


def candidates(sound: NDArray[np.float32], rate: int) -> tuple[Places, Floats]:
    """Frames that may be joints, and the log-likelihood that each gains if it is one.

    sound: mono, in 16-bit steps. rate: Hz.
    """
    gains = _gains(sound, rate)
    near = max(1, int(_PREDICTION.near_seconds * rate))
    table = gains[: len(gains) // near * near].reshape(-1, near)
    if not len(table):
        return np.zeros(0, np.int64), np.zeros(0)
    greatest = table.max(axis=1)
    places = table.argmax(axis=1) + np.arange(len(table)) * near
    padded = np.pad(greatest, 1)
    chosen = (greatest >= padded[:-2]) & (greatest >= padded[2:]) & (greatest > _PREDICTION.min_gain)
    return places[chosen], greatest[chosen]


def _gains(sound: NDArray[np.float32], rate: int) -> Floats:
    """For each frame, the log-likelihood that the following samples gain without those before it.

    The samples after a joint are predicted better from each other alone, although there are few at first.
    """
    size, hop = order(rate), int(_PREDICTION.hop_seconds * rate)
    window = int(_PREDICTION.window_seconds * rate) // 2 * 2
    hops = len(sound) // hop
    if not hops:
        return np.zeros(0)
    padded = np.concatenate(
        [np.zeros(window // 2 - hop // 2, np.float32), sound[: hops * hop], np.zeros(window, np.float32)]
    )
    frames = sliding_window_view(padded, window)[::hop][:hops]
    shape = np.hanning(window + 2)[1:-1]
    gains = np.zeros(hops * hop, np.float32)
    for begin in range(0, hops, _BLOCK_HOPS):
        end = min(begin + _BLOCK_HOPS, hops)
        first, last = max(0, begin - 1), min(end + 1, hops)
        parts = autocorrelation(frames[first:last] * shape, size)
        _, reflections, powers = levinson(with_noise(parts, window), size)
        block = _block_gains(sound[first * hop : last * hop], reflections, powers / (0.375 * window), hop)
        at = (begin - first) * hop
        gains[begin * hop : end * hop] = block[at : at + (end - begin) * hop]
    return gains


def _block_gains(
    sound: NDArray[np.float32], reflections: Floats, powers: Floats, hop: int
) -> NDArray[np.float32]:
    """The gains of whole hops, by a lattice filter for each hop."""
    size = reflections.shape[1]
    count = len(sound) - size
    taps, powers = reflections.astype(np.float32), powers.astype(np.float32) + 1
    forward = sound.reshape(-1, hop)
    backward = forward
    alone = np.zeros(count, np.float32)
    for i in range(size + 1):
        power = powers[:, i : i + 1]
        cost = forward * forward
        cost /= power
        np.minimum(cost, np.float32(_PREDICTION.max_error), out=cost)
        cost += np.log(power)
        if i == size:
            break
        alone += cost.reshape(-1)[i : i + count]
        before = np.concatenate([np.zeros(1, np.float32), backward.reshape(-1)[:-1]]).reshape(-1, hop)
        forward, backward = forward + taps[:, i : i + 1] * before, before + taps[:, i : i + 1] * forward
    sums = np.concatenate([[0.0], np.cumsum(cost.reshape(-1), dtype=np.float64)])
    gains: NDArray[np.float32] = (sums[size : size + count] - sums[:count]).astype(np.float32) - alone
    return np.pad(gains, (0, size))


def measure(
    sound: NDArray[np.float32], rate: int, places: Places, gains: Floats, level: float
) -> tuple[Places, Floats]:
    """The candidates that have enough sound on both sides, and their features, candidates x `FEATURES`.

    sound: mono, in 16-bit steps. rate: Hz. places, gains: as `candidates` returns them.
    level: root mean square of the whole recording, in 16-bit steps.
    """
    side = int(_SIDE_SECONDS * rate)
    kept = (places >= side) & (places + side <= len(sound))
    places, gains = places[kept], gains[kept]
    if not len(places):
        return places, np.zeros((0, FEATURES))
    windows = sliding_window_view(sound, 2 * side)
    parts = []
    for begin in range(0, len(places), _BLOCK_CANDIDATES):
        some = places[begin : begin + _BLOCK_CANDIDATES]
        around = windows[some - side].astype(np.float64)
        columns = [
            *_prediction_features(around, order(rate)),
            *_level_features(around, rate, level),
            *_step_features(around),
            *_pitch_features(around, rate),
            *_still_features(around),
            np.full(len(some), np.log(rate / 16000)),
            np.log(gains[begin : begin + _BLOCK_CANDIDATES]),
        ]
        parts.append(np.array(columns).T)
    return places, np.concatenate(parts)


def _prediction_features(around: Floats, size: int) -> Iterator[Floats]:
    """How badly each side predicts the other, compared with how well it predicts itself."""
    side = around.shape[1] // 2
    shape = np.hanning(side + 2)[1:-1]
    left = with_noise(autocorrelation(around[:, :side] * shape, size), side)
    right = with_noise(autocorrelation(around[:, side:] * shape, size), side)
    taps_left, _, powers_left = levinson(left, size)
    taps_right, _, powers_right = levinson(right, size)
    taps, _, powers = levinson(left + right, size)
    forward = errors(taps, around) ** 2  # [:, i] is that of sample i + size
    backward = errors(taps, around[:, ::-1])[:, ::-1] ** 2  # [:, i] is that of sample i
    for length in (size, max(3, size // 4)):
        yield from _outliers(forward, side - size, length, size + length)
        yield from _outliers(backward, side - length, length, size + length)
    behind, before = forward[:, side - size : side], backward[:, side - size : side]
    yield behind.max(axis=1) / (behind.sum(axis=1) + 1)
    yield before.max(axis=1) / (before.sum(axis=1) + 1)
    yield np.log((behind[:, 0] + 1) / (behind.sum(axis=1) + size))
    yield np.log((before[:, -1] + 1) / (before.sum(axis=1) + size))
    still = forward[:, side - 2 * size : side - size]
    yield np.log((behind.sum(axis=1) + size) / (still.sum(axis=1) + size))
    yield np.log((left + right)[:, 0] / powers[:, -1])
    yield np.log(_power_of(taps_left, right) / powers_right[:, -1])
    yield np.log(_power_of(taps_right, left) / powers_left[:, -1])


def _outliers(squares: Floats, at: int, length: int, reach: int) -> Iterator[Floats]:
    """The sum of squares at a place, relative to the greatest before, the greatest after, and the median."""
    sums = np.cumsum(np.pad(squares, ((0, 0), (1, 0))), axis=1)
    sums = sums[:, length:] - sums[:, :-length]
    here = sums[:, max(0, at - 1) : at + 2].max(axis=1) + length
    yield np.log(here / (sums[:, : at - reach].max(axis=1) + length))
    yield np.log(here / (sums[:, at + reach :].max(axis=1) + length))
    yield np.log(here / (np.median(squares, axis=1) / 0.455 * length + length))  # 0.455: median of chi-square


def _power_of(taps: Floats, lags: Floats) -> Floats:
    """The error power of a prediction in sound with another autocorrelation."""
    size = taps.shape[1]
    table = lags[:, np.abs(np.arange(size)[:, None] - np.arange(size))]
    power: Floats = (taps[:, None, :] @ table @ taps[:, :, None])[:, 0, 0]
    return power


def _level_features(around: Floats, rate: int, level: float) -> Iterator[Floats]:
    """The levels of both sides, next to the joint and farther from it."""
    side, near = around.shape[1] // 2, int(0.005 * rate)

    def decibels(part: Floats) -> Floats:
        value: Floats = np.log(part.var(axis=1) + 1)
        return value

    usual = np.log(level**2 + 1)
    left_near, right_near = (
        decibels(around[:, side - near : side]),
        decibels(around[:, side : side + near]),
    )
    left, right = decibels(around[:, :side]), decibels(around[:, side:])
    yield left_near - usual
    yield right_near - usual
    yield left - usual
    yield right - usual
    yield left_near - right_near
    yield left - right
    yield left_near - left
    yield right_near - right


def _step_features(around: Floats) -> Iterator[Floats]:
    """The step across the joint and its third difference, relative to those nearby."""
    side = around.shape[1] // 2
    steps = np.abs(np.diff(around, axis=1))
    here = steps[:, side - 1] + 1
    yield np.log(here / (np.median(steps, axis=1) + 1))
    yield np.log(here / (np.partition(steps, -6, axis=1)[:, -6] + 1))
    third = np.abs(np.diff(around, 3, axis=1))
    here = third[:, side - 3 : side].max(axis=1) + 1
    rest = np.concatenate([third[:, : side - 5], third[:, side + 2 :]], axis=1)
    yield np.log(here / (rest.max(axis=1) + 1))
    yield np.log(here / (np.median(rest, axis=1) + 1))


def _pitch_features(around: Floats, rate: int) -> Iterator[Floats]:
    """Whether the period of a voice continues across the joint as it does on both sides."""
    factor = max(1, rate // 8000)
    if factor > 1:
        smooth = np.hanning(2 * factor + 1) / factor
        length = around.shape[1]
        spectrum = np.fft.rfft(around, length + len(smooth), axis=1)
        spectrum *= np.fft.rfft(smooth, length + len(smooth))
        around = np.fft.irfft(spectrum, length + len(smooth), axis=1)[:, factor : factor + length : factor]
    side = around.shape[1] // 2
    around = around - around.mean(axis=1, keepdims=True)
    reduced_rate = rate / factor
    part = int(0.008 * reduced_rate)  # frames that are compared: 8 ms
    low, high = int(reduced_rate / 350), min(int(reduced_rate / 75), side - part)
    last, following = around[:, side - part : side], around[:, side : side + part]
    left = _correlations(last, around[:, side - high + 1 - part : side - low])[::-1]
    right = _correlations(following, around[:, side + low : side + high - 1 + part])
    across = _correlations(following, around[:, side - high + 1 : side - low + part])[::-1]
    period_left, period_right = left.argmax(axis=0) + low, right.argmax(axis=0) + low
    on_left, on_right = left.max(axis=0), right.max(axis=0)
    as_left, as_right = (_at_period(across, period - low, low) for period in (period_left, period_right))
    on = np.maximum(as_left, as_right)
    yield on_left
    yield on_right
    yield across.max(axis=0)
    yield as_left
    yield as_right
    yield np.minimum(on_left, on_right) - on
    yield np.abs(np.log(period_left / period_right))
    yield across.max(axis=0) - on


def _still_features(around: Floats) -> Iterator[Floats]:
    """The share of samples that are equal to the one before, as in digital silence, on either side."""
    side = around.shape[1] // 2
    equal = np.diff(around, axis=1) == 0
    left, right = equal[:, : side - 1].mean(axis=1), equal[:, side:].mean(axis=1)
    yield np.minimum(left, right)
    yield np.maximum(left, right)
    yield np.log1p(np.abs(around[:, side - 1 : side + 1]).min(axis=1))


def _correlations(part: Floats, longer: Floats) -> Floats:
    """Normalised correlations of each row of `part` with its row of `longer`, at all shifts; shifts x rows.

    They are near 0 for silence.
    """
    shifted = sliding_window_view(longer, part.shape[1], axis=1)
    products = np.matmul(shifted, part[:, :, None])[:, :, 0]
    sums = np.cumsum(np.pad(longer**2, ((0, 0), (1, 0))), axis=1)
    energies = np.maximum(sums[:, part.shape[1] :] - sums[:, : -part.shape[1]], 0.0)
    value: Floats = products / np.sqrt(energies * np.einsum("cn,cn->c", part, part)[:, None] + 1e3)
    return value.T


def _at_period(across: Floats, index: Places, low: int) -> Floats:
    """The greatest correlation within 6 % of a period. index: of that period."""
    columns = np.arange(across.shape[1])
    found = [
        across[np.clip(np.round((index + low) * (1 + off)).astype(int) - low, 0, len(across) - 1), columns]
        for off in (-0.06, -0.04, -0.02, 0.0, 0.02, 0.04, 0.06)
    ]
    greatest: Floats = np.max(found, axis=0)
    return greatest


def score(features: Floats) -> Floats:
    """Natural logarithm of the odds that each candidate is a joint: the mean of the networks."""
    inputs = features.astype(np.float64)
    odds: Floats = np.mean([network.outputs(inputs) for network in fitted(Network, "jumps")], axis=0)
    return odds[..., 0]
