"""A declared format that the signal contradicts is doubted, and the other one offered; a true one is not."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr
from flask.testing import FlaskClient
from numpy.typing import NDArray

import sambanova
from sambanova.decoding import containers
from sambanova.decoding.reader import read
from sambanova.encodings import samples_as_float
from sambanova.format_hints import FormatHint, FormatHints
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.recording import Recording
from tests.parts import as_s16, body

Samples = NDArray[np.float32]

VOICES = ("claude", "joan", "katherine", "radia")  # recordings that nothing was fitted to
RATES = (8000, 16000, 48000)
NOTHING = FormatHint()


@cache
def voice(name: str, rate: int) -> Samples:
    """Speech out of a demo session."""
    file = Path(sambanova.__file__).parent / "demo_audio" / f"{name}.webm"
    decoded = containers.decode(file.read_bytes(), 1 << 30)
    assert decoded is not None
    sound = samples_as_float(decoded.pcm[:], decoded.encoding).reshape(-1, decoded.channels)[:, 0]
    return np.asarray(soxr.resample(sound, decoded.sample_rate, rate), np.float32)


def recorded(data: bytes, declared: FormatHint = NOTHING, pinned: FormatHint = NOTHING) -> Recording:
    """The recording of bytes whose session, or the settings, declare a format."""
    return read(AudioBuffer(data, True), FormatHints(declared=declared, pinned=pinned))


def codes(recording: Recording) -> list[str]:
    return [finding.code for finding in recording.findings]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("name", [*VOICES, "call-caller"])  # who is silent most of the time
def test_a_true_declaration_is_believed(name: str, rate: int) -> None:
    recording = recorded(as_s16(np.clip(voice(name, rate), -1, 1)), FormatHint("s16le", rate, 1))
    assert codes(recording) == []
    assert (recording.format.confidence, recording.format.rate_confidence) == (0.97, 0.97)


@pytest.mark.parametrize(
    ("true_rate", "declared", "least"),
    [
        (8000, 16000, 1),
        (16000, 8000, 4),
        (8000, 24000, 2),
        (24000, 8000, 4),
        (8000, 48000, 3),
        (48000, 8000, 4),
        (48000, 16000, 4),
    ],
)
def test_a_rate_at_which_voices_sound_wrong_is_doubted_and_another_one_offered(
    true_rate: int, declared: int, least: int
) -> None:
    doubted = 0
    for name in VOICES:
        data = as_s16(np.clip(voice(name, true_rate), -1, 1))
        recording = recorded(data, FormatHint("s16le", declared, 1))
        found = [finding for finding in recording.findings if finding.code == "rate_unlikely"]
        if not found:
            continue
        doubted += 1
        stored = recording.format
        assert stored.sample_rate == declared  # it is played as declared until somebody chooses
        assert stored.rate_confidence < 0.6
        (offered, *_) = stored.candidates
        assert abs(np.log2(offered.sample_rate / true_rate)) < abs(np.log2(declared / true_rate))
        assert offered.rate_confidence == pytest.approx(1 - stored.rate_confidence)
        assert found[0].severity == ("info" if stored.rate_confidence > 0.15 else "warning")
    assert doubted >= least


def test_pinned_settings_are_doubted_as_a_session_is() -> None:
    data = as_s16(np.clip(voice("claude", 48000), -1, 1))
    recording = recorded(data, pinned=FormatHint(None, 8000, None))
    assert "rate_unlikely" in codes(recording)
    assert recording.format.rate_confidence < 0.5


def test_a_rate_that_is_asked_for_is_not_doubted() -> None:
    data = as_s16(np.clip(voice("claude", 48000), -1, 1))
    hint = FormatHint("s16le", 8000, 1)
    asked = read(AudioBuffer(data, True), FormatHints(hint, declared=hint))
    assert codes(asked) == []
    assert asked.format.rate_confidence == 1


@pytest.mark.parametrize("kind", ["noise", "tone", "clicks"])
def test_sound_without_a_voice_says_nothing_about_its_rate(kind: str) -> None:
    rng = np.random.default_rng(1)
    sound = 1e-3 * rng.standard_normal(100_000)
    if kind == "noise":
        sound *= 100
    elif kind == "tone":
        sound += 0.3 * np.sin(2 * np.pi * 440 * np.arange(len(sound)) / 16000)
    else:
        sound[::5000] = 0.8
    for declared in (8000, 16000, 48000):
        recording = recorded(as_s16(sound.astype(np.float32)), FormatHint("s16le", declared, 1))
        assert "rate_unlikely" not in codes(recording)


DATA = as_s16(np.clip(voice("claude", 16000), -1, 1))
FLOATS = voice("claude", 16000).astype("<f4").tobytes()
WRONG = [
    pytest.param(DATA, FormatHint("f32le", 16000, 1), ("s16le", 1), id="16-bit declared as floats"),
    pytest.param(DATA, FormatHint("s16be", 16000, 1), ("s16le", 1), id="the other byte order"),
    pytest.param(DATA, FormatHint("mulaw", 16000, 1), ("s16le", 1), id="16-bit declared as mu-law"),
    pytest.param(DATA, FormatHint(None, 16000, 2), ("s16le", 1), id="mono declared as stereo"),
    pytest.param(FLOATS, FormatHint("s16le", 16000, 1), ("f32le", 1), id="floats declared as 16-bit"),
]


@pytest.mark.parametrize(("data", "declared", "true_one"), WRONG)
def test_a_declared_encoding_that_the_bytes_contradict_is_doubted(
    data: bytes, declared: FormatHint, true_one: tuple[str, int]
) -> None:
    recording = recorded(data, declared)
    assert "declared_format_unlikely" in codes(recording)
    assert "rate_unlikely" not in codes(recording)  # what is read wrongly tells nothing about the rate
    assert recording.format.confidence < 0.5
    offered = recording.format.candidates[0]
    assert (offered.encoding, offered.channels, offered.sample_rate) == (*true_one, 16000)


def test_the_api_tells_the_doubt_and_plays_the_offered_reading(
    client: FlaskClient, put: Callable[..., str]
) -> None:
    data = as_s16(np.clip(voice("katherine", 48000), -1, 1))
    text = base64.b64encode(data).decode()
    session_id = put(audio=text, sample_rate="16000", channels="1", encoding="s16le")
    info: dict[str, Any] = body(client.get(f"/api/session/{session_id}/info"))["audio_info"]
    (found,) = [finding for finding in info["findings"] if finding["code"] == "rate_unlikely"]
    assert "16 kHz" in found["message"]
    assert info["format"]["rate_confidence"] < 0.5
    offered = info["format"]["candidates"][0]
    assert offered["sample_rate"] > 16000
    query = {name: offered[name] for name in ("encoding", "sample_rate", "channels")}
    as_offered = body(client.get(f"/api/session/{session_id}/info", query_string=query))["audio_info"]
    assert as_offered["format"]["sample_rate"] == offered["sample_rate"]
    assert as_offered["findings"] == []
