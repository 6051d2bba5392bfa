"""Measure what the times of chunks tell, on simulated writers.

    python -m tools.findings.chunk_clocks [--count 200] [--seed 90000]

simulates apps that write chunks to a stream: recorders with jitter, pauses, backlogs and stalls, and speech
services that write faster than their sound lasts. It prints how often the rate was told, right or wrong,
how often gaps were found, and how exact the beginning was. No threshold was chosen on these seeds.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from sambanova.decoding.chunk_times import ChunkTimes
from sambanova.format_hints import STANDARD_RATES, rate_from_growth

BEGAN = 1_760_000_000.0  # Unix seconds of the first sample
WIDTH = 2  # bytes of a sample


@dataclass(frozen=True, slots=True)
class Recorder:
    """An app that writes what it captures. Times are in seconds.

    chunk: length of a chunk. delay: a chunk is written up to this much after its end. pauses: number of
    gaps of 0.4 to 6 s. backlog: of sound that is written at once, when the writer begins. stalls: number of
    times that it stands still for up to a second and then catches up. drift: of its clock, relative.
    irregular: whether chunks differ in length. trimmed: share that MAXLEN removed from the beginning.
    """

    rate: int = 16000
    chunk: float = 0.02
    seconds: float = 30.0
    delay: float = 0.16
    pauses: int = 0
    backlog: float = 0.0
    stalls: int = 0
    drift: float = 0.0
    irregular: bool = False
    trimmed: float = 0.0

    def write(self, rng: Generator) -> Written:
        """What stands in the stream afterwards."""
        count = int(self.seconds / self.chunk)
        lengths = rng.uniform(0.3, 1.7, count) if self.irregular else np.ones(count)
        sizes = np.rint(lengths * self.chunk * self.rate).astype(np.int64) * WIDTH
        ends = np.cumsum(sizes)
        captured = BEGAN + ends / (self.rate * WIDTH) * (1 + self.drift)
        gaps = []
        for _ in range(self.pauses):
            index, length = int(rng.integers(count // 10 + 1, count - 1)), float(rng.uniform(0.4, 6))
            captured[index:] += length
            gaps.append((int(ends[index - 1]), length))
        written = captured + rng.uniform(0, self.delay, count)
        for _ in range(self.stalls):
            begin = float(rng.uniform(written[0], written[-1] - 3))
            end = begin + float(rng.uniform(0.3, 1))
            written[(written > begin) & (written < end)] = end
        written = np.maximum(written, BEGAN + self.backlog)
        first = int(self.trimmed * count)
        lost = int(ends[first - 1]) if first else 0
        kept = [(offset - lost, length) for offset, length in sorted(gaps) if offset > lost]
        return Written(
            _times(ends - sizes, written, first),
            tuple(kept),
            float(captured[first] - sizes[first] / (self.rate * WIDTH)),
        )


@dataclass(frozen=True, slots=True)
class SpeechService:
    """An app that writes speech faster than it lasts.

    speed: how much faster. wobble: natural logarithm of how much it differs between sentences, and half as
    much as between chunks. sentences: of 1.5 to 9 s each. is_answering: whether it waits until a sentence
    is about to end, or later; else it writes all at once, as for a book.
    """

    rate: int = 24000
    chunk: float = 0.04
    speed: float = 2.0
    wobble: float = 0.1
    sentences: int = 6
    is_answering: bool = True

    def write(self, rng: Generator) -> Written:
        """What stands in the stream afterwards; nothing is missing in it."""
        size = int(self.chunk * self.rate) * WIDTH
        written: list[float] = []
        now = spoken = BEGAN
        for _ in range(self.sentences):
            length = float(rng.uniform(1.5, 9))
            speed = self.speed * float(np.exp(rng.normal(0, self.wobble)))
            steps = self.chunk / speed * np.exp(rng.normal(0, 2 * self.wobble, int(length / self.chunk)))
            written += (now + np.cumsum(steps)).tolist()
            spoken = max(spoken, now) + length
            now = written[-1]
            if self.is_answering:
                now = max(now, spoken + float(rng.uniform(0.5, 6)) - 0.7 * length)
        starts = np.arange(len(written), dtype=np.int64) * size
        return Written(_times(starts, np.array(written), 0, size), (), written[0])


@dataclass(frozen=True, slots=True)
class Written:
    """Chunks as they were written, and the truth: the gaps as offset and seconds, and when it began."""

    times: ChunkTimes
    gaps: tuple[tuple[int, float], ...]
    began: float


def _times(starts: NDArray[np.int64], written: NDArray[np.float64], first: int, last: int = 0) -> ChunkTimes:
    """Chunk times as a stream has them: whole milliseconds that never fall. last: bytes of the last chunk."""
    size = last or int(starts[1] - starts[0])
    ids = np.floor(np.maximum.accumulate(written) * 1000) / 1000
    offsets = starts[first:] - starts[first]
    return ChunkTimes(
        tuple(zip(offsets.tolist(), ids[first:].tolist(), strict=True)), int(offsets[-1]) + size
    )


Writer = Recorder | SpeechService
Make = Callable[[Generator, int], Writer]


def _recorder(_: Generator, rate: int, **known: Any) -> Writer:
    return Recorder(rate, **known)


def _speech(rng: Generator, rate: int, **known: Any) -> Writer:
    """A service of the speed given, or of any."""
    return SpeechService(rate, **{"speed": float(rng.uniform(1.1, 4)), **known})


RATES: dict[str, Make] = {
    **{
        f"{seconds} s of {1000 * chunk:.0f} ms": partial(_recorder, chunk=chunk, seconds=seconds)
        for seconds in (3, 6, 30)
        for chunk in (0.02, 0.06, 0.1, 0.25)
    },
    "10 s of irregular chunks": partial(_recorder, chunk=0.06, seconds=10, irregular=True),
    "30 s with one gap": partial(_recorder, pauses=1),
    "20 s with 4 gaps": partial(_recorder, seconds=20, pauses=4),
    "12 s, 3 of them a backlog": partial(_recorder, seconds=12, backlog=3),
    "12 s, 9 of them a backlog": partial(_recorder, seconds=12, backlog=9),
    "30 s with 3 stalls": partial(_recorder, stalls=3),
    "30 s, half of it trimmed": partial(_recorder, trimmed=0.5),
    "30 s, clock 0.5 % off": partial(_recorder, drift=0.005),
    **{
        f"speech at {speed:.2f} times, wobble {wobble}": partial(_speech, speed=speed, wobble=wobble)
        for speed in (4 / 3, 1.5, 2.0, 3.0, 8.0)
        for wobble in (0.0, 0.03, 0.1)
    },
    **{
        f"{count} sentences at any speed, wobble {wobble}": partial(_speech, wobble=wobble, sentences=count)
        for count in (1, 2, 6)
        for wobble in (0.03, 0.1)
    },
    **{
        f"a book at any speed, wobble {wobble}": partial(_speech, wobble=wobble, is_answering=False)
        for wobble in (0.03, 0.1)
    },
}

GAPS = {
    "steady": Recorder(),
    "one gap": Recorder(pauses=1),
    "4 gaps": Recorder(pauses=4),
    "4 gaps, 100 ms chunks": Recorder(chunk=0.1, pauses=4),
    "3 stalls": Recorder(stalls=3),
    "a backlog": Recorder(backlog=3),
    "clock 1 % slow, 5 minutes": Recorder(seconds=300, drift=0.01),
    "clock 1 % fast, 5 minutes": Recorder(seconds=300, drift=-0.01),
    "trimmed": Recorder(trimmed=0.5, pauses=2),
}


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


def measure_rates(count: int, seed: int) -> None:
    """Prints how often the rate is told."""
    _print("rate                                      right   none  other  wrong   error: median, 95 %")
    for name, make in RATES.items():
        seen: Counter[str] = Counter()
        errors = []
        for index in range(count):
            rng = np.random.default_rng(seed + index)
            rate = int(rng.choice(STANDARD_RATES))
            told = make(rng, rate).write(rng).times.bytes_per_second()
            if told is None:
                seen["none"] += 1
                continue
            standard = rate_from_growth(told, WIDTH)
            seen["right" if standard == rate else "wrong" if standard else "other"] += 1
            errors.append(100 * abs(told / (rate * WIDTH) - 1))
        shares = "".join(f"{100 * seen[kind] / count:6.1f}%" for kind in ("right", "none", "other", "wrong"))
        exact = f"{np.median(errors):9.2f}% {np.quantile(errors, 0.95):6.2f}%" if errors else ""
        _print(f"{name:40s}{shares}{exact}")


def measure_gaps(count: int, seed: int) -> None:
    """Prints how often gaps are found at their place, and how exact their length and the beginning are."""
    _print("\ngaps                           found  missed   false   length: median, 95 %   beginning: 95 %")
    for name, recorder in GAPS.items():
        found = missed = false = 0
        lengths, begins = [], []
        near = 1.01 * recorder.chunk * recorder.rate * WIDTH
        for index in range(count):
            written = recorder.write(np.random.default_rng(seed + index))
            told = written.times.gaps(recorder.rate * WIDTH)
            pairs = [(gap, one) for gap in written.gaps for one in told if abs(gap[0] - one[0]) <= near]
            lengths += [1000 * abs(one[1] - gap[1]) for gap, one in pairs]
            found += len({gap for gap, _ in pairs})
            missed += len(written.gaps) - len({gap for gap, _ in pairs})
            false += len(told) - len({one for _, one in pairs})
            begins.append(1000 * abs((written.times.started_at(recorder.rate * WIDTH) or 0) - written.began))
        exact = f"{np.median(lengths):9.0f} {np.quantile(lengths, 0.95):6.0f} ms" if lengths else " " * 19
        _print(f"{name:28s}{found:8d}{missed:8d}{false:8d}{exact}{np.quantile(begins, 0.95):15.0f} ms")


def main() -> None:
    """Measures everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="writers of each kind")
    parser.add_argument("--seed", type=int, default=90000)
    options = parser.parse_args()
    measure_rates(options.count, options.seed)
    measure_gaps(options.count, options.seed)


if __name__ == "__main__":
    main()
