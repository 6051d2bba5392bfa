"""Fit the detector's numbers on public recordings and write sambanova/model.py.

    python -m tools.detection.fit --cache FOLDER [--cases 8000] [--rates] [--rate-cases 12000]

builds the corpus (see corpus.py), measures made-up buffers of its `fit` sources, prints how well each part
does on sources left out of its own fit (cross-validation by group of sources), then fits on all of them and
writes the model. The `test` sources are never touched. The same packages give the same model. One core, about
20 minutes, and 10 more with --rates.

Three fits:
- first look: a conditional logit over all streams on a short stretch. The weights maximise the probability of
  the true one, with a small quadratic penalty.
- readings: each buffer offers those that the first look leaves and "not audio"; three small networks (one
  hidden layer) that differ in their start make the true one likeliest.
- rates: three small networks on the true reading's features. They are kept as they are without --rates.
"""

# ruff: noqa: T201 - a command line tool prints
from __future__ import annotations

import argparse
import dataclasses
import pickle  # nosec B403  # for a cache of its own
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar  # type: ignore[import-untyped,unused-ignore]

from sambanova.detection import identify, model, sample_rate
from sambanova.detection.chooser import Chooser, choice_scores
from sambanova.detection.features import (
    LAYOUTS,
    READING_FEATURES,
    STREAMS,
    WINDOW_FEATURES,
    Bytes,
    Floats,
    Hypothesis,
    Stream,
    measure,
    null_features,
)
from sambanova.detection.networks import Network, as_source
from sambanova.detection.sample_rate import RATES, Sound, rate_features
from tools.detection.cases import FIT_VARIATIONS, Case, make_case, make_other
from tools.detection.corpus import Clip, load_corpus

FIRST_LOOKS = 2500
"""Buffers that the first look is fitted on."""

SEED = 31
PENALTY = 3e-4
"""Of the squared weights, in units of the features' root mean squares."""

SHARPNESS = 0.85
"""Factor on the scores of readings: below 1, as what is met may be of a kind that was never fitted."""

FOLDS = 6
UNITS = 32
"""Hidden units of the networks that choose a reading."""

CHOICE_EPOCHS, CHOICE_BATCH, CHOICE_DECAY, DROPPED = 40, 128, 0.2, 0.15
HIDDEN = 32
NETWORKS = 3
EPOCHS = 25

Numbers = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]
Labels = NDArray[np.intp]


# ---------------------------------------------------------------- measuring


class Measured(NamedTuple):
    """A case without its bytes, and what was measured of it."""

    case: Case
    readings: tuple[Hypothesis, ...]
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
    frame = LAYOUTS[case.encoding].width * case.channels
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
    sound = raw[identify.leading_run(raw) :]
    return None if len(sound) < identify.SMALLEST or identify.counts_up(sound) else sound


def first_look(case: Case) -> Measured | None:
    """What the first look sees of a buffer."""
    sound = body(case)
    if sound is None:
        return None
    rows = measure(identify.choose_windows(sound)[0], STREAMS, identify.SCREEN_SAMPLES)
    features = np.array(list(rows.values()), np.float32).reshape(len(rows), -1)
    return Measured(dataclasses.replace(case, data=b""), tuple(rows), features, np.zeros(0, np.float32))


def second_look(case: Case, weights: Floats) -> Measured | None:
    """What the detector measures then: the true reading, and those that the first look's weights leave."""
    sound = body(case)
    if sound is None:
        return None
    windows = identify.choose_windows(sound)
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
    truth = Hypothesis(*true_stream(look.case), look.case.channels)
    return look.readings.index(truth) if truth in look.readings else -1


def chances(choices: Choices, weights: Floats) -> Floats:
    """Probability of each option, cases x options."""
    scores = (choices.features @ weights.astype(np.float32)).astype(float)
    scores[~choices.there] = -1e9
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(shares / shares.sum(1, keepdims=True))


def fit_choices(choices: Choices, penalty: float = PENALTY) -> Floats:
    """Weights that make the right options likeliest."""
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
            inside.append(scores[right] >= scores.max() - identify.SCREEN_MARGIN)
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
    """Rows as `chooser.choice_scores` makes them."""
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
    """A network that makes the right options of some cases likeliest, from the linear fit onwards.

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
    values = [
        straight,
        (rng.standard_normal((inputs.shape[1], UNITS)) * np.sqrt(1 / inputs.shape[1])).astype(np.float32),
        np.zeros(UNITS, np.float32),
        (rng.standard_normal((UNITS, 1)) * 0.3).astype(np.float32),
    ]
    first, second = [np.zeros_like(v) for v in values], [np.zeros_like(v) for v in values]
    step, total = 0, CHOICE_EPOCHS * (len(cases) // CHOICE_BATCH)
    for _ in range(CHOICE_EPOCHS):
        order = rng.permutation(cases)
        for begin in range(0, len(order) - CHOICE_BATCH + 1, CHOICE_BATCH):
            batch = order[begin : begin + CHOICE_BATCH]
            sizes = lengths[batch]
            starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
            index = np.repeat(ragged.starts[batch] - starts, sizes) + np.arange(sizes.sum())
            seen = inputs[index]
            right = ragged.right[batch] - ragged.starts[batch] + starts
            raw = seen @ values[1] + values[2]
            kept = ((rng.random((1, UNITS)) > DROPPED) / (1 - DROPPED)).astype(np.float32)
            units = np.maximum(raw, 0) * kept
            wrong = shares_of((seen @ values[0] + units @ values[3])[:, 0], starts)
            wrong[right] -= 1.0
            wrong = (wrong / len(batch))[:, None].astype(np.float32)
            back = wrong @ values[3].T * kept * (raw > 0)
            slopes = [seen.T @ wrong, seen.T @ back, back.sum(0), units.T @ wrong]
            step += 1
            rate = 4e-3 * 0.5 * (1 + np.cos(np.pi * step / total)) * min(1.0, step / 200)
            for i, slope in enumerate(slopes):
                first[i] = 0.9 * first[i] + 0.1 * slope
                second[i] = 0.999 * second[i] + 0.001 * slope**2
                move = first[i] / (1 - 0.9**step) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
                decay = CHOICE_DECAY * values[i] if values[i].ndim == 2 else 0.0
                values[i] = (values[i] - rate * (move + decay)).astype(np.float32)
    return Chooser(mean, deviation, values[0], values[1], values[2], values[3])


def train_choices(ragged: Ragged, choices: Choices, cases: Labels, number: int) -> list[Chooser]:
    """Networks that differ in their start."""
    inside = np.zeros(len(ragged.starts), bool)
    inside[cases] = True
    linear = fit_choices(choices.of(inside))
    return [train_choice(ragged, cases, linear, seed) for seed in range(number)]


def sharpest(scores: Floats, right: Labels, starts: Labels) -> float:
    """The factor on scores that makes the right options likeliest."""

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


# ---------------------------------------------------------------- rates


class RateCase(NamedTuple):
    """A case without its bytes, and the features its rate is guessed from."""

    case: Case
    frames: int
    features: Numbers


def measure_rates(clips: Sequence[Clip], number: int) -> list[RateCase]:
    """Rate features of `number` buffers under their true reading."""
    variations = {name: share for name, share in FIT_VARIATIONS.items() if name != "synthetic"}
    answer = []
    for index in range(number):
        rng = np.random.default_rng([SEED + 1, index])
        case = make_case(rng, clips, variations)
        assert case.encoding is not None
        sound = Sound(
            np.frombuffer(case.data, np.uint8), case.encoding, case.channels, true_stream(case).phase
        )
        features = rate_features(sound).astype(np.float32)
        answer.append(RateCase(dataclasses.replace(case, data=b""), len(sound.frames()), features))
    return answer


def train_network(features: Numbers, labels: Labels, seed: int) -> Network:
    """A network fitted by Adam with dropout, input noise, weight decay and smoothed labels."""
    rng = np.random.default_rng(seed)
    mean, deviation = features.mean(0), features.std(0) + 1e-3
    inputs = ((features - mean) / deviation).astype(np.float32)
    targets = np.eye(len(RATES), dtype=np.float32)[labels] * 0.95 + 0.05 / len(RATES)
    shapes = [(inputs.shape[1], HIDDEN), (HIDDEN,), (HIDDEN, len(RATES)), (len(RATES),)]
    values = [
        (rng.standard_normal(shape) * np.sqrt(2 / shape[0])).astype(np.float32)
        if len(shape) == 2
        else np.zeros(shape, np.float32)
        for shape in shapes
    ]
    first = [np.zeros_like(value) for value in values]
    second = [np.zeros_like(value) for value in values]
    size, step = 256, 0
    total = EPOCHS * (len(inputs) // size)
    for _ in range(EPOCHS):
        order = rng.permutation(len(inputs))
        for start in range(0, len(inputs) - size + 1, size):
            batch = order[start : start + size]
            seen = inputs[batch] + 0.1 * rng.standard_normal((size, inputs.shape[1])).astype(np.float32)
            units = np.maximum(seen @ values[0] + values[1], 0)
            kept = ((rng.random(units.shape) > 0.3) / 0.7).astype(np.float32)
            scores = units * kept @ values[2] + values[3]
            shares = np.exp(scores - scores.max(1, keepdims=True))
            wrong = (shares / shares.sum(1, keepdims=True) - targets[batch]) / size
            back = wrong @ values[2].T * kept * (units > 0)
            slopes = [seen.T @ back, back.sum(0), (units * kept).T @ wrong, wrong.sum(0)]
            step += 1
            rate = 2e-3 * 0.5 * (1 + np.cos(np.pi * step / total))
            for i, slope in enumerate(slopes):
                first[i] = 0.9 * first[i] + 0.1 * slope
                second[i] = 0.999 * second[i] + 0.001 * slope**2
                move = first[i] / (1 - 0.9**step) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
                decay = 0.1 * values[i] if values[i].ndim == 2 else 0.0
                values[i] = (values[i] - rate * (move + decay)).astype(np.float32)
    return Network(mean, deviation, *values)


def train_networks(features: Numbers, labels: Labels) -> list[Network]:
    """Networks that differ in their start."""
    return [train_network(features, labels, seed) for seed in range(NETWORKS)]


def fit_rates(rates: Sequence[RateCase]) -> tuple[list[Network], float]:
    """The networks, and the factor on their scores that makes left-out sources likeliest."""
    features = np.stack([item.features for item in rates])
    labels = np.array([RATES.index(item.case.sample_rate) for item in rates])
    folds = groups_to_folds([item.case.group for item in rates])
    scores = np.zeros((len(rates), len(RATES)))
    for fold in range(FOLDS):
        part = folds == fold
        trained = train_networks(features[~part], labels[~part])
        scores[part] = np.mean([network.outputs(features[part]) for network in trained], axis=0)

    def loss(factor: float) -> float:
        logs = factor * scores
        logs -= logs.max(1, keepdims=True)
        logs -= np.log(np.exp(logs).sum(1, keepdims=True))
        return float(-logs[np.arange(len(labels)), labels].mean())

    factor = float(minimize_scalar(loss, bounds=(0.2, 2.0), method="bounded").x)
    print(
        f"rates, left-out sources, sound alone: "
        f"{100 * np.mean(scores.argmax(1) == labels):.1f} % of {len(labels)} "
        f"right; scores x {factor:.2f}"
    )
    return train_networks(features, labels), factor


# ---------------------------------------------------------------- the model file


def _table(name: str, names: Sequence[str], weights: Floats, text: str) -> str:
    lines = "".join(
        f'    "{feature}": {weight:.3f},\n' for feature, weight in zip(names, weights, strict=True)
    )
    return f'{name}: dict[str, float] = {{\n{lines}}}\n"""{text}"""\n'


def write_model(
    path: Path,
    origin: str,
    first_look: Floats,
    choosers: Sequence[Chooser],
    networks: Sequence[Network],
    factor: float,
    rate_origin: str,
) -> None:
    """All fitted numbers as a Python module."""
    parts = [
        f'"""The detector\'s numbers, written by tools/detection/fit.py; do not edit.\n\n{origin}\n"""\n',
        _table("SCREEN_WEIGHTS", WINDOW_FEATURES, first_look, "Weights of the first look at all streams."),
        f'READING_SHARPNESS = {SHARPNESS:.3f}\n"""Factor on the scores of readings."""\n',
        as_source("READING_NETWORKS", choosers, "Networks that weigh readings"),
        f"RATE_TEMPERATURE = {factor:.3f}\n"
        '"""Factor on the networks\' scores that makes their shares honest."""\n',
        as_source("RATE_NETWORKS", networks, "Networks that guess the rate"),
        f'RATE_ORIGIN = """{textwrap.fill(rate_origin, 90)}"""\n"""What these were fitted on."""\n',
    ]
    path.write_text("\n".join(parts))


def cached(path: Path, make: Callable[[], object]) -> object:
    """What `make` gives, kept in a file: measuring takes minutes, fitting seconds."""
    if not path.exists():
        path.write_bytes(pickle.dumps(make()))
    return pickle.loads(path.read_bytes())  # nosec B301  # written by this script


def main() -> None:
    """Measure, cross-validate, fit, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--cache", type=Path, required=True, help="folder for downloads, clips and measurements"
    )
    parser.add_argument("--cases", type=int, default=8000)
    parser.add_argument("--rates", action="store_true", help="fit the networks that guess the rate, too")
    parser.add_argument("--rate-cases", type=int, default=12000)
    parser.add_argument("--again", action="store_true", help="measure again, after a change to the features")
    options = parser.parse_args()
    clips = [clip for clip in load_corpus(options.cache) if clip.split == "fit"]
    files = {
        name: options.cache / f"{name}-{number}.pickle"
        for name, number in (
            ("first", FIRST_LOOKS),
            ("second", options.cases),
            ("rates", options.rate_cases),
        )
    }
    if options.again:
        for file in files.values():
            file.unlink(missing_ok=True)

    first: list[Measured] = cached(files["first"], lambda: first_looks(clips, FIRST_LOOKS))  # type: ignore[assignment]
    weights = np.round(fit_choices(stack_choices(first)), 3)
    report_first_look(first, weights)

    looks: list[Measured] = cached(files["second"], lambda: second_looks(clips, options.cases, weights))  # type: ignore[assignment]
    choices, ragged = stack_choices(looks), stack_rows(looks)
    cross_validate(looks, ragged, choices)
    choosers = train_choices(ragged, choices, np.arange(len(looks)), NETWORKS)

    recordings = (
        f"made-up buffers of {len(clips)} recordings of the sources "
        f"{', '.join(sorted({clip.group for clip in clips}))} "
        "(public packages, see tools/detection/corpus.py)"
    )
    networks, factor = list(sample_rate.networks()), model.RATE_TEMPERATURE
    rate_origin = " ".join(model.RATE_ORIGIN.split())
    if options.rates:
        rates: list[RateCase] = cached(  # type: ignore[assignment]
            files["rates"], lambda: measure_rates(clips, options.rate_cases)
        )
        networks, factor = fit_rates(rates)
        rate_origin = f"{len(rates)} {recordings}."
    write_model(
        Path(identify.__file__).with_name("model.py"),
        textwrap.fill(f"The readings are fitted on {len(looks)} {recordings}.", 100),
        weights,
        choosers,
        networks,
        factor,
        rate_origin,
    )


if __name__ == "__main__":
    main()
