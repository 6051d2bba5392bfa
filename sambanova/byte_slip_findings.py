"""What a developer is told about bytes that were lost or added in the middle of a recording."""

from __future__ import annotations

from sambanova.findings import Finding, counted

MAX_SINGLE = 10
"""Slips with a finding of their own; one finding sums up the others."""

_HINT = (
    "Look where chunks are joined or cut: they must be cut between samples. "
    "The original as it was stored is at download with original=1."
)


def byte_slip_findings(places: tuple[int, ...], sample_rate: int) -> tuple[Finding, ...]:
    """The findings of slips that `detection.mend` put right. places: frames. sample_rate: Hz."""
    each = [
        Finding(
            "byte_slip",
            "error",
            f"A byte is missing or one too many at {place / sample_rate:.2f} s, which turns the rest "
            "into noise; it was put right for playing and saving.",
            _HINT,
            place / sample_rate,
        )
        for place in places[:MAX_SINGLE]
    ]
    if len(places) > MAX_SINGLE:
        each.append(
            Finding(
                "byte_slip",
                "error",
                f"At {counted(len(places) - MAX_SINGLE, 'more place')} bytes are missing or too many; "
                "all were put right.",
                _HINT,
                places[MAX_SINGLE] / sample_rate,
            )
        )
    return tuple(each)
