"""A track that is heard alone: by default from its own beginning, with `in_step` where it lies among all."""

from __future__ import annotations

import io
import wave
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from numpy.typing import NDArray

from tests.parts import RedisServer, as_s16, speech, wait_until

RATE = 16000
BEGAN = 1_760_000_000_000  # Unix milliseconds
LATER = {"user": 0.0, "agent": 3.0, "inbound": 1.0}  # seconds
SOUND = {name: speech(2, RATE, seed) for seed, name in enumerate(LATER)}


@pytest.fixture(autouse=True)
def _call(redis_server: RedisServer, client: FlaskClient) -> None:
    with redis_server.client() as own:
        for name, samples in SOUND.items():
            for place in range(0, len(samples), 1600):
                written = BEGAN + round((LATER[name] + (place + 1600) / RATE) * 1000)
                fields: dict[Any, Any] = {
                    "audio_data": as_s16(samples[place : place + 1600]),
                    "sample_rate": str(RATE),
                    "sample_width": "2",
                }
                own.xadd(f"audio:stream:call:{name}", fields, id=f"{written}-0")
    wait_until(lambda: client.get("/api/sessions").get_json()["total"] == 1)


def heard(client: FlaskClient, query: str) -> NDArray[np.float64]:
    """What `audio` sends, frames x channels, -1..1."""
    answer = client.get(f"/api/session/call/audio?{query}")
    assert answer.status_code == 200
    with wave.open(io.BytesIO(answer.data)) as reader:
        frames = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")
        return frames.reshape(-1, reader.getnchannels()) / 32767


def whole(name: str) -> NDArray[np.float64]:
    """A track where it lies in the call of five seconds."""
    samples = np.zeros(5 * RATE)
    first = round(LATER[name] * RATE)
    samples[first : first + 2 * RATE] = SOUND[name]
    return samples


def test_a_track_alone_begins_with_its_own_sound(client: FlaskClient) -> None:
    alone = heard(client, "track=agent")
    assert alone.shape == (2 * RATE, 1)
    np.testing.assert_allclose(alone[:, 0], SOUND["agent"], atol=0.001)


def test_in_step_it_lies_where_it_lies_among_all(client: FlaskClient) -> None:
    np.testing.assert_allclose(heard(client, "track=agent&in_step=1")[:, 0], whole("agent"), atol=0.001)


def test_two_of_three_are_left_and_right_in_step(client: FlaskClient) -> None:
    both = heard(client, "track=inbound&track=agent&in_step=1")
    names = [name for name in client.get("/api/session/call/waveform").get_json()["tracks"] if name != "user"]
    for channel, name in enumerate(names):
        np.testing.assert_allclose(both[:, channel], whole(name), atol=0.001)


def test_all_in_step_is_the_whole(client: FlaskClient) -> None:
    every = "&".join(f"track={name}" for name in LATER)
    np.testing.assert_array_equal(heard(client, f"{every}&in_step=1"), heard(client, ""))


def test_each_choice_is_another_file_to_a_cache(client: FlaskClient) -> None:
    tags = {
        client.get(f"/api/session/call/audio?{query}").headers.get("ETag")
        for query in ("", "track=agent", "track=agent&in_step=1", "track=user&in_step=1")
    }
    assert len(tags) == 4


def test_an_unknown_track_is_refused(client: FlaskClient) -> None:
    answer = client.get("/api/session/call/audio?track=nobody&in_step=1")
    assert answer.status_code == 400
    assert "nobody" in answer.get_json()["message"]


def test_the_spectrogram_has_a_lane_for_each_track(client: FlaskClient) -> None:
    def height(query: str) -> int:
        return int.from_bytes(client.get(f"/api/session/call/spectrogram?{query}").data[20:24], "big")

    assert height("") == 3 * height("track=user")
