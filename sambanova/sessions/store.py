"""Sessions out of keys: what each key holds, which session it belongs to, and how it is read.

A session may have several keys: one for each direction, numbered pieces, or a hash beside a list. Keys
without audio say what the session is.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sambanova.audio_keys import AudioKeys, Place
from sambanova.audio_names import SIDES, says_audio
from sambanova.errors import BufferTooLarge, RedisUnavailable, SessionNotFound
from sambanova.key_text import key_of_text, text_of_key
from sambanova.payloads.arriving import SLICE_BYTES, ArrivingValue
from sambanova.redis_manager import Command, RedisManager, is_wrong_type
from sambanova.session import SUMMARY_FIELDS, Session, StoredSession, summary_fields, text_of
from sambanova.sessions.layouts import (
    HASH,
    LAYOUTS,
    MAX_FIELD_TEXT,
    AudioPart,
    Layout,
    audio_fields,
    may_hold_audio,
)
from sambanova.stored_audio import Chunk, StoredTrack

_MAX_NAMES = 1000  # fields of a hash among which audio is looked for
_MAX_PASSES = 3  # over all keys, one for each pattern; more cost more than a pass without a pattern
MAX_KEYS = 100  # of a session that its summary names
_MAX_PLACES = 10_000  # keys whose place is remembered
_LONG_VALUE = 1 << 20  # bytes; longer ones are decoded while they arrive
_KEY_MISSING = -2  # reply of PTTL for a missing key
_NO_EXPIRY = -1  # reply of PTTL for a key without expiry

# A script, because `EXPIRE ... GT` needs Redis 7, and WATCH may never succeed while a call is recorded.
# It returns the previous time to live in milliseconds.
_EXTEND = """
if redis.call('EXISTS', KEYS[1]) == 0 then return -2 end
local left = redis.call('PTTL', KEYS[1])
if left >= 0 and left < tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return left
"""
# The beginning of a field; no command reads a part of it.
_BEGINNING = "return string.sub(redis.call('HGET', KEYS[1], ARGV[1]) or '', 1, tonumber(ARGV[2]))"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """What is known of a key without reading its audio.

    expires_at: time.monotonic(); None if it does not expire. parts: the audio in it; empty for a key that
    says what the session is. fields: those of the summary.
    """

    key: bytes
    place: Place
    layout: Layout
    expires_at: float | None
    parts: tuple[AudioPart, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a key, with the name of its track in the session."""

    record: KeyRecord
    part: AudioPart


@dataclass(frozen=True, slots=True)
class _Plan:
    """The fields of hashes beside the audio: key, name and length. long: only their beginnings are read."""

    short: list[tuple[bytes, bytes, int]]
    long: list[tuple[bytes, bytes, int]]


class SessionStore:
    """The sessions of a Redis. All methods may be called from any thread.

    Every method raises RedisUnavailable. It keeps nothing; `index` does.
    """

    def __init__(self, redis_manager: RedisManager, audio_keys: AudioKeys, max_buffer_bytes: int) -> None:
        self._redis = redis_manager
        self.audio_keys = audio_keys
        self._max_bytes = max_buffer_bytes
        # A key is placed several times while it is looked at.
        self.place = lru_cache(_MAX_PLACES)(self._place)

    # What is there

    def _place(self, key: bytes) -> Place | None:
        """Which session a key belongs to; None if to none. `place` is the same, and remembers it."""
        return self.audio_keys.place(text_of_key(key))

    def scan(self) -> Iterator[list[bytes]]:
        """All keys that belong to sessions, in steps; a key may come more than once.

        Redis walks through all keys for each pattern. Among a million foreign keys that takes 0.7 s a
        pattern, and 2.3 s without a pattern and with a look at each name here.
        """
        globs = self.audio_keys.globs
        for pattern in globs if len(globs) <= _MAX_PASSES else (None,):
            for keys in self._redis.scan(pattern.encode() if pattern else None):
                yield [key for key in keys if self.place(key) is not None]

    def keys_of(self, session_id: str) -> list[bytes]:
        """The keys that a session may have, whether they exist or not; numbered pieces excepted."""
        exact = (key_of_text(text) for text in self.audio_keys.keys_of(session_id))
        return [key for key in exact if key is not None]

    def why_missing(self, session_id: str) -> SessionNotFound:
        """The error for a session that is not there, which names a key of a type that cannot be read."""
        keys = self.keys_of(session_id)
        for key, reply in zip(keys, self._ask([("TYPE", key) for key in keys]), strict=True):
            kind = text_of(self._redis.result_of(reply, b"none"))
            if kind != "none":
                return SessionNotFound(
                    f"The key {text_of_key(key)!r} is a {kind} in which there is no session: audio is read "
                    "from hashes, strings, lists and streams, as AUDIO_KEYS says."
                )
        return not_found()

    def describe(self, keys: Sequence[bytes]) -> dict[bytes, KeyRecord]:
        """What is known of each key; keys that are missing or hold nothing of a session are left out."""
        with self._redis.errors():
            return self._describe({key: place for key in keys if (place := self.place(key)) is not None})

    def _describe(self, places: Mapping[bytes, Place]) -> dict[bytes, KeyRecord]:
        types = self._types(list(places))
        records: dict[bytes, KeyRecord] = {}
        asked: list[tuple[KeyRecord, list[Command]]] = []
        for key, (layout, expires_at) in types.items():
            record = KeyRecord(key, places[key], layout, expires_at)
            asked.append((record, _first_questions(record)))
        replies = iter(self._ask([command for _, commands in asked for command in commands]))
        hashes: list[tuple[KeyRecord, int]] = []
        for record, commands in asked:
            answers = [next(replies) for _ in commands]
            if any(is_wrong_type(answer) for answer in answers):
                continue  # it was replaced meanwhile
            if record.layout is HASH:
                described, names = _described_hash(record, answers)
                records[record.key] = described
                if names:
                    hashes.append((described, names))
            else:
                other = _described(record, answers)
                if other is not None:
                    records[record.key] = other
        records |= self._hashes_by_names([record for record, count in hashes if count <= _MAX_NAMES])
        return records

    def _types(self, keys: Sequence[bytes]) -> dict[bytes, tuple[Layout, float | None]]:
        """The layout of each key that exists and can hold audio, and when it expires."""
        kinds = self._ask([("TYPE", key) for key in keys])
        layouts = [LAYOUTS.get(self._redis.result_of(kind, b"none")) for kind in kinds]
        there = [(key, layout) for key, layout in zip(keys, layouts, strict=True) if layout is not None]
        lives = self._ask([("PTTL", key) for key, _ in there])
        now = time.monotonic()
        found: dict[bytes, tuple[Layout, float | None]] = {}
        for (key, layout), left in zip(there, lives, strict=True):
            if left != _KEY_MISSING:
                found[key] = layout, None if left == _NO_EXPIRY else now + left / 1000
        return found

    def _hashes_by_names(self, records: Sequence[KeyRecord]) -> dict[bytes, KeyRecord]:
        """Hashes without the field that the template names: which other fields hold audio."""
        replies = self._ask([("HKEYS", record.key) for record in records])
        candidates = [
            (
                record,
                [name for name in self._redis.result_of(reply, ()) if may_hold_audio(record.place, name)],
            )
            for record, reply in zip(records, replies, strict=True)
        ]
        lengths = iter(self._ask([("HSTRLEN", record.key, n) for record, ns in candidates for n in ns]))
        return {
            record.key: _with_fields(
                record, {name: self._redis.result_of(next(lengths), 0) for name in found}
            )
            for record, found in candidates
        }

    def _names(self, reply: Any) -> Sequence[bytes]:
        """The reply to HKEYS."""
        names: Sequence[bytes] = self._redis.result_of(reply, ())
        return names

    def silence(self) -> RedisUnavailable:
        """The error for a Redis that does not answer in time."""
        return self._redis.silence()

    def _ask(self, commands: Sequence[Command]) -> list[Any]:
        return self._redis.ask(commands) if commands else []

    # Reading

    def read(self, session: Session, records: Sequence[KeyRecord], *, audio: bool = True) -> StoredSession:
        """The fields of a session, and its audio.

        Raises BufferTooLarge before more than `AUDIO_MAX_BUFFER_MB` allows is read.
        """
        if audio:
            self._check_size(records)
        with self._redis.errors():
            return self._read(session, records, audio=audio)

    def _read(self, session: Session, records: Sequence[KeyRecord], *, audio: bool) -> StoredSession:
        plan = self._plan(records)
        named = tracks_of(records) if audio else []
        pieces = [piece for _, group in named for piece in group]
        commands: list[Command] = [("HGET", key, name) for key, name, _ in plan.short]
        commands += [piece.record.layout.read_command(piece.record.key, piece.part) for piece in pieces]
        count = len(plan.short)
        longest = max((piece.part.length for piece in pieces if _is_one_value(piece)), default=0)
        # One transaction, so that fields and audio belong together.
        replies = self._decoded_on_arrival(commands, pieces, count) if longest >= _LONG_VALUE else None
        if replies is None:
            replies = self._redis.ask_at_once(commands) if commands else []
        fields, cut = self._fields(records, plan, replies[:count])
        chunks = {
            id(piece): (reply,)
            if isinstance(reply, Chunk)
            else piece.record.layout.chunks(reply, piece.record.place)
            for piece, reply in zip(pieces, replies[count:], strict=True)
            if reply is not None and not is_wrong_type(reply)
        }
        tracks = (_stored_track(name, group, chunks) for name, group in named)
        return StoredSession(session, fields, tuple(track for track in tracks if track.chunks), cut)

    def _decoded_on_arrival(
        self, commands: Sequence[Command], pieces: Sequence[_Piece], first: int
    ) -> list[Any] | None:
        """The replies with chunks in place of long values; None where that cannot be.

        first: the number of the command that reads the first piece.
        """
        if not all(map(_is_one_value, pieces)):
            return None
        arriving = {
            number: ArrivingValue()
            for number, piece in enumerate(pieces, first)
            if piece.part.length >= _LONG_VALUE
        }
        takers = {number: value.add for number, value in arriving.items()}
        replies = self._redis.ask_in_slices(commands, takers, SLICE_BYTES)
        if replies is None:
            return None
        for number, value in arriving.items():
            chunk = value.chunk()
            if chunk is None:
                return None
            replies[number] = chunk if chunk.length else None
        return replies

    def _check_size(self, records: Sequence[KeyRecord]) -> None:
        length = sum(part.length for record in records for part in record.parts)
        # Base64 has 4/3 of the size of its bytes. The rest is for line breaks, prefixes and overhead.
        if length > self._max_bytes * 3 // 2:
            raise BufferTooLarge(
                f"The session holds {length / 2**20:.0f} MB; raise AUDIO_MAX_BUFFER_MB to open it."
            )

    def _plan(self, records: Sequence[KeyRecord]) -> _Plan:
        """Which fields of the hashes are read, and which are too long."""
        hashes = [record for record in records if record.layout is HASH]
        replies = self._ask([("HKEYS", record.key) for record in hashes])
        pairs = [
            (record.key, name)
            for record, reply in zip(hashes, replies, strict=True)
            for name in self._names(reply)
            if not _is_audio(record, name)
        ]
        lengths = [self._redis.result_of(reply, 0) for reply in self._ask([("HSTRLEN", *p) for p in pairs])]
        fields = [(*pair, length) for pair, length in zip(pairs, lengths, strict=True)]
        return _Plan(
            [field for field in fields if field[2] <= MAX_FIELD_TEXT],
            [field for field in fields if field[2] > MAX_FIELD_TEXT],
        )

    def _fields(
        self, records: Sequence[KeyRecord], plan: _Plan, values: Sequence[Any]
    ) -> tuple[dict[str, str], dict[str, int]]:
        """All fields of a session as text, and the sizes of those that are cut."""
        fields: dict[str, str] = {}
        for record in records:
            if record.layout is not HASH:
                fields |= record.fields
        for (_, name, _), value in zip(plan.short, values, strict=True):
            if isinstance(value, bytes):
                fields[text_of(name)] = text_of(value)
        cut = {text_of(name): length for _, name, length in plan.long}
        return fields | {text_of(name): self._beginning(key, name) for key, name, _ in plan.long}, cut

    def _beginning(self, key: bytes, name: bytes) -> str:
        """The first characters of a long field; empty where Redis forbids scripts."""
        try:
            return text_of(self._redis.script(_BEGINNING, key, name, MAX_FIELD_TEXT) or b"")
        except RedisUnavailable:
            return ""

    # Managing

    def delete(self, records: Sequence[KeyRecord], also: Sequence[bytes] = ()) -> None:
        """Deletes all keys of a session. Raises SessionNotFound if there are none any more.

        also: keys outside of the templates, which may be missing.
        """
        if not records or not self._redis.delete([record.key for record in records]):
            raise not_found()
        if also:
            self._redis.delete(also)

    def extend(self, records: Sequence[KeyRecord], seconds: int, also: Sequence[bytes] = ()) -> int | None:
        """Keeps all keys of a session for at least `seconds` from now; a longer life is not changed.

        Returns the time to live of the session in seconds; None if it does not expire.
        """
        left = [int(self._redis.script(_EXTEND, record.key, seconds * 1000)) for record in records]
        lives = [life for record, life in zip(records, left, strict=True) if life != _KEY_MISSING]
        if not lives:
            raise not_found()
        for key in also:
            self._redis.script(_EXTEND, key, seconds * 1000)
        ending = [life for life in lives if life != _NO_EXPIRY]
        return max(seconds, round(min(ending) / 1000)) if ending else None


def not_found() -> SessionNotFound:
    """The error for a session that is not there."""
    return SessionNotFound("There is no such session: it may have expired. Reload the list.")


def assemble(session_id: str, records: Sequence[KeyRecord]) -> Session | None:
    """The summary of a session from all of its keys; None if nothing of it shows that it is one.

    A key that a template without a field matches is a session only if there is audio.
    """
    with_audio = [record for record in records if record.parts]
    if not with_audio and not any(record.place.field and not record.place.is_companion for record in records):
        return None
    fields: dict[str, str] = {}
    for record in sorted(records, key=lambda one: (not one.place.is_companion, one.key)):
        fields |= record.fields
    deciding = [record for record in with_audio if _length(record)] or records
    ends = [record.expires_at for record in deciding if record.expires_at is not None]
    parts = [part for record in with_audio for part in record.parts]
    names = tuple(name for name, _ in tracks_of(records))
    return Session(
        session_id=session_id,
        **summary_fields(fields),
        audio_buffer_length=sum(part.length for part in parts),
        expires_at=min(ends, default=None),
        stored_as="+".join(sorted({record.layout.name for record in with_audio if _length(record)})),
        keys=tuple(text_of_key(key) for key in sorted(record.key for record in records)[:MAX_KEYS]),
        tracks=names if names != ("",) else (),
        size_is_exact=all(part.is_exact for part in parts),
    )


def tracks_of(records: Sequence[KeyRecord]) -> list[tuple[str, list[_Piece]]]:
    """The tracks of a session by name, the caller's side first, each with its pieces in order."""
    filled = [(record, part) for record in records for part in record.parts if part.length]
    if len(filled) == 1:  # nearly all sessions
        return [(filled[0][1].track, [_Piece(*filled[0])])]
    groups: dict[tuple[str, str, bytes], list[_Piece]] = {}
    for record, part in sorted(filled, key=lambda one: (one[0].place.number or 0, one[0].key)):
        one_of = b"" if record.place.number is not None else part.field or record.key
        groups.setdefault((part.track, record.place.kind, one_of), []).append(_Piece(record, part))
    named: dict[str, list[_Piece]] = {}
    for (name, kind, _), pieces in groups.items():
        wanted = name if name or len(groups) == 1 else _name_after(kind, pieces[0])
        unique = wanted if wanted not in named else f"{wanted} {len(named) + 1}"
        named[unique] = pieces
    return sorted(named.items(), key=lambda item: (_side(item[0]), item[0]))


def _stored_track(name: str, group: list[_Piece], chunks: dict[int, tuple[Chunk, ...]]) -> StoredTrack:
    """A track as it was read. chunks: by the id of the piece."""
    first = group[0]
    return StoredTrack(
        name,
        text_of_key(first.record.key),
        first.record.layout.name,
        tuple(chunk for piece in group for chunk in chunks.get(id(piece), ())),
        text_of(first.part.field) if first.part.field else first.record.place.field,
    )


def _name_after(kind: str, piece: _Piece) -> str:
    """The name of a track that has none: the field, or the last word of the template."""
    return text_of(piece.part.field) if piece.part.field else kind.rpartition(" ")[2] or "audio"


def _side(name: str) -> int:
    """The rank of a track: the caller first, then the agent, then others."""
    return next((rank for rank, words in enumerate(SIDES.values()) if name.lower() in words), len(SIDES))


def _is_one_value(piece: _Piece) -> bool:
    """Whether the audio is a string or a field, not many elements."""
    return piece.record.layout.name in ("hash", "string")


def _length(record: KeyRecord) -> int:
    return sum(part.length for part in record.parts)


def _is_audio(record: KeyRecord, name: bytes) -> bool:
    """Whether a field of a hash holds its audio."""
    own = record.place.field.encode() if record.place.field else None
    return name in {part.field for part in record.parts} or (name == own and not record.place.is_companion)


# What a key holds


def _first_questions(record: KeyRecord) -> list[Command]:
    """The commands whose replies `_described_hash` and `_described` take."""
    key, place = record.key, record.place
    if record.layout.name == "hash":
        own = place.field if place.field and not place.is_companion else ""
        return [("HMGET", key, *SUMMARY_FIELDS), ("HSTRLEN", key, own), ("HLEN", key)]
    if record.layout.name == "string" and (place.field or place.is_companion):
        return [("STRLEN", key), ("GETRANGE", key, 0, MAX_FIELD_TEXT - 1)]
    return [] if place.is_companion else record.layout.size_commands(key)


def _described_hash(record: KeyRecord, answers: Sequence[Any]) -> tuple[KeyRecord, int]:
    """The hash with its summary, and how many fields to look through for audio; 0 if that is known."""
    values, length, count = answers
    fields = {
        name: text_of(value[:MAX_FIELD_TEXT])
        for name, value in zip(SUMMARY_FIELDS, values, strict=True)
        if value is not None
    }
    place = record.place
    if place.is_transcript:  # its fields are no facts about the session
        return KeyRecord(record.key, place, record.layout, record.expires_at), 0
    described = KeyRecord(record.key, place, record.layout, record.expires_at, (), fields)
    if place.is_companion:
        return described, 0
    if length:
        assert place.field is not None
        return _with_fields(described, {place.field.encode(): length}), 0
    return described, count


def _with_fields(record: KeyRecord, lengths: dict[bytes, int]) -> KeyRecord:
    """The hash with the audio in its fields. lengths: of the fields that may hold audio."""
    parts = tuple(
        HASH.part(record.place, (name, lengths[name])) for name in audio_fields(record.place, lengths)
    )
    return KeyRecord(record.key, record.place, record.layout, record.expires_at, parts, record.fields)


def _described(record: KeyRecord, answers: Sequence[Any]) -> KeyRecord | None:
    """A key that is no hash; None if it holds nothing of a session."""
    answers = [None if isinstance(answer, Exception) else answer for answer in answers]
    place, layout = record.place, record.layout
    parts: tuple[AudioPart, ...] = ()
    fields: dict[str, str] = {}
    if place.is_transcript:
        return KeyRecord(record.key, place, layout, record.expires_at)
    if layout.name == "string" and (place.field or place.is_companion):
        length, beginning = answers
        if beginning.lstrip()[:1] != b"{":
            return None
        fields, has_audio = _json_fields(beginning, is_whole=length <= MAX_FIELD_TEXT)
        if has_audio and not place.is_companion:
            parts = (AudioPart(place.track, length, length, is_exact=False),)
    elif place.is_companion:
        return None
    else:
        parts = (layout.part(place, answers),)
    return KeyRecord(record.key, place, layout, record.expires_at, parts, fields)


def _json_fields(text: bytes, *, is_whole: bool) -> tuple[dict[str, str], bool]:
    """The plain members of a JSON object, and whether it may hold audio: it does if it is long."""
    if not is_whole:
        return {}, True
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}, False
    members = found if isinstance(found, dict) else {}
    plain = {
        name: str(value)
        for name, value in members.items()
        if isinstance(value, (str, int, float, bool)) and not says_audio(name)
    }
    return plain, any(value and says_audio(name) for name, value in members.items())
