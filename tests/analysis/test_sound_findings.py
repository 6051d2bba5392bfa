"""What is wrong with the sound: each fault is found where it is, and clean sound has none."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import sambanova
from sambanova.analysis import sound_findings
from sambanova.audio_format import AudioFormat
from sambanova.decoding import containers
from sambanova.decoding.reader import read
from sambanova.encodings import WavEncoding, samples_as_float
from sambanova.findings import Finding, in_order
from sambanova.format_hints import FormatHint, FormatHints
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.recording import Recording
from tests.parts import as_s16, body, speech

RATE = 16000
Samples = NDArray[np.float32]


def recording(samples: Samples, sample_rate: int = RATE) -> Recording:
    """A recording of 16-bit samples; one-dimensional or frames x channels."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    pcm = as_s16(np.clip(samples, -1, 1))
    return Recording(AudioFormat("s16le", channels, sample_rate), "s16le", pcm, pcm)


def findings(samples: Samples, sample_rate: int = RATE) -> dict[str, Finding]:
    """What is found in samples, by code."""
    return {finding.code: finding for finding in sound_findings.find(recording(samples, sample_rate))}


def resampled(samples: Samples, before: int, after: int) -> Samples:
    """Samples at one rate brought to another, band-limited."""
    spectrum = np.fft.rfft(samples)
    count = len(samples) * after // before
    wanted = np.zeros(count // 2 + 1, complex)
    common = min(len(spectrum), len(wanted))
    wanted[:common] = spectrum[:common]
    return (np.fft.irfft(wanted, count) * after / before).astype(np.float32)


def voice(seconds: float = 4, sample_rate: int = RATE, seed: int = 1) -> Samples:
    """Speech as a microphone records it: with some noise of all frequencies."""
    noise = np.random.default_rng(seed).standard_normal(int(seconds * sample_rate)) * 0.001
    return (0.5 * speech(seconds, sample_rate, seed) + noise).astype(np.float32)


@pytest.mark.parametrize("sample_rate", [8000, 16000, 22050, 24000, 44100, 48000])
@pytest.mark.parametrize("seed", range(8))
def test_clean_speech_raises_nothing(sample_rate: int, seed: int) -> None:
    assert findings(voice(3, sample_rate, seed), sample_rate) == {}


def test_clean_stereo_raises_nothing() -> None:
    assert findings(np.stack([voice(seed=1), voice(seed=2)], axis=1)) == {}


def test_digital_silence() -> None:
    assert list(findings(np.zeros(RATE, np.float32))) == ["digital_silence"]
    assert list(findings(np.full((RATE, 2), 0.25, np.float32))) == ["digital_silence"]


def test_hardly_any_sound() -> None:
    noise = np.random.default_rng(1).standard_normal(RATE).astype(np.float32)
    assert list(findings(noise * 5e-5)) == ["silence"]


def test_too_quiet_is_judged_by_the_speech_and_not_by_the_pauses() -> None:
    soft = voice() * 10 ** (-30 / 20)
    assert list(findings(soft)) == ["too_quiet"]
    mostly_pause = np.concatenate([voice(), 0.0005 * np.random.default_rng(1).standard_normal(20 * RATE)])
    assert findings(mostly_pause.astype(np.float32)) == {}


def test_too_loud() -> None:
    assert "too_loud" in findings(np.clip(voice() * 40, -0.95, 0.95))


@pytest.mark.parametrize("offset", [-0.1, 0.05])
def test_dc_offset(offset: float) -> None:
    found = findings(voice() * 0.8 + np.float32(offset))
    assert list(found) == ["dc_offset"]
    assert f"{offset:+.2f}" in found["dc_offset"].message


def test_clipping_says_where_it_begins_and_in_how_many_places() -> None:
    sound = voice(6) * 0.5
    for place in (2.0, 4.5):
        at = int(place * RATE)
        sound[at : at + 400] = np.clip(5 * np.sin(np.arange(400) * 0.2), -1, 1)
    clipping = findings(sound)["clipping"]
    assert "in 2 places" in clipping.message
    assert clipping.at_seconds == pytest.approx(2.0, abs=0.02)


@pytest.mark.parametrize("lowered", [1.0, 0.4])
def test_clipped_speech(lowered: float) -> None:
    loud = voice() / np.abs(voice()).max()
    assert "clipping" in findings((np.clip(loud * 3, -1, 1) * lowered).astype(np.float32))


def test_peaks_at_full_scale_are_not_clipping() -> None:
    assert findings((voice() / np.abs(voice()).max()).astype(np.float32)) == {}


@pytest.mark.parametrize(("dead", "name"), [(0, "left"), (1, "right")])
def test_dead_channel(dead: int, name: str) -> None:
    sound = np.stack([voice(), voice()], axis=1)
    sound[:, dead] = 0
    found = findings(sound)
    assert list(found) == ["channel_dead"]
    assert name in found["channel_dead"].message


def test_equal_and_inverted_channels() -> None:
    assert list(findings(np.stack([voice(), voice()], axis=1))) == ["channels_equal"]
    assert list(findings(np.stack([voice(), -voice()], axis=1))) == ["channels_inverted"]


@pytest.mark.parametrize("chunk", [160, 320, 1024, 4096])
def test_a_doubled_chunk_is_located(chunk: int) -> None:
    sound = voice(5)
    at = 2 * RATE + 77
    doubled = np.concatenate([sound[: at + chunk], sound[at:]])
    found = findings(doubled)["chunk_doubled"]
    assert found.at_seconds == pytest.approx((at + chunk) / RATE, abs=0.001)


@pytest.mark.parametrize("sample_rate", [8000, 16000, 48000])
def test_the_shortest_chunk_that_comes_twice_is_found_wherever_it_is(sample_rate: int) -> None:
    sound = voice(6, sample_rate)
    chunk = sample_rate // 100
    for at in np.linspace(0.5, 5.5, 20) * sample_rate:
        doubled = np.concatenate([sound[: int(at) + chunk], sound[int(at) :]])
        found = findings(doubled, sample_rate)["chunk_doubled"]
        assert found.at_seconds == pytest.approx((int(at) + chunk) / sample_rate, abs=0.001)


def demo_voice(name: str) -> Samples:
    """Speech out of a demo session, at 48 kHz."""
    file = Path(sambanova.__file__).parent / "demo_audio" / f"{name}.webm"
    decoded = containers.decode(file.read_bytes(), 1 << 30)
    assert decoded is not None
    return samples_as_float(decoded.pcm[:], decoded.encoding).reshape(-1, decoded.channels)[:, 0]


@pytest.mark.parametrize("sample_rate", [16000, 48000])
def test_chunks_that_are_left_out_of_speech_are_located(sample_rate: int) -> None:
    located: list[bool] = []
    chunk = sample_rate // 20
    for name in ("claude", "joan", "katherine", "radia"):
        sound = demo_voice(name)
        if sample_rate != 48000:
            sound = resampled(sound, 48000, sample_rate)
        assert findings(sound, sample_rate) == {}
        for at in loud_places(sound, sample_rate, chunk)[:5]:
            found = findings(np.concatenate([sound[:at], sound[at + chunk :]]), sample_rate)
            jump = found.get("sound_jump")
            located.append(jump is not None and abs((jump.at_seconds or 0) - at / sample_rate) < 0.02)
    assert np.mean(located) > 0.6


def loud_places(sound: Samples, sample_rate: int, chunk: int) -> list[int]:
    """Frames after whole chunks at which somebody speaks, as also a chunk later."""
    level = np.sqrt(np.mean(sound**2))
    return [
        at
        for at in range(10 * chunk, len(sound) - sample_rate, 3 * chunk)
        if all(np.sqrt(np.mean(sound[i - 200 : i + 200] ** 2)) > level for i in (at, at + chunk))
    ]


def test_a_jump_in_a_long_recording_is_found() -> None:
    sound = np.tile(demo_voice("claude"), 12)
    before = jumps_in(sound)
    at = loud_places(sound, 48000, 2880)[60]
    after = jumps_in(np.concatenate([sound[:at], sound[at + 2880 :]]))
    assert len(after) == len(before) + 1
    assert min(abs(place - at / 48000) for place in after) < 0.02


def jumps_in(sound: Samples) -> tuple[float, ...]:
    """Seconds at which sound at 48 kHz jumps."""
    jump = findings(sound, 48000).get("sound_jump")
    return jump.places or (jump.at_seconds or 0.0,) if jump else ()


@pytest.mark.parametrize("frequency", [50, 440, 3000])
def test_a_tone_does_not_jump(frequency: int) -> None:
    tone = (0.3 * np.sin(2 * np.pi * frequency * np.arange(3 * RATE) / RATE)).astype(np.float32)
    assert "sound_jump" not in findings(tone)


def test_a_single_byte_is_not_spoken_of_in_the_plural() -> None:
    odd = read(AudioBuffer(as_s16(voice(1)) + b"\0", True), FormatHints(FormatHint("s16le", RATE, 1)))
    assert [one.message for one in odd.findings] == ["At the end is 1 byte of a frame that is not whole."]


def test_a_tone_is_no_doubled_chunk() -> None:
    tone = 0.3 * np.sin(2 * np.pi * 1000 * np.arange(3 * RATE) / RATE)
    ringing = np.concatenate([tone, np.zeros(RATE), tone]).astype(np.float32)
    assert "chunk_doubled" not in findings(ringing)


@pytest.mark.parametrize("milliseconds", [10, 20, 60, 250])
def test_a_hole_is_located(milliseconds: int) -> None:
    sound = voice(5)
    at, length = 2 * RATE + 777, milliseconds * RATE // 1000
    sound[at : at + length] = 0
    found = findings(sound)["dropout"]
    assert found.at_seconds == pytest.approx(at / RATE, abs=0.002)
    assert f"{milliseconds} ms" in found.message


def test_a_pause_that_fades_out_and_in_is_no_hole() -> None:
    sound = voice(5)
    fade = np.linspace(1, 0, RATE // 50, dtype=np.float32)
    at, end = 2 * RATE, 3 * RATE
    sound[at - len(fade) : at] *= fade
    sound[at:end] = 0
    sound[end : end + len(fade)] *= fade[::-1]
    assert findings(sound) == {}


@pytest.mark.parametrize("sample_rate", [16000, 24000, 44100, 48000])
def test_telephone_sound_at_a_higher_rate(sample_rate: int) -> None:
    found = findings(resampled(voice(4, 8000), 8000, sample_rate), sample_rate)
    assert "4 kHz" in found["upsampled"].message


@settings(deadline=None, max_examples=60)
@given(
    data=st.binary(max_size=20_000), channels=st.integers(1, 3), rate=st.sampled_from([1000, 8000, 384_000])
)
def test_any_bytes_can_be_looked_at(data: bytes, channels: int, rate: int) -> None:
    encodings: tuple[WavEncoding, ...] = ("u8", "s16le", "s24le", "s32le")
    for encoding in encodings:
        frame = channels * (4 if encoding == "s32le" else 3 if encoding == "s24le" else 2)
        pcm = data[: len(data) // frame * frame] + bytes(frame)
        sound = Recording(AudioFormat(encoding, channels, rate), encoding, pcm, pcm)
        for finding in sound_findings.find(sound):
            assert finding.at_seconds is None or 0 <= finding.at_seconds <= sound.duration


def test_findings_are_in_order_of_severity_then_place() -> None:
    def one(severity: str, at: float | None) -> Finding:
        return Finding("code", severity, "", "", at)  # type: ignore[arg-type]

    mixed = [
        one("info", None),
        one("warning", 2.0),
        one("error", 1.0),
        one("warning", 0.0),
        one("error", None),
    ]
    ordered = [(finding.severity, finding.at_seconds) for finding in in_order(mixed)]
    assert ordered == [("error", None), ("error", 1.0), ("warning", 0.0), ("warning", 2.0), ("info", None)]


def test_info_lists_everything_that_is_wrong_the_worst_first(
    client: FlaskClient, put: Callable[..., str]
) -> None:
    sound = voice(5) + np.float32(0.1)
    at = 3 * RATE
    data = as_s16(np.concatenate([sound[:at], sound[at - 640 :]]))
    data = data[:60_001] + data[60_002:]
    text = base64.b64encode(data).decode().rstrip("=")
    session_id = put(audio=text, sample_rate=str(RATE), channels="1", encoding="s16le")
    found = body(client.get(f"/api/session/{session_id}/info"))["audio_info"]["findings"]
    codes = [finding["code"] for finding in found]
    assert codes[0] == "byte_slip"
    assert {"dc_offset", "chunk_doubled"} <= set(codes)
    assert found[codes.index("chunk_doubled")]["at_seconds"] == pytest.approx(3.0, abs=0.001)


def test_info_of_clean_sound_lists_nothing(client: FlaskClient, put: Callable[..., str]) -> None:
    text = base64.b64encode(as_s16(voice(5))).decode()
    session_id = put(audio=text, sample_rate=str(RATE), channels="1", encoding="s16le")
    assert body(client.get(f"/api/session/{session_id}/info"))["audio_info"]["findings"] == []
