"""Fit the detector's numbers on public recordings and write sambanova/detection_model.py.

    python -m tools.detection.fit --cache FOLDER [--cases 5000] [--rate-cases 12000]

builds the corpus (see corpus.py), measures made-up buffers of its `fit` sources, prints how well each part
does on sources left out of its own fit (cross-validation by group of sources), then fits on all of them and
writes the model. The `test` sources are never touched. One core, about 15 minutes.

Three fits:
- readings: a conditional logit. Each buffer offers its readings and "not audio"; the weights maximise the
  probability of the true one, with a small quadratic penalty.
- first look: the same over all streams, on 1024 samples.
- rates: three small networks (one hidden layer) that differ in their start, on the true reading's features.
"""

# ruff: noqa: T201 - a command line tool prints
from __future__ import annotations

import argparse
import base64
import dataclasses
import pickle  # nosec B403  # for a cache of its own
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar  # type: ignore[import-untyped,unused-ignore]

from sambanova import detection
from sambanova.detection_features import (
    LAYOUTS,
    NULL_FEATURES,
    READING_FEATURES,
    STREAMS,
    WINDOW_FEATURES,
    Floats,
    Hypothesis,
    Stream,
    measure,
)
from sambanova.sample_rate import RATES, Network, Sound, rate_features
from tools.detection.cases import FIT_VARIATIONS, Case, make_case, make_other
from tools.detection.corpus import Clip, load_corpus

SEED = 31
PENALTY = 3e-4
"""Of the squared weights, in units of the features' root mean squares."""

SHARPNESS = 1.2
"""Factor on the fitted weights. They are fitted on a mix harder than what is met, which makes them too
modest: with this a confidence of 0.9 still is right 99.8 % of the time on left-out sources."""

FOLDS = 6
HIDDEN = 32
NETWORKS = 3
EPOCHS = 25

Numbers = NDArray[np.float32]
Mask = NDArray[np.bool_]
Labels = NDArray[np.intp]


# ---------------------------------------------------------------- measuring


class Measured(NamedTuple):
    """A case without its bytes, and what was measured of it."""

    case: Case
    readings: tuple[Hypothesis, ...]
    features: Numbers
    null: Numbers
    first_look: tuple[Hypothesis, ...]
    first_features: Numbers


def true_stream(case: Case) -> Stream:
    """The stream a case was made of."""
    assert case.encoding is not None
    odd = case.variation == "odd lead byte"
    return Stream(case.encoding, int(odd) % LAYOUTS[case.encoding].width)


def shortened(case: Case, rng: np.random.Generator) -> Case:
    """10 to 150 ms from the middle."""
    assert case.encoding is not None
    frame = LAYOUTS[case.encoding].width * case.channels
    size = int(frame * case.sample_rate * rng.uniform(0.01, 0.15)) // frame * frame
    start = len(case.data) // 2 // frame * frame
    return dataclasses.replace(case, data=case.data[start : start + size], duration=0.05, variation="plain")


def measure_cases(clips: Sequence[Clip], number: int) -> list[Measured]:
    """Features of `number` buffers of sound and a sixth as many of other things."""
    answer = []
    for index in range(number + number // 6):
        rng = np.random.default_rng([SEED, index])
        case = (
            make_case(rng, clips, FIT_VARIATIONS, turns=True)
            if index < number
            else make_other(rng, index - number)
        )
        if case.encoding and index % 10 == 0:
            case = shortened(case, rng)
        raw = np.frombuffer(case.data, np.uint8)
        sound = raw[detection.leading_run(raw) :]
        if len(sound) < detection.SMALLEST or detection.counts_up(sound):
            continue
        first = measure(detection.choose_windows(sound)[0], STREAMS, detection.SCREEN_SAMPLES)
        also = [true_stream(case)] if case.encoding else []
        examined = detection.examine(sound, len(raw), 60.0, also)
        answer.append(
            Measured(
                dataclasses.replace(case, data=b""),
                examined.readings,
                examined.features.astype(np.float32),
                examined.null.astype(np.float32),
                tuple(first),
                np.array(list(first.values()), np.float32).reshape(len(first), -1),
            )
        )
    return answer


# ---------------------------------------------------------------- conditional logit


class Choices(NamedTuple):
    """Cases x options x features, which options there are, and the right one; -1 when it is not there."""

    features: Numbers
    there: Mask
    right: Labels

    def of(self, rows: Mask) -> Choices:
        """Some of the cases."""
        return Choices(self.features[rows], self.there[rows], self.right[rows])


def stack_choices(
    options: Sequence[Sequence[Hypothesis]],
    rows: Sequence[Numbers],
    cases: Sequence[Case],
    null: Sequence[Numbers] | None,
) -> Choices:
    """Pad the options of all cases to one array; "not audio" follows the readings when `null` is given."""
    extra = 0 if null is None else 1
    width = rows[0].shape[1] + (0 if null is None else len(null[0]))
    features = np.zeros((len(rows), max(map(len, options)) + extra, width), np.float32)
    there = np.zeros(features.shape[:2], bool)
    right = np.full(len(rows), -1)
    for i, (readings, row, case) in enumerate(zip(options, rows, cases, strict=True)):
        number = len(readings)
        features[i, :number, : row.shape[1]] = row
        there[i, : number + extra] = True
        if null is not None:
            features[i, number, row.shape[1] :] = null[i]
        if case.encoding is None:
            right[i] = number if extra else -1
        else:
            truth = Hypothesis(*true_stream(case), case.channels)
            right[i] = readings.index(truth) if truth in readings else -1
    return Choices(features, there, right)


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
    return np.asarray(SHARPNESS * found.x / scale)


def groups_to_folds(groups: Sequence[str]) -> Labels:
    """A fold for each case, whole groups of sources together."""
    names = sorted(set(groups))
    order = np.random.default_rng(SEED).permutation(len(names))
    fold = {name: int(order[i]) % FOLDS for i, name in enumerate(names)}
    return np.array([fold[name] for name in groups])


def report_choices(measured: Sequence[Measured], choices: Choices) -> None:
    """Print accuracy on sources left out."""
    folds = groups_to_folds([item.case.group or item.case.kind for item in measured])
    right, sure, sure_right = [], [], []
    for fold in range(FOLDS):
        part = folds == fold
        shares = chances(choices.of(part), fit_choices(choices.of(~part)))
        for item, share in zip(
            [m for m, inside in zip(measured, part, strict=True) if inside], shares, strict=True
        ):
            totals: dict[tuple[str | None, int], float] = {(None, 0): float(share[len(item.readings)])}
            for reading, value in zip(item.readings, share, strict=False):
                key = reading.encoding, reading.channels
                totals[key] = totals.get(key, 0.0) + float(value)
            best = max(totals, key=lambda key: totals[key])
            ok = best == (item.case.encoding, item.case.channels)
            if best[0] and totals[best] >= 0.9:
                sure_right.append(ok)
            if item.case.encoding and item.case.duration >= 0.25:
                right.append(ok)
                sure.append(best[0] is not None and totals[best] >= 0.9)
    print(
        f"readings, left-out sources, hard mix: {100 * np.mean(right):.2f} % of {len(right)} right; "
        f"confidence >= 0.9: {100 * np.mean(sure_right):.2f} % right, covers {100 * np.mean(sure):.1f} %"
    )


def report_first_look(measured: Sequence[Measured], choices: Choices, weights: Floats) -> None:
    """Print how often the true stream is within the margin."""
    inside = []
    for i, item in enumerate(measured):
        scores = choices.features[i, : len(item.first_look)] @ weights
        if choices.right[i] >= 0:
            inside.append(scores[choices.right[i]] >= scores.max() - detection.SCREEN_MARGIN)
    print(f"first look: the truth survives in {100 * np.mean(inside):.2f} %")


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
        scores[part] = np.mean([network.scores(features[part]) for network in trained], axis=0)

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


def _packed(values: Floats) -> str:
    text = base64.b85encode(np.asarray(values, "<f2").tobytes()).decode()
    lines = [text[i : i + 96] for i in range(0, len(text), 96)]
    return "".join(f"            {line!r}\n" for line in lines)


def write_model(
    path: Path, origin: str, weights: Floats, first_look: Floats, networks: Sequence[Network], factor: float
) -> None:
    """All fitted numbers as a Python module."""
    split = len(READING_FEATURES)
    parts = [
        f'"""The detector\'s numbers, written by tools/detection/fit.py; do not edit.\n\n{origin}\n"""\n',
        _table("READING_WEIGHTS", READING_FEATURES, weights[:split], "Weight of each feature of a reading."),
        _table(
            "NULL_WEIGHTS",
            NULL_FEATURES,
            weights[split:],
            'Weight of each feature of the reading "not audio".',
        ),
        _table("SCREEN_WEIGHTS", WINDOW_FEATURES, first_look, "Weights of the first look at all streams."),
        f"RATE_TEMPERATURE = {factor:.3f}\n"
        '"""Factor on the networks\' scores that makes their shares honest."""\n',
    ]
    nets = ""
    for network in networks:
        nets += "    (\n"
        for values in network:
            shape = np.asarray(values).shape
            nets += f"        ({shape!r}, (\n{_packed(values)}        )),\n"
        nets += "    ),\n"
    parts.append(
        "RATE_NETWORKS: tuple[tuple[tuple[tuple[int, ...], str], ...], ...] = (\n"
        f'{nets})\n"""Layers of the rate networks: shape, and float16 little-endian in base 85."""\n'
    )
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
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--rate-cases", type=int, default=12000)
    parser.add_argument("--again", action="store_true", help="measure again, after a change to the features")
    options = parser.parse_args()
    clips = [clip for clip in load_corpus(options.cache) if clip.split == "fit"]
    reading_file = options.cache / f"readings-{options.cases}.pickle"
    rate_file = options.cache / f"rates-{options.rate_cases}.pickle"
    if options.again:
        reading_file.unlink(missing_ok=True)
        rate_file.unlink(missing_ok=True)

    measured: list[Measured] = cached(reading_file, lambda: measure_cases(clips, options.cases))  # type: ignore[assignment]
    measured = [item for item in measured if item.case.kind != "counters"]  # see detection.counts_up
    cases = [item.case for item in measured]
    choices = stack_choices(
        [m.readings for m in measured], [m.features for m in measured], cases, [m.null for m in measured]
    )
    report_choices(measured, choices)
    weights = fit_choices(choices)

    seen = [item for item in measured if item.case.encoding]
    first = stack_choices(
        [m.first_look for m in seen], [m.first_features for m in seen], [m.case for m in seen], None
    )
    first_look = fit_choices(first)
    report_first_look(seen, first, first_look)

    rates: list[RateCase] = cached(rate_file, lambda: measure_rates(clips, options.rate_cases))  # type: ignore[assignment]
    networks, factor = fit_rates(rates)
    groups = sorted({clip.group for clip in clips})
    origin = textwrap.fill(
        f"Fitted on {len(measured)} and {len(rates)} made-up buffers of {len(clips)} recordings "
        f"of the sources {', '.join(groups)} (public packages, see tools/detection/corpus.py).",
        100,
    )
    target = Path(detection.__file__).with_name("detection_model.py")
    write_model(target, origin, weights, first_look, networks, factor)
    print(f"wrote {target.name}")


if __name__ == "__main__":
    main()
