"""When each side speaks, from the sound: voice activity of every channel.

Pure functions: a recording in, spans in seconds out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis.levels import active_power
from sambanova.recording import Recording

Span = tuple[float, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Activity:
    """What counts as speech.

    window: seconds over which power is measured; a turn is found to within one. block: windows at a time.
    floor_dbfs: the least noise that is assumed; dither of 16 bits lies at -96. quiet: share of the windows,
    the quietest, that hold noise alone. share: of the way from the noise to the level of the speech, at which
    speech begins; a lower one is passed by breath, a higher one by weak consonants. margin_db: over the
    noise, at least. below_db: from the level of the speech down, at most; echo of the other side and words
    in the room lie lower.
    bridge: seconds of a pause inside of speech, as closures of consonants and gaps between words are.
    shortest: seconds; clicks are shorter.
    """

    window: float = 0.01
    block: int = 1 << 13
    floor_dbfs: float = -75.0
    quiet: float = 0.1
    share: float = 0.35
    margin_db: float = 6.0
    below_db: float = 28.0
    bridge: float = 0.35
    shortest: float = 0.08


_ACTIVITY = _Activity()


def spoken(recording: Recording) -> list[list[Span]]:
    """For each channel the spans with speech, ascending, in seconds. Waits until all is decoded.

    Pauses shorter than 0.35 s belong to the speech around them.
    """
    power = _powers(recording)
    return [_spans(power[:, channel], recording.duration) for channel in range(power.shape[1])]


def _powers(recording: Recording) -> Floats:
    """Mean square of each window, windows x channels."""
    window = max(1, round(recording.sample_rate * _ACTIVITY.window))
    return np.concatenate([*_blocks(recording, window)] or [np.zeros((0, recording.channels))])


def _blocks(recording: Recording, window: int) -> Iterator[Floats]:
    step = window * _ACTIVITY.block
    for start in range(0, recording.frame_count, step):
        samples = recording.samples(start, start + step)
        whole = len(samples) // window * window
        if whole:
            table = samples[:whole].reshape(-1, window, recording.channels)
            table = table - table.mean(axis=1, keepdims=True)  # an offset is no sound
            yield np.einsum("wfc,wfc->wc", table, table).astype(np.float64) / window


def _spans(power: Floats, duration: float) -> list[Span]:
    level = active_power(power)
    floor = 10 ** (_ACTIVITY.floor_dbfs / 10)
    if not len(power) or level <= floor:
        return []
    noise = max(float(np.quantile(power, _ACTIVITY.quiet)), floor)
    speech_db, noise_db = 10 * np.log10(level), 10 * np.log10(noise)
    least = noise_db + max(_ACTIVITY.margin_db, _ACTIVITY.share * (speech_db - noise_db))
    threshold = 10 ** (max(least, speech_db - _ACTIVITY.below_db) / 10)
    if threshold >= level:  # somebody speaks all the time
        threshold = level / 10 ** (_ACTIVITY.margin_db / 10)
    edges = np.flatnonzero(np.diff(power >= threshold, prepend=False, append=False)).reshape(-1, 2)
    seconds = edges * _ACTIVITY.window
    joined = _joined(seconds.tolist(), _ACTIVITY.bridge)
    return [
        (round(start, 3), round(min(end, duration), 3))
        for start, end in joined
        if end - start >= _ACTIVITY.shortest
    ]


def _joined(spans: list[list[float]], gap: float) -> list[Span]:
    found: list[Span] = []
    for start, end in spans:
        if found and start - found[-1][1] < gap:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
