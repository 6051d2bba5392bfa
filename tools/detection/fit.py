"""Fits the detector's numbers on public recordings and writes sambanova/detection/weights.npz.

    python -m tools.detection.fit --cache FOLDER [--cases 8000] [--rates] [--rate-cases 12000]

builds the corpus (see corpus.py), measures made-up buffers of its `fit` sources, prints how well each part
does on sources left out of its own fit (cross-validation by group of sources), then fits on all of them and
writes the parts `screen` and `readings`, with --rates also `rates` (see fit_readings.py and fit_rates.py).
The `test` sources are never touched. The same packages give the same numbers. One core, about 20 minutes,
and 10 more with --rates.
"""

from __future__ import annotations

import argparse
import pickle  # nosec B403  # for a cache of its own
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sambanova.detection.features import WINDOW_FEATURES
from sambanova.detection.networks import WEIGHTS_FILE
from tools.detection.corpus import Clip, load_corpus
from tools.detection.fit_rates import RateCase, fit_rates, measure_rates
from tools.detection.fit_readings import (
    NETWORKS,
    Measured,
    cross_validate,
    first_looks,
    fit_choices,
    report_first_look,
    second_looks,
    stack_choices,
    stack_rows,
    train_choices,
)
from tools.training import stacked, write_weights

FIRST_LOOKS = 2500
"""Buffers that the first look is fitted on."""

SHARPNESS = 0.85
"""Factor on the scores of readings: below 1, as real buffers may be of a kind that was not fitted."""


def cached(path: Path, make: Callable[[], Any]) -> Any:
    """What `make` gives, kept in a file: measuring takes minutes, fitting seconds."""
    if not path.exists():
        path.write_bytes(pickle.dumps(make()))
    return pickle.loads(path.read_bytes())  # nosec B301  # written by this script


def origin(number: int, clips: Sequence[Clip]) -> str:
    """What numbers are fitted on."""
    groups = ", ".join(sorted({clip.group for clip in clips}))
    return (
        f"{number} made-up buffers of {len(clips)} recordings of the sources {groups} "
        "(public packages, see tools/detection/corpus.py)."
    )


def main() -> None:
    """Measure, cross-validate, fit, write."""
    options = arguments()
    cache: Path = options.cache
    clips = [clip for clip in load_corpus(cache) if clip.split == "fit"]
    first_file = cache / f"first-{FIRST_LOOKS}.pickle"
    second_file = cache / f"second-{options.cases}.pickle"
    rates_file = cache / f"rates-{options.rate_cases}.pickle"
    if options.again:
        for file in (first_file, second_file, rates_file):
            file.unlink(missing_ok=True)

    first: list[Measured] = cached(first_file, lambda: first_looks(clips, FIRST_LOOKS))
    importance = np.round(fit_choices(stack_choices(first)), 3)
    report_first_look(first, importance)

    looks: list[Measured] = cached(second_file, lambda: second_looks(clips, options.cases, importance))
    choices, ragged = stack_choices(looks), stack_rows(looks)
    cross_validate(looks, ragged, choices)
    choosers = train_choices(ragged, choices, np.arange(len(looks)), NETWORKS)

    parts: dict[str, dict[str, ArrayLike]] = {
        "screen": {"features": WINDOW_FEATURES, "weights": importance, "origin": origin(len(first), clips)},
        "readings": {
            **stacked(choosers), "sharpness": SHARPNESS, "origin": origin(len(looks), clips),
        },
    }  # fmt: skip
    if options.rates:
        rates: list[RateCase] = cached(rates_file, lambda: measure_rates(clips, options.rate_cases))
        networks, factor = fit_rates(rates)
        parts["rates"] = {
            **stacked(networks), "temperature": round(factor, 3), "origin": origin(len(rates), clips),
        }  # fmt: skip
    write_weights(WEIGHTS_FILE, parts)


def arguments() -> argparse.Namespace:
    """The command line."""
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
    return parser.parse_args()


if __name__ == "__main__":
    main()
