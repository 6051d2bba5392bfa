"""A long recording can be heard and seen while its end is still being decoded."""

from __future__ import annotations

import base64
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator

import av
import numpy as np
import pytest
from flask.testing import FlaskClient

from sambanova.decoding import child_process as decoder_process
from sambanova.decoding import containers
from sambanova.decoding.child_process import ContainedDecoder
from sambanova.decoding.demuxing import expected_frames
from sambanova.errors import BufferTooLarge
from sambanova.findings import Finding
from sambanova.recording import PartialPcm
from tests.decoding.test_child_process import children
from tests.parts import container_file, speech, wait_until

RATE = 48000
SECONDS = 90
LIMIT = 64 << 20  # bytes of PCM


def file_of(container: str, codec: str, seconds: float = SECONDS, *, live: bool = False) -> bytes:
    """A recording as FFmpeg or, `live`, as a browser makes it."""
    samples = np.resize(speech(10, RATE), int(seconds * RATE))
    return container_file(samples, RATE, container, codec, live=live)


def assert_same(one: bytes | PartialPcm, other: bytes | PartialPcm) -> None:
    """Compares without showing megabytes, as pytest would."""
    same = one[:] == other[:]
    assert same


@pytest.fixture(scope="module")
def recording() -> bytes:
    """A browser's recording: WebM with Opus, without a duration or an index."""
    return file_of("webm", "libopus", live=True)


@pytest.fixture
def decoder() -> Iterator[ContainedDecoder]:
    contained = ContainedDecoder()
    yield contained
    contained.close()


@pytest.mark.parametrize(
    ("container", "codec", "demuxer", "live"),
    [
        ("webm", "libopus", "matroska", True),
        ("webm", "libopus", "matroska", False),
        ("ogg", "libopus", "ogg", False),
        ("mp4", "aac", "mov", False),
        ("flac", "flac", "flac", False),
    ],
)
def test_the_length_is_known_before_and_the_samples_are_the_same(
    container: str, codec: str, demuxer: str, live: bool, decoder: ContainedDecoder
) -> None:
    data = file_of(container, codec, live=live)
    plain = containers.decode(data, LIMIT)
    coming = decoder.decode(data, LIMIT)
    assert plain is not None
    assert coming is not None
    assert isinstance(coming.pcm, PartialPcm)
    assert expected_frames(data, demuxer) == len(plain.pcm) // 2
    assert len(coming.pcm) == len(plain.pcm)
    assert_same(coming.pcm[:], plain.pcm)
    assert coming.pcm.findings == ()


def test_a_short_recording_comes_as_a_whole(decoder: ContainedDecoder) -> None:
    decoded = decoder.decode(file_of("webm", "libopus", 50), LIMIT)
    assert decoded is not None
    assert isinstance(decoded.pcm, bytes)


def test_a_large_file_without_sound_is_no_recording(decoder: ContainedDecoder) -> None:
    file = io.BytesIO()
    noise = np.random.default_rng(1)
    with av.open(file, "w", format="matroska") as output:
        stream = output.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 320
        for _ in range(30):
            pixels = noise.integers(0, 255, (320, 320, 3), np.uint8)
            output.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        output.mux(stream.encode(None))
    assert len(file.getvalue()) > 1 << 17
    assert decoder.decode(file.getvalue(), LIMIT) is None


def test_too_long_a_recording_is_refused_at_once_and_the_next_is_decoded(
    decoder: ContainedDecoder, recording: bytes
) -> None:
    with pytest.raises(BufferTooLarge):
        decoder.decode(recording, 1 << 20)
    decoded = decoder.decode(recording, LIMIT)
    assert decoded is not None
    assert len(decoded.pcm[:]) == 2 * RATE * SECONDS


def test_a_damaged_one_gets_its_true_length_and_its_findings(
    decoder: ContainedDecoder, recording: bytes
) -> None:
    middle = len(recording) // 2
    damaged = recording[:middle] + recording[middle + 30_000 :]
    decoded = decoder.decode(damaged, LIMIT)
    plain = containers.decode(damaged, LIMIT)
    assert decoded is not None
    assert plain is not None
    assert isinstance(decoded.pcm, PartialPcm)
    assert 2 * (expected_frames(damaged, "matroska") or 0) > len(plain.pcm)  # as it should have been
    assert decoded.pcm.findings == plain.findings
    assert plain.findings
    assert len(decoded.pcm) == len(plain.pcm)
    assert_same(decoded.pcm[:], plain.pcm)


def test_a_decoder_that_dies_leaves_what_it_had_and_says_so(
    decoder: ContainedDecoder, recording: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies = f"""
import os, sys
from sambanova.decoding import child_process as decoder_process
from sambanova.decoding import containers
class Dies(decoder_process._Sender):
    def goes_on(self, pcm):
        super().goes_on(pcm)
        os.kill(os.getpid(), {signal.SIGKILL})
decoder_process._Sender = Dies
with os.fdopen(os.dup(1), "wb") as answers:
    decoder_process.serve(sys.stdin.buffer, answers)
"""
    with monkeypatch.context() as patch:
        patch.setattr(decoder_process, "_COMMAND", [sys.executable, "-c", dies])
        decoded = decoder.decode(recording, LIMIT)
    assert decoded is not None
    assert isinstance(decoded.pcm, PartialPcm)
    (finding,) = decoded.pcm.findings
    assert (finding.code, finding.severity) == ("container_damaged", "error")
    plain = containers.decode(recording, LIMIT)
    assert plain is not None
    assert 0 < len(decoded.pcm) < len(plain.pcm)
    assert_same(decoded.pcm[:], plain.pcm[: len(decoded.pcm)])
    again = decoder.decode(recording, LIMIT)  # by another child
    assert again is not None
    assert_same(again.pcm[:], plain.pcm)


def test_closing_ends_it_in_the_middle(recording: bytes) -> None:
    others = set(children())
    contained = ContainedDecoder()
    contained.warm_up()
    (child,) = wait_until(lambda: set(children()) - others)
    decoded = contained.decode(recording, LIMIT)
    os.kill(child, signal.SIGSTOP)
    contained.close()
    assert decoded is not None
    assert isinstance(decoded.pcm, PartialPcm)
    decoded.pcm.wait()
    wait_until(lambda: child not in children())


def test_reading_waits_for_what_is_not_there_yet() -> None:
    pcm = PartialPcm(8)
    read: list[bytes] = []
    spans = (slice(0, 2), slice(2, 6), slice(6, 8))
    thread = threading.Thread(target=lambda: read.extend(pcm[span] for span in spans))
    thread.start()
    pcm.append(b"ab")
    wait_until(lambda: read == [b"ab"])
    pcm.append(b"cdef")
    pcm.append(b"gh and more than was expected")
    pcm.finish(())
    thread.join(5)
    assert read == [b"ab", b"cdef", b"gh"]
    assert len(pcm) == len(b"abcdefgh and more than was expected")
    shorter = PartialPcm(8)
    assert len(shorter) == 8
    shorter.append(b"abc")
    shorter.finish((Finding("a", "info", "b", "c"),))
    assert (len(shorter), shorter[:], shorter[4:6]) == (3, b"abc", b"")
    assert shorter.findings[0].code == "a"


def test_info_and_peaks_do_not_wait_for_what_takes_long(
    client: FlaskClient, put: Callable[..., str], recording: bytes
) -> None:
    put("long", base64.b64encode(recording))
    quick = client.get("/api/session/long/info?wait=0").get_json()["audio_info"]
    assert quick["duration"] == SECONDS
    assert quick["format"]["encoding"] == "opus"
    assert (quick["complete"], quick["levels"]) == (False, None)
    part = client.get("/api/session/long/waveform?start=0&end=10&points=100").get_json()
    assert part["duration"] == SECONDS
    assert max(part["channels"][0]["max"]) > 0.1
    whole = client.get("/api/session/long/info").get_json()["audio_info"]
    assert whole["complete"]
    assert whole["levels"]["peak_dbfs"] < 0
    assert client.get("/api/session/long/info?wait=0").get_json()["audio_info"] == whole  # known now
    wav = client.get("/api/session/long/download").data
    plain = containers.decode(recording, LIMIT)
    assert plain is not None
    assert_same(wav[44:], plain.pcm)
    put("short", base64.b64encode(file_of("webm", "libopus", 2)))
    assert client.get("/api/session/short/info?wait=0").get_json()["audio_info"]["complete"]


def test_a_file_that_lacks_some_is_filled_up_to_what_was_announced(
    client: FlaskClient, put: Callable[..., str], recording: bytes
) -> None:
    middle = len(recording) // 2
    put("damaged", base64.b64encode(recording[:middle] + recording[middle + 30_000 :]))
    answer = client.get("/api/session/damaged/audio")
    assert len(answer.data) == answer.content_length
