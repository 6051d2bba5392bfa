"""Where sound jumps: places at which a chunk was left out, and what follows was joined to what was before.

Sound follows from what was before: its next sample can be foretold from the last ones, and a voice's next
period from the one before. Where a chunk is missing neither holds, while both sides go well together with
themselves. Plosives, clicks and notes that begin do not follow either, so that no single number tells them
from a joint: a small network does, from 42 of them. `tools/findings/fit_jumps.py` fits it from public
recordings; a joint in noise or in a pause leaves no trace and is not found.

Pure maths: samples in, places out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sambanova.detection.linear_prediction import autocorrelation, errors, levinson, with_noise
from sambanova.detection.networks import Network, fitted
from sambanova.detection.samples import Floats

Places = NDArray[np.int64]
Read = Callable[[int, int], NDArray[np.float32]]
"""Gives the samples from a frame up to another one, mono, full scale being -1..1."""

# Natural logarithm of the odds from which a place is a jump, and from which it is one where a chunk may
# end: writers append whole chunks, so that what is left out begins after a whole number of them.
_SURE = 4.5
_SURE_BETWEEN_CHUNKS = 2.5
_CHUNK_SECONDS = 0.01  # of which the chunks of voice apps are multiples
_CHUNK_FRAMES = 128  # of which those of browsers are
_MOST_A_SECOND = 1.0  # jumps; more of them are how the sound is, such as music with drums
_LEAST_RATE = 4000  # Hz
_ALWAYS_ALLOWED = 2.0  # jumps however short the sound is

_PIECE_SECONDS = 0.01  # pieces that are looked at or not
_SOUNDING = 0.01  # of the mean power, from which a piece is no pause
_MOST_SECONDS = 30.0  # of sound that is looked at in full; of more, half as much, where it is roughest
_MARGIN_SECONDS = 0.065  # before and after each piece
_STEPS = 10.0  # 16-bit steps that are no roughness
_FRAMES_A_BLOCK = 1 << 20

_HOP_SECONDS = 0.01  # for which one prediction holds
_WINDOW_SECONDS = 0.04  # from which it is fitted
_BLOCK_HOPS = 64  # that are predicted at a time
_MOST_SURPRISE = 400.0  # that one sample can be, as a square in units of the usual error
_NEAR_SECONDS = 0.005  # of candidates the likeliest within this
_LEAST_GAIN = 6.0  # log-likelihood that a candidate gains by being taken for a joint
_SIDE_SECONDS = 0.03  # before and after a candidate that are compared
_AT_A_TIME = 32  # candidates that are measured at a time, so that they stay in the processor's cache


def find(read: Read, frame_count: int, rate: int) -> list[int]:
    """The frames before which a chunk seems to be missing, in order."""
    if frame_count < 4 * _SIDE_SECONDS * rate or rate < _LEAST_RATE:
        return []
    level, stretches = _looked_at(read, frame_count, rate)
    if not stretches:
        return []
    sound = np.concatenate([read(begin, end) for begin, end in stretches]) * np.float32(32768)
    places, features = measure(sound, rate, *candidates(sound, rate), level)
    places, is_inside = _whole(stretches, places, rate)
    needed = np.where(_between_chunks(places, rate), _SURE_BETWEEN_CHUNKS, _SURE)
    found = places[(score(features) >= needed) & is_inside].tolist()
    if len(found) > _ALWAYS_ALLOWED + _MOST_A_SECOND * frame_count / rate:
        return []
    return [at for i, at in enumerate(found) if not i or at - found[i - 1] >= _SIDE_SECONDS * rate]


def _whole(stretches: list[tuple[int, int]], places: Places, rate: int) -> tuple[Places, NDArray[np.bool_]]:
    """Places in the joined stretches as frames of the whole, and whether none are joined there."""
    begins, ends = np.array(stretches).T
    joined = np.concatenate([[0], np.cumsum(ends - begins)])
    which = np.searchsorted(joined, places, "right") - 1
    inner = places - joined[which]
    reach = (_SIDE_SECONDS + _WINDOW_SECONDS / 2) * rate
    is_inside = (inner >= reach) & (joined[which + 1] - places >= reach)
    return begins[which] + inner, is_inside


def _between_chunks(places: Places, rate: int) -> NDArray[np.bool_]:
    """Whether places are within a frame of a whole number of chunks of some size in use."""
    near = np.zeros(len(places), bool)
    for size in (_CHUNK_SECONDS * rate, float(_CHUNK_FRAMES)):
        if size.is_integer():
            near |= (places + 1) % int(size) <= 2
    return near


def _looked_at(read: Read, frame_count: int, rate: int) -> tuple[float, list[tuple[int, int]]]:
    """The level in 16-bit steps, and from and to of what is looked at: what sounds.

    Of much sound that is the roughest places; a joint in a pause is not found anyway.
    """
    length = max(4, int(_PIECE_SECONDS * rate))
    step = _FRAMES_A_BLOCK // length * length
    pieces = [_pieces(read(begin, begin + step), length) for begin in range(0, frame_count, step)]
    powers, roughness = (np.concatenate(part) for part in zip(*pieces, strict=True))
    power = float(powers.mean()) if len(powers) else 0.0
    sounding = np.flatnonzero(powers > _SOUNDING * power)
    most = int(_MOST_SECONDS / _PIECE_SECONDS)
    if len(sounding) > most:
        usual = np.maximum(np.roll(roughness, 2), np.roll(roughness, -2)) + _STEPS / 32768
        order_of_them = np.argsort(-(roughness / usual)[sounding])
        # Each of them is looked at with a margin on both sides.
        sounding = np.sort(sounding[order_of_them[: int(most / 2 * _PIECE_SECONDS / (2 * _MARGIN_SECONDS))]])
    margin = int(_MARGIN_SECONDS * rate)
    stretches: list[tuple[int, int]] = []
    for begin in (sounding * length).tolist():
        first, last = max(0, begin - margin), min(frame_count, begin + length + margin)
        if stretches and first <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], last)
        else:
            stretches.append((first, last))
    return math.sqrt(power) * 32768, stretches


def _pieces(sound: NDArray[np.float32], length: int) -> tuple[Floats, Floats]:
    """The power of each `length` frames, and how rough the roughest place in them is."""
    table = sound[: len(sound) // length * length].reshape(-1, length)
    steps = np.abs(np.diff(sound, 3, append=np.zeros(min(3, len(sound)), np.float32)))
    rough = steps[: table.size].reshape(-1, length).max(axis=1) if len(table) else np.zeros(0)
    return np.einsum("pn,pn->p", table, table) / length, rough


# ---------------------------------------------------------------- candidates


def order(rate: int) -> int:
    """Samples that a prediction goes back."""
    return 16 if rate <= 16000 else 24 if rate <= 24000 else 32


def candidates(sound: NDArray[np.float32], rate: int) -> tuple[Places, Floats]:
    """Places that may be joints, and how much likelier the samples are if they are."""
    gains = _gains(sound, rate)
    near = max(1, int(_NEAR_SECONDS * rate))
    table = gains[: len(gains) // near * near].reshape(-1, near)
    if not len(table):
        return np.zeros(0, np.int64), np.zeros(0)
    greatest = table.max(axis=1)
    places = table.argmax(axis=1) + np.arange(len(table)) * near
    padded = np.pad(greatest, 1)
    chosen = (greatest >= padded[:-2]) & (greatest >= padded[2:]) & (greatest > _LEAST_GAIN)
    return places[chosen], greatest[chosen]


def _gains(sound: NDArray[np.float32], rate: int) -> Floats:
    """For each frame, the log-likelihood gained by taking nothing before it into account.

    The samples behind a joint are foretold better from those behind it alone, few as they are at first.
    """
    size, hop = order(rate), int(_HOP_SECONDS * rate)
    window = int(_WINDOW_SECONDS * rate) // 2 * 2
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
    """The gains of whole hops, with the lattice of each of them."""
    size = reflections.shape[1]
    count = len(sound) - size
    taps, powers = reflections.astype(np.float32), powers.astype(np.float32) + 1
    forward = sound.reshape(-1, hop)
    backward = forward
    alone = np.zeros(count, np.float32)
    for i in range(size + 1):
        power = powers[:, i : i + 1]
        surprise = forward * forward
        surprise /= power
        np.minimum(surprise, np.float32(_MOST_SURPRISE), out=surprise)
        surprise += np.log(power)
        if i == size:
            break
        alone += surprise.reshape(-1)[i : i + count]
        before = np.concatenate([np.zeros(1, np.float32), backward.reshape(-1)[:-1]]).reshape(-1, hop)
        forward, backward = forward + taps[:, i : i + 1] * before, before + taps[:, i : i + 1] * forward
    sums = np.concatenate([[0.0], np.cumsum(surprise.reshape(-1), dtype=np.float64)])
    gains: NDArray[np.float32] = (sums[size : size + count] - sums[:count]).astype(np.float32) - alone
    return np.pad(gains, (0, size))


# ---------------------------------------------------------------- features


def measure(
    sound: NDArray[np.float32], rate: int, places: Places, gains: Floats, level: float
) -> tuple[Places, Floats]:
    """The candidates that have enough sound on both sides, and their features.

    level: root mean square of the whole recording, in 16-bit steps as `sound`.
    """
    side = int(_SIDE_SECONDS * rate)
    kept = (places >= side) & (places + side <= len(sound))
    places, gains = places[kept], gains[kept]
    if not len(places):
        return places, np.zeros((0, FEATURES))
    windows = sliding_window_view(sound, 2 * side)
    parts = []
    for begin in range(0, len(places), _AT_A_TIME):
        some = places[begin : begin + _AT_A_TIME]
        around = windows[some - side].astype(np.float64)
        columns = [
            *_prediction_features(around, order(rate)),
            *_level_features(around, rate, level),
            *_step_features(around),
            *_pitch_features(around, rate),
            np.full(len(some), np.log(rate / 16000)),
            np.log(gains[begin : begin + _AT_A_TIME]),
        ]
        parts.append(np.array(columns).T)
    return places, np.concatenate(parts)


FEATURES = 42


def _prediction_features(around: Floats, size: int) -> Iterator[Floats]:
    """How badly the two sides follow from each other, compared with how each follows from itself."""
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
    """The sum of some squares at a place against the greatest before, the greatest behind, and the usual."""
    sums = np.cumsum(np.pad(squares, ((0, 0), (1, 0))), axis=1)
    sums = sums[:, length:] - sums[:, :-length]
    here = sums[:, max(0, at - 1) : at + 2].max(axis=1) + length
    yield np.log(here / (sums[:, : at - reach].max(axis=1) + length))
    yield np.log(here / (sums[:, at + reach :].max(axis=1) + length))
    yield np.log(here / (np.median(squares, axis=1) / 0.455 * length + length))  # 0.455: of chi square


def _power_of(taps: Floats, lags: Floats) -> Floats:
    """The power of the errors that a prediction makes in sound of other autocorrelation."""
    size = taps.shape[1]
    table = lags[:, np.abs(np.arange(size)[:, None] - np.arange(size))]
    power: Floats = (taps[:, None, :] @ table @ taps[:, :, None])[:, 0, 0]
    return power


def _level_features(around: Floats, rate: int, level: float) -> Iterator[Floats]:
    """How loud both sides are, next to the joint and farther from it."""
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
    """The step across the joint, and its third difference, against those around."""
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
    """Whether a voice's period goes on across the joint as it does on both sides."""
    factor = max(1, rate // 8000)
    if factor > 1:
        smooth = np.hanning(2 * factor + 1) / factor
        length = around.shape[1]
        spectrum = np.fft.rfft(around, length + len(smooth), axis=1)
        spectrum *= np.fft.rfft(smooth, length + len(smooth))
        around = np.fft.irfft(spectrum, length + len(smooth), axis=1)[:, factor : factor + length : factor]
    side = around.shape[1] // 2
    around = around - around.mean(axis=1, keepdims=True)
    slower = rate / factor
    part = int(0.008 * slower)  # seconds that are compared
    low, high = int(slower / 350), min(int(slower / 75), side - part)
    last, following = around[:, side - part : side], around[:, side : side + part]
    left = _alike(last, around[:, side - high + 1 - part : side - low])[::-1]
    right = _alike(following, around[:, side + low : side + high - 1 + part])
    across = _alike(following, around[:, side - high + 1 : side - low + part])[::-1]
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


def _alike(part: Floats, longer: Floats) -> Floats:
    """The normalised correlations of rows with each stretch as long in longer rows, stretches x rows.

    Near 0 for silence.
    """
    stretches = sliding_window_view(longer, part.shape[1], axis=1)
    products = np.matmul(stretches, part[:, :, None])[:, :, 0]
    sums = np.cumsum(np.pad(longer**2, ((0, 0), (1, 0))), axis=1)
    energies = np.maximum(sums[:, part.shape[1] :] - sums[:, : -part.shape[1]], 0.0)
    value: Floats = products / np.sqrt(energies * np.einsum("cn,cn->c", part, part)[:, None] + 1e3)
    return value.T


def _at_period(across: Floats, index: Places, low: int) -> Floats:
    """The greatest of the correlations at a period and up to 6 % beside it. index: of that period."""
    columns = np.arange(across.shape[1])
    found = [
        across[np.clip(np.round((index + low) * (1 + off)).astype(int) - low, 0, len(across) - 1), columns]
        for off in (-0.06, -0.04, -0.02, 0.0, 0.02, 0.04, 0.06)
    ]
    greatest: Floats = np.max(found, axis=0)
    return greatest


# ---------------------------------------------------------------- the network


def score(features: Floats) -> Floats:
    """The natural logarithm of the odds that a candidate is a joint; the mean over the networks."""
    wide = features.astype(np.float64)
    odds: Floats = np.mean([network.outputs(wide) for network in fitted(Network, "jumps")], axis=0)
    return odds[..., 0]
