"""The output devices of this machine and the streams that are open on them.

`Speaker` owns PortAudio and lists the devices; `OutputStream` is one open stream. PortAudio detects
devices only while it initialises, so `Speaker` initialises it again when the list is old and no
stream is open.
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
from sambanova.tallies import Counts, Durations

log = logging.getLogger(__name__)

OPEN_TIMEOUT = 5.0  # seconds to open a device before it counts as hanging
_STATUS_TIMEOUT = 1.0  # seconds; the same for listing the devices
_RESCAN_SECONDS = 10.0  # age at which the list of devices is read again while no stream is open
_RESCAN_SECONDS_WITHOUT_DEVICE = 2.0  # the same while the list is empty
_PERIOD_SECONDS = 0.1  # of one device buffer; PortAudio queues about three of them

DEVICE_HANGS = "The output device does not respond: choose another one, or reconnect it."
_NO_DEVICE = "There is no output device: connect one, start PulseAudio or PipeWire, or listen in the browser."


@dataclass(frozen=True, slots=True)
class Device:
    """An output device as PortAudio lists it. sample_rate: its default rate, Hz."""

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
    """Whether this machine can play audio.

    message: why not, None when it can. device: the one that plays when none is requested.
    """

    available: bool
    message: str | None
    devices: tuple[Device, ...]
    device: Device | None


class Speaker:
    """The owner of PortAudio in this process. Thread-safe.

    stream = speaker.open(recording, device=None)
    try:
        stream.write(0, 1024, volume=0.5)
        stream.drain()
    finally:
        stream.close()

    first_sound: from the request for a playback until the device has its first chunk. underruns: how often a
    device had played all that it was given; `late` when the player did not keep up, `no_news` when nothing
    more was recorded of a call.
    """

    def __init__(self, device: int | str | None = None) -> None:
        """device: index or part of the name of the output device; None selects the default device."""
        self._configured = device
        self._lock = threading.RLock()  # PortAudio is not thread-safe when it opens, closes or lists
        self._portaudio: Any = None
        self._devices: tuple[Device, ...] = ()
        self._scanned_at = -float("inf")
        self._open_streams = 0
        self.first_sound = Durations()
        self.underruns = Counts()
        self._starts: bool | None = None  # whether PortAudio initialises without a crash; None: not tried

    def status(self) -> SpeakerStatus:
        """The devices that can play now. Never raises."""
        try:
            with self._exclusive(_STATUS_TIMEOUT):
                devices = self._scan()
                chosen = self._choose(None)
        except AudioUnavailable as error:
            return SpeakerStatus(False, str(error), self._devices, None)
        return SpeakerStatus(True, None, devices, chosen)

    def open(self, recording: Recording, device: int | str | None) -> OutputStream:
        """Opens a stream for the frames of `recording`.

        device: index or part of a name; None selects the configured device. Raises InvalidRequest
        when there is no such device, and AudioUnavailable when it cannot be opened.
        """
        with self._exclusive(OPEN_TIMEOUT):
            self._scan()
            chosen = self._choose(device)
            try:
                stream = self._negotiate(recording, chosen)
            except AudioUnavailable:
                self._scanned_at = -float("inf")  # the list of devices may be out of date
                raise
            self._open_streams += 1
            return stream

    def close(self) -> None:
        """Terminates PortAudio; the next use initialises it again."""
        with suppress(AudioUnavailable), self._exclusive(_STATUS_TIMEOUT):
            self._terminate()

    @contextmanager
    def _exclusive(self, timeout: float) -> Iterator[None]:
        """Holds the lock. Raises AudioUnavailable when another thread hangs in PortAudio."""
        if not self._lock.acquire(timeout=timeout):
            raise AudioUnavailable(DEVICE_HANGS)
        try:
            yield
        finally:
            self._lock.release()

    def _negotiate(self, recording: Recording, device: Device) -> OutputStream:
        """Opens the device with the first of `_attempts` that it accepts."""
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
            except (OSError, ValueError) as error:  # refused by PortAudio or by PyAudio
                refusal = error
                continue
            converter = Converter(recording, sample_format, sample_rate, channels)
            return OutputStream(self, stream, converter, sample_rate)
        log.warning("%r refused all formats: %s", device.name, refusal)
        raise AudioUnavailable(
            "The output device accepts no audio format: choose another one, or reconnect it."
        )

    def _release(self, stream: Any) -> None:
        with self._lock:
            try:
                with quiet_stderr():
                    stream.close()
            except OSError as error:  # the device is gone
                log.info("a stream could not be closed: %s", error)
            finally:
                self._open_streams -= 1

    def _choose(self, requested: int | str | None) -> Device:
        """The requested device, else the configured one, else the default one."""
        wanted = self._configured if requested is None else requested
        if not self._devices:
            raise AudioUnavailable(_NO_DEVICE)
        if wanted is None:
            return next((device for device in self._devices if device.default), self._devices[0])
        for device in self._devices:
            if device.index == wanted or (isinstance(wanted, str) and wanted.lower() in device.name.lower()):
                return device
        names = ", ".join(f"{device.index} {device.name}" for device in self._devices)
        if requested is not None:
            raise InvalidRequest(f"There is no such output device. Available: {names}.")
        raise AudioUnavailable(f"AUDIO_OUTPUT_DEVICE matches no output device. Available: {names}.")

    def _scan(self) -> tuple[Device, ...]:
        """The output devices; reads the list again when it is old and no stream is open."""
        age = time.monotonic() - self._scanned_at
        if self._portaudio is not None and (
            self._open_streams or age < (_RESCAN_SECONDS if self._devices else _RESCAN_SECONDS_WITHOUT_DEVICE)
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
            log.warning("PortAudio cannot initialise: %s", error)
            raise AudioUnavailable("PortAudio cannot initialise: see the log of the player.") from error
        self._scanned_at = time.monotonic()
        return self._devices

    def _check_that_it_starts(self) -> None:
        """Initialises PortAudio once in a child process: without an ALSA configuration it aborts.

        Raises AudioUnavailable when the child process crashes.
        """
        if self._starts is None:
            command = [sys.executable, "-c", "import pyaudio; pyaudio.PyAudio().terminate()"]
            null = subprocess.DEVNULL
            trial = subprocess.run(command, stdin=null, stdout=null, stderr=null, check=False)
            self._starts = trial.returncode >= 0  # negative: killed by a signal
        if not self._starts:
            raise AudioUnavailable(
                "PortAudio crashes on this machine: repair its ALSA configuration, then restart the player."
            )

    def _terminate(self) -> None:
        portaudio, self._portaudio, self._devices = self._portaudio, None, ()
        if portaudio is not None:
            with quiet_stderr():
                portaudio.terminate()


class OutputStream:
    """One open stream. The thread that writes to it owns and closes it."""

    def __init__(self, speaker: Speaker, stream: Any, converter: Converter, sample_rate: int) -> None:
        self._speaker = speaker
        self._stream = stream
        self._converter = converter
        self._sample_rate = sample_rate
        self._capacity: int = stream.get_write_available()  # frames; the buffer is still empty
        self._closed = False

    def pending(self) -> float:
        """Seconds of audio that were written but not yet played, as PortAudio estimates."""
        try:
            free = int(self._stream.get_write_available())
        except OSError as error:
            raise _device_lost(error) from error
        return max(0, self._capacity - free) / self._sample_rate

    def write(self, start: int, stop: int, volume: float) -> None:
        """Writes the frames from `start` up to `stop` at `volume` 0..1; blocks while the buffer is full.

        Raises AudioUnavailable when the device is gone.
        """
        data = self._converter.convert(start, stop, volume)
        if data:
            self._write(data)

    def drain(self) -> None:
        """Waits until everything that was written has been played.

        Some devices drop the end of their buffer when a stream stops, for example the pulse plug-in
        of ALSA. Silence is appended, so that only silence is lost. Raises AudioUnavailable.
        """
        self._write(self._converter.rest() + self._converter.silence(self._capacity))
        try:
            self._stream.stop_stream()
        except OSError as error:
            raise _device_lost(error) from error

    def close(self) -> None:
        """Closes the stream at once and drops what was not yet played. Idempotent."""
        if not self._closed:
            self._closed = True
            self._speaker._release(self._stream)

    def _write(self, data: bytes) -> None:
        try:
            self._stream.write(data, exception_on_underflow=False)
        except OSError as error:
            raise _device_lost(error) from error


def _device_lost(error: OSError) -> AudioUnavailable:
    log.warning("the output device failed: %s", error)
    return AudioUnavailable("The output device was disconnected: reconnect it and play again.")


def _attempts(recording: Recording, device: Device) -> list[tuple[str, int, int]]:
    """Sample format, rate in Hz and channels to try in turn, those of the recording first."""
    formats = [DEVICE_FORMATS[recording.encoding], "paInt16"]
    rates = [recording.sample_rate, device.sample_rate, 48000, 44100]
    channels = [recording.channels, min(2, device.channels)]
    tries = [(name, rate, count) for rate in rates for count in channels for name in formats]
    return list(dict.fromkeys(tries))


def _output_devices(portaudio: Any) -> Iterator[Device]:
    try:
        default = int(portaudio.get_default_output_device_info()["index"])
    except OSError:  # there is no default device
        default = -1
    for index in range(portaudio.get_device_count()):
        info = portaudio.get_device_info_by_index(index)
        if int(info["maxOutputChannels"]) > 0:
            name = str(info["name"])
            rate = int(info["defaultSampleRate"])
            yield Device(index, name, int(info["maxOutputChannels"]), rate, index == default)
