"""Responses of the application: JSON, WAV files with byte ranges, and downloads.

The functions read the current Flask request for ranges, conditions and bodies.
"""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from werkzeug.datastructures import Range
from werkzeug.http import quote_etag
from werkzeug.utils import secure_filename

from sambanova.errors import InvalidRequest
from sambanova.recording import Recording
from sambanova.web.wav import WavFile

MAX_FILE_NAME = 100  # characters of a session id in a file name

_ORIGINAL_TYPES = {  # extension and MIME type of the stored bytes, by container
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


def success(answer: dict[str, Any]) -> Response:
    """A JSON response with `success: true` and the fields of `answer`."""
    return jsonify({"success": True, **answer})


def failure(code: str, message: str) -> dict[str, Any]:
    """The body of an error response. code: stable name for programs. message: text for users."""
    return {"success": False, "error": code, "message": message}


def body() -> dict[str, Any]:
    """The JSON object in the request body, with any content type; empty when there is no body.

    Raises InvalidRequest.
    """
    if not request.get_data(cache=True):
        return {}
    value = request.get_json(force=True, silent=True)
    if not isinstance(value, dict):
        raise InvalidRequest("The body must be a JSON object, or empty.")
    return value


def asked_range() -> Range | None:
    """The requested byte range; None for the whole file.

    Multiple ranges and units other than bytes are ignored (RFC 9110, 14.2).
    """
    asked = request.range
    return asked if asked is not None and asked.units == "bytes" and len(asked.ranges) == 1 else None


def wav_file(recording: Recording, version: str, start: float, end: float) -> Response:
    """The seconds from `start` to `end` as a WAV file, or the requested byte range of it.

    version: part of the ETag; changes when the samples change.
    """
    rate = recording.sample_rate
    wav = WavFile.of(recording, round(start * rate), round(end * rate))
    etag = quote_etag(f"{version}-{wav.size}-{rate}-{recording.channels}")
    asked = asked_range()
    if asked is not None and _is_current(etag):
        span = asked.range_for_length(wav.size)
        if span is None:
            return _unsatisfiable(wav.size)
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
    """Whether If-Range, if present, matches the file. A date never matches: files have no date."""
    if_range = request.if_range
    return if_range.date is None and (if_range.etag is None or quote_etag(if_range.etag) == etag)


def _unsatisfiable(size: int) -> Response:
    response = jsonify(failure("invalid_request", "The range starts after the end of the file."))
    response.status_code = 416
    response.headers["Content-Range"] = f"bytes */{size}"
    return response


def original_file(stored: bytes, container: str | None, session_id: str) -> Response:
    """The stored bytes as a download, with the MIME type and extension of `container`."""
    extension, mime_type = _ORIGINAL_TYPES.get(container or "", ("raw", "application/octet-stream"))
    return attached(Response(stored, mimetype=mime_type), session_id, extension)


def attached(response: Response, session_id: str, extension: str) -> Response:
    """Makes a response a download with a safe file name (RFC 6266).

    session_id: any text; unsafe characters are removed.
    """
    response.headers["Content-Disposition"] = (
        f"attachment; filename=audio_{_file_name(session_id)}.{extension}"
    )
    return response


def named(response: Response, session_id: str, extension: str) -> Response:
    """Gives a report, which a browser may show, the name under which it is saved. session_id: any text."""
    response.headers["Content-Disposition"] = f"inline; filename=report_{_file_name(session_id)}.{extension}"
    return response


def _file_name(session_id: str) -> str:
    return secure_filename(session_id[: 4 * MAX_FILE_NAME])[:MAX_FILE_NAME] or "session"
