"""What leaves the player is what is stored, whatever recordings and readings hypothesis chooses."""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import redis
import soundfile
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sambanova.encodings import ENCODINGS
from tests.parts import RedisServer, body

KEY = "session:call"

real_redis = hypothesis_settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def raw(redis_server: RedisServer) -> Iterator[redis.Redis]:
    with redis_server.client() as client:
        yield client


def store(raw: redis.Redis, text: bytes, fields: dict[str, str] | None = None) -> None:
    """Writes the only session."""
    raw.delete(KEY)
    found: dict[Any, Any] = {"authenticated": "True", "audio_buffer": text, **(fields or {})}
    raw.hset(KEY, mapping=found)


def written(sound: bytes, state: str) -> bytes:
    """Bytes as base64 in a state that loses nothing."""
    text = base64.b64encode(sound)
    states: dict[str, Callable[[], bytes]] = {
        "plain": lambda: text,
        "wrapped": lambda: "\n".join(textwrap.wrap(text.decode(), 76)).encode(),
        "unpadded": lambda: text.rstrip(b"="),
        "url safe": lambda: base64.urlsafe_b64encode(sound),
        "data url": lambda: b"data:audio/pcm;base64," + text,
        "quoted": lambda: b'"' + text + b'"',
        "joined": lambda: base64.b64encode(sound[:25]) + base64.b64encode(sound[25:]),
    }
    return states[state]()


STATES = ["plain", "wrapped", "unpadded", "url safe", "data url", "quoted", "joined"]
# Less is no sound, and may be a word; a zero keeps the rest from being text.
SOUNDS = st.binary(min_size=24, max_size=600).map(lambda data: b"\0" + data)


@given(SOUNDS, st.sampled_from(STATES))
@real_redis
def test_the_original_is_exactly_the_bytes_that_were_stored(
    client: FlaskClient, raw: redis.Redis, sound: bytes, state: str
) -> None:
    store(raw, written(sound, state))
    answer = client.get("/api/session/call/download?original=1")
    assert (answer.status_code, answer.data) == (200, sound)
    assert answer.content_length == len(sound)
    assert answer.headers["Content-Disposition"].startswith("attachment")


@given(st.binary(min_size=1, max_size=400))
@real_redis
def test_whatever_stands_in_the_field_the_original_can_be_taken_and_info_tells_of_it(
    client: FlaskClient, raw: redis.Redis, text: bytes
) -> None:
    store(raw, text)
    info = body(client.get("/api/session/call/info"))["audio_info"]
    original = client.get("/api/session/call/download?original=1")
    assert info["length"] == len(text)
    if not info["has_audio"]:  # empty, or a word such as NULL
        assert original.status_code == client.get("/api/session/call/audio").status_code == 404
        return
    assert (original.status_code, len(original.data)) == (200, info["decoded_length"])
    assert info["base64_valid"] or info["findings"]
    assert (info["duration"] is None) == (info["format"] is None)
    audio = client.get("/api/session/call/audio")
    assert audio.status_code == (422 if info["duration"] is None else 200)


READINGS = st.tuples(st.sampled_from([*ENCODINGS]), st.integers(1000, 384_000), st.integers(1, 8))


@given(SOUNDS, READINGS, st.sampled_from(STATES), st.booleans())
@real_redis
def test_a_download_read_as_anything_holds_exactly_the_samples(
    client: FlaskClient,
    raw: redis.Redis,
    sound: bytes,
    reading: tuple[str, int, int],
    state: str,
    declared: bool,
) -> None:
    """declared: the session's own fields say what it is, not the caller."""
    encoding, rate, channels = reading
    told = {"encoding": encoding, "sample_rate": str(rate), "channels": str(channels)}
    store(raw, written(sound, state), told if declared else None)
    answer = client.get("/api/session/call/download", query_string={} if declared else told)
    frame_width = ENCODINGS[encoding].sample_width * channels
    if len(sound) < frame_width:
        assert (answer.status_code, body(answer)["error"]) == (422, "undecodable_audio")
        return
    assert (answer.status_code, answer.mimetype) == (200, "audio/wav")
    assert answer.content_length == len(answer.data) == 8 + int.from_bytes(answer.data[4:8], "little")
    info = body(client.get("/api/session/call/info", query_string={} if declared else told))["audio_info"]
    if any(finding["code"] in ("byte_slip", "byte_offset") for finding in info["findings"]):
        return  # random bytes may look like sound that was shifted, which is put right and said
    file = soundfile.SoundFile(io.BytesIO(answer.data))
    frames = len(sound) // frame_width
    assert (file.samplerate, file.channels, file.frames) == (rate, channels, frames)
    expected = headerless(sound[: frames * frame_width], encoding, channels)
    np.testing.assert_array_equal(file.read(always_2d=True), expected)
    assert info["duration"] == pytest.approx(frames / rate)
    assert (info["format"]["encoding"], info["format"]["sample_rate"]) == (encoding, rate)
    assert info["format"]["channels"] == channels


RAW_SUBTYPES = {  # of libsndfile, which reads both the stored bytes and the file
    "u8": ("PCM_U8", None),
    "s8": ("PCM_S8", None),
    "s16le": ("PCM_16", "LITTLE"),
    "s16be": ("PCM_16", "BIG"),
    "s24le": ("PCM_24", "LITTLE"),
    "s24be": ("PCM_24", "BIG"),
    "s32le": ("PCM_32", "LITTLE"),
    "s32be": ("PCM_32", "BIG"),
    "f32le": ("FLOAT", "LITTLE"),
    "f32be": ("FLOAT", "BIG"),
    "f64le": ("DOUBLE", "LITTLE"),
    "mulaw": ("ULAW", None),
    "alaw": ("ALAW", None),
}


def headerless(data: bytes, encoding: str, channels: int) -> NDArray[np.float64]:
    """The samples of stored bytes, frames x channels, as another program reads them."""
    subtype, endian = RAW_SUBTYPES[encoding]
    samples: NDArray[np.float64]
    samples, _ = soundfile.read(
        io.BytesIO(data),
        always_2d=True,
        format="RAW",
        subtype=subtype,
        endian=endian,
        samplerate=8000,
        channels=channels,
    )
    if encoding.startswith("f"):  # what is no number is silence, what is too large for a file is cut
        with np.errstate(over="ignore", invalid="ignore"):
            narrow = samples.astype(np.float32)
        narrow = np.nan_to_num(narrow, nan=0.0, posinf=1.0, neginf=-1.0)
        return np.clip(narrow, np.float32(-(2.0**31)), np.float32(2.0**31)).astype(np.float64)
    return samples
