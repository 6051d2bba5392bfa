"""Comparing and loudness over the interface: what is told, and what is refused."""

from __future__ import annotations

import base64
from collections.abc import Callable

import numpy as np
import pytest
from flask.testing import FlaskClient

from tests.parts import as_s16, body, speech

Put = Callable[..., str]

RATE = 16000


@pytest.fixture
def recordings(put: Put) -> None:
    """`first`, the same after a quarter of a second of silence in `later`, and one that may not be opened."""
    sound = speech(6, RATE)
    later = np.concatenate([np.zeros(RATE // 4, np.float32), 0.5 * sound])
    for name, samples in (("first", sound), ("later", later)):
        data = base64.b64encode(as_s16(samples))
        put(name, data, encoding="s16le", sample_rate=str(RATE), channels="1")
    put("closed", base64.b64encode(as_s16(sound)), authenticated="False")


@pytest.mark.usefixtures("recordings")
def test_another_session_and_another_reading_are_compared(client: FlaskClient) -> None:
    told = body(client.get("/api/session/first/compare?with=later"))
    assert (told["same"], told["offset"], told["gain_db"]) == (True, 0.25, -6.0)
    itself = body(client.get("/api/session/first/compare"))
    assert (itself["offset"], set(itself["difference"])) == (0, {-120})
    as_alaw = "with_encoding=alaw&with_sample_rate=16000&with_channels=1"
    assert body(client.get(f"/api/session/first/compare?{as_alaw}"))["same"] is False


@pytest.mark.usefixtures("recordings")
@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("with=nobody", 404, "session_not_found"),
        ("with=closed", 403, "not_authenticated_session"),
        ("with_encoding=mp9", 400, "invalid_request"),
        (f"with={'x' * 5000}", 400, "invalid_request"),
    ],
)
def test_what_cannot_be_compared_is_refused(client: FlaskClient, query: str, status: int, code: str) -> None:
    answer = client.get(f"/api/session/first/compare?{query}")
    assert (answer.status_code, body(answer)["error"]) == (status, code)


@pytest.mark.usefixtures("recordings")
def test_half_the_amplitude_is_six_lu_softer(client: FlaskClient) -> None:
    first, later = (body(client.get(f"/api/session/{name}/loudness")) for name in ("first", "later"))
    assert first["integrated"] - later["integrated"] == pytest.approx(
        6.02, abs=0.3
    )  # the silence counts in one block
    assert len(first["values"]) == 60
