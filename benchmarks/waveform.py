"""The waveform of an hour: the first whole one, and the next zoom."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np

from benchmarks.opening import sound
from benchmarks.table import RUNS, Figure, Table, median
from tests.parts import PlayerProcess, RedisServer

GROUP = "The waveform of an hour"
RATE = 16_000
HOUR = 3600  # seconds
COLUMNS = 1500


def measure(table: Table) -> None:
    """Adds the figures."""
    pcm = sound(2 * RATE * HOUR)
    opus = _opus(pcm)
    server = RedisServer()
    server.start()
    try:
        with server.client() as client:
            for name, data, fields in (
                ("pcm", pcm, {"sample_rate": str(RATE), "encoding": "s16le"}),
                ("opus", opus, {}),
            ):
                text = base64.b64encode(data)
                client.hset(
                    f"session:{name}", mapping={"authenticated": "True", "audio_buffer": text, **fields}
                )
        passing = median(_pass_of_extremes(pcm))
        first, zoom = _waveforms(server, "pcm")
        table.add(Figure(GROUP, "PCM, opened: first waveform", first, "s", passing, "one min/max pass", 2.5))
        table.add(Figure(GROUP, "PCM: the next zoom", 1000 * zoom, "ms", wanted=10))
        decoding = median(_decoding(opus))
        first, zoom = _waveforms(server, "opus", is_opened=False)
        table.add(
            Figure(
                GROUP, "Opus, from nothing: whole waveform", first, "s", decoding, "FFmpeg's decoding", 1.11
            )
        )
    finally:
        server.stop()


def _waveforms(server: RedisServer, name: str, *, is_opened: bool = True) -> tuple[float, float]:
    """Median seconds of the first waveform of all, and of a part of it."""
    firsts, zooms = [], []
    for _ in range(RUNS):
        with TemporaryDirectory() as folder, PlayerProcess(Path(folder), REDIS_URL=server.url) as player:
            player.get("/api/sessions")
            path = f"/api/session/{name}/waveform"
            if is_opened:
                player.get(f"/api/session/{name}/audio", headers={"Range": "bytes=0-3"})
            began = time.perf_counter()
            player.get(path, params={"points": COLUMNS}).raise_for_status()
            firsts.append(time.perf_counter() - began)
            began = time.perf_counter()
            player.get(path, params={"points": COLUMNS, "start": 1000, "end": 1400}).raise_for_status()
            zooms.append(time.perf_counter() - began)
    return sorted(firsts)[RUNS // 2], sorted(zooms)[RUNS // 2]


def _pass_of_extremes(pcm: bytes) -> Callable[[], None]:
    samples = np.frombuffer(pcm, "<i2")

    def run() -> None:
        whole = samples[: len(samples) // COLUMNS * COLUMNS].reshape(COLUMNS, -1)
        whole.min(axis=1), whole.max(axis=1)

    return run


def _opus(pcm: bytes) -> bytes:
    """The sound as an Ogg file of Opus."""
    file = io.BytesIO()
    with av.open(file, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        resampler = av.AudioResampler("s16", "mono", 48_000, frame_size=960)
        for start in range(0, len(pcm), 2 * RATE):
            samples = np.frombuffer(pcm[start : start + 2 * RATE], "<i2").reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(samples, "s16", "mono")
            frame.sample_rate = RATE
            for resampled in resampler.resample(frame):
                container.mux(stream.encode(resampled))
        container.mux(stream.encode(None))
    return file.getvalue()


def _decoding(opus: bytes) -> Callable[[], None]:
    def run() -> None:
        with av.open(io.BytesIO(opus), "r") as container:
            for _ in container.decode(audio=0):
                pass

    return run
