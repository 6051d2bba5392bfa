"""Decodes containers in a process of its own, so that a hostile file cannot take the player down.

FFmpeg is a million lines of C that meet bytes from anywhere. In a child process a crash, a hang or a
flood of memory ends that child alone; the next file gets a new one.

    python -m sambanova.decoder_process        the child: requests on stdin, answers on stdout
"""

from __future__ import annotations

import json
import logging
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from sambanova import containers
from sambanova.containers import DecodedContainer
from sambanova.errors import BufferTooLarge, UndecodableAudio
from sambanova.findings import Finding

log = logging.getLogger(__name__)

PROCESSES = 2  # children at a time; decoding takes a core each
# An hour of Opus at 32 kbit/s is 14 MB and takes a slow machine half a minute.
SECONDS = 2.0
SECONDS_A_MEGABYTE = 3.0
_ROOM_BYTES = 1 << 30  # of address space that a child may use beside the samples it makes

_REQUEST = struct.Struct("<QQ")  # bytes that follow, limit of the PCM in bytes
_ANSWER = struct.Struct("<IQ")  # bytes of JSON, bytes of PCM

_GAVE_UP = "The recording could not be decoded: it is damaged, or it takes too long."


class ContainedDecoder:
    """Decodes as `containers.decode` does, in child processes that it owns."""

    def __init__(self) -> None:
        self._idle: list[_Child] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(PROCESSES)

    def warm_up(self) -> None:
        """Starts a child, so that the first recording need not wait for it."""
        with self._lock:
            if not self._idle:
                self._idle.append(_Child())

    def decode(self, data: bytes, max_bytes: int) -> DecodedContainer | None:
        """What `containers.decode` gives for `data`.

        Raises UndecodableAudio when the decoder crashes or takes too long, and BufferTooLarge.
        """
        if not containers.may_be_one(data):
            return None
        with self._child() as child:
            return child.decode(data, max_bytes)

    def close(self) -> None:
        """Ends the children."""
        with self._lock:
            children, self._idle = self._idle, []
        for child in children:
            child.close()

    @contextmanager
    def _child(self) -> Iterator[_Child]:
        """A child that nobody else uses meanwhile; one that failed is not used again."""
        with self._places:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            child = child or _Child()
            sound = False
            try:
                yield child
                sound = True
            except BufferTooLarge:
                sound = True
                raise
            finally:
                if sound:
                    with self._lock:
                        self._idle.append(child)
                else:
                    child.close()


class _Child:
    """One child process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sambanova.decoder_process"],
            cwd=Path(__file__).resolve().parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal is the player's business
        )

    def decode(self, data: bytes, max_bytes: int) -> DecodedContainer | None:
        """Asks the child. Raises UndecodableAudio when it does not answer in time, or not at all."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        limit = SECONDS + SECONDS_A_MEGABYTE * len(data) / 2**20
        watchdog = threading.Timer(limit, self._process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            _write(self._process.stdin, _REQUEST.pack(len(data), max_bytes), data)
            head, pcm = _read_answer(self._process.stdout)
        except (OSError, EOFError) as error:
            log.warning("a decoder ended on a file of %d bytes (%s)", len(data), type(error).__name__)
            raise UndecodableAudio(_GAVE_UP) from error
        finally:
            watchdog.cancel()
        return _from_answer(head, pcm)

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not sent any more
                    pipe.close()
        self._process.wait()


def _write(stream: IO[bytes], *parts: bytes) -> None:
    for part in parts:
        stream.write(part)
    stream.flush()


def _read(stream: IO[bytes], count: int) -> bytes:
    """Exactly `count` bytes. Raises EOFError."""
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _read_answer(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    head_size, pcm_size = _ANSWER.unpack(_read(stream, _ANSWER.size))
    return json.loads(_read(stream, head_size)), _read(stream, pcm_size)


def _as_answer(decoded: DecodedContainer | None) -> tuple[dict[str, Any], bytes]:
    if decoded is None:
        return {"found": False}, b""
    head = {
        "found": True,
        "container": decoded.container,
        "codec": decoded.codec,
        "sample_rate": decoded.sample_rate,
        "channels": decoded.channels,
        "encoding": decoded.encoding,
        "findings": [asdict(finding) for finding in decoded.findings],
    }
    return head, decoded.pcm


def _from_answer(head: dict[str, Any], pcm: bytes) -> DecodedContainer | None:
    if "too_large" in head:
        raise BufferTooLarge(head["too_large"])
    if not head["found"]:
        return None
    return DecodedContainer(
        container=head["container"],
        codec=head["codec"],
        sample_rate=head["sample_rate"],
        channels=head["channels"],
        encoding=head["encoding"],
        pcm=pcm,
        findings=tuple(Finding(**finding) for finding in head["findings"]),
    )


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """The child: answers requests until there are no more."""
    while True:
        try:
            size, max_bytes = _REQUEST.unpack(_read(requests, _REQUEST.size))
            data = _read(requests, size)
        except EOFError:  # the player ended, or gave up
            return
        _limit_memory(size + 4 * max_bytes + _ROOM_BYTES)
        try:
            head, pcm = _as_answer(containers.decode(data, max_bytes))
        except BufferTooLarge as error:
            head, pcm = {"too_large": str(error)}, b""
        text = json.dumps(head).encode()
        _write(answers, _ANSWER.pack(len(text), len(pcm)), text, pcm)


def _limit_memory(limit: int) -> None:
    """Lets allocations beyond `limit` bytes fail, where the system can do that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    # FFmpeg may print; the answers keep the real stdout for themselves.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, answers)
