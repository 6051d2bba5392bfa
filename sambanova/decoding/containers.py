"""Audio inside a container, decoded by FFmpeg through PyAV.

A magic number proves nothing: random bytes match some. A container is claimed only when FFmpeg's
demuxer of that kind opens it and its decoder gives sound.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from dataclasses import replace

import av
from av.audio.frame import AudioFrame

from sambanova.decoding import demuxing, packets, wav_header
from sambanova.decoding.damage import Damage
from sambanova.decoding.ffmpeg import (
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

__all__ = ["DecodedContainer", "Listener", "decode", "may_be_one", "why_unreadable"]

LATE_HEADER_SEARCH = 1 << 20  # bytes at the beginning in which a late header is looked for
MAX_FILES = 1000  # joined files that are looked for in one buffer


def may_be_one(data: bytes) -> bool:
    """Whether it is worth trying to decode `data`; quick, and True for much that is none."""
    head = data[:LATE_HEADER_SEARCH]
    return (
        any(kind.begins(data) or (kind.late and kind.late.search(head)) for kind in CONTAINERS)
        or packets.may_have_packets(data)
        or wav_header.rebuilt(data) is not None
        or first_chain(data) is not None
    )


def why_unreadable(data: bytes) -> str | None:
    """What is missing in a file that does not decode, and what to do; None where that is not known."""
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
    """Decodes the container in `data`, or returns None when there is none that decodes.

    Several recordings one after another (a writer that appended whole files) give one after another.
    listener: is given the samples of a long recording as they come.
    Raises BufferTooLarge when there would be more than `max_bytes` of PCM.
    """
    for kind in CONTAINERS:
        if kind.begins(data):
            decoded = _decode_all(kind, data, max_bytes, listener)
            if decoded is not None:
                return decoded
    return _decode_late(data, max_bytes) or _decode_damaged(data, max_bytes)


def _decode_damaged(data: bytes, max_bytes: int) -> DecodedContainer | None:
    """Decodes what has lost its header, or has a damaged one."""
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
_FAILING_SHARE = 0.1  # of the packets that may fail to decode; more, and they are something else
_OPUS_RATE = 48000  # Hz, at which Opus is decoded (RFC 7845, 5.1)


def _decode_packets(found: packets.Packets, max_bytes: int) -> DecodedContainer | None:
    """Decodes Opus packets that were found without their container."""
    decoder = av.CodecContext.create("opus", "r")
    assert isinstance(decoder, av.AudioCodecContext)
    # The header that got lost, but for what it says of gain and delay (RFC 7845, 5.1).
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
    alike = of_one_shape(frames, frames[0])
    pcm = b"".join(as_wav_samples(block, "s16le") for block in blocks(alike))
    channels = frames[0].layout.nb_channels
    return DecodedContainer(
        found.container, "opus", frames[0].sample_rate, channels, "s16le", pcm, (_HEADER_MISSING,)
    )


def _decode_late(data: bytes, max_bytes: int) -> DecodedContainer | None:
    """Decodes a container whose header stands behind bytes that are none of it."""
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
    """Decodes `data`, which may be several files of one kind joined together."""
    parts: list[tuple[DecodedContainer, Damage]] = []
    pieces = list(_files(kind, data))
    if listener and len(pieces) == 1 and (expected := demuxing.expected_frames(data, kind.demuxer)):
        damage = Damage()
        long_one = decode_file(kind, data, max_bytes, damage, Progress(listener, expected))
        return _with_damage(long_one, damage) if long_one else None
    for piece in pieces:
        room = max_bytes - sum(len(part.pcm) for part, _ in parts)
        damage = Damage()
        part = decode_file(kind, piece, room, damage)
        if part is not None:
            parts.append((part, damage))
    if not parts:
        return None
    first, damage = parts[0]
    alike = [one for one in parts if _shape(one[0]) == _shape(first)]
    pcm = first.pcm
    if len(alike) > 1:
        frame_width = WAV_SAMPLE_WIDTH[first.encoding] * first.channels
        joined = bytearray(pcm[:])
        for part, later in alike[1:]:
            damage.add(later, len(joined) // frame_width)
            joined += part.pcm[:]
        pcm = bytes(joined)
    # Of what is wrong with the headers one of each kind is progress.
    headers = {finding.code: finding for part, _ in reversed(alike) for finding in part.findings}
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
    """What recordings have in common that can be played one after another."""
    return decoded.codec, decoded.sample_rate, decoded.channels, decoded.encoding


def _with_damage(decoded: DecodedContainer, damage: Damage) -> DecodedContainer:
    return with_findings(decoded, *decoded.findings, *damage.findings(decoded.sample_rate))


def _files(kind: Container, data: bytes) -> Iterator[bytes]:
    """The files that were joined into `data`; the demuxers of Ogg and AAC join by themselves."""
    starts = [0]
    if kind.name in ("webm", "wav", "flac", "mp4", "mp3") and kind.late is not None:
        later = (found.start() for found in kind.late.finditer(data) if found.start() > 0)
        starts += itertools.islice(later, MAX_FILES)
    for start, end in itertools.pairwise([*starts, len(data)]):
        yield data[start:end] if (start, end) != (0, len(data)) else data
