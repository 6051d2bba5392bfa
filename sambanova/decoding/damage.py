"""What is missing in a container: damaged packets, and gaps that the timestamps show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from av.audio.frame import AudioFrame

from sambanova.findings import Finding, at_places, typical

MIN_GAP = 0.05  # seconds by which timestamps jump when a chunk is missing; WebM keeps milliseconds


@dataclass(slots=True)
class Damage:
    """What is missing: packets that could not be decoded, the frames before the first, and gaps."""

    packets: int = 0
    damaged: list[int] = field(default_factory=list)  # frames before each place at which packets are damaged
    gaps: list[tuple[int, float]] = field(default_factory=list)  # frames before, seconds missing
    _due: float | None = None  # seconds; the time that the next frame should have

    def note(self, decoded: int) -> None:
        """Notes a packet that could not be decoded; the jump of time that it makes is no other fault."""
        if self.damaged[-1:] != [decoded]:
            self.damaged.append(decoded)
        self.packets += 1
        self._due = None

    def add(self, later: Damage, before: int) -> None:
        """Takes in the damage of a file that follows after `before` frames."""
        self.packets += later.packets
        self.damaged += [before + frames for frames in later.damaged]
        self.gaps += [(before + frames, seconds) for frames, seconds in later.gaps]

    def look_for_gap(self, frame: AudioFrame, decoded: int) -> None:
        """Notes a jump of the timestamps from one frame to the next. decoded: frames before."""
        at = frame.time
        if at is None or not frame.sample_rate:
            return
        if self._due is not None and at - self._due > MIN_GAP:
            self.gaps.append((decoded, at - self._due))
        self._due = at + frame.samples / frame.sample_rate

    def findings(self, sample_rate: int) -> tuple[Finding, ...]:
        """The damage in words, one finding for each kind."""
        return (*self._damaged_findings(sample_rate), *self._gap_findings(sample_rate))

    def _damaged_findings(self, sample_rate: int) -> Iterator[Finding]:
        if not self.packets:
            return
        yield at_places(
            "container_damaged",
            "error",
            f"{'One part' if self.packets == 1 else f'{self.packets:,} parts'} of the recording could not be "
            "decoded and were left out.",
            "Look for chunks that were dropped or written out of order.",
            [before / sample_rate for before in self.damaged],
        )

    def _gap_findings(self, sample_rate: int) -> Iterator[Finding]:
        if not self.gaps:
            return
        at = self.gaps[0][0] / sample_rate
        lengths = [seconds for _, seconds in self.gaps]
        one = f"{lengths[0]:.2f} s are missing at {at:.2f} s: the timestamps jump there."
        more = (
            f"{len(lengths):,} gaps of {typical(lengths)}, {sum(lengths):.2f} s in all, the first at "
            f"{at:.2f} s: the timestamps jump there."
        )
        yield at_places(
            "chunk_missing",
            "error",
            one if len(lengths) == 1 else more,
            "Look for a chunk that was dropped, or written after the recording had ended.",
            [before / sample_rate for before, _ in self.gaps],
        )
