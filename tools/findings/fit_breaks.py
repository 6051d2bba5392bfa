"""Fit the networks that weigh what speaks for a hole, for a chunk that comes twice, and for a jump.

    python -m tools.findings.fit_breaks --cache FOLDER [--write] [--kept]

takes the `fit` recordings of `tools.findings.intact`, intact and with faults, measures all candidates in
them, and prints how many faults are found at which rate of false alarms by networks that were fitted without
the kind. With --write the numbers replace the parts `holes`, `doubles` and `jumps` of
sambanova/detection/weights.npz; the same recordings make the same numbers. What was measured is kept in
FOLDER, and --kept takes it instead of measuring, which must not be done after a change of the features.
About half an hour on two cores.
"""

# ruff: noqa: T201 - a command line tool prints

from __future__ import annotations

import argparse
import math
import pickle  # nosec B403  # reads only what this script wrote
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis import doubles, holes, jumps, sound_findings
from sambanova.analysis.levels import active_power
from sambanova.decoding.reader import read
from sambanova.detection.networks import WEIGHTS_FILE, Network
from sambanova.format_hints import FormatHints, declared_format
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.recording import Recording
from tools.findings import sessions
from tools.findings.injected import INJECTED
from tools.findings.intact import Intact, load_intact, parallel
from tools.findings.kinds import KINDS
from tools.findings.stored_forms import session_of, spoiled_session
from tools.training import Plan, sigmoid, stacked, train_network, write_weights

Part = Literal["holes", "doubles", "jumps"]
Numbers = NDArray[np.float32]

FAULTS: dict[Part, tuple[str, ...]] = {
    "holes": ("zeroed on a grid", "zeroed elsewhere", "losses zeroed"),
    "doubles": ("doubled on a grid", "doubled elsewhere", "losses repeated"),
    "jumps": ("dropped on a grid", "dropped elsewhere", "losses dropped"),
}
PLANS: dict[Part, Plan] = {
    "holes": Plan(epochs=120, batch=64, rate=3e-3, decay=0.05, dropout=0.2, noise=0.1, hidden=16),
    "doubles": Plan(epochs=120, batch=64, rate=3e-3, decay=0.05, dropout=0.2, noise=0.1, hidden=16),
    "jumps": Plan(epochs=40, batch=512, rate=3e-3, decay=0.02, dropout=0.2, noise=0.1),
}
WITHIN: dict[Part, int] = {"holes": 8, "doubles": 8, "jumps": 3}  # frames from its place
NETWORKS = 4
FOLDS = 4
SPOILED = 30  # recordings of each kind that get each fault
SHORT_SECONDS = 8.0  # of a recording with a fault that are looked at


class Measured(NamedTuple):
    """The candidates of one part in one recording.

    fault: its name; empty for an intact one. made: places of faults. rows: candidates x features. is_fault:
    which of them are faults. extra: log-odds that are added to what the network says.
    """

    kind: str
    fault: str
    seconds: float
    made: int
    rows: Numbers
    is_fault: NDArray[np.bool_]
    extra: Numbers


def recording_of(session: sessions.Session) -> Recording:
    """What the player reads."""
    said, _ = declared_format(session.fields)
    return read(AudioBuffer.from_text(session.text), FormatHints(declared=said))


def candidates(recording: Recording, part: Part) -> tuple[NDArray[np.int64], Numbers, Numbers]:
    """The places that are looked at, their features, and what their place says."""
    if part == "jumps":
        mono = recording.samples(0, recording.frame_count).mean(axis=1)
        places, features, extra = jumps.examined(
            lambda start, stop: mono[start:stop], recording.frame_count, recording.sample_rate
        )
        return places, as_numbers(features), as_numbers(extra)
    pieces = sound_findings.measure(recording)
    level = math.sqrt(active_power(pieces.window_powers().mean(axis=1)))
    if part == "holes":
        runs = holes.runs(recording, pieces.constant, pieces.length)
        some, features = holes.measure(recording, runs, level)
        starts = some.start
    else:
        copies = doubles.find(recording)
        features = doubles.measure(recording, copies, level)
        starts = np.array([one.start for one in copies], np.int64)
    return starts, as_numbers(features), np.zeros(len(starts), np.float32)


def as_numbers(values: NDArray[np.floating]) -> Numbers:
    """Values as they are kept."""
    return np.asarray(values, np.float32)


def examine(task: tuple[Part, Intact, str]) -> Measured | None:
    """All candidates in a recording, intact or with a fault; None if the fault has no place."""
    part, intact, name = task
    if not name:
        recording = recording_of(session_of(intact))
        at, rows, extra = candidates(recording, part)
        return Measured(intact.kind, "", recording.duration, 0, rows, np.zeros(len(at), bool), extra)
    frames = intact.frames()[: int(SHORT_SECONDS * intact.rate)]
    rng = np.random.default_rng([62, intact.number, len(name), ord(intact.kind[0])])
    spoiled = INJECTED[name].spoil(rng, frames, intact.rate)
    if spoiled is None:
        return None
    recording = recording_of(spoiled_session(rng, intact, spoiled))
    at, rows, extra = candidates(recording, part)
    wanted = np.rint(np.array(spoiled.at) * intact.rate).astype(np.int64)
    hit = np.array([bool(np.abs(wanted - one).min() <= WITHIN[part]) for one in at], bool)
    return Measured(intact.kind, name, recording.duration, len(wanted), rows, hit, extra)


def measure(part: Part, cache: Path, jobs: int, count: int | None) -> list[Measured]:
    """All candidates of a part in the recordings for fitting."""
    recordings = load_intact(cache, "fit", tuple(KINDS), count, jobs)
    spoiled = [(part, one, name) for one in recordings if one.number < SPOILED for name in FAULTS[part]]
    tasks = [*((part, one, "") for one in recordings), *spoiled]
    found: list[Measured] = []
    for number, measured in enumerate(parallel(examine, tasks, jobs)):
        if measured is not None:
            found.append(measured)
        if number % 500 == 0:
            print(f"{part}: {number} of {len(tasks)}", flush=True)
    return found


def samples_of(measured: Sequence[Measured]) -> Iterator[tuple[Numbers, NDArray[np.bool_]]]:
    """What is fitted: faults, and all other candidates of intact recordings."""
    for one in measured:
        if not one.fault:
            yield one.rows, one.is_fault
        elif one.is_fault.any():
            yield one.rows[one.is_fault], one.is_fault[one.is_fault]


def train(part: Part, measured: Sequence[Measured]) -> list[Network]:
    """Networks that differ in their start."""
    rows, labels = zip(*samples_of(measured), strict=True)
    features, targets = np.concatenate(rows), np.concatenate(labels).astype(np.float32)
    if part != "jumps":  # few candidates: faults and others count the same
        fewer = np.flatnonzero(targets == (targets.mean() < 0.5))
        times = max(1, min(20, round(abs(len(targets) - len(fewer)) / max(1, len(fewer)))))
        order = np.concatenate([np.arange(len(targets)), np.repeat(fewer, times - 1)])
        features, targets = features[order], targets[order]
    return [train_network(features, targets[:, None], sigmoid, PLANS[part], seed) for seed in range(NETWORKS)]


def odds_of(networks: Sequence[Network], one: Measured) -> NDArray[np.float64]:
    """The log-odds of each candidate."""
    if not len(one.rows):
        return np.zeros(0)
    wide = one.rows.astype(np.float64)
    return np.asarray(np.mean([network.outputs(wide)[..., 0] for network in networks], axis=0)) + one.extra


def report(part: Part, measured: Sequence[Measured]) -> None:
    """Prints what is found and who is accused at some thresholds, each kind by networks without it."""
    kinds = sorted({one.kind for one in measured})
    judged: list[tuple[Measured, NDArray[np.float64]]] = []
    for fold in range(FOLDS):
        left_out = set(kinds[fold::FOLDS])
        networks = train(part, [one for one in measured if one.kind not in left_out])
        judged += [(one, odds_of(networks, one)) for one in measured if one.kind in left_out]
    for least in (-1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0):
        faulty = [(one, odds) for one, odds in judged if one.fault]
        found = np.mean([bool((odds[one.is_fault] >= least).any()) for one, odds in faulty])
        accused = {
            kind: np.mean(
                [bool((odds >= least).any()) for one, odds in judged if not one.fault and one.kind == kind]
            )
            for kind in kinds
        }
        worst = sorted(accused.items(), key=lambda item: -item[1])[:5]
        names = ", ".join(f"{kind} {share:.1%}" for kind, share in worst if share)
        mean = np.mean(list(accused.values()))
        print(f"{part} from {least:+.0f}: found {found:6.1%}; accused {mean:6.2%}; {names}")
    for name in FAULTS[part]:
        some = [(one, odds) for one, odds in judged if one.fault == name]
        seen = np.mean([bool(one.is_fault.any()) for one, _ in some])
        print(f"  {name}: {len(some)} recordings; a candidate in {seen:.1%}")


def main() -> None:
    """Fit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder of the corpus")
    parser.add_argument("--write", action="store_true", help="write the numbers; without it, only judge them")
    parser.add_argument("--count", type=int, help="recordings of each kind")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--parts", nargs="*", choices=list(FAULTS), default=list(FAULTS))
    parser.add_argument("--kept", action="store_true", help="take what the last run has measured")
    chosen = parser.parse_args()
    for part in chosen.parts:
        kept: Path = chosen.cache / "findings" / f"{part}.pickle"
        if not chosen.kept:
            kept.write_bytes(pickle.dumps(measure(part, chosen.cache, chosen.jobs, chosen.count)))
        measured: list[Measured] = pickle.loads(kept.read_bytes())  # nosec B301  # written by this script
        report(part, measured)
        if chosen.write:
            faults = sum(int(one.is_fault.sum()) for one in measured)
            others = sum(len(one.rows) for one in measured if not one.fault)
            origin = f"{faults} faults and {others} other places in recordings of tools/findings/intact.py."
            write_weights(WEIGHTS_FILE, {part: {**stacked(train(part, measured)), "origin": origin}})


if __name__ == "__main__":
    main()
