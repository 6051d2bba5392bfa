"""Detects that two tracks of a call run at different speeds, from the times of their chunks.

Two devices never have quite the same clock: crystals differ by less than 0.02 %. More is a device that does
not keep its sample rate, or a resampler with a wrong ratio.

Pure functions: tracks in, findings out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sambanova.decoding.mixing import TimedRecording, labels
from sambanova.encodings import ENCODINGS
from sambanova.findings import Finding


@dataclass(frozen=True, slots=True)
class _Drift:
    """When two tracks drift apart; ratios are relative to the sample rate.

    smallest: cheap sound cards are off by up to 0.05 %, in opposite directions 0.1 %. largest: of one track;
    more is a wrong sample rate. errors: by how many times its error the drift must exceed zero.
    warning: from which on it is heard as a wrong pitch, a sixth of a semitone. min_seconds: of a track.
    """

    smallest: float = 0.0015
    largest: float = 0.04
    errors: float = 4.0
    warning: float = 0.01
    min_seconds: float = 20.0


_DRIFT = _Drift()


def find(tracks: Sequence[TimedRecording]) -> Iterator[Finding]:
    """The finding `tracks_drift` of each two tracks that run apart.

    Only headerless PCM and G.711 of known times are compared.
    """
    named = zip(labels(tracks), tracks, strict=True)
    speeds = [(name, track, speed) for name, track in named if (speed := _speed(track)) is not None]
    for (one, track, first), (other, track_2, second) in combinations(speeds, 2):
        fast, slow = (one, other) if first.value > second.value else (other, one)
        apart = abs(first.value - second.value)
        if apart < max(_DRIFT.smallest, _DRIFT.errors * (first.error + second.error)):
            continue
        seconds = apart * min(track.recording.duration, track_2.recording.duration)
        yield Finding(
            "tracks_drift",
            "warning" if apart >= _DRIFT.warning else "info",
            f"{fast} runs {100 * apart:.1f} % faster than {slow}: they are {seconds:.1f} s apart at the end.",
            "Look for a device that does not keep its sample rate, or a resampler between 44.1 and 48 kHz.",
        )


@dataclass(frozen=True, slots=True)
class _Speed:
    """How much faster than its sample rate a track was written, relative, and the error of that."""

    value: float
    error: float


def _speed(track: TimedRecording) -> _Speed | None:
    recording, times = track.recording, track.times
    stored = ENCODINGS.get(recording.format.encoding or "")
    if times is None or stored is None or recording.format.container is not None:
        return None
    if recording.duration < _DRIFT.min_seconds:
        return None
    nominal = stored.sample_width * recording.channels * recording.sample_rate
    measured = times.clock(nominal)
    if measured is None or abs(measured[0] / nominal - 1) > _DRIFT.largest:
        return None
    return _Speed(measured[0] / nominal - 1, measured[1])
