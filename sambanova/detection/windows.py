"""Where to look in a buffer: past the leading silence, in the most varied parts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sambanova.detection.samples import FRAME_MULTIPLE, STREAMS, Bytes
from sambanova.encodings import ENCODINGS

MIN_BYTES = 128
"""Buffers with fewer bytes are not identified."""


class _Windows(NamedTuple):
    """Which windows are measured. The weights are fitted with these values: after a change, fit again."""

    size: int = 12288
    """Bytes of a window: 64 ms of 48 kHz stereo s16, 0.77 s of 16 kHz u8."""
    max_count: int = 4
    """Windows measured, so that the time does not depend on the size of the buffer."""
    max_compared: int = 48
    """Windows whose entropy is compared."""
    min_entropy: float = 0.3
    """Bits a byte; windows with less are skipped as pauses."""
    varied_share: float = 0.7
    """Share of the windows, the most varied first, among which the measured ones are spread."""
    min_end: int = 1024
    """Bytes of the end that are measured however long the silence before is."""


WINDOWS = _Windows()


def leading_run(raw: Bytes) -> int:
    """Bytes of digital silence to skip, a multiple of all frame sizes; the first two bytes may be strays.

    All, when there is nothing else.
    """
    block = 1 << 16
    for start in range(2, len(raw) - 1, block):
        changes = np.flatnonzero(raw[start + 1 : start + block + 1] != raw[2])
        if len(changes):
            run = min(start + 1 + int(changes[0]), len(raw) - WINDOWS.min_end)
            return max(0, run // FRAME_MULTIPLE * FRAME_MULTIPLE)
    return len(raw)


def counts_up(raw: Bytes) -> bool:
    """Whether the start is a table of 16-, 32- or 64-bit integers that go up by one: no sound does."""
    start = raw[: MIN_BYTES * 8 // 16 * 16]
    tables = (start[: len(start) // 8 * 8].view(kind) for kind in ("<u2", ">u2", "<u4", ">u4", "<u8", ">u8"))
    return any(bool(np.all(table[1:] - table[:-1] == 1)) for table in tables)


def choose_windows(raw: Bytes) -> list[Bytes]:
    """Up to four windows spread over the more varied part of the buffer, the most varied first."""
    size = WINDOWS.size
    if len(raw) <= size * 4 // 3:
        last = max(0, len(raw) - size) // FRAME_MULTIPLE * FRAME_MULTIPLE
        return [max((raw[:size], raw[last : last + size]), key=byte_entropy)]
    last = (len(raw) - size) // FRAME_MULTIPLE
    steps = min(WINDOWS.max_compared, -(-len(raw) // size))
    starts = np.unique(np.linspace(0, last, steps).astype(int)) * FRAME_MULTIPLE
    windows = [raw[start : start + size] for start in starts]
    entropies = [byte_entropy(window) for window in windows]
    varied = [int(i) for i in np.argsort(entropies)[::-1] if entropies[i] >= WINDOWS.min_entropy]
    order = varied or [int(np.argmax(entropies))]
    order = order[: max(1, round(WINDOWS.varied_share * len(order)))]
    chosen = np.unique(np.linspace(0, len(order) - 1, WINDOWS.max_count).astype(int))
    return [windows[order[i]] for i in chosen]


def liveliest(window: Bytes, samples: int) -> dict[int, int]:
    """Where the most varied stretch of `samples` samples begins, for each width of a sample in bytes.

    The stretches of wide samples contain those of narrow ones, so that all streams are compared on the same
    sound: the first bytes of a window may be a pause.
    """
    size = min(len(window), samples)
    hop = max(FRAME_MULTIPLE, size // 4 // FRAME_MULTIPLE * FRAME_MULTIPLE)
    starts = range(0, len(window) - size + 1, hop)
    best = max(starts, key=lambda start: byte_entropy(window[start : start + size])) if len(starts) > 1 else 0
    answer = {}
    for width in sorted({ENCODINGS[stream.encoding].sample_width for stream in STREAMS}):
        start = max(0, min(best - (width - 1) * size // 2, len(window) - width * size))
        answer[width] = start // FRAME_MULTIPLE * FRAME_MULTIPLE
    return answer


def byte_entropy(raw: Bytes) -> float:
    """Order-0 entropy, bits a byte; a small prior corrects for the few bytes of short buffers."""
    counts = np.bincount(raw, minlength=256) + 0.05
    share = counts / counts.sum()
    return float(-(share * np.log2(share)).sum())
