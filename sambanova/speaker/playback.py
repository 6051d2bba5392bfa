"""Playing one recording: a thread with a stream of its own, and the commands that steer it."""

from __future__ import annotations

import enum
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from sambanova.analysis.levels import decibels
from sambanova.errors import AudioUnavailable, NotPlaying, PlayerError
from sambanova.recording import Recording
from sambanova.speaker.devices import DEVICE_HANGS, OPEN_TIMEOUT, OutputStream, Speaker

log = logging.getLogger(__name__)

_PROGRESS_SECONDS = 0.09  # between two progress events, a little less than a period of the device


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
        if not self._opened.wait(OPEN_TIMEOUT):
            self._end_message = "The output device did not answer."
            raise AudioUnavailable(DEVICE_HANGS)
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
