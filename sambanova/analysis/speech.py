"""What a speech recogniser gets to hear: each stretch of speech of each track, and how good it is.

Stretches are found by their power over the noise of their own track. The echo of another track is no speech.

Pure functions: tracks side by side in, numbers out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis import echo, edges
from sambanova.analysis.levels import CLIPPED, WINDOW_SECONDS, active_power, decibels
from sambanova.recording import Recording

Floats = NDArray[np.float64]

MAX_STRETCHES = 1000
"""Stretches that are measured, of all tracks; the first ones of a longer recording."""

_LONGEST = 30.0  # seconds of a stretch in which its echo is measured


@dataclass(frozen=True, slots=True)
class _Activity:
    """When a window holds speech. Levels are in dB, lengths in seconds.

    below: the active level, as in ITU-T P.56. over: the noise. floor: quantile of the windows that are noise.
    pause: a shorter one is within a stretch. least: shortest stretch. quiet: quantiles of the pauses between
    which noise is measured; below are drop-outs, above are the ends of words. min_quiet: windows of noise.
    audible: mean square of the softest track with speech. echo: a stretch must be louder than the echo that
    is expected there by this much.
    """

    below: float = 15.9
    over: float = 3.0
    floor: float = 0.1
    pause: float = 0.5
    least: float = 0.16
    quiet: tuple[float, float] = (0.1, 0.5)
    min_quiet: int = 10
    audible: float = 10 ** (-65 / 10)
    echo: float = 5.0


@dataclass(frozen=True, slots=True)
class _Band:
    """How the effective bandwidth is measured. Levels are in dB.

    seconds: of a spectrum. most: spectra of a stretch. loudest: quantile of the spectra, as only fricatives
    have the highest frequencies. smooth: Hz over which it is averaged. below: the strongest frequency; over:
    the noise, as the loudest of some spectra lie above their mean.
    """

    seconds: float = 0.032
    most: int = 200
    loudest: float = 0.95
    smooth: float = 200.0
    below: float = 60.0
    over: float = 9.0


@dataclass(frozen=True, slots=True)
class _Edge:
    """When a stretch begins in the middle of a syllable: at once, out of silence. Levels are in dB.

    seconds: of a step in which a beginning is looked for. reach: seconds around the window in which it lies.
    below: the active level; what is softer is before it. silent: below the active level, what lies in the
    `before` seconds before a cut; of 52 natural beginnings and ends none has less than 31. edge: seconds at
    the edge, of which least is the level relative to the active one. change: of the level from there on.
    min_periodicity: autocorrelation; a plosive has none.
    """

    seconds: float = 0.001
    reach: float = 0.06
    below: float = 20.0
    before: float = 0.01
    silent: float = 36.0
    edge: float = 0.01
    least: float = -8.0
    change: float = 7.0
    min_periodicity: float = 0.5


_ACTIVITY = _Activity()
_BAND = _Band()
_EDGE = _Edge()


@dataclass(frozen=True, slots=True)
class Echo:
    """Sound of one track that comes back in another. strength_db: there, relative to its own track."""

    source: str
    track: str
    delay_ms: float
    strength_db: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recogniser hears of a track, or of a stretch of it.

    start, end: seconds. speech_seconds: without pauses. level_dbfs: of the speech, without pauses. snr_db:
    of the speech alone over the noise in the pauses, over all frequencies; None where there is no noise, or
    no pause. bandwidth_hz: the highest frequency at which speech is above the noise. clipped_samples: at full
    scale. start_cut, end_cut: whether it begins or ends in the middle of a syllable. echo: of a
    stretch, how it comes back in another track; of a track, what comes back in it; None if nothing does.
    """

    track: str
    start: float
    end: float
    speech_seconds: float
    level_dbfs: float | None
    peak_dbfs: float | None
    snr_db: float | None
    bandwidth_hz: int | None
    clipped_samples: int
    start_cut: bool
    end_cut: bool
    echo: Echo | None


@dataclass(frozen=True, slots=True)
class Speech:
    """What is heard of a call. tracks: each as a whole, if it has speech. stretches: by their beginning.

    is_complete: False if there are more than `MAX_STRETCHES`.
    """

    tracks: tuple[Heard, ...]
    stretches: tuple[Heard, ...]
    is_complete: bool = True

    def as_json(self) -> dict[str, Any]:
        """The table as the API sends it."""
        return {
            "tracks": [asdict(one) for one in self.tracks],
            "stretches": [asdict(one) for one in self.stretches],
            "complete": self.is_complete,
        }


def listen(lanes: Recording, names: Sequence[str] = ()) -> Speech:
    """What a recogniser hears of a recording with one track in each channel. Waits until it is decoded.

    names: of the tracks; without them, channels have numbers, and the only one has no name.

        listen(recording).stretches[0].snr_db  # 24.3
    """
    known = tuple(names) if len(names) == lanes.channels else channel_names(lanes.channels)
    powers = _powers(lanes)
    echoes = _echoes(lanes, known) if lanes.channels > 1 else {}
    comes_back = {one.lane: (lane, one) for lane, one in echoes.items()}
    tracks = [
        _Track.of(lanes, lane, name, powers, echoes.get(lane), comes_back.get(lane))
        for lane, name in enumerate(known)
    ]
    spans = sorted((start, end, lane) for lane, one in enumerate(tracks) for start, end in one.spans)
    stretches = [tracks[lane].heard(start, end, tracks) for start, end, lane in spans[:MAX_STRETCHES]]
    wholes = tuple(one.whole(stretches) for one in tracks if one.spans)
    return Speech(wholes, tuple(stretches), len(spans) <= MAX_STRETCHES)


def channel_names(channels: int) -> tuple[str, ...]:
    """Names for the channels of a recording without tracks; the only one has none."""
    if channels == 1:
        return ("",)
    return ("left", "right") if channels == 2 else tuple(f"channel {one + 1}" for one in range(channels))


# ---------------------------------------------------------------- power and echo


def _size(rate: int) -> int:
    """Frames of a window."""
    return max(1, round(rate * WINDOW_SECONDS))


def _powers(lanes: Recording) -> Floats:
    """Mean square of each whole window of each channel, without DC; windows x channels."""
    size = _size(lanes.sample_rate)
    step = size * max(1, (1 << 20) // size)
    blocks = []
    for first in range(0, lanes.frame_count // size * size, step):
        block = lanes.samples(first, min(first + step, lanes.frame_count // size * size))
        table = block[: len(block) // size * size].reshape(-1, size, lanes.channels).astype(np.float64)
        blocks.append(table.var(axis=1))
    return np.concatenate(blocks) if blocks else np.zeros((0, lanes.channels))


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the echo in a track comes from. track: its name. delay: seconds. gain: of power."""

    lane: int
    name: str
    track: str
    delay: float
    gain: float


def _echoes(lanes: Recording, names: Sequence[str]) -> dict[int, _Source]:
    """The strongest echo in each channel that has one."""
    found: dict[int, _Source] = {}
    for one in range(lanes.channels):
        for other in range(one + 1, lanes.channels):
            common = echo.likeness(lanes, one, other)
            if common is None or common.correlation >= echo.EQUAL:
                continue
            source, lane = (one, other) if common.is_first else (other, one)
            gain = 10 ** (common.gain_db / 10)
            if lane not in found or gain > found[lane].gain:
                found[lane] = _Source(source, names[source], names[lane], max(0.0, common.delay), gain)
    return found


# ---------------------------------------------------------------- a track


@dataclass(frozen=True, slots=True)
class _Track:
    """One channel with what is known of it as a whole.

    source: what comes back in it. comes_back: the channel in which it comes back itself, and how. spans:
    stretches of speech, first and last window, exclusive. is_speech: of each window. active: mean power of
    speech. quiet: windows of noise. noise_spectrum: of these; None without any.
    """

    lanes: Recording
    lane: int
    name: str
    powers: Floats
    source: _Source | None
    comes_back: tuple[int, _Source] | None
    spans: tuple[tuple[int, int], ...]
    is_speech: NDArray[np.bool_]
    active: float
    quiet: NDArray[np.intp]
    noise_spectrum: Floats | None

    @classmethod
    def of(
        cls,
        lanes: Recording,
        lane: int,
        name: str,
        others: Floats,
        source: _Source | None,
        comes_back: tuple[int, _Source] | None,
    ) -> _Track:
        """others: powers of all channels."""
        powers = others[:, lane]
        active = active_power(powers) if len(powers) else 0.0
        known = (lanes, lane, name, powers, source, comes_back)
        nothing = np.zeros(len(powers), np.bool_)
        if active < _ACTIVITY.audible:
            return cls(*known, (), nothing, active, np.zeros(0, np.intp), None)
        floor = float(np.quantile(powers[powers > 0], _ACTIVITY.floor))
        least = max(active * 10 ** (-_ACTIVITY.below / 10), floor * 10 ** (_ACTIVITY.over / 10))
        expected = _expected(powers, source, others)
        is_loud = powers >= least
        is_speech = is_loud & (powers >= expected * 10 ** (_ACTIVITY.echo / 10))
        spans = _spans(is_speech)
        inside = nothing.copy()
        for start, end in spans:
            inside[start:end] = True
        pauses = np.flatnonzero(~inside & ~is_loud & (expected < floor))
        track = cls(*known, spans, is_speech & inside, active, pauses, None)
        return replace(track, quiet=_middle(pauses, powers), noise_spectrum=track._noise(pauses))

    def _noise(self, pauses: NDArray[np.intp]) -> Floats | None:
        quiet = _middle(pauses, self.powers)
        if len(quiet) < _ACTIVITY.min_quiet:
            return None
        spectra = self._spectra(quiet)
        return spectra.mean(axis=0) if len(spectra) else None

    def heard(self, first: int, last: int, tracks: Sequence[_Track]) -> Heard:
        """What is heard from one window to another, exclusive. tracks: all, by their channels."""
        size, rate = _size(self.lanes.sample_rate), self.lanes.sample_rate
        sound = self.lanes.samples(first * size, last * size)[:, self.lane]
        speech = first + np.flatnonzero(self.is_speech[first:last])
        power = float(self.powers[speech].mean())
        return Heard(
            track=self.name,
            start=round(first * size / rate, 3),
            end=round(last * size / rate, 3),
            speech_seconds=round(len(speech) * WINDOW_SECONDS, 2),
            level_dbfs=decibels(power),
            peak_dbfs=decibels(float(np.abs(sound).max()) ** 2),
            snr_db=self._snr(self.powers[first:last], self._near(first, last)),
            bandwidth_hz=self._bandwidth(speech),
            clipped_samples=int(np.count_nonzero(np.abs(sound) >= CLIPPED)),
            start_cut=self._is_cut(first * size, 1),
            end_cut=self._is_cut(last * size, -1),
            echo=self._echo(first * size, last * size, tracks),
        )

    def whole(self, stretches: Sequence[Heard]) -> Heard:
        """What is heard of the whole track. stretches: of all tracks."""
        own = [one for one in stretches if one.track == self.name]
        speech = np.flatnonzero(self.is_speech)
        power = float(self.powers[speech].mean())
        peaks = [one.peak_dbfs for one in own if one.peak_dbfs is not None]
        return Heard(
            track=self.name,
            start=own[0].start if own else 0.0,
            end=own[-1].end if own else self.lanes.duration,
            speech_seconds=round(len(speech) * WINDOW_SECONDS, 2),
            level_dbfs=decibels(power),
            peak_dbfs=max(peaks, default=None),
            snr_db=self._snr(np.concatenate([self.powers[slice(*span)] for span in self.spans]), self.quiet),
            bandwidth_hz=self._bandwidth(speech),
            clipped_samples=sum(one.clipped_samples for one in own),
            start_cut=any(one.start_cut for one in own),
            end_cut=any(one.end_cut for one in own),
            echo=self._heard_echo(stretches),
        )

    def _heard_echo(self, stretches: Sequence[Heard]) -> Echo | None:
        """What comes back in this track; as measured in the stretches, if it was."""
        if self.source is None:
            return None
        measured = [one.echo.strength_db for one in stretches if one.echo and one.echo.track == self.name]
        strength = float(np.median(measured)) if measured else 10 * math.log10(self.source.gain)
        return Echo(self.source.name, self.name, _ms(self.source.delay), round(strength, 1))

    def _near(self, first: int, last: int) -> NDArray[np.intp]:
        """The windows of noise next to a stretch, as noise changes in a call."""
        if len(self.quiet) <= 2 * _ACTIVITY.min_quiet:
            return self.quiet
        distance = np.maximum(first - self.quiet, self.quiet - last)
        reach = max(250, int(np.partition(distance, 2 * _ACTIVITY.min_quiet)[2 * _ACTIVITY.min_quiet]))
        return self.quiet[distance <= reach]

    def _snr(self, powers: Floats, quiet: NDArray[np.intp]) -> float | None:
        """powers: of the windows with speech and short pauses. quiet: windows of the noise behind them."""
        if len(quiet) < _ACTIVITY.min_quiet:
            return None
        noise = float(self.powers[quiet].mean())
        speech = active_power((powers - noise).clip(0))
        if noise <= 0 or speech <= 0:
            return None
        return round(10 * math.log10(speech / noise), 1)

    # -- frequencies

    def _spectra(self, windows: NDArray[np.intp]) -> Floats:
        """Power spectra of some windows of the track; spectra x bins."""
        rate, size = self.lanes.sample_rate, _size(self.lanes.sample_rate)
        length = 1 << round(math.log2(_BAND.seconds * rate))
        some = windows[:: max(1, len(windows) // _BAND.most)] * size
        starts = [int(start) for start in some if start + length <= self.lanes.frame_count]
        if not starts:
            return np.zeros((0, length // 2 + 1))
        sound = self.lanes.windows(starts, length)[:, :, self.lane].astype(np.float64)
        spectra: Floats = np.abs(np.fft.rfft(sound * np.hanning(length), axis=1)) ** 2
        return spectra

    def _bandwidth(self, speech: NDArray[np.intp]) -> int | None:
        """The highest frequency in Hz at which there is speech in these windows."""
        spectra = self._spectra(speech)
        if len(spectra) < 3:
            return None
        width = self.lanes.sample_rate / 2 / (spectra.shape[1] - 1)  # Hz a bin
        around = round(_BAND.smooth / width)
        loud = _smoothed(np.quantile(spectra, _BAND.loudest, axis=0), around)
        least = np.full(len(loud), loud.max() * 10 ** (-_BAND.below / 10))
        if self.noise_spectrum is not None:
            noise = _smoothed(self.noise_spectrum, around)
            least = np.maximum(least, noise * 10 ** (_BAND.over / 10))
        above = np.flatnonzero(loud >= least)
        # What is averaged reaches as far beyond the edge as it looks around.
        return int(round((above[-1] - around // 2) * width, -1)) if len(above) else None

    # -- edges and echo

    def _is_cut(self, frame: int, direction: int) -> bool:
        """Whether speech begins near a frame in the middle of a syllable; with -1, whether it ends so."""
        rate, step = self.lanes.sample_rate, max(1, round(_EDGE.seconds * self.lanes.sample_rate))
        reach, inner = round(_EDGE.reach * rate), edges.frames_at_edge(rate)
        first = max(0, frame - reach) if direction > 0 else max(0, frame - reach - inner)
        last = frame + reach + inner if direction > 0 else frame + reach
        sound = self.lanes.samples(first, last)[::direction, [self.lane]]
        steps = sound[: len(sound) // step * step, 0].reshape(-1, step).astype(np.float64)
        power = np.square(steps).mean(axis=1)
        loud = np.flatnonzero(power >= self.active * 10 ** (-_EDGE.below / 10))
        if not len(loud):
            return False
        begin = int(loud[0])
        before = power[max(0, begin - round(_EDGE.before / _EDGE.seconds)) : begin]
        piece = sound[begin * step : begin * step + inner]
        if len(piece) < inner:
            return False
        if not len(before):
            return edges.is_cut(piece, rate, self.active)
        return float(before.max()) < self.active * 10 ** (-_EDGE.silent / 10) and self._is_syllable(piece)

    def _is_syllable(self, frames: NDArray[np.float32]) -> bool:
        """Whether a voice is there from the first frame on. frames: frames x 1."""
        rate = self.lanes.sample_rate
        sound = frames[:, 0].astype(np.float64) - float(frames.mean())
        edge = round(_EDGE.edge * rate)
        first, behind = float(np.mean(sound[:edge] ** 2)), float(np.mean(sound[edge:] ** 2))
        if first < self.active * 10 ** (_EDGE.least / 10) or behind <= 0:
            return False
        is_steady = abs(10 * math.log10(behind / first)) <= _EDGE.change
        return is_steady and edges.periodicity(sound, rate) >= _EDGE.min_periodicity

    def _echo(self, first: int, last: int, tracks: Sequence[_Track]) -> Echo | None:
        """How this stretch comes back in another track, if it does."""
        if self.comes_back is None:
            return None
        lane, source = self.comes_back
        shift = round(source.delay * self.lanes.sample_rate)
        last = min(last, self.lanes.frame_count - shift, first + round(_LONGEST * self.lanes.sample_rate))
        if last <= first:
            return None
        own = self.lanes.samples(first, last)[:, self.lane].astype(np.float64)
        other = self.lanes.samples(first + shift, last + shift)[:, lane].astype(np.float64)
        windows = np.arange(first + shift, last + shift) // _size(self.lanes.sample_rate)
        is_speech = tracks[lane].is_speech
        is_own = is_speech[windows.clip(0, len(is_speech) - 1)]
        gain = echo.gain_in_part(own, other, self.lanes.sample_rate, is_own)
        return None if gain is None else Echo(self.name, source.track, _ms(source.delay), round(gain, 1))


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)


def _expected(powers: Floats, source: _Source | None, others: Floats) -> Floats:
    """The power of the echo that is expected in each window; nothing without a source."""
    if source is None:
        return np.zeros(len(powers))
    shift = max(0, round(source.delay / WINDOW_SECONDS))
    moved = np.concatenate([np.zeros(shift), others[:, source.lane]])[: len(powers)]
    # An echo lies between two windows.
    padded = np.pad(moved, 1, mode="edge")
    expected: Floats = source.gain * np.maximum.reduce([padded[:-2], padded[1:-1], padded[2:]])
    return expected


def _middle(windows: NDArray[np.intp], powers: Floats) -> NDArray[np.intp]:
    """The windows of noise among those of pauses; zeros that were filled in are none, if there are others."""
    sounding = windows[powers[windows] > 0]
    windows = sounding if len(sounding) >= _ACTIVITY.min_quiet else windows
    if not len(windows):
        return windows
    low, high = np.quantile(powers[windows], _ACTIVITY.quiet)
    chosen: NDArray[np.intp] = windows[(powers[windows] >= low) & (powers[windows] <= high)]
    return chosen


def _spans(is_speech: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """Stretches with short pauses in them; first and last window, exclusive."""
    spans = list(_joined(is_speech))
    least = round(_ACTIVITY.least / WINDOW_SECONDS)
    return tuple((start, end) for start, end in spans if np.count_nonzero(is_speech[start:end]) >= least)


def _joined(is_speech: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    changes = np.flatnonzero(np.diff(is_speech, prepend=False, append=False)).reshape(-1, 2)
    longest = round(_ACTIVITY.pause / WINDOW_SECONDS)
    current: list[int] = []
    for start, end in changes.tolist():
        if current and start - current[1] < longest:
            current[1] = end
            continue
        if current:
            yield current[0], current[1]
        current = [start, end]
    if current:
        yield current[0], current[1]


def _smoothed(spectrum: Floats, width: int) -> Floats:
    """A spectrum averaged over `width` bins around each."""
    half = max(0, width // 2)
    padded = np.pad(spectrum, half, mode="edge")
    means: Floats = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1).mean(axis=1)
    return means
