"""Finds what the times of chunks tell: where nothing was written, and a rate that they contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from sambanova.analysis import rate_check
from sambanova.decoding.chunk_times import ChunkTimes, moment
from sambanova.encodings import ENCODINGS
from sambanova.findings import Finding, at_places, share, typical
from sambanova.recording import Recording


@dataclass(frozen=True, slots=True)
class _Pauses:
    """Which gaps are pauses of a writer that writes only while somebody speaks.

    longest_hole: seconds; a longer gap is a call on hold, or a writer that was stopped.
    min_count: of gaps; fewer are no habit. seconds_between: of sound; people pause more often.
    """

    longest_hole: float = 2.0
    min_count: int = 3
    seconds_between: float = 15.0


_PAUSES = _Pauses()


def find(recording: Recording, times: ChunkTimes, fields: Mapping[str, str], now: float) -> Iterator[Finding]:
    """The findings `gap_in_time`, `pause_in_time` and those of `rate_check.by_clock`.

    Their places are seconds in `recording`.

    Only headerless PCM and G.711 are examined. times: of the stored chunks. fields: of the session.
    now: Unix seconds.
    """
    stored = ENCODINGS.get(recording.format.encoding or "")
    if stored is None or recording.format.container is not None:
        return
    contradictions = list(rate_check.by_clock(recording, fields, now, times.bytes_per_second()))
    yield from contradictions
    rate = stored.sample_width * recording.channels * recording.sample_rate
    # At a wrong rate each chunk would seem to come too late.
    if contradictions or not times.is_live(rate):
        return
    gaps = times.gaps(rate)
    is_habit = len(gaps) >= max(_PAUSES.min_count, recording.duration / _PAUSES.seconds_between)
    holes = [gap for gap in gaps if gap[1] <= _PAUSES.longest_hole and not is_habit]
    pauses = [gap for gap in gaps if gap not in holes]
    anchors = times.anchors(rate)
    if holes:
        yield _gap_in_time(recording, holes, rate, anchors)
    if pauses:
        yield _pause_in_time(recording, pauses, rate, anchors)


def _gap_in_time(
    recording: Recording,
    holes: Sequence[tuple[int, float]],
    rate: float,
    anchors: tuple[tuple[float, float], ...],
) -> Finding:
    """The finding for short gaps in a track that is written all the time."""
    first, seconds = holes[0]
    if len(holes) == 1:
        what = f"At {_clock(anchors, first / rate)} nothing was written for {seconds:.1f} s"
    else:
        lengths = [length for _, length in holes]
        what = (
            f"{len(holes):,} times nothing was written for {typical(lengths)}, "
            f"{share(sum(lengths), recording.duration)} of the sound, "
            f"the first time at {_clock(anchors, first / rate)}"
        )
    return at_places(
        "gap_in_time",
        "warning",
        f"{what}: chunks are missing, or the recorder stood still.",
        "Look for lost packets, and for what blocks the thread that writes.",
        [offset / rate for offset, _ in holes],
    )


def _pause_in_time(
    recording: Recording,
    pauses: Sequence[tuple[int, float]],
    rate: float,
    anchors: tuple[tuple[float, float], ...],
) -> Finding:
    """The finding for gaps that are normal in a track that is written while somebody speaks."""
    first, seconds = pauses[0]
    if len(pauses) == 1:
        what = f"At {_clock(anchors, first / rate)} nothing was written for {seconds:.1f} s"
    else:
        total = sum(length for _, length in pauses)
        what = (
            f"In {len(pauses):,} pauses nothing was written, {total:.1f} s in all, "
            f"the first time at {_clock(anchors, first / rate)}"
        )
    return at_places(
        "pause_in_time",
        "info",
        f"{what}; played alone, the sound goes on without a pause there.",
        "Nothing needs to be done if the app writes only while somebody speaks.",
        [offset / rate for offset, _ in pauses],
    )


def _clock(anchors: tuple[tuple[float, float], ...], seconds: float) -> str:
    """The time of the end of the sound before a place, in UTC: `14:03:22.4`. seconds: in the sound."""
    # The place itself is where the sound goes on.
    before = tuple(anchor for anchor in anchors if anchor[0] < seconds)
    at = moment(before or anchors, seconds) or 0.0
    # Rounding 59.96 s would give 60.0.
    return f"{datetime.fromtimestamp(int(at * 10) / 10, timezone.utc):%H:%M:%S.%f}"[:-5] + " UTC"
