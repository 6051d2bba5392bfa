"""Decodes containers in a process of its own, so that a hostile file cannot take the player down.

FFmpeg is a million lines of C that meet bytes from anywhere. In a child process a crash, a hang or a
flood of memory ends that child alone; the next file gets a new one.

    python -m sambanova.decoding.child_process        the child: requests on stdin, answers on stdout

An hour of Opus takes seconds to decode. So the child sends a long recording piece by piece, and the
player hands it out as soon as it begins.
"""

from __future__ import annotations

import json
import logging
import os
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from sambanova.decoding import containers
from sambanova.decoding.containers import DecodedContainer
from sambanova.decoding_pcm import DecodingPcm
from sambanova.errors import BufferTooLarge, DecoderFailed, UndecodableAudio
from sambanova.findings import Finding

log = logging.getLogger(__name__)

PROCESSES = 2  # children at a time; decoding takes a core each
START_SECONDS = 30.0  # that a child may take to start, on a busy machine with cold disks
# An hour of Opus at 32 kbit/s is 14 MB and takes a slow machine half a minute.
SECONDS = 2.0
SECONDS_A_MEGABYTE = 3.0
_ROOM_BYTES = 1 << 30  # of address space that a child may use beside the samples it makes

_REQUEST = struct.Struct("<QQ")  # bytes that follow, limit of the PCM in bytes
_ANSWER = struct.Struct("<IQ")  # bytes of JSON, bytes of PCM

_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = [sys.executable, "-m", "sambanova.decoding.child_process"]
_CUT_OFF = Finding(
    "container_damaged",
    "error",
    "The end of the recording could not be decoded: it is damaged, or it takes too long.",
    "Play the original bytes in another player to see how much it finds.",
)
_GAVE_UP = "The recording could not be decoded: it is damaged, or it takes too long."
_BROKEN = "The player's decoder failed for a reason of its own, not of the recording: its log says which."


class ContainedDecoder:
    """Decodes as `containers.decode` does, in child processes that it owns."""

    def __init__(self) -> None:
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(PROCESSES)

    def warm_up(self) -> None:
        """Starts a child, so that the first recording need not wait for it."""
        with self._lock:
            if not self._idle:
                self._idle.append(_Child())

    def decode(self, data: bytes, max_bytes: int) -> DecodedContainer | None:
        """What `containers.decode` gives for `data`; the samples of a long recording go on coming.

        Raises UndecodableAudio when the decoder crashes on it or takes too long, DecoderFailed when it
        fails for a reason of its own, and BufferTooLarge.
        """
        if not containers.may_be_one(data):
            return None
        with ExitStack() as until_decoded:
            child = until_decoded.enter_context(self._child())
            decoded = child.decode(data, max_bytes)
            if decoded is not None and isinstance(decoded.pcm, DecodingPcm):
                threading.Thread(
                    target=_read_rest,
                    args=(until_decoded.pop_all(), child, decoded.pcm),
                    name="decoder",
                    daemon=True,
                ).start()
        return decoded

    def close(self) -> None:
        """Ends the children, also those that decode: what waits for their samples gets no more."""
        with self._lock:
            idle, self._idle = self._idle, []
            busy = list(self._busy)
        for child in busy:
            child.kill()
        for child in idle:
            child.close()

    @contextmanager
    def _child(self) -> Iterator[_Child]:
        """A child that nobody else uses meanwhile; one that failed is not used again."""
        with self._places:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            child = child or _Child()
            with self._lock:
                self._busy.add(child)
            sound = False
            try:
                yield child
                sound = True
            except BufferTooLarge:
                sound = True
                raise
            finally:
                with self._lock:
                    self._busy.discard(child)
                    if sound:
                        self._idle.append(child)
                if not sound:
                    child.close()


def _read_rest(until_decoded: ExitStack, child: _Child, pcm: DecodingPcm) -> None:
    """A thread: takes what the child goes on to decode, and then gives the child back."""
    with suppress(OSError, EOFError), until_decoded:
        child.read_rest(pcm)


class _Child:
    """One child process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            _COMMAND,
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal is the player's business
        )
        self._is_ready = False

    def decode(self, data: bytes, max_bytes: int) -> DecodedContainer | None:
        """Asks the child; raises as `ContainedDecoder.decode` does.

        When the answer's samples are DecodingPcm, `read_rest` must be called for them.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._wait_until_ready()
        self._start_watchdog(SECONDS + SECONDS_A_MEGABYTE * len(data) / 2**20)
        head: dict[str, Any] = {}
        try:
            _write(self._process.stdin, _REQUEST.pack(len(data), max_bytes), data)
            head, pcm = _read_answer(self._process.stdout)
        except (OSError, EOFError) as error:
            log.warning("a decoder ended on a file of %d bytes (%s)", len(data), type(error).__name__)
            raise UndecodableAudio(_GAVE_UP) from error
        finally:
            if "expected" not in head:  # else the rest is still to come
                self._watchdog.cancel()
        return _from_answer(head, DecodingPcm(head["expected"]) if "expected" in head else pcm)

    def _wait_until_ready(self) -> None:
        """Waits for the start of the process, once. Raises DecoderFailed when it does not start."""
        if self._is_ready:
            return
        assert self._process.stdout is not None
        self._start_watchdog(START_SECONDS)
        try:
            _read_answer(self._process.stdout)
        except (OSError, EOFError) as error:
            _log_why_none_starts()
            raise DecoderFailed(_BROKEN) from error
        finally:
            self._watchdog.cancel()
        self._is_ready = True

    def _start_watchdog(self, seconds: float) -> None:
        self._watchdog = threading.Timer(seconds, self._process.kill)
        self._watchdog.daemon = True
        self._watchdog.start()

    def read_rest(self, pcm: DecodingPcm) -> None:
        """Takes the samples of a long recording. Raises OSError or EOFError when they do not come to an end.

        What came until then is kept, with a finding that says so.
        """
        assert self._process.stdout is not None
        findings: tuple[Finding, ...] = (_CUT_OFF,)
        try:
            while True:
                head, piece = _read_answer(self._process.stdout)
                if "failed" in head:
                    _log_failure(head)
                if "findings" in head:
                    findings = tuple(Finding(**finding) for finding in head["findings"])
                    return
                pcm.append(piece)
        finally:
            self._watchdog.cancel()
            pcm.finish(findings)

    def kill(self) -> None:
        """Ends the process; whoever talks to it notices."""
        self._process.kill()

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not sent any more
                    pipe.close()
        self._process.wait()


def _log_why_none_starts() -> None:
    """Starts a decoder once more to see how it ends and what it prints: the others print for nobody."""
    try:
        done = subprocess.run(
            _COMMAND,
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=START_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        why = f"it takes longer than {START_SECONDS:g} s"
    else:
        why = f"it ends with status {done.returncode}\n{done.stderr.decode(errors='replace')}"
    log.error("a decoder does not start: %s", why)


def _log_failure(head: dict[str, Any]) -> None:
    log.error("the decoder failed for a reason of its own:\n%s", head["failed"])


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
    return _head(decoded), decoded.pcm[:]


def _head(decoded: DecodedContainer) -> dict[str, Any]:
    """All but the samples."""
    return {
        "found": True,
        "container": decoded.container,
        "codec": decoded.codec,
        "sample_rate": decoded.sample_rate,
        "channels": decoded.channels,
        "encoding": decoded.encoding,
        "findings": [asdict(finding) for finding in decoded.findings],
    }


def _from_answer(head: dict[str, Any], pcm: bytes | DecodingPcm) -> DecodedContainer | None:
    if "too_large" in head:
        raise BufferTooLarge(head["too_large"])
    if "failed" in head:
        _log_failure(head)
        raise DecoderFailed(_BROKEN)
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
    """The child: says that it is ready, and answers requests until there are no more."""
    _Sender(answers).send({})
    while True:
        try:
            size, max_bytes = _REQUEST.unpack(_read(requests, _REQUEST.size))
            data = _read(requests, size)
        except EOFError:  # the player ended, or gave up
            return
        _limit_memory(size + 4 * max_bytes + _ROOM_BYTES)
        sender = _Sender(answers)
        try:
            decoded = containers.decode(data, max_bytes, sender)
        except BufferTooLarge as error:
            sender.send({"too_large": str(error), "findings": [asdict(_CUT_OFF)]})
            continue
        except (MemoryError, OSError):  # the limit was met, or the player ended
            raise
        except Exception:  # noqa: BLE001  # a fault of this program or its libraries, which the player must learn of
            sender.send({"failed": traceback.format_exc(), "findings": [asdict(_CUT_OFF)]})
            continue
        if sender.has_begun:
            findings = decoded.findings if decoded else (_CUT_OFF,)
            sender.send({"findings": [asdict(finding) for finding in findings]})
        else:
            sender.send(*_as_answer(decoded))


class _Sender:
    """Sends a long recording while it is being decoded."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self.has_begun = False

    def begins(self, decoded: DecodedContainer, expected: int) -> None:
        """Sends what it is."""
        self.has_begun = True
        self.send({**_head(decoded), "expected": expected})

    def goes_on(self, pcm: bytes) -> None:
        """Sends the next samples."""
        self.send({}, pcm)

    def send(self, head: dict[str, Any], pcm: bytes = b"") -> None:
        """Sends an answer, or a part of one."""
        text = json.dumps(head).encode()
        _write(self._answers, _ANSWER.pack(len(text), len(pcm)), text, pcm)


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
