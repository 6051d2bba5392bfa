"""Plays one recording in a thread with its own stream, and takes commands from other threads."""

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
from sambanova.recording import GrowingPcm, Recording
from sambanova.speaker.devices import DEVICE_HANGS, OPEN_TIMEOUT, OutputStream, Speaker

log = logging.getLogger(__name__)

_MIN_RESERVE = 0.06  # seconds that are recorded ahead before a call goes on that had run out of sound
_MAX_RESERVE = 0.4  # seconds
_RESERVE_GROWTH = 1.5
_LIVE_WAIT = 0.02  # seconds after which a command is noticed while no sound comes
_PROGRESS_INTERVAL = 0.09  # seconds between progress events; just below one device buffer


class PlaybackState(enum.Enum):
    """What a playback is doing."""

    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"


Listener = Callable[["Playback", str, dict[str, Any]], None]
"""Called with the playback, the name and the payload of each event.

The names are `started`, `paused`, `progress`, `error` and `complete`.
"""


class Playback:
    """One playback of a recording, in its own thread.

        playback = Playback("session-id", recording, speaker, listener)
        playback.start()
        playback.seek(12.5)
        playback.stop()

    Commands may come from any thread and take effect within one chunk. After a successful `start`,
    exactly one `complete` event follows. Positions are seconds in the recording.
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
        behind_end: float | None = None,
        asked_at: float | None = None,
    ) -> None:
        """position: seconds at which to begin. volume: 0..1. chunk_size: frames per write.

        behind_end: begin so many seconds before the end as it is when the device is open, instead of at
        `position`, as a call goes on while the device opens. asked_at: when the user asked for it, of
        time.monotonic(); by default now.
        """
        self.session_id = session_id
        self.recording = recording
        self._speaker = speaker
        self._listener = listener
        self._device = device
        self._chunk_size = chunk_size
        self._changed = threading.Condition()
        self._state = PlaybackState.PLAYING
        self._volume = volume
        self._next_frame = self._frame_at(position)  # the next one to write
        self._audible_position = self._next_frame / recording.sample_rate
        self._jump_requested = False  # what was written is no longer wanted: open a new stream
        self._stop_message: str | None = None  # set when a stop is requested
        self._complete_sent = False
        self._opened = threading.Event()
        self._finished = threading.Event()
        self._start_error: Exception | None = None
        self._progress_sent_at = 0.0  # time.monotonic()
        self._behind_end = behind_end
        self._asked_at: float | None = time.monotonic() if asked_at is None else asked_at  # until it is heard
        self._reserve = _MIN_RESERVE  # seconds, of a call that goes on
        self._thread = threading.Thread(target=self._run, name="playback", daemon=True)

    def start(self) -> None:
        """Opens the device and starts playing.

        Raises AudioUnavailable or InvalidRequest when no device can play, and RuntimeError when the
        system has no thread left. Then no event is sent.
        """
        try:
            self._thread.start()
        except RuntimeError:  # the system has no thread left
            self._finished.set()
            raise
        if not self._opened.wait(OPEN_TIMEOUT):
            self._stop_message = "The output device did not respond."
            raise AudioUnavailable(DEVICE_HANGS)
        if self._start_error is not None:
            raise self._start_error

    @property
    def state(self) -> PlaybackState:
        """Playing, paused or ended."""
        return self._state

    @property
    def position(self) -> float:
        """The position that is audible now, in seconds."""
        return self._audible_position

    @property
    def delay(self) -> float | None:
        """Seconds by which it is behind what is recorded of a call that goes on; None for anything else."""
        if self._state is not PlaybackState.PLAYING or not self._is_live():
            return None
        return max(0.0, self.recording.duration - self._audible_position)

    @property
    def volume(self) -> float:
        """The volume, 0..1."""
        return self._volume

    def set_volume(self, volume: float) -> None:
        """Sets the volume, 0..1, from the next chunk on."""
        self._volume = volume

    def pause(self) -> float:
        """Stops the sound at once and keeps the position, which it returns. Idempotent.

        Raises NotPlaying after the end.
        """
        with self._changed:
            self._check_alive()
            if self._state is PlaybackState.PLAYING:
                self._state = PlaybackState.PAUSED
                self._next_frame = self._frame_at(self._audible_position)
                self._jump_requested = True
                self._changed.notify_all()
        return self._audible_position

    def resume(self) -> float:
        """Continues at the position, which it returns. Idempotent. Raises NotPlaying after the end."""
        with self._changed:
            self._check_alive()
            self._state = PlaybackState.PLAYING
            self._changed.notify_all()
        return self._audible_position

    def seek(self, position: float) -> float:
        """Moves to `position` seconds, at most the end; returns it. A paused playback stays paused.

        Raises NotPlaying after the end.
        """
        with self._changed:
            self._check_alive()
            self._next_frame = self._frame_at(position)
            self._audible_position = self._next_frame / self.recording.sample_rate
            self._jump_requested = True
            self._changed.notify_all()
            return self._audible_position

    def stop(self, message: str = "Stopped.") -> float:
        """Ends the playback and waits until the device is free; returns the last position.

        message: goes into the `complete` event. Raises NotPlaying after the end.
        """
        with self._changed:
            self._check_alive()
            self._stop_message = message
            self._changed.notify_all()
        self.join()
        if not self._finished.is_set() and self._thread is not threading.current_thread():
            self._send_complete(False, "The output device does not respond.")
        return self._audible_position

    def join(self, timeout: float = 2.0) -> None:
        """Waits until the thread has ended, for at most `timeout` seconds: a device may hang."""
        if self._thread is not threading.current_thread():
            self._finished.wait(timeout)  # Thread.join would raise before the thread has started

    def _check_alive(self) -> None:
        if self._state is PlaybackState.ENDED or self._stop_message is not None:
            raise NotPlaying("This session is not playing.")

    def _frame_at(self, position: float) -> int:
        return min(max(0, round(position * self.recording.sample_rate)), self.recording.frame_count)

    def _run(self) -> None:
        """The body of the thread: plays and sends the final events."""
        success, message = False, "The playback failed: see the log of the player."
        try:
            self._play()
            success, message = True, self._stop_message or "Played to the end."
        except PlayerError as error:
            message = str(error)
            self._fail(error, error.code, message)
        except Exception as error:  # the last frame of the thread: the events below must be sent
            log.exception("a playback failed")
            self._fail(error, "internal_error", message)
        finally:
            if self._start_error is None:
                self._send_complete(success, message)
            self._state = PlaybackState.ENDED
            self._opened.set()
            self._finished.set()

    def _send_complete(self, success: bool, message: str) -> None:
        """Sends `complete` once: from the thread, or from `stop` when the thread hangs in the device."""
        with self._changed:
            already_sent, self._complete_sent = self._complete_sent, True
            self._state = PlaybackState.ENDED
        if not already_sent:
            self._listener(self, "complete", {"success": success, "message": message})

    def _fail(self, error: Exception, code: str, message: str) -> None:
        """Hands an error to the waiting `start`, or sends an `error` event once the device is open."""
        if self._opened.is_set():
            self._listener(self, "error", {"error": code, "message": message})
        else:
            self._start_error = error

    def _play(self) -> None:
        """Plays until the end or a stop. Each pause and each jump opens a new stream."""
        while self._wait_until_playing():
            stream = self._speaker.open(self.recording, self._device)
            try:
                if not self._opened.is_set():
                    self._begin_behind_end()
                    self._listener(self, "started", {})
                    self._opened.set()
                if self._play_stream(stream):
                    return
            finally:
                stream.close()

    def _begin_behind_end(self) -> None:
        """Moves the beginning to the end of what is recorded by now, if that was asked for."""
        if self._behind_end is None:
            return
        with self._changed:
            if not self._jump_requested:
                self._next_frame = self._frame_at(self.recording.duration - self._behind_end)
                self._audible_position = self._next_frame / self.recording.sample_rate

    def _wait_until_playing(self) -> bool:
        """Waits while paused; returns False after a stop."""
        with self._changed:
            self._jump_requested = False
            paused = self._state is PlaybackState.PAUSED and self._stop_message is None
        if paused:
            self._listener(self, "paused", {})
        with self._changed:
            while self._state is PlaybackState.PAUSED and self._stop_message is None:
                self._changed.wait()
            self._jump_requested = False
            return self._stop_message is None

    def _play_stream(self, stream: OutputStream) -> bool:
        """Plays on one stream; returns True at the end, False after a pause, a jump or a stop."""
        self._progress_sent_at = 0.0
        is_filled = False  # whether the device has sound to play until the next chunk
        while (chunk := self._next_chunk()) is not None:
            start, stop = chunk
            if start == stop and self._is_live():
                self._await_more(start, stream)
                is_filled = False
                continue
            if start == stop:
                stream.drain()
                if self._finish():
                    return True
                continue
            if is_filled and stream.pending() == 0:
                self._speaker.underruns.add("late")
            stream.write(start, stop, self._volume)
            is_filled = True
            self._note_first_sound()
            self._update_position(stop, stream.pending())
            self._send_progress(start, stop)
        return False

    def _next_chunk(self) -> tuple[int, int] | None:
        """Start and stop of the next frames to write, equal at the end; None when the stream must close."""
        with self._changed:
            if self._jump_requested or self._stop_message is not None or self._state is PlaybackState.PAUSED:
                return None
            start = self._next_frame
            self._next_frame = min(start + self._chunk_size, self.recording.frame_count)
            return start, self._next_frame

    def _is_live(self) -> bool:
        """Whether more may come than is recorded now."""
        pcm = self.recording.pcm
        return isinstance(pcm, GrowingPcm) and not pcm.is_finished

    def _await_more(self, start: int, stream: OutputStream) -> None:
        """Waits until there is more than was played, or something else to do.

        If the device ran out of sound meanwhile, the writer has more jitter than the reserve covers: then the
        reserve is filled again, and more of it.
        """
        pcm = self.recording.pcm
        assert isinstance(pcm, GrowingPcm)
        wanted = start + 1
        while self._is_live() and self.recording.frame_count < wanted:
            pcm.wait_beyond(wanted * self.recording.frame_width - 1, _LIVE_WAIT)
            pending = stream.pending()
            self._update_position(start, pending)
            if pending == 0 and wanted == start + 1 and self.recording.frame_count < wanted:
                self._speaker.underruns.add("no_news")
                wanted = start + round(self._reserve * self.recording.sample_rate)
                self._reserve = min(_MAX_RESERVE, self._reserve * _RESERVE_GROWTH)
            with self._changed:
                if self._jump_requested or self._stop_message or self._state is PlaybackState.PAUSED:
                    return

    def _finish(self) -> bool:
        """Marks the end; returns False when a command came while the stream drained."""
        with self._changed:
            if self._jump_requested or self._stop_message is not None or self._state is PlaybackState.PAUSED:
                return False
            self._audible_position = self.recording.duration
            self._state = PlaybackState.ENDED
            return True

    def _note_first_sound(self) -> None:
        """Tells the speaker how long the first chunk took."""
        if self._asked_at is not None:
            self._speaker.first_sound.add(time.monotonic() - self._asked_at)
            self._asked_at = None

    def _update_position(self, written: int, pending: float) -> None:
        """Updates the audible position.

        written: the frame after the last one written. pending: seconds not yet played.
        """
        with self._changed:
            if not self._jump_requested:
                audible = written / self.recording.sample_rate - pending
                self._audible_position = max(self._audible_position, audible)

    def _send_progress(self, start: int, stop: int) -> None:
        now = time.monotonic()
        if now - self._progress_sent_at >= _PROGRESS_INTERVAL:
            self._progress_sent_at = now
            power = float(np.square(self.recording.samples(start, stop)).mean()) * self._volume**2
            self._listener(self, "progress", {"level_dbfs": decibels(power)})
