"""Opus packets out of a WebM, Ogg or MP4 recording whose beginning, with the header, is lost.

A recorder that hands over its recording in chunks puts the header into the first one only; when that
one is lost, no player opens the rest. But the packets are there, and Opus needs no more than them.

Pure parsing: bytes in, packets out. Random bytes give none: elements or pages must follow one
another without a gap. Element ids and sizes: RFC 8794 and RFC 9559; pages: RFC 3533; packets: RFC 6716;
boxes: ISO/IEC 14496-12.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SEARCH_BYTES = 1 << 16  # at the beginning, in which the first whole block or page is looked for
_LEAST_PACKETS = 4  # in a row, that they are no chance
_LEAST_SHARE = 0.5  # of the bytes that must be packets
_LARGEST_PACKET = 1 << 16  # bytes; Opus allows 61,440 (RFC 6716, 3.4), MediaRecorder makes about 300

_CLUSTER = b"\x1f\x43\xb6\x75"
# An audio block of one of the first four tracks: id, size, track, two bytes of time, flags.
_BLOCK = re.compile(
    rb"\xa3(?:[\x81-\xfe]|[\x40-\x7f].|[\x20-\x3f]..|\x10[\x00-\x01]..|\x08.{4}|\x01\x00{4}..{2})"
    rb"[\x81-\x84]..[\x00\x80]",
    re.S,
)
_INSIDE = frozenset({0x1F43B675, 0xA0})  # Cluster and BlockGroup: what they hold comes next
_BLOCKS = frozenset({0xA3, 0xA1})  # SimpleBlock and Block
_SKIPPED = frozenset(
    {0xE7, 0xA7, 0xAB, 0xEC, 0xBF, 0x9B, 0xFB, 0x75A2, 0x1C53BB6B, 0x1254C367, 0x114D9B74, 0x1654AE6B}
)
"""Timestamp, Position, PrevSize, Void, CRC, BlockDuration, ReferenceBlock, DiscardPadding, Cues, Tags,
SeekHead and Tracks: no sound in them."""


@dataclass(frozen=True, slots=True)
class Packets:
    """Opus packets in order. container: where they were found. start: byte at which the first was."""

    container: str
    packets: tuple[bytes, ...]
    start: int

    @property
    def channels(self) -> int:
        """1 or 2, as most packets say (RFC 6716, 3.1)."""
        stereo = sum(packet[0] >> 2 & 1 for packet in self.packets)
        return 2 if 2 * stereo > len(self.packets) else 1


def may_have_packets(data: bytes) -> bool:
    """Whether it is worth looking for packets; quick."""
    head = data[:_SEARCH_BYTES]
    return _CLUSTER in head or b"OggS\x00" in head or b"moof" in head or _BLOCK.search(head) is not None


def find_packets(data: bytes) -> Packets | None:
    """The packets of a recording without its header; None when there are none."""
    for container, starts, walk in _CONTAINERS:
        for start in starts(data):
            packets = tuple(walk(data, start))
            enough = sum(map(len, packets)) >= _LEAST_SHARE * (len(data) - start)
            if len(packets) >= _LEAST_PACKETS and enough:
                return Packets(container, packets, start)
    return None


def _block_starts(data: bytes) -> Iterator[int]:
    """Places where a chain of elements may begin, in order."""
    for found in re.finditer(re.escape(_CLUSTER) + b"|" + _BLOCK.pattern, data[:_SEARCH_BYTES], re.S):
        if _is_chain(data, found.start()):
            yield found.start()
            return


def _is_chain(data: bytes, start: int) -> bool:
    first = itertools.islice(_blocks(data, start, resync=False), _LEAST_PACKETS)
    return len(list(first)) == _LEAST_PACKETS


def _blocks(data: bytes, position: int, *, resync: bool = True) -> Iterator[bytes]:
    """The packets of the elements from `position` on; after damage, from the next cluster on."""
    while position < len(data):
        element = _element(data, position)
        if element is None:
            position = data.find(_CLUSTER, position + 1) if resync else -1
            if position < 0:
                return
            continue
        identity, begin, size = element
        if identity in _INSIDE:
            position = begin
            continue
        if identity in _BLOCKS and begin + size <= len(data) and 4 < size <= _LARGEST_PACKET:
            yield data[begin + 4 : begin + size]  # after track, time and flags
        position = begin + size


def _element(data: bytes, position: int) -> tuple[int, int, int] | None:
    """Id, first byte and size of the element at `position`; None when there is none that we know."""
    first = data[position]
    id_length = 9 - first.bit_length()
    if id_length > 4:
        return None
    identity = int.from_bytes(data[position : position + id_length], "big")
    if identity not in _INSIDE and identity not in _BLOCKS and identity not in _SKIPPED:
        return None
    begin = position + id_length
    if begin >= len(data):
        return None
    size_length = 9 - data[begin].bit_length()
    if size_length > 8:
        return None
    bits = int.from_bytes(data[begin : begin + size_length], "big")
    size = bits & ((1 << 7 * size_length) - 1)
    if identity in _BLOCKS and not 4 < size <= _LARGEST_PACKET:
        return None
    return identity, begin + size_length, size


def _page_starts(data: bytes) -> Iterator[int]:
    start = data.find(b"OggS\x00", 0, _SEARCH_BYTES)
    while start >= 0:
        if _is_page(data, start):
            yield start
            return
        start = data.find(b"OggS\x00", start + 1, _SEARCH_BYTES)


def _is_page(data: bytes, start: int) -> bool:
    """Whether there is a page whose checksum is right (RFC 3533, 6)."""
    lengths = data[start + 27 : start + 27 + data[start + 26]] if start + 26 < len(data) else b""
    page = data[start : start + 27 + len(lengths) + sum(lengths)]
    if len(page) < 27 + len(lengths) + sum(lengths):
        return False
    remainder = 0
    for byte in page[:22] + bytes(4) + page[26:]:
        remainder = (remainder << 8 & 0xFFFFFFFF) ^ _CHECKSUMS[(remainder >> 24) ^ byte]
    return bool(lengths) and remainder == int.from_bytes(page[22:26], "little")


def _checksums() -> tuple[int, ...]:
    """The remainders of all bytes by the polynomial 0x04C11DB7."""
    remainders = []
    for byte in range(256):
        remainder = byte << 24
        for _ in range(8):
            remainder = (remainder << 1 & 0xFFFFFFFF) ^ (0x04C11DB7 if remainder >> 31 else 0)
        remainders.append(remainder)
    return tuple(remainders)


_CHECKSUMS = _checksums()


def _paged(data: bytes, position: int) -> Iterator[bytes]:
    """The packets of the pages from `position` on; one that began on a lost page is left out."""
    pending: bytes | None = None
    while position >= 0 and position + 27 <= len(data):
        if data[position : position + 5] != b"OggS\x00":
            pending = None
            position = data.find(b"OggS\x00", position + 1)
            continue
        lengths = data[position + 27 : position + 27 + data[position + 26]]
        continues = bool(data[position + 5] & 1)
        begin = position + 27 + len(lengths)
        if not continues:
            pending = b""
        for length in lengths:
            if pending is not None:
                pending += data[begin : begin + length]
            begin += length
            if length < 255:
                if pending and not pending.startswith((b"OpusHead", b"OpusTags")):
                    yield pending
                pending = b""
        position = begin


# ---------------------------------------------------------------- MP4

_FRAME_MS = (10, 20, 40, 60) * 3 + (10, 20) * 2 + (2.5, 5, 10, 20) * 4
"""How long a frame is, by the upper five bits of a packet's first byte (RFC 6716, 3.1)."""

_TICKS = 48  # a millisecond: Opus counts in 48 kHz, whatever it was made of


def _fragment_starts(data: bytes) -> Iterator[int]:
    start = data.find(b"moof", 4, _SEARCH_BYTES)
    if start >= 0:
        yield start - 4


def _fragments(data: bytes, position: int) -> Iterator[bytes]:
    """The packets of the fragments from `position` on, where they are Opus: as long as they say."""
    done = 0  # samples follow one another
    while 0 <= position < len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        for name, begin, end in _boxes(data, position + 8, position + size):
            for at, packet in _samples(data, begin, end, position) if name == b"traf" else ():
                if at < done:
                    return
                done = at + len(packet)
                yield packet
        position = data.find(b"moof", position + max(size, 8)) - 4


def _boxes(data: bytes, position: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, and from and to of the content, of the boxes that follow one another."""
    end = min(end, len(data))
    while position + 8 <= end:
        size = int.from_bytes(data[position : position + 4], "big")
        if size < 8:
            return
        yield data[position + 4 : position + 8], position + 8, min(position + size, end)
        position += size


def _samples(data: bytes, begin: int, end: int, fragment: int) -> Iterator[tuple[int, bytes]]:
    """The samples of one track of a fragment, each with its place (ISO/IEC 14496-12, 8.8.7 and 8.8.8)."""
    usual_duration = usual_size = 0
    for name, first, last in _boxes(data, begin, end):
        fields = [int.from_bytes(data[i : i + 4], "big") for i in range(first, last - 3, 4)]
        if len(fields) < 2:
            continue
        flags = fields[0] & 0xFFFFFF
        if name == b"tfhd":  # base offset, description, duration, size, flags: each if its flag is set
            at = 2 + 2 * (flags & 1) + (flags >> 1 & 1)
            usual_duration = fields[at] if flags & 8 and at < len(fields) else 0
            at += flags >> 3 & 1
            usual_size = fields[at] if flags & 16 and at < len(fields) else 0
        if name != b"trun" or not flags & 1 or len(fields) < 3:
            continue
        position = fragment + fields[2]
        at, width = 3 + (flags >> 2 & 1), (flags >> 8 & 15).bit_count()
        for row in range(fields[1]):
            entry = fields[at + row * width : at + (row + 1) * width]
            if len(entry) < width:
                return
            duration = entry[0] if flags & 0x100 else usual_duration
            size = entry[flags >> 8 & 1] if flags & 0x200 else usual_size
            packet = data[position : position + size]
            if not 0 < size <= _LARGEST_PACKET or len(packet) < size or _opus_ticks(packet) != duration:
                return
            yield position, packet
            position += size


def _opus_ticks(packet: bytes) -> float:
    """How long an Opus packet lasts, at 48 kHz (RFC 6716, 3.1 and 3.2)."""
    code = packet[0] & 3
    count = (1, 2, 2)[code] if code < 3 else packet[1] & 63 if len(packet) > 1 else 0
    return _FRAME_MS[packet[0] >> 3] * _TICKS * count


_CONTAINERS = (
    ("webm", _block_starts, _blocks),
    ("ogg", _page_starts, _paged),
    ("mp4", _fragment_starts, _fragments),
)
