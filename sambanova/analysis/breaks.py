"""Says where chunks are missing or come twice, how sure that is, and what probably happened.

`holes`, `doubles` and `jumps` find the places, each with the odds that it is a fault. This module puts the
places of one fault together: several that have the same length, or lie on one grid, explain one another.

Pure functions: a recording in, findings out.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis import chunk_grid, doubles, holes, jumps
from sambanova.detection.samples import Floats
from sambanova.findings import Finding, Severity, at_places, share, typical
from sambanova.recording import Recording

_KNOWN_SECONDS = 0.025  # distance from a copy or a hole within which a jump is the same fault


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fault may be. start: its first frame. length: frames. log_odds: that it is one."""

    start: int
    length: int
    log_odds: float


@dataclass(frozen=True, slots=True)
class _Decision:
    """From which odds a fault is reported; natural logarithms.

    They are chosen on the `tune` recordings of `tools/findings/intact.py`: warnings for at most 0.5 % of the
    intact ones, information for at most 4 %. So are the last two, which make a probability of the log-odds
    for recordings of which one in ten has the fault; `tools/findings/measure.py` prints whether it holds.

    sure: one place for a warning. perhaps: one place for information; less is not reported.
    also: a further place beside a sure one, which makes it likelier. alike: the same for one of equal length.
    more: what each doubling of the number of places that are at least `perhaps` adds.
    slope, offset: of the logarithm of the odds in one recording out of ten, by the log-odds of the networks.
    """

    sure: float
    perhaps: float
    also: float
    alike: float
    more: float
    slope: float
    offset: float

    def probability(self, log_odds: float) -> float:
        """That it is a fault, with two digits. Nothing heard is certain."""
        return min(0.99, round(1 / (1 + math.exp(-max(-30.0, self.slope * log_odds + self.offset))), 2))


_HOLES = _Decision(sure=3.0, perhaps=0.5, also=-1.0, alike=-5.0, more=0.5, slope=0.9, offset=-0.7)
_ODD_LOG_ODDS = 1.5  # subtracted for a hole whose length is none of chunks
_MOST_ODD = 2.5  # log-odds that it has at most, so that one such hole is no more than perhaps a fault
_DOUBLES = _Decision(sure=3.0, perhaps=1.0, also=0.0, alike=-3.0, more=0.5, slope=1.0, offset=0.0)
_JUMPS = _Decision(sure=4.5, perhaps=3.0, also=1.5, alike=1.5, more=1.0, slope=1.0, offset=-3.0)


def find(recording: Recording, constant: NDArray[np.bool_], length: int, level: float) -> Iterator[Finding]:
    """Findings for chunks that come twice, holes, jumps, and long parts of digital silence.

    constant: for each `length` frames, whether they all have the same value. level: RMS of the speech
    without pauses; full scale is 1.
    """
    runs = holes.runs(recording, constant, length)
    gaps = _holes(recording, runs, level)
    copies = _doubles(recording, level)
    near = int(_KNOWN_SECONDS * recording.sample_rate)
    known = sorted(edge for place in copies + gaps for edge in (place.start, place.start + place.length))
    leaps = [place for place in _jumps(recording) if not _is_beside(place.start, known, near)]
    yield from _finding(recording, copies, _DOUBLES, _DOUBLED)
    yield from _finding(recording, gaps, _HOLES, _MISSING)
    yield from _finding(recording, leaps, _JUMPS, _JUMPED)
    yield from _silences(recording, runs, level)


def _holes(recording: Recording, runs: holes.Runs, level: float) -> list[_Place]:
    some, features = holes.measure(recording, runs, level)
    odds = holes.log_odds(features)
    is_odd = chunk_grid.misfit(some.length, recording.sample_rate) > 1
    odds = np.where(is_odd, np.minimum(odds - _ODD_LOG_ODDS, _MOST_ODD), odds)
    return _places(some.start.tolist(), some.length.tolist(), odds, _HOLES)


def _doubles(recording: Recording, level: float) -> list[_Place]:
    copies = doubles.find(recording)
    odds = doubles.log_odds(doubles.measure(recording, copies, level))
    return _places([one.start for one in copies], [one.length for one in copies], odds, _DOUBLES)


def _jumps(recording: Recording) -> list[_Place]:
    """Places at which the sound does not continue what came before."""

    def read(start: int, stop: int) -> NDArray[np.float32]:
        frames = recording.samples(start, stop)
        sound: NDArray[np.float32] = frames[:, 0] if recording.channels == 1 else frames.mean(axis=1)
        return sound

    places, odds = jumps.find(read, recording.frame_count, recording.sample_rate, _JUMPS.also)
    return _places(places, [0] * len(places), odds, _JUMPS)


def _places(starts: Sequence[int], lengths: Sequence[int], odds: Floats, decision: _Decision) -> list[_Place]:
    """Those that may be faults."""
    every = [_Place(*one) for one in zip(starts, lengths, odds.tolist(), strict=True)]
    sure = {place.length for place in every if place.log_odds >= decision.sure}
    alike = {length + more for length in sure for more in (-1, 0, 1)}

    def least(place: _Place) -> float:
        if not sure:
            return decision.perhaps
        return decision.alike if place.length in alike else decision.also

    return [place for place in every if place.log_odds >= least(place)]


def _is_beside(frame: int, known: list[int], near: int) -> bool:
    """Whether one of the `known` frames, which are sorted, lies within `near` frames of `frame`."""
    index = bisect_left(known, frame - near)
    return index < len(known) and known[index] <= frame + near


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of a finding. one, many: what was found. cause: why, as the end of the sentence."""

    code: str
    one: str
    many: str
    cause: str
    causes: str
    hint: str


_DOUBLED = _Texts(
    "chunk_doubled",
    "{ms:.0f} ms of sound come twice at {at:.2f} s",
    "{count:,} stretches of {typical}{grid} come twice, {share} of the sound, the first at {at:.2f} s",
    "a chunk was written twice",
    "chunks were written twice",
    "Look whether a chunk is appended again when a write is retried.",
)
_MISSING = _Texts(
    "dropout",
    "The sound breaks off for {ms:.0f} ms at {at:.2f} s and goes on behind it",
    "{count:,} gaps of {typical}{grid}, {share} of the sound, the first at {at:.2f} s",
    "a chunk is missing",
    "packets were lost before the app wrote them",
    "Look for lost packets, or for a recorder that could not keep up.",
)
_JUMPED = _Texts(
    "sound_jump",
    "The sound jumps at {at:.2f} s",
    "The sound jumps in {count:,} places{grid}, the first at {at:.2f} s",
    "a chunk is missing there",
    "chunks are missing there",
    "Look for chunks that were dropped or written out of order.",
)


def _finding(
    recording: Recording, places: Sequence[_Place], decision: _Decision, texts: _Texts
) -> Iterator[Finding]:
    """One finding for all places of a fault, if there are any."""
    if not places:
        return
    rate, count = recording.sample_rate, len(places)
    log_odds = _log_odds(places, decision)
    is_sure = log_odds >= decision.sure
    lengths = [place.length / rate for place in places]
    what = (texts.one if count == 1 else texts.many).format(
        ms=1000 * lengths[0],
        at=places[0].start / rate,
        count=count,
        typical=typical(lengths),
        share=share(sum(lengths), recording.duration),
        grid=_grid([place.start for place in places], rate, median(lengths) or max(_GRIDS)),
    )
    cause = texts.cause if count == 1 else texts.causes
    severity: Severity = "warning" if is_sure else "info"
    message = f"{what}: {cause}." if is_sure else f"{what}: perhaps {cause}."
    starts = [place.start / rate for place in places]
    yield at_places(
        texts.code, severity, message, texts.hint, starts, probability=decision.probability(log_odds)
    )


def _log_odds(places: Sequence[_Place], decision: _Decision) -> float:
    """The log-odds that the places are faults: those of the likeliest one, and of those that are like it."""
    likely = [place for place in places if place.log_odds >= decision.perhaps]
    best = max(places, key=lambda place: place.log_odds)
    alike = sum(abs(place.length - best.length) <= 1 for place in likely)
    log_odds = best.log_odds + decision.more * math.log2(max(1, alike))
    is_gate = _is_gate([place.length for place in likely]) or _is_gate([place.length for place in places])
    return min(log_odds, decision.sure - 1.0) if is_gate else log_odds


_FEW = 3  # places, whose lengths must be multiples of the shortest one
_MIN_SAME_SHARE = 0.5  # of more places, that have the commonest length; lost packets are nearly all alike


def _is_gate(lengths: Sequence[int]) -> bool:
    """Whether the lengths vary as those of a noise gate do, which opens and closes with the speech."""
    if len(lengths) <= _FEW:
        shortest = max(1, min(lengths, default=1))
        return any(min(length % shortest, -length % shortest) > 2 for length in lengths)
    ordered = np.sort(lengths)
    same = np.searchsorted(ordered, ordered + 1, "right") - np.searchsorted(ordered, ordered - 1, "left")
    return bool(same.max() < _MIN_SAME_SHARE * len(ordered))


_GRIDS = (0.1, 0.06, 0.04, 0.02, 0.01)  # seconds
_MIN_ON_GRID = 3  # places; fewer lie on one by chance
_MIN_ON_GRID_SHARE = 0.9


def _grid(starts: Sequence[int], rate: int, longest: float) -> str:
    """The longest usual chunk on whose grid the places lie, such as ` on a 20 ms grid`; empty if on none.

    longest: seconds of one place; a chunk is no longer than what is missing.
    """
    if len(starts) < _MIN_ON_GRID:
        return ""
    for seconds in _GRIDS:
        size = seconds * rate
        on_grid = Counter(min(start % size, -start % size) <= 1 for start in starts)[True]
        if seconds < longest + 0.001 and size.is_integer() and on_grid >= _MIN_ON_GRID_SHARE * len(starts):
            return f" on a {1000 * seconds:.0f} ms grid"
    return ""


def _silences(recording: Recording, runs: holes.Runs, level: float) -> Iterator[Finding]:
    """One line for long parts of digital silence that cut the sound off. It accuses nobody."""
    cut = holes.cuts_off(recording, runs, level)
    if not len(cut):
        return
    rate = recording.sample_rate
    seconds = float(cut.length.sum()) / rate
    where = (
        f"at {cut.start[0] / rate:.2f} s"
        if len(cut) == 1
        else f"in {len(cut):,} places, the first at {cut.start[0] / rate:.2f} s"
    )
    yield at_places(
        "muted",
        "info",
        f"The sound is cut to digital silence for {seconds:.1f} s {where}: muted, paused, or nothing came.",
        "Nothing needs to be done if the app or the user muted it.",
        (cut.start / rate).tolist(),
    )
