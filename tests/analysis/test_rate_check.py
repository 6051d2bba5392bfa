"""Rates that somebody says and that the clock contradicts."""

from __future__ import annotations

import pytest

from sambanova.analysis import rate_check
from sambanova.audio_format import AudioFormat
from sambanova.findings import Finding
from sambanova.recording import Recording
from tests.parts import as_s16, speech

NOW = 1_760_000_000.0


def recording(said_rate: int, seconds: float = 6.0, true_rate: int = 16000, **known: object) -> Recording:
    """Speech at one rate that is said to have another one; the session says so if nothing else is given."""
    pcm = as_s16(speech(seconds, true_rate))
    usual: dict[str, object] = {"sources": ("session", "session", "session")}
    return Recording(AudioFormat("s16le", 1, said_rate, **{**usual, **known}), "s16le", pcm, pcm)  # type: ignore[arg-type]


def by_clock(sound: Recording, **fields: str) -> list[Finding]:
    """What the clock says."""
    return list(rate_check.by_clock(sound, fields, NOW))


@pytest.mark.parametrize(
    "fields",
    [
        {"duration": "6.0"},
        {"duration_ms": "6000"},
        {"recording_started_at": "1759999000", "recording_stopped_at": "1759999006.2"},
    ],
)
def test_a_length_that_the_session_says(fields: dict[str, str]) -> None:
    assert by_clock(recording(16000), **fields) == []
    found = by_clock(recording(8000), **fields)
    assert [finding.code for finding in found] == ["rate_contradicts_clock"]
    assert "12.0 s" in found[0].message
    assert "16 kHz would fit" in found[0].message


def test_a_recording_cannot_be_longer_than_its_session() -> None:
    started = str(NOW - 10)
    assert by_clock(recording(16000, 9), connected_at=started) == []
    assert [one.code for one in by_clock(recording(8000, 9), connected_at=started)] == [
        "rate_contradicts_clock"
    ]


@pytest.mark.parametrize(("said", "grows"), [(16000, 48000), (48000, 44100), (8000, 16000), (44100, 22050)])
def test_a_rate_that_the_growth_of_a_call_contradicts(said: int, grows: int) -> None:
    found = list(rate_check.by_clock(recording(said), {}, NOW, 2 * grows * 1.01))
    assert [finding.code for finding in found] == ["rate_contradicts_clock"]
    assert f"{grows / 1000:g} kHz does" in found[0].message
    assert list(rate_check.by_clock(recording(said), {}, NOW, 2 * said * 0.99)) == []
    assert list(rate_check.by_clock(recording(said), {}, NOW, 2 * 37000.0)) == []  # no rate that is in use


def test_growth_says_nothing_against_a_rate_that_was_asked_for_or_guessed() -> None:
    for source in ("request", "signal", "growth"):
        sound = recording(16000, sources=(source, source, source))
        assert list(rate_check.by_clock(sound, {}, NOW, 96000.0)) == []


@pytest.mark.parametrize("text", ["", "soon", "nan", "inf", "-5", "0"])
def test_times_that_are_none_say_nothing(text: str) -> None:
    sound = recording(8000)
    assert by_clock(sound, duration=text) == []
    assert by_clock(sound, connected_at=text) == []
    assert by_clock(sound, started_at=text, stopped_at=text) == []


def test_a_session_of_long_ago_says_nothing() -> None:
    assert by_clock(recording(8000), connected_at=str(NOW - 3000)) == []


def test_a_codec_knows_its_rate() -> None:
    sound = Recording(AudioFormat("opus", 1, 48000, "webm", "container"), "s16le", bytes(960_000), b"")
    assert by_clock(sound, duration="1") == []
