"""Where the sound is broken: chunks that come twice, holes, and jumps where chunks are missing.

Pure maths: a recording in, findings out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis import jumps
from sambanova.findings import Finding, at_places, share, typical
from sambanova.recording import Recording

_FRAMES_A_BLOCK = 1 << 20  # frames that are looked at at a time

_ANCHORS = 8  # samples of the shortest common chunk that are compared first, chosen by their value
_COMMON_CHUNK = 0.01  # seconds, of the shortest chunk that is common
_MOST_ANCHOR_BITS = 5  # one sample in 32 is an anchor at most, that is at high rates
_PRINT_SAMPLES = 16  # samples from an anchor on that must be the same
_SHORTEST_CHUNK = 0.004  # seconds; the smallest in use is WebAudio's 128 frames, 2.7 ms at 48 kHz
_LONGEST_CHUNK = 1.2  # seconds
_LEAST_VALUES = 16  # different values in a chunk, that it is no tone and no silence
_MOST_COPIES = 6  # a stretch that repeats more often is a tone
_CHANCE_FRAMES = 8  # frames by which a copy may seem longer, as neighbours are the same by chance
_MOST_PAIRS = 20_000  # pairs that are looked at; a recording with more is a tone

_SHORTEST_HOLE = 0.005  # seconds
_EDGE_SECONDS = 0.01  # of sound around a hole that its edges are compared with
_EDGE_RATIO = 0.3  # of that sound's level, which the last sample before a hole exceeds: it did not fade
_NOISE_LEVEL = 4 / 32768  # of full scale; softer noise may be zero for a while by itself
_STEADY_RATIO = 0.5  # of the level of _EDGE_SECONDS that its end has when it does not fade
_EDGE_LEVEL = 10 ** (-45 / 20)  # of full scale; softer sound has no edge to speak of
_JOINT_SECONDS = 0.025  # beside a known place at which a jump is no other fault


@dataclass(frozen=True, slots=True)
class _Place:
    """A broken place. start: its first frame. length: frames that are doubled or missing."""

    start: int
    length: int


def find(recording: Recording, constant: NDArray[np.bool_], length: int) -> Iterator[Finding]:
    """Doubled chunks and holes. constant: for each `length` frames, whether they are all the same."""
    doubled = _doubled(recording, constant, length)
    holes = _holes(recording, constant, length)
    yield from _findings(recording, doubled, _DOUBLED)
    yield from _findings(recording, holes, _HOLE)
    near = int(_JOINT_SECONDS * recording.sample_rate)
    known = sorted(edge for place in doubled + holes for edge in (place.start, place.start + place.length))
    jumped = [place for place in _jumps(recording) if not _is_beside(place.start, known, near)]
    yield from _findings(recording, jumped, _JUMP)


def _is_beside(frame: int, known: list[int], near: int) -> bool:
    """Whether one of the `known` frames, which are in order, lies within `near` frames."""
    next_one = bisect_left(known, frame - near)
    return next_one < len(known) and known[next_one] <= frame + near


@dataclass(frozen=True, slots=True)
class _Words:
    code: str
    one: str
    more: str
    hint: str


_DOUBLED = _Words(
    "chunk_doubled",
    "{ms:.0f} ms of sound come twice at {at:.2f} s.",
    "{count:,} stretches of {typical} come twice, {share} of the sound, the first at {at:.2f} s.",
    "Look whether a chunk is appended again when a write is retried.",
)
_HOLE = _Words(
    "dropout",
    "The sound breaks off for {ms:.0f} ms at {at:.2f} s, as if a chunk were missing.",
    "{count:,} gaps of {typical}, {share} of the sound, the first at {at:.2f} s, as if chunks were missing.",
    "Look for lost packets, or for a recorder that could not keep up.",
)

_JUMP = _Words(
    "sound_jump",
    "The sound jumps at {at:.2f} s, as if a chunk were missing there.",
    "The sound jumps in {count:,} places, the first at {at:.2f} s, as if chunks were missing there.",
    "Look for chunks that were dropped or written out of order.",
)


def _findings(recording: Recording, places: list[_Place], words: _Words) -> Iterator[Finding]:
    """One finding for all places of a fault, if there are any."""
    if not places:
        return
    rate = recording.sample_rate
    lengths = [place.length / rate for place in places]
    message = (words.one if len(places) == 1 else words.more).format(
        ms=1000 * lengths[0],
        at=places[0].start / rate,
        count=len(places),
        typical=typical(lengths),
        share=share(sum(lengths), recording.duration),
    )
    yield at_places(words.code, "warning", message, words.hint, [place.start / rate for place in places])


def _doubled(recording: Recording, constant: NDArray[np.bool_], length: int) -> list[_Place]:
    """Chunks that are followed by an exact copy. The place is where the copy begins.

    No two stretches of recorded sound are the same to the last bit. Samples chosen by their value
    are compared with the next ones that go on alike, so that copies at any distance are found.
    """
    found: dict[int, _Place] = {}
    reach = int(_LONGEST_CHUNK * recording.sample_rate)
    for begin in range(0, recording.frame_count, _FRAMES_A_BLOCK):
        whole = recording.samples(begin, begin + _FRAMES_A_BLOCK + 2 * reach)
        sound = np.ascontiguousarray(whole[:, 0])
        for first, second in _alike(sound, recording.sample_rate):
            place = _copy(sound, first, second - first)
            if place is not None:
                found.setdefault(begin + place.start, _Place(begin + place.start, place.length))
    return _without_neighbours(sorted(found.values(), key=lambda place: place.start))


def _without_neighbours(places: list[_Place]) -> list[_Place]:
    """Places without those that overlap with the one before: a chunk that comes three times."""
    kept: list[_Place] = []
    for place in places:
        if not kept or place.start >= kept[-1].start + kept[-1].length:
            kept.append(place)
    return kept


def _alike(sound: NDArray[np.float32], sample_rate: int) -> Iterator[tuple[int, int]]:
    """Pairs of frames from which on the sound is alike for a while, not too far from each other."""
    bits = sound.view(np.uint32)
    # Chosen by value, so that a copy has the same anchors, by Knuth's multiplicative hash.
    room = max(1.0, (_COMMON_CHUNK * sample_rate - _PRINT_SAMPLES) / _ANCHORS)
    anchor_bits = min(_MOST_ANCHOR_BITS, max(1, int(np.log2(room))))
    chosen = bits * np.uint32(2654435761) >> np.uint32(32 - anchor_bits) == 1
    chosen[1:] &= bits[1:] != bits[:-1]
    anchors = np.flatnonzero(chosen[: max(0, len(bits) - _PRINT_SAMPLES)])
    if len(anchors) < 2:
        return
    prints = np.zeros(len(anchors), np.uint64)
    for step in range(0, _PRINT_SAMPLES, 2):  # every other one is enough, and half the work
        prints = prints * np.uint64(6364136223846793005) + bits[anchors + step]  # of Knuth's MMIX generator
    order = np.argsort(prints, kind="stable")
    same = np.flatnonzero(prints[order[1:]] == prints[order[:-1]])
    first, second = anchors[order[same]], anchors[order[same + 1]]
    lags = second - first
    fitting = (lags >= _SHORTEST_CHUNK * sample_rate) & (lags <= _LONGEST_CHUNK * sample_rate)
    if not 0 < np.count_nonzero(fitting) <= _MOST_PAIRS:
        return
    seen: set[tuple[int, int]] = set()
    for one, other in zip(first[fitting].tolist(), second[fitting].tolist(), strict=True):
        lag = other - one
        if (lag, one // lag) not in seen and (lag, one // lag - 1) not in seen:
            seen.add((lag, one // lag))
            yield one, other


def _copy(sound: NDArray[np.float32], at: int, lag: int) -> _Place | None:
    """The copy at a distance of `lag` to which frame `at` belongs, if a whole chunk is doubled."""
    low = max(0, at - _MOST_COPIES * lag)
    high = min(len(sound) - lag, at + _MOST_COPIES * lag)
    different = np.flatnonzero(sound[low:high] != sound[low + lag : high + lag]) + low
    behind = int(np.searchsorted(different, at))
    start = int(different[behind - 1]) + 1 if behind else low
    end = int(different[behind]) if behind < len(different) else high
    copies = (end - start) // lag
    if not 1 <= copies < _MOST_COPIES or end - start - copies * lag > _CHANCE_FRAMES:
        return None
    if len(np.unique(sound[start : start + lag])) < _LEAST_VALUES:
        return None
    return _Place(start + lag, copies * lag)


def _holes(recording: Recording, constant: NDArray[np.bool_], length: int) -> list[_Place]:
    """Stretches of one and the same value in the middle of sound that did not fade out or in."""
    places: list[_Place] = []
    pieces = np.flatnonzero(constant)
    groups = np.split(pieces, np.flatnonzero(np.diff(pieces) > 1) + 1) if len(pieces) else []
    edge = int(_EDGE_SECONDS * recording.sample_rate)
    for group in groups:
        first, last = int(group[0]) * length, (int(group[-1]) + 1) * length
        if first < edge or last + edge > recording.frame_count:
            continue
        before = recording.samples(max(0, first - edge - length), first + 1).mean(axis=1)
        after = recording.samples(last - 1, last + edge + length).mean(axis=1)
        left = _sound_beside(before[::-1], edge)
        right = _sound_beside(after, edge)
        if left is None or right is None:
            continue
        hole = _Place(first - left.skipped, last + right.skipped - first + left.skipped)
        is_hole = left.is_cut or right.is_cut or (left.is_steady and right.is_steady)
        if is_hole and hole.length >= _SHORTEST_HOLE * recording.sample_rate:
            places.append(hole)
    return places


@dataclass(frozen=True, slots=True)
class _Edge:
    """Sound beside a hole.

    skipped: frames that are still the hole's. is_cut: it is loud at its last sample. is_steady: it is
    as loud at its end as before.
    """

    skipped: int
    is_cut: bool
    is_steady: bool


def _sound_beside(frames: NDArray[np.floating], edge: int) -> _Edge | None:
    """The sound that goes on from a hole, whose value is that of frame 0; None when there is none."""
    different = np.flatnonzero(frames != frames[0])
    if not len(different):
        return None
    begin = int(different[0])
    sound = frames[begin : begin + edge] - frames[0]
    level = float(np.sqrt(np.mean(sound**2)))
    end = float(np.sqrt(np.mean(sound[: max(1, len(sound) // 4)] ** 2)))
    is_cut = level >= _EDGE_LEVEL and abs(float(sound[0])) >= _EDGE_RATIO * level
    is_steady = level >= _NOISE_LEVEL and end >= _STEADY_RATIO * level
    return _Edge(begin - 1, is_cut, is_steady)


def _jumps(recording: Recording) -> list[_Place]:
    """Places at which the sound does not follow from what was before."""

    def read(start: int, stop: int) -> NDArray[np.float32]:
        frames = recording.samples(start, stop)
        sound: NDArray[np.float32] = frames[:, 0] if recording.channels == 1 else frames.mean(axis=1)
        return sound

    return [_Place(at, 0) for at in jumps.find(read, recording.frame_count, recording.sample_rate)]
