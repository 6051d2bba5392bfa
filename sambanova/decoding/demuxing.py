"""Opens a container in memory with a demuxer of FFmpeg, and finds its length without decoding all of it."""

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

LONG_SECONDS = 60.0  # a shorter recording is decoded at once
_MIN_BYTES = 1 << 17  # a minute of speech is larger in any codec
_DEMUXERS = ("matroska", "ogg", "mov", "flac")  # those that seek without reading everything before
_LAST_PACKETS = 8  # that are decoded to find the last frame
_FAR = 1 << 62  # microseconds; after the end of any recording

# Tags may hold bytes that are not UTF-8. PyAV 19 always accepts them and has no such argument.
_TOLERANT: dict[str, Any] = (
    {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}
)


def open_with(demuxer: str, data: bytes) -> InputContainer:
    """Opens `data` with a demuxer of FFmpeg. Raises av.error.FFmpegError or ValueError."""
    opened: InputContainer = av.open(io.BytesIO(data), "r", format=demuxer, **_TOLERANT)
    return opened


def expected_frames(data: bytes, demuxer: str) -> int | None:
    """The frames in a long, undamaged recording; None for a short one, or if the number is unknown.

    All packets but the first and the last must have the same duration, as those of a recorder have. The
    timestamps of WebM alone are too coarse, as they are whole milliseconds.
    """
    if demuxer not in _DEMUXERS or len(data) < _MIN_BYTES:
        return None
    try:
        with open_with(demuxer, data) as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None or stream.codec_context is None:  # FFmpeg does not know the codec
                return None
            first, second = itertools.islice(_frames(container.demux(stream)), 2)
            container.seek(_FAR)
            # A damaged file may be read from the damage on.
            end = list(_frames(collections.deque(container.demux(stream), _LAST_PACKETS)))
    except (av.error.FFmpegError, ValueError):  # decoding reports what is wrong
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
    """The frames that packets decode to."""
    for packet in packets:
        for frame in packet.decode():
            if isinstance(frame, AudioFrame):
                yield frame
