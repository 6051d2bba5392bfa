"""Audio Stream Player: every REST endpoint and Socket.IO event, and the player behind them.

`AudioStreamPlayer` is this process's player: it opens recordings, owns the playbacks and tells what
happens. The routes and events below it are thin: they read parameters, call it, and answer JSON.

    python audio_stream_player.py          serves on HOST:PORT until Ctrl-C
    create_app()                           the Flask application, for another server
"""

from __future__ import annotations

import logging
import re
import secrets
import shlex
import threading
import time
import weakref
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Protocol

from flask import Flask, Response, jsonify, render_template, request
from flask_socketio import SocketIO, emit
from werkzeug.exceptions import HTTPException
from werkzeug.http import quote_etag
from werkzeug.routing import BaseConverter
from werkzeug.utils import secure_filename

from sambanova import __version__, access, rate_check, reading, session_list, spectrogram
from sambanova.analysis import peaks, silences
from sambanova.audio_buffer import AudioBuffer
from sambanova.audio_format import AudioFormat
from sambanova.decoder_process import ContainedDecoder
from sambanova.errors import (
    DecoderFailed,
    InvalidRequest,
    NoAudio,
    NotAuthenticatedSession,
    NotPlaying,
    PlayerError,
    TooManyStreams,
    UndecodableAudio,
)
from sambanova.findings import Finding, in_order
from sambanova.growth import Growth
from sambanova.limits import Limits, checked_id
from sambanova.openapi import description
from sambanova.playback import Playback, PlaybackState, Speaker
from sambanova.reading import Reading
from sambanova.recording_cache import OpenedRecording, RecordingCache, hex_of, preview_of
from sambanova.redis_manager import RedisManager, Session, SessionWatch
from sambanova.session_watcher import SessionChanges, SessionWatcher
from sambanova.settings import Settings
from sambanova.wav import WavFile

log = logging.getLogger(__name__)

CACHE_BYTES = 256 * 1024 * 1024  # of opened recordings that are kept; one of the largest always is
MAX_BODY_BYTES = 64 * 1024
MAX_POINTS = 20_000  # columns of a waveform
WIDTH = 1000  # pixels of a spectrogram when nobody asks for a number
MAX_WIDTH = 2000
POINTS = (1000, 8000)  # least and most when nobody asks for a number
POINTS_A_SECOND = 40
MAX_TTL = 365 * 24 * 3600  # seconds
LONG_TEXT = 4 * 1024 * 1024  # base64 characters from which a recording is watched, not read each time
MAX_WATCHED = 4  # sessions at a time; each holds a connection
LIST_SECONDS = 5.0  # for which later pages of a list are taken from the list of its first page
MAX_FILE_NAME = 100  # characters of a session id in a file name


class Emit(Protocol):
    """Sends an event to every connected client."""

    def __call__(self, event: str, payload: dict[str, Any]) -> None: ...


class _Watched:
    """A session that is watched, and what was opened of it meanwhile, by reading.

    Weak, as it is the cache that bounds how much is kept. watch: None where there can be none.
    """

    def __init__(self, watch: SessionWatch | None) -> None:
        self._watch = watch
        self.opened: dict[Reading, weakref.ref[OpenedRecording]] = {}

    def is_unchanged(self) -> bool:
        """Whether what was opened is what is stored now."""
        return self._watch is not None and self._watch.is_unchanged()

    def close(self) -> None:
        """Ends the watch."""
        if self._watch is not None:
            self._watch.close()


class AudioStreamPlayer:
    """The player of this process. All methods may be called from any thread.

    Methods that answer a caller return what the API sends, without `success`; they raise PlayerError.
    """

    def __init__(self, settings: Settings, redis_manager: RedisManager, emit_event: Emit) -> None:
        self.settings = settings
        self.redis_manager = redis_manager
        self.speaker = Speaker(settings.audio_output_device)
        self._emit = emit_event
        self._decoder = ContainedDecoder()
        self._cache = RecordingCache(max(CACHE_BYTES, settings.max_buffer_bytes), self._decoder.decode)
        self._playbacks: dict[str, Playback] = {}
        self._lock = threading.Lock()  # of the playbacks
        self._watched: dict[str, _Watched] = {}  # the last one used is the last one
        self._growth = Growth()
        self._watcher = SessionWatcher(redis_manager, self._tell_changes, self._growth)
        self._last_list: tuple[float, list[Session]] = (-LIST_SECONDS, [])
        self._clients = 0

    # Sessions

    def status(self) -> dict[str, Any]:
        """How Redis, the speaker and the playbacks do."""
        redis_status = self.redis_manager.status()
        speaker = self.speaker.status()
        return {
            "version": __version__,
            "redis_available": redis_status.available,
            "redis": {
                "latency_ms": redis_status.latency_ms,
                "used_memory_bytes": redis_status.used_memory_bytes,
                "url": self.settings.redis_location,
                "message": redis_status.message,
            },
            "audio_available": speaker.available,
            "audio_message": speaker.message,
            "devices": [device.as_json() for device in speaker.devices],
            "device": speaker.device.name if speaker.device else None,
            "playbacks": self.playbacks(),
            "limits": {
                "max_streams": self.settings.audio_max_streams,
                "max_buffer_mb": self.settings.audio_max_buffer_mb,
            },
            "settings": {
                "session_key_prefix": self.settings.session_key_prefix,
                "audio_buffer_field": self.settings.audio_buffer_field,
                "redis_cli": self._redis_cli(),
            },
        }

    def playbacks(self) -> list[dict[str, Any]]:
        """What plays or is paused on the speaker."""
        return [self._playback_as_json(playback) for playback in self._all_playbacks()]

    def sessions(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        """The sessions that `parameters` ask for, as `session_list.select` has it."""
        playing = self._playing_ids()
        found, total = session_list.select(self._listed(parameters), parameters, playing)
        return {
            "sessions": [_session_as_json(session, playing) for session in found],
            "total": total,
            "redis_available": True,
            "audio_available": self.speaker.status().available,
        }

    def _listed(self, parameters: Mapping[str, str]) -> list[Session]:
        """All sessions; for a later page those of the first, so that pages fit together and cost nothing."""
        taken_at, sessions = self._last_list
        if parameters.get("offset", "0") == "0" or time.monotonic() - taken_at > LIST_SECONDS:
            sessions = self.redis_manager.list_sessions()
            self._last_list = (time.monotonic(), sessions)
        return sessions

    def info(self, session_id: str, requested: Reading, *, wait: bool = True) -> dict[str, Any]:
        """Everything about one session: its fields, what its audio is, and what is wrong with it.

        wait: for the levels and findings of a long recording, which take seconds; else they are left
        out unless they are known, and `complete` is false.
        """
        session = self._accessible(session_id)
        fields = self.redis_manager.fields(session_id)
        return {
            "session_id": session_id,
            "session": _session_as_json(session, self._playing_ids()),
            "data": fields,
            "audio_info": self._audio_info(session, fields, requested, wait=wait),
        }

    def _audio_info(
        self, session: Session, fields: Mapping[str, str], requested: Reading, *, wait: bool
    ) -> dict[str, Any]:
        _, about_fields = reading.declared(fields)
        if not session.has_audio:
            return _about_buffer(b"", AudioBuffer(b"", True), about_fields)
        try:
            opened = self._open(session, requested)
        except UndecodableAudio as error:
            text = self.redis_manager.read_audio(session.session_id)
            buffer = AudioBuffer.from_text(text)
            hint = "Look at the first bytes to see what they are."
            not_audio = () if buffer.is_text else (Finding("not_audio", "error", str(error), hint),)
            return _about_buffer(text, buffer, (*about_fields, *not_audio), error.candidates)
        recording = opened.recording
        growth = self._growth.bytes_per_second(session.session_id)
        by_clock = rate_check.by_clock(recording, fields, time.time(), growth)
        complete = wait or opened.is_examined
        of_sound = opened.findings if complete else recording.findings
        findings = in_order((*about_fields, *by_clock, *of_sound))
        return {
            "length": opened.text_length,
            "decoded_length": len(recording.stored),
            "has_audio": True,
            "base64_valid": opened.base64_valid,
            "preview": opened.preview,
            "hex": hex_of(recording.stored),
            "duration": recording.duration,
            "format": recording.format.as_json(),
            "candidates": [],
            "levels": opened.levels.as_json() if complete else None,
            "findings": [finding.as_json() for finding in findings],
            "complete": complete,
        }

    def open(self, session_id: str, requested: Reading) -> OpenedRecording:
        """The recording of a session, read as the caller, the session or the evidence says."""
        return self._open(self._accessible(session_id), requested)

    def _open(self, session: Session, requested: Reading) -> OpenedRecording:
        """`open` for a session that may be seen.

        A long one takes so long to read that it is watched from the first time on, and read again when
        anything was written to it.
        """
        session_id = session.session_id
        if not session.has_audio:
            raise NoAudio("Nothing was recorded yet in this session.")
        if session.audio_buffer_length <= LONG_TEXT:
            return self._read(session_id, requested)
        watched = self._watch(session_id)
        opened = watched.opened.get(requested)
        kept = opened() if opened else None
        if kept is None:
            kept = self._read(session_id, requested)
            watched.opened[requested] = weakref.ref(kept)
        return kept

    def _watch(self, session_id: str) -> _Watched:
        """What was opened of a session since it was written to last."""
        with self._lock:
            watched = self._watched.get(session_id)
        if watched is None or not watched.is_unchanged():
            watched = _Watched(self.redis_manager.watch(session_id))
        with self._lock:
            outdated = self._watched.pop(session_id, None)
            self._watched[session_id] = watched
            dropped = [outdated] if outdated not in (None, watched) else []
            while len(self._watched) > MAX_WATCHED:
                dropped.append(self._watched.pop(next(iter(self._watched))))
        for each in dropped:
            each.close()
        return watched

    def _read(self, session_id: str, requested: Reading) -> OpenedRecording:
        """The recording that is stored now, with all that is known about the session."""
        text = self.redis_manager.read_audio(session_id)
        if not text:
            raise NoAudio("Nothing was recorded yet in this session.")
        declared, _ = reading.declared(self.redis_manager.fields(session_id))
        return self._cache.open(
            text,
            requested,
            declared,
            reading.pinned(self.settings),
            self.settings.max_buffer_bytes,
            bytes_per_second=self._growth.bytes_per_second(session_id),
        )

    def original(self, session_id: str) -> tuple[bytes, str | None]:
        """The stored bytes, out of base64, and the container they are, where it is known."""
        try:
            recording = self.open(session_id, Reading()).recording
        except (UndecodableAudio, DecoderFailed):
            return AudioBuffer.from_text(self.redis_manager.read_audio(session_id)).data, None
        return recording.stored, recording.format.container

    def waveform(self, session_id: str, requested: Reading, parameters: Mapping[str, str]) -> dict[str, Any]:
        """The peaks of a session between `start` and `end` seconds in `points` columns."""
        recording = self.open(session_id, requested).recording
        start, end = _span(parameters, recording.duration)
        enough = min(max(POINTS[0], (end - start) * POINTS_A_SECOND), POINTS[1])
        points = int(_number(parameters, "points", enough, 1, MAX_POINTS))
        channels = peaks(recording, points, start, end)
        return {
            "channels": channels,
            "silences": silences(channels, start, end),
            "points": points,
            "start": start,
            "end": end,
            "duration": recording.duration,
            "sample_rate": recording.sample_rate,
        }

    def spectrogram(self, session_id: str, requested: Reading, parameters: Mapping[str, str]) -> bytes:
        """A PNG of the frequencies between `start` and `end` seconds, `width` pixels wide."""
        recording = self.open(session_id, requested).recording
        start, end = _span(parameters, recording.duration)
        width = int(_number(parameters, "width", WIDTH, 1, MAX_WIDTH))
        return spectrogram.picture(recording, start, end, width)

    def delete(self, session_id: str) -> dict[str, Any]:
        """Removes a session from Redis, and stops it if it plays."""
        self.redis_manager.delete(session_id)
        playback = self._playbacks.get(session_id)
        if playback is not None:
            _stop_if_playing(playback, "The session was deleted.")
        return {"message": "Deleted.", "session_id": session_id}

    def extend(self, session_id: str, seconds: int) -> dict[str, Any]:
        """Lets a session live for at least `seconds` from now on."""
        ttl = self.redis_manager.extend(session_id, seconds)
        if ttl is None:
            message = "The session stays anyway: it has no end."
        elif ttl > seconds:
            message = f"The session stays for {ttl} seconds anyway."
        else:
            message = f"The session stays for {ttl} seconds."
        return {"message": message, "session_id": session_id, "ttl": ttl}

    # Playback on this machine's speaker

    def play(self, session_id: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Plays a session; one that plays already begins anew."""
        requested = reading.requested(parameters)
        position = _number(parameters, "position", 0.0, 0.0, 1e9)
        volume = _number(parameters, "volume", 1.0, 0.0, 1.0)
        device = _device(parameters)
        recording = self.open(session_id, requested).recording
        playback = Playback(
            session_id,
            recording,
            self.speaker,
            self._tell_playback,
            position=position,
            volume=volume,
            device=device,
            chunk_size=self.settings.audio_chunk_size,
        )
        try:
            self._replace(playback)
            playback.start()
        except BaseException:  # whatever it was, its place must be free again
            self._forget(playback)
            raise
        return {
            "message": "Playing.",
            "session_id": session_id,
            "format": recording.format.as_json(),
            "duration": recording.duration,
            "position": playback.position,
        }

    def pause(self, session_id: str) -> dict[str, Any]:
        """Pauses a session and keeps its place."""
        return _moved("Paused.", session_id, self._playback(session_id).pause())

    def resume(self, session_id: str) -> dict[str, Any]:
        """Goes on with a paused session."""
        return _moved("Playing.", session_id, self._playback(session_id).resume())

    def seek(self, session_id: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Goes to another position of a session that plays or is paused."""
        if parameters.get("position") is None:
            raise InvalidRequest("position is missing: give it in seconds.")
        position = self._playback(session_id).seek(_number(parameters, "position", 0.0, 0.0, 1e9))
        return _moved("Moved.", session_id, position)

    def set_volume(self, session_id: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Makes a session that plays louder or softer."""
        if parameters.get("volume") is None:
            raise InvalidRequest("volume is missing: give it from 0 to 1.")
        playback = self._playback(session_id)
        playback.set_volume(_number(parameters, "volume", 1.0, 0.0, 1.0))
        return {**_moved("Set.", session_id, playback.position), "volume": playback.volume}

    def stop(self, session_id: str) -> dict[str, Any]:
        """Stops a session that plays or is paused."""
        return _moved("Stopped.", session_id, self._playback(session_id).stop())

    def close(self) -> None:
        """Ends all playbacks and gives back the device and the connections."""
        self._watcher.stop()
        for playback in self._all_playbacks():
            _stop_if_playing(playback, "The player is shutting down.")
        for watched in self._watched.values():
            watched.close()
        self._decoder.close()
        self.speaker.close()
        self.redis_manager.close()

    # Clients

    def client_came(self) -> None:
        """Begins to watch the sessions with the first client."""
        with self._lock:
            self._clients += 1
        self._watcher.start(self._last_list)  # which the client has read
        self._decoder.warm_up()

    def client_went(self) -> None:
        """Ends the watching with the last client."""
        with self._lock:
            self._clients -= 1
            if self._clients <= 0:
                self._watcher.stop()

    def recent_changes(self) -> dict[str, Any]:
        """The sessions that changed of late, which one who has just connected may have missed."""
        return self._changes_as_json(self._watcher.recent())

    def _tell_changes(self, changes: SessionChanges) -> None:
        self._emit("sessions_changed", self._changes_as_json(changes))

    def _changes_as_json(self, changes: SessionChanges) -> dict[str, Any]:
        playing = self._playing_ids()
        return {
            "added": [_session_as_json(session, playing) for session in changes.added],
            "updated": [_session_as_json(session, playing) for session in changes.updated],
            "removed": list(changes.removed),
        }

    def _tell_playback(self, playback: Playback, event: str, payload: dict[str, Any]) -> None:
        """Passes on what a playback tells, with its place."""
        place: dict[str, Any] = {"session_id": playback.session_id}
        if event == "complete":
            self._forget(playback)
        elif event != "error":
            place["position"] = round(playback.position, 4)
            place["duration"] = playback.recording.duration
        if event == "started":
            place["format"] = playback.recording.format.as_json()
        if event == "progress":
            place["state"] = playback.state.value
        self._emit(f"playback_{event}", {**place, **payload})

    # The playbacks

    def _replace(self, playback: Playback) -> None:
        """Takes a playback in, instead of an earlier one of the same session.

        Raises TooManyStreams when there is no room.
        """
        with self._lock:
            earlier = self._playbacks.get(playback.session_id)
            limit = self.settings.audio_max_streams
            if earlier is None and len(self._playbacks) >= limit:
                raise TooManyStreams(f"{limit} sessions play already: stop one, or raise AUDIO_MAX_STREAMS.")
            self._playbacks[playback.session_id] = playback
        if earlier is not None:
            _stop_if_playing(earlier, "Played anew.")

    def _forget(self, playback: Playback) -> None:
        with self._lock:
            if self._playbacks.get(playback.session_id) is playback:
                del self._playbacks[playback.session_id]

    def _playback(self, session_id: str) -> Playback:
        with self._lock:
            playback = self._playbacks.get(session_id)
        if playback is None:
            raise NotPlaying("This session is not playing.")
        return playback

    def _all_playbacks(self) -> list[Playback]:
        with self._lock:
            return list(self._playbacks.values())

    def _playing_ids(self) -> set[str]:
        return {
            playback.session_id
            for playback in self._all_playbacks()
            if playback.state is PlaybackState.PLAYING
        }

    @staticmethod
    def _playback_as_json(playback: Playback) -> dict[str, Any]:
        return {
            "session_id": playback.session_id,
            "state": playback.state.value,
            "position": round(playback.position, 4),
            "duration": playback.recording.duration,
            "volume": playback.volume,
        }

    def _accessible(self, session_id: str) -> Session:
        """The session, if its audio and details may be seen."""
        session = self.redis_manager.session(session_id)
        if not session.authenticated and not self.settings.allow_unauthenticated_sessions:
            raise NotAuthenticatedSession(
                "This session is not authenticated: "
                "set ALLOW_UNAUTHENTICATED_SESSIONS=1 to open it all the same."
            )
        return session

    def example(self) -> str:
        """The shell's command that makes a session of a recording."""
        prefix, field = self.settings.session_key_prefix, self.settings.audio_buffer_field
        key, name = shlex.quote(f"{prefix}demo"), shlex.quote(field)
        write = f"{self._redis_cli()} -x HSET {key} authenticated True user_name Demo {name}"
        return f"base64 < recording.webm | tr -d '\\n' | {write}"

    def _redis_cli(self) -> str:
        """How redis-cli is called for this Redis, without a password."""
        location = self.settings.redis_location
        if location.startswith("unix:"):
            return f"redis-cli -s {location.removeprefix('unix://')}"
        return "redis-cli" if location == "redis://localhost:6379/0" else f"redis-cli -u {location}"


def _session_as_json(session: Session, playing: Collection[str]) -> dict[str, Any]:
    return {**session.as_json(), "playing": session.session_id in playing}


def _about_buffer(
    text: bytes, buffer: AudioBuffer, findings: Iterable[Finding], candidates: Iterable[AudioFormat] = ()
) -> dict[str, Any]:
    """What `info` says of a field that holds no sound. candidates: what it may be played as all the same."""
    return {
        "length": len(text),
        "decoded_length": len(buffer.data),
        "has_audio": bool(text),
        "base64_valid": buffer.base64_valid,
        "preview": preview_of(text),
        "hex": hex_of(buffer.data),
        "duration": None,
        "format": None,
        "candidates": [candidate.reading_as_json() for candidate in candidates],
        "levels": None,
        "findings": [finding.as_json() for finding in in_order((*buffer.findings, *findings))],
        "complete": True,
    }


def _stop_if_playing(playback: Playback, message: str) -> None:
    """Stops a playback that may have ended by itself meanwhile."""
    try:
        playback.stop(message)
    except NotPlaying:
        playback.join()


def _moved(message: str, session_id: str, position: float) -> dict[str, Any]:
    return {"message": message, "session_id": session_id, "position": round(position, 4)}


def _number(parameters: Mapping[str, Any], name: str, default: float, low: float, high: float) -> float:
    """A number from `low` to `high` among the parameters. Raises InvalidRequest."""
    value = parameters.get(name)
    if value is None or value == "":
        return default
    try:
        number = float(value) if not isinstance(value, bool) else low - 1
    except (TypeError, ValueError, OverflowError):
        number = low - 1
    if not low <= number <= high:
        raise InvalidRequest(f"{name} must be a number from {low:g} to {high:g}.")
    return number


def _span(parameters: Mapping[str, Any], duration: float) -> tuple[float, float]:
    """`start` and `end` in seconds, the whole by default. Raises InvalidRequest."""
    start = min(_number(parameters, "start", 0.0, 0.0, 1e9), duration)
    end = min(_number(parameters, "end", duration, 0.0, 1e9), duration)
    if end < start:
        raise InvalidRequest("end must not come before start.")
    return start, end


def _device(parameters: Mapping[str, Any]) -> int | str | None:
    device = parameters.get("device")
    if device in (None, ""):
        return None
    if isinstance(device, bool) or not isinstance(device, (int, str)):
        raise InvalidRequest("device must be the index or the name of an output device.")
    return int(device) if isinstance(device, str) and device.isascii() and device.isdecimal() else device


# Routes and events


class SessionIdConverter(BaseConverter):
    """A session id in a path: any text, with slashes and line breaks."""

    regex = r"[\s\S]+?"
    part_isolating = False


def create_app(settings: Settings | None = None) -> Flask:
    """The application with everything it needs; nothing is opened before the first request.

    The player is `app.extensions["audio_stream_player"]`, which `close()` ends.
    Raises SettingsError when no `settings` are given and those of the environment cannot be used.
    """
    settings = access.with_token(settings or Settings.from_environment())
    app = Flask(__name__)
    app.secret_key = settings.secret_key or secrets.token_hex(32)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # of the default provider
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.url_map.converters["session_id"] = SessionIdConverter
    app.url_map.merge_slashes = False
    # One worker and threads: each playback is a thread, and sockets wait without costing much.
    socketio = SocketIO(app, async_mode="threading", max_http_buffer_size=MAX_BODY_BYTES)
    player = AudioStreamPlayer(settings, RedisManager(settings), socketio.emit)
    app.extensions["audio_stream_player"] = player
    _add_pages(app, player)
    _add_session_routes(app, player)
    _add_audio_routes(app, player)
    _add_playback_routes(app, player)
    _add_events(socketio, player)
    _add_errors(app)
    guarded = access.AccessControl(app.wsgi_app, settings, _refusal(app))
    limited = Limits(guarded, lambda: list(socketio.server.environ.values()), _refusal(app))
    app.wsgi_app = access.TrustedProxies(limited, settings)  # type: ignore[method-assign]
    return app


def _refusal(app: Flask) -> access.ErrorAnswer:
    """Makes the answers of what stands in front of the application: access control and limits."""

    def answer(error: PlayerError) -> Response:
        text = app.json.dumps(_failure(error.code, str(error)))
        headers = {**access.COMMON_HEADERS, "Cache-Control": "no-store"}
        if error.retry_after is not None:
            headers["Retry-After"] = str(error.retry_after)
        return Response(text, error.status, headers, mimetype="application/json")

    return answer


_LIBRARIES = {  # what the page's modules import, and where its files are
    "socket.io-client": "/static/node_modules/socket.io-client/dist/socket.io.esm.min.js",
    "wavesurfer.js": "/static/node_modules/wavesurfer.js/dist/wavesurfer.esm.js",
    "wavesurfer.js/hover": "/static/node_modules/wavesurfer.js/dist/plugins/hover.esm.js",
    "wavesurfer.js/regions": "/static/node_modules/wavesurfer.js/dist/plugins/regions.esm.js",
}
_CURL_WITH_TOKEN = 'curl -H "Authorization: Bearer $ACCESS_TOKEN"'  # a variable: commands are kept


def _add_pages(app: Flask, player: AudioStreamPlayer) -> None:
    @app.get("/")
    def page() -> Response:
        nonce = secrets.token_urlsafe(16)
        text = render_template(
            "audio_player.html",
            csp_nonce=nonce,
            example=player.example(),
            libraries=_LIBRARIES,
            curl=_CURL_WITH_TOKEN if player.settings.access_token else "curl",
        )
        return Response(text, headers=access.page_headers(nonce))

    @app.get(access.LOGIN_PATH)
    def login() -> Response:
        nonce = secrets.token_urlsafe(16)
        return Response(render_template("login.html"), headers=access.page_headers(nonce))

    @app.get("/api/openapi.json")
    def openapi() -> Response:
        return jsonify(description(__version__))

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in access.COMMON_HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/api/"):
            response.headers["Cache-Control"] = "no-store"
        if request.endpoint in _TOLD_ENDPOINTS and response.status_code < 400:
            session_id = (request.view_args or {}).get("session_id")
            log.info("%s: %s of %r", request.remote_addr, request.endpoint, session_id)
        return response


# Who did these with which session stands in the log.
_TOLD_ENDPOINTS = frozenset({"audio", "download", "delete", "play", "extend"})


def _add_session_routes(app: Flask, player: AudioStreamPlayer) -> None:
    @app.before_request
    def check_id() -> None:
        checked_id((request.view_args or {}).get("session_id", ""))

    @app.get("/api/status")
    def status() -> Response:
        return _success(player.status())

    @app.get("/api/sessions")
    def sessions() -> Response:
        return _success(player.sessions(request.args))

    @app.get("/api/session/<session_id:session_id>/info")
    def info(session_id: str) -> Response:
        wait = request.args.get("wait", "") != "0"
        return _success(player.info(session_id, reading.requested(request.args), wait=wait))

    @app.delete("/api/session/<session_id:session_id>")
    def delete(session_id: str) -> Response:
        return _success(player.delete(session_id))

    @app.post("/api/session/<session_id:session_id>/extend")
    def extend(session_id: str) -> Response:
        body = _body()
        if body.get("seconds") is None:
            raise InvalidRequest("seconds is missing: say how long the session is to stay.")
        return _success(player.extend(session_id, int(_number(body, "seconds", 0, 1, MAX_TTL))))


def _add_audio_routes(app: Flask, player: AudioStreamPlayer) -> None:
    @app.get("/api/session/<session_id:session_id>/waveform")
    def waveform(session_id: str) -> Response:
        return _success(player.waveform(session_id, reading.requested(request.args), request.args))

    @app.get("/api/session/<session_id:session_id>/spectrogram")
    def spectrogram(session_id: str) -> Response:
        png = player.spectrogram(session_id, reading.requested(request.args), request.args)
        return Response(png, mimetype="image/png")

    @app.get("/api/session/<session_id:session_id>/audio")
    def audio(session_id: str) -> Response:
        return _wav_response(player, session_id)

    @app.get("/api/session/<session_id:session_id>/download")
    def download(session_id: str) -> Response:
        if request.args.get("original", "") not in ("", "0"):
            return _original_response(player, session_id)
        return _attached(_wav_response(player, session_id), session_id, "wav")


def _add_playback_routes(app: Flask, player: AudioStreamPlayer) -> None:
    for verb, act in _playback_actions(player).items():

        def view(session_id: str, act: PlaybackAction = act) -> Response:
            return _success(act(session_id, _body()))

        app.add_url_rule(
            f"/api/session/<session_id:session_id>/{verb}", endpoint=verb, view_func=view, methods=["POST"]
        )


def _add_events(socketio: SocketIO, player: AudioStreamPlayer) -> None:
    def connect() -> None:
        player.client_came()
        emit("connected", {"version": __version__})
        missed = player.recent_changes()
        if any(missed.values()):
            emit("sessions_changed", missed)
        for playback in player.playbacks():
            emit("playback_progress", {**playback, "level_dbfs": None})

    def disconnect() -> None:
        player.client_went()

    socketio.on_event("connect", connect)
    socketio.on_event("disconnect", disconnect)

    for name, act in _playback_actions(player).items():

        def acknowledge(data: Any = None, act: PlaybackAction = act) -> dict[str, Any]:
            return _acknowledged(act, data)

        socketio.on_event(name, acknowledge)


PlaybackAction = Callable[[str, Mapping[str, Any]], dict[str, Any]]


def _playback_actions(player: AudioStreamPlayer) -> dict[str, PlaybackAction]:
    """What can be done with a playback, the same over REST and Socket.IO."""
    return {
        "play": player.play,
        "stop": lambda session_id, _: player.stop(session_id),
        "pause": lambda session_id, _: player.pause(session_id),
        "resume": lambda session_id, _: player.resume(session_id),
        "seek": player.seek,
        "volume": player.set_volume,
    }


def _acknowledged(act: PlaybackAction, data: Any) -> dict[str, Any]:
    """The acknowledgement of an event: the same body as that of its REST twin."""
    session_id = data.get("session_id") if isinstance(data, dict) else None
    if not isinstance(session_id, str):
        return _failure(InvalidRequest.code, "session_id is missing: send it with the event's data.")
    try:
        return {"success": True, **act(checked_id(session_id), data)}
    except PlayerError as error:
        return _failure(error.code, str(error))
    except Exception:  # the socket's edge: the client must not wait for an answer that never comes
        log.exception("an event failed")
        return _failure("internal_error", _INTERNAL)


_INTERNAL = "Something went wrong in the player: see its log."


def _add_errors(app: Flask) -> None:
    @app.errorhandler(PlayerError)
    def expected(error: PlayerError) -> tuple[dict[str, Any], int]:
        return _failure(error.code, str(error)), error.status

    @app.errorhandler(HTTPException)
    def from_werkzeug(error: HTTPException) -> tuple[dict[str, Any], int] | HTTPException:
        if error.code is None or error.code < 400:
            return error
        code = "invalid_request" if error.code == 400 else re.sub(r"\W+", "_", error.name.lower())
        return _failure(code, str(error.description)), error.code

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> tuple[dict[str, Any], int]:
        log.error("%s %r failed", request.method, request.path, exc_info=error)
        return _failure("internal_error", _INTERNAL), 500


def _success(answer: dict[str, Any]) -> Response:
    return jsonify({"success": True, **answer})


def _failure(code: str, message: str) -> dict[str, Any]:
    return {"success": False, "error": code, "message": message}


def _body() -> dict[str, Any]:
    """The JSON object in the body; an empty one when there is none, whatever type is declared."""
    if not request.get_data(cache=True):
        return {}
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise InvalidRequest("The body must be a JSON object, or empty.")
    return body


def _wav_response(player: AudioStreamPlayer, session_id: str) -> Response:
    """A session as a WAV file: the whole, what `start` and `end` select, or the range asked for."""
    asked = request.range if request.range and len(request.range.ranges) == 1 else None
    if asked is not None and asked.units != "bytes":  # to be passed over (RFC 9110, 14.2)
        asked = None
    opened = player.open(session_id, reading.requested(request.args))
    recording = opened.recording
    start, end = _span(request.args, recording.duration)
    wav = WavFile.of(recording, round(start * recording.sample_rate), round(end * recording.sample_rate))
    etag = quote_etag(f"{opened.digest}-{wav.size}-{recording.sample_rate}-{recording.channels}")
    if asked is not None and _is_current(etag):
        span = asked.range_for_length(wav.size)
        if span is None:
            unsatisfiable = jsonify(_failure("invalid_request", "The range lies behind the end."))
            unsatisfiable.status_code = 416
            unsatisfiable.headers["Content-Range"] = f"bytes */{wav.size}"
            return unsatisfiable
        response = Response(wav.read(*span), 206, mimetype="audio/wav")
        response.headers["Content-Range"] = f"bytes {span[0]}-{span[1] - 1}/{wav.size}"
        response.content_length = span[1] - span[0]
    else:
        response = Response(wav.read(), mimetype="audio/wav")
        response.content_length = wav.size
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    return response


def _is_current(etag: str) -> bool:
    """Whether a range of the file is still that of the file which the client has the rest of.

    A date proves nothing, as the files have none.
    """
    if_range = request.if_range
    return if_range.date is None and (if_range.etag is None or quote_etag(if_range.etag) == etag)


def _original_response(player: AudioStreamPlayer, session_id: str) -> Response:
    """The stored bytes, out of base64, with the type and extension of what they are."""
    stored, container = player.original(session_id)
    extension, mime_type = _ORIGINAL_TYPES.get(container or "", ("raw", "application/octet-stream"))
    return _attached(Response(stored, mimetype=mime_type), session_id, extension)


_ORIGINAL_TYPES = {
    "webm": ("webm", "audio/webm"),
    "ogg": ("ogg", "audio/ogg"),
    "wav": ("wav", "audio/wav"),
    "mp3": ("mp3", "audio/mpeg"),
    "mp4": ("m4a", "audio/mp4"),
    "flac": ("flac", "audio/flac"),
    "aac": ("aac", "audio/aac"),
    "aiff": ("aiff", "audio/aiff"),
    "au": ("au", "audio/basic"),
    "amr": ("amr", "audio/amr"),
    "caf": ("caf", "audio/x-caf"),
}


def _attached(response: Response, session_id: str, extension: str) -> Response:
    """Makes it a download, under a name that is safe whatever the id holds (RFC 6266)."""
    name = secure_filename(session_id[: 4 * MAX_FILE_NAME])[:MAX_FILE_NAME] or "session"
    response.headers["Content-Disposition"] = f"attachment; filename=audio_{name}.{extension}"
    return response


if __name__ == "__main__":
    from sambanova.server import main

    raise SystemExit(main())
