"""Extracts Opus packets from a WebM, Ogg or MP4 recording whose header is lost.

A recorder that sends its recording in chunks puts the header into the first chunk only. Without that
chunk no player opens the rest, but the packets are intact, and an Opus decoder needs nothing else.

Pure parsing: bytes in, packets out. Random bytes give no packets, because elements or pages must
follow each other without a gap. References: RFC 8794 and RFC 9559 (EBML, Matroska), RFC 3533 (Ogg),
RFC 6716 (Opus), ISO/IEC 14496-12 (MP4).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MAX_SEARCH = 1 << 16  # bytes at the beginning that are searched for the first block, page or fragment
_MIN_PACKETS = 4  # consecutive packets; fewer may be a coincidence
_MIN_SHARE = 0.5  # of the bytes after the first packet that belong to packets
_MAX_PACKET = 1 << 16  # bytes; Opus allows 61,440 (RFC 6716, 3.4), MediaRecorder writes about 300

_CLUSTER = b"\x1f\x43\xb6\x75"
# A SimpleBlock of tracks 1 to 4: id, size, track, two bytes of time, flags.
_BLOCK = re.compile(
    rb"\xa3(?:[\x81-\xfe]|[\x40-\x7f].|[\x20-\x3f]..|\x10[\x00-\x01]..|\x08.{4}|\x01\x00{4}..{2})"
    rb"[\x81-\x84]..[\x00\x80]",
    re.S,
)
_PARENTS = frozenset({0x1F43B675, 0xA0})  # Cluster and BlockGroup: their children follow
_BLOCKS = frozenset({0xA3, 0xA1})  # SimpleBlock and Block
_SKIPPED = frozenset(
    {0xE7, 0xA7, 0xAB, 0xEC, 0xBF, 0x9B, 0xFB, 0x75A2, 0x1C53BB6B, 0x1254C367, 0x114D9B74, 0x1654AE6B}
)
"""Elements without audio: Timestamp, Position, PrevSize, Void, CRC-32, BlockDuration, ReferenceBlock,
DiscardPadding, Cues, Tags, SeekHead and Tracks."""


@dataclass(frozen=True, slots=True)
class Packets:
    """Opus packets in order.

    container: `webm`, `ogg` or `mp4`. start: byte offset where the first element, page or box begins.
    """

    container: str
    packets: tuple[bytes, ...]
    start: int

    @property
    def channels(self) -> int:
        """The number of channels in most packets, 1 or 2 (RFC 6716, 3.1)."""
        stereo = sum(packet[0] >> 2 & 1 for packet in self.packets)
        return 2 if 2 * stereo > len(self.packets) else 1


def may_have_packets(data: bytes) -> bool:
    """A quick check whether `find_packets` may find something."""
    head = data[:_MAX_SEARCH]
    return _CLUSTER in head or b"OggS\x00" in head or b"moof" in head or _BLOCK.search(head) is not None


def find_packets(data: bytes) -> Packets | None:
    """The packets of a recording without a header; None when it has none."""
    for container, starts, walk in _CONTAINERS:
        for start in starts(data):
            packets = tuple(walk(data, start))
            are_most_bytes = sum(map(len, packets)) >= _MIN_SHARE * (len(data) - start)
            if len(packets) >= _MIN_PACKETS and are_most_bytes:
                return Packets(container, packets, start)
    return None


def _block_starts(data: bytes) -> Iterator[int]:
    """The offset of the first chain of elements, if any."""
    for found in re.finditer(re.escape(_CLUSTER) + b"|" + _BLOCK.pattern, data[:_MAX_SEARCH], re.S):
        if _is_chain(data, found.start()):
            yield found.start()
            return


def _is_chain(data: bytes, start: int) -> bool:
    """Whether `_MIN_PACKETS` blocks follow each other without a gap."""
    first = itertools.islice(_blocks(data, start, resync=False), _MIN_PACKETS)
    return len(list(first)) == _MIN_PACKETS


def _blocks(data: bytes, position: int, *, resync: bool = True) -> Iterator[bytes]:
    """The packets in the elements from `position` on.

    resync: continue at the next cluster after damage; otherwise stop there.
    """
    while position < len(data):
        element = _element(data, position)
        if element is None:
            position = data.find(_CLUSTER, position + 1) if resync else -1
            if position < 0:
                return
            continue
        identity, begin, size = element
        if identity in _PARENTS:
            position = begin
            continue
        if identity in _BLOCKS and begin + size <= len(data) and 4 < size <= _MAX_PACKET:
            yield data[begin + 4 : begin + size]  # after track, time and flags
        position = begin + size


def _element(data: bytes, position: int) -> tuple[int, int, int] | None:
    """Id, content offset and content size of the element at `position`; None when it is unknown."""
    first = data[position]
    id_length = 9 - first.bit_length()
    if id_length > 4:
        return None
    identity = int.from_bytes(data[position : position + id_length], "big")
    if identity not in _PARENTS and identity not in _BLOCKS and identity not in _SKIPPED:
        return None
    begin = position + id_length
    if begin >= len(data):
        return None
    size_length = 9 - data[begin].bit_length()
    if size_length > 8:
        return None
    bits = int.from_bytes(data[begin : begin + size_length], "big")
    size = bits & ((1 << 7 * size_length) - 1)
    if identity in _BLOCKS and not 4 < size <= _MAX_PACKET:
        return None
    return identity, begin + size_length, size


def _page_starts(data: bytes) -> Iterator[int]:
    """The offset of the first Ogg page, if any."""
    start = data.find(b"OggS\x00", 0, _MAX_SEARCH)
    while start >= 0:
        if _is_page(data, start):
            yield start
            return
        start = data.find(b"OggS\x00", start + 1, _MAX_SEARCH)


def _is_page(data: bytes, start: int) -> bool:
    """Whether a page with a correct checksum begins at `start` (RFC 3533, 6)."""
    lengths = data[start + 27 : start + 27 + data[start + 26]] if start + 26 < len(data) else b""
    page = data[start : start + 27 + len(lengths) + sum(lengths)]
    if len(page) < 27 + len(lengths) + sum(lengths):
        return False
    remainder = 0
    for byte in page[:22] + bytes(4) + page[26:]:
        remainder = (remainder << 8 & 0xFFFFFFFF) ^ _CHECKSUMS[(remainder >> 24) ^ byte]
    return bool(lengths) and remainder == int.from_bytes(page[22:26], "little")


def _checksums() -> tuple[int, ...]:
    """The CRC table of the polynomial 0x04C11DB7."""
    remainders = []
    for byte in range(256):
        remainder = byte << 24
        for _ in range(8):
            remainder = (remainder << 1 & 0xFFFFFFFF) ^ (0x04C11DB7 if remainder >> 31 else 0)
        remainders.append(remainder)
    return tuple(remainders)


_CHECKSUMS = _checksums()


def _pages(data: bytes, position: int) -> Iterator[bytes]:
    """The packets in the pages from `position` on, without a packet that begins on a missing page."""
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
"""Frame duration in milliseconds by the upper five bits of a packet (RFC 6716, 3.1)."""

_TICKS_PER_MS = 48  # Opus durations count in 48 kHz, whatever the sample rate of the input


def _fragment_starts(data: bytes) -> Iterator[int]:
    """The offset of the first movie fragment, if any."""
    start = data.find(b"moof", 4, _MAX_SEARCH)
    if start >= 0:
        yield start - 4


def _fragments(data: bytes, position: int) -> Iterator[bytes]:
    """The packets in the movie fragments from `position` on.

    Stops at a sample that is not Opus, which has another duration than its fragment says.
    """
    end_of_last = 0
    while 0 <= position < len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        for name, begin, end in _boxes(data, position + 8, position + size):
            for at, packet in _samples(data, begin, end, position) if name == b"traf" else ():
                if at < end_of_last:
                    return
                end_of_last = at + len(packet)
                yield packet
        position = data.find(b"moof", position + max(size, 8)) - 4


def _boxes(data: bytes, position: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, content start and content end of consecutive boxes."""
    end = min(end, len(data))
    while position + 8 <= end:
        size = int.from_bytes(data[position : position + 4], "big")
        if size < 8:
            return
        yield data[position + 4 : position + 8], position + 8, min(position + size, end)
        position += size


def _samples(data: bytes, begin: int, end: int, fragment: int) -> Iterator[tuple[int, bytes]]:
    """Offset and bytes of each sample of one track fragment (ISO/IEC 14496-12, 8.8.7 and 8.8.8).

    fragment: offset of the `moof` box, which sample offsets are relative to.
    """
    default_duration = default_size = 0
    for name, first, last in _boxes(data, begin, end):
        fields = [int.from_bytes(data[i : i + 4], "big") for i in range(first, last - 3, 4)]
        if len(fields) < 2:
            continue
        flags = fields[0] & 0xFFFFFF
        if name == b"tfhd":  # optional fields, each with a flag: base offset, description, duration, size
            at = 2 + 2 * (flags & 1) + (flags >> 1 & 1)
            default_duration = fields[at] if flags & 8 and at < len(fields) else 0
            at += flags >> 3 & 1
            default_size = fields[at] if flags & 16 and at < len(fields) else 0
        if name != b"trun" or not flags & 1 or len(fields) < 3:
            continue
        position = fragment + fields[2]
        at, width = 3 + (flags >> 2 & 1), (flags >> 8 & 15).bit_count()
        for row in range(fields[1]):
            entry = fields[at + row * width : at + (row + 1) * width]
            if len(entry) < width:
                return
            duration = entry[0] if flags & 0x100 else default_duration
            size = entry[flags >> 8 & 1] if flags & 0x200 else default_size
            packet = data[position : position + size]
            if not 0 < size <= _MAX_PACKET or len(packet) < size or _opus_ticks(packet) != duration:
                return
            yield position, packet
            position += size


def _opus_ticks(packet: bytes) -> float:
    """The duration of an Opus packet in samples at 48 kHz (RFC 6716, 3.1 and 3.2)."""
    code = packet[0] & 3
    count = (1, 2, 2)[code] if code < 3 else packet[1] & 63 if len(packet) > 1 else 0
    return _FRAME_MS[packet[0] >> 3] * _TICKS_PER_MS * count


_CONTAINERS = (
    ("webm", _block_starts, _blocks),
    ("ogg", _page_starts, _pages),
    ("mp4", _fragment_starts, _fragments),
)
