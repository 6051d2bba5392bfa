"""Reads what was said beside the audio: fields named like conversations, and the keys of `TRANSCRIPT_KEYS`.

Texts are read whole, as far as they are not longer than a conversation can be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from sambanova.audio_keys import TranscriptKeys
from sambanova.audio_names import says_conversation
from sambanova.key_text import key_of_text, text_of_key
from sambanova.redis_manager import Command, RedisManager
from sambanova.session import StoredText, text_of
from sambanova.sessions.layouts import HASH
from sambanova.sessions.store import KeyRecord

MAX_BYTES = 4 << 20  # of a text or a key; an hour of words with their times has 2 MB
MAX_ENTRIES = 10_000  # of a list or a stream
_MAX_NAMES = 1000  # fields of a hash
_MILLISECOND = 1e-3


class Transcripts:
    """Reads the conversations of sessions. All methods may be called from any thread."""

    def __init__(self, redis_manager: RedisManager, keys: TranscriptKeys) -> None:
        self._redis = redis_manager
        self._keys = keys

    def own_keys(self, session_id: str, records: Sequence[KeyRecord]) -> list[bytes]:
        """The keys beside those of the session that certainly belong to it, as somebody named them."""
        return self._beside(session_id, records) if self._keys.is_set else []

    def _beside(self, session_id: str, records: Sequence[KeyRecord]) -> list[bytes]:
        known = {record.key for record in records}
        named = (key_of_text(text) for text in self._keys.keys_of(session_id))
        return [key for key in named if key is not None and key not in known]

    def read(self, session_id: str, records: Sequence[KeyRecord]) -> list[StoredText]:
        """All texts of a session, in three round trips. Raises RedisUnavailable.

        records: the keys of the session.
        """
        beside = self._beside(session_id, records)
        beside += [record.key for record in records if record.place.is_transcript]
        hashes = [
            record.key for record in records if record.layout is HASH and not record.place.is_transcript
        ]
        objects = [
            record.key
            for record in records
            if record.layout.name == "string" and (record.place.field or record.place.is_companion)
        ]
        with self._redis.errors():
            return self._read(beside, hashes, objects)

    def _read(
        self, beside: Sequence[bytes], hashes: Sequence[bytes], objects: Sequence[bytes]
    ) -> list[StoredText]:
        first = self._ask([*(("TYPE", key) for key in beside), *(("HKEYS", key) for key in hashes)])
        kinds = [text_of(self._redis.result_of(reply, b"none")) for reply in first[: len(beside)]]
        fields = [
            (key, name)
            for key, reply in zip(hashes, first[len(beside) :], strict=True)
            for name in self._redis.result_of(reply, ())[:_MAX_NAMES]
            if says_conversation(text_of(name))
        ]
        keys = [(key, kind) for key, kind in zip(beside, kinds, strict=True) if kind in _SIZES]
        keys += [(key, "string") for key in objects if key not in beside]
        sizes = self._ask(
            [*(("HSTRLEN", *field) for field in fields), *(_SIZES[kind](key) for key, kind in keys)]
        )
        lengths = [size if isinstance(size, int) else 0 for size in sizes]
        short_fields = [
            one for one, n in zip(fields, lengths[: len(fields)], strict=True) if 0 < n <= MAX_BYTES
        ]
        short_keys = [one for one, n in zip(keys, lengths[len(fields) :], strict=True) if 0 < n <= MAX_BYTES]
        replies = self._ask(
            [*(("HGET", *field) for field in short_fields), *(_READS[kind](key) for key, kind in short_keys)]
        )
        found: list[StoredText] = []
        for (_, name), reply in zip(short_fields, replies[: len(short_fields)], strict=True):
            value = self._redis.result_of(reply, None)
            if isinstance(value, bytes):
                found.append(StoredText(text_of(name), text_of(value)))
        for (key, kind), reply in zip(short_keys, replies[len(short_fields) :], strict=True):
            value = self._redis.result_of(reply, None)
            if value is not None:
                found += _texts(_name_of(key), kind, value, is_object=key in objects)
        return found

    def _ask(self, commands: Sequence[Command]) -> list[Any]:
        return self._redis.ask(commands) if commands else []


def _usage(key: bytes) -> Command:
    return ("MEMORY", "USAGE", key)


_SIZES: dict[str, Callable[[bytes], Command]] = {
    "string": lambda key: ("STRLEN", key),
    "list": _usage,
    "stream": _usage,
    "hash": _usage,
}
_READS: dict[str, Callable[[bytes], Command]] = {
    "string": lambda key: ("GET", key),
    "list": lambda key: ("LRANGE", key, 0, MAX_ENTRIES - 1),
    "stream": lambda key: ("XRANGE", key, "-", "+", "COUNT", MAX_ENTRIES),
    "hash": lambda key: ("HGETALL", key),
}


def _name_of(key: bytes) -> str:
    """What a key calls what it holds: `transcript` for `call:42:transcript`, and for `transcript:42`."""
    words = text_of_key(key).split(":")
    return next((word for word in reversed(words) if says_conversation(word)), words[0])


def _texts(name: str, kind: str, value: Any, *, is_object: bool) -> list[StoredText]:
    if kind == "string":
        text = text_of(value)
        return [StoredText(name, text)] if not is_object or text.lstrip()[:1] == "{" else []
    if kind == "list":
        return [StoredText(name, text_of(one), None, is_part=True) for one in value]
    if kind == "stream":
        return [
            StoredText(name, _entry(fields), _time_of(entry_id), is_part=True)
            for entry_id, fields in value
            if fields  # else it was deleted meanwhile
        ]
    pairs = zip(value[::2], value[1::2], strict=True)
    return [StoredText(text_of(field), text_of(text)) for field, text in pairs]


def _time_of(entry_id: bytes) -> float | None:
    milliseconds = entry_id.partition(b"-")[0]
    return int(milliseconds) * _MILLISECOND if milliseconds.isdigit() else None


def _entry(fields: Sequence[bytes]) -> str:
    """The JSON object of a stream entry: the only value that is one, else its fields."""
    texts = [text_of(value) for value in fields]
    objects = [text for text in texts[1::2] if text.lstrip()[:1] == "{"]
    if len(objects) == 1 and len(texts) <= 2 * _MAX_ENVELOPE:
        return objects[0]
    return json.dumps(dict(zip(texts[::2], texts[1::2], strict=True)))


_MAX_ENVELOPE = 3  # fields of an entry around its JSON
