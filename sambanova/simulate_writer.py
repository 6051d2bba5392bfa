"""Behaves like a voice app that records calls into Redis while people talk, with faults on request.

    REDIS_URL=... python -m sambanova.simulate_writer --layout stream --tracks 2 --sessions 3

writes to the configured Redis until Ctrl-C, or for `--seconds`. The keys are those that the player finds
without settings. What is said is the speech of the demo, again and again.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import random
import re
import sys
import time
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from sambanova.clips import Clip, Samples, as_bytes, as_webm
from sambanova.encodings import ENCODINGS
from sambanova.errors import RedisUnavailable, SettingsError
from sambanova.redis_manager import Command, RedisManager, redis_manager

Layout = Literal["hash", "list", "stream", "string"]

TTL = 3600  # seconds until a session expires after the last renewal, typical of voice apps
_RENEW_INTERVAL = 60.0  # seconds between two renewals of the TTL

_SOLO_CLIPS = ("ada", "alan", "grace", "annie", "claude", "katherine", "hedy", "radia")
_CALL_CLIPS = {"user": "call-caller", "agent": "call-agent"}  # one side pauses while the other speaks


@dataclass(frozen=True)
class Faults:
    """What the writer does wrong. Of the counts, 0 means never.

    drop, double, lose_byte: each Nth chunk is not written, is written twice, lacks the byte in its middle.
    stall_seconds, stall_at: nothing is written for so long from that second on; then all of it comes at
    once. declared_rate: Hz that the session says in place of the true rate. trim: how many chunks are kept
    of each key, by LTRIM or MAXLEN.
    """

    drop: int = 0
    double: int = 0
    lose_byte: int = 0
    stall_seconds: float = 0.0
    stall_at: float = 0.0
    declared_rate: int | None = None
    trim: int = 0


@dataclass(frozen=True)
class WriterOptions:
    """How a voice app writes. Raises SettingsError for what cannot be.

    encoding: of the samples, a name of `ENCODINGS`. sample_rate: Hz. chunk_ms: the sound of one write.
    seconds: after which the call ends; None for never. jitter_ms: by at most so much a write is late.
    replaces_at_stop: whether the complete recording, as WebM, takes the place of the chunks at the end.
    is_base64: whether bytes are stored as text; None for what is usual in the layout.
    declares_encoding: whether the session says the encoding, not only the rate.
    """

    layout: Layout = "hash"
    encoding: str = "s16le"
    sample_rate: int = 16_000
    chunk_ms: float = 100.0
    seconds: float | None = None
    jitter_ms: float = 0.0
    replaces_at_stop: bool = False
    is_base64: bool | None = None
    declares_encoding: bool = False
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        if self.layout not in get_args(Layout):
            raise SettingsError(f"There is no layout {self.layout!r}: hash, list, stream or string.")
        if self.encoding not in ENCODINGS:
            raise SettingsError(f"There is no encoding {self.encoding!r}: {', '.join(ENCODINGS)}.")
        if self.sample_rate <= 0 or self.chunk_ms * self.sample_rate < 1000:
            raise SettingsError("A chunk holds at least one frame: raise the sample rate or the chunk.")
        if self.jitter_ms < 0 or (self.seconds is not None and self.seconds <= 0):
            raise SettingsError("Times are positive.")
        if min(self.faults.drop, self.faults.double, self.faults.lose_byte, self.faults.trim) < 0:
            raise SettingsError("Each Nth chunk has the fault: N is positive, or 0 for none.")
        if self.faults.trim and self.layout not in ("list", "stream"):
            raise SettingsError("Only a list or a stream can be trimmed.")

    @property
    def stores_text(self) -> bool:
        """Whether bytes are stored as base64."""
        return self.layout == "hash" if self.is_base64 is None else self.is_base64

    @property
    def declared_rate(self) -> int:
        """The sample rate that the session says, Hz."""
        return self.faults.declared_rate or self.sample_rate


@dataclass(frozen=True, slots=True)
class WrittenChunk:
    """A chunk as it was written.

    track: empty where there is one only. number: of the chunk in its track, from 0. first_frame: where its
    sound begins in the track, without faults. data: the bytes, with their fault, before base64. due:
    seconds from the beginning of the call at which it was to be written. written_at: time.monotonic()
    directly before it was sent.
    """

    track: str
    number: int
    first_frame: int
    data: bytes
    due: float
    written_at: float


class SimulatedWriter:
    """Writes one session in real time.

        writer = SimulatedWriter(redis_manager, "42", WriterOptions(seconds=10), {"": sound})
        writer.begin()
        while writer.next_due is not None:
            time.sleep(max(0.0, writer.next_due - time.monotonic()))
            writer.step()

    The chunks have an absolute schedule: each is due as soon as its last frame is said, so the mean rate is
    exact, however late single steps are. The moments `now` are of one clock, by default time.monotonic().
    Every method raises RedisUnavailable; the chunks of that step are lost then.
    """

    def __init__(
        self,
        manager: RedisManager,
        session_id: str,
        options: WriterOptions,
        sounds: Mapping[str, Samples],
        fields: Mapping[str, str] | None = None,
        finals: Mapping[str, bytes] | None = None,
    ) -> None:
        """sounds: of each track, mono, -1..1, at the sample rate; repeated without end.

        The name of a single track is empty. fields: of the session, in place of the usual ones; they must
        say that it is recording. finals: the complete recording of each track; None encodes what was said.
        """
        self.session_id = session_id
        self.options = options
        self.is_recording = False
        self._manager = manager
        self._sounds = dict(sounds)
        self._fields = fields
        self._finals = finals
        self._about_key = f"session:{session_id}"
        self._begin_again(0.0)

    def _begin_again(self, begun_at: float) -> None:
        self.begun_at = begun_at
        self._renewed_at = begun_at
        self._expiring: set[str] = set()
        self._tracks = [
            _Track(name, self.options, sound, _place(self.session_id, name, self.options))
            for name, sound in self._sounds.items()
        ]

    @property
    def keys(self) -> list[str]:
        """All keys of the session, that which says what it is first."""
        return list(dict.fromkeys((self._about_key, *(track.place.key for track in self._tracks))))

    @property
    def next_due(self) -> float | None:
        """When the next chunk is due; None after the end of the call."""
        dues = [due for track in self._tracks if (due := track.next_due) is not None]
        return self.begun_at + min(dues) if self.is_recording and dues else None

    def begin(self, now: float | None = None) -> None:
        """Begins a new call without audio; what is left of one before is deleted. now: may be soon."""
        self._begin_again(time.monotonic() if now is None else now)
        fields = self._usual_fields() if self._fields is None else self._fields
        written = [part for pair in fields.items() for part in pair]
        self._send(("DEL", *self.keys), ("HSET", self._about_key, *written), self._expiry(self._about_key))
        self.is_recording = True

    def _usual_fields(self) -> dict[str, str]:
        fields = {
            "user_name": f"Caller {self.session_id}",
            "is_recording": "True",
            "connected_at": f"{time.time():.3f}",
            "sample_rate": str(self.options.declared_rate),
        }
        return {**fields, "encoding": self.options.encoding} if self.options.declares_encoding else fields

    def step(self, now: float | None = None) -> list[WrittenChunk]:
        """Writes the chunks that are due by now, and returns them. After the last one it calls `stop`."""
        if not self.is_recording:
            return []
        now = time.monotonic() if now is None else now
        elapsed = now - self.begun_at
        written: list[WrittenChunk] = []
        commands: list[Command] = []
        sent_at = time.monotonic()
        for track in self._tracks:
            chunks = list(track.take(elapsed, sent_at))
            if chunks:
                commands += track.place.append([chunk.data for chunk in chunks])
                commands += self._renewals(track.place.key)
            written += chunks
        if now - self._renewed_at > _RENEW_INTERVAL:
            self._renewed_at = now
            commands += [self._expiry(key) for key in self.keys]
        self._send(*commands)
        if self.next_due is None:
            self.stop()
        return written

    def stop(self) -> None:
        """Ends the call: it is recorded no longer. Idempotent."""
        if not self.is_recording:
            return
        commands: list[Command] = [("HSET", self._about_key, "is_recording", "False")]
        if self.options.replaces_at_stop:
            commands += [("DEL", key) for key in self.keys if key != self._about_key]
            for track in self._tracks:
                final = track.final() if self._finals is None else self._finals[track.name]
                commands += [track.place.whole(final), self._expiry(track.place.key)]
        self._send(("MULTI",), *commands, ("EXEC",))
        self.is_recording = False

    def _renewals(self, key: str) -> list[Command]:
        """The command that gives a new key its time to live; none for one that has it."""
        if key in self._expiring:
            return []
        self._expiring.add(key)
        return [self._expiry(key)]

    @staticmethod
    def _expiry(key: str) -> Command:
        return ("EXPIRE", key, TTL)

    def _send(self, *commands: Command) -> None:
        for reply in self._manager.ask(commands):
            self._manager.result_of(reply)


class _Track:
    """One side of a call: its sound, and the schedule of its chunks."""

    def __init__(self, name: str, options: WriterOptions, sound: Samples, place: _Place) -> None:
        self.name = name
        self.place = place
        self._options = options
        self._sound = sound.ravel()
        self._encoded = as_bytes(sound, options.encoding)
        self._random = random.Random(name)  # nosec B311  # not for secrets
        self._number = 0
        self._count = None if options.seconds is None else round(options.seconds * options.sample_rate)
        self.next_due: float | None = self._due_at(0.0)

    def _frame(self, number: int) -> int:
        """The first frame of a chunk."""
        frame = round(number * self._options.chunk_ms * self._options.sample_rate / 1000)
        return frame if self._count is None else min(frame, self._count)

    def _due_at(self, earliest: float) -> float | None:
        """When the next chunk is due, in seconds of the call; None if there is no more."""
        if self._frame(self._number) == self._count:
            return None
        said = self._frame(self._number + 1) / self._options.sample_rate
        late = self._random.uniform(0, self._options.jitter_ms / 1000) if self._options.jitter_ms else 0.0
        due = max(earliest, said + late)
        faults = self._options.faults
        is_stalled = faults.stall_at <= due < faults.stall_at + faults.stall_seconds
        return faults.stall_at + faults.stall_seconds if is_stalled else due

    def take(self, elapsed: float, at: float) -> Iterator[WrittenChunk]:
        """The chunks that are due. elapsed: seconds of the call. at: when they are sent."""
        while self.next_due is not None and self.next_due <= elapsed:
            first = self._frame(self._number)
            data = self._bytes(first, self._frame(self._number + 1))
            for faulty in self._with_faults(data):
                yield WrittenChunk(self.name, self._number, first, faulty, self.next_due, at)
            self._number += 1
            self.next_due = self._due_at(self.next_due)

    def _with_faults(self, data: bytes) -> list[bytes]:
        """The chunk as often as it is written."""

        def hits(every: int) -> bool:
            return bool(every) and (self._number + 1) % every == 0

        faults = self._options.faults
        if hits(faults.drop):
            return []
        if hits(faults.lose_byte):
            middle = len(data) // 2
            data = data[:middle] + data[middle + 1 :]
        return [data] * (2 if hits(faults.double) else 1)

    def _bytes(self, first: int, end: int) -> bytes:
        """The encoded frames of the repeated sound."""
        width = ENCODINGS[self._options.encoding].sample_width
        size = len(self._encoded)
        start = first * width % size
        wanted = (end - first) * width
        return (self._encoded * (1 + (start + wanted) // size))[start : start + wanted]

    def final(self) -> bytes:
        """The complete recording of what was said so far, as WebM."""
        said = np.resize(self._sound, self._frame(self._number))
        return as_webm(said.reshape(-1, 1), self._options.sample_rate)


class _Place(ABC):
    """Where the chunks of a track go."""

    def __init__(self, key: str, options: WriterOptions) -> None:
        self.key = key
        self._options = options

    @abstractmethod
    def append(self, chunks: Sequence[bytes]) -> list[Command]:
        """The commands that write chunks behind what is there."""

    @abstractmethod
    def whole(self, data: bytes) -> Command:
        """The command that writes a complete recording, after the chunks were deleted."""

    def _stored(self, data: bytes) -> bytes:
        return b64encode(data) if self._options.stores_text else data


class _HashField(_Place):
    """A field with all of the audio, written whole each time."""

    def __init__(self, key: str, options: WriterOptions, name: str) -> None:
        super().__init__(key, options)
        self._name = name
        self._value = bytearray()
        self._rest = b""  # bytes that fill no group of base64

    def append(self, chunks: Sequence[bytes]) -> list[Command]:
        data = self._rest + b"".join(chunks)
        whole = len(data) // 3 * 3
        self._value += self._stored(data[:whole])
        self._rest = data[whole:]
        return [("HSET", self.key, self._name, bytes(self._value) + self._stored(self._rest))]

    def whole(self, data: bytes) -> Command:
        return ("HSET", self.key, self._name, self._stored(data))


class _List(_Place):
    def append(self, chunks: Sequence[bytes]) -> list[Command]:
        commands: list[Command] = [("RPUSH", self.key, self._stored(chunk)) for chunk in chunks]
        trim = self._options.faults.trim
        return [*commands, ("LTRIM", self.key, -trim, -1)] if trim else commands

    def whole(self, data: bytes) -> Command:
        return ("RPUSH", self.key, self._stored(data))


class _Stream(_Place):
    """A stream of all tracks; its entries declare their track and their format."""

    def __init__(self, key: str, options: WriterOptions, track: str) -> None:
        super().__init__(key, options)
        self._about: tuple[str, ...] = ("sample_rate", str(options.declared_rate))
        if options.declares_encoding:
            self._about += ("encoding", options.encoding)
        self._track = ("track", track) if track else ()

    def append(self, chunks: Sequence[bytes]) -> list[Command]:
        trim = self._options.faults.trim
        limit = ("MAXLEN", "=", trim) if trim else ()
        return [
            ("XADD", self.key, *limit, "*", *self._track, "audio", self._stored(chunk), *self._about)
            for chunk in chunks
        ]

    def whole(self, data: bytes) -> Command:
        return ("XADD", self.key, "*", *self._track, "audio", self._stored(data))


class _String(_Place):
    def append(self, chunks: Sequence[bytes]) -> list[Command]:
        return [("APPEND", self.key, self._stored(chunk)) for chunk in chunks]

    def whole(self, data: bytes) -> Command:
        return ("SET", self.key, self._stored(data))


def _place(session_id: str, track: str, options: WriterOptions) -> _Place:
    """Where a track is, by the names that public voice apps give."""
    suffix = f":{track}" if track else ""
    if options.layout == "hash":
        return _HashField(f"session:{session_id}", options, f"{track}_audio" if track else "audio_buffer")
    if options.layout == "stream":
        return _Stream(f"audio:stream:{session_id}", options, track)
    return {"list": _List, "string": _String}[options.layout](f"audio:{session_id}{suffix}", options)


def run(writers: Sequence[SimulatedWriter]) -> None:
    """Begins the calls and writes them until each has ended. Raises RedisUnavailable.

    The writes of several calls are spread over the time of a chunk, as calls do not begin together. However
    it ends, no session stays that says that it is recording, as far as Redis answers.
    """
    try:
        for number, writer in enumerate(writers):
            writer.begin(time.monotonic() + number * writer.options.chunk_ms / 1000 / len(writers))
        while dues := [writer.next_due for writer in writers if writer.next_due is not None]:
            time.sleep(max(0.0, min(dues) - time.monotonic()))
            for writer in writers:
                writer.step()
    finally:
        for writer in writers:
            with contextlib.suppress(RedisUnavailable):
                writer.stop()


def speech_writers(
    manager: RedisManager, options: WriterOptions, *, sessions: int = 1, tracks: Literal[1, 2] = 1
) -> list[SimulatedWriter]:
    """Writers of calls with the speech of the demo, for `run`.

    tracks: one speaker, or the user and the agent of a call, who take turns.
    """
    writers = []
    for number in range(sessions):
        names = {"": _SOLO_CLIPS[number % len(_SOLO_CLIPS)]} if tracks == 1 else _CALL_CLIPS
        sounds = {track: Clip(name).sound(options.sample_rate) for track, name in names.items()}
        writer = SimulatedWriter(manager, f"simulated-{options.layout}-{number + 1}", options, sounds)
        writers.append(writer)
    return writers


def _stall(text: str) -> tuple[float, float]:
    """`2@10`: two seconds, ten seconds after the beginning."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)@(\d+(?:\.\d+)?)", text)
    if match is None:
        raise argparse.ArgumentTypeError("give SECONDS@SECONDS, such as 2@10")
    return float(match[1]), float(match[2])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--layout", choices=get_args(Layout), default="hash", help="type of the keys")
    parser.add_argument("--format", choices=[*ENCODINGS], default="s16le", help="encoding of the samples")
    parser.add_argument("--rate", type=int, default=16_000, metavar="HZ", help="sample rate (16000)")
    parser.add_argument("--sessions", type=int, default=1, metavar="N", help="calls at the same time (1)")
    parser.add_argument("--tracks", type=int, choices=(1, 2), default=1, help="2: user and agent take turns")
    parser.add_argument("--chunk-ms", type=float, default=100.0, help="sound of one write (100)")
    parser.add_argument("--seconds", type=float, help="length of the calls; without it, until Ctrl-C")
    parser.add_argument("--jitter-ms", type=float, default=0.0, help="writes are late by at most this")
    parser.add_argument("--replace-at-stop", action="store_true", help="the chunks become a complete WebM")
    parser.add_argument("--encoding", choices=("base64", "raw"), help="base64 in a hash, else raw")
    parser.add_argument("--declare-format", action="store_true", help="the session says the encoding too")
    faults = parser.add_argument_group("faults")
    faults.add_argument("--drop", type=int, default=0, metavar="N", help="each Nth chunk is not written")
    faults.add_argument("--double", type=int, default=0, metavar="N", help="each Nth chunk is written twice")
    faults.add_argument("--lose-byte", type=int, default=0, metavar="N", help="each Nth chunk lacks a byte")
    faults.add_argument("--stall", type=_stall, default=(0.0, 0.0), metavar="SECONDS@SECONDS")
    faults.add_argument("--wrong-rate", type=int, metavar="HZ", help="the session says this rate")
    faults.add_argument("--trim", type=int, default=0, metavar="N", help="LTRIM or MAXLEN to N chunks")
    return parser


def _options(given: argparse.Namespace) -> WriterOptions:
    """Raises SettingsError."""
    stall_seconds, stall_at = given.stall
    faults = Faults(
        given.drop, given.double, given.lose_byte, stall_seconds, stall_at, given.wrong_rate, given.trim
    )
    return WriterOptions(
        layout=given.layout,
        encoding=given.format,
        sample_rate=given.rate,
        chunk_ms=given.chunk_ms,
        seconds=given.seconds,
        jitter_ms=given.jitter_ms,
        replaces_at_stop=given.replace_at_stop,
        is_base64=None if given.encoding is None else given.encoding == "base64",
        declares_encoding=given.declare_format,
        faults=faults,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line on the configured Redis; returns the exit status."""
    logging.basicConfig(level=logging.ERROR)
    given = _parser().parse_args(arguments)
    try:
        writers = speech_writers(redis_manager, _options(given), sessions=given.sessions, tracks=given.tracks)
        sys.stdout.write("".join(f"{writer.session_id}: {', '.join(writer.keys)}\n" for writer in writers))
        sys.stdout.flush()
        run(writers)
    except KeyboardInterrupt:
        return 0
    except (RedisUnavailable, SettingsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
