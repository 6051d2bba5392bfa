"""Sound out of this machine's speaker, through PyAudio.

`Speaker` owns PortAudio and knows the devices, `OutputStream` is one open stream, and `Playback` is
the thread that plays one recording on one stream.

PyAudio is imported only when somebody asks for sound, so that the player works without PortAudio.
PortAudio looks for devices only when it is initialised; it is initialised anew when a device was
not there and no stream is open.
"""

from __future__ import annotations

import ctypes
import enum
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from sambanova.analysis import decibels
from sambanova.errors import AudioUnavailable, InvalidRequest, NotPlaying, PlayerError
from sambanova.recording import Recording
from sambanova.speaker.conversion import DEVICE_FORMATS, Converter

log = logging.getLogger(__name__)

_RESCAN_SECONDS = 10.0  # a list of devices older than this is made anew when no stream is open
_RESCAN_WHEN_NONE = 2.0  # the same while there is no device at all
_PERIOD_SECONDS = 0.1  # that the device takes at a time; PortAudio holds about three of them ahead

_OPEN_TIMEOUT = 5.0  # seconds; a device that takes longer hangs
_STATUS_TIMEOUT = 1.0  # the same for a look at the devices
_PROGRESS_SECONDS = 0.09  # between two progress events, a little less than a period

_INSTALL = (
    "PyAudio is not installed: install PortAudio (apt-get install portaudio19-dev, "
    "brew install portaudio), then pip install pyaudio."
)
_HANGS = "The output device does not answer: choose another one, or reconnect it."
_NO_DEVICE = (
    "There is no output device: connect one, or start PulseAudio or PipeWire; "
    "listen in the browser meanwhile."
)


@dataclass(frozen=True, slots=True)
class Device:
    """An output device as PortAudio sees it; sample_rate is the one it likes best, Hz."""

    index: int
    name: str
    channels: int
    sample_rate: int
    default: bool

    def as_json(self) -> dict[str, Any]:
        """The device as the API sends it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SpeakerStatus:
    """Whether sound can be played here; `message` says why not."""

    available: bool
    message: str | None
    devices: tuple[Device, ...]
    device: Device | None


class Speaker:
    """Owner of PortAudio in this process. All methods may be called from any thread."""

    def __init__(self, device: int | str | None = None) -> None:
        """device: the configured output device, by index or a part of its name; None: the default."""
        self._configured = device
        self._lock = threading.RLock()  # PortAudio opens, closes and lists in one thread at a time
        self._portaudio: Any = None
        self._devices: tuple[Device, ...] = ()
        self._scanned_at = -float("inf")
        self._open_streams = 0
        self._starts: bool | None = None  # whether PortAudio can be started without a crash

    def status(self) -> SpeakerStatus:
        """What can be played on now; never raises."""
        try:
            with self._portaudio_to_itself(_STATUS_TIMEOUT):
                devices = self._scan()
                chosen = self._choose(None)
        except AudioUnavailable as error:
            return SpeakerStatus(False, str(error), self._devices, None)
        return SpeakerStatus(True, None, devices, chosen)

    def open(self, recording: Recording, device: int | str | None) -> OutputStream:
        """A stream that plays frames of `recording`.

        device: index, part of a name, or None for the configured one.
        Raises InvalidRequest for a device that is not there and AudioUnavailable when it refuses.
        """
        with self._portaudio_to_itself(_OPEN_TIMEOUT):
            self._scan()
            chosen = self._choose(device)
            try:
                stream = self._negotiate(recording, chosen)
            except AudioUnavailable:
                self._scanned_at = -float("inf")  # the list may be out of date
                raise
            self._open_streams += 1
            return stream

    def close(self) -> None:
        """Gives PortAudio back; the next use initialises it anew."""
        with suppress(AudioUnavailable), self._portaudio_to_itself(_STATUS_TIMEOUT):
            self._terminate()

    @contextmanager
    def _portaudio_to_itself(self, seconds: float) -> Iterator[None]:
        """Keeps other threads out. Raises AudioUnavailable when one of them hangs in the device."""
        if not self._lock.acquire(timeout=seconds):
            raise AudioUnavailable(_HANGS)
        try:
            yield
        finally:
            self._lock.release()

    def _negotiate(self, recording: Recording, device: Device) -> OutputStream:
        """Opens the device as the recording is, or as near to it as the device allows."""
        pyaudio = _import_pyaudio()
        refusal: Exception | None = None
        for sample_format, sample_rate, channels in _attempts(recording, device):
            try:
                with _quiet_stderr():
                    stream = self._portaudio.open(
                        rate=sample_rate,
                        channels=channels,
                        format=getattr(pyaudio, sample_format),
                        output=True,
                        output_device_index=device.index,
                        frames_per_buffer=round(sample_rate * _PERIOD_SECONDS),
                    )
            except (OSError, ValueError) as error:  # what PortAudio refuses, and what PyAudio does
                refusal = error
                continue
            converter = Converter(recording, sample_format, sample_rate, channels)
            return OutputStream(self, stream, converter, sample_rate)
        log.warning("%r refused all formats: %s", device.name, refusal)
        raise AudioUnavailable("The output device refuses to play: choose another one, or reconnect it.")

    def _release(self, stream: Any) -> None:
        with self._lock:
            try:
                with _quiet_stderr():
                    stream.close()
            except OSError as error:  # a device that is gone cannot be closed properly
                log.info("closing a stream: %s", error)
            finally:
                self._open_streams -= 1

    def _choose(self, asked: int | str | None) -> Device:
        """The device that was asked for, else the configured, else the default one."""
        wanted = self._configured if asked is None else asked
        if not self._devices:
            raise AudioUnavailable(_NO_DEVICE)
        if wanted is None:
            return next((device for device in self._devices if device.default), self._devices[0])
        for device in self._devices:
            if device.index == wanted or (isinstance(wanted, str) and wanted.lower() in device.name.lower()):
                return device
        names = ", ".join(f"{device.index} {device.name}" for device in self._devices)
        if asked is not None:
            raise InvalidRequest(f"There is no such output device; there are: {names}.")
        raise AudioUnavailable(f"AUDIO_OUTPUT_DEVICE names none of the output devices, which are: {names}.")

    def _scan(self) -> tuple[Device, ...]:
        """The output devices, looked for anew when the last look is old and no stream is open."""
        age = time.monotonic() - self._scanned_at
        if self._portaudio is not None and (
            self._open_streams or age < (_RESCAN_SECONDS if self._devices else _RESCAN_WHEN_NONE)
        ):
            return self._devices
        self._terminate()
        pyaudio = _import_pyaudio()
        self._check_that_it_starts()
        try:
            with _quiet_stderr():
                _silence_alsa()
                self._portaudio = pyaudio.PyAudio()
                self._devices = tuple(_output_devices(self._portaudio))
        except OSError as error:
            log.warning("PortAudio does not start: %s", error)
            raise AudioUnavailable("PortAudio does not start: see the player's log.") from error
        self._scanned_at = time.monotonic()
        return self._devices

    def _check_that_it_starts(self) -> None:
        """Tries PortAudio once in a child process: without any ALSA configuration it aborts the process."""
        if self._starts is None:
            command = [sys.executable, "-c", "import pyaudio; pyaudio.PyAudio().terminate()"]
            nothing = subprocess.DEVNULL
            tried = subprocess.run(command, stdin=nothing, stdout=nothing, stderr=nothing, check=False)
            self._starts = tried.returncode >= 0  # below zero it was a signal
        if not self._starts:
            raise AudioUnavailable(
                "PortAudio crashes on this machine: mend its ALSA configuration, then start the player again."
            )

    def _terminate(self) -> None:
        portaudio, self._portaudio, self._devices = self._portaudio, None, ()
        if portaudio is not None:
            with _quiet_stderr():
                portaudio.terminate()


class OutputStream:
    """One open stream. It belongs to the thread that writes to it, which closes it."""

    def __init__(self, speaker: Speaker, stream: Any, converter: Converter, sample_rate: int) -> None:
        self._speaker = speaker
        self._stream = stream
        self._converter = converter
        self._sample_rate = sample_rate
        self._capacity: int = stream.get_write_available()  # frames; nothing was written yet
        self._closed = False

    def pending(self) -> float:
        """Seconds that were written and are still to be heard, as far as PortAudio knows."""
        try:
            free = int(self._stream.get_write_available())
        except OSError as error:
            raise _gone(error) from error
        return max(0, self._capacity - free) / self._sample_rate

    def write(self, start: int, stop: int, volume: float) -> None:
        """Plays the frames `start` up to `stop` at `volume` 0..1; returns when they are on their way.

        Raises AudioUnavailable when the device is gone.
        """
        data = self._converter.convert(start, stop, volume)
        if data:
            self._write(data)

    def drain(self) -> None:
        """Waits until all that was written has been heard.

        PortAudio's own waiting loses the end on some devices (ALSA's pulse plug-in drops what it
        holds), so that silence goes behind the sound: it is what is lost then.
        """
        self._write(self._converter.rest() + self._converter.silence(self._capacity))
        try:
            self._stream.stop_stream()
        except OSError as error:
            raise _gone(error) from error

    def close(self) -> None:
        """Ends the stream at once; what was not heard yet is dropped. May be called twice."""
        if not self._closed:
            self._closed = True
            self._speaker._release(self._stream)

    def _write(self, data: bytes) -> None:
        try:
            self._stream.write(data, exception_on_underflow=False)
        except OSError as error:
            raise _gone(error) from error


def _gone(error: OSError) -> AudioUnavailable:
    log.warning("the output device failed: %s", error)
    return AudioUnavailable("The output device went away while playing: reconnect it and play again.")


def _attempts(recording: Recording, device: Device) -> list[tuple[str, int, int]]:
    """Sample format, rate and channels to try, the recording's own first."""
    formats = [DEVICE_FORMATS[recording.encoding], "paInt16"]
    rates = [recording.sample_rate, device.sample_rate, 48000, 44100]
    channels = [recording.channels, min(2, device.channels)]
    tries = [(name, rate, count) for rate in rates for count in channels for name in formats]
    return list(dict.fromkeys(tries))


def _import_pyaudio() -> ModuleType:
    try:
        import pyaudio
    except ImportError as error:  # neither the package nor, sometimes, its library
        log.debug("PyAudio: %s", error)
        raise AudioUnavailable(_INSTALL) from error
    return pyaudio


def _output_devices(portaudio: Any) -> Iterator[Device]:
    try:
        default = int(portaudio.get_default_output_device_info()["index"])
    except OSError:  # there is none
        default = -1
    for index in range(portaudio.get_device_count()):
        info = portaudio.get_device_info_by_index(index)
        if int(info["maxOutputChannels"]) > 0:
            name = str(info["name"])
            rate = int(info["defaultSampleRate"])
            yield Device(index, name, int(info["maxOutputChannels"]), rate, index == default)


def _silence_alsa() -> None:
    """Sends what ALSA says in the middle of playing, of underruns for one, to the log's finest grain."""
    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:  # no Linux
        return
    alsa.snd_lib_error_set_handler(_ALSA_HANDLER)


def _log_alsa(file: bytes | None, line: int, function: bytes | None, error: int, text: bytes | None) -> None:
    log.debug("ALSA: %s: %s", function, text)


# ALSA's snd_lib_error_handler_t, but for the values that `text` formats. It is kept here, as ALSA
# goes on calling it as long as the process lives.
_ALSA_HANDLER = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)(_log_alsa)


@contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Keeps what ALSA and JACK print on file descriptor 2 out of the user's terminal.

    The player's own log does not pass through descriptor 2 (see `audio_stream_player`), so that
    nothing of it is lost meanwhile.
    """
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


class PlaybackState(enum.Enum):
    """What a playback is doing."""

    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"


Listener = Callable[["Playback", str, dict[str, Any]], None]
"""Is told the name and the payload of each event: `progress`, `paused`, `error`, `complete`."""


class Playback:
    """One recording being played in a thread of its own, which owns its stream.

    Commands come from any thread and are obeyed within one chunk. After `start` exactly one
    `complete` event is sent, whatever happens. Positions are seconds in the recording.
    """

    def __init__(
        self,
        session_id: str,
        recording: Recording,
        speaker: Speaker,
        listener: Listener,
        *,
        position: float = 0.0,
        volume: float = 1.0,
        device: int | str | None = None,
        chunk_size: int = 1024,
    ) -> None:
        self.session_id = session_id
        self.recording = recording
        self._speaker = speaker
        self._listener = listener
        self._device = device
        self._chunk_size = chunk_size
        self._changed = threading.Condition()
        self._state = PlaybackState.PLAYING
        self._volume = volume
        self._frame = self._frame_at(position)  # the next one to write
        self._heard = self._frame / recording.sample_rate
        self._jump = False  # somebody moved `_frame`: what is on its way to the device is not wanted
        self._end_message: str | None = None  # why it ends, once somebody ended it
        self._end_told = False
        self._opened = threading.Event()
        self._finished = threading.Event()
        self._refusal: Exception | None = None
        self._told_at = 0.0
        self._thread = threading.Thread(target=self._run, name="playback", daemon=True)

    def start(self) -> None:
        """Opens the device and begins to play.

        Raises AudioUnavailable or InvalidRequest when there is no device to play on; then no event
        is sent.
        """
        try:
            self._thread.start()
        except RuntimeError:  # the system has no thread left
            self._finished.set()
            raise
        if not self._opened.wait(_OPEN_TIMEOUT):
            self._end_message = "The output device did not answer."
            raise AudioUnavailable(_HANGS)
        if self._refusal is not None:
            raise self._refusal

    @property
    def state(self) -> PlaybackState:
        """What it is doing now."""
        return self._state

    @property
    def position(self) -> float:
        """What is being heard, seconds."""
        return self._heard

    @property
    def volume(self) -> float:
        """0..1."""
        return self._volume

    def set_volume(self, volume: float) -> None:
        """Makes it louder or softer, 0..1, from the next chunk on."""
        self._volume = volume

    def pause(self) -> float:
        """Falls silent at once and keeps the place; returns the position. Twice is as once."""
        with self._changed:
            self._check_alive()
            if self._state is PlaybackState.PLAYING:
                self._state = PlaybackState.PAUSED
                self._frame = self._frame_at(self._heard)
                self._jump = True
                self._changed.notify_all()
        return self._heard

    def resume(self) -> float:
        """Goes on from where it was paused; returns the position."""
        with self._changed:
            self._check_alive()
            self._state = PlaybackState.PLAYING
            self._changed.notify_all()
        return self._heard

    def seek(self, position: float) -> float:
        """Goes to `position` seconds, the end being the most; stays paused if it was."""
        with self._changed:
            self._check_alive()
            self._frame = self._frame_at(position)
            self._heard = self._frame / self.recording.sample_rate
            self._jump = True
            self._changed.notify_all()
            return self._heard

    def stop(self, message: str = "Stopped.") -> float:
        """Ends it, waits until the device is free, and returns the last position."""
        with self._changed:
            self._check_alive()
            self._end_message = message
            self._changed.notify_all()
        self.join()
        if not self._finished.is_set() and self._thread is not threading.current_thread():
            self._tell_end(False, "The output device does not answer.")
        return self._heard

    def join(self, timeout: float = 2.0) -> None:
        """Waits until the thread has ended. A device that hangs is left behind after `timeout` seconds."""
        if self._thread is not threading.current_thread():
            self._finished.wait(timeout)  # not Thread.join, which refuses one that is about to start

    def _check_alive(self) -> None:
        if self._state is PlaybackState.ENDED or self._end_message is not None:
            raise NotPlaying("This session is not playing.")

    def _frame_at(self, position: float) -> int:
        return min(max(0, round(position * self.recording.sample_rate)), self.recording.frame_count)

    def _run(self) -> None:
        """The thread: plays, and tells how it went."""
        success, message = False, "The playback failed: see the player's log."
        try:
            self._play()
            success, message = True, self._end_message or "Played to the end."
        except PlayerError as error:
            message = str(error)
            self._fail(error, error.code, message)
        except Exception as error:  # the thread's edge: the listener must learn of the end
            log.exception("a playback failed")
            self._fail(error, "internal_error", message)
        finally:
            if self._refusal is None:
                self._tell_end(success, message)
            self._state = PlaybackState.ENDED
            self._opened.set()
            self._finished.set()

    def _tell_end(self, success: bool, message: str) -> None:
        """Tells of the end, once: by the thread, or by who gave up waiting for it."""
        with self._changed:
            told, self._end_told = self._end_told, True
            self._state = PlaybackState.ENDED
        if not told:
            self._listener(self, "complete", {"success": success, "message": message})

    def _fail(self, error: Exception, code: str, message: str) -> None:
        """Tells of an error: the caller of `start` while it still waits, afterwards the listener."""
        if self._opened.is_set():
            self._listener(self, "error", {"error": code, "message": message})
        else:
            self._refusal = error

    def _play(self) -> None:
        """Plays to the end or until stopped, on a new stream after each pause and each jump."""
        while self._is_wanted():
            stream = self._speaker.open(self.recording, self._device)
            try:
                if not self._opened.is_set():
                    self._listener(self, "started", {})
                    self._opened.set()
                if self._play_on(stream):
                    return
            finally:
                stream.close()

    def _is_wanted(self) -> bool:
        """Waits while paused; False when it was stopped."""
        with self._changed:
            self._jump = False
            paused = self._state is PlaybackState.PAUSED and self._end_message is None
        if paused:
            self._listener(self, "paused", {})
        with self._changed:
            while self._state is PlaybackState.PAUSED and self._end_message is None:
                self._changed.wait()
            self._jump = False
            return self._end_message is None

    def _play_on(self, stream: OutputStream) -> bool:
        """Plays until the end (True), or until something else is wanted (False)."""
        self._told_at = 0.0
        while (chunk := self._next_chunk()) is not None:
            start, stop = chunk
            if start == stop:
                stream.drain()
                if self._has_ended():
                    return True
                continue
            stream.write(start, stop, self._volume)
            self._advance(stop, stream.pending())
            self._tell_progress(start, stop)
        return False

    def _next_chunk(self) -> tuple[int, int] | None:
        """The frames to write next, none of them at the end; None when the stream is not wanted any more."""
        with self._changed:
            if self._jump or self._end_message is not None or self._state is PlaybackState.PAUSED:
                return None
            start = self._frame
            self._frame = min(start + self._chunk_size, self.recording.frame_count)
            return start, self._frame

    def _has_ended(self) -> bool:
        """Whether the end was heard; not if somebody went elsewhere meanwhile."""
        with self._changed:
            if self._jump or self._end_message is not None or self._state is PlaybackState.PAUSED:
                return False
            self._heard = self.recording.duration
            self._state = PlaybackState.ENDED
            return True

    def _advance(self, written: int, pending: float) -> None:
        """Reckons what is heard when of the `written` frames `pending` seconds are still to be heard."""
        with self._changed:
            if not self._jump:
                self._heard = max(self._heard, written / self.recording.sample_rate - pending)

    def _tell_progress(self, start: int, stop: int) -> None:
        now = time.monotonic()
        if now - self._told_at >= _PROGRESS_SECONDS:
            self._told_at = now
            power = float(np.square(self.recording.samples(start, stop)).mean()) * self._volume**2
            self._listener(self, "progress", {"level_dbfs": decibels(power)})
