"""The output devices of this machine and the streams that are open on them.

`Speaker` owns PortAudio and knows the devices; `OutputStream` is one open stream. PortAudio looks
for devices only while it initialises, so it is initialised again when the list of devices is old
and no stream is open.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any

from sambanova.errors import AudioUnavailable, InvalidRequest
from sambanova.recording import Recording
from sambanova.speaker.conversion import DEVICE_FORMATS, Converter
from sambanova.speaker.portaudio import import_pyaudio, quiet_stderr, silence_alsa

log = logging.getLogger(__name__)

OPEN_TIMEOUT = 5.0  # seconds; a device that takes longer hangs
_STATUS_TIMEOUT = 1.0  # seconds; the same for listing the devices
_RESCAN_SECONDS = 10.0  # age at which the list of devices is read again while no stream is open
_RESCAN_WHEN_NONE = 2.0  # seconds; the same while there is no device at all
_PERIOD_SECONDS = 0.1  # that the device takes at a time; PortAudio holds about three of them ahead

DEVICE_HANGS = "The output device does not answer: choose another one, or reconnect it."
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
        with self._portaudio_to_itself(OPEN_TIMEOUT):
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
            raise AudioUnavailable(DEVICE_HANGS)
        try:
            yield
        finally:
            self._lock.release()

    def _negotiate(self, recording: Recording, device: Device) -> OutputStream:
        """Opens the device as the recording is, or as near to it as the device allows."""
        pyaudio = import_pyaudio()
        refusal: Exception | None = None
        for sample_format, sample_rate, channels in _attempts(recording, device):
            try:
                with quiet_stderr():
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
                with quiet_stderr():
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
        pyaudio = import_pyaudio()
        self._check_that_it_starts()
        try:
            with quiet_stderr():
                silence_alsa()
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
            with quiet_stderr():
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
