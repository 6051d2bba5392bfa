"""The exceptions of the project.

    PlayerError
    ├── InvalidRequest            400  a parameter is missing or invalid
    ├── Unauthorized              401  the access token is missing
    ├── NotAuthenticatedSession   403  the session is not authenticated
    ├── ForbiddenOrigin           403  the request came from another site
    ├── SessionNotFound           404
    ├── NoAudio                   404  the session has no audio yet
    ├── NotPlaying                409
    ├── BufferTooLarge            413
    ├── UndecodableAudio          422
    ├── TooManyStreams            429
    ├── TooManyDropped            429  there is no room for another dropped recording
    ├── TooManyAttempts           429  too many wrong tokens
    ├── TooManyRequests           429  too many requests or sockets of one client
    ├── DecoderFailed             500  the decoder failed, whatever the recording
    ├── NotInstalled              501  a library of an optional part is missing
    ├── DroppingOff               501  this player takes no dropped recordings
    ├── RedisUnavailable          503
    └── AudioUnavailable          503  no PyAudio, no PortAudio or no output device
    SettingsError                      stops the start, never raised in a request

The message of an error is one sentence for the user that says what to do. It is sent to clients, so it never
contains the text of another exception.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar


class PlayerError(Exception):
    """Base class of the errors that the API reports: `code`, HTTP `status` and message.

    retry_after: seconds after which the caller may try again; None if unknown.
    """

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class InvalidRequest(PlayerError):
    """A parameter is missing, of the wrong type or out of range."""

    code = "invalid_request"
    status = 400


class Unauthorized(PlayerError):
    """The request lacks the access token."""

    code = "unauthorized"
    status = 401


class NotAuthenticatedSession(PlayerError):
    """The session's `authenticated` field is not true."""

    code = "not_authenticated_session"
    status = 403


class ForbiddenOrigin(PlayerError):
    """The request comes from a page of another origin."""

    code = "forbidden_origin"
    status = 403


class SessionNotFound(PlayerError):
    """There is no such session in Redis: it expired, was deleted, or never existed."""

    code = "session_not_found"
    status = 404


class NoAudio(PlayerError):
    """The session exists, but its audio field is empty."""

    code = "no_audio"
    status = 404


class NotPlaying(PlayerError):
    """The session is not playing, so it cannot be paused, resumed, moved or stopped."""

    code = "not_playing"
    status = 409


class BufferTooLarge(PlayerError):
    """The audio is larger than `AUDIO_MAX_BUFFER_MB`, stored or decoded."""

    code = "buffer_too_large"
    status = 413


class UndecodableAudio(PlayerError):
    """The stored bytes cannot be decoded as audio.

    candidates: the formats nearest to audio, best first, as the API sends them. The caller may request
    one of them.
    """

    code = "undecodable_audio"
    status = 422

    def __init__(self, message: str, *, candidates: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class DecoderFailed(PlayerError):
    """The decoder failed for a reason that is not in the recording."""

    code = "decoder_failed"
    status = 500


class TooManyStreams(PlayerError):
    """There are already `AUDIO_MAX_STREAMS` playbacks."""

    code = "too_many_streams"
    status = 429


class TooManyAttempts(PlayerError):
    """One address sent too many wrong tokens."""

    code = "too_many_attempts"
    status = 429


class TooManyRequests(PlayerError):
    """One client sent too many requests or has too many sockets."""

    code = "too_many_requests"
    status = 429


class TooManyDropped(PlayerError):
    """There is no room for another dropped recording."""

    code = "too_many_dropped"
    status = 429


class DroppingOff(PlayerError):
    """This player takes no dropped recordings, by `MAX_DROPPED_MB` or because it has several workers."""

    code = "dropping_off"
    status = 501


class NotInstalled(PlayerError):
    """A library is missing, without which the player runs, but for this part."""

    code = "not_installed"
    status = 501


class RedisUnavailable(PlayerError):
    """Redis does not answer, refuses a command, or sends an unexpected reply."""

    code = "redis_unavailable"
    status = 503


class AudioUnavailable(PlayerError):
    """This machine cannot play audio: no PyAudio, no PortAudio or no output device."""

    code = "audio_unavailable"
    status = 503


class SettingsError(Exception):
    """A setting has an invalid value; the message names the variable."""
