"""Decodes containers in child processes, so that a hostile file cannot crash the player.

FFmpeg is a million lines of C that parse bytes from anywhere. A crash, a hang or a flood of memory ends
only the child process, and the next file gets a new one.

    python -m sambanova.decoding.child_process        the child: requests on stdin, answers on stdout

Decoding an hour of Opus takes seconds, so the child sends a long recording piece by piece, and playback
can begin with the first piece.
"""

from __future__ import annotations

import json
import logging
import math
import os
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from sambanova.decoding import containers
from sambanova.decoding.containers import DecodedContainer
from sambanova.errors import BufferTooLarge, DecoderFailed, UndecodableAudio
from sambanova.findings import Finding
from sambanova.recording import PartialPcm

log = logging.getLogger(__name__)

PROCESSES = 2  # concurrent child processes; each uses a core
START_TIMEOUT = 30.0  # seconds; a busy machine with a cold disk is slow
# Processor time for one file. An hour of Opus at 32 kbit/s has 14 MB and takes a slow machine half a minute.
TIMEOUT = 2.0  # seconds
TIMEOUT_PER_MEGABYTE = 3.0  # seconds, added for each MiB of the file
BUSY_FACTOR = 4.0  # times as much may pass on the clock, as other programs keep a machine busy
_SPARE_MEMORY = 1 << 30  # bytes of address space for a child besides the file and the samples

_REQUEST = struct.Struct("<QQ")  # size of the file that follows, largest size of its PCM, bytes
_ANSWER = struct.Struct("<IQ")  # sizes of the JSON and of the PCM that follow, bytes

_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = [sys.executable, "-m", "sambanova.decoding.child_process"]
_CUT_OFF = Finding(
    "container_damaged",
    "error",
    "The end of the recording could not be decoded: it is damaged, or it takes too long.",
    "Play the original bytes in another player to see how much it finds.",
)
_CANNOT_DECODE = "The recording could not be decoded: it is damaged, or it takes too long."
_DECODER_FAILED = "The decoder failed, but not because of the recording: see the log of the player."


class ContainedDecoder:
    """Runs `containers.decode` in child processes that it owns. Thread-safe.

    decoder = ContainedDecoder()
    decoded = decoder.decode(data, max_bytes=512 << 20)
    decoder.close()
    """

    def __init__(self) -> None:
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(PROCESSES)

    def warm_up(self) -> None:
        """Starts a child process, so that the first recording does not wait for it."""
        with self._lock:
            if not self._idle:
                self._idle.append(_Child())

    def decode(self, data: bytes, max_bytes: int) -> DecodedContainer | None:
        """Decodes a file; returns None when it is not a known container.

        max_bytes: largest size of the PCM. The PCM of a long recording is a PartialPcm, which grows
        after this method returns. Raises UndecodableAudio when the decoder crashes on the file or takes
        too long, DecoderFailed when it fails for another reason, and BufferTooLarge.
        """
        if not containers.may_be_container(data):
            return None
        with ExitStack() as until_decoded:
            child = until_decoded.enter_context(self._child())
            decoded = child.decode(data, max_bytes)
            if decoded is not None and isinstance(decoded.pcm, PartialPcm):
                threading.Thread(
                    target=_read_rest,
                    args=(until_decoded.pop_all(), child, decoded.pcm),
                    name="decoder",
                    daemon=True,
                ).start()
        return decoded

    def close(self) -> None:
        """Ends all child processes. Recordings that are still being decoded end where they are."""
        with self._lock:
            idle, self._idle = self._idle, []
            busy = list(self._busy)
        for child in busy:
            child.kill()
        for child in idle:
            child.close()

    @contextmanager
    def _child(self) -> Iterator[_Child]:
        """A child process for exclusive use. It is used again unless it failed."""
        with self._slots:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            child = child or _Child()
            with self._lock:
                self._busy.add(child)
            is_reusable = False
            try:
                yield child
                is_reusable = True
            except BufferTooLarge:
                is_reusable = True
                raise
            finally:
                with self._lock:
                    self._busy.discard(child)
                    if is_reusable:
                        self._idle.append(child)
                if not is_reusable:
                    child.close()


def _read_rest(until_decoded: ExitStack, child: _Child, pcm: PartialPcm) -> None:
    """Reads the rest of a long recording, in a thread, and then releases the child process."""
    with suppress(OSError, EOFError), until_decoded:
        child.read_rest(pcm)


class _Child:
    """One child process. It decodes one file at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            _COMMAND,
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal must reach only the player
        )
        self._is_ready = False

    def decode(self, data: bytes, max_bytes: int) -> DecodedContainer | None:
        """Decodes a file; see `ContainedDecoder.decode`.

        When the PCM of the result is a PartialPcm, call `read_rest` with it.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._wait_until_ready()
        self._start_watchdog(BUSY_FACTOR * _timeout(len(data)))
        head: dict[str, Any] = {}
        try:
            _write(self._process.stdin, _REQUEST.pack(len(data), max_bytes), data)
            head, pcm = _read_answer(self._process.stdout)
        except (OSError, EOFError) as error:
            log.warning("a decoder ended on a file of %d bytes (%s)", len(data), type(error).__name__)
            raise UndecodableAudio(_CANNOT_DECODE) from error
        finally:
            if "expected" not in head:  # otherwise `read_rest` cancels it
                self._watchdog.cancel()
        return _from_answer(head, PartialPcm(head["expected"]) if "expected" in head else pcm)

    def _wait_until_ready(self) -> None:
        """Waits until the process has started. Raises DecoderFailed when it does not start."""
        if self._is_ready:
            return
        assert self._process.stdout is not None
        self._start_watchdog(START_TIMEOUT)
        try:
            _read_answer(self._process.stdout)
        except (OSError, EOFError) as error:
            _log_start_failure()
            raise DecoderFailed(_DECODER_FAILED) from error
        finally:
            self._watchdog.cancel()
        self._is_ready = True

    def _start_watchdog(self, seconds: float) -> None:
        self._watchdog = threading.Timer(seconds, self._process.kill)
        self._watchdog.daemon = True
        self._watchdog.start()

    def read_rest(self, pcm: PartialPcm) -> None:
        """Appends the remaining samples of a long recording to `pcm`.

        Raises OSError or EOFError when the process ends early. Then the samples received so far are
        kept, and a finding reports the loss.
        """
        assert self._process.stdout is not None
        findings: tuple[Finding, ...] = (_CUT_OFF,)
        try:
            while True:
                head, piece = _read_answer(self._process.stdout)
                if "failed" in head:
                    _log_failure(head)
                if "findings" in head:
                    findings = tuple(Finding.from_values(finding) for finding in head["findings"])
                    return
                pcm.append(piece)
        finally:
            self._watchdog.cancel()
            pcm.finish(findings)

    def kill(self) -> None:
        """Kills the process; a thread that reads from it gets EOFError."""
        self._process.kill()

    def close(self) -> None:
        """Kills the process and frees its resources."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # the process is gone, and unsent bytes with it
                    pipe.close()
        self._process.wait()


def _log_start_failure() -> None:
    """Starts a decoder once more with its output captured, and logs how it fails."""
    try:
        done = subprocess.run(
            _COMMAND,
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=START_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        reason = f"it takes longer than {START_TIMEOUT:g} s"
    else:
        reason = f"it exits with status {done.returncode}\n{done.stderr.decode(errors='replace')}"
    log.error("a decoder does not start: %s", reason)


def _log_failure(head: dict[str, Any]) -> None:
    log.error("a decoder failed:\n%s", head["failed"])


def _write(stream: IO[bytes], *parts: bytes) -> None:
    for part in parts:
        stream.write(part)
    stream.flush()


def _read(stream: IO[bytes], count: int) -> bytes:
    """Reads exactly `count` bytes. Raises EOFError."""
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
    return _head(decoded), decoded.pcm[:]


def _head(decoded: DecodedContainer) -> dict[str, Any]:
    """The JSON of an answer: everything except the samples."""
    return {
        "found": True,
        "container": decoded.container,
        "codec": decoded.codec,
        "sample_rate": decoded.sample_rate,
        "channels": decoded.channels,
        "encoding": decoded.encoding,
        "findings": [asdict(finding) for finding in decoded.findings],
    }


def _from_answer(head: dict[str, Any], pcm: bytes | PartialPcm) -> DecodedContainer | None:
    if "too_large" in head:
        raise BufferTooLarge(head["too_large"])
    if "failed" in head:
        _log_failure(head)
        raise DecoderFailed(_DECODER_FAILED)
    if not head["found"]:
        return None
    return DecodedContainer(
        container=head["container"],
        codec=head["codec"],
        sample_rate=head["sample_rate"],
        channels=head["channels"],
        encoding=head["encoding"],
        pcm=pcm,
        findings=tuple(Finding.from_values(finding) for finding in head["findings"]),
    )


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """The child process: sends a first answer when it is ready, then answers requests until EOF."""
    _Sender(answers).send({})
    while True:
        try:
            size, max_bytes = _REQUEST.unpack(_read(requests, _REQUEST.size))
            data = _read(requests, size)
        except EOFError:  # the player closed the pipe
            return
        limit_process(size + 4 * max_bytes + _SPARE_MEMORY, _timeout(size))
        sender = _Sender(answers)
        try:
            decoded = containers.decode(data, max_bytes, sender)
        except BufferTooLarge as error:
            sender.send({"too_large": str(error), "findings": [asdict(_CUT_OFF)]})
            continue
        except (MemoryError, OSError):  # the memory limit is reached, or the player has ended
            raise
        except Exception:  # noqa: BLE001  # a bug here or in a library: the player logs it
            sender.send({"failed": traceback.format_exc(), "findings": [asdict(_CUT_OFF)]})
            continue
        if sender.has_begun:
            findings = decoded.findings if decoded else (_CUT_OFF,)
            sender.send({"findings": [asdict(finding) for finding in findings]})
        else:
            sender.send(*_as_answer(decoded))


class _Sender:
    """Sends answers; as a listener of `containers.decode`, sends a long recording piece by piece."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self.has_begun = False

    def begins(self, decoded: DecodedContainer, expected: int) -> None:
        """Sends the description of the recording. expected: bytes of PCM, estimated."""
        self.has_begun = True
        self.send({**_head(decoded), "expected": expected})

    def goes_on(self, pcm: bytes) -> None:
        """Sends the next piece of PCM."""
        self.send({}, pcm)

    def send(self, head: dict[str, Any], pcm: bytes = b"") -> None:
        """Sends an answer or a part of one."""
        text = json.dumps(head).encode()
        _write(self._answers, _ANSWER.pack(len(text), len(pcm)), text, pcm)


def _timeout(size: int) -> float:
    """Seconds of processor time that a file of `size` bytes may take."""
    return TIMEOUT + TIMEOUT_PER_MEGABYTE * size / 2**20


def limit_process(memory: int, seconds: float) -> None:
    """Limits the address space of this process, and the processor time that it has left.

    Processor time is what counts, as a busy machine must not make a good file undecodable. Has no
    effect where the system does not support it.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    until = math.ceil(time.process_time() + seconds)
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, until)):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    # Answers use a duplicate of stdout, and stdout becomes stderr: FFmpeg may print on it.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, answers)
