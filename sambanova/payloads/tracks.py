"""Makes tracks of the chunks that an app stored: decodes each chunk by itself and joins the bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sambanova.payloads.base64_text import AudioBuffer
from sambanova.stored_audio import StoredTrack


@dataclass(frozen=True, slots=True)
class Track:
    """The audio of one direction, decoded from what the app stored, but not yet to PCM.

    name: such as `user`; empty if the session has only one track without a name. stored_as, key: where
    it is. length: bytes or characters as stored. preview: the first of them. buffer: the bytes, with the
    findings of the text. declared: fields about the format beside the audio, with their names. times: for
    chunks whose time is known, the offset in `buffer.data` at which the chunk begins, and the Unix seconds
    at which it was written; in order of the offsets.
    """

    name: str
    stored_as: str
    key: str
    length: int
    preview: bytes
    buffer: AudioBuffer
    declared: Mapping[str, str] = field(default_factory=dict)
    times: tuple[tuple[int, float], ...] = ()


def unpack(stored: Sequence[StoredTrack], max_bytes: int) -> tuple[Track, ...]:
    """The tracks in what is stored, each with its bytes.

    max_bytes: of the decoded bytes of each track. Raises BufferTooLarge.
    """
    raise NotImplementedError
