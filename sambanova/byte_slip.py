"""A byte lost or added in the middle of sound: found, located, and mended.

From the place on where a byte is missing, every sample is put together from the bytes of two, which
is loud noise. Read from the next byte it is the sound again. So the sound is read from every byte
phase; where another phase than before gives the smoother sound, the stream slipped.

Pure maths: bytes in, places and bytes out.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sambanova.encodings import ENCODINGS
from sambanova.findings import Finding, counted
from sambanova.linear_prediction import own_errors

_BLOCK = 128  # frames whose smoothness is compared at a time
_DENSE_SAMPLES = 1 << 22  # samples up to which all of them are looked at, beyond that a part of each block
_COARSE_BLOCK = 2048  # frames a block of longer sound, of which the first _BLOCK are looked at
# Steps of noise take 14.6 bits on average, those of speech 5 to 11: a block is telling when a phase saves
# this many bits a sample against every other, which by chance no block of 128 steps does (sd 1.6/sqrt(128)).
_TELLING_BITS = 1.0
_NOISE_BITS = 13.3  # bits a step from which a reading is noise; white noise of full scale has 14.6
# Floats beyond these are no sound but the bytes of two numbers; 1e-9 is -180 dBFS, 8 is +18 dBFS.
_SMALLEST_FLOAT, _LARGEST_FLOAT = 1e-9, 8.0
_LOUDER_BITS = 4.0  # soft sound read at a wrong phase is not noise of full scale, but up to 8 bits louder
_CLIPPED_SAMPLES = 32  # of a block that are looked at for full scale
_CLIPPED_SHARE = 0.15  # of them; noise has one in 32,768
_PADDED = 0.9  # share of blocks with the same number of zero bytes a sample that shows padding
_PADDING_BLOCKS = 500  # blocks spread over the sound in which padding is looked for
_LEAST_BITS = 400.0  # saved in telling blocks in a row, from which a phase is believed
_JOINT_FRAMES = 32  # frames on each side of a joint by which the exact byte is chosen
_MODEL_SPEAKS = 64.0  # frames for which the errors speak when predictions are compared, as voices change
_JOINT_SEARCH = 14  # frames before and after the rough place among which it is chosen
_MODEL_FRAMES = 400  # frames on each side that the linear prediction is fitted to
_ORDER = 16  # of that prediction, the usual for speech at 16 kHz
_FORETOLD = 64  # frames that share a prediction where the rough place is looked for
_FORETOLD_FROM = 320  # frames around them that it is fitted to
_MOST_FORETOLD = 1 << 18  # frames between two runs that are foretold; more are mostly silence
_ROUND_BYTES = 64  # a multiple of this is a length that did not come about by chance
_ROUND_SPEAKS = 11.0  # as minus twice the log-likelihood: nine in ten lengths are round, by chance one in 32
_WHOLE_SPEAKS = 9.0  # in the same unit; nearly all lengths are whole frames, by chance one in two or more
_MOST_SURPRISE = 9.0  # that one sample can be; a loud one in noise is no fault
_MOST_WEIGHED = 5  # slips up to which all combinations are weighed
_MOST_CHOICES = 4  # of each of them
_LEAST_LIKELY = 0.3  # that the bytes of a broken frame can be, against any other bytes
_OTHERWISE = 1e-6  # probability of each value that a sample has whatever is foretold
_SKIP_COSTS = 10.0  # in the same unit, for each sample that is thrown away
_MOST_SLIPS = 10_000  # more than that is no sound with faults but something else
_SEVERAL = 10  # findings of their own; more slips are summed up in one


@dataclass(frozen=True, slots=True)
class Slip:
    """A place at which the phase changes.

    end: byte at which the last whole frame before ends. start: byte at which the next one begins.
    missing: frames, 0 or 1, that were lost in between.
    """

    end: int
    start: int
    missing: int

    def growth(self, frame_width: int) -> int:
        """Bytes by which putting this right makes the sound longer; negative for shorter."""
        return self.missing * frame_width - (self.start - self.end)


@dataclass(frozen=True, slots=True)
class Alignment:
    """How to cut bytes into whole frames. offset: bytes before the first frame."""

    offset: int
    slips: tuple[Slip, ...] = ()

    @property
    def last_start(self) -> int:
        """The byte from which on whole frames follow one another to the end."""
        return self.slips[-1].start if self.slips else self.offset


def align(data: bytes, encoding: str, channels: int, offset: int = 0) -> Alignment:
    """Where the whole frames of `data` are, when some bytes are missing or too many.

    offset: where the first frame is thought to begin; it is kept unless the sound clearly says another.
    Encodings of one byte cannot slip.
    """
    width = ENCODINGS[encoding].sample_width
    stream = _Stream(np.frombuffer(data, np.uint8), encoding, width, channels)
    if width == 1 or len(data) < 2 * _BLOCK * stream.frame_width:
        return Alignment(offset)
    stream = replace(stream, padding=_padding(stream))
    runs = _runs(stream)
    if not runs or len(runs) > _MOST_SLIPS:
        return Alignment(offset)
    first = runs[0].phase
    if first != offset % width:
        offset = first
    choices: list[list[_Choice]] = []
    begin = offset
    for before, after in itertools.pairwise(runs):
        ranked = _joint(stream, before, after, begin)
        begin = ranked[0].slip.start
        if after is not runs[-1]:  # what comes behind was cut into frames from here
            ranked = [choice for choice in ranked if (choice.slip.start - begin) % stream.frame_width == 0]
        choices.append(ranked)
    return Alignment(offset, _likeliest(choices, len(data) - offset, stream.frame_width))


def mend(data: bytes, frame_width: int, alignment: Alignment) -> tuple[bytes, tuple[int, ...]]:
    """`data` cut into whole frames, and the frame at which each slip is.

    For a frame that is lost the one before is repeated, so that the sound stays as long.
    """
    pieces: list[bytes] = []
    places: list[int] = []
    begin, frames = alignment.offset, 0
    for slip in alignment.slips:
        piece = data[begin : slip.end]
        pieces.append(piece)
        frames += len(piece) // frame_width
        places.append(frames)
        if slip.missing and len(piece) >= frame_width:
            pieces.append(piece[-frame_width:])
            frames += 1
        begin = slip.start
    rest = data[begin:]
    pieces.append(rest[: len(rest) // frame_width * frame_width])
    return b"".join(pieces), tuple(places)


def findings(places: tuple[int, ...], sample_rate: int) -> tuple[Finding, ...]:
    """A finding for each place; one for all the rest when there are many."""
    hint = (
        "Look where chunks are joined or cut: they must be cut between samples. "
        "The stored bytes are left as they are: download the original to look at them."
    )
    each = [
        Finding(
            "byte_slip",
            "error",
            f"A byte is missing or one too many at {place / sample_rate:.2f} s, which turns the rest "
            "into noise; it was put right for playing and saving.",
            hint,
            place / sample_rate,
        )
        for place in places[:_SEVERAL]
    ]
    if len(places) > _SEVERAL:
        each.append(
            Finding(
                "byte_slip",
                "error",
                f"At {counted(len(places) - _SEVERAL, 'more place')} bytes are missing or too many; "
                "all were put right.",
                hint,
                places[_SEVERAL] / sample_rate,
            )
        )
    return tuple(each)


@dataclass(frozen=True, slots=True)
class _Run:
    """Frames `first` to `last` of the whole at which `phase` gives the smooth sound."""

    phase: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Stream:
    """Bytes that can be read from any phase."""

    raw: NDArray[np.uint8]
    encoding: str
    width: int
    channels: int
    padding: int = 0  # bytes of each sample that are always zero: 16 bits kept in 32 have 2

    @property
    def frame_width(self) -> int:
        """Bytes a frame."""
        return self.width * self.channels

    @property
    def is_float(self) -> bool:
        """Whether the samples are floats."""
        return self.encoding.startswith("f")

    @property
    def is_big_endian(self) -> bool:
        """Whether the first byte of a sample is the upper one."""
        return self.encoding.endswith("be")

    def values(self, phase: int, first: int, last: int) -> NDArray[np.int32]:
        """Frames `first` up to `last` x channels, the first of all beginning at byte `phase`.

        As 16-bit values: of wider samples the two upper bytes, of floats 1.0 is 16384.
        """
        if self.is_float:
            floats = np.clip(self._view(f"f{self.width}", phase, first, last, 0), -2.0, 2.0)
            scaled: NDArray[np.int32] = (np.nan_to_num(floats, nan=2.0) * 16384).astype(np.int32)
            return scaled
        skipped = 0 if self.is_big_endian else self.width - 2
        return self._view("i2", phase, first, last, skipped).astype(np.int32)

    def values_at(self, phase: int, frames: NDArray[np.int64]) -> NDArray[np.int16]:
        """The first channel of some frames, as `values` gives it for whole numbers."""
        skipped = 0 if self.is_big_endian else self.width - 2
        at = np.minimum(phase + frames * self.frame_width + skipped, len(self.raw) - 2)
        first, second = self.raw[at].astype(np.uint16), self.raw[at + 1].astype(np.uint16)
        upper, lower = (first, second) if self.is_big_endian else (second, first)
        value: NDArray[np.int16] = (upper << 8 | lower).view(np.int16)
        return value

    def roughness(self, phase: int, first: int, last: int) -> NDArray[np.float32]:
        """Bits that each step takes, mean over the channels; one less than there are frames."""
        if self.padding:
            return self._padding_missed(phase, first, last)
        steps = np.abs(np.diff(self.values(phase, first, last), axis=0)).astype(np.float32)
        bits = np.log2(steps + 1)
        if self.is_float:
            magnitudes = np.abs(self._view(f"f{self.width}", phase, first, last, 0)[1:])
            sound = (magnitudes < _LARGEST_FLOAT) & ((magnitudes > _SMALLEST_FLOAT) | (magnitudes == 0))
            bits[~sound] = 16.0
        mean: NDArray[np.float32] = bits.mean(axis=1)
        return mean

    def _padding_missed(self, phase: int, first: int, last: int) -> NDArray[np.float32]:
        """16 bits for each sample whose padding is not zero; where there is padding, it tells best.

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
        """The values of `kind` that stand `skipped` bytes inside each sample, frames x channels."""
        last = min(last, (len(self.raw) - phase) // self.frame_width)
        dtype = np.dtype(f"{'>' if self.is_big_endian else '<'}{kind}")
        if last <= first:
            return np.zeros((0, self.channels), dtype)
        start = phase + first * self.frame_width + skipped
        strides = (self.frame_width, self.width)
        return np.ndarray((last - first, self.channels), dtype, self.raw, start, strides)


def _padding(stream: _Stream) -> int:
    """Bytes of each sample that are always zero, whatever the phase; 0 for floats."""
    if stream.is_float:
        return 0
    size = _BLOCK * stream.frame_width
    blocks = stream.raw[: len(stream.raw) // size * size].reshape(-1, _BLOCK * stream.channels, stream.width)
    few = blocks[:: max(1, len(blocks) // _PADDING_BLOCKS)]
    zeros = np.count_nonzero(np.count_nonzero(few, axis=1) <= _BLOCK * stream.channels // 64, axis=1)
    sounding = zeros[zeros < stream.width]
    if not len(sounding):
        return 0
    usual = int(np.median(sounding))
    return usual if np.mean(sounding == usual) >= _PADDED else 0


def _runs(stream: _Stream) -> list[_Run]:
    """The stretches that read smoothly from one phase, in order; one of a phase after one of another."""
    starts, costs = _block_costs(stream)
    if not len(starts):
        return []
    order = np.argsort(costs, axis=0)
    best = order[0]
    columns = np.arange(len(starts))
    saved = costs[order[1], columns] - costs[best, columns]
    # Against a phase that reads as noise, or is some bits louder; else what is smoother says nothing.
    noisy = (costs >= _NOISE_BITS) | (costs - costs[best, columns] >= _LOUDER_BITS)
    telling = np.flatnonzero((saved >= _TELLING_BITS) & noisy.any(axis=0) & ~_clipped(stream, starts))
    if not len(telling):
        return []
    phases = best[telling]
    edges = np.flatnonzero(np.diff(phases)) + 1
    bounds = np.concatenate([[0], edges, [len(phases)]])
    runs: list[_Run] = []
    length = int(starts[1] - starts[0]) if len(starts) > 1 else _BLOCK
    for begin, end in itertools.pairwise(bounds.tolist()):
        if saved[telling[begin:end]].sum() * (_BLOCK - 1) < _LEAST_BITS:
            continue
        found = int(phases[begin])
        first = int(starts[telling[begin]])
        last = int(starts[telling[end - 1]]) + min(length, _BLOCK)
        if runs and runs[-1].phase == found:
            runs[-1] = _Run(found, runs[-1].first, last)
        elif runs and np.median(noisy[runs[-1].phase, telling[begin:end]]) < 1:
            continue  # the phase before is still sound, if less smooth
        else:
            runs.append(_Run(found, first, last))
    return runs


def _clipped(stream: _Stream, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each block, whether it is at full scale again and again from some phase.

    Such sound jumps from one limit to the other, and read from a wrong phase it is softer and so smoother.
    """
    clipped = np.zeros(len(starts), bool)
    if stream.is_float or stream.padding:
        return clipped
    step = max(1, _BLOCK // _CLIPPED_SAMPLES)
    for phase in range(stream.width):
        frames = starts[:, None] + np.arange(0, _BLOCK, step)
        values = stream.values_at(phase, frames.reshape(-1))
        full = ((values == 32767) | (values == -32768)).reshape(len(starts), -1)
        clipped |= full.mean(axis=1) >= _CLIPPED_SHARE
    return clipped


def _block_costs(stream: _Stream) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The first frame of each block, and the bits a step in it for each phase, phases x blocks."""
    frames = len(stream.raw) // stream.frame_width - 1
    step = _BLOCK if frames * stream.channels <= _DENSE_SAMPLES else _COARSE_BLOCK
    starts = np.arange(0, frames - step + 1, step)
    costs = np.empty((stream.width, len(starts)), np.float32)
    for phase in range(stream.width):
        if step == _BLOCK:
            bits = stream.roughness(phase, 0, len(starts) * _BLOCK)
            bits = np.append(bits, np.float32(0))
            costs[phase] = bits.reshape(-1, _BLOCK).sum(axis=1) / (_BLOCK - 1)
        else:
            costs[phase] = _sampled_costs(stream, phase, len(starts))
    return starts, costs


def _sampled_costs(stream: _Stream, phase: int, blocks: int) -> NDArray[np.float32]:
    """Bits a step at the beginning of each of the coarse blocks."""
    size = _COARSE_BLOCK * stream.frame_width
    heads = stream.raw[phase : phase + blocks * size].reshape(blocks, size)
    part = np.ascontiguousarray(heads[:, : _BLOCK * stream.frame_width]).reshape(-1)
    bits = replace(stream, raw=part).roughness(0, 0, blocks * _BLOCK)
    whole = np.append(bits, np.float32(0)).reshape(-1, _BLOCK)[:, :-1]  # not the step to the next head
    mean: NDArray[np.float32] = whole.mean(axis=1)
    return mean


@dataclass(frozen=True, slots=True)
class _Choice:
    """A way to go on at a slip. unlikely: minus twice its log-likelihood, but for a constant."""

    unlikely: float
    slip: Slip


def _joint(stream: _Stream, before: _Run, after: _Run, begin: int) -> list[_Choice]:
    """The exact bytes at which one run may end and the next begin, the likeliest first.

    Of all places near the rough one, and of all ways to go on from there, a linear prediction tells
    the likeliest for each number of bytes that the sound grows or shrinks by.
    begin: where the frames before begin.
    """
    frame = stream.frame_width
    centre = max(0, (before.phase + _rough_place(stream, before, after) * frame - begin) // frame)
    shift = (after.phase - before.phase) % stream.width
    first = max(0, centre - _JOINT_FRAMES)
    behind = begin + (centre + _JOINT_FRAMES) * frame + shift
    # What follows may begin with any channel: where it is not the right one, nothing foretells both sides.
    swaps = [
        _models(stream, begin + first * frame, behind + swap * stream.width)
        for swap in range(stream.channels)
    ]
    best: dict[int, _Choice] = {}
    for place in range(max(0, centre - _JOINT_SEARCH), centre + _JOINT_SEARCH + 1):
        end = begin + place * frame
        left = stream.values(begin, first, place)
        for skipped in range(stream.channels + 1):  # samples, up to a frame that is broken itself
            start = end + shift + skipped * stream.width
            models = swaps[skipped % stream.channels]
            right = stream.values(start, 0, centre + _JOINT_FRAMES - place)
            for missing in (0, 1):
                slip = Slip(end, start, missing)
                gaps = [
                    model.unlikelihood(left[:, c], right[:, c], missing) for c, model in enumerate(models)
                ]
                unlikely = sum(gap.unlikely for gap in gaps)
                unlikely += _MODEL_SPEAKS * sum(math.log(model.error) for model in models)
                rest = _unlikely_rest(stream.raw[end:start].tobytes(), gaps, stream) if missing else 0.0
                unlikely += min(rest, 0.0) if rest < -_SKIP_COSTS * skipped else rest + _SKIP_COSTS * skipped
                known = best.get(slip.growth(frame))
                if known is None or unlikely < known.unlikely:
                    best[slip.growth(frame)] = _Choice(unlikely, slip)
    return sorted(best.values(), key=lambda choice: choice.unlikely)


def _likeliest(choices: list[list[_Choice]], length: int, frame_width: int) -> tuple[Slip, ...]:
    """The likeliest way to go on at each slip.

    In noise the sound does not tell whether a sample is missing, nor in pauses which channel goes on,
    but the length may: recordings are made of whole frames, and of chunks of round sizes.

    length: bytes from the first frame on.
    """
    if not 0 < len(choices) <= _MOST_WEIGHED:
        return tuple(ranked[0].slip for ranked in choices)

    def unlikely(chosen: tuple[_Choice, ...]) -> float:
        whole = length + sum(choice.slip.growth(frame_width) for choice in chosen)
        is_round, is_whole = whole % _ROUND_BYTES == 0, whole % frame_width == 0
        return sum(choice.unlikely for choice in chosen) - _ROUND_SPEAKS * is_round - _WHOLE_SPEAKS * is_whole

    return tuple(
        choice.slip for choice in min(itertools.product(*(c[:_MOST_CHOICES] for c in choices)), key=unlikely)
    )


def _rough_place(stream: _Stream, before: _Run, after: _Run) -> int:
    """The frame up to which the phase before costs less, and from which the one after does."""
    first = max(before.first, before.last - _BLOCK)
    last = after.first + _BLOCK
    old = _surprise(stream, before.phase, first, last)
    new = _surprise(stream, after.phase, first, last)
    common = min(len(old), len(new))
    gain = np.cumsum(old[:common] - new[:common])
    lowest = np.flatnonzero(gain <= gain.min() + 1e-3)
    return first + 1 + int(lowest[len(lowest) // 2])


def _surprise(stream: _Stream, phase: int, first: int, last: int) -> NDArray[np.floating]:
    """Bits that each frame but the first takes, mean over the channels.

    By prediction: in loud sound steps are as large as in noise, but they can be foretold.
    """
    if stream.padding or stream.is_float or last - first > _MOST_FORETOLD:
        return stream.roughness(phase, first, last)
    values = stream.values(phase, first, last).astype(np.float64)
    bits = [
        np.log2(np.abs(own_errors(values[:, c], _ORDER, _FORETOLD, _FORETOLD_FROM)) + 1)
        for c in range(stream.channels)
    ]
    mean: NDArray[np.floating] = np.mean(bits, axis=0)[1:]
    return mean


@dataclass(frozen=True, slots=True)
class _Missing:
    """How a channel goes on at a joint, and the sample that is missing there, if one is.

    unlikely: minus twice the log-likelihood. value, variance: of the sample.
    """

    unlikely: float
    value: float
    variance: float


def _unlikely_rest(rest: bytes, missing: Sequence[_Missing], stream: _Stream) -> float:
    """Minus twice the log-likelihood of the bytes of a frame that lost one, against any bytes.

    The bytes that are left say much of the frame that is missing: its other samples, and the upper
    byte, or the lower one, of the sample that is broken.
    """
    if stream.width != 2 or stream.is_float or len(rest) != stream.frame_width - 1:
        return 0.0
    order: Literal["big", "little"] = "big" if stream.is_big_endian else "little"
    likely = 0.0
    for lost in range(stream.frame_width):
        frame = rest[:lost] + b"\0" + rest[lost:]
        chance = 1.0
        for c, channel in enumerate(missing):
            value = int.from_bytes(frame[2 * c : 2 * c + 2], order, signed=True)
            if lost // 2 != c:
                chance *= 65536 * _share(channel, value, value + 1)
            elif (lost % 2 == 0) != stream.is_big_endian:  # the lower byte is lost
                chance *= 256 * _share(channel, value, value + 256)
        likely += chance / stream.frame_width
    return -2 * math.log(max(likely, _LEAST_LIKELY))


def _share(missing: _Missing, low: float, high: float) -> float:
    """The probability that the missing sample lies between two values."""
    deviation = math.sqrt(2 * missing.variance)
    upper, lower = (math.erf((edge - missing.value) / deviation) for edge in (high, low))
    return max((upper - lower) / 2, _OTHERWISE * (high - low))


@dataclass(frozen=True, slots=True)
class _Prediction:
    """How a channel's samples follow from those before. error: mean square of the prediction's error."""

    taps: NDArray[np.float64]  # of the error: 1 for the sample itself, then those for the ones before
    error: float

    @classmethod
    def fitted(cls, stretches: list[NDArray[np.int32]]) -> _Prediction:
        """The least-squares prediction of some stretches of samples."""
        rows = [
            np.lib.stride_tricks.sliding_window_view(stretch.astype(np.float64), _ORDER + 1)
            for stretch in stretches
            if len(stretch) > _ORDER
        ]
        taps = np.zeros(_ORDER + 1)
        taps[0] = 1.0
        if not rows:
            taps[1] = -1.0
            return cls(taps, 1.0)
        table = np.concatenate(rows)[:, ::-1]
        past, now = table[:, 1:], table[:, 0]
        products = past.T @ past
        ridge = 1e-6 * np.trace(products) / _ORDER + 1.0
        taps[1:] = -np.linalg.solve(products + ridge * np.eye(_ORDER), past.T @ now)
        return cls(taps, float(np.mean((table @ taps) ** 2)) + 1.0)

    def unlikelihood(self, left: NDArray[np.int32], right: NDArray[np.int32], missing: int) -> _Missing:
        """How badly `right` goes on from `left`; with `missing`, one sample of any value is between."""
        samples = np.concatenate([left, np.zeros(missing, np.int32), right]).astype(np.float64)
        errors = np.convolve(samples, self.taps)[_ORDER : len(samples)]
        value, variance, freedom = 0.0, 1.0, 0.0
        if missing:
            # The errors are linear in the missing sample: the value that makes them least.
            shape = np.zeros(len(errors))
            reach = self.taps[: max(0, len(samples) - len(left))]
            begin = len(left) - _ORDER
            shape[max(0, begin) : begin + len(reach)] = reach[max(0, -begin) :]
            energy = max(1e-9, float(shape @ shape))
            value, variance = -float(shape @ errors) / energy, self.error / energy
            errors = errors + shape * value
            freedom = 1 + math.log(max(1.0, energy))  # with which a value can be chosen that fits
        weighed = np.minimum(errors**2 / self.error, _MOST_SURPRISE)
        return _Missing(float(weighed.sum()) - len(errors) + freedom, value, variance)


def _models(stream: _Stream, begin: int, end: int) -> list[_Prediction]:
    """A prediction for each channel, from the frames before byte `begin` and after byte `end`."""
    frame = stream.frame_width
    back = min(_MODEL_FRAMES, begin // frame)
    before = stream.values(begin - back * frame, 0, back)
    after = stream.values(end, 0, _MODEL_FRAMES) if end < len(stream.raw) else before[:0]
    return [_Prediction.fitted([before[:, c], after[:, c]]) for c in range(stream.channels)]
