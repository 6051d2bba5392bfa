"""Makes tracks of the chunks that an app stored: decodes each chunk by itself and joins the bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from sambanova.audio_names import DIRECTION_FIELDS
from sambanova.findings import Finding, counted
from sambanova.format_hints import FORMAT_FIELDS, NO_HINT, FormatHint, hint_in
from sambanova.payloads import chunk_order, json_audio, packed, plain_text, wav_headers
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.payloads.chunks import Decoder, Piece
from sambanova.stored_audio import MAX_BEGINNING, Chunk, StoredTrack

MAX_TRACKS = 16
"""Tracks of one place; if more are named, their names are no directions, and all is one track."""

Value = TypeVar("Value")

_MARKS = frozenset((b"END", b"EOF", b"DONE", b"__DONE__", b"__COMPLETE__", b"__END__", b"__EOF__", b"[DONE]"))
_DIRECTION_NAMES = frozenset(DIRECTION_FIELDS)
_MIN_CHUNKS = 5  # of a track, from which one length may be usual
_USUAL_SHARE = 0.8  # of all chunks, which have the usual length
_MAX_MARK = 32  # bytes of an end mark with what is around it


@dataclass(frozen=True, slots=True)
class Track:
    """The audio of one direction, decoded from what the app stored, but not yet to PCM.

    name: such as `user`; empty if the session has only one track without a name. stored_as, key: where
    it is. length: bytes or characters of its chunks as stored. preview: the first of them. buffer: the
    bytes, with the findings of the text; no bytes if nothing but placeholders such as `NULL` is stored.
    declared: `encoding`, `sample_rate` and `channels` as far as they are declared beside the audio, and
    fields whose values cannot be used, with their names. times: for chunks whose time is known, the offset
    in `buffer.data` at which the chunk begins, and the Unix seconds at which it was written, or the seconds
    from the beginning of the call if nothing else is known; in order of the offsets. chunk_bytes: how many
    bytes most chunks have; 0 if there is no usual length.
    stored_in: the field of the hash or of the entries that holds it; None for other types.
    """

    name: str
    stored_as: str
    key: str
    length: int
    preview: bytes
    buffer: AudioBuffer
    declared: Mapping[str, str] = field(default_factory=dict)
    times: tuple[tuple[int, float], ...] = ()
    chunk_bytes: int = 0
    stored_in: str | None = None


def unpack(stored: Sequence[StoredTrack], max_bytes: int) -> tuple[Track, ...]:
    """The tracks in what is stored, each with its bytes. Their names are unique.

    Tracks without bytes are left out if others have some. max_bytes: of the decoded bytes of each track.
    Raises BufferTooLarge.

        unpack([StoredTrack("", "audio:1", "list", (Chunk(b"\\0\\1"), Chunk(b"\\2\\3")))], 1 << 20)
    """
    tracks = [track for place in stored for track in _tracks_of(place, max_bytes)]
    full = [track for track in tracks if track.buffer.data]
    return _with_unique_names(full or tracks[:1])


def _with_unique_names(tracks: Sequence[Track]) -> tuple[Track, ...]:
    if len(tracks) == 1:
        return tuple(tracks)
    taken = {track.name for track in tracks}
    used: set[str] = set()
    named: list[Track] = []
    for number, track in enumerate(tracks, 1):
        name = track.name or f"track {number}"
        count = 1
        while name in used or (name != track.name and name in taken):
            count += 1
            name = f"{track.name or 'track'} {count}"
        used.add(name)
        named.append(replace(track, name=name))
    return tuple(named)


def _tracks_of(place: StoredTrack, max_bytes: int) -> list[Track]:
    """The tracks in one place; at least one."""
    chunks = [
        chunk
        for chunk in place.chunks
        if len(chunk.data) > _MAX_MARK or (chunk.data and not _is_mark(chunk.data))
    ]
    if not chunks:
        return [_without_audio(place)]
    pieces = _decoded(chunks, Decoder(max_bytes))
    groups = _grouped(chunks, pieces)
    refusals = [
        (chunk, piece) for chunk, one in zip(chunks, pieces, strict=True) for piece in one if piece.refusal
    ]
    if not groups:
        return [_refused(place, [piece for _, piece in refusals])]
    shared = NO_HINT
    for _, piece in refusals:
        shared = shared.or_else(piece.hint)
    left_out = _left_out([piece for _, piece in refusals], len(chunks))
    tracks = []
    for direction, group in groups.items():
        extra, left_out = left_out, ()
        tracks.append(group.track(place, _name(place.name, direction, len(groups)), shared, extra, max_bytes))
    return [replace(tracks[0], length=place.length)] if len(tracks) == 1 else tracks


def _decoded(chunks: Sequence[Chunk], decoder: Decoder) -> list[list[Piece]]:
    """The pieces in each chunk. Text that was decoded while it arrived is a chunk of its own."""
    if any(chunk.text for chunk in chunks):
        return [decoder.decoded(one.data) if one.text else decoder.value(one.data) for one in chunks]
    return decoder.decode([chunk.data for chunk in chunks])


def _name(of_place: str, direction: str, count: int) -> str:
    if not of_place or not direction:
        return of_place or direction
    return f"{of_place} {direction}" if count > 1 else of_place


def _is_mark(data: bytes) -> bool:
    """Whether a chunk of at most `_MAX_MARK` bytes says that there is no sound, or no more."""
    bare = data.strip().strip(b"\"'")
    return bare.upper() in _MARKS or plain_text.is_placeholder(bare)


def _without_audio(place: StoredTrack) -> Track:
    """The track of empty chunks, end marks and placeholders."""
    word = next((chunk.data for chunk in place.chunks if plain_text.is_placeholder(chunk.data)), None)
    placeholder = plain_text.look_for(word) if word else None
    findings = (placeholder,) if placeholder else ()
    buffer = AudioBuffer(b"", base64_valid=not findings, findings=findings, is_text=bool(findings))
    return Track(place.name, place.stored_as, place.key, place.length, _preview(place.chunks), buffer)


def _refused(place: StoredTrack, pieces: Sequence[Piece]) -> Track:
    """The track of chunks none of which is audio; its last finding says what they are."""
    data = b"".join(piece.data for piece in pieces if isinstance(piece.data, bytes))
    findings = _merged(pieces, len(place.chunks))
    last = pieces[0].refusal if pieces else None
    if last is not None:
        findings = (*findings, last)
    buffer = AudioBuffer(
        data,
        base64_valid=all(piece.base64_valid for piece in pieces),
        findings=findings,
        is_text=last is not None,
    )
    return Track(place.name, place.stored_as, place.key, place.length, _preview(place.chunks), buffer)


def _left_out(refused: Sequence[Piece], count: int) -> tuple[Finding, ...]:
    """Findings for the chunks without audio among others; JSON without audio is usual there."""
    other = [piece.refusal for piece in refused if piece.refusal and not piece.is_metadata]
    if not other:
        return ()
    if other[0].code.startswith("json_"):
        return (other[0],)
    return (
        Finding(
            "chunks_left_out",
            "error",
            f"No sound and left out: {len(other):,} of {counted(count, 'chunk')}. {other[0].message}",
            other[0].hint,
        ),
    )


# Groups of pieces


class _Group:
    """The pieces of one track, with the chunks that they come from."""

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []
        self.pieces: list[Piece] = []

    def track(
        self, place: StoredTrack, name: str, shared: FormatHint, extra: tuple[Finding, ...], max_bytes: int
    ) -> Track:
        """The track of all pieces. shared: declared by chunks without audio. extra: further findings."""
        hints, unusable = self._declarations()
        hint = NO_HINT
        for one in hints:
            hint = hint.or_else(one)
        parts, of_numbers = _as_bytes(self.pieces, hint.or_else(shared).encoding)
        parts, of_headers, headers = _without_headers(parts)
        order: tuple[Finding, ...] = ()
        if place.stored_as == "list" and not place.is_in_order and chunk_order.is_newest_first(parts):
            for reversed_too in (parts, self.pieces, self.chunks):
                reversed_too.reverse()
            order = (_NEWEST_FIRST,)
        if sum(map(len, parts)) > max_bytes:
            raise packed.too_large(max_bytes)
        usual = next((piece.usual for piece in self.pieces if piece.usual is not NO_HINT), NO_HINT)
        declared = of_headers.or_else(of_numbers).or_else(hint).or_else(shared).or_else(usual)
        findings = (
            *_merged(self.pieces, len(self.pieces)),
            *order,
            *headers,
            *_contradictions(hints),
            *extra,
        )
        buffer = AudioBuffer(
            b"".join(parts),
            all(piece.base64_valid for piece in self.pieces),
            findings,
            next((piece.mime_type for piece in self.pieces if piece.mime_type), None),
        )
        return Track(
            name,
            place.stored_as,
            place.key,
            self._length(),
            _preview(self.chunks),
            buffer,
            {**unusable, **_as_fields(declared)},
            self._times(parts),
            chunk_bytes=_usual_length(parts),
            stored_in=place.field,
        )

    def _length(self) -> int:
        """Bytes or characters of the chunks, each counted once."""
        chunks = {id(chunk): chunk for chunk in self.chunks}
        return sum(chunk.length for chunk in chunks.values())

    def _declarations(self) -> tuple[Counter[FormatHint], Mapping[str, str]]:
        """What pieces and their entries declare, in the order in which it occurs, and how often.

        Also the first declared fields whose values cannot be used.
        """
        hints: list[FormatHint] = []
        unusable: Mapping[str, str] = {}
        for piece, chunk in zip(self.pieces, self.chunks, strict=True):
            hint, unused = piece.hint, piece.declared or {}
            if chunk.fields:
                of_entry, not_of_entry = _in_fields(chunk)
                hint = hint.or_else(of_entry) if hint else of_entry
                unused = {**unused, **not_of_entry} if not_of_entry else unused
            if hint is not NO_HINT:
                hints.append(hint)
            if unused and not unusable:
                unusable = unused
        return _counted(hints), unusable

    def _times(self, parts: Sequence[bytes]) -> tuple[tuple[int, float], ...]:
        times: list[tuple[int, float]] = []
        offset = 0
        before: Chunk | None = None
        for chunk, piece, part in zip(self.chunks, self.pieces, parts, strict=True):
            if chunk.written_at is not None:
                if chunk is not before:
                    times.append((offset, chunk.written_at))
            elif piece.at is not None:
                is_unix = json_audio.is_unix_time(piece.at)
                times.append((offset, piece.at if is_unix else piece.at / 1000))
            offset += len(part)
            before = chunk
        return tuple(times)


def _grouped(
    chunks: Sequence[Chunk], pieces: Sequence[Sequence[Piece]], *, by_name: bool = True
) -> dict[str, _Group]:
    """The pieces with audio by the name of their track; all as one if there are too many names."""
    groups: dict[str, _Group] = {}
    for chunk, of_chunk in zip(chunks, pieces, strict=True):
        for piece in of_chunk:
            if piece.refusal is not None:
                continue
            name = (piece.track or (_direction(chunk) if chunk.fields else "")) if by_name else ""
            group = groups.get(name)
            if group is None:
                if len(groups) == MAX_TRACKS:
                    return _grouped(chunks, pieces, by_name=False)
                group = groups[name] = _Group()
            group.chunks.append(chunk)
            group.pieces.append(piece)
    return groups


def _direction(chunk: Chunk) -> str:
    """The name of the track that a stream entry gives; empty if it gives none."""
    if _DIRECTION_NAMES.isdisjoint(chunk.fields):
        return ""
    names = (json_audio.track_name(chunk.fields.get(name)) for name in DIRECTION_FIELDS)
    return next((name for name in names if name), "")


def _in_fields(chunk: Chunk) -> tuple[FormatHint, Mapping[str, str]]:
    return hint_in(tuple((name, text) for name, text in chunk.fields.items() if name in FORMAT_FIELDS))


def _usual_length(parts: Sequence[bytes]) -> int:
    """How many bytes most parts have; 0 if there are few, or no length is usual."""
    if len(parts) < _MIN_CHUNKS:
        return 0
    length, count = Counter(map(len, parts)).most_common(1)[0]
    return length if count >= _USUAL_SHARE * len(parts) else 0


def _as_fields(hint: FormatHint) -> dict[str, str]:
    values = {"encoding": hint.encoding, "sample_rate": hint.sample_rate, "channels": hint.channels}
    return {name: str(value) for name, value in values.items() if value is not None}


def _as_bytes(pieces: Sequence[Piece], encoding: str | None) -> tuple[list[bytes], FormatHint]:
    """The bytes of each piece; numbers become samples, of one encoding for all. encoding: declared."""
    numbers = [piece.data for piece in pieces if not isinstance(piece.data, bytes)]
    if not numbers:
        return [piece.data for piece in pieces if isinstance(piece.data, bytes)], NO_HINT
    data, name = json_audio.encoded(np.concatenate(numbers), encoding)
    width = len(data) // max(1, sum(map(len, numbers)))
    parts: list[bytes] = []
    offset = 0
    for piece in pieces:
        if isinstance(piece.data, bytes):
            parts.append(piece.data)
        else:
            parts.append(data[offset : offset + width * len(piece.data)])
            offset += len(parts[-1])
    return parts, FormatHint(name)


def _without_headers(parts: list[bytes]) -> tuple[list[bytes], FormatHint, tuple[Finding, ...]]:
    """The parts without their WAV headers, if several have one, and the format that the headers give."""
    with_header = [index for index, part in enumerate(parts) if wav_headers.has_header(part)]
    frames = {index: wav_headers.without_header(parts[index]) for index in with_header}
    known = {index: one for index, one in frames.items() if one is not None}
    if len(known) < 2:
        return parts, NO_HINT, ()
    bare = [known[index][0] if index in known else part for index, part in enumerate(parts)]
    hints = Counter(hint for _, hint in known.values())
    finding = Finding(
        "wav_header_repeated",
        "info",
        f"{len(known):,} of {counted(len(parts), 'chunk')} have their own WAV header; all were taken off.",
        "Players of the joined chunks stop at the second header, or play it as a click: write frames alone.",
    )
    return bare, next(iter(hints)), (finding, *_contradictions(hints))


_NEWEST_FIRST = Finding(
    "chunks_newest_first",
    "info",
    "The list holds its newest chunk first; it is read from its end, so that the sound is in order.",
    "Append with RPUSH rather than LPUSH, or read the list from its end.",
)


def _contradictions(hints: Counter[FormatHint]) -> tuple[Finding, ...]:
    """The finding for chunks that declare another format than the first one that declares it."""
    first = NO_HINT
    for hint in hints:
        first = first.or_else(hint)
    others = sum(count for hint, count in hints.items() if hint.or_else(first) != first)
    if not others:
        return ()
    other = next(hint for hint in hints if hint.or_else(first) != first)
    return (
        Finding(
            "declaration_changes",
            "warning",
            f"{counted(others, 'chunk')} {'declares' if others == 1 else 'declare'} another format "
            f"({_said(other)}) than the first ({_said(first)}), which is believed for all.",
            "Write one format for the whole recording, and start a new key when it changes.",
        ),
    )


def _said(hint: FormatHint) -> str:
    return ", ".join(f"{name} {value}" for name, value in _as_fields(hint).items())


def _merged(pieces: Sequence[Piece], count: int) -> tuple[Finding, ...]:
    """One finding for each code, with the number of chunks if it is not in all. count: of chunks."""
    first: dict[str, Finding] = {}
    counts: Counter[str] = Counter()
    for findings, often in _counted([piece.findings for piece in pieces]).items():
        for finding in {one.code: one for one in reversed(findings)}.values():
            first.setdefault(finding.code, finding)
            counts[finding.code] += often
    merged = []
    for code, finding in first.items():
        partly = "" if counts[code] >= count else f" This is so in {counts[code]:,} of {count:,} chunks."
        merged.append(replace(finding, message=finding.message + partly))
    return tuple(merged)


def _counted(values: Sequence[Value]) -> Counter[Value]:
    """How often each value occurs. Most are one and the same object, so that few need to be compared."""
    objects = {id(value): value for value in values}
    counts: Counter[Value] = Counter()
    for identity, often in Counter(map(id, values)).items():
        counts[objects[identity]] += often
    return counts


def _preview(chunks: Sequence[Chunk]) -> bytes:
    """The first bytes as they are stored."""
    preview = b""
    for chunk in chunks:
        preview += chunk.beginning(MAX_BEGINNING - len(preview))
        if len(preview) >= MAX_BEGINNING:
            break
    return preview
