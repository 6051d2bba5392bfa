"""A gain for each track: what is played and downloaded is louder by it, here and on the server."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest
from flask.testing import FlaskClient
from numpy.typing import NDArray

from tests.conversation.calls import record
from tests.parts import RedisServer, body, wait_until


def powers(client: FlaskClient, query: str = "") -> NDArray[np.float64]:
    """The power of each channel of what is heard."""
    answer = client.get(f"/api/session/call/audio?{query}")
    with wave.open(io.BytesIO(answer.data)) as reader:
        channels = reader.getnchannels()
        frames = np.frombuffer(reader.readframes(reader.getnframes()), "<i2").reshape(-1, channels)
    power: NDArray[np.float64] = np.square(frames.astype(np.float64)).mean(axis=0)
    return power


def test_each_track_has_its_gain(redis_server: RedisServer, client: FlaskClient) -> None:
    record(redis_server)
    wait_until(lambda: body(client.get("/api/sessions"))["complete"])
    plain = powers(client)
    louder = powers(client, "track=user&track=agent&in_step=1&gain=6&gain=-12")
    assert 10 * np.log10(louder / plain) == pytest.approx([6, -12], abs=0.1)
    alone = powers(client, "track=agent&in_step=1&gain=6")
    assert 10 * np.log10(alone[0] / plain[1]) == pytest.approx(6, abs=0.1)
    assert powers(client, "track=user&track=agent&gain=0&gain=0") == pytest.approx(plain)


@pytest.mark.parametrize(
    "query", ["gain=6", "track=user&gain=6&gain=6", "track=user&gain=x", "track=user&gain=99"]
)
def test_a_gain_that_fits_no_track_is_refused(
    redis_server: RedisServer, client: FlaskClient, query: str
) -> None:
    record(redis_server)
    assert client.get(f"/api/session/call/audio?{query}").status_code == 400
