"""What can go wrong, as a small tree.

    PlayerError
    ├── InvalidRequest            400  the caller asked for something that makes no sense
    ├── Unauthorized              401  a token is needed
    ├── NotAuthenticatedSession   403  the session itself is not authenticated
    ├── ForbiddenOrigin           403  the request came from another site
    ├── SessionNotFound           404
    ├── NoAudio                   404  nothing was recorded yet
    ├── NotPlaying                409
    ├── BufferTooLarge            413
    ├── UndecodableAudio          422
    ├── TooManyStreams            429
    ├── TooManyAttempts           429  wrong tokens, one after the other
    ├── TooManyRequests           429  one client asks for too much at a time
    ├── DecoderFailed             500  the decoder itself is broken, whatever the recording
    ├── RedisUnavailable          503
    └── AudioUnavailable          503  no PyAudio, no PortAudio or no output device
    SettingsError                      stops the start, never reaches a request

The text of an error is one sentence for the person in front of the screen and says what to do.
It is sent to clients, so it never holds an exception's text from below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar


class PlayerError(Exception):
    """Base of all errors that a caller is told about, as `code`, HTTP `status` and sentence.

    retry_after: seconds after which it is worth trying again, where that is known.
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
    """No such session in Redis: it expired, was deleted, or never was."""

    code = "session_not_found"
    status = 404


class NoAudio(PlayerError):
    """The session exists, but its audio field is empty."""

    code = "no_audio"
    status = 404


class NotPlaying(PlayerError):
    """Pause, resume, seek or stop of a session that is not playing."""

    code = "not_playing"
    status = 409


class BufferTooLarge(PlayerError):
    """More audio than `AUDIO_MAX_BUFFER_MB`, stored or decoded."""

    code = "buffer_too_large"
    status = 413


class UndecodableAudio(PlayerError):
    """The stored bytes are not audio that could be read.

    candidates: the formats that come nearest to sound, best first, as the API sends them. The caller
    may ask for one of them.
    """

    code = "undecodable_audio"
    status = 422

    def __init__(self, message: str, *, candidates: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class DecoderFailed(PlayerError):
    """The decoder failed for a reason of its own, which says nothing about the recording."""

    code = "decoder_failed"
    status = 500


class TooManyStreams(PlayerError):
    """`AUDIO_MAX_STREAMS` playbacks are open already."""

    code = "too_many_streams"
    status = 429


class TooManyAttempts(PlayerError):
    """Too many wrong tokens came from one address."""

    code = "too_many_attempts"
    status = 429


class TooManyRequests(PlayerError):
    """One client has too many requests or sockets at a time."""

    code = "too_many_requests"
    status = 429


class RedisUnavailable(PlayerError):
    """Redis does not answer, or not as it should."""

    code = "redis_unavailable"
    status = 503


class AudioUnavailable(PlayerError):
    """This machine cannot play sound: no PyAudio, no PortAudio or no output device."""

    code = "audio_unavailable"
    status = 503


class SettingsError(Exception):
    """A setting has a value that cannot be used; the text names the variable."""
