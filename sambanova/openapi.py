"""The description of the REST interface, in OpenAPI 3.1, served at `/api/openapi.json`.

A test walks the application's routes and holds this description against them.
"""

from __future__ import annotations

from typing import Any

from sambanova import errors
from sambanova.encodings import ENCODINGS
from sambanova.reading import MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE
from sambanova.session_list import MAX_LIMIT, SORTS, STATES

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_SECONDS: Schema = {"type": "number", "minimum": 0, "description": "seconds"}
_VOLUME: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_DBFS: Schema = {"type": ["number", "null"], "description": "dBFS; null is silence"}
_ENCODING: Schema = {
    "type": "string",
    "description": "a headerless encoding, or a codec's name for a container: " + " ".join(ENCODINGS),
    "examples": ["s16le", "mulaw", "opus"],
}
_SAMPLE_RATE: Schema = {"type": "integer", "minimum": MIN_SAMPLE_RATE, "maximum": MAX_SAMPLE_RATE}
_CHANNELS: Schema = {"type": "integer", "minimum": 1, "maximum": MAX_CHANNELS}


def _nullable(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def _object(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
    }


def _list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_READING: dict[str, Schema] = {
    "container": _nullable(_TEXT),
    "encoding": _nullable(_TEXT),
    "sample_rate": {"type": "integer", "description": "Hz"},
    "channels": _COUNT,
    "confidence": {"type": "number", "description": "0 to 1: that encoding and channels are right"},
    "rate_confidence": {"type": "number", "description": "0 to 1: that the sample rate is right"},
    "description": _TEXT,
    "short": {**_TEXT, "description": "in two or three words; of a candidate what sets it apart"},
}
_POINTS = "columns; by default 40 a second, but not below 1000 or above 8000"
_PLACE = {"message": _TEXT, "session_id": _TEXT, "position": _SECONDS}

_SCHEMAS: dict[str, Schema] = {
    "Error": _object({"success": {"const": False}, "error": _TEXT, "message": _TEXT}),
    "Session": _object(
        {
            "session_id": _TEXT,
            "user_id": _TEXT,
            "user_name": _TEXT,
            "authenticated": _FLAG,
            "is_recording": _FLAG,
            "has_audio": _FLAG,
            "audio_buffer_length": {**_COUNT, "description": "base64 characters"},
            "connected_at": {"type": ["number", "null"], "description": "Unix seconds"},
            "authenticated_at": {"type": ["number", "null"], "description": "Unix seconds"},
            "ttl": {"type": ["integer", "null"], "description": "seconds; null: it stays"},
            "playing": _FLAG,
        }
    ),
    "Reading": _object(_READING),
    "Format": _object(
        {
            **_READING,
            "source": {
                "enum": ["request", "session", "container", "settings", "growth", "signal", "default"]
            },
            "offset": {**_COUNT, "description": "bytes before the first whole frame"},
            "evidence": _list_of(_TEXT),
            "candidates": _list_of(_ref("Reading")),
        }
    ),
    "Levels": _object(
        {
            **dict.fromkeys(("peak_dbfs", "rms_dbfs", "speech_dbfs", "noise_dbfs"), _DBFS),
            "dc_offset": {"type": "number", "description": "full scale is 1; floats may lie beyond"},
            "clipped_samples": _COUNT,
            "silence_ratio": {"type": "number", "minimum": 0, "maximum": 1},
        }
    ),
    "Finding": _object(
        {
            "code": _TEXT,
            "severity": {"enum": ["info", "warning", "error"]},
            "message": _TEXT,
            "hint": _TEXT,
        },
        {"at_seconds": _SECONDS},
    ),
    "AudioInfo": _object(
        {
            "length": {**_COUNT, "description": "base64 characters"},
            "decoded_length": {**_COUNT, "description": "bytes"},
            "has_audio": _FLAG,
            "base64_valid": _FLAG,
            "preview": {**_TEXT, "description": "the beginning of the base64 text"},
            "hex": {**_TEXT, "description": "the first bytes in hex and as text, in lines of sixteen"},
            "duration": _nullable({"type": "number"}),
            "format": {"anyOf": [_ref("Format"), {"type": "null"}]},
            "candidates": {
                **_list_of(_ref("Reading")),
                "description": "where format is null: what the bytes may be played as all the same",
            },
            "levels": {"anyOf": [_ref("Levels"), {"type": "null"}]},
            "findings": _list_of(_ref("Finding")),
            "complete": {**_FLAG, "description": "false while levels and findings are yet to come"},
        }
    ),
    "Device": _object(
        {"index": _COUNT, "name": _TEXT, "channels": _COUNT, "sample_rate": _COUNT, "default": _FLAG}
    ),
    "Playback": _object(
        {
            "session_id": _TEXT,
            "state": {"enum": ["playing", "paused", "ended"]},
            "position": _SECONDS,
            "duration": _SECONDS,
            "volume": _VOLUME,
        }
    ),
    "Peaks": _object(dict.fromkeys(("min", "max"), _list_of({"type": "number"}))),
}


def _query(name: str, schema: Schema, text: str) -> Schema:
    return {"name": name, "in": "query", "schema": schema, "description": text}


_SESSION_ID = {
    "name": "session_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "minLength": 1},
    "description": "percent-encoded; any text",
}
_PLAY_IT_AS = (
    _query("encoding", _ENCODING, "read the bytes so"),
    _query("sample_rate", _SAMPLE_RATE, "Hz"),
    _query("channels", _CHANNELS, "samples a frame"),
)
_SPAN = (
    _query("start", _SECONDS, "where to begin, seconds"),
    _query("end", _SECONDS, "where to end, seconds"),
)


def _error_answers(*kinds: type[errors.PlayerError]) -> Schema:
    """One answer for each status, naming the codes that come with it."""
    by_status: dict[str, list[str]] = {}
    for kind in kinds:
        by_status.setdefault(str(kind.status), []).append(kind.code)
    return {
        status: {
            "description": ", ".join(codes),
            "content": {"application/json": {"schema": _ref("Error")}},
        }
        for status, codes in by_status.items()
    }


def _json_answer(properties: dict[str, Schema]) -> Schema:
    schema = _object({"success": {"const": True}, **properties})
    return {"200": {"description": "done", "content": {"application/json": {"schema": schema}}}}


def _body(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = list(required)
    return {"required": bool(required), "content": {"application/json": {"schema": schema}}}


_READ_ERRORS = (
    errors.InvalidRequest,
    errors.NotAuthenticatedSession,
    errors.SessionNotFound,
    errors.BufferTooLarge,
    errors.RedisUnavailable,
)
_ALWAYS = (
    errors.Unauthorized,
    errors.ForbiddenOrigin,
    errors.TooManyAttempts,
    errors.TooManyRequests,
)
_AUDIO_ERRORS = (*_READ_ERRORS, errors.NoAudio, errors.UndecodableAudio)
_WAV = {"audio/wav": {"schema": {"type": "string", "format": "binary"}}}


def _operation(summary: str, answers: Schema, *parameters: Schema, body: Schema | None = None) -> Schema:
    """An operation; whatever it answers, access control and limits may refuse it before."""
    refusals = _error_answers(*_ALWAYS, *([errors.InvalidRequest] if parameters else []))
    responses = {**refusals, **answers}
    for status, refusal in refusals.items():
        codes = [*responses[status]["description"].split(", "), *refusal["description"].split(", ")]
        responses[status] = {**refusal, "description": ", ".join(dict.fromkeys(codes))}
    operation: Schema = {"summary": summary, "responses": dict(sorted(responses.items()))}
    if parameters:
        operation["parameters"] = list(parameters)
    if body:
        operation["requestBody"] = body
    return operation


def _playback_operation(
    summary: str,
    properties: dict[str, Schema],
    required: tuple[str, ...] = (),
    answer: dict[str, Schema] | None = None,
) -> Schema:
    """Something done to a session that plays; answer: what it says besides the place."""
    answers = {
        **_json_answer({**_PLACE, **(answer or {})}),
        **_error_answers(errors.InvalidRequest, errors.NotPlaying),
    }
    return {"post": _operation(summary, answers, _SESSION_ID, body=_body(properties, required))}


def _paths() -> Schema:
    session = "/api/session/{session_id}"
    file_answers = {
        "200": {"description": "the whole file", "content": _WAV},
        "206": {"description": "the range that was asked for", "content": _WAV},
        **_error_answers(*_AUDIO_ERRORS),
        "416": {
            "description": "the range lies behind the end",
            "content": {"application/json": {"schema": _ref("Error")}},
        },
    }
    return {
        "/api/status": {
            "get": _operation(
                "How Redis, the speaker and the playbacks do",
                _json_answer(
                    {
                        "version": _TEXT,
                        "redis_available": _FLAG,
                        "redis": {"type": "object"},
                        "audio_available": _FLAG,
                        "audio_message": _nullable(_TEXT),
                        "devices": _list_of(_ref("Device")),
                        "device": _nullable(_TEXT),
                        "playbacks": _list_of(_ref("Playback")),
                        "limits": {"type": "object"},
                        "settings": {"type": "object"},
                    }
                ),
            )
        },
        "/api/sessions": {
            "get": _operation(
                "The sessions in Redis",
                {
                    **_json_answer(
                        {
                            "sessions": _list_of(_ref("Session")),
                            "total": _COUNT,
                            "redis_available": _FLAG,
                            "audio_available": _FLAG,
                        }
                    ),
                    **_error_answers(errors.InvalidRequest, errors.RedisUnavailable),
                },
                _query("query", _TEXT, "text in session id, user id or user name"),
                _query("state", {"enum": [*STATES, "playing"]}, "which sessions"),
                _query("sort", {"enum": [*SORTS]}, "by what to sort, by default connected_at"),
                _query("order", {"enum": ["asc", "desc"]}, "by default the newest first"),
                _query("offset", _COUNT, "sessions to skip"),
                _query("limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT}, "at most so many"),
            )
        },
        f"{session}/info": {
            "get": _operation(
                "What a session is, and what is wrong with its audio",
                {
                    **_json_answer(
                        {
                            "session_id": _TEXT,
                            "session": _ref("Session"),
                            "data": {"type": "object", "additionalProperties": _TEXT},
                            "audio_info": _ref("AudioInfo"),
                        }
                    ),
                    **_error_answers(*_READ_ERRORS, errors.UndecodableAudio),
                },
                _SESSION_ID,
                *_PLAY_IT_AS,
                _query("wait", {"enum": [0, 1]}, "0: not for levels and findings that take seconds"),
            )
        },
        f"{session}/play": {
            "post": _operation(
                "Play a session on this machine's speaker",
                {
                    **_json_answer({**_PLACE, "format": _ref("Format"), "duration": _SECONDS}),
                    **_error_answers(*_AUDIO_ERRORS, errors.TooManyStreams, errors.AudioUnavailable),
                },
                _SESSION_ID,
                body=_body(
                    {
                        "encoding": _ENCODING,
                        "sample_rate": _SAMPLE_RATE,
                        "channels": _CHANNELS,
                        "position": _SECONDS,
                        "volume": _VOLUME,
                        "device": {"type": ["integer", "string"]},
                    }
                ),
            )
        },
        f"{session}/stop": _playback_operation("Stop it", {}),
        f"{session}/pause": _playback_operation("Pause it and keep the place", {}),
        f"{session}/resume": _playback_operation("Go on with it", {}),
        f"{session}/seek": _playback_operation("Go to another place", {"position": _SECONDS}, ("position",)),
        f"{session}/volume": _playback_operation(
            "Make it louder or softer",
            {"volume": _VOLUME},
            ("volume",),
            {"volume": _VOLUME},
        ),
        f"{session}/audio": {
            "get": _operation(
                "The recording as a WAV file, to listen to", file_answers, _SESSION_ID, *_PLAY_IT_AS, *_SPAN
            )
        },
        f"{session}/download": {
            "get": _operation(
                "The recording as a WAV file, or the stored bytes, to keep",
                {
                    **file_answers,
                    "200": {
                        "description": "the whole file",
                        "content": {**_WAV, "*/*": {"schema": {"type": "string", "format": "binary"}}},
                    },
                },
                _SESSION_ID,
                *_PLAY_IT_AS,
                *_SPAN,
                _query("original", {"enum": ["0", "1"]}, "1: the stored bytes, out of base64"),
            )
        },
        f"{session}/spectrogram": {
            "get": _operation(
                "The frequencies of a recording over time, as a picture",
                {
                    "200": {
                        "description": "black ink on nothing; the channels one above the other, the first "
                        "on top, each 256 pixels high, from 0 Hz at its bottom to half the rate at its top",
                        "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
                    },
                    **_error_answers(*_AUDIO_ERRORS),
                },
                _SESSION_ID,
                *_PLAY_IT_AS,
                *_SPAN,
                _query("width", {"type": "integer", "minimum": 1, "maximum": 2000}, "pixels"),
            )
        },
        f"{session}/waveform": {
            "get": _operation(
                "The peaks of a recording, to draw",
                {
                    **_json_answer(
                        {
                            "channels": _list_of(_ref("Peaks")),
                            "silences": {
                                **_list_of(
                                    {"type": "array", "items": _SECONDS, "minItems": 2, "maxItems": 2}
                                ),
                                "description": "from and to of the parts that a listener can do without",
                            },
                            "points": _COUNT,
                            "start": _SECONDS,
                            "end": _SECONDS,
                            "duration": _SECONDS,
                            "sample_rate": _SAMPLE_RATE,
                        }
                    ),
                    **_error_answers(*_AUDIO_ERRORS),
                },
                _SESSION_ID,
                *_PLAY_IT_AS,
                *_SPAN,
                _query("points", {"type": "integer", "minimum": 1, "maximum": 20_000}, _POINTS),
            )
        },
        session: {
            "delete": _operation(
                "Remove a session from Redis",
                {
                    **_json_answer({"message": _TEXT, "session_id": _TEXT}),
                    **_error_answers(errors.SessionNotFound, errors.RedisUnavailable),
                },
                _SESSION_ID,
            )
        },
        f"{session}/extend": {
            "post": _operation(
                "Let a session stay longer",
                {
                    **_json_answer({"message": _TEXT, "session_id": _TEXT, "ttl": _COUNT}),
                    **_error_answers(errors.InvalidRequest, errors.SessionNotFound, errors.RedisUnavailable),
                },
                _SESSION_ID,
                body=_body({"seconds": {"type": "integer", "minimum": 1}}, ("seconds",)),
            )
        },
        "/api/openapi.json": {"get": _operation("This description", {"200": {"description": "OpenAPI 3.1"}})},
    }


def description(version: str) -> Schema:
    """The whole description, as a JSON object."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Audio Stream Player",
            "version": version,
            "summary": "Lists, explains and plays the audio that a voice app keeps in Redis",
        },
        "paths": _paths(),
        "components": {"schemas": _SCHEMAS},
    }
