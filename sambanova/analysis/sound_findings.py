"""Finds faults of the sound: level, DC offset, clipping, silence and channels, and those of other modules.

Pure functions: a recording in, findings out. `breaks` finds duplicated and missing chunks, `bandwidth`
upsampling; `decoding.declaration` checks a declared format.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis import bandwidth, breaks, channel_slip, edges, level_steps, noise
from sambanova.analysis.levels import active_power, decibels
from sambanova.analysis.noise import Noise
from sambanova.findings import Finding, at_places
from sambanova.recording import Recording

MIN_SECONDS = 0.1  # of sound; a shorter recording has no findings

_BLOCK_FRAMES = 1 << 20  # frames that are converted to floats at a time
_PIECE_SECONDS = 0.0025  # length of the measured pieces; the shortest lost packet contains two
_WINDOW_PIECES = 8  # pieces in a window of 20 ms, over which `levels` measures power, too

# Active speech level (ITU-T P.56), dBFS. Telephony aims at -26 (ITU-T G.100.1, 5.2). Of 469 faultless
# public recordings the quietest has -43 and the loudest -9.
_SILENT_DBFS = -75.0
_TOO_QUIET_DBFS = -45.0
_TOO_LOUD_DBFS = -8.0

_MIN_DC_OFFSET = 0.03  # of full scale; sound cards have less than 0.01, cheap ones less than 0.025
_MIN_DC_ERRORS = 4.0  # offset in units of its standard error


@dataclass(frozen=True, slots=True)
class _Clipping:
    """When flat tops are clipping. Amplitudes are relative to full scale.

    full_scale: the largest mu-law sample is 0.9804 (ITU-T G.711).
    flat_samples: consecutive samples at the limit that are a flat top.
    tolerance: distance from the largest sample within which a sample is at the limit.
    min_tops: at full scale; sound normalised to full scale has hardly any.
    min_lowered_tops: below full scale, in sound whose level was lowered after clipping.
    min_lowered: lowest limit of such sound; below it the steps of the samples themselves look flat.
    place_seconds: flat tops nearer to each other are one place.
    """

    full_scale: float = 0.98
    flat_samples: int = 3
    tolerance: float = 1.5 / 32768
    min_tops: int = 10
    min_lowered_tops: int = 20
    min_lowered: float = 0.05
    place_seconds: float = 0.25


_CLIPPING = _Clipping()

_DEAD_DBFS = -70.0  # a channel below this is dead, if another one is
_ALIVE_DBFS = -50.0  # above this
_EQUAL_RATIO = 10 ** (-50 / 10)  # power of the difference of two equal channels relative to their sum


@dataclass(frozen=True, slots=True)
class _Measurements:
    """Measurements of a recording in pieces of 2.5 ms. Arrays are pieces x channels.

    length: frames in a piece. sums, squares: of the samples, and of their squares. smallest, largest:
    sample. difference, total: power of the difference and of the sum of the first two channels.
    """

    length: int
    sums: NDArray[np.float64]
    squares: NDArray[np.float64]
    smallest: NDArray[np.float32]
    largest: NDArray[np.float32]
    difference: float
    total: float

    @property
    def constant(self) -> NDArray[np.bool_]:
        """For each piece, whether no channel changes in it."""
        same: NDArray[np.bool_] = (self.smallest == self.largest).all(axis=1)
        return same

    def window_powers(self) -> NDArray[np.float64]:
        """Mean square of each 20 ms without DC, windows x channels; at least one window."""
        step = min(_WINDOW_PIECES, len(self.sums))
        whole = len(self.sums) // step * step
        squares = self.squares[:whole].reshape(-1, step, self.sums.shape[1]).sum(axis=1)
        mean = self.sums.sum(axis=0) / (len(self.sums) * self.length)
        sums = self.sums[:whole].reshape(-1, step, self.sums.shape[1]).sum(axis=1)
        frames = step * self.length
        powers: NDArray[np.float64] = np.maximum(squares / frames - 2 * mean * sums / frames + mean**2, 0.0)
        return powers


def find(recording: Recording, behind: Noise | None = None) -> tuple[Finding, ...]:
    """All faults of the sound, in no particular order. behind: the noise, if it is measured already.

    There are none in less than `MIN_SECONDS`. Silence hides all others but a DC offset.
    """
    pieces = measure(recording)
    if len(pieces.sums) == 0 or recording.duration < MIN_SECONDS:
        return ()
    if pieces.constant.all() and len(np.unique(pieces.smallest)) <= recording.channels:
        return (_DIGITAL_SILENCE,)
    powers = pieces.window_powers()
    together = powers.mean(axis=1)
    active = active_power(together)
    level = decibels(active)
    if level is None or level < _SILENT_DBFS:
        return (*_dc_offset(pieces), _silence(level))
    found = [
        *_levels(level),
        *_dc_offset(pieces),
        *_clipping(recording, pieces),
        *_channels(pieces, powers),
        *breaks.find(recording, pieces.constant, pieces.length, math.sqrt(active)),
        *bandwidth.find(recording),
        *edges.find(recording, together, active),
        *noise.find(behind or noise.measure(recording)),
        *channel_slip.find(recording),
        *level_steps.find(recording, together, _WINDOW_PIECES * pieces.length),
    ]
    return tuple(found)


def _blocks(recording: Recording, length: int) -> Iterator[NDArray[np.float32]]:
    """All frames in blocks of whole pieces, each frames x channels."""
    step = max(1, _BLOCK_FRAMES // length) * length
    for start in range(0, recording.frame_count, step):
        yield recording.samples(start, start + step)


def measure(recording: Recording) -> _Measurements:
    """Measures the whole recording; an incomplete last piece is left out."""
    length = max(1, round(recording.sample_rate * _PIECE_SECONDS))
    channels = recording.channels
    columns: list[list[NDArray[np.floating]]] = [[], [], [], []]
    difference = total = 0.0
    for block in _blocks(recording, length):
        usable = len(block) // length * length
        table = block[:usable].reshape(-1, length, channels)
        if channels == 1:  # NumPy reduces the innermost axis much faster
            flat = table[:, :, 0]
            columns[0].append(flat.sum(axis=1, dtype=np.float32)[:, None])
            columns[1].append(np.einsum("pn,pn->p", flat, flat)[:, None])
            columns[2].append(flat.min(axis=1)[:, None])
            columns[3].append(flat.max(axis=1)[:, None])
            continue
        columns[0].append(table.sum(axis=1, dtype=np.float32))
        columns[1].append(np.einsum("pnc,pnc->pc", table, table))
        columns[2].append(table.min(axis=1))
        columns[3].append(table.max(axis=1))
        side, middle = block[:, 0] - block[:, 1], block[:, 0] + block[:, 1]
        difference += float(np.dot(side, side))
        total += float(np.dot(middle, middle))
    sums, squares, smallest, largest = (
        np.concatenate(column) if column else np.zeros((0, channels), np.float32) for column in columns
    )
    return _Measurements(
        length,
        sums.astype(np.float64),
        squares.astype(np.float64),
        smallest.astype(np.float32, copy=False),
        largest.astype(np.float32, copy=False),
        difference,
        total,
    )


_DIGITAL_SILENCE = Finding(
    "digital_silence",
    "error",
    "The recording holds nothing but one and the same value: digital silence.",
    "The microphone was muted, not allowed, or never connected to the recorder.",
    0.0,
)


def _silence(level: float | None) -> Finding:
    heard = "no sound" if level is None else f"hardly any sound ({level:.0f} dBFS)"
    return Finding(
        "silence",
        "error",
        f"There is {heard} in the recording.",
        "Look whether the right microphone was chosen, and whether it was muted.",
    )


def _levels(level: float) -> Iterator[Finding]:
    if level < _TOO_QUIET_DBFS:
        yield Finding(
            "too_quiet",
            "warning",
            f"The speech is very quiet: {level:.0f} dBFS, where -26 dBFS is usual.",
            "Raise the gain of the microphone, or turn on automatic gain control.",
        )
    elif level > _TOO_LOUD_DBFS:
        yield Finding(
            "too_loud",
            "warning",
            f"The sound is very loud: {level:.0f} dBFS, where -26 dBFS is usual for speech.",
            "Lower the gain of the microphone, and look whether samples are scaled twice.",
        )


def _dc_offset(pieces: _Measurements) -> Iterator[Finding]:
    """A mean that differs from zero by more than sound cards cause and chance explains."""
    means = pieces.sums / pieces.length
    mean = means.mean(axis=0)
    error = means.std(axis=0) / math.sqrt(len(means))  # standard error of the mean
    channel = int(np.argmax(np.abs(mean)))
    if abs(mean[channel]) >= max(_MIN_DC_OFFSET, _MIN_DC_ERRORS * error[channel]):
        yield Finding(
            "dc_offset",
            "warning",
            f"The sound does not swing around zero but around {mean[channel]:+.3f} of full scale.",
            "Filter out everything below 20 Hz, or look whether unsigned samples are read as signed.",
        )


def _clipping(recording: Recording, pieces: _Measurements) -> Iterator[Finding]:
    """Flat tops: several consecutive samples at the largest or smallest value of the recording."""
    high, low = float(pieces.largest.max()), float(pieces.smallest.min())
    limits = [limit for limit in (high, -low) if limit >= _min_limit(recording)]
    if not limits:
        return
    at_limit = (pieces.largest >= high - _CLIPPING.tolerance) | (pieces.smallest <= low + _CLIPPING.tolerance)
    starts = _flat_tops(recording, np.flatnonzero(at_limit.any(axis=1)), pieces.length, high, low)
    needed = _CLIPPING.min_tops if max(limits) >= _CLIPPING.full_scale else _CLIPPING.min_lowered_tops
    if len(starts) < needed:
        return
    is_far = np.diff(starts) > _CLIPPING.place_seconds * recording.sample_rate
    places = (starts[np.concatenate([[True], is_far])] / recording.sample_rate).tolist()
    yield at_places(
        "clipping",
        "warning",
        f"The sound is clipped {_in_places(len(places))}, {len(starts):,} peaks in all, "
        f"the first at {places[0]:.2f} s; it sounds harsh there.",
        "Lower the gain before the recorder: what is cut off cannot be brought back.",
        places,
    )


def _min_limit(recording: Recording) -> float:
    """The amplitude from which a flat top differs from the steps of the encoding."""
    coarse = recording.format.encoding in ("u8", "s8", "mulaw", "alaw")
    return _CLIPPING.full_scale if coarse else _CLIPPING.min_lowered


def _in_places(places: int) -> str:
    return "in one place" if places == 1 else f"in {places:,} places"


def _flat_tops(
    recording: Recording, pieces: NDArray[np.intp], length: int, high: float, low: float
) -> NDArray[np.int64]:
    """The frames at which flat tops begin, in ascending order. pieces: indices of those at a limit."""
    starts: list[NDArray[np.int64]] = []
    groups = np.split(pieces, np.flatnonzero(np.diff(pieces) > 1) + 1) if len(pieces) else []
    for group in groups:
        first = int(group[0]) * length
        block = recording.samples(first, (int(group[-1]) + 1) * length + _CLIPPING.flat_samples)
        for limit in (block >= high - _CLIPPING.tolerance, block <= low + _CLIPPING.tolerance):
            flat = limit.copy()
            for shift in range(1, _CLIPPING.flat_samples):
                flat[:-shift] &= limit[shift:]
                flat[len(flat) - shift :] = False
            begins = flat.copy()
            begins[1:] &= ~flat[:-1]
            starts.append(np.flatnonzero(begins.any(axis=1)) + first)
    return np.unique(np.concatenate(starts)) if starts else np.zeros(0, np.int64)


def _channels(pieces: _Measurements, powers: NDArray[np.float64]) -> Iterator[Finding]:
    """A dead channel, or two equal or inverted ones."""
    if pieces.sums.shape[1] < 2:
        return
    levels = [decibels(active_power(powers[:, channel])) for channel in range(powers.shape[1])]
    known = [-200.0 if level is None else level for level in levels]
    dead = [channel for channel, level in enumerate(known) if level < _DEAD_DBFS]
    if dead and max(known) > _ALIVE_DBFS:
        name = _channel_name(dead[0], len(known))
        yield Finding(
            "channel_dead",
            "warning",
            f"There is no sound in {name}.",
            "Record one channel, or look which input the other one is connected to.",
        )
    elif len(known) == 2:
        yield from _equal_channels(pieces)


def _equal_channels(pieces: _Measurements) -> Iterator[Finding]:
    if pieces.difference <= _EQUAL_RATIO * pieces.total:
        yield Finding(
            "channels_equal",
            "info",
            "Both channels hold the same sound.",
            "Record in mono: it takes half of the memory.",
        )
    elif pieces.total <= _EQUAL_RATIO * pieces.difference:
        yield Finding(
            "channels_inverted",
            "warning",
            "One channel is the other one turned upside down: mixed to mono, nothing is left.",
            "Swap the wires of one channel, or record in mono.",
        )


def _channel_name(channel: int, channels: int) -> str:
    if channels == 2:
        return ("the left channel", "the right channel")[channel]
    return f"channel {channel + 1}"
