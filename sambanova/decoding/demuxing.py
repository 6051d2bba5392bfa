"""Opens a file in memory with one of FFmpeg's demuxers, alike with every version of PyAV."""

from __future__ import annotations

import io
from typing import Any

import av
from av.container import InputContainer

# Tags may hold any bytes. PyAV 19 keeps those that are not UTF-8 by itself, and refuses the argument.
_TOLERANT: dict[str, Any] = (
    {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}
)


def open_with(demuxer: str, data: bytes) -> InputContainer:
    """Opens `data` with the demuxer of that name. Raises av.error.FFmpegError, or ValueError."""
    opened: InputContainer = av.open(io.BytesIO(data), "r", format=demuxer, **_TOLERANT)
    return opened
