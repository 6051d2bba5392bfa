"""What a developer is told about bytes that were lost or added in the middle of a recording."""

from __future__ import annotations

from sambanova.findings import Finding, at_places

_HINT = "Look where chunks are joined or cut: they must be cut between samples."


def byte_slip_findings(places: tuple[int, ...], sample_rate: int) -> tuple[Finding, ...]:
    """One finding for all slips that `detection.mend` corrected, if there are any.

    places: frames, in order. sample_rate: Hz.
    """
    if not places:
        return ()
    first = places[0] / sample_rate
    one = (
        f"A byte is missing or one too many at {first:.2f} s, which turns the rest "
        "into noise; it was put right for playing and saving."
    )
    more = (
        f"In {len(places):,} places, the first at {first:.2f} s, bytes are missing or too many, which turns "
        "what follows into noise; all were put right for playing and saving."
    )
    sentence = one if len(places) == 1 else more
    return (at_places("byte_slip", "error", sentence, _HINT, [place / sample_rate for place in places]),)
