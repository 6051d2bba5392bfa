"""What is wrong with the sound itself, as sentences: level, clipping, silence, channels.

Pure maths: a recording in, findings out. What is cut, doubled or left out is in `sound_breaks`, what
the spectrum tells in `bandwidth`, and what speaks against a format that is said in `declaration`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis import bandwidth, breaks
from sambanova.analysis.levels import active_power, decibels
from sambanova.findings import Finding, at_places
from sambanova.recording import Recording

_FRAMES_A_BLOCK = 1 << 20  # frames in memory as floats at a time
_PIECE_SECONDS = 0.0025  # of the shortest stretch that is measured: two fit into the shortest lost packet
_PIECES_A_WINDOW = 8  # so that levels are taken over 20 ms, as `analysis` does

# Active speech level (ITU-T P.56), dBFS. Telephony aims at -26 (ITU-T G.100.1, 5.2); the quietest and
# the loudest of 469 public recordings that are no fault lie at -43 and -9.
_SILENT_DBFS = -75.0
_TOO_QUIET_DBFS = -45.0
_TOO_LOUD_DBFS = -8.0
_SHORTEST_SECONDS = 0.1  # of sound that can be judged

_DC_OFFSET = 0.03  # of full scale; sound cards stay below 0.01, cheap ones below 0.025
_DC_ERRORS = 4.0  # the mean must be so many times as large as it could be by chance

_FULL_SCALE = 0.98  # the highest code of mu-law is 0.9804 of full scale (ITU-T G.711)
_FLAT_SAMPLES = 3  # samples in a row at the limit that are a flat top
_LEAST_FLAT_TOPS = 10  # of them; peaks that were normalised to full scale have hardly any
_LEAST_LOWERED_TOPS = 20  # of them below full scale, where somebody lowered the sound after clipping
_LEAST_LOWERED = 0.05  # of full scale, below which the steps of the samples themselves are flat
_LIMIT = 1.5 / 32768  # samples so near the highest are at the limit
_PLACE_SECONDS = 0.25  # flat tops nearer to each other than this are one place

_DEAD_DBFS = -70.0  # a channel below this is dead when another one is
_ALIVE_DBFS = -50.0  # above this
_EQUAL_RATIO = 10 ** (-50 / 10)  # of the difference's power to the channels' own, below which they are equal


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Stretches of 2.5 ms, pieces x channels: sums, sums of squares, least and greatest sample."""

    length: int  # frames
    sums: NDArray[np.float64]
    squares: NDArray[np.float64]
    least: NDArray[np.float32]
    greatest: NDArray[np.float32]
    difference: float  # sum of squares of the first channel minus the second
    total: float  # sum of squares of the first plus the second

    @property
    def constant(self) -> NDArray[np.bool_]:
        """Whether all samples of each channel are the same, piece by piece."""
        same: NDArray[np.bool_] = (self.least == self.greatest).all(axis=1)
        return same

    def window_powers(self) -> NDArray[np.float64]:
        """Mean square without DC of each 20 ms, windows x channels; at least one window."""
        step = min(_PIECES_A_WINDOW, len(self.sums))
        whole = len(self.sums) // step * step
        squares = self.squares[:whole].reshape(-1, step, self.sums.shape[1]).sum(axis=1)
        mean = self.sums.sum(axis=0) / (len(self.sums) * self.length)
        sums = self.sums[:whole].reshape(-1, step, self.sums.shape[1]).sum(axis=1)
        frames = step * self.length
        powers: NDArray[np.float64] = np.maximum(squares / frames - 2 * mean * sums / frames + mean**2, 0.0)
        return powers


def find(recording: Recording) -> tuple[Finding, ...]:
    """Everything that is wrong with the sound, in no particular order."""
    pieces = _measure(recording)
    if len(pieces.sums) == 0 or recording.duration < _SHORTEST_SECONDS:
        return ()
    if pieces.constant.all() and len(np.unique(pieces.least)) <= recording.channels:
        return (_DIGITAL_SILENCE,)
    powers = pieces.window_powers()
    level = decibels(active_power(powers.mean(axis=1)))
    if level is None or level < _SILENT_DBFS:
        return (*_dc_offset(pieces), _silence(level))
    found = [
        *_levels(level),
        *_dc_offset(pieces),
        *_clipping(recording, pieces),
        *_channels(pieces, powers),
        *breaks.find(recording, pieces.constant, pieces.length),
        *bandwidth.find(recording),
    ]
    return tuple(found)


def _blocks(recording: Recording, length: int) -> Iterator[NDArray[np.float32]]:
    """All frames, some at a time, cut at whole pieces."""
    step = max(1, _FRAMES_A_BLOCK // length) * length
    for start in range(0, recording.frame_count, step):
        yield recording.samples(start, start + step)


def _measure(recording: Recording) -> _Pieces:
    """Walks through the whole recording once; an incomplete last piece is left out."""
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
    sums, squares, least, greatest = (
        np.concatenate(column) if column else np.zeros((0, channels), np.float32) for column in columns
    )
    return _Pieces(
        length,
        sums.astype(np.float64),
        squares.astype(np.float64),
        least.astype(np.float32, copy=False),
        greatest.astype(np.float32, copy=False),
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


def _dc_offset(pieces: _Pieces) -> Iterator[Finding]:
    """A mean that is off zero by more than sound cards do and chance explains."""
    means = pieces.sums / pieces.length
    mean = means.mean(axis=0)
    chance = means.std(axis=0) / math.sqrt(len(means))
    channel = int(np.argmax(np.abs(mean)))
    if abs(mean[channel]) >= _DC_OFFSET and abs(mean[channel]) >= _DC_ERRORS * chance[channel]:
        yield Finding(
            "dc_offset",
            "warning",
            f"The sound does not swing around zero but around {mean[channel]:+.3f} of full scale.",
            "Filter out everything below 20 Hz, or look whether unsigned samples are read as signed.",
        )


def _clipping(recording: Recording, pieces: _Pieces) -> Iterator[Finding]:
    """Flat tops: several samples in a row at the highest or lowest value that the recording has."""
    high, low = float(pieces.greatest.max()), float(pieces.least.min())
    limits = [limit for limit in (high, -low) if limit >= _least_limit(recording)]
    if not limits:
        return
    near = (pieces.greatest >= high - _LIMIT) | (pieces.least <= low + _LIMIT)
    starts = _flat_tops(recording, np.flatnonzero(near.any(axis=1)), pieces.length, high, low)
    needed = _LEAST_FLAT_TOPS if max(limits) >= _FULL_SCALE else _LEAST_LOWERED_TOPS
    if len(starts) < needed:
        return
    is_far = np.diff(starts) > _PLACE_SECONDS * recording.sample_rate
    places = (starts[np.concatenate([[True], is_far])] / recording.sample_rate).tolist()
    yield at_places(
        "clipping",
        "warning",
        f"The sound is clipped {_in_places(len(places))}, {len(starts):,} peaks in all, "
        f"the first at {places[0]:.2f} s; it sounds harsh there.",
        "Lower the gain before the recorder: what is cut off cannot be brought back.",
        places,
    )


def _least_limit(recording: Recording) -> float:
    """The level from which a flat top can be told from the steps of the encoding."""
    coarse = recording.format.encoding in ("u8", "s8", "mulaw", "alaw")
    return _FULL_SCALE if coarse else _LEAST_LOWERED


def _in_places(places: int) -> str:
    return "in one place" if places == 1 else f"in {places:,} places"


def _flat_tops(
    recording: Recording, pieces: NDArray[np.intp], length: int, high: float, low: float
) -> NDArray[np.int64]:
    """The frames at which flat tops begin, in order. pieces: those that reach a limit."""
    starts: list[NDArray[np.int64]] = []
    groups = np.split(pieces, np.flatnonzero(np.diff(pieces) > 1) + 1) if len(pieces) else []
    for group in groups:
        first = int(group[0]) * length
        block = recording.samples(first, (int(group[-1]) + 1) * length + _FLAT_SAMPLES)
        for limit in (block >= high - _LIMIT, block <= low + _LIMIT):
            flat = limit.copy()
            for shift in range(1, _FLAT_SAMPLES):
                flat[:-shift] &= limit[shift:]
                flat[len(flat) - shift :] = False
            begins = flat.copy()
            begins[1:] &= ~flat[:-1]
            starts.append(np.flatnonzero(begins.any(axis=1)) + first)
    return np.unique(np.concatenate(starts)) if starts else np.zeros(0, np.int64)


def _channels(pieces: _Pieces, powers: NDArray[np.float64]) -> Iterator[Finding]:
    """Channels of which one is dead, or which say the same."""
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


def _equal_channels(pieces: _Pieces) -> Iterator[Finding]:
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
