"""What is in a Redis in which no session is found, and which `AUDIO_KEYS` would find them.

It looks at a bounded sample: some names, the types of a few hundred keys, and the beginnings of a few
values. No value is read whole.
"""

from __future__ import annotations

import base64
import binascii
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sambanova.audio_keys import AudioKeys, Place
from sambanova.audio_names import direction_in, known_name, says_audio
from sambanova.key_text import key_of_text, text_of_key
from sambanova.payloads import plain_text
from sambanova.redis_manager import Command, RedisManager
from sambanova.session import text_of
from sambanova.sessions.key_patterns import KeyGroup, grouped, template_for
from sambanova.sessions.layouts import LAYOUTS, audio_fields, may_hold_audio

_MAX_KEYS = 10_000  # names that are looked at
_MAX_SECONDS = 0.5  # spent on reading names
_MAX_AGE = 1.0  # seconds of a survey that is told again
_MAX_GROUPS = 20
_MAX_LOOKED = 40  # groups that are looked at, of which those with audio are told first
_TYPED_KEYS = 5  # keys of each of them whose types are asked for
_MAX_FIELDS = 200  # of a hash that are looked at
_MAX_ELEMENT = 64 * 1024  # bytes; the server copies an element whole to return its beginning
_MAX_FIELD = 1024 * 1024  # bytes of a field, which is one alone
_BEGINNING = 64  # bytes of a value that are read
_MAX_SHOWN = 120  # characters of a name
_MAX_SUGGESTION = 1000  # characters

# What the bytes of a value say.
_MAGICS = (b"RIFF", b"OggS", b"ID3", b"\x1aE\xdf\xa3", b"fLaC")  # of audio files
_OTHER_MAGICS = (  # of binary data that is no audio: pickles, Java objects, HyperLogLogs, pictures, archives
    (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05", b"\xac\xed\x00\x05", b"HYLL")
    + (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"SQLite format")
)
_MIN_BINARY = 16  # bytes; fewer may be a number or a digest
_BASE64_AT_END = re.compile(rb"(?![0-9a-fA-F]+\Z)[A-Za-z0-9+/]{24,}\Z")  # hexadecimal is a token
_NAME_IN_JSON = re.compile(rb'"(\w{1,32})"\s*:')
_MIN_BASE64 = 2000  # characters of a value in base64; fewer may be a token
_MIN_BASE64_CHUNK = 160  # the same of an element: 15 ms of telephone sound

# Scripts, because no command reads the beginning of an element. They return names, lengths and beginnings.
_OF_LIST = """
local value = redis.call('LINDEX', KEYS[1], 0) or ''
return {'', #value, string.sub(value, 1, tonumber(ARGV[1]))}
"""
_OF_HASH = """
local value = redis.call('HGET', KEYS[1], ARGV[2]) or ''
return {ARGV[2], #value, string.sub(value, 1, tonumber(ARGV[1]))}
"""
_OF_STREAM = """
local found = {}
local entry = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
if entry then
  for at = 1, math.min(#entry[2], 64), 2 do
    local name, value = entry[2][at], entry[2][at + 1]
    table.insert(found, string.sub(name, 1, tonumber(ARGV[1])))
    table.insert(found, #value)
    table.insert(found, string.sub(value, 1, tonumber(ARGV[1])))
  end
end
return found
"""

Look = Literal["audio", "text", "other"]


@dataclass(frozen=True, slots=True)
class SurveyedGroup:
    """Keys of one pattern.

    kind: their Redis type. looks_like: what the name or the beginning of one of them says. suggestion: a
    template of `AUDIO_KEYS` that fits; None if there is none, or the keys are text. is_read: whether the
    templates in use find the audio of these keys.
    """

    pattern: str
    kind: str
    count: int
    example: str
    looks_like: Look
    suggestion: str | None
    is_read: bool = False

    def as_json(self) -> dict[str, Any]:
        """The group as the API sends it."""
        return {
            "pattern": _shortened(self.pattern),
            "type": _shortened(self.kind),
            "count": self.count,
            "example": _shortened(self.example),
            "looks_like": self.looks_like,
            "suggestion": self.suggestion,
        }


@dataclass(frozen=True, slots=True)
class Survey:
    """What is in a Redis. keys: how many it has. sampled: how many of them were looked at."""

    keys: int
    sampled: int
    groups: tuple[SurveyedGroup, ...]

    @property
    def suggestion(self) -> str | None:
        """A line for `.env` that finds all that looks like audio; None if there is nothing new in it."""
        audio = [group for group in self.groups if group.looks_like == "audio" and group.suggestion]
        if all(group.is_read for group in audio):
            return None
        line = ""
        for template in dict.fromkeys(group.suggestion for group in audio):
            longer = f"{line},{template}" if line else f"AUDIO_KEYS={template}"
            if len(longer) <= _MAX_SUGGESTION:
                line = longer
        return line or None

    def as_json(self) -> dict[str, Any]:
        """The survey as the API sends it."""
        return {
            "keys": self.keys,
            "sampled": self.sampled,
            "groups": [group.as_json() for group in self.groups],
            "suggestion": self.suggestion,
        }


class Surveyor:
    """Surveys a Redis, once at a time. Its method may be called from any thread.

    Who asks meanwhile or right after gets the same survey, so that many requests cost as much as one.
    """

    def __init__(self, redis_manager: RedisManager, audio_keys: AudioKeys) -> None:
        self._redis = redis_manager
        self._audio_keys = audio_keys
        self._lock = threading.Lock()
        self._latest: Survey | None = None
        self._begun = float("-inf")  # time.monotonic()

    def survey(self) -> Survey:
        """What is in Redis, as of the last second. Raises RedisUnavailable."""
        asked = time.monotonic()
        with self._lock:
            if self._latest is None or self._begun < asked - _MAX_AGE:
                self._latest, self._begun = None, time.monotonic()
                self._latest = survey(self._redis, self._audio_keys)
            return self._latest


def survey(redis_manager: RedisManager, audio_keys: AudioKeys) -> Survey:
    """Looks through a Redis. audio_keys: the templates in use. Raises RedisUnavailable."""
    names, is_all = _names(redis_manager)
    size = redis_manager.key_count()
    total = len(names) if is_all or not isinstance(size, int) else max(size, len(names))
    groups = grouped(map(text_of_key, names), _TYPED_KEYS)
    groups.sort(key=lambda group: (not says_audio(group.pattern), -group.count))
    looked = [
        _Looked(redis_manager, audio_keys, group, kind) for group, kind in _typed(redis_manager, groups)
    ]
    found = [one.described() for one in looked[:_MAX_GROUPS]]
    found.sort(key=lambda group: (group.looks_like != "audio", -group.count))
    return Survey(total, len(names), tuple(found))


def _names(redis_manager: RedisManager) -> tuple[list[bytes], bool]:
    """The names of some keys, and whether these are all."""
    names: dict[bytes, None] = {}
    until = time.monotonic() + _MAX_SECONDS
    for keys in redis_manager.scan():
        names.update(dict.fromkeys(keys[: _MAX_KEYS - len(names)]))
        if len(names) >= _MAX_KEYS or time.monotonic() > until:
            return list(names), False
    return list(names), True


def _typed(redis_manager: RedisManager, groups: Sequence[KeyGroup]) -> list[tuple[KeyGroup, str]]:
    """The groups with the type that most of their keys have.

    Those that are gone, or that the user of Redis may not look at, are left out.
    """
    keys = [(group, key_of_text(name)) for group in groups for name in group.keys]
    replies = redis_manager.ask([("TYPE", key) for _, key in keys]) if keys else []
    types: dict[str, Counter[str]] = {}
    for (group, _), reply in zip(keys, replies, strict=True):
        kind = text_of(_value(reply) or b"none")
        if kind != "none":
            types.setdefault(group.pattern, Counter())[kind] += 1
    return [(group, types[group.pattern].most_common(1)[0][0]) for group in groups if group.pattern in types]


@dataclass(frozen=True, slots=True)
class _Value:
    """The beginning of a value. name: of its field. is_element: one of many in its key."""

    name: str
    length: int
    beginning: bytes
    is_element: bool = False


class _Looked:
    """Looks at one key of a group."""

    def __init__(
        self, redis_manager: RedisManager, audio_keys: AudioKeys, group: KeyGroup, kind: str
    ) -> None:
        self._redis = redis_manager
        self._audio_keys = audio_keys
        self._group = group
        self._kind = kind
        self._example = group.keys[0]
        self._key = key_of_text(self._example) or b""

    def described(self) -> SurveyedGroup:
        """The group with what its example looks like."""
        look: Look = "other"
        suggestion: str | None = None
        is_read = False
        if self._kind.encode() in LAYOUTS:
            values = self._values()
            value = max(values, key=lambda one: _rank(one, values), default=None)
            look = self._look(value)
            if look != "text":
                suggestion = template_for(self._group.pattern, self._example, self._field(values, value))
            is_read = self._is_read(value)
        return SurveyedGroup(
            self._group.pattern, self._kind, self._group.count, self._example, look, suggestion, is_read
        )

    def _values(self) -> list[_Value]:
        """The beginnings of the values in the key; empty if they are too long, or Redis refuses."""
        if self._kind == "string":
            length, beginning = self._ask([("STRLEN", self._key), ("GETRANGE", self._key, 0, _BEGINNING - 1)])
            return [_Value("", length, beginning)] if length and beginning else []
        if self._kind == "hash":
            return self._values_of_hash()
        length_of, script = ("LLEN", _OF_LIST) if self._kind == "list" else ("XLEN", _OF_STREAM)
        count, size = self._ask([(length_of, self._key), ("MEMORY", "USAGE", self._key)])
        if not count or not size or size / count > _MAX_ELEMENT:
            return []
        found = self._ask([("EVAL", script, 1, self._key, _BEGINNING)])[0] or []
        return [
            _Value(text_of(found[at]), found[at + 1], found[at + 2], is_element=True)
            for at in range(0, len(found) - 2, 3)
        ]

    def _values_of_hash(self) -> list[_Value]:
        """The fields of a hash, with the beginning of the one that may be audio."""
        count = self._ask([("HLEN", self._key)])[0]
        if not count or count > _MAX_FIELDS:
            return []
        names = self._ask([("HKEYS", self._key)])[0] or []
        lengths = self._ask([("HSTRLEN", self._key, name) for name in names])
        values = [
            _Value(text_of(name), length or 0, b"") for name, length in zip(names, lengths, strict=True)
        ]
        best = max(range(len(values)), key=lambda at: _rank(values[at], values), default=None)
        if best is not None and 0 < values[best].length <= _MAX_FIELD:
            reply = self._ask([("EVAL", _OF_HASH, 1, self._key, _BEGINNING, names[best])])[0]
            if reply:
                values[best] = _Value(values[best].name, reply[1], reply[2])
        return values

    def _ask(self, commands: Sequence[Command]) -> list[Any]:
        """The replies; None for a refused command, so that a survey needs no right but SCAN and TYPE."""
        return [_value(reply) for reply in self._redis.ask(commands)] if commands else []

    def _look(self, value: _Value | None) -> Look:
        in_name = says_audio(self._group.pattern)
        if value is None:
            return "audio" if in_name else "other"
        look = _look_of(value)
        if self._kind != "hash":
            in_name = in_name or _speaks(value.name)
        else:
            in_name = _speaks(value.name) or (in_name and look == "audio")
        if look == "text" and value.length < _MIN_BASE64_CHUNK:
            return "text"
        return "audio" if in_name else look

    def _field(self, values: Sequence[_Value], value: _Value | None) -> str | None:
        """The field that a template names: of hashes, unless there is one for each direction."""
        if self._kind != "hash" or value is None:
            return None
        sides = [one for one in values if one.length and _speaks(one.name) and direction_in(one.name)]
        return None if len(sides) > 1 else value.name

    def _is_read(self, value: _Value | None) -> bool:
        """Whether the templates in use find this audio."""
        place = self._audio_keys.place(self._example)
        if place is None or place.is_companion:
            return False
        if self._kind == "hash" and value is not None:
            name = value.name.encode()
            return may_hold_audio(place, name) and audio_fields(place, {name: value.length}) == [name]
        return True


def _look_of(value: _Value) -> Look:
    """What the bytes of a value say."""
    data = value.beginning
    if data.startswith(_MAGICS):
        return "audio"
    if data.startswith(_OTHER_MAGICS) or not data:
        return "other"
    enough = _MIN_BASE64_CHUNK if value.is_element else _MIN_BASE64
    if value.length >= enough and (_holds_base64(data) or _names_audio(data)):
        return "audio"
    if not _is_binary(data):
        return "text"
    return "audio" if len(data) >= _MIN_BINARY else "other"


def _holds_base64(beginning: bytes) -> bool:
    """Whether the beginning ends within base64 of binary data: alone, or as a value in JSON."""
    run = _BASE64_AT_END.search(beginning)
    if run is None:
        return False
    try:
        return _is_binary(base64.b64decode(run[0][: len(run[0]) // 4 * 4]))
    except binascii.Error:
        return False


def _names_audio(beginning: bytes) -> bool:
    """Whether JSON begins with a member whose name says audio."""
    is_json = beginning.lstrip().startswith((b"{", b"["))
    return is_json and any(_speaks(text_of(name)) for name in _NAME_IN_JSON.findall(beginning))


def _is_binary(data: bytes) -> bool:
    """Whether bytes are no text."""
    if plain_text.look_for(data) is not None:
        return False
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if error.start < len(data) - 3:  # not a character that is cut off
            return True
        text = data[: error.start].decode()
    return any(not char.isprintable() and not char.isspace() for char in text)


def _speaks(name: str) -> bool:
    """Whether the name of a field says that it holds audio."""
    return may_hold_audio(_NO_PLACE, name.encode())


_NO_PLACE = Place("")


def _rank(value: _Value, values: Sequence[_Value]) -> tuple[bool, bool, int]:
    """How likely a field is the one with audio; the highest is it."""
    is_known = value.name == known_name(one.name for one in values if one.length)
    return value.length > 0 and (is_known or _speaks(value.name)), is_known, value.length


def _value(reply: Any) -> Any:
    """A reply; None if Redis refused the command."""
    return None if isinstance(reply, Exception) else reply


def _shortened(text: str) -> str:
    """A name for people: one line of printable characters."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:_MAX_SHOWN])
    return shown + ("…" if len(text) > _MAX_SHOWN else "")
