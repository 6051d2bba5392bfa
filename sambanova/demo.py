"""Demo sessions: what voice apps store in Redis, with typical faults, and two live calls.

    REDIS_URL=... python -m sambanova.demo

writes the sessions and keeps them from expiring until it is stopped. `start_audio_player.py` runs it
on its private Redis only. The speech is stored as WebM recordings (see `demo_audio/README.md`), from
which all other formats are derived.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NoReturn

import numpy as np

from sambanova.clips import Clip, Samples, as_bytes, as_mp3
from sambanova.errors import RedisUnavailable, SettingsError
from sambanova.redis_manager import Command, RedisManager, redis_manager
from sambanova.simulate_writer import TTL, SimulatedWriter, WriterOptions

log = logging.getLogger(__name__)

_MIN_TTL = 300  # seconds; below it a session gets a new TTL
_RENEW_INTERVAL = 30.0  # seconds between two checks of the TTL
_LIVE_PAUSE = 8.0  # seconds between two calls of a live session
_LIVE_RATE = 16_000  # Hz
_MAX_SLEEP = 0.25  # seconds between two looks at the live sessions


# Each function below makes the base64 text of a session from a clip.


def browser_recording(clip: Clip) -> str:
    """The complete file from the MediaRecorder of a browser."""
    return b64encode(clip.webm).decode()


def joined_chunks(clip: Clip) -> str:
    """Chunks of a file, each encoded separately and appended as text: padding in the middle."""
    sizes = (997, 1501, 1250)  # bytes; no multiple of three, so that each chunk ends with padding
    chunks: list[str] = []
    position = 0
    while position < len(clip.webm):
        size = sizes[len(chunks) % len(sizes)]
        chunks.append(b64encode(clip.webm[position : position + size]).decode())
        position += size
    return "".join(chunks)


def headerless_16k(clip: Clip) -> str:
    """Headerless 16-bit samples, as an AudioWorklet sends them."""
    return b64encode(as_bytes(clip.sound(16_000), "s16le")).decode()


def telephone(clip: Clip) -> str:
    """Headerless mu-law at 8 kHz, as a telephone line delivers it."""
    return b64encode(as_bytes(clip.sound(8_000), "mulaw")).decode()


def float_48k(clip: Clip) -> str:
    """Floats that the writer did not convert to integers, with microphone noise."""
    sound = clip.sound(48_000)
    hiss = np.random.default_rng(0).normal(0, 10 ** (-66 / 20), sound.shape)
    return b64encode((sound + hiss).astype("<f4").tobytes()).decode()


def two_speakers(clip: Clip) -> str:
    """A stereo call: the agent on the left, the caller on the right."""
    sides = [side.sound(16_000) for side in (clip, Clip("call-caller"))]
    return b64encode(as_bytes(np.hstack(sides), "s16le")).decode()


def lost_byte(clip: Clip) -> str:
    """16-bit samples with one byte missing: noise from there on."""
    sound = as_bytes(clip.sound(16_000), "s16le")
    lost = len(sound) * 3 // 5 | 1
    return b64encode(sound[:lost] + sound[lost + 1 :]).decode()


def clipped(clip: Clip) -> str:
    """A recording with far too much gain."""
    return b64encode(as_bytes(clip.sound(16_000) * 12, "s16le")).decode()


def speech_service(clip: Clip) -> str:
    """The voice of the agent, as a speech service returns it."""
    return b64encode(as_mp3(clip.sound(24_000), 24_000)).decode()


def nothing(clip: Clip) -> str:
    """The empty field of a session without audio."""
    return ""


@dataclass(frozen=True)
class DemoSession:
    """A session that does not change.

    stored: makes the base64 text from the clip. age: seconds since the connection. fields: added to, or
    in place of, those of `session_fields`.
    """

    session_id: str
    user_name: str
    clip: str
    stored: Callable[[Clip], str]
    age: int
    fields: dict[str, str] = field(default_factory=dict)


_SAID = (
    ("agent", 0.45, 3.95, "Good afternoon, this is your voice assistant. How can I help you?"),
    ("user", 4.82, 7.72, "Hi. I would like to know when the library closes today."),
    ("agent", 8.59, 12.45, "The library closes at six o'clock today. Would you like to renew a book?"),
    ("user", 13.13, 16.0, "Yes, please. The one about information theory."),
    ("agent", 16.92, 19.2, "It is renewed until the twentieth of June."),
)
"""What is said in the clips of the call: by whom, from and until which second."""

_MESSAGES = json.dumps(
    [{"role": role, "content": text, "start": start, "end": end} for role, start, end, text in _SAID]
)


SESSIONS = (
    DemoSession("pR7mT1yLZ0aB", "Grace Hopper", "grace", browser_recording, age=1140),
    DemoSession(
        "q1We5rTy7UiO", "Margaret Hamilton", "joan", nothing, age=40, fields={"is_recording": "True"}
    ),
    DemoSession(
        "b2Nc7vXz1MaQ",
        "",
        "joan",
        browser_recording,
        age=2520,
        fields={"authenticated": "False", "authenticated_at": "", "user_id": ""},
    ),
    DemoSession("n5Jq0cPh6VdE", "Annie Easley", "annie", joined_chunks, age=1620),
    DemoSession("x9Wq2eDf5HsU", "Alan Turing", "alan", lost_byte, age=1380),
    DemoSession("h4Lk0sPq8RtV", "Katherine Johnson", "katherine", telephone, age=2280),
    DemoSession("m3Gd9kXe2BwY", "Claude Shannon", "claude", clipped, age=1980),
    DemoSession(
        "z8Xc4vBn6MlK", "Radia Perlman", "radia", float_48k, age=3180, fields={"sample_rate": "48000"}
    ),
    DemoSession(
        "c7Ht3uNw9FsR",
        "Karen Spärck Jones",
        "call-agent",
        two_speakers,
        age=720,
        fields={
            "sample_rate": "16000",
            "channels": "2",
            "mime_type": "audio/pcm",
            "messages": _MESSAGES,
        },
    ),
    DemoSession("t6Yu3iOp9LkJ", "Hedy Lamarr", "hedy", speech_service, age=2820),
    DemoSession("j0Vb8rQz4TgM", 'Joan "Hut 8" Clarke <b>🔐</b>', "joan", headerless_16k, age=2100),
)


# Each function below makes the commands that write the audio of a session to its key.


def pushed_chunks(key: str, begun_at: float) -> list[Command]:
    """A list of raw 16-bit chunks, as a server pushes what an AudioWorklet sends."""
    return [("RPUSH", key, *_slices(as_bytes(Clip("alan").sound(16_000), "s16le"), _WORKLET_CHUNK))]


def stream_of_two(key: str, begun_at: float) -> list[Command]:
    """A stream of user and agent, which declares its format. An id is when the end of its chunk was said."""
    entries: list[tuple[int, Command]] = []
    for order, (track, clip) in enumerate((("user", "call-caller"), ("agent", "call-agent"))):
        sound = as_bytes(Clip(clip).sound(_STREAM_RATE), "s16le")
        for number, chunk in enumerate(_slices(sound, _STREAM_CHUNK), start=1):
            said = round((begun_at + number * _STREAM_CHUNK / 2 / _STREAM_RATE) * 1000)
            fields = ("track", track, "audio", chunk, "sample_rate", _STREAM_RATE, "encoding", "pcm_s16le")
            entries.append((said, ("XADD", key, f"{said}-{order}", *fields)))
    entries.sort(key=lambda entry: entry[0])  # Redis refuses an id that is not greater than the last
    return [command for _, command in entries]


def appended_telephone(key: str, begun_at: float) -> list[Command]:
    """A string to which the mu-law of a telephone line was appended, raw."""
    return [
        ("APPEND", key, chunk)
        for chunk in _slices(as_bytes(Clip("annie").sound(8_000), "mulaw"), _LINE_SECOND)
    ]


def json_of_both_sides(key: str, begun_at: float) -> list[Command]:
    """JSON with the base64 frames of a telephone line, those of each direction in a list."""
    first, second = Clip("hedy").sound(8_000), Clip("grace").sound(8_000)
    sides = {
        "inbound": np.concatenate([_room_noise(len(first)), second]),
        "outbound": np.concatenate([first, _room_noise(len(second))]),
    }
    frames = {
        name: [b64encode(frame).decode() for frame in _slices(as_bytes(sound, "mulaw"), _LINE_FRAME)]
        for name, sound in sides.items()
    }
    return [("SET", key, json.dumps(frames))]


_WORKLET_CHUNK = 4096  # bytes: sixteen blocks of an AudioWorklet
_STREAM_RATE = 16_000  # Hz
_STREAM_CHUNK = 3200  # bytes: 100 ms
_LINE_FRAME = 160  # bytes: 20 ms, as telephone services send them
_LINE_SECOND = 8000  # bytes


def _slices(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def _room_noise(count: int) -> Samples:
    """The noise of a room in which nobody speaks, count x 1."""
    noise = np.random.default_rng(count).normal(0, 10 ** (-56 / 20), (count, 1))
    return np.asarray(noise, np.float32)


@dataclass(frozen=True)
class DemoKeys:
    """A session that is not a hash with base64, and does not change.

    audio_key: where `write` puts the audio. about_key: of the hash that says who it is. age: seconds since
    the connection. fields: of that hash.
    """

    session_id: str
    audio_key: str
    write: Callable[[str, float], list[Command]]
    about_key: str
    age: int
    fields: dict[str, str]

    @property
    def keys(self) -> tuple[str, str]:
        """Both keys."""
        return self.audio_key.format(id=self.session_id), self.about_key.format(id=self.session_id)

    def commands(self, now: float) -> list[Command]:
        """What writes it anew. now: Unix seconds."""
        audio, about = self.keys
        begun_at = now - self.age
        fields = {**self.fields, "started_at": f"{begun_at:.3f}"}
        return [
            ("DEL", audio, about),
            *self.write(audio, begun_at),
            ("HSET", about, *(part for pair in fields.items() for part in pair)),
            *(("EXPIRE", key, TTL - self.age) for key in self.keys),
        ]


KEYS_SESSIONS = (
    DemoKeys(
        "v6Tn1yBc9XeJ",
        "audio:stream:{id}",
        stream_of_two,
        "audio:stream:{id}:meta",
        age=75,
        fields={"user_id": "12", "user_name": "Edsger Dijkstra", "messages": _MESSAGES},
    ),
    DemoKeys(
        "f2Kd8sLw3QpA",
        "session:{id}:chunks",
        pushed_chunks,
        "session:{id}",
        age=900,
        fields={"user_id": "13", "user_name": "Konrad Zuse"},
    ),
    DemoKeys(
        "w8Ej5iNq0KtS",
        "call:{id}:audio",
        json_of_both_sides,
        "call:{id}",
        age=1260,
        fields={"caller_id": "+1 555 0114", "caller_name": "Barbara Liskov"},
    ),
    DemoKeys(
        "a4Rm7uGh2ZoD",
        "audio:{id}",
        appended_telephone,
        "audio:{id}:meta",
        age=2400,
        fields={"caller_id": "+1 555 0142", "caller_name": "Dorothy Vaughan"},
    ),
)
"""Sessions in the layouts of other apps, which keep no field `authenticated`."""


def write_sessions(manager: RedisManager) -> None:
    """Writes all sessions except the live ones."""
    now = time.time()
    for number, demo in enumerate(SESSIONS, start=1):
        audio = demo.stored(Clip(demo.clip))
        fields = session_fields(demo.user_name, str(number), now - demo.age)
        manager.write(demo.session_id, {**fields, "audio_buffer": audio, **demo.fields}, ttl=TTL - demo.age)
    for keys in KEYS_SESSIONS:
        for reply in manager.ask(keys.commands(now)):
            manager.result_of(reply)


def session_fields(user_name: str, user_id: str, connected_at: float) -> dict[str, str]:
    """The fields of an authenticated session that is not recording. connected_at: Unix seconds."""
    return {
        "authenticated": "True",
        "is_recording": "False",
        "user_id": user_id,
        "user_name": user_name,
        "connected_at": f"{connected_at:.3f}",
        "authenticated_at": f"{connected_at + 1.5:.3f}",
    }


def renew_sessions(manager: RedisManager) -> None:
    """Renews the TTL of sessions that are about to expire. Deleted sessions stay deleted."""
    keys = [_key(demo.session_id) for demo in SESSIONS] + [key for one in KEYS_SESSIONS for key in one.keys]
    lives = manager.ask([("TTL", key) for key in keys])
    manager.ask([("EXPIRE", key, TTL) for key, ttl in zip(keys, lives, strict=True) if 0 <= ttl < _MIN_TTL])


def _key(session_id: str) -> str:
    return f"session:{session_id}"


@dataclass(frozen=True)
class LiveDemo:
    """A session that is recorded again and again while the demo runs.

    clips: what is said in each track. rounds: how often it is said in one call.
    """

    session_id: str
    user_name: str
    clips: dict[str, str]
    options: WriterOptions
    rounds: int = 1


LIVE_RECORDING = LiveDemo(
    "k3Jq8vN2cXwA",
    "Ada Lovelace",
    {"": "ada"},
    WriterOptions("hash", sample_rate=_LIVE_RATE, chunk_ms=250, replaces_at_stop=True),
)
"""Headerless audio that grows in a hash, then the whole recording as WebM."""

LIVE_CALL = LiveDemo(
    "e7Zs4pWd1MkU",
    "Mary Jackson",
    {"user": "call-caller", "agent": "call-agent"},
    WriterOptions("stream", sample_rate=_LIVE_RATE, declares_encoding=True),
    rounds=6,
)
"""Both sides of a call in a stream, to listen in on: two minutes."""

LIVE_SESSIONS = (LIVE_RECORDING, LIVE_CALL)


class LiveSession:
    """A live session: a call that is recorded, a pause, then a new call."""

    def __init__(self, manager: RedisManager, live: LiveDemo) -> None:
        """Begins the first call."""
        self._manager = manager
        self._live = live
        clips = {track: Clip(name) for track, name in live.clips.items()}
        self._sounds = {track: clip.sound(live.options.sample_rate) for track, clip in clips.items()}
        self._finals = {track: clip.webm for track, clip in clips.items()}
        length = max(map(len, self._sounds.values()))
        self._options = replace(live.options, seconds=live.rounds * length / live.options.sample_rate)
        self.begin()

    def begin(self) -> None:
        """Begins a new call: authenticated, recording, without audio."""
        fields = session_fields(self._live.user_name, "0", time.time()) | {"is_recording": "True"}
        if self._options.layout == "hash":
            fields |= {"audio_buffer": ""}
        self._writer = SimulatedWriter(
            self._manager, self._live.session_id, self._options, self._sounds, fields, self._finals
        )
        self._writer.begin()
        self._was_deleted = False
        self._next_call = time.monotonic() + (self._options.seconds or 0.0) + _LIVE_PAUSE

    @property
    def next_due(self) -> float:
        """When `step` has something to do, by time.monotonic()."""
        due = None if self._was_deleted else self._writer.next_due
        return self._next_call if due is None else due

    def step(self) -> None:
        """Writes the audio that is due by now."""
        if time.monotonic() > self._next_call:
            self.begin()
            return
        # A write would restore a deleted session without its other fields.
        self._was_deleted = not self._manager.ask([("EXISTS", _key(self._live.session_id))])[0]
        if not self._was_deleted:
            self._writer.step()


def run(manager: RedisManager) -> NoReturn:
    """Writes the sessions and keeps them from expiring. Raises RedisUnavailable."""
    live = [LiveSession(manager, one) for one in LIVE_SESSIONS]
    write_sessions(manager)
    renewed = time.monotonic()
    while True:
        for session in live:
            session.step()
        if time.monotonic() - renewed > _RENEW_INTERVAL:
            renew_sessions(manager)
            renewed = time.monotonic()
        wait = min(session.next_due for session in live) - time.monotonic()
        time.sleep(min(_MAX_SLEEP, max(0.01, wait)))


def main() -> int:
    """Runs on the configured Redis until Ctrl-C, or until Redis is unavailable."""
    logging.basicConfig(level=logging.ERROR)
    try:
        run(redis_manager)
    except KeyboardInterrupt:
        return 0
    except (RedisUnavailable, SettingsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
