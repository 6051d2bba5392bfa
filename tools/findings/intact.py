"""The corpus of intact recordings, made on demand: int16 frames x channels in FOLDER/findings.

    python -m tools.findings.intact --cache FOLDER [--split measure] [--count 120] [--jobs 2]

speaks with the synthesizers that `requirements.txt` names, reads the natural recordings of
`tools.detection.corpus` (in FOLDER as well), and makes `count` recordings of each kind. What is there is
not made again, until `VERSION` says that its makers have changed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tools.detection.corpus import Samples
from tools.findings import voices
from tools.findings.kinds import KINDS, Form, make
from tools.findings.material import Pool, load_natural, load_pool
from tools.findings.splits import SPLITS, Split

VERSION = 4
"""Of the makers: recordings of another version are not taken."""

COUNTS: dict[Split, int] = {"fit": 120, "tune": 80, "measure": 120}
"""Recordings of each kind."""


@dataclass(frozen=True, slots=True)
class Intact:
    """A recording of the corpus. right: codes of findings that are true of it."""

    kind: str
    number: int
    split: Split
    file: str
    rate: int
    form: Form
    right: tuple[str, ...]

    def frames(self) -> Samples:
        """n x channels, -1.0 to 1.0."""
        return np.asarray(np.load(self.file) / 32768, np.float32)


_pool: Pool | None = None  # of a process that makes recordings


def _open_pool(split: Split, cache: Path) -> None:
    global _pool
    _pool = load_pool(split, cache / "findings", cache)


def _make_one(task: tuple[str, int, Split, Path]) -> dict[str, Any]:
    kind, number, split, folder = task
    assert _pool is not None
    made = make(kind, number, 51 + SPLITS.index(split), _pool)
    file = folder / f"{kind}_{number}.npy"
    np.save(file, np.clip(np.round(made.frames * 32768), -32768, 32767).astype(np.int16))
    assert made.form is not None
    return {
        "kind": kind, "number": number, "split": split, "file": str(file), "rate": made.rate,
        "form": made.form, "right": sorted(made.right),
    }  # fmt: skip


def load_intact(
    cache: Path, split: Split, kinds: Sequence[str] = tuple(KINDS), count: int | None = None, jobs: int = 2
) -> list[Intact]:
    """The recordings of some kinds, made when they are not there yet.

    cache: FOLDER of the corpus. count: of each kind; None for that of the split. jobs: processes.
    """
    wanted = COUNTS[split] if count is None else count
    folder = cache / "findings" / f"{split}-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    tasks = [
        (kind, number, split, folder) for kind in kinds for number in range(len(_known(folder, kind)), wanted)
    ]
    if tasks:
        _speak(cache, split, jobs)
        load_natural(cache)  # once, before several processes want it
        context = multiprocessing.get_context("spawn")
        with context.Pool(jobs, _open_pool, (split, cache)) as workers:
            for number, entry in enumerate(workers.imap(_make_one, tasks, chunksize=4)):
                kind = entry["kind"]
                _index(folder, kind).write_text(json.dumps([*_known(folder, kind), entry], indent=0))
                if number % 100 == 0:
                    sys.stderr.write(f"made {number} of {len(tasks)} recordings of {split}\n")
    return [
        Intact(**{**entry, "right": tuple(entry["right"])})
        for kind in kinds
        for entry in _known(folder, kind)[:wanted]
    ]


def _index(folder: Path, kind: str) -> Path:
    return folder / f"{kind}.json"


def _known(folder: Path, kind: str) -> list[dict[str, Any]]:
    index = _index(folder, kind)
    return list(json.loads(index.read_text())) if index.exists() else []


def _speak(cache: Path, split: Split, jobs: int) -> None:
    """Lets the synthesizers say all utterances of a split that are not there yet."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs) as workers:
        for _ in workers.imap_unordered(voices.speak, voices.unspoken(split, cache / "findings")):
            pass


def parallel(function: Any, tasks: Sequence[Any], jobs: int) -> Iterator[Any]:
    """The results of a function in the order of its tasks, by some processes."""
    if jobs == 1:
        yield from map(function, tasks)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as workers:
        yield from workers.imap(function, tasks, chunksize=8)


def main() -> None:
    """Make the corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder of the corpus")
    parser.add_argument("--split", choices=SPLITS, default="measure")
    parser.add_argument("--kinds", nargs="*", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--count", type=int, help="recordings of each kind")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    chosen = parser.parse_args()
    made = load_intact(chosen.cache, chosen.split, chosen.kinds, chosen.count, chosen.jobs)
    for kind in chosen.kinds:
        some = [one for one in made if one.kind == kind]
        seconds = sum(len(one.frames()) / one.rate for one in some)
        sys.stdout.write(f"{kind:20}{len(some):5} recordings {seconds:7.0f} s\n")


if __name__ == "__main__":
    main()
