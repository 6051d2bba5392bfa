"""Detects duplicated chunks, gaps, and jumps where chunks are missing.

Pure functions: a recording in, findings out.
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

_BLOCK_FRAMES = 1 << 20  # frames that are processed at a time
_KNOWN_SECONDS = 0.025  # distance from a duplicate or a gap within which a jump is the same fault


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


@dataclass(frozen=True, slots=True)
class _GapSearch:
    """Parameters of the search for gaps. Levels are amplitudes, full scale being 1.

    min_seconds: length of the shortest gap. edge_seconds: length of the sound beside a gap that is compared.
    cut_ratio: amplitude of the sample next to the gap relative to that sound; more is no fade.
    min_cut_level: of that sound; softer sound does not end audibly.
    steady_ratio: level of the quarter next to the gap relative to all of that sound; more is no fade.
    min_steady_level: of that sound; softer noise is zero for a while by itself.
    """

    min_seconds: float = 0.005
    edge_seconds: float = 0.01
    cut_ratio: float = 0.3
    min_cut_level: float = 10 ** (-45 / 20)
    steady_ratio: float = 0.5
    min_steady_level: float = 4 / 32768


_DUPLICATES = _DuplicateSearch()
_GAPS = _GapSearch()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fault is. start: its first frame. length: frames that are duplicated or missing."""

    start: int
    length: int


def find(recording: Recording, constant: NDArray[np.bool_], length: int) -> Iterator[Finding]:
    """Findings for duplicated chunks, gaps and jumps.

    constant: for each `length` frames, whether they all have the same value.
    """
    duplicates = _find_duplicates(recording)
    gaps = _find_gaps(recording, constant, length)
    yield from _findings(recording, duplicates, _DUPLICATE_TEXTS)
    yield from _findings(recording, gaps, _GAP_TEXTS)
    near = int(_KNOWN_SECONDS * recording.sample_rate)
    known = sorted(edge for place in duplicates + gaps for edge in (place.start, place.start + place.length))
    jumped = [place for place in _find_jumps(recording) if not _is_beside(place.start, known, near)]
    yield from _findings(recording, jumped, _JUMP_TEXTS)


def _is_beside(frame: int, known: list[int], near: int) -> bool:
    """Whether one of the `known` frames, which are sorted, lies within `near` frames of `frame`."""
    index = bisect_left(known, frame - near)
    return index < len(known) and known[index] <= frame + near


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of a finding. one: the message for one place. many: the message for several."""

    code: str
    one: str
    many: str
    hint: str


_DUPLICATE_TEXTS = _Texts(
    "chunk_doubled",
    "{ms:.0f} ms of sound come twice at {at:.2f} s.",
    "{count:,} stretches of {typical} come twice, {share} of the sound, the first at {at:.2f} s.",
    "Look whether a chunk is appended again when a write is retried.",
)
_GAP_TEXTS = _Texts(
    "dropout",
    "The sound breaks off for {ms:.0f} ms at {at:.2f} s, as if a chunk were missing.",
    "{count:,} gaps of {typical}, {share} of the sound, the first at {at:.2f} s, as if chunks were missing.",
    "Look for lost packets, or for a recorder that could not keep up.",
)

_JUMP_TEXTS = _Texts(
    "sound_jump",
    "The sound jumps at {at:.2f} s, as if a chunk were missing there.",
    "The sound jumps in {count:,} places, the first at {at:.2f} s, as if chunks were missing there.",
    "Look for chunks that were dropped or written out of order.",
)


def _findings(recording: Recording, places: list[_Place], texts: _Texts) -> Iterator[Finding]:
    """One finding for all places of a fault, if there are any."""
    if not places:
        return
    rate = recording.sample_rate
    lengths = [place.length / rate for place in places]
    message = (texts.one if len(places) == 1 else texts.many).format(
        ms=1000 * lengths[0],
        at=places[0].start / rate,
        count=len(places),
        typical=typical(lengths),
        share=share(sum(lengths), recording.duration),
    )
    yield at_places(texts.code, "warning", message, texts.hint, [place.start / rate for place in places])


def _find_duplicates(recording: Recording) -> list[_Place]:
    """Chunks that are followed by an exact copy. A place starts where the copy starts.

    No two parts of recorded sound are equal to the last bit. The parts that are compared start at
    anchors, which are chosen by the value of a sample, so that copies at any distance are found.
    """
    found: dict[int, _Place] = {}
    reach = int(_DUPLICATES.max_chunk * recording.sample_rate)
    for begin in range(0, recording.frame_count, _BLOCK_FRAMES):
        whole = recording.samples(begin, begin + _BLOCK_FRAMES + 2 * reach)
        sound = np.ascontiguousarray(whole[:, 0])
        for first, second in _equal_pairs(sound, recording.sample_rate):
            place = _copy(sound, first, second - first)
            if place is not None:
                found.setdefault(begin + place.start, _Place(begin + place.start, place.length))
    return _without_overlaps(sorted(found.values(), key=lambda place: place.start))


def _without_overlaps(places: list[_Place]) -> list[_Place]:
    """Drops places that overlap the previous one, as those of a chunk that comes three times do."""
    kept: list[_Place] = []
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


def _copy(sound: NDArray[np.float32], at: int, lag: int) -> _Place | None:
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
    return _Place(start + lag, copies * lag)


def _find_gaps(recording: Recording, constant: NDArray[np.bool_], length: int) -> list[_Place]:
    """Parts of constant value between sound that does not fade out before and in after them."""
    places: list[_Place] = []
    pieces = np.flatnonzero(constant)
    groups = np.split(pieces, np.flatnonzero(np.diff(pieces) > 1) + 1) if len(pieces) else []
    edge = int(_GAPS.edge_seconds * recording.sample_rate)
    for group in groups:
        first, last = int(group[0]) * length, (int(group[-1]) + 1) * length
        if first < edge or last + edge > recording.frame_count:
            continue
        before = recording.samples(max(0, first - edge - length), first + 1).mean(axis=1)
        after = recording.samples(last - 1, last + edge + length).mean(axis=1)
        left = _edge_beside(before[::-1], edge)
        right = _edge_beside(after, edge)
        if left is None or right is None:
            continue
        gap = _Place(first - left.skipped, last + right.skipped - first + left.skipped)
        is_gap = left.is_cut or right.is_cut or (left.is_steady and right.is_steady)
        if is_gap and gap.length >= _GAPS.min_seconds * recording.sample_rate:
            places.append(gap)
    return places


@dataclass(frozen=True, slots=True)
class _Edge:
    """The sound beside a gap.

    skipped: frames that still belong to the gap. is_cut: the sample next to the gap is loud.
    is_steady: the sound next to the gap is as loud as farther away.
    """

    skipped: int
    is_cut: bool
    is_steady: bool


def _edge_beside(frames: NDArray[np.floating], edge: int) -> _Edge | None:
    """The sound beside a gap, whose value is that of frame 0; None if all frames have that value."""
    different = np.flatnonzero(frames != frames[0])
    if not len(different):
        return None
    begin = int(different[0])
    sound = frames[begin : begin + edge] - frames[0]
    level = float(np.sqrt(np.mean(sound**2)))
    end = float(np.sqrt(np.mean(sound[: max(1, len(sound) // 4)] ** 2)))
    is_cut = level >= _GAPS.min_cut_level and abs(float(sound[0])) >= _GAPS.cut_ratio * level
    is_steady = level >= _GAPS.min_steady_level and end >= _GAPS.steady_ratio * level
    return _Edge(begin - 1, is_cut, is_steady)


def _find_jumps(recording: Recording) -> list[_Place]:
    """Places at which the sound does not continue what came before."""

    def read(start: int, stop: int) -> NDArray[np.float32]:
        frames = recording.samples(start, stop)
        sound: NDArray[np.float32] = frames[:, 0] if recording.channels == 1 else frames.mean(axis=1)
        return sound

    return [_Place(at, 0) for at in jumps.find(read, recording.frame_count, recording.sample_rate)]
