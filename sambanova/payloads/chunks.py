"""Decodes each chunk that an app stored by itself: raw bytes, base64, hexadecimal digits, JSON, packed data.

What the chunks of a track are is decided from all of them, as short raw ones may look like text by chance.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import NDArray

from sambanova.findings import Finding
from sambanova.format_hints import NO_HINT, FormatHint
from sambanova.payloads import base64_text, json_audio, packed, plain_text
from sambanova.payloads.base64_text import AudioBuffer

_MAX_LAYERS = 6  # of encodings around each other, such as base64 of gzip of JSON
_MIN_TELLING = 16  # bytes of a chunk that alone tells raw bytes from text
_MIN_METADATA = 8  # bytes of a JSON object among raw chunks
_MAX_HEAD = 128  # bytes of a value that show whether it is text, and whether it is JSON
_MAX_FIRST = 64  # chunks that show whether they may be text that was bytes
_MAX_SAMPLE = 4096  # bytes of all texts together that are examined for words

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]*={0,2}")
_HEXADECIMAL = re.compile(rb"\s*(?:(?:[0-9a-f]{2})+|(?:[0-9A-F]{2})+)\s*")
_MIN_DIGITS = 10  # distinct ones in hexadecimal text; base64 has them all and letters beyond f
_SILENT_DIGITS = re.compile(rb"(?:00|80|7f|ff|d5|55)(?:00|80|7f|ff|d5|55)*")
_MIN_HEXADECIMAL = 16  # characters
# Bits of the last character that padding would leave unused, by the length of its group.
_UNUSED_BITS = {2: 15, 3: 3}
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@dataclass(slots=True)
class Piece:
    """Decoded audio of one direction in one chunk.

    data: its bytes, or numbers of JSON. refusal: what the chunk is if it is no audio; data is then as stored.
    hint: declared by the chunk. usual: the format that such chunks have if nothing is declared.
    declared: fields about the format that cannot be used. at: as in `json_audio.Found`. is_metadata: the
    chunk is JSON without audio, which is usual among others.
    """

    data: bytes | NDArray[Any]
    findings: tuple[Finding, ...] = ()
    track: str = ""
    hint: FormatHint = NO_HINT
    usual: FormatHint = NO_HINT
    declared: Mapping[str, str] | None = None
    at: float | None = None
    base64_valid: bool = True
    mime_type: str | None = None
    refusal: Finding | None = None
    is_metadata: bool = False


_RAW = (base64_text.RAW,)


class Decoder:
    """Decodes the chunks of one place.

    max_bytes: that may come out of compressed chunks, all together.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._left = max_bytes

    def decode(self, values: Sequence[bytes]) -> list[list[Piece]]:
        """The pieces in each value. Raises BufferTooLarge."""
        if len(values) < 2:
            return [self.value(value) for value in values]
        if _are_raw(values):
            return self._raw_values(values)
        joined = _joined_text(values)
        if joined is not None:
            return [self.value(joined), *([] for _ in values[1:])]
        return self._texts(values)

    def _raw_values(self, values: Sequence[bytes]) -> list[list[Piece]]:
        whole = self._whole(values)
        if whole is not None:
            return [whole, *([] for _ in values[1:])]
        if packed.may_have_been_bytes(b"".join(values[:_MAX_FIRST])):
            joined = packed.was_bytes(b"".join(values))
            if joined is not None:
                return self._were_bytes(values, joined)
        first_bytes = {*packed.FIRST_BYTES, ord("{")}
        return [
            self._raw(value) if value[0] in first_bytes else [Piece(value, _RAW, base64_valid=False)]
            for value in values
        ]

    def _whole(self, values: Sequence[bytes]) -> list[Piece] | None:
        """The pieces of chunks that are parts of one packed value; None for others."""
        first = values[0]
        if first[0] in packed.FIRST_BYTES and not any(value.startswith(first[:6]) for value in values[1:]):
            alone = packed.unpack(first, self._left)
            if alone is not None and alone.finding.code in ("npy_cut_off", "compressed_cut_off"):
                return self.value(b"".join(values))
        return None

    def _were_bytes(self, values: Sequence[bytes], joined: packed.Unpacked) -> list[list[Piece]]:
        """The pieces of chunks that a writer took for characters; of all together if one is cut in two."""
        try:
            bare = [value.decode().encode("latin-1") for value in values]
        except UnicodeError:
            return [self._unpacked(joined, 0), *([] for _ in values[1:])]
        return [self._unpacked(replace(joined, data=data), 0) for data in bare]

    def _raw(self, value: bytes) -> list[Piece]:
        """A chunk among raw ones: packed, metadata as JSON, or raw itself."""
        if value[:1] == b"{":
            if len(value) >= _MIN_METADATA and value.rstrip().endswith(b"}"):
                document = json_audio.search(value)
                if document is not None and not document.findings:
                    return self._of_document(document, value, 0)
        else:
            unpacked = packed.unpack(value, self._left)
            if unpacked is not None:
                return self._unpacked(unpacked, 0)
        return [Piece(value, _RAW, base64_valid=False)]

    def _texts(self, values: Sequence[bytes]) -> list[list[Piece]]:
        plain = [value for value in values if value[:1] not in b"{["]
        words = plain_text.look_for(_sample(plain)) if plain else None
        is_hexadecimal = words is None and bool(plain) and _are_hexadecimal(plain)
        pieces: list[list[Piece]] = []
        for value in values:
            if value[:1] in b"{[":
                pieces.append(self.value(value))
            elif words is not None:
                pieces.append([Piece(value, refusal=words)])
            elif is_hexadecimal:
                pieces.append([_of_hexadecimal(value)])
            else:
                pieces.append(self._base64(value))
        return pieces

    def _base64(self, value: bytes) -> list[Piece]:
        """A chunk of base64; the well-formed one of many is decoded without looking for words."""
        data = base64_text.strict(value)
        findings: tuple[Finding, ...] = ()
        if data is None and value[-1:] == b"\n":
            data, findings = base64_text.strict(value.rstrip()), _LINE_BREAKS
        elif data is None and len(value) % 4 > 1:
            data, findings = base64_text.strict(value + b"=" * (-len(value) % 4)), _MISSING_PADDING
        if not data or data[0] in b"{[" or _is_more(data):
            return self.value(value, may_be_hexadecimal=False)
        return [Piece(data, findings, base64_valid=not findings)]

    # One value

    def value(self, value: bytes, layer: int = 0, *, may_be_hexadecimal: bool = True) -> list[Piece]:
        """The pieces in a value, whatever it is. layer: encodings that were taken off it already."""
        unpacked = packed.unpack(value, self._left)
        if unpacked is not None and layer < _MAX_LAYERS:
            return self._unpacked(unpacked, layer)
        if base64_text.is_raw(value):
            return self._of_raw(value, layer)
        of_json = self._of_json(value, layer)
        if of_json is not None:
            return of_json
        if may_be_hexadecimal and _are_hexadecimal([value]):
            return [_of_hexadecimal(value)]
        return self._of_text(value, layer)

    def _of_raw(self, value: bytes, layer: int) -> list[Piece]:
        """The pieces in bytes that are not ASCII: characters that were bytes, another language, or sound."""
        was_bytes = packed.was_bytes(value) if layer < _MAX_LAYERS else None
        if was_bytes is not None:
            return self._unpacked(was_bytes, layer)
        if value[:1] in b"{[":
            document = json_audio.search(value)
            if document is not None and not document.findings:
                return self._of_document(document, value, layer)
        words = plain_text.look_for(value)
        if words is not None:
            return [Piece(value, base64_valid=False, refusal=words)]
        return [Piece(value, () if layer else _RAW, base64_valid=False)]

    def _of_text(self, value: bytes, layer: int) -> list[Piece]:
        """The pieces in text that is neither JSON nor hexadecimal."""
        buffer = AudioBuffer.from_text(value)
        found = _piece_of(buffer)
        if len(buffer.data) >= len(value) or layer >= _MAX_LAYERS:  # nothing was decoded
            return [_refused(found) if buffer.is_text else found]
        return self._of_buffer(buffer, layer)

    def decoded(self, data: bytes) -> list[Piece]:
        """The pieces in bytes that were decoded from well-formed base64."""
        return self._of_buffer(AudioBuffer(data, base64_valid=True).looked_into(), 0)

    def _of_buffer(self, buffer: AudioBuffer, layer: int) -> list[Piece]:
        """The pieces in what was decoded from base64."""
        found = _piece_of(buffer)
        unpacked = packed.unpack(buffer.data, self._left)
        if buffer.is_text and unpacked is None:
            inner = self._of_json(buffer.data, layer + 1)
            if inner is None or all(piece.refusal for piece in inner):
                return [_refused(found)]
            return [_within(found, piece, buffer.findings[:-1]) for piece in inner]
        was_bytes = packed.was_bytes(buffer.data) if unpacked is None else unpacked
        if was_bytes is None:
            return [found]
        inner = self._unpacked(was_bytes, layer + 1)
        findings = buffer.findings[:-1] if buffer.is_text else buffer.findings
        return [_within(found, piece, findings) for piece in inner]

    def _unpacked(self, unpacked: packed.Unpacked, layer: int) -> list[Piece]:
        """The pieces in what was packed."""
        if not unpacked.is_audio:
            return [Piece(unpacked.data, base64_valid=False, refusal=unpacked.finding)]
        self._left -= len(unpacked.data)
        if self._left < 0:
            raise packed.too_large(self._max_bytes)
        if unpacked.is_final:
            return [Piece(unpacked.data, (unpacked.finding,), hint=unpacked.hint, base64_valid=False)]
        return [
            replace(piece, findings=(unpacked.finding, *piece.findings), base64_valid=False)
            for piece in self.value(unpacked.data, layer + 1)
        ]

    def _of_json(self, value: bytes, layer: int) -> list[Piece] | None:
        """The pieces in JSON, or in a JSON string that holds JSON; None for other text."""
        head = value[:_MAX_HEAD].decode("utf-8-sig", "replace").strip()
        if head.startswith(('"{', '"[')) and layer < _MAX_LAYERS:
            unquoted = json_audio.unquoted(value)
            return None if unquoted is None else self._of_json(unquoted, layer + 1)
        if head.count(head[:1]) == len(head):  # nested lists, or a value of a few characters
            head += value[-_MAX_HEAD:].decode("latin-1")
        if not plain_text.is_json(head):
            return None
        document = json_audio.search(value)
        return None if document is None else self._of_document(document, value, layer)

    def _of_document(self, document: json_audio.Document, value: bytes, layer: int) -> list[Piece]:
        if not document.found:
            last = document.findings[-1:]
            refusal = last[0] if last else plain_text.json_without_audio(value)
            return [
                Piece(
                    value,
                    document.findings[:-1],
                    hint=document.declared,
                    base64_valid=False,
                    refusal=refusal,
                    is_metadata=not last,
                )
            ]
        findings = (_JSON, *document.findings)
        pieces: list[Piece] = []
        for found in document.found:
            text = found.value
            inner = self._of_string(text, layer) if isinstance(text, str) else [Piece(text)]
            pieces += [_filled(piece, found, findings, document.declared) for piece in inner]
        return pieces

    def _of_string(self, text: str, layer: int) -> list[Piece]:
        value = text.encode("utf-8", "replace")
        data = base64_text.strict(value)
        if data and data[0] not in b"{[" and not _is_more(data) and not _are_hexadecimal([value]):
            return [Piece(data)]
        return self.value(value, layer + 1) if layer < _MAX_LAYERS else []


def _piece_of(buffer: AudioBuffer) -> Piece:
    return Piece(buffer.data, buffer.findings, base64_valid=buffer.base64_valid, mime_type=buffer.mime_type)


def _is_more(data: bytes) -> bool:
    """Whether decoded bytes may be packed, or text that is to be decoded again."""
    return data[0] in packed.FIRST_BYTES or base64_text.looks_nested(data)


_MISSING_PADDING = (base64_text.MISSING_PADDING,)
_LINE_BREAKS = (base64_text.LINE_BREAKS,)
_JSON = Finding(
    "json_audio",
    "info",
    "The sound is stored in JSON.",
    "Nothing needs to be changed; raw bytes beside a field with the format take less room and time.",
)
_HEXADECIMAL_TEXT = Finding(
    "hexadecimal_text",
    "info",
    "The sound is stored as hexadecimal digits.",
    "Nothing needs to be changed; the bytes themselves take half the room.",
)


def _filled(
    piece: Piece, found: json_audio.Found, findings: tuple[Finding, ...], declared: FormatHint
) -> Piece:
    """The piece with what JSON says about it. findings: about the JSON. declared: beside it."""
    piece.findings = (*findings, *piece.findings) if piece.findings else findings
    piece.track = piece.track or found.track
    piece.hint = piece.hint.or_else(found.hint) if piece.hint else found.hint
    piece.hint = piece.hint.or_else(declared) if declared else piece.hint
    piece.usual = found.usual
    piece.declared = found.unusable or None
    piece.at = found.at if piece.at is None else piece.at
    return piece


def _within(outer: Piece, inner: Piece, findings: tuple[Finding, ...]) -> Piece:
    """A piece that was found in decoded base64."""
    return replace(
        inner,
        findings=(*findings, *inner.findings),
        base64_valid=outer.base64_valid,
        mime_type=outer.mime_type or inner.mime_type,
    )


def _refused(piece: Piece) -> Piece:
    """The piece of text whose last finding says that it is no audio."""
    return replace(piece, findings=piece.findings[:-1], refusal=piece.findings[-1])


def _of_hexadecimal(value: bytes) -> Piece:
    try:
        return Piece(binascii.unhexlify(value.strip()), (_HEXADECIMAL_TEXT,), base64_valid=False)
    except binascii.Error:  # an odd number of digits
        return Piece(binascii.unhexlify(value.strip()[:-1]), (_HEXADECIMAL_TEXT,), base64_valid=False)


def _are_hexadecimal(values: Sequence[bytes]) -> bool:
    """Whether texts are hexadecimal digits of one case, and not base64 that looks so by chance."""
    if not all(map(_HEXADECIMAL.fullmatch, values)):
        return False
    sample = b"".join(value.strip() for value in values[:_MAX_SAMPLE])[: 1 << 16]
    if len(sample) < _MIN_HEXADECIMAL:
        return False
    return len(set(sample)) >= _MIN_DIGITS or _SILENT_DIGITS.fullmatch(sample.lower()) is not None


def _are_raw(values: Sequence[bytes]) -> bool:
    """Whether most bytes of the chunks are raw. Chunks that are too short to tell are taken together."""
    raw = text = 0
    for value in values:
        if len(value) >= _MIN_TELLING:
            if base64_text.is_raw(value[:_MAX_HEAD]):
                raw += len(value)
            else:
                text += len(value)
    return raw > text if raw or text else base64_text.is_raw(b"".join(values))


def _joined_text(values: Sequence[bytes]) -> bytes | None:
    """The text that was cut into these chunks anywhere, also inside a group; None for chunks of their own."""
    odd = [value for value in values[:-1] if len(value) % 4 and not value.endswith(b"=")]
    if (
        not odd
        or not all(map(_BASE64.fullmatch, values))
        or any(value.endswith(b"=") for value in values[:-1])
    ):
        return None
    is_unpadded = len(odd) > 1 and all(_ends_as_unpadded(value) for value in odd)
    joined = b"".join(values)
    return None if is_unpadded or _are_hexadecimal(values) else joined


def _ends_as_unpadded(value: bytes) -> bool:
    """Whether the unused bits of the last character are zero, as an encoder leaves them."""
    unused = _UNUSED_BITS.get(len(value) % 4)
    last = value[-1:].translate(bytes.maketrans(b"-_", b"+/"))
    return unused is not None and _ALPHABET.find(last) & unused == 0


def _sample(values: Sequence[bytes]) -> bytes:
    """The first of several texts, one a line."""
    lines: list[bytes] = []
    left = _MAX_SAMPLE
    for value in values:
        lines.append(value[:left])
        left -= len(value) + 1
        if left <= 0:
            break
    return b"\n".join(lines)
