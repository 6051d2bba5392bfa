"""The audio of a session as it is stored: tracks of chunks, not yet decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

StoredAs = Literal["hash", "string", "list", "stream"]
"""The Redis type of a key that holds audio."""


MAX_BEGINNING = 256
"""Bytes that `Chunk.beginning` gives at most."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """What is kept of well-formed base64: how many characters it had, and the first of them."""

    length: int
    beginning: bytes


@dataclass(frozen=True, slots=True)
class Chunk:
    """One stored piece of audio: the value of a string or a hash field, an element, or a stream entry.

    data: as stored, or what `text` says. fields: the other fields of a stream entry, as text. written_at:
    Unix seconds, from the id of the entry; None if unknown. text: of base64 that was decoded while it
    arrived; data is what it held.
    """

    data: bytes
    fields: Mapping[str, str] = field(default_factory=dict)
    written_at: float | None = None
    text: DecodedText | None = None

    @property
    def length(self) -> int:
        """Bytes or characters as stored."""
        return self.text.length if self.text else len(self.data)

    def beginning(self, count: int) -> bytes:
        """The first bytes or characters as stored; at most `MAX_BEGINNING` of them."""
        return (self.text.beginning if self.text else self.data)[:count]


@dataclass(frozen=True, slots=True)
class StoredTrack:
    """The chunks that one place in Redis holds, in order.

    name: of the track, such as `user`; empty if the place names none. field: of the hash or the stream
    that holds the audio; None for other types. is_in_order: whether the chunks of a list are known to be
    in the order of time; other lists may hold the newest one first. The chunks may turn out to hold several
    tracks.
    """

    name: str
    key: str
    stored_as: StoredAs
    chunks: tuple[Chunk, ...]
    field: str | None = None
    is_in_order: bool = False

    @property
    def length(self) -> int:
        """Bytes or characters of all chunks."""
        return sum(chunk.length for chunk in self.chunks)
