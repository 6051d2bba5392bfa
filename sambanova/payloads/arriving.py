"""Decodes a long value while it arrives, so that base64 text is never in memory as a whole.

The first slice shows whether the value is base64 of sound itself. Anything else, such as raw bytes, JSON or
text with line breaks, is kept as it is and decoded afterwards like shorter values.
"""

from __future__ import annotations

import io

from sambanova.payloads import base64_text
from sambanova.payloads.chunks import Decoder
from sambanova.stored_audio import MAX_BEGINNING, Chunk, DecodedText

SLICE_BYTES = 1 << 18
"""Bytes of a slice but the last; a multiple of four, so that each slice is whole base64 by itself."""


class ArrivingValue:
    """A value that comes in slices.

    value = ArrivingValue()
    value.add(memoryview(b"AAEC"))
    value.chunk()
    """

    def __init__(self) -> None:
        self._data = io.BytesIO()  # its bytes are handed out without a copy
        self._beginning = b""
        self._length = 0
        self._is_base64 = False
        self._is_broken = False

    def add(self, part: memoryview) -> None:
        """Takes the next slice: `SLICE_BYTES`, or fewer for the last. The view is not kept."""
        if not self._length:
            self._beginning = bytes(part[:MAX_BEGINNING])
            self._is_base64 = _begins_as_base64(bytes(part))
        self._length += len(part)
        if not self._is_base64:
            self._data.write(part)
        elif not self._is_broken:
            decoded = base64_text.strict(part)
            self._is_broken = decoded is None or self._has_ended(decoded)
            self._data.write(decoded or b"")

    def _has_ended(self, decoded: bytes) -> bool:
        """Whether there was padding before this slice, behind which no more may come."""
        return bool(decoded) and self._data.tell() % 3 != 0

    def chunk(self) -> Chunk | None:
        """The value with all of its slices; None if it must be read again, whole: its base64 is malformed."""
        if self._is_broken:
            return None
        text = DecodedText(self._length, self._beginning) if self._is_base64 else None
        return Chunk(self._data.getvalue(), text=text)


def _begins_as_base64(part: bytes) -> bool:
    """Whether text that begins so is well-formed base64 of bytes that are neither text nor packed."""
    if len(part) < SLICE_BYTES:  # a short value: decoded like any other
        return False
    pieces = Decoder(len(part)).value(part)
    return len(pieces) == 1 and pieces[0].base64_valid and not pieces[0].findings and not pieces[0].refusal
