"""What is wrong with a recording, as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal, get_args

Severity = Literal["info", "warning", "error"]

MAX_PLACES = 10_000  # of one finding; the message counts all of them


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the developer of the voice app should know about a recording.

    code: stable name for programs, such as `base64_missing_padding`.
    severity: `error`: sound is lost or wrong; `warning`: it can be heard; `info`: good to know.
    message: one sentence that says what was found.
    hint: one sentence that says what to do about it in the app that wrote it.
    at_seconds: the place in the recording in seconds, or None where it has none; the first one of several.
    places: all places in ascending order where there are several, else empty.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    at_seconds: float | None = None
    places: tuple[float, ...] = ()

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Finding:
        """The finding of which `values` are all fields, as JSON has them."""
        return cls(**{**values, "places": tuple(values["places"])})

    def as_json(self) -> dict[str, Any]:
        """The finding as the API sends it; without `at_seconds` and `places` where it has none."""
        answer: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
        }
        if self.at_seconds is not None:
            answer["at_seconds"] = round(self.at_seconds, 4)
        if self.places:
            answer["places"] = [round(place, 4) for place in self.places]
        return answer


def at_places(code: str, severity: Severity, message: str, hint: str, places: Iterable[float]) -> Finding:
    """One finding for one fault, however often it occurs. places: in seconds, at least one, in any order.

    Of more than `MAX_PLACES` the first are given, and the message says so.
    """
    ordered = tuple(sorted(places))
    if len(ordered) > MAX_PLACES:
        message += f" The first {MAX_PLACES:,} places are given."
        ordered = ordered[:MAX_PLACES]
    return Finding(code, severity, message, hint, ordered[0], ordered if len(ordered) > 1 else ())


def typical(lengths: Sequence[float]) -> str:
    """How long most of some stretches are: `about 20 ms`, or `10 to 250 ms`. lengths: in seconds."""
    usual = median(lengths)
    alike = sum(abs(length - usual) <= _ALIKE * usual for length in lengths)
    if alike >= _MOST * len(lengths):
        return f"about {_duration(usual)}"
    return f"{_duration(min(lengths))} to {_duration(max(lengths))}"


_ALIKE = 0.2  # of the usual length, within which another one is about as long
_MOST = 0.8  # of the lengths


def _duration(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.2g} s"


def share(part: float, whole: float) -> str:
    """A part of a whole in percent: `5 %`, `less than 1 %`."""
    percent = 100 * part / whole
    return f"{percent:.0f} %" if percent >= 1 else "less than 1 %"


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
