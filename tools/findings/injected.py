"""Faults put into intact recordings of any kind, at chunk borders and elsewhere, where sound is audible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from tools.detection.corpus import Samples
from tools.findings.processing import gain, level

_MILLISECONDS = (10, 20, 40, 60, 100)
_QUANTA = (128, 160, 480, 960, 1024, 4096)  # frames: audio worklets, telephony, Opus, script processors

_SHORTEST, _LONGEST = 0.005, 0.5  # seconds of one lost piece
_AUDIBLE = gain(-20)  # of the active level: inside what is lost
_SIDE = 0.02  # seconds beside it that decide whether it lies in sound
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A recording with a fault.

    frames: n x channels. at: seconds of each place, none if it is everywhere. in_sound: whether sound is
    audible on both sides of every place. data: the bytes, where they are not those of the frames.
    """

    frames: Samples
    at: tuple[float, ...] = ()
    in_sound: bool = True
    lost_bytes: tuple[int, ...] = ()
    """Offsets of missing bytes in 16-bit PCM."""
    extra_bytes: tuple[int, ...] = ()


Spoil = Callable[[Generator, Samples, int], Spoiled | None]
"""Of a generator, frames and a rate; None if there is no place for the fault."""

# ---------------------------------------------------------------- places


def active_level(frames: Samples, rate: int) -> float:
    """RMS of the louder half of the 20 ms blocks that are not silent."""
    size = max(1, rate // 50)
    count = max(1, len(frames) // size)
    blocks = np.resize(frames, (count * size, frames.shape[1])).astype(np.float64)
    levels = np.sqrt(np.mean(blocks.reshape(count, -1) ** 2, axis=1))
    heard = levels[levels > 1e-4]
    return float(np.sqrt(np.mean(np.square(heard[heard >= np.median(heard)])))) if len(heard) else 0.0


def _is_audible(frames: Samples, start: int, length: int, active: float) -> bool:
    """Whether what would be lost is heard, and is neither silent nor all but zeros."""
    part = frames[start : start + length]
    return level(part) > _AUDIBLE * active and float(np.mean(part == 0)) < 0.5


def _is_in_sound(frames: Samples, start: int, length: int, rate: int, active: float) -> bool:
    side = int(_SIDE * rate)
    before, behind = frames[max(0, start - side) : start], frames[start + length : start + length + side]
    return min(level(before), level(behind)) > _AUDIBLE * active


def grid(rng: Generator, rate: int) -> int:
    """Frames of one chunk, as apps have it."""
    sizes = [rate * one // 1000 for one in _MILLISECONDS] + list(_QUANTA)
    return int(rng.choice([size for size in sizes if size <= _LONGEST * rate]))


def piece(rng: Generator, frames: Samples, rate: int, on_grid: bool) -> tuple[int, int, bool] | None:
    """Start, length and whether it lies in sound, of something audible that can be lost."""
    active = active_level(frames, rate)
    for _ in range(_TRIES):
        if on_grid:
            unit = grid(rng, rate)
            fewest = -(-int(_SHORTEST * rate) // unit)
            length = unit * int(rng.integers(fewest, fewest + 3))
            start = int(rng.uniform(0.05, 0.9) * len(frames)) // unit * unit
        else:
            length = int(rng.uniform(_SHORTEST, 0.25) * rate)
            start = int(rng.uniform(0.05, 0.9) * len(frames))
        fits = start > 0 and start + length < 0.97 * len(frames) and length <= _LONGEST * rate
        if fits and _is_audible(frames, start, length, active):
            return start, length, _is_in_sound(frames, start, length, rate, active)
    return None


# ---------------------------------------------------------------- faults


def _zeroed(on_grid: bool) -> Spoil:
    def spoil(rng: Generator, frames: Samples, rate: int) -> Spoiled | None:
        if (found := piece(rng, frames, rate, on_grid)) is None:
            return None
        start, length, in_sound = found
        hole = frames.copy()
        hole[start : start + length] = 0
        return Spoiled(hole, (start / rate,), in_sound)

    return spoil


def _doubled(on_grid: bool) -> Spoil:
    def spoil(rng: Generator, frames: Samples, rate: int) -> Spoiled | None:
        if (found := piece(rng, frames, rate, on_grid)) is None:
            return None
        start, length, in_sound = found
        end = start + length
        return Spoiled(np.concatenate([frames[:end], frames[start:]]), (end / rate,), in_sound)

    return spoil


def _dropped(on_grid: bool) -> Spoil:
    def spoil(rng: Generator, frames: Samples, rate: int) -> Spoiled | None:
        if (found := piece(rng, frames, rate, on_grid)) is None:
            return None
        start, length, in_sound = found
        return Spoiled(np.concatenate([frames[:start], frames[start + length :]]), (start / rate,), in_sound)

    return spoil


def _losses(how: str) -> Spoil:
    """Several packets of one grid are lost: 1 to 10 %, alone or in short rows."""

    def spoil(rng: Generator, frames: Samples, rate: int) -> Spoiled | None:
        unit = rate * int(rng.choice([10, 20, 20, 40, 60])) // 1000
        count = len(frames) // unit
        active = active_level(frames, rate)
        is_lost = rng.random(count) < rng.uniform(0.01, 0.1)
        is_lost[:2] = False
        lost = [
            k * unit for k in np.flatnonzero(is_lost).tolist() if _is_audible(frames, k * unit, unit, active)
        ]
        if len(lost) < 2:
            return None
        in_sound = all(_is_in_sound(frames, start, unit, rate, active) for start in lost)
        out = frames.copy()
        if how == "dropped":
            kept = np.ones(len(frames), bool)
            for start in lost:
                kept[start : start + unit] = False
            places = tuple((start - number * unit) / rate for number, start in enumerate(lost))
            return Spoiled(frames[kept], places, in_sound)
        for start in lost:
            out[start : start + unit] = 0 if how == "zeroed" else out[start - unit : start]
        return Spoiled(out, tuple(start / rate for start in lost), in_sound)

    return spoil


def _byte(is_lost: bool) -> Spoil:
    def spoil(rng: Generator, frames: Samples, rate: int) -> Spoiled | None:
        if (found := piece(rng, frames, rate, on_grid=False)) is None:
            return None
        start, _, in_sound = found
        offset = 2 * frames.shape[1] * start + int(rng.integers(2))
        which = {"lost_bytes": (offset,)} if is_lost else {"extra_bytes": (offset,)}
        return Spoiled(frames, (start / rate,), in_sound, **which)

    return spoil


def _clipped(is_lowered: bool) -> Spoil:
    def spoil(rng: Generator, frames: Samples, rate: int) -> Spoiled | None:
        del rate
        over = gain(rng.uniform(6, 15)) / max(float(np.abs(frames).max()), 1e-6)
        loud = np.clip(frames * over, -1, 1).astype(np.float32)
        return Spoiled(loud * np.float32(rng.uniform(0.2, 0.9)) if is_lowered else loud)

    return spoil


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault. spoil: makes it. codes: findings that name it rightly."""

    spoil: Spoil
    codes: frozenset[str]


_GAP, _TWICE, _JUMP = frozenset({"dropout"}), frozenset({"chunk_doubled"}), frozenset({"sound_jump"})
_SLIP, _CLIP = frozenset({"byte_slip"}), frozenset({"clipping"})

INJECTED: Mapping[str, Fault] = {
    "zeroed on a grid": Fault(_zeroed(True), _GAP),
    "zeroed elsewhere": Fault(_zeroed(False), _GAP),
    "doubled on a grid": Fault(_doubled(True), _TWICE),
    "doubled elsewhere": Fault(_doubled(False), _TWICE),
    "dropped on a grid": Fault(_dropped(True), _JUMP),
    "dropped elsewhere": Fault(_dropped(False), _JUMP),
    "losses zeroed": Fault(_losses("zeroed"), _GAP),
    "losses dropped": Fault(_losses("dropped"), _JUMP),
    "losses repeated": Fault(_losses("repeated"), _TWICE | _JUMP),
    "byte lost": Fault(_byte(True), _SLIP),
    "byte extra": Fault(_byte(False), _SLIP),
    "clipped": Fault(_clipped(False), _CLIP),
    "clipped, then lowered": Fault(_clipped(True), _CLIP),
}
"""Rows of the report."""


def spoiled_bytes(rng: Generator, spoiled: Spoiled) -> bytes:
    """The 16-bit little-endian PCM of a spoiled recording."""
    from tools.findings.sessions import pcm

    data = pcm(spoiled.frames)
    for offset in spoiled.lost_bytes:
        data = data[:offset] + data[offset + 1 :]
    for offset in spoiled.extra_bytes:
        data = data[:offset] + rng.bytes(1) + data[offset:]
    return data
