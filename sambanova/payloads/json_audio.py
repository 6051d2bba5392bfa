"""Finds the audio in JSON: which values hold it, of which direction they are, and what is said about it.

Two shapes are known by their documentation: messages of Twilio Media Streams, whose media is 8-bit mu-law
at 8 kHz, and events of the OpenAI Realtime API, whose audio is 16-bit PCM at 24 kHz. All others are read
by the names of their fields.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sambanova import audio_names
from sambanova.findings import Finding, counted
from sambanova.format_hints import FORMAT_FIELDS, NO_HINT, FormatHint, hint_in
from sambanova.payloads import plain_text

MAX_DEPTH = 12  # of objects and lists in each other that are looked into
_MAX_NAME = 64  # characters of the name of a track
_MIN_UNSURE = 32  # characters of a value whose name only suggests audio
_MAX_SURE_WORD = 15  # characters of a word under the name of audio whose length is that of base64
_MAX_WORD = 200  # characters; longer text without blanks is not made of words
_MAX_RELATIVE = 7 * 86_400_000  # milliseconds of a time that counts from the beginning of the call
_MIN_UNIX = 1_000_000_000  # seconds; the smallest time that counts from 1970 and not from the beginning
_MAX_FLOAT = 4.0  # of samples whose full scale is 1; beyond full scale they clip
_MAX_HEAD = 256  # characters that show whether text is JSON

_BASE64 = re.compile(r"(?:data:[^,]{0,200},)?[\w+/\s-]*={0,2}", re.ASCII)
_NOT_AUDIO_NAME = re.compile(
    r"(?:_|\b)(?:id|sid|url|uri|key|name|format|type|mime|codec|text|hash|path)$", re.I
)
_TEXT_EVENT = re.compile("transcript|text|speech_st", re.I)
_DECODER = json.JSONDecoder()
_DIRECTION_NAMES = frozenset(audio_names.DIRECTION_FIELDS)
_TIME_FIELDS = ("timestamp_ms", "timestamp", "time", "ts")
_TIMES = frozenset(_TIME_FIELDS)
_RELATIVE_FIELDS = _TIME_FIELDS[:2]  # those that may count milliseconds from the beginning

TWILIO = FormatHint("mulaw", 8000, 1)
OPENAI = FormatHint("s16le", 24_000, 1)
_OPENAI_TYPES = {
    "input_audio_buffer.append": "input",
    "response.audio.delta": "output",
    "response.output_audio.delta": "output",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Audio in JSON.

    value: text, bytes, or numbers (int64 or float64). track: its direction; empty if nothing names it.
    hint: what is declared about its format. unusable: declared fields with other values. usual: the format
    that this kind of message has if nothing is declared. at: milliseconds from the beginning of the call,
    or Unix seconds from `_MIN_UNIX` on; None if unknown.
    """

    value: str | bytes | NDArray[Any]
    track: str = ""
    hint: FormatHint = NO_HINT
    unusable: Mapping[str, str] = field(default_factory=dict)
    usual: FormatHint = NO_HINT
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What was found in JSON text. declared: by objects without audio of their own, such as a start event."""

    found: tuple[Found, ...]
    declared: FormatHint = NO_HINT
    findings: tuple[Finding, ...] = ()


def search(text: bytes) -> Document | None:
    """The audio in JSON text: one value, lines, or values one after the other; None if it is no JSON.

    search(b'{"role": "user", "audio": "AAAA"}').found[0].track  # "user"
    """
    values, findings = _parsed(text.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace"))
    if not values:
        return Document((), findings=findings) if findings else None
    walk = _Walk()
    for value in values:
        walk.enter(value, _Context(), is_audio=isinstance(value, list))
    if walk.is_too_deep and not walk.found:
        findings = (*findings, _TOO_DEEP)
    return Document(tuple(walk.found), walk.declared, findings)


def unquoted(text: bytes) -> bytes | None:
    """The text in a JSON string; None for other text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value.encode("utf-8", "replace") if isinstance(value, str) else None


# Parsing


def _parsed(text: str) -> tuple[list[Any], tuple[Finding, ...]]:
    """All objects and lists in a text, and what is wrong with it."""
    values: list[Any] = []
    try:
        position, is_whole = _parse(text, _next(text, 0), values)
        if is_whole:
            return values, ()
        end_of_line = text.find("\n", position)
        if end_of_line < 0 or _next(text, end_of_line) == len(text):
            return _with_elements(text, position, values)
        return _by_lines(text[end_of_line:], values)
    except RecursionError:
        return values, (_TOO_DEEP,)


def _parse(text: str, position: int, values: list[Any]) -> tuple[int, bool]:
    """Adds all objects and lists from a position on. Returns where parsing ends, and if that is the end."""
    while position < len(text):
        try:
            value, end = _DECODER.raw_decode(text, position)
        except ValueError:  # malformed, or a number with too many digits
            return position, False
        if isinstance(value, (dict, list)):
            values.append(value)
        position = _next(text, end)
    return position, True


def _by_lines(text: str, values: list[Any]) -> tuple[list[Any], tuple[Finding, ...]]:
    """Adds what is in the lines behind a damaged one, each parsed by itself, so that damage costs little."""
    damaged, is_whole, line = 1, True, ""
    for line in filter(str.strip, text.split("\n")):
        is_whole = _parse(line, _next(line, 0), values)[1]
        damaged += not is_whole
    if not values:
        return [], (_cut_off(),) if _is_cut_off(text) else ()
    damaged -= not is_whole  # the last line may still be being written
    damage = (_lines_damaged(damaged),) if damaged else ()
    return values, (*damage, *(() if is_whole else (_cut_off(),)))


_BETWEEN = re.compile(r"[\s,\x1e]*")


def _next(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    assert match is not None
    return match.end()


def _with_elements(text: str, position: int, values: list[Any]) -> tuple[list[Any], tuple[Finding, ...]]:
    """Adds the whole elements of a list that is cut off."""
    if not values and not _is_cut_off(text[position:]):
        return [], ()
    if text[position] == "[":
        _parse(text, _next(text, position + 1), values)
    return values, (_cut_off(),)


def _is_cut_off(text: str) -> bool:
    """Whether text is JSON without its end, unlike {'error': 1}, which is whole but not JSON."""
    return plain_text.is_json(text.lstrip()[:_MAX_HEAD]) and text.rstrip()[-1:] not in ("}", "]")


def _cut_off() -> Finding:
    return Finding(
        "json_cut_off",
        "warning",
        "The JSON ends in the middle of a value: what is whole before it is used.",
        "Nothing is wrong if the app is still writing; otherwise look for a limit on the length of values.",
    )


def _lines_damaged(count: int) -> Finding:
    return Finding(
        "json_lines_damaged",
        "error",
        f"{counted(count, 'line')} of the JSON cannot be parsed; nothing of that is used.",
        "Write each line with a JSON library, and in one command, so that no other writer gets in between.",
    )


_TOO_DEEP = Finding(
    "json_too_deep",
    "error",
    "The JSON has more objects and lists in each other than any audio has: it is not read.",
    "Look at what the app writes: audio belongs in a field of its own.",
)


# Walking


@dataclass(frozen=True, slots=True)
class _Context:
    """What the objects around a value say about it."""

    track: str = ""
    declared: Mapping[str, str] = field(default_factory=dict)
    usual: FormatHint = NO_HINT
    at: float | None = None
    depth: int = 0


class _Walk:
    """Collects audio from values. `declared` is what objects without audio say."""

    def __init__(self) -> None:
        self.is_too_deep = False
        self.found: list[Found] = []
        self.declared = NO_HINT

    def enter(self, value: Any, around: _Context, *, is_audio: bool = False, is_sure: bool = True) -> bool:
        """Collects the audio in a value; whether there is any.

        is_audio: the name of the value says audio. is_sure: it is a known name.
        """
        if around.depth > MAX_DEPTH:
            self.is_too_deep = True
            return False
        if isinstance(value, dict):
            return self._object(value, around)
        if isinstance(value, list):
            deeper = replace(around, depth=around.depth + 1)
            return self._list(value, deeper, is_audio=is_audio, is_sure=is_sure)
        if is_audio and isinstance(value, str) and _may_be_audio(value, is_sure=is_sure):
            self._add(value, around)
            return True
        return False

    def _add(self, value: str | bytes | NDArray[Any], around: _Context) -> None:
        hint, unusable = hint_in(tuple(around.declared.items()))
        self.found.append(Found(value, around.track, hint, unusable, around.usual, around.at))

    def _list(self, values: list[Any], around: _Context, *, is_audio: bool, is_sure: bool) -> bool:
        if is_audio and values and not isinstance(values[0], (str, dict, list)):
            numbers = _numbers(values)
            if numbers is not None:
                self._add(numbers, around)
            return numbers is not None
        has_audio = False
        for value in values:
            has_audio |= self.enter(value, around, is_audio=is_audio, is_sure=is_sure)
        return has_audio

    def _object(self, value: dict[str, Any], around: _Context) -> bool:
        data = value.get("data")
        if value.get("type") == "Buffer" and isinstance(data, list):  # how Node writes bytes
            numbers = _numbers(data)
            is_bytes = numbers is not None and numbers.dtype == np.int64 and _fits(numbers, 0, 255)
            if is_bytes:
                assert numbers is not None
                self._add(numbers.astype(np.uint8).tobytes(), around)
            return is_bytes
        inside = _inside(value, around)
        if inside is None:
            return False
        known = audio_names.known_name(value)
        has_audio = False
        for name, one in _by_certainty(value, known):
            if not isinstance(one, (str, list, dict)):
                continue
            about = _about(name)
            is_audio = name == known or about.is_audio
            if isinstance(one, str):
                is_again = has_audio and name != known and not about.direction  # the same in another form
                if not is_audio or about.is_other or is_again:
                    continue
            of_track = about.direction and (isinstance(one, list) or audio_names.says_audio(name))
            context = replace(inside, track=about.direction) if about.direction else inside
            has_audio |= self.enter(one, context, is_audio=is_audio, is_sure=name == known or bool(of_track))
        if not has_audio and inside.declared is not around.declared:
            self.declared = self.declared.or_else(hint_in(tuple(inside.declared.items()))[0])
        return has_audio


def _by_certainty(value: dict[str, Any], known: str | None) -> Iterator[tuple[str, Any]]:
    """The fields of an object, the one that is known to hold audio first."""
    if known is not None:
        yield known, value[known]
    yield from ((name, one) for name, one in value.items() if name != known)


@dataclass(frozen=True, slots=True)
class _Name:
    """What the name of a field says. is_other: a text of that name is no audio, whatever else it says."""

    direction: str
    is_audio: bool
    is_other: bool


@lru_cache(maxsize=1024)
def _about(name: str) -> _Name:
    direction = audio_names.direction_in(name) or ""
    if name in audio_names.DIRECTION_FIELDS:
        direction = ""
    is_other = name in FORMAT_FIELDS or _NOT_AUDIO_NAME.search(name) is not None
    return _Name(direction, bool(direction) or audio_names.says_audio(name), is_other)


def _inside(value: dict[str, Any], around: _Context) -> _Context | None:
    """What an object says about the audio in it; None if it is an event about text."""
    event = value.get("event") or value.get("type")
    usual, track = around.usual, _direction(value) or around.track
    if isinstance(event, str):
        if _is_about_text(event):
            return None
        if event in _OPENAI_TYPES:
            usual, track = OPENAI, track or _OPENAI_TYPES[event]
        elif event == "media" and isinstance(value.get("media"), dict):
            usual = TWILIO
    own = {name: str(one) for name, one in value.items() if name in FORMAT_FIELDS and _is_scalar(one)}
    for name in FORMAT_FIELDS & value.keys():
        one = value[name]
        if isinstance(one, dict):
            own |= {key: str(each) for key, each in one.items() if key in FORMAT_FIELDS and _is_scalar(each)}
    declared = {**around.declared, **own} if own else around.declared
    at = _time(value)
    return _Context(track, declared, usual, around.at if at is None else at, around.depth + 1)


@lru_cache(maxsize=256)
def _is_about_text(event: str) -> bool:
    return _TEXT_EVENT.search(event) is not None


def _format_fields(value: Mapping[str, Any]) -> dict[str, str]:
    """The fields about the format in an object, and in those objects in it that are about the format."""
    own: dict[str, str] = {}
    for name, one in value.items():
        if name not in FORMAT_FIELDS:
            continue
        inside = one.items() if isinstance(one, dict) else [(name, one)]
        own |= {key: str(each) for key, each in inside if key in FORMAT_FIELDS and _is_scalar(each)}
    return own


def _is_scalar(value: Any) -> bool:
    return isinstance(value, (str, float)) or (isinstance(value, int) and abs(value) < 1 << 63)


def _direction(value: Mapping[str, Any]) -> str:
    if _DIRECTION_NAMES.isdisjoint(value):
        return ""
    for name in audio_names.DIRECTION_FIELDS:
        if name in value:
            word = track_name(value[name])
            if word:
                return word
    return ""


def track_name(value: Any) -> str:
    """The name of a track that a field gives; empty if it gives none that can be used."""
    word = value.strip() if isinstance(value, str) else ""
    return word if len(word) <= _MAX_NAME and word.isprintable() else ""


def _time(value: Mapping[str, Any]) -> float | None:
    """Milliseconds from the beginning of the call, or Unix seconds; None if there is no time."""
    if _TIMES.isdisjoint(value):
        return None
    name = next(name for name in _TIME_FIELDS if name in value)
    one = value[name]
    if isinstance(one, bool) or not isinstance(one, (str, int, float)):
        return None
    try:
        number = float(one)
    except (ValueError, OverflowError):
        return None
    if 0 <= number <= _MAX_RELATIVE:
        return number if name in _RELATIVE_FIELDS else None
    for unit in (1, 1e3, 1e6, 1e9):  # seconds, ms, µs, ns
        if _MIN_UNIX <= number / unit < 10 * _MIN_UNIX:
            return number / unit
    return None


def is_unix_time(at: float) -> bool:
    """Whether a time of `Found` counts from 1970."""
    return at >= _MIN_UNIX


def _may_be_audio(value: str, *, is_sure: bool) -> bool:
    if len(value) < (1 if is_sure else _MIN_UNSURE) or _BASE64.fullmatch(value.strip()) is None:
        return False
    longest = _MAX_SURE_WORD if is_sure and len(value) % 4 == 0 else _MAX_WORD
    if len(value) > longest and value.isascii() and not any(map(value.__contains__, " \t\r\n")):
        return True
    return plain_text.look_for(value[:8192].encode("utf-8", "replace")) is None


def _numbers(values: list[Any]) -> NDArray[Any] | None:
    """Numbers that may be samples, as int64 or float64; None for other values."""
    kinds = set(map(type, values))
    if not kinds or not kinds <= {int, float}:
        return None
    if kinds == {int}:
        return _integers(values)
    numbers = np.array(values, np.float64) if _are_small(values) else None
    if numbers is None or not np.isfinite(numbers).all():
        return None
    if np.abs(numbers).max() <= _MAX_FLOAT:
        return numbers
    return _integers(numbers) if (numbers == np.rint(numbers)).all() else None


def _are_small(values: list[Any]) -> bool:
    return all(-(1 << 31) <= value < 1 << 31 for value in values)


def _integers(values: list[Any] | NDArray[Any]) -> NDArray[Any] | None:
    try:
        numbers = np.array(values, np.int64)
    except OverflowError:
        return None
    return numbers if _fits(numbers, -(1 << 31), (1 << 31) - 1) else None


def _fits(numbers: NDArray[Any], low: int, high: int) -> bool:
    return len(numbers) == 0 or bool(numbers.min() >= low and numbers.max() <= high)


def encoded(numbers: NDArray[Any], encoding: str | None) -> tuple[bytes, str | None]:
    """Numbers as bytes, and their encoding; None where they are bytes of an encoding that nobody names.

    encoding: declared for them; it decides whether small integers are bytes or samples.
    """
    if numbers.dtype.kind == "f":
        return numbers.astype("<f4").tobytes(), "f32le"
    if encoding in ("f32le", "f64le") and _fits(numbers, -1, 1):
        return numbers.astype("<f4").tobytes(), "f32le"
    if _fits(numbers, 0, 255) and encoding != "s16le":
        return numbers.astype(np.uint8).tobytes(), None
    is_short = _fits(numbers, -(1 << 15), (1 << 15) - 1)
    return (
        (numbers.astype("<i2").tobytes(), "s16le") if is_short else (numbers.astype("<i4").tobytes(), "s32le")
    )
