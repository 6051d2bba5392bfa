"""Finds a byte lost or added in the middle of sound, locates it and mends it.

The sound is read from every byte phase (`slip_runs`); where another phase than before gives the smoother
sound, the stream slipped. At each such joint, linear prediction tells the most likely bytes at which one
run ends and the next begins.

    >>> alignment = align(data, "s16le", channels=1)
    >>> mended, places = mend(data, 2, alignment)
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sambanova.detection.linear_prediction import fit, local_errors
from sambanova.detection.samples import Floats
from sambanova.detection.slip_runs import RUNS, ByteStream, Run, find_runs, padding_of

MAX_SLIPS = 10_000
"""With more than that it is not sound with faults but something else."""


class _Joints(NamedTuple):
    """Where the exact byte of a slip is looked for; found by trial on speech with made slips."""

    frames: int = 32
    """On each side of a joint, whose prediction errors are compared."""
    search: int = 14
    """Frames before and after the rough place among which the joint is chosen."""
    model_frames: int = 400
    """On each side, to which the prediction is fitted."""
    order: int = 16
    """Of the prediction: usual for speech at 16 kHz."""
    hop: int = 64
    """Frames that share a prediction where the rough place is looked for."""
    window: int = 320
    """Frames to which that prediction is fitted."""
    max_predicted: int = 1 << 18
    """Frames between two runs that are predicted; more are mostly silence."""
    max_slips: int = 5
    """Slips up to which all combinations of choices are compared."""
    max_choices: int = 4
    """Choices of each of them."""


class _Penalties(NamedTuple):
    """How choices at a joint are compared, as minus twice the natural logarithm of a likelihood.

    Lengths: nine of ten recordings have a multiple of 64 bytes, by chance one in 32 of those of 16 bits;
    nearly all are whole frames, by chance one in two or less.
    """

    round_length: float = 11.0
    """Gained where the whole has a multiple of `round_bytes`."""
    whole_frames: float = 9.0
    """Gained where the whole is whole frames."""
    skipped_sample: float = 10.0
    """Of each sample that is thrown away."""
    max_error: float = 9.0
    """Of one sample: a loud one in noise is not a fault."""
    model_frames: float = 64.0
    """Frames for which the error of a model counts where models are compared, as voices change."""
    round_bytes: int = 64
    min_likelihood: float = 0.3
    """Of the bytes of a broken frame, relative to any other bytes."""
    any_value: float = 1e-6
    """Probability of each value of a sample, whatever is predicted."""


JOINTS = _Joints()
PENALTIES = _Penalties()


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

    offset: where the first frame is expected to begin; it is kept unless the sound clearly speaks for
    another. Encodings of one byte cannot slip.
    """
    stream = ByteStream(np.frombuffer(data, np.uint8), encoding, channels)
    if stream.width == 1 or len(data) < 2 * RUNS.block * stream.frame_width:
        return Alignment(offset)
    stream = replace(stream, padding=padding_of(stream))
    runs = find_runs(stream)
    if not runs or len(runs) > MAX_SLIPS:
        return Alignment(offset)
    first = runs[0].phase
    if first != offset % stream.width:
        offset = first
    choices: list[list[_Choice]] = []
    begin = offset
    for before, after in itertools.pairwise(runs):
        ranked = _rank_choices(stream, before, after, begin)
        begin = ranked[0].slip.start
        if after is not runs[-1]:  # the frames behind are counted from here
            ranked = [choice for choice in ranked if (choice.slip.start - begin) % stream.frame_width == 0]
        choices.append(ranked)
    return Alignment(offset, _best_combination(choices, len(data) - offset, stream.frame_width))


def mend(data: bytes, frame_width: int, alignment: Alignment) -> tuple[bytes, tuple[int, ...]]:
    """`data` cut into whole frames, and the frame at which each slip is.

    In place of a lost frame the one before is repeated, so that the sound keeps its length.
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


@dataclass(frozen=True, slots=True)
class _Choice:
    """A way to continue at a slip. penalty: minus twice its log-likelihood, up to a constant."""

    penalty: float
    slip: Slip


def _rank_choices(stream: ByteStream, before: Run, after: Run, begin: int) -> list[_Choice]:
    """The exact bytes at which one run may end and the next begin, the most likely first.

    Of all places near the rough one, and of all ways to continue from there, linear prediction tells the most
    likely one for each number of bytes by which the sound grows or shrinks.
    begin: where the frames before begin.
    """
    frame = stream.frame_width
    centre = max(0, (before.phase + _rough_place(stream, before, after) * frame - begin) // frame)
    shift = (after.phase - before.phase) % stream.width
    first = max(0, centre - JOINTS.frames)
    behind = begin + (centre + JOINTS.frames) * frame + shift
    # What follows may begin with any channel; with a wrong one, no prediction holds on both sides.
    swaps = [
        _models(stream, begin + first * frame, behind + swap * stream.width)
        for swap in range(stream.channels)
    ]
    best: dict[int, _Choice] = {}
    for place in range(max(0, centre - JOINTS.search), centre + JOINTS.search + 1):
        end = begin + place * frame
        left = stream.values(begin, first, place)
        for skipped in range(stream.channels + 1):  # samples, up to a frame that is broken itself
            start = end + shift + skipped * stream.width
            models = swaps[skipped % stream.channels]
            right = stream.values(start, 0, centre + JOINTS.frames - place)
            for missing in (0, 1):
                slip = Slip(end, start, missing)
                penalty = _penalty(stream, slip, models, left, right, skipped)
                known = best.get(slip.growth(frame))
                if known is None or penalty < known.penalty:
                    best[slip.growth(frame)] = _Choice(penalty, slip)
    return sorted(best.values(), key=lambda choice: choice.penalty)


def _penalty(
    stream: ByteStream,
    slip: Slip,
    models: Sequence[_ChannelModel],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    skipped: int,
) -> float:
    """Minus twice the log-likelihood that `right` follows `left` across a slip, up to a constant.

    left, right: frames x channels. skipped: whole samples that the slip throws away.
    """
    gaps = [model.gap(left[:, c], right[:, c], slip.missing) for c, model in enumerate(models)]
    penalty = sum(gap.penalty for gap in gaps)
    penalty += PENALTIES.model_frames * sum(math.log(model.error) for model in models)
    thrown_away = PENALTIES.skipped_sample * skipped
    rest = _rest_penalty(stream, stream.raw[slip.end : slip.start].tobytes(), gaps) if slip.missing else 0.0
    return penalty + (min(rest, 0.0) if rest < -thrown_away else rest + thrown_away)


def _best_combination(choices: list[list[_Choice]], length: int, frame_width: int) -> tuple[Slip, ...]:
    """The most likely way to continue at each slip.

    Noise does not tell whether a sample is missing, nor a pause which channel comes next, but the length may:
    recordings are made of whole frames and of chunks of round sizes.

    length: bytes from the first frame on.
    """
    if not 0 < len(choices) <= JOINTS.max_slips:
        return tuple(ranked[0].slip for ranked in choices)

    def penalty(chosen: tuple[_Choice, ...]) -> float:
        whole = length + sum(choice.slip.growth(frame_width) for choice in chosen)
        is_round, is_whole = whole % PENALTIES.round_bytes == 0, whole % frame_width == 0
        gained = PENALTIES.round_length * is_round, PENALTIES.whole_frames * is_whole
        return sum(choice.penalty for choice in chosen) - gained[0] - gained[1]

    combinations = itertools.product(*(ranked[: JOINTS.max_choices] for ranked in choices))
    return tuple(choice.slip for choice in min(combinations, key=penalty))


def _rough_place(stream: ByteStream, before: Run, after: Run) -> int:
    """The frame up to which the phase before costs fewer bits, and from which on the one after does."""
    first = max(before.first, before.last - RUNS.block)
    last = after.first + RUNS.block
    old = _step_bits(stream, before.phase, first, last)
    new = _step_bits(stream, after.phase, first, last)
    common = min(len(old), len(new))
    gain = np.cumsum(old[:common] - new[:common])
    lowest = np.flatnonzero(gain <= gain.min() + 1e-3)
    return first + 1 + int(lowest[len(lowest) // 2])


def _step_bits(stream: ByteStream, phase: int, first: int, last: int) -> Floats:
    """Bits of each frame but the first, mean over the channels.

    Of the prediction errors where that can be: the steps of loud sound are as large as those of noise, but
    predictable.
    """
    if stream.padding or stream.is_float or last - first > JOINTS.max_predicted:
        return stream.roughness(phase, first, last)
    values = stream.values(phase, first, last).astype(np.float64)
    bits = [
        np.log2(np.abs(local_errors(values[:, c], JOINTS.order, JOINTS.hop, JOINTS.window)) + 1)
        for c in range(stream.channels)
    ]
    return np.asarray(np.mean(bits, axis=0)[1:])


@dataclass(frozen=True, slots=True)
class _Gap:
    """How a channel continues at a joint, and the sample that is missing there, if one is.

    penalty: minus twice the log-likelihood. value, variance: of the missing sample.
    """

    penalty: float
    value: float
    variance: float

    def probability(self, low: float, high: float) -> float:
        """Of a missing sample between two values."""
        deviation = math.sqrt(2 * self.variance)
        upper, lower = (math.erf((edge - self.value) / deviation) for edge in (high, low))
        return max((upper - lower) / 2, PENALTIES.any_value * (high - low))


def _rest_penalty(stream: ByteStream, rest: bytes, gaps: Sequence[_Gap]) -> float:
    """Minus twice the log-likelihood of what is left of a frame that lost a byte, relative to any bytes.

    It tells much of the missing frame: its other samples, and the upper or the lower byte of the broken one.
    """
    if stream.width != 2 or stream.is_float or len(rest) != stream.frame_width - 1:
        return 0.0
    order: Literal["big", "little"] = "big" if stream.is_big_endian else "little"
    likelihood = 0.0
    for lost in range(stream.frame_width):
        frame = rest[:lost] + b"\0" + rest[lost:]
        chance = 1.0
        for c, gap in enumerate(gaps):
            value = int.from_bytes(frame[2 * c : 2 * c + 2], order, signed=True)
            if lost // 2 != c:
                chance *= 65536 * gap.probability(value, value + 1)
            elif (lost % 2 == 0) != stream.is_big_endian:  # the lower byte is lost
                chance *= 256 * gap.probability(value, value + 256)
        likelihood += chance / stream.frame_width
    return -2 * math.log(max(likelihood, PENALTIES.min_likelihood))


@dataclass(frozen=True, slots=True)
class _ChannelModel:
    """How a channel's samples follow from those before. error: mean square of the prediction error."""

    taps: Floats  # of the error: 1 for the sample itself, then those for the samples before
    error: float

    def gap(self, left: NDArray[np.int32], right: NDArray[np.int32], missing: int) -> _Gap:
        """How badly `right` continues `left`; with `missing`, one sample of any value is between them."""
        samples = np.concatenate([left, np.zeros(missing, np.int32), right]).astype(np.float64)
        errors = np.convolve(samples, self.taps)[JOINTS.order : len(samples)]
        value, variance, freedom = 0.0, 1.0, 0.0
        if missing:
            # The errors are linear in the missing sample; `value` makes their squares least.
            shape = np.zeros(len(errors))
            reach = self.taps[: max(0, len(samples) - len(left))]
            begin = len(left) - JOINTS.order
            shape[max(0, begin) : begin + len(reach)] = reach[max(0, -begin) :]
            energy = max(1e-9, float(shape @ shape))
            value, variance = -float(shape @ errors) / energy, self.error / energy
            errors = errors + shape * value
            freedom = 1 + math.log(max(1.0, energy))  # a free value always fits better
        limited = np.minimum(errors**2 / self.error, PENALTIES.max_error)
        return _Gap(float(limited.sum()) - len(errors) + freedom, value, variance)


def _models(stream: ByteStream, begin: int, end: int) -> list[_ChannelModel]:
    """A model of each channel, from the frames before byte `begin` and those after byte `end`."""
    frame = stream.frame_width
    back = min(JOINTS.model_frames, begin // frame)
    before = stream.values(begin - back * frame, 0, back)
    after = stream.values(end, 0, JOINTS.model_frames) if end < len(stream.raw) else before[:0]
    return [_ChannelModel(*fit([before[:, c], after[:, c]], JOINTS.order)) for c in range(stream.channels)]
