"""Measure the detector on recordings that were not used for fitting, and print the README's tables.

    python -m tools.detection.evaluate --cache FOLDER [--cases 2000] [--split test] [--details]

builds the corpus on demand (see corpus.py), makes headerless buffers of its `test` sources (see cases.py: 13
encodings, mono and stereo, 7 rates, 0.25 to 10 s, 8 variations), and asks the detector and the baselines. One
core, about five minutes. `--split fit` measures on the fitted sources instead, `--details` adds tables by
encoding, duration and variation.
"""

# ruff: noqa: T201 - a command line tool prints
from __future__ import annotations

import argparse
import dataclasses
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sambanova.detection import Identification, detect
from sambanova.detection.identify import SURE
from sambanova.encodings import ENCODINGS
from tools.detection.baselines import always_s16le, audacity
from tools.detection.cases import GRID_VARIATIONS, Case, make_case, make_other
from tools.detection.corpus import Clip, load_corpus

SEED = 7
OTHERS = 340
"""Buffers that are not audio."""


class Result(NamedTuple):
    """One case and what was said of it."""

    case: Case
    found: Identification
    milliseconds: float
    baselines: dict[str, bool]
    """Whether each baseline was right."""

    @property
    def right(self) -> bool:
        """Encoding and channels are."""
        return (self.found.encoding, self.found.channels) == (self.case.encoding, self.case.channels)

    @property
    def rate_right(self) -> bool:
        """The sample rate is."""
        return self.found.sample_rate == self.case.sample_rate

    def rate_among(self, number: int) -> bool:
        """The true rate is among the first readings, the answer included."""
        formats = [self.found, *self.found.candidates][:number]
        return self.case.sample_rate in [found.sample_rate for found in formats]

    @property
    def sure(self) -> bool:
        """It was said without reserve."""
        return self.found.encoding is not None and self.found.confidence >= SURE


BASELINES = {"always s16le mono": always_s16le, "Audacity's classifier": audacity}


def cases_of(clips: Sequence[Clip], number: int, stream: int, voice: bool = False) -> Iterator[Case]:
    """Numbered cases, the same in every run."""
    for index in range(number):
        yield make_case(np.random.default_rng([SEED, stream, index]), clips, GRID_VARIATIONS, voice=voice)


def of_any_length(cases: Iterable[Case]) -> Iterator[Case]:
    """The same without up to a tenth of the end, so that the length says nothing."""
    for index, case in enumerate(cases):
        assert case.encoding is not None
        rng = np.random.default_rng([SEED, 9, index])
        frame = ENCODINGS[case.encoding].sample_width * case.channels
        cut = int(len(case.data) * rng.uniform(0, 0.1)) // frame * frame
        yield dataclasses.replace(case, data=case.data[: len(case.data) - cut])


def run(cases: Iterable[Case], baselines: bool = False) -> list[Result]:
    """Ask the detector, and the baselines when wanted."""
    results = []
    for case in cases:
        start = time.process_time()
        found = detect(case.data)
        taken = 1000 * (time.process_time() - start)
        others = {}
        for name, ask in BASELINES.items() if baselines else ():
            answer = ask(case.data)
            others[name] = (answer.encoding, answer.channels) == (case.encoding, case.channels)
        results.append(Result(dataclasses.replace(case, data=b""), found, taken, others))
    return results


# ---------------------------------------------------------------- tables


def percent(values: Iterable[bool]) -> str:
    """Share in per cent, or a dash."""
    flags = list(values)
    return f"{100 * np.mean(flags):.1f} %" if flags else "-"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def split_by(results: Sequence[Result], key: Callable[[Result], object]) -> dict[str, list[Result]]:
    """Results by a property, and all of them."""
    parts: dict[str, list[Result]] = {}
    for result in sorted(results, key=lambda item: (str(type(key(item))), key(item))):
        parts.setdefault(str(key(result)), []).append(result)
    return {**parts, "**all**": list(results)}


def accuracy_table(results: Sequence[Result], head: str, key: Callable[[Result], object]) -> str:
    """Encoding and channels right, with the baselines beside it."""
    rows = []
    for name, part in split_by(results, key).items():
        rows.append(
            [
                name,
                str(len(part)),
                percent(item.right for item in part),
                percent(item.found.encoding == item.case.encoding for item in part),
                *(percent(item.baselines[other] for item in part) for other in BASELINES),
                percent(item.rate_right for item in part),
            ]
        )
    heads = [head, "buffers", "encoding + channels", "encoding alone", *BASELINES, "sample rate (a guess)"]
    return table(heads, rows)


def rate_table(parts: dict[str, list[Result]]) -> str:
    """How good the guesses of the sample rate are."""
    rows = [
        [
            name,
            str(len(part)),
            percent(item.rate_right for item in part),
            percent(item.rate_among(3) for item in part),
        ]
        for name, part in parts.items()
    ]
    return table(["sample rate from the signal", "buffers", "exact", "among the first three"], rows)


def calibration_table(results: Sequence[Result]) -> str:
    """Whether the stated rate confidence is honest."""
    rows = []
    for low, high in ((0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        part = [r for r in results if r.right and low <= r.found.rate_confidence < high]
        stated = f"{100 * np.mean([r.found.rate_confidence for r in part]):.1f} %" if part else "-"
        rows.append([f"{low}-{min(high, 1)}", str(len(part)), stated, percent(r.rate_right for r in part)])
    return table(["rate confidence", "buffers", "stated", "right"], rows)


def print_tables(
    grid: Sequence[Result], ragged: Sequence[Result], mix: Sequence[Sequence[Result]], details: bool
) -> None:
    """The README's tables. mix: voice apps' mix, and the same cut to any length."""
    print(accuracy_table(grid, "source", lambda item: item.case.group), "\n")
    if details:
        print(accuracy_table(grid, "encoding", lambda item: item.case.encoding), "\n")
        print(accuracy_table(grid, "seconds", lambda item: item.case.duration), "\n")
        print(accuracy_table(grid, "variation", lambda item: item.case.variation), "\n")
        print(accuracy_table(grid, "channels", lambda item: item.case.layout), "\n")
    voice, ragged_voice = mix
    parts = {
        "grid": list(grid),
        "grid, Opus-decoded": [item for item in grid if item.case.variation == "opus"],
        "grid, cut to any length": list(ragged),
        "voice apps' mix": list(voice),
        "voice apps' mix, cut to any length": list(ragged_voice),
        "any length, Opus-decoded": [
            item for item in [*ragged, *ragged_voice] if item.case.variation == "opus"
        ],
    }
    print(rate_table(parts), "\n")
    print(calibration_table([*grid, *ragged]), "\n")


def print_summary(grid: Sequence[Result], voice: Sequence[Result], others: Sequence[Result]) -> None:
    """Single figures. others: what is not audio."""
    sure = [item for item in [*grid, *others] if item.sure]
    long_speech = [item for item in grid if item.case.kind != "music" and item.case.duration >= 2]
    times = [item.milliseconds for item in grid]
    big = [
        item.milliseconds for item, size in zip(grid, times, strict=True) if item.case.duration >= 5 and size
    ]
    accepted = [item for item in others if item.found.encoding]
    print(f"- Speech of 2 s and more: {percent(item.right for item in long_speech)} of {len(long_speech)}.")
    print(f"- Voice apps' mix: {percent(item.right for item in voice)} of {len(voice)}.")
    print(
        f"- Confidence of {SURE} and more: right {percent(item.right for item in sure)} of {len(sure)} "
        f"({sum(not item.right for item in sure)} wrong), "
        f"covers {percent(item.sure for item in grid)} of the sound."
    )
    print(
        f"- Not audio: {len(accepted)} of {len(others)} were taken for sound, "
        f"{sum(item.sure for item in accepted)} with confidence of {SURE} and more"
        f" ({', '.join(sorted({item.case.kind for item in accepted})) or 'none'})."
    )
    print(
        f"- Processor time: median {np.median(times):.0f} ms, 95 % below {np.percentile(times, 95):.0f} ms; "
        f"5 and 10 s buffers: median {np.median(big):.0f} ms."
    )


def print_errors(results: Iterable[Result]) -> None:
    """One line for each wrong answer."""
    for item in results:
        if not item.right:
            case, found = item.case, item.found
            print(
                f"  {case.encoding} {case.channels} {case.sample_rate} {case.duration} {case.variation} "
                f"{case.group or case.kind} {case.layout} -> "
                f"{found.encoding} {found.channels} {found.confidence:.2f}"
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloads and clips")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--split", choices=["test", "fit"], default="test")
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    clips = [clip for clip in load_corpus(options.cache) if clip.split == options.split]
    number = options.cases

    grid = run(cases_of(clips, number, 0), baselines=True)
    voice = run(cases_of(clips, number // 2, 1, voice=True))
    ragged = run(of_any_length(cases_of(clips, number // 2, 0)))
    ragged_voice = run(of_any_length(cases_of(clips, number // 2, 1, voice=True)))
    others = run(make_other(np.random.default_rng([SEED, 2, i]), i) for i in range(OTHERS))

    print_tables(grid, ragged, (voice, ragged_voice), options.details)
    print_summary(grid, voice, others)
    if options.details:
        print_errors([*grid, *others])


if __name__ == "__main__":
    main()
