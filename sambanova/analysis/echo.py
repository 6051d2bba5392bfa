"""Detects that one side of a call is heard in the track of the other: echo, crosstalk, or the same recording.

Sound that comes back has a constant delay. The cross-correlation with its spectrum made flat (PHAT: Knapp and
Carter, 1976) is added up over blocks of the call; only a constant delay adds up to a peak.

Pure functions: tracks side by side in, findings out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sambanova.findings import Finding
from sambanova.recording import Recording

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Search:
    """How a delay is looked for. Lengths are in seconds, frequencies in Hz.

    block: of sound that is correlated at a time. most: blocks, the loudest. delay: the longest; servers and
    networks delay an echo by less. rate: of the correlation. lowest, highest: of the frequencies.
    min_blocks: in which both tracks have sound. audible: mean square of a block with sound.
    tail: of an echo in a room.
    """

    block: float = 4.0
    most: int = 60
    delay: float = 2.0
    rate: int = 8000
    lowest: float = 200.0
    highest: float = 3400.0
    min_blocks: int = 2
    audible: float = 10 ** (-65 / 10)
    tail: float = 0.05


@dataclass(frozen=True, slots=True)
class _Peak:
    """When there is an echo.

    min_height: of the peak, in standard deviations of the correlation; of 32,000 random values the largest
    has 4.2. own_height: of the peak of one block. min_share: of the blocks that have one there.
    around: seconds within which it lies. at_once: seconds; what comes sooner was mixed.
    loud: power of a block relative to the loud ones, from which on it is to be heard in the other track.
    repeated: likeness of two blocks at all delays but that of the echo; that of different ones is below 0.04.
    certain_height: of the peak of a block, in standard deviations, that no chance has.
    """

    min_height: float = 8.0
    own_height: float = 4.5
    min_share: float = 0.1
    around: float = 0.0015
    at_once: float = 0.005
    loud: float = 0.1
    repeated: float = 0.15
    certain_height: float = 30.0


_SEARCH = _Search()
_PEAK = _Peak()
EQUAL = 0.9
"""Correlation of two tracks that are the same recording."""

_AS_LOUD_DB = 3.0  # softer than the other track by less than this, it is no echo but a mix
_CLEAR_DB = 20.0  # softer than the other track by less than this, an echo disturbs


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two tracks have in common.

    is_first: whether the first track is heard in the second; otherwise it is the other way round.
    delay: seconds by which it is later there; negative if it is earlier. gain_db: there, relative to its own
    track. correlation: of both at this delay, -1..1.
    """

    is_first: bool
    delay: float
    gain_db: float
    correlation: float


def find(lanes: Recording, names: Sequence[str]) -> Iterator[Finding]:
    """The findings `echo`, `tracks_equal` and `track_in_track`.

    lanes: the tracks in step, one in each channel. names: of the tracks, for the messages.
    """
    for one, other in combinations(range(len(names)), 2):
        common = likeness(lanes, one, other)
        if common is None:
            continue
        source, track = (one, other) if common.is_first else (other, one)
        if common.correlation >= EQUAL:
            yield Finding(
                "tracks_equal",
                "warning",
                f"{names[track]} holds the same sound as {names[source]}{_later(common.delay)}.",
                "Look whether both tracks are written from the same stream.",
            )
        else:
            yield _echo(names[source], names[track], common.delay, -common.gain_db)


def _echo(source: str, track: str, delay: float, attenuation: float) -> Finding:
    """The finding for `source` being heard in `track`. attenuation: dB."""
    if attenuation < _AS_LOUD_DB:
        return Finding(
            "track_in_track",
            "info",
            f"{source} is also heard in {track}, as loud as in its own track{_later(delay)}: "
            f"{track} seems to be a mix.",
            "Write each side of the call to a track of its own, before they are mixed.",
        )
    return Finding(
        "echo",
        "warning" if attenuation < _CLEAR_DB else "info",
        f"{source} is heard in {track}, {attenuation:.0f} dB softer{_later(delay)}: "
        "the microphone picks up the loudspeaker.",
        "Turn on echo cancellation where the microphone is recorded, or use a headset.",
    )


def _later(delay: float) -> str:
    milliseconds = 1000 * abs(delay)
    if milliseconds < 1:
        return ""
    return f", {milliseconds:.0f} ms {'later' if delay > 0 else 'earlier'}"


def likeness(lanes: Recording, one: int, other: int) -> Likeness | None:
    """What one track has in common with another, or None."""
    size = round(_SEARCH.block * lanes.sample_rate)
    starts = _blocks(lanes, one, other, size)
    if len(starts) < _SEARCH.min_blocks:
        return None
    first, second = _spectra(lanes, starts, size, one, other)
    cross = second * first.conj()
    flat = cross / (np.abs(cross) + 1e-20)
    rate = min(_SEARCH.rate, lanes.sample_rate)
    correlations = np.fft.irfft(flat, axis=1)
    reach = round(_SEARCH.delay * rate)
    near = np.concatenate([correlations[:, -reach:], correlations[:, : reach + 1]], axis=1)
    near /= near.std(axis=1, keepdims=True)
    different = _different(near, round(_SEARCH.tail * rate))
    if len(different) < _SEARCH.min_blocks:
        return None
    near, cross, first, second = (table[different] for table in (near, cross, first, second))
    total = near.sum(axis=0) / math.sqrt(len(near))
    best = int(np.argmax(total))
    if total[best] < _PEAK.min_height:
        return None
    around = round(_PEAK.around * rate)
    own = near[:, max(0, best - around) : best + around + 1].max(axis=1) >= _PEAK.own_height
    if np.count_nonzero(own) < max(_SEARCH.min_blocks, _PEAK.min_share * len(own)):
        return None
    powers = np.stack([np.sum(np.abs(spectra) ** 2, axis=1) for spectra in (first, second)])
    lag = best - reach
    if abs(lag) >= _PEAK.at_once * rate:
        is_first = lag > 0  # what comes back comes later
    else:
        is_first = _heard_share(powers[0], own) >= _heard_share(powers[1], own)
    source, track = (first, second) if is_first else (second, first)
    in_common = float(np.fft.irfft(cross[own].sum(axis=0))[lag]) * (cross.shape[1] - 1)
    # The end of one block lies in the next one.
    whole = math.sqrt(float(powers[0, own].sum() * powers[1, own].sum())) * (
        1 - abs(lag) / rate / _SEARCH.block
    )
    delay = lag if is_first else -lag
    return Likeness(is_first, delay / rate, _gain(source[own], track[own], delay, rate), in_common / whole)


def _different(near: Floats, tail: int) -> list[int]:
    """The blocks that do not repeat an earlier one, as loops and prompts do.

    Where both tracks repeat, so does every chance of their correlation, and adds up as an echo does.
    near: blocks x delays. tail: delays that an echo takes, which is left out, as all blocks have it.
    """
    best = int(np.argmax(near.sum(axis=0)))
    rest = np.concatenate([near[:, : max(0, best - tail)], near[:, best + tail :]], axis=1)
    rest = rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-12)
    alike = rest @ rest.T
    is_certain = near[:, best] >= _PEAK.certain_height
    different: list[int] = []
    for block in range(len(near)):
        if is_certain[block] or not different or alike[block, different].max() < _PEAK.repeated:
            different.append(block)
    return different


def _heard_share(powers: Floats, own: NDArray[np.bool_]) -> float:
    """The share of the loud blocks of a track that are heard in the other one: of a source, nearly all."""
    is_loud = powers >= _PEAK.loud * np.quantile(powers, 0.9)
    return float(own[is_loud].mean())


def _blocks(lanes: Recording, one: int, other: int, size: int) -> list[int]:
    """The first frames of blocks in which both tracks have sound."""
    starts, loudness = [], []
    for start in range(0, lanes.frame_count - size // 2, size):
        frames = lanes.samples(start, start + size)[:, [one, other]]
        powers = np.einsum("fc,fc->c", frames, frames) / len(frames)
        if powers.min() >= _SEARCH.audible:
            starts.append(start)
            loudness.append(float(powers.max()))
    loudest = sorted(np.argsort(loudness)[::-1][: _SEARCH.most].tolist())
    return [starts[index] for index in loudest]


def _spectra(
    lanes: Recording, starts: Sequence[int], size: int, one: int, other: int
) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Spectra of both tracks up to `_SEARCH.rate` / 2, zero outside of the band; blocks x bins."""
    rate = min(_SEARCH.rate, lanes.sample_rate)
    length = 2 * size  # so that the end of a block does not meet its beginning
    bins = round(_SEARCH.block * rate) + 1
    lowest, highest = (round(edge / lanes.sample_rate * length) for edge in (_SEARCH.lowest, _SEARCH.highest))
    tables = []
    for lane in (one, other):
        table = np.zeros((len(starts), bins), np.complex128)
        for row, start in zip(table, starts, strict=True):
            spectrum = np.fft.rfft(lanes.samples(start, start + size)[:, lane], length)
            row[lowest:highest] = spectrum[lowest:highest][: len(row[lowest:highest])]
        tables.append(table)
    return tables[0], tables[1]


def _gain(first: NDArray[np.complex128], second: NDArray[np.complex128], lag: int, rate: int) -> float:
    """The gain in dB with which the first track is heard in the second, with its reverberation.

    first, second: spectra, blocks x bins. lag: samples at `rate`.
    """
    power = np.sum(np.abs(first) ** 2, axis=0)
    band = power > 0
    response = np.zeros(len(power), np.complex128)
    response[band] = np.sum(second * first.conj(), axis=0)[band] / (power[band] + 1e-3 * power[band].mean())
    squares = np.fft.irfft(response) ** 2
    around = np.roll(squares, rate // 100 - lag)
    tail = rate // 100 + round(_SEARCH.tail * rate)
    by_chance = float(np.median(around[tail:])) / 0.455  # median of the square of a normal deviate
    energy = float(around[:tail].sum()) - by_chance * tail
    unity = np.count_nonzero(band) / (len(power) - 1)
    return 10 * math.log10(max(energy / unity, 1e-6))


@dataclass(frozen=True, slots=True)
class _Part:
    """How an echo is measured in a short part of a call.

    block: seconds that are transformed at a time, longer than an echo lasts in a room. min_blocks: of a part
    that is measured. min_coherence: of the part with the sound it comes from, above that of chance.
    """

    block: float = 0.256
    min_blocks: int = 6
    min_coherence: float = 0.04


_PART = _Part()


def gain_in_part(source: Floats, track: Floats, rate: int, is_own: NDArray[np.bool_]) -> float | None:
    """The gain in dB with which a part of the source is heard in another track; None if it is not.

    source, track: the same number of frames, the track later by the delay of the echo. Noise in the track
    does not count, as it does not go together with the source. rate: Hz. is_own: for each frame, whether
    the track has speech of its own, which is left out.
    """
    size = round(_PART.block * rate)
    hop = size // 2
    starts = [
        start
        for start in range(0, min(len(source), len(track)) - size, hop)
        if not is_own[start : start + size].any()
    ]
    count = len(starts)
    if count < _PART.min_blocks:
        return None
    lowest, highest = (round(edge / rate * size) for edge in (_SEARCH.lowest, min(_SEARCH.highest, rate / 2)))
    shape = np.hanning(size)
    first, second = (
        np.fft.rfft(np.stack([one[start : start + size] for start in starts]) * shape, axis=1)[
            :, lowest:highest
        ]
        for one in (source, track)
    )
    of_source, of_track = (np.mean(np.abs(one) ** 2, axis=0) + 1e-20 for one in (first, second))
    common = np.abs(np.mean(second * first.conj(), axis=0)) ** 2 / of_source / of_track
    # Blocks that overlap by half count as 0.75 of as many (Welch, 1967, with a Hann window).
    independent = max(2.0, 0.75 * count)
    coherence = (independent * common - 1) / (independent - 1)
    in_all = float(np.average(coherence, weights=of_source))
    power = float(np.sum(of_track * coherence))
    if in_all < _PART.min_coherence or power <= 0:
        return None
    return 10 * math.log10(power / float(np.sum(of_source)))
