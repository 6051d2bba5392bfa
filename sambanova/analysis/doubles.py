"""Finds chunks that come twice: parts of a sound that are followed by an exact copy.

No two parts of recorded sound are equal to the last bit. Synthetic voices and tones repeat themselves
exactly, but at lags that fit no chunk, and so smoothly that nothing is heard. No single sign tells them
apart, so a small network decides from all. `tools/findings/fit_breaks.py` fits it.

Pure functions: a recording in, places out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis import chunk_grid
from sambanova.detection.networks import Network, fitted
from sambanova.detection.samples import Floats
from sambanova.recording import Recording

FEATURES = 13
"""Numbers that `measure` returns for each copy."""

_BLOCK_FRAMES = 1 << 20  # frames that are processed at a time
_EDGE_SECONDS = 0.005  # of the sound on both sides of a joint


@dataclass(frozen=True, slots=True)
class Copy:
    """A chunk that comes again. start: its frame. lag: frames to the original. length: of all copies."""

    start: int
    lag: int
    length: int


@dataclass(frozen=True, slots=True)
class _DuplicateSearch:
    """Parameters of the search for duplicated chunks. Lengths are in seconds unless stated otherwise.

    anchors: positions that are compared first, in a chunk of `common_chunk`; they are chosen by value.
    max_anchor_bits: at most one sample in 2 ** max_anchor_bits is an anchor, at high sample rates.
    compared_samples: samples after an anchor that must be equal.
    min_chunk, max_chunk: the smallest chunk in use is WebAudio's 128 frames, 2.7 ms at 48 kHz.
    min_values: distinct values in a chunk; fewer are a tone or silence.
    max_copies: sound that repeats more often is a tone.
    max_extra_frames: by which a copy may seem longer, as neighbouring samples can be equal by chance.
    max_pairs: of equal places; a recording with more is a tone.
    """

    anchors: int = 8
    common_chunk: float = 0.01
    max_anchor_bits: int = 5
    compared_samples: int = 16
    min_chunk: float = 0.004
    max_chunk: float = 1.2
    min_values: int = 16
    max_copies: int = 6
    max_extra_frames: int = 8
    max_pairs: int = 20_000


_DUPLICATES = _DuplicateSearch()


def find(recording: Recording) -> list[Copy]:
    """Chunks that are followed by an exact copy. A place starts where the copy starts.

    No two parts of recorded sound are equal to the last bit. The parts that are compared start at
    anchors, which are chosen by the value of a sample, so that copies at any distance are found.
    """
    found: dict[int, Copy] = {}
    reach = int(_DUPLICATES.max_chunk * recording.sample_rate)
    for begin in range(0, recording.frame_count, _BLOCK_FRAMES):
        whole = recording.samples(begin, begin + _BLOCK_FRAMES + 2 * reach)
        sound = np.ascontiguousarray(whole[:, 0])
        for first, second in _equal_pairs(sound, recording.sample_rate):
            place = _copy(sound, first, second - first)
            if place is not None:
                found.setdefault(begin + place.start, replace(place, start=begin + place.start))
    return _without_overlaps(sorted(found.values(), key=lambda place: place.start))


def _without_overlaps(places: list[Copy]) -> list[Copy]:
    """Drops places that overlap the previous one, as those of a chunk that comes three times do."""
    kept: list[Copy] = []
    for place in places:
        if not kept or place.start >= kept[-1].start + kept[-1].length:
            kept.append(place)
    return kept


def _equal_pairs(sound: NDArray[np.float32], sample_rate: int) -> Iterator[tuple[int, int]]:
    """Pairs of frames, at most one chunk apart, from which on some samples are equal."""
    bits = sound.view(np.uint32)
    # Anchors depend on the value alone, so that a copy has the same ones. Knuth's multiplicative hash.
    compared = _DUPLICATES.compared_samples
    spacing = max(1.0, (_DUPLICATES.common_chunk * sample_rate - compared) / _DUPLICATES.anchors)
    anchor_bits = min(_DUPLICATES.max_anchor_bits, max(1, int(np.log2(spacing))))
    chosen = bits * np.uint32(2654435761) >> np.uint32(32 - anchor_bits) == 1
    chosen[1:] &= bits[1:] != bits[:-1]
    anchors = np.flatnonzero(chosen[: max(0, len(bits) - compared)])
    if len(anchors) < 2:
        return
    hashes = np.zeros(len(anchors), np.uint64)
    for step in range(0, compared, 2):  # every second sample is enough
        hashes = hashes * np.uint64(6364136223846793005) + bits[anchors + step]  # Knuth's MMIX generator
    order = np.argsort(hashes, kind="stable")
    same = np.flatnonzero(hashes[order[1:]] == hashes[order[:-1]])
    first, second = anchors[order[same]], anchors[order[same + 1]]
    lags = second - first
    fitting = (lags >= _DUPLICATES.min_chunk * sample_rate) & (lags <= _DUPLICATES.max_chunk * sample_rate)
    if not 0 < np.count_nonzero(fitting) <= _DUPLICATES.max_pairs:
        return
    seen: set[tuple[int, int]] = set()
    for one, other in zip(first[fitting].tolist(), second[fitting].tolist(), strict=True):
        lag = other - one
        if (lag, one // lag) not in seen and (lag, one // lag - 1) not in seen:
            seen.add((lag, one // lag))
            yield one, other


def _copy(sound: NDArray[np.float32], at: int, lag: int) -> Copy | None:
    """The copy at distance `lag` that contains frame `at`, if a whole chunk is duplicated."""
    max_copies = _DUPLICATES.max_copies
    low = max(0, at - max_copies * lag)
    high = min(len(sound) - lag, at + max_copies * lag)
    different = np.flatnonzero(sound[low:high] != sound[low + lag : high + lag]) + low
    behind = int(np.searchsorted(different, at))
    start = int(different[behind - 1]) + 1 if behind else low
    end = int(different[behind]) if behind < len(different) else high
    copies = (end - start) // lag
    if not 1 <= copies < max_copies or end - start - copies * lag > _DUPLICATES.max_extra_frames:
        return None
    if len(np.unique(sound[start : start + lag])) < _DUPLICATES.min_values:
        return None
    return Copy(start + lag, lag, copies * lag)


def log_odds(features: Floats) -> Floats:
    """The natural logarithm of the odds that each is a chunk: the mean of the networks.

    A synthetic voice may repeat one of its periods exactly, which begins anywhere.
    """
    odds: Floats = np.mean([network.outputs(features) for network in fitted(Network, "doubles")], axis=0)
    is_period = (features[:, 0] < _LONGEST_PERIOD) & (features[:, _OWN_GRID] == 0.0)
    fits = features[:, _CHUNK_FIT] > 0.0
    return odds[..., 0] - np.where(is_period, np.where(fits, _PERIOD_LOG_ODDS, _ODD_PERIOD_LOG_ODDS), 0.0)


_OWN_GRID = 4  # the feature that is 0 where a copy does not begin after a whole number of its lags
_LONGEST_PERIOD = np.log(0.0125)  # seconds: of a voice of 80 Hz
_CHUNK_FIT = 2  # the feature that is above 0 where the lag is one of chunks
_PERIOD_LOG_ODDS = 5.0
_ODD_PERIOD_LOG_ODDS = 12.0  # of a lag that is none of chunks


def measure(recording: Recording, copies: Sequence[Copy], level: float) -> Floats:
    """The features of copies, copies x `FEATURES`.

    level: RMS of the speech without pauses; full scale is 1.
    """
    if not copies:
        return np.zeros((0, FEATURES))
    rate = recording.sample_rate
    start, lag, length = np.array([(one.start, one.lag, one.length) for one in copies], np.int64).T
    rest = start % lag
    odd = chunk_grid.misfit(lag, rate) > 1
    same = np.array([np.count_nonzero(np.abs(lag - one) <= 1) for one in lag])
    columns = [
        np.log(lag / rate),
        np.log(length / lag),
        chunk_grid.evidence(lag, rate),
        chunk_grid.evidence(start, rate),
        np.where(np.minimum(rest, lag - rest) <= 1, np.log(np.maximum(lag, 6) / 3), 0.0),
        np.log(same),
        np.full(len(copies), np.log1p(odd.sum())),
        np.full(len(copies), np.log1p(length.sum() / max(1.0, recording.duration) / rate * 100)),
        *np.array([_sound_of(recording, one, level) for one in copies]).T,
        np.full(len(copies), np.log(rate / 16000)),
    ]
    return np.array(columns).T


def _sound_of(recording: Recording, copy: Copy, level: float) -> tuple[float, float, float, float]:
    """Its level, how rough the joint is, whether it repeats itself, and how many values it has."""
    edge = max(8, int(_EDGE_SECONDS * recording.sample_rate))
    begin = copy.start - copy.lag
    first = max(0, begin - edge)
    sound = recording.samples(first, copy.start + copy.length + edge)[:, 0].astype(np.float64)
    at = copy.start - first
    chunk = sound[begin - first : at]
    power = float(np.sqrt(np.mean(chunk**2)))
    third = np.abs(np.diff(sound, 3, prepend=np.zeros(3)))
    usual = float(np.median(third)) + _STEP
    joint = float(third[max(0, at - 1) : at + 4].max())  # where the copy ends, what follows fits
    spectrum = np.abs(np.fft.rfft(chunk - chunk.mean(), 2 * len(chunk))) ** 2
    lags = np.fft.irfft(spectrum)[: len(chunk)]
    low = max(2, int(_MIN_PERIOD * recording.sample_rate))
    overlap = 1 - np.arange(len(chunk)) / len(chunk)
    high = len(chunk) * 2 // 3
    itself = float((lags[low:high] / overlap[low:high]).max() / (lags[0] + _STEP**2)) if high > low else 0.0
    return (
        np.log(power + _STEP) - np.log(level + _STEP),
        np.log(max(joint, _STEP) / usual),
        min(itself, 1.5),
        np.log(len(np.unique(chunk)) / len(chunk)),
    )


_STEP = 1 / 32768  # of 16-bit sound
_MIN_PERIOD = 0.002  # seconds, of the highest voice
