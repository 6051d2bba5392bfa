"""Recordings in which bytes were lost or added: found, told, and put right."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest
from numpy.typing import NDArray

from sambanova.decoding.reader import read
from sambanova.format_hints import FormatHint, FormatHints
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.recording import Recording
from tests.parts import as_s16, correlation, speech

RATE = 16000


def recorded(data: bytes, **said: str | int) -> Recording:
    """A recording of headerless bytes about which something is declared."""
    declared = FormatHint(**said)  # type: ignore[arg-type]
    return read(AudioBuffer(data, True), FormatHints(declared=declared))


@pytest.fixture(scope="module")
def voice() -> NDArray[np.float32]:
    """Six seconds of speech, mono."""
    return speech(6, RATE)


def test_the_recording_says_what_was_put_right(voice: NDArray[np.float32]) -> None:
    data = as_s16(voice)
    damaged = data[:100_001] + data[100_002:]
    recording = recorded(damaged, encoding="s16le", sample_rate=RATE)
    found = [finding for finding in recording.findings if finding.code == "byte_slip"]
    assert len(found) == 1
    assert found[0].severity == "error"
    assert found[0].at_seconds == pytest.approx(100_001 / 2 / RATE, abs=0.02)
    assert recording.stored == damaged
    assert correlation(recording.samples()[:, 0], voice) >= 0.99
    assert not [finding for finding in recording.findings if finding.code == "odd_length"]


def test_headerless_bytes_with_a_slip_are_still_identified(voice: NDArray[np.float32]) -> None:
    data = as_s16(voice)
    damaged = data[:60_001] + data[60_002:]
    recording = recorded(damaged)
    assert (recording.format.encoding, recording.channels) == ("s16le", 1)
    assert correlation(recording.samples()[:, 0], voice) >= 0.99


def test_an_encoding_that_is_asked_for_is_taken_literally(voice: NDArray[np.float32]) -> None:
    data = as_s16(voice)
    recording = read(AudioBuffer(data, True), FormatHints(FormatHint("s16be", RATE, 1)))
    assert recording.pcm == np.frombuffer(data, "<i2").byteswap().tobytes()


def test_a_slip_inside_a_wav_file_is_put_right(voice: NDArray[np.float32]) -> None:
    data = as_s16(voice)
    damaged = data[:100_001] + data[100_002:]
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, RATE, 0, "NONE", ""))
        writer.writeframes(damaged + b"\0")
    recording = recorded(file.getvalue())
    assert recording.format.container == "wav"
    assert "byte_slip" in [finding.code for finding in recording.findings]
    assert correlation(recording.samples()[:, 0], voice) >= 0.99
