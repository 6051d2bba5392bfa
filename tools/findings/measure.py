"""Measure whom the player accuses: intact recordings of many kinds, and the same with faults.

    python -m tools.findings.measure --cache FOLDER [--split measure] [--kinds ..] [--count ..]
        [--faults 5] [--jobs 2] [--json FILE] [--misses]

makes the corpus of `tools.findings.intact` in FOLDER on demand and prints for each kind how many intact
recordings get a warning or an error, how many get anything, and the alarms a minute; for each fault how
often it is found and placed within 20 ms; and the precision when one recording in a hundred is faulty.
`--json` writes every case, `--misses` names each false alarm and each miss.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import time
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from sambanova.findings import Finding
from tools.detection.corpus import Samples
from tools.findings import sessions
from tools.findings.injected import INJECTED, active_level
from tools.findings.intact import Intact, load_intact, parallel
from tools.findings.kinds import KINDS
from tools.findings.processing import level
from tools.findings.splits import SPLITS
from tools.findings.stored_forms import session_of, spoiled_session

WITHIN_SECONDS = 0.02  # of its place, within which a fault is placed
FAULTY_SHARE = 0.01  # of the recordings, at which precision is told
SUSPECTED_SHARE = 0.1
"""Of recordings that have a fault, for which the probability of a finding is told."""
PROBABILITIES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
"""Bounds of the ranges of the table of reliability."""
NEUTRAL = frozenset({"format_uncertain", "muted"})
"""Codes that say nothing against a recording; that samples are zero is no guess."""

_SPOILED_SECONDS = 8.0  # of a recording are taken for a fault

# ---------------------------------------------------------------- cases


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as it counts.

    places: seconds, at least one if it has a place. probability: that it is true.
    """

    code: str
    severity: str
    message: str
    places: tuple[float, ...]
    probability: float | None = None

    @classmethod
    def of(cls, finding: Finding) -> Said:
        """What counts of a finding."""
        known = finding.places or (() if finding.at_seconds is None else (finding.at_seconds,))
        places = tuple(round(one, 4) for one in known)
        return cls(finding.code, finding.severity, finding.message, places, finding.probability)

    @property
    def is_alarm(self) -> bool:
        """Whether it is a warning or an error."""
        return self.severity != "info"


@dataclass(frozen=True, slots=True)
class Case:
    """What was said of one recording. fault: its name; empty for an intact one. at: its places in seconds."""

    kind: str
    number: int
    file: str
    rate: int
    form: str
    seconds: float
    said: tuple[Said, ...]
    fault: str = ""
    at: tuple[float, ...] = ()
    in_sound: bool = True

    @property
    def alarms(self) -> list[Said]:
        """Warnings and errors."""
        return [one for one in self.said if one.is_alarm]

    @property
    def right(self) -> list[Said]:
        """What names the fault."""
        return [one for one in self.said if one.code in INJECTED[self.fault].codes]

    def is_placed(self, by: Iterable[Said]) -> bool:
        """Whether some of these name a place of the fault."""
        return any(abs(place - at) <= WITHIN_SECONDS for one in by for place in one.places for at in self.at)


def _said(session: sessions.Session, right: Collection[str] = ()) -> tuple[Said, ...]:
    found = session.findings()
    return tuple(Said.of(one) for one in found if one.code not in NEUTRAL and one.code not in right)


def examine(task: tuple[Intact, str]) -> Case | None:
    """What the player says of a recording, intact or with a fault; None if the fault has no place."""
    intact, name = task
    frames = intact.frames()
    known = (intact.kind, intact.number, intact.file, intact.rate, intact.form)
    if not name:
        return Case(*known, len(frames) / intact.rate, _said(session_of(intact), true_of(intact, frames)))
    rng = np.random.default_rng([61, intact.number, zlib.crc32(f"{intact.kind} {name}".encode())])
    short = frames[: int(_SPOILED_SECONDS * intact.rate)]
    spoiled = INJECTED[name].spoil(rng, short, intact.rate)
    if spoiled is None:
        return None
    session = spoiled_session(rng, intact, spoiled)
    seconds = len(spoiled.frames) / intact.rate
    return Case(*known, seconds, _said(session), name, spoiled.at, spoiled.in_sound)


_WITHOUT_VOICE = frozenset({"tones", "clicks", "music"})
_EDGE_SECONDS = 0.01  # of a recording, in which somebody who begins or ends to speak is soft


def true_of(intact: Intact, frames: Samples) -> frozenset[str]:
    """Codes of findings that are true of an intact recording.

    Where a voice is as loud at the very edge as anywhere, who made the recording has cut it there.
    """
    if intact.kind in _WITHOUT_VOICE:
        return frozenset(intact.right)
    count, usual = int(_EDGE_SECONDS * intact.rate), active_level(frames, intact.rate)
    edges = {"start_cut": frames[:count], "end_cut": frames[-count:]}
    return frozenset({*intact.right, *(code for code, part in edges.items() if level(part) > 0.5 * usual)})


# ---------------------------------------------------------------- figures


@dataclass(frozen=True, slots=True)
class OfKind:
    """Figures of intact recordings. alarmed, told: shares, 0 to 1, with an alarm, with any finding."""

    count: int
    alarmed: float
    told: float
    alarms_a_minute: float
    codes: dict[str, int]

    @classmethod
    def of(cls, cases: Sequence[Case]) -> OfKind:
        """The figures of some intact recordings."""
        minutes = sum(case.seconds for case in cases) / 60
        alarms = sum(len(one.places) or 1 for case in cases for one in case.alarms)
        codes = Counter(
            f"{one.code}{'' if one.is_alarm else ' (info)'}" for case in cases for one in case.said
        )
        return cls(
            len(cases),
            float(np.mean([bool(case.alarms) for case in cases])),
            float(np.mean([bool(case.said) for case in cases])),
            alarms / minutes,
            dict(codes.most_common()),
        )


@dataclass(frozen=True, slots=True)
class OfFault:
    """Figures of a fault, shares from 0 to 1.

    warned: named rightly by an alarm. said: named rightly by anything. placed: so that a place is right,
    None if it has none. noticed: an alarm of any name has the place. in_sound: `warned` of those in the
    middle of sound.
    """

    count: int
    warned: float
    said: float
    placed: float | None
    noticed: float | None
    in_sound: float | None

    @classmethod
    def of(cls, cases: Sequence[Case]) -> OfFault:
        """The figures of some recordings with one fault."""
        warned = [any(one.is_alarm for one in case.right) for case in cases]
        has_place = any(case.at for case in cases)
        inside = [hit for hit, case in zip(warned, cases, strict=True) if case.in_sound]
        return cls(
            len(cases),
            float(np.mean(warned)),
            float(np.mean([bool(case.right) for case in cases])),
            float(np.mean([case.is_placed(case.right) for case in cases])) if has_place else None,
            float(np.mean([case.is_placed(case.alarms) for case in cases])) if has_place else None,
            float(np.mean(inside)) if inside else None,
        )


def precision(recall: float, false_share: float, faulty: float = FAULTY_SHARE) -> float:
    """The share of the accused recordings that are faulty. false_share: of intact ones that are accused."""
    true = faulty * recall
    return true / (true + (1 - faulty) * false_share) if true else 0.0


@dataclass(frozen=True, slots=True)
class Reliability:
    """Findings that were said with about one probability. said: its mean. true: the share that is true."""

    code: str
    count: int
    said: float
    true: float

    @classmethod
    def table(cls, intact: Sequence[Case], spoiled: Sequence[Case], faulty: float) -> Iterator[Reliability]:
        """For each code and range of probability. faulty: share of the recordings that have the fault.

        A finding is true if it names the fault at its place. All that have the fault count `faulty`, in
        whichever way it came about, and the intact ones the rest.
        """
        every = (one for case in (*intact, *spoiled) for one in case.said)
        for code in sorted({one.code for one in every if one.probability is not None}):
            having = [case for case in spoiled if code in INJECTED[case.fault].codes]
            rows = [
                (one.probability, case.is_placed([one]) if case.fault else False, share / len(cases))
                for cases, share in ((intact, 1 - faulty), (having, faulty))
                for case in cases
                for one in case.said
                if one.code == code and one.probability is not None
            ]
            for low, high in itertools.pairwise(PROBABILITIES):
                some = [row for row in rows if low <= row[0] < high]
                if some:
                    said, true, weight = np.array(some, float).T
                    mean, share = np.average([said, true], axis=1, weights=weight)
                    yield cls(code, len(some), float(mean), float(share))


def reliability(intact: Sequence[Case], spoiled: Sequence[Case]) -> Iterator[str]:
    """The table of `Reliability` as text."""
    rows = [*Reliability.table(intact, spoiled, SUSPECTED_SHARE)]
    if rows:
        yield ""
        share = _percent(SUSPECTED_SHARE)
        yield f"{'probability':22}{'count':>6}{'said':>9}{'true':>8}  if {share} have the fault"
    for row in rows:
        yield f"{row.code:22}{row.count:6}{_percent(row.said):>9}{_percent(row.true):>8}"


def report(intact: Sequence[Case], spoiled: Sequence[Case]) -> str:
    """The figures as text."""
    lines = [f"{'intact recordings':22}{'clips':>6}{'accused':>9}{'any':>8}{'a minute':>10}  codes"]
    kinds = [kind for kind in KINDS if any(case.kind == kind for case in intact)]
    figures = [OfKind.of([case for case in intact if case.kind == kind]) for kind in kinds]
    if intact:
        lines += [_kind_line(kind, one) for kind, one in zip(kinds, figures, strict=True)]
        lines.append(_kind_line("all", OfKind.of(intact)))
    false_share = OfKind.of(intact).alarmed if intact else 0.0
    lines.append("")
    lines.append(
        f"{'faults':22}{'cases':>6}{'warned':>9}{'said':>8}{'placed':>8}{'noticed':>9}"
        f"{'in sound':>10}{'precision':>11}"
    )
    recalls = []
    for name in INJECTED:
        some = [case for case in spoiled if case.fault == name]
        if some:
            one = OfFault.of(some)
            recalls.append(one.warned)
            lines.append(_fault_line(name, one, precision(one.warned, false_share)))
    if recalls:
        mean = float(np.mean(recalls))
        exact = precision(mean, false_share)
        lines.append(
            f"{_percent(exact)} of the accused are faulty if {_percent(FAULTY_SHARE)} of the recordings are"
            f" (recall {_percent(mean)}, {_percent(false_share)} of intact recordings accused)."
        )
    return "\n".join([*lines, *reliability(intact, spoiled)])


def _kind_line(kind: str, one: OfKind) -> str:
    codes = ", ".join(f"{code} {count}" for code, count in one.codes.items())
    return (
        f"{kind:22}{one.count:6}{_percent(one.alarmed):>9}{_percent(one.told):>8}"
        f"{one.alarms_a_minute:10.2f}  {codes}"
    )


def _fault_line(name: str, one: OfFault, exact: float) -> str:
    return (
        f"{name:22}{one.count:6}{_percent(one.warned):>9}{_percent(one.said):>8}{_percent(one.placed):>8}"
        f"{_percent(one.noticed):>9}{_percent(one.in_sound):>10}{_percent(exact):>11}"
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _misses(cases: Iterable[Case]) -> Iterator[str]:
    """A line for each false alarm and each fault that is not named."""
    for case in cases:
        where = f"{case.kind} {case.number} ({case.form}, {case.rate} Hz, {case.file})"
        if case.fault and not case.right:
            at = ", ".join(f"{place:.3f}" for place in case.at[:5])
            said = ", ".join(f"{one.code} at {one.places[:3]}" for one in case.said) or "nothing"
            yield f"  missed: {case.fault} at {at} in {where}; said {said}"
        elif not case.fault:
            for one in case.said:
                word = "false" if one.is_alarm else "info"
                yield f"  {word}: {one.code} at {one.places[:5]} in {where}: {one.message}"


# ---------------------------------------------------------------- command


def measure(recordings: Sequence[Intact], faults: int, jobs: int) -> tuple[list[Case], list[Case]]:
    """What is said of intact recordings, and of the first `faults` of each kind with each fault."""
    tasks = [(one, "") for one in recordings]
    tasks += [(one, name) for one in recordings if one.number < faults for name in INJECTED]
    cases = [case for case in parallel(examine, tasks, jobs) if case is not None]
    return [case for case in cases if not case.fault], [case for case in cases if case.fault]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder of the corpus")
    parser.add_argument("--split", choices=SPLITS, default="measure")
    parser.add_argument("--kinds", nargs="*", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--count", type=int, help="intact recordings of each kind")
    parser.add_argument("--faults", type=int, default=5, help="recordings of each kind that get each fault")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--json", type=Path, help="file for all cases")
    parser.add_argument("--misses", action="store_true", help="name each false alarm and each miss")
    chosen = parser.parse_args()
    recordings = load_intact(chosen.cache, chosen.split, chosen.kinds, chosen.count, chosen.jobs)
    began = time.monotonic()
    intact, spoiled = measure(recordings, chosen.faults, chosen.jobs)
    if chosen.misses:
        sys.stdout.writelines(f"{line}\n" for line in _misses([*intact, *spoiled]))
    sys.stdout.write(report(intact, spoiled) + f"\n{time.monotonic() - began:.0f} s\n")
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(case) for case in [*intact, *spoiled]], indent=0))


if __name__ == "__main__":
    main()
