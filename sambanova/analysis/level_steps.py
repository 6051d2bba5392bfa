"""Detects a lasting step of the level: one voice becomes louder or softer from one moment to the next.

A changed gain moves all levels of a voice alike and keeps its spectrum. Another speaker or another distance
changes the spectrum, a pause moves only some of the levels, and automatic gain does not make such steps last.

Pure functions: a recording and its powers in, findings out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sambanova.findings import Finding, at_places
from sambanova.recording import Recording

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Steps:
    """When the level steps. Lengths are in windows of 20 ms, levels in dB.

    side: windows before and behind, that are compared. grid: distance of the places that are tried.
    quantiles: of the levels, from the softer syllables to the loudest.
    min_step: of their median. max_spread: standard deviation of their steps.
    voiced: windows on each side, the loudest, whose spectra are compared. bands: between `lowest` and
    `highest` Hz, where voices have most. max_deviation: standard deviation of the step over the bands.
    max_apart: of its mean from that of the levels. floor: power of a window; less is digital silence.
    reach: windows on each side, among which the instant is looked for.

    Of 612 utterances of other sources with a step of 14 or 20 dB made for it, half are found; of 2,233 intact
    recordings none is accused.
    """

    side: int = 150
    grid: int = 5
    quantiles: tuple[float, ...] = (0.7, 0.8, 0.9, 0.97)
    min_step: float = 11.0
    max_spread: float = 1.0
    voiced: int = 60
    bands: int = 12
    lowest: float = 150.0
    highest: float = 3400.0
    max_deviation: float = 3.3
    max_apart: float = 3.0
    floor: float = 1e-10
    reach: int = 60


_STEPS = _Steps()


def find(recording: Recording, powers: Floats, window: int) -> Iterator[Finding]:
    """The finding `level_step`, if the level of a voice steps for good.

    powers: mean square of each `window` frames, 20 ms.
    """
    steps = [*_steps(recording, powers, window)]
    if not steps:
        return
    (at, change), *others = steps
    where = f"In {len(steps):,} places, the first at about {at:.1f} s," if others else f"At about {at:.1f} s"
    becomes = f"{abs(change):.0f} dB {'louder' if change > 0 else 'softer'}"
    yield at_places(
        "level_step",
        "info",
        f"{where} the same voice becomes {becomes} at once, and stays so.",
        "Look for a gain that is switched, or for a microphone that is exchanged, while it records.",
        [at for at, _ in steps],
    )


def _steps(recording: Recording, powers: Floats, window: int) -> Iterator[tuple[float, float]]:
    """Where the level steps, in seconds, and by how many dB."""
    level = 10 * np.log10(powers + _STEPS.floor)
    side, grid = _STEPS.side, _STEPS.grid
    if len(level) < 2 * side + grid:
        return
    levels = np.quantile(sliding_window_view(level, side)[::grid], _STEPS.quantiles, axis=1)
    changes = levels[:, side // grid :] - levels[:, : -(side // grid)]
    change, spread = np.median(changes, axis=0), changes.std(axis=0)
    places = np.flatnonzero((np.abs(change) >= _STEPS.min_step) & (spread <= _STEPS.max_spread))
    for group in np.split(places, np.flatnonzero(np.diff(places) > side // grid) + 1) if len(places) else []:
        best = int(group[np.argmin(spread[group])])
        at = best * grid + side
        if _is_same_voice(recording, level, window, at, float(change[best])):
            yield _instant(level, at) * window / recording.sample_rate, float(change[best])


def _instant(level: Floats, about: int) -> int:
    """The window at which the levels step, near one."""
    before, after = level[about - _STEPS.side : about], level[about : about + _STEPS.side]
    around = level[about - _STEPS.reach : about + _STEPS.reach]
    # Up to which window the levels are those of before, and from which on those of behind.
    one, other = ((around - np.quantile(part, _STEPS.quantiles).mean()) ** 2 for part in (before, after))
    is_loud = np.minimum(one, other) < (0.5 * _STEPS.min_step) ** 2  # pauses tell nothing
    likelier = np.cumsum(np.where(is_loud, one - other, 0.0))
    return about - _STEPS.reach + 1 + int(np.argmin(likelier))


def _is_same_voice(recording: Recording, level: Floats, window: int, at: int, change: float) -> bool:
    """Whether the voice keeps its spectrum where its level changes. at: window. change: dB."""
    spectra = []
    for windows in (np.arange(at - _STEPS.side, at), np.arange(at, min(len(level), at + _STEPS.side))):
        loudest = windows[np.argsort(level[windows])][-_STEPS.voiced :]
        spectra.append(_spectrum(recording, window, loudest))
    step = spectra[1] - spectra[0]
    return bool(step.std() <= _STEPS.max_deviation and abs(float(step.mean()) - change) <= _STEPS.max_apart)


def _spectrum(recording: Recording, size: int, windows: NDArray[np.intp]) -> Floats:
    """The mean power of each band in some windows of `size` frames, dB."""
    frames = recording.windows((windows * size).tolist(), size).mean(axis=2)
    power = (np.abs(np.fft.rfft(frames * np.hanning(size), axis=1)) ** 2).mean(axis=0)
    edges = np.geomspace(_STEPS.lowest, _STEPS.highest, _STEPS.bands + 1) / recording.sample_rate
    bins = np.unique((np.minimum(edges, 0.45) * size).round().astype(int))
    means = np.add.reduceat(power, bins[:-1]) / np.diff(bins)
    return np.asarray(10 * np.log10(means + 1e-9))
