"""Decodes audio in containers, also joined, damaged and headerless ones, with FFmpeg through PyAV.

A signature proves nothing, as random bytes match some. Data is a container only if FFmpeg opens it with
the demuxer of that container and decodes audio from it.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from dataclasses import replace

import av
from av.audio.frame import AudioFrame

from sambanova.decoding import demuxing, packets, wav_header
from sambanova.decoding.ffmpeg import (
    Damage,
    DecodedContainer,
    Listener,
    Progress,
    as_wav_samples,
    blocks,
    decode_file,
    of_one_shape,
    too_large,
    with_findings,
)
from sambanova.decoding.signatures import (
    CONTAINERS,
    CONTAINERS_BY_NAME,
    Container,
    first_chain,
    is_mp4,
)
from sambanova.encodings import WAV_SAMPLE_WIDTH
from sambanova.findings import Finding, counted

__all__ = ["DecodedContainer", "Listener", "decode", "may_be_container", "why_unreadable"]

LATE_HEADER_SEARCH = 1 << 20  # bytes from the start in which a late header is searched
MAX_FILES = 1000  # joined files in one buffer that are decoded


def may_be_container(data: bytes) -> bool:
    """A quick check whether `data` may be a container: False is certain, True is not."""
    head = data[:LATE_HEADER_SEARCH]
    return (
        any(kind.begins(data) or (kind.late and kind.late.search(head)) for kind in CONTAINERS)
        or packets.may_have_packets(data)
        or wav_header.rebuilt(data) is not None
        or first_chain(data) is not None
    )


def why_unreadable(data: bytes) -> str | None:
    """Why a container does not decode and what to do about it, for a person; None if unknown."""
    if not is_mp4(data):
        return None
    if data[4:8] == b"moof" or (b"moof" in data and b"moov" not in data):
        return (
            "This is a part of an MP4 recording without its beginning, which says how to decode it: "
            "store the first chunk of the recorder, too, in front of the others."
        )
    if b"moov" not in data:
        return (
            "This MP4 file ends before its index (moov), without which nothing can be decoded: "
            "write the field when the recording is complete, or record fragmented MP4 or WebM."
        )
    return "This MP4 file is damaged, or holds no sound that can be decoded: look how its chunks are joined."


def decode(data: bytes, max_bytes: int, listener: Listener | None = None) -> DecodedContainer | None:
    """Decodes the container in `data`; None if there is none, or it holds no audio.

    Joined files, as of a writer that appends whole recordings, are decoded one after another.
    max_bytes: of the PCM; raises BufferTooLarge if there is more.
    listener: receives the PCM of a long recording while it is decoded.

        decoded = decode(Path("recording.webm").read_bytes(), max_bytes=512 << 20)
    """
    for kind in CONTAINERS:
        if kind.begins(data):
            decoded = _decode_all(kind, data, max_bytes, listener)
            if decoded is not None:
                return decoded
    return _decode_late(data, max_bytes) or _decode_damaged(data, max_bytes)


def _decode_damaged(data: bytes, max_bytes: int) -> DecodedContainer | None:
    """Decodes a container whose header is missing or damaged."""
    chain = first_chain(data)
    if chain is not None:
        kind, start = chain
        decoded = _decode_all(kind, data[start:], max_bytes)
        if decoded is not None:
            return with_findings(decoded, _beginning_lost(start), *decoded.findings)
    wav = wav_header.rebuilt(data)
    if wav is not None:
        decoded = _decode_all(CONTAINERS_BY_NAME["wav"], wav, max_bytes)
        if decoded is not None:
            return with_findings(decoded, _HEADER_DAMAGED, *decoded.findings)
    found = packets.find_packets(data)
    return _decode_packets(found, max_bytes) if found else None


def _beginning_lost(position: int) -> Finding:
    return Finding(
        "container_header_missing",
        "warning",
        f"The recording begins in the middle of a frame; {counted(position, 'byte')} of it "
        f"{'was' if position == 1 else 'were'} skipped.",
        "The beginning was cut off: keep whole frames when the buffer is shortened.",
    )


_HEADER_DAMAGED = Finding(
    "container_header_damaged",
    "warning",
    "The first bytes of the WAV header are damaged or missing; it was put together from the rest.",
    "Look what overwrites or cuts off the beginning of the field.",
)
_HEADER_MISSING = Finding(
    "container_header_missing",
    "error",
    "The beginning of the recording with its header is missing; what follows was played without it.",
    "The recorder's first chunk was lost: it holds the header, and other players need it.",
    0.0,
)
_FAILING_SHARE = 0.1  # of the packets that may fail to decode; if more do, they are not Opus
_OPUS_RATE = 48000  # Hz; Opus is decoded at this rate (RFC 7845, 5.1)


def _decode_packets(found: packets.Packets, max_bytes: int) -> DecodedContainer | None:
    """Decodes Opus packets whose container header is missing."""
    decoder = av.CodecContext.create("opus", "r")
    assert isinstance(decoder, av.AudioCodecContext)
    # The missing header; gain and delay are unknown and set to 0 (RFC 7845, 5.1).
    decoder.extradata = b"OpusHead\x01" + struct.pack("<BHIhB", found.channels, 0, _OPUS_RATE, 0, 0)
    frames: list[AudioFrame] = []
    failed = size = 0
    for packet in found.packets:
        try:
            decoded = decoder.decode(av.Packet(packet))
        except (av.error.FFmpegError, ValueError):
            failed += 1
            continue
        frames += decoded
        size += sum(frame.samples for frame in decoded) * found.channels * WAV_SAMPLE_WIDTH["s16le"]
        if size > max_bytes:
            raise too_large(max_bytes)
    if not frames or failed > _FAILING_SHARE * len(found.packets):
        return None
    uniform = of_one_shape(frames, frames[0])
    pcm = b"".join(as_wav_samples(block, "s16le") for block in blocks(uniform))
    channels = frames[0].layout.nb_channels
    return DecodedContainer(
        found.container, "opus", frames[0].sample_rate, channels, "s16le", pcm, (_HEADER_MISSING,)
    )


def _decode_late(data: bytes, max_bytes: int) -> DecodedContainer | None:
    """Decodes a container that other bytes precede."""
    head = data[:LATE_HEADER_SEARCH]
    for kind in CONTAINERS:
        found = kind.late.search(head) if kind.late else None
        if found is None or found.start() == 0:
            continue
        decoded = _decode_all(kind, data[found.start() :], max_bytes)
        if decoded is not None:
            late = Finding(
                "container_header_late",
                "warning",
                f"The header stands {counted(found.start(), 'byte')} late; what is before it was skipped.",
                "Clear the field when a recording begins, so that nothing older stays in front of it.",
            )
            return with_findings(decoded, late, *decoded.findings)
    return None


def _decode_all(
    kind: Container, data: bytes, max_bytes: int, listener: Listener | None = None
) -> DecodedContainer | None:
    """Decodes `data`, which may be several joined files of one kind."""
    parts: list[tuple[DecodedContainer, Damage]] = []
    files = list(_files(kind, data))
    if listener and len(files) == 1 and (expected := demuxing.expected_frames(data, kind.demuxer)):
        damage = Damage()
        whole = decode_file(kind, data, max_bytes, damage, Progress(listener, expected))
        return _with_damage(whole, damage) if whole else None
    for file in files:
        room = max_bytes - sum(len(part.pcm) for part, _ in parts)
        damage = Damage()
        part = decode_file(kind, file, room, damage)
        if part is not None:
            parts.append((part, damage))
    if not parts:
        return None
    first, damage = parts[0]
    matching = [part for part in parts if _shape(part[0]) == _shape(first)]
    pcm = first.pcm
    if len(matching) > 1:
        frame_width = WAV_SAMPLE_WIDTH[first.encoding] * first.channels
        joined = bytearray(pcm[:])
        for part, later in matching[1:]:
            damage.add(later, len(joined) // frame_width)
            joined += part.pcm[:]
        pcm = bytes(joined)
    # One finding for each kind of header fault.
    headers = {finding.code: finding for part, _ in reversed(matching) for finding in part.findings}
    decoded = _with_damage(replace(first, pcm=pcm, findings=tuple(headers.values())), damage)
    if len(parts) == 1:
        return decoded
    several = Finding(
        "several_recordings",
        "warning",
        f"{len(parts)} recordings stand one after another; most players play only the first.",
        "Replace the field instead of appending when a whole recording is written.",
    )
    return with_findings(decoded, *decoded.findings, several)


def _shape(decoded: DecodedContainer) -> tuple[object, ...]:
    """What recordings must have in common to be joined."""
    return decoded.codec, decoded.sample_rate, decoded.channels, decoded.encoding


def _with_damage(decoded: DecodedContainer, damage: Damage) -> DecodedContainer:
    return with_findings(decoded, *decoded.findings, *damage.findings(decoded.sample_rate))


def _files(kind: Container, data: bytes) -> Iterator[bytes]:
    """The files that are joined in `data`. Ogg and AAC stay whole, as their demuxers read joined files."""
    starts = [0]
    if kind.name in ("webm", "wav", "flac", "mp4", "mp3") and kind.late is not None:
        later = (found.start() for found in kind.late.finditer(data) if found.start() > 0)
        starts += itertools.islice(later, MAX_FILES)
    for start, end in itertools.pairwise([*starts, len(data)]):
        yield data[start:end] if (start, end) != (0, len(data)) else data
