"""Tells what headerless audio bytes are: encoding, channels and byte phase, and a guess of the sample rate.

The right reading of a buffer is the one under which it compresses best and looks like sound. Every reading
(encoding x channels x phase) and the reading "not audio" gets a score from the features of
`detection_features`; a softmax over the scores is the confidence. The weights are fitted by
`tools/detection/fit.py` from public recordings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sambanova.audio_format import AudioFormat
from sambanova.detection_features import (
    FRAME_MULTIPLE,
    LAYOUTS,
    READING_FEATURES,
    STREAMS,
    WINDOW_BYTES,
    WINDOW_FEATURES,
    Bytes,
    Floats,
    Reading,
    Stream,
    byte_entropy,
    measure,
    zlib_bits,
)
from sambanova.detection_model import NULL_WEIGHTS, READING_WEIGHTS

SMALLEST = 128
"""Bytes below which nothing can be said."""

NOT_AUDIO = AudioFormat(encoding=None, channels=0, sample_rate=0)


def detect(data: bytes) -> AudioFormat:
    """The best reading of headerless bytes, with confidence, reasons and the next candidates.

    `encoding` is None when the bytes are too few (fewer than 128), all equal, or do not look like sound.
    """
    raw = np.frombuffer(data, np.uint8)
    if len(raw) < SMALLEST:
        return replace(NOT_AUDIO, confidence=1.0, evidence=("too short to tell",))
    start = _leading_run(raw)
    if len(raw) - start < SMALLEST:
        return replace(NOT_AUDIO, confidence=1.0, evidence=("all bytes are equal: digital silence or no data",))
    posterior, null = _weigh(raw[start:], len(raw))
    readings = sorted(posterior, key=lambda reading: -posterior[reading])
    if not readings or null > posterior[readings[0]]:
        return replace(NOT_AUDIO, confidence=null, evidence=("does not look like sound under any reading",))
    totals: dict[tuple[str, int], float] = {}
    offsets: dict[tuple[str, int], int] = {}
    for reading in readings:
        key = reading.encoding, reading.channels
        totals[key] = totals.get(key, 0.0) + posterior[reading]
        offsets.setdefault(key, reading.phase)
    ranked = sorted(totals, key=lambda key: -totals[key])
    formats = [
        AudioFormat(
            encoding=encoding,
            channels=channels,
            sample_rate=rate,
            confidence=totals[encoding, channels],
            rate_confidence=share,
            offset=offsets[encoding, channels],
        )
        for encoding, channels in ranked[:3]
        for rate, share in _rates(encoding)
    ]
    best = formats[0]
    return replace(best, evidence=_evidence(best), candidates=tuple(formats[1:7]))


def _rates(encoding: str) -> list[tuple[int, float]]:
    if LAYOUTS[encoding].family == "g711":
        return [(8000, 0.9)]
    return [(16000, 0.35), (48000, 0.3), (44100, 0.1)]


def _evidence(best: AudioFormat) -> tuple[str, ...]:
    assert best.encoding is not None
    return (f"reads best as {LAYOUTS[best.encoding].phrase}",)


def _leading_run(raw: Bytes) -> int:
    """Bytes of digital silence to skip, a multiple of all frame sizes; the first two bytes may be strays."""
    changes = np.flatnonzero(raw[3:] != raw[2:-1])
    length = int(changes[0]) + 3 if len(changes) else len(raw)
    return length // FRAME_MULTIPLE * FRAME_MULTIPLE


def _windows(raw: Bytes) -> list[Bytes]:
    """Up to four windows, spread over those with the most varied bytes."""
    if len(raw) <= WINDOW_BYTES * 4 // 3:
        return [raw[:WINDOW_BYTES]]
    last = (len(raw) - WINDOW_BYTES) // FRAME_MULTIPLE
    steps = min(48, -(-len(raw) // WINDOW_BYTES))
    starts = np.unique(np.linspace(0, last, steps).astype(int)) * FRAME_MULTIPLE
    windows = [raw[start : start + WINDOW_BYTES] for start in starts]
    entropies = [byte_entropy(window) for window in windows]
    order = [i for i in np.argsort(entropies)[::-1] if entropies[i] >= 0.3] or [int(np.argmax(entropies))]
    order = order[: max(1, round(0.7 * len(order)))]
    chosen = [order[i] for i in np.unique(np.linspace(0, len(order) - 1, 4).astype(int))]
    return [windows[i] for i in chosen]


_WEIGHTS: Floats = np.array([READING_WEIGHTS[name] for name in READING_FEATURES])


def _weigh(raw: Bytes, length: int) -> tuple[Mapping[Reading, float], float]:
    """Posterior of every reading that was looked at to the end, and that of "not audio"."""
    windows = _windows(raw)
    scale = float(np.log2(length / 4096))
    first = measure(windows[0], STREAMS, 1024)
    scored = sorted(first, key=lambda reading: -float(first[reading] @ _WEIGHTS[: len(WINDOW_FEATURES)]))
    streams: list[Stream] = []
    for reading in scored:
        stream = Stream(reading.encoding, reading.phase)
        if stream not in streams:
            streams.append(stream)
    streams = streams[:8]
    streams += [partner for partner in map(_partner, streams[:8]) if partner and partner not in streams]
    sums: dict[Reading, list[Floats]] = {}
    for window in windows:
        for reading, row in measure(window, streams).items():
            sums.setdefault(reading, []).append(row)
    means = {reading: np.mean(rows, axis=0) for reading, rows in sums.items() if len(rows) == len(windows)}
    scores = {reading: _score(reading, means, length, scale) for reading in means}
    scores_null = float(np.mean([_null(window, scale) for window in windows]))
    top = max([scores_null, *scores.values()])
    total = np.exp(scores_null - top) + sum(np.exp(score - top) for score in scores.values())
    return {key: float(np.exp(value - top) / total) for key, value in scores.items()}, float(
        np.exp(scores_null - top) / total
    )


def _partner(stream: Stream) -> Stream | None:
    """The other byte order of a 16-bit stream, which shares every high byte."""
    other = {"s16le": "s16be", "s16be": "s16le"}.get(stream.encoding)
    return Stream(other, 1 - stream.phase) if other else None


def _score(reading: Reading, means: Mapping[Reading, Floats], length: int, scale: float) -> float:
    row = means[reading]
    cost = -float(row[WINDOW_FEATURES.index("cost")])
    partner = _partner(Stream(reading.encoding, reading.phase))
    pair = 0.0
    if partner is not None:
        other = means.get(Reading(partner.encoding, partner.phase, reading.channels))
        if other is not None:
            pair = (-float(other[WINDOW_FEATURES.index("cost")]) - cost) * min(length, 49152)
    whole = [-cost * scale / 5, float(np.clip(pair / 60, -1, 1)), float(np.clip(pair / 600, -1, 1))]
    return float(np.concatenate([row, whole]) @ _WEIGHTS)


def _null(window: Bytes, scale: float) -> float:
    entropy, packed = byte_entropy(window), zlib_bits(window)
    low = min(entropy, packed)
    return float(np.dot(NULL_WEIGHTS, [1, -low, -entropy, -packed, -0.2 * scale * low, scale]))
