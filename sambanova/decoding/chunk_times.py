"""What the times of chunks tell about a track: how fast it was written, where sound is missing, and when.

A chunk is written when its end has been captured. `latency` is the time at which a chunk was written less
the position of its end in the sound: it is constant while a writer keeps up, rises for good where sound is
missing, and rises and falls again where the writer only stood still. A speech service writes faster than
its sound lasts; its latency falls, and its chunks wait one behind the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Unix seconds of 2000 and 2100. Other numbers are counters, not times.
_EARLIEST, _LATEST = 946_684_800.0, 4_102_444_800.0

MIN_GAP = 0.25  # seconds; schedulers and networks delay a chunk by less

MAX_ANCHORS = 300  # places of a recording whose time is told

_MAX_STRETCHES = 10_000  # of a track; somebody who speaks for hours pauses less often


@dataclass(frozen=True, slots=True)
class _Placing:
    """How chunks are placed. Times are in seconds.

    min_wait: of a chunk beyond its own length, from which it may lie behind a gap; jitter of 80 ms on both
    sides explains 160 ms. tilt: by which a clock may run faster than the sound, relative.
    max_late: behind the chunks that follow it, of a chunk that is in time.
    min_in_time: share of the bytes in chunks that are in time; in a track with fewer, chunks wait.
    before: of chunks in front of a gap that are compared.
    min_fitted, min_drift: chunks and drift of a stretch in which a drift is told from jitter.
    max_drift: that is left between the sound and the clock. max_slope: of a drift, relative; a faster one
    is a wrong sample rate.
    min_missing: the shortest gap in usual chunks; a lost chunk is one, and long chunks are less punctual.
    sentence: the shortest chunk that holds a sentence; recorders write more often, at least each second.
    longest_slice: of compressed sound; browsers write as often as the app asks for, usually each second.
    """

    min_wait: float = 0.2
    min_rest: float = 0.25
    tilt: float = 0.02
    max_late: float = 0.25
    min_in_time: float = 0.5
    before: float = 2.0
    min_fitted: int = 30
    min_drift: float = 0.05
    max_drift: float = 0.5
    max_slope: float = 0.05
    min_missing: float = 0.7
    sentence: float = 1.05
    longest_slice: float = 5.0


@dataclass(frozen=True, slots=True)
class _RateSearch:
    """When chunks tell the rate at which they were captured. Times are in seconds.

    min_chunks, min_seconds: in time, and their duration. window: over which the first guess is measured.
    rounds: of refinement. max_error: standard error of the rate, relative.
    step: over which the latency is averaged. Jitter leaves 1 / sqrt(chunks) of itself, times `white`, but at
    least `queued`, as a late chunk holds up those behind it. A service that computes speech slows down and
    speeds up, which leaves more. timers: seconds that timers leave anyway.
    lowest, highest: bytes a second of 4 kHz G.711, and of 96 kHz 32-bit stereo.
    answered: median of the pauses relative to the stretches before them, from which these may have been
    written faster than they last: a service that sends speech at twice its speed is silent for as long again.
    long: of a stretch that is too long for an answer.
    """

    min_chunks: int = 8
    min_seconds: float = 2.5
    window: float = 1.0
    rounds: int = 6
    max_error: float = 0.013
    step: float = 0.5
    timers: float = 0.005
    white: float = 1.3
    queued: float = 0.58
    lowest: float = 4_000.0
    highest: float = 800_000.0
    answered: float = 0.25
    long: float = 15.0


_PLACING = _Placing()
_RATE = _RateSearch()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Chunks that lie directly one behind the other.

    offset: of the first byte. began: Unix seconds of its first sample. gap: seconds that are missing
    before it; 0.0 for the first, and where only a drift is made up for.
    """

    offset: int
    began: float
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class ChunkTimes:
    """The times of the chunks of one track.

    times: for each chunk the offset in bytes at which it begins, and the Unix seconds at which it was
    written; in order of the offsets. total_bytes: of the track. Times that cannot be are left out.

        ChunkTimes(track.times, len(track.buffer.data)).bytes_per_second()  # 32012.4
    """

    times: tuple[tuple[int, float], ...]
    total_bytes: int

    def bytes_per_second(self) -> float | None:
        """The rate at which the sound was captured; None if the chunks do not tell it.

        They do not if they are few or irregular, or come in turns as speech services send them.
        """
        chunks = _chunks(self)
        return None if chunks is None else _captured_rate(chunks)

    def clock(self, bytes_per_second: float) -> tuple[float, float] | None:
        """The rate at which the sound was captured, and its relative error; None as in `bytes_per_second`.

        The error is told by parts of the track: delays that last make them differ.
        bytes_per_second: of the sound, more than 0.
        """
        chunks = _chunks(self)
        if chunks is None or not _is_live(chunks, bytes_per_second):
            return None
        whole = _captured_rate(chunks)
        parts = [_captured_rate(part) for part in _thirds(chunks)]
        if whole is None or None in parts:
            return None
        spread = float(np.std([part / whole for part in parts if part is not None], ddof=1))
        return whole, spread / math.sqrt(len(parts))

    def first_began(self) -> float | None:
        """Unix seconds at which the capture of the first chunk began; None if no time is known.

        For compressed sound, of which bytes tell no duration: chunks are as long as their usual distance.
        """
        chunks = _chunks(self)
        if chunks is None:
            return None
        usual = float(np.median(np.diff(chunks.times))) if len(chunks.times) > 1 else 0.0
        return float(chunks.times[0]) - min(usual, _PLACING.longest_slice)

    def is_live(self, bytes_per_second: float) -> bool:
        """Whether chunks were written when they were captured, not faster, as speech services do.

        bytes_per_second: of the sound, more than 0.
        """
        chunks = _chunks(self)
        return chunks is not None and _is_live(chunks, bytes_per_second)

    def stretches(self, bytes_per_second: float, *, is_computed: bool = False) -> tuple[Stretch, ...]:
        """Where the sound lies in time, in order, at most 10,000; none if no time is known.

        bytes_per_second: of the sound, more than 0. is_computed: whether it may be that of a speech service.
        Then a chunk that is as long as a sentence begins when it is written, while captured sound ends then.
        """
        chunks = _chunks(self)
        if chunks is None:
            return ()
        usual = float(np.median(chunks.sizes)) / bytes_per_second
        is_sentences = is_computed and usual >= _PLACING.sentence
        live = _is_live(chunks, bytes_per_second) and not is_sentences
        found = _captured(chunks, bytes_per_second) if live else _queued(chunks, bytes_per_second)
        return tuple(islice(found, _MAX_STRETCHES))

    def gaps(self, bytes_per_second: float) -> tuple[tuple[int, float], ...]:
        """Where nothing was captured for longer than jitter explains: offset in bytes, seconds missing.

        bytes_per_second: of the sound, more than 0.
        """
        chunks = _chunks(self)
        if chunks is None:
            return ()
        usual = float(np.median(chunks.sizes)) / bytes_per_second
        shortest = max(MIN_GAP, _PLACING.min_missing * usual)
        found = self.stretches(bytes_per_second)
        return tuple((stretch.offset, stretch.gap) for stretch in found if stretch.gap > shortest)

    def started_at(self, bytes_per_second: float) -> float | None:
        """Unix seconds of the first sample; None if no time is known.

        A first chunk that is late changes nothing, as those behind it tell when it was captured.
        """
        found = self.stretches(bytes_per_second)
        return found[0].began - found[0].offset / bytes_per_second if found else None

    def anchors(self, bytes_per_second: float) -> tuple[tuple[float, float], ...]:
        """Places with known time, at most `MAX_ANCHORS`: seconds in the sound, Unix seconds; ascending.

        From each place to the next, both run alike.
        """
        found = self.stretches(bytes_per_second)
        places = [(stretch.offset / bytes_per_second, stretch.began) for stretch in found]
        tolerance = MIN_GAP / 2
        while len(places) > MAX_ANCHORS:
            places = list(_thinned(places, tolerance))
            tolerance *= 2
        return tuple(places)


def moment(anchors: tuple[tuple[float, float], ...], seconds: float) -> float | None:
    """Unix seconds of a place in the sound; None without anchors. seconds: from the beginning."""
    if not anchors:
        return None
    before = [anchor for anchor in anchors if anchor[0] <= seconds]
    position, time = before[-1] if before else anchors[0]
    return time + seconds - position


def _thinned(places: list[tuple[float, float]], tolerance: float) -> Iterator[tuple[float, float]]:
    """The places at which the clock is off by more than `tolerance` seconds since the last one."""
    last: float | None = None
    for position, time in places:
        if last is None or abs(time - position - last) > tolerance:
            last = time - position
            yield position, time


@dataclass(frozen=True, slots=True)
class _Chunks:
    """Chunks as arrays. starts, ends: offsets in bytes. times: Unix seconds, never falling."""

    starts: Floats
    ends: Floats
    times: Floats

    @property
    def sizes(self) -> Floats:
        """Bytes of each chunk."""
        return self.ends - self.starts

    def latency(self, rate: float) -> Floats:
        """Unix seconds at which the sound began, by each chunk alone. rate: bytes a second."""
        return self.times - self.ends / rate

    def tilted(self, rate: float) -> Floats:
        """The latency, with a rise that makes up for a clock that runs too fast."""
        rise: Floats = _PLACING.tilt * (self.times - self.times[0])
        return self.latency(rate) + rise


def _chunks(known: ChunkTimes) -> _Chunks | None:
    """The chunks with bytes and a time that can be; None if there are none."""
    table = np.array(known.times, np.float64).reshape(-1, 2)
    with np.errstate(invalid="ignore"):
        can_be = (table[:, 0] >= 0) & (table[:, 0] < known.total_bytes)
        can_be &= (table[:, 1] >= _EARLIEST) & (table[:, 1] <= _LATEST)
    table = table[can_be]
    if not len(table):
        return None
    table = table[np.lexsort(table.T[::-1])]
    starts = table[:, 0]
    ends = np.append(starts[1:], float(known.total_bytes))
    filled = ends > starts
    # No chunk was written after the one behind it.
    times = np.minimum.accumulate(table[::-1, 1])[::-1]
    return _Chunks(starts[filled], ends[filled], times[filled])


def _thirds(chunks: _Chunks) -> Iterator[_Chunks]:
    """Three parts of the chunks, one after the other."""
    edges = np.linspace(0, len(chunks.times), 4).astype(int).tolist()
    for first, stop in pairwise(edges):
        yield _Chunks(chunks.starts[first:stop], chunks.ends[first:stop], chunks.times[first:stop])


def _lateness(tilted: Floats) -> Floats:
    """By how many seconds each chunk is behind those that follow it."""
    lateness: Floats = tilted - np.minimum.accumulate(tilted[::-1])[::-1]
    return lateness


def _is_live(chunks: _Chunks, rate: float) -> bool:
    in_time = _lateness(chunks.tilted(rate)) <= _PLACING.max_late
    return bool(chunks.sizes[in_time].sum() >= _PLACING.min_in_time * chunks.sizes.sum())


def _cuts(chunks: _Chunks, rate: float) -> list[int]:
    """The chunks in front of which sound is missing, in order, and 0."""
    tilted = chunks.tilted(rate)
    from_here = np.minimum.accumulate(tilted[::-1])[::-1]
    waits = np.diff(chunks.times) - chunks.sizes[1:] / rate
    cuts = [0]
    rests = (chunks.ends[-1] - chunks.starts[1:]) / rate
    for index in (np.flatnonzero((waits > _PLACING.min_wait) & (rests >= _PLACING.min_rest)) + 1).tolist():
        recent = int(np.searchsorted(chunks.times, chunks.times[index - 1] - _PLACING.before))
        before = float(tilted[max(cuts[-1], min(recent, index - 1)) : index].min())
        if from_here[index] - before > MIN_GAP:
            cuts.append(index)
        if len(cuts) == _MAX_STRETCHES:
            break
    return cuts


def _captured(chunks: _Chunks, rate: float) -> Iterator[Stretch]:
    """The stretches of a track that is written when it is captured."""
    cuts = _cuts(chunks, rate)
    latency = chunks.latency(rate)
    in_time = _lateness(chunks.tilted(rate)) <= _PLACING.max_late
    last: float | None = None
    for first, stop in zip(cuts, [*cuts[1:], len(latency)], strict=True):
        is_cut = True
        for begin, end in _without_drift(chunks, latency, in_time, first, stop):
            level = _earliest(chunks.times[begin:end], latency[begin:end], in_time[begin:end])
            offset = float(chunks.starts[begin])
            gap = max(0.0, level - last) if is_cut and last is not None else 0.0
            yield Stretch(int(offset), level + offset / rate, gap)
            last, is_cut = level, False


def _earliest(times: Floats, latency: Floats, in_time: NDArray[np.bool_]) -> float:
    """The latency of the chunks that were written soonest, at the first of them.

    Delays only add to it: no chunk is written before it is captured.
    """
    known = np.flatnonzero(in_time)
    if len(known) < _PLACING.min_fitted:
        return float(latency.min())
    elapsed, latency = times[known] - times[0], latency[known]
    slope = _slope(elapsed, latency)
    if abs(slope) * float(elapsed[-1]) < _PLACING.min_drift:
        return float(latency.min())
    return float((latency - slope * elapsed).min())


def _without_drift(
    chunks: _Chunks, latency: Floats, in_time: NDArray[np.bool_], first: int, stop: int
) -> Iterator[tuple[int, int]]:
    """The chunks from `first` up to `stop` in pieces, in each of which sound and clock run alike."""
    chosen = np.flatnonzero(in_time[first:stop]) + first
    pieces = 1
    if len(chosen) >= _RATE.min_chunks:
        times = chunks.times[chosen] - chunks.times[first]
        slope = _slope(times, latency[chosen])
        if abs(slope) <= _PLACING.max_slope:
            pieces = 1 + int(abs(slope) * float(times[-1]) / _PLACING.max_drift)
    edges = np.linspace(first, stop, min(pieces, stop - first) + 1).astype(int).tolist()
    yield from pairwise(edges)


def _queued(chunks: _Chunks, rate: float) -> Iterator[Stretch]:
    """The stretches of a track whose chunks wait one behind the other until they are played."""
    # Where the sound would have to begin for each chunk to be played when it is written.
    begins = chunks.times - chunks.starts / rate
    highest = np.maximum.accumulate(begins)
    index, level, gap = 0, float(begins[0]), 0.0
    while index < len(begins):
        yield Stretch(int(chunks.starts[index]), level + float(chunks.starts[index]) / rate, gap)
        index = int(np.searchsorted(highest, level + MIN_GAP, "right"))
        if index < len(begins):
            level, gap = float(begins[index]), float(begins[index]) - level


def _slope(x: Floats, y: Floats) -> float:
    """The slope of the straight line through points; 0 if all have the same x."""
    centred = x - x.mean()
    square = float(centred @ centred)
    return float(centred @ y) / square if square else 0.0


def _captured_rate(chunks: _Chunks) -> float | None:
    """The bytes a second at which chunks were captured, or None."""
    rate, fit = _first_rate(chunks), None
    for _ in range(_RATE.rounds):
        if rate is None or not _RATE.lowest <= rate <= _RATE.highest:
            return None
        fit = _Fit.of(chunks, rate)
        rate = fit.rate if fit is not None else None
    return fit.rate if fit is not None and fit.is_sure(chunks) else None


def _first_rate(chunks: _Chunks) -> float | None:
    """The median rate over short windows without a pause."""
    times, ends = chunks.times, chunks.ends
    steps = np.diff(times)
    if not len(steps) or times[-1] - times[0] < _RATE.min_seconds:
        return None
    positive = steps[steps > 0]
    pause = MIN_GAP + 2.5 * float(np.median(positive))
    pauses = np.concatenate(([0], np.cumsum(steps > pause)))
    last = np.searchsorted(times, times + _RATE.window)
    first = np.flatnonzero(last < len(times))
    last = last[first]
    steady = pauses[first] == pauses[last]
    if not steady.any():
        return None
    first, last = first[steady], last[steady]
    return float(np.median((ends[last] - ends[first]) / (times[last] - times[first])))


@dataclass(frozen=True, slots=True)
class _Fit:
    """Straight lines of one slope through the chunks of each stretch that are in time.

    rate: bytes a second. chosen: the chunks. stretches: the number of the stretch of each.
    residuals: their latency, each stretch around 0, in seconds. error: standard error of the rate, relative.
    """

    rate: float
    chosen: NDArray[np.intp]
    stretches: NDArray[np.intp]
    residuals: Floats
    error: float

    @classmethod
    def of(cls, chunks: _Chunks, rate: float) -> _Fit | None:
        """The fit, with stretches as they are at `rate`; None if there are too few chunks."""
        cuts = _cuts(chunks, rate)
        chosen = np.flatnonzero(_lateness(chunks.tilted(rate)) <= _PLACING.max_late)
        stretches = np.searchsorted(cuts, chosen, "right") - 1
        if len(chosen) < _RATE.min_chunks:
            return None
        # The bytes are exact and the times are not, so that the line goes from bytes to times.
        ends = _centred(chunks.ends[chosen] - chunks.ends[0], stretches)
        times = _centred(chunks.times[chosen] - chunks.times[0], stretches)
        square = float(ends @ ends)
        slope = float(ends @ times) / square if square else 0.0
        if slope <= 0:
            return None
        residuals = times - slope * ends
        free = max(1, len(chosen) - len(np.unique(stretches)) - 1)
        noise = np.sqrt(float(residuals @ residuals) / free / square)
        return cls(1 / slope, chosen, stretches, residuals, float(noise) / slope)

    def is_sure(self, chunks: _Chunks) -> bool:
        """Whether these are enough chunks, written as regularly as captured sound is."""
        return (
            self.error <= _RATE.max_error
            and self._seconds(chunks) >= _RATE.min_seconds
            and self._is_regular(chunks)
            and not self._may_be_answers(chunks)
        )

    def _spans(self, chunks: _Chunks) -> list[tuple[float, float]]:
        """The times of the first and the last chunk of each stretch."""
        edges = [0, *(np.flatnonzero(np.diff(self.stretches)) + 1).tolist(), len(self.chosen)]
        times = chunks.times[self.chosen]
        return [(float(times[first]), float(times[stop - 1])) for first, stop in pairwise(edges)]

    def _seconds(self, chunks: _Chunks) -> float:
        return sum(end - begin for begin, end in self._spans(chunks))

    def _is_regular(self, chunks: _Chunks) -> bool:
        """Whether the latency is as steady over half a second as jitter alone leaves it."""
        steps = np.floor((chunks.times[self.chosen] - chunks.times[0]) / _RATE.step).astype(np.int64)
        _, group = np.unique(steps * (int(self.stretches[-1]) + 1) + self.stretches, return_inverse=True)
        counts = np.bincount(group)
        means = np.bincount(group, self.residuals) / counts
        wander = float(np.sqrt(np.average(means**2, weights=counts)))
        left = max(_RATE.queued, _RATE.white / float(np.sqrt(counts.mean())))
        explained = min(1.0, left) * float(np.sqrt(np.mean(self.residuals**2)))
        return wander <= max(_RATE.timers, explained)

    def _may_be_answers(self, chunks: _Chunks) -> bool:
        """Whether pauses follow the stretches as if these were written faster than they last."""
        spans = self._spans(chunks)
        if len(spans) == 1 or max(end - begin for begin, end in spans) >= _RATE.long:
            return False
        ratios = [
            (after - end) / max(end - begin, _RATE.step) for (begin, end), (after, _) in pairwise(spans)
        ]
        return float(np.median(ratios)) >= _RATE.answered


def _centred(values: Floats, groups: NDArray[np.intp]) -> Floats:
    """Values less the mean of their group."""
    counts = np.maximum(np.bincount(groups), 1)
    centred: Floats = values - (np.bincount(groups, values) / counts)[groups]
    return centred
