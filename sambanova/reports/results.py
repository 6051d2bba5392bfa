"""What the command finds of each recording, and the summary of all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from sambanova.analysis.levels import peaks
from sambanova.diagnosis.diagnosis import Diagnosis, Examined
from sambanova.diagnosis.fixes import Fix
from sambanova.diagnosis.verdict import OUTCOMES, Outcome
from sambanova.errors import PlayerError
from sambanova.findings import Finding, counted
from sambanova.recording import Recording

Kind = Literal["file", "stdin", "session"]
Column = tuple[float, float]
"""The smallest and the largest sample of a column of a waveform, -1..1."""

FailOn = Literal["info", "warning", "error", "never"]

COLUMNS = 120  # of a waveform

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)


@dataclass(frozen=True, slots=True)
class Result:
    """A recording with its diagnosis, or with the reason why it has none.

    name: of the file, or the id of the session; may be hostile. waveform: of each channel. code, message: of
    the error if there is no diagnosis. fixes: of each finding of a session; empty for a file, whose writer is
    not known.
    """

    name: str
    kind: Kind
    diagnosis: Diagnosis | None = None
    waveform: tuple[tuple[Column, ...], ...] = ()
    code: str = ""
    message: str = ""
    fixes: tuple[Fix | None, ...] = ()

    @classmethod
    def of(
        cls,
        name: str,
        kind: Kind,
        examined: Examined,
        *,
        draws: bool = False,
        fixes: tuple[Fix | None, ...] = (),
    ) -> Result:
        """The result for what was examined. draws: with its waveform."""
        waveform = _waveform(examined.recording) if draws and examined.recording else ()
        return cls(name, kind, examined.diagnosis, waveform, fixes=fixes)

    @classmethod
    def failed(cls, name: str, kind: Kind, error: PlayerError) -> Result:
        """The result for what could not be read."""
        return cls(name, kind, code=error.code, message=str(error))

    def as_json(self) -> dict[str, Any]:
        """The result for programs: the diagnosis, or `error` and `message`."""
        head = {"name": self.name, "kind": self.kind}
        if self.diagnosis is None:
            return {**head, "error": self.code, "message": self.message}
        return {**head, **self.diagnosis.as_json()}


def _waveform(recording: Recording) -> tuple[tuple[Column, ...], ...]:
    return tuple(
        tuple(zip(channel["min"], channel["max"], strict=True)) for channel in peaks(recording, COLUMNS)
    )


@dataclass(slots=True)
class Summary:
    """How many recordings have which outcome, and by which cause.

    unread: how many could not be read. passed_over: how many of all sessions may not be opened, or were gone
    before it was their turn. is_complete: False if the command was interrupted, or Redis went away.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    unread: int = 0
    passed_over: int = 0
    is_complete: bool = True

    def add(self, result: Result) -> None:
        """Counts a result."""
        if result.diagnosis is None:
            self.unread += 1
            return
        verdict = result.diagnosis.verdict
        self.outcomes[verdict.severity] += 1
        if verdict.cause:
            self.causes[verdict.cause] += 1

    @property
    def total(self) -> int:
        """Recordings that were diagnosed."""
        return sum(self.outcomes.values())

    def fails(self, fail_on: FailOn) -> bool:
        """Whether any recording is as bad as `fail_on`, or worse."""
        if fail_on == "never":
            return False
        return any(self.outcomes[outcome] for outcome in OUTCOMES[OUTCOMES.index(fail_on) :])

    def sentence(self) -> str:
        """The outcome in one sentence: `12 recordings: 10 ok, 2 error.`"""
        stopped = "" if self.is_complete else " The others were not looked at."
        if not self.total + self.unread + self.passed_over:
            return "No recording was looked at."
        parts = [f"{self.outcomes[one]:,} {one}" for one in OUTCOMES if self.outcomes[one]]
        parts += [f"{self.unread:,} not readable"] if self.unread else []
        parts += [f"{self.passed_over:,} passed over"] if self.passed_over else []
        return f"{counted(self.total + self.unread, 'recording')}: {', '.join(parts)}.{stopped}"

    def as_json(self) -> dict[str, Any]:
        """The summary for programs."""
        return {
            "recordings": self.total,
            "outcomes": {outcome: self.outcomes[outcome] for outcome in OUTCOMES},
            "causes": dict(self.causes.most_common()),
            "unread": self.unread,
            "passed_over": self.passed_over,
            "complete": self.is_complete,
        }


def places_of(finding: Finding) -> tuple[float, ...]:
    """All places of a finding in seconds; none if it has no place."""
    if finding.at_seconds is None:
        return finding.places
    return finding.places or (finding.at_seconds,)


def shown(text: str) -> str:
    """Text from outside on one line, in which nothing commands a terminal or changes its direction.

    shown("a\\x1b[2J")  # "a␛[2J"
    """
    return _UNPRINTABLE.sub(lambda match: _picture(match[0]), text)


def _picture(character: str) -> str:
    """The picture of a control character, or the sign for a character that cannot be shown."""
    return chr(0x2400 + ord(character)) if character < " " else "\ufffd"
