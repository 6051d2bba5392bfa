"""Checks a declared sample rate against the clock. `declaration` checks it against the sound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sambanova.encodings import ENCODINGS
from sambanova.findings import Finding
from sambanova.format_hints import STANDARD_RATES, rate_from_growth
from sambanova.recording import Recording

_DECLARED = ("session", "settings")  # sources of a declared rate
_HINT = "Write down the rate at which the sound is really recorded: the sampleRate of the AudioContext."

# Field names for the duration of a recording, with the factor that converts it to seconds.
_DURATION_FIELDS = {
    "duration": 1.0,
    "duration_seconds": 1.0,
    "audio_duration": 1.0,
    "recording_duration": 1.0,
    "duration_ms": 0.001,
    "audio_duration_ms": 0.001,
}
_START_FIELDS = ("recording_started_at", "started_at", "recording_start")
_END_FIELDS = ("recording_stopped_at", "recording_ended_at", "stopped_at", "recording_end")


@dataclass(frozen=True, slots=True)
class _Tolerance:
    """How far a recording may be off the clock.

    duration_ratio: of a declared duration; the usual sample rates differ by 9 % or by 33 % and more.
    duration_seconds: in any case, as starting and stopping take time.
    age_ratio: duration of a recording relative to the age of its session.
    clock_seconds: difference between the clocks of two machines.
    min_age_seconds: of a session; a younger one may hold a recording from elsewhere.
    """

    duration_ratio: float = 0.15
    duration_seconds: float = 1.0
    age_ratio: float = 1.4
    clock_seconds: float = 2.0
    min_age_seconds: float = 3.0


_TOLERANCE = _Tolerance()


def by_clock(
    recording: Recording, fields: Mapping[str, str], now: float, bytes_per_second: float | None = None
) -> Iterator[Finding]:
    """The finding `rate_contradicts_clock`, if growth or times of the session contradict the sample rate.

    Only PCM and G.711 are checked. fields: of the session. now: Unix seconds.
    bytes_per_second: growth of the stored bytes, measured now or earlier; None when unknown.
    """
    if recording.format.encoding not in ENCODINGS:
        return
    measured = _rate_by_growth(recording, bytes_per_second)
    if measured is not None and measured != recording.sample_rate:
        yield Finding(
            "rate_contradicts_clock",
            "warning",
            f"This is said to have {recording.sample_rate / 1000:g} kHz, but while it is recorded it grows "
            f"as fast as sound of {measured / 1000:g} kHz does.",
            _HINT,
            right_rate=measured,
        )
        return
    declared = _declared_duration(fields)
    if declared is not None:
        difference = abs(recording.duration - declared)
        if difference > max(_TOLERANCE.duration_seconds, _TOLERANCE.duration_ratio * declared):
            yield _contradiction(recording, f"the session says that it took {declared:.1f} s", declared)
        return
    start = _number(fields.get("connected_at"))
    age = now - start if start is not None else -1.0
    max_duration = _TOLERANCE.age_ratio * age + _TOLERANCE.clock_seconds
    if age >= _TOLERANCE.min_age_seconds and recording.duration > max_duration:
        yield _contradiction(recording, f"the session exists for only {age:.1f} s", age)


def _rate_by_growth(recording: Recording, bytes_per_second: float | None) -> int | None:
    """The sample rate in Hz that explains the growth of headerless bytes whose rate is declared, or None."""
    if (
        bytes_per_second is None
        or recording.format.container is not None
        or recording.format.sources[2] not in _DECLARED
    ):
        return None
    assert recording.format.encoding is not None
    stored = ENCODINGS[recording.format.encoding]
    return rate_from_growth(bytes_per_second, stored.sample_width * recording.channels)


def _contradiction(recording: Recording, reason: str, seconds: float) -> Finding:
    """The finding for a recording that took `seconds`. reason: why, as a clause of the message."""
    fitting = recording.frame_count / seconds
    nearest = min(STANDARD_RATES, key=lambda rate: abs(math.log(rate / fitting)))
    alternative = f"; {nearest / 1000:g} kHz would fit" if nearest != recording.sample_rate else ""
    return Finding(
        "rate_contradicts_clock",
        "warning",
        f"At {recording.sample_rate / 1000:g} kHz this lasts {recording.duration:.1f} s, "
        f"but {reason}{alternative}.",
        _HINT,
        right_rate=nearest if alternative else None,
    )


def _declared_duration(fields: Mapping[str, str]) -> float | None:
    """The duration of the recording in seconds that the fields of a session declare."""
    for name, factor in _DURATION_FIELDS.items():
        number = _number(fields.get(name))
        if number is not None and number > 0:
            return number * factor
    end = next((number for name in _END_FIELDS if (number := _number(fields.get(name)))), None)
    start = next((number for name in _START_FIELDS if (number := _number(fields.get(name)))), None)
    return end - start if end and start and end > start else None


def _number(text: str | None) -> float | None:
    """A finite number from text, or None."""
    try:
        number = float(text) if text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None
