"""Containers, made by FFmpeg at test time: whole, joined, late, cut off, damaged, and mere look-alikes."""

from __future__ import annotations

import io
import struct

import av
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sambanova.decoding import containers
from sambanova.decoding.containers import DecodedContainer
from sambanova.encodings import samples_as_float
from sambanova.errors import BufferTooLarge
from tests.parts import as_s16, container_file, correlation, speech

RATE = 48000
PLENTY = 1 << 30
VOICE = speech(2, RATE)

# Container and codec for FFmpeg, as a pipe, and what the player calls them.
LOSSY = [
    pytest.param("webm", "libopus", True, "webm", "opus", id="webm as a browser records it"),
    pytest.param("webm", "libopus", False, "webm", "opus", id="webm"),
    pytest.param("matroska", "aac", False, "webm", "aac", id="matroska"),
    pytest.param("mp4", "aac", False, "mp4", "aac", id="mp4"),
    pytest.param("mp4", "aac", True, "mp4", "aac", id="mp4 as a browser records it"),
    pytest.param("mp4", "libopus", True, "mp4", "opus", id="mp4 with opus"),
    pytest.param("ogg", "libopus", False, "ogg", "opus", id="ogg"),
    pytest.param("mp3", "libmp3lame", False, "mp3", "mp3", id="mp3"),
    pytest.param("adts", "aac", False, "aac", "aac", id="aac"),
]
JOINABLE = [("webm", "libopus", True), ("ogg", "libopus", False), ("mp4", "aac", False), ("mp4", "aac", True)]
JOINABLE += [("mp3", "libmp3lame", False), ("adts", "aac", False), ("flac", "flac", False)]
JOINABLE += [("wav", "pcm_s16le", False)]


def decode(data: bytes) -> DecodedContainer:
    found = containers.decode(data, PLENTY)
    assert found is not None
    return found


def frames(found: DecodedContainer) -> NDArray[np.float32]:
    return samples_as_float(found.pcm[:], found.encoding).reshape(-1, found.channels)


def seconds(found: DecodedContainer) -> float:
    return len(frames(found)) / found.sample_rate


def codes(found: DecodedContainer) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize(("container", "codec", "live", "name", "codec_name"), LOSSY)
def test_a_compressed_recording_sounds_as_it_did(
    container: str, codec: str, live: bool, name: str, codec_name: str
) -> None:
    found = decode(container_file(VOICE, RATE, container, codec, live=live))
    assert (found.container, found.codec) == (name, codec_name)
    assert (found.sample_rate, found.channels, found.findings) == (RATE, 1, ())
    assert seconds(found) == pytest.approx(2, abs=0.05)
    assert correlation(frames(found)[:, 0], VOICE) > 0.98


def test_a_browsers_webm_really_has_no_duration() -> None:
    with av.open(io.BytesIO(container_file(VOICE, RATE, "webm", "libopus", live=True)), "r") as opened:
        assert opened.duration is None


def test_stereo_keeps_its_sides() -> None:
    other = speech(2, RATE, seed=7)
    found = decode(container_file(np.stack([VOICE, other], axis=1), RATE, "webm", "libopus", live=True))
    assert found.channels == 2
    left, right = frames(found).T
    assert correlation(left, VOICE) > 0.95
    assert correlation(right, other) > 0.95
    assert correlation(left, other) < 0.5


@pytest.mark.parametrize(
    ("codec", "encoding", "width", "exact"),
    [
        ("u8", "u8", 1, 1 / 100),
        ("s16le", "s16le", 2, 2**-14),
        ("s24le", "s24le", 3, 2**-22),
        ("s32le", "s32le", 4, 2**-23),
        ("f32le", "f32le", 4, 0),
        ("f64le", "f32le", 4, 0),
        ("mulaw", "s16le", 2, 1 / 30),
        ("alaw", "s16le", 2, 1 / 30),
    ],
)
def test_a_wav_file_keeps_the_width_of_its_samples(
    codec: str, encoding: str, width: int, exact: float
) -> None:
    found = decode(container_file(VOICE, 8000, "wav", f"pcm_{codec}"))
    assert (found.container, found.codec, found.encoding) == ("wav", codec, encoding)
    assert (found.sample_rate, found.channels, len(found.pcm)) == (8000, 1, width * len(VOICE))
    np.testing.assert_allclose(frames(found)[:, 0], VOICE, atol=exact)


def test_the_samples_of_a_wav_file_are_not_touched() -> None:
    pcm = as_s16(VOICE)
    assert decode(wav_header(len(pcm)) + pcm).pcm == pcm


def wav_header(size: int) -> bytes:
    """The header of 16-bit mono of so many bytes."""
    header = b"RIFF" + struct.pack("<I", min(36 + size, 0xFFFFFFFF)) + b"WAVEfmt "
    return header + struct.pack("<IHHIIHH4sI", 16, 1, 1, RATE, RATE * 2, 2, 16, b"data", size)


def test_a_wav_file_whose_header_was_written_first_is_read_to_its_end() -> None:
    pcm = as_s16(VOICE)
    for size in (0, 0xFFFFFFFF):
        assert decode(wav_header(size) + pcm).pcm == pcm


@pytest.mark.parametrize(
    ("container", "codec", "name", "codec_name"),
    [
        ("flac", "flac", "flac", "flac"),
        ("aiff", "pcm_s16be", "aiff", "s16be"),
        ("caf", "pcm_s16le", "caf", "s16le"),
    ],
)
def test_other_lossless_files_are_exact(container: str, codec: str, name: str, codec_name: str) -> None:
    found = decode(container_file(VOICE, RATE, container, codec))
    assert (found.container, found.codec) == (name, codec_name)
    np.testing.assert_allclose(frames(found)[:, 0], VOICE, atol=2**-14)


def test_24_bits_in_flac_are_kept() -> None:
    file = io.BytesIO()
    soundfile.write(file, VOICE, RATE, format="FLAC", subtype="PCM_24")
    found = decode(file.getvalue())
    assert found.encoding == "s32le"
    np.testing.assert_allclose(frames(found)[:, 0], VOICE, atol=2**-22)


def test_telephones_au_files_are_read() -> None:
    found = decode(container_file(speech(2, 8000), 8000, "au", "pcm_mulaw"))
    assert (found.container, found.codec, found.sample_rate) == ("au", "mulaw", 8000)
    assert seconds(found) == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize("magic", [b"#!AMR\n", b"#!AMR-WB\n"])
def test_amr_frames_are_told_from_random_bytes(magic: bytes) -> None:
    narrow, size = magic == b"#!AMR\n", 12 if magic == b"#!AMR\n" else 17
    silence = (b"\x04" + bytes(size)) * 50
    found = decode(magic + silence)
    assert (found.container, found.sample_rate) == ("amr", 8000 if narrow else 16000)
    assert seconds(found) == pytest.approx(1, abs=0.02)
    noise = np.random.default_rng(3).integers(0, 256, 20_000, np.uint8).tobytes()
    assert containers.decode(magic + noise, PLENTY) is None


# Joined, late, cut off, damaged


@pytest.mark.parametrize(("container", "codec", "live"), JOINABLE)
def test_joined_files_are_played_one_after_another(container: str, codec: str, live: bool) -> None:
    second = speech(1, RATE, seed=5)
    joined = container_file(VOICE, RATE, container, codec, live=live)
    joined += container_file(second, RATE, container, codec, live=live)
    found = decode(joined)
    assert seconds(found) == pytest.approx(3, abs=0.1)
    heard = frames(found)[:, 0]
    assert correlation(heard[: 2 * RATE], VOICE) > 0.98
    assert correlation(heard[2 * RATE :], second) > 0.95
    assert "container_damaged" not in codes(found)
    if container in ("webm", "wav", "mp4", "flac", "mp3"):
        assert codes(found) == ["several_recordings"]


def test_of_joined_files_that_do_not_fit_together_the_first_is_played() -> None:
    joined = container_file(VOICE, RATE, "webm", "libopus", live=True)
    joined += container_file(np.stack([VOICE, VOICE], axis=1), RATE, "webm", "libopus", live=True)
    found = decode(joined)
    assert (found.channels, codes(found)) == (1, ["several_recordings"])
    assert seconds(found) == pytest.approx(2, abs=0.05)


@pytest.mark.parametrize(
    ("container", "codec", "live"), [case for case in JOINABLE if case[0] not in ("adts",)]
)
@pytest.mark.parametrize("before", [1, 500, 100_000])
def test_a_header_that_comes_late_is_found(container: str, codec: str, live: bool, before: int) -> None:
    pcm = as_s16(speech(2, RATE, seed=3))[:before]
    found = decode(pcm + container_file(VOICE, RATE, container, codec, live=live))
    assert codes(found) == ["container_header_late"]
    assert f"{before:,} byte" in found.findings[0].message
    assert correlation(frames(found)[:, 0], VOICE) > 0.98


@pytest.mark.parametrize(("container", "codec", "live"), JOINABLE)
def test_what_is_there_of_a_file_that_was_cut_off_is_played(container: str, codec: str, live: bool) -> None:
    file = container_file(speech(6, RATE), RATE, container, codec, live=live)
    found = containers.decode(file[: len(file) * 6 // 10], PLENTY)
    if container == "mp4" and not live:
        assert found is None  # its index stood at the end
        return
    assert found is not None
    assert 2 < seconds(found) < 4.5
    heard = frames(found)[: 2 * RATE, 0]
    assert correlation(heard, speech(6, RATE)[: 2 * RATE]) > 0.98


@pytest.mark.parametrize(("container", "codec", "live"), [("mp4", "aac", True), ("mp3", "libmp3lame", False)])
def test_damage_in_the_middle_is_left_out_and_named(container: str, codec: str, live: bool) -> None:
    file = bytearray(container_file(speech(4, RATE), RATE, container, codec, live=live))
    middle = len(file) // 2
    file[middle : middle + 600] = np.random.default_rng(1).integers(0, 256, 600, np.uint8).tobytes()
    found = decode(bytes(file))
    assert codes(found) == ["container_damaged"]
    assert found.findings[0].severity == "error"
    assert found.findings[0].at_seconds == pytest.approx(2, abs=0.3)
    assert seconds(found) > 3.5


@pytest.mark.parametrize(
    ("container", "codec", "live"), [case for case in JOINABLE if case[0] in ("webm", "ogg", "mp3", "adts")]
)
def test_a_chunk_that_was_dropped_spoils_nothing_else(container: str, codec: str, live: bool) -> None:
    voice = speech(6, RATE)
    file = container_file(voice, RATE, container, codec, live=live)
    middle = len(file) // 2
    found = decode(file[:middle] + file[middle + 300 :])
    assert seconds(found) > 4
    assert correlation(frames(found)[: 2 * RATE, 0], voice[: 2 * RATE]) > 0.98
    assert correlation(frames(found)[-RATE:, 0], voice[-RATE:]) > 0.95


def test_a_container_that_decodes_to_too_much_is_refused() -> None:
    file = container_file(VOICE, RATE, "webm", "libopus", live=True)
    with pytest.raises(BufferTooLarge, match="AUDIO_MAX_BUFFER_MB"):
        containers.decode(file, 100_000)
    with pytest.raises(BufferTooLarge):
        containers.decode(file + file, 300_000)


# What is none


MAGIC = {
    "webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01",
    "ogg": b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01",
    "riff": b"RIFF\x00\x10\x00\x00WAVE",
    "wav": b"RIFF\x00\x10\x00\x00WAVEfmt \x10\x00\x00\x00",
    "flac": b"fLaC\x00\x00\x00\x22",
    "mp4": b"\x00\x00\x00\x20ftypisom",
    "id3": b"ID3\x03\x00\x00\x00\x00\x00\x0a",
    "mp3": b"\xff\xfb\x90\x00",
    "aac": b"\xff\xf1\x50\x80\x10\x00",
    "aiff": b"FORM\x00\x00\x10\x00AIFF",
    "au": b".snd\x00\x00\x00\x18\xff\xff\xff\xff",
    "amr": b"#!AMR\n",
    "caf": b"caff\x00\x01\x00\x00",
}


@pytest.mark.parametrize("kind", MAGIC)
def test_random_bytes_behind_a_magic_number_are_no_container(kind: str) -> None:
    rng = np.random.default_rng(1)
    for size in (0, 1, 30, 1000, 40_000):
        noise = rng.integers(0, 256, size, np.uint8).tobytes()
        assert containers.decode(MAGIC[kind] + noise, PLENTY) is None
        assert containers.decode(noise + MAGIC[kind], PLENTY) is None


@pytest.mark.parametrize("kind", MAGIC)
@given(data=st.binary(max_size=300))
@hypothesis_settings(max_examples=40, deadline=None)
def test_nothing_that_begins_like_a_container_makes_it_raise(kind: str, data: bytes) -> None:
    found = containers.decode(MAGIC[kind] + data, PLENTY)
    assert found is None or found.pcm


WHOLE = {name: container_file(VOICE[:24000], RATE, *how) for name, how in {
    "webm": ("webm", "libopus"),
    "ogg": ("ogg", "libopus"),
    "mp4": ("mp4", "aac"),
    "mp3": ("mp3", "libmp3lame"),
    "flac": ("flac", "flac"),
    "wav": ("wav", "pcm_s24le"),
}.items()}  # fmt: skip


@pytest.mark.parametrize("kind", WHOLE)
@given(data=st.data())
@hypothesis_settings(max_examples=30, deadline=None)
def test_no_damage_makes_it_raise(kind: str, data: st.DataObject) -> None:
    file = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(file) - 1))
        file[position : position + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=60))
    found = containers.decode(bytes(file), PLENTY)
    assert found is None or len(found.pcm) % found.channels == 0


@pytest.mark.parametrize("encoding", ["s16le", "f32le", "u8"])
def test_speech_without_a_header_is_no_container(encoding: str) -> None:
    pcm = {"s16le": as_s16(VOICE), "f32le": VOICE.tobytes(), "u8": ((VOICE + 1) * 127).astype("u1").tobytes()}
    assert containers.decode(pcm[encoding], PLENTY) is None


def test_a_video_without_sound_is_no_recording() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as writer:
        stream = writer.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 16, 16, "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8))
        for packet in [*stream.encode(picture), *stream.encode(None)]:
            writer.mux(packet)
    assert containers.decode(file.getvalue(), PLENTY) is None
