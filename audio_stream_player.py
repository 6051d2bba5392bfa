"""Audio Stream Player: the REST endpoints, the Socket.IO events, and the player that they call.

`AudioStreamPlayer` opens recordings, owns the playbacks and emits events. The routes and event handlers
read parameters, call it, and return JSON.

    python audio_stream_player.py          serves on HOST:PORT until Ctrl-C
    create_app()                           returns the Flask application, for another server
"""

from __future__ import annotations

if __name__ == "__main__":
    from sambanova.start.libraries import exit_without_libraries

    exit_without_libraries()

import contextlib
import logging
import re
import secrets
import shlex
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from flask import Flask, Response, jsonify, render_template, request
from flask_socketio import SocketIO, emit, join_room
from threadpoolctl import threadpool_limits
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from sambanova import __version__
from sambanova.checking.background import BackgroundCheck
from sambanova.decoding.child_process import ContainedDecoder
from sambanova.decoding.reader import read
from sambanova.dropped import DroppedRecordings, is_dropped_id
from sambanova.errors import (
    InvalidRequest,
    NotPlaying,
    PlayerError,
    TooManyStreams,
    UndecodableAudio,
)
from sambanova.findings import counted
from sambanova.following.browser import BrowserFollowers
from sambanova.following.call import NOTICES, RESERVE, EndReason, LiveCall, NoticeCode
from sambanova.following.followers import Followers
from sambanova.format_hints import NO_HINT, FormatHint, FormatHints
from sambanova.library import Library
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.places import STATIC, TEMPLATES
from sambanova.recording import Recording
from sambanova.redis_manager import RedisManager
from sambanova.reports.session_html import HEADERS, session_html
from sambanova.reports.session_markdown import session_markdown
from sambanova.reports.session_report import SessionReport, chosen_fields, session_report
from sambanova.session import Session
from sambanova.session_conversation import Conversations
from sambanova.session_info import SessionInfo
from sambanova.sessions.change_feed import ChangeFeed
from sambanova.sessions.growth import Growth
from sambanova.sessions.index import SessionIndex
from sambanova.sessions.query import SessionQuery
from sambanova.sessions.records import SessionChanges
from sambanova.sessions.store import SessionStore
from sambanova.sessions.survey import Surveyor
from sambanova.sessions.transcripts import Transcripts
from sambanova.settings import Settings
from sambanova.speaker.devices import Speaker
from sambanova.speaker.playback import Playback, PlaybackState
from sambanova.tallies import Counts, Durations
from sambanova.web import access
from sambanova.web.browsers import DROPPED_PATH, Visitor, receive, room_of, this_browser
from sambanova.web.limits import Limits, checked_id
from sambanova.web.metrics import Figures, Metrics
from sambanova.web.openapi import description
from sambanova.web.parameters import (
    MAX_SECONDS,
    all_given,
    asked_format,
    asked_sides,
    asked_tracks,
    is_given,
    is_on,
    number,
    one_of,
    output_device,
    session_query,
    span,
    whole_number,
)
from sambanova.web.peers import CHANNEL, Peers, SharedPlaybacks
from sambanova.web.responses import attached, body, failure, named, original_file, success, wav_file
from sambanova.web.server import serve
from sambanova.web.session_sound import SessionSound
from sambanova.web.sockets import ProgressPace, write_promptly

log = logging.getLogger("audio_stream_player")  # not __name__, which is "__main__" in a program

MAX_BODY_BYTES = 64 * 1024
_ANY_BYTES = bytes(range(256)) * 128  # to detect something in
MAX_TTL = 365 * 24 * 3600  # seconds


class Emit(Protocol):
    """Sends an event to every connected client, or to one. to: its id."""

    def __call__(self, event: str, payload: dict[str, Any], *, to: str | None = None) -> None: ...


class AudioStreamPlayer:
    """The player of this process. All methods may be called from any thread.

    Methods for endpoints and events return the body that the API sends, without `success`, and raise
    PlayerError.

        player = app.extensions["audio_stream_player"]
        player.play("k3Jq8vN2cXwA", {"volume": 0.5})
    """

    def __init__(self, settings: Settings, redis_manager: RedisManager, emit_event: Emit) -> None:
        self.settings = settings
        self.redis_manager = redis_manager
        self.speaker = Speaker(settings.audio_output_device)
        self._emit = emit_event
        self._decoder = ContainedDecoder()
        self._playbacks: dict[str, Playback] = {}
        self._lock = threading.Lock()  # for _playbacks and _clients
        self._growth = Growth()
        audio_keys = settings.key_templates
        self._store = SessionStore(redis_manager, audio_keys, settings.max_buffer_bytes)
        self._surveyor = Surveyor(redis_manager, audio_keys)
        prefixes = [prefix.encode() for prefix in audio_keys.prefixes]
        self._index = SessionIndex(
            self._store, lambda: ChangeFeed.open(redis_manager, prefixes), self._emit_changes, self._growth
        )
        self.dropped = DroppedRecordings(settings.max_dropped_bytes, self._dropped_ended)
        self.library = Library(
            settings,
            redis_manager,
            self._index,
            self._store,
            self._growth,
            self._decoder.decode,
            dropped=self.dropped,
        )
        self.sound = SessionSound(self.library)
        self._info = SessionInfo(self.library)
        self.checking = BackgroundCheck(
            settings, self._index, self._store, self._growth, emit_event, self._is_followed
        )
        self._transcripts = Transcripts(redis_manager, settings.transcript_keys)
        self.conversations = Conversations(self.library, self._index, self._transcripts)
        self._followers = Followers(self._begin_call)
        self._browsers = BrowserFollowers(self._followers, emit_event)
        self._clients = 0
        self._pace = ProgressPace()
        self._peers = Peers(queue, self._answer_peer) if (queue := settings.socketio_message_queue) else None
        self._elsewhere = SharedPlaybacks(self._peers) if self._peers else None
        self._follow_delays = Durations()
        self.refused = Counts()
        """Requests and events that got an error, by its code."""

    def _is_followed(self) -> bool:
        """Whether somebody listens in on a call, which must not stutter."""
        return self._followers.counts()[1] > 0

    def figures(self) -> Figures:
        """What this player counts and measures, for its metrics."""
        playbacks = self._all_playbacks()
        states = Counter(playback.state.value for playback in playbacks)
        calls, followers = self._followers.counts()
        return Figures(
            version=__version__,
            index=self._index.figures(),
            redis=self.redis_manager.status(),
            clients=self._clients,
            playbacks={state: states[state] for state in ("playing", "paused")},
            delays=tuple(one.delay for one in playbacks if one.delay is not None),
            calls=calls,
            followers=followers,
            follow_delay=self._follow_delays.distribution(),
            first_sound=self.speaker.first_sound.distribution(),
            underruns=self.speaker.underruns.by_name(),
            reading=self.library.reading.distribution(),
            decoding=self.library.decoding.distribution(),
            refused=self.refused.by_name(),
        )

    # Sessions

    def status(self, browser: str = "") -> dict[str, Any]:
        """The state of Redis, the speaker and the playbacks. browser: the one that asks."""
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
                "changes": self._index.mode,
            },
            "audio_available": speaker.available,
            "audio_message": speaker.message,
            "devices": [device.as_json() for device in speaker.devices],
            "device": speaker.device.name if speaker.device else None,
            "playbacks": self.playbacks(browser),
            "checking": self.checking.progress(),
            "limits": {
                "max_streams": self.settings.audio_max_streams,
                "max_buffer_mb": self.settings.audio_max_buffer_mb,
                "max_dropped_mb": self.dropped.max_bytes >> 20,
            },
            "settings": {
                "audio_keys": str(self._store.audio_keys),
                "session_key_prefix": self.settings.session_key_prefix,
                "audio_buffer_field": self.settings.audio_buffer_field,
                "redis_cli": self._redis_cli(),
            },
        }

    def playbacks(self, browser: str = "") -> list[dict[str, Any]]:
        """The playbacks that play or are paused on a speaker, also those of other players.

        browser: the one that asks, which is not told of what others dropped.
        """
        every = [*self._own_playbacks(), *(self._elsewhere.all() if self._elsewhere else ())]
        return [
            each
            for each in every
            if not is_dropped_id(each["session_id"]) or self.dropped.owner(each["session_id"]) == browser
        ]

    def _own_playbacks(self) -> list[dict[str, Any]]:
        return [self._playback_as_json(playback) for playback in self._all_playbacks()]

    def sessions(self, query: SessionQuery) -> dict[str, Any]:
        """The sessions that match `query`, and their total number."""
        playing = self._playing_ids()
        found, total = self._index.page(query, playing, self.checking.results.matching(query))
        return {
            "sessions": [self._listed(session, playing) for session in found],
            "total": total,
            "complete": self._index.is_complete,
            "redis_available": True,
            "audio_available": self.speaker.status().available,
        }

    def _listed(self, session: Session, playing: Collection[str]) -> dict[str, Any]:
        """A session as the list has it: with its verdict, if it was checked."""
        checked = self.checking.results.get(session.session_id)
        return {**_session_as_json(session, playing), "verdict": checked.verdict() if checked else None}

    def survey(self) -> dict[str, Any]:
        """What is in Redis, and which `AUDIO_KEYS` would find the audio in it."""
        return self._surveyor.survey().as_json()

    def info(
        self, session_id: str, requested: FormatHint, tracks: Sequence[str] = (), *, wait: bool = True
    ) -> dict[str, Any]:
        """The fields, the format, the levels and the findings of a session.

        tracks: names; all without any. wait: whether to wait for the levels and findings of a long
        recording, which take seconds. Otherwise they are left out until they are known, and `complete` is
        false.
        """
        self.checking.step_aside()
        session = self.library.read(session_id)
        about = self._info.about(session, requested, tracks, wait=wait)
        if requested == NO_HINT and not tracks and not is_dropped_id(session_id):
            self.checking.learn(session.session, about, session.stored.fields)
        return {
            "session_id": session_id,
            "session": _session_as_json(session.session, self._playing_ids()),
            "data": session.stored.fields,
            "cut_fields": session.stored.cut_fields,
            "audio_info": about,
        }

    def report(
        self, session_id: str, requested: FormatHint, parameters: Mapping[str, str], root: str
    ) -> SessionReport:
        """The report on a session, with the `fields` that are asked for, and the sound if `audio` is on.

        root: address of the player.
        """
        session, tracks = self.library.read(session_id), asked_tracks(parameters)
        explained = self._info.explain(session, requested, tracks)
        fields = chosen_fields(all_given(parameters, "fields"), session.stored.fields)
        audio = None
        if is_on(parameters, "audio") and explained.opened is not None:
            recording = self.sound.heard(session_id, requested, parameters).recording
            audio = (recording, *span(parameters, recording.duration))
        return session_report(session, explained, root, fields, audio)

    def dropped_sessions(self, browser: str) -> dict[str, Any]:
        """What a browser dropped, the newest first."""
        playing = self._playing_ids()
        return {"sessions": [_session_as_json(one, playing) for one in self.dropped.sessions(browser)]}

    def take(self, session: Session, browser: str) -> dict[str, Any]:
        """Tells the pages of a browser of what it dropped; returns the answer to it."""
        told = _session_as_json(session, ())
        changes = {"added": [told], "updated": [], "removed": []}
        self._emit("sessions_changed", changes, to=room_of(browser))
        return {"session_id": session.session_id, "session": told, "expires_in": session.ttl}

    def _dropped_ended(self, session_id: str, browser: str) -> None:
        """Ends a dropped recording everywhere."""
        playback = self._playbacks.get(session_id)
        if playback is not None:
            _stop_if_playing(playback, "The recording is no longer here.")
        self.library.forget(session_id)
        changes = {"added": [], "updated": [], "removed": [session_id]}
        self._emit("sessions_changed", changes, to=room_of(browser))

    def delete(self, session_id: str) -> dict[str, Any]:
        """Deletes a session from Redis and stops its playback; a dropped one ends."""
        if self.dropped.remove(session_id):
            return {"message": "Deleted.", "session_id": session_id}
        records = self._index.view(session_id).records
        self._store.delete(records, self._transcripts.own_keys(session_id, records))
        playback = self._playbacks.get(session_id)
        if playback is not None:
            _stop_if_playing(playback, "The session was deleted.")
        elif self._peers is not None:
            self._peers.ask("stop", session_id, {"reason": "The session was deleted."})
        return {"message": "Deleted.", "session_id": session_id}

    def extend(self, session_id: str, seconds: int) -> dict[str, Any]:
        """Keeps a session for at least `seconds` from now."""
        if self.dropped.find(session_id):
            raise InvalidRequest("A dropped recording cannot be kept longer: its life is fixed.")
        records = self._index.view(session_id).records
        ttl = self._store.extend(records, seconds, self._transcripts.own_keys(session_id, records))
        if ttl is None:
            message = "The session does not expire."
        elif ttl > seconds:
            message = f"The session already stays for {counted(ttl, 'second')}."
        else:
            message = f"The session stays for {counted(ttl, 'second')}."
        return {"message": message, "session_id": session_id, "ttl": ttl}

    # Playback on this machine's speaker

    def play(self, session_id: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Plays a session on the speaker; restarts it if it plays already."""
        asked_at = time.monotonic()
        requested = asked_format(parameters)
        position = number(parameters, "position", 0.0, 0.0, MAX_SECONDS)
        recording = self.sound.heard(session_id, requested, parameters).recording
        return self._play(session_id, recording, parameters, position, self._emit_playback, asked_at=asked_at)

    def _play(
        self,
        session_id: str,
        recording: Recording,
        parameters: Mapping[str, Any],
        position: float,
        listener: Callable[[Playback, str, dict[str, Any]], None],
        behind_end: float | None = None,
        asked_at: float | None = None,
    ) -> dict[str, Any]:
        """Plays a recording on the speaker. behind_end, asked_at: of `Playback`."""
        playback = Playback(
            session_id,
            recording,
            self.speaker,
            listener,
            position=position,
            volume=number(parameters, "volume", 1.0, 0.0, 1.0),
            device=output_device(parameters),
            chunk_size=self.settings.audio_chunk_size,
            behind_end=behind_end,
            asked_at=asked_at,
        )
        try:
            self._replace(playback)
            playback.start()
        except BaseException:  # a playback that did not start must not count
            self._forget(playback)
            raise
        return {
            "message": "Playing.",
            "session_id": session_id,
            "format": recording.format.as_json(),
            "duration": recording.duration,
            "position": playback.position,
        }

    # Calls that are being recorded

    def follow(
        self, session_id: str, parameters: Mapping[str, Any], client: str | None = None
    ) -> dict[str, Any]:
        """Plays a session while it is recorded, on the speaker or in the browser of a client.

        parameters: `output` and `from`; for the speaker also `volume` and `device`. client: the id of the
        socket; None for a REST request, which has none for the sound of a browser.
        """
        output = one_of(parameters, "output", ("speaker", "browser"), "speaker")
        from_start = one_of(parameters, "from", ("live", "start"), "live") == "start"
        self.library.check_accessible(session_id)  # also of a call that others follow already
        if output == "speaker":
            return self._follow_on_speaker(session_id, parameters, from_start=from_start)
        if client is None:
            raise InvalidRequest("output browser needs a socket: send the event `follow` over Socket.IO.")
        answer = self._browsers.follow(session_id, client, from_start=from_start)
        return {"message": "Following.", "session_id": session_id, **answer}

    def unfollow(
        self, session_id: str, parameters: Mapping[str, Any], client: str | None = None
    ) -> dict[str, Any]:
        """Ends following a session: in the browser of a client, or else on the speaker.

        parameters: `output` is `browser` if the speaker is to go on in any case.
        """
        is_ended = client is not None and self._browsers.unfollow(session_id, client)
        if not is_ended and parameters.get("output") != "browser":
            self.stop(session_id)
        return {"message": "Not followed any more.", "session_id": session_id}

    def _begin_call(self, session_id: str, on_end: Callable[[LiveCall, EndReason], None]) -> LiveCall:
        return LiveCall(
            session_id,
            self.library,
            self._index,
            self.redis_manager,
            self.settings.max_buffer_bytes,
            on_end,
            self._notice,
            self._follow_delays,
        )

    def _notice(self, session_id: str, code: NoticeCode) -> None:
        """Tells all clients what happened to a call that is followed."""
        payload = {"session_id": session_id, "code": code, "message": NOTICES[code]}
        self._emit("follow_notice", payload)

    def _follow_on_speaker(
        self, session_id: str, parameters: Mapping[str, Any], *, from_start: bool
    ) -> dict[str, Any]:
        asked_at = time.monotonic()

        def on_end(reason: EndReason) -> None:
            """The playback plays what is left and then ends by itself."""

        call = self._followers.join(session_id, on_end)

        def listener(playback: Playback, event: str, payload: dict[str, Any]) -> None:
            if event == "complete":
                self._followers.leave(session_id, on_end)
            self._emit_playback(playback, event, {**payload, "live": True})

        behind_end = None if from_start else RESERVE
        try:
            return self._play(session_id, call.recording, parameters, 0.0, listener, behind_end, asked_at)
        except BaseException:
            self._followers.leave(session_id, on_end)
            raise

    def pause(self, session_id: str) -> dict[str, Any]:
        """Pauses a session at its position."""
        return self._act("pause", session_id)

    def resume(self, session_id: str) -> dict[str, Any]:
        """Continues a paused session."""
        return self._act("resume", session_id)

    def seek(self, session_id: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Moves a session that plays or is paused to another position."""
        if not is_given(parameters, "position"):
            raise InvalidRequest("position is missing: give it in seconds.")
        return self._act("seek", session_id, parameters)

    def set_volume(self, session_id: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Sets the volume of a playback, 0 to 1."""
        if not is_given(parameters, "volume"):
            raise InvalidRequest("volume is missing: give it from 0 to 1.")
        return self._act("volume", session_id, parameters)

    def stop(self, session_id: str) -> dict[str, Any]:
        """Stops a session that plays or is paused."""
        return self._act("stop", session_id)

    def _act(self, verb: str, session_id: str, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
        parameters = parameters or {}
        return self._wherever(verb, session_id, parameters, self._acts(parameters)[verb])

    def _acts(self, parameters: Mapping[str, Any]) -> dict[str, Callable[[Playback], dict[str, Any]]]:
        """What can be done to a playback."""

        def seek(playback: Playback) -> dict[str, Any]:
            position = playback.seek(number(parameters, "position", 0.0, 0.0, MAX_SECONDS))
            return _playback_answer("Moved.", playback.session_id, position)

        def volume(playback: Playback) -> dict[str, Any]:
            playback.set_volume(number(parameters, "volume", 1.0, 0.0, 1.0))
            answer = _playback_answer("Set.", playback.session_id, playback.position)
            return {**answer, "volume": playback.volume}

        return {
            "pause": lambda one: _playback_answer("Paused.", one.session_id, one.pause()),
            "resume": lambda one: _playback_answer("Playing.", one.session_id, one.resume()),
            "seek": seek,
            "volume": volume,
            "stop": lambda one: _playback_answer("Stopped.", one.session_id, one.stop(_reason(parameters))),
        }

    def warm_up(self) -> None:
        """Prepares what the first recording and the first sound would wait for. It takes a second or less."""
        self._decoder.warm_up()
        self.speaker.status()
        with contextlib.suppress(UndecodableAudio):
            read(AudioBuffer(_ANY_BYTES, base64_valid=True), FormatHints())

    def close(self) -> None:
        """Stops all playbacks and closes the device and the connections."""
        if self._peers is not None:
            self._peers.close()
        self._followers.close()
        self._index.close()
        for playback in self._all_playbacks():
            _stop_if_playing(playback, "The player is shutting down.")
        self.library.close()
        self.dropped.close()
        self.checking.close()
        self._decoder.close()
        self.speaker.close()
        self.redis_manager.close()

    # Clients

    def client_connected(self, browser: str = "") -> None:
        """Starts watching the sessions for the first client. browser: whose page it is."""
        self.dropped.page_opened(browser)
        with self._lock:
            self._clients += 1
        self._index.watch(True)
        self._decoder.warm_up()

    def client_disconnected(self, client: str, browser: str = "") -> None:
        """Ends what the client follows, and stops watching the sessions after the last one."""
        self.dropped.page_closed(browser)
        self.checking.want(client, False)
        self._browsers.gone(client)
        with self._lock:
            self._clients -= 1
            is_last = self._clients <= 0
        if is_last:
            self._index.watch(False)

    def recent_changes(self) -> dict[str, Any]:
        """Recent changes, for a client that loaded the list before subscribing."""
        return self._changes_as_json(self._index.recent())

    def _emit_changes(self, changes: SessionChanges) -> None:
        self.checking.changed(changes)
        self._emit("sessions_changed", self._changes_as_json(changes))

    def _changes_as_json(self, changes: SessionChanges) -> dict[str, Any]:
        playing = self._playing_ids()
        return {
            "added": [self._listed(session, playing) for session in changes.added],
            "updated": [self._listed(session, playing) for session in changes.updated],
            "removed": list(changes.removed),
        }

    def _emit_playback(self, playback: Playback, event: str, payload: dict[str, Any]) -> None:
        """Emits an event of a playback with its session and position; progress no more often than is due."""
        if event == "progress" and not self._pace.is_due(
            playback.session_id, len(self._playbacks), self._clients
        ):
            return
        fields: dict[str, Any] = {"session_id": playback.session_id}
        if event == "complete":
            self._forget(playback)
        elif event != "error":
            fields["position"] = round(playback.position, 4)
            fields["duration"] = playback.recording.duration
        if event == "started":
            fields["format"] = playback.recording.format.as_json()
        if event == "progress":
            fields["state"] = playback.state.value
        owner = self.dropped.owner(playback.session_id)  # of a dropped recording nobody else hears
        to = room_of(owner) if owner else None
        if to or not is_dropped_id(playback.session_id):
            self._emit(f"playback_{event}", {**fields, **payload}, to=to)

    # The playbacks

    def _replace(self, playback: Playback) -> None:
        """Adds a playback, and stops an earlier one of the same session.

        Raises TooManyStreams if there are already `AUDIO_MAX_STREAMS` others.
        """
        with self._lock:
            earlier = self._playbacks.get(playback.session_id)
            limit = self.settings.audio_max_streams
            if earlier is None and len(self._playbacks) >= limit:
                verb = "plays" if limit == 1 else "play"
                raise TooManyStreams(
                    f"{counted(limit, 'session')} {verb} already: stop one, or raise AUDIO_MAX_STREAMS."
                )
            self._playbacks[playback.session_id] = playback
        if earlier is not None:
            _stop_if_playing(earlier, "Restarted.")
        elif self._peers is not None:
            self._peers.ask("stop", playback.session_id, {"reason": "Restarted."})

    def _forget(self, playback: Playback) -> None:
        with self._lock:
            if self._playbacks.get(playback.session_id) is playback:
                del self._playbacks[playback.session_id]
                self._pace.forget(playback.session_id)

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
        playing = PlaybackState.PLAYING.value
        return {each["session_id"] for each in self._own_playbacks() if each["state"] == playing} | {
            each["session_id"]
            for each in (self._elsewhere.all() if self._elsewhere else ())
            if each["state"] == playing
        }

    # Players that share a message queue

    def _wherever(
        self,
        verb: str,
        session_id: str,
        parameters: Mapping[str, Any],
        act: Callable[[Playback], dict[str, Any]],
    ) -> dict[str, Any]:
        """Acts on a playback of this player, else of another. Raises NotPlaying if none has it."""
        try:
            playback = self._playback(session_id)
        except NotPlaying:
            answers = self._peers.ask(verb, session_id, parameters) if self._peers else []
            if not answers:
                raise
            answer: dict[str, Any] = answers[0]
            return answer
        return act(playback)

    def _answer_peer(self, verb: str, session_id: str, parameters: Mapping[str, Any]) -> Any:
        """What this player answers another one; None if it does not play the session."""
        if verb == "playbacks":
            return self._own_playbacks()
        act = self._acts(parameters).get(verb)
        try:
            return act(self._playback(session_id)) if act else None
        except NotPlaying:
            return None

    @staticmethod
    def _playback_as_json(playback: Playback) -> dict[str, Any]:
        return {
            "session_id": playback.session_id,
            "state": playback.state.value,
            "position": round(playback.position, 4),
            "duration": playback.recording.duration,
            "volume": playback.volume,
        }

    def example(self) -> str:
        """A shell command that stores a recording as a session."""
        prefix, field = self.settings.session_key_prefix, self.settings.audio_buffer_field
        key, name = shlex.quote(f"{prefix}demo"), shlex.quote(field)
        write = f"{self._redis_cli()} -x HSET {key} authenticated True user_name Demo {name}"
        return f"base64 < recording.webm | tr -d '\\n' | {write}"

    def _redis_cli(self) -> str:
        """The redis-cli command for this Redis, without its password."""
        location = self.settings.redis_location
        if location.startswith("unix:"):
            return f"redis-cli -s {location.removeprefix('unix://')}"
        return "redis-cli" if location == "redis://localhost:6379/0" else f"redis-cli -u {location}"


def _session_as_json(session: Session, playing: Collection[str]) -> dict[str, Any]:
    answer = {**session.as_json(), "playing": session.session_id in playing}
    return {**answer, "dropped": True} if is_dropped_id(session.session_id) else answer


def _stop_if_playing(playback: Playback, message: str) -> None:
    """Stops a playback, which may have ended meanwhile."""
    try:
        playback.stop(message)
    except NotPlaying:
        playback.join()


def _reason(parameters: Mapping[str, Any]) -> str:
    """Why a playback is stopped; another player may say another reason than the usual one."""
    return str(parameters.get("reason", "Stopped."))


def _playback_answer(message: str, session_id: str, position: float) -> dict[str, Any]:
    """The body that the API sends after an action on a playback."""
    return {"message": message, "session_id": session_id, "position": round(position, 4)}


# Routes and events


class SessionIdConverter(BaseConverter):
    """A session id in a path: any text, also with slashes and line breaks."""

    regex = r"[\s\S]+?"
    part_isolating = False


def create_app(settings: Settings | None = None) -> Flask:
    """Creates the Flask application. It opens no connection and no device before the first request.

    Its player is `app.extensions["audio_stream_player"]`; call its `close()` at the end. Without `settings`,
    those of the environment are used. Raises SettingsError if they are invalid.
    """
    settings = access.with_token(settings or Settings.from_environment())
    # The matrices of the detection are small: threads of NumPy wait for each other longer than they compute.
    threadpool_limits(1, user_api="blas")
    app = Flask(
        __name__, template_folder=str(TEMPLATES), static_folder=str(STATIC), static_url_path="/static"
    )
    app.secret_key = settings.secret_key or secrets.token_hex(32)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # of the default provider
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.url_map.converters["session_id"] = SessionIdConverter
    app.url_map.merge_slashes = False
    # Threads: each playback is one, and a waiting socket costs little.
    socketio = SocketIO(
        app,
        async_mode="threading",
        max_http_buffer_size=MAX_BODY_BYTES,
        message_queue=settings.socketio_message_queue,
        channel=f"{CHANNEL}:events",
    )
    write_promptly(socketio.server)
    player = AudioStreamPlayer(settings, RedisManager(settings), partial(_emit_to_all, socketio))
    app.extensions["audio_stream_player"] = player
    _add_pages(app, player)
    _add_session_routes(app, player)
    _add_audio_routes(app, player)
    _add_report_routes(app, player)
    _add_playback_routes(app, player)
    _add_events(socketio, player)
    _add_errors(app, player.refused)
    refusal = _refusal(app, player.refused)
    login_page = partial(_login_page, app, player.refused)
    controlled = access.AccessControl(app.wsgi_app, settings, refusal, login_page)
    limited = Limits(controlled, lambda: list(socketio.server.environ.values()), refusal)
    app.wsgi_app = access.TrustedProxies(limited, settings)  # type: ignore[method-assign]
    return app


def _emit_to_all(socketio: SocketIO, event: str, payload: dict[str, Any], *, to: str | None = None) -> None:
    """Sends an event to the clients of all players that share a message queue.

    Each of them tells its own clients of changes to sessions, and a single client is one of this player.
    """
    is_own = to is not None or event in ("sessions_changed", "sessions_checked")
    socketio.emit(event, payload, to=to, ignore_queue=is_own)


def _refusal(app: Flask, refused: Counts) -> access.ErrorAnswer:
    """Returns a function that makes the error responses of access control and limits, and counts them."""

    def answer(error: PlayerError) -> Response:
        refused.add(error.code)
        text = app.json.dumps(failure(error.code, str(error)))
        headers = {**access.COMMON_HEADERS, "Cache-Control": "no-store"}
        if error.retry_after is not None:
            headers["Retry-After"] = str(error.retry_after)
        return Response(text, error.status, headers, mimetype="application/json")

    return answer


def _login_page(app: Flask, refused: Counts, error: PlayerError | None = None) -> Response:
    """The login form; `error` is why the last attempt failed, which is counted."""
    nonce = secrets.token_urlsafe(16)
    template = app.jinja_env.get_template("login.html")  # there is no request context here
    text = template.render(csp_nonce=nonce, message="" if error is None else str(error))
    response = Response(text, headers={**access.COMMON_HEADERS, **access.page_headers(nonce)})
    if error is not None:
        refused.add(error.code)
        response.status_code = error.status
        if error.retry_after is not None:
            response.headers["Retry-After"] = str(error.retry_after)
    return response


_LIBRARIES = {  # the import map of the page
    "socket.io-client": "/static/node_modules/socket.io-client/dist/socket.io.esm.min.js",
}
_CURL_WITH_TOKEN = (
    'curl -H "Authorization: Bearer $ACCESS_TOKEN"'  # shells keep a history, so the token is a variable
)


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
            max_dropped=player.dropped.max_bytes,
        )
        return Visitor().welcomed(Response(text, headers=access.page_headers(nonce)))

    @app.get(access.LOGIN_PATH)
    def login() -> Response:
        return _login_page(app, player.refused)

    @app.get("/api/openapi.json")
    def openapi() -> Response:
        return jsonify(description(__version__))

    collected = Metrics(player.figures)

    @app.get("/metrics")
    def metrics() -> Response:
        text, content_type = collected.exposition(request.headers.get("Accept", ""))
        return Response(text, content_type=content_type)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in access.COMMON_HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith(("/api/", "/metrics")):
            response.headers["Cache-Control"] = "no-store"
        if request.endpoint in _LOGGED_ENDPOINTS and response.status_code < 400:
            session_id = (request.view_args or {}).get("session_id")
            log.info("%s: %s of %r", request.remote_addr, request.endpoint, session_id)
        return response


# The log says which client called these for which session.
_LOGGED_ENDPOINTS = frozenset({"audio", "download", "delete", "play", "extend", "report_html", "report_md"})


def _add_session_routes(app: Flask, player: AudioStreamPlayer) -> None:
    @app.before_request
    def check_id() -> None:
        player.dropped.check(checked_id((request.view_args or {}).get("session_id", "")), this_browser())

    @app.get("/api/status")
    def status() -> Response:
        return success(player.status(this_browser()))

    @app.get("/api/sessions")
    def sessions() -> Response:
        return success(player.sessions(session_query(request.args, player.checking.results.has_field)))

    @app.get(DROPPED_PATH)
    def dropped() -> Response:
        return success(player.dropped_sessions(this_browser()))

    @app.post(DROPPED_PATH)
    def drop() -> Response:
        visitor = Visitor()
        session = receive(player.dropped, visitor.name)
        return visitor.welcomed(success(player.take(session, visitor.name)))

    @app.get("/api/survey")
    def survey_of_redis() -> Response:
        return success(player.survey())

    @app.get("/api/session/<session_id:session_id>/info")
    def info(session_id: str) -> Response:
        wait = request.args.get("wait", "") != "0"
        tracks = asked_tracks(request.args)
        return success(player.info(session_id, asked_format(request.args), tracks, wait=wait))

    @app.get("/api/session/<session_id:session_id>/conversation")
    def conversation(session_id: str) -> Response:
        sides = asked_sides(request.args)
        return success(player.conversations.about(session_id, asked_format(request.args), sides))

    @app.get("/api/session/<session_id:session_id>/conversation.csv")
    def conversation_csv(session_id: str) -> Response:
        sides = asked_sides(request.args)
        text = player.conversations.csv(session_id, asked_format(request.args), sides)
        return attached(Response(text, mimetype="text/csv"), session_id, "csv")

    @app.delete("/api/session/<session_id:session_id>")
    def delete(session_id: str) -> Response:
        return success(player.delete(session_id))

    @app.post("/api/session/<session_id:session_id>/extend")
    def extend(session_id: str) -> Response:
        given = body()
        if not is_given(given, "seconds"):
            raise InvalidRequest("seconds is missing: say how long the session is to stay.")
        return success(player.extend(session_id, whole_number(given, "seconds", 0, 1, MAX_TTL)))


def _add_audio_routes(app: Flask, player: AudioStreamPlayer) -> None:
    @app.get("/api/session/<session_id:session_id>/waveform")
    def waveform(session_id: str) -> Response:
        return success(player.sound.waveform(session_id, asked_format(request.args), request.args))

    @app.get("/api/session/<session_id:session_id>/spectrogram")
    def spectrogram(session_id: str) -> Response:
        png = player.sound.spectrogram(session_id, asked_format(request.args), request.args)
        return Response(png, mimetype="image/png")

    @app.get("/api/session/<session_id:session_id>/loudness")
    def loudness_of(session_id: str) -> Response:
        return success(player.sound.loudness(session_id, asked_format(request.args), request.args))

    @app.get("/api/session/<session_id:session_id>/compare")
    def compare(session_id: str) -> Response:
        other = checked_id(request.args.get("with") or session_id)
        player.dropped.check(other, this_browser())
        return success(player.sound.compare(session_id, other, asked_format(request.args), request.args))

    @app.get("/api/session/<session_id:session_id>/speech")
    def speech(session_id: str) -> Response:
        return success(player.sound.speech(session_id, asked_format(request.args), request.args))

    def wav(session_id: str) -> Response:
        opened = player.sound.heard(session_id, asked_format(request.args), request.args)
        start, end = span(request.args, opened.recording.duration)
        return wav_file(opened.recording, opened.version, start, end)

    @app.get("/api/session/<session_id:session_id>/audio")
    def audio(session_id: str) -> Response:
        return wav(session_id)

    @app.get("/api/session/<session_id:session_id>/download")
    def download(session_id: str) -> Response:
        if request.args.get("original", "") not in ("", "0"):
            found = player.library.original(session_id, asked_tracks(request.args))
            return original_file(*found, session_id)
        return attached(wav(session_id), session_id, "wav")


def _add_report_routes(app: Flask, player: AudioStreamPlayer) -> None:
    def report(session_id: str) -> SessionReport:
        return player.report(session_id, asked_format(request.args), request.args, request.url_root)

    @app.get("/api/session/<session_id:session_id>/report.html")
    def report_html(session_id: str) -> Response:
        response = Response(session_html(report(session_id)), mimetype="text/html", headers=HEADERS)
        return named(response, session_id, "html")

    @app.get("/api/session/<session_id:session_id>/report.md")
    def report_md(session_id: str) -> Response:
        return named(
            Response(session_markdown(report(session_id)), mimetype="text/markdown"), session_id, "md"
        )


def _add_playback_routes(app: Flask, player: AudioStreamPlayer) -> None:
    actions: dict[str, PlaybackAction] = {
        **_playback_actions(player),
        "follow": player.follow,
        "unfollow": player.unfollow,
    }
    for verb, act in actions.items():

        def view(session_id: str, act: PlaybackAction = act) -> Response:
            return success(act(session_id, body()))

        app.add_url_rule(
            f"/api/session/<session_id:session_id>/{verb}", endpoint=verb, view_func=view, methods=["POST"]
        )


def _add_events(socketio: SocketIO, player: AudioStreamPlayer) -> None:
    def connect() -> None:
        browser = this_browser()
        player.client_connected(browser)
        if browser:
            join_room(room_of(browser))
        emit("connected", {"version": __version__})
        missed = player.recent_changes()
        if any(missed.values()):
            emit("sessions_changed", missed)
        for playback in player.playbacks(browser):
            emit("playback_progress", {**playback, "level_dbfs": None})

    def disconnect() -> None:
        player.client_disconnected(request.sid, this_browser())  # type: ignore[attr-defined]  # of Flask-SocketIO

    socketio.on_event("connect", connect)
    socketio.on_event("disconnect", disconnect)

    acknowledged = partial(_acknowledged, player=player)

    for name, act in _playback_actions(player).items():

        def acknowledge(data: Any = None, act: PlaybackAction = act) -> dict[str, Any]:
            return acknowledged(act, data)

        socketio.on_event(name, acknowledge)

    def follow(data: Any = None) -> dict[str, Any]:
        client = request.sid  # type: ignore[attr-defined]  # of Flask-SocketIO
        return acknowledged(partial(player.follow, client=client), data)

    def unfollow(data: Any = None) -> dict[str, Any]:
        client = request.sid  # type: ignore[attr-defined]
        return acknowledged(partial(player.unfollow, client=client), data)

    def check_sessions(data: Any = None) -> dict[str, Any]:
        is_wanted = not (isinstance(data, dict) and data.get("wanted") is False)
        client = request.sid  # type: ignore[attr-defined]
        return {"success": True, **player.checking.want(client, is_wanted)}

    socketio.on_event("check_sessions", check_sessions)
    socketio.on_event("follow", follow)
    socketio.on_event("unfollow", unfollow)


PlaybackAction = Callable[[str, Mapping[str, Any]], dict[str, Any]]


def _playback_actions(player: AudioStreamPlayer) -> dict[str, PlaybackAction]:
    """The actions on a playback, the same for REST and Socket.IO."""
    return {
        "play": player.play,
        "stop": lambda session_id, _: player.stop(session_id),
        "pause": lambda session_id, _: player.pause(session_id),
        "resume": lambda session_id, _: player.resume(session_id),
        "seek": player.seek,
        "volume": player.set_volume,
    }


def _acknowledged(act: PlaybackAction, data: Any, player: AudioStreamPlayer) -> dict[str, Any]:
    """The acknowledgement of an event: the body of the corresponding REST endpoint. Errors are counted."""
    refused = player.refused
    session_id = data.get("session_id") if isinstance(data, dict) else None
    try:
        if not isinstance(session_id, str):
            raise InvalidRequest("session_id is missing: send it with the event's data.")  # noqa: TRY301
        player.dropped.check(checked_id(session_id), this_browser())
        return {"success": True, **act(session_id, data)}
    except PlayerError as error:
        refused.add(error.code)
        return failure(error.code, str(error))
    except Exception:  # the last frame of the handler: the client waits for an acknowledgement
        log.exception("A Socket.IO event failed")
        refused.add("internal_error")
        return failure("internal_error", _INTERNAL)


_INTERNAL = "Something went wrong in the player: see its log."


def _add_errors(app: Flask, refused: Counts) -> None:
    """refused: counts them."""

    @app.errorhandler(PlayerError)
    def expected(error: PlayerError) -> tuple[dict[str, Any], int]:
        refused.add(error.code)
        return failure(error.code, str(error)), error.status

    @app.errorhandler(HTTPException)
    def from_werkzeug(error: HTTPException) -> tuple[dict[str, Any], int] | HTTPException:
        if error.code is None or error.code < 400:
            return error
        code = "invalid_request" if error.code == 400 else re.sub(r"\W+", "_", error.name.lower())
        refused.add(code)
        return failure(code, str(error.description)), error.code

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> tuple[dict[str, Any], int]:
        log.error("%s %r failed", request.method, request.path, exc_info=error)
        refused.add("internal_error")
        return failure("internal_error", _INTERNAL), 500


if __name__ == "__main__":
    raise SystemExit(serve(create_app))
