"""Fuzzes everything that reads bytes from Redis with mutated recordings.

    python -m tools.fuzz --count 100000 --seed 7        a number of buffers
    python -m tools.fuzz --seconds 60                   a duration

Each buffer goes through base64 repair, the tracks of packed and cut chunks, the decoder, detection, a
recording with requested formats, and its levels, peaks and findings. The exit status is 1 when a call
raises an unexpected error or a warning, takes longer than two seconds, crashes a decoder, or when memory
grows.
"""

from __future__ import annotations

import argparse
import base64
import ctypes
import gc
import gzip
import io
import json
import logging
import random
import sys
import time
import traceback
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from sambanova.analysis import sound_findings
from sambanova.analysis.levels import measure_levels, peaks
from sambanova.decoding.child_process import ContainedDecoder
from sambanova.decoding.reader import read
from sambanova.detection import detect
from sambanova.encodings import ENCODINGS
from sambanova.errors import PlayerError
from sambanova.format_hints import FormatHint, FormatHints
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.payloads.tracks import unpack
from sambanova.recording import Recording
from sambanova.stored_audio import Chunk, StoredTrack
from tests.parts import as_s16, container_file, speech

MAX_CALL_SECONDS = 2.0
MAX_MEMORY_GROWTH = 0.1  # relative to the memory after the warm-up
MAX_PCM_BYTES = 8 << 20
MAX_BUFFER_BYTES = 6000  # longer buffers take longer and find little more
DIRECT_CALL_INTERVAL = 20  # every so many buffers, decoder and detection are also called directly
WARM_UP = 300  # buffers before memory is first measured

CONTAINERS = (
    ("webm", "libopus", 48000),
    ("ogg", "libopus", 48000),
    ("mp4", "aac", 44100),
    ("adts", "aac", 16000),
    ("mp3", "libmp3lame", 44100),
    ("flac", "flac", 16000),
    ("wav", "pcm_s16le", 8000),
    ("aiff", "pcm_s16be", 8000),
    ("au", "pcm_mulaw", 8000),
    ("caf", "pcm_s16le", 8000),
)


def seeds() -> list[bytes]:
    """Short recordings in all containers and encodings."""
    found = []
    for container, codec, sample_rate in CONTAINERS:
        try:
            found.append(container_file(speech(0.15, sample_rate), sample_rate, container, codec))
        except (ValueError, OSError):  # this build of FFmpeg cannot write it
            continue
    voice = speech(0.2, 8000)
    values = as_s16(voice)
    found += [values, values[1:], bytes(value >> 8 for value in memoryview(values).cast("H"))]
    found += [voice.tobytes(), voice.astype(">f4").tobytes(), voice.astype("f8").tobytes(), bytes(2000)]
    return found


class Mutator:
    """Makes buffers from mutated recordings and random bytes."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # nosec B311  # not for secrets
        self._seeds = seeds()

    def buffer(self) -> bytes:
        """The next buffer."""
        if self.random.random() < 0.05:
            return self.random.randbytes(self.random.randrange(MAX_BUFFER_BYTES))
        data = bytearray(self.random.choice(self._seeds))
        for _ in range(self.random.choice((0, 1, 1, 2, 3, 8))):
            self.random.choice(self._mutations)(self, data)
        return bytes(data[:MAX_BUFFER_BYTES])

    def text(self, data: bytes) -> bytes:
        """A buffer as it is stored in Redis: base64, sometimes damaged, in pieces, or missing."""
        kind = self.random.random()
        if kind < 0.6:
            return base64.b64encode(data)
        if kind < 0.7:
            middle = len(data) // 2
            return base64.b64encode(data[:middle]) + base64.b64encode(data[middle:])
        if kind < 0.8:
            return base64.urlsafe_b64encode(data).rstrip(b"=")
        if kind < 0.85:
            return b"data:audio/webm;base64," + base64.b64encode(data)
        if kind < 0.9:
            return base64.b64encode(base64.b64encode(data))
        damaged = bytearray(base64.b64encode(data))
        for _ in range(3):
            self.random.choice(self._mutations)(self, damaged)
        return bytes(damaged) if kind < 0.97 else data

    def stored(self, data: bytes) -> list[StoredTrack]:
        """Chunks of a place in Redis: packed or in JSON, cut anywhere, and every second time damaged."""
        pack = self.random.choice((bytes, gzip.compress, zlib.compress, _in_json, _in_npy, base64.b64encode))
        packed = bytearray(pack(data))
        if self.random.random() < 0.5:
            self.random.choice(self._mutations)(self, packed)
        ends = sorted(self.random.randrange(len(packed) + 1) for _ in range(self.random.choice((0, 0, 1, 5))))
        chunks = (Chunk(bytes(packed[start:end])) for start, end in pairwise([0, *ends, len(packed)]))
        return [StoredTrack("", "fuzz", "list", tuple(chunks))]

    def declared(self) -> FormatHint:
        """The declared format of a session; usually complete, because detection is slow."""
        if self.random.random() < 0.2:
            return FormatHint()
        return FormatHint(self.random.choice([*ENCODINGS]), *self._rate_and_channels())

    def requested(self) -> FormatHint:
        """The format that a caller requests; usually none."""
        if self.random.random() < 0.7:
            return FormatHint()
        encoding = self.random.choice([None, "opus", "mp3", *ENCODINGS])
        rate, channels = self._rate_and_channels()
        return self.random.choice(
            [
                FormatHint(encoding, rate, channels),
                FormatHint(encoding),
                FormatHint(None, rate),
                FormatHint(None, None, channels),
            ]
        )

    def _rate_and_channels(self) -> tuple[int, int]:
        return self.random.choice([1000, 8000, 16000, 44100, 384_000]), self.random.choice([1, 1, 2, 3, 8])

    def _place(self, data: bytearray) -> int:
        """A position in `data`, more often in the header."""
        limit = len(data) if self.random.random() < 0.5 else min(len(data), 200)
        return self.random.randrange(limit + 1)

    def _flip(self, data: bytearray) -> None:
        for _ in range(self.random.choice((1, 4, 32))):
            place = self._place(data)
            if place < len(data):
                data[place] ^= 1 << self.random.randrange(8)

    def _overwrite(self, data: bytearray) -> None:
        place, count = self._place(data), self.random.choice((1, 2, 4, 8, 100))
        filler = self.random.choice((b"\xff", b"\0", b"\x7f", self.random.randbytes(1)))
        data[place : place + count] = filler * min(count, len(data) - place)

    def _cut_out(self, data: bytearray) -> None:
        place = self._place(data)
        del data[place : place + self.random.choice((1, 3, 50, 2000))]

    def _cut_off(self, data: bytearray) -> None:
        del data[self._place(data) :]

    def _put_in(self, data: bytearray) -> None:
        place = self._place(data)
        data[place:place] = self.random.randbytes(self.random.choice((1, 2, 7, 300)))

    def _double(self, data: bytearray) -> None:
        place = self._place(data)
        data[place:place] = data[place : place + self.random.choice((4, 100, 3000))]

    def _join(self, data: bytearray) -> None:
        other = self.random.choice(self._seeds)
        data[self._place(data) :] = other[self.random.randrange(len(other)) :]

    _mutations: Sequence[Callable[[Mutator, bytearray], None]] = (
        _flip,
        _overwrite,
        _cut_out,
        _cut_off,
        _put_in,
        _double,
        _join,
    )


def _in_json(data: bytes) -> bytes:
    middle = base64.b64encode(data[: len(data) // 2]).decode()
    turns = [{"role": "user", "audio": middle}, {"event": "media", "media": {"payload": middle}}]
    return json.dumps([*turns, {"audio": list(data[:100]), "sample_rate": 16000}]).encode()


def _in_npy(data: bytes) -> bytes:
    file = io.BytesIO()
    np.save(file, np.frombuffer(data[: len(data) // 4 * 4], "<i2").reshape(-1, 2))
    return file.getvalue()


@dataclass
class Report:
    """The result of a run.

    refused: errors that are allowed, by code. longest: seconds of the slowest call, by name.
    memory_begin, memory_end: bytes, after the warm-up and at the end.
    """

    buffers: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    longest: dict[str, float] = field(default_factory=dict)
    memory_begin: int = 0
    memory_end: int = 0

    @property
    def kept_memory(self) -> bool:
        """Whether memory grew by more than MAX_MEMORY_GROWTH."""
        return self.memory_end > self.memory_begin * (1 + MAX_MEMORY_GROWTH)

    def __str__(self) -> str:
        longest = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in self.longest.items())
        return "\n".join(
            [
                f"{self.buffers} buffers, {self.calls.total()} calls, {len(self.failures)} failures",
                f"expected errors: {dict(self.refused)}",
                f"longest calls: {longest}",
                f"memory: {self.memory_begin >> 20} MB after warm-up, {self.memory_end >> 20} MB at end",
                *self.failures[:20],
            ]
        )


class _Crashes(logging.Handler):
    """Records the log messages about crashed decoders, which callers see as undecodable files."""

    def __init__(self, report: Report) -> None:
        super().__init__(logging.WARNING)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        """Adds the message to the failures."""
        self._report.failures.append(record.getMessage())


class Fuzzer:
    """Feeds buffers to all functions that read bytes from Redis."""

    def __init__(self, seed: int, keep: Path | None = None) -> None:
        """keep: a folder for the buffers that cause failures."""
        self.report = Report()
        self._mutator = Mutator(seed)
        self._decoder = ContainedDecoder()
        self._keep = keep

    def run(self, count: int, seconds: float) -> Report:
        """Feeds `count` buffers, for at most `seconds` seconds."""
        crashes = _Crashes(self.report)
        logger = logging.getLogger("sambanova.decoding.child_process")
        logger.addHandler(crashes)
        end = time.monotonic() + seconds
        try:
            while self.report.buffers < count and time.monotonic() < end:
                if self.report.buffers == min(WARM_UP, count // 2):
                    self.report.memory_begin = memory()
                failures = len(self.report.failures)
                data = self._mutator.buffer()
                self._feed(data)
                self.report.buffers += 1
                if self._keep and len(self.report.failures) > failures:
                    (self._keep / f"buffer-{self.report.buffers}").write_bytes(data)
            self.report.memory_end = memory()
        finally:
            logger.removeHandler(crashes)
            self._decoder.close()
        return self.report

    def _feed(self, data: bytes) -> None:
        text = self._mutator.text(data)
        buffer = self._call("base64", AudioBuffer.from_text, text)
        self._call("tracks", unpack, self._mutator.stored(data), MAX_PCM_BYTES)
        if self.report.buffers % DIRECT_CALL_INTERVAL == 0:
            self._call("decoder", self._decoder.decode, data, MAX_PCM_BYTES, waits=True)
            self._call("detect", detect, data)
        if buffer is None:
            return
        requested, declared = self._mutator.requested(), self._mutator.declared()
        recording = self._call("recording", self._recording, buffer, requested, declared, waits=True)
        if recording is not None:
            self._call("response", response, recording)

    def _recording(self, buffer: AudioBuffer, requested: FormatHint, declared: FormatHint) -> Recording:
        hints = FormatHints(requested, declared, max_bytes=MAX_PCM_BYTES)
        return read(buffer, hints, self._decoder.decode)

    def _call(self, name: str, function: Callable[..., Any], *arguments: Any, waits: bool = False) -> Any:
        """Calls a function and records its outcome; returns None after an error.

        waits: the function waits for another process, so elapsed time is measured instead of CPU time.
        """
        clock = time.monotonic if waits else time.thread_time
        result, taken = self._timed(clock, name, function, *arguments)
        if waits and taken > MAX_CALL_SECONDS:  # try again: the machine may have been busy
            result, again = self._timed(clock, name, function, *arguments)
            taken = min(taken, again)
        self.report.longest[name] = max(taken, self.report.longest.get(name, 0.0))
        if taken > MAX_CALL_SECONDS:
            self._fail(f"{name} took {taken:.1f} s")
        return result

    def _timed(
        self, clock: Callable[[], float], name: str, function: Callable[..., Any], *arguments: Any
    ) -> tuple[Any, float]:
        """The result of a function, None after an error, and the seconds that it took."""
        self.report.calls[name] += 1
        started = clock()
        result = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # users would see them in the terminal
                result = function(*arguments)
        except PlayerError as error:
            self.report.refused[error.code] += 1
        except Exception:  # noqa: BLE001  # the errors that this tool looks for
            self._fail(f"{name}:\n{traceback.format_exc()}")
        return result, clock() - started

    def _fail(self, text: str) -> None:
        self.report.failures.append(f"buffer {self.report.buffers + 1}: {text}")


def response(recording: Recording) -> str:
    """Everything that the API sends of a recording, as JSON."""
    return json.dumps(
        {
            "duration": recording.duration,
            "format": recording.format.as_json(),
            "levels": measure_levels(recording).as_json(),
            "peaks": peaks(recording, 100, 0.0, recording.duration),
            "findings": [
                finding.as_json() for finding in (*recording.findings, *sound_findings.find(recording))
            ],
        },
        allow_nan=False,
    )


def memory() -> int:
    """Resident memory of this process in bytes; 0 where the system has no /proc."""
    gc.collect()
    with suppress(OSError, AttributeError):  # only glibc has it; returns free memory to the system
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000, help="buffers")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the buffers that cause failures")
    options = parser.parse_args(arguments)
    report = Fuzzer(options.seed, options.keep).run(options.count, options.seconds)
    sys.stdout.write(f"{report}\n")
    return int(bool(report.failures) or report.kept_memory)


if __name__ == "__main__":
    raise SystemExit(main())
