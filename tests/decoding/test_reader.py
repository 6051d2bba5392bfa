"""Which reading of stored bytes wins, and that a recording holds exactly what was stored."""

from __future__ import annotations

import base64
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sambanova.audio_format import CONTAINER_LABELS, AudioFormat, rate_label
from sambanova.decoding.reader import read
from sambanova.decoding.signatures import CONTAINERS
from sambanova.encodings import ENCODINGS
from sambanova.errors import BufferTooLarge, PlayerError, UndecodableAudio
from sambanova.format_hints import FormatHint, FormatHints
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.recording import Recording
from tests.parts import as_s16, container_file, correlation, recording_of, speech

PLENTY = 1 << 30
NOTHING = FormatHint()


def opened(
    data: bytes,
    requested: FormatHint = NOTHING,
    declared: FormatHint = NOTHING,
    pinned: FormatHint = NOTHING,
    max_bytes: int = PLENTY,
) -> Recording:
    hints = FormatHints(requested, declared, pinned, max_bytes=max_bytes)
    return read(AudioBuffer(data, True), hints)


def codes(recording: Recording) -> list[str]:
    return [finding.code for finding in recording.findings]


VOICE = speech(3, 16000)
PCM = as_s16(VOICE)


# Which reading wins


def test_a_caller_wins_over_all_others() -> None:
    said = FormatHint("u8", 8000, 2), FormatHint("s16le", 16000, 1), FormatHint("mulaw", 44100, 1)
    found = opened(PCM, *said).format
    assert (found.encoding, found.sample_rate, found.channels) == ("u8", 8000, 2)
    assert (found.source, found.confidence, found.rate_confidence) == ("request", 1, 1)


def test_a_session_wins_over_the_settings_and_each_says_what_the_other_does_not() -> None:
    found = opened(PCM, declared=FormatHint(None, 24000), pinned=FormatHint("s16be", 48000, 1)).format
    assert (found.encoding, found.sample_rate, found.channels) == ("s16be", 24000, 1)
    assert found.source == "session"
    assert any("session" in sentence for sentence in found.evidence)
    assert any("settings" in sentence for sentence in found.evidence)


def test_a_container_wins_over_what_session_and_settings_say() -> None:
    file = container_file(speech(1, 48000), 48000, "webm", "libopus", live=True)
    found = opened(file, declared=FormatHint("s16le", 16000, 1), pinned=FormatHint("mulaw", 8000, 2)).format
    assert (found.container, found.encoding, found.sample_rate, found.channels) == ("webm", "opus", 48000, 1)
    assert found.source == "container"
    assert found.description == "WebM, Opus, mono, 48 kHz"


def test_without_a_word_from_anybody_the_signal_tells() -> None:
    found = opened(PCM).format
    assert (found.encoding, found.channels, found.source) == ("s16le", 1, "signal")
    assert found.evidence
    assert found.candidates


def test_a_rate_alone_leaves_the_encoding_to_the_signal() -> None:
    found = opened(PCM, FormatHint(sample_rate=24000)).format
    assert (found.encoding, found.sample_rate, found.channels) == ("s16le", 24000, 1)
    assert found.rate_confidence == 1


@pytest.mark.parametrize("data", [bytes(5000), b"\x80" * 200, bytes(100), b"\x01\x02"])
def test_silence_and_scraps_are_read_as_the_last_resort(data: bytes) -> None:
    found = opened(data).format
    assert (found.encoding, found.sample_rate, found.channels) == ("s16le", 44100, 1)
    assert found.source == "default"


def test_bytes_that_are_no_sound_are_refused_until_somebody_says_how_to_read_them() -> None:
    noise = np.random.default_rng(1).integers(0, 256, 40_000, np.uint8).tobytes()
    with pytest.raises(UndecodableAudio, match="encoding"):
        opened(noise)
    assert opened(noise, FormatHint("s16le", 16000, 1)).frame_count == 20_000
    assert opened(noise, declared=FormatHint("u8", 8000, 1)).frame_count == 40_000


def test_a_candidate_can_be_asked_for_as_it_is_told() -> None:
    found = opened(PCM).format.as_json()
    for candidate in found["candidates"]:
        asked = FormatHint(candidate["encoding"], candidate["sample_rate"], candidate["channels"])
        read = opened(PCM, asked).format
        assert (read.encoding, read.sample_rate, read.channels) == (
            asked.encoding,
            asked.sample_rate,
            asked.channels,
        )


def test_a_container_is_read_as_bytes_when_an_encoding_is_asked_for() -> None:
    file = container_file(speech(1, 8000), 8000, "flac", "flac")
    recording = opened(file, FormatHint("u8", 8000, 1))
    assert recording.format.container is None
    assert recording.pcm == file


def test_a_wav_file_is_read_otherwise_without_its_header() -> None:
    sound = as_s16(speech(1, 8000))
    file = wav_file(sound, "<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    recording = opened(file, FormatHint("u8", 8000, 1))
    assert recording.format.container is None
    assert recording.pcm == sound
    assert recording.stored == file


def wav_file(sound: bytes, layout: str, *form: int) -> bytes:
    """A WAV file whose header says anything."""
    chunk = struct.pack(layout, *form)
    body = (
        b"WAVEfmt " + struct.pack("<I", len(chunk)) + chunk + b"data" + struct.pack("<I", len(sound)) + sound
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


STEREO = np.stack([speech(3, 16000, seed=1), speech(3, 16000, seed=2)], axis=1)
LYING_HEADERS = {
    "mono, is stereo": (as_s16(STEREO), (1, 1, 16000, 32000, 2, 16), ("s16le", 2)),
    "stereo, is mono": (as_s16(STEREO[:, 0]), (1, 2, 16000, 64000, 4, 16), ("s16le", 1)),
    "16 bits, is float": (STEREO[:, 0].astype("<f4").tobytes(), (1, 1, 16000, 32000, 2, 16), ("f32le", 1)),
    "8 bits, is 16": (as_s16(STEREO[:, 0]), (1, 1, 16000, 16000, 1, 8), ("s16le", 1)),
}


@pytest.mark.parametrize("lie", LYING_HEADERS)
def test_a_wav_header_that_the_sound_contradicts_is_told_with_the_reading_to_try(lie: str) -> None:
    sound, form, (encoding, channels) = LYING_HEADERS[lie]
    file = wav_file(sound, "<HHIIHH", *form)
    recording = opened(file)
    assert [finding.code for finding in recording.findings] == ["container_format_unlikely"]
    candidate = recording.format.as_json()["candidates"][0]
    assert (candidate["encoding"], candidate["channels"]) == (encoding, channels)
    assert candidate["sample_rate"] == 16000
    asked = opened(file, FormatHint(candidate["encoding"], candidate["sample_rate"], candidate["channels"]))
    expected = np.frombuffer(sound, "<f4" if encoding == "f32le" else "<i2")
    scale = 1 if encoding == "f32le" else 32768
    assert np.allclose(asked.samples().reshape(-1), expected / scale, atol=1e-6)
    assert asked.findings == ()


@pytest.mark.parametrize("encoding", ["s16le", "u8", "s32le", "f32le", "mulaw"])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_true_wav_header_is_not_doubted(encoding: str, channels: int) -> None:
    sound = speech(3, 16000) if channels == 1 else STEREO
    codec = {"s32le": "pcm_s32le", "f32le": "pcm_f32le", "u8": "pcm_u8", "mulaw": "pcm_mulaw"}
    file = container_file(sound, 16000, "wav", codec.get(encoding, "pcm_s16le"))
    recording = opened(file)
    assert (recording.findings, recording.format.candidates) == ((), ())


def test_what_is_no_sound_can_be_played_all_the_same() -> None:
    noise = np.random.default_rng(1).bytes(30_000)
    with pytest.raises(UndecodableAudio) as refused:
        opened(noise, declared=FormatHint(sample_rate=24000))
    candidates = refused.value.candidates
    assert candidates
    for candidate in candidates:
        asked = FormatHint(*(candidate[name] for name in ("encoding", "sample_rate", "channels")))
        assert asked.sample_rate == 24000
        assert opened(noise, asked).duration > 0


def test_the_codec_of_a_container_may_be_asked_for_by_name() -> None:
    file = container_file(speech(1, 48000), 48000, "webm", "libopus", live=True)
    assert opened(file, FormatHint("opus")).format.encoding == "opus"
    with pytest.raises(UndecodableAudio, match="mp3"):
        opened(file, FormatHint("mp3"))
    with pytest.raises(UndecodableAudio, match="opus"):
        opened(PCM, FormatHint("opus"))


def test_a_wav_file_with_a_wrong_header_can_be_played_at_the_right_rate() -> None:
    file = container_file(VOICE, 44100, "wav", "pcm_s16le")
    assert opened(file).duration == pytest.approx(3 * 16000 / 44100, abs=0.01)
    right = opened(file, FormatHint(sample_rate=16000))
    assert right.duration == pytest.approx(3, abs=0.01)
    assert right.format.source == "request"
    cut_anew = opened(file, FormatHint(channels=2))
    assert cut_anew.channels == 2
    assert cut_anew.pcm == right.pcm[: len(right.pcm) // 4 * 4]


def test_a_compressed_mono_recording_can_be_played_as_stereo_and_back() -> None:
    voice = speech(1, 48000)
    mono = container_file(voice, 48000, "webm", "libopus", live=True)
    both = opened(mono, FormatHint(channels=2)).samples()
    assert both.shape[1] == 2
    np.testing.assert_array_equal(both[:, 0], both[:, 1])
    stereo = container_file(np.stack([voice, voice], axis=1), 48000, "webm", "libopus", live=True)
    mixed = opened(stereo, FormatHint(channels=1))
    assert mixed.duration == pytest.approx(1, abs=0.05)
    assert correlation(mixed.samples()[:, 0], voice) > 0.98


@pytest.mark.parametrize("kind", [kind.name for kind in CONTAINERS])
def test_every_container_has_a_name_for_people(kind: str) -> None:
    assert CONTAINER_LABELS[kind]


def test_formats_are_described_in_a_persons_words() -> None:
    assert AudioFormat("s16le", 1, 16000).description == "16-bit PCM, little-endian, mono, 16 kHz"
    assert AudioFormat("mulaw", 6, 11025).description == "G.711 mu-law, 6 channels, 11.025 kHz"
    assert AudioFormat(None, 0, 0).description == "not audio"
    assert AudioFormat("amr_nb", 1, 8000, container="amr").description == "AMR, amr_nb, mono, 8 kHz"
    assert rate_label(44100) == "44.1 kHz"


def test_a_format_has_short_words_and_those_that_set_it_apart() -> None:
    mono = AudioFormat("s16le", 1, 16000)
    assert mono.short == "16 kHz"
    assert AudioFormat("mulaw", 2, 8000).short == "mu-law stereo 8 kHz"
    assert AudioFormat("opus", 1, 48000, "webm").short == "WebM · Opus"
    assert AudioFormat("s16le", 1, 16000, "wav").short == "WAV · 16 kHz"
    assert AudioFormat("mp3", 1, 24000, "mp3").short == "MP3 · 24 kHz"
    assert AudioFormat("mp3", 1, 24000, "mp3").description == "MP3, mono, 24 kHz"
    assert AudioFormat("s16le", 2, 16000).short_beside(mono) == "stereo 16 kHz"


def test_short_words_still_tell_all_encodings_apart() -> None:
    formats = [AudioFormat(name, 1, 16000) for name in ENCODINGS]
    assert len({one.short for one in formats}) == len(ENCODINGS)
    assert AudioFormat("s24be", 1, 16000).short == "24-bit big-endian 16 kHz"
    assert AudioFormat("u8", 1, 8000).short == "8-bit unsigned 8 kHz"
    assert AudioFormat(None, 0, 0).short == "not audio"


# What it holds


@pytest.mark.parametrize("name", ENCODINGS)
def test_duration_and_frames_fit_the_stored_bytes(name: str) -> None:
    width = ENCODINGS[name].sample_width
    recording = recording_of(bytes(range(240)) * 2 * width, name, 8000, 3)
    assert recording.frame_count == 160
    assert recording.duration == 0.02
    assert recording.samples().shape == (160, 3)
    assert recording.stored == bytes(range(240)) * 2 * width


def test_a_slice_of_samples_ends_where_the_recording_does() -> None:
    recording = recording_of(PCM, "s16le", 16000)
    whole = recording.samples()
    np.testing.assert_allclose(whole[:, 0], VOICE, atol=2**-14)
    np.testing.assert_array_equal(recording.samples(100, 200), whole[100:200])
    np.testing.assert_array_equal(recording.samples(47_990, 99_999), whole[-10:])
    assert recording.samples(99_999).shape == (0, 1)
    assert recording.samples(200, 100).shape == (0, 1)


def test_bytes_left_over_at_the_end_are_named() -> None:
    recording = recording_of(PCM + b"\x01", "s16le", 16000)
    assert recording.pcm == PCM
    assert "odd_length" in codes(recording)
    assert "odd_length" not in codes(recording_of(PCM, "s16le", 16000))


def test_less_than_a_frame_is_no_recording() -> None:
    with pytest.raises(UndecodableAudio):
        recording_of(b"\x01\x02\x03", "s16le", 16000, 2)
    with pytest.raises(UndecodableAudio):
        opened(b"")


def test_a_recording_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert opened(PCM, FormatHint("s16le", 16000, 1), max_bytes=len(PCM)).pcm == PCM
    with pytest.raises(BufferTooLarge, match="AUDIO_MAX_BUFFER_MB"):
        opened(PCM, FormatHint("s16le", 16000, 1), max_bytes=len(PCM) - 1)
    with pytest.raises(BufferTooLarge):  # two bytes a sample when it is played
        opened(PCM, FormatHint("mulaw", 8000, 1), max_bytes=len(PCM))


def test_the_faults_of_the_text_stay_with_the_recording() -> None:
    text = base64.b64encode(PCM[:1000]) + base64.b64encode(PCM[1000:])
    buffer = AudioBuffer.from_text(text)
    recording = read(buffer, FormatHints(FormatHint("s16le", 16000, 1)))
    assert recording.pcm == PCM
    assert "base64_concatenated" in codes(recording)


@given(
    data=st.binary(max_size=600),
    requested=st.builds(
        FormatHint,
        st.none() | st.sampled_from([*ENCODINGS, "opus"]),
        st.none() | st.integers(1000, 384_000),
        st.none() | st.integers(1, 8),
    ),
    declared=st.builds(FormatHint, st.none() | st.sampled_from([*ENCODINGS]), st.none() | st.just(8000)),
)
@hypothesis_settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_recording_or_a_sentence(
    data: bytes, requested: FormatHint, declared: FormatHint
) -> None:
    try:
        recording = opened(data, requested, declared)
    except PlayerError:  # any other would fail here
        return
    assert recording.frame_count >= 1
    assert len(recording.pcm) == recording.frame_count * recording.frame_width
    assert np.isfinite(recording.samples()).all()
    assert recording.format.encoding == (requested.encoding or recording.format.encoding)
    assert recording.sample_rate == (requested.sample_rate or recording.sample_rate)
    assert recording.channels == (requested.channels or recording.channels)


# The cache


def text_of(data: bytes) -> bytes:
    return base64.b64encode(data)
