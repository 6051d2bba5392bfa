"""Fits the two steps that choose a reading: the first look and the networks.

- First look: a conditional logit over all streams on a short stretch. The weights maximise the probability of
  the true one, with a small quadratic penalty.
- Networks: each buffer offers the readings that the first look leaves and "not audio"; three small networks
  (one hidden layer) that differ in their start make the true one most likely.
"""

# ruff: noqa: T201 - a command line tool prints
from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar  # type: ignore[import-untyped,unused-ignore]

from sambanova.detection import identify
from sambanova.detection.features import READING_FEATURES, Reading, measure, null_features
from sambanova.detection.networks import Chooser, choice_scores
from sambanova.detection.samples import STREAMS, Bytes, Floats, Stream
from sambanova.detection.windows import MIN_BYTES, choose_windows, counts_up, leading_run
from sambanova.encodings import ENCODINGS
from tools.detection.cases import FIT_VARIATIONS, Case, make_case, make_other
from tools.detection.corpus import Clip
from tools.training import Plan, fit

SEED = 31
PENALTY = 3e-4
"""Of the squared weights of the first look, in units of the features' root mean squares."""

FOLDS = 6
"""Of cross-validation."""

NETWORKS = 3
PLAN = Plan(epochs=40, batch=128, rate=4e-3, decay=0.2, dropout=0.15, warm_up=200)

Numbers = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]
Labels = NDArray[np.intp]


# ---------------------------------------------------------------- measuring


class Measured(NamedTuple):
    """A case without its bytes, and what was measured of it."""

    case: Case
    readings: tuple[Reading, ...]
    features: Numbers
    null: Numbers
    """Empty for a first look."""


def true_stream(case: Case) -> Stream:
    """The stream a case was made of."""
    assert case.encoding is not None
    return Stream(case.encoding, case.phase)


def shortened(case: Case, rng: np.random.Generator) -> Case:
    """10 to 150 ms from the middle; a stray byte stays one."""
    assert case.encoding is not None
    frame = ENCODINGS[case.encoding].sample_width * case.channels
    size = int(frame * case.sample_rate * rng.uniform(0.01, 0.15)) // frame * frame
    start = len(case.data) // 2 // frame * frame
    return dataclasses.replace(case, data=case.data[start : start + size], duration=0.05)


def fit_case(clips: Sequence[Clip], index: int) -> Case:
    """Buffer of sound number `index`; every eighth is a short one."""
    rng = np.random.default_rng([SEED, index])
    case = make_case(rng, clips, FIT_VARIATIONS, harder=True)
    return shortened(case, rng) if index % 8 == 0 else case


def quiet_case(clips: Sequence[Clip], index: int) -> Case:
    """Buffer number `index` of those that are hardest: 8 bits, of which the sound moves the last one."""
    rng = np.random.default_rng([SEED, 3, index])
    return make_case(rng, clips, {"-40 dBFS": 1.0}, ("u8", "s8", "s8", "mulaw", "alaw"), harder=True)


def other_case(index: int) -> Case:
    """Buffer of something else number `index`."""
    return make_other(np.random.default_rng([SEED, 2, index]), index)


def body(case: Case) -> Bytes | None:
    """The bytes that are measured; None when the detector does not get so far."""
    raw = np.frombuffer(case.data, np.uint8)
    sound = raw[leading_run(raw) :]
    return None if len(sound) < MIN_BYTES or counts_up(sound) else sound


def first_look(case: Case) -> Measured | None:
    """What the first look sees of a buffer."""
    sound = body(case)
    if sound is None:
        return None
    rows = measure(choose_windows(sound)[0], STREAMS, identify.SEARCH.screen_samples)
    features = np.array(list(rows.values()), np.float32).reshape(len(rows), -1)
    return Measured(dataclasses.replace(case, data=b""), tuple(rows), features, np.zeros(0, np.float32))


def second_look(case: Case, weights: Floats) -> Measured | None:
    """What the detector measures then: the true reading, and those that the first look's weights leave."""
    sound = body(case)
    if sound is None:
        return None
    windows = choose_windows(sound)
    streams = identify.with_partners(identify.screen(windows[0], weights))
    if case.encoding:
        streams = list(dict.fromkeys([*streams, true_stream(case)]))
    examined = identify.together(
        [measure(window, streams) for window in windows],
        [null_features(window, len(case.data)) for window in windows],
        len(case.data),
    )
    return Measured(
        dataclasses.replace(case, data=b""),
        examined.readings,
        examined.features.astype(np.float32),
        examined.null.astype(np.float32),
    )


def first_looks(clips: Sequence[Clip], number: int) -> list[Measured]:
    """First looks at `number` buffers of sound."""
    looks = (first_look(fit_case(clips, index)) for index in range(number))
    return [look for look in looks if look is not None]


def second_looks(clips: Sequence[Clip], number: int, weights: Floats) -> list[Measured]:
    """Second looks at `number` buffers of sound, some more quiet ones, and a quarter as many other things."""
    sounds = (second_look(fit_case(clips, index), weights) for index in range(number))
    quiet = (second_look(quiet_case(clips, index), weights) for index in range(number // 12))
    others = (second_look(other_case(index), weights) for index in range(number // 4))
    return [look for look in (*sounds, *quiet, *others) if look is not None]


# ---------------------------------------------------------------- conditional logit


class Choices(NamedTuple):
    """Cases x options x features, which options there are, and the right one; -1 when it is not there."""

    features: Numbers
    there: Mask
    right: Labels

    def of(self, rows: Mask) -> Choices:
        """Some of the cases."""
        return Choices(self.features[rows], self.there[rows], self.right[rows])


def stack_choices(looks: Sequence[Measured]) -> Choices:
    """Pad the options of all cases to one array; "not audio" follows the readings of a second look."""
    extra = int(len(looks[0].null) > 0)
    width = looks[0].features.shape[1] + len(looks[0].null)
    features = np.zeros((len(looks), max(len(look.readings) for look in looks) + extra, width), np.float32)
    there = np.zeros(features.shape[:2], bool)
    right = np.full(len(looks), -1)
    for i, look in enumerate(looks):
        number = len(look.readings)
        features[i, :number, : look.features.shape[1]] = look.features
        there[i, : number + extra] = True
        if extra:
            features[i, number, look.features.shape[1] :] = look.null
        right[i] = right_option(look)
    return Choices(features, there, right)


def right_option(look: Measured) -> int:
    """Which option is the truth: a reading, "not audio" after them, or -1 when it is not there."""
    if look.case.encoding is None:
        return len(look.readings) if len(look.null) else -1
    truth = Reading(*true_stream(look.case), look.case.channels)
    return look.readings.index(truth) if truth in look.readings else -1


def chances(choices: Choices, weights: Floats) -> Floats:
    """Probability of each option, cases x options."""
    scores = (choices.features @ weights.astype(np.float32)).astype(float)
    scores[~choices.there] = -1e9
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(shares / shares.sum(1, keepdims=True))


def fit_choices(choices: Choices, penalty: float = PENALTY) -> Floats:
    """Weights that make the right options most likely."""
    known = choices.of(choices.right >= 0)
    scale = np.sqrt((known.features[known.there] ** 2).mean(0)) + 1e-6
    cases, _, number = known.features.shape
    flat = (known.features / scale).reshape(-1, number)
    rows = np.arange(cases)

    def loss(weights: Floats) -> tuple[float, Floats]:
        shares = chances(Choices(flat.reshape(known.features.shape), known.there, known.right), weights)
        value = -np.log(shares[rows, known.right] + 1e-30).mean() + penalty * weights @ weights
        shares[rows, known.right] -= 1
        slope = shares.astype(np.float32).reshape(-1) @ flat / cases
        return float(value), slope + 2 * penalty * weights

    found = minimize(loss, np.zeros(number), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return np.asarray(found.x / scale)


def groups_to_folds(groups: Sequence[str]) -> Labels:
    """A fold for each case, whole groups of sources together."""
    names = sorted(set(groups))
    order = np.random.default_rng(SEED).permutation(len(names))
    fold = {name: int(order[i]) % FOLDS for i, name in enumerate(names)}
    return np.array([fold[name] for name in groups])


def report_first_look(looks: Sequence[Measured], weights: Floats) -> None:
    """Print how often the true stream is within the margin."""
    inside = []
    for look in looks:
        scores = look.features @ weights
        right = right_option(look)
        if right >= 0:
            inside.append(scores[right] >= scores.max() - identify.SEARCH.screen_margin)
    print(f"first look: the truth survives in {100 * np.mean(inside):.2f} % of {len(inside)}")


# ---------------------------------------------------------------- choice networks


class Ragged(NamedTuple):
    """The options of many cases one below the other, the right one of each, and where each case begins."""

    rows: Numbers
    starts: Labels
    right: Labels
    """Row of the right option; -1 when it is not there."""
    null: Mask
    """Rows of "not audio"."""


def stack_rows(measured: Sequence[Measured]) -> Ragged:
    """Rows as `networks.choice_scores` makes them."""
    blocks, starts, right, null = [], [], [], []
    total = 0
    for item in measured:
        count = len(item.readings)
        block = np.zeros((count + 1, len(READING_FEATURES) + len(item.null) + 1), np.float32)
        block[:count, : len(READING_FEATURES)] = item.features
        block[:, len(READING_FEATURES) : -1] = item.null
        block[count, -1] = 1.0
        answer = right_option(item)
        blocks.append(block)
        starts.append(total)
        right.append(total + answer if answer >= 0 else -1)
        null += [*[False] * count, True]
        total += count + 1
    return Ragged(np.concatenate(blocks), np.array(starts), np.array(right), np.array(null))


def shares_of(scores: Numbers, starts: Labels) -> Numbers:
    """Softmax within each case."""
    lengths = np.diff(np.append(starts, len(scores)))
    raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
    return np.asarray(raised / np.repeat(np.add.reduceat(raised, starts), lengths))


def train_choice(ragged: Ragged, cases: Labels, linear: Floats, seed: int) -> Chooser:
    """A network that makes the right options of some cases most likely, from the linear fit onwards.

    linear: weights of the unscaled features, of `fit_choices`.
    """
    rng = np.random.default_rng(seed)
    width = len(READING_FEATURES)
    cases = cases[ragged.right[cases] >= 0]
    lengths = np.diff(np.append(ragged.starts, len(ragged.rows)))
    mine = np.zeros(len(ragged.rows), bool)
    for case in cases:
        mine[ragged.starts[case] : ragged.starts[case] + lengths[case]] = True
    readings = ragged.rows[mine & ~ragged.null]
    mean, deviation = readings.mean(0), readings.std(0) + 1e-2
    mean[-1], deviation[-1] = 0.0, 1.0
    frame = Chooser(mean, deviation, *[np.zeros(0)] * 4)
    inputs = frame.standard(ragged.rows).astype(np.float32)
    inputs[ragged.null, :width] = 0.0
    # "not audio" has the linear weights of the buffer's features for itself alone: it begins without them.
    straight = np.zeros((inputs.shape[1], 1), np.float32)
    straight[:width, 0] = linear[:width] * deviation[:width]
    values: list[Numbers] = [
        straight,
        (rng.standard_normal((inputs.shape[1], PLAN.hidden)) * np.sqrt(1 / inputs.shape[1])).astype(
            np.float32
        ),
        np.zeros(PLAN.hidden, np.float32),
        (rng.standard_normal((PLAN.hidden, 1)) * 0.3).astype(np.float32),
    ]

    def slopes(values: Sequence[Numbers], batch: Labels) -> list[Numbers]:
        sizes = lengths[batch]
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        index = np.repeat(ragged.starts[batch] - starts, sizes) + np.arange(sizes.sum())
        seen = inputs[index]
        right = ragged.right[batch] - ragged.starts[batch] + starts
        raw = seen @ values[1] + values[2]
        kept = PLAN.kept(rng, (1, PLAN.hidden))
        units = np.maximum(raw, 0) * kept
        wrong = shares_of((seen @ values[0] + units @ values[3])[:, 0], starts)
        wrong[right] -= 1.0
        wrong = (wrong / len(batch))[:, None].astype(np.float32)
        back = wrong @ values[3].T * kept * (raw > 0)
        return [seen.T @ wrong, seen.T @ back, back.sum(0), units.T @ wrong]

    fit(values, cases, slopes, PLAN, rng)
    return Chooser(mean, deviation, *values)


def train_choices(ragged: Ragged, choices: Choices, cases: Labels, number: int) -> list[Chooser]:
    """Networks that differ in their start."""
    inside = np.zeros(len(ragged.starts), bool)
    inside[cases] = True
    linear = fit_choices(choices.of(inside))
    return [train_choice(ragged, cases, linear, seed) for seed in range(number)]


def sharpest(scores: Floats, right: Labels, starts: Labels) -> float:
    """The factor on scores that makes the right options most likely."""

    def loss(factor: float) -> float:
        shares = shares_of(factor * scores, starts)
        return float(-np.log(shares[right[right >= 0]] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 3.0), method="bounded").x)


def cross_validate(looks: Sequence[Measured], ragged: Ragged, choices: Choices) -> None:
    """Print accuracy on sources left out."""
    folds = groups_to_folds([look.case.group or look.case.kind for look in looks])
    scores = np.zeros(len(ragged.rows))
    for fold in range(FOLDS):
        trained = train_choices(ragged, choices, np.flatnonzero(folds != fold), 1)
        for look, start, mine in zip(looks, ragged.starts, folds == fold, strict=True):
            if mine:
                part = slice(start, start + len(look.readings) + 1)
                scores[part] = choice_scores(trained, look.features, look.null)
    print(f"readings: honest scores are x {sharpest(scores, ragged.right, ragged.starts):.2f}")
    shares = shares_of(scores, ragged.starts)
    right, sure, sure_right = [], [], []
    for look, start in zip(looks, ragged.starts, strict=True):
        totals: dict[tuple[str | None, int], float] = {(None, 0): float(shares[start + len(look.readings)])}
        for reading, share in zip(look.readings, shares[start:], strict=False):
            key = reading.encoding, reading.channels
            totals[key] = totals.get(key, 0.0) + float(share)
        best = max(totals, key=lambda key: totals[key])
        ok = best == (look.case.encoding, look.case.channels)
        if best[0] and totals[best] >= identify.SURE:
            sure_right.append(ok)
        if look.case.encoding and look.case.duration >= 0.25:
            right.append(ok)
            sure.append(best[0] is not None and totals[best] >= identify.SURE)
    print(
        f"readings, left-out sources, hard mix: {100 * np.mean(right):.2f} % of {len(right)} right; "
        f"confidence >= {identify.SURE}: {100 * np.mean(sure_right):.2f} % right, "
        f"covers {100 * np.mean(sure):.1f} %"
    )
