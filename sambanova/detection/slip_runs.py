"""Finds the stretches of sound that read smoothly from one byte phase.

Where a byte is missing, every sample behind it is put together from the bytes of two, which is loud noise.
Read from the next byte phase it is sound again. Smoothness is measured as roughness: the bits of the steps
from one sample to the next.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sambanova.encodings import ENCODINGS

MIN_FLOAT, MAX_FLOAT = 1e-9, 8.0
"""Floats beyond these (-180 and +18 dBFS) are not sound but the bytes of two numbers; 0 is sound."""


class _Runs(NamedTuple):
    """How runs are told from chance.

    White noise of full scale takes 14.6 bits a step with a standard deviation of 1.6, speech 5 to 11; the
    margins lie between. The others were found by trial on speech and music with made slips.
    """

    block: int = 128
    """Frames whose roughness is compared."""
    max_dense_samples: int = 1 << 22
    """Samples up to which all are measured; in longer sound, the first `block` frames of a coarse block."""
    coarse_block: int = 2048
    """Frames of a coarse block."""
    telling_bits: float = 1.0
    """Bits a step that a phase saves against every other in a telling block; chance saves 1.6 / sqrt(128)."""
    noise_bits: float = 13.3
    """Bits a step from which a reading is noise."""
    louder_bits: float = 4.0
    """Bits a step by which a wrong reading of soft sound is rougher, at least; up to 8."""
    min_bits: float = 400.0
    """Bits saved in a row of telling blocks from which a phase is accepted."""
    clipped_samples: int = 32
    """Samples of a block that are compared with full scale."""
    clipped_share: float = 0.15
    """Share of them at full scale that shows clipping; noise has one in 32,768."""
    padding_blocks: int = 500
    """Blocks, spread over the sound, in which padding is looked for."""
    padded_share: float = 0.9
    """Share of those with the same number of zero bytes a sample that shows padding."""
    max_zero_misses: int = 64
    """A byte of a sample is padding where at most one in so many is not zero."""


RUNS = _Runs()


@dataclass(frozen=True, slots=True)
class Run:
    """Frames `first` up to `last` of the whole, which read smoothly from byte `phase`."""

    phase: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ByteStream:
    """Bytes that can be read from any phase."""

    raw: NDArray[np.uint8]
    encoding: str
    channels: int
    padding: int = 0
    """Bytes of each sample that are always zero: 16 bits stored in 32 have 2."""

    @property
    def width(self) -> int:
        """Bytes a sample."""
        return ENCODINGS[self.encoding].sample_width

    @property
    def frame_width(self) -> int:
        """Bytes a frame."""
        return self.width * self.channels

    @property
    def is_float(self) -> bool:
        """Whether the samples are floats."""
        return ENCODINGS[self.encoding].is_float

    @property
    def is_big_endian(self) -> bool:
        """Whether the most significant byte of a sample comes first."""
        return ENCODINGS[self.encoding].is_big_endian

    def values(self, phase: int, first: int, last: int) -> NDArray[np.int32]:
        """Frames `first` up to `last` x channels, the first of all beginning at byte `phase`.

        As 16-bit values: of wider samples the two most significant bytes, of floats 1.0 is 16384.
        """
        if self.is_float:
            floats = np.clip(self._view(f"f{self.width}", phase, first, last, 0), -2.0, 2.0)
            scaled: NDArray[np.int32] = (np.nan_to_num(floats, nan=2.0) * 16384).astype(np.int32)
            return scaled
        skipped = 0 if self.is_big_endian else self.width - 2
        return self._view("i2", phase, first, last, skipped).astype(np.int32)

    def values_at(self, phase: int, frames: NDArray[np.int64]) -> NDArray[np.int16]:
        """The first channel of some frames, as `values` gives it for integers."""
        skipped = 0 if self.is_big_endian else self.width - 2
        at = np.minimum(phase + frames * self.frame_width + skipped, len(self.raw) - 2)
        first, second = self.raw[at].astype(np.uint16), self.raw[at + 1].astype(np.uint16)
        upper, lower = (first, second) if self.is_big_endian else (second, first)
        value: NDArray[np.int16] = (upper << 8 | lower).view(np.int16)
        return value

    def roughness(self, phase: int, first: int, last: int) -> NDArray[np.float32]:
        """Bits of each step, mean over the channels; one less than there are frames."""
        if self.padding:
            return self._padding_missed(phase, first, last)
        steps = np.abs(np.diff(self.values(phase, first, last), axis=0)).astype(np.float32)
        bits = np.log2(steps + 1)
        if self.is_float:
            magnitudes = np.abs(self._view(f"f{self.width}", phase, first, last, 0)[1:])
            is_sound = (magnitudes < MAX_FLOAT) & ((magnitudes > MIN_FLOAT) | (magnitudes == 0))
            bits[~is_sound] = 16.0
        mean: NDArray[np.float32] = bits.mean(axis=1)
        return mean

    def _padding_missed(self, phase: int, first: int, last: int) -> NDArray[np.float32]:
        """16 bits for each sample whose padding is not zero, which is the surest sign of a phase.

        The sound itself cannot tell: read from a wrong phase, it may be softer and so smoother.
        """
        begin = self.width - self.padding if self.is_big_endian else 0
        missed = np.zeros(0)
        for lane in range(begin, begin + self.padding):
            value = self._view("u1", phase, first, last, lane)
            missed = (value != 0) | missed if len(missed) else value != 0
        bits: NDArray[np.float32] = 16 * missed[1:].mean(axis=1, dtype=np.float32)
        return bits

    def _view(self, kind: str, phase: int, first: int, last: int, skipped: int) -> NDArray[Any]:
        """The values of `kind` that begin `skipped` bytes inside each sample, frames x channels."""
        last = min(last, (len(self.raw) - phase) // self.frame_width)
        dtype = ENCODINGS[self.encoding].dtype(kind)
        if last <= first:
            return np.zeros((0, self.channels), dtype)
        start = phase + first * self.frame_width + skipped
        strides = (self.frame_width, self.width)
        return np.ndarray((last - first, self.channels), dtype, self.raw, start, strides)


def padding_of(stream: ByteStream) -> int:
    """Bytes of each sample that are always zero, whatever the phase; 0 for floats."""
    if stream.is_float:
        return 0
    samples = RUNS.block * stream.channels
    size = samples * stream.width
    blocks = stream.raw[: len(stream.raw) // size * size].reshape(-1, samples, stream.width)
    few = blocks[:: max(1, len(blocks) // RUNS.padding_blocks)]
    zeros = np.count_nonzero(np.count_nonzero(few, axis=1) <= samples // RUNS.max_zero_misses, axis=1)
    sounding = zeros[zeros < stream.width]
    if not len(sounding):
        return 0
    usual = int(np.median(sounding))
    return usual if np.mean(sounding == usual) >= RUNS.padded_share else 0


def find_runs(stream: ByteStream) -> list[Run]:
    """The stretches that read smoothly from one phase, in order; neighbours differ in phase."""
    starts, costs = _block_costs(stream)
    if not len(starts):
        return []
    order = np.argsort(costs, axis=0)
    best = order[0]
    columns = np.arange(len(starts))
    saved = costs[order[1], columns] - costs[best, columns]
    # Only against a phase that reads as noise, or is some bits louder, does a smoother one tell anything.
    noisy = (costs >= RUNS.noise_bits) | (costs - costs[best, columns] >= RUNS.louder_bits)
    telling = np.flatnonzero((saved >= RUNS.telling_bits) & noisy.any(axis=0) & ~_clipped(stream, starts))
    if not len(telling):
        return []
    phases = best[telling]
    edges = np.flatnonzero(np.diff(phases)) + 1
    bounds = np.concatenate([[0], edges, [len(phases)]])
    runs: list[Run] = []
    length = int(starts[1] - starts[0]) if len(starts) > 1 else RUNS.block
    for begin, end in itertools.pairwise(bounds.tolist()):
        if saved[telling[begin:end]].sum() * (RUNS.block - 1) < RUNS.min_bits:
            continue
        found = int(phases[begin])
        first = int(starts[telling[begin]])
        last = int(starts[telling[end - 1]]) + min(length, RUNS.block)
        if runs and runs[-1].phase == found:
            runs[-1] = Run(found, runs[-1].first, last)
        elif runs and np.median(noisy[runs[-1].phase, telling[begin:end]]) < 1:
            continue  # the phase before is still sound, if less smooth
        else:
            runs.append(Run(found, first, last))
    return runs


def _clipped(stream: ByteStream, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each block, whether many of its samples are at full scale when it is read from some phase.

    Such sound jumps from one limit to the other, and read from a wrong phase it is softer and so smoother.
    """
    clipped = np.zeros(len(starts), bool)
    if stream.is_float or stream.padding:
        return clipped
    step = max(1, RUNS.block // RUNS.clipped_samples)
    for phase in range(stream.width):
        frames = starts[:, None] + np.arange(0, RUNS.block, step)
        values = stream.values_at(phase, frames.reshape(-1))
        full = ((values == 32767) | (values == -32768)).reshape(len(starts), -1)
        clipped |= full.mean(axis=1) >= RUNS.clipped_share
    return clipped


def _block_costs(stream: ByteStream) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The first frame of each block, and the bits a step in it for each phase, phases x blocks."""
    block = RUNS.block
    frames = len(stream.raw) // stream.frame_width - 1
    step = block if frames * stream.channels <= RUNS.max_dense_samples else RUNS.coarse_block
    starts = np.arange(0, frames - step + 1, step)
    costs = np.empty((stream.width, len(starts)), np.float32)
    for phase in range(stream.width):
        if step == block:
            bits = stream.roughness(phase, 0, len(starts) * block)
            bits = np.append(bits, np.float32(0))
            costs[phase] = bits.reshape(-1, block).sum(axis=1) / (block - 1)
        else:
            costs[phase] = _sampled_costs(stream, phase, len(starts))
    return starts, costs


def _sampled_costs(stream: ByteStream, phase: int, blocks: int) -> NDArray[np.float32]:
    """Bits a step at the beginning of each of the coarse blocks."""
    size = RUNS.coarse_block * stream.frame_width
    heads = stream.raw[phase : phase + blocks * size].reshape(blocks, size)
    part = np.ascontiguousarray(heads[:, : RUNS.block * stream.frame_width]).reshape(-1)
    bits = replace(stream, raw=part).roughness(0, 0, blocks * RUNS.block)
    whole = np.append(bits, np.float32(0)).reshape(-1, RUNS.block)[:, :-1]  # not the step to the next head
    mean: NDArray[np.float32] = whole.mean(axis=1)
    return mean
