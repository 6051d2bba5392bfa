"""The real parts of the tests: a Redis server, a recorded sound server, test signals, the player."""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import redis
import requests
from numpy.typing import NDArray
from redis.backoff import NoBackoff
from redis.retry import Retry
from werkzeug.test import TestResponse

from sambanova.decoding.reader import read
from sambanova.format_hints import FormatHint, FormatHints
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.recording import Recording
from sambanova.redis_manager import RedisManager
from sambanova.session import Session, StoredSession
from sambanova.sessions.change_feed import ChangeFeed
from sambanova.sessions.growth import Growth
from sambanova.sessions.index import SessionIndex
from sambanova.sessions.query import SessionQuery
from sambanova.sessions.records import SessionChanges
from sambanova.sessions.store import SessionStore
from sambanova.settings import VARIABLES, Settings

ROOT = Path(__file__).resolve().parent.parent
SINK_RATE = 44100  # Hz; the null sink is stereo, 16-bit


def require_program(*names: str) -> None:
    """Skips the test when a program is missing; with CI=true, fails it."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        reason = f"needs {', '.join(missing)}, which `python3 -m tests` installs where allowed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def body(answer: TestResponse) -> dict[str, Any]:
    """The JSON object in a response; fails the test when there is none."""
    found = answer.get_json(silent=True)
    assert isinstance(found, dict), f"{answer.status}: {answer.get_data()[:200]!r} is not a JSON object"
    return found


def free_port() -> int:
    """An unused TCP port of this machine.

    It is below the ephemeral ports: a client that polls such a port can be assigned the same port for
    itself, and then connects to itself.
    """
    while True:
        port = random.randrange(10_240, 32_768)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_until(condition: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Waits for a true result of `condition`, which it returns; fails the test after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    pytest.fail(f"did not happen within {seconds} s")


class RedisServer:
    """A redis-server that can be stopped and restarted on the same port."""

    def __init__(self, program: str = "redis-server") -> None:
        """program: of Redis or a server that speaks its protocol."""
        self.program = program
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        """Starts an empty server; returns when it answers. options: of redis-server."""
        require_program(self.program)
        command = [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", *options]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            with redis.Redis(port=self.port, protocol=2, retry=Retry(NoBackoff(), 0)) as client:
                client.ping()
        except redis.exceptions.AuthenticationError:
            return True
        except redis.exceptions.ConnectionError:
            return False
        return True

    def stop(self) -> None:
        """Stops the server; its data is lost."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(5)
            self._process = None

    def client(self) -> redis.Redis:
        """A new client, like that of a voice app."""
        return redis.Redis(port=self.port, protocol=2)


class SoundServer:
    """A PulseAudio server with a null sink, which is the default ALSA device in `environment`.

    with sound_server.recorded() as heard:
        play()
    assert heard.seconds > 1
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "native"
        self._process: subprocess.Popen[bytes] | None = None
        alsa = folder / "asound.conf"
        server = f'server "unix:{self._socket}"'
        alsa.write_text(f"pcm.!default {{ type pulse {server} }}\nctl.!default {{ type pulse {server} }}\n")
        self.environment = {"ALSA_CONFIG_PATH": str(alsa), "PULSE_SERVER": f"unix:{self._socket}"}

    def start(self) -> None:
        """Starts the server; returns when it answers."""
        require_program("pulseaudio", "parec", "pactl")
        environment = {
            **os.environ,
            "HOME": str(self._folder),
            "XDG_RUNTIME_DIR": str(self._folder),
            "PULSE_RUNTIME_PATH": str(self._folder),
        }
        sink = "module-null-sink sink_name=cap norewinds=1 format=s16le rate=44100 channels=2"
        protocol = f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}"
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
            + ["-L", sink, "-L", protocol],
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self._answers)

    def _answers(self) -> bool:
        answer = subprocess.run(
            ["pactl", "info"], env={**os.environ, **self.environment}, capture_output=True, check=False
        )
        return answer.returncode == 0

    def stop(self) -> None:
        """Stops the server, which removes the device."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(5)
            self._process = None

    @contextmanager
    def recorded(self) -> Iterator[HeardSound]:
        """Records everything that is played inside the context."""
        heard = HeardSound()
        process = subprocess.Popen(
            ["parec", "-d", "cap.monitor", "--format=s16le", f"--rate={SINK_RATE}", "--channels=2", "--raw"]
            + ["--latency-msec=20"],
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        reader = threading.Thread(target=heard.read, args=(process.stdout,), daemon=True)
        reader.start()
        wait_until(heard.has_begun)
        try:
            yield heard
        finally:
            time.sleep(0.3)  # latency of the monitor
            process.terminate()
            process.wait(5)
            reader.join(5)
            process.stdout.close()


class HeardSound:
    """A recording of the null sink."""

    def __init__(self) -> None:
        self._data = bytearray()

    def read(self, stream: Any) -> None:
        """Appends everything from `stream`, until its end."""
        while piece := stream.read1(65536):
            self._data += piece

    def has_begun(self) -> bool:
        """Whether anything was recorded, including silence."""
        return bool(self._data)

    @property
    def frames(self) -> NDArray[np.int16]:
        """Everything that was recorded, frames x 2."""
        size = len(self._data) // 4 * 4
        return np.frombuffer(bytes(self._data[:size]), "<i2").reshape(-1, 2)

    @property
    def sound(self) -> NDArray[np.int16]:
        """The frames from the first to the last that is not silent, frames x 2."""
        frames = self.frames
        loud = np.flatnonzero(np.abs(frames.astype(np.int32)).max(axis=1) > 0)
        return frames[loud[0] : loud[-1] + 1] if len(loud) else frames[:0]

    @property
    def seconds(self) -> float:
        """The duration of `sound`."""
        return len(self.sound) / SINK_RATE


class Sessions:
    """The sessions of a Redis, as the player finds them."""

    def __init__(self, settings: Settings) -> None:
        self.manager = RedisManager(settings)
        self.changes: list[SessionChanges] = []
        keys = settings.key_templates
        self.store = SessionStore(self.manager, keys, settings.max_buffer_bytes)
        prefixes = [prefix.encode() for prefix in keys.prefixes]
        self.growth = Growth()
        self.index = SessionIndex(
            self.store,
            lambda: ChangeFeed.open(self.manager, prefixes),
            self.changes.append,
            self.growth,
        )

    def list(self) -> list[Session]:
        """All sessions, newest first."""
        wait_until(lambda: self.index.page(SessionQuery(), ()) and self.index.is_complete)
        return self.index.page(SessionQuery(limit=10**6), ())[0]

    def ids(self) -> set[str]:
        """The ids of all sessions."""
        return {session.session_id for session in self.list()}

    def session(self, session_id: str) -> Session:
        """The summary of a session."""
        return self.index.view(session_id).session

    def read(self, session_id: str) -> StoredSession:
        """A session with its fields and its audio."""
        view = self.index.view(session_id)
        return self.store.read(view.session, view.records)

    def fields(self, session_id: str) -> dict[str, str]:
        """The fields of a session."""
        return self.read(session_id).fields

    def audio(self, session_id: str) -> bytes:
        """All chunks of a session, as stored."""
        return b"".join(chunk.data for track in self.read(session_id).tracks for chunk in track.chunks)

    def delete(self, session_id: str) -> None:
        """Deletes a session."""
        self.store.delete(self.index.view(session_id).records)

    def extend(self, session_id: str, seconds: int) -> int | None:
        """Keeps a session."""
        return self.store.extend(self.index.view(session_id).records, seconds)

    def close(self) -> None:
        """Stops the index and closes the connections."""
        self.index.close()
        self.manager.close()


def correlation(heard: NDArray[Any], expected: NDArray[Any]) -> float:
    """The correlation of two mono signals of the same rate, -1..1, after the best alignment."""
    first, second = heard.astype(np.float64), expected.astype(np.float64)
    size = 1 << (len(first) + len(second)).bit_length()
    spectrum = np.fft.rfft(first, size) * np.conj(np.fft.rfft(second, size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)))
    lag = lag - size if lag > size // 2 else lag
    first = first[max(0, lag) :]
    second = second[max(0, -lag) :]
    common = min(len(first), len(second))
    return float(np.corrcoef(first[:common], second[:common])[0, 1])


def speech(seconds: float, sample_rate: int, seed: int = 1) -> NDArray[np.float32]:
    """A signal like a voice: harmonics with formants, in syllables with pauses; mono, -1..1."""
    rng = np.random.default_rng(seed)
    count = int(seconds * sample_rate)
    time_axis = np.arange(count) / sample_rate
    pitch = 110 + 25 * np.sin(2 * np.pi * 0.7 * time_axis + rng.uniform(0, 6))
    phase = 2 * np.pi * np.cumsum(pitch) / sample_rate
    voice = np.zeros(count)
    for harmonic in range(1, int(min(3800, sample_rate * 0.45) // 140)):
        frequency = 120.0 * harmonic
        formants = sum(np.exp(-(((frequency - peak) / 220) ** 2)) for peak in (520, 1480, 2500))
        voice += (0.06 + formants) / harmonic**0.6 * np.sin(harmonic * phase + rng.uniform(0, 6))
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * time_axis + rng.uniform(0, 6)) + 0.35, 0, 1)
    words = (np.sin(2 * np.pi * 0.45 * time_axis + 1.0) > -0.6).astype(float)
    voice *= np.convolve(syllables * words, np.hanning(max(3, sample_rate // 100)), "same")
    # Whoever speaks begins and ends, also in a recording of some seconds.
    voice *= np.clip(np.minimum(time_axis, seconds - time_axis) / 0.05, 0, 1)
    voice += 0.004 * np.abs(voice).max() * rng.standard_normal(count)
    samples: NDArray[np.float32] = (0.5 * voice / np.abs(voice).max()).astype(np.float32)
    return samples


def as_s16(samples: NDArray[np.float32]) -> bytes:
    """Converts samples, -1..1, to 16-bit little-endian PCM with interleaved channels."""
    return np.rint(samples * 32767).astype("<i2").tobytes()


def recording_of(data: bytes, encoding: str | None, sample_rate: int, channels: int = 1) -> Recording:
    """The recording of `data` in the given format."""
    requested = FormatHint(encoding, sample_rate, channels)
    return read(AudioBuffer(data, True), FormatHints(requested))


def container_file(
    samples: NDArray[np.float32], sample_rate: int, container: str, codec: str, *, live: bool = False
) -> bytes:
    """A file with `samples`, mono or frames x 2, encoded by FFmpeg.

    live: written to a pipe, as a browser records it. Then the header has no duration.
    """
    file: io.BytesIO | _Pipe = _Pipe() if live else io.BytesIO()
    options = {"webm": {"live": "1"}, "mp4": {"movflags": "frag_keyframe+empty_moov"}}.get(container, {})
    layout = "mono" if samples.ndim == 1 else "stereo"
    with av.open(file, "w", format=container, options=options if live else {}) as writer:
        stream: Any = writer.add_stream(codec, rate=sample_rate)
        stream.layout = layout
        interleaved = np.ascontiguousarray(samples.reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(interleaved, format="flt", layout=layout)
        frame.sample_rate = sample_rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            writer.mux(packet)
    return file.getvalue()


class _Pipe:
    """A file that cannot seek."""

    def __init__(self) -> None:
        self._data = bytearray()

    def write(self, data: bytes) -> int:
        """Appends bytes."""
        self._data += data
        return len(data)

    def getvalue(self) -> bytes:
        """Everything that was written."""
        return bytes(self._data)


class PlayerProcess:
    """The player in a process of its own: `python audio_stream_player.py`, with only the given settings."""

    def __init__(self, folder: Path, **environment: str) -> None:
        """folder: for the log. environment: the settings, such as REDIS_URL."""
        self.port = int(environment.get("PORT") or free_port())
        self.url = f"http://127.0.0.1:{self.port}"
        self._log_path = folder / f"player-{self.port}.log"
        # Empty variables hide the .env file of the developer.
        self._environment = {
            **os.environ,
            **dict.fromkeys(VARIABLES, ""),
            "PORT": str(self.port),
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PlayerProcess:
        """Starts the player; returns when it answers or has exited."""
        with self._log_path.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "audio_stream_player.py"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            wait_until(lambda: self.status_code is not None or self._serves(), 30)
        except BaseException:
            self._kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self.status_code is None:
            self.end()

    def _serves(self) -> bool:
        try:
            return bool(self.get("/api/status").status_code)
        except requests.ConnectionError:
            return False

    @property
    def status_code(self) -> int | None:
        """The exit status; None while the process runs."""
        assert self._process is not None
        return self._process.poll()

    @property
    def group(self) -> int | None:
        """The process group of the player and its workers."""
        return self._process.pid if self._process else None

    @property
    def log(self) -> str:
        """Everything that the player printed."""
        return self._log_path.read_text(encoding="utf-8")

    def get(self, path: str, **options: Any) -> requests.Response:
        """Sends a GET request."""
        return requests.get(self.url + path, timeout=20, **options)

    def post(self, path: str, **sent: Any) -> requests.Response:
        """Sends a POST request with a JSON body."""
        return requests.post(self.url + path, json=sent, timeout=20)

    def end(self, signal_number: int = signal.SIGTERM) -> None:
        """Sends a signal and waits for the exit; fails the test if there is none."""
        assert self._process is not None
        self._process.send_signal(signal_number)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._kill()
            pytest.fail(f"the player did not exit; its log:\n{self.log}")

    def _kill(self) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)  # the process group includes the workers
        self._process.wait(5)
