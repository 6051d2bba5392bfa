"""Findings: faults of a recording, with a message, a hint and their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal, get_args

Severity = Literal["info", "warning", "error"]

MAX_PLACES = 10_000  # of one finding; its message counts all


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a recording, for the developer of the voice app.

    code: stable name for programs, such as `base64_missing_padding`.
    severity: `error`: audio is lost or wrong; `warning`: it sounds worse; `info`: worth knowing.
    message: one sentence that says what was found.
    hint: one sentence that says what to do in the app that wrote the recording.
    at_seconds: the first place in seconds; None if the fault has no place.
    places: all places in seconds, ascending, if there are several; otherwise empty.
    probability: that it is a fault, 0..1, if one recording in ten has it; None where nothing is weighed.
    right_rate: the sample rate in Hz that should be declared, if the finding tells one.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    at_seconds: float | None = None
    places: tuple[float, ...] = ()
    probability: float | None = None
    right_rate: int | None = None

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Finding:
        """The finding with these fields, of which `places` may be a list, as in JSON."""
        return cls(**{**values, "places": tuple(values["places"])})

    def as_json(self) -> dict[str, Any]:
        """The finding as the API sends it, without `at_seconds` and `places` if it has none."""
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
        if self.probability is not None:
            answer["probability"] = self.probability
        return answer


def at_places(
    code: str,
    severity: Severity,
    message: str,
    hint: str,
    places: Iterable[float],
    *,
    probability: float | None = None,
) -> Finding:
    """One finding for a fault that occurs at several places.

    places: in seconds, at least one, in any order. The finding has the first `MAX_PLACES`; if there are
    more, its message says so.
    """
    ordered = tuple(sorted(places))
    if len(ordered) > MAX_PLACES:
        message += f" The first {MAX_PLACES:,} places are given."
        ordered = ordered[:MAX_PLACES]
    return Finding(
        code, severity, message, hint, ordered[0], ordered if len(ordered) > 1 else (), probability
    )


def typical(lengths: Sequence[float]) -> str:
    """The usual length, or the range if lengths differ: `about 20 ms`, `10 to 250 ms`. lengths: seconds."""
    usual = median(lengths)
    similar = sum(abs(length - usual) <= _TOLERANCE * usual for length in lengths)
    if similar >= _MIN_SIMILAR_SHARE * len(lengths):
        return f"about {_duration(usual)}"
    return f"{_duration(min(lengths))} to {_duration(max(lengths))}"


_TOLERANCE = 0.2  # of the median length, within which another length is similar
_MIN_SIMILAR_SHARE = 0.8  # of the lengths


def _duration(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.2g} s"


def share(part: float, whole: float) -> str:
    """A share in percent: `5 %`, `less than 1 %`."""
    percent = 100 * part / whole
    return f"{percent:.0f} %" if percent >= 1 else "less than 1 %"


_SEVERITIES = get_args(Severity)[::-1]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorts findings by severity, worst first, then by place; those without a place come first."""

    def rank(finding: Finding) -> tuple[int, float]:
        place = -1.0 if finding.at_seconds is None else finding.at_seconds
        return _SEVERITIES.index(finding.severity), place

    return tuple(sorted(findings, key=rank))


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 byte`, `1,000 bytes`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
