"""A long value that is decoded while it arrives gives the same as one that is decoded at once."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sambanova.payloads.arriving import SLICE_BYTES, ArrivingValue
from sambanova.payloads.tracks import Track, unpack
from sambanova.stored_audio import Chunk, StoredTrack
from tests.parts import RedisServer, Sessions, as_s16, speech

Put = Callable[..., str]

LIMIT = 1 << 26
PCM = as_s16(speech(20, 16_000))
TEXT = base64.b64encode(PCM)
assert len(TEXT) > 3 * SLICE_BYTES


def arrived(value: bytes) -> Chunk | None:
    """The value as it is after its last slice."""
    arriving = ArrivingValue()
    for start in range(0, len(value), SLICE_BYTES):
        arriving.add(memoryview(value)[start : start + SLICE_BYTES])
    return arriving.chunk()


def track_of(chunk: Chunk) -> Track:
    (track,) = unpack([StoredTrack("", "session:a", "hash", (chunk,), "audio_buffer")], LIMIT)
    return track


def at(text: bytes, place: int, put: bytes) -> bytes:
    return text[:place] + put + text[place:]


@pytest.mark.parametrize(
    "value",
    [
        PCM,
        json.dumps({"audio": TEXT.decode(), "sample_rate": 16_000}).encode(),
        base64.b64encode(TEXT),
        base64.b64encode(zlib.compress(PCM * 4, 1)),
        b"data:audio/pcm;base64," + TEXT,
        base64.encodebytes(PCM),
        TEXT.translate(bytes.maketrans(b"+/", b"-_")),
        PCM.hex().encode(),
        base64.b64encode(bytes(3 * SLICE_BYTES)),
        b"A" * (2 * SLICE_BYTES),
        "".join(map(chr, PCM)).encode(),
        base64.b64encode(b"The audio service is not available now. " * 20_000),
        TEXT[: SLICE_BYTES - 4],
    ],
    ids=[
        *("raw", "JSON", "base64 twice", "zlib", "data URL", "lines", "URL-safe", "hexadecimal", "silence"),
        *("one letter", "bytes as text", "words", "short"),
    ],
)
def test_whatever_it_is_it_is_the_same(value: bytes) -> None:
    chunk = arrived(value)
    assert chunk is not None
    assert track_of(chunk) == track_of(Chunk(value))


def test_base64_of_sound_is_not_kept_as_text() -> None:
    chunk = arrived(TEXT)
    assert chunk is not None
    assert (chunk.data, chunk.length, chunk.beginning(16)) == (PCM, len(TEXT), TEXT[:16])
    assert track_of(chunk) == track_of(Chunk(TEXT))


@pytest.mark.parametrize(
    "value",
    [
        at(TEXT, SLICE_BYTES + 100, b"\n"),
        at(TEXT, 2 * SLICE_BYTES, b"=="),
        at(TEXT, SLICE_BYTES, b"AA==") + TEXT,
        TEXT[:-1],
        TEXT + b"\n",
        TEXT[: 2 * SLICE_BYTES] + PCM,
    ],
    ids=["line", "padding", "joined", "unpadded", "newline", "raw behind it"],
)
def test_what_turns_out_to_be_malformed_is_read_again(value: bytes) -> None:
    assert arrived(value) is None


@given(st.binary(min_size=1, max_size=64), st.integers(0, len(TEXT)))
def test_nothing_else_than_well_formed_base64_is_decoded(put: bytes, place: int) -> None:
    value = at(TEXT, place, put)
    chunk = arrived(value)
    assert chunk is None or track_of(chunk) == track_of(Chunk(value))


@pytest.mark.parametrize("is_malformed", [False, True])
def test_a_long_field_is_read_with_its_session(put: Put, sessions: Sessions, is_malformed: bool) -> None:
    noise = np.random.default_rng(2).integers(-9000, 9000, 700_000).astype("<i2").tobytes()
    text = base64.b64encode(noise)
    put("long", at(text, 1_200_000, b"\r\n") if is_malformed else text, user_name="Grace Hopper")
    stored = sessions.read("long")
    assert stored.fields["user_name"] == "Grace Hopper"
    (track,) = unpack(stored.tracks, LIMIT)
    assert track.buffer.data == noise
    assert track.length == len(text) + 2 * is_malformed
    assert [finding.code for finding in track.buffer.findings] == ["base64_line_breaks"] * is_malformed


def test_two_long_values_are_two_tracks(redis_server: RedisServer, sessions: Sessions) -> None:
    user, agent = as_s16(speech(40, 16_000, seed=3)), as_s16(speech(40, 16_000, seed=4))
    with redis_server.client() as client:
        client.set("audio:two:user", base64.b64encode(user))
        client.set("audio:two:agent", agent)
    tracks = unpack(sessions.read("two").tracks, LIMIT)
    assert [(track.name, track.buffer.data) for track in tracks] == [("user", user), ("agent", agent)]
