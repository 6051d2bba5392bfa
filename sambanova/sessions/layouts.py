"""How audio lies in a key of each Redis type: its size and its chunks.

Every layout makes commands and converts their replies; `store` sends them, and `tail` reads what was added
since. Sizes never move audio.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sambanova.audio_keys import Place
from sambanova.audio_names import AUDIO_NAMES, direction_in, known_name, says_audio
from sambanova.redis_manager import Command
from sambanova.session import text_of
from sambanova.stored_audio import Chunk, StoredAs

MAX_FIELD_TEXT = 4096  # bytes of a field beside the audio that are read
_MAX_ENTRY_FIELDS = 64  # of a stream entry, beside the audio
_MILLISECOND = 1e-3

# Endings of names that say audio, but tell about it.
_ABOUT_AUDIO = (
    ("_format", "_encoding", "_codec", "_rate", "_channels", "_type", "_width", "_bits", "_depth")
    + ("_count", "_size", "_length", "_len", "_duration", "_ms", "_seconds", "_sec", "_at", "_time")
    + ("_url", "_uri", "_path", "_file", "_id", "_key", "_index", "_status", "_state", "_enabled", "_level")
)


@dataclass(frozen=True, slots=True)
class AudioPart:
    """Audio in a key.

    track: its name; empty if nothing names one. length: bytes or characters as stored. units: what grows
    while it is recorded: bytes, elements or entries. field: of a hash that holds it.
    """

    track: str
    length: int
    units: int
    is_exact: bool = True
    field: bytes | None = None


class Layout(ABC):
    """A Redis type that can hold audio. One instance serves all keys."""

    name: ClassVar[StoredAs]

    @abstractmethod
    def size_commands(self, key: bytes) -> list[Command]:
        """The commands whose replies `part` takes."""

    @abstractmethod
    def part(self, place: Place, replies: Sequence[Any]) -> AudioPart:
        """The audio in the key. replies: to `size_commands`; None for a refused command."""

    @abstractmethod
    def read_command(self, key: bytes, part: AudioPart) -> Command:
        """The command that reads all of a part."""

    @abstractmethod
    def chunks(self, reply: Any, place: Place) -> tuple[Chunk, ...]:
        """The chunks in the reply to `read_command`, or in a part of it."""


class StringLayout(Layout):
    """One value, SET or APPENDed."""

    name = "string"

    def size_commands(self, key: bytes) -> list[Command]:
        return [("STRLEN", key)]

    def part(self, place: Place, replies: Sequence[Any]) -> AudioPart:
        return AudioPart(place.track, replies[0], replies[0])

    def read_command(self, key: bytes, part: AudioPart) -> Command:
        return ("GET", key)

    def chunks(self, reply: Any, place: Place) -> tuple[Chunk, ...]:
        return (Chunk(reply),) if reply else ()


class HashLayout(Layout):
    """A field. No command reads a part of it, so it is read whole each time."""

    name = "hash"

    def size_commands(self, key: bytes) -> list[Command]:
        raise NotImplementedError("the fields with audio are found first: see `audio_fields`")

    def part(self, place: Place, replies: Sequence[Any]) -> AudioPart:
        field, length = replies
        track = place.track or (direction_in(text_of(field)) if field != _field_of(place) else None) or ""
        return AudioPart(track, length, length, field=field)

    def read_command(self, key: bytes, part: AudioPart) -> Command:
        assert part.field is not None
        return ("HGET", key, part.field)

    def chunks(self, reply: Any, place: Place) -> tuple[Chunk, ...]:
        return (Chunk(reply),) if reply else ()


class ListLayout(Layout):
    """Chunks, RPUSHed. MEMORY USAGE tells about how many bytes they have."""

    name = "list"

    def size_commands(self, key: bytes) -> list[Command]:
        return [("LLEN", key), ("MEMORY", "USAGE", key)]

    def part(self, place: Place, replies: Sequence[Any]) -> AudioPart:
        count, size = replies
        return AudioPart(place.track, size or count, count, is_exact=False)

    def read_command(self, key: bytes, part: AudioPart) -> Command:
        return ("LRANGE", key, 0, -1)

    def chunks(self, reply: Any, place: Place) -> tuple[Chunk, ...]:
        return tuple(Chunk(element) for element in reply if element)


class StreamLayout(Layout):
    """Entries, XADDed. Their ids say when each was written."""

    name = "stream"

    def size_commands(self, key: bytes) -> list[Command]:
        return [("XLEN", key), ("MEMORY", "USAGE", key)]

    def part(self, place: Place, replies: Sequence[Any]) -> AudioPart:
        count, size = replies
        return AudioPart(place.track, (size or count) if count else 0, count, is_exact=False)

    def read_command(self, key: bytes, part: AudioPart) -> Command:
        return ("XRANGE", key, "-", "+")

    def chunks(self, reply: Any, place: Place) -> tuple[Chunk, ...]:
        return _entries(reply, place)


HASH = HashLayout()

LAYOUTS: dict[bytes, Layout] = {
    layout.name.encode(): layout for layout in (HASH, StringLayout(), ListLayout(), StreamLayout())
}
"""The layout of each Redis type that can hold audio, by the reply of TYPE."""


def audio_fields(place: Place, lengths: dict[bytes, int]) -> list[bytes]:
    """The fields of a hash that hold audio.

    lengths: of the fields that `may_hold_audio`. The field that the template names comes first, then one
    per direction, such as `user_audio` and `agent_audio`, then a known name, then the longest.
    """
    own = _field_of(place)
    if own is not None and own in lengths:
        return [own]
    filled = {text_of(name): name for name, length in lengths.items() if length}
    sides = [name for text, name in filled.items() if direction_in(text)]
    if sides:
        return sides
    known = known_name(filled)
    if known is not None:
        return [filled[known]]
    return [max(filled.values(), key=lambda name: lengths[name])] if filled else []


def may_hold_audio(place: Place, name: bytes) -> bool:
    """Whether a field of a hash may hold audio, by its name."""
    text = text_of(name)
    if name == _field_of(place):
        return True
    if text.lower().endswith(_ABOUT_AUDIO):
        return False
    return says_audio(text) or (says_audio(place.kind) and text.lower() in _LOWERED_NAMES)


_LOWERED_NAMES = frozenset(name.lower() for name in AUDIO_NAMES)


def _field_of(place: Place) -> bytes | None:
    return place.field.encode() if place.field else None


def _entries(reply: Sequence[Any], place: Place) -> tuple[Chunk, ...]:
    """The chunks of stream entries. Entries of an app have the same names, so those are looked at once."""
    positions: dict[tuple[bytes, ...], int] = {}
    chunks: list[Chunk] = []
    others: dict[str, str] = {}
    last: list[bytes] | None = None
    for entry_id, values in reply:
        if not values:  # an entry that was deleted meanwhile
            continue
        names = tuple(values[::2])
        at = positions.get(names)
        if at is None:
            at = positions[names] = _audio_position(names, values[1::2], place)
        rest = values[: 2 * at] + values[2 * at + 2 :]
        if rest != last:
            last = rest
            fields = list(zip(rest[::2], rest[1::2], strict=True))[:_MAX_ENTRY_FIELDS]
            others = {text_of(name): text_of(value[:MAX_FIELD_TEXT]) for name, value in fields}
        written_at = int(entry_id.partition(b"-")[0]) * _MILLISECOND
        chunks.append(Chunk(values[2 * at + 1], others, written_at))
    return tuple(chunks)


def _audio_position(names: Sequence[bytes], values: Sequence[bytes], place: Place) -> int:
    """Which field of a stream entry holds the audio: the named one, a known one, else the longest."""
    own = _field_of(place)
    if own in names:
        return names.index(own)
    texts = [text_of(name) for name in names]
    known = known_name(texts)
    if known is not None:
        return texts.index(known)
    speaking = [index for index, text in enumerate(texts) if says_audio(text)]
    return max(speaking or range(len(names)), key=lambda index: len(values[index]))
