"""The picture of the frequencies shows the frequencies that are there."""

from __future__ import annotations

import io
from collections.abc import Callable

import av
import numpy as np
import pytest
from flask.testing import FlaskClient
from numpy.typing import NDArray

from tests.browser import wav

RATE = 16000
WIDTH = 200


def opacity(png: bytes) -> NDArray[np.uint8]:
    """The alpha channel of a PNG, rows x columns, as FFmpeg reads it."""
    with av.open(io.BytesIO(png), "r") as container:
        frame = next(container.decode(video=0))
    return frame.to_ndarray(format="rgba")[:, :, 3].astype(np.uint8)


@pytest.fixture
def picture(client: FlaskClient, put: Callable[..., str]) -> Callable[[str], bytes]:
    """The picture of a second of 1 kHz and a second of 5 kHz."""
    time = np.arange(RATE) / RATE
    tones = [np.sin(2 * np.pi * frequency * time) / 2 for frequency in (1000, 5000)]
    put("tones", wav(np.concatenate(tones).astype(np.float32), RATE))

    def get(parameters: str) -> bytes:
        answer = client.get(f"/api/session/tones/spectrogram?{parameters}")
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        png: bytes = answer.data
        return png

    return get


def loudest(ink: NDArray[np.uint8], column: int) -> float:
    """The frequency with the most ink in a column, Hz."""
    rows = np.flatnonzero(ink[:, column] == ink[:, column].max())
    return float(RATE / 2 * (1 - (rows.mean() + 1) / len(ink)))


def test_each_tone_stands_where_it_sounds(picture: Callable[[str], bytes]) -> None:
    ink = opacity(picture(f"width={WIDTH}"))
    assert ink.shape[1] == WIDTH
    assert loudest(ink, WIDTH // 4) == pytest.approx(1000, abs=100)
    assert loudest(ink, 3 * WIDTH // 4) == pytest.approx(5000, abs=100)
    assert ink[0, : WIDTH // 3].max() == 0  # nothing at 8 kHz


def test_a_part_shows_the_part(picture: Callable[[str], bytes]) -> None:
    ink = opacity(picture(f"start=1.2&end=1.7&width={WIDTH}"))
    for column in (0, WIDTH - 1):
        assert loudest(ink, column) == pytest.approx(5000, abs=100)


def test_a_width_that_cannot_be_is_refused(client: FlaskClient, picture: Callable[[str], bytes]) -> None:
    assert client.get("/api/session/tones/spectrogram?width=100000").status_code == 400
    assert opacity(picture("start=2&end=2&width=1")).shape[1] == 1


def test_each_channel_has_a_lane_of_its_own(client: FlaskClient, put: Callable[..., str]) -> None:
    time = np.arange(RATE) / RATE
    channels = [np.sin(2 * np.pi * frequency * time) / 2 for frequency in (1000, 3000)]
    put("two", wav(np.stack(channels, axis=1).astype(np.float32), RATE))
    ink = opacity(client.get(f"/api/session/two/spectrogram?width={WIDTH}").data)
    assert ink.shape == (512, WIDTH)
    assert loudest(ink[:256], WIDTH // 2) == pytest.approx(1000, abs=50)
    assert loudest(ink[256:], WIDTH // 2) == pytest.approx(3000, abs=50)
