"""Bytes cut into samples under every encoding."""

from __future__ import annotations

import numpy as np
import pytest

from sambanova.detection.samples import STREAMS, Stream, decode, other_order
from sambanova.encodings import ENCODINGS
from tests.detection.sounds import as_bytes, speak


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_decode_gives_back_what_was_stored(encoding: str) -> None:
    frames = speak(0.1)
    sound = decode(np.frombuffer(as_bytes(frames, encoding), np.uint8), encoding)
    assert sound is not None
    samples, half_cells = sound
    tolerance = 2.1 if encoding in ("mulaw", "alaw") else 1.001  # G.711 cells are not symmetric
    assert np.all(np.abs(samples - frames[: len(samples)]) <= half_cells * tolerance + 2e-8)


def test_the_other_byte_order_of_the_other_is_the_stream_itself() -> None:
    for stream in STREAMS:
        partner = other_order(stream)
        if partner is not None:
            assert other_order(partner) == stream
    assert other_order(Stream("u8", 0)) is None
    assert other_order(Stream("f64le", 3)) is None
