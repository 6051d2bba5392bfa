"""Whether a declared sample rate can be true, by the clock. What the sound says is in `declaration`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from sambanova.encodings import ENCODINGS
from sambanova.findings import Finding
from sambanova.format_hints import STANDARD_RATES, rate_from_growth
from sambanova.recording import Recording

_SAID = ("session", "settings")  # who declares a rate that growth can be held against
_HINT = "Write down the rate at which the sound is really recorded: the sampleRate of the AudioContext."

# Names that writers give to the length of a recording, with the factor that makes it seconds.
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
_CLOCK_TOLERANCE = 0.15  # by which a length that is said may be off; rates in use differ by 33 % or 9 %
_CLOCK_SECONDS = 1.0  # by which it may be off in any case: starting and stopping take time
_LONGER_THAN_ALIVE = 1.4  # so many times as long as the session exists is too long
_ALIVE_SECONDS = 2.0  # that the clocks of two machines may differ by
_LEAST_ALIVE = 3.0  # seconds; a session that was just made may hold a recording from elsewhere


def by_clock(
    recording: Recording, fields: Mapping[str, str], now: float, bytes_per_second: float | None = None
) -> Iterator[Finding]:
    """What the clock says against the rate of a recording of PCM: how fast it grows, and the session's times.

    now: Unix seconds. A session that has long ended says nothing, as its end is not known.
    bytes_per_second: by which the stored bytes grow, or grew when they were last seen to.
    """
    if recording.format.encoding not in ENCODINGS:
        return
    grows = _rate_by_growth(recording, bytes_per_second)
    if grows is not None and grows != recording.sample_rate:
        yield Finding(
            "rate_contradicts_clock",
            "warning",
            f"This is said to have {recording.sample_rate / 1000:g} kHz, but while it is recorded it grows "
            f"as fast as sound of {grows / 1000:g} kHz does.",
            _HINT,
        )
        return
    said = _said_duration(fields)
    if said is not None:
        off = abs(recording.duration - said)
        if off > max(_CLOCK_SECONDS, _CLOCK_TOLERANCE * said):
            yield _against_clock(recording, f"the session says that it took {said:.1f} s", said)
        return
    start = _number(fields.get("connected_at"))
    alive = now - start if start is not None else -1.0
    if alive >= _LEAST_ALIVE and recording.duration > _LONGER_THAN_ALIVE * alive + _ALIVE_SECONDS:
        yield _against_clock(recording, f"the session exists for only {alive:.1f} s", alive)


def _rate_by_growth(recording: Recording, bytes_per_second: float | None) -> int | None:
    """The rate at which headerless bytes grow, where somebody says a rate that can be held against it."""
    if (
        bytes_per_second is None
        or recording.format.container is not None
        or recording.format.sources[2] not in _SAID
    ):
        return None
    assert recording.format.encoding is not None
    stored = ENCODINGS[recording.format.encoding]
    return rate_from_growth(bytes_per_second, stored.sample_width * recording.channels)


def _against_clock(recording: Recording, said: str, seconds: float) -> Finding:
    fitting = recording.frame_count / seconds
    nearest = min(STANDARD_RATES, key=lambda rate: abs(math.log(rate / fitting)))
    better = f"; {nearest / 1000:g} kHz would fit" if nearest != recording.sample_rate else ""
    return Finding(
        "rate_contradicts_clock",
        "warning",
        f"At {recording.sample_rate / 1000:g} kHz this lasts {recording.duration:.1f} s, but {said}{better}.",
        _HINT,
    )


def _said_duration(fields: Mapping[str, str]) -> float | None:
    """Seconds that the session says its recording lasts."""
    for name, factor in _DURATION_FIELDS.items():
        number = _number(fields.get(name))
        if number is not None and number > 0:
            return number * factor
    end = next((number for name in _END_FIELDS if (number := _number(fields.get(name)))), None)
    start = next((number for name in _START_FIELDS if (number := _number(fields.get(name)))), None)
    return end - start if end and start and end > start else None


def _number(text: str | None) -> float | None:
    """A finite number from text."""
    try:
        number = float(text) if text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None
