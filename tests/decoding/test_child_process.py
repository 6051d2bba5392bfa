"""A decoder that crashes, hangs or floods the memory ends alone."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import av
import numpy as np
import pytest

from sambanova.decoding import child_process as decoder_process
from sambanova.decoding import containers
from sambanova.decoding.child_process import ContainedDecoder
from sambanova.errors import BufferTooLarge, UndecodableAudio
from tests.parts import speech, wait_until

LIMIT = 64 << 20  # bytes of PCM


def webm(seconds: float) -> bytes:
    """A WebM with Opus, as a browser would record it."""
    file = io.BytesIO()
    with av.open(file, "w", format="webm") as output:
        stream = output.add_stream("libopus", rate=48000, layout="mono")
        samples = (speech(seconds, 48000) * 32767).astype(np.int16)
        for start in range(0, len(samples), 960):
            piece = samples[None, start : start + 960]
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece), format="s16", layout="mono")
            frame.sample_rate, frame.pts = 48000, start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()


@pytest.fixture(scope="module")
def recording() -> bytes:
    return webm(1)


@pytest.fixture
def decoder() -> Iterator[ContainedDecoder]:
    contained = ContainedDecoder()
    yield contained
    contained.close()


def decoders() -> list[int]:
    """All decoders that run as children of this process."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "decoding.child_process" in line]


OTHERS: set[int] = set()  # decoders of other tests in this process


@pytest.fixture(autouse=True, scope="module")
def _others() -> None:
    OTHERS.update(decoders())


def children() -> list[int]:
    """The decoders that these tests started and that still run."""
    return [process for process in decoders() if process not in OTHERS]


def test_it_gives_what_decoding_here_gives(decoder: ContainedDecoder, recording: bytes) -> None:
    assert decoder.decode(recording, LIMIT) == containers.decode(recording, LIMIT)
    assert decoder.decode(b"no container at all" * 100, LIMIT) is None
    assert decoder.decode(recording[:4] + os.urandom(5000), LIMIT) is None


def test_too_large_a_recording_is_refused_and_the_next_is_decoded(
    decoder: ContainedDecoder, recording: bytes
) -> None:
    with pytest.raises(BufferTooLarge, match="AUDIO_MAX_BUFFER_MB"):
        decoder.decode(recording, 1000)
    assert decoder.decode(recording, LIMIT) is not None


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGSTOP])
def test_a_crash_or_a_hang_is_an_answer_and_the_next_file_is_decoded(
    number: signal.Signals, decoder: ContainedDecoder, recording: bytes
) -> None:
    decoder.decode(recording, LIMIT)
    (child,) = children()
    os.kill(child, number)
    with pytest.raises(UndecodableAudio):
        decoder.decode(recording, LIMIT)
    assert decoder.decode(recording, LIMIT) is not None
    assert child not in children()


def test_several_at_once_are_all_answered(decoder: ContainedDecoder, recording: bytes) -> None:
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda: answers.append(decoder.decode(recording, LIMIT))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert None not in answers


def test_nothing_stays_behind(recording: bytes) -> None:
    contained = ContainedDecoder()
    contained.decode(recording, LIMIT)
    assert children()
    contained.close()
    wait_until(lambda: not children())


FLOODS = """
import mmap, os, sys
from sambanova.decoding import child_process as decoder_process
from sambanova.decoding import containers
containers.decode = lambda *_: mmap.mmap(-1, 6 << 30).close()
with os.fdopen(os.dup(1), "wb") as answers:
    decoder_process.serve(sys.stdin.buffer, answers)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit a process's memory so")
def test_a_flood_of_memory_ends_the_decoder_alone(
    decoder: ContainedDecoder, recording: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(decoder_process, "_COMMAND", [sys.executable, "-c", FLOODS])
        with pytest.raises(UndecodableAudio):
            decoder.decode(recording, LIMIT)
    assert decoder.decode(recording, LIMIT) is not None
