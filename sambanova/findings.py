"""What is wrong with a recording, as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the developer of the voice app should know about a recording.

    code: stable name for programs, such as `base64_missing_padding`.
    severity: `error`: sound is lost or wrong; `warning`: it can be heard; `info`: good to know.
    message: one sentence that says what was found.
    hint: one sentence that says what to do about it in the app that wrote it.
    at_seconds: the place in the recording in seconds, or None where it has none.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    at_seconds: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The finding as the API sends it; `at_seconds` only where there is a place."""
        answer: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
        }
        if self.at_seconds is not None:
            answer["at_seconds"] = round(self.at_seconds, 4)
        return answer


_SEVERITIES = get_args(Severity)[::-1]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by severity, the worst first, then by place; those without a place come first."""

    def rank(finding: Finding) -> tuple[int, float]:
        place = -1.0 if finding.at_seconds is None else finding.at_seconds
        return _SEVERITIES.index(finding.severity), place

    return tuple(sorted(findings, key=rank))


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 byte`, `1,000 bytes`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
