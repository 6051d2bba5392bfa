"""Opening a file in memory with one of FFmpeg's demuxers, and telling its length without decoding it."""

from __future__ import annotations

import collections
import io
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet

LONG_SECONDS = 60.0  # a shorter recording is decoded sooner than anybody could wait for it
_MIN_BYTES = 1 << 17  # of which a minute of speech has more in any codec
_DEMUXERS = ("matroska", "ogg", "mov", "flac")  # those that find a place without reading all before it
_LAST_PACKETS = 8  # that are decoded in search of the end
_FAR = 1 << 62  # microseconds; behind every end

# Tags may hold any bytes. PyAV 19 keeps those that are not UTF-8 by itself, and refuses the argument.
_TOLERANT: dict[str, Any] = (
    {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}
)


def open_with(demuxer: str, data: bytes) -> InputContainer:
    """Opens `data` with the demuxer of that name. Raises av.error.FFmpegError, or ValueError."""
    opened: InputContainer = av.open(io.BytesIO(data), "r", format=demuxer, **_TOLERANT)
    return opened


def expected_frames(data: bytes, demuxer: str) -> int | None:
    """The frames that `data` decodes to, when nothing is damaged; None for a short recording.

    None also where it cannot be told. All packets but the first and the last must have the same
    length, as a recorder makes them; the times of a WebM are whole milliseconds, which alone are too coarse.
    """
    if demuxer not in _DEMUXERS or len(data) < _MIN_BYTES:
        return None
    try:
        with open_with(demuxer, data) as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None or stream.codec_context is None:  # a codec that this FFmpeg does not know
                return None
            first, second = itertools.islice(_frames(container.demux(stream)), 2)
            container.seek(_FAR)
            # A damaged file may be read from its damage on.
            end = list(_frames(collections.deque(container.demux(stream), _LAST_PACKETS)))
    except (av.error.FFmpegError, ValueError):  # decoding tells what is wrong
        return None
    if not end:
        return None
    last, rate, length = end[-1], first.sample_rate, second.samples
    if not rate or not length or first.time is None or last.time is None:
        return None
    between = (last.time - first.time) * rate - first.samples
    frames = first.samples + round(between / length) * length + last.samples
    return frames if frames > LONG_SECONDS * rate else None


def _frames(packets: Iterable[Packet[AudioStream]]) -> Iterator[AudioFrame]:
    """What packets of sound decode to."""
    for packet in packets:
        for frame in packet.decode():
            if isinstance(frame, AudioFrame):
                yield frame
