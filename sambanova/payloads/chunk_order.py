"""Tells a list that holds its newest chunk first, as LPUSH writes it, from one that holds its oldest first.

    is_newest_first([b"\\x04\\0\\x05\\0", b"\\x02\\0\\x03\\0", b"\\0\\0\\x01\\0"] * 4)

Sound goes on from one chunk to the next: in the right order the step from a chunk to the next one is as small
as a step inside of a chunk.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sambanova.encodings import ENCODINGS, samples_as_float

_ENCODINGS = ("s16le", "mulaw", "alaw", "f32le")
_BEGINNINGS = (b"\x1aE\xdf\xa3", b"OggS", b"RIFF", b"fLaC", b"ID3")  # of WebM, Ogg, WAV, FLAC and MP3
_MIN_CHUNKS = 8
_MAX_CHUNKS = 400  # that are looked at
_MIN_FRAMES = 40  # of a chunk: 5 ms at 8 kHz
_MAX_INSIDE = 0.7  # step inside of chunks relative to the mean amplitude; that of noise is more
_SMOOTH = 2.0  # a step over a joint in the right order, relative to a step inside of a chunk, at most
_ROUGH = 2.5  # a step in the wrong order relative to one in the right order, at least
_MIN_AMPLITUDE = 10 / 32768  # of sound that tells anything


def is_newest_first(parts: Sequence[bytes]) -> bool:
    """Whether the chunks of a recording come in reverse order. parts: their bytes, in the order of the list.

    False if that cannot be told, such as for few chunks, noise or silence.
    """
    if len(parts) < 2:
        return False
    if parts[-1].startswith(_BEGINNINGS) and not parts[0].startswith(_BEGINNINGS):
        return True
    if len(parts) < _MIN_CHUNKS or parts[0].startswith(_BEGINNINGS):
        return False
    few = parts[:_MAX_CHUNKS]
    tried = [_steps(few, name, channels) for name in _ENCODINGS for channels in (1, 2)]
    # At the right encoding, sound is smoother inside of chunks than at others.
    inside, forward, backward = min(tried)
    return inside <= _MAX_INSIDE and 0.0 < backward <= _SMOOTH * inside and forward >= _ROUGH * backward


def _steps(parts: Sequence[bytes], name: str, channels: int) -> tuple[float, float, float]:
    """The mean step inside of chunks, over joints in the order given, and over joints in reverse order.

    All are relative to the mean amplitude, so that encodings can be compared. Infinite if the chunks do not
    hold such samples.
    """
    encoding = ENCODINGS[name]
    width = encoding.sample_width * channels
    # Only the newest chunk may be short: it may be the rest that was left when the call ended.
    if any(len(part) < width * (_MIN_FRAMES if number else 2) for number, part in enumerate(parts)):
        return _NEVER
    if any(len(part) % width for part in parts):
        return _NEVER
    sounds = [samples_as_float(encoding.to_wav(part), encoding.wav).reshape(-1, channels) for part in parts]
    amplitude = float(np.mean([np.abs(sound).mean() for sound in sounds]))
    if not _MIN_AMPLITUDE < amplitude <= 1.0:  # also not a number, for floats
        return _NEVER
    first, last = np.array([sound[0] for sound in sounds]), np.array([sound[-1] for sound in sounds])
    inside = float(np.mean([np.abs(np.diff(sound, axis=0)).mean() for sound in sounds]))
    forward = float(np.abs(first[1:] - last[:-1]).mean())
    backward = float(np.abs(first[:-1] - last[1:]).mean())
    return inside / amplitude, forward / amplitude, backward / amplitude


_NEVER = (math.inf, math.inf, math.inf)
